"""Directives that say what the model and the rules are: a class, a closed list, a format, a code, and groups of
them."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx import addnodes
from visitdata.findings import nearest, printable
from visitdata.interop import problems as importing
from visitdata.render.reference import captions
from visitdata.render.reference.facts import (
    ClassFacts,
    CodeFacts,
    Facts,
    FieldFacts,
    FormatFacts,
    Piece,
    Place,
    Use,
    WordsFacts,
    facts,
    spans,
)
from visitdata.sphinx.anchors import unused

if TYPE_CHECKING:
    from visitdata.sphinx.domain import VisitdataDomain


_Told = tuple[str, list[nodes.Node]]
"""A heading, and what stands beside it."""


@cache
def _facts() -> Facts:
    return facts(importing.PROBLEMS)


class _Describing(SphinxDirective):
    """A directive that describes one thing, or several, each in a section of its own."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {"no-index": directives.flag}

    def run(self) -> list[nodes.Node]:
        name, known = self.arguments[0], self.known(_facts())
        if name not in known:
            near = nearest(name, known)
            meant = f"; did you mean {near}?" if near else ""
            what = f"visitdata has no {self.name.partition(':')[2]} {printable(name)}{meant}"
            return [self.state.document.reporter.error(what, line=self.lineno)]
        return [self._section(*one) for one in self.sections(_facts(), name)]

    @abstractmethod
    def known(self, all: Facts) -> Iterable[str]:
        """The names that may be given."""

    @abstractmethod
    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        """Of each thing that is described its kind, its name, and what is said of it."""

    def _section(self, kind: str, name: str, content: list[nodes.Node]) -> nodes.section:
        anchor = unused(f"visitdata-{kind}-{name}", self.state.document)
        section = nodes.section("", nodes.title("", name), *content, ids=[anchor], names=[], support_smartquotes=False)
        if "no-index" not in self.options:
            cast("VisitdataDomain", self.env.domains["visitdata"]).describe(kind, name, anchor)
            for row in section.findall(nodes.row):
                if "anchor" in row:
                    row["ids"].append(f"{anchor}-{nodes.make_id(row['anchor'])}")
        return section


class ClassDirective(_Describing):
    """``visitdata:class``: a class of the model."""

    def known(self, all: Facts) -> Iterable[str]:
        return all.classes

    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        yield "class", name, list(_of_class(all.classes[name]))


class WordsDirective(_Describing):
    """``visitdata:words``: a closed list of words."""

    def known(self, all: Facts) -> Iterable[str]:
        return all.words

    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        yield "words", name, list(_of_words(all.words[name]))


class FormatDirective(_Describing):
    """``visitdata:format``: a format of text."""

    def known(self, all: Facts) -> Iterable[str]:
        return all.formats

    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        yield "format", name, list(_of_format(all.formats[name]))


class RuleDirective(_Describing):
    """``visitdata:rule``: the page of a code."""

    def known(self, all: Facts) -> Iterable[str]:
        return all.codes

    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        yield "rule", name, list(_of_code(all.codes[name]))


class GroupDirective(_Describing):
    """``visitdata:group``: all classes of a group with the words that they know, or ``formats``."""

    def known(self, all: Facts) -> Iterable[str]:
        return [*(group.key for group in all.groups), "formats"]

    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        if name == "formats":
            for format in all.formats.values():
                yield "format", format.name, list(_of_format(format))
        for cls in all.classes.values():
            if cls.group == name:
                yield "class", cls.name, list(_of_class(cls))
        for words in all.words.values():
            if words.group == name:
                yield "words", words.name, list(_of_words(words))


class RulesDirective(_Describing):
    """``visitdata:rules``: the pages of all codes of a family, such as ``VDT``."""

    def known(self, all: Facts) -> Iterable[str]:
        return [family.key for family in all.families]

    def sections(self, all: Facts, name: str) -> Iterator[tuple[str, str, list[nodes.Node]]]:
        family = next(family for family in all.families if family.key == name)
        for code in family.codes:
            yield "rule", code, list(_of_code(all.codes[code]))


def _of_class(cls: ClassFacts) -> Iterator[nodes.Node]:
    yield _prose(cls.meaning)
    facts: list[_Told] = [(captions.IN_JSON, [_code(f'"type": "{cls.tag}"')])] if cls.tag else []
    facts += [(captions.BELONGS_TO, _linked(cls.families, "class"))] if cls.families else []
    facts += [(captions.ONE_OF, _linked(cls.members, "class"))] if cls.members else []
    facts += [(captions.USED_BY, _used(cls.uses) if cls.uses else _spans(captions.no_use(cls)))]
    yield _field_list(facts)
    heads = (captions.FIELD, captions.TYPE, captions.MEANING, captions.EXAMPLE)
    yield _table(heads, (20, 20, 40, 20), map(_row, cls.own))
    for family, fields in cls.inherited():
        also: list[nodes.Node] = [nodes.Text(f"{captions.FIELDS_OF_EVERY} "), _link("class", family), nodes.Text(": ")]
        links = ([_link("class", f"{family}.{field.name}", field.name)] for field in fields)
        yield nodes.paragraph("", "", *also, *_glued(links, ", "))
    if cls.example is not None:
        yield nodes.rubric("", captions.AN_EXAMPLE)
        yield nodes.literal_block(cls.example.text, cls.example.text, language="json")
        yield _prose(captions.origin(cls.example))
    if cls.rules:
        yield _field_list([(captions.RULES, _linked(cls.rules, "rule"))])


def _row(field: FieldFacts) -> tuple[str, list[list[nodes.Node]]]:
    name: list[nodes.Node] = [_code(field.name)]
    if field.is_required:
        name += [nodes.Text(" "), nodes.emphasis("", captions.requirement(field))]
    example: list[nodes.Node] = [_code(field.example.line)]
    return field.anchor, [name, list(map(_piece, field.type)), _spans(field.meaning), example]


def _of_words(words: WordsFacts) -> Iterator[nodes.Node]:
    yield _prose(words.meaning)
    yield _field_list([(captions.USED_BY, _used(words.uses))])
    rows = ((word, [[_code(word)], _spans(meaning)]) for word, meaning in words.words)
    yield _table((captions.WORD, captions.MEANING), (30, 70), rows)


def _of_format(format: FormatFacts) -> Iterator[nodes.Node]:
    yield _prose(f"{captions.title(format)} {format.meaning}")
    facts: list[_Told] = [(captions.PATTERN, [_code(format.pattern)])] if format.pattern else []
    examples = ([_code(example)] for example in format.examples)
    facts += [(captions.EXAMPLES, _glued(examples, ", "))] if format.examples else []
    facts += [(captions.USED_BY, _used(format.uses))]
    yield _field_list(facts)


def _of_code(code: CodeFacts) -> Iterator[nodes.Node]:
    page = code.page
    yield nodes.paragraph("", "", nodes.strong("", page.name))
    yield _prose(page.what)
    facts: list[_Told] = [(captions.SEVERITY, _spans(page.severity))]
    facts += [(captions.SINCE, _spans(page.since))] if page.since else []
    facts += [(captions.LOOKS_AT, _linked(code.classes, "class"))] if code.classes else []
    facts += [(captions.NEEDS, [_code(code.needs)])] if code.needs else []
    yield _field_list(facts)
    for part in captions.parts(page):
        yield nodes.rubric("", part.title)
        yield nodes.literal_block(part.text, part.text, language="none") if part.is_code else _prose(part.text)


def _table(
    heads: Sequence[str], widths: Sequence[int], rows: Iterable[tuple[str, list[list[nodes.Node]]]]
) -> nodes.table:
    """A table, each row with the name by which others lead to it."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    group += nodes.thead("", _cells([[nodes.Text(head)] for head in heads]))
    body = nodes.tbody()
    for name, cells in rows:
        row = _cells(cells)
        row["anchor"] = name
        body += row
    group += body
    return nodes.table("", group)


def _cells(cells: Iterable[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


def _field_list(told: Iterable[_Told]) -> nodes.field_list:
    fields = (
        nodes.field("", nodes.field_name("", title), nodes.field_body("", nodes.paragraph("", "", *text)))
        for title, text in told
    )
    return nodes.field_list("", *fields)


def _prose(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *_spans(text))


def _code(text: str) -> nodes.Node:
    return nodes.literal("", text)


def _spans(text: str) -> list[nodes.Node]:
    """A prose text, what stands between backticks as code."""
    return [_code(part) if is_code else nodes.Text(part) for part, is_code in spans(text)]


def _used(uses: Iterable[Use]) -> list[nodes.Node]:
    links = ([_link("class", f"{use.owner}.{use.to.anchor}", f"{use.owner}.{use.field}")] for use in uses)
    return _glued(links, ", ")


def _linked(names: Iterable[str], kind: str) -> list[nodes.Node]:
    return _glued(([_link(kind, name)] for name in names), ", ")


def _piece(piece: Piece) -> nodes.Node:
    return _link(*_target(piece.to), piece.text) if piece.to is not None else nodes.Text(piece.text)


def _target(place: Place) -> tuple[str, str]:
    kind, _, name = place.page.partition("/")
    return kind, name


def _link(kind: str, target: str, text: str | None = None) -> nodes.Node:
    """A link to something that may be described on any page; plain text where it is described on none."""
    link = addnodes.pending_xref(
        "", refdomain="visitdata", reftype=kind, reftarget=target, refexplicit=True, optional=True
    )
    link += _code(text or target)
    return link


def _glued(parts: Iterable[list[nodes.Node]], joint: str) -> list[nodes.Node]:
    glued: list[nodes.Node] = []
    for part in parts:
        glued += [nodes.Text(joint), *part] if glued else part
    return glued

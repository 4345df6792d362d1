"""The reference as Markdown files that lead to each other: for a forge, for Sphinx with MyST, or for any other reader.

Fields and words are headings, so that each has the anchor that GitHub, GitLab and MyST (with
``myst_heading_anchors = 3``) make of a heading. Nothing that a text says is read as Markdown.
"""

import re
from collections.abc import Iterable, Iterator

from visitdata.findings import harmless
from visitdata.render.reference import diagram, overviews
from visitdata.render.reference.facts import (
    ClassFacts,
    CodeFacts,
    Facts,
    FieldFacts,
    FormatFacts,
    Place,
    Use,
    WordsFacts,
    spans,
)
from visitdata.render.reference.links import href

_Blocks = Iterator[str]


def pages(facts: Facts) -> Iterator[tuple[str, str]]:
    """The files, each with its name."""
    yield "index.md", _text(_index(facts))
    yield "model.svg", diagram.svg(facts, lambda to: _to("index", to), diagram.WIDE, "wide", alone=True)
    yield "dictionary.md", _text(_dictionary(facts))
    for overview in overviews.all_of(facts):
        yield f"{overview.page}.md", _text(_overview(overview))
    for name in facts.classes:
        yield f"class/{name}.md", of_class(facts, name)
    for name, words in facts.words.items():
        yield f"words/{name}.md", _text(_words(words))
    for name, one in facts.formats.items():
        yield f"format/{name}.md", _text(_format(one))
    for code in facts.codes:
        yield f"rules/{code}.md", of_code(facts, code)


def of_class(facts: Facts, name: str) -> str:
    """The page of a class. Raises `KeyError` where there is none of this name."""
    return _text(_class(facts, facts.classes[name]))


def of_code(facts: Facts, code: str) -> str:
    """The page of a code. Raises `KeyError` where there is none."""
    return _text(_code(facts.codes[code]))


def _index(facts: Facts) -> _Blocks:
    yield "# The format of a visit"
    yield _prose(facts.classes["Visit"].meaning)
    yield (
        f"{len(facts.classes)} classes and families, {len(facts.words)} [closed lists of words](words/index.md), "
        f"{len(facts.formats)} [formats of text](format/index.md), and {len(facts.codes)} "
        "[codes of findings](rules/index.md). All fields stand in the [data dictionary](dictionary.md), also "
        "[as CSV](dictionary.csv)."
    )
    yield "![The model: groups of classes, and the fields that lead from one to the next](model.svg)"
    for group in facts.groups:
        yield f"## {harmless(group.title)}"
        yield _prose(group.meaning)
        yield _list(
            f"{_link('index', cls.__name__, Place(f'class/{cls.__name__}'))}: {_prose(cls.__meaning__)}"
            for cls in group.classes
        )


def _class(facts: Facts, one: ClassFacts) -> _Blocks:
    here = f"class/{one.name}"
    yield f"# {'Family' if one.is_family else 'Class'} {_code_span(one.name)}"
    yield _prose(one.meaning)
    tag = f'"type": "{one.tag}"'
    about = [f"In JSON: {_code_span(tag)}"] if one.tag else []
    about += [f"Belongs to: {_classes(here, one.families)}"] if one.families else []
    about += [f"One of: {_classes(here, one.members)}"] if one.members else []
    if about:
        yield _list(about)
    if one.example is not None:
        yield "## An example"
        yield _fenced(one.example.text, "json")
        yield (
            f"From the record of the visit {_code_span(one.example.visit)}, perhaps abridged."
            if one.example.visit
            else "Made up to show the form; it tells of no visit."
        )
    yield f"## {'Fields of its own' if one.families else 'Its fields'}"
    for field in one.own:
        yield from _field(here, field)
    for family, fields in one.inherited():
        yield f"## Fields of every {family}"
        yield _table(
            ("Field", "Meaning", "Type"),
            ((_link(here, field.name, field.to), _prose(field.meaning), _type(here, field)) for field in fields),
        )
    if one.uses:
        yield from _uses(here, one.uses)
    if one.rules:
        yield "## Rules that look at it"
        yield _list(f"{_link(here, code, Place(f'rules/{code}'))} {facts.codes[code].page.name}" for code in one.rules)


def _field(here: str, field: FieldFacts) -> _Blocks:
    yield f"### {_code_span(field.name)}"
    yield f"{_type(here, field)}, {'required' if field.is_required else 'optional'}"
    yield _prose(field.meaning)
    to = field.type[-1].to
    if field.words and to is not None:
        yield ", ".join(_link(here, word, Place(to.page, word)) for word in field.words)
    yield f"Example: {_code_span(field.example.line)}"


def _words(one: WordsFacts) -> _Blocks:
    yield f"# Words {_code_span(one.name)}"
    yield _prose(one.meaning)
    for word, meaning in one.words:
        yield f"## {_code_span(word)}"
        yield _prose(meaning)
    yield from _uses(f"words/{one.name}", one.uses)


def _format(one: FormatFacts) -> _Blocks:
    yield f"# Format {_code_span(one.name)}"
    yield _prose(f"{one.title[0].upper()}{one.title[1:]}.")
    yield _prose(one.meaning)
    if one.examples:
        yield f"Examples: {', '.join(map(_code_span, one.examples))}"
    if one.pattern:
        yield "## Its pattern"
        yield _fenced(one.pattern)
    yield from _uses(f"format/{one.name}", one.uses)


def _code(one: CodeFacts) -> _Blocks:
    page = one.page
    yield f"# {page.code} {page.name}"
    yield _prose(page.what)
    about = [f"Severity: {page.severity}", *([f"Since: {page.since}"] if page.since else [])]
    about += [f"Looks at: {_classes(f'rules/{page.code}', one.classes)}"] if one.classes else []
    about += [f"Runs only with {_code_span(one.needs)}"] if one.needs else []
    yield _list(about)
    for title, block in (
        ("Why it matters", _prose(page.why)),
        ("Bad", _fenced(page.bad)),
        ("Good", _fenced(page.good)),
        ("How to mend it", _prose(page.mend)),
        ("When to let it stand", _prose(page.ignore)),
        ("Where it comes from", _prose(page.source)),
    ):
        if block:
            yield f"## {title}"
            yield block


def _overview(overview: overviews.Overview) -> _Blocks:
    yield f"# {overview.title}"
    yield _prose(overview.lead)
    for section in overview.sections:
        if section.title:
            yield f"## {section.title}"
        yield _list(
            f"{_link(overview.page, entry.name, entry.to)}{f' ({entry.note})' if entry.note else ''}: "
            f"{_prose(entry.meaning)}"
            for entry in section.entries
        )


def _dictionary(facts: Facts) -> _Blocks:
    yield "# Data dictionary"
    yield (
        "Every field once, with the class or family that declares it. [As CSV](dictionary.csv), it has a row for each "
        "field of each class, inherited ones too."
    )
    for group in facts.groups:
        for cls in group.classes:
            yield f"## {cls.__name__}"
            yield _table(
                ("Field", "Meaning", "Type", "Required", "Example"),
                (
                    (
                        _link("dictionary", field.name, field.to),
                        _prose(field.meaning),
                        _type("dictionary", field),
                        "required" if field.is_required else "optional",
                        harmless(field.example.line),
                    )
                    for field in facts.classes[cls.__name__].own
                ),
            )


def _uses(here: str, uses: Iterable[Use]) -> _Blocks:
    yield "## Used by"
    yield _list(_link(here, f"{use.owner}.{use.field}", use.to) for use in uses)


def _text(blocks: _Blocks) -> str:
    return "\n\n".join(blocks) + "\n"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, tuple("---" for _ in head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _to(here: str, to: Place) -> str:
    return href(here, to.page, to.anchor, "md")


def _link(here: str, text: str, to: Place) -> str:
    return f"[{_code_span(text)}]({_to(here, to)})"


def _classes(here: str, names: Iterable[str]) -> str:
    return ", ".join(_link(here, name, Place(f"class/{name}")) for name in names)


def _type(here: str, field: FieldFacts) -> str:
    return "".join(
        harmless(piece.text) if piece.to is None else f"[{harmless(piece.text)}]({_to(here, piece.to)})"
        for piece in field.type
    )


def _prose(text: str) -> str:
    """A text in which what stands between backticks is code, and nothing else does anything."""
    return "".join(_code_span(part) if is_code else harmless(part) for part, is_code in spans(text))


def _code_span(text: str) -> str:
    """A text as code within a line. A bar would end the cell of a table: then it is no code, and does nothing else."""
    if "|" in text:
        return harmless(text)
    ticks = _longer_than_in(text, 1)
    return f"`{text}`" if len(ticks) == 1 else f"{ticks} {text} {ticks}"


def _fenced(text: str, language: str = "") -> str:
    if not text:
        return ""
    fence = _longer_than_in(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _longer_than_in(text: str, least: int) -> str:
    """So many backticks that a text has no run of as many."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)

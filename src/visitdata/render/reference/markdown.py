"""The reference as Markdown files that lead to each other: for a forge, for Sphinx with MyST, or for any other reader.

Fields and words are headings, so that each has the anchor that GitHub, GitLab and MyST (with
``myst_heading_anchors = 3``) make of a heading. Nothing that a text says is read as Markdown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

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
from visitdata.render.reference.links import Href, from_page

_Blocks = Iterator[str]


def pages(facts: Facts) -> Iterator[tuple[str, str]]:
    """The files, each with its name."""
    yield "model.svg", diagram.svg(facts, from_page("index", "md"), diagram.WIDE, "wide", alone=True)
    yield "index.md", _text(_index(facts, from_page("index", "md")))
    yield "dictionary.md", _page("dictionary", partial(_dictionary, facts))
    for overview in overviews.all_of(facts):
        yield f"{overview.page}.md", _page(overview.page, partial(_overview, overview))
    for name, one in facts.classes.items():
        yield f"class/{name}.md", _page(f"class/{name}", partial(_class, facts, one))
    for name, words in facts.words.items():
        yield f"words/{name}.md", _page(f"words/{name}", partial(_words, words))
    for name, kind in facts.formats.items():
        yield f"format/{name}.md", _page(f"format/{name}", partial(_format, kind))
    for code, page in facts.codes.items():
        yield f"rules/{code}.md", _page(f"rules/{code}", partial(_code, page))


def _page(name: str, told: Callable[[Href], _Blocks]) -> str:
    """A page, with the way to the others at its end."""
    href = from_page(name, "md")
    others = (f"[{title}]({href(Place(page))})" for title, page in overviews.MAIN if page != name)
    return _text(chain(told(href), ["---", " · ".join(others)]))


def _index(facts: Facts, href: Href) -> _Blocks:
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
            f"{_link(href, cls.__name__, Place(f'class/{cls.__name__}'))}: {_prose(cls.__meaning__)}"
            for cls in group.classes
        )


def _class(facts: Facts, one: ClassFacts, href: Href) -> _Blocks:
    yield f"# {'Family' if one.is_family else 'Class'} {_code_span(one.name)}"
    yield _prose(one.meaning)
    tag = f'"type": "{one.tag}"'
    about = [f"In JSON: {_code_span(tag)}"] if one.tag else []
    about += [f"Belongs to: {_classes(href, one.families)}"] if one.families else []
    about += [f"One of: {_classes(href, one.members)}"] if one.members else []
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
        yield from _field(href, field)
    for family, fields in one.inherited():
        yield f"## Fields of every {family}"
        yield _table(
            ("Field", "Meaning", "Type"),
            ((_link(href, field.name, field.to), _prose(field.meaning), _type(href, field)) for field in fields),
        )
    if one.uses:
        yield from _uses(href, one.uses)
    if one.rules:
        yield "## Rules that look at it"
        yield _list(f"{_link(href, code, Place(f'rules/{code}'))} {facts.codes[code].page.name}" for code in one.rules)


def _field(href: Href, field: FieldFacts) -> _Blocks:
    yield f"### {_code_span(field.name)}"
    yield f"{_type(href, field)}, {'required' if field.is_required else 'optional'}"
    yield _prose(field.meaning)
    if field.choices:
        yield ", ".join(_link(href, choice.text, choice.to) for choice in field.choices if choice.to)
    yield f"Example: {_code_span(field.example.line)}"


def _words(one: WordsFacts, href: Href) -> _Blocks:
    yield f"# Words {_code_span(one.name)}"
    yield _prose(one.meaning)
    for word, meaning in one.words:
        yield f"## {_code_span(word)}"
        yield _prose(meaning)
    yield from _uses(href, one.uses)


def _format(one: FormatFacts, href: Href) -> _Blocks:
    yield f"# Format {_code_span(one.name)}"
    yield _prose(f"{one.title[0].upper()}{one.title[1:]}.")
    yield _prose(one.meaning)
    if one.examples:
        yield f"Examples: {', '.join(map(_code_span, one.examples))}"
    if one.pattern:
        yield "## Its pattern"
        yield _fenced(one.pattern)
    yield from _uses(href, one.uses)


def _code(one: CodeFacts, href: Href) -> _Blocks:
    page = one.page
    yield f"# {page.code} {page.name}"
    yield _prose(page.what)
    about = [f"Severity: {page.severity}", *([f"Since: {page.since}"] if page.since else [])]
    about += [f"Looks at: {_classes(href, one.classes)}"] if one.classes else []
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


def _overview(overview: overviews.Overview, href: Href) -> _Blocks:
    yield f"# {overview.title}"
    yield _prose(overview.lead)
    for section in overview.sections:
        if section.title:
            yield f"## {section.title}"
        yield _list(
            f"{_link(href, entry.name, entry.to)}{f' ({entry.note})' if entry.note else ''}: {_prose(entry.meaning)}"
            for entry in section.entries
        )


def _dictionary(facts: Facts, href: Href) -> _Blocks:
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
                        _link(href, field.name, field.to),
                        _prose(field.meaning),
                        _type(href, field),
                        "required" if field.is_required else "optional",
                        harmless(field.example.line),
                    )
                    for field in facts.classes[cls.__name__].own
                ),
            )


def _uses(href: Href, uses: Iterable[Use]) -> _Blocks:
    yield "## Used by"
    yield _list(_link(href, f"{use.owner}.{use.field}", use.to) for use in uses)


def _text(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, tuple("---" for _ in head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _link(href: Href, text: str, to: Place) -> str:
    return f"[{_code_span(text)}]({href(to)})"


def _classes(href: Href, names: Iterable[str]) -> str:
    return ", ".join(_link(href, name, Place(f"class/{name}")) for name in names)


def _type(href: Href, field: FieldFacts) -> str:
    return "".join(
        harmless(piece.text) if piece.to is None else f"[{harmless(piece.text)}]({href(piece.to)})"
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

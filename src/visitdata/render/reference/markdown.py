"""The reference as Markdown files that lead to each other: for a forge, for Sphinx with MyST, or for any other reader.

Fields and words are headings, so that each has the anchor that GitHub, GitLab and MyST (with
``myst_heading_anchors = 3``) make of a heading. Nothing that a text says is read as Markdown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from visitdata.findings import harmless
from visitdata.render.reference import captions, diagram, overviews
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
    yield f"# {captions.TITLE}"
    yield _prose(facts.classes["Visit"].meaning)
    yield _linked(href, captions.counted(facts))
    yield "![The model: groups of classes, and the fields that lead from one to the next](model.svg)"
    for group in facts.groups:
        yield f"## {harmless(group.title)}"
        yield _prose(group.meaning)
        yield _list(
            f"{_link(href, cls.__name__, Place(f'class/{cls.__name__}'))}: {_prose(cls.__meaning__)}"
            for cls in group.classes
        )


def _class(facts: Facts, one: ClassFacts, href: Href) -> _Blocks:
    yield f"# {captions.FAMILY if one.is_family else captions.CLASS} {_code_span(one.name)}"
    yield _prose(one.meaning)
    tag = f'"type": "{one.tag}"'
    about = [f"{captions.IN_JSON}: {_code_span(tag)}"] if one.tag else []
    about += [f"{captions.BELONGS_TO}: {_classes(href, one.families)}"] if one.families else []
    about += [f"{captions.ONE_OF}: {_classes(href, one.members)}"] if one.members else []
    if about:
        yield _list(about)
    if one.example is not None:
        yield f"## {captions.AN_EXAMPLE}"
        yield _fenced(one.example.text, "json")
        yield _prose(captions.origin(one.example))
    yield f"## {captions.fields(one)}"
    for field in one.own:
        yield from _field(href, field)
    for family, fields in one.inherited():
        yield f"## {captions.FIELDS_OF_EVERY} {family}"
        yield _table(
            (captions.FIELD, captions.MEANING, captions.TYPE),
            ((_link(href, field.name, field.to), _prose(field.meaning), _linked(href, field.type)) for field in fields),
        )
    yield from _uses(href, one.uses, captions.no_use(one))
    if one.rules:
        yield f"## {captions.RULES}"
        yield _list(f"{_link(href, code, Place(f'rules/{code}'))} {facts.codes[code].page.name}" for code in one.rules)


def _field(href: Href, field: FieldFacts) -> _Blocks:
    yield f"### {_code_span(field.name)}"
    yield f"{_linked(href, field.type)}, {captions.requirement(field)}"
    yield _prose(field.meaning)
    if field.choices:
        yield ", ".join(_link(href, choice.text, choice.to) for choice in field.choices if choice.to)
    yield f"{captions.EXAMPLE}: {_code_span(field.example.line)}"


def _words(one: WordsFacts, href: Href) -> _Blocks:
    yield f"# {captions.WORDS} {_code_span(one.name)}"
    yield _prose(one.meaning)
    for word, meaning in one.words:
        yield f"## {_code_span(word)}"
        yield _prose(meaning)
    yield from _uses(href, one.uses)


def _format(one: FormatFacts, href: Href) -> _Blocks:
    yield f"# {captions.FORMAT} {_code_span(one.name)}"
    yield _prose(captions.title(one))
    yield _prose(one.meaning)
    if one.examples:
        yield f"{captions.EXAMPLES}: {', '.join(map(_code_span, one.examples))}"
    if one.pattern:
        yield f"## {captions.PATTERN}"
        yield _fenced(one.pattern)
    yield from _uses(href, one.uses)


def _code(one: CodeFacts, href: Href) -> _Blocks:
    page = one.page
    yield f"# {page.code} {page.name}"
    yield _prose(page.what)
    about = [f"{captions.SEVERITY}: {page.severity}", *([f"{captions.SINCE}: {page.since}"] if page.since else [])]
    about += [f"{captions.LOOKS_AT}: {_classes(href, one.classes)}"] if one.classes else []
    about += [f"{captions.NEEDS}: {_code_span(one.needs)}"] if one.needs else []
    yield _list(about)
    for part in captions.parts(page):
        yield f"## {part.title}"
        yield _fenced(part.text) if part.is_code else _prose(part.text)


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
    yield f"# {captions.DICTIONARY}"
    yield _linked(href, captions.of_dictionary())
    for group in facts.groups:
        for cls in group.classes:
            yield f"## {cls.__name__}"
            yield _table(
                (captions.FIELD, captions.MEANING, captions.TYPE, captions.REQUIRED, captions.EXAMPLE),
                (
                    (
                        _link(href, field.name, field.to),
                        _prose(field.meaning),
                        _linked(href, field.type),
                        captions.requirement(field),
                        harmless(field.example.line),
                    )
                    for field in facts.classes[cls.__name__].own
                ),
            )


def _uses(href: Href, uses: tuple[Use, ...], otherwise: str = "") -> _Blocks:
    yield f"## {captions.USED_BY}"
    yield _list(_link(href, f"{use.owner}.{use.field}", use.to) for use in uses) if uses else otherwise


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


def _linked(href: Href, pieces: Iterable[Piece]) -> str:
    return "".join(
        harmless(piece.text) if piece.to is None else f"[{harmless(piece.text)}]({href(piece.to)})" for piece in pieces
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
    fence = _longer_than_in(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _longer_than_in(text: str, least: int) -> str:
    """So many backticks that a text has no run of as many."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)

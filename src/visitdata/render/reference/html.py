"""The reference as a site of HTML pages: one a class, a closed list, a format and a code, with what lists them."""

from collections.abc import Iterator
from typing import Any

from visitdata import __version__
from visitdata.model.formats import VERSION
from visitdata.render import html, labels
from visitdata.render.reference import captions, diagram, overviews
from visitdata.render.reference.facts import Facts, Place, spans
from visitdata.render.reference.links import from_page

_STYLES = ("reference/reference.css", "reference/diagram.css")


def pages(facts: Facts) -> Iterator[tuple[str, str]]:
    """The pages, each with the name of its file. Raises `MissingExtra` where Jinja is not installed."""
    yield "index.html", _page("index", "index", facts, **_pictures(facts))
    yield "dictionary.html", _page("dictionary", "dictionary", facts)
    for overview in overviews.all_of(facts):
        yield f"{overview.page}.html", _page(overview.page, "lists", facts, one=overview)
    for name, cls in facts.classes.items():
        group = next(group for group in facts.groups if group.key == cls.group)
        yield f"class/{name}.html", _page(f"class/{name}", "class", facts, one=cls, group=group)
    for name, words in facts.words.items():
        yield f"words/{name}.html", _page(f"words/{name}", "words", facts, one=words)
    for name, one in facts.formats.items():
        yield f"format/{name}.html", _page(f"format/{name}", "format", facts, one=one)
    for family in facts.families:
        for code in family.codes:
            yield f"rules/{code}.html", _page(f"rules/{code}", "rule", facts, one=facts.codes[code], family=family)


def _pictures(facts: Facts) -> dict[str, str]:
    href = from_page("index", "html")
    return {
        "wide": diagram.svg(facts, href, diagram.WIDE, "wide"),
        "narrow": diagram.svg(facts, href, diagram.NARROW, "narrow"),
    }


def _page(name: str, template: str, facts: Facts, **more: Any) -> str:
    given = {
        "facts": facts, "here": name, "href": from_page(name, "html"), "place": Place, "spans": spans,
        "main": overviews.MAIN, "say": captions, "labels": labels.english(), "version": __version__,
        "model_version": VERSION.examples[0], **more,
    }  # fmt: skip
    return html.page(f"reference/{template}.html", given, styles=_STYLES)

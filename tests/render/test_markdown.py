"""One visit as Markdown."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

import visitdata
from pages import squeezed, told_apart
from visitdata.model import Visit
from visitdata.model.formats import TEXT
from visitdata.render.labels import Labels
from visitdata.render.markdown import render
from visitdata.render.readings import shown
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))

PLAIN = MarkdownIt("commonmark", {"maxNesting": 100})
"""CommonMark and nothing else."""

FORGE = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
"""What forges add to it."""


def of(**fields: Any) -> str:
    document = {"schema_version": "1.0", "id": "v", "parties": [{"id": "az", "name": "Azerbaijan"}], **fields}
    return "\n".join(render(visitdata.from_dict(document)))


def tokens(parser: MarkdownIt, text: str) -> list[Token]:
    """Every token of a text, those within a line too, save the comments that part addresses."""
    found = [one for token in parser.parse(text) for one in (token, *(token.children or ()))]
    return [one for one in found if (one.type, one.content) != ("html_inline", "<!-- -->")]


def said(parser: MarkdownIt, text: str) -> str:
    """What a reader of a text sees, a line for each block."""
    return squeezed(" ".join(one.content for one in tokens(parser, text) if one.type in ("text", "code_inline")))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_read_as_it_is_written(name: str) -> None:
    visit = visitdata.load(EXAMPLES / f"{name}.json")
    text = "\n".join(render(visit))
    found = tokens(FORGE, text)
    assert {one.type for one in found} <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close", "text", "text_special", "strong_open", "strong_close",
        "s_open", "s_close", "link_open", "link_close", "table_open", "table_close", "thead_open", "thead_close",
        "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
    }  # fmt: skip
    assert [one.tag for one in found if one.type == "heading_open"][:2] == ["h1", "h2"]
    assert "**" not in said(FORGE, text)
    links = [one.attrs["href"] for one in found if one.type == "link_open"]
    assert len(links) == sum(source.url is not None for source in visit.sources) + sum(
        document.url is not None for document in visit.documents
    ) + sum(source.archive_url is not None for source in visit.sources)


@given(visits().map(told_apart))
def test_whatever_a_visit_says_is_read_as_text_and_nothing_else(visit: Visit) -> None:
    text = "\n".join(render(visit))
    for parser in (PLAIN, FORGE):
        found = tokens(parser, text)
        assert not [one for one in found if one.type in ("html_inline", "html_block", "image", "fence", "code_block")]
        assert not [one for one in found if one.type in ("em_open", "ordered_list_open", "blockquote_open", "hr")]
        for one in found:
            assert one.type != "link_open" or str(one.attrs["href"]).startswith(("http://", "https://"))
    page = squeezed("".join(one.content if one.type != "inline" else " " for one in tokens(FORGE, text)))
    for _, node in visit.walk():
        for field in node.__fields__.values():
            if field.kind is TEXT and field.name in node.__dict__:
                assert squeezed(shown(node.__dict__[field.name])) in page


@pytest.mark.parametrize(
    ("note", "shown_as"),
    [
        ("<script>alert(1)</script>", None),
        ("[x](javascript:alert(1)) ![y](z) `c` *a* _b_ ~~d~~", None),
        ("- a", None),
        ("1. a", None),
        ("# a", None),
        ("a | b", None),
        ("&lt;b&gt; &#60;", None),
        ("www.example.org @someone #7 :+1: $x$", None),
        ("one\n\n    two\n---\n", "one two ---"),
    ],
)
def test_nothing_in_a_document_acts(note: str, shown_as: str | None) -> None:
    claims = [{"field": "/note", "value": note, "standing": "rival", "reason": note, "note": note}]
    people = [{"id": "a", "name": note, "description": note}]
    text = of(title=note, note=note, people=people, claims=claims, sources=[{"id": "s", "title": note}])
    seen = shown_as or note
    assert squeezed("".join(one.content or " " for one in tokens(FORGE, text) if one.type != "inline")).count(seen) == 8
    innocent = of(
        title="x", note="x", people=[{"id": "a", "name": "x", "description": "x"}], sources=[{"id": "s", "title": "x"}],
        claims=[{"field": "/note", "value": "x", "standing": "rival", "reason": "x", "note": "x"}],
    )  # fmt: skip
    assert [one.type for one in FORGE.parse(text)] == [one.type for one in FORGE.parse(innocent)]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"title": "The visit #"}, "# The visit &#35;"),
        ({}, "# Visit"),
        ({"sources": [{"id": "s", "url": "https://example.org/?a=1&b"}]}, "  - url: <https://example.org/?a=1&b>"),
        ({"sources": [{"id": "s", "url": "javascript:alert(1)"}]}, "  - url: javascript:alert(1)"),
        ({"sources": [{"id": "s", "url": "https://example.org/<b>|"}]},
         "  - url: https&#58;//example.org/&#60;b&#62;&#124;"),
        ({"people": [{"id": "a", "name": "A", "party": "az", "citations": [{"source": "s", "quote": "q"}]}],
          "sources": [{"id": "s"}]}, "- **A** (Azerbaijan) [1.1]"),
        ({"citations": [{"source": "s", "locator": "p. 2"}], "sources": [{"id": "s"}]}, "**Visit** &#91;1, p. 2&#93;"),
        ({"sources": [{"id": "s", "url": "https://example.org/{{7*7}}{%raw%}"}]},
         "  - url: <https://example.org/%7B%7B7*7%7D%7D%7B%raw%%7D>"),
        ({"people": [{"name": "عاصم", "citations": [{"source": "s"}]}], "sources": [{"id": "s"}]},
         "- **\u2067عاصم\u2069** [1]"),
        ({"people": [{"names": [{"text": "عاصم", "kind": "native"}]}]}, "  - names: \u2067عاصم\u2069 (native)"),
        ({"program": [{"type": "meeting", "status": "cancelled"}]}, "- 1  ~~meeting~~, cancelled"),
        ({"people": [{"names": [{"text": "B", "kind": "native"}, {"text": "C"}]}]}, "  - names: B (native); C"),
        ({"people": [{"offices": [{"title": "X"}, {"title": "Y"}]}]}, "  - offices: **X**; **Y**"),
        ({"claims": [{"field": "/grade", "value": "state", "standing": "rival", "claimed_by": ["az"],
                      "reason": "a|b"}]},
         "| **The visit**, grade: | rival: state | claimed by: Azerbaijan; reason: a&#124;b |"),
    ],
    ids=str,
)  # fmt: skip
def test_a_line(fields: dict[str, Any], line: str) -> None:
    assert line in of(**fields).splitlines()


def test_it_is_in_the_language_of_the_labels() -> None:
    visit = visitdata.from_dict({"schema_version": "1.0", "id": "v", "parties": [{"id": "az"}]})
    assert next(render(visit, Labels("de", {"head.of_nobody": "Besuch"}))) == "# Besuch"

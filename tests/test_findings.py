"""Texts as Markdown: shown, and nothing else."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.drawn import HOSTILE
from visitdata.findings import harmless, printable

LIVELY = st.text(alphabet="ab1 \\`*_[]()<>|~$^{}&#@:/!+-=.\nwé", max_size=30) | st.sampled_from(HOSTILE)


@given(LIVELY)
def test_nothing_is_lost(text: str) -> None:
    assert html.unescape(harmless(text)) == printable(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a plain sentence: with a colon, 1. and a - dash!", "a plain sentence: with a colon, 1. and a - dash!"),
        ("- a", "&#45; a"),
        ("12. a", "12&#46; a"),
        ("# a", "&#35; a"),
        ("    a", "   &#32;a"),
        ("a@b #1 :x: https://e.org www.e.org", "a&#64;b &#35;1 &#58;x: https&#58;//e.org www&#46;e.org"),
        ("&amp; R&D, a & b", "&#38;amp; R&#38;D, a & b"),
    ],
)
def test_only_what_acts_is_written_as_an_entity(text: str, written: str) -> None:
    assert harmless(text) == written


@given(LIVELY)
def test_markdown_shows_the_text_alone(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="needs markdown-it-py")
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = parser.render(f"a\n\n{harmless(text)}")
    paragraphs = re.fullmatch(r"<p>a</p>\n(?:<p>(.*)</p>\n)?", shown, re.DOTALL)
    assert paragraphs is not None, shown
    assert html.unescape(paragraphs[1] or "").strip() == printable(text).strip()

"""Texts as Markdown: shown, and nothing else."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.drawn import HOSTILE
from visitdata.findings import harmless, legible, printable


def plain(markdown: str) -> str:
    """What a text is that was written as Markdown."""
    return html.unescape(markdown.replace("<!-- -->", ""))


LIVELY = st.text(alphabet="ab1 \\`*_[]()<>|~$^{}&#@:/!+-=.\nwé", max_size=30) | st.sampled_from(HOSTILE)


@given(LIVELY)
def test_nothing_is_lost(text: str) -> None:
    assert plain(harmless(text)) == legible(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a plain sentence: with a colon, 1. and a - dash!", "a plain sentence: with a colon, 1. and a - dash!"),
        ("- a", "&#45; a"),
        ("   - a", "   &#45; a"),
        (" 1) a", " 1&#41; a"),
        ("12. a", "12&#46; a"),
        ("# a", "&#35; a"),
        ("    a", "   &#32;a"),
        (":x: https://e.org www.e.org", "&#58;x: https&#58;//e.org www&#46;e.org"),
        ("a@b @c #1 C# #", "a&#64;<!-- -->b &#64;<!-- -->c &#35;<!-- -->1 C# #"),
        ("a @ b mailto:a@-b.org @", "a @ b mailto:a&#64;<!-- -->-b.org &#64;<!-- -->"),
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
    assert plain(paragraphs[1] or "").strip() == legible(text).strip()


@given(LIVELY)
def test_no_address_stands_in_markdown_or_in_what_it_reads_as(text: str) -> None:
    """Forges look for addresses and mentions when entities are read, and in a text that a comment parts they find
    none."""
    read = html.unescape(harmless(text))
    assert not re.search(r"@(?![ <])|@<(?!!-- -->)|#(?=\w)", read)


@pytest.mark.parametrize(
    "text",
    ["岸田\u3000文雄", "M.\u00a0Macron\u202f: \u2009«\u00a0oui\u00a0»", "עברית\u200f \u200eabc\u061c",
     "Besuchs\u00adprogramm", "می\u200cخواهم", "ភាសា\u200bខ្មែរ", "\u06dd\u0600", "\u0378\U00031350\U00033479",
     "葛\U000e0100城", "🇵🇰👨\u200d👩"],
    ids=ascii,
)  # fmt: skip
def test_all_that_writing_needs_stays_legible(text: str) -> None:
    assert legible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a b"),
        ("\x00\n\r\x1b\x7f\x85\x9f", "\\x00\\x0a\\x0d\\x1b\\x7f\\x85\\x9f"),
        ("\u2028\u2029\u202a\u202e", "\\u2028\\u2029\\u202a\\u202e"),
        ("\u2060\u2066\u2069\ufeff\ufff9", "\\u2060\\u2066\\u2069\\ufeff\\ufff9"),
        ("\ud800\udfff\ue000\U000f0000\U00100000", "\\ud800\\udfff\\ue000\\U000f0000\\U00100000"),
        ("\U000e0001\U000e0041\U000e007f", "\\U000e0001\\U000e0041\\U000e007f"),
        ("\U0001d173\U0001bca0\U00013430\U0001343f", "\\U0001d173\\U0001bca0\\U00013430\\U0001343f"),
    ],
    ids=ascii,
)
def test_what_acts_or_cannot_be_seen_is_an_escape(text: str, shown: str) -> None:
    assert legible(text) == shown
    assert legible(shown) == shown


def test_no_character_that_is_none_is_legible() -> None:
    nonsense = [*range(0xFDD0, 0xFDF0), *(plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF))]
    assert len(nonsense) == 66
    assert all(legible(chr(code)) != chr(code) for code in nonsense)


@given(st.text())
def test_what_is_printable_is_legible(text: str) -> None:
    assert legible(printable(text)) == printable(text)

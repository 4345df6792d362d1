"""Texts broken into lines by a guess of their width."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitdata.render.bidi import isolated
from visitdata.render.timeline.widths import TIE, width, wrapped

ARABIC = "عاصم منیر"
ISOLATES = re.compile("[\u2066\u2067\u2069]")


def plain(lines: tuple[str, ...]) -> list[str]:
    return [ISOLATES.sub("", line) for line in lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("one", ("one",)),
        ("  one \n two ", ("one two",)),
        ("one two three four five", ("one two", "three four", "five")),
        ("one two three four five six seven", ("one two", "three four", "five six…")),
        ("abcdefghijklmnopqrstuvwxyz", ("abcdefghij", "klmnopqrs", "tuvwxyz")),
        ("國事訪問歡迎儀式。", ("國事訪問歡", "迎儀式。")),
        ("歡迎儀式訪。", ("歡迎儀式", "訪。")),
        ("a 歡迎儀式 b", ("a 歡迎儀式", "b")),
        (f"one two{TIE}· three", ("one two\u00a0·", "three")),
        ("x" + "\u0301" * 50 + "y", ("x" + "\u0301" * 4 + "y",)),
    ],
)
def test_a_text_is_broken_where_a_line_is_full(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 10, 57, 3) == lines


def test_what_stands_in_another_direction_is_isolated_on_every_line() -> None:
    lines = wrapped(f"after: {isolated(ARABIC)}, {isolated('the ' + ARABIC)}", 10, 70, 9)
    assert len(lines) > 2
    assert lines[0].startswith("after: \u2067ع")
    assert all(len(re.findall("[\u2066\u2067]", line)) == line.count("\u2069") for line in lines)
    assert "".join(plain(lines)).replace(" ", "") == f"after: {ARABIC}, the {ARABIC}".replace(" ", "")


def test_a_text_of_any_length_is_cut_at_once() -> None:
    assert wrapped("long " * 10**6, 10, 60, 2) == ("long long", "long long…")
    assert wrapped("W" * 10**6, 10, 60, 2) == ("WWWWWW", "WWWWW…")


texts = st.lists(st.text(st.sampled_from("iW-ж歡。\u0301 \u00e9\u200d(") | st.characters(codec="utf-8"), max_size=12))


@given(texts.map(" ".join), st.integers(40, 200), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_but_their_end(text: str, room: int, most: int) -> None:
    text = re.sub("[\u2066\u2067\u2069]", "", text)
    lines = wrapped(text, 15, room, most)
    assert len(lines) <= most
    assert all(width(line, 15) <= room for line in lines)
    if len(lines) < most and not re.search("\u0301{5}", text) and text.isascii():
        assert "".join(lines).replace(" ", "") == "".join(text.split())

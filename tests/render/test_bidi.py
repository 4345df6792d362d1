"""Texts of one direction among those of the other."""

import pytest

from visitdata.render.bidi import isolated


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("plain", "plain"),
        ("", ""),
        ("عاصم", "\u2067عاصم\u2069"),
        ("“عاصم”", "\u2067“عاصم”\u2069"),
        ("Asim Munir (حاکم)", "\u2066Asim Munir (حاکم)\u2069"),
        (" חיפה  ", " \u2067חיפה\u2069  "),
        ("abc!\u200f", "\u2066abc!\u200f\u2069"),
    ],
)
def test_a_text_is_read_in_the_direction_of_its_first_letter(text: str, apart: str) -> None:
    assert isolated(text) == apart

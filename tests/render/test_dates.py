"""Dates and lengths of time as a reader says them."""

import pytest

from visitdata.model import EDTF
from visitdata.render.dates import in_words, length, years, years_in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-11-01", "2023-11-01"),
        ("2023-11~", "about 2023-11"),
        ("2023?", "2023 (uncertain)"),
        ("2023%", "about 2023 (uncertain)"),
        ("2010-07-XX", "2010-07-XX"),
        ("2010-21", "spring 2010"),
        ("2010-24~", "about winter 2010"),
        ("2023-11-01/2023-11-03", "2023-11-01 to 2023-11-03"),
        ("2023-11-01/..", "from 2023-11-01 on"),
        ("2023-11-01/", "from 2023-11-01 on"),
        ("../2023-11-01?", "until 2023-11-01 (uncertain)"),
        ("[1951,1952]", "1951 or 1952"),
        ("[1951..1953]", "between 1951 and 1953"),
        ("[..1951]", "1951 or before"),
        ("[1951..]", "1951 or after"),
        ("[1949,1951..1953]", "1949 or between 1951 and 1953"),
        ("{1951,1953..1955}", "1951 and 1953 to 1955"),
    ],
)
def test_a_date_in_words(text: str, words: str) -> None:
    assert in_words(EDTF(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-11-01", "2023"),
        ("2023-12-31~", "2023 or 2024"),
        ("[1951,1952]", "1951 or 1952"),
        ("1951~", "1950 to 1952"),
        ("[1951,1955]", "1951 to 1955"),
        ("1951/1960", "1951"),
        ("XXXX", "unknown"),
        ("[1951..]", "1951 or after"),
        ("[..1951]", "1951 or before"),
        ("0800", "0800"),
    ],
)
def test_the_years_in_which_a_date_may_begin(text: str, words: str) -> None:
    assert years_in_words(*years(EDTF(text))) == words


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P4D", "4 days"),
        ("P1W", "1 week"),
        ("PT12M", "12 minutes"),
        ("P1Y2M3D", "1 year 2 months 3 days"),
        ("P1DT1H30M", "1 day 1 hour 30 minutes"),
        ("PT1.5S", "1.5 seconds"),
    ],
)
def test_a_length_in_words(duration: str, words: str) -> None:
    assert length(duration) == words

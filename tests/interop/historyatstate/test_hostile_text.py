"""Texts made to be read in very many ways are read in time."""

import time

import pytest

from visitdata.interop.historyatstate.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "A " * 9_000,
        "Met with " + "Prime Minister A, " * 55 + "x",
        "visited " + "A, " * 300,
        "(" * 9_000,
        "Official visit. " * 1_200,
        "Met with President " + "A " * 450 + "?",
        "Accompanied " + "A to " * 180,
        "En route from " + "A " * 200 + " to " + "B " * 200,
        "State visit at " + "A, B and " * 100,
        "Met with President A" + " in A" * 180 + "!",
        "Attended " + "in A " * 190,
        "Private visit to " + "A, " * 320,
        "Private visit to " + "A (B), " * 140,
        "Met with A" + " after June 1" * 70 + "z",
        "visited A" + " while returning from A to B" * 33 + "%",
    ],
    ids=lambda text: text[:24],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 10  # all take less than a second; some once took for ever

"""What is known of a time, as stretches of a line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitdata.model import EDTF, Duration, When
from visitdata.render.timeline.when import DAY, Look, in_days, in_minutes
from visitdata.testing import dates, instances

SOLID, RISING, FADING, VAGUE = Look.SOLID, Look.RISING, Look.FADING, Look.VAGUE
TEN, ELEVEN, NOON = 600, 660, 720


def minutes(**said: Any) -> list[tuple[int, int, Look]]:
    if "duration" in said:
        said["duration"] = Duration(**said["duration"])
    return [tuple(stretch) for stretch in in_minutes(When(**said))]


@pytest.mark.parametrize(
    ("said", "stretches"),
    [
        ({"date": "2023-11-01"}, []),
        ({"qualifier": "about"}, []),
        ({"time": "10:00", "end_time": "11:00:30"}, [(TEN, ELEVEN, SOLID)]),
        ({"time": "10:00", "qualifier": "at", "end_time": "10:00"}, [(TEN, TEN, SOLID)]),
        ({"time": "10:00"}, [(TEN, TEN, SOLID), (TEN, ELEVEN, FADING)]),
        ({"time": "10:00", "qualifier": "from"}, [(TEN, TEN, SOLID), (TEN, ELEVEN, FADING)]),
        ({"time": "23:30"}, [(1410, 1410, SOLID), (1410, DAY, FADING)]),
        ({"time": "10:00", "qualifier": "about"}, [(570, 630, VAGUE)]),
        ({"time": "10:00", "qualifier": "morning"}, [(570, 630, VAGUE)]),
        ({"time": "10:00", "qualifier": "before"}, [(540, TEN, RISING)]),
        ({"time": "10:00", "qualifier": "by"}, [(540, TEN, RISING)]),
        ({"time": "10:00", "qualifier": "after"}, [(TEN, ELEVEN, FADING)]),
        ({"end_time": "10:00"}, [(540, TEN, RISING), (TEN, TEN, SOLID)]),
        ({"end_time": "10:00", "end_qualifier": "about"}, [(570, 630, VAGUE)]),
        ({"end_time": "10:00", "end_date": "2023-11-02"}, []),
        ({"qualifier": "morning"}, [(360, NOON, VAGUE)]),
        ({"qualifier": "night"}, [(0, 300, VAGUE), (1200, DAY, VAGUE)]),
        ({"qualifier": "evening", "end_date": "2023-11-02"}, [(1020, 1320, RISING), (1320, DAY, FADING)]),
        ({"time": "10:00", "end_date": "2023-11-02"}, [(TEN, TEN, SOLID), (TEN, DAY, FADING)]),
        ({"time": "22:00", "end_time": "01:00"}, [(1320, 1320, SOLID), (1320, DAY, FADING)]),
        ({"date": "2023-11-01", "time": "10:00", "end_date": "2023-11-01", "end_time": "11:00"},
         [(TEN, ELEVEN, SOLID)]),
        ({"time": "10:00", "qualifier": "about", "end_time": "12:00", "end_qualifier": "about"},
         [(570, 630, RISING), (630, 690, SOLID), (690, 750, FADING)]),
        ({"time": "10:00", "qualifier": "about", "end_time": "10:20"}, [(570, 630, VAGUE)]),
        ({"time": "10:00", "end_time": "10:10", "end_qualifier": "about"},
         [(TEN, TEN, SOLID), (TEN, 640, FADING)]),
        ({"time": "10:00", "duration": {"value": "PT1H30M"}}, [(TEN, 690, SOLID)]),
        ({"time": "10:00", "duration": {"value": "PT60M", "qualifier": "at_least"}},
         [(TEN, ELEVEN, SOLID), (ELEVEN, NOON, FADING)]),
        ({"time": "10:00", "duration": {"value": "PT1H", "qualifier": "under"}},
         [(TEN, TEN, SOLID), (TEN, ELEVEN, FADING)]),
        ({"time": "10:00", "duration": {"value": "P1D"}}, [(TEN, TEN, SOLID), (TEN, ELEVEN, FADING)]),
        ({"time": "10:00", "duration": {"label": "an hour"}}, [(TEN, TEN, SOLID), (TEN, ELEVEN, FADING)]),
        ({"time": "10:00", "qualifier": "about", "duration": {"value": "PT1H"}}, [(570, 630, VAGUE)]),
    ],
)  # fmt: skip
def test_a_time_is_drawn_to_what_is_known(said: dict[str, Any], stretches: list[tuple[int, int, Look]]) -> None:
    assert minutes(**said) == stretches


@pytest.mark.parametrize(
    ("day", "stretches"),
    [
        ("2023-11-02", [(1, 2, SOLID)]),
        ("2023-11-02~", [(0, 3, VAGUE)]),
        ("2023-11", [(0, 5, VAGUE)]),
        ("2023-11-02/2023-11-03", [(1, 3, SOLID)]),
        ("[2023-11-02,2023-11-03]", [(1, 3, VAGUE)]),
        ("{2023-11-02,2023-11-03}", [(1, 3, SOLID)]),
        ("2023-11-02/..", [(1, 2, SOLID), (2, 5, FADING)]),
        ("../2023-11-02", [(0, 1, RISING), (1, 2, SOLID)]),
        ("2023-10-01", []),
        ("2023-11-06", []),
    ],
)
def test_a_date_is_drawn_among_the_days_of_a_visit(day: str, stretches: list[tuple[int, int, Look]]) -> None:
    assert [tuple(stretch) for stretch in in_days(EDTF(day), date(2023, 11, 1), 5)] == stretches


@given(instances(When))
def test_stretches_lie_in_the_day_and_in_order(when: When) -> None:
    stretches = in_minutes(when)
    assert all(0 <= start <= stop <= DAY for start, stop, _ in stretches)
    assert [one for one, _, _ in stretches] == sorted(one for one, _, _ in stretches)


@given(dates(), st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 31))
def test_days_lie_in_the_visit(day: EDTF, first: date, count: int) -> None:
    assert all(0 <= start < stop <= count for start, stop, _ in in_days(day, first, count))

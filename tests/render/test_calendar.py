"""The strip of a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitdata.model import EDTF
from visitdata.render import calendar
from visitdata.render.labels import Labels, english
from visitdata.render.summary import Days, Summary, days

DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))


def row(told: Days | None, *guests: str) -> Summary:
    return Summary("v", "v", "Visit", None, (), guests, (), "", False, None, None, told, (), "")


def on(start: str, end: str | None = None, *guests: str) -> Summary:
    return row(days(EDTF(start), EDTF(end) if end else None), *guests)


def test_months_fill_the_year() -> None:
    for year, length in ((2023, 365), (2024, 366)):
        months = calendar.months(year)
        assert [month.number for month in months] == list(range(1, 13))
        assert months[0].start == 0
        assert months[1].start == pytest.approx(31 * 100 / length)
        assert sum(month.width for month in months) == pytest.approx(100)


def test_where_a_bar_lies() -> None:
    (bar,) = calendar.bars([on("2023-01-01", "2023-01-02")], 2023, english())
    assert (bar.start, bar.width) == (0, pytest.approx(200 / 365))
    assert (bar.sure_start, bar.sure_width) == (0, pytest.approx(200 / 365))
    (bar,) = calendar.bars([on("2023-12-31")], 2023, english())
    assert (bar.start, bar.end) == (pytest.approx(36400 / 365), pytest.approx(100))


def test_what_is_uncertain_is_told_apart() -> None:
    (month,) = calendar.bars([on("2023-01")], 2023, english())
    assert (month.width, month.sure_width) == (pytest.approx(3100 / 365), 0)
    (open_end,) = calendar.bars([on("2023-07-02/..")], 2023, english())
    assert open_end.end == 100
    assert open_end.sure_width == pytest.approx(100 / 365)


def test_a_visit_over_new_year_is_in_both_years() -> None:
    visit = on("2023-12-30", "2024-01-02")
    assert visit.days is not None
    assert list(calendar.years_of(visit.days)) == [2023, 2024]
    (before,), (after,) = (calendar.bars([visit], year, english()) for year in (2023, 2024))
    assert (before.width, after.width) == (pytest.approx(200 / 365), pytest.approx(200 / 366))


def test_a_slip_of_the_pen_makes_few_years() -> None:
    visit = on("1023-12-30", "2023-12-31")
    assert visit.days is not None
    assert list(calendar.years_of(visit.days)) == list(range(1023, 1035))


def test_names_stand_where_there_is_room() -> None:
    rows = [on("2023-01-01", None, "Pakistan"), on("2023-12-31", None, "Pakistan", "Oman")]
    first, last = calendar.bars(rows, 2023, english())
    assert (first.label, first.is_left) == ("Pakistan", False)
    assert (last.label, last.is_left) == ("Pakistan; Oman", True)
    (long,) = calendar.bars([on("2023-01-01", None, "Saint Vincent and the Grenadines")], 2023, english())
    assert long.label == "Saint Vincent and the Gre…"
    assert {bar.label for bar in calendar.bars([on("2023-01-01", None, "Oman")] * 121, 2023, english())} == {""}
    joint = Labels("ar", {"text.semicolon": "؛ "})
    (other,) = calendar.bars([on("2023-01-01", None, "Oman", "Togo")], 2023, joint)
    assert other.label == "Oman؛ Togo"


@pytest.mark.parametrize(
    ("leaders", "guests", "hosts", "label"),
    [
        (("John Foster Dulles",), ("United States",), ("Canada",), "John Foster Dulles"),
        (("A", "B"), ("Oman",), (), "A; B"),
        ((), ("Oman",), ("Togo", "Mali"), "Oman → Togo; Mali"),
        ((), (), ("Togo",), "→ Togo"),
        ((), ("Oman",), (), "Oman"),
        ((), (), (), "Visit"),
    ],
)
def test_a_bar_is_named_after_what_tells_it_from_others(
    leaders: tuple[str, ...], guests: tuple[str, ...], hosts: tuple[str, ...], label: str
) -> None:
    visit = on("2023-01-01")._replace(leaders=leaders, guests=guests, hosts=hosts)
    assert [bar.label for bar in calendar.bars([visit], 2023, english())] == [label]


def test_too_many_are_not_drawn() -> None:
    assert len(calendar.bars([on("2023-01-01")] * 1_000, 2023, english())) == 1_000
    assert calendar.bars([on("2023-01-01")] * 1_001, 2023, english()) == []


def test_bars_that_would_touch_are_in_lanes() -> None:
    rows = [on("2023-01-01", "2023-02-10", "A"), on("2023-02-01", None, "B"), on("2023-03-01", None, "C")]
    assert [bar.lane for bar in calendar.bars(rows, 2023, english())] == [0, 1, 0]
    assert calendar.bars([row(None)], 2023, english()) == []


@given(st.lists(st.tuples(DAYS, DAYS, DAYS, DAYS).map(sorted), max_size=30), st.integers(2022, 2025))
def test_no_two_bars_of_a_lane_touch(told: list[list[date]], year: int) -> None:
    rows = sorted((row(Days(a, b, c, d), "Pakistan") for a, b, c, d in told), key=lambda one: one.days or ())
    rows = [one for one in rows if one.days is not None and year in calendar.years_of(one.days)]
    drawn = calendar.bars(rows, year, english())
    assert [bar.row for bar in drawn] == rows
    lanes: dict[int, list[tuple[float, float]]] = {}
    for bar in drawn:
        assert 0 <= bar.start <= bar.end <= 100.001
        assert bar.start - 0.001 <= bar.sure_start or not bar.sure_width
        assert bar.sure_start + bar.sure_width <= bar.end + 0.001
        taken = calendar._taken(bar)
        assert all(end <= taken[0] or taken[1] <= start for start, end in lanes.get(bar.lane, []))
        lanes.setdefault(bar.lane, []).append(taken)

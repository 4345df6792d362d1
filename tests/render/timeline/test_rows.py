"""The facts of a program that its picture tells: days, order, status, times in words, and disputes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import visitdata
from visitdata.model import Visit
from visitdata.render.labels import english
from visitdata.render.timeline.order import Joint
from visitdata.render.timeline.rows import Program, Row, Sign, Strip, program
from visitdata.render.timeline.when import Look
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[3] / "docs/examples"
TOLD, NARRATED, NONE = Joint.TOLD, Joint.NARRATED, Joint.NONE


def facts(**fields: Any) -> Program:
    """The facts of a small visit with some more fields."""
    base = {"schema_version": "1.0", "id": "v", "parties": [{"id": "az", "name": "Azerbaijan"}]}
    return program(visitdata.from_dict({**base, **fields}), english())


def rows(**fields: Any) -> list[Row]:
    return [row for day in facts(**fields).days for row in day.rows]


def row(**said: Any) -> Row:
    return rows(program=[{"type": "meeting", **said}])[0]


def of_example(name: str) -> tuple[Program, dict[str, Row]]:
    told = program(visitdata.load(EXAMPLES / f"{name}.json"), english())
    return told, {row.number: row for day in told.days for row in day.rows}


def test_the_real_visit() -> None:
    told, by_number = of_example("az-pk-2023-11-01")
    assert told.title.startswith("Official visit of the Chief of Pakistan’s Army Staff")
    assert [(day.title, day.strip, day.hours) for day in told.days] == [("November 1, 2023", None, None)]
    assert told.caption == ""
    assert by_number["1"].caption == "order of the steps not told"
    assert [by_number[number].joint for number in ("1", "1.1", "1.2", "2", "2.1", "2.2", "6", "7")] == [
        NONE, NONE, NONE, TOLD, NONE, TOLD, TOLD, NONE,
    ]  # fmt: skip
    assert by_number["7"].facts == ("“call”", "Ilham Aliyev, Pakistan", "when in this order is not told")
    assert by_number["2.1"].disputes == (
        "News.Az\u00a0– place: Defense Ministry (preferred)",
        "Hilal\u00a0– place: General Staff headquarters (rival)",
    )
    assert {row.sign for row in by_number.values()} == {Sign.HELD}
    assert {row.status for row in by_number.values()} == {""}


def test_the_mishap_of_kyiv() -> None:
    told, by_number = of_example("ua-lk-2010-06-30")
    assert [day.title for day in told.days] == ["June 30, 2010", "July 3, 2010", "Day not told"]
    assert told.caption == "The order within a day is that of the telling."
    assert [stretch.start for day in told.days if day.strip for stretch in day.strip.stretches] == [0, 3]
    anthem = by_number["1.4"]
    assert (anthem.sign, anthem.status) == (Sign.OFF, "not held")
    assert anthem.disputes[1] == "website of the President of Ukraine\u00a0– status: held (rival)"
    assert (by_number["1"].sign, by_number["1"].status) == (Sign.IRREGULAR, "held irregularly")
    assert (by_number["1.2"].status, by_number["1.1"].status) == ("held irregularly", "held")
    leaders = "Mahinda Rajapaksa, Viktor Yanukovych"
    assert by_number["1.3"].facts == (leaders, "overlaps: 1.2 anthems")
    assert by_number["2"].facts == ("meeting\u00a0· restricted", leaders, "after: 1 ceremony")
    assert [by_number[number].joint for number in ("7", "2", "3", "4")] == [TOLD, NONE, NARRATED, NARRATED]


def test_the_visit_of_kishida() -> None:
    told, by_number = of_example("us-jp-2024-04-08")
    assert [day.title for day in told.days][-2:] == ["April 14, 2024", "Day not told"]
    first, second = told.days[:2]
    assert (first.local, first.hours and first.hours.ticks) == ("local time, America/New_York", ())
    assert second.hours is not None
    assert second.hours.ticks == (1080, 1140, 1200)
    assert by_number["1"].facts == ("Joint Base Andrews\u00a0· afternoon", "Kishida Fumio")
    assert [stretch.look for stretch in by_number["1"].known] == [Look.VAGUE]
    assert by_number["1"].disputes[1] == "Yomiuri\u00a0– when qualifier: evening (superseded)"
    assert by_number["7"].facts[0].endswith("White House\u00a0· 18:10")
    assert [stretch.look for stretch in by_number["7"].known] == [Look.SOLID, Look.FADING]
    assert by_number["8"].joint is TOLD  # it is said to come after the one above it
    assert by_number["8"].facts == ("dinner\u00a0· “informal dinner”\u00a0· BlackSalt",)


def test_the_transits_of_tsai() -> None:
    told, by_number = of_example("tw-us-2023-04-05")
    assert (by_number["1"].sign, by_number["1"].status) == (Sign.PLANNED, "planned")
    assert by_number["1"].disputes == ("status: tentative (rival)",)
    told, by_number = of_example("tw-us-2023-03-29")
    assert told.days[0].local == "local time, America/New_York"
    assert by_number["1.1"].anchor == "A1.1"
    assert of_example("tw-gt-2023-04-01")[0].days == ()


@pytest.mark.parametrize(
    ("said", "sign", "status"),
    [
        ({}, Sign.HELD, ""),
        ({"status": "cancelled"}, Sign.OFF, "cancelled"),
        ({"status": "postponed"}, Sign.OFF, "postponed"),
        ({"status": "fictitious"}, Sign.OFF, "fictitious"),
        ({"status": "tentative"}, Sign.PLANNED, "tentative"),
        ({"status": "unknown"}, Sign.UNKNOWN, "unknown"),
    ],
)
def test_a_status_has_a_sign_and_a_word(said: dict[str, Any], sign: Sign, status: str) -> None:
    assert (row(**said).sign, row(**said).status) == (sign, status)


def test_a_step_says_its_status_where_the_occasion_does_not() -> None:
    steps = [{"type": "speech"}, {"type": "toast", "status": "held"}]
    planned = rows(program=[{"type": "meeting", "status": "planned", "steps": steps}])
    assert [one.status for one in planned] == ["planned", "", "held"]
    called_off = rows(program=[{"type": "meeting", "status": "cancelled", "steps": steps}])
    assert [one.status for one in called_off] == ["cancelled", "cancelled", "held"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"label": "talks", "format": "restricted"}, ("meeting\u00a0· restricted",)),
        ({"format": "other", "format_label": "chat"}, ("“chat”",)),
        ({"format": "restricted", "format_label": "tête-à-tête"}, ("restricted\u00a0· “tête-à-tête”",)),
        ({"type": "book_signing", "book": "visitors", "book_label": "Book of Honor"},
         ("visitors\u00a0· “Book of Honor”",)),
        ({"type": "book_signing", "book": "other", "book_label": "Golden Book"}, ("“Golden Book”",)),
        ({"place": "az"}, ("Azerbaijan",)),
        ({"when": {"date": "2023-11-01", "label": "noon"}}, ()),
        ({"when": {"date": "2023-11-01", "time": "10:00", "qualifier": "about", "zone": "Asia/Baku"}},
         ("about 10:00",)),
        ({"when": {"date": "2023-11-01", "end_date": "2023-11-03"}}, ("to November 3, 2023",)),
        ({"scheduled": {"time": "09:00"}, "when": {"date": "2023-11-01"}}, ("scheduled: 09:00",)),
        ({"during": "az", "part_of": "az"}, ("during: Azerbaijan", "part of: Azerbaijan")),
        ({"after": ["az", "az"]}, ("after: Azerbaijan, Azerbaijan",)),
        ({"participants": [{"ref": "az"}, {"description": "a"}, {"as_worded": "b"}]}, ("Azerbaijan, a",)),
        ({"participants": [{"ref": "az", "attendance": "absent"}, {"description": "b", "attendance": "expected"}]}, ()),
        ({"participants": [{"description": one} for one in "abcde"]}, ("a, b, c, and 2 more",)),
        ({"participants": [{"ref": "az"}], "steps": [{"type": "photograph"}]}, ()),
    ],
)  # fmt: skip
def test_facts_stand_below_the_name(said: dict[str, Any], told: tuple[str, ...]) -> None:
    assert row(**said).facts == told


def test_a_name_is_safe_and_isolated() -> None:
    assert row(label="a\u202eb\nc").name == "a\\u202eb c"
    assert row(label="عاصم").name == "\u2067عاصم\u2069"


def test_what_was_planned_stands_beside_what_was_held() -> None:
    held = {"when": {"date": "2023-11-01", "time": "11:00"}}
    assert row(**held, scheduled={"time": "10:00"}).plan[0].start == 600
    assert row(**held, scheduled={"date": "2023-11-01", "time": "10:00"}).plan[0].start == 600
    assert row(**held, scheduled={"date": "2023-10-01", "time": "10:00"}).plan == ()


@pytest.mark.parametrize("day", ["2023-11", "2023-11-01/2023-11-02", None])
def test_a_clock_time_is_drawn_on_one_day_alone(day: str | None) -> None:
    said = {"time": "11:00", **({"date": day} if day else {})}
    assert row(when=said).known == ()
    assert row(when=said).facts == ("11:00",)


def test_a_step_of_another_day_is_not_drawn_on_the_day_of_its_occasion() -> None:
    step = {"type": "speech", "when": {"date": "2023-11-02", "time": "09:00"}}
    told = rows(program=[{"type": "meeting", "when": {"date": "2023-11-01", "time": "10:00"}, "steps": [step]}])
    assert [bool(one.known) for one in told] == [True, False]
    assert told[1].facts == ("November 2, 2023 09:00",)


def at(day: str | None, **said: Any) -> dict[str, Any]:
    return {"type": "meeting", **({"when": {"date": day}} if day else {}), **said}


def test_a_chronological_list_keeps_its_order_and_any_other_is_put_in_order_of_days() -> None:
    def titles(**fields: Any) -> list[str]:
        return [f"{day.title}: {' '.join(row.number for row in day.rows)}" for day in facts(**fields).days]

    listed = [at("2023-11"), at(None), at("2023-12"), at("2023-11")]
    assert titles(program=listed) == [
        "November 2023: 1", "Day not told: 2", "December 2023: 3", "November 2023: 4",
    ]  # fmt: skip
    assert titles(program=listed, program_order="unknown") == [
        "November 2023: 1 4", "December 2023: 3", "Day not told: 2",
    ]  # fmt: skip


NINE, TEN = {"date": "2023-11-01", "time": "09:00"}, {"date": "2023-11-01", "time": "10:00"}


@pytest.mark.parametrize(
    ("order", "one", "other", "joint"),
    [
        (None, {}, {}, TOLD),
        (None, {}, {"unplaced": True}, NONE),
        (None, {"part_of": "az"}, {}, NONE),
        ("as_narrated", {}, {}, NARRATED),
        ("unknown", {}, {}, NONE),
        ("unknown", {"id": "a"}, {"after": ["a"]}, TOLD),
        ("unknown", {"when": NINE}, {"when": TEN}, TOLD),
        ("unknown", {"when": {**NINE, "zone": "Asia/Baku"}}, {"when": TEN}, NONE),
        ("unknown", {"when": {**NINE, "qualifier": "about"}}, {"when": TEN}, NONE),
        ("as_narrated", {"when": TEN}, {"when": NINE}, NARRATED),
        ("unknown", {"when": {"date": "2023-11-01"}}, {"when": {"date": "2023-11-02"}}, TOLD),
        ("unknown", {"when": {"date": "2023-11-01"}}, {}, NONE),
        ("unknown", {"when": {"date": "2023-11-01"}}, {"when": {"date": "2023-11-01"}}, NONE),
        ("as_narrated", {"when": {"date": "2023-11-01"}}, {}, NONE),
    ],
)
def test_an_order_is_shown_where_it_is_told(
    order: str | None, one: dict[str, Any], other: dict[str, Any], joint: Joint
) -> None:
    fields = {"program_order": order} if order else {}
    assert rows(program=[{"type": "meeting", **one}, {"type": "meal", **other}], **fields)[1].joint is joint


def test_what_it_comes_after_is_told_where_the_picture_does_not_show_it() -> None:
    listed = [at(None, id=name) for name in "abc"]
    last = at(None, after=["a", "c"])
    assert rows(program=[*listed, last])[3].facts == ()
    assert rows(program=[*listed, at(None, unplaced=True), last])[4].facts == ("after: 1 meeting, 3 meeting",)
    assert rows(program=[*listed, last], program_order="as_narrated")[3].facts == ("after: 1 meeting, 3 meeting",)
    assert rows(program=[at(None, after=["a"]), *listed])[0].facts == ("after: 2 meeting",)


def test_one_zone_stands_above_and_several_beside() -> None:
    places = [{"id": "baku", "zone": "Asia/Baku"}]
    nine = {"type": "meeting", "when": NINE}
    here = facts(program=[{**nine, "place": "baku"}, {"type": "meal"}], places=places)
    assert here.days[0].local == "local time, Asia/Baku"
    both = facts(
        program=[{**nine, "place": "baku"}, nine, {**nine, "when": {**NINE, "zone": "Asia/Tokyo"}}], places=places
    )
    assert both.days[0].local == "each time in the zone beside it"
    assert [one.facts for one in both.days[0].rows] == [
        ("baku\u00a0· 09:00\u00a0· Asia/Baku",), ("09:00",), ("09:00 (Asia/Tokyo)",),
    ]  # fmt: skip
    assert facts(program=[nine]).days[0].local == ""


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        (("09:00", "11:30"), (540, 720, (540, 600, 660, 720))),
        (("09:00", "09:30"), (540, 660, (540, 600, 660))),
        (("23:10", "23:20"), (1320, 1440, (1320, 1380, 1440))),
        (("00:00", "23:59"), (0, 1440, (0, 240, 480, 720, 960, 1200, 1440))),
    ],
)
def test_the_hours_of_a_day_reach_from_the_first_to_the_last_told(times: tuple[str, str], hours: Any) -> None:
    listed = [at("2023-11-01")]
    listed[0]["when"] |= {"time": times[0], "end_time": times[1]}
    assert facts(program=listed).days[0].hours == hours


@pytest.mark.parametrize(
    ("fields", "strip"),
    [
        ({"start": "2023-11-01", "end": "2023-11-04"}, Strip(4, ((1, 2, Look.SOLID),))),
        ({"start": "2023-11-01"}, Strip(2, ((1, 2, Look.SOLID),))),
        ({"start": "2023-11-02"}, None),
        ({"start": "2023", "end": "2023-11-03"}, Strip(2, ((0, 1, Look.SOLID),))),
        ({"start": "2023-10-01"}, None),
        ({}, None),
    ],
)
def test_a_day_is_shown_among_the_days_of_its_visit(fields: dict[str, Any], strip: Strip | None) -> None:
    assert facts(program=[at("2023-11-02")], **fields).days[0].strip == strip


def test_without_a_day_there_is_no_strip() -> None:
    assert facts(program=[at("20XX"), at(None)]).days[0].strip is None
    assert facts(program=[at("2023-11-01"), at(None), at("2023-11-02")]).days[1].strip is None


@given(visits())
def test_every_activity_has_one_row(visit: Visit) -> None:
    told = [row for day in program(visit, english()).days for row in day.rows]
    assert len(told) == len(list(visit.activities()))
    assert len({row.number for row in told}) == len(told)
    assert all(row.name for row in told)

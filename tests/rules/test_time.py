"""Rules of time where documents show them not well: messages, uncertain dates, what is planned, what is contested, and
values that no writer would give."""

from datetime import date
from typing import Any

import pytest

import visitdata
from visitdata.findings import Edit, Finding
from visitdata.model import EDTF, When
from visitdata.rules import chronology, time
from visitdata.rules.engine import catalog, clock
from visitdata.rules.engine.run import judge
from visitdata.rules.engine.settings import Settings

PLAN = catalog.plan(Settings(select=("VDT",), as_of=date(2026, 1, 1)))


def found(**fields: Any) -> list[Finding]:
    document: dict[str, Any] = {
        "schema_version": "1.0",
        "id": "visit",
        "start": "2023-11-01",
        "end": "2023-11-03",
        "parties": [{"id": "pk", "role": "guest", "country": "PK"}, {"id": "az", "role": "host", "country": "AZ"}],
        **fields,
    }
    visit = visitdata.from_dict({name: value for name, value in document.items() if value is not None})
    findings = judge(visit, PLAN)
    assert not [finding for finding in findings if finding.code.startswith("VDZ002")], findings
    return findings


def codes(**fields: Any) -> list[str]:
    return [finding.code for finding in found(**fields)]


def a_meeting(**fields: Any) -> dict[str, Any]:
    return {"type": "meeting", **fields}


# Dates


def test_an_end_before_the_start_may_be_an_exchange_of_day_and_month() -> None:
    (finding,) = found(start="2023-02-10", end="2023-01-31")
    assert (finding.code, finding.hint) == ("VDT001", None)
    (finding,) = found(start="2023-07-01", end="2023-02-07")
    assert finding.hint == "day and month of 2023-02-07 may be exchanged: with 2023-07-02 they would be in order"
    (finding,) = found(start="2023-10-02", end="2023-02-12")
    assert finding.hint == "day and month of 2023-10-02 may be exchanged: with 2023-02-10 they would be in order"


@pytest.mark.parametrize("end", ["2023-11-01~", "2023-11-0X", "2023-11", "[2023-10-30..2023-11-05]", "2023-11-01/.."])
def test_an_end_that_may_be_in_order_is_no_error(end: str) -> None:
    assert codes(start="2023-11-02", end=end) == []


def test_a_contested_date_is_judged_milder() -> None:
    claims = [{"field": "/end", "value": "2023-11-05", "standing": "rival"}]
    (finding,) = found(start="2023-11-03", end="2023-11-01", claims=claims)
    assert (finding.code, finding.severity) == ("VDT001", "warning")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2023-11-03/2023-11-01", ("2023-11-03", "2023-11-01")),
        ("[2023-11-03..2023-11-01]", ("2023-11-03", "2023-11-01")),
        ("{2023-10,2023-12..2023-11}", ("2023-12", "2023-11")),
        ("2024/2023-12-31", ("2024", "2023-12-31")),
        ("2023-11-03/2023-11", None),
        ("2023-11-03/..", None),
        ("../2023-11-03", None),
        ("2023-11-03/", None),
        ("[..2023-11-03]", None),
        ("[2023-11-03..]", None),
        ("2023-11-03", None),
    ],
)
def test_intervals_that_run_backward(text: str, ends: tuple[str, str] | None) -> None:
    findings = found(events=[{"when": {"date": text}}])
    assert [(finding.code, finding.values) for finding in findings] == ([("VDT002", ends)] if ends else [])


def test_an_interval_is_found_wherever_a_date_stands() -> None:
    backward = "2023-11-03/2023-11-01"
    document = {
        "schema_version": "1.0",
        "id": "a",
        "start": backward,
        "parties": [{"id": "az"}],
        "people": [{"names": [{"since": backward}], "offices": [{"until": backward}]}],
        "sources": [{"published": backward}],
        "record": {"corrections": [{"when": backward}]},
    }
    assert {finding.pointer for finding in visitdata.check(document, select=["VDT002"])} == {
        "/start", "/sources/0/published", "/people/0/names/0/since", "/people/0/offices/0/until",
        "/record/corrections/0/when",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"time": "10:00", "end_time": "09:59"}, ["error"]),
        ({"time": "10:00:30", "end_time": "10:00:10"}, ["error"]),
        ({"time": "10:00:30", "end_time": "10:00"}, []),
        ({"time": "21:00", "end_time": "01:00"}, ["warning"]),
        ({"end_time": "01:00"}, []),
        ({"end_date": "2023-11-02"}, []),
        ({"date": "2023-11-02", "end_date": "2023-11-02", "time": "10:00", "end_time": "09:00"}, ["error"]),
        ({"date": "2023-11-02~", "end_date": "2023-11-02", "time": "10:00", "end_time": "09:00"}, []),
        ({"date": "2023-11-02", "end_date": "2023-11-02/..", "time": "10:00", "end_time": "09:00"}, []),
        ({"date": "2023-11-02", "end_date": "2023-11", "time": "10:00"}, []),
        ({"date": "0001-01-01", "end_date": "0001-01-01", "time": "10:00", "end_time": "09:00"}, []),
        ({"date": "2023-11-02", "time": "10:00", "end_time": "09:00", "end_qualifier": "after"}, []),
        ({"date": "2023-11-02", "time": "10:00", "end_time": "09:30", "end_qualifier": "morning"}, []),
        ({"date": "2023-11-02", "time": "10:00", "end_time": "09:40", "end_qualifier": "about"}, []),
        ({"end_date": "2023-10-30", "time": "10:00", "end_time": "09:00"}, ["error"]),
    ],
)
def test_clocks_that_run_backward(when: dict[str, str], expected: list[str]) -> None:
    findings = found(start="2023-11-01", end="2023-11-01", statements=[{"when": when}])
    own = [finding for finding in findings if finding.code == "VDT004"]
    if when.get("end_date") == "2023-10-30":
        assert own == []  # of a statement no day follows from the visit
        own = found(end="2023-11-01", program=[a_meeting(when=when)])
    assert [finding.severity for finding in own] == expected


# Zones and words


def test_no_zone_is_unknown_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(places=[{"zone": "Mars/Olympus"}]) == ["VDT006"]
    monkeypatch.setattr(clock, "_zone", lambda name: None)
    assert codes(places=[{"zone": "Mars/Olympus"}]) == []


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        ({"id": "here", "zone": "Asia/Baku"}, "2023-11-01", ["VDT007"]),
        ({"id": "here", "zone": "Asia/Baku"}, "2023-11", []),
        ({"id": "here", "zone": "Asia/Baku"}, None, []),
        ({"id": "here", "zone": "Asia/Nowhere"}, "2023-11-01", ["VDT006"]),
        ({"id": "here", "within": "here"}, "2023-11-01", []),
        ({"id": "here", "within": "nowhere"}, "2023-11-01", []),
        ({"id": "elsewhere"}, "2023-11-01", []),
    ],
)
def test_zones_of_elsewhere(place: dict[str, str], day: str | None, expected: list[str]) -> None:
    when = {"time": "10:00", "zone": "Asia/Karachi"} | ({"date": day} if day else {})
    plan = a_meeting(place="here", when=when, statements=[{"when": {"time": "10:00", "zone": "Asia/Tokyo"}}])
    assert codes(places=[place], program=[plan]) == expected


@pytest.mark.parametrize(
    ("label", "day", "is_wrong"),
    [
        ("Monday, October 31", "2023-10-31", True),
        ("Monday the 31st of October", "2023-10-31", True),
        ("Tuesday, 31 October 2023", "2023-10-31", False),
        ("Monday, October 31–November 2", "2023-10-31", True),
        ("Monday, October 30", "2023-10-31", False),
        ("Monday", "2023-10-31", False),
        ("Saturday", "2023-10-31", True),
        ("Saturday", "2023-10-31~", True),
        ("Sunday", "2023-10-31~", False),
        ("Monday, October 31", "2023-10-31~", False),
        ("Saturday to Sunday", "2023-10-31", False),
        ("Saturday", "1066-10-14", False),
        ("Saturday", "9999-12-31", False),
        ("no day", "2023-10-31", False),
    ],
)
def test_weekdays(label: str, day: str, is_wrong: bool) -> None:
    assert codes(events=[{"when": {"date": day, "label": label}}]) == (["VDT008"] if is_wrong else [])


def test_the_weekday_of_something_that_lasts_is_not_judged() -> None:
    assert codes(events=[{"when": {"date": "2023-10-31", "end_date": "2023-11-04", "label": "until Saturday"}}]) == []


def test_a_wrong_year_is_found_by_the_weekday_in_a_quote() -> None:
    cited = [{"source": "a"}, {"source": "a", "quote": "On Wednesday, November 1, they met."}]
    (finding,) = found(start="2022-11-01", end="2022-11-01", program=[a_meeting(citations=cited)])
    assert (finding.code, finding.pointer) == ("VDT008", "/program/0/citations/1/quote")
    assert finding.message == "2022-11-01 is a Tuesday, but Wednesday is printed"
    assert finding.values == ("2022-11-01", "Wednesday")


@pytest.mark.parametrize(
    ("label", "is_estimated"),
    [
        ("late March 2023", True),
        ("circa 5 March", True),
        ("about March 5", True),
        ("fechas estimadas", True),
        ("the estimated day", True),
        ("late on March 5", False),
        ("about noon", False),
        ("in early March", True),
        ("mid-March", True),
    ],
)
def test_estimated_dates(label: str, is_estimated: bool) -> None:
    assert codes(events=[{"when": {"date": "2023-03-05", "label": label}}]) == (["VDT009"] if is_estimated else [])


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ({"value": "P3D"}, []),
        ({"value": "P2D"}, []),
        ({"value": "P1D"}, ["VDT010"]),
        ({"value": "P1W"}, ["VDT010"]),
        ({"value": "P1M"}, []),
        ({"label": "a nine-day visit"}, ["VDT010"]),
        ({"label": "9 days"}, ["VDT010"]),
        ({"label": "several days"}, []),
        ({"qualifier": "about", "value": "P9D"}, []),
    ],
)
def test_lengths_in_days(duration: dict[str, str], expected: list[str]) -> None:
    assert codes(duration=duration) == expected
    assert codes(duration=duration, end="2023-11-03~") == codes(duration=duration, end=None) == []


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"time": "10:00", "end_time": "11:00", "duration": {"value": "PT1H"}}, []),
        ({"time": "10:00", "end_time": "11:00", "duration": {"value": "PT2H"}}, ["VDT010"]),
        ({"time": "10:00", "end_time": "10:01", "duration": {"value": "PT30S"}}, []),
        ({"time": "10:00", "end_time": "11:00", "duration": {"value": "P1D"}}, []),
        ({"time": "10:00", "end_time": "11:00", "duration": {"label": "long"}}, []),
        ({"time": "10:00", "duration": {"value": "PT2H"}}, []),
        ({"time": "10:00", "qualifier": "about", "end_time": "11:00", "duration": {"value": "PT2H"}}, []),
        ({"date": "2023-11", "time": "10:00", "end_time": "11:00", "duration": {"value": "PT2H"}}, []),
        ({"time": "11:00", "end_time": "10:00", "duration": {"value": "PT2H"}}, ["VDT004"]),
    ],
)
def test_lengths_by_the_clock(when: dict[str, Any], expected: list[str]) -> None:
    assert codes(program=[a_meeting(when=when)]) == expected


# The days of the visit


def test_days_that_are_not_told_are_not_compared() -> None:
    assert codes(start=None, end=None, program=[a_meeting(when={"date": "2020-01-01"})]) == []
    assert codes(start=None, end=None, status="planned", history=[{"status": "held", "when": {"date": "2020"}}]) == []
    assert codes(end=None, ordinals=[{"since": "2031"}], events=[{"kind": "precedent", "when": {"date": "2031"}}]) == []
    assert codes(start=None, invitation={"when": {"date": "2031"}}) == []
    assert codes(invitation={"channel": "letter"}, events=[{"kind": "upcoming", "when": {"time": "10:00"}}]) == []
    assert codes(history=[{"status": "held"}, {"status": "held", "when": {"time": "10:00"}}]) == []


def test_an_activity_of_a_planned_visit_is_measured_by_the_plan() -> None:
    far = [a_meeting(when={"date": "2027-11-01"})]
    assert codes(start="2026-11-01", end="2026-11-03", status="planned", program=far) == ["VDT020"]
    assert codes(start="2026-11-01", end="2026-11-03", status="postponed", program=far) == []


@pytest.mark.parametrize(
    ("day", "severity"),
    [("2023-10-29", "info"), ("2023-10-28", "warning"), ("2023-11-06", "info"), ("2023-02-11", "warning")],
)
def test_what_is_near_a_visit_may_belong_to_a_longer_presence(day: str, severity: str) -> None:
    (finding,) = found(program=[a_meeting(when={"date": day})])
    assert (finding.code, finding.severity) == ("VDT020", severity)


def test_ships_take_weeks_and_aircraft_do_not() -> None:
    for start, day, expected in (("1951-11-06", "1951-10-25", []), ("1977-10-10", "1977-09-28", ["VDT020"])):
        leaving = {"type": "departure", "when": {"date": day}}
        assert codes(start=start, end=None, program=[leaving], program_order="as_narrated") == expected
    sailing = {"type": "departure", "when": {"date": "1967-07-15"}, "vehicles": [{"means": "ship"}]}
    assert codes(start="1967-07-23", end="1967-07-26", program=[sailing]) == []


def test_a_step_is_not_objected_to_again() -> None:
    inside = {"type": "anthems", "when": {"date": "2024-11-01"}}
    ceremony = {"type": "ceremony", "when": {"date": "2024-11-01"}, "steps": [inside]}
    assert codes(program=[ceremony]) == ["VDT020"]
    other = {"type": "ceremony", "when": {"date": "2023-11-01"}, "steps": [inside]}
    assert codes(program=[other]) == ["VDT020"]


def test_an_activity_during_a_period_or_event_may_lie_outside() -> None:
    event = [{"id": "summit", "when": {"date": "2024-11-01"}}]
    assert codes(events=event, program=[a_meeting(during="summit", when={"date": "2024-11-01"})]) == []


def test_what_was_told_in_no_status_belongs_to_an_activity_too() -> None:
    history = [{"status": "held", "when": {"date": "2023-10-20"}}]
    (finding,) = found(end="2023-11-01", program=[a_meeting(history=history)])
    assert (finding.code, finding.related) == ("VDT014", ())


# Chronology

CITIES = [
    {"id": "baku", "city": "Baku", "latitude": 40.4, "longitude": 49.9, "zone": "Asia/Baku"},
    {"id": "suburb", "city": "Sumqayit", "latitude": 40.41, "longitude": 49.91, "zone": "Asia/Baku"},
    {"id": "ganja", "city": "Ganja", "latitude": 40.7, "longitude": 46.4, "zone": "Asia/Baku"},
    {"id": "tbilisi", "country": "GE", "zone": "Asia/Tbilisi"},
    {"id": "within", "within": "country", "zone": "Asia/Baku"},
    {"id": "country", "country": "AZ"},
    {"id": "nowhere", "zone": "Asia/Baku"},
    {"id": "town", "city": "BAKU", "zone": "Asia/Baku"},
]


@pytest.mark.parametrize(
    ("one", "other", "is_apart"),
    [
        ("baku", "ganja", True),
        ("baku", "suburb", False),
        ("baku", "town", False),
        ("ganja", "town", True),
        ("tbilisi", "within", True),
        ("baku", "nowhere", False),
        ("baku", "baku", False),
        ("baku", "az", False),
        ("nobody", "baku", False),
    ],
)
def test_places_that_are_apart(one: str, other: str, is_apart: bool) -> None:
    def held(place: str, **fields: Any) -> dict[str, Any]:
        when = {"date": "2023-11-01", "time": "10:00", "end_time": "12:00", "zone": "Asia/Baku"}
        return a_meeting(
            place=place, when=when, participants=[{"ref": "x"}, {"ref": "y"}, {"description": "z"}], **fields
        )

    people = [{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}]
    given: dict[str, Any] = {"people": people, "places": CITIES}
    assert codes(program=[held(one), held(other)], **given) == (["VDT022"] if is_apart else [])
    assert codes(program=[held(one), held(other, status="cancelled")], **given) == []
    assert codes(program=[held(one), {**held(other), "type": "transfer"}], **given) == []


def test_stays_of_uncertain_days_do_not_overlap() -> None:
    one = {"kind": "stop", "country": "TR", "start": "2023-11-01", "end": "2023-11-10"}
    other = {"kind": "stop", "place": "tbilisi", "start": "2023-11-05", "end": "2023-11-14"}
    places = [{"id": "tbilisi", "within": "georgia"}, {"id": "georgia", "country": "GE"}, {"id": "x", "within": "x"}]
    assert codes(places=places, periods=[one, other]) == ["VDT021"]
    for changed in (
        {"start": "2023-11"},
        {"end": "2023-11/.."},
        {"kind": "preparatory"},
        {"place": "x"},
        {"status": "cancelled"},
    ):
        assert "VDT021" not in codes(places=places, periods=[one, {**other, **changed}])


def test_related_visits_on_the_wrong_side() -> None:
    (finding,) = found(related=[{"relation": "followed_by", "start": "2023-01-01", "end": "2023-01-02"}])
    assert finding.message == (
        "the visit with the relation followed_by ended on 2023-01-02, before this one began on 2023-11-01"
    )
    (finding,) = found(related=[{"relation": "preceded_by", "start": "2024-01-01"}])
    assert finding.message == (
        "the visit with the relation preceded_by begins on 2024-01-01, after this one ended on 2023-11-03"
    )
    assert codes(related=[{"relation": "contains", "end": "2022-01-01"}]) == ["VDT023"]
    assert codes(related=[{"start": "2024"}, {"relation": "preceded_by", "start": "2023"}]) == []


def a_program(*clocks: str | None, **fields: Any) -> list[dict[str, Any]]:
    return [
        a_meeting(**({"when": {"date": "2023-11-01", "time": clock}} if clock else {}), **fields) for clock in clocks
    ]


@pytest.mark.parametrize(
    ("clocks", "order"),
    [
        (("10:00", "12:00"), None),
        (("12:00", "10:00"), (1, 0)),
        (("12:00", "13:00", "10:00", "11:00"), (2, 3, 0, 1)),
        (("10:00", "12:00", "11:00", "12:00"), (0, 2, 1, 3)),
    ],
)
def test_a_program_is_put_in_order(clocks: tuple[str, ...], order: tuple[int, ...] | None) -> None:
    findings = found(program=a_program(*clocks))
    assert [finding.code for finding in findings] == (["VDT024"] if order else [])
    for finding in findings:
        assert finding.fix is not None
        assert not finding.fix.is_safe
        assert finding.fix.edits == (Edit("/program", order=order),)


def test_a_program_is_not_put_in_order_where_that_could_go_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    backward = a_program("12:00", "10:00")

    def fix(program: list[dict[str, Any]] = backward, **fields: Any) -> object:
        (finding,) = (one for one in found(program=program, **fields) if one.code == "VDT024")
        return finding.fix

    assert fix() is not None
    assert fix([*backward, a_meeting()]) is None
    assert fix([*backward, *a_program("14:00", unplaced=True)]) is None
    assert fix([*backward, *a_program("14:00", status="cancelled")]) is None
    assert fix(claims=[{"field": "/program/1/label", "value": "x", "standing": "variant"}]) is None
    assert fix(claims=[{"field": "/program/talks/label", "value": "x", "standing": "variant"}]) is not None
    assert fix(record={"corrections": [{"field": "/program/0/when"}, {"reason": "typo"}]}) is None
    assert fix(record={"corrections": [{"field": "/program"}]}) is not None
    monkeypatch.setattr(chronology, "_MANY", 1)
    assert fix() is None


def test_the_steps_of_an_occasion_are_put_in_order() -> None:
    steps = [{"type": "anthems", "when": {"time": "10:20"}}, {"type": "photograph", "when": {"time": "10:10"}}]
    (finding,) = found(program=[{"type": "ceremony", "when": {"date": "2023-11-01"}, "steps": steps}])
    assert finding.fix is not None
    assert finding.fix.edits == (Edit("/program/0/steps", order=(1, 0)),)
    assert finding.message == (
        "the photograph (2023-11-01 10:10) stands after the anthems (2023-11-01 10:20), but began before it"
    )


def test_parts_of_the_day_are_in_order_only_where_they_certainly_are() -> None:
    def held(*parts: str) -> list[str]:
        return codes(program=[a_meeting(when={"date": "2023-11-01", "qualifier": part}) for part in parts])

    assert held("evening", "morning") == ["VDT024"]
    assert held("afternoon", "evening", "night", "afternoon") == []
    (finding,) = found(program=[a_meeting(when={"date": day}) for day in ("2023-11-03", "2023-11-01")])
    assert finding.message.startswith("the meeting (2023-11-01) stands after the meeting (2023-11-03)")


def test_planned_and_unknown_items_have_their_place_in_a_program() -> None:
    assert codes(program=a_program("12:00", "10:00", status="planned")) == ["VDT024"]
    assert codes(program=a_program("12:00", "10:00", status="not_held")) == []
    assert codes(program=a_program("12:00", "10:00", part_of="x")) == []


def test_a_long_circle_is_shown_in_short() -> None:
    program = [a_meeting(id=f"m{index}", after=[f"m{(index + 1) % 9}"]) for index in range(9)]
    (finding,) = found(program=program, program_order="unknown")
    assert (
        finding.message == "in a circle: m0 comes after m1 comes after m2 comes after m3 comes after … comes after m0"
    )
    assert len(finding.related) == 8


def test_circles_that_share_a_record_are_one_mistake() -> None:
    program = [
        a_meeting(id="a", after=["b", "c", "nowhere"]),
        a_meeting(id="b", after=["a"]),
        a_meeting(id="c", after=["a"]),
    ]
    assert codes(program=program, program_order="unknown") == ["VDT025"]


def test_a_very_long_chain_is_no_circle() -> None:
    program = [a_meeting(id=f"m{index}", after=[f"m{index - 1}"]) for index in range(1, 3000)]
    assert codes(program=program) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"events": [{"id": "x", "when": {"date": "2023-11-05", "zone": "Asia/Baku"}}]}, ["VDT026", "VDT026"]),
        ({"events": [{"id": "x", "when": {"date": "2023-11"}}]}, []),
        ({"events": [{"id": "x"}]}, []),
        ({"periods": [{"id": "x", "start": "2023-11-05"}]}, ["VDT026", "VDT026"]),
        ({"periods": [{"id": "x", "end": "2023-11-05"}]}, []),
        ({"periods": [{"id": "x", "start": "2023-11-05", "status": "cancelled"}]}, []),
        ({"periods": [{"id": "x", "start": "[2023-11-05..]"}]}, []),
        ({"periods": [{"id": "x", "start": "2023-11-05", "end": "2023-11-06"}]}, ["VDT026", "VDT026"]),
        ({"people": [{"id": "x"}]}, []),
        ({}, []),
    ],
)
def test_what_comes_after_or_during_an_event_or_period(other: dict[str, Any], expected: list[str]) -> None:
    meeting = a_meeting(after=["x"], during="x", when={"date": "2023-11-01", "time": "10:00"})
    assert codes(program=[meeting], **other) == expected


def test_what_is_over_when_something_falls_during_it() -> None:
    lunch = {"type": "meal", "id": "lunch", "when": {"date": "2023-11-01", "time": "12:00", "end_time": "13:00"}}
    assert codes(program=[lunch, a_meeting(id="talks", during="lunch", unplaced=True)]) == []
    dance = {"type": "performance", "during": "lunch", "when": {"date": "2023-11-01", "time": "20:00"}}
    assert codes(program=[lunch, dance], places=None) == []  # in another zone the two may meet
    within = {**lunch, "steps": [{"type": "photograph", "during": "lunch", "when": {"time": "20:00"}}]}
    assert codes(program=[within]) == ["VDT026"]
    itself = {**lunch, "during": "lunch", "after": ["lunch"]}
    assert codes(program=[itself]) == ["VDT025"]


def test_without_zones_times_at_one_place_are_compared() -> None:
    def held(id: str, clock: str | None, **fields: Any) -> dict[str, Any]:
        when = {"when": {"date": "2023-11-01", "time": clock}} if clock else {}
        return a_meeting(id=id, **when, **fields)

    places = [{"id": "hall"}]
    first, second = held("a", "12:00", place="hall"), held("b", "10:00", place="hall", after=["a"])
    assert codes(places=places, program=[first, second], program_order="unknown") == ["VDT026"]
    assert codes(program=[held("a", "12:00"), held("b", "10:00", after=["a"])], program_order="unknown") == []
    assert codes(places=places, program=[held("a", None, place="hall"), second]) == []


@pytest.mark.parametrize("order", [None, "as_narrated"])
def test_what_stands_before_what_it_comes_after(order: str | None) -> None:
    one, other = a_meeting(id="a", after=["b"]), a_meeting(id="b")
    findings = found(program=[one, other], program_order=order)
    assert [finding.severity for finding in findings] == ([] if order else ["warning"])
    assert codes(program=[other, one]) == codes(program=[one, {**other, "unplaced": True}]) == []
    step = {"type": "photograph", "after": ["b"]}
    assert codes(program=[a_meeting(steps=[step]), other]) == []
    assert codes(program=[a_meeting(status="planned", after=["b"]), other]) == []
    steps = [{"type": "photograph", "after": ["c"]}, {"type": "anthems", "id": "c"}]
    assert codes(program=[a_meeting(steps=steps)]) == ["VDT026"]


def test_an_open_end_has_no_latest_moment() -> None:
    told = clock.stretch(When(date="2023-11-01", end_date="2023-11-02/..", end_time="09:00"), None, "UTC")
    assert told is not None
    assert told.end.high.year == 9999


def test_a_day_exchanged_is_another_real_day() -> None:
    assert time.swapped(EDTF("2023-02-07")) == "2023-07-02"
    assert [time.swapped(EDTF(text)) for text in ("2023-02-13", "2023-07-07", "2023-02-07~", "2023-02")] == [None] * 4

"""The row of a visit."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import visitdata
from visitdata.findings import legible
from visitdata.model import EDTF
from visitdata.render.labels import Labels, english
from visitdata.render.lines import cut
from visitdata.render.summary import LONGEST, Days, Summary, days, summary
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
GUEST: dict[str, Any] = {"id": "pk", "role": "guest", "country": "PK"}
HOST: dict[str, Any] = {"id": "az", "role": "host", "country": "AZ"}


def row(*parties: dict[str, Any], labels: Labels | None = None, **fields: Any) -> Summary:
    value = {"schema_version": "1.0", "id": "v", "parties": list(parties or (GUEST, HOST)), **fields}
    return summary(visitdata.from_dict(value), "v", labels or english())


def test_the_real_visit() -> None:
    told = summary(visitdata.load(EXAMPLES / "az-pk-2023-11-01.json"), "name", english())
    assert told == Summary(
        id="az-pk-2023-11-01",
        name="name",
        title="Official visit of the Chief of Pakistan’s Army Staff, General Syed Asim Munir, to Azerbaijan",
        language="en",
        leaders=("Syed Asim Munir",),
        guests=("Pakistan",),
        hosts=("Azerbaijan",),
        grade="official",
        is_graded=True,
        start=EDTF("2023-11-01"),
        end=None,
        days=Days(*[date(2023, 11, 1)] * 4),
        performed=(
            "anthems", "book_signing", "ceremony", "gift_exchange", "homage", "honor_guard", "meeting", "site_visit",
            "wreath_laying",
        ),
        terms=told.terms,
    )  # fmt: skip


def test_a_title_in_the_language_of_the_reader() -> None:
    titles = {"title": "Visit", "titles": {"az": "Səfər"}, "language": "en"}
    assert row(**titles)[2:4] == ("Visit", "en")
    assert row(labels=Labels("az", {}), **titles)[2:4] == ("Səfər", "az")
    assert row(title="Visit")[2:4] == ("Visit", None)


def test_without_a_title_it_is_called_by_who_visits_whom_and_leaders_stand_beside() -> None:
    people = [{"id": "munir", "names": [{"text": "Syed Asim Munir"}]}, {"id": "a", "offices": [{"title": "Aide"}]}]
    two = {**GUEST, "principals": ["munir", "a", "nobody", "munir"]}
    led = row(two, HOST, people=people, start="2023-11")
    assert (led.title, led.leaders) == (
        "Syed Asim Munir and Aide: Pakistan visits Azerbaijan, November 2023",
        ("Syed Asim Munir", "Aide"),
    )
    heads = [{"id": "d", "party": "pk", "head": "munir"}, {"id": "e", "party": "az", "head": "a"}, {"party": "pk"}]
    assert row(people=people, delegations=heads).leaders == ("Syed Asim Munir",)
    assert row({**GUEST, "principals": ["x"]}, HOST, people=[{"id": "x"}]).leaders == ()


def test_who_leads_is_named_in_the_language_of_the_reader() -> None:
    people = [{"id": "a", "names": [{"text": "Tsai Ing-wen"}], "offices": [{"title": "x"}]}]
    leader = {**GUEST, "principals": ["a"]}
    assert row(leader, HOST, people=people).leaders == ("Tsai Ing-wen",)
    office = {"title": "President", "titles": {"de": "Präsidentin"}}
    named = [{"id": "a", "offices": [office]}]
    assert row(leader, HOST, people=named).leaders == ("President",)
    assert row(leader, HOST, people=named, labels=Labels("de", {})).leaders == ("Präsidentin",)


def test_who_came_to_whom() -> None:
    assert row()[5:7] == (("Pakistan",), ("Azerbaijan",))
    order = {"id": "order", "role": "guest", "names": [{"text": "Sovereign Order"}]}
    assert row(order, {"id": "us", "role": "transit"})[5:7] == (("Sovereign Order",), ())  # a transit is no visit
    assert row(order, HOST, {"id": "us", "role": "transit"}).hosts == ("Azerbaijan",)


def test_the_grade() -> None:
    assert row(grade="official_working")[7:9] == ("official working", True)
    assert row(grade="state", grade_label="State visit")[7:9] == ("state", True)
    assert row(grade_label="Blitz")[7:9] == ("“Blitz”", False)
    assert row()[7:9] == ("", False)


def test_what_was_not_held_was_not_performed() -> None:
    program = [{"type": "toast"}, {"type": "march_past", "status": "cancelled"}, {"type": "speech"}, {"type": "toast"}]
    assert row(program=program).performed == ("speech", "toast")
    assert row(program=program, status="planned").performed == ()
    irregular = [{"type": "meal", "status": "held_irregularly", "steps": [{"type": "toast", "status": "not_held"}]}]
    assert row(program=irregular).performed == ("meal",)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, None),
        ("2023-11-01", None, ["2023-11-01"] * 4),
        (None, "2023-11-01", ["2023-11-01"] * 4),
        ("2023-11-01", "2023-11-03", ["2023-11-01", "2023-11-01", "2023-11-03", "2023-11-03"]),
        ("2023-11", None, ["2023-11-01", "2023-11-30", "2023-11-01", "2023-11-30"]),
        ("2023-11-01", "2023-11-03?", ["2023-11-01", "2023-11-01", "2023-11-02", "2023-11-04"]),
        ("2023-11-01/2023-11-03", None, ["2023-11-01", "2023-11-01", "2023-11-03", "2023-11-03"]),
        ("2023-11-01/..", None, ["2023-11-01", "2023-11-01", "2023-11-01", "2023-12-31"]),
        ("../2023-11-01", None, ["2023-01-01", "2023-11-01", "2023-11-01", "2023-11-01"]),
        ("[2023-11-01..]", None, ["2023-11-01", "2023-12-31", "2023-11-01", "2023-12-31"]),
        ("XXXX", None, None),
        ("XXXX", "2023", None),
        ("2023-11-03", "2023-11-01", ["2023-11-03", "2023-11-03", "2023-11-03", "2023-11-03"]),
    ],
)
def test_days(start: str | None, end: str | None, expected: list[str] | None) -> None:
    told = days(EDTF(start) if start else None, EDTF(end) if end else None)
    assert told == (Days(*map(date.fromisoformat, expected)) if expected is not None else None)


def test_days_belong_to_a_year_or_not() -> None:
    belongs = {text: told.is_told for text in ("2023", "2023~", "202X", "19XX") if (told := days(EDTF(text), None))}
    assert belongs == {"2023": True, "2023~": True, "202X": False, "19XX": False}


def test_a_long_text_is_cut() -> None:
    assert (cut("abc", 3), cut("abcd", 3), cut("ab cd", 4)) == ("abc", "ab…", "ab…")
    long = row(
        {**GUEST, "principals": ["x"]}, HOST, title="a" * 10_000, people=[{"id": "x", "description": "b" * 10_000}]
    )
    assert (long.title, long.leaders) == ("a" * (LONGEST - 1) + "…", ("b" * (LONGEST - 1) + "…",))


@given(visits())
def test_any_visit_has_a_row(visit: visitdata.Visit) -> None:
    told = summary(visit, "name", english())
    assert told.title
    for text in (told.title, told.grade, *told.guests, *told.hosts, *told.leaders):
        assert len(text) <= LONGEST + 2
        assert text == legible(text)
    if told.days is not None:
        assert told.days.earliest <= told.days.begun <= told.days.latest
        assert told.days.earliest <= told.days.ending <= told.days.latest

"""Rules of completeness: what their documents in the corpus do not show."""

from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding

PARTIES = [{"id": "pk", "role": "guest", "country": "PK"}, {"id": "az", "role": "host", "country": "AZ"}]


def judged(*codes: str, **fields: Any) -> list[Finding]:
    visit: dict[str, Any] = {"schema_version": "1.0", "id": "az-pk", "parties": PARTIES}
    return visitdata.check({**visit, **fields}, select=codes)


def test_they_run_only_when_asked_for() -> None:
    visit = {"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}
    assert visitdata.check(visit) == []
    found = visitdata.check(visit, completeness=True)
    assert [one.code for one in found] == ["VDK002", "VDK003", "VDK004", "VDK026"]
    assert {one.severity for one in found} == {"info"}


SOURCES = [{"id": "a", "title": "a"}, {"id": "b", "title": "b"}]


def test_a_step_is_not_named_beside_its_occasion() -> None:
    steps = [{"type": "gift_exchange", "gifts": [{"giver": ["az"]}]}]
    statements = [{"text": "a", "speakers": ["az"]}]
    program = [{"type": "ceremony", "steps": steps, "statements": statements}]
    found = judged("VDK001", sources=SOURCES, program=program)
    assert [one.pointer for one in found] == ["/program/0", "/program/0/statements/0"]
    assert judged("VDK001", sources=SOURCES[:1], program=program) == []


@pytest.mark.parametrize(
    ("claims", "count"),
    [
        ([{"field": "/end", "value": "2023"}], 1),
        ([{"field": "/end", "value": "2023"}, {"field": "/end", "value": "2022", "standing": "preferred"}], 0),
        ([{"field": "/end", "value": "2023", "standing": "variant"}], 0),
        ([{"field": "/start", "value": "2023"}], 0),
        ([{"about": "pk", "field": "/name", "value": "x"}], 1),
        ([{"about": "nobody", "field": "/name", "value": "x"}], 0),
        ([{"field": "/parties/pk", "value": "x"}], 0),
        ([{"field": "/nothing", "value": "x"}], 0),
    ],
)
def test_rivals_without_preference(claims: list[dict[str, Any]], count: int) -> None:
    assert len(judged("VDK006", start="2023", claims=claims)) == count


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ([{"id": "a", "role": "agency_copy"}], 1),
        ([{"id": "a", "role": "original", "attributed_to": "itself"}], 0),
        ([{"id": "a", "attributed_to": "b", "cites": ["nobody"]}], 1),
        ([{"id": "a", "attributed_to": "b"}, {"id": "b", "title": "b"}], 0),
    ],
)
def test_only_derived_sources(sources: list[dict[str, Any]], count: int) -> None:
    assert len(judged("VDK007", sources=sources)) == count


def test_what_is_quoted_twice_counts_once() -> None:
    quote = " ".join(["word"] * 70)
    cited = [{"source": "a", "quote": quote}, {"source": "a", "quote": quote}, {"source": "a"}]
    fields: dict[str, Any] = {"sources": [*SOURCES, {"title": "no id"}], "citations": cited}
    assert judged("VDK010", **fields) == []
    fields["citations"] = [*cited, {"source": "a", "quote": f"{quote} more"}]
    (found,) = judged("VDK010", **fields)
    assert (found.pointer, found.values) == ("/sources/0", (141,))


def test_planned_acts_are_not_asked_for_more() -> None:
    program = [{"type": "wreath_laying"}, {"type": "gift_exchange"}, {"type": "meeting"}, {"type": "meal"}]
    assert judged("VDK", status="planned", sources=SOURCES, grade="state", start="2023", program=program)
    held_only = ("VDK011", "VDK012", "VDK013", "VDK014", "VDK015", "VDK017", "VDK018", "VDK019", "VDK025")
    assert judged(*held_only, status="planned", start="2023", program=program) == []
    assert len(judged(*held_only, start="2023", program=program)) == 8


@pytest.mark.parametrize(
    ("gifts", "count"),
    [
        ([{"giver": ["pk"], "recipient": ["az"], "items": [{"title": "a"}]}], 1),
        ([{"giver": ["nobody"], "recipient": ["az"], "items": [{"title": "a"}]}], 0),
    ],
)
def test_gifts_of_one_side(gifts: list[dict[str, Any]], count: int) -> None:
    found = judged("VDK014", program=[{"type": "gift_exchange", "direction": "exchanged", "gifts": gifts}])
    assert len(found) == count


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ({"id": "a", "within": "a"}, 1),
        ({"id": "a", "within": "b"}, 0),
        ({"id": "a", "within": "nobody"}, 1),
        ({"id": "a", "within": "pk"}, 1),
        ({"id": "a", "administered_by": "az"}, 0),
        ({"name": "a"}, 1),
    ],
)
def test_the_country_of_a_place(place: dict[str, Any], count: int) -> None:
    assert len(judged("VDK020", places=[place, {"id": "b", "country": "AZ"}])) == count


def test_occasions_whose_place_or_day_is_told_otherwise() -> None:
    transfer = {"type": "transfer", "origin": "a"}
    assert judged("VDK018", program=[transfer, {"type": "meal", "part_of": "x"}]) == []
    assert judged("VDK019", start="2023-11-01", end="2023-11-02", program=[{"type": "meal", "after": ["x"]}]) == []
    assert judged("VDK019", program=[{"type": "meal"}]) == []
    assert judged("VDK019", start="2023-11-01", program=[{"type": "meal"}]) == []


def test_people_known_otherwise() -> None:
    people = [{"id": "a", "description": "a student", "party": "pk"}, {"ranks": [{"title": "Major"}]}, {"name": "B"}]
    found = judged("VDK021", people=people)
    assert [one.message for one in found] == ["a person has no party", "B has no office and no party"]


@pytest.mark.parametrize(
    ("participant", "who"),
    [
        ({"ref": "pk"}, None),
        ({"ref": "nobody"}, "nobody"),
        ({"as_worded": "others"}, "others"),
        ({"count": {"value": 3}}, "a participant"),
        ({"party": "pk"}, None),
        ({"ref": "stranger"}, None),
        ({"ref": "member"}, "member"),
    ],
)
def test_participants_without_a_side(participant: dict[str, Any], who: str | None) -> None:
    people = [{"id": "stranger", "name": "A"}, {"id": "member", "offices": [{"organization": "nobody"}]}]
    found = judged("VDK022", people=people, program=[{"type": "meeting", "participants": [participant]}])
    assert [one.message for one in found] == ([f"the side of {who} is not told"] if who else [])


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ({"text": "Орбан", "kind": "in_source"}, ["VDK023"]),
        ({"text": "Orbán Viktor", "language": "hu"}, ["VDK024"]),
        ({"text": "林佳龍", "language": "zh-Hant"}, ["VDK024"]),
        ({"text": "Sukarno", "language": "vi"}, []),
        ({"text": "Orbán Viktor", "language": "en"}, []),
        ({"text": "Ωé", "language": "el"}, []),
        ({"language": "ja"}, []),
    ],
)
def test_names(name: dict[str, Any], codes: list[str]) -> None:
    assert [one.code for one in judged("VDK023", "VDK024", people=[{"names": [name]}])] == codes
    assert "VDK024" not in [one.code for one in judged("VDK024", places=[{"names": [name]}])]

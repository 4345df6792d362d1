"""What claims are about, however they point to it, and what they say."""

from typing import Any

import pytest
from hypothesis import given

import visitdata
from visitdata.model import Visit
from visitdata.render.disputes import Dispute, claimed, claimed_runs, disputes, field_in_words
from visitdata.render.labels import Labels, english
from visitdata.render.readings import Readings, shown
from visitdata.testing import visits

PEOPLE = [{"id": "a", "name": "Ann", "offices": [{"title": "Minister"}, {"level": "minister"}]}, {"name": "Bob"}]
PROGRAM = [
    {"type": "meeting", "id": "talks", "participants": [{"ref": "a"}, {"description": "aides"}, {"side": "host"}]},
    {"type": "ceremony", "steps": [{"type": "speech", "label": "words"}]},
]


def visit_of(*claims: dict[str, Any]) -> Visit:
    parties = [{"id": "az", "name": "Azerbaijan", "principals": ["a"]}]
    return visitdata.from_dict(
        {"schema_version": "1.0", "id": "v", "parties": parties, "people": PEOPLE, "program": PROGRAM,
         "claims": list(claims)}
    )  # fmt: skip


def told(*claims: dict[str, Any], labels: Labels | None = None) -> list[tuple[str, str, str]]:
    """The place of each dispute, its field, and what is claimed of it."""
    readings = Readings(visit_of(*claims), labels)
    return [
        (
            "/".join(one.place), field_in_words(readings, one.record, one.path),
            "; ".join(claimed(readings, claim) for claim in one.claims),
        )
        for one in disputes(readings)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "place", "field"),
    [
        ({"field": "/grade_label"}, "", "grade label"),
        ({"about": "v", "field": "/grade_label"}, "", "grade label"),
        ({"about": "a", "field": "/name"}, "people/0", "name"),
        ({"field": "/people/0/name"}, "people/0", "name"),
        ({"field": "/people/a/name"}, "people/0", "name"),
        ({"field": "/people/1/name"}, "people/1", "name"),
        ({"field": "/people/1"}, "people/1", "person"),
        ({"field": "/people/2/name"}, "", "people 2 name"),
        ({"field": "/"}, "", '""'),
        ({"about": "a", "field": "/offices/0/title"}, "people/0", "offices Minister title"),
        ({"about": "a", "field": "/offices/1/title"}, "people/0", "offices no. 2 title"),
        ({"field": "/parties/az/principals/0"}, "parties/0", "principals no. 1"),
        ({"field": "/program/1/status"}, "program/1", "status"),
        ({"field": "/program/1/steps/0/when/end_time"}, "program/1/steps/0", "when end time"),
        ({"about": "talks", "field": "/participants/0/side"}, "program/0", "participants Ann side"),
        ({"about": "talks", "field": "/participants/1/side"}, "program/0", "participants aides side"),
        ({"about": "talks", "field": "/participants/2/side"}, "program/0", "participants no. 3 side"),
        ({"field": "/program/talks/participants"}, "program/0", "participants"),
        ({"field": "/program/nobody/status"}, "", "program nobody status"),
        ({"field": "/extensions/x~1y\u202e"}, "", "extensions x/y\\u202e"),
        ({"about": "nobody", "field": "/people/a/name"}, "", "people Ann name"),
    ],
)
def test_a_claim_is_about_a_record_and_a_field_from_there(claim: dict[str, Any], place: str, field: str) -> None:
    assert told(claim) == [(place, field, "no value")]


def test_claims_on_one_field_are_together_however_they_point_to_it() -> None:
    claims = [
        {"about": "a", "field": "/name", "value": "Anna"},
        {"field": "/people/0/name", "value": "Anne"},
        {"about": "nobody", "field": "/name"},
        {"field": "/people/a/name", "value": "Anja"},
        {"about": "somebody", "field": "/name"},
    ]
    assert [said for *_, said in told(*claims)] == ["Anna; Anne; Anja", "no value", "no value"]


def test_what_names_no_record_is_about_none() -> None:
    (one,) = disputes(Readings(visit_of({"about": "nobody", "field": "/name"})))
    assert one == Dispute(None, "nobody", (), ("name",), one.claims)


@pytest.mark.parametrize(
    ("standings", "contested"),
    [
        (["preferred", "variant", "planned"], False),
        (["preferred", "rival"], True),
        (["denied"], True),
        ([None], True),
    ],
)
def test_accounts_differ_where_one_contradicts(standings: list[str | None], contested: bool) -> None:
    claims = [{"field": "/grade", **({"standing": one} if one else {})} for one in standings]
    (one,) = disputes(Readings(visit_of(*claims)))
    assert one.is_contested is contested


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("/grade", "state", "state"),
        ("/program/1/status", "not_held", "not held"),
        ("/program/7/status", "not_held", "not held"),
        ("/program/talks/status", "not_a_word", "not a word"),
        ("/program/talks/place", "a", "Ann"),
        ("/parties/az/principals", ["a", "nobody"], "Ann, nobody"),
        ("/parties/az/principals", ["a", 1], '["a", 1]'),
        ("/parties/az/principals/0", "a", "Ann"),
        ("/parties/az/name", "a", "a"),
        ("/people/0/offices/0/level", "head_of_state", "head of state"),
        ("/people/a/offices/7/level", "head_of_state", "head of state"),
        ("/grade/deeper", "a_b", "a_b"),
        ("/unheard/of", "a_b", "a_b"),
        ("/program", 5, "5"),
    ],
)
def test_a_value_is_told_by_what_may_stand_in_its_field(field: str, value: Any, said: str) -> None:
    assert [one for *_, one in told({"field": field, "value": value})] == [said]


def test_a_person_in_a_value_leads_to_the_person() -> None:
    visit = visit_of({"field": "/parties/az/principals", "value": ["a"]})
    assert [(run.text, run.to) for run in claimed_runs(Readings(visit), visit.claims[0])] == [("Ann", "a")]


def test_names_of_fields_and_words_are_in_the_language_of_the_reader() -> None:
    labels = Labels("de", {"field.grade": "Rang", "Grade.state": "Staatsbesuch", "text.no_value": "nichts"})
    assert told({"field": "/grade", "value": "state"}, {"field": "/grade"}, labels=labels) == [
        ("", "Rang", "Staatsbesuch; nichts")
    ]


@given(visits())
def test_every_claim_is_told_once_and_safely(visit: Visit) -> None:
    readings = Readings(visit, english())
    found = disputes(readings)
    assert sorted(map(id, visit.claims)) == sorted(id(claim) for one in found for claim in one.claims)
    for one in found:
        field = field_in_words(readings, one.record, one.path)
        assert field and shown(field) == field

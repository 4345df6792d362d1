"""Rules of meetings, statements, outcomes and documents: what documents cannot show well."""

import json
from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding
from visitdata.rules.engine import catalog, run
from visitdata.rules.engine.settings import Settings

PLAN = catalog.plan(Settings(select=("VDM",)))

PARTIES = [
    {"id": "pk", "role": "guest", "kind": "state", "country": "PK", "principals": ["munir"]},
    {"id": "az", "role": "host", "kind": "state", "country": "AZ"},
    {"id": "tr", "role": "third", "kind": "state", "country": "TR"},
]
PEOPLE = [{"id": "munir", "party": "pk"}, {"id": "hasanov", "party": "az"}, {"id": "guler", "party": "tr"}]


def judged(**said: Any) -> list[Finding]:
    document = {"schema_version": "1.0", "id": "v", "parties": PARTIES, "people": PEOPLE, **said}
    return run.judge(visitdata.loads(json.dumps(document)), PLAN)


def codes(**said: Any) -> list[str]:
    return [finding.code for finding in judged(**said)]


def meeting(**said: Any) -> list[dict[str, Any]]:
    return [{"type": "meeting", "id": "talks", **said}]


TALKED = [{"topic": "trade", "treatment": "discussed"}]


@pytest.mark.parametrize(
    ("visit", "own", "severity"),
    [
        ({}, {}, None),
        ({}, {"status": "held"}, None),
        ({}, {"status": "unknown"}, None),
        ({}, {"status": "fictitious"}, "error"),
        ({}, {"status": "not_held"}, "error"),
        ({"status": "cancelled"}, {}, "error"),
        ({"status": "confirmed"}, {}, "warning"),
        ({"status": "cancelled"}, {"status": "held"}, None),
    ],
)
def test_what_was_discussed_needs_a_meeting(visit: dict[str, Any], own: dict[str, Any], severity: str | None) -> None:
    found = judged(**visit, program=meeting(topics=TALKED, **own))
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_a_meeting_that_is_contested_is_judged_milder() -> None:
    claim = {"about": "talks", "field": "/status", "value": "held", "standing": "rival"}
    (finding,) = judged(program=meeting(topics=TALKED, status="not_held"), claims=[claim])
    assert finding.severity == "warning"
    assert finding.values == ("discussed", "not_held")
    assert [one.pointer for one in finding.related] == ["/program/0/status"]


def test_states_of_one_side_may_be_one_of_two() -> None:
    parties = [*PARTIES, {"id": "ge", "role": "guest", "kind": "state", "country": "GE"}]
    entry = {"topic": "trade", "scope": "bilateral", "parties": ["az", "pk", "ge", "nobody"]}
    (finding,) = judged(parties=parties, program=meeting(topics=[entry]))
    assert (finding.severity, finding.values) == ("warning", ("bilateral", "AZ", "GE", "PK"))
    entry["parties"] = ["az", "pk", "tr"]
    (finding,) = judged(parties=parties, program=meeting(topics=[entry]))
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-11-02", []),
        ("2023-11-03", ["VDM008"]),
        ("2023-11-03~", []),
        ("2023-11-XX", []),
        ("2023-10-30", ["VDM008"]),
        ("2023-10-31", []),
        ("[2023-11-01,2023-11-09]", []),
        ("2023-12", ["VDM008"]),
        ("../2023-11-09", []),
    ],
)
def test_a_statement_is_of_another_day_only_where_that_is_certain(date: str, expected: list[str]) -> None:
    statement = {"speakers": ["munir"], "when": {"date": date}}
    assert codes(program=meeting(when={"date": "2023-11-01"}, statements=[statement])) == expected


def test_the_day_of_a_statement_is_held_against_that_of_the_visit_too() -> None:
    statement = {"when": {"date": "2023-11-09"}}
    (finding,) = judged(start="2023-11-01", program=meeting(statements=[statement]))
    assert finding.related == ()
    assert codes(program=meeting(statements=[statement]), statements=[statement]) == []


@pytest.mark.parametrize(
    ("own", "source", "expected"),
    [
        ("en", "az", ["VDM006"]),
        ("en", "en-GB", []),
        ("zh-Hant", "cmn", []),
        ("und", "az", []),
        ("en", "mul", []),
        ("sr-Latn", "hr", []),
    ],
)
def test_languages_are_compared_by_what_they_mean(own: str, source: str, expected: list[str]) -> None:
    statement = {"kind": "indirect", "text": "x", "language": own, "citations": [{"source": "s"}]}
    assert codes(statements=[statement], sources=[{"id": "s", "language": source}]) == expected


def test_sources_that_carry_the_occasion_carry_its_statements() -> None:
    statement = {"kind": "indirect", "text": "x", "language": "en"}
    sources = [{"id": "s", "language": "az"}]
    program = meeting(statements=[statement], citations=[{"source": "s"}, {"source": "s"}])
    (finding,) = judged(program=program, sources=sources)
    assert finding.message == "its text is in en, and what carries it in az"
    assert [one.pointer for one in finding.related] == ["/sources/0/language"]
    assert codes(program=meeting(statements=[statement], citations=[{"source": "nobody"}]), sources=sources) == []


@pytest.mark.parametrize("words", ["The sides", "both sides", "The two leaders", "the parties of the dialogue"])
def test_the_sides_are_more_than_one(words: str) -> None:
    assert codes(statements=[{"as_worded": words, "speakers": ["hasanov"]}]) == ["VDM009"]
    assert codes(statements=[{"as_worded": words, "speakers": ["az"]}]) == []


def test_the_side_of_someone_is_one() -> None:
    assert codes(statements=[{"as_worded": "The Pakistani side", "speakers": ["munir"]}]) == []


def test_a_signer_of_whom_nothing_is_known_may_sign() -> None:
    documents = [{"id": "mou", "parties": ["az", "pk"]}]
    step = {"type": "document_signing", "documents": ["mou"], "signers": ["nobody", "tr", "unnamed"]}
    assert codes(documents=documents, people=[{"id": "unnamed"}], program=[step]) == []
    step["documents"] = ["nothing"]
    assert codes(documents=documents, program=[step]) == []


def test_a_signer_may_belong_to_a_mission_or_to_a_member_of_one() -> None:
    mission = {"id": "mission", "role": "third", "kind": "joint_mission", "members": ["tr"]}
    documents = [{"id": "mou", "parties": ["az", "mission"]}]
    step = {"type": "document_signing", "documents": ["mou"], "signers": ["guler"]}
    assert codes(parties=[*PARTIES, mission], documents=documents, program=[step]) == []


@pytest.mark.parametrize(
    ("leader", "present", "expected"),
    [
        ("head_of_state", None, ["VDM016"]),
        (None, None, []),
        ("envoy", None, []),
        ("head_of_state", "ambassador", []),
        ("head_of_state", "minister", ["VDM016"]),
    ],
)
def test_credentials_are_those_of_an_envoy(leader: str | None, present: str | None, expected: list[str]) -> None:
    def office(level: str | None) -> dict[str, Any]:
        return {"title": "x"} | ({"level": level} if level else {})

    people = [{**PEOPLE[0], "offices": [office(leader)]}, {**PEOPLE[1], "offices": [office(present)]}]
    listed = [{"ref": "munir"}, {"description": "aides"}, *([{"ref": "hasanov"}] if present else [])]
    program = [{"type": "ceremony", "kind": "credentials", "participants": listed}]
    assert codes(grade="state", people=people, program=program) == expected


def test_to_oneself_is_said_by_ids() -> None:
    statement = {"speakers": ["munir"], "addressed_to": ["hasanov", "munir"]}
    (finding,) = judged(statements=[statement])
    assert finding.message == "munir speaks to themselves"
    assert finding.pointer == "/statements/0/addressed_to/1"
    assert [one.pointer for one in finding.related] == ["/statements/0/speakers/0"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2023-10-02", "2023-10-09", ["VDM015"]),
        ("2023-10-09", "2023-10-09", []),
        ("2023-10", "2023-10-09", []),
        ("2023-10-08~", "2023-10-09", []),
        ("2022", "2023-10-09", ["VDM015"]),
    ],
)
def test_an_answer_is_earlier_only_where_that_is_certain(first: str, second: str, expected: list[str]) -> None:
    documents = [
        {"id": "reply", "date": first, "links": [{"kind": "answers", "document": "letter"}, {"document": "letter"}]},
        {"id": "letter", "date": second, "links": [{"kind": "amends", "document": "letter"}]},
    ]
    assert codes(documents=documents) == expected

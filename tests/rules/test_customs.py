"""Rules on the customs of hosts: what documents cannot show well."""

import json
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding

STATE = {"title": "President", "level": "head_of_state"}
GOVERNMENT = {"title": "Prime Minister", "level": "head_of_government"}


def document(host: str, step: dict[str, Any], offices: list[dict[str, Any]], **said: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.0",
        "id": "v",
        "start": "2023-11-01",
        "parties": [
            {"id": "jp", "role": "guest", "kind": "state", "country": "JP", "principals": ["p"]},
            {"id": "h", "role": "host", "kind": "state", "country": host},
        ],
        "people": [{"id": "p", "party": "jp", "offices": offices}],
        "program": [{"type": "ceremony", "steps": [step]}],
        **said,
    }


def found(said: dict[str, Any], *code: str, profiles: tuple[Path, ...] = ()) -> list[Finding]:
    return visitdata.check(said, select=code or ("VDC1",), profiles=profiles)


def salute(guns: int | None = 21, **said: Any) -> dict[str, Any]:
    count = {} if guns is None else {"guns": guns}
    return {"type": "gun_salute", "honorees": ["p"], **count, **said}


@pytest.mark.parametrize(
    ("host", "step", "offices", "judged"),
    [
        ("US", salute(21), [GOVERNMENT], True),
        ("US", salute(21), [GOVERNMENT, STATE], False),
        ("US", salute(21), [GOVERNMENT, {"level": "party_leader"}], False),
        ("US", salute(21), [GOVERNMENT, {**STATE, "qualifier": "former"}], True),
        ("US", salute(21), [{**GOVERNMENT, "qualifier": "elect"}], False),
        ("US", salute(21), [{"title": "Prime Minister"}], False),
        ("US", salute(19), [GOVERNMENT], False),
        ("US", salute(None), [GOVERNMENT], False),
        ("US", salute(21, kind="return"), [GOVERNMENT], False),
        ("US", salute(21, answers="other"), [GOVERNMENT], False),
        ("US", salute(21, honorees=["p", "nobody"]), [GOVERNMENT], False),
        ("US", salute(21, honorees=["jp"]), [GOVERNMENT], False),
        ("US", salute(21, status="planned"), [GOVERNMENT], False),
        ("GB", salute(62), [STATE], False),
        ("GB", salute(19), [STATE], True),
        ("AZ", salute(5), [STATE], False),
    ],
)
def test_salutes(host: str, step: dict[str, Any], offices: list[dict[str, Any]], judged: bool) -> None:
    assert [one.code for one in found(document(host, step, offices))] == (["VDC101"] if judged else [])


def test_what_is_said_of_a_salute() -> None:
    (one,) = found(document("US", salute(21), [GOVERNMENT]))
    assert one.message == "21 guns for Prime Minister; United States fires 19 for the level head_of_government"
    assert one.values == (21, 19)
    assert one.related[0].pointer == "/people/0/offices"
    assert one.hint is not None
    assert "Army Regulation 600-25" in one.hint


def test_customs_change() -> None:
    said = document("FR", salute(101), [STATE], start="1957-04-08")
    assert found(said) == []
    assert [one.code for one in found({**said, "start": "1985-04-08"})] == ["VDC101"]
    undated = {key: value for key, value in said.items() if key != "start"}
    assert found(undated) == []


def test_ships_and_other_countries_are_left_alone() -> None:
    said = document("US", salute(21), [GOVERNMENT], grade="port_call")
    assert found(said) == []
    tokyo = [{"id": "tokyo", "country": "JP"}]
    assert found(document("US", salute(21, place="tokyo"), [GOVERNMENT], places=tokyo)) == []
    here = [{"id": "tokyo", "country": "US"}]
    assert len(found(document("US", salute(21, place="tokyo"), [GOVERNMENT], places=here))) == 1


def test_guards() -> None:
    guard = {"type": "honor_guard", "honorees": ["p"]}
    assert found(document("CA", {**guard, "strength": {"value": 100}}, [STATE])) == []
    (one,) = found(document("CA", {**guard, "strength": {"value": 50}}, [STATE]))
    assert one.code == "VDC102"
    assert one.pointer == "/program/0/steps/0/strength"
    assert found(document("AZ", {**guard, "strength": {"value": 50}}, [STATE])) == []
    assert found(document("CA", {**guard, "strength": {"label": "many"}}, [STATE])) == []


@pytest.mark.parametrize(
    ("order", "parties", "judged"),
    [
        ("guest_first", ["h", "jp"], True),
        ("guest_first", ["jp", "h"], False),
        ("host_first", ["jp", "h"], True),
        ("host_first", ["h", "jp"], False),
        ("guest_only", ["jp", "h"], True),
        ("guest_only", ["jp"], False),
        ("guest_first", ["nobody", "h"], False),
        ("guest_first", [], False),
    ],
)
def test_anthems(tmp_path: Path, order: str, parties: list[str], judged: bool) -> None:
    profile = {"country": "AZ", "sources": {"a": {"title": "A"}}, "anthems": [{"order": order, "sources": ["a"]}]}
    (tmp_path / "az.json").write_text(json.dumps(profile))
    step = {"type": "anthems", **({"parties": parties} if parties else {})}
    findings = found(document("AZ", step, [STATE]), profiles=(tmp_path,))
    assert [one.code for one in findings] == (["VDC103"] if judged else [])


def test_anthems_without_one_custom_are_not_judged(tmp_path: Path) -> None:
    anthems = [{"order": order, "sources": ["a"]} for order in ("guest_first", "host_first")]
    profile = {"country": "AZ", "sources": {"a": {"title": "A"}}, "anthems": anthems}
    (tmp_path / "az.json").write_text(json.dumps(profile))
    step = {"type": "anthems", "parties": ["h", "jp"]}
    assert found(document("AZ", step, [STATE]), profiles=(tmp_path / "az.json",)) == []


@pytest.mark.parametrize(
    ("grade", "start", "codes"),
    [
        ("official", "1963-12-31", ["VDC104"]),
        ("official", "1964", []),
        ("official", "2023", []),
        ("state", "1950", []),
        ("informal", "1950", []),
        ("other", "1950", []),
    ],
)
def test_grades_and_their_times(grade: str, start: str, codes: list[str]) -> None:
    said = document("JP", {"type": "photograph"}, [STATE], grade=grade, start=start)
    assert [one.code for one in found(said)] == codes


def test_grades_that_a_host_gave_up(tmp_path: Path) -> None:
    grades = [{"grade": "informal", "until": "1990", "sources": ["a"]}]
    (tmp_path / "az.json").write_text(json.dumps({"country": "AZ", "sources": {"a": {"title": "A"}}, "grades": grades}))
    said = document("AZ", {"type": "photograph"}, [STATE], grade="informal")
    (one,) = found(said, profiles=(tmp_path,))
    assert one.message == "AZ had no visits of the grade informal at that time, 2023-11-01, but until 1990"


@pytest.mark.parametrize(
    ("offices", "judged"),
    [
        ([{"level": "minister"}], True),
        ([{"level": "minister"}, {"level": "royal"}], False),
        ([{"level": "minister"}, {"title": "Sultan"}], False),
        ([], False),
        ([STATE], False),
    ],
)
def test_guests_of_a_grade(offices: list[dict[str, Any]], judged: bool) -> None:
    said = document("JP", {"type": "photograph"}, offices, grade="official")
    said["parties"][0]["country"] = "US"
    if not offices:
        said["people"] = [{"id": "p", "name": "A"}]
    assert found(said) == []  # everybody says official of all visits
    said["claims"] = [{"field": "/grade", "value": "official", "claimed_by": ["jp"]}]
    assert found(said) == []
    said["claims"][0]["claimed_by"] = ["h"]
    assert [one.code for one in found(said)] == (["VDC105"] if judged else [])


def test_guests_of_a_grade_without_principals() -> None:
    said = document("JP", {"type": "photograph"}, [STATE], grade="working")
    said["parties"][0]["principals"] = ["nobody"]
    assert found(said) == []


@pytest.mark.parametrize(
    ("relation", "step", "judged"),
    [
        ({"kind": "not_recognized"}, salute(21), True),
        ({"kind": "none"}, salute(21), False),
        ({"kind": "not_recognized", "since": "2024"}, salute(21), False),
        ({"kind": "not_recognized", "parties": ["jp", "other"]}, salute(21), False),
        ({"kind": "not_recognized"}, salute(21, kind="minute"), False),
        ({"kind": "not_recognized"}, salute(21, honorees=["nobody"]), False),
        ({"kind": "not_recognized"}, salute(21, honorees=["h"]), False),
    ],
)
def test_recognition(relation: dict[str, Any], step: dict[str, Any], judged: bool) -> None:
    said = document("CA", step, [STATE], relations=[{"parties": ["h", "jp"], **relation}])
    assert [one.code for one in found(said)] == (["VDC106"] if judged else [])
    said["parties"][1]["country"] = "US"
    assert found(said) == []

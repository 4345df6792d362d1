"""`visitdata.check`: one call for the model and the rules."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata.checker import rulebook

BACKWARD = {"start": "2023-11-03", "end": "2023-11-01"}


@pytest.fixture
def backward(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, **BACKWARD}


def test_whatever_says_a_visit_is_judged(tmp_path: Path, backward: dict[str, Any]) -> None:
    text = json.dumps(backward)
    (tmp_path / "a.json").write_text(text)
    for given in (backward, text, text.encode(), visitdata.from_dict(backward), tmp_path / "a.json", tmp_path):
        assert [finding.code for finding in visitdata.check(given)] == ["VDT001"]
    assert [finding.span is None for finding in visitdata.check(backward)] == [True]


def test_what_is_no_visit_is_not_judged(backward: dict[str, Any]) -> None:
    assert {finding.code for finding in visitdata.check({**backward, "grade": "oficial"})} == {"VDS004"}
    assert {finding.code for finding in visitdata.check("{")} == {"VDP005"}
    assert {finding.code for finding in visitdata.check(Path("nowhere.json"))} == {"VDP001"}
    assert visitdata.validate(backward) == []


def test_a_path_that_fails_is_a_finding() -> None:
    class Failing:
        def __fspath__(self) -> str:
            raise RuntimeError

    assert [finding.code for finding in visitdata.check(Failing())] == ["VDP001"]


@pytest.mark.parametrize("select", [["VDT001"], "VDT001", ("vdt",)])
def test_rules_are_chosen(backward: dict[str, Any], select: Any) -> None:
    assert len(visitdata.check(backward, select=select)) == 1
    assert visitdata.check(backward, ignore=select) == []


def test_the_day_is_given(document: dict[str, Any]) -> None:
    document |= {"status": "planned", "end": "2023-11-02"}
    assert visitdata.check(document) == []
    assert [finding.code for finding in visitdata.check(document, as_of=date(2026, 1, 1))] == ["VDT012"]


@pytest.mark.parametrize(
    "options", [{"select": ["VDT9"]}, {"evidence": "nowhere"}, {"profiles": ["nowhere.json"]}, {"ignore": [""]}]
)
def test_what_cannot_be_used_is_refused_in_one_line(document: dict[str, Any], options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z"):
        visitdata.check(document, **options)


def test_a_profile_of_ones_own_takes_the_place_of_another(tmp_path: Path, document: dict[str, Any]) -> None:
    document["people"] = [{"id": "guest", "party": "pk", "offices": [{"level": "head_of_state"}]}]
    document["program"] = [{"type": "gun_salute", "guns": 21, "honorees": ["guest"]}]
    profile = {
        "country": "AZ",
        "sources": {"house": {"title": "House rules of an invented host"}},
        "salutes": [{"office": "head_of_state", "guns": [19], "sources": ["house"]}],
    }
    (tmp_path / "az.json").write_text(json.dumps(profile))
    assert visitdata.check(document) == []
    found = visitdata.check(document, profiles=[tmp_path / "az.json"])
    assert [finding.code for finding in found] == ["VDC101"]
    assert rulebook.plan(profiles=[tmp_path]).settings.profiles["AZ"].country == "AZ"

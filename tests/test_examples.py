"""The examples are real visits: valid, canonical, clean, each reference leading to a record."""

import json
from pathlib import Path

import pytest

from visitdata import dumps, load, loads, read
from visitdata.model import Claim, Visit
from visitdata.model.formats import REF
from visitdata.model.kinds import ManyKind
from visitdata.schemas.check import check

EXAMPLES = sorted((Path(__file__).parent.parent / "docs" / "examples").glob("*.json"))


def references(visit: Visit) -> set[str]:
    found = set()
    for _, node in visit.walk():
        for name, value in node.__dict__.items():
            kind = node.__fields__[name].kind
            if kind is REF:
                found.add(value)
            elif isinstance(kind, ManyKind) and kind.item is REF:
                found.update(value)
    return found


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_clean(path: Path) -> None:
    visit = load(path)
    assert visit.id == path.stem
    assert dumps(visit).encode() == path.read_bytes()
    assert loads(dumps(visit, compact=True)) == visit
    ids = [node.__dict__["id"] for _, node in visit.walk() if "id" in node.__dict__]
    assert len(ids) == len(set(ids))
    assert references(visit) <= set(ids)
    assert check(json.loads(path.read_bytes()), "jsonschema") == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_preferred_value_of_a_claim_stands_in_its_field(path: Path) -> None:
    visit = load(path)
    for claim in visit.claims:
        if claim.standing == "preferred":
            about = visit.pointer(claim.about) if claim.about else ""
            value = visit.at(about + claim.field)
            assert plain(value) == claim.value, claim


def plain(value: object) -> object:
    return str(value) if not isinstance(value, int | float | tuple) else value


def test_links_between_the_stays_of_one_tour_lead_to_documents() -> None:
    visits = {visit.id: visit for visit in read(EXAMPLES[0].parent)}
    tour = visits["tw-tour-2023-03-29"]
    stays = [related.visit for related in tour.related if related.relation == "contains"]
    assert len(stays) == 4
    assert set(stays) <= set(visits)
    assert all(any(back.visit == tour.id for back in visits[stay or ""].related) for stay in stays)


def test_the_mishap_in_kyiv_keeps_both_accounts() -> None:
    visit = load(EXAMPLES[0].parent / "ua-lk-2010-06-30.json")
    anthem = visit.activity("anthem-ua")
    assert anthem.status == "not_held"
    claims: list[Claim] = [claim for claim in visit.claims if claim.about == "anthem-ua"]
    assert {(claim.value, claim.standing, claim.account) for claim in claims} == {
        ("not_held", "preferred", "ukrainska-pravda-video"),
        ("held", "rival", "presidential-website"),
    }
    guard = visit.activity("guard").activity
    assert guard.overlaps == "anthem-lk"
    assert guard.status == "held_irregularly"


def test_the_arrival_ceremony_in_washington() -> None:
    visit = load(EXAMPLES[0].parent / "us-jp-2024-04-08.json")
    salutes = [placed for placed in visit.activities() if placed.activity.type == "gun_salute"]
    assert [getattr(placed.activity, "guns", None) for placed in salutes] == [19]
    assert str(salutes[0].date) == "2024-04-10"

"""Rules of references, claims and parties: what documents cannot show well."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

import visitdata
from visitdata import model, testing
from visitdata.findings import Finding
from visitdata.model import EDTF, Node, Place, Visit
from visitdata.model.formats import REF
from visitdata.rules import references
from visitdata.rules.engine import catalog, run
from visitdata.rules.engine.settings import Settings

PLAN = catalog.plan(Settings(select=("VDR", "VDM")))

PK = {"id": "pk", "role": "guest", "kind": "state", "country": "PK"}
AZ = {"id": "az", "role": "host", "kind": "state", "country": "AZ"}
PEOPLE = [{"id": "munir", "name": "Asim Munir", "party": "pk"}, {"id": "hasanov", "party": "az"}]


def judged(**said: Any) -> list[Finding]:
    document = {"schema_version": "1.0", "id": "v", "parties": [PK, AZ], "people": PEOPLE, **said}
    return run.judge(visitdata.loads(json.dumps(document)), PLAN)


def codes(**said: Any) -> list[str]:
    return [finding.code for finding in judged(**said)]


@settings(max_examples=60)
@given(testing.visits())
def test_no_document_makes_a_rule_fail(visit: Visit) -> None:
    assert not [finding for finding in run.judge(visit, PLAN) if finding.code == "VDZ002"]


def test_every_field_that_holds_references_says_what_it_may_name() -> None:
    classes = [cls for cls in vars(model).values() if isinstance(cls, type) and issubclass(cls, Node)]
    of_class = {
        (cls.__name__, field.name)
        for cls in classes
        for field in cls.__fields__.values()
        if getattr(field.kind, "item", field.kind) is REF
    }
    assert {name for _, name in of_class} == set(references._ALLOWED)
    assert set(references._ALLOWED_IN) <= of_class


def test_an_unresolved_reference_has_a_hint_and_a_fix_where_one_id_is_near() -> None:
    (finding,) = judged(program=[{"type": "toast", "speaker": "hasanof"}])
    assert finding.message == "no record has the id hasanof"
    assert finding.hint == "did you mean hasanov?"
    assert finding.fix is not None
    assert not finding.fix.is_safe
    assert [(one.pointer, one.value) for one in finding.fix.edits] == [("/program/0/speaker", '"hasanov"')]


def test_each_reference_is_reported() -> None:
    found = judged(program=[{"type": "toast", "speaker": "hasanof"}, {"type": "toast", "speaker": "hasanof"}])
    assert [finding.pointer for finding in found] == ["/program/0/speaker", "/program/1/speaker"]
    assert {finding.hint for finding in found} == {"did you mean hasanov?"}


def test_where_two_ids_are_near_nothing_is_fixed() -> None:
    people = [{"id": "hasanov-1"}, {"id": "hasanov-2"}]
    (finding,) = judged(people=people, program=[{"type": "toast", "speaker": "hasanov"}])
    assert finding.hint is not None
    assert finding.fix is None


def test_a_hint_names_only_what_would_make_sense_there() -> None:
    (finding,) = judged(
        topics=[{"id": "hasanof-visit"}], program=[{"type": "meeting", "topics": [{"topic": "hasanova"}]}]
    )
    assert finding.hint is None


def test_hints_end_where_a_document_has_too_many_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "_COMPARISONS", 6)
    first, second = judged(program=[{"type": "toast", "speaker": "hasanof"}, {"type": "toast", "speaker": "munis"}])
    assert (first.hint, second.hint) == ("did you mean hasanov?", None)


def test_of_two_records_with_one_id_the_first_is_related() -> None:
    (finding,) = judged(topics=[{"id": "pk"}])
    assert finding.message == "two records have the id pk: a Party and a Topic"
    assert [one.pointer for one in finding.related] == ["/parties/0/id"]


def test_a_record_of_the_wrong_kind_is_named() -> None:
    (finding,) = judged(program=[{"type": "meeting", "place": "munir"}])
    assert finding.message == "munir is a Person, which makes no sense as `place`"
    assert finding.values == ("munir", "Person")
    assert finding.hint == "it may name: Place, Party, Organization"


def test_a_long_circle_is_told_once_and_shortly() -> None:
    places = [{"id": f"p{index}", "within": f"p{(index + 1) % 9}"} for index in range(9)]
    (finding,) = judged(places=places)
    assert finding.message == "in a circle, each lies within the next: p0, p1, p2, p3, p4"
    assert finding.pointer == "/places/8/within"
    assert [one.pointer for one in finding.related] == ["/places/0/id"]


def test_a_chain_of_thousands_is_followed() -> None:
    places = [{"id": f"p{index}", "within": f"p{index + 1}"} for index in range(3000)]
    assert codes(places=[*places, {"id": "p3000"}]) == []


def test_links_to_titles_and_participants_without_a_record_are_no_edges() -> None:
    documents = [{"id": "mou", "links": [{"kind": "mentions", "title": "another"}]}]
    assert codes(documents=documents, delegations=[{"id": "d", "members": [{"description": "aides"}]}]) == []


def test_a_circle_of_spouses_is_none() -> None:
    people = [{"id": "a", "spouse_of": "b"}, {"id": "b", "spouse_of": "a"}]
    assert codes(people=people) == []


def test_a_name_put_twice_can_be_mended_safely() -> None:
    (finding,) = judged(program=[{"type": "prayer", "led_by": ["munir", "hasanov", "munir"]}])
    assert finding.code == "VDR005"
    assert finding.fix is not None
    assert finding.fix.is_safe
    assert [(one.pointer, one.value) for one in finding.fix.edits] == [("/program/0/led_by", '["munir", "hasanov"]')]


# Claims


CORRECTED = {"record": {"corrections": [{"about": "nobody", "field": "/x"}, {"old": "z"}]}}


@pytest.mark.parametrize(
    "claim",
    [
        {"about": "nobody", "field": "/x", "value": "y"},
        {"about": "nobody", "field": "/grade", "value": "y", "standing": "preferred"},
    ],
)
def test_a_claim_about_nothing_is_judged_by_its_reference_alone(claim: dict[str, Any]) -> None:
    assert codes(claims=[claim]) == ["VDR001"]


def test_a_correction_of_nothing_is_judged_by_its_reference_alone() -> None:
    assert codes(**CORRECTED) == ["VDR001"]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("/", "a Visit has no field ``"),
        ("/program/9", "`program` has no item `9`"),
        ("/program/talks/speaker", "a Meeting has no field `speaker`"),
        ("/program/1/nothing", "an Activity has no field `nothing`"),
        ("/parties/pk/principals/munir", "`principals` has no item `munir`"),
        ("/title/x", "`title` holds nothing that has a `x`"),
        ("/program/talks/type/x", "`type` holds nothing that has a `x`"),
    ],
)
def test_a_pointer_that_leads_nowhere_says_where(field: str, why: str) -> None:
    (finding,) = judged(program=[{"type": "meeting", "id": "talks"}], claims=[{"field": field}])
    assert (finding.code, finding.message) == ("VDR006", why)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("/program/talks/type", "meal"),
        ("/program/1/speaker", "munir"),
        ("/parties/pk/principals/0", "munir"),
        ("/titles/en", "A visit"),
        ("/extensions/a/b/c", [1]),
        ("/extensions", {"a": 1}),
        ("/claims/0/value/x", 1),
        ("/parties/0/identifiers/wikidata", "Q843"),
        ("/program/talks/present/value", 4.0),
        ("/program/talks/place", "pk"),
        ("/program/talks/when", {"date": "2023"}),
        ("/people/munir", {"id": "munir", "party": "pk"}),
    ],
)
def test_a_pointer_is_followed_through_the_classes(field: str, value: Any) -> None:
    claim = {"field": field, "value": value, "standing": "rival"}
    assert codes(program=[{"type": "meeting", "id": "talks"}], claims=[claim]) == []


def test_of_two_records_with_one_id_the_one_in_the_list_is_meant() -> None:
    claim = {"field": "/topics/pk/label", "value": "trade", "standing": "rival"}
    assert codes(topics=[{"id": "pk", "label": "x"}], claims=[claim]) == ["VDR002"]
    assert codes(topics=[{"id": "trade", "label": "x"}], claims=[claim]) == ["VDR006"]


def test_ids_inside_a_claimed_record_are_references() -> None:
    claim = {
        "field": "/people/munir",
        "value": {"party": "px", "offices": [{"organization": "army"}]},
        "standing": "rival",
    }
    found = judged(claims=[claim])
    pointers = [finding.pointer for finding in found]
    assert pointers == ["/claims/0/value/party", "/claims/0/value/offices/0/organization"]


def test_a_value_that_cannot_be_is_shown_shortly() -> None:
    (finding,) = judged(claims=[{"field": "/grade", "value": "x" * 200, "standing": "rival"}])
    assert finding.code == "VDR007"
    assert len(finding.message) < 120


@pytest.mark.parametrize(("field", "value"), [("/titles", {}), ("/hosts", []), ("/title", ""), ("/start", "May")])
def test_a_value_that_says_nothing_stands_nowhere(field: str, value: Any) -> None:
    about = {"about": "talks"} if field == "/hosts" else {}
    claim = {**about, "field": field, "value": value, "standing": "rival"}
    assert codes(program=[{"type": "meeting", "id": "talks"}], claims=[claim]) == ["VDR007"]


def test_one_id_for_a_list_can_be_mended() -> None:
    (finding,) = judged(
        program=[{"type": "prayer", "id": "p"}], claims=[{"about": "p", "field": "/led_by", "value": "pk"}]
    )
    assert finding.fix is not None
    assert [(one.pointer, one.value) for one in finding.fix.edits] == [("/claims/0/value", '["pk"]')]


def test_a_preferred_value_that_differs_is_an_error_though_others_differ_too() -> None:
    claims = [
        {"field": "/grade", "value": "state", "standing": "preferred"},
        {"field": "/grade", "value": "working", "standing": "rival"},
    ]
    (finding,) = judged(grade="official", claims=claims)
    assert (finding.code, finding.severity) == ("VDR008", "error")
    assert finding.message == '"state" is preferred for `/grade`, which says "official"'
    assert finding.values == ('"state"', '"official"')


@pytest.mark.parametrize(
    ("about", "field", "value", "expected"),
    [
        ("talks", "/status", "planned", ["VDR008"]),
        ("talks", "/status", "held", []),
        ("talks", "/when/date", "2023-11-02", ["VDR008"]),
        ("talks", "/place", "pk", ["VDR008"]),
        ("talks", "/present", {"value": 0}, []),
        ("talks", "/present/value", 0, []),
        ("talks", "/present", {"value": 5}, ["VDR008"]),
        ("munir", "/honorific", "H.E.", ["VDR008"]),
        ("talks", "/hosts", ["az", "pk"], []),
        ("talks", "/hosts", ["az"], ["VDR008"]),
        ("talks", "/type", "meeting", []),
        ("talks", "/label", 7, ["VDR007"]),
        ("v", "/extensions/a", 7, []),
        ("v", "/title", None, []),
    ],
)
def test_a_preferred_value_stands_in_the_field_or_follows_for_it(
    about: str, field: str, value: Any, expected: list[str]
) -> None:
    program = [{"type": "meeting", "id": "talks", "hosts": ["pk", "az"], "present": {"value": 0}}]
    claim = {"about": about, "field": field, "standing": "preferred"} | ({} if value is None else {"value": value})
    assert codes(start="2023-11-01", program=program, claims=[claim]) == expected


def test_a_long_preferred_value_is_shown_shortly() -> None:
    (finding,) = judged(title="y" * 300, claims=[{"field": "/title", "value": "x" * 300, "standing": "preferred"}])
    assert len(finding.message) < 250


# Parties


def test_who_is_replaced_in_what_is_planned_may_stand_beside() -> None:
    listed = [{"ref": "munir"}, {"ref": "hasanov", "replaces": "munir"}]
    assert codes(program=[{"type": "meeting", "participants": listed}]) == ["VDR014"]
    assert codes(status="planned", program=[{"type": "meeting", "participants": listed}]) == []
    assert codes(delegations=[{"label": "guests", "members": listed}]) == ["VDR014"]


@pytest.mark.parametrize(
    "listed",
    [
        [{"ref": "munir", "attendance": "absent"}, {"ref": "hasanov", "replaces": "munir"}],
        [{"ref": "munir"}, {"ref": "hasanov", "replaces": "munir", "attendance": "absent"}],
        [{"ref": "pk"}, {"ref": "hasanov", "replaces": "pk"}],
        [{"ref": "munir", "replaces": "munir"}],
    ],
)
def test_who_is_not_there_or_no_person_is_not_replaced(listed: list[dict[str, Any]]) -> None:
    assert codes(program=[{"type": "meeting", "participants": listed}]) == []


def test_who_stands_with_a_party_by_name_has_that_side() -> None:
    one = {"ref": "hasanov", "party": "pk", "side": "guest"}
    assert codes(program=[{"type": "meeting", "participants": [one]}]) == []
    (finding,) = judged(program=[{"type": "meeting", "participants": [{**one, "side": "host"}]}])
    assert finding.message == "pk is put on the side of the host and belongs to the guest, pk"
    assert [one.pointer for one in finding.related] == ["/parties/0/role"]


@pytest.mark.parametrize("listed", [[{"side": "guest", "count": {"value": 2}}], [{"ref": "x", "side": "guest"}]])
def test_of_whom_nothing_is_known_no_side_is_wrong(listed: list[dict[str, Any]]) -> None:
    assert set(codes(people=[{"id": "munir"}], program=[{"type": "meeting", "participants": listed}])) <= {"VDR001"}


def test_a_group_may_be_on_both_sides() -> None:
    listed = [{"ref": "press", "side": "guest"}, {"ref": "press", "side": "host"}]
    assert codes(delegations=[{"id": "press"}], program=[{"type": "meeting", "participants": listed}]) == []


def test_leaders_without_a_side_are_no_matter() -> None:
    parties = [
        {**PK, "principals": ["nobody", "az", "aide"]},
        AZ,
        {"id": "un", "role": "third", "principals": ["munir"]},
    ]
    found = codes(parties=parties, people=[*PEOPLE, {"id": "aide"}], delegations=[{"label": "staff"}, {"party": "pk"}])
    assert set(found) == {"VDR001", "VDR003"}


def test_a_place_is_reported_once_and_where_its_country_is_told() -> None:
    places = [{"id": "bristol", "country": "US"}, {"id": "hall", "within": "bristol"}]
    program = [{"type": "meeting", "place": "hall"}, {"type": "meal", "place": "bristol"}]
    (finding,) = judged(places=places, program=program)
    assert finding.pointer == "/places/0/country"
    assert finding.values == ("bristol", "US")
    assert [one.pointer for one in finding.related] == ["/parties/1/country", "/program/0/place"]


def test_places_in_a_circle_come_to_an_end() -> None:
    places = [{"id": "a", "within": "b"}, {"id": "b", "within": "a", "country": "AZ"}]
    assert codes(places=places, program=[{"type": "meeting", "place": "a"}]) == ["VDR004"]


def test_a_place_in_the_country_of_a_related_visit_is_no_slip() -> None:
    places = [{"id": "tbilisi", "country": "GE"}]
    program = [{"type": "meeting", "place": "tbilisi"}]
    assert codes(places=places, program=program) == ["VDR015"]
    assert codes(places=places, program=program, related=[{"relation": "followed_by", "country": "GE"}]) == []
    assert codes(places=places, program=program, parties=[PK, {"id": "az", "role": "host"}]) == []


def test_a_contested_country_of_a_place_is_judged_milder() -> None:
    claim = {"about": "hall", "field": "/country", "value": "AZ", "standing": "rival"}
    places = [{"id": "hall", "country": "US"}]
    (finding,) = judged(places=places, claims=[claim], program=[{"type": "meeting", "place": "hall"}])
    assert finding.severity == "info"


def test_the_same_object_may_stand_in_two_places() -> None:
    place = Place(id="hall", name="Hall")
    visit = Visit(id="v", parties=[model.Party(id="az")], places=[place, place], start=EDTF("2023"))
    assert run.judge(visit, PLAN) == []

"""Rules of ceremony, grades, gifts and attendance: what their documents in the corpus do not show."""

from typing import Any

import pytest

import visitdata
from visitdata.findings import Finding

PARTIES = [
    {"id": "pk", "role": "guest", "kind": "state", "country": "PK"},
    {"id": "az", "role": "host", "kind": "state", "country": "AZ"},
    {"id": "tr", "role": "third", "kind": "state", "country": "TR", "name": "Türkiye"},
]
MUNIR = {"id": "munir", "name": "Asim Munir", "party": "pk"}
HASANOV = {"id": "hasanov", "name": "Zakir Hasanov", "party": "az"}
BAKU = {"id": "baku", "country": "AZ"}
EMBASSY = {"id": "embassy", "kind": "embassy of Pakistan", "country": "AZ"}


def said(value: Any) -> Any:
    """A value without what is None."""
    if isinstance(value, dict):
        return {key: said(item) for key, item in value.items() if item is not None}
    return [said(item) for item in value] if isinstance(value, list) else value


def judged(*codes: str, **fields: Any) -> list[Finding]:
    visit: dict[str, Any] = {"schema_version": "1.0", "id": "az-pk", "parties": PARTIES, "people": [MUNIR, HASANOV]}
    return visitdata.check(said({**visit, **fields}), select=codes or ("VDC",))


def office(level: str | None, **more: str) -> dict[str, Any]:
    return {"title": "office", **({"level": level} if level else {}), **more}


def led_by(*offices: dict[str, Any], **guest: Any) -> dict[str, Any]:
    return {
        "parties": [{**PARTIES[0], "principals": ["munir"], **guest}, PARTIES[1]],
        "people": [{**MUNIR, "offices": list(offices) or None}, HASANOV],
        "grade": "state",
    }


@pytest.mark.parametrize("level", ["head_of_government", "minister", "service_chief", "legislature_head"])
def test_who_certainly_is_no_head_of_state_leads_no_state_visit(level: str) -> None:
    (found,) = judged("VDC001", **led_by(office(level)))
    assert found.values == ("state", level)
    assert [one.pointer for one in found.related] == ["/people/0/offices"]
    assert "Asim Munir (office)" in found.message


@pytest.mark.parametrize(
    "fields",
    [
        led_by(office("head_of_state")),
        led_by(office("royal")),
        led_by(office("viceroy")),
        led_by(office("minister"), office(None)),
        led_by(office("other")),
        led_by(office("party_leader")),
        led_by(office("minister", qualifier="acting")),
        led_by(office("minister"), kind="international_organization"),
        led_by(office("minister"), mandated_by=["alvi"]),
        led_by(office("minister"), principals=["munir", "nobody"]),
        led_by(),
        {**led_by(office("minister")), "grade": "official"},
        {**led_by(office("minister")), "delegations": [{"members": [{"ref": "munir", "on_behalf_of": "alvi"}]}]},
        {
            **led_by(office("minister")),
            "program": [{"type": "arrival", "participants": [{"ref": "munir", "on_behalf_of": "alvi"}]}],
        },
    ],
)
def test_who_may_stand_for_a_head_of_state_may_pay_a_state_visit(fields: dict[str, Any]) -> None:
    assert judged("VDC001", **fields) == []


def test_the_head_of_the_delegation_leads_a_guest_without_principals() -> None:
    fields = led_by(office("minister"))
    fields["parties"][0].pop("principals")
    assert judged("VDC001", **fields) == []
    found = judged("VDC001", **fields, delegations=[{"party": "pk", "head": "munir"}])
    assert [one.pointer for one in found] == ["/grade"]


def test_a_contested_grade_is_judged_milder() -> None:
    claims = [{"field": "/grade", "value": "official", "claimed_by": ["az"]}]
    (found,) = judged("VDC001", **led_by(office("minister")), claims=claims)
    assert found.severity == "info"
    assert found.message.endswith("(accounts differ on it)")


def test_nobody_has_to_hold_grades_that_agree() -> None:
    claims: list[dict[str, Any]] = [{"field": "/grade", "value": "state"}, {"field": "/grade", "value": "state"}]
    assert judged("VDC002", claims=claims) == []
    assert judged("VDC002", claims=[*claims, {"field": "/grade", "value": 7}, {"field": "/grade"}]) == []
    claims.append({"field": "/grade", "value": "official", "account": "ministry"})
    assert [one.pointer for one in judged("VDC002", claims=claims)] == ["/claims/0", "/claims/1"]


GUARD = {"type": "honor_guard", "reviewed_by": ["munir"]}
SALUTE = {"type": "gun_salute", "guns": 21, "honorees": ["munir"]}
BANQUET = {"type": "meal", "kind": "state_banquet"}


@pytest.mark.parametrize("step", [GUARD, SALUTE, BANQUET, {"type": "gun_salute"}])
def test_honors_go_with_no_private_visit(step: dict[str, Any]) -> None:
    (found,) = judged("VDC003", grade="private", program=[step])
    assert found.values == ("private", step["type"])
    assert [one.pointer for one in found.related] == ["/program/0"]
    assert judged("VDC003", grade="private", program=[{**step, "status": "planned"}]) == []
    assert judged("VDC003", grade="private", status="planned", program=[step]) == []


@pytest.mark.parametrize(
    "step",
    [
        {**SALUTE, "kind": "minute"},
        {**SALUTE, "honorees": ["hasanov"]},
        {**GUARD, "during": "funeral"},
        {"type": "march_past"},
        {"type": "meal", "kind": "dinner"},
    ],
)
def test_honors_to_others_do_not_count(step: dict[str, Any]) -> None:
    assert judged("VDC003", grade="private", program=[step]) == []


def test_a_march_past_at_an_arrival_counts() -> None:
    program = [{"type": "arrival", "steps": [{"type": "march_past"}]}]
    assert [one.values for one in judged("VDC003", grade="private", program=program)] == [("private", "march_past")]


@pytest.mark.parametrize("code", ["VDC004", "VDC006"])
def test_a_period_may_tell_to_what_the_grade_applies(code: str) -> None:
    grade = "working" if code == "VDC004" else "transit"
    assert len(judged(code, grade=grade, program=[SALUTE, GUARD, BANQUET])) == 2
    assert judged(code, grade=grade, program=[SALUTE], periods=[{"kind": "graded"}]) == []


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2023-03-29", "2023-04-02", 0),
        ("2023-03-29", "2023-04-03", 1),
        ("2023-03-29~", "2023-04-03", 0),
        ("2023-03-29", "2023-04-03~", 0),
        ("2023-03", "2023-04-03", 0),
        ("2023-03", "2023-05", 1),
        ("2023-03-29", None, 0),
        ("../2023-03-29", "2023-04-03/..", 1),
    ],
)
def test_a_transit_is_too_long_only_for_certain(start: str, end: str | None, count: int) -> None:
    assert len(judged("VDC005", grade="transit", start=start, end=end)) == count


def test_an_inviter_who_is_not_told_is_not_judged() -> None:
    people = [{**HASANOV, "offices": [office("minister")]}, MUNIR]
    fields: dict[str, Any] = {"grade": "state", "people": people}
    assert len(judged("VDC007", **fields, invitation={"by": ["hasanov"]})) == 1
    for by in (["az"], ["nobody"], ["hasanov", "nobody"], ["munir"]):
        assert judged("VDC007", **fields, invitation={"by": by}) == []
    assert judged("VDC007", **fields, invitation={"to": ["munir"]}) == []


ANTHEMS = {"type": "anthems", "parties": ["pk", "tr"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"parties": [*PARTIES[:2], {**PARTIES[2], "principals": ["guler"]}]},
        {"parties": [*PARTIES[:2], {**PARTIES[2], "role": "convener"}]},
        {"parties": [*PARTIES[:2], {**PARTIES[2], "kind": "vessel"}]},
        {"parties": PARTIES[:2]},
        {"delegations": [{"party": "tr"}]},
        {"program": [ANTHEMS, {"type": "meeting", "participants": [{"description": "others", "party": "tr"}]}]},
        {"program": [ANTHEMS, {"type": "meeting", "hosts": ["tr"]}]},
        {"program": [ANTHEMS, {"type": "meeting", "place": "tr"}]},
        {"program": [{**ANTHEMS, "status": "cancelled"}]},
        {"program": [{**ANTHEMS, "place": "ankara"}], "places": [{"id": "ankara", "country": "TR"}]},
    ],
)
def test_who_is_there_has_an_anthem(fields: dict[str, Any]) -> None:
    assert judged("VDC008", **{"program": [ANTHEMS], **fields}) == []


def test_the_anthem_of_a_bystander_names_it() -> None:
    (found,) = judged("VDC008", program=[ANTHEMS, {"type": "meeting", "participants": [{"ref": "munir"}]}])
    assert (found.pointer, found.values) == ("/program/0/parties/1", ("tr",))
    assert "Türkiye" in found.message
    assert found.related[0].pointer == "/parties/2/role"


@pytest.mark.parametrize(
    ("guns", "kind", "count"), [(20, None, 1), (2, "national", 1), (62, None, 0), (20, "minute", 0)]
)
def test_even_salutes(guns: int, kind: str | None, count: int) -> None:
    assert len(judged("VDC009", program=[{"type": "gun_salute", "guns": guns, "kind": kind}])) == count


@pytest.mark.parametrize(
    "steps",
    [
        [{"guns": 21, "id": "a", "kind": "national"}, {"answers": "a"}],
        [{"guns": 21, "id": "a", "kind": "national"}, {"guns": 17, "answers": "nobody"}],
        [{"guns": 21, "id": "a", "kind": "national", "answers": "a"}],
        [{"guns": 21, "id": "a", "kind": "national"}, {"guns": 17, "answers": "munir"}],
    ],
)
def test_a_return_salute_of_which_too_little_is_told(steps: list[dict[str, Any]]) -> None:
    assert judged("VDC013", program=[{"type": "gun_salute", **step} for step in steps]) == []


def test_two_guards_of_two_units_may_come_in_any_order() -> None:
    first = {"type": "honor_guard", "action": "inspected", "units": ["army"]}
    second = {"type": "honor_guard", "action": "mounted", "units": ["navy"]}
    program = [{"type": "arrival", "steps": [first, second]}]
    assert judged("VDC014", program=program) == []
    program = [{"type": "arrival", "steps": [first, {**second, "units": ["army"], "unplaced": True}]}]
    assert judged("VDC014", program=program) == []


HOST_GUARD = {"type": "honor_guard", "reviewed_by": ["hasanov"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"parties": [PARTIES[1]], "program": [HOST_GUARD]},
        {"program": [{**HOST_GUARD, "irregularities": [{"kind": "person"}]}]},
        {"program": [{**HOST_GUARD, "commander": "munir"}]},
        {"program": [{**HOST_GUARD, "reviewed_by": ["hasanov", "nobody"]}]},
        {"program": [{"type": "arrival", "steps": [HOST_GUARD, GUARD]}]},
        {"program": [{**HOST_GUARD, "place": "home"}], "places": [{"id": "home", "country": "PK"}]},
        {"program": [{**HOST_GUARD, "place": "embassy"}], "places": [EMBASSY]},
        {"program": [{**HOST_GUARD, "place": "un"}], "organizations": [{"id": "un", "name": "United Nations"}]},
        {"program": [{**HOST_GUARD, "status": "planned"}]},
    ],
)
def test_a_host_who_may_review_a_guard(fields: dict[str, Any]) -> None:
    assert judged("VDC015", **fields) == []


@pytest.mark.parametrize("place", [None, "baku", "loop", "nowhere", "mod", "hasanov"])
def test_a_host_who_reviews_his_own_guard(place: str | None) -> None:
    places = [BAKU, {"id": "loop", "within": "loop"}]
    organizations = [{"id": "mod", "name": "Ministry of Defense", "party": "az"}]
    program = [{**HOST_GUARD, "place": place}]
    assert len(judged("VDC015", places=places, organizations=organizations, program=program)) == 1


def test_a_book_that_the_guest_signs_as_well() -> None:
    own = {"type": "book_signing", "signers": ["hasanov"]}
    steps = [own, {"type": "book_signing", "signers": ["munir"]}]
    assert judged("VDC016", program=[{"type": "ceremony", "steps": steps}]) == []
    assert judged("VDC016", places=[EMBASSY], program=[{**own, "place": "embassy"}]) == []
    assert [one.values for one in judged("VDC016", program=[own])] == [("hasanov",)]


def test_who_greets_whom_can_be_swapped_by_a_fix() -> None:
    greeting = {"type": "greeting", "greeters": ["munir"], "greeted": ["hasanov"]}
    (found,) = judged("VDC017", program=[{"type": "arrival", "steps": [greeting]}])
    assert found.fix is not None
    assert not found.fix.is_safe
    assert [(one.pointer, one.value) for one in found.fix.edits] == [
        ("/program/0/steps/0/greeters", '["hasanov"]'),
        ("/program/0/steps/0/greeted", '["munir"]'),
    ]
    assert judged("VDC017", program=[greeting]) == []


def test_a_meal_in_honor_of_its_giver() -> None:
    meal = {"type": "meal", "given_by": ["munir"], "in_honor_of": ["munir"]}
    assert len(judged("VDC018", program=[meal])) == 1
    assert judged("VDC018", program=[{"type": "meal", "given_by": ["nobody"], "in_honor_of": ["hasanov"]}]) == []
    hosts = {"type": "meal", "given_by": ["az"], "in_honor_of": ["hasanov"]}
    assert judged("VDC018", parties=[PARTIES[1]], program=[hosts]) == []


def test_a_month_of_silence_is_mended_to_a_minute() -> None:
    (found,) = judged("VDC020", program=[{"type": "silence", "duration": {"value": "P2M"}}])
    assert found.fix is not None
    assert [one.value for one in found.fix.edits] == ['"PT2M"']
    (found,) = judged("VDC020", program=[{"type": "silence", "duration": {"value": "P2D"}}])
    assert found.fix is None


def test_acts_that_differ_in_anything_are_two() -> None:
    book = {"type": "book_signing", "signers": ["munir"]}
    assert len(judged("VDC021", program=[book, {**book, "id": "b", "citations": [{"source": "x"}]}])) == 1
    for other in ({"note": "the second book"}, {"status": "planned"}, {"book": "guest"}, {"place": "baku"}):
        assert judged("VDC021", program=[book, {**book, **other}]) == []


GIFTS = {"type": "gift_exchange", "direction": "presented"}


def test_gifts_of_a_third_go_one_way_beside_those_of_the_guest() -> None:
    gifts = [{"giver": ["pk"]}, {"giver": ["tr"]}, {"giver": ["nobody"]}]
    assert judged("VDC043", program=[{**GIFTS, "gifts": gifts}]) == []


def test_a_handover_to_its_giver() -> None:
    program = [{"type": "handover", "giver": ["munir"], "recipient": ["hasanov", "munir"]}]
    (found,) = judged("VDC041", program=program)
    assert (found.pointer, found.hint, found.severity) == ("/program/0/recipient/1", None, "warning")


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Ordre national du Mérite", 0),
        ("Orden de Isabel la Católica", 1),
        ("Grand Cross of the Order of Merit", 1),
        ("Collar of the Order of Pakistan", 1),
        ("Medal of Honor", 1),
        ("Replica of the Order of the Bath", 0),
        ("Star of David pendant", 0),
        ("vase", 0),
    ],
)
def test_titles_of_decorations(title: str, count: int) -> None:
    program = [{**GIFTS, "gifts": [{"items": [{"title": title}, {"description": "no title"}]}]}]
    assert len(judged("VDC044", program=program)) == count


def test_a_total_is_repeated_once_however_often() -> None:
    items = [{"title": str(n), "value": {"value": "10", "basis": "total", "label": "10"}} for n in range(3)]
    (found,) = judged("VDC045", program=[{**GIFTS, "gifts": [{"items": [*items, {"title": "book"}]}]}])
    assert found.message == "the total of 10 stands on more than one item"


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ({"type": "greeting", "greeters": ["munir"], "greeted": ["munir"]}, "greeted"),
        ({"type": "introductions", "introduced": ["munir"], "to": ["munir"]}, "to"),
        ({"type": "decoration", "conferred_by": ["munir"], "conferred_on": ["munir"]}, "conferred_on"),
        ({"type": "honor_guard", "commander": "ghost", "reviewed_by": ["ghost"]}, "reviewed_by"),
    ],
)
def test_what_is_done_to_oneself(step: dict[str, Any], field: str) -> None:
    (found,) = judged("VDC061", program=[step])
    severity = "warning" if step["type"] == "decoration" else "error"
    assert (found.pointer, found.severity) == (f"/program/0/{field}", severity)


@pytest.mark.parametrize(
    "step",
    [
        {"type": "gun_salute", "answers": "other"},
        {"type": "greeting", "greeters": ["pk"], "greeted": ["pk"]},
        {"type": "introductions", "introduced": ["munir"], "to": ["hasanov"]},
        {"type": "decoration", "conferred_by": ["munir"], "conferred_on": ["hasanov"]},
        {"type": "meeting", "participants": [{"description": "someone"}, {"ref": "munir", "replaces": "hasanov"}]},
    ],
)
def test_what_is_done_to_another(step: dict[str, Any]) -> None:
    assert judged("VDC061", program=[step]) == []


def test_an_absent_caller_is_an_error_and_milder_where_contested() -> None:
    meeting = {"type": "meeting", "id": "call", "callers": ["munir"]}
    absent = {"ref": "munir", "id": "who", "attendance": "absent"}
    (found,) = judged("VDC062", program=[{**meeting, "participants": [{"description": "x"}, absent]}])
    assert (found.severity, found.values) == ("error", ("absent", "callers"))
    claims = [{"about": "who", "field": "/attendance", "value": "present"}]
    (found,) = judged("VDC062", program=[{**meeting, "participants": [absent]}], claims=claims)
    assert found.severity == "warning"


@pytest.mark.parametrize("status", ["postponed", "tentative", "planned", "confirmed"])
def test_a_guest_is_welcomed_in_no_visit_to_come(status: str) -> None:
    welcome = {"type": "ceremony", "kind": "welcome", "status": "held", "place": "hall"}
    places = [BAKU, {"id": "hall", "within": "baku"}, {"id": "loop", "within": "loop"}]
    (found,) = judged("VDC064", status=status, places=places, program=[welcome])
    assert found.values == ("held", status)
    assert judged("VDC064", status=status, places=places, program=[{**welcome, "place": "loop"}]) == []
    assert judged("VDC064", status=status, places=places, program=[{**welcome, "mode": "virtual"}]) == []


def test_each_party_and_couple_has_its_own_precedence() -> None:
    members = [{"ref": "munir", "precedence": 1}, {"ref": "raza", "precedence": 1}, {"ref": "irum", "precedence": 1}]
    raza = {"id": "raza", "name": "Raza", "party": "pk"}
    irum = {"id": "irum", "party": "pk", "spouse_of": "munir"}
    (found,) = judged("VDC066", delegations=[{"members": members}], people=[MUNIR, HASANOV, raza, irum])
    assert (found.pointer, found.values) == ("/delegations/0/members/1/precedence", (1,))
    unnamed = [{"description": "a", "side": "host", "precedence": 1}, {"description": "b", "precedence": 1}]
    assert judged("VDC066", program=[{"type": "meeting", "participants": unnamed}]) == []


def test_a_car_of_which_the_column_is_not_told_is_not_judged() -> None:
    cars = [{"order": 1, "occupants": ["munir", "pk"]}, {"occupants": ["munir"]}, {"order": 2, "occupants": ["pk"]}]
    assert judged("VDC067", program=[{"type": "arrival", "vehicles": cars}]) == []


def test_more_are_named_than_were_there() -> None:
    meal = {"type": "meal", "present": {"value": 1, "qualifier": "up_to"}}
    both = [{"ref": "munir"}, {"ref": "hasanov"}, {"ref": "pk"}]
    (found,) = judged("VDC068", program=[{**meal, "participants": both}])
    assert found.values == (1, 2)
    assert judged("VDC068", program=[{**meal, "participants": both, "present": {"label": "few"}}]) == []


ARRIVAL = {"type": "arrival", "id": "in", "place": "baku"}
DEPARTURE = {"type": "departure", "id": "out", "place": "baku"}


def order(arrival: dict[str, Any], departure: dict[str, Any], **fields: Any) -> list[Finding]:
    program = [{**DEPARTURE, **departure}, {**ARRIVAL, **arrival}]
    return judged("VDC070", **{"places": [BAKU], "program": program, **fields})


@pytest.mark.parametrize(
    ("arrival", "departure", "order_of_program", "how"),
    [
        ({}, {}, None, "in the order of the program"),
        ({}, {}, "unknown", None),
        ({}, {"unplaced": True}, None, None),
        ({"after": ["out"]}, {}, "unknown", "which is `after` it"),
        ({"when": {"date": "2023-11-03"}}, {"when": {"date": "2023-11-01"}}, "unknown", "by its time"),
        ({"when": {"date": "2023-11-03"}}, {"when": {"date": "2023-11-02~"}}, "unknown", None),
        ({"when": {"date": "2023-11-01"}}, {"when": {"date": "2023-11-03"}}, None, None),
        ({"when": {"date": "2023-11-01"}}, {"when": {"date": "2023-11-01"}}, None, "in the order of the program"),
        ({"participants": [{"ref": "munir"}]}, {"participants": [{"ref": "raza"}]}, None, None),
        (
            {"participants": [{"ref": "munir"}]},
            {"participants": [{"ref": "munir"}]},
            None,
            "in the order of the program",
        ),
        ({"status": "planned"}, {}, None, None),
        ({"place": "gabala"}, {}, None, None),
    ],
)
def test_leaving_before_coming(
    arrival: dict[str, Any], departure: dict[str, Any], order_of_program: str | None, how: str | None
) -> None:
    found = order(arrival, departure, program_order=order_of_program)
    assert [one.message.partition(", ")[2] for one in found] == ([how] if how else [])


def test_times_against_the_order_of_the_program_are_left_to_the_rule_on_order() -> None:
    program = [{**ARRIVAL, "when": {"date": "2023-11-03"}}, {**DEPARTURE, "when": {"date": "2023-11-01"}}]
    assert judged("VDC070", places=[BAKU], program=program) == []
    assert len(judged("VDC070", places=[BAKU], program=program, program_order="unknown")) == 1


def test_only_one_guest_who_comes_once_is_judged() -> None:
    assert order({}, {}, places=[{"id": "baku"}]) == []
    assert order({}, {}, parties=[*PARTIES, {"id": "ir", "role": "guest"}]) == []
    assert judged("VDC070", places=[BAKU], program=[DEPARTURE, ARRIVAL, {**DEPARTURE, "id": "again"}]) == []
    ceremonies = [{"type": "ceremony", "kind": kind, "place": "baku"} for kind in ("farewell", "welcome")]
    (found,) = judged("VDC070", places=[BAKU], program=ceremonies)
    assert found.values == ("ceremony", "ceremony")

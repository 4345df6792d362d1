"""What follows from an activity's place in a visit."""

from typing import Any

import pytest

from visitdata.model import (
    Activity,
    ActivityStatus,
    Ceremony,
    Citation,
    Delegation,
    HonorGuard,
    Meeting,
    Organization,
    Participant,
    Party,
    Person,
    Place,
    Side,
    Visit,
    VisitStatus,
    When,
    WreathLaying,
)


def visit(*program: Activity, **fields: Any) -> Visit:
    return Visit(
        id="v",
        parties=[
            Party(id="pk", role="guest"),
            Party(id="az", role="host"),
            Party(id="ch", role="third"),
            Party(id="mission", role="guest", members=["navy"]),
            Party(id="navy", role="member"),
            Party(id="nobody"),
        ],
        people=[Person(id="munir", party="pk"), Person(id="hasanov", party="az"), Person(id="stray")],
        organizations=[
            Organization(id="mod", party="az"),
            Organization(id="staff", parent="mod"),
            Organization(id="ring", parent="ring"),
        ],
        delegations=[Delegation(id="team", party="pk")],
        places=[
            Place(id="baku", zone="Asia/Baku"),
            Place(id="alley", within="baku"),
            Place(id="nowhere", within="nowhere"),
        ],
        program=program,
        **fields,
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start": "2023-11-01"}, "2023-11-01"),
        ({"start": "2023-11-01", "end": "2023-11-01"}, "2023-11-01"),
        ({"start": "2023-11-01", "end": "2023-11-02"}, None),
        ({"start": "2023-11"}, None),
        ({}, None),
    ],
)
def test_the_date_is_that_of_a_visit_of_one_day(fields: dict[str, Any], expected: str | None) -> None:
    (placed,) = visit(Meeting(), **fields).activities()
    assert (str(placed.date) if placed.date else None) == expected


def test_the_date_is_its_own_or_that_of_its_occasion() -> None:
    welcome = Ceremony(
        when=When(date="2023-11-02"), steps=[HonorGuard(), HonorGuard(when=When(date="2023-11-03", time="10:00"))]
    )
    dates = [str(placed.date) for placed in visit(welcome, start="2023-11-01").activities()]
    assert dates == ["2023-11-02", "2023-11-02", "2023-11-03"]


def test_a_time_alone_leaves_the_date_to_the_whole() -> None:
    (placed,) = visit(Meeting(when=When(time="10:00")), start="2023-11-01").activities()
    assert str(placed.date) == "2023-11-01"


def test_place_and_zone_come_from_the_whole_and_from_what_a_place_lies_in() -> None:
    welcome = Ceremony(
        place="alley", steps=[HonorGuard(), HonorGuard(place="mod"), HonorGuard(when=When(zone="Asia/Tokyo"))]
    )
    ceremony, guard, elsewhere, zoned = visit(welcome).activities()
    assert ceremony.place is ceremony.visit.find("alley")
    assert guard.place is ceremony.place
    assert (ceremony.zone, guard.zone, zoned.zone) == ("Asia/Baku", "Asia/Baku", "Asia/Tokyo")
    assert elsewhere.place is ceremony.visit.find("mod")


@pytest.mark.parametrize("place", ["nowhere", "missing", None])
def test_a_place_without_a_zone_gives_none(place: str | None) -> None:
    (placed,) = visit(Meeting(place=place)).activities()
    assert placed.zone is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, ActivityStatus.HELD),
        (VisitStatus.COMPLETED, ActivityStatus.HELD),
        (VisitStatus.TENTATIVE, ActivityStatus.PLANNED),
        (VisitStatus.PLANNED, ActivityStatus.PLANNED),
        (VisitStatus.CONFIRMED, ActivityStatus.PLANNED),
        (VisitStatus.POSTPONED, ActivityStatus.POSTPONED),
        (VisitStatus.CANCELLED, ActivityStatus.CANCELLED),
        (VisitStatus.UNDER_WAY, ActivityStatus.UNKNOWN),
        (VisitStatus.UNKNOWN, ActivityStatus.UNKNOWN),
    ],
)
def test_the_status_follows_from_that_of_the_visit(status: VisitStatus | None, expected: ActivityStatus) -> None:
    (placed,) = visit(Meeting(), status=status).activities()
    assert placed.status is expected


def test_the_status_is_its_own_then_of_its_plans_then_of_its_occasion() -> None:
    plan, report = Citation(source="x", supports="planned"), Citation(source="y")
    welcome = Ceremony(
        status="cancelled",
        steps=[
            HonorGuard(),
            HonorGuard(status="held"),
            HonorGuard(citations=[plan]),
            HonorGuard(citations=[plan, report]),
        ],
    )
    statuses = [placed.status.value for placed in visit(welcome).activities()]
    assert statuses == ["cancelled", "cancelled", "held", "planned", "cancelled"]


@pytest.mark.parametrize(
    ("ref", "side"),
    [
        ("pk", Side.GUEST), ("az", Side.HOST), ("ch", Side.THIRD), ("mission", Side.GUEST), ("navy", Side.GUEST),
        ("munir", Side.GUEST), ("hasanov", Side.HOST), ("team", Side.GUEST), ("mod", Side.HOST), ("staff", Side.HOST),
        ("nobody", None), ("stray", None), ("ring", None), ("missing", None), ("baku", None),
    ],
)  # fmt: skip
def test_sides(ref: str, side: Side | None) -> None:
    assert visit().side_of(ref) is side


def test_who_took_part() -> None:
    wreath = WreathLaying(laid_by=["munir"], participants=[Participant(description="guards", side="host")])
    occasion = Ceremony(
        participants=[
            Participant(ref="munir", roles=["principal"]),
            Participant(ref="hasanov", attendance="absent"),
            Participant(ref="stray", attendance="expected"),
            Participant(ref="hasanov", party="pk", attendance="remote"),
        ],
        led_by=["staff"],
        hosts=["az"],
        steps=[wreath],
    )
    ceremony, step = visit(occasion).activities()
    assert [(one.ref, one.side, one.does) for one in ceremony.attendees] == [
        ("munir", Side.GUEST, ("laid_by",)),
        ("hasanov", Side.HOST, ()),
        ("stray", None, ()),
        ("hasanov", Side.GUEST, ()),
        (None, Side.HOST, ()),
        ("staff", Side.HOST, ("led_by",)),
    ]
    assert {side: [one.ref for one in them] for side, them in ceremony.sides.items()} == {
        Side.GUEST: ["munir", "hasanov"],
        Side.HOST: [None, "staff"],
    }
    assert [one.ref for one in step.attendees] == [None, "munir"]


def test_an_activity_by_its_id() -> None:
    placed = visit(Ceremony(id="welcome", steps=[HonorGuard(id="guard")])).activity("guard")
    assert placed.pointer == "/program/0/steps/0"
    assert placed.occasion is placed.visit.program[0]
    assert repr(placed) == "<Placed honor_guard guard of v>"
    with pytest.raises(KeyError, match="no activity but a Party"):
        placed.visit.activity("pk")
    with pytest.raises(KeyError, match="no record has the id"):
        placed.visit.activity("missing")


def test_parties_that_are_members_of_each_other_end_the_search_for_a_side() -> None:
    names = [f"k{number}" for number in range(30)]
    parties = [Party(id=name, role="member", members=[other for other in names if other != name]) for name in names]
    organizations = [Organization(id=f"o{number}", parent=f"o{number + 1}") for number in range(3000)]
    tangled = Visit(id="v", parties=parties, organizations=organizations)
    assert tangled.side_of("k0") is None
    assert tangled.side_of("o0") is None


def test_a_participant_of_occasion_and_step_is_listed_once() -> None:
    step = WreathLaying(participants=[Participant(ref="munir"), Participant(ref="hasanov")])
    ceremony, _ = visit(Ceremony(participants=[Participant(ref="munir")], steps=[step])).activities()
    assert [one.ref for one in ceremony.attendees] == ["munir", "hasanov"]

"""Every fact of the report of 1 November 2023 is asked of the loaded object."""

from pathlib import Path

import pytest

from visitdata import load
from visitdata.model import (
    ActivityStatus,
    Anthems,
    BookSigning,
    Ceremony,
    GiftExchange,
    Homage,
    HonorGuard,
    Meeting,
    Person,
    Side,
    SiteVisit,
    Statement,
    Visit,
)

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"


@pytest.fixture(scope="module")
def visit() -> Visit:
    return load(EXAMPLES / "az-pk-2023-11-01.json")


def person(visit: Visit, id: str) -> Person:
    found = visit.find(id)
    assert isinstance(found, Person)
    return found


def said(visit: Visit, meeting: str) -> list[Statement]:
    activity = visit.activity(meeting).activity
    assert isinstance(activity, Meeting)
    return list(activity.statements)


def test_the_visit(visit: Visit) -> None:
    assert visit.grade == "official"
    assert str(visit.start) == "2023-11-01"
    assert {party.id: (party.role, party.country) for party in visit.parties} == {
        "pk": ("guest", "PK"),
        "az": ("host", "AZ"),
        "tr": ("third", "TR"),
    }


def test_the_delegation_and_who_leads_it(visit: Visit) -> None:
    (delegation,) = visit.delegations
    assert delegation.party == "pk"
    leader = person(visit, delegation.head or "")
    assert leader.name == "Syed Asim Munir"
    assert [rank.title for rank in leader.ranks] == ["General"]
    assert [office.title for office in leader.offices] == ["Chief of Pakistan’s Army Staff"]
    assert visit.side_of(leader.id or "") is Side.GUEST


def test_the_tribute_came_before_the_meeting(visit: Visit) -> None:
    tribute = visit.activity("tribute")
    assert isinstance(tribute.activity, SiteVisit)
    place = tribute.place
    assert place is visit.find("alley")
    assert "Alley of Shehids (Martyrs)" in [name.text for name in visit.find("alley").names]
    (homage,) = (step for step in tribute.activity.steps if isinstance(step, Homage))
    assert homage.paid_by == ("pk-delegation",)
    assert homage.honoring is not None
    assert homage.honoring.startswith("sons of the Motherland, who became Shehids for the sovereignty")
    assert "tribute" in visit.activity("talks").activity.after


def test_the_welcome_at_the_ministry(visit: Visit) -> None:
    welcome = visit.activity("welcome")
    assert isinstance(welcome.activity, Ceremony)
    assert welcome.activity.kind == "welcome"
    assert welcome.activity.label == "solemn welcoming ceremony"
    assert welcome.activity.after == ("tribute",)
    assert welcome.status is ActivityStatus.HELD
    assert (str(welcome.date), welcome.zone) == ("2023-11-01", "Asia/Baku")
    assert welcome.place is not None
    assert welcome.place is visit.find("ministry")
    guard, anthems, book = welcome.activity.steps
    assert isinstance(guard, HonorGuard)
    assert (guard.reviewed_by, guard.action) == (("munir",), "passed_along")
    assert isinstance(anthems, Anthems)
    assert set(anthems.parties) == {"az", "pk"}
    assert anthems.parties_order == "unknown"
    assert isinstance(book, BookSigning)
    assert book.book == "honor"
    assert book.signers == ()
    assert book.label is not None
    assert "in accordance with the protocol" in book.label


def test_the_talks_with_the_minister(visit: Visit) -> None:
    minister = person(visit, "hasanov")
    assert (minister.name, minister.ranks[0].title) == ("Zakir Hasanov", "Colonel General")
    assert minister.offices[0].title == "Defense Minister"
    talks = visit.activity("talks").activity
    assert isinstance(talks, Meeting)
    assert talks.hosts == ("hasanov",)
    statements = said(visit, "talks")
    assert [(one.speakers, one.act) for one in statements] == [
        (("hasanov",), "welcomed"),
        (("hasanov",), "expressed_satisfaction"),
        (("hasanov",), "stressed"),
        (("hasanov",), "highlighted"),
        (("munir",), "thanked"),
        (("munir",), "condoled"),
        (("munir",), "stressed"),
        (("munir",), "highlighted"),
    ]
    assert all(one.kind == "indirect" for one in statements)
    assert set(statements[2].parties) == {"az", "pk", "tr"}
    assert "friendly and fraternal" in (statements[2].text or "")
    assert "aliyev" in statements[3].about
    assert "army-reforms" in statements[3].topics
    assert "Shehids" in (statements[5].text or "")
    assert "such meetings" in (statements[6].text or "")
    assert set(statements[7].topics) == {"staff-talks", "headquarters-relations"}


def test_the_president_is_named_with_both_offices(visit: Visit) -> None:
    assert [office.title for office in person(visit, "aliyev").offices] == [
        "President",
        "Supreme Commander-in-Chief of the Armed Forces",
    ]


def test_the_spheres_discussed(visit: Visit) -> None:
    talks = visit.activity("talks").activity
    assert isinstance(talks, Meeting)
    discussed = [entry.topic for entry in talks.topics if entry.treatment == "discussed"]
    assert discussed == [
        "military-cooperation",
        "military-technical-cooperation",
        "military-educational-cooperation",
        "other-cooperation",
    ]


def test_the_meeting_hosted_by_the_general_staff(visit: Visit) -> None:
    chief = person(visit, "valiyev")
    assert (chief.name, chief.ranks[0].title) == ("Karim Valiyev", "Colonel General")
    assert [office.title for office in chief.offices] == [
        "First Deputy Minister of Defense",
        "Chief of the General Staff of the Azerbaijan Army",
    ]
    meeting = visit.activity("general-staff-meeting").activity
    assert isinstance(meeting, Meeting)
    assert meeting.hosts == ("general-staff",)
    assert meeting.after == ("talks",)
    developing, exercises = said(visit, "general-staff-meeting")
    assert developing.speakers == exercises.speakers == ()
    assert set(developing.topics) == {"military-relations", "strategic-partnership"}
    assert "bilateral and trilateral joint exercises" in (exercises.text or "")
    assert exercises.act == "stressed"


def test_the_meeting_at_air_force_headquarters(visit: Visit) -> None:
    commander = person(visit, "tahirov")
    assert (commander.name, commander.ranks[0].title) == ("Ramiz Tahirov", "Lieutenant General")
    assert [office.title for office in commander.offices] == [
        "Deputy Minister of Defense",
        "Commander of the Air Force",
    ]
    meeting = visit.activity("air-force-meeting")
    assert isinstance(meeting.activity, Meeting)
    assert meeting.place is visit.find("air-force-hq")
    assert meeting.activity.after == ("general-staff-meeting",)
    assert [entry.treatment for entry in meeting.activity.topics] == ["discussed"]
    assert any("detailed exchange of views" in (one.quote or "") for one in meeting.activity.citations)


def test_the_gifts(visit: Visit) -> None:
    gifts = visit.activity("gifts").activity
    assert isinstance(gifts, GiftExchange)
    assert gifts.direction == "exchanged"
    assert gifts.gifts == ()
    assert set(gifts.after) == {"talks", "general-staff-meeting", "air-force-meeting"}


def test_the_sources(visit: Visit) -> None:
    sources = {source.id: source for source in visit.sources}
    assert sources["newsaz"].publisher == "News.Az"
    assert sources["newsaz"].attributed_to == "the Defense Ministry’s press service"
    assert (sources["newsaz"].language, sources["hilal"].language) == ("en", "ur")
    cited = {citation.source for _, node in visit.walk() for citation in getattr(node, "citations", ())}
    assert cited == set(sources)


def test_what_only_the_second_source_tells_carries_it_alone(visit: Visit) -> None:
    for id in ("wreath", "president-call"):
        assert [citation.source for citation in visit.activity(id).activity.citations] == ["hilal"]
    assert "aliyev" in [attendee.ref for attendee in visit.activity("president-call").attendees]


def test_where_the_sources_differ_both_are_kept(visit: Visit) -> None:
    places = {
        claim.value: (claim.standing, claim.citations[0].source)
        for claim in visit.claims
        if (claim.about, claim.field) == ("guard", "/place")
    }
    assert places == {"ministry": ("preferred", "newsaz"), "general-staff-hq": ("rival", "hilal")}
    guard = visit.activity("guard")
    assert guard.place is visit.find("ministry")


def test_who_took_part_on_which_side(visit: Visit) -> None:
    sides = visit.activity("talks").sides
    assert {side: [one.ref for one in them] for side, them in sides.items()} == {
        Side.HOST: ["hasanov"],
        Side.GUEST: ["munir", "pk-delegation"],
    }
    assert [one.ref for one in visit.activity("welcome").sides[Side.GUEST]] == ["munir"]

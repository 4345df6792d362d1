"""Grades: what the grade of a visit promises, and who came, who invited, what honors were paid.

Not: the honors that one host's protocol gives at each grade (its profile says them).
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from visitdata.findings import Severity
from visitdata.model import (
    Activity,
    Anthems,
    Arrival,
    Ceremony,
    CeremonyKind,
    Departure,
    DocumentSigning,
    Grade,
    GunSalute,
    HonorGuard,
    MarchPast,
    Meal,
    MealKind,
    OfficeLevel,
    OfficeQualifier,
    Party,
    PartyKind,
    PartyRole,
    PeriodKind,
    Person,
    Placed,
    SaluteKind,
    Side,
    Standing,
    Visit,
)
from visitdata.rules.engine.context import HELD, Context
from visitdata.rules.engine.rule import Objection, rule

_STAND_FOR_A_STATE = (OfficeLevel.HEAD_OF_STATE, OfficeLevel.ROYAL, OfficeLevel.VICEROY, OfficeLevel.SPOUSE)
_NOT_YET = (OfficeQualifier.ACTING, OfficeQualifier.INTERIM, OfficeQualifier.ELECT, OfficeQualifier.DESIGNATE)
# The leader of a ruling party may be received as a head of state.
_VAGUE = (None, OfficeLevel.OTHER, OfficeLevel.ENVOY, OfficeLevel.ORGANIZATION_HEAD, OfficeLevel.PARTY_LEADER)


def _is_no_head(person: Person) -> bool:
    """Whether a person certainly neither is, nor stands for, a head of state: all offices are told with their level."""
    return bool(person.offices) and not any(
        office.level in _STAND_FOR_A_STATE or office.level in _VAGUE or office.qualifier in _NOT_YET
        for office in person.offices
    )


def _leaders(party: Party, context: Context) -> list[Person] | None:
    """Who leads a party in the visit; None where that is not told, or not of all."""
    refs = party.principals or tuple(
        one.head for one in context.visit.delegations if one.party == party.id and one.head is not None
    )
    people = context.people(refs)
    return people if refs and len(people) == len(refs) else None


def _sent_by_another(people: Iterable[Person], context: Context) -> bool:
    """Whether one of some people is somewhere told to stand for another."""
    ids = {person.id for person in people}
    return any(
        one.participant is not None and one.participant.on_behalf_of is not None and one.ref in ids
        for placed in context.activities
        for one in placed.attendees
    ) or any(
        member.ref in ids and (member.on_behalf_of is not None or delegation.mandated_by)
        for delegation in context.visit.delegations
        for member in delegation.members
    )


def _named(person: Person) -> str:
    return person.name or person.id or "someone"


def _offices(person: Person) -> str:
    return ", ".join(office.title or str(office.level) for office in person.offices)


@rule("VDC001", Severity.WARNING, since="0.1", said="grade")
def state_visit_without_head_of_state(visit: Visit, context: Context) -> Iterator[Objection]:
    """A state visit whose guest is led by nobody who is, or stands for, a head of state: of all who lead it every
    office is told with its level.

    Why: In most countries a state visit is one by a head of state; a head of government comes on an official visit.
    Either the grade or the office is wrong, or the case is so unusual that a reader should be told.
    Ignore: Where the host itself calls it a state visit, as the United States did in 2023 for the Prime Minister of
    India: keep the host's words in `grade_label`.
    Bad: "grade": "state"   (the guest is led by a person whose one office has the level minister)
    Good: "grade": "official", "grade_label": "official visit"
    Mend: Take the grade that the source gives, or correct the level of the office.
    Source: Definitions of the state visit by the foreign ministry of France and the Federal President's Office of
    Germany; of 175 state visits in the record of the US Office of the Historian one is by a prime minister.
    """
    if visit.grade is not Grade.STATE:
        return
    for party in context.parties(PartyRole.GUEST):
        people = _leaders(party, context)
        if people is None or party.kind not in (None, PartyKind.STATE) or party.mandated_by:
            continue
        if all(map(_is_no_head, people)) and not _sent_by_another(people, context):
            told = "; ".join(f"{_named(person)} ({_offices(person)})" for person in people)
            yield Objection(
                f"a state visit is led by a head of state, and {party.name or party.id} is led by {told}",
                at="grade",
                values=("state", *(str(office.level) for person in people for office in person.offices)),
                related=tuple((person, "offices", f"the offices of {_named(person)}") for person in people),
            )


@rule("VDC002", Severity.INFO, since="0.1", said="claims")
def grade_claimed_by_nobody(visit: Visit, context: Context) -> Iterator[Objection]:
    """Accounts grade the visit differently, and of one of them it is not told whose it is.

    Why: A host that calls a visit official and a guest that calls it a state visit are both right about their own
    word. A grade that nobody holds cannot be weighed.
    Ignore: Where no source tells who used the word.
    Bad: "claims": [{"field": "/grade", "value": "state"}, {"field": "/grade", "value": "official"}]
    Good: "claims": [{"field": "/grade", "value": "state", "claimed_by": ["lk"]},
                     {"field": "/grade", "value": "official", "claimed_by": ["ua"]}]
    Mend: Name the party or source in `claimed_by`, or cite the source that says it.
    Source: Reports of the visit of the President of Sri Lanka to Ukraine in 2010: official on one side, a state visit
    on the other.
    """
    standings = (None, Standing.PREFERRED, Standing.RIVAL)
    claims = [one for one in visit.claims if one.field == "/grade" and one.standing in standings]
    claims = [one for one in claims if one.about in (None, visit.id) and isinstance(one.value, str)]
    if len({one.value for one in claims}) < 2:
        return
    for claim in claims:
        if not (claim.claimed_by or claim.citations or claim.account):
            yield Objection(
                f"accounts differ on the grade, and nobody is named who holds {claim.value!r}",
                on=claim,
                values=(str(claim.value),),
            )


def _honors(context: Context) -> Iterator[tuple[Activity, str]]:
    """The honors paid to the guest himself: no salute in mourning, no guard at a memorial, no anthem at a concert."""
    for placed in context.activities:
        activity = placed.activity
        if placed.status not in HELD:
            continue
        if isinstance(activity, GunSalute):
            if activity.kind is not SaluteKind.MINUTE and _is_for_the_guest(placed, activity.honorees, context):
                yield activity, "a gun salute"
        elif isinstance(activity, HonorGuard):
            refs = (*activity.honorees, *activity.reviewed_by)
            if refs and _is_for_the_guest(placed, refs, context):
                yield activity, "a guard of honor"
        elif isinstance(activity, Anthems | MarchPast):
            if isinstance(placed.occasion, Arrival | Departure) or _is_welcome(placed.occasion):
                yield activity, "anthems" if isinstance(activity, Anthems) else "a march past"
        elif isinstance(activity, Meal) and activity.kind is MealKind.STATE_BANQUET:
            yield activity, "a state banquet"


def _is_welcome(activity: Activity | None) -> bool:
    return isinstance(activity, Ceremony) and activity.kind in (CeremonyKind.WELCOME, CeremonyKind.FAREWELL)


def _is_for_the_guest(placed: Placed, refs: tuple[str, ...], context: Context) -> bool:
    if placed.activity.during is not None:
        return False
    return all(context.side_of(ref) is Side.GUEST for ref in refs)


def _graded_in_part(visit: Visit) -> bool:
    """Whether the grade applies to a part of the visit only, or accounts or periods tell of other parts."""
    return any(one.kind in (PeriodKind.GRADED, PeriodKind.PRIVATE) for one in visit.periods)


@rule("VDC003", Severity.WARNING, since="0.1", said="grade")
def private_visit_with_honors(visit: Visit, context: Context) -> Iterator[Objection]:
    """A private visit at which the guest was received with a guard of honor, anthems, a gun salute or a state banquet.

    Why: A private visit has no ceremony; where it has, it was graded higher, or the honors belong to another visit.
    Ignore: Where the sources say both in words.
    Bad: "grade": "private"   (with a step of type honor_guard reviewed by the guest)
    Good: "grade": "official"   (with the same step)
    Mend: Correct the grade, or tell in a period of kind `graded` or `private` to which part of the stay it applies.
    Source: Handbook on Protocol Practice of Bhutan (2020), chapters 2 and 3, which sets the private visit apart from
    the state and the official one.
    """
    if visit.grade is not Grade.PRIVATE or _graded_in_part(visit):
        return
    honors = list(_honors(context))
    if honors:
        told = ", ".join(dict.fromkeys(words for _, words in honors))
        yield Objection(
            f"a private visit has no ceremony, and this one has {told}",
            at="grade",
            values=("private", *dict.fromkeys(activity.type for activity, _ in honors)),
            related=tuple((activity, "", words) for activity, words in honors),
        )


@rule("VDC004", Severity.INFO, since="0.1", said="grade")
def working_visit_with_state_honors(visit: Visit, context: Context) -> Iterator[Objection]:
    """A working visit with a gun salute for the guest or a state banquet. A guard of honor alone is no objection.

    Why: Working visits are held for talks; salutes and banquets go with official and state visits. The grade may be
    taken from another leg of the journey.
    Ignore: Where the host gives such honors at working visits.
    Bad: "grade": "working"   (with a meal of kind state_banquet)
    Good: "grade": "working"   (with a meal of kind working_dinner)
    Mend: Compare the grade with the host's own announcement.
    Source: The grades of Japan (state, official, official working, working), which allow a guard of honor to official
    working guests, and of China, with 19 guns at official visits.
    """
    if visit.grade is not Grade.WORKING or _graded_in_part(visit):
        return
    for activity, words in _honors(context):
        if isinstance(activity, GunSalute | Meal):
            yield Objection(
                f"{words} is unusual at a working visit",
                on=activity,
                values=("working", activity.type),
                related=((visit, "grade", "the visit is a working visit"),),
            )


_IN_PASSING = (Grade.TRANSIT, Grade.STOPOVER)

_LONGEST_TRANSIT = timedelta(days=4)


@rule("VDC005", Severity.WARNING, since="0.1", said="grade")
def long_transit(visit: Visit, context: Context) -> Iterator[Objection]:
    """A transit or stopover that certainly lasted longer than four days.

    Why: Who stays for the better part of a week does not pass through. The dates may be those of the whole journey,
    or the grade that of one stop.
    Ignore: Where both sides call it so, as for stops of the President of Taiwan in the United States, which may last
    some days.
    Bad: "grade": "stopover", "start": "2023-03-29", "end": "2023-04-07"
    Good: "grade": "stopover", "start": "2023-03-29", "end": "2023-03-31"
    Mend: Give the dates of this stop alone and link the journey by `related`, or correct the grade.
    Source: Transits of the President of Taiwan through the United States in 2023, of two or three days each.
    """
    if visit.grade not in _IN_PASSING or visit.start is None or visit.end is None:
        return
    if visit.end.last[0] - visit.start.first[1] > _LONGEST_TRANSIT:
        yield Objection(
            f"a {visit.grade} from {visit.start} to {visit.end} is longer than one passes through",
            at="grade",
            values=(str(visit.grade), str(visit.start), str(visit.end)),
            related=((visit, "start", f"it starts on {visit.start}"), (visit, "end", f"it ends on {visit.end}")),
        )


@rule("VDC006", Severity.WARNING, since="0.1", said="grade")
def transit_with_state_honors(visit: Visit, context: Context) -> Iterator[Objection]:
    """A transit or stopover with a gun salute for the guest, a state banquet, or the signing of documents.

    Why: They belong to a visit to the country, not to a passage through it.
    Ignore: Where the sources tell both.
    Bad: "grade": "transit"   (with a step of type gun_salute)
    Good: "grade": "transit"   (with a meeting and a dinner)
    Mend: Correct the grade, or move the act to the document of the visit it belongs to.
    Source: The grades of China, which set stopover and transit apart from state, official and working visits.
    """
    if visit.grade not in _IN_PASSING or _graded_in_part(visit):
        return
    acts: list[tuple[Activity, str]] = [
        (one, words) for one, words in _honors(context) if isinstance(one, GunSalute | Meal)
    ]
    for placed in context.activities:
        if isinstance(placed.activity, DocumentSigning) and placed.status in HELD:
            acts.append((placed.activity, "a signing of documents"))
    for activity, words in acts:
        yield Objection(
            f"{words} does not go with a {visit.grade}",
            on=activity,
            values=(str(visit.grade), activity.type),
            related=((visit, "grade", f"the visit is a {visit.grade}"),),
        )


@rule("VDC007", Severity.WARNING, since="0.1", said="invitation")
def state_visit_invited_by_lesser(visit: Visit, context: Context) -> Iterator[Objection]:
    """A state visit to which nobody invited who is, or stands for, a head of state: of all who invited every office is
    told with its level.

    Why: It is the head of state who invites to a state visit. Another inviter speaks for another grade, or for an
    invitation to something else.
    Ignore: Where the host's government invites to state visits, as in a country whose head of state does not.
    Bad: "grade": "state", "invitation": {"by": ["minister"]}
    Good: "grade": "state", "invitation": {"by": ["president"]}
    Mend: Correct the inviter or the grade after the source.
    Source: Definitions of the state visit in Germany (invitation of the Federal President) and of the United States
    (invitation of the President).
    """
    invitation = visit.invitation
    if visit.grade is not Grade.STATE or invitation is None:
        return
    people = context.people(invitation.by)
    if people and len(people) == len(invitation.by) and all(map(_is_no_head, people)):
        told = "; ".join(f"{_named(person)} ({_offices(person)})" for person in people)
        yield Objection(
            f"a head of state invites to a state visit, and this invitation is by {told}",
            at="invitation/by",
            values=("state", *invitation.by),
            related=((visit, "grade", "the grade is state"),),
        )

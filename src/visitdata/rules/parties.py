"""Parties and people: who stands on which side, who leads, how many there are, and where the visit can be.

Not: offices and ranks (`visitdata.rules.names`), and who is present at what (`visitdata.rules.attendance`).
"""

from collections.abc import Iterator

from visitdata.findings import Severity
from visitdata.limits import MAX_CHAIN
from visitdata.model import (
    Activity,
    Approximation,
    Arrival,
    Attendance,
    Delegation,
    Departure,
    Participant,
    ParticipantRole,
    Party,
    PartyKind,
    PartyRole,
    Person,
    Place,
    Side,
    Transfer,
    Travel,
    Visit,
)
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule

_OPPOSED = (Side.HOST, Side.GUEST)


def _list_of(holder: Activity | Delegation) -> tuple[str, tuple[Participant, ...]]:
    return ("members", holder.members) if isinstance(holder, Delegation) else ("participants", holder.participants)


def _name(context: Context, ref: str) -> str:
    """The name of a record beside its id."""
    record = context.get(ref)
    name = record.__dict__.get("name") if record is not None else None
    return f"{name} ({ref})" if name else ref


@rule("VDR010", Severity.ERROR, since="0.1", said=("participants", "members"))
def on_both_sides(holder: Activity | Delegation, context: Context) -> Iterator[Objection]:
    """One person is listed twice among the participants of one activity: once on the side of the host, once on that of
    the guest. Who takes part in two capacities, or for somebody else, may stand on both.

    Why: One body has one side. One of the two is usually somebody else, or the side a slip.
    Ignore: Where a source really tells so and names no capacities.
    Bad: "participants": [{"ref": "akram", "side": "guest"}, {"ref": "akram", "side": "host"}]
    Good: "participants": [{"ref": "akram", "side": "guest"}, {"ref": "hasanov", "side": "host"}]
    Mend: Remove the one that is wrong, or name the `capacity` in which they take part.
    Source: Customary protocol: at a table the two delegations sit apart, an ambassador with their own.
    """
    key, listed = _list_of(holder)
    first: dict[str, int] = {}
    for position, one in enumerate(listed):
        if one.ref is None or one.side not in _OPPOSED or one.capacity or one.on_behalf_of or one.party:
            continue
        before = first.setdefault(one.ref, position)
        other = listed[before].side
        if other is one.side or other is None or not isinstance(context.get(one.ref), Person):
            continue
        yield Objection(
            f"{_name(context, one.ref)} is on the side of the {other} and on that of the {one.side}",
            at=f"{key}/{position}/side",
            values=(one.ref, str(other), str(one.side)),
            related=((holder, f"{key}/{before}/side", f"here on the side of the {other}"),),
        )


_BETWEEN = {
    ParticipantRole.INTERPRETER,
    ParticipantRole.MEDIATOR,
    ParticipantRole.OBSERVER,
    ParticipantRole.ESCORT,
    ParticipantRole.GUIDE,
    ParticipantRole.DRIVER,
    ParticipantRole.SECURITY,
    ParticipantRole.PERFORMER,
    ParticipantRole.AUDIENCE,
    ParticipantRole.SPOUSE,
    ParticipantRole.ACCOMPANYING,
    ParticipantRole.OTHER,
}
"""Roles in which someone may well serve the other side."""


@rule("VDR011", Severity.WARNING, since="0.1", said="side")
def on_the_other_side(one: Participant, context: Context) -> Iterator[Objection]:
    """A participant is put on one side and belongs to a party of the other: a guest's ambassador among the hosts. Not
    meant are those who serve both, such as interpreters and escorts, those who take part in a `capacity` or for
    somebody else, and occasions that the guest gives, as a dinner in return, where guest and host change sides.

    Why: By `side` they count with one delegation and by their party with the other.
    Ignore: Where a source tells that they sat on the other side.
    Bad: "parties": [{"id": "pk", "role": "guest"}], "participants": [{"ref": "pk-envoy", "side": "host"}]
    Good: "parties": [{"id": "pk", "role": "guest"}], "participants": [{"ref": "pk-envoy", "side": "guest"}]
    Mend: Leave `side` out where the party tells it; else correct the one that is wrong.
    Source: Customary protocol: an ambassador sits with the delegation of the state that sent them.
    """
    if one.side not in _OPPOSED or one.capacity or one.on_behalf_of or _BETWEEN.intersection(one.roles):
        return
    ref = one.party or one.ref
    own = context.side_of(ref) if ref is not None else None
    party = context.party_of(ref)
    if own not in _OPPOSED or own is one.side or party is None or ref is None or _is_given_by_guest(context):
        return
    yield Objection(
        f"{_name(context, ref)} is put on the side of the {one.side} and belongs to the {own}, {party.id}",
        at="side",
        values=(ref, str(one.side), str(own)),
        related=((party, "role", f"{party.id} is the {own}"),),
    )


def _is_given_by_guest(context: Context) -> bool:
    """Whether the occasion of a participant is hosted or given by the guest."""
    said = context.holder.__dict__ if context.holder is not None else {}
    return any(context.side_of(ref) is Side.GUEST for key in ("hosts", "given_by") for ref in said.get(key, ()))


@rule("VDR012", Severity.WARNING, since="0.1", said=("principals", "head"))
def leader_of_the_other_side(led: Party | Delegation, context: Context) -> Iterator[Objection]:
    """A party is led by a person who belongs to the other side, or a delegation has a head who does.

    Why: The principals of host and guest are exchanged, or one of the ids is wrong; grade, honors and counterparts are
        judged by them.
    Ignore: Where the head of an international organization is told by their nationality, which is not their party.
    Bad: "parties": [{"id": "pk", "role": "guest", "principals": ["hasanov"]}],
        "people": [{"id": "hasanov", "party": "az"}]
    Good: "parties": [{"id": "az", "role": "host", "principals": ["hasanov"]}],
        "people": [{"id": "hasanov", "party": "az"}]
    Mend: Name the person who leads this side, or correct the person's party.
    Source: The meanings of `principals`, `head` and `party` in the model of visitdata.
    """
    if isinstance(led, Party):
        ref: str | None = led.id
        leaders = [(f"principals/{position}", one) for position, one in enumerate(led.principals)]
    else:
        ref = led.party
        leaders = [("head", led.head)] if led.head is not None else []
    for at, leader in leaders:
        person = context.get(leader)
        if ref is None or not isinstance(person, Person) or person.party == ref:
            continue
        side, other = context.side_of(ref), context.side_of(leader)
        if side in _OPPOSED and other in _OPPOSED and other is not side:
            yield Objection(
                f"{_name(context, leader)} leads the side of the {side} and belongs to the {other}",
                at=at,
                values=(leader, str(person.party)),
                related=((person, "party", f"belongs to {person.party}"),),
            )


@rule("VDR013", Severity.WARNING, since="0.1", said="stated_size")
def more_members_than_stated(delegation: Delegation, context: Context) -> Iterator[Objection]:
    """More members of a delegation are named than it is said to have. Its head is not counted, nor is anyone who is
    said to be absent or to have joined on the spot.

    Why: The number or one of the names belongs to another delegation, or several sources were put together.
    Ignore: Where the source counts officials alone and names others too; then say `of` what it is the number.
    Bad: "stated_size": {"value": 2}, "members": [{"ref": "a"}, {"ref": "b"}, {"ref": "c"}]
    Good: "stated_size": {"value": 6}, "members": [{"ref": "a"}, {"ref": "b"}, {"ref": "c"}]
    Mend: Correct the number, or leave out who was no member.
    Source: Reports of delegations state a number and name some of the members; the list is the shorter one.
    """
    size = delegation.stated_size
    if size is None or size.value is None or size.of is not None:
        return
    if size.qualifier not in (None, Approximation.UP_TO, Approximation.UNDER):
        return
    named = {
        one.ref
        for one in delegation.members
        if one.ref != delegation.head
        and isinstance(context.get(one.ref), Person)
        and one.attendance in (None, Attendance.PRESENT)
        and one.travel in (None, Travel.WITH_DELEGATION)
    }
    if len(named) > size.value:
        yield Objection(
            f"{size.value} are said to belong to it, and {len(named)} are named besides its head",
            at="stated_size/value",
            values=(size.value, len(named)),
            related=((delegation, "members", f"{len(named)} are named"),),
        )


@rule("VDR014", Severity.WARNING, since="0.1", held_only=True, said="replaces")
def replaced_and_present(one: Participant, context: Context) -> Iterator[Objection]:
    """Somebody takes the place of another who is listed as present beside them.

    Why: Who is replaced did not come; one of the two records is left over from the plan.
    Ignore: Where a source tells that both came.
    Bad: "participants": [{"ref": "lukwago"}, {"ref": "alupo", "replaces": "lukwago"}]
    Good: "participants": [{"ref": "lukwago", "attendance": "absent"}, {"ref": "alupo", "replaces": "lukwago"}]
    Mend: Say that the one replaced was `absent`, or leave them out.
    Source: The meaning of `replaces` in the model of visitdata.
    """
    holder, gone = context.holder, (Attendance.ABSENT, Attendance.EXPECTED)
    if not isinstance(holder, Activity | Delegation) or one.attendance in gone or one.ref == one.replaces:
        return
    if one.replaces is None or not isinstance(context.get(one.replaces), Person):
        return
    key, listed = _list_of(holder)
    for position, other in enumerate(listed):
        if other.ref != one.replaces or other.attendance in gone:
            continue
        yield Objection(
            f"{_name(context, one.replaces)} is replaced by {one.ref or 'another'} and listed as present",
            at="replaces",
            values=(one.replaces,),
            related=((holder, f"{key}/{position}", "listed here"),),
        )
        return


@rule("VDR015", Severity.WARNING, since="0.1")
def place_in_no_country_of_the_visit(visit: Visit, context: Context) -> Iterator[Objection]:
    """An activity is at a place in a country that is none of the visit: not that of a party, whatever its role, nor of
    a period. Arrivals, departures and transfers may be anywhere, and so may what is held by telephone or video.

    Why: Most such places are slips: a town of the same name in another country, or the code of another country.
    Ignore: Where the place is in a territory with a code of its own.
    Bad: "parties": [{"id": "gb", "role": "host", "country": "GB"}], "places": [{"id": "london", "country": "CA"}]
    Good: "parties": [{"id": "gb", "role": "host", "country": "GB"}], "places": [{"id": "london", "country": "GB"}]
    Mend: Correct the country. Where they really met elsewhere, add the country's state as a party (a territorial host
        is a `host`, who only owns the venue is `third`), or the stop there as a period.
    Source: The GDELT event data, in which a visit to Bristol was put on the map at the wrong Bristol. That two parties
        may meet in a third state is why every party counts.
    """
    countries = {party.country for party in visit.parties}
    if all(place.country is None or place.country in countries for place in visit.places):
        return
    countries -= {None}
    hosts = [party for party in context.parties(PartyRole.HOST) if party.country is not None]
    for period in visit.periods:
        countries |= {period.country, *(place.country for place in _told_countries(context, period.place))}
    for related in visit.related:
        countries.add(related.country)
    seen: set[int] = set()
    for placed in context.activities if hosts else ():
        activity = placed.activity
        if activity.place is None or activity.mode is not None or isinstance(activity, (Arrival, Departure, Transfer)):
            continue
        places = _told_countries(context, activity.place)
        if not places or any(place.country in countries for place in places) or id(places[0]) in seen:
            continue
        place = places[0]
        seen.add(id(place))
        yield Objection(
            f"{place.name or place.id} lies in {place.country}, and no party or period of the visit is of there",
            at="country",
            values=(str(place.id), str(place.country)),
            related=(
                (hosts[0], "country", f"the host is {hosts[0].country}"),
                (activity, "place", f"this is told of {activity.place}"),
            ),
            on=place,
        )


def _told_countries(context: Context, ref: str | None) -> list[Place]:
    """The places, a place itself and what it lies within, that say in what country they lie; none where that is
    contested ground."""
    found: dict[str, Place] = {}
    while ref is not None and ref not in found and len(found) < MAX_CHAIN:
        place = context.get(ref)
        if not isinstance(place, Place):
            break
        if place.administered_by is not None or place.claimed_by:
            return []
        found[ref] = place
        ref = place.within
    return [place for place in found.values() if place.country is not None]


@rule("VDR016", Severity.WARNING, since="0.1")
def state_entered_twice(visit: Visit, context: Context) -> Iterator[Objection]:
    """Two parties of the visit are the same state: both of kind `state`, with the same country.

    Why: A state does not visit itself. One of the two has the wrong country, or the state was entered twice; then half
        of what refers to it misses the other half.
    Ignore: Where two governments of one state, each claiming to be the only one, are both parties.
    Bad: "parties": [{"id": "pk", "kind": "state", "country": "AZ"}, {"id": "az", "kind": "state", "country": "AZ"}]
    Good: "parties": [{"id": "pk", "kind": "state", "country": "PK"}, {"id": "az", "kind": "state", "country": "AZ"}]
    Mend: Correct the country, or join the two. A unit, ship or territory of the state is a party of its own kind.
    Source: The meaning of the kinds of parties in the model of visitdata.
    """
    first: dict[str, Party] = {}
    for party in visit.parties:
        if party.kind is not PartyKind.STATE or party.country is None:
            continue
        other = first.setdefault(party.country, party)
        if other is not party:
            yield Objection(
                f"{other.id} and {party.id} are the same state, {party.country}",
                at="country",
                values=(other.id, party.id, party.country),
                related=((other, "country", f"{other.id} is {other.country}"),),
                on=party,
            )


@rule("VDR017", Severity.WARNING, since="0.1")
def member_of_nothing(visit: Visit, context: Context) -> Iterator[Objection]:
    """A party takes part as a member only, and no party says that it is one of its members.

    Why: A `member` has no side of its own: it has that of the mission or squadron to which it belongs. Without one
        nobody can tell whether it came as a guest.
    Ignore: Never.
    Bad: "parties": [{"id": "mission", "role": "guest"}, {"id": "za", "role": "member"}]
    Good: "parties": [{"id": "mission", "role": "guest", "members": ["za"]}, {"id": "za", "role": "member"}]
    Mend: Name it in the `members` of the mission, or give it the role that it has in the visit.
    Source: The meaning of the role `member` in the model of visitdata.
    """
    members = {ref for party in visit.parties for ref in party.members}
    for party in context.parties(PartyRole.MEMBER):
        if party.id not in members:
            yield Objection(f"{party.id} is a member, and of no party", at="role", values=(party.id,), on=party)

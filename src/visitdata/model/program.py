"""What follows from an activity's place in a visit: effective date, place, zone and status, and who took part on
which side. All of it is derived; nothing is ever written into a document."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from visitdata.limits import MAX_CHAIN
from visitdata.model import tree
from visitdata.model.activity import (
    Activity,
    ActivityStatus,
    Attendance,
    Occasion,
    Participant,
    Side,
    VisitStatus,
)
from visitdata.model.edtf import EDTF
from visitdata.model.kinds import ManyKind
from visitdata.model.node import Node
from visitdata.model.parties import Delegation, Party, PartyRole
from visitdata.model.people import Person
from visitdata.model.places import Organization, Place
from visitdata.model.sources import Support

if TYPE_CHECKING:
    from visitdata.model.visit import Visit

_STATUS = {
    None: ActivityStatus.HELD,
    VisitStatus.COMPLETED: ActivityStatus.HELD,
    VisitStatus.TENTATIVE: ActivityStatus.PLANNED,
    VisitStatus.PLANNED: ActivityStatus.PLANNED,
    VisitStatus.CONFIRMED: ActivityStatus.PLANNED,
    VisitStatus.POSTPONED: ActivityStatus.POSTPONED,
    VisitStatus.CANCELLED: ActivityStatus.CANCELLED,
}


class Attendee(NamedTuple):
    """Someone at an activity."""

    ref: str | None
    """Id of the person, delegation, organization or party; None where there is no record."""
    side: Side | None
    """The side they stand on; None where that is not told."""
    participant: Participant | None
    """What the document says of them as a participant; None for one who is there because they do something."""
    does: tuple[str, ...]
    """The fields of the activity, or of its steps, in which they do something by name: ``reviewed_by``."""


class Placed:
    """An activity in its place in a visit. What is derived from its place is worked out once."""

    def __init__(
        self,
        visit: "Visit",
        activity: Activity,
        within: "Placed | None",
        pointer: str,
        records: dict[str, Node],
    ) -> None:
        self.visit = visit
        self.activity = activity
        self.within = within
        """The occasion that holds it, in its place; None for what stands directly in the program."""
        self.pointer = pointer
        """Its JSON Pointer in the document."""
        self.records = records
        """Every record of the visit that has an id."""
        self.status: ActivityStatus = status_of(activity, within.status if within is not None else status_within(visit))
        """Its own status; else planned where all its own citations are of plans; else that of its occasion; else what
        follows from the status of the visit."""
        self.date: EDTF | None = self._date()
        """Its own date, else that of its occasion, else that of the visit where it is one day."""

    @property
    def occasion(self) -> Occasion | None:
        """The occasion that holds it; None for what stands directly in the program."""
        held_by = self.within.activity if self.within is not None else None
        return held_by if isinstance(held_by, Occasion) else None

    def __repr__(self) -> str:
        name = self.activity.id or self.pointer
        return f"<Placed {self.activity.type} {name} of {self.visit.id}>"

    def _date(self) -> EDTF | None:
        own = self.activity.when
        if own is not None and own.date is not None:
            return own.date
        if self.within is not None:
            return self.within.date
        start, end = self.visit.start, self.visit.end
        return start if start is not None and start.is_day and end in (None, start) else None

    @cached_property
    def place(self) -> Node | None:
        """Its own place, else that of its occasion: a record of the document."""
        if self.activity.place is not None:
            return self.records.get(self.activity.place)
        return self.within.place if self.within is not None else None

    @cached_property
    def zone(self) -> str | None:
        """The IANA time zone of its times: its own, else that of its place or of what that lies in, else that of
        its occasion."""
        if self.activity.when is not None and self.activity.when.zone is not None:
            return self.activity.when.zone
        place, seen = self.place, set[int]()
        while isinstance(place, Place) and id(place) not in seen and len(seen) < MAX_CHAIN:
            if place.zone is not None:
                return place.zone
            seen.add(id(place))
            place = self.records.get(place.within) if place.within is not None else None
        return self.within.zone if self.within is not None else None

    @cached_property
    def attendees(self) -> tuple[Attendee, ...]:
        """Who is told to be there: its participants, then those who do something by name in it or in its steps."""
        listed = [Attendee(one.ref, _side_of_participant(self, one), one, ()) for one in self.activity.participants]
        named = {one.ref for one in listed}
        does: dict[str, list[str]] = {}
        for node in (self.activity, *(self.activity.steps if isinstance(self.activity, Occasion) else ())):
            if node is not self.activity:
                for one in node.participants:
                    if one.ref is None or one.ref not in named:
                        listed.append(Attendee(one.ref, _side_of_participant(self, one), one, ()))
                        named.add(one.ref)
            for field in node.__fields__.values():
                if field.present and field.name in node.__dict__:
                    value = node.__dict__[field.name]
                    for ref in value if isinstance(field.kind, ManyKind) else (value,):
                        does.setdefault(ref, []).append(field.name)
        listed = [one._replace(does=tuple(does.pop(one.ref, ()))) if one.ref else one for one in listed]
        return (
            *listed,
            *(Attendee(ref, side(self.visit, self.records, ref), None, tuple(names)) for ref, names in does.items()),
        )

    @cached_property
    def sides(self) -> dict[Side | None, tuple[Attendee, ...]]:
        """Who took part (or was to, by the activity's status), by side: those absent, or expected with no word that
        they came, are left out. The key None holds those whose side is not told."""
        took_part: dict[Side | None, tuple[Attendee, ...]] = {}
        for one in self.attendees:
            attendance = one.participant.attendance if one.participant is not None else None
            if attendance not in (Attendance.ABSENT, Attendance.EXPECTED):
                took_part[one.side] = (*took_part.get(one.side, ()), one)
        return took_part


def status_of(activity: Activity, within: ActivityStatus) -> ActivityStatus:
    """The status of an activity inside what has a status: its own; else planned where all its own citations are of
    plans; else that of the whole."""
    if activity.status is not None:
        return activity.status
    citations = activity.citations
    if citations and all(citation.supports is Support.PLANNED for citation in citations):
        return ActivityStatus.PLANNED
    return within


def status_within(visit: "Visit") -> ActivityStatus:
    """The status of an activity of which nothing else is told, by that of the visit."""
    return _STATUS.get(visit.status, ActivityStatus.UNKNOWN)


def activities(visit: "Visit") -> Iterator[Placed]:
    """All activities in order, each occasion before its steps."""
    return placed(visit, _records(visit))


def placed(visit: "Visit", records: dict[str, Node]) -> Iterator[Placed]:
    """All activities in order, each occasion before its steps, where the records that have an id are at hand."""
    for position, activity in enumerate(visit.program):
        whole = Placed(visit, activity, None, f"/program/{position}", records)
        yield whole
        if isinstance(activity, Occasion):
            for index, step in enumerate(activity.steps):
                yield Placed(visit, step, whole, f"{whole.pointer}/steps/{index}", records)


def activity(visit: "Visit", id: str) -> Placed:
    """The activity with an id. Raises `KeyError`."""
    for placed in activities(visit):
        if placed.activity.id == id:
            return placed
    pointer, node = tree.find(visit, id)
    raise KeyError(f"{id!r} is no activity but a {type(node).__name__}, at {pointer}")


def side_of(visit: "Visit", ref: str) -> Side | None:
    """The side on which a record stands, by the party it belongs to."""
    return side(visit, _records(visit), ref)


def side(visit: "Visit", records: dict[str, Node], ref: str) -> Side | None:
    """The side on which a record stands: follows it to its party, an organization to what it is a part of, a member to
    its mission."""
    waiting, seen = [ref], set[str]()
    while waiting and len(seen) < MAX_CHAIN:
        ref = waiting.pop(0)
        node = None if ref in seen else records.get(ref)
        seen.add(ref)
        if isinstance(node, Party):
            if node.role is PartyRole.GUEST or node.role is PartyRole.HOST:
                return Side(node.role.value)
            if node.role is PartyRole.MEMBER:
                waiting += [party.id for party in visit.parties if ref in party.members]
            elif node.role is not None:
                return Side.THIRD
        elif isinstance(node, Person | Delegation | Organization) and node.party is not None:
            waiting.append(node.party)
        elif isinstance(node, Organization) and node.parent is not None:
            waiting.append(node.parent)
    return None


def _side_of_participant(placed: Placed, participant: Participant) -> Side | None:
    if participant.side is not None:
        return participant.side
    ref = participant.party or participant.ref
    return side(placed.visit, placed.records, ref) if ref is not None else None


def _records(visit: "Visit") -> dict[str, Node]:
    records: dict[str, Node] = {}
    for _, node in tree.walk(visit):
        id = node.__dict__.get("id")
        if id is not None:
            records.setdefault(id, node)
    return records

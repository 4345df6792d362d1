"""Who took part, side by side: those who came, those who received them, others; on each side the parties, their
delegations, and the people in order of precedence where a source states one."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from visitdata.model import Delegation, Party, Person, Side, Visit
from visitdata.model.program import side as side_of
from visitdata.render.lines import Entry
from visitdata.render.sections import Sections

NAMES = ("parties", "delegations", "people")
"""The sections that are told here."""

_FIRST = ("offices", "ranks", "names")
"""What is told of a person first."""

_SIDES = (Side.GUEST, Side.HOST, Side.THIRD, None)


class Column(NamedTuple):
    """One side of a visit."""

    side: Side | None
    """None for those of whom it is not told."""
    parties: tuple[Entry, ...]
    delegations: tuple[Entry, ...]
    people: tuple[Entry, ...]
    order: str | None
    """In which order the people stand: ``precedence`` as it is stated, who leads first (``lead``), or that of the
    ``document``; None where there are no two of them."""


def columns(sections: Sections) -> Iterator[Column]:
    """The sides on which somebody stands, the guests first."""
    visit, entry = sections.visit, sections.entries.of
    places = _places(visit)
    stands: list[list[tuple[Side | None, Any]]] = [
        [(_side(sections, node), node) for node in getattr(visit, name)] for name in NAMES
    ]
    for side in _SIDES:
        parties, delegations, people = ([node for at, node in nodes if at is side] for nodes in stands)
        people.sort(key=lambda person: places.get(person.id, _Place()).key)
        if parties or delegations or people:
            yield Column(
                side, tuple(map(entry, parties)), tuple(map(entry, delegations)),
                tuple(_of_person(entry(person)) for person in people),
                _order(places.get(person.id, _Place()) for person in people),
            )  # fmt: skip


def _of_person(entry: Entry) -> Entry:
    def place(fact: Entry) -> int:
        return _FIRST.index(fact.field) if fact.field in _FIRST else len(_FIRST)

    return entry._replace(inside=tuple(sorted(entry.inside, key=place)))


class _Place(NamedTuple):
    """Where a person stands among those of one side."""

    precedence: int | None = None
    leads: bool = False

    @property
    def key(self) -> tuple[float, bool]:
        """Who leads without a number comes first, then the numbers, then those of whom nothing is told."""
        number = self.precedence if self.precedence is not None else 0 if self.leads else float("inf")
        return number, not self.leads


def _places(visit: Visit) -> dict[str | None, _Place]:
    """What the document tells of precedence: who leads a party or a delegation, and the numbers of its members."""
    places: dict[str | None, _Place] = {}
    members = [member for delegation in visit.delegations for member in delegation.members]
    for member in members:
        if member.ref is not None and member.precedence is not None:
            places.setdefault(member.ref, _Place(member.precedence))
    for lead in _leads(visit):
        places[lead] = places.get(lead, _Place())._replace(leads=True)
    return places


def _leads(visit: Visit) -> Iterator[str]:
    for party in visit.parties:
        yield from party.principals
    yield from (delegation.head for delegation in visit.delegations if delegation.head is not None)


def _order(places: Iterable[_Place]) -> str | None:
    told = list(places)
    if len(told) < 2:
        return None
    if any(place.precedence is not None for place in told):
        return "precedence"
    return "lead" if any(place.leads for place in told) else "document"


def _side(sections: Sections, node: Party | Delegation | Person) -> Side | None:
    """The side of a record, by the party it belongs to; it may have no id."""
    ref = node.id if isinstance(node, Party) else node.party
    return side_of(sections.visit, sections.readings.records, ref) if ref is not None else None

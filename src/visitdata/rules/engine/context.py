"""What a rule can ask about the document around the object it was handed."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from visitdata.findings import path_of, pointer_of
from visitdata.model import (
    Activity,
    ActivityStatus,
    Citation,
    Cited,
    Claim,
    Node,
    Party,
    PartyRole,
    Person,
    Placed,
    Side,
    Standing,
    Visit,
    program,
    tree,
)
from visitdata.model.frozen import FrozenMap
from visitdata.model.kinds import ManyKind, NodeKind
from visitdata.rules.engine import clock
from visitdata.rules.engine.clock import Stretch

if TYPE_CHECKING:
    from visitdata.rules.engine.settings import Settings
    from visitdata.rules.facts.profiles import Profile

N = TypeVar("N", bound=Node)

END_OF_TEXT = "\u2403"
"""Stands between texts that are looked at together: a symbol that hardly any text has."""

HELD = (ActivityStatus.HELD, ActivityStatus.HELD_IRREGULARLY)


class Spot(NamedTuple):
    """An object in its place in the document."""

    node: Node
    parent: "Spot | None"
    key: str
    """The JSON key under which its parent holds it; empty for the document."""
    position: int | None
    """Its position there, where the parent holds a list."""

    @property
    def path(self) -> tuple[str | int, ...]:
        """The keys and positions that lead to it."""
        steps: list[str | int] = []
        spot: Spot | None = self
        while spot is not None and spot.parent is not None:
            if spot.position is not None:
                steps.append(spot.position)
            steps.append(spot.key)
            spot = spot.parent
        return tuple(reversed(steps))

    @property
    def pointer(self) -> str:
        """Its JSON Pointer."""
        return pointer_of(self.path)


class Context:
    """One document as the rules see it. What is asked for is worked out once for all rules."""

    def __init__(self, visit: Visit, spots: list[Spot], settings: "Settings") -> None:
        self.visit = visit
        self.spots = spots
        """Every object of the document in its place, each before what it holds."""
        self.settings = settings
        self.spot = spots[0]
        """The place of the object that the rule was handed."""
        self._stretches: dict[int, Stretch | None] = {}

    # Objects

    @cached_property
    def records(self) -> dict[str, Node]:
        """The objects that have an id, by it; of several with one id the first."""
        records: dict[str, Node] = {}
        for spot in self.spots:
            id = spot.node.__dict__.get("id")
            if id is not None:
                records.setdefault(id, spot.node)
        return records

    def get(self, ref: str | None) -> Node | None:
        """The object that a reference names; None where there is none."""
        return self.records.get(ref) if ref is not None else None

    def all(self, cls: type[N]) -> list[N]:
        """All objects of a class or family in the document."""
        return [spot.node for spot in self.spots if isinstance(spot.node, cls)]

    @cached_property
    def _places(self) -> dict[int, Spot]:
        places: dict[int, Spot] = {}
        for spot in self.spots:
            places.setdefault(id(spot.node), spot)
        return places

    def spot_of(self, node: Node) -> Spot:
        """The place of an object of the document."""
        return self.spot if self.spot.node is node else self._places[id(node)]

    @property
    def holder(self) -> Node | None:
        """The object that holds the one that the rule was handed; None for the document."""
        return self.spot.parent.node if self.spot.parent is not None else None

    @cached_property
    def text(self) -> str:
        """All texts of the document in one, each between two marks of the end of a text."""
        texts: list[str] = [""]
        for spot in self.spots:
            for value in spot.node.__dict__.values():
                kind = type(value)
                if kind is str:
                    texts.append(value)
                elif kind is tuple and value and type(value[0]) is str:
                    texts += [text for text in value if type(text) is str]  # a claim may hold any JSON
                elif kind is FrozenMap:
                    texts += [text for text in value.values() if type(text) is str]
        texts.append("")
        return END_OF_TEXT.join(texts)

    @cached_property
    def is_printable(self) -> bool:
        """Whether all that its texts have can be seen: no blank but the plain one, no line end, nothing that acts."""
        return self.text.isprintable()

    # The program

    @cached_property
    def activities(self) -> list[Placed]:
        """All activities of the program in order, each occasion before its steps, with what follows from their place in
        the visit: effective date, place, zone and status, and who took part on which side."""
        return list(program.placed(self.visit, self.records))

    @cached_property
    def _placed(self) -> dict[int, Placed]:
        return {id(placed.activity): placed for placed in self.activities}

    @property
    def placed(self) -> Placed | None:
        """The activity that the rule was handed, or that holds what it was handed, in its place in the visit; None
        outside the program."""
        spot: Spot | None = self.spot
        while spot is not None:
            if isinstance(spot.node, Activity):
                return self._placed[id(spot.node)]
            spot = spot.parent
        return None

    def place(self, activity: Activity) -> Placed:
        """An activity in its place in the visit."""
        return self._placed[id(activity)]

    @cached_property
    def _held(self) -> dict[int, bool]:
        return {id(placed.activity): placed.status in HELD for placed in self.activities}

    @property
    def is_held(self) -> bool:
        """Whether what the rule was handed is, or stands in, an activity that was held; outside the program, whether
        the visit took place."""
        spot: Spot | None = self.spot
        while spot is not None:
            held = self._held.get(id(spot.node))
            if held is not None:
                return held
            spot = spot.parent
        return program.status_within(self.visit) is ActivityStatus.HELD

    def stretch(self, placed: Placed) -> Stretch | None:
        """When an activity was, as far as its own times and its place in the visit tell; None where they tell nothing.
        A plan's time says nothing of when it was."""
        when = placed.activity.when
        if when is None:
            return None
        key = id(placed)
        if key not in self._stretches:
            self._stretches[key] = clock.stretch(when, placed.date, placed.zone)
        return self._stretches[key]

    # Sides

    @cached_property
    def _sides(self) -> dict[str, Side | None]:
        return {}

    def side_of(self, ref: str) -> Side | None:
        """The side on which a party, person, delegation or organization stands; None where that is not told."""
        if ref not in self._sides:
            self._sides[ref] = program.side(self.visit, self.records, ref)
        return self._sides[ref]

    def party_of(self, ref: str | None) -> Party | None:
        """The party that a record is, or belongs to; None where that is not told."""
        seen: set[str] = set()
        while ref is not None and ref not in seen:
            seen.add(ref)
            node = self.records.get(ref)
            if isinstance(node, Party):
                return node
            said = node.__dict__ if node is not None else {}
            ref = said.get("party") or said.get("parent")
        return None

    def people(self, refs: tuple[str, ...]) -> list[Person]:
        """The people among references."""
        found = (self.records.get(ref) for ref in refs)
        return [one for one in found if isinstance(one, Person)]

    def parties(self, *roles: PartyRole) -> list[Party]:
        """The parties of the visit that have one of some roles."""
        return [party for party in self.visit.parties if party.role in roles]

    # Sources

    def carried_by(self, spot: Spot | None = None) -> tuple[Citation, ...]:
        """The citations that carry the object in a place (the one that the rule was handed, unless told otherwise): its
        own, else those of what holds it, up to its occasion; in lists outside the program, of itself alone."""
        here: Spot | None = spot or self.spot
        while here is not None and not isinstance(here.node, Visit):
            if isinstance(here.node, Cited) and here.node.citations:
                return here.node.citations
            here = here.parent
        return ()

    @cached_property
    def contested(self) -> set[tuple[int, str]]:
        """The fields of which accounts differ: the identity of an object and the JSON key of its field."""
        found: set[tuple[int, str]] = set()
        for claim in self.visit.claims:
            if claim.standing not in (None, Standing.RIVAL, Standing.DENIED):
                continue
            owner = self.visit if claim.about is None else self.records.get(claim.about)
            path = path_of(claim.field)
            for depth in range(len(path)):
                try:
                    held = tree.at(owner, path[:depth])
                except KeyError:
                    break
                if isinstance(held, Node):
                    found.add((id(held), path[depth]))
        return found

    def claimed(self, node: Node, field: str) -> list[Claim]:
        """The claims about a field of an object."""
        about = node.__dict__.get("id") if node is not self.visit else None
        return [
            claim
            for claim in self.visit.claims
            if path_of(claim.field)[0] == field
            and (claim.about == about or (node is self.visit and claim.about == self.visit.id))
        ]

    # Facts

    @cached_property
    def profile(self) -> "Profile | None":
        """What is known of the host's protocol; None where the visit has not one host, or nothing is known."""
        countries = {party.country for party in self.parties(PartyRole.HOST)}
        country = countries.pop() if len(countries) == 1 else None
        return self.settings.profiles.get(country) if country is not None else None


def spots_of(visit: Visit) -> list[Spot]:
    """Every object of a document in its place, each before what it holds, in the order in which they stand."""
    spots: list[Spot] = []
    _collect(Spot(visit, None, "", None), spots)
    return spots


_HOLDERS: dict[type[Node], dict[str, str]] = {}
"""Of each class the fields that hold objects, with their JSON keys."""

_spot: Any = tuple.__new__
"""Makes a `Spot` of its parts, in half the time that its own constructor takes."""


def _collect(spot: Spot, spots: list[Spot]) -> None:
    spots.append(spot)
    node = spot.node
    holders = _HOLDERS.get(type(node))
    if holders is None:
        holders = _HOLDERS[type(node)] = _holders(type(node))
    if not holders:
        return
    for name, value in node.__dict__.items():
        if name in holders:
            key = holders[name]
            if type(value) is tuple:
                for position, item in enumerate(value):
                    _collect(_spot(Spot, (item, spot, key, position)), spots)
            else:
                _collect(_spot(Spot, (value, spot, key, None)), spots)


def _holders(cls: type[Node]) -> dict[str, str]:
    holders = {}
    for field in cls.__fields__.values():
        kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
        if isinstance(kind, NodeKind):
            holders[field.name] = field.json
    return holders

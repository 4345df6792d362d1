"""What a rule can ask about the document around the object it was handed."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from visitdata.findings import path_of
from visitdata.limits import MAX_CHAIN
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
from visitdata.rules.engine import clock
from visitdata.rules.engine.clock import Stretch
from visitdata.rules.engine.walk import Spot, Walk

if TYPE_CHECKING:
    from visitdata.rules.engine.settings import Settings
    from visitdata.rules.facts.profiles import Profile

N = TypeVar("N", bound=Node)
T = TypeVar("T")

END_OF_TEXT = "|~"
"""Stands between texts that are looked at together: what hardly any text has, in ASCII, so that it makes no text longer
to search than it was."""

HELD = (ActivityStatus.HELD, ActivityStatus.HELD_IRREGULARLY)


class Context:
    """One document as the rules see it. What is asked for is worked out once for all rules."""

    def __init__(self, visit: Visit, settings: "Settings") -> None:
        self.visit = visit
        self.walk = Walk(visit)
        """Every object of the document in its place, and the values that several rules look at."""
        self.settings = settings
        self.spot = self.walk.spots[0]
        """The place of the object that the rule was handed."""
        self._side_of: dict[str, Side | None] = {}
        self._stretches: dict[int, Stretch | None] = {}
        self.records: dict[str, Node] = {}
        """The objects that have an id, by it; of several with one id the first."""
        self.duplicates: list[tuple[str, Node]] = []
        """The objects whose id an earlier one has."""
        for node in self.walk.named:
            id = node.__dict__["id"]
            if self.records.setdefault(id, node) is not node:
                self.duplicates.append((id, node))
        self._found: dict[Callable[[Context], Any], Any] = {}

    def once(self, find: Callable[["Context"], T]) -> T:
        """What a function finds in the document, worked out once for all rules that ask."""
        found = self._found
        if find not in found:
            found[find] = find(self)
        return found[find]  # type: ignore[no-any-return]  # as it was put there

    # Objects

    def get(self, ref: str | None) -> Node | None:
        """The object that a reference names; None where there is none."""
        return self.records.get(ref) if ref is not None else None

    def name_of(self, ref: str) -> str:
        """The name of the record that a reference names, where it has one; else the reference."""
        record = self.records.get(ref)
        return str(record.__dict__.get("name") or ref) if record is not None else ref

    def is_record(self, node: Node) -> bool:
        """Whether references can name an object: it has an id, and is the first to have it."""
        id = node.__dict__.get("id")
        return id is not None and self.records.get(id) is node

    def all(self, cls: type[N]) -> list[N]:
        """All objects of a class or family in the document."""
        return [spot.node for spot in self.walk.spots if isinstance(spot.node, cls)]

    @cached_property
    def _places(self) -> dict[int, Spot]:
        places: dict[int, Spot] = {}
        for spot in self.walk.spots:
            places.setdefault(id(spot.node), spot)
        return places

    def spot_of(self, node: Node) -> Spot:
        """The place of an object of the document."""
        return self.spot if self.spot.node is node else self._places[id(node)]

    @property
    def holder(self) -> Node | None:
        """The object that holds the one that the rule was handed; None for the document."""
        return self.spot.parent.node if self.spot.parent is not None else None

    @property
    def text(self) -> str:
        """All free texts of the document in one, each between two marks of the end of a text."""
        return self.once(_text)

    @property
    def tags(self) -> set[str]:
        """All language tags of the document, each once."""
        return self.once(_tags)

    @property
    def is_printable(self) -> bool:
        """Whether all that its texts have can be seen: no blank but the plain one, no line end, nothing that acts."""
        return self.once(_is_printable)

    # The program

    @property
    def activities(self) -> list[Placed]:
        """All activities of the program in order, each occasion before its steps, with what follows from their place in
        the visit: effective date, place, zone and status, and who took part on which side."""
        return self.once(_activities)

    @property
    def placed(self) -> Placed | None:
        """The activity that the rule was handed, or that holds what it was handed, in its place in the visit; None
        outside the program."""
        spot: Spot | None = self.spot
        while spot is not None:
            if isinstance(spot.node, Activity):
                return self.once(_placed)[id(spot.node)]
            spot = spot.parent
        return None

    def place(self, activity: Activity) -> Placed:
        """An activity in its place in the visit."""
        return self.once(_placed)[id(activity)]

    @property
    def is_held(self) -> bool:
        """Whether what the rule was handed is, or stands in, an activity that was held; outside the program, whether
        the visit took place."""
        held, spot = self.once(_held), self.spot
        while spot.parent is not None:
            if id(spot.node) in held:
                return held[id(spot.node)]
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

    def side_of(self, ref: str) -> Side | None:
        """The side on which a party, person, delegation or organization stands; None where that is not told."""
        if ref not in self._side_of:
            self._side_of[ref] = program.side(self.visit, self.records, ref)
        return self._side_of[ref]

    def party_of(self, ref: str | None) -> Party | None:
        """The party that a record is, or belongs to; None where that is not told."""
        seen: set[str] = set()
        while ref is not None and ref not in seen and len(seen) < MAX_CHAIN:
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


def _text(context: Context) -> str:
    texts: list[str] = [""]
    for said in context.walk.texts:
        if isinstance(said, str):
            texts.append(said)
        else:
            texts += said if isinstance(said, tuple) else said.values()
    texts.append("")
    return END_OF_TEXT.join(texts)


def _tags(context: Context) -> set[str]:
    tags: set[str] = set()
    for _, _, _, value in context.walk.tags:
        tags.update((value,) if isinstance(value, str) else value)
    return tags


def _is_printable(context: Context) -> bool:
    return context.text.isprintable()


def _activities(context: Context) -> list[Placed]:
    return list(program.placed(context.visit, context.records))


def _placed(context: Context) -> dict[int, Placed]:
    return {id(placed.activity): placed for placed in context.activities}


def _held(context: Context) -> dict[int, bool]:
    return {id(placed.activity): placed.status in HELD for placed in context.activities}

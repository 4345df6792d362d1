"""References: ids that lead nowhere, to the wrong kind of record, or back to where they began.

Not: what claims point to by a JSON Pointer (`visitdata.rules.claims`), and activities that come after each other in a
circle (`visitdata.rules.chronology`).
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from visitdata.findings import Fix, Severity
from visitdata.model import (
    Activity,
    Anthems,
    Claim,
    Delegation,
    Document,
    Event,
    Node,
    Office,
    Organization,
    Participant,
    Party,
    Period,
    Person,
    Place,
    Source,
    Topic,
    Visit,
)
from visitdata.model.activity import Occasion
from visitdata.model.formats import REF
from visitdata.model.frozen import FrozenMap
from visitdata.model.kinds import Kind, ManyKind, NodeKind
from visitdata.model.steps import GunSalute
from visitdata.rules.claims import target_of, with_article
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.run import edit


class _Reference(NamedTuple):
    """A place where an id stands for a record."""

    owner: Node
    path: str
    """Where in it, as in `Objection.at`."""
    cls: type[Node]
    """The class whose field it is: that of the owner but for the values of claims."""
    field: str
    ref: str


def _suspects(context: Context) -> list[_Reference]:
    """The references of a document that name no record, or one of a kind that makes no sense there; and all those in
    the values of claims, in the order in which they stand."""
    records, found = context.records, []
    for node, name, key, value in context.walk.refs:
        allowed = _allowed(type(node).__name__, name)
        if type(value) is str:
            if not isinstance(records.get(value), allowed):
                found.append(_Reference(node, key, type(node), name, value))
            continue
        for position, ref in enumerate(value):
            if not isinstance(records.get(ref), allowed):
                found.append(_Reference(node, f"{key}/{position}", type(node), name, ref))
    for claim in context.visit.claims:
        if claim.value is not None:
            found += _claimed(claim, context)
    return found


def _claimed(claim: Claim, context: Context) -> Iterator[_Reference]:
    """The references in the value of a claim."""
    target = target_of(claim, context)
    if target is not None and target.kind is not None:
        yield from _inside(claim, "value", target.cls, target.field, target.kind, claim.value)


def _inside(claim: Claim, path: str, cls: type[Node], field: str, kind: Kind, value: object) -> Iterator[_Reference]:
    if kind is REF and isinstance(value, str):
        yield _Reference(claim, path, cls, field, value)
    elif isinstance(kind, ManyKind) and isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _inside(claim, f"{path}/{position}", cls, field, kind.item, item)
    elif isinstance(kind, NodeKind) and isinstance(value, FrozenMap):
        inner = kind.class_of(value)
        for one in inner.__fields__.values():
            if one.json in value:
                yield from _inside(claim, f"{path}/{one.json}", inner, one.name, one.kind, value[one.json])


# Where they lead


@rule("VDR001", Severity.ERROR, since="0.1")
def unresolved_reference(visit: Visit, context: Context) -> Iterator[Objection]:
    """A reference names an id that no record of the document has.

    Why: A document stands alone. Whoever reads it learns nothing of what the id stands for, and programs that follow
        it fail or leave it out without a word.
    Ignore: Never. Of what is known only in words make a record that has a name and nothing else.
    Bad: "people": [{"id": "munir"}], "program": [{"type": "speech", "speaker": "muneer"}]
    Good: "people": [{"id": "munir"}], "program": [{"type": "speech", "speaker": "munir"}]
    Mend: Correct the spelling of the id, or add the record. Only `visit` of a related visit names another document.
    Source: The model of visitdata: every id that a document refers to is defined inside it.
    """
    hints = _Hints(context)
    for one in context.once(_suspects):
        if one.ref in context.records:
            continue
        near = hints.near(one)
        fix = None
        if len(near) == 1:
            fix = Fix(f"write {near[0]}", (edit(one.path, json.dumps(near[0])),), is_safe=False)
        yield Objection(
            f"no record has the id {one.ref}",
            at=one.path,
            values=(one.ref,),
            hint=f"did you mean {near[0]}?" if near else None,
            fix=fix,
            on=one.owner,
        )


_COMPARISONS = 20_000
"""How many ids are compared for hints in one document: a hostile one may hold very many."""


class _Hints:
    """Ids that may have been meant."""

    def __init__(self, context: Context) -> None:
        self._records = context.records
        self._left = _COMPARISONS
        self._known: dict[tuple[str, tuple[type[Node], ...]], list[str]] = {}

    def near(self, one: _Reference) -> list[str]:
        """At most two ids near to that of a reference, of records that would make sense there."""
        allowed = _allowed(one.cls.__name__, one.field)
        if (one.ref, allowed) not in self._known:
            self._known[one.ref, allowed] = self._compared(one.ref, allowed)
        return self._known[one.ref, allowed]

    def _compared(self, ref: str, allowed: tuple[type[Node], ...]) -> list[str]:
        if self._left < len(self._records):
            return []
        self._left -= len(self._records)
        ids = [id for id, record in self._records.items() if isinstance(record, allowed)]
        return get_close_matches(ref[:200], ids, n=2, cutoff=0.72)


@rule("VDR002", Severity.ERROR, since="0.1")
def duplicate_id(visit: Visit, context: Context) -> Iterator[Objection]:
    """Two records of one document have the same id.

    Why: Whatever refers to it may mean either; programs take the first, and what was said of the second is lost.
    Ignore: Never.
    Bad: "people": [{"id": "munir", "name": "Asim Munir"}, {"id": "munir", "name": "Munir Akram"}]
    Good: "people": [{"id": "munir", "name": "Asim Munir"}, {"id": "akram", "name": "Munir Akram"}]
    Mend: Give one of them another id, and let what refers to it follow; or join them, where they are one.
    Source: The model of visitdata: ids are unique in a document, whatever the kind of record.
    """
    for id, node in context.duplicates:
        first = context.records[id]
        both = f"{with_article(_kind_of(first))} and {with_article(_kind_of(node))}"
        yield Objection(
            f"two records have the id {id}: {both}",
            at="id",
            values=(id,),
            related=((first, "id", f"the first {id}"),),
            on=node,
        )


def _kind_of(node: Node) -> str:
    return type(node).__name__


_BODIES = (Party, Organization)
_GROUPS = (*_BODIES, Delegation)
_ACTORS = (*_GROUPS, Person)
_PRINCIPALS = (Person, Delegation)
_STANDING_FOR = (*_ACTORS, Office)
_RECEIVERS = (*_ACTORS, Place)
_PLACES = (Place, *_BODIES)
"""A party, such as a ship, and an organization stand for their seat."""
_TIMES = (Activity, Period, Event)

_ANYTHING = (Node,)

_ALLOWED: dict[str, tuple[type[Node], ...]] = {
    **dict.fromkeys(("about",), _ANYTHING),
    **dict.fromkeys(("place", "origin", "destination", "memorial", "site", "within"), _PLACES),
    **dict.fromkeys(("party", "members", "parent", "administered_by"), _GROUPS),
    **dict.fromkeys(("organization", "body"), (*_GROUPS, Place)),
    **dict.fromkeys(("parties",), _GROUPS),
    **dict.fromkeys(("flags",), _BODIES),
    **dict.fromkeys(("principals",), _PRINCIPALS),
    **dict.fromkeys(("head", "spouse_of"), (Person,)),
    **dict.fromkeys(("commander",), _PRINCIPALS),
    **dict.fromkeys(("on_behalf_of", "replaces", "mandated_by", "by", "to"), _STANDING_FOR),
    **dict.fromkeys(("announced_by", "reported_by", "relayed_by", "claimed_by", "known_to"), (*_ACTORS, Source)),
    **dict.fromkeys(("recipient", "recipients", "beneficiary", "giver", "provider"), _RECEIVERS),
    **dict.fromkeys(("units", "performers", "battery", "operator"), _RECEIVERS),
    **dict.fromkeys(("in_honor_of", "honorees"), (*_RECEIVERS, Event)),
    **dict.fromkeys(("whose",), (*_STANDING_FOR, Place, Event)),
    **dict.fromkeys(("after", "during", "overlaps"), _TIMES),
    **dict.fromkeys(("commemorates",), (Event, Activity, Person, Place)),
    "part_of": (Occasion,),
    "answers": (GunSalute,),
    "capacity": (Office,),
    "source": (Source,),
    "cites": (Source,),
    **dict.fromkeys(("documents", "document"), (Document,)),
    **dict.fromkeys(("topics", "themes", "topic"), (Topic,)),
    **dict.fromkeys(
        (
            "addressed_to", "callers", "chair", "conferred_by", "conferred_on", "decided_by", "delivered_by",
            "given_by", "greeted", "greeters", "guides", "hosts", "introduced", "laid_by", "led_by", "mediators",
            "occupants", "paid_by", "planted_by", "ref", "requested_by", "reviewed_by", "senders", "signers",
            "speaker", "speakers",
        ),
        _ACTORS,
    ),
}  # fmt: skip
"""By the name of a field the classes of what it may name, generously: what an author can sensibly have meant."""

_ALLOWED_IN: dict[tuple[str, str], tuple[type[Node], ...]] = {
    ("Anthems", "parties"): _BODIES,
    ("Relation", "parties"): _BODIES,
    ("Period", "parties"): _ACTORS,
    ("Outcome", "parties"): _ACTORS,
    ("Document", "parties"): _ACTORS,
    ("Place", "claimed_by"): _GROUPS,
}
"""The same for fields that differ from others of their name."""


@cache
def _allowed(cls: str, field: str) -> tuple[type[Node], ...]:
    return _ALLOWED_IN.get((cls, field)) or _ALLOWED.get(field, _ANYTHING)


@rule("VDR003", Severity.ERROR, since="0.1")
def reference_to_wrong_kind(visit: Visit, context: Context) -> Iterator[Objection]:
    """A reference names a record of a kind that makes no sense there: a person as a place, a step as the occasion of
    which something is a part, a person as the party whose anthem is played.

    Why: The id is that of another record than was meant, or the field is the wrong one. Readers of the document find
        nothing that they can use.
    Ignore: Never.
    Bad: "people": [{"id": "munir"}], "program": [{"type": "anthems", "parties": ["munir"]}]
    Good: "parties": [{"id": "pk"}], "program": [{"type": "anthems", "parties": ["pk"]}]
    Mend: Name the record that was meant. A party's id serves where an organization is asked for, an organization's
        where its seat is meant; a person's party is told on the person.
    Source: The meanings of the fields in the model of visitdata.
    """
    for one in context.once(_suspects):
        record = context.records.get(one.ref)
        allowed = _allowed(one.cls.__name__, one.field)
        if record is None or isinstance(record, allowed):
            continue
        wanted = ", ".join(cls.__name__ for cls in allowed)
        yield Objection(
            f"{one.ref} is {with_article(_kind_of(record))}, which makes no sense as `{one.field}`",
            at=one.path,
            values=(one.ref, _kind_of(record)),
            related=((record, "id", f"{one.ref} is {with_article(_kind_of(record))}"),),
            hint=f"it may name: {wanted}",
            on=one.owner,
        )


# Circles


class _Chain(NamedTuple):
    """References that must not lead back to where they began."""

    cls: type[Node]
    field: str
    words: str
    severity: Severity = Severity.ERROR
    is_long: bool = True
    """Whether they must not lead back by way of others either."""


_CHAINS = (
    _Chain(Place, "within", "lies within"),
    _Chain(Organization, "parent", "is a part of"),
    _Chain(Activity, "part_of", "is a part of"),
    _Chain(Activity, "during", "falls during"),
    _Chain(Party, "members", "has as a member"),
    _Chain(Delegation, "members", "has as a member"),
    _Chain(Source, "cites", "cites", Severity.WARNING),
    _Chain(Activity, "overlaps", "overlaps", is_long=False),
    _Chain(Person, "spouse_of", "is the spouse of", is_long=False),
    _Chain(Party, "mandated_by", "is sent by", is_long=False),
    _Chain(Delegation, "mandated_by", "is sent by", is_long=False),
    _Chain(Document, "links", "is linked to", is_long=False),
)


@rule("VDR004", Severity.ERROR, since="0.1")
def reference_in_circle(visit: Visit, context: Context) -> Iterator[Objection]:
    """A record refers to itself, or several to each other in a circle, where that cannot be: a place within itself, two
    organizations each a part of the other, an occasion that is a phase of its own phase, a person who is their own
    spouse. Two sources that cite each other are the milder case.

    Why: One of the ids is wrong. Whoever follows the references up to the whole never arrives.
    Ignore: Where two pages on the web really cite each other.
    Bad: "places": [{"id": "baku", "within": "alley"}, {"id": "alley", "within": "baku"}]
    Good: "places": [{"id": "baku"}, {"id": "alley", "within": "baku"}]
    Mend: Remove the reference that goes the wrong way.
    Source: The meanings of the fields in the model of visitdata.
    """
    told: dict[str, list[Node]] = {}
    for node, name, _, _ in context.walk.refs:
        told.setdefault(name, []).append(node)
    # These two name others by what they hold.
    told["members"] = [*told.get("members", ()), *visit.delegations]
    told["links"] = list(visit.documents)
    for chain in _CHAINS:
        nodes = {
            str(node.__dict__["id"]): node
            for node in told.get(chain.field, ())
            if isinstance(node, chain.cls) and chain.field in node.__dict__ and context.is_record(node)
        }
        for circle, path in _circles(nodes, lambda node, field=chain.field: _edges(node, field)):  # type: ignore[misc]
            if len(circle) == 1:
                severity, said = (
                    Severity.ERROR,
                    f"{circle[0]} {chain.words} {'themselves' if chain.cls is Person else 'itself'}",
                )
            elif chain.is_long:
                severity, said = chain.severity, f"in a circle, each {chain.words} the next: {', '.join(circle[:5])}"
            else:
                continue
            last, first = nodes[circle[-1]], nodes[circle[0]]
            related = ((first, "id", f"the circle begins with {circle[0]}"),) if first is not last else ()
            yield Objection(said, at=path, values=circle[:5], related=related, on=last, severity=severity)


def _edges(node: Node, field: str) -> list[tuple[str, str]]:
    """The references of a field, with the paths at which they stand."""
    value = node.__dict__.get(field)
    if isinstance(value, str):
        return [(field, value)]
    found = []
    for position, item in enumerate(value or ()):
        key, ref = "", item
        if isinstance(item, Node):
            key = "/ref" if isinstance(item, Participant) else "/document"
            ref = item.__dict__.get(key[1:])
        if ref is not None:
            found.append((f"{field}/{position}{key}", ref))
    return found


def _circles(
    nodes: dict[str, Node], edges: Callable[[Node], Iterable[tuple[str, str]]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The circles in a graph: the ids in each (no more than the first five and the last of a long one), and where the
    last refers to the first."""
    done: set[str] = set()
    for start, node in nodes.items():
        trail = [start]
        depth = {start: 0}
        waiting = [iter(edges(node) if start not in done else ())]
        while waiting:
            here = trail[-1]
            for path, ref in waiting[-1]:
                if ref in depth:
                    circle = trail[depth[ref] : depth[ref] + 5]
                    yield (*circle, here) if here not in circle else tuple(circle), path
                elif ref in nodes and ref not in done:
                    depth[ref] = len(trail)
                    trail.append(ref)
                    waiting.append(iter(edges(nodes[ref])))
                    break
            else:
                waiting.pop()
                done.add(trail.pop())
                del depth[here]


@rule("VDR005", Severity.WARNING, since="0.1")
def named_twice(visit: Visit, context: Context) -> Iterator[Objection]:
    """A list of references names the same record twice, or a list of participants has one twice in every field. The
    anthems that are performed may well return.

    Why: Whoever counts the list counts one too many. Often the second should be somebody else.
    Ignore: Never.
    Bad: "type": "document_signing", "signers": ["hasanov", "hasanov"]
    Good: "type": "document_signing", "signers": ["hasanov", "munir"]
    Mend: Remove the second, or put the id that was meant.
    Source: The model of visitdata: such lists tell who or what, once each.
    """
    for node, _, key, refs in context.walk.refs:
        if type(refs) is str or len(refs) < 2 or len(set(refs)) == len(refs) or isinstance(node, Anthems):
            continue
        first: dict[str, int] = {}
        position = next(index for index, ref in enumerate(refs) if first.setdefault(ref, index) != index)
        once = list(dict.fromkeys(refs))
        yield Objection(
            f"`{key}` names {refs[position]} twice",
            on=node,
            at=f"{key}/{position}",
            values=(refs[position],),
            related=((node, f"{key}/{refs.index(refs[position])}", "the first time"),),
            fix=Fix("name each once", (edit(key, json.dumps(once)),)),
        )
    for holder in (*(placed.activity for placed in context.activities), *visit.delegations):
        key = "members" if isinstance(holder, Delegation) else "participants"
        listed: tuple[Participant, ...] = holder.__dict__.get(key, ())
        if len({one.ref for one in listed}) == len(listed):
            continue
        places: dict[Hashable, int] = {}
        for position, one in enumerate(listed):
            before = places.setdefault((one.ref, _said_of(one)), position)
            if one.ref is not None and before != position:
                yield Objection(
                    f"`{key}` lists {one.ref} twice",
                    on=holder,
                    at=f"{key}/{position}",
                    values=(str(one.ref),),
                    related=((holder, f"{key}/{before}", "the first time"),),
                )


def _said_of(participant: Participant) -> Hashable:
    aside = ("id", "citations", "note")
    return frozenset((name, value) for name, value in participant.__dict__.items() if name not in aside)

"""What is claimed of each field: the record and the field that claims speak of, whichever way they point to it, what
they say in words, and whether they contradict one another."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from visitdata.findings import path_of
from visitdata.model import Claim, Participant, Standing, Visit, tree
from visitdata.model.activity import Activity
from visitdata.model.kinds import Kind, ManyKind, NodeKind, Word, WordKind
from visitdata.model.node import Node
from visitdata.render.lines import Run, glued, said
from visitdata.render.readings import Readings, as_json, is_ref, shown, spaced

_AGREED = (Standing.PREFERRED, Standing.VARIANT, Standing.PLANNED)
"""Standings of claims that contradict nobody."""


class Dispute(NamedTuple):
    """A field of which something is claimed."""

    record: Node | None
    """The record that has it; None where there is none of the id that the claims name."""
    about: str | None
    """That id; None for the visit itself and for what has no id."""
    place: tuple[str, ...]
    """The path to the record, in positions."""
    path: tuple[str, ...]
    """The path from there to the field; empty where the record as a whole is meant."""
    claims: tuple[Claim, ...]

    @property
    def is_contested(self) -> bool:
        """Whether accounts differ on it."""
        return any(claim.standing not in _AGREED for claim in self.claims)


def disputes(readings: Readings) -> tuple[Dispute, ...]:
    """The claims of a visit, those about one field together, in the order of the first about each."""
    visit = readings.visit
    places = {id(node): path_of(pointer) for pointer, node in visit.walk()} if visit.claims else {}
    found: dict[tuple[Any, ...], tuple[Dispute, list[Claim]]] = {}
    for claim in visit.claims:
        owner, path = owner_of(claim, readings), path_of(claim.field)
        record = owner
        if owner is not None:
            record, path = _nearest(visit, owner, path)
        place = places[id(record)] if record is not None else ()
        about = claim.about if record is None else record.__dict__.get("id") if record is not visit else None
        _, alike = found.setdefault((place, about, path), (Dispute(record, about, place, path, ()), []))
        alike.append(claim)
    return tuple(dispute._replace(claims=tuple(alike)) for dispute, alike in found.values())


def owner_of(claim: Claim, readings: Readings) -> Node | None:
    """The record from which the pointer of a claim leads to its field; None where none has the id that it names."""
    return readings.visit if claim.about is None else readings.records.get(claim.about)


def _nearest(visit: Visit, owner: Node, path: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    """The last record on a path that readers know by itself, and the rest of the path."""
    nearest, rest = owner, path
    for depth, value in enumerate(_along(owner, path), 1):
        is_listed = owner is visit and depth == 2
        if isinstance(value, Node) and (is_listed or isinstance(value, Activity) or "id" in value.__dict__):
            nearest, rest = value, path[depth:]
    return nearest, rest


def _along(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """What stands at each step of a path, as far as something does."""
    for step in path:
        try:
            value = tree.at(value, (step,))
        except KeyError:
            return
        yield value


def field_in_words(readings: Readings, record: Node | None, path: tuple[str, ...]) -> str:
    """A field by the names of all that lies on the way to it; its class where the record itself is meant."""
    if not path and record is not None:
        return readings.labels.of_class(type(record))
    within: list[Any] = [record, *_along(record, path)]
    within += [None] * (len(path) + 1 - len(within))
    steps = zip(path, pairwise(within), strict=True)
    return " ".join(_step(readings, step, holder, value) for step, (holder, value) in steps)


def _step(readings: Readings, step: str, holder: Any, value: Any) -> str:
    """A step of a path: a field, an item of a list, or the key of a map."""
    if isinstance(holder, tuple) and value is not None:
        return _item(readings, step, value)
    named = readings.labels.texts.get(f"field.{step}")
    return named or (readings.name(step) if step in readings.records else shown(step) or '""')


def _item(readings: Readings, step: str, item: Any) -> str:
    """An item of a list: who takes part by name, a record by what stands for it, anything else by its number."""
    if isinstance(item, Participant) and item.ref is not None:
        return readings.name(item.ref)
    is_known = isinstance(item, Node) and ("id" in item.__dict__ or readings.own_name(item) is not None)
    return readings.name_of(item) if is_known else readings.labels("text.number", int(step) + 1)


def claimed(readings: Readings, claim: Claim) -> str:
    """The value of a claim, as text alone."""
    return said(claimed_runs(readings, claim))


def claimed_runs(readings: Readings, claim: Claim) -> list[Run]:
    """The value of a claim; ids in a field of references read as names, words of a list as words."""
    if "value" not in claim.__dict__:
        return [Run(readings.labels("text.no_value"))]
    value, kind = claim.value, _kind(owner_of(claim, readings), path_of(claim.field))
    names_records = kind is not None and is_ref(kind)
    if names_records and isinstance(value, str):
        return [readings.called(value)]
    if names_records and isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return glued(([readings.called(item)] for item in value), readings.labels("text.comma"))
    return [Run(shown(_word(readings, kind, value)) if isinstance(value, str) else as_json(value))]


def _kind(owner: Node | None, path: tuple[str, ...]) -> Kind | None:
    """What may stand where a path leads; None where that is not known."""
    kind: Kind | None = NodeKind(type(owner)) if owner is not None else None
    within = [owner, *_along(owner, path)]
    for depth, step in enumerate(path):
        if isinstance(kind, ManyKind):
            kind = kind.item
        elif isinstance(kind, NodeKind):
            holder = within[depth] if depth < len(within) else None
            cls = type(holder) if isinstance(holder, Node) else kind.cls
            kind = next((field.kind for field in cls.__fields__.values() if field.json == step), None)
        else:
            return None
    return kind


def _word(readings: Readings, kind: Kind | None, value: str) -> str:
    if not isinstance(kind, WordKind):
        return value
    word = kind.words._value2member_map_.get(value)
    return readings.labels.word(word) if isinstance(word, Word) else spaced(value)

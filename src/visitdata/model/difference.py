"""What changed between two versions of a visit, as values: a participant added, a date made more precise.

Records are matched by their ids, wherever they moved, and what has none by what it says. The words for people are made
elsewhere.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from visitdata.findings import pointer_of
from visitdata.model.activity import Activity
from visitdata.model.edtf import EDTF
from visitdata.model.formats import ID, REF
from visitdata.model.kinds import JsonMapKind, Kind, ManyKind, NodeKind, TextKind, TextMapKind
from visitdata.model.matching import Contents, Versions, may_be_same
from visitdata.model.node import Field, Node, Noted
from visitdata.model.time import When
from visitdata.model.tree import walk
from visitdata.model.visit import Visit


class ChangeKind(StrEnum):
    """What happened."""

    ADDED = "added"
    """A record, a value, or an item of a list stands in the new version alone."""
    REMOVED = "removed"
    """It stands in the old version alone."""
    CHANGED = "changed"
    """A value is another one."""
    MOVED = "moved"
    """A record stands at another place of a list whose order is a fact."""
    TRANSFERRED = "transferred"
    """A record stands in another record, or in another field."""
    REORDERED = "reordered"
    """A list holds the same in another order."""
    RENAMED = "renamed"
    """A record has another id; references that only follow it are no changes of their own."""


class Shift(StrEnum):
    """How a changed date stands to the one before."""

    MORE_PRECISE = "more_precise"
    """It lies within the bounds of the one before."""
    LESS_PRECISE = "less_precise"
    """The one before lies within its bounds."""


class Change(NamedTuple):
    """One change, in one field of one record."""

    kind: ChangeKind
    field: str
    """The JSON name of the field in which it is."""
    old: Any
    """The value, or the item of the list, in the old version; None where it is not there."""
    new: Any
    """The same in the new version."""
    old_record: Node
    """The record that has the field, in the old version; of what was transferred the record in which it stood."""
    new_record: Node
    """The same in the new version."""
    old_place: str
    """The JSON Pointer (RFC 6901) of `old_record`."""
    new_place: str
    """The JSON Pointer of `new_record`."""
    old_pointer: str | None
    """The JSON Pointer of `old`; None where it is not there."""
    new_pointer: str | None
    """The same in the new version."""
    key: str | None = None
    """In a map, such as `titles`, the key."""

    @property
    def shift(self) -> Shift | None:
        """Of a changed date, or of a time of which the date alone changed, whether it became more or less precise."""
        old, new = self.old, self.new
        if isinstance(old, When) and isinstance(new, When):
            if old.date is None or new.date is None or old.replace(date=new.date) != new:
                return None
            old, new = old.date, new.date
        if not (isinstance(old, EDTF) and isinstance(new, EDTF)) or (old.first, old.last) == (new.first, new.last):
            return None
        if _lies_in(new, old):
            return Shift.MORE_PRECISE
        return Shift.LESS_PRECISE if _lies_in(old, new) else None


def _lies_in(inner: EDTF, outer: EDTF) -> bool:
    """Whether the bounds of both ends of a date lie within those of another."""
    return all(
        whole[0] <= part[0] and part[1] <= whole[1]
        for part, whole in ((inner.first, outer.first), (inner.last, outer.last))
    )


def diff(old: Visit, new: Visit) -> tuple[Change, ...]:
    """What changed between two versions of a visit, in the order of the model; nothing where they are equal.

    Raises `TypeError` for what is no `Visit`.
    """
    for visit in (old, new):
        if not isinstance(visit, Visit):
            raise TypeError(f"expected a Visit, got {type(visit).__name__}")
    return tuple(_Comparison(old, new).changes())


class _Record(NamedTuple):
    """A record in its place in one version."""

    node: Node
    pointer: str


class _Place(NamedTuple):
    """A record, and the field of another record in which it stands."""

    record: _Record
    owner: _Record
    field: str
    position: int


class _Both(NamedTuple):
    """A record in both versions."""

    old: _Record
    new: _Record

    def change(self, kind: ChangeKind, field: str, old: Any, new: Any, at: tuple[Any, Any], key: Any = None) -> Change:
        """A change in a field. `at` says for each version where below the field: a position, a key, nothing for the
        field itself, None where the value is not there."""
        before, after = (
            record.pointer + pointer_of((field, *below)) if below is not None else None
            for record, below in zip(self, at, strict=True)
        )
        owners = self.old.node, self.new.node, self.old.pointer, self.new.pointer
        return Change(kind, field, old, new, *owners, before, after, key)


_HERE: tuple[Any, ...] = ()
"""The field itself, not something below it."""


class _Comparison:
    """The comparison of two versions."""

    def __init__(self, old: Visit, new: Visit) -> None:
        self._roots = _Both(_Record(old, ""), _Record(new, ""))
        places = _places(old), _places(new)
        renamed = _renamed(old, new, *places)
        self._renamed = renamed
        known: dict[Hashable, int] = {}
        # No id has a space: what still refers to one that is gone, or did to one to come, is not the same.
        one = {id: f"{id} {now}" for id, now in renamed.items()}, {now: f"{id} {now}" for id, now in renamed.items()}
        self._versions = Versions(*(Contents(names, known) for names in one))
        self._before: dict[str, _Place] = {}
        """For ids in the new version the same record in the old one."""
        self._after: set[str] = set()
        """The ids of these in the old version."""
        for id, place in places[0].items():
            now = places[1].get(renamed.get(id, id))
            if now is not None and _is_kindred(place.record.node, now.record.node):
                self._before[renamed.get(id, id)] = place
                self._after.add(id)

    def changes(self) -> Iterator[Change]:
        """Every change, from the root on."""
        yield from self._inside(self._roots)

    def _inside(self, both: _Both) -> Iterator[Change]:
        """The changes in the fields of a record."""
        old, new = both.old.node, both.new.node
        if type(old) is not type(new):
            yield both.change(ChangeKind.CHANGED, "type", old.__tag__, new.__tag__, (_HERE, _HERE))
        for name in {**new.__fields__, **old.__fields__}:
            # A field that activities of several types have is of one kind in all of them, but for its words.
            field = new.__fields__.get(name) or old.__fields__[name]
            yield from self._field(both, field, old.__dict__.get(name), new.__dict__.get(name))

    def _field(self, both: _Both, field: Field, old: Any, new: Any) -> Iterator[Change]:
        """The changes in a field; None is a value that is not there."""
        kind = field.kind
        if old is None and new is None:
            return
        if isinstance(_item(kind), NodeKind):
            yield from self._parts(both, field, _listed(old), _listed(new))
        elif isinstance(kind, ManyKind):
            yield from self._items(both, field, old or (), new or ())
        elif isinstance(kind, TextMapKind | JsonMapKind):
            yield from self._entries(both, field, old or {}, new or {})
        else:
            yield from self._value(both, field, old, new)

    def _value(self, both: _Both, field: Field, old: Any, new: Any) -> Iterator[Change]:
        """The change of a single value."""
        at = _HERE if old is not None else None, _HERE if new is not None else None
        if field.kind is ID and old in self._renamed and self._renamed[old] == new:
            yield both.change(ChangeKind.RENAMED, field.json, old, new, at)
        elif old is None or new is None:
            kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
            yield both.change(kind, field.json, old, new, at)
        elif not self._versions.same(field.kind, old, new):
            yield both.change(ChangeKind.CHANGED, field.json, old, new, at)

    def _entries(self, both: _Both, field: Field, old: Any, new: Any) -> Iterator[Change]:
        """The changes in a map, key by key."""
        for key in sorted({*old, *new}):
            if key not in new:
                yield both.change(ChangeKind.REMOVED, field.json, old[key], None, ((key,), None), key)
            elif key not in old:
                yield both.change(ChangeKind.ADDED, field.json, None, new[key], (None, (key,)), key)
            elif not self._versions.same(field.kind, old[key], new[key]):
                yield both.change(ChangeKind.CHANGED, field.json, old[key], new[key], ((key,), (key,)), key)

    def _items(self, both: _Both, field: Field, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
        """The changes in a list of mere values, such as ids or words."""
        pairs = self._versions.equals(_item(field.kind), old, new)
        yield from self._unpaired(both, field, old, new, set(pairs.values()), set(pairs))
        if list(pairs.values()) != sorted(pairs.values()):
            yield both.change(ChangeKind.REORDERED, field.json, old, new, (_HERE, _HERE))

    def _unpaired(
        self, both: _Both, field: Field, old: tuple[Any, ...], new: tuple[Any, ...], kept: set[int], met: set[int]
    ) -> Iterator[Change]:
        """The items of a list that stand in one version alone: all but those at these positions."""
        for position, item in enumerate(old):
            if position not in kept:
                yield both.change(ChangeKind.REMOVED, field.json, item, None, (_step(field, position), None))
        for position, item in enumerate(new):
            if position not in met:
                yield both.change(ChangeKind.ADDED, field.json, None, item, (None, _step(field, position)))

    def _parts(self, both: _Both, field: Field, old: tuple[Node, ...], new: tuple[Node, ...]) -> Iterator[Change]:
        """The changes in a field that holds one object or a list of them."""
        pairs = self._paired(both, field, old, new)
        gone = {position for position, node in enumerate(old) if node.__dict__.get("id") in self._after}
        come = {position for position, node in enumerate(new) if node.__dict__.get("id") in self._before}
        yield from self._unpaired(both, field, old, new, gone | set(pairs.values()), come | set(pairs))
        moved = _moved(both, field, pairs)
        for position, node in enumerate(new):
            after = _below(both.new, field, position, node)
            if position in pairs:
                at = _step(field, pairs[position]), _step(field, position)
                before = _below(both.old, field, pairs[position], old[pairs[position]])
                if position in moved:
                    yield both.change(ChangeKind.MOVED, field.json, before.node, node, at)
                yield from self._pair(both, field, before, after, at)
            else:
                yield from self._arrivals(both.new, field, after)
        if not moved and list(pairs.values()) != sorted(pairs.values()):
            yield both.change(ChangeKind.REORDERED, field.json, old, new, (_HERE, _HERE))

    def _paired(self, both: _Both, field: Field, old: tuple[Node, ...], new: tuple[Node, ...]) -> dict[int, int]:
        """For the positions of new objects those of the same ones in the old list."""
        pairs = {}
        for position, node in enumerate(new):
            before = self._before.get(node.__dict__.get("id", ""))
            if before is not None and (before.owner.pointer, before.field) == (both.old.pointer, field.json):
                pairs[position] = before.position
        left = [at for at, node in enumerate(old) if node.__dict__.get("id") not in self._after]
        unmet = [at for at, node in enumerate(new) if node.__dict__.get("id") not in self._before]
        for find in (self._equal_nodes, self._alike_nodes):
            found = find(field.kind, [old[at] for at in left], [new[at] for at in unmet])
            pairs |= {unmet[position]: left[other] for position, other in found.items()}
            taken = {left[other] for other in found.values()}
            left, unmet = [at for at in left if at not in taken], [at for at in unmet if at not in pairs]
        return dict(sorted(pairs.items()))

    def _equal_nodes(self, kind: Kind, old: list[Node], new: list[Node]) -> dict[int, int]:
        return self._versions.equals(_item(kind), old, new)

    def _alike_nodes(self, kind: Kind, old: list[Node], new: list[Node]) -> dict[int, int]:
        """Of a field that holds a single object, the two are always versions of the same, if their ids allow it."""
        if not isinstance(kind, ManyKind):
            return {0: 0} if old and new and may_be_same(old[0], new[0]) else {}
        return self._versions.alike(old, new)

    def _pair(
        self, both: _Both, field: Field, before: _Record, after: _Record, at: tuple[Any, Any]
    ) -> Iterator[Change]:
        """The changes of an object that both versions have in the same field: a record's are told one by one."""
        is_same = self._versions.same(_item(field.kind), before.node, after.node)
        if isinstance(after.node, Noted):
            if self._renamed or not is_same:
                yield from self._inside(_Both(before, after))
        elif not is_same:
            yield both.change(ChangeKind.CHANGED, field.json, before.node, after.node, at)

    def _arrivals(self, owner: _Record, field: Field, after: _Record) -> Iterator[Change]:
        """What stood elsewhere, a record or what is now in it, and its changes."""
        before = self._before.get(after.node.__dict__.get("id", ""))
        if before is not None:
            old, new = before.record, after
            owners = before.owner.node, owner.node, before.owner.pointer, owner.pointer
            yield Change(ChangeKind.TRANSFERRED, field.json, old.node, new.node, *owners, old.pointer, new.pointer)
            yield from self._inside(_Both(old, new))
            return
        for inner, position, node in _objects(after.node):
            yield from self._arrivals(after, inner, _below(after, inner, position, node))


def _moved(both: _Both, field: Field, pairs: dict[int, int]) -> set[int]:
    """The positions, in the new version, of what moved within a list whose order is a fact: as few as can be."""
    order = f"{field.name}_order"
    if any(order not in record.node.__fields__ or order in record.node.__dict__ for record in both):
        return set()
    return set(pairs) - _in_order(pairs)


def _in_order(pairs: dict[int, int]) -> set[int]:
    """The keys of a largest selection whose values rise with them."""
    ends: list[int] = []  # the lowest value in which a selection of each length can end
    lasts: list[int] = []  # and the key of that value
    previous: dict[int, int | None] = {}
    for key, value in pairs.items():
        length = bisect_left(ends, value)
        previous[key] = lasts[length - 1] if length else None
        ends[length : length + 1], lasts[length : length + 1] = [value], [key]
    kept: set[int] = set()
    last = lasts[-1] if lasts else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return kept


def _item(kind: Kind) -> Kind:
    return kind.item if isinstance(kind, ManyKind) else kind


def _step(field: Field, position: int) -> tuple[Any, ...]:
    """What leads from a field to one of its objects."""
    return (position,) if isinstance(field.kind, ManyKind) else _HERE


def _listed(value: Any) -> tuple[Any, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _objects(node: Node) -> Iterator[tuple[Field, int, Node]]:
    """The objects that a record holds, each with its field and its position there."""
    for field in node.__fields__.values():
        if isinstance(_item(field.kind), NodeKind):
            for position, part in enumerate(_listed(node.__dict__.get(field.name))):
                yield field, position, part


def _below(owner: _Record, field: Field, position: int, node: Node) -> _Record:
    """An object that a record holds, in its place."""
    return _Record(node, owner.pointer + pointer_of((field.json, *_step(field, position))))


def _is_kindred(old: Node, new: Node) -> bool:
    """Whether two records with the same id are the same record: activities of another type are."""
    return type(old) is type(new) or (isinstance(old, Activity) and isinstance(new, Activity))


def _places(visit: Visit) -> dict[str, _Place]:
    """The records below the visit by their ids, without ids that are there more than once."""
    found: dict[str, _Place] = {}
    counts = Counter(node.__dict__["id"] for _, node in walk(visit) if "id" in node.__dict__)

    def look(owner: _Record) -> None:
        for field, position, node in _objects(owner.node):
            record = _below(owner, field, position, node)
            id = node.__dict__.get("id")
            if id is not None and counts[id] == 1:
                found[id] = _Place(record, owner, field.json, position)
            look(record)

    look(_Record(visit, ""))
    return found


def _renamed(old: Visit, new: Visit, before: dict[str, _Place], after: dict[str, _Place]) -> dict[str, str]:
    """The ids that were changed: of records that are gone by their ids, and are there by others.

    Such a record says the same but for ids; where it has no text of its own, the ids to which it refers are the same.
    """
    old_ids, new_ids = (
        {node.__dict__["id"] for _, node in walk(visit) if "id" in node.__dict__} for visit in (old, new)
    )
    renamed = {old.id: new.id} if old.id not in new_ids and new.id not in old_ids else {}
    candidates: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, (places, others) in enumerate(((before, new_ids), (after, old_ids))):
        for id, place in places.items():
            if id not in others and len(place.record.node.__dict__) > 1:
                candidates[_without_id(place.record.node)][side].append(id)
    for gone, come in candidates.values():
        if len(gone) == len(come) == 1:
            renamed[gone[0]] = come[0]
    return renamed


def _without_id(node: Node) -> Hashable:
    """What a record says but for its id, and but for references where it has text."""
    fields = node.__fields__
    said = {name: value for name, value in node.__dict__.items() if name != "id"}
    plain = {name: value for name, value in said.items() if _item(fields[name].kind) is not REF}
    has_text = any(isinstance(fields[name].kind, TextKind) for name in plain)
    return type(node), frozenset((plain if has_text else said).items())

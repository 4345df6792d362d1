"""Which parts of two versions of a visit are the same part: by what they say, where no id tells.

`visitdata.model.difference` pairs by ids first. What is paired here is paired alike in the other direction.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from visitdata.model.activity import Participant
from visitdata.model.edtf import EDTF
from visitdata.model.formats import ID, REF
from visitdata.model.frozen import identity
from visitdata.model.kinds import Kind, ManyKind, NodeKind, TextKind
from visitdata.model.node import Node
from visitdata.model.sources import Citation, Claim, Correction, Waiver
from visitdata.model.statements import TopicEntry
from visitdata.model.visit import RelatedVisit

_TOLD_APART_BY: dict[type[Node], tuple[str, ...]] = {
    Citation: ("source",),
    Claim: ("about", "field"),
    Correction: ("about", "field"),
    Participant: ("ref",),
    RelatedVisit: ("visit",),
    TopicEntry: ("topic",),
    Waiver: ("code", "about"),
}
"""The fields that say what a record without an id is about: where these differ, it is another record."""

_ENOUGH = 0.5
"""How alike two parts must be, from 0 to 1, to be versions of the same."""

_NEAR = 16
"""How far apart in their lists, among what has no equal, two parts may stand to be held against each other."""

_BEGINNING = 200
"""How many characters of a text are compared."""


class Contents:
    """What the parts of one version say, as values that are equal where the parts say the same.

    `renamed` maps ids that only one version has to what both know them by; `known` is shared by both.
    """

    def __init__(self, renamed: Mapping[str, str], known: dict[Hashable, int]) -> None:
        self._renamed = renamed
        self._known = known
        self._numbers: dict[int, tuple[Node, int]] = {}

    def of(self, kind: Kind, value: Any) -> Any:
        """What the value of a field says."""
        if isinstance(value, Node):
            return self._number(value)
        if isinstance(value, tuple) and isinstance(kind, ManyKind):
            return tuple(self.of(kind.item, item) for item in value)
        if isinstance(value, str) and (kind is REF or kind is ID):
            return self._renamed.get(value, value)
        return value.text if isinstance(value, EDTF) else identity(value)

    def _number(self, node: Node) -> int:
        """One number for all records that say the same."""
        held = self._numbers.get(id(node))
        if held is None:
            fields = node.__fields__
            said = frozenset((name, self.of(fields[name].kind, value)) for name, value in node.__dict__.items())
            held = self._numbers[id(node)] = node, self._known.setdefault((type(node), said), len(self._known))
        return held[1]


class Versions(NamedTuple):
    """The contents of both versions."""

    old: Contents
    new: Contents

    def same(self, kind: Kind, old: Any, new: Any) -> bool:
        """Whether the values of a field say the same."""
        return bool(self.old.of(kind, old) == self.new.of(kind, new))

    def equals(self, kind: Kind, old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
        """For the positions of new items those of the old ones that say the same, the first with the first."""
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for position, item in enumerate(old):
            waiting[self.old.of(kind, item)].append(position)
        contents = ((position, waiting.get(self.new.of(kind, item))) for position, item in enumerate(new))
        return {position: places.popleft() for position, places in contents if places}

    def alike(self, old: Sequence[Node], new: Sequence[Node]) -> dict[int, int]:
        """For the positions of new items those of the old ones of which they are a later version, the likest first."""
        ranked = []
        for position, one in enumerate(new):
            for other in range(max(0, position - _NEAR), min(len(old), position + _NEAR + 1)):
                if may_be_same(old[other], one) and not self._told_apart(old[other], one):
                    likeness = self.likeness(old[other], one)
                    if likeness >= _ENOUGH:
                        ranked.append((-likeness, abs(other - position), other + position, other, position))
        paired: dict[int, int] = {}
        taken: set[int] = set()
        for *_, other, position in sorted(ranked):
            if position not in paired and other not in taken:
                paired[position] = other
                taken.add(other)
        return paired

    def _told_apart(self, old: Node, new: Node) -> bool:
        fields = new.__fields__
        return type(old) is not type(new) or any(
            not self.same(fields[name].kind, getattr(old, name), getattr(new, name))
            for name in _TOLD_APART_BY.get(type(new), ())
        )

    def likeness(self, old: Node, new: Node) -> float:
        """How alike two objects of one class are that are not equal, from 0 to 1: the share of their fields that say
        the same."""
        said = [field for name, field in new.__fields__.items() if name in old.__dict__ or name in new.__dict__]
        return sum(
            self._value_likeness(field.kind, old.__dict__[field.name], new.__dict__[field.name])
            for field in said
            if field.name in old.__dict__ and field.name in new.__dict__
        ) / len(said)

    def _value_likeness(self, kind: Kind, old: Any, new: Any) -> float:
        if self.same(kind, old, new):
            return 1.0
        if isinstance(kind, ManyKind):
            share = _share(Counter(self.old.of(kind, old)), Counter(self.new.of(kind, new)))
            return share or self._likeness_in_order(kind.item, old, new)
        if isinstance(kind, NodeKind):
            return self.likeness(old, new) if type(old) is type(new) else 0.0
        if isinstance(kind, TextKind) and kind is not REF and isinstance(old, str):
            return _share(_pairs(old), _pairs(new))
        return 0.0

    def _likeness_in_order(self, kind: Kind, old: Sequence[Any], new: Sequence[Any]) -> float:
        """How alike two lists are of which no item is in both: the first few, held against each other one by one."""
        likeness = sum(self._value_likeness(kind, *pair) for pair in zip(old[:_NEAR], new[:_NEAR], strict=False))
        return 2 * likeness / (len(old) + len(new))


def may_be_same(old: Node, new: Node) -> bool:
    """Whether nothing in two ids, or in their absence, says that these are different records."""
    ids = old.__dict__.get("id"), new.__dict__.get("id")
    return None in ids or ids[0] == ids[1]


@lru_cache(4 * _NEAR)
def _pairs(text: str) -> Counter[str]:
    """The pairs of characters that follow each other, which tell how alike texts are in any script."""
    text = text[:_BEGINNING]
    return Counter(text[start : start + 2] for start in range(max(1, len(text) - 1)))


def _share(old: Counter[Any], new: Counter[Any]) -> float:
    """The share of items that two collections have in common."""
    return 2 * (old & new).total() / (old.total() + new.total())

"""One walk over a document: every object in its place, and the values that several rules look at, wherever they stand:
references, texts, language tags and dates."""

from typing import Any, NamedTuple

from visitdata.findings import pointer_of
from visitdata.model import Node, Visit
from visitdata.model.formats import LANGUAGE, REF, TEXT
from visitdata.model.kinds import DateKind, Kind, ManyKind, NodeKind, TextMapKind


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


Told = tuple[Node, str, str, Any]
"""A value in its place: the object that says it, the field's name and its JSON key, and what the field keeps."""


class Walk:
    """What a walk over a document met, in the order in which it stands."""

    def __init__(self, visit: Visit) -> None:
        self.spots: list[Spot] = []
        """Every object, each before what it holds."""
        self.refs: list[Told] = []
        """The fields that refer to records by id; those in the values of claims are not among them."""
        self.texts: list[Told] = []
        """The fields that hold free text, lists of it, or texts by language."""
        self.tags: list[Told] = []
        """The fields that hold language tags, lists of them, or texts by language."""
        self.dates: list[Told] = []
        """The fields that hold dates."""
        self._collect(Spot(visit, None, "", None))

    def _collect(self, first: Spot) -> None:
        add, lists = self.spots.append, (self.refs, self.texts, self.tags, self.dates)

        def collect(spot: Spot) -> None:
            add(spot)
            node = spot.node
            fields = _FIELDS.get(type(node)) or _fields(type(node))
            for name, value in node.__dict__.items():
                if name not in fields:
                    continue
                key, what = fields[name]
                if what >= 0:
                    lists[what].append((node, name, key, value))
                elif what == _NODE:
                    collect(_new(Spot, (value, spot, key, None)))
                elif what == _NODES:
                    for position, item in enumerate(value):
                        collect(_new(Spot, (item, spot, key, position)))
                else:
                    lists[_TEXTS].append((node, name, key, value))
                    lists[_TAGS].append((node, name, key, value))

        collect(first)


_BY_LANGUAGE, _NODES, _NODE, _REFS, _TEXTS, _TAGS, _DATES = range(-3, 4)

_FIELDS: dict[type[Node], dict[str, tuple[str, int]]] = {}
"""Of each class the fields that a walk looks at: their JSON keys, and what they hold."""

_new: Any = tuple.__new__
"""Makes a `Spot` of its parts, in half the time that its own constructor takes."""


def _fields(cls: type[Node]) -> dict[str, tuple[str, int]]:
    found = {}
    for field in cls.__fields__.values():
        is_many = isinstance(field.kind, ManyKind)
        what = _what(field.kind.item if isinstance(field.kind, ManyKind) else field.kind, is_many)
        if what is not None:
            found[field.name] = (field.json, what)
    _FIELDS[cls] = found
    return found


def _what(kind: Kind, is_many: bool) -> int | None:
    if isinstance(kind, NodeKind):
        return _NODES if is_many else _NODE
    if isinstance(kind, TextMapKind) and kind.key is LANGUAGE:
        return _BY_LANGUAGE
    if isinstance(kind, DateKind):
        return _DATES
    return {REF: _REFS, TEXT: _TEXTS, LANGUAGE: _TAGS}.get(kind)  # type: ignore[call-overload, no-any-return]

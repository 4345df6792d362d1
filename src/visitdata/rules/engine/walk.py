"""One walk over a document: every object in its place, and the values that several rules look at, wherever they stand:
references, texts, language tags and dates."""

from collections.abc import Iterator, Mapping
from functools import cache
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


class Shape:
    """What the objects of one class that say the same fields have in common."""

    __slots__ = ("cls", "has_id", "held", "kept", "names", "texts")

    def __init__(self, cls: type[Node], names: tuple[str, ...]) -> None:
        self.cls = cls
        self.names = names
        """The fields that they say."""
        self.has_id = "id" in names
        known = _fields(cls)  # type: ignore[arg-type]  # a class has a hash, whatever its objects have
        fields = [(name, *known[name]) for name in names if name in known]
        self.held = [(name, key, what == _NODES) for name, key, what in fields if what in (_NODE, _NODES)]
        """The fields that hold objects: name, key, and whether it is a list of them."""
        self.kept = [(name, key, _KEPT[what]) for name, key, what in fields if what in _KEPT]
        """The fields whose values are kept with their places, and in which list."""
        self.texts = [(name, key) for name, key, what in fields if what in (_TEXT, _BY_LANGUAGE)]
        """The fields that hold free text, lists of it, or texts by language: name and key."""


class Walk:
    """What a walk over a document met, in the order in which it stands."""

    def __init__(self, visit: Visit) -> None:
        self.spots: list[Spot] = []
        """Every object, each before what it holds."""
        self.shapes: list[Shape] = []
        """The shape of each."""
        self.refs: list[Told] = []
        """The fields that refer to records by id; those in the values of claims are not among them."""
        self.texts: list[str | tuple[str, ...] | Mapping[str, str]] = []
        """What the fields say that hold free text, lists of it, or texts by language."""
        self.tags: list[Told] = []
        """The fields that hold language tags, lists of them, or texts by language."""
        self.dates: list[Told] = []
        """The fields that hold dates."""
        self.named: list[Node] = []
        """The objects that have an id."""
        self._collect(Spot(visit, None, "", None), (self.refs, self.tags, self.dates))

    def _collect(self, spot: Spot, lists: tuple[list[Told], ...]) -> None:
        node = spot.node
        said = node.__dict__
        key = (type(node), *said)
        shape = _SHAPES.get(key) or _shape(key)
        self.spots.append(spot)
        self.shapes.append(shape)
        if shape.has_id:
            self.named.append(node)
        for name, _ in shape.texts:
            self.texts.append(said[name])
        for name, json, kept in shape.kept:
            lists[kept].append((node, name, json, said[name]))
        for name, json, is_many in shape.held:
            if is_many:
                for position, item in enumerate(said[name]):
                    self._collect(_new(Spot, (item, spot, json, position)), lists)
            else:
                self._collect(_new(Spot, (said[name], spot, json, None)), lists)

    def told_texts(self) -> Iterator[Told]:
        """The fields that hold free text, lists of it, or texts by language, in their places."""
        for spot, shape in zip(self.spots, self.shapes, strict=True):
            said = spot.node.__dict__
            for name, key in shape.texts:
                yield spot.node, name, key, said[name]


_NODE, _NODES, _REF, _TEXT, _TAG, _DATE, _BY_LANGUAGE = range(7)

_KEPT = {_REF: 0, _TAG: 1, _BY_LANGUAGE: 1, _DATE: 2}
"""In which of the lists of a walk the values of a field are kept with their places."""

_SHAPES: dict[tuple[Any, ...], Shape] = {}

MOST_SHAPES = 10_000
"""How many shapes are remembered: real documents have some hundreds."""

_new: Any = tuple.__new__
"""Makes a `Spot` of its parts, in half the time that its own constructor takes."""


def _shape(key: tuple[Any, ...]) -> Shape:
    if len(_SHAPES) >= MOST_SHAPES:
        _SHAPES.clear()
    shape = _SHAPES[key] = Shape(key[0], key[1:])
    return shape


@cache
def _fields(cls: type[Node]) -> dict[str, tuple[str, int]]:
    """The fields of a class that a walk looks at: their JSON keys, and what they hold."""
    found = {}
    for field in cls.__fields__.values():
        is_many = isinstance(field.kind, ManyKind)
        what = _what(field.kind.item if isinstance(field.kind, ManyKind) else field.kind, is_many)
        if what is not None:
            found[field.name] = (field.json, what)
    return found


def _what(kind: Kind, is_many: bool) -> int | None:
    if isinstance(kind, NodeKind):
        return _NODES if is_many else _NODE
    if isinstance(kind, TextMapKind) and kind.key is LANGUAGE:
        return _BY_LANGUAGE
    if isinstance(kind, DateKind):
        return _DATE
    return {REF: _REF, TEXT: _TEXT, LANGUAGE: _TAG}.get(kind)  # type: ignore[call-overload, no-any-return]

"""Any JSON, made immutable and hashable: what `extensions`, claims and corrections hold."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from visitdata.limits import MAX_DEPTH, MAX_INTEGER, MAX_SIZE

_MAX_VALUES = MAX_SIZE // 2
"""The most values that a text of the largest size can hold: each takes two bytes at least."""


class Refused(Exception):  # noqa: N818 - internal signal between a kind and the field that holds it
    """A kind does not take a value. `path` is the place of the refused `value` inside what was given."""

    def __init__(self, expected: str, value: object, path: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.value = value
        self.path = path


class FrozenMap(Mapping[str, Any]):
    """An immutable, hashable mapping whose values are immutable too. Equal to any mapping that says the same;
    `True`, ``1`` and ``1.0`` are not the same. `plain()` gives a dict that may be changed."""

    __slots__ = ("_items",)
    _items: dict[str, Any]

    def __init__(self, items: dict[str, Any]) -> None:
        object.__setattr__(self, "_items", items)

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap cannot be changed ({name})")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Mapping):
            return bool(identity(self) == identity(other))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(identity(self))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (self._items,)

    def plain(self) -> dict[str, Any]:
        """A copy made of dicts and lists, which may be changed."""
        result: dict[str, Any] = thaw(self)
        return result


def identity(value: Any) -> Any:
    """What makes a JSON value equal to another: content and exact type, whatever the order of keys."""
    if isinstance(value, Mapping):
        return ("{", frozenset((key, identity(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return ("[", *map(identity, value))
    return (type(value), repr(value) if type(value) is float else value)


def freeze(value: Any) -> Any:
    """A JSON value made immutable: dicts become `FrozenMap`, lists tuples.

    Raises `Refused` for what JSON text cannot say or I-JSON (RFC 7493) forbids: NaN, infinities, lone
    surrogates, keys that are not text, integers past ±(2^53 - 1), nesting past 200 levels; and for a value that says
    more than a document may, as one does that holds the same list in many places.
    """
    if _count(value, {}) > _MAX_VALUES:
        raise Refused(f"JSON that holds at most {_MAX_VALUES:,} values", value)
    return _freeze(value, 1)


def _count(value: Any, counts: dict[int, int], depth: int = 1) -> int:
    """How many values a value holds. What it holds in many places is counted for each, but looked at once."""
    if depth > MAX_DEPTH or type(value) not in (dict, list, tuple):
        return 0
    if id(value) not in counts:
        children = value.values() if type(value) is dict else value
        counts[id(value)] = sum(1 + _count(child, counts, depth + 1) for child in children)
    return counts[id(value)]


def _freeze(value: Any, depth: int) -> Any:
    kind = type(value)
    if kind is str:
        return sound_text(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        if abs(value) > MAX_INTEGER:
            raise Refused("an integer within ±(2^53 - 1)", value)
        return value
    if kind is float:
        if not isfinite(value):
            raise Refused("a finite number", value)
        return value
    if depth > MAX_DEPTH:
        raise Refused(f"JSON nested at most {MAX_DEPTH} levels deep", value)
    if isinstance(value, Mapping):
        frozen = {}
        for key, item in value.items():
            if type(key) is not str:
                raise Refused("keys that are text", value)
            frozen[sound_text(key)] = _freeze(item, depth + 1)
        return FrozenMap(frozen)
    if isinstance(value, list | tuple):
        return tuple(_freeze(item, depth + 1) for item in value)
    raise Refused("a JSON value: text, number, true, false, null, list or dict", value)


def freeze_trusted(value: Any) -> Any:
    """As `freeze`, for a value that decoding has already found to be good JSON."""
    if type(value) is dict:
        return FrozenMap({key: freeze_trusted(item) for key, item in value.items()})
    if type(value) is list:
        return tuple(map(freeze_trusted, value))
    return value


def thaw(value: Any) -> Any:
    """A frozen JSON value as plain dicts and lists."""
    if isinstance(value, FrozenMap):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def sound_text(value: str) -> str:
    """The text itself. Raises `Refused` where it holds a lone surrogate, which no UTF-8 can say."""
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Refused("text without lone surrogates", value) from None
    return value

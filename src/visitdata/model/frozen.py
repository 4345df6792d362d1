"""Any JSON, made immutable and hashable: what `extensions`, claims and corrections hold."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from visitdata.limits import LEAST_BYTES, MAX_DEPTH, MAX_INTEGER, MAX_SIZE

_MAX_VALUES = MAX_SIZE // LEAST_BYTES
"""The most values that a text of the largest size can hold."""


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
    return _freeze(value, 1, [_MAX_VALUES], {})


def _freeze(value: Any, depth: int, left: list[int], known: dict[tuple[int, int], tuple[Any, Any, int]]) -> Any:
    """As `freeze`; `left` is how many values may still be said, `known` what has been frozen, by identity and depth:
    the original, so that it lives on, the frozen one, and how many values it says. What is held in many places is
    frozen once and counted for each."""
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
    if not issubclass(kind, Mapping | list | tuple):
        raise Refused("a JSON value: text, number, true, false, null, list or dict", value)
    before = left[0]
    _, frozen, size = known.get((id(value), depth), (None, None, len(value)))
    left[0] -= size
    if left[0] < 0:
        raise Refused(f"JSON that holds at most {_MAX_VALUES:,} values", value)
    if frozen is not None:
        return frozen
    if issubclass(kind, Mapping):
        items = {}
        for key, item in value.items() if kind is dict else ((key, value[key]) for key in value):
            if type(key) is not str:
                raise Refused("keys that are text", value)
            items[sound_text(key)] = _freeze(item, depth + 1, left, known)
        frozen = FrozenMap(items)
    else:
        frozen = tuple(_freeze(item, depth + 1, left, known) for item in value)
    known[id(value), depth] = value, frozen, before - left[0]
    return frozen


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

"""Plain values <-> visits, with hooks made once for each class.

Two roads lead to equal objects, both by cattrs. `structure` is for values that the schema has accepted: it visits only
what is present and checks nothing again. `structure_strictly` trusts nothing: it builds every object through its
constructor, and accepts exactly what the schema accepts. `plain` leads back, one object at a time.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import cattrs

from visitdata.model import EDTF, InvalidField, Node, Visit
from visitdata.model.fields import WHOLE
from visitdata.model.frozen import FrozenMap, freeze_trusted
from visitdata.model.kinds import (
    DateKind,
    IntegerKind,
    JsonKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextMapKind,
    WordKind,
)

Convert = Callable[..., Any]
"""Of a value makes another. Hooks are given a class as well when cattrs calls them, and do without when they call each
other."""

N = TypeVar("N", bound=Node)


def structure(value: dict[str, Any]) -> Visit:
    """The visit that a plain value says. The schema must have accepted the value."""
    return _trusting().structure(value, Visit)


def structure_strictly(value: Any) -> Visit:
    """The visit that a plain value says, trusting nothing. Raises `InvalidField` for exactly those values that the
    schema does not accept."""
    return structure_part(value, Visit)


def structure_part(value: Any, cls: type[N]) -> N:
    """As `structure_strictly`, for any class of the model or family of classes."""
    part: N = _strict().structure(value, cls)
    return part


@functools.cache
def _trusting() -> cattrs.Converter:
    converter = cattrs.Converter()
    converter.register_structure_hook_factory(_is_model, lambda cls: _trusting_hook(cls, converter))
    return converter


@functools.cache
def _strict() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook_factory(_is_model, lambda cls: _strict_hook(cls, converter))
    return converter


def _is_model(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Node)


# After the gate: every object is filled directly, no constructor runs.

_put = object.__setattr__
"""Fills a frozen object. Until somebody asks for its ``__dict__``, an object filled so needs no dict of its own, which
saves a quarter of the memory of a visit."""


def _trusting_hook(cls: type[Node], converter: cattrs.Converter) -> Convert:
    if cls.__members__:
        return _by_type(cls, converter)
    names = {field.json: (field.name, _trusting_kind(field.kind, converter)) for field in cls.__fields__.values()}
    if cls.__tag__ is not None:
        names["type"] = ("", None)  # the class says it
    new = cls.__new__

    def hook(value: dict[str, Any], _: Any = None) -> Any:
        node = new(cls)
        for key, item in value.items():
            name, convert = names[key]
            if name:
                _put(node, name, item if convert is None else convert(item))
        return node

    return hook


def _trusting_kind(kind: Kind, converter: cattrs.Converter) -> Convert | None:
    """What turns a good plain value of a kind into what the field keeps; None where it already is that."""
    match kind:
        case DateKind():
            return _date
        case WordKind():
            return kind.words._value2member_map_.__getitem__
        case IntegerKind():
            return int
        case NumberKind():
            return lambda value: float(value) + 0.0
        case TextMapKind():
            return _sorted_map
        case JsonMapKind():
            return lambda value: freeze_trusted(dict(sorted(value.items())))
        case JsonKind():
            return freeze_trusted
        case NodeKind():
            return converter.get_structure_hook(kind.cls)
        case ManyKind():
            item = _trusting_kind(kind.item, converter)
            return tuple if item is None else lambda value: tuple(map(item, value))
    return None


def _sorted_map(value: dict[str, str]) -> FrozenMap:
    return FrozenMap(dict(sorted(value.items())))


_date = functools.lru_cache(4096)(EDTF.trusted)
"""Dates come again and again, within a visit and across a corpus; they are immutable, so one serves all."""


def _by_type(family: type[Node], converter: cattrs.Converter) -> Convert:
    hooks: dict[Any, Convert] = {cls.__tag__: converter.get_structure_hook(cls) for cls in family.__members__}
    return lambda value, _=None: hooks[value["type"]](value)


# Without the gate: every object is built by its constructor, which refuses what the schema refuses.


def _strict_hook(cls: type[Node], converter: cattrs.Converter) -> Convert:
    if cls.__members__:
        return _strict_by_type(cls, converter)
    fields = {
        field.json: (field.name, _strict_kind(field.kind, converter), _empty_of(field.kind))
        for field in cls.__fields__.values()
    }
    required = [field.json for field in cls.__fields__.values() if field.required]

    def hook(value: Any, _: Any = None) -> Any:
        if type(value) is not dict:
            raise InvalidField(cls.__name__, WHOLE, value, "a JSON object")
        arguments = {}
        for key, item in value.items():
            if key == "type" and cls.__tag__ is not None:
                continue
            if key not in fields:
                raise InvalidField(cls.__name__, str(key), item, "no such key")
            name, convert, empty = fields[key]
            if item is None or (empty is not None and item == empty):
                raise InvalidField(cls.__name__, name, item, "a value that says something")
            arguments[name] = item if convert is None else convert(item)
        for key in required:
            if key not in value:
                raise InvalidField(cls.__name__, key, None, "a value: the key is required")
        return cls(**arguments)

    return hook


def _empty_of(kind: Kind) -> Any:
    """The empty value that a constructor takes as absent and JSON may not write."""
    if isinstance(kind, ManyKind):
        return []
    return {} if isinstance(kind, TextMapKind | JsonMapKind) else None


def _strict_kind(kind: Kind, converter: cattrs.Converter) -> Convert | None:
    """What prepares a plain value of unknown shape for the constructor, which checks it."""
    match kind:
        case IntegerKind():
            return _integer
        case NodeKind():
            return converter.get_structure_hook(kind.cls)
        case ManyKind():
            item = _strict_kind(kind.item, converter)
            return lambda value: [item(one) for one in value] if item and type(value) is list else value
    return None


def _integer(value: Any) -> Any:
    """JSON Schema, like JSON, takes 21.0 for the integer 21."""
    return int(value) if type(value) is float and value.is_integer() else value


def _strict_by_type(family: type[Node], converter: cattrs.Converter) -> Convert:
    hooks: dict[Any, Convert] = {cls.__tag__: converter.get_structure_hook(cls) for cls in family.__members__}

    def hook(value: Any, _: Any = None) -> Any:
        tag = value.get("type") if type(value) is dict else None
        if type(tag) is not str or tag not in hooks:
            raise InvalidField(family.__name__, "type", tag, f"one of {', '.join(map(str, hooks))}")
        return hooks[tag](value)

    return hook


# Back to plain values: a writer of JSON asks for each object that it does not know.

_SHAPES = 1000
"""For how many combinations of fields of one class the canonical order is remembered."""


def plain(value: Any) -> Any:
    """What stands in JSON for a value of the model: for a record a dict of its fields in canonical order, their values
    as they are. Raises `TypeError` for what no record holds. The dict may be the record's own: it is read, never
    changed."""
    return _PLAIN[type(value)](value)


class _PlainHooks(dict[type[Any], Convert]):
    """For each class what makes its objects plain, made when the first one is met."""

    def __missing__(self, cls: type[Any]) -> Convert:
        if not issubclass(cls, Node):
            raise TypeError(f"no JSON for a {cls.__name__}")
        hook = self[cls] = _record_hook(cls)
        return hook


_PLAIN = _PlainHooks({EDTF: lambda date: date.text, FrozenMap: lambda frozen: frozen._items})


def _record_hook(cls: type[Node]) -> Convert:
    tag = cls.__tag__
    keys = {field.name: field.json for field in cls.__fields__.values()}
    shapes: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def ordered(said: dict[str, Any]) -> list[tuple[str, str]]:
        """The names and keys of the fields in canonical order; none where they stand in it."""
        found = [(name, key) for name, key in keys.items() if name in said]
        if found == [(name, name) for name in said]:
            found = []
        if len(shapes) < _SHAPES:
            shapes[tuple(said)] = found
        return found

    def hook(node: Any) -> dict[str, Any]:
        said: dict[str, Any] = node.__dict__
        fields = shapes.get(tuple(said))
        if fields is None:
            fields = ordered(said)
        if fields:
            said = {key: said[name] for name, key in fields}
        return said if tag is None else {"type": tag, **said}

    return hook

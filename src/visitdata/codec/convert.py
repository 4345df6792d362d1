"""Plain values <-> visits, by cattrs, with hooks made once for each class.

Two roads lead to equal objects. `structure` is for values that the schema has accepted: it visits only what is
present and checks nothing again. `structure_strictly` trusts nothing: it builds every object through its
constructor, and accepts exactly what the schema accepts.
"""

import functools
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

import cattrs

from visitdata.model import EDTF, InvalidField, Node, Visit
from visitdata.model.fields import WHOLE
from visitdata.model.frozen import FrozenMap, freeze_trusted, thaw
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

Convert = Callable[[Any], Any]
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


def unstructure(visit: Node) -> dict[str, Any]:
    """A visit, or a part of one, as a plain value of dicts and lists, its keys in canonical order."""
    plain: dict[str, Any] = _trusting().unstructure(visit)
    return plain


@functools.cache
def _trusting() -> cattrs.Converter:
    converter = cattrs.Converter()
    converter.register_structure_hook_factory(_is_model, lambda cls: _trusting_hook(cls, converter))
    converter.register_unstructure_hook_factory(_is_model, lambda cls: _unstructure_hook(cls, converter))
    return converter


@functools.cache
def _strict() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook_factory(_is_model, lambda cls: _strict_hook(cls, converter))
    return converter


def _is_model(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Node)


# After the gate: every object is filled directly, no constructor runs.


def _trusting_hook(cls: type[Node], converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    if cls.__members__:
        return _by_type(cls, converter)
    names = {field.json: (field.name, _trusting_kind(field.kind, converter)) for field in cls.__fields__.values()}
    if cls.__tag__ is not None:
        names["type"] = ("", None)
    new = cls.__new__

    def hook(value: dict[str, Any], _: Any) -> Any:
        node = new(cls)
        said = node.__dict__
        for key, item in value.items():
            name, convert = names[key]
            said[name] = item if convert is None else convert(item)
        if cls.__tag__ is not None:
            del said[""]
        return node

    return hook


def _trusting_kind(kind: Kind, converter: cattrs.Converter) -> Convert | None:
    """What turns a good plain value of a kind into what the field keeps; None where it already is that."""
    match kind:
        case DateKind():
            return EDTF.trusted
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
            return _node(kind.cls, converter)
        case ManyKind():
            item = _trusting_kind(kind.item, converter)
            return tuple if item is None else lambda value: tuple(map(item, value))
    return None


def _sorted_map(value: dict[str, str]) -> FrozenMap:
    return FrozenMap(dict(sorted(value.items())))


def _node(cls: type[Node], converter: cattrs.Converter) -> Convert:
    structure_hook = converter.get_structure_hook(cls)
    return lambda value: structure_hook(value, cls)


def _by_type(family: type[Node], converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    hooks = {cls.__tag__: converter.get_structure_hook(cls) for cls in family.__members__}
    return lambda value, _: hooks[value["type"]](value, None)


# Without the gate: every object is built by its constructor, which refuses what the schema refuses.


def _strict_hook(cls: type[Node], converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    if cls.__members__:
        return _strict_by_type(cls, converter)
    fields = {
        field.json: (field.name, _strict_kind(field.kind, converter), _empty_of(field.kind))
        for field in cls.__fields__.values()
    }
    required = [field.json for field in cls.__fields__.values() if field.required]

    def hook(value: Any, _: Any) -> Any:
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
            return _node(kind.cls, converter)
        case ManyKind():
            item = _strict_kind(kind.item, converter)
            return lambda value: [item(one) for one in value] if item and type(value) is list else value
    return None


def _integer(value: Any) -> Any:
    """JSON Schema, like JSON, takes 21.0 for the integer 21."""
    return int(value) if type(value) is float and value.is_integer() else value


def _strict_by_type(family: type[Node], converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    hooks = {cls.__tag__: converter.get_structure_hook(cls) for cls in family.__members__}

    def hook(value: Any, _: Any) -> Any:
        tag = value.get("type") if type(value) is dict else None
        if type(tag) is not str or tag not in hooks:
            raise InvalidField(family.__name__, "type", tag, f"one of {', '.join(map(str, hooks))}")
        return hooks[tag](value, None)

    return hook


# Back to plain values.

_SHAPES = 1000
"""For how many combinations of fields of one class the canonical order is remembered."""


def _unstructure_hook(cls: type[Node], converter: cattrs.Converter) -> Convert:
    if cls.__members__:
        hooks = {member: converter.get_unstructure_hook(member) for member in cls.__members__}
        return lambda node: hooks[type(node)](node)
    tag = cls.__tag__
    fields = [(field.name, field.json, _plain_kind(field.kind, converter)) for field in cls.__fields__.values()]
    shapes: dict[tuple[str, ...], list[tuple[str, str, Convert | None]]] = {}

    def hook(node: Any) -> dict[str, Any]:
        said = node.__dict__
        shape = tuple(said)
        ordered = shapes.get(shape)
        if ordered is None:
            ordered = [field for field in fields if field[0] in said]
            if len(shapes) < _SHAPES:
                shapes[shape] = ordered
        written: dict[str, Any] = {} if tag is None else {"type": tag}
        for name, key, convert in ordered:
            written[key] = said[name] if convert is None else convert(said[name])
        return written

    return hook


def _plain_kind(kind: Kind, converter: cattrs.Converter) -> Convert | None:
    match kind:
        case DateKind():
            return attrgetter("text")
        case WordKind():
            return attrgetter("_value_")
        case TextMapKind() | JsonMapKind() | JsonKind():
            return thaw
        case NodeKind():
            return converter.get_unstructure_hook(kind.cls)
        case ManyKind():
            item = _plain_kind(kind.item, converter)
            return list if item is None else lambda value: [item(one) for one in value]
    return None

"""What every class of the model is: a frozen attrs class whose instances hold what was said and nothing else.

An absent field is a class attribute (None or an empty tuple), so that an instance's ``__dict__`` carries only what
is present: writing, comparing and hashing walk just that. `record` makes such a class; `family` one that is never
built itself, such as `Step`.
"""

import re
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, dataclass_transform

import attrs

from visitdata.findings import nearest
from visitdata.model.fields import WHOLE, Id, InvalidField, JsonMap, Text, kind_of, required, says
from visitdata.model.frozen import Refused, identity
from visitdata.model.kinds import JsonKind, Kind

C = TypeVar("C", bound=type[Any])

_FIRST = {"schema_version": 0, "schema": 1, "id": 2}
_LAST = {"steps": 1, "statements": 2, "outcomes": 3, "citations": 4, "note": 5, "extensions": 6}


class Field(NamedTuple):
    """A field as the schema, the codec and the test strategies see it."""

    name: str
    """Its name in Python."""
    json: str
    """Its key in JSON."""
    kind: Kind
    required: bool
    meaning: str
    examples: tuple[Any, ...]
    present: bool
    """Whether those it names are present by doing what the field says."""


class Node:
    """Anything a document is made of. Instances are immutable, hashable, and compare by content and class."""

    __attrs_attrs__: ClassVar[tuple[Any, ...]] = ()
    __fields__: ClassVar[dict[str, Field]] = {}
    """The fields of the class by Python name, in canonical order."""
    __members__: ClassVar[tuple[type[Any], ...]] = ()
    """Of a tagged family: the classes that belong to it, in the order of the model."""
    __family__: ClassVar[bool] = False
    """Whether it is a family, which is never built itself."""
    __meaning__: ClassVar[str] = ""
    """What the class means, without the list of its fields."""
    __tag__: ClassVar[str | None] = None
    """Of a member of a tagged family: the text of its ``type`` in JSON. Set on a family, it makes it a tagged one."""

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed; None or an empty list removes a field.

        Raises `InvalidField` for a value that the field cannot hold, `TypeError` for a field that does not exist.
        """
        for name in changes:
            if name not in self.__fields__:
                near = nearest(name, self.__fields__)
                hint = f"; did you mean {near!r}?" if near else ""
                raise TypeError(f"{type(self).__name__} has no field {name!r}{hint}")
        return type(self)(**{**self.__dict__, **changes})

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), frozenset(self.__dict__.items())))

    def __repr__(self) -> str:
        said = self.__dict__
        shown = (f"{name}={_shown(said[name])}" for name in self.__fields__ if name in said)
        return f"{type(self).__name__}({', '.join(shown)})"

    def __attrs_post_init__(self) -> None:
        if type(self).__family__:
            raise TypeError(f"{type(self).__name__} is a family of classes; build one of them")
        said = self.__dict__
        for name, field in self.__fields__.items():
            if name in said and said[name] is field.kind.absent:
                del said[name]
        if not said and self.__tag__ is None:
            raise InvalidField(type(self).__name__, WHOLE, {}, "at least one field: an object says something")


def _shown(value: Any) -> str:
    """A value inside a repr: a record that has an id by that id alone, and long lists cut."""
    if isinstance(value, Node):
        name = value.__dict__.get("id")
        return repr(value) if name is None else f"<{type(value).__name__} {name}>"
    if isinstance(value, tuple):
        more = [f"... {len(value) - 3} more"] if len(value) > 3 else []
        return f"[{', '.join([*map(_shown, value[:3]), *more])}]"
    if isinstance(value, str):
        return repr(str(value)) if len(value) <= 80 else repr(value[:77] + "...")
    return repr(value)


def _admit(value: Any, node: Node, attribute: Any) -> Any:
    """What a field keeps of the value a constructor was given."""
    kind: Kind = attribute.metadata["kind"]
    needed = attribute.metadata.get("required", False)
    if value is kind.absent or value is None:
        if not needed:
            return kind.absent
        raise InvalidField(type(node).__name__, attribute.name, value, kind.expected)
    try:
        accepted = kind.accept(value)
    except Refused as refused:
        name = attribute.name + refused.path
        raise InvalidField(type(node).__name__, name, refused.value, refused.expected) from None
    if needed and accepted is kind.absent:
        raise InvalidField(type(node).__name__, attribute.name, value, f"{kind.expected}, not empty")
    return accepted


_ADMIT: Any = attrs.Converter(_admit, takes_self=True, takes_field=True)  # type: ignore[call-overload]  # Node is an attrs class once built


def _arrange(cls: type, attributes: list[Any]) -> list[Any]:
    """Give attrs' attributes their kind, default and canonical order."""

    def place(indexed: tuple[int, Any]) -> tuple[int, int]:
        index, attribute = indexed
        if attribute.name in _FIRST:
            return -1, _FIRST[attribute.name]
        if attribute.inherited and attribute.name in _LAST:
            return 2, _LAST[attribute.name]
        return int(attribute.inherited), index

    arranged = []
    for _, attribute in sorted(enumerate(attributes), key=place):
        if attribute.inherited:
            arranged.append(attribute)
            continue
        kind = kind_of(attribute.type)
        metadata = {**attribute.metadata, "kind": kind}
        default = attribute.default if metadata.get("required") else kind.absent
        arranged.append(attribute.evolve(default=default, metadata=metadata, converter=_ADMIT))
    return arranged


def _build(cls: Any) -> Any:
    built = attrs.define(frozen=True, kw_only=True, slots=False, eq=False, repr=False, field_transformer=_arrange)(cls)
    fields = {}
    for attribute in attrs.fields(built):
        data, kind = attribute.metadata, attribute.metadata["kind"]
        needed = bool(data.get("required"))
        fields[attribute.name] = Field(
            attribute.name,
            data["json"] or attribute.name,
            kind,
            needed,
            data["meaning"],
            data["examples"],
            data.get("present", False),
        )
        if not needed:
            setattr(built, attribute.name, kind.absent)
    built.__fields__, built.__members__, built.__family__ = fields, (), False
    built.__meaning__ = re.sub(r"\s+", " ", built.__doc__ or "").strip()
    return built


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(required,))
def record(cls: C) -> C:
    """Make a class of the model: frozen, keyword-only, its absent fields class attributes."""
    built = _build(cls)
    for base in built.__mro__[1:]:
        if issubclass(base, Node) and base.__family__ and base.__tag__ is not None:
            base.__members__ += (built,)
    if any(isinstance(field.kind, JsonKind) for field in built.__fields__.values()):
        built.__eq__ = _equal_as_json
        built.__hash__ = Node.__hash__
    fields = (f"  {field.name} ({field.kind.short}): {field.meaning}" for field in built.__fields__.values())
    built.__doc__ = "\n".join([built.__doc__ or "", "", "Fields:", *fields])
    return built  # type: ignore[no-any-return]  # attrs gives the class back


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(required,))
def family(cls: C) -> C:
    """Make a class that others extend and that is never built itself."""
    built = _build(cls)
    built.__family__ = True
    return built  # type: ignore[no-any-return]  # attrs gives the class back


def family_of(cls: type[Node], field: Field) -> type[Node] | None:
    """The most general family from which a class has a field, None for the class's own."""
    families = [base for base in cls.__mro__[1:] if issubclass(base, Node) and base.__family__]
    return next((base for base in reversed(families) if base.__fields__.get(field.name) == field), None)


def _equal_as_json(self: Node, other: object) -> bool:
    """Equality for classes that hold any JSON: True, 1 and 1.0 differ, as their texts do."""
    same = Node.__eq__(self, other)
    if same is not True:
        return same
    return all(
        identity(value) == identity(other.__dict__[name])
        for name, value in self.__dict__.items()
        if isinstance(self.__fields__[name].kind, JsonKind)
    )


@family
class Noted(Node):
    """A record with an id, a note and room for the user's own data."""

    id: Id = says("Its id, unique in the document; needed only to be referred to.")
    note: Text = says("A remark or paraphrase of the coder, never the source's words.")
    extensions: JsonMap = says(
        "The author's own data: a namespace to any JSON, kept as it is.", {"org.example.archive": {"box": 7}}
    )

"""An example of every class and field: from the record of a real visit where there is one, else made up.

``examples.json`` holds what was taken from real visits, by the id of the visit (objects may be abridged), and below
``illustrations`` what tells of no visit.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from visitdata.model.formats import REF
from visitdata.model.kinds import (
    FlagKind,
    IntegerKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    WordKind,
)
from visitdata.model.node import Field, Node, family_of


class Example(NamedTuple):
    """A value as it would stand in a document."""

    value: Any
    visit: str = ""
    """Id of the visit from whose record it is; empty for what was made up."""

    @property
    def text(self) -> str:
        """Its JSON text."""
        return json_text(self.value)

    @property
    def line(self) -> str:
        """Its JSON text in one line."""
        return json.dumps(self.value, ensure_ascii=False)


def of_class(cls: type[Node]) -> Example | None:
    """An object of a class; None for a family, of which there is none."""
    if cls.__family__:
        return None
    for visit, objects in _data()["classes"].items():
        if cls.__name__ in objects:
            return Example(objects[cls.__name__], visit)
    return Example(_composed(cls, 4))


def of_field(owner: type[Node], field: Field) -> Example:
    """A value of a field that a class or family declares."""
    if field.examples:
        return Example([field.examples[0]] if isinstance(field.kind, ManyKind) else field.examples[0])
    key = f"{owner.__name__}.{field.name}"
    for visit, values in _data()["fields"].items():
        if key in values:
            return Example(values[key], visit)
    illustrations = _data()["illustrations"]
    return Example(illustrations[key] if key in illustrations else _of_kind(field.kind, field.name))


def _composed(cls: type[Node], most: int) -> dict[str, Any]:
    """An object that has the required fields of its class and the first others of its own."""
    own = [field for field in cls.__fields__.values() if family_of(cls, field) is None]
    needed = [field for field in own if field.required]
    told = [field for field in own if not field.required and not field.name.endswith("_label") and _is_plain(field)]
    kept = {field.name for field in (*needed, *told[: max(most - len(needed), 0)])}
    tag = {"type": cls.__tag__} if cls.__tag__ else {}
    return {**tag, **{field.json: of_field(cls, field).value for field in own if field.name in kept}}


def _is_plain(field: Field) -> bool:
    """Whether an example of a field is no object that must be made up."""
    kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
    return bool(field.examples) or not isinstance(kind, NodeKind)


def _of_kind(kind: Kind, name: str) -> Any:
    """A value of a kind, for a field of which nothing else is at hand."""
    match kind:
        case ManyKind():
            return [_of_kind(kind.item, name)]
        case WordKind():
            return next(iter(kind.words)).value
        case NodeKind():
            return _composed(kind.classes[0], 1)
        case TextKind() if kind is REF:
            return name.replace("_", "-")
        case TextKind():
            return kind.examples[0] if kind.examples else "the source’s own words"
        case IntegerKind():
            return max(kind.minimum, 1)
        case NumberKind():
            return kind.maximum / 2
        case FlagKind():
            return True
        case TextMapKind():
            return {kind.key.examples[0]: "the source’s own words"}
        case _:
            return {"org.example.archive": {"box": 7}}


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((files("visitdata.render.reference") / "examples.json").read_bytes())
    return read


def json_text(value: Any, margin: int = 0, width: int = 88) -> str:
    """A value as JSON text for readers: what fits into a line stands in one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + margin <= width or not isinstance(value, dict | list):
        return line
    pad = " " * (margin + 2)
    if isinstance(value, dict):
        parts = (f"{json.dumps(key)}: {json_text(item, margin + 2, width)}" for key, item in value.items())
        opening, closing = "{}"
    else:
        parts = (json_text(item, margin + 2, width) for item in value)
        opening, closing = "[]"
    lines = ",\n".join(f"{pad}{part}" for part in parts)
    return f"{opening}\n{lines}\n{' ' * margin}{closing}"

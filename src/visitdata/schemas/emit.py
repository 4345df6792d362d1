"""Classes -> JSON Schema 2020-12. The published file is what `emit` gives, byte for byte.

Written so that every engine and editor reads it alike: shape by explicit ASCII patterns (`format` is annotation
only), closed objects, and the tagged union of activities as guarded conditions, so that each mistake is one error in
one place. ``python -m visitdata.schemas.emit`` prints the text, and with ``visit.verdict.json`` that of the twin for
the verdict alone.
"""

import re
from collections.abc import Callable
from typing import Any

from visitdata.model import Activity, Node, Occasion, Visit, Word
from visitdata.model.formats import FORMATS, VERSION
from visitdata.model.kinds import (
    FlagKind,
    IntegerKind,
    JsonKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    WordKind,
)
from visitdata.model.node import Field, family_of
from visitdata.model.steps import GROUPS
from visitdata.schemas import published
from visitdata.schemas.verdict import JsonObject, verdict

ID = "urn:visitdata:schema:visit:1.0"


def emit() -> JsonObject:
    """The JSON Schema of a visit document, as a plain value."""
    definitions: JsonObject = {text.name: _format(text) for text in FORMATS if text is not VERSION}
    _define_class(Visit, definitions)
    root = definitions.pop("visit")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


FILES: dict[str, Callable[[], JsonObject]] = {
    published.NAME: emit,
    published.VERDICT: lambda: verdict(emit()),
}
"""The files of a version, and what makes each."""


def text(name: str = published.NAME) -> str:
    """The text of a file of this version: two-space indent, UTF-8 unescaped, final newline."""
    import orjson

    return orjson.dumps(FILES[name](), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _define(name: str, definitions: JsonObject, body: JsonObject) -> None:
    if definitions.setdefault(name, body) != body:
        raise ValueError(f"two definitions have the name {name!r}")


def _snake(name: str) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _ref(name: str) -> JsonObject:
    return {"$ref": f"#/$defs/{name}"}


def _format(text: TextKind) -> JsonObject:
    body: JsonObject = {
        "title": text.title[0].upper() + text.title[1:],
        "description": text.meaning,
        "type": "string",
    }
    if text.pattern:
        body["pattern"] = f"^(?:{text.pattern})$"
    else:
        body["minLength"] = 1
    if text.format:
        body["format"] = text.format
    if text.examples:
        body["examples"] = list(text.examples)
    return body


def _words(words: type[Word]) -> JsonObject:
    meanings = "\n".join(f"- {word.value}: {word.meaning}" for word in words)
    about = " ".join((words.__doc__ or "").split())
    return {
        "title": _title(_snake(words.__name__)),
        "description": f"{about}\n\n{meanings}",
        "enum": [word.value for word in words],
    }


def _kind(kind: Kind, definitions: JsonObject) -> JsonObject:
    """The schema of what a field holds; defines on the way what it refers to."""
    match kind:
        case TextKind():
            return {"const": kind.examples[0]} if kind is VERSION else _ref(kind.name)
        case WordKind():
            name = _snake(kind.words.__name__)
            _define(name, definitions, _words(kind.words))
            return _ref(name)
        case IntegerKind():
            return {"type": "integer", "minimum": kind.minimum, "maximum": kind.maximum}
        case NumberKind():
            return {"type": "number", "minimum": kind.minimum, "maximum": kind.maximum}
        case FlagKind():
            return {"type": "boolean"}
        case ManyKind():
            return {"type": "array", "minItems": 1, "items": _kind(kind.item, definitions)}
        case TextMapKind():
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": _ref(kind.key.name),
                "additionalProperties": _ref(kind.value.name),
            }
        case JsonMapKind():
            return {"type": "object", "minProperties": 1, "propertyNames": _ref(kind.key.name)}
        case JsonKind():
            return {"not": {"type": "null"}}
        case NodeKind():
            name = _snake(kind.cls.__name__)
            if name not in definitions:
                if kind.cls.__members__:
                    _define_union(kind.cls, definitions)
                else:
                    _define_class(kind.cls, definitions)
            return _ref(name)
    raise TypeError(f"no schema for {kind!r}")


def _field(field: Field, definitions: JsonObject) -> JsonObject:
    described = {**_kind(field.kind, definitions), "description": field.meaning}
    if "$ref" in described and not isinstance(field.kind, WordKind):
        # Editors let the text of a direct reference hide that of the field; a list of words should.
        described["allOf"] = [{"$ref": described.pop("$ref")}]
    if field.examples:
        many = isinstance(field.kind, ManyKind)
        described["examples"] = [[example] for example in field.examples] if many else list(field.examples)
    return described


def _define_class(cls: type[Node], definitions: JsonObject) -> None:
    """Define one class: a closed object. Fields inherited from a family are defined once, with the family."""
    body: JsonObject = {
        "title": _title(_snake(cls.__name__)),
        "description": cls.__meaning__,
        "type": "object",
    }
    definitions[_snake(cls.__name__)] = body
    properties: JsonObject = {"type": {"const": cls.__tag__, "description": cls.__meaning__}} if cls.__tag__ else {}
    for field in cls.__fields__.values():
        family = family_of(cls, field)
        if family is None:
            properties[field.json] = _field(field, definitions)
        else:
            holder = f"{_snake(family.__name__)}_fields"
            shared = definitions.setdefault(
                holder,
                {
                    "title": _title(holder),
                    "description": family.__meaning__,
                    "type": "object",
                    "properties": {},
                },
            )
            if field.json not in shared["properties"]:
                shared["properties"][field.json] = _field(field, definitions)
            properties[field.json] = {"$ref": f"#/$defs/{holder}/properties/{field.json}"}
    required = ["type"] if cls.__tag__ else [field.json for field in cls.__fields__.values() if field.required]
    body["properties"] = properties
    body |= {"required": required} if required else {"minProperties": 1}
    body["additionalProperties"] = False


def _define_union(family: type[Activity], definitions: JsonObject) -> None:
    """Define a family told apart by `type`. An object of unknown type fails here and nowhere else; one of a known
    type is handed to its own class alone."""
    name = _snake(family.__name__)
    tags = [cls.__tag__ for cls in family.__members__]
    definitions[name] = {
        "title": _title(name),
        "description": family.__meaning__,
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"description": "What it is.", "enum": tags}},
    }
    for cls in family.__members__:
        _define_class(cls, definitions)
    occasions: list[type[Activity]] = [cls for cls in family.__members__ if issubclass(cls, Occasion)]
    groups: list[list[type[Activity]]] = [list(group) for group in GROUPS.values()]
    branches = [(occasions, _chain(occasions))] if occasions else []
    branches += [(group, _chain(group)) for group in groups]
    definitions[name] |= _branches(branches)


def _chain(classes: list[type[Any]]) -> JsonObject:
    return _branches([([cls], _ref(cls.__tag__)) for cls in classes])


def _branches(branches: list[tuple[list[type[Any]], JsonObject]]) -> JsonObject:
    """if / then / else over groups of classes; the else of the last is left out."""
    chained: JsonObject = {}
    for classes, then in reversed(branches):
        tags = [cls.__tag__ for cls in classes]
        is_one = {"const": tags[0]} if len(tags) == 1 else {"enum": tags}
        guard = {"type": "object", "required": ["type"], "properties": {"type": is_one}}
        chained = {"if": guard, "then": then, **({"else": chained} if chained else {})}
    return chained


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(text(*sys.argv[1:]).encode())

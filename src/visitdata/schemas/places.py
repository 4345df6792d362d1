"""Where the schemas within a JSON Schema stand, so that what a `$ref` names is found by its pointer.

Draft 2020-12, in one file: a reference leads to a place in the same file, as those of the published schema do.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any
from urllib.parse import unquote

from visitdata.findings import path_of, pointer_of, printable

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Places = dict[str, Any]
"""Each schema within a schema, by its JSON Pointer; the whole is at the empty one."""

_MAPS = ("$defs", "dependentSchemas", "patternProperties", "properties")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = (
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_SAME_VALUE = frozenset(("allOf", "anyOf", "dependentSchemas", "else", "if", "not", "oneOf", "then"))
"""Keywords whose schemas speak of the same value as the schema that they stand in."""


class NotASchema(ValueError):  # noqa: N818 - names what was met, as the standard library's own do
    """A value is no JSON Schema that can be followed; the text says why."""


def places(root: dict[str, Any]) -> Places:
    """The schemas within a JSON Schema. Raises `NotASchema` for one of another draft, for what draft 2020-12 does not
    allow, for a reference that leads out of it, to no schema, or in a circle, and for a second ``$id``."""
    import jsonschema_rs

    if root.get("$schema") != DIALECT:
        raise NotASchema(f'it is no JSON Schema of draft 2020-12: its "$schema" is not "{DIALECT}"')
    try:
        jsonschema_rs.meta.validate(root)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        where = pointer_of(getattr(error, "instance_path", ()))
        raise NotASchema(f"it is no JSON Schema: what stands at {_shown(where)} is not allowed there") from None
    found: Places = {}
    same_value: dict[str, list[str]] = {}
    ahead: list[tuple[str, Any]] = [("", root)]
    while ahead:
        pointer, schema = ahead.pop()
        found[pointer] = schema
        if isinstance(schema, dict):
            inside = [(keyword, pointer + rest, part) for keyword, rest, part in _inside(schema)]
            ahead += [(place, part) for _, place, part in inside]
            same_value[pointer] = [place for keyword, place, _ in inside if keyword in _SAME_VALUE]
    for pointer, targets in same_value.items():
        schema = found[pointer]
        if pointer and "$id" in schema:
            raise NotASchema(f'the schema at {_shown(pointer)} has an "$id" of its own; only the whole may have one')
        if "$ref" in schema:
            target = target_of(schema["$ref"])
            if target not in found:
                raise NotASchema(
                    f"the reference at {_shown(pointer)} leads to no schema in it: {_shown(schema['$ref'])}"
                )
            targets.append(target)
    try:
        TopologicalSorter(same_value).prepare()
    except CycleError as error:
        raise NotASchema(f"the reference at {_shown(error.args[1][0])} leads in a circle") from None
    return found


def target_of(reference: str) -> str | None:
    """The JSON Pointer that a reference within a file names; None where it leads out of the file or is an anchor."""
    fragment = unquote(reference[1:])
    if reference[:1] != "#" or fragment[:1] not in ("", "/"):
        return None
    return pointer_of(path_of(fragment))


def _inside(schema: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The schemas directly within one: the keyword each stands in, the rest of its pointer, and the schema."""
    for keyword, value in schema.items():
        if keyword in _MAPS:
            for name, part in value.items():
                yield keyword, pointer_of((keyword, name)), part
        elif keyword in _LISTS:
            for position, part in enumerate(value):
                yield keyword, pointer_of((keyword, position)), part
        elif keyword in _SINGLE:
            yield keyword, f"/{keyword}", value


def _shown(text: str) -> str:
    """A pointer or reference as a message shows it, not too long."""
    return printable(text if len(text) <= 100 else f"{text[:97]}...") or "the root"

"""The published schema once more, for the verdict alone: it accepts the same documents and says nothing else.

What only people and editors read is left out; a family told apart by `type` is an `anyOf`, which an engine decides
sooner than guarded conditions but explains with an error for every branch; what a class shares with its family stands
in the class.
"""

from typing import Any

JsonObject = dict[str, Any]

_ANNOTATIONS = ("title", "description", "examples", "format")
_MAPS = ("properties", "$defs")
"""Keywords that map names to schemas: a name among them may read like an annotation."""


def verdict(schema: JsonObject) -> JsonObject:
    """A schema that accepts what a published one accepts."""
    twin: JsonObject = _only_verdict(schema, schema)
    twin["$id"] = schema["$id"].replace(":visit:", ":verdict:")
    twin["$defs"] = {name: part for name, part in twin["$defs"].items() if not name.endswith("_fields")}
    return twin


def _only_verdict(part: Any, root: JsonObject) -> Any:
    if isinstance(part, list):
        return [_only_verdict(item, root) for item in part]
    if not isinstance(part, dict):
        return part
    if "if" in part:
        return {"anyOf": list(_leaves(part))}
    reference = part.get("$ref", "")
    if "/properties/" in reference:
        return _only_verdict(_resolved(reference, root), root)
    if "allOf" in part:  # a field's reference, apart for the editors' sake
        return _only_verdict(part["allOf"][0], root)
    return {
        key: {name: _only_verdict(item, root) for name, item in value.items()}
        if key in _MAPS
        else _only_verdict(value, root)
        for key, value in part.items()
        if key not in _ANNOTATIONS
    }


def _leaves(part: JsonObject) -> list[JsonObject]:
    """The references at the ends of guarded conditions."""
    if "if" not in part:
        return [part]
    return [*_leaves(part["then"]), *(_leaves(part["else"]) if "else" in part else [])]


def _resolved(reference: str, root: JsonObject) -> Any:
    found: Any = root
    for step in reference.split("/")[1:]:
        found = found[step]
    return found

"""The parts of a schema, and guarded conditions among them: what is asked of an object of each type.

So the published schema writes a family told apart by `type`: `if` the value is an object with one of some texts under a
key, `then` one schema, `else` the next condition.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from visitdata.findings import pointer_of

NOTES: Final = ("title", "description", "examples", "default", "format", "readOnly", "writeOnly", "deprecated")
"""Keywords that are for people and editors."""

UNSEEN: Final = frozenset(("$schema", "$id", "$comment", "$defs", *NOTES))
"""Keywords that allow and refuse nothing."""

Schema = dict[str, Any]


class Part(NamedTuple):
    """A schema within one of the two files, and its pointer there; None where the file says nothing, which allows
    anything."""

    pointer: str | None
    schema: Schema | bool


SILENT: Final = Part(None, True)


def within(part: Part, *steps: str | int) -> Part:
    """A schema within another; where there is none, one that allows anything."""
    found: Any = part.schema
    for step in steps:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return SILENT
    return Part(f"{part.pointer or ''}{pointer_of(steps)}", found)


class _Guard(NamedTuple):
    """A condition that asks for an object with one of some texts under a key."""

    key: str
    texts: tuple[str, ...]


def guard_of(condition: Any) -> _Guard | None:
    """A condition of the form in which the published schema writes all of them; None for any other."""
    match condition:
        case {"type": "object", "required": [str(key)], "properties": {**fields}} if len(condition) == 3:
            texts = _texts(fields[key]) if list(fields) == [key] else None
            return None if texts is None else _Guard(key, texts)
    return None


def _texts(schema: Any) -> tuple[str, ...] | None:
    """The texts that a schema lists, where it does nothing else."""
    match schema:
        case {"const": str(text)} if len(schema) == 1:
            return (text,)
        case {"enum": [*texts]} if len(schema) == 1 and all(isinstance(text, str) for text in texts):
            return tuple(texts)
    return None


def allowed_texts(schema: Schema, key: str) -> tuple[str, ...] | None:
    """The only texts that a key may have, where the value must be an object that has it; None where others may be."""
    if schema.get("type") != "object" or key not in schema.get("required", ()):
        return None
    field = schema.get("properties", {}).get(key)
    return _texts({keyword: field[keyword] for keyword in {*field} - UNSEEN}) if isinstance(field, dict) else None


def _is_node(part: Part, key: str) -> bool:
    """Whether a schema is a condition on the same key and nothing else."""
    if not isinstance(part.schema, dict) or not {"if"} <= {*part.schema} - UNSEEN <= {"if", "then", "else"}:
        return False
    guard = guard_of(part.schema["if"])
    return guard is not None and guard.key == key


def mentioned(part: Part, key: str) -> Iterator[str]:
    """The texts of a key of which guarded conditions ask."""
    ahead = [part] if "if" in _keywords(part) else []
    while ahead:
        part = ahead.pop()
        yield from _guarded(part)
        ahead += [branch for branch in (within(part, "then"), within(part, "else")) if _is_node(branch, key)]


def asked(part: Part, key: str, text: str | None) -> Part:
    """What guarded conditions ask of an object with a text under a key, None for one of which they do not ask."""
    if "if" not in _keywords(part):
        return SILENT
    part = _branch(part, text)
    while _is_node(part, key):
        part = _branch(part, text)
    return part


def _branch(part: Part, text: str | None) -> Part:
    return within(part, "then" if text in _guarded(part) else "else")


def _guarded(part: Part) -> tuple[str, ...]:
    guard = guard_of(within(part, "if").schema)
    return () if guard is None else guard.texts


def _keywords(part: Part) -> set[str]:
    return {*part.schema} if isinstance(part.schema, dict) else set()

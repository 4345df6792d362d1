"""The JSON Schema engines behind one shape: a verdict, and which keyword failed where.

Two can be asked, jsonschema-rs (fast) and python jsonschema (the reference). Nothing else that they say is used.
"""

import functools
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple, get_args

from visitdata.limits import LEAST_BYTES
from visitdata.schemas import published

Engine = Literal["jsonschema-rs", "jsonschema"]
ENGINES: tuple[str, ...] = get_args(Engine)

_LARGE = 20_000
"""A value that holds more values than this, twenty times the longest real visit's, is large."""


class Failure(NamedTuple):
    """One keyword of the schema that a value does not meet."""

    path: tuple[str | int, ...]
    keyword: str
    rules: dict[str, Any]
    value: Any


def _compiled(schema: dict[str, Any]) -> Any:
    import jsonschema_rs

    # The linear-time engine: no pattern of ours needs more, and no text can then make one slow.
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions())


@functools.cache
def _fast() -> Any:
    return _compiled(published._parsed("1.0", published.VERDICT))


@functools.cache
def _reference() -> Any:
    import re

    import jsonschema
    from jsonschema import validators

    def pattern(validator: Any, pattern: str, instance: object, schema: Any) -> Iterator[Any]:
        # Python's $ also matches before a final line break; ECMA-262's does not.
        if isinstance(instance, str) and not re.search(pattern + r"\Z", instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match")

    def others(validator: Any, rule: Any, instance: object, schema: Any) -> Iterator[Any]:
        # jsonschema's own goes through a set, so that of many mistakes others would be told in each run.
        if not isinstance(instance, dict):
            return
        keys = [key for key in instance if key not in schema.get("properties", {})]
        if isinstance(rule, dict):
            for key in keys:
                yield from validator.descend(instance[key], rule, path=key)
        elif keys:  # our schema forbids them
            yield jsonschema.ValidationError("there are other keys")

    extend: Any = validators.extend
    cls = extend(jsonschema.Draft202012Validator, {"pattern": pattern, "additionalProperties": others})
    return cls(published._parsed("1.0"))


def check_engine(engine: object) -> None:
    """Raise `ValueError` for an engine that is not known."""
    if engine not in ENGINES:
        raise ValueError(f"there is no engine {engine!r}; there is {' and '.join(ENGINES)}")


def is_valid(value: dict[str, Any], engine: Engine = "jsonschema-rs") -> bool:
    """Whether a plain value, as decoding gives it, is a visit. Raises `ValueError` for an engine that is not known."""
    check_engine(engine)
    return bool((_fast() if engine == "jsonschema-rs" else _reference()).is_valid(value))


def failures(value: dict[str, Any], engine: Engine, size: int | None, most: int) -> Iterator[Failure]:
    """The keywords that a value does not meet, of a large value no more than so many. `size` is the length of its text,
    where it has one.

    jsonschema-rs collects all errors before it gives the first, some kilobytes each, so that a large value could fill
    the memory. The reference is slower, but gives one after the other.
    """
    if (size is None or size > LEAST_BYTES * _LARGE) and _is_large(value):
        return islice(_reference_failures(value), most)
    return _fast_failures(value) if engine == "jsonschema-rs" else _reference_failures(value)


def _is_large(value: Any) -> bool:
    containers, number = [value], 0
    while containers:
        container = containers.pop()
        number += len(container)
        if number > _LARGE:
            return True
        children = container.values() if type(container) is dict else container
        containers += [child for child in children if type(child) is dict or type(child) is list]
    return False


@functools.cache
def _fast_explainer() -> tuple[Any, Any]:
    """A validator to collect errors with, and its schema. Its `propertyNames` are written as `patternProperties`: for
    each bad name jsonschema-rs copies the whole map into an error, so that memory grows with the square."""
    schema = published.schema("1.0")
    parts: list[Any] = [schema]
    while parts:
        part = parts.pop()
        parts += [item for item in (part.values() if isinstance(part, dict) else part) if isinstance(item, dict | list)]
        if isinstance(part, dict) and "propertyNames" in part:
            names = part.pop("propertyNames")["$ref"].rsplit("/", 1)[-1]
            pattern = schema["$defs"][names]["pattern"]
            part["patternProperties"] = {pattern: part.get("additionalProperties", True)}
            part["additionalProperties"] = False
            part["$comment"] = names
    return _compiled(schema), schema


def _fast_failures(value: Any) -> Iterator[Failure]:
    validator, schema = _fast_explainer()
    for error in validator.iter_errors(value):
        *parents, keyword = error.schema_path
        rules = schema
        for step in parents:
            rules = rules[step]
        yield _failure(value, error.instance_path, keyword, rules)


def _reference_failures(value: Any) -> Iterator[Failure]:
    for error in _reference().iter_errors(value):
        yield _failure(value, error.absolute_path, error.validator, error.schema)


def _failure(value: Any, path: Iterable[str | int], keyword: Any, rules: Any) -> Failure:
    steps = tuple(path)
    for step in steps:
        value = value[step]
    keyword = str(keyword)
    if keyword == "pattern" and isinstance(value, dict):
        # The reference reports a bad key of a map as the failed pattern of its name, at the place of the map.
        keyword = "propertyNames"
    elif keyword == "additionalProperties" and "patternProperties" in rules:
        keyword, rules = "propertyNames", published._parsed("1.0")["$defs"][rules["$comment"]]
    elif keyword == "type" and rules["type"] == "number" and type(value) is float:
        # jsonschema-rs knows no infinity: to the reference it is a number past the maximum.
        keyword = "maximum"
    return Failure(steps, keyword, rules, value)

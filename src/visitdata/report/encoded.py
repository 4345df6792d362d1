"""JSON as programs read it and no terminal is moved by it, whole or piece by piece."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any


def as_json(value: Any, *, indented: bool = True) -> str:
    """A value as JSON without a final newline; characters that would act on a terminal stand as escapes."""
    import orjson

    text = orjson.dumps(value, option=orjson.OPT_INDENT_2 if indented else 0).decode()
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else _escape(char) for char in text)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"


def as_list(values: Iterable[Any], margin: str = "") -> Iterator[str]:
    """A JSON list, piece by piece as the values come; its lines but the first after a margin."""
    inner, opening = f"{margin}  ", "[\n"
    for value in values:
        yield opening + textwrap.indent(as_json(value), inner)
        opening = ",\n"
    yield "[]" if opening == "[\n" else f"\n{margin}]"

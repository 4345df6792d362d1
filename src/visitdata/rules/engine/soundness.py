"""Whether a finding can be made of what a rule yields. Rules of other packages may yield anything; what cannot be used
is a failure of that rule, and the others go on."""

from typing import Any

from visitdata.findings import Edit, Fix, Severity, path_of
from visitdata.limits import MAX_INTEGER
from visitdata.model import tree
from visitdata.model.node import Node

_MOST = 100_000
"""How many objections one rule may have to one object: more than any document could answer for."""

_LONGEST = 10_000
"""How much of a message is kept, in characters: names in it may be of any length."""


def check_end(number: int) -> None:
    """Raise `ValueError` where so many objections to one thing are more than any rule has that comes to an end."""
    if number >= _MOST:
        raise ValueError(f"it has more than {_MOST:,} objections to one thing; it may not come to an end")


def short(text: str) -> str:
    """A message, or as much of it as anybody would read."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def check_prose(message: object, hint: object, values: object, severity: object) -> None:
    """Raise `TypeError` or `ValueError` where a message, a hint, values, or a severity are none."""
    for name, text in (("message", message), ("hint", hint)):
        if not isinstance(text, str) and not (text is None and name == "hint"):
            raise TypeError(f"the {name} of what it yielded is a {type(text).__name__}, not a str")
    if severity is not None and not isinstance(severity, Severity):
        raise TypeError(f"the severity of what it yielded is a {type(severity).__name__}, not a Severity")
    if type(values) is not tuple or not all(isinstance(value, str | int) for value in values):
        raise TypeError("the values of what it yielded are no tuple of str and int")
    if any(isinstance(value, int) and abs(value) > MAX_INTEGER for value in values):
        raise ValueError(f"a value of what it yielded is beyond {MAX_INTEGER}; give it as a str")


def check_path(node: Node, path: str) -> None:
    """Raise `LookupError` where a path of JSON keys and positions leads nowhere in an object."""
    steps = path_of(f"/{path}") if path else ()
    held: Any = node
    for step in steps:
        if isinstance(held, tuple) and not (step.isascii() and step.isdigit()):
            raise LookupError(f"{path!r} leads nowhere in the {type(node).__name__} that it yielded it for")
        try:
            held = tree.at(held, (step,))
        except KeyError:
            raise LookupError(f"{path!r} leads nowhere in the {type(node).__name__} that it yielded it for") from None


def check_fix(node: Node, fix: Any) -> None:
    """Raise `TypeError` or `LookupError` where a fix of an object is none."""
    if not isinstance(fix, Fix) or not all(isinstance(edit, Edit) for edit in fix.edits):
        raise TypeError("the fix of what it yielded is no Fix of Edits")
    for edit in fix.edits:
        check_path(node, edit.pointer.removeprefix("/"))
        if edit.order is not None:
            held = tree.at(node, path_of(edit.pointer))
            if not isinstance(held, tuple) or sorted(edit.order) != list(range(len(held))):
                raise LookupError(f"the fix of what it yielded gives an order of {edit.pointer} that is none")

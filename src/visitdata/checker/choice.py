"""Choosing one document among those that a path names: the only one, or the one with an id."""

from collections.abc import Iterable
from typing import NamedTuple

from visitdata.checker.files import Checked
from visitdata.findings import nearest, printable

_KNOWN = 10_000
"""How many ids are remembered to name a near one."""


class Choice(NamedTuple):
    """The document that was chosen, or why none was."""

    checked: Checked | None
    problem: str = ""


def choose(documents: Iterable[Checked], path: str, id: str | None) -> Choice:
    """The only document of a path, or the first that has an id. No more is read than that takes."""
    read = (checked for checked in documents if checked.skipped is None)
    return _only(read, path) if id is None else _with_id(read, path, id)


def _only(documents: Iterable[Checked], path: str) -> Choice:
    first: Checked | None = None
    for checked in documents:
        if first is not None:
            return Choice(None, f"{printable(path)} holds several documents: name one with --id")
        first = checked
    return Choice(first, "" if first is not None else f"there is no document in {printable(path)}")


def _with_id(documents: Iterable[Checked], path: str, id: str) -> Choice:
    known: list[str] = []
    broken: Checked | None = None
    seen = unread = 0
    for checked in documents:
        seen += 1
        if checked.value is None:
            unread, broken = unread + 1, checked
            continue
        found = checked.value.get("id")
        if found == id:
            return Choice(checked)
        if isinstance(found, str) and len(known) < _KNOWN:
            known.append(found)
    if seen == unread == 1:
        return Choice(broken)
    near = nearest(id, known)
    problem = f"no document in {printable(path)} has the id {printable(id)}"
    problem += f"; did you mean {printable(near)}?" if near is not None else ""
    return Choice(None, problem + _unread(unread, ";" if near is None else ""))


def _unread(number: int, mark: str) -> str:
    return f"{mark} {number:,} could not be read" if number else ""

"""By what a finding is known again when its document has moved or grown: no line, no column, no list position."""

import hashlib
import os
import re
from collections.abc import Iterator
from typing import Any

from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.checker.syntax import syntax_of
from visitdata.findings import Finding, path_of

_LINE = re.compile(r"\bline [0-9]+")
"""A place that a message names, such as ``on line 12``."""


def fingerprints(checked: Checked, root: str = os.curdir) -> Iterator[str]:
    """Of each finding of a document, in order, a SHA-256 sum in 64 hexadecimal digits: of its code, the document, the
    place and the message.

    The document is known by its ``id``, else by the file's name relative to `root`; the place by the keys, and the
    ids of list items, that lead to it; in a text that cannot be read by the line that it stands on. Two findings of
    one kind, in two items without ids, may have the same.
    """
    value = _value(checked)
    for finding in checked.findings:
        yield _fingerprint(finding, checked, value, root)


def _value(checked: Checked) -> dict[str, Any] | None:
    """The plain value of a document; read from its text where it is told of once more."""
    if checked.value is not None or not checked.again or not checked.text:
        return checked.value
    return syntax_of(checked.file).decode(checked.text, None)[0]


def _fingerprint(finding: Finding, checked: Checked, value: dict[str, Any] | None, root: str) -> str:
    named = value.get("id") if value is not None else None
    document = f"id {named}" if isinstance(named, str) else f"file {relative(checked.file, root)}"
    place = list(_steps(value, finding.pointer or "")) if value is not None else [_source(finding, checked)]
    parts = [finding.code, document, _LINE.sub("line", finding.message), *place]
    # Text of file names that is no UTF-8 counts as well; no part can hold what stands between them.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _steps(value: Any, pointer: str) -> Iterator[str]:
    """The keys that lead to a place, and of each list item its id, or ``*`` where it has none."""
    for name in path_of(pointer):
        if isinstance(value, list):
            value = value[int(name)]
            named = value.get("id") if isinstance(value, dict) else None
            yield f"id {named}" if isinstance(named, str) else "*"
        else:
            value = value.get(name) if isinstance(value, dict) else None
            yield f"key {name}"


def _source(finding: Finding, checked: Checked) -> str:
    """The line of the text that a finding points to, without what stands around it."""
    if finding.span is None:
        return ""
    lines = checked.text.decode("utf-8", "replace").split("\n")
    return lines[finding.span.line - (finding.record or 1)].strip()

"""Findings for people: place, code and message, the line of the source with a caret, and a hint."""

import unicodedata
from collections.abc import Iterable

from visitdata.checker.files import Checked
from visitdata.findings import Finding, printable

_WIDTH = 100
_NO_WIDTH = ("Mn", "Me", "Cf")


def render(checked: Checked) -> str:
    """The findings of one document, each on its own lines; empty where there are none."""
    # A line ends at LF or CRLF alone, as in a `Span`; str.splitlines knows many more ends.
    text = [line.removesuffix("\r") for line in checked.text.decode("utf-8", "replace").split("\n")]
    return "".join(_render(finding, text) for finding in checked.findings)


def _render(finding: Finding, lines: list[str]) -> str:
    head = printable(str(finding))
    tail = f"  help: {printable(finding.hint)}\n" if finding.hint else ""
    return f"{head}\n{_excerpt(finding, lines)}{tail}"


def _excerpt(finding: Finding, lines: list[str]) -> str:
    """The line that a finding points to, cut to a window around it, and carets below."""
    if finding.span is None:
        return ""
    line = lines[finding.span.line - (finding.record or 1)]
    start = finding.span.column - 1
    end = finding.span.end_column - 1 if finding.span.end_line == finding.span.line else len(line)
    left = max(0, min(start - 20, len(line) - _WIDTH)) if len(line) > _WIDTH else len(line) - len(line.lstrip())
    left = min(left, start)
    right = left + _WIDTH
    before, marked, after = line[left:start], line[start : min(end, right)], line[min(end, right) : right]
    shown = printable(before + marked + after)
    carets = "^" * max(1, _columns(printable(marked)))
    return f"    {shown}\n    {' ' * _columns(printable(before))}{carets}\n"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(char) in _NO_WIDTH else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def printable_lines(lines: Iterable[str]) -> str:
    """Lines that a terminal shows as they are, their line breaks kept."""
    return "".join(printable(line.removesuffix("\n")) + "\n" for line in lines)

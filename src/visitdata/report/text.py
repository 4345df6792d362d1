"""Findings for people: place, code and message, the line of the source with a caret, and a hint."""

from collections.abc import Iterable, Iterator

import click

from visitdata.checker.files import Checked
from visitdata.findings import Finding, Related, Severity, columns, printable
from visitdata.report.formats import Run

_WIDTH = 104
"""How many columns a line of the source may take where no terminal says it, its indent included."""

_INDENT = "    "

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """The findings of each document as they come, and the summary."""
    for checked in documents:
        if checked.findings:
            yield of_document(checked, run.width, color=run.color)
    yield run.summary()


def of_document(checked: Checked, width: int | None = None, *, color: bool = False) -> str:
    """The findings of one document, each on its own lines, excerpts no wider than so many columns; empty where there
    are none."""
    # A line ends at LF or CRLF alone, as in a `Span`; str.splitlines knows many more ends.
    text = [line.removesuffix("\r") for line in checked.text.decode("utf-8", "replace").split("\n")]
    room = max(1, (width or _WIDTH) - len(_INDENT))
    shown = (_of_finding(finding, _excerpt(finding, text, room), color) for finding in checked.findings)
    return "".join(shown)


def without_excerpt(finding: Finding) -> str:
    """One finding on its own lines: place, code and message; other places, the hint or what a fix would do; and the
    reason where it is waived."""
    return _of_finding(finding, [], color=False)


def _place(related: Related, finding: Finding) -> str:
    """Where a related place is, as the place of a finding is told."""
    file = related.file if related.file is not None else finding.file
    if related.span is not None:
        where = [str(related.span.line), str(related.span.column)]
    elif related.file is not None:
        where = [str(related.record)] if related.record is not None else []
    else:
        return f"{related.pointer}: " if related.pointer else ""
    return "".join(f"{part}:" for part in ([file] if file is not None else []) + where) + " "


def _of_finding(finding: Finding, excerpt: list[str], color: bool) -> str:
    hue = _COLORS[finding.severity]
    place = _styled(f"{printable(finding.place)}:", color, bold=True) + " " if finding.place else ""
    lines = [f"{place}{_styled(printable(finding.code), color, fg=hue)} {printable(finding.said)}", *excerpt[:1]]
    lines += [_styled(carets, color, fg=hue) for carets in excerpt[1:]]
    lines += [f"  note: {printable(_place(one, finding) + one.message)}" for one in finding.related]
    hint = finding.hint or (finding.fix and finding.fix.message)
    if hint:
        lines.append(f"  {_styled('help:', color, fg='cyan')} {printable(hint)}")
    if finding.waived is not None:
        lines.append(f"  waived: {printable(finding.waived or 'no reason given')}")
    return "".join(f"{line}\n" for line in lines)


def _styled(text: str, color: bool, *, fg: str | None = None, bold: bool | None = None) -> str:
    return click.style(text, fg=fg, bold=bold) if color else text


def _excerpt(finding: Finding, lines: list[str], width: int) -> list[str]:
    """The line that a finding points to, cut to a window around it, and carets below."""
    if finding.span is None:
        return []
    line = lines[finding.span.line - (finding.record or 1)]
    start = finding.span.column - 1
    end = finding.span.end_column - 1 if finding.span.end_line == finding.span.line else len(line)
    marked = _fitting(line[start:end], width)
    room = width - _taken(marked)
    after = _fitting(line[end:], room)
    before = _fitting(line[:start].lstrip(), max(room - _taken(after), min(room, width // 5)), last=True)
    after = _fitting(line[end:], room - _taken(before))
    carets = "^" * max(1, columns(marked))
    return [f"{_INDENT}{before}{marked}{after}", f"{_INDENT}{' ' * columns(before)}{carets}"]


def _fitting(text: str, room: int, *, last: bool = False) -> str:
    """As much of a text, made printable, as there is room for: its beginning, or its last part."""
    kept: list[str] = []
    for char in reversed(text[max(0, len(text) - room) :]) if last else text[:room]:
        glyph = printable(char)
        room -= _taken(glyph)
        if room < 0:
            break
        kept.append(glyph)
    return "".join(reversed(kept) if last else kept)


def _taken(shown: str) -> int:
    """How much room a text takes; a character without width some too, so that a heap of them comes to an end."""
    return len(shown) if shown.isascii() else sum(max(1, columns(char)) for char in shown)


def printable_lines(lines: Iterable[str]) -> str:
    """Lines that a terminal shows as they are, their line breaks kept."""
    return "".join(printable(line.removesuffix("\n")) + "\n" for line in lines)

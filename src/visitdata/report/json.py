"""Findings for programs: one JSON object, versioned.

``format`` is its name, ``version`` grows by one whenever a program that reads it might have to change; keys may be
added without that. ``findings`` holds every finding in the order of the input; ``summary`` the counts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from visitdata.checker.files import Checked
from visitdata.findings import Finding, Related, in_utf_8
from visitdata.report.encoded import as_json, as_list
from visitdata.report.formats import Run

FORMAT = "visitdata-findings"
VERSION = 1


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """The findings of a run as JSON text with a final newline."""
    from visitdata import __version__

    skipped: list[dict[str, Any]] = []

    def findings() -> Iterator[dict[str, Any]]:
        for checked in documents:
            if checked.skipped:
                skipped.append({"file": in_utf_8(checked.file), "reason": checked.skipped})
            yield from map(as_dict, checked.findings)

    tool = {"name": "visitdata", "version": __version__}
    head = as_json({"format": FORMAT, "version": VERSION, "tool": tool}).removesuffix("\n}")
    yield f'{head},\n  "findings": '
    yield from as_list(findings(), "  ")
    rest = as_json({"skipped": skipped, "summary": run.tally.as_dict()}).removeprefix("{")
    yield f",{rest}\n"


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as a plain dict without what is absent."""
    return dict(_entries(finding))


def _entries(finding: Finding) -> Iterator[tuple[str, Any]]:
    for key in ("file", "record", "code", "severity", "message", "hint", "pointer"):
        value = getattr(finding, key)
        if value is not None:
            yield key, _plain(value)
    if finding.span is not None:
        yield "span", finding.span._asdict()
    if finding.values:
        yield "values", [_plain(value) for value in finding.values]
    if finding.related:
        yield "related", [dict(_related(related)) for related in finding.related]
    if finding.fix is not None:
        yield "fix", {"message": in_utf_8(finding.fix.message), "safe": finding.fix.is_safe}
    if finding.waived is not None:
        yield "waived", in_utf_8(finding.waived)


def _related(related: Related) -> Iterator[tuple[str, Any]]:
    for key in ("file", "record", "message", "pointer"):
        value = getattr(related, key)
        if value is not None:
            yield key, _plain(value)
    if related.span is not None:
        yield "span", related.span._asdict()


def _plain(value: str | int) -> str | int:
    return in_utf_8(value) if isinstance(value, str) else value

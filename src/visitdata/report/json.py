"""Findings for programs: one JSON object, versioned.

``format`` is its name, ``version`` grows by one whenever a program that reads it might have to change; keys may be
added without that. ``findings`` holds every finding in the order of the input; ``summary`` the counts.
"""

from collections.abc import Iterator
from typing import Any

from visitdata.checker.files import Checked
from visitdata.findings import Finding, Related
from visitdata.report.tally import Tally

FORMAT = "visitdata-findings"
VERSION = 1


def render(documents: list[Checked], tally: Tally) -> str:
    """The findings of a run as JSON text with a final newline."""
    import orjson

    from visitdata import __version__

    report = {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "visitdata", "version": __version__},
        "findings": [as_dict(finding) for checked in documents for finding in checked.findings],
        "skipped": [
            {"file": _text(checked.file), "reason": checked.skipped} for checked in documents if checked.skipped
        ],
        "summary": tally.as_dict(),
    }
    return shown(orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())


def shown(text: str) -> str:
    """A JSON text in which no character acts on a terminal."""
    return "".join(char if char.isprintable() or char == "\n" else _escape(char) for char in text)


def _escape(char: str) -> str:
    """A character that would act on a terminal rather than show, as JSON escapes it."""
    import json

    return json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as a plain dict without what is absent."""
    return dict(_entries(finding))


def _entries(finding: Finding) -> Iterator[tuple[str, Any]]:
    for key in ("file", "record", "code", "severity", "message", "hint", "pointer"):
        value = getattr(finding, key)
        if value is not None:
            yield key, _text(value) if isinstance(value, str) else value
    if finding.span is not None:
        yield "span", finding.span._asdict()
    if finding.values:
        yield "values", [_text(value) if isinstance(value, str) else value for value in finding.values]
    if finding.related:
        yield "related", [dict(_related(related)) for related in finding.related]
    if finding.fix is not None:
        yield "fix", {"message": _text(finding.fix.message), "safe": finding.fix.is_safe}
    if finding.waived is not None:
        yield "waived", _text(finding.waived)


def _related(related: Related) -> Iterator[tuple[str, Any]]:
    for key in ("file", "record", "message", "pointer"):
        value = getattr(related, key)
        if value is not None:
            yield key, _text(value) if isinstance(value, str) else value
    if related.span is not None:
        yield "span", related.span._asdict()


def _text(text: str) -> str:
    """A text that UTF-8 can hold: bytes of a file name that are no UTF-8 become escapes."""
    return str(text).encode("utf-8", "backslashreplace").decode()

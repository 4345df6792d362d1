"""Findings as a Code Quality report of GitLab: a JSON list. Findings that are waived are left out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from visitdata.checker.files import Checked
from visitdata.checker.fingerprint import fingerprints
from visitdata.checker.paths import relative
from visitdata.findings import Severity, in_utf_8, printable
from visitdata.report.encoded import as_list
from visitdata.report.formats import Run

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """The findings of a run as JSON text with a final newline."""
    yield from as_list(_issues(documents, run.root))
    yield "\n"


def _issues(documents: Iterable[Checked], root: str) -> Iterator[dict[str, Any]]:
    met: Counter[str] = Counter()
    for checked in documents:
        for finding, fingerprint in zip(checked.findings, fingerprints(checked, root), strict=True):
            if finding.waived is not None:
                continue
            met[fingerprint] += 1
            line, end_line = (finding.span.line, finding.span.end_line) if finding.span is not None else (1, 1)
            yield {
                "description": printable(finding.message),
                "check_name": finding.code,
                "fingerprint": _unique(fingerprint, met[fingerprint]),
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": in_utf_8(relative(checked.file, root)),
                    "lines": {"begin": line, "end": end_line},
                },
            }


def _unique(fingerprint: str, number: int) -> str:
    """A fingerprint of which a report may hold several, so that it holds each once."""
    return fingerprint if number == 1 else hashlib.sha256(f"{fingerprint} {number}".encode()).hexdigest()

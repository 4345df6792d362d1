"""Findings as annotations of GitHub Actions: workflow commands, which its runner reads from the log.

GitHub takes columns only where a finding begins and ends on one line, and counts both ends. Findings that are waived
are left out.
"""

from collections.abc import Iterable, Iterator

from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.findings import Finding, Severity, printable
from visitdata.report.formats import Run

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """A workflow command for each finding, and the summary, which is none."""
    for checked in documents:
        for finding in checked.findings:
            if finding.waived is None:
                yield _command(finding, relative(checked.file, run.root))
    yield run.summary()


def _command(finding: Finding, file: str) -> str:
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(finding, file))
    hint = f"\nhelp: {printable(finding.hint)}" if finding.hint else ""
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(printable(finding.message) + hint)}\n"


def _properties(finding: Finding, file: str) -> Iterator[tuple[str, str]]:
    yield "file", file
    span = finding.span
    if span is not None:
        yield "line", str(span.line)
        yield "endLine", str(span.end_line)
        if span.line == span.end_line:
            yield "col", str(span.column)
            yield "endColumn", str(max(span.column, span.end_column - 1))
    yield "title", finding.code


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")

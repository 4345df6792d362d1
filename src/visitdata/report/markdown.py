"""Findings as Markdown, for the summary of a job: verdict, counts, and a table of the worst.

Nothing that a document or a file name says is read as Markdown or HTML. GitHub takes at most 1 MiB, so that rows and
what stands in them have limits. Findings that are waived are counted alone.
"""

from collections.abc import Iterable, Iterator

from visitdata.checker.files import Checked
from visitdata.checker.paths import relative
from visitdata.findings import Finding, Severity, harmless, printable
from visitdata.report.formats import Run
from visitdata.report.tally import Tally, plural

MAX_ROWS = 200
"""The most findings that the table holds."""

_MAX_PLACE = 200
_MAX_MESSAGE = 500
"""With each character written as an entity, 200 rows stay below 1 MiB."""


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """A heading with the verdict, the summary, and a table of findings, errors first."""
    rows: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    found = 0
    for checked in documents:
        for finding in checked.findings:
            if finding.waived is None:
                found += 1
                if len(rows[finding.severity]) < MAX_ROWS:
                    rows[finding.severity].append(_row(finding, relative(checked.file, run.root)))
    yield f"## visitdata: {_verdict(run.tally)}\n\n{run.tally.as_text()}\n"
    shown = [row for severity in Severity for row in rows[severity]][:MAX_ROWS]
    if shown:
        yield "\n| Place | Code | Severity | Finding |\n|---|---|---|---|\n"
        yield from shown
    if found > len(shown):
        yield f"\nand {found - len(shown):,} more\n"


def _verdict(tally: Tally) -> str:
    if tally.errors:
        return plural(tally.errors, "error")
    return "no errors" if tally.documents else "nothing was checked"


def _row(finding: Finding, file: str) -> str:
    place = finding._replace(file=file).place
    cells = [_cell(place, -_MAX_PLACE), finding.code, finding.severity.value]
    return f"| {' | '.join(cells)} | {_cell(finding.message, _MAX_MESSAGE)} |\n"


def _cell(text: str, most: int) -> str:
    """A text as a cell, of which so many characters are shown at most, counted from its end where that is negative."""
    shown = printable(text)
    if len(shown) > abs(most):
        shown = f"{shown[: most - 1]}…" if most > 0 else f"…{shown[most + 1 :]}"
    return harmless(shown)

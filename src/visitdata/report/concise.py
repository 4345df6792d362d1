"""Findings for people and editors: one line each, without those that are waived."""

from collections.abc import Iterable, Iterator

from visitdata.checker.files import Checked
from visitdata.findings import printable
from visitdata.report.formats import Run


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """A line ``file:line:column: CODE message`` for each finding, and the summary."""
    for checked in documents:
        for finding in checked.findings:
            if finding.waived is None:
                yield f"{printable(str(finding))}\n"
    yield run.summary()

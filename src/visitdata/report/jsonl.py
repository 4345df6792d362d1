"""Findings for programs that read line by line: JSON Lines, one finding each, as the JSON format has it."""

from collections.abc import Iterable, Iterator

from visitdata.checker.files import Checked
from visitdata.report.encoded import as_json
from visitdata.report.formats import Run
from visitdata.report.json import as_dict


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """A line of JSON for each finding, and nothing else."""
    for checked in documents:
        for finding in checked.findings:
            yield as_json(as_dict(finding), indented=False) + "\n"

"""What every importer gives: one record of another format after the other, each a visit or why it is none."""

from typing import NamedTuple

from visitdata.findings import Finding
from visitdata.model import Visit


class Imported(NamedTuple):
    """One record of another format: the visit that it says, or why it says none."""

    file: str
    """The name of its file as given; ``-`` for standard input."""
    line: int
    """The line of the file on which the record begins, from 1."""
    visit: Visit | None
    """None where the record has an error."""
    findings: tuple[Finding, ...] = ()

"""The output formats of a run by name, and what each is given."""

import importlib
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from visitdata.checker.files import Checked
from visitdata.report.tally import Tally

FORMATS = {
    "text": "visitdata.report.text",
    "concise": "visitdata.report.concise",
    "json": "visitdata.report.json",
    "jsonl": "visitdata.report.jsonl",
    "github": "visitdata.report.github",
    "gitlab": "visitdata.report.gitlab",
    "junit": "visitdata.report.junit",
    "sarif": "visitdata.report.sarif",
    "markdown": "visitdata.report.markdown",
}
"""Of each format the module whose `render` writes it."""

FOR_PEOPLE = ("text", "concise")
"""Formats that are written in the encoding of the terminal; all others are UTF-8."""


class Run(NamedTuple):
    """What a format may know of a run beside its documents."""

    tally: Tally
    """Fed by whoever iterates the documents; complete when they are exhausted."""
    width: int | None = None
    """How many columns a line may take; None where no terminal says it."""
    color: bool = False
    quiet: bool = False
    """Whether the summary is left out."""
    root: str = os.curdir
    """The folder to which the paths that other programs read are relative."""

    def summary(self) -> str:
        """The line at the end of what people read; empty where it is not wanted, or nothing was checked."""
        if self.quiet or not self.tally.documents:
            return ""
        return f"{self.tally.as_text()} {self.tally.fixes_as_text()}".rstrip() + "\n"


def render(form: str, documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """The findings of documents in the format of a name, as pieces of text."""
    pieces: Iterator[str] = importlib.import_module(FORMATS[form]).render(documents, run)
    return pieces

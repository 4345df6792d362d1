"""How often each code was found: counts that documents are fed to one at a time, as text and as JSON.

``format`` is the name of the JSON, ``version`` grows by one whenever a program that reads it might have to change; keys
may be added without that. Findings that are waived do not count.
"""

from collections import Counter
from typing import Any, NamedTuple

from visitdata.checker.codes import page
from visitdata.checker.files import Checked
from visitdata.report.encoded import as_json

FORMAT = "visitdata-counts"
VERSION = 1


class Count(NamedTuple):
    """How often a code was found, and how many of these findings a program could mend."""

    code: str
    name: str
    found: int
    safe: int
    """With ``--fix``."""
    unsafe: int
    """With ``--unsafe-fixes`` alone."""


class Counts:
    """Counts of findings by code."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()
        self._fixable: Counter[tuple[str, bool]] = Counter()

    def add(self, checked: Checked) -> None:
        """Count the findings of a document."""
        for finding in checked.findings:
            if finding.waived is None:
                self._found[finding.code] += 1
                if finding.fix is not None:
                    self._fixable[finding.code, finding.fix.is_safe] += 1

    def counts(self) -> list[Count]:
        """What was counted, the most frequent code first, of those as frequent in their order."""
        told = sorted(self._found.items(), key=lambda item: (-item[1], item[0]))
        return [
            Count(code, _name(code), found, self._fixable[code, True], self._fixable[code, False])
            for code, found in told
        ]

    def as_text(self) -> str:
        """A line for each code: how often, code, name, and with which option it can be mended."""
        counts = self.counts()
        width = max((len(f"{count.found:,}") for count in counts), default=0)
        longest = max((len(count.name) for count in counts), default=0)
        return "".join(
            f"{count.found:>{width},}  {count.code}  {count.name:<{longest}}  {_fixable(count)}".rstrip() + "\n"
            for count in counts
        )

    def as_json(self) -> str:
        """The counts for programs, with a final newline."""
        codes: list[dict[str, Any]] = [
            {
                "code": count.code,
                "name": count.name,
                "count": count.found,
                "fixable": {"safe": count.safe, "unsafe": count.unsafe},
            }
            for count in self.counts()
        ]
        return as_json({"format": FORMAT, "version": VERSION, "codes": codes}) + "\n"


def _name(code: str) -> str:
    told = page(code)
    return told.name if told is not None else ""


def _fixable(count: Count) -> str:
    options = [f"{number:,} with {option}" for number, option in _options(count) if number]
    return f"fixable: {', '.join(options)}" if options else ""


def _options(count: Count) -> tuple[tuple[int, str], ...]:
    return (count.safe, "--fix"), (count.unsafe, "--unsafe-fixes")

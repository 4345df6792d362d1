"""What a run has seen, counted."""

from collections import Counter

from visitdata.checker.files import Checked
from visitdata.findings import Severity


class Tally:
    """Counts of documents, findings and skipped files, fed one document at a time."""

    def __init__(self) -> None:
        self.documents = 0
        self.invalid = 0
        self.files: set[str] = set()
        self.findings: Counter[Severity] = Counter()
        self.skipped: Counter[str] = Counter()

    def add(self, checked: Checked) -> None:
        """Count a document, or a file that was skipped."""
        if checked.skipped is not None:
            self.skipped[checked.skipped] += 1
            return
        self.documents += 1
        self.files.add(checked.file)
        self.findings.update(finding.severity for finding in checked.findings)
        self.invalid += any(finding.severity is Severity.ERROR for finding in checked.findings)

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.findings[Severity.ERROR]

    def as_text(self) -> str:
        """One line for people."""
        where = f" in {plural(len(self.files), 'file')}" if self.documents != len(self.files) else ""
        errors = f"{plural(self.errors, 'error')} in {plural(self.invalid, 'document')}"
        result = errors if self.errors else "no errors"
        line = f"Checked {plural(self.documents, 'document')}{where}: {result}."
        if self.skipped:
            reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(self.skipped.items()))
            line += f" Skipped {plural(self.skipped.total(), 'file')}: {reasons}."
        return line

    def as_dict(self) -> dict[str, object]:
        """The counts for programs."""
        return {
            "documents": self.documents,
            "files": len(self.files),
            "invalid": self.invalid,
            "findings": {severity.value: self.findings[severity] for severity in Severity},
            "skipped": dict(sorted(self.skipped.items())),
        }


def plural(number: int, noun: str) -> str:
    """A number and its noun: ``1 file``, ``1,124 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

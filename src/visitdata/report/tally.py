"""What a run has seen, counted."""

from collections import Counter
from collections.abc import Iterable

from visitdata.checker.files import Checked
from visitdata.findings import Finding, Severity


class Tally:
    """Counts of documents, findings and skipped files, fed one document at a time."""

    def __init__(self) -> None:
        self.documents = 0
        self.invalid = 0
        self._invalid: set[tuple[str, int | None]] = set()
        self.files: set[str] = set()
        self.findings: Counter[Severity] = Counter()
        self.waived = 0
        self.known = 0
        """How many findings a baseline let pass."""
        self.fixable: Counter[bool] = Counter()
        """How many findings have a fix, by whether it is safe."""
        self.skipped: Counter[str] = Counter()

    def add(self, checked: Checked) -> None:
        """Count a document, or a file that was skipped."""
        if checked.skipped is not None:
            self.skipped[checked.skipped] += 1
            return
        if not checked.again:
            self.documents += 1
            self.files.add(checked.file)
        self.add_findings(checked.findings)
        if any(finding.is_error for finding in checked.findings):
            self._invalid.add((checked.file, checked.record))
            self.invalid = len(self._invalid)

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Count findings; those that are waived apart."""
        for finding in findings:
            if finding.waived is not None:
                self.waived += 1
                continue
            self.findings[finding.severity] += 1
            if finding.fix is not None:
                self.fixable[finding.fix.is_safe] += 1

    def reaches(self, severity: Severity) -> bool:
        """Whether a finding is as bad as that, or worse."""
        degrees = list(Severity)
        return any(self.findings[degree] for degree in degrees[: degrees.index(severity) + 1])

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.findings[Severity.ERROR]

    def as_text(self) -> str:
        """One line for people."""
        where = f" in {plural(len(self.files), 'file')}" if self.documents != len(self.files) else ""
        errors = f"{plural(self.errors, 'error')} in {plural(self.invalid, 'document')}"
        milder = [(self.findings[Severity.WARNING], "warning"), (self.findings[Severity.INFO], "remark")]
        results = [errors if self.errors else "no errors", *(plural(number, noun) for number, noun in milder if number)]
        if self.waived:
            results.append(f"{self.waived:,} waived")
        if self.known:
            results.append(f"{self.known:,} known")
        line = f"Checked {plural(self.documents, 'document')}{where}: {', '.join(results)}."
        if self.skipped:
            reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(self.skipped.items()))
            line += f" Skipped {plural(self.skipped.total(), 'file')}: {reasons}."
        return line

    def fixes_as_text(self) -> str:
        """What a program could mend, in a sentence; empty where it can mend nothing."""
        safe, unsafe = self.fixable[True], self.fixable[False]
        more = f"{unsafe:,} {'more ' if safe else ''}with --unsafe-fixes" if unsafe else ""
        told = ", ".join(part for part in (f"{safe:,} with --fix" if safe else "", more) if part)
        return f"Fixable: {told}." if told else ""

    def as_dict(self) -> dict[str, object]:
        """The counts for programs."""
        return {
            "documents": self.documents,
            "files": len(self.files),
            "invalid": self.invalid,
            "findings": {severity.value: self.findings[severity] for severity in Severity},
            "waived": self.waived,
            "known": self.known,
            "fixable": {"safe": self.fixable[True], "unsafe": self.fixable[False]},
            "skipped": dict(sorted(self.skipped.items())),
        }


def plural(number: int, noun: str) -> str:
    """A number and its noun: ``1 file``, ``1,124 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

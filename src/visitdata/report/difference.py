"""Changes of the schema -> text for people, grouped by whom they break, and JSON for programs, versioned."""

from visitdata.findings import printable
from visitdata.report.encoded import as_json
from visitdata.report.tally import plural
from visitdata.schemas.difference import Breaks, Change

FORMAT = "visitdata-schema-changes"
VERSION = 1

_WHOM = {
    Breaks.BOTH: "readers and writers",
    Breaks.WRITERS: "writers",
    Breaks.READERS: "readers",
    Breaks.NOTHING: "nothing",
}


def text(changes: list[Change]) -> str:
    """The changes in a line each, the worst first, and their numbers."""
    groups = {breaks: [change for change in changes if change.breaks is breaks] for breaks in _WHOM}
    lines: list[str] = []
    numbers: list[str] = []
    for breaks, group in groups.items():
        if group:
            lines.append(f"Breaks {_WHOM[breaks]}:")
            lines += [f"  {change.where}: {change.what} (#{printable(change.pointer)})" for change in group]
            numbers.append(f"{len(group):,} {'breaks' if len(group) == 1 else 'break'} {_WHOM[breaks]}")
    lines.append(f"{plural(len(changes), 'change')}: {', '.join(numbers)}." if changes else "No changes.")
    return "".join(f"{line}\n" for line in lines)


def json(changes: list[Change]) -> str:
    """The changes as JSON text with a final newline."""
    report = {
        "format": FORMAT,
        "version": VERSION,
        "changes": [{**change._asdict(), "severity": change.severity} for change in changes],
        "summary": {breaks.value: sum(change.breaks is breaks for change in changes) for breaks in Breaks},
    }
    return as_json(report) + "\n"

"""Where accounts differ on a record: a line beside it that says on what, and who says what."""

from visitdata.model import Claim, Standing
from visitdata.render.lines import Entry, Run, glued
from visitdata.render.readings import shown
from visitdata.render.sections import Sections, claim_anchor

_AGREED = (Standing.PREFERRED, Standing.VARIANT, Standing.PLANNED)
"""Standings of claims that contradict nobody."""

_UNMARKED = (Standing.PREFERRED, Standing.RIVAL, None)
"""Standings that need no word where claims stand side by side."""


def contested(sections: Sections) -> dict[str | None, tuple[Entry, ...]]:
    """The lines for each record by its id; under None those for the visit itself."""
    lines: dict[str | None, tuple[Entry, ...]] = {}
    for position, ((about, field), claims) in enumerate(sections.claims().items(), 1):
        if any(claim.standing not in _AGREED for claim in claims):
            line = _line(sections, field, claims, claim_anchor(position))
            lines[about] = (*lines.get(about, ()), line)
    return lines


def _line(sections: Sections, field: str, claims: list[Claim], anchor: str) -> Entry:
    labels = sections.labels
    on = labels("text.in_field", shown(sections.field_named(field)))
    values = glued((_value(sections, claim) for claim in claims), labels("text.semicolon"))
    head = (Run(labels("page.contested"), "alarm", to=anchor), Run(on, "alarm"), Run(" "), *values)
    return Entry(head, field="contested")


def _value(sections: Sections, claim: Claim) -> list[Run]:
    """What is claimed, by whom, and where that is written."""
    labels, readings = sections.labels, sections.readings
    value = readings.claimed_runs(claim) if "value" in claim.__dict__ else [Run(labels("text.no_value"))]
    cited = {citation.source for citation in claim.citations}
    who = [[readings.called(ref)] for ref in claim.claimed_by if ref not in cited]
    if claim.standing not in _UNMARKED:
        who.insert(0, [Run(labels.word(claim.standing))])
    more = glued(who, labels("text.comma"))
    return [*value, *(readings.in_parentheses(more) if more else ()), *sections.entries.marks(claim)]

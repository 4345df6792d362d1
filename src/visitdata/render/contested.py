"""Where accounts differ on a record: a line beside it that says on what, and who says what."""

from visitdata.model import Claim
from visitdata.render.disputes import Dispute, claimed_runs, field_in_words
from visitdata.render.lines import Entry, Run, glued
from visitdata.render.readings import id_of
from visitdata.render.sections import Sections, claim_anchor


def contested(sections: Sections) -> dict[int, tuple[Entry, ...]]:
    """The lines for each record, by what tells it from others."""
    lines: dict[int, list[Entry]] = {}
    for position, dispute in enumerate(sections.disputes, 1):
        if dispute.is_contested and dispute.record is not None:
            line = _line(sections, dispute, claim_anchor(position))
            lines.setdefault(id_of(dispute.record), []).append(line)
    return {record: tuple(told) for record, told in lines.items()}


def _line(sections: Sections, dispute: Dispute, anchor: str) -> Entry:
    labels = sections.labels
    on = labels("text.in_field", field_in_words(sections.readings, dispute.record, dispute.path))
    values = glued((_value(sections, claim) for claim in dispute.claims), labels("text.semicolon"))
    head = (Run(labels("text.contested"), "alarm", to=anchor), Run(on, "alarm"), Run(" "), *values)
    return Entry(head, field="contested")


def _value(sections: Sections, claim: Claim) -> list[Run]:
    """What is claimed, by whom, and where that is written."""
    labels, readings = sections.labels, sections.readings
    value = claimed_runs(readings, claim)
    cited = {citation.source for citation in claim.citations}
    who = [[readings.called(ref)] for ref in claim.claimed_by if ref not in cited]
    if claim.standing is not None:
        who.insert(0, [Run(labels.word(claim.standing))])
    more = glued(who, labels("text.comma"))
    return [*value, *(readings.in_parentheses(more) if more else ()), *sections.entries.marks(claim)]

"""Time: days that cannot be, and times that do not fit each other.

Not: the order of acts at a ceremony (`visitdata.rules.ceremony`), and visits beside each other
(`visitdata.rules.corpus`).
"""

from collections.abc import Iterator

from visitdata.findings import Severity
from visitdata.model import Certainty, Period, RelatedVisit, Visit
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule


@rule("VDT001", Severity.ERROR, since="0.1")
def end_before_start(span: Visit | Period | RelatedVisit, context: Context) -> Iterator[Objection]:
    """A visit, a period of it or a related visit ends before it starts, whatever is uncertain about the two dates.

    Why: One of the two dates is wrong; everything that is counted or compared by them goes wrong with it.
    Ignore: Never. Where a source prints such dates, keep them as claims and leave out what cannot be true.
    Bad: "start": "2023-11-03", "end": "2023-11-01"
    Good: "start": "2023-11-01", "end": "2023-11-03"
    Mend: Correct the date after the source.
    Source: A Dutch register of ministers' trips had one that started on 5008-05-05 (OpenDataPortaal, issue 108).
    """
    if span.start is None or span.end is None or span.end.before(span.start) is not Certainty.CERTAINLY:
        return
    yield Objection(
        f"it ends on {span.end}, before it starts on {span.start}",
        at="end",
        values=(str(span.start), str(span.end)),
        related=((span, "start", f"it starts on {span.start}"),),
    )

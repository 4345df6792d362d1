"""When a visit was, as far as its first and last day tell: what facts that hold from a day or until a day are
compared with."""

from datetime import date, timedelta
from typing import NamedTuple

from visitdata.model import EDTF, Period, RelatedVisit, Visit
from visitdata.rules.engine.context import Context

_LONGEST = timedelta(days=31)
"""How long a visit may have lasted of which only one day is told."""


class Stay(NamedTuple):
    """The days within which all of a visit lies."""

    first: date
    last: date
    told: str
    """Its days as the document tells them."""

    def ended_before(self, day: EDTF) -> bool:
        """Whether it was over before a day, whatever is not known of the two."""
        return self.last < day.earliest

    def began_after(self, day: EDTF) -> bool:
        """Whether it began after a day, whatever is not known of the two."""
        return self.first > day.latest


def stay(span: Visit | Period | RelatedVisit) -> Stay | None:
    """When a visit was; None where that is not told."""
    start, end = span.start, span.end
    if start is not None and end is not None:
        told = str(start) if start == end else f"{start} to {end}"
        return Stay(min(start.earliest, end.earliest), max(start.latest, end.latest), told)
    if start is not None:
        return Stay(start.earliest, _moved(start.latest, 1), str(start))
    if end is not None:
        return Stay(_moved(end.earliest, -1), end.latest, str(end))
    return None


def of_visit(context: Context) -> Stay | None:
    """When the visit of a document was; None where that is not told."""
    return context.once(_of_visit)


def _of_visit(context: Context) -> Stay | None:
    return stay(context.visit)


def _moved(day: date, direction: int) -> date:
    try:
        return day + direction * _LONGEST
    except OverflowError:
        return date.max if direction > 0 else date.min

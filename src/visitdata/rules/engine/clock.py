"""When something began and ended, as far as that is known: bounds of moments, for comparing what is told by date, by
clock, by part of the day, in one zone or in two."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitdata.model import EDTF, TimeQualifier, When

_PARTS = {
    TimeQualifier.EARLY_MORNING: (0, 9),
    TimeQualifier.MORNING: (3, 13),
    TimeQualifier.MIDDAY: (10, 15),
    TimeQualifier.AFTERNOON: (12, 19),
    TimeQualifier.EVENING: (16, 24),
    TimeQualifier.NIGHT: (0, 30),
}
"""The hours in which a part of the day may lie, counted from midnight. They are wide on purpose: what is said to be
earlier must be so whatever a writer calls the morning."""

_ABOUT = timedelta(hours=1)
"""How far a time told as "about" may lie from the truth."""


class Moment(NamedTuple):
    """The earliest and the latest that a point in time may be."""

    low: datetime
    high: datetime

    def certainly_before(self, other: "Moment") -> bool:
        """Whether it came before the other, whatever is not known of them."""
        return self.high < other.low


FAR = Moment(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
"""A point in time of which nothing is known."""


class Stretch(NamedTuple):
    """When something began and when it ended."""

    begin: Moment
    end: Moment
    is_timed: bool
    """Whether a clock time or a part of the day is told."""


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no such zone, or none that a file could be named for
        return None


def is_zone(name: str) -> bool:
    """Whether a name is one of the IANA Time Zone Database at hand."""
    return _zone(name) is not None


def stretch(when: When, day: EDTF | None, zone: str | None) -> Stretch | None:
    """When something was that is told so, on the day and in the zone that its place in the visit gives it. None where
    no day is known, or it is one that no clock could be set by."""
    first = when.date or day
    if first is None or first.earliest.year < 2 or first.latest.year > 9998:
        return None
    last = when.end_date or first
    begin = _moment(first.first, when.time, when.qualifier, zone)
    if last.earliest.year < 2 or last.latest.year > 9998:
        end = Moment(begin.low, FAR.high)
    elif when.end_date is None and when.end_time is None:
        # It may have lasted until the end of its last day, and past midnight.
        latest = _moment(last.last, None, None, zone).high
        end = Moment(begin.low, max(begin.high, latest))
    else:
        end = _moment(last.last, when.end_time, when.end_qualifier, zone)
    return Stretch(begin, end, when.time is not None or when.qualifier is not None)


def day(days: tuple[date, date]) -> Moment:
    """Any time of a day within bounds, in whatever zone."""
    return _moment(days, None, None, None)


def _moment(days: tuple[date, date], clock: str | None, qualifier: TimeQualifier | None, zone: str | None) -> Moment:
    low, high = (datetime.combine(day, time()) for day in days)
    if clock is None:
        start, stop = _PARTS.get(qualifier, (0, 30)) if qualifier is not None else (0, 24)
        return _in_zone(low + timedelta(hours=start), high + timedelta(hours=stop), zone)
    told = timedelta(hours=int(clock[:2]), minutes=int(clock[3:5]), seconds=int(clock[6:] or 0))
    # A time told to the minute may be any second of it.
    low, high = low + told, high + told + timedelta(seconds=0 if clock[6:] else 59)
    if qualifier is TimeQualifier.ABOUT:
        low, high = low - _ABOUT, high + _ABOUT
    elif qualifier in (TimeQualifier.BY, TimeQualifier.BEFORE):
        low -= told
    elif qualifier is TimeQualifier.AFTER:
        high += timedelta(days=1)
    elif qualifier in _PARTS:
        low, high = low - _ABOUT, high + _ABOUT
    return _in_zone(low, high, zone)


def _in_zone(low: datetime, high: datetime, zone: str | None) -> Moment:
    """Bounds in UTC; where the zone is not known, as wide as all zones together."""
    known = _zone(zone) if zone is not None else None
    if known is not None:
        return Moment(low.replace(tzinfo=known).astimezone(UTC), high.replace(tzinfo=known).astimezone(UTC))
    return Moment(
        (low - timedelta(hours=14)).replace(tzinfo=UTC),
        (high + timedelta(hours=12)).replace(tzinfo=UTC),
    )

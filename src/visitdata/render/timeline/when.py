"""What is known of when something was -> the stretches of a line that show it: certain, faded, or open at an end.

Minutes are those of the local wall clock, counted from midnight; days are counted from the first day of the picture.
How far a faded stretch reaches is a drawing convention of this package and no statement about the world: it shows that
something is not known, and nothing is ever printed of it.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import NamedTuple

from visitdata.model import EDTF, Approximation, Duration, TimeQualifier, When

DAY = 24 * 60

_ABOUT = 30
"""How far around a clock time told as "about" a stretch reaches, in minutes."""

_OPEN = 60
"""How far a stretch reaches whose other end is not told, in minutes."""

_PARTS = {
    TimeQualifier.EARLY_MORNING: ((4 * 60, 8 * 60),),
    TimeQualifier.MORNING: ((6 * 60, 12 * 60),),
    TimeQualifier.MIDDAY: ((11 * 60, 14 * 60),),
    TimeQualifier.AFTERNOON: ((12 * 60, 18 * 60),),
    TimeQualifier.EVENING: ((17 * 60, 22 * 60),),
    TimeQualifier.NIGHT: ((0, 5 * 60), (20 * 60, DAY)),
}
"""The stretches as which a part of the day is drawn where no clock time is told. The night of a date may be the one
before it or the one after it: both are drawn."""


class Look(Enum):
    """How a stretch is drawn, and what that says."""

    SOLID = "solid"
    """It is told that it lasted throughout; without length: that it began or ended there."""
    RISING = "rising"
    """Its end is told and its beginning is not, or not exactly."""
    FADING = "fading"
    """Its beginning is told and its end is not, or not exactly."""
    VAGUE = "vague"
    """It was about then; neither end is told."""


class Stretch(NamedTuple):
    """A piece of a line."""

    start: int
    stop: int
    look: Look


_Edge = tuple[int, int]
"""The earliest and the latest that a beginning or an end is drawn at."""


def in_minutes(when: When) -> tuple[Stretch, ...]:
    """What the clock times and parts of the day of a time are drawn as, on its first day; nothing where none is
    told."""
    goes_on = when.end_date is not None and when.end_date != when.date
    begin, end = _edge(when.time, when.qualifier), _edge(when.end_time, when.end_qualifier)
    if begin is None and end is None:
        return _part_of_day(when.qualifier, goes_on)
    if begin is None:
        return () if goes_on or end is None else _inside(_ending(end, when.end_qualifier), DAY)
    if end is None and not goes_on:
        end = _after(when.duration, begin)
    if goes_on or (end is not None and end[1] < begin[0]):
        end = begin[1], DAY
    return _inside(_between(begin, end) if end is not None else _beginning(begin, when.qualifier), DAY)


def in_days(day: EDTF, first: date, count: int) -> tuple[Stretch, ...]:
    """What a date is drawn as, on a line of so many days; nothing where it lies outside."""
    (low, high), (end_low, end_high) = (
        ((one - first).days, (other - first).days) for one, other in (day.first, day.last)
    )
    if (low, high) != (end_low, end_high):
        return _inside(_between((low, high), (end_low + 1, end_high + 1)), count)
    return _inside([Stretch(low, high + 1, Look.SOLID if low == high else Look.VAGUE)], count)


def _edge(clock: str | None, qualifier: TimeQualifier | None) -> _Edge | None:
    if clock is None:
        return None
    told = int(clock[:2]) * 60 + int(clock[3:5])
    match qualifier:
        case None | TimeQualifier.AT | TimeQualifier.FROM:
            return told, told
        case TimeQualifier.BY | TimeQualifier.BEFORE:
            return told - _OPEN, told
        case TimeQualifier.AFTER:
            return told, told + _OPEN
    return told - _ABOUT, told + _ABOUT


def _after(duration: Duration | None, begin: _Edge) -> _Edge | None:
    """The end of what began at a told time and lasted so long; None where either is not told to the minute."""
    length = _minutes(duration.value) if duration is not None and duration.value is not None else None
    if duration is None or length is None or begin[0] != begin[1]:
        return None
    end = begin[0] + length
    if duration.qualifier is None:
        return end, end
    if duration.qualifier in (Approximation.AT_LEAST, Approximation.MORE_THAN):
        return end, end + _OPEN
    return begin[0], end


def _minutes(duration: str) -> int | None:
    """A duration of hours and minutes; None for one of days, or of seconds alone."""
    told = re.fullmatch("PT(?:([0-9]{1,2})H)?(?:([0-9]{1,4})M)?", duration)
    return int(told[1] or 0) * 60 + int(told[2] or 0) if told else None


def _part_of_day(qualifier: TimeQualifier | None, goes_on: bool) -> tuple[Stretch, ...]:
    parts = _PARTS.get(qualifier, ()) if qualifier is not None else ()
    if goes_on and parts:
        return (Stretch(parts[-1][0], parts[-1][1], Look.RISING), Stretch(parts[-1][1], DAY, Look.FADING))
    return tuple(Stretch(start, stop, Look.VAGUE) for start, stop in parts)


def _beginning(begin: _Edge, qualifier: TimeQualifier | None) -> list[Stretch]:
    """What began then, and ended no one knows when."""
    if begin[0] == begin[1]:
        return [Stretch(*begin, Look.SOLID), Stretch(begin[0], begin[0] + _OPEN, Look.FADING)]
    return [Stretch(*begin, _one_sided(qualifier))]


def _ending(end: _Edge, qualifier: TimeQualifier | None) -> list[Stretch]:
    """What ended then, and began no one knows when."""
    if end[0] == end[1]:
        return [Stretch(end[0] - _OPEN, end[0], Look.RISING), Stretch(*end, Look.SOLID)]
    return [Stretch(*end, _one_sided(qualifier))]


def _one_sided(qualifier: TimeQualifier | None) -> Look:
    if qualifier in (TimeQualifier.BY, TimeQualifier.BEFORE):
        return Look.RISING
    return Look.FADING if qualifier is TimeQualifier.AFTER else Look.VAGUE


def _between(begin: _Edge, end: _Edge) -> list[Stretch]:
    if begin[1] > end[0] and begin[0] < begin[1]:
        return [Stretch(begin[0], max(begin[1], end[1]), Look.VAGUE)]
    pieces = [Stretch(*begin, Look.RISING)] if begin[0] < begin[1] else []
    if begin[1] < end[0] or (begin[0] == begin[1]):
        pieces.append(Stretch(begin[1], max(begin[1], end[0]), Look.SOLID))
    return [*pieces, *([Stretch(max(begin[1], end[0]), end[1], Look.FADING)] if end[0] < end[1] else [])]


def _inside(pieces: Iterable[Stretch], length: int) -> tuple[Stretch, ...]:
    """What of some pieces lies on a line of this length."""
    return tuple(
        Stretch(max(0, start), min(length, stop), look)
        for start, stop, look in pieces
        if (start < length and stop > 0) or (start == stop and 0 <= start <= length)
    )

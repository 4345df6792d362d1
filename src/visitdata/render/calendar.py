"""The visits of a year as bars on a strip of its days: where each lies, and in which lane it has room."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from visitdata.findings import columns
from visitdata.render.labels import Labels
from visitdata.render.lines import cut
from visitdata.render.summary import Days, Summary

_MOST_YEARS = 12
"""The most years in which a visit is shown, so that a slip of the pen such as 1023 for 2023 makes no thousand pages."""

_MOST = 1_000
"""The most visits of a year that are drawn: of more, a strip would be too high to be looked at."""

_MOST_NAMED = 120
"""The most visits whose bars have names beside them."""

_LONGEST = 26
"""The most characters of such a name."""

_COLUMN = 0.72
"""The width of a column of text in percent of the strip, where it is as wide as a page."""

_GAP = 0.8
"""The least room between what lies in one lane, in percent."""


class Bar(NamedTuple):
    """A visit on the strip; positions and widths in percent of the year."""

    row: Summary
    lane: int
    start: float
    width: float
    """From the earliest day to the latest."""
    sure_start: float
    sure_width: float
    """What it takes up for sure; 0 where that is nothing."""
    label: str
    """What stands beside it; may be empty."""
    is_left: bool
    """Whether that stands before it, because there is no room behind."""

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.width


class Month(NamedTuple):
    """A month on the strip."""

    number: int
    start: float
    width: float


def years_of(days: Days) -> range:
    """The years on whose strips a visit lies."""
    first = days.earliest.year
    return range(first, min(days.latest.year + 1, first + _MOST_YEARS))


def months(year: int) -> list[Month]:
    """The months of a year."""
    starts = [_place(date(year, number, 1), year) for number in range(1, 13)]
    ends = [*starts[1:], 100.0]
    return [Month(number, start, end - start) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)]


def bars(rows: Iterable[Summary], year: int, labels: Labels) -> list[Bar]:
    """The bars of the visits of a year, in their order, each in the first lane that has room for it; none where there
    are too many of them to be drawn."""
    placed = list(rows)
    if len(placed) > _MOST:
        return []
    are_named = len(placed) <= _MOST_NAMED
    lanes: list[float] = []
    drawn = []
    for row in placed:
        for bar in _bar(row, year, cut(_name(row, labels), _LONGEST) if are_named else ""):
            left, right = _taken(bar)
            lane = next((lane for lane, end in enumerate(lanes) if end <= left), len(lanes))
            lanes[lane : lane + 1] = [right + _GAP]
            drawn.append(bar._replace(lane=lane))
    return drawn


def _name(row: Summary, labels: Labels) -> str:
    """What tells a visit from others of its guests: who leads, else who comes to whom, else its title."""
    joint = labels("text.semicolon")
    guests, hosts = joint.join(row.guests), joint.join(row.hosts)
    if row.leaders or not hosts:
        return joint.join(row.leaders) or guests or row.title
    return labels("site.from_to", guests, hosts).strip()


def _bar(row: Summary, year: int, label: str) -> Iterator[Bar]:
    if row.days is None:
        return
    start, end = _place(row.days.earliest, year), _place(row.days.latest, year, after=True)
    sure_start, sure_end = _place(row.days.begun, year), _place(row.days.ending, year, after=True)
    is_left = end + columns(label) * _COLUMN > 100
    yield Bar(row, 0, start, end - start, sure_start, max(0.0, sure_end - sure_start), label, is_left)


def _taken(bar: Bar) -> tuple[float, float]:
    """From where to where a bar and its name reach."""
    room = columns(bar.label) * _COLUMN
    return (bar.start - room, bar.end) if bar.is_left else (bar.start, bar.end + room)


def _place(day: date, year: int, *, after: bool = False) -> float:
    """Where a day begins, or where it ends, in percent of a year; what lies outside is at its edge."""
    if day.year != year:
        return 0.0 if day.year < year else 100.0
    first = date(year, 1, 1).toordinal()
    length = date(year, 12, 31).toordinal() - first + 1
    return (day.toordinal() - first + after) * 100 / length

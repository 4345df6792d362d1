"""The facts of a program -> what stands where in the picture: lines of text, bars, marks and the spine that joins them.

The picture is narrow, so that it can be read on a telephone: the texts have the whole width, and the time of an
activity is drawn below its name. Lengths are in units of the picture, of which it is `WIDTH` wide.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from visitdata.render.labels import Labels
from visitdata.render.timeline.order import Joint
from visitdata.render.timeline.rows import Day, Hours, Program, Row, Sign
from visitdata.render.timeline.when import Look, Stretch
from visitdata.render.timeline.widths import BOLD, width, wrapped

WIDTH = 520
MARGIN = 14
NAME, SMALL = 18, 15
"""Sizes of type. On a telephone the picture is about two thirds as wide as its units."""

_RADIUS, _DOT = 14, 7
"""Of the marks of activities and of steps."""

_STEP_IN = 26
_LEADING = 1.32
_TRACK = 12
_MOST_LINES, _MOST_DISPUTES = 3, 6

Style = Literal["title", "day", "name", "struck", "fact", "status", "alarm", "dispute", "hour", "caption"]

_IN_BOLD: tuple[Style, ...] = ("title", "day", "name", "struck", "status", "alarm")


_DONE = (Sign.HELD, Sign.IRREGULAR)


class Line(NamedTuple):
    """A line of text; `y` is its base line."""

    x: float
    y: float
    size: int
    style: Style
    text: str
    is_centered: bool = False


class Bar(NamedTuple):
    """A stretch of a track. One without length is a stroke across it; what was planned, or not held, is hollow."""

    x: float
    y: float
    width: float
    height: float
    look: Look
    is_plan: bool = False

    @property
    def is_told(self) -> bool:
        return self.look is Look.SOLID and not self.is_plan


class Track(NamedTuple):
    """The line on which stretches are drawn, with its ticks."""

    x: float
    y: float
    width: float
    ticks: tuple[float, ...]
    bars: tuple[Bar, ...]


class Mark(NamedTuple):
    """The sign of an activity; its number stands in it where that is not empty."""

    x: float
    y: float
    width: float
    height: float
    sign: Sign
    number: str


class Stem(NamedTuple):
    """A piece of the spine between two marks."""

    x: float
    top: float
    bottom: float
    joint: Joint


class Item(NamedTuple):
    """What is drawn of a heading, a caption or an activity."""

    lines: tuple[Line, ...]
    bottom: float
    track: Track | None = None
    mark: Mark | None = None
    anchor: str = ""
    whole: str = ""
    """The name in full, where it is cut."""


class Drawing(NamedTuple):
    """The whole picture."""

    title: str
    height: float
    items: tuple[Item, ...]
    stems: tuple[Stem, ...]


class _Frame(NamedTuple):
    """Where texts begin, and how wide the marks of the activities are."""

    mark: float
    text: float

    @property
    def spine(self) -> float:
        return MARGIN + self.mark / 2

    @property
    def room(self) -> float:
        return WIDTH - MARGIN - self.text


def laid_out(program: Program, labels: Labels, *, is_titled: bool) -> Drawing:
    """The picture of a program; with a title, where it stands alone."""
    longest = max((row.number for day in program.days for row in day.rows if not row.is_step), key=len, default="")
    mark = round(max(2 * _RADIUS, width(longest, SMALL * BOLD) + 5), 1)
    frame = _Frame(mark, MARGIN + mark + 10)
    items: list[Item] = []
    top = float(MARGIN)
    if is_titled:
        top = _put(items, _text(program.title, NAME, "title", MARGIN, top, WIDTH - 2 * MARGIN)) + 6
    if not program.days:
        top = _put(items, _text(labels("timeline.empty"), SMALL, "caption", MARGIN, top, WIDTH - 2 * MARGIN))
    if program.caption:
        top = _put(items, _text(program.caption, SMALL, "caption", MARGIN, top, WIDTH - 2 * MARGIN))
    for day in program.days:
        top = _day(items, day, top, frame, labels)
    legend = tuple(_legend(items, labels, top + 12))
    if legend:
        items += legend
        top = legend[-1].bottom
    return Drawing(program.title, round(top + MARGIN), tuple(items), tuple(_stems(program, items)))


def _put(items: list[Item], item: Item) -> float:
    items.append(item)
    return item.bottom


def _text(text: str, size: int, style: Style, x: float, top: float, room: float, most: int = _MOST_LINES) -> Item:
    """A text as lines below each other."""
    lines = wrapped(text, size * BOLD if style in _IN_BOLD else size, room, most)
    drawn = tuple(
        Line(x, round(top + size + index * size * _LEADING, 1), size, style, line) for index, line in enumerate(lines)
    )
    return Item(drawn, round(top + len(lines) * size * _LEADING, 1))


def _day(items: list[Item], day: Day, top: float, frame: _Frame, labels: Labels) -> float:
    top = _put(items, _text(day.title, NAME, "day", frame.text, top + 16, frame.room))
    if day.strip is not None:
        scale = frame.room / day.strip.length
        ticks = tuple(round(frame.text + scale * index, 1) for index in range(day.strip.length + 1))
        bars = tuple(_bar(stretch, frame.text, top + 4, scale, 8) for stretch in day.strip.stretches)
        items.append(Item((), top + 12, Track(frame.text, top + 8, frame.room, ticks, bars)))
        top += 16
    if day.local:
        top = _put(items, _text(day.local, SMALL, "caption", frame.text, top, frame.room, 1))
    if day.hours is not None and day.hours.ticks:
        top = _put(items, _axis(day.hours, top, frame))
    for row in day.rows:
        top = _put(items, _row(row, day.hours, top + (6 if row.is_step else 14), frame, labels))
    return top + 6


def _axis(hours: Hours, top: float, frame: _Frame) -> Item:
    start, scale = _scale(hours, frame)
    lines = tuple(
        Line(round(start + (tick - hours.start) * scale, 1), top + 18, SMALL, "hour", f"{tick // 60:02}:00", True)
        for tick in hours.ticks
    )
    return Item(lines, top + 22)


def _scale(hours: Hours, frame: _Frame) -> tuple[float, float]:
    """Where the track of hours begins, and how long a minute of it is: its first and last number have room."""
    inset = width("00:00", SMALL) / 2
    return frame.text + inset, (frame.room - 2 * inset) / (hours.stop - hours.start)


def _row(row: Row, hours: Hours | None, top: float, frame: _Frame, labels: Labels) -> Item:
    size = SMALL + 1 if row.is_step else NAME
    x = frame.text + (_STEP_IN if row.is_step else 0)
    room = WIDTH - MARGIN - x
    name = f"{row.number} {row.name}" if row.is_step else row.name
    first = _text(name, size, "struck" if row.sign is Sign.OFF else "name", x, top, room)
    lines, bottom, track = list(first.lines), first.bottom, None
    for style, text, most in _told(row):
        bottom = _add(lines, _text(text, SMALL, style, x, bottom, room, most))
    if hours is not None and (row.known or row.plan):
        track = _track(row, hours, bottom + 4, frame)
        bottom += _TRACK + 8
    for style, text, most in _disputed(row, labels):
        bottom = _add(lines, _text(text, SMALL, style, x, bottom, room, most))
    middle = round(top + size * 0.68, 1)
    mark = (
        Mark(frame.text + _DOT, middle, 2 * _DOT, 2 * _DOT, row.sign, "")
        if row.is_step
        else Mark(frame.spine, middle, frame.mark, 2 * _RADIUS, row.sign, row.number)
    )
    bottom = max(bottom, middle + mark.height / 2)
    whole = name if first.lines and first.lines[-1].text.rstrip("\u2069").endswith("…") else ""
    return Item(tuple(lines), bottom, track, mark, row.anchor, whole)


def _add(lines: list[Line], item: Item) -> float:
    lines += item.lines
    return item.bottom


def _told(row: Row) -> Iterator[tuple[Style, str, int]]:
    """The texts below the name of an activity, each with the most lines that it may take."""
    if row.status:
        yield "alarm" if row.sign is Sign.IRREGULAR else "status", row.status, 1
    for fact in row.facts:
        yield "fact", fact, _MOST_LINES


def _disputed(row: Row, labels: Labels) -> Iterator[tuple[Style, str, int]]:
    """The texts below its time."""
    if row.disputes:
        yield "alarm", labels("text.contested"), 1
    for dispute in row.disputes[:_MOST_DISPUTES]:
        yield "dispute", dispute, 2
    if len(row.disputes) > _MOST_DISPUTES:
        yield "dispute", labels("timeline.more", len(row.disputes) - _MOST_DISPUTES), 1
    if row.caption:
        yield "caption", row.caption, 1


def _track(row: Row, hours: Hours, top: float, frame: _Frame) -> Track:
    start, scale = _scale(hours, frame)
    ticks = tuple(round(start + (tick - hours.start) * scale, 1) for tick in hours.ticks)
    length = round((hours.stop - hours.start) * scale, 1)

    def bars(stretches: Sequence[Stretch], is_plan: bool) -> Iterator[Bar]:
        for stretch in stretches:
            moved = stretch._replace(start=stretch.start - hours.start, stop=stretch.stop - hours.start)
            yield _bar(moved, start, top, scale, _TRACK)._replace(is_plan=is_plan)

    return Track(
        start, top + _TRACK / 2, length, ticks, (*bars(row.plan, True), *bars(row.known, row.sign not in _DONE))
    )


def _bar(stretch: Stretch, start: float, top: float, scale: float, height: float) -> Bar:
    x, length = round(start + stretch.start * scale, 1), round((stretch.stop - stretch.start) * scale, 1)
    return Bar(x if length else x - 2, top, length or 4, height, stretch.look)


def _legend(items: Sequence[Item], labels: Labels, top: float) -> Iterator[Item]:
    """What the kinds of stretches say that are drawn. Days that are told need no word."""
    bars = [(bar, item.mark) for item in items if item.track is not None for bar in item.track.bars]
    kinds = [
        ("timeline.legend_solid", Look.SOLID, False, any(bar.is_told and mark is not None for bar, mark in bars)),
        ("timeline.legend_faded", Look.VAGUE, False, any(bar.look is not Look.SOLID for bar, _ in bars)),
        ("timeline.legend_plan", Look.SOLID, True, any(bar.is_plan and bar.look is Look.SOLID for bar, _ in bars)),
    ]
    for key, look, is_plan, is_used in kinds:
        if is_used:
            item = _text(labels(key), SMALL, "caption", MARGIN + 54, top, WIDTH - 2 * MARGIN - 54)
            bar = Bar(MARGIN, top + 5, 44, _TRACK, look, is_plan)
            yield item._replace(track=Track(MARGIN, top + 5 + _TRACK / 2, 44, (), (bar,)))
            top = item.bottom


def _stems(program: Program, items: Sequence[Item]) -> Iterator[Stem]:
    """The pieces of the spine, of the program and of the steps of each occasion."""
    marks = [item.mark for item in items if item.mark is not None]
    rows = [row for day in program.days for row in day.rows]
    upper: Mark | None = None
    upper_step: Mark | None = None
    for row, mark in zip(rows, marks, strict=True):
        above = upper_step if row.is_step else upper
        if above is not None and row.joint is not Joint.NONE:
            yield Stem(mark.x, above.y + above.height / 2 + 2, mark.y - mark.height / 2 - 2, row.joint)
        upper_step = mark if row.is_step else None
        upper = upper if row.is_step else mark

"""A visit -> the facts of its program as a picture tells them: days, and in each the activities with what is known of
their time, their order and their status, and with what is disputed. No places in the picture yet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from visitdata.model import EDTF, Activity, ActivityStatus, Attendance, ListOrder, Occasion, Visit, When
from visitdata.model.program import Placed
from visitdata.render.bidi import isolated
from visitdata.render.labels import Labels
from visitdata.render.readings import Readings, shown
from visitdata.render.timeline.disputes import told_differently
from visitdata.render.timeline.order import Group, Joined, Joint, grouped, joined
from visitdata.render.timeline.when import DAY, Stretch, in_days, in_minutes
from visitdata.render.timeline.widths import TIE
from visitdata.render.titles import called

SEPARATOR = f"{TIE}· "

_KINDS = ("kind", "format", "book")
"""The fields that say what sort of thing an activity is."""

_AWAY = (Attendance.ABSENT, Attendance.EXPECTED)

_MOST_NAMES = 3
"""How many of those who took part are named."""

_MOST_DAYS = 31
"""The most days of a visit that are drawn as a strip."""


class Sign(Enum):
    """How an activity is marked, by what became of it."""

    HELD = "held"
    IRREGULAR = "irregular"
    PLANNED = "planned"
    OFF = "off"
    UNKNOWN = "unknown"


_SIGNS = {
    ActivityStatus.HELD: Sign.HELD,
    ActivityStatus.HELD_IRREGULARLY: Sign.IRREGULAR,
    ActivityStatus.TENTATIVE: Sign.PLANNED,
    ActivityStatus.PLANNED: Sign.PLANNED,
    ActivityStatus.UNKNOWN: Sign.UNKNOWN,
}


class Row(NamedTuple):
    """An activity."""

    number: str
    anchor: str
    """The fragment of a page at which it is told."""
    name: str
    is_step: bool
    sign: Sign
    status: str
    """Its status in words; empty where it goes without saying."""
    facts: tuple[str, ...]
    disputes: tuple[str, ...]
    caption: str
    """What is to be said of the order of its steps."""
    joint: Joint
    """How it is joined to the one above it on its level."""
    known: tuple[Stretch, ...]
    """What is known of its time, in minutes of the day."""
    plan: tuple[Stretch, ...]
    """What was planned, where that is told beside."""


class Strip(NamedTuple):
    """The days of a visit, and those of one heading among them."""

    length: int
    """How many days there are."""
    stretches: tuple[Stretch, ...]


class Hours(NamedTuple):
    """The stretch of a day on which its times are drawn, in minutes."""

    start: int
    stop: int
    ticks: tuple[int, ...]
    """The hours that are written at it; none where no clock time is told."""


class Day(NamedTuple):
    """A day or another date, and what was done then."""

    title: str
    local: str
    """In which zone its times are told."""
    strip: Strip | None
    hours: Hours | None
    rows: tuple[Row, ...]


class Program(NamedTuple):
    """All that a picture tells."""

    title: str
    caption: str
    """What is to be said of the order of the program."""
    days: tuple[Day, ...]


def program(visit: Visit, labels: Labels) -> Program:
    """The facts of a visit's program."""
    return _Facts(visit, labels).program()


class _Facts:
    """What the facts of one visit are made from."""

    def __init__(self, visit: Visit, labels: Labels) -> None:
        self.visit = visit
        self.labels = labels
        self.readings = Readings(visit, labels, written_out=True)
        self.disputes = told_differently(visit, self.readings)
        self.steps: dict[str, list[Placed]] = {}
        self.occasions: list[Placed] = []
        for placed in visit.activities():
            if placed.within is None:
                self.occasions.append(placed)
            else:
                self.steps.setdefault(placed.within.pointer, []).append(placed)

    def program(self) -> Program:
        groups = grouped(self.occasions, self.visit.program_order)
        order = [placed for group in groups for placed in group.activities]
        joints = joined(order, self.visit.program_order)
        days = _days(self.visit, groups)
        return Program(
            isolated(called(self.readings).text),
            self._caption("program", self.visit.program_order, len(order)),
            tuple(self._day(group, joints, days) for group in groups),
        )

    def _caption(self, what: str, order: ListOrder | None, count: int) -> str:
        return self.labels(f"timeline.{what}_{order.value}") if order is not None and count > 1 else ""

    def _day(self, group: Group, joints: dict[str, Joined], days: tuple[date, int] | None) -> Day:
        all_placed = [one for top in group.activities for one in (top, *self.steps.get(top.pointer, ()))]
        zones = {one.zone for one in all_placed if _has_clock(one)}
        zone = zones.pop() if len(zones) == 1 else None
        rows: list[Row] = []
        for top in group.activities:
            order = top.activity.steps_order if isinstance(top.activity, Occasion) else None
            steps = self.steps.get(top.pointer, [])
            inner = joined(steps, order)
            caption = self._caption("steps", order, len(steps))
            rows.append(self._row(top, group.date, zone, joints[top.pointer], caption))
            rows += [self._row(step, group.date, zone, inner[step.pointer], "") for step in steps]
        title = self.readings.date(group.date) if group.date is not None else self.labels("timeline.no_day")
        strip = Strip(days[1], in_days(group.date, *days)) if days is not None and group.date is not None else None
        local = self.labels("timeline.zones") if zones else self.labels("timeline.local", zone) if zone else ""
        return Day(title, local, strip, _hours(rows, all_placed), tuple(rows))

    def _row(self, placed: Placed, day: EDTF | None, zone: str | None, above: Joined, caption: str) -> Row:
        activity, number = placed.activity, self.readings.number(placed.activity)
        type_of = self.labels.of_class(type(activity))
        is_drawn = day is not None and day.is_day and placed.date == day
        when, scheduled = activity.when, activity.scheduled
        facts = [
            *([type_of] if activity.label is not None else []),
            *self._kind(activity), *self._place(activity), *self._times(placed, day, zone),
        ]  # fmt: skip
        return Row(
            number=number,
            anchor=activity.id or f"A{number}",
            name=isolated(shown(activity.label)) if activity.label is not None else type_of,
            is_step=placed.within is not None,
            sign=_SIGNS.get(placed.status, Sign.OFF),
            status=self._status(placed),
            facts=tuple(
                fact for fact in (SEPARATOR.join(facts), self._who(placed), *self._relations(activity, above)) if fact
            ),
            disputes=self.disputes.get(placed.pointer, ()),
            caption=caption,
            joint=above.joint,
            known=in_minutes(when) if is_drawn and when is not None else (),
            plan=in_minutes(scheduled) if is_drawn and scheduled and scheduled.date in (None, day) else (),
        )

    def _kind(self, activity: Activity) -> Iterator[str]:
        for field in _KINDS:
            kind, words = activity.__dict__.get(field), activity.__dict__.get(f"{field}_label")
            if kind is not None and not (words and kind.value == "other"):
                yield self.labels.word(kind)
            if words is not None:
                yield isolated(self.readings.quoted(words))

    def _place(self, activity: Activity) -> Iterator[str]:
        if activity.place is not None:
            yield isolated(self.readings.name(activity.place))

    def _who(self, placed: Placed) -> str:
        """Who is told to take part; of an occasion that holds steps, the steps say it."""
        if placed.pointer in self.steps:
            return ""
        there = [one for one in placed.attendees if not (one.participant and one.participant.attendance in _AWAY)]
        names = [self.readings.name(one.ref) for one in there if one.ref is not None]
        unnamed = (one.participant.description for one in there if one.ref is None and one.participant is not None)
        names += [shown(description) for description in unnamed if description is not None]
        rest = len(names) - _MOST_NAMES
        more = [self.labels("timeline.more", self.labels.number(rest))] if rest > 0 else []
        return self.labels("text.comma").join([*map(isolated, names[:_MOST_NAMES]), *more])

    def _times(self, placed: Placed, day: EDTF | None, zone: str | None) -> Iterator[str]:
        """Its times in words, without what the heading of its day says."""
        when = _beside(placed.activity.when, day, zone)
        if when is not None:
            yield self.readings.time(when)
        if zone is None and placed.zone is not None and not (when and when.zone) and _has_clock(placed):
            yield placed.zone
        scheduled = _beside(placed.activity.scheduled, day, zone)
        if scheduled is not None:
            yield self.labels("timeline.fact", self.labels.field("scheduled"), self.readings.time(scheduled))

    def _status(self, placed: Placed) -> str:
        within = placed.within.status if placed.within is not None else ActivityStatus.HELD
        is_always_told = _SIGNS.get(placed.status) in (None, Sign.IRREGULAR)
        return self.labels.word(placed.status) if is_always_told or placed.status is not within else ""

    def _relations(self, activity: Activity, above: Joined) -> Iterator[str]:
        """What it comes after, falls into, or is a part of, as far as the lines of the picture do not show it."""
        after = () if above.shows_after else activity.after
        others = [(name, activity.__dict__.get(name)) for name in ("during", "overlaps", "part_of")]
        for field, refs in (("after", after), *((name, (ref,) if ref else ()) for name, ref in others)):
            if refs:
                names = self.labels("text.comma").join(isolated(self.readings.name(ref)) for ref in refs)
                yield self.labels("timeline.fact", self.labels.field(field), names)
        if activity.unplaced:
            yield self.labels("timeline.unplaced")


def _has_clock(placed: Placed, fields: Sequence[str] = ("time", "end_time", "qualifier", "end_qualifier")) -> bool:
    """Whether some time of day is told of an activity."""
    told = [one.__dict__ for one in (placed.activity.when, placed.activity.scheduled) if one is not None]
    return any(field in one for one in told for field in fields)


def _beside(when: When | None, day: EDTF | None, zone: str | None) -> When | None:
    """A time without the date and the zone that are told above it, and without the words in which it is printed; None
    where no more is told."""
    above = {"date": day, "zone": zone}
    said = when.__dict__ if when is not None else {}
    more = {name: value for name, value in said.items() if name != "label" and above.get(name) != value}
    return When(**more) if more else None


def _days(visit: Visit, groups: Iterable[Group]) -> tuple[date, int] | None:
    """The first day of a visit and how many there are, by what is told to the day; None where they are too few or too
    many to be drawn."""
    told = [visit.start, visit.end, *(group.date for group in groups)]
    spans = [(day.earliest, day.latest) for day in told if day is not None]
    near = [(low, high) for low, high in spans if (high - low).days < _MOST_DAYS]
    if not near:
        return None
    first, last = min(low for low, _ in near), max(high for _, high in near)
    count = (last - first).days + 1
    return (first, count) if 1 < count <= _MOST_DAYS else None


def _hours(rows: Iterable[Row], all_placed: Iterable[Placed]) -> Hours | None:
    """The hours from the earliest to the latest that is drawn; the whole day, without numbers, where no clock time is
    told."""
    stretches = [stretch for row in rows for stretch in (*row.known, *row.plan)]
    if not stretches:
        return None
    if not any(_has_clock(placed, ("time", "end_time")) for placed in all_placed):
        return Hours(0, DAY, ())
    first = min(stretch.start for stretch in stretches) // 60
    last = max(first + 2, -(-max(stretch.stop for stretch in stretches) // 60))
    first, last = min(first, 22), min(last, 24)
    step = next(step for step in (1, 2, 3, 4) if (last - first) / step <= 6)
    return Hours(first * 60, last * 60, tuple(60 * hour for hour in range(first, last + 1, step)))

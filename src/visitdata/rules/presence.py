"""Presence: what lies within the visit, and who can be where.

Not: what comes before what (`visitdata.rules.chronology`), and visits beside each other (`visitdata.rules.corpus`).
"""

from collections.abc import Iterator
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from visitdata.findings import Severity
from visitdata.limits import MAX_CHAIN
from visitdata.model import (
    EDTF,
    Activity,
    ActivityStatus,
    Arrival,
    Attendance,
    Certainty,
    Departure,
    Event,
    Means,
    Mode,
    Node,
    Period,
    PeriodKind,
    Person,
    Place,
    Placed,
    Transfer,
    Visit,
    program,
)
from visitdata.rules.engine.clock import Stretch
from visitdata.rules.engine.context import HELD, Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.time import swapped


def name_of(node: Node) -> str:
    """How a message calls an activity, event or period."""
    said = node.__dict__
    kind = getattr(node, "type", None) or type(node).__name__.lower()
    return str(said.get("id") or said.get("label") or f"the {kind.replace('_', ' ')}")


# Within the visit


@rule("VDT020", Severity.WARNING, since="0.1", said="when")
def outside_the_visit(activity: Activity, context: Context) -> Iterator[Objection]:
    """An activity is dated before the first or after the last day of the visit. One that was held is measured by a
    visit that was held, one that is planned by a visit that is; what was called off is not measured. Up to three days
    outside it is a remark.

    Why: The day is one of another visit, or a month or year is wrong: activities are often copied from one document to
        the next.
    Ignore: Where the sources do tell of it as a part of the visit: then `start` or `end` is too narrow. A longer
        presence around the graded part is a period of kind `presence`; what lies in a period is never objected to, nor
        an arrival before, or a departure after, the dates of the visit, as these claim neither. A departure from home
        and a return may lie a week away, by ship and before 1960 a month.
    Bad: "start": "2023-11-01", "end": "2023-11-03", "program": [{"type": "meeting", "when": {"date": "2022-11-02"}}]
    Good: "start": "2023-11-01", "end": "2023-11-03", "program": [{"type": "meeting", "when": {"date": "2023-11-02"}}]
    Mend: Correct the day of the activity, or those of the visit.
    Source: The meaning of `start` and `end`: the first and the last day that the sources tell of. Visits by Foreign
        Leaders (Office of the Historian, U.S. Department of State) has a state visit of October 1977 (visit 325) with
        a departure on September 15.
    """
    day = activity.when.date if activity.when is not None else None
    if day is None:
        return
    visit = context.visit
    if _beside(day, visit, 1, 1) is None:
        return
    placed = context.place(activity)
    standing = program.status_within(visit)
    if not (placed.status in HELD and standing in HELD) and not (placed.status is standing is ActivityStatus.PLANNED):
        return
    if placed.occasion is not None and placed.occasion.when is not None and placed.occasion.when.date == day:
        return
    if visit.start is not None and visit.end is not None and visit.end.before(visit.start) is Certainty.CERTAINLY:
        return  # its own days are wrong, which is told of it
    early, late = _allowed(placed, day)
    beside = _beside(day, visit, early, late)
    if beside is None or isinstance(context.get(activity.during), Period | Event) or _in_a_period(day, visit):
        return
    word, at, edge = beside
    other = swapped(day)
    fits = other is not None and _beside(other, visit, 0, 0) is None
    bound = "first" if at == "start" else "last"
    yield Objection(
        f"{name_of(activity)} is dated {day}, {word} the {bound} day of the visit, {edge}",
        at="when/date",
        values=(str(day), str(edge)),
        related=((visit, at, f"the visit: {edge}"),),
        hint=f"with day and month exchanged it would be {other}, within the visit" if fits else None,
        severity=Severity.INFO if not fits and _beside(day, visit, _NEAR, _NEAR) is None else None,
    )


_FAR = 10_000_000
"""More days than there are."""


_BY_SEA = 1960
"""Until when people crossed oceans by ship."""

_SHIPS = (Means.SHIP, Means.BOAT)

_NEAR = 3
"""Days around a visit that may be of a longer presence, of which the record of the visit tells besides."""


def _allowed(placed: Placed, day: EDTF) -> tuple[int, int]:
    """How many days an activity may lie before and after the visit. The day may be another in another time zone."""
    whole = placed.occasion or placed.activity
    if isinstance(whole, Transfer):
        return _FAR, _FAR
    if isinstance(whole, Arrival | Departure):
        is_voyage = day.latest.year < _BY_SEA or any(vehicle.means in _SHIPS for vehicle in whole.vehicles)
        far = 31 if is_voyage else 7  # the return home, and the departure from it
        return (_FAR, far) if isinstance(whole, Arrival) else (far, _FAR)
    return 1, 1


def _beside(day: EDTF, visit: Visit, early: int, late: int) -> tuple[str, str, EDTF] | None:
    """On which side of the visit a day lies by more than some days."""
    if visit.start is not None and (visit.start.earliest - day.latest).days > early:
        return "before", "start", visit.start
    if visit.end is not None and (day.earliest - visit.end.latest).days > late:
        return "after", "end", visit.end
    return None


def _in_a_period(day: EDTF, visit: Visit) -> bool:
    """Whether a day may lie in a period of the visit, or after one of which only the beginning is told."""
    return any(
        (period.start is None or day.before(period.start) is not Certainty.CERTAINLY)
        and (period.end is None or day.after(period.end) is not Certainty.CERTAINLY)
        for period in visit.periods
        if period.kind is not PeriodKind.GRADED and (period.start is not None or period.end is not None)
    )


# Two places


class _Stay(NamedTuple):
    start: date
    end: date
    country: str
    period: Period


@rule("VDT021", Severity.WARNING, since="0.1", said="periods")
def overlapping_stays(visit: Visit, context: Context) -> Iterator[Objection]:
    """Two periods of one visit are spent in different countries and certainly have more than two days in common, and
    neither lies within the other.

    Why: Nobody is in two countries at once; one of the four dates is wrong.
    Ignore: Where different people are meant: name them in `parties`. A day trip out of a longer stay lies within it and
        is not objected to, nor is a day of travel that counts to both.
    Bad:
        "periods": [{"kind": "stop", "country": "IN", "start": "2000-03-19", "end": "2000-03-25"},
                    {"kind": "stop", "country": "CH", "start": "2000-03-22", "end": "2000-03-27"}]
    Good:
        "periods": [{"kind": "stop", "country": "IN", "start": "2000-03-19", "end": "2000-03-25"},
                    {"kind": "stop", "country": "BD", "start": "2000-03-20", "end": "2000-03-20"}]
    Mend: Correct the dates after the source, or write them as uncertain as they are.
    Source: The travels of the President (Office of the Historian, U.S. Department of State) have 99 pairs that overlap:
        39 are enclaves or lie within each other, as Bangladesh on 20 March 2000 within India, 19 to 25 March.
    """
    stays: dict[tuple[str, ...], list[_Stay]] = {}
    for period in visit.periods:
        stay = _stay(period, context)
        if stay is not None:
            stays.setdefault(tuple(sorted(period.parties)), []).append(stay)
    for those in stays.values():
        those.sort(key=lambda stay: (stay.start, stay.end))
        longest = those[0]
        for stay in those[1:]:
            is_within = stay.end <= longest.end or stay.start == longest.start
            common = (min(longest.end, stay.end) - stay.start).days + 1
            if stay.country != longest.country and common > 2 and not is_within:
                yield Objection(
                    f"from {stay.period.start} to {stay.period.end} in {stay.country}, but from {longest.period.start} "
                    f"to {longest.period.end} in {longest.country}",
                    on=stay.period,
                    values=(stay.country, longest.country, common),
                    related=((longest.period, "", f"a stay in {longest.country}"),),
                )
            longest = max(longest, stay, key=lambda one: one.end)


def _stay(period: Period, context: Context) -> _Stay | None:
    """The days that a period certainly covers in one country; None where that is not told."""
    country = period.country or _country(context.get(period.place), context)
    if country is None or period.start is None or period.end is None or period.kind in _NO_STAY:
        return None
    status = period.status or program.status_within(context.visit)
    start, end = period.start.first[1], period.end.last[0]
    return _Stay(start, end, country, period) if status in HELD and start <= end else None


_NO_STAY = (PeriodKind.GRADED, PeriodKind.PREPARATORY)


def _country(place: Node | None, context: Context) -> str | None:
    seen = set[int]()
    while isinstance(place, Place) and id(place) not in seen and len(seen) < MAX_CHAIN:
        if place.country is not None:
            return place.country
        seen.add(id(place))
        place = context.get(place.within)
    return None


@rule("VDT022", Severity.WARNING, since="0.1")
def two_places_at_once(visit: Visit, context: Context) -> Iterator[Objection]:
    """One person takes part in two activities whose times certainly overlap, at places that are apart: in different
    countries or cities, or more than ten kilometers from each other.

    Why: Nobody is in two places at once; a time, a place or a name is wrong.
    Ignore: Where one of them was attended by a link: say so with `mode` or `attendance`.
    Bad:
        {"type": "meeting", "place": "baku", "participants": [{"ref": "munir"}],
         "when": {"date": "2023-11-01", "time": "10:00", "end_time": "11:00"}},
        {"type": "site_visit", "place": "ganja", "participants": [{"ref": "munir"}],
         "when": {"date": "2023-11-01", "time": "10:30", "end_time": "12:00"}}
    Good: the second with "time": "15:30", "end_time": "17:00"
    Mend: Correct the time, the place or the participants.
    Source: The meaning of the fields: participants are those who are told to be there, times are when it was held.
    """
    timed: dict[str, list[tuple[Placed, Stretch]]] = {}
    for placed in context.activities:
        stretch = _told_end(placed, context)
        if stretch is not None:
            for one in placed.attendees:
                if one.ref is not None and isinstance(context.get(one.ref), Person) and _is_there(one.participant):
                    timed.setdefault(one.ref, []).append((placed, stretch))
    seen: set[tuple[int, int]] = set()
    for ref, those in timed.items():
        those.sort(key=lambda one: one[1].begin.low)
        longest, lasted = those[0]
        for placed, stretch in those[1:]:
            pair = (id(longest.activity), id(placed.activity))
            overlap = stretch.begin.high < lasted.end.low and lasted.begin.high < stretch.end.low
            if overlap and pair not in seen and _are_apart(longest.place, placed.place, context):
                seen.add(pair)
                yield Objection(
                    f"{name_of(placed.activity)} and {name_of(longest.activity)} overlap in time at different places, "
                    f"and {ref} takes part in both",
                    on=placed.activity,
                    values=(ref, name_of(longest.activity), name_of(placed.activity)),
                    related=((longest.activity, "", "the other activity"),),
                )
            if stretch.end.low > lasted.end.low:
                longest, lasted = placed, stretch


def _told_end(placed: Placed, context: Context) -> Stretch | None:
    """When an activity was held, where its clock times and its place are told."""
    when = placed.activity.when
    if when is None or when.time is None or when.end_time is None or placed.place is None:
        return None
    if placed.status not in HELD or placed.activity.mode in (Mode.VIRTUAL, Mode.HYBRID, Mode.PHONE):
        return None
    return None if isinstance(placed.activity, Transfer) else context.stretch(placed)


def _is_there(participant: object) -> bool:
    attendance = getattr(participant, "attendance", None)
    return attendance in (None, Attendance.PRESENT)


def _are_apart(one: Node | None, other: Node | None, context: Context) -> bool:
    """Whether two places are certainly apart."""
    if not isinstance(one, Place) or not isinstance(other, Place) or one is other:
        return False
    first, second = _country(one, context), _country(other, context)
    if first is not None and second is not None and first != second:
        return True
    if None not in (one.latitude, one.longitude, other.latitude, other.longitude):
        return _kilometers(one, other) > 10
    return one.city is not None and other.city is not None and one.city.casefold() != other.city.casefold()


def _kilometers(one: Place, other: Place) -> float:
    """The great-circle distance of two places whose coordinates are told."""
    degrees = (one.latitude, one.longitude, other.latitude, other.longitude)
    south, west, north, east = (radians(value or 0) for value in degrees)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * 6371 * asin(sqrt(min(1, half)))

"""Clocks and zones: times of day that cannot be.

Not: dates (`visitdata.rules.time`), and the order of a program (`visitdata.rules.chronology`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from visitdata.findings import Severity, nearest
from visitdata.limits import MAX_CHAIN
from visitdata.model import EDTF, Certainty, GunSalute, Mode, Place, Placed, TimeQualifier, Transfer, When
from visitdata.rules.engine import clock
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule


@rule("VDT004", Severity.ERROR, since="0.1", said=("end_date", "end_time"))
def clock_backward(when: When, context: Context) -> Iterator[Objection]:
    """Something ends before it begins: its last day is before its first, or on one day its clock runs backward. A time
    past midnight without `end_date` is the milder case: the day after is then not told.

    Why: One of the times is wrong, or the day of the end is missing. Durations come out negative.
    Ignore: Never.
    Bad: "when": {"date": "2023-11-01", "time": "18:30", "end_time": "17:45"}
    Good:
        "when": {"date": "2023-11-01", "time": "17:45", "end_time": "18:30"}
        "when": {"date": "2023-11-01", "time": "21:00", "end_date": "2023-11-02", "end_time": "00:30"}
    Mend: Correct the time, or say on which day it ended: `end_date`.
    Source: The meaning of the fields: the last day is told where it differs from the first.
    """
    if when.end_date is None and when.end_time is None:
        return
    placed = context.placed
    first = when.date or (placed.date if placed is not None else None)
    if when.end_date is not None and first is not None and when.end_date.before(first) is Certainty.CERTAINLY:
        yield Objection(
            f"it ends on {when.end_date}, before it begins on {first}",
            at="end_date",
            values=(str(first), str(when.end_date)),
            related=((when, "date", f"it begins on {first}"),) if when.date is not None else (),
        )
        return
    if when.time is None or when.end_time is None:
        return
    if when.end_date is None and (first is None or first.is_day):
        # Whichever day it is, it is the same for both times.
        stretch = clock.stretch(when.replace(date=ANY_DAY), None, "UTC")
    else:
        stretch = clock.stretch(when, first, when.zone or "UTC")
    if stretch is None or not stretch.end.certainly_before(stretch.begin):
        return
    past_midnight = when.end_date is None and stretch.end.high + timedelta(days=1) - stretch.begin.low < timedelta(
        hours=12
    )
    yield Objection(
        f"it ends at {when.end_time}, before it begins at {when.time}",
        at="end_time",
        values=(when.time, when.end_time),
        related=((when, "time", f"it begins at {when.time}"),),
        hint="where it lasted past midnight, give the day of its end: end_date" if past_midnight else None,
        severity=Severity.WARNING if past_midnight else None,
    )


ANY_DAY = EDTF("2000-01-01")
"""A day for times of which only the clock is told."""


@rule("VDT006", Severity.ERROR, since="0.1", said="zone")
def unknown_zone(holder: When | Place, context: Context) -> Iterator[Objection]:
    """A time zone is not one of the IANA Time Zone Database.

    Why: The times told in it cannot be compared with any other. Abbreviations name several zones each, and an offset
    says nothing of summer time.
    Ignore: Where the database at hand is older than the zone.
    Bad: "zone": "Asia/Bakku"
    Good: "zone": "Asia/Baku"
    Mend: Write the name as the database has it: a region and a city.
    Source: IANA Time Zone Database.
    """
    if holder.zone is None or clock.is_zone(holder.zone) or not clock.is_zone("Europe/London"):  # no database at hand
        return
    near = _nearest_zone(holder.zone)
    yield Objection(
        f"{holder.zone} is no zone of the IANA Time Zone Database",
        at="zone",
        values=(holder.zone,),
        hint=f"did you mean {near}?" if near is not None else None,
    )


@cache
def _nearest_zone(name: str) -> str | None:
    return nearest(name, sorted(available_timezones()))


@rule("VDT007", Severity.WARNING, since="0.1", said="zone")
def zone_of_elsewhere(when: When, context: Context) -> Iterator[Objection]:
    """The clock times of an activity are told in a zone whose clocks show another time than those of its place.

    Why: Clock times are local wall time. A time of the capital of the guest, taken over from its press, moves the
    activity by hours, even to another day.
    Ignore: Where the place is a ship or aircraft that keeps the time of its home.
    Bad:
        "place": "baku", "when": {"date": "2023-11-01", "time": "18:10", "zone": "Asia/Karachi"}
        "places": [{"id": "baku", "zone": "Asia/Baku"}]
    Good: "place": "baku", "when": {"date": "2023-11-01", "time": "17:10", "label": "18:10 in Islamabad"}
    Mend: Write the local time of the place; what was printed stands in `label`.
    Source: A report of a landing "at 3 am today" counted in Taipei what was 15:00 of the day before in New York.
    """
    placed = context.placed
    if when.zone is None or when.time is None or placed is None or placed.activity is not context.holder:
        return
    if placed.activity.mode in (Mode.VIRTUAL, Mode.HYBRID, Mode.PHONE) or isinstance(placed.activity, Transfer):
        return
    place = _place_with_zone(placed)
    day = when.date or placed.date
    if place is None or place.zone is None or place.zone == when.zone or day is None or not day.is_day:
        return
    offsets = {_offset(zone, day.earliest, when.time) for zone in (when.zone, place.zone)}
    if None in offsets or len(offsets) == 1:
        return
    yield Objection(
        f"its time is told in zone {when.zone}, but {place.name or place.id or 'its place'} is in {place.zone}",
        at="zone",
        values=(when.zone, place.zone),
        related=((place, "zone", f"the place is in {place.zone}"),),
        hint="write the local time of the place and keep what was printed in label",
    )


def _place_with_zone(placed: Placed) -> Place | None:
    """The place of an activity, or what that lies in, that has a zone."""
    place, seen = placed.place, set[int]()
    while isinstance(place, Place) and id(place) not in seen and len(seen) < MAX_CHAIN:
        if place.zone is not None:
            return place
        seen.add(id(place))
        place = placed.records.get(place.within) if place.within is not None else None
    return None


def _offset(zone: str, day: date, clock_time: str) -> timedelta | None:
    if not clock.is_zone(zone):
        return None
    at = datetime.combine(day, time.fromisoformat(clock_time), ZoneInfo(zone))
    return at.utcoffset()


@rule("VDT011", Severity.INFO, since="0.1", held_only=True, said="when")
def salute_at_night(salute: GunSalute, context: Context) -> Iterator[Objection]:
    """A gun salute was fired between ten in the evening and four in the morning.

    Why: Salutes are fired between sunrise and sunset. A time at night is often one of another zone, or of another day's
    program.
    Ignore: Where the source says so; midnight salutes mark anniversaries.
    Bad: {"type": "gun_salute", "guns": 21, "when": {"date": "2023-11-01", "time": "23:10"}}
    Good: {"type": "gun_salute", "guns": 21, "when": {"date": "2023-11-01", "time": "11:10"}}
    Mend: Look at the time and its zone in the source.
    Source: The rules of the United States (Army Regulation 600-25) and of Canada, by which salutes are not fired before
        sunrise or after sunset.
    """
    when = salute.when
    if when is None or when.time is None or when.qualifier not in _AT or "04:00" <= when.time < "22:00":
        return
    yield Objection(
        f"the salute was fired at {when.time}, at night",
        at="when/time",
        values=(when.time,),
        hint="look whether the time is that of another zone",
    )


_AT = (None, TimeQualifier.AT, TimeQualifier.ABOUT, TimeQualifier.FROM)

"""Time: days that cannot be, words that disagree with dates.

Not: clocks (`visitdata.rules.clocks`), where people can be on which days (`visitdata.rules.presence`), the order of a
program (`visitdata.rules.chronology`), and visits beside each other (`visitdata.rules.corpus`).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from visitdata.findings import Severity
from visitdata.model import (
    EDTF,
    Activity,
    AnyStatus,
    Certainty,
    Claim,
    Correction,
    Document,
    Duration,
    Event,
    EventKind,
    Invitation,
    Item,
    Name,
    Office,
    Ordinal,
    Period,
    Rank,
    Record,
    RelatedVisit,
    Relation,
    Source,
    StatusChange,
    TimeQualifier,
    Visit,
    VisitStatus,
    When,
)
from visitdata.rules.clocks import ANY_DAY
from visitdata.rules.engine import clock
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule

Dated = (
    Visit | Period | RelatedVisit | When | Ordinal | Name | Office | Rank | Relation | Document | Item | Source | Claim
    | Correction | Record
)  # fmt: skip
"""The classes that hold dates."""

_DAY = timedelta(days=1)


def swapped(day: EDTF) -> EDTF | None:
    """The date with day and month exchanged; None where that is no other date."""
    if not day.is_exact or day.text[8:] > "12" or day.text[5:7] == day.text[8:]:
        return None
    return EDTF(f"{day.text[:4]}-{day.text[8:]}-{day.text[5:7]}")


def _is_after(one: EDTF, other: EDTF) -> bool:
    """Whether a date is later than another in whatever time zones the two were told."""
    return (one.earliest - other.latest).days > 1


# One date against another of the same record


@rule("VDT001", Severity.ERROR, since="0.1", said="start")
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
        hint=_swap_that_fits(span.start, span.end),
    )


def _swap_that_fits(start: EDTF, end: EDTF) -> str | None:
    """Says so where exchanging day and month of one date puts two in order, not far apart."""
    for told, first, last in ((end, start, swapped(end)), (start, swapped(start), end)):
        if first is not None and last is not None and 0 <= (last.earliest - first.latest).days <= _SHORT:
            return f"day and month of {told} may be exchanged: with {swapped(told)} they would be in order"
    return None


_LONG, _SHORT = 21, 10
"""More days than nearly all visits last, and a length of many."""


@rule("VDT002", Severity.ERROR, since="0.1")
def interval_backward(visit: Visit, context: Context) -> Iterator[Objection]:
    """A date that is written as an interval, or as a range in a set, ends before it begins.

    Why: It names no time at all; programs that read it take its first day alone, or refuse it.
    Ignore: Never.
    Bad: "date": "2023-11-03/2023-11-01"
    Good: "date": "2023-11-01/2023-11-03"
    Mend: Exchange the two ends, or correct the one that is wrong.
    Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019: an interval runs from its start
        to its end.
    """
    for node, _, key, value in context.walk.dates:
        ends = _backward(value.text)
        if ends is not None:
            yield Objection(f"{value} runs backward: {ends[1]} is before {ends[0]}", on=node, at=key, values=ends)


def _backward(text: str) -> tuple[str, str] | None:
    """The two ends of an interval, or of the first range of a set, that runs backward."""
    if "/" not in text and ".." not in text:
        return None
    for item in text.strip("[]{}").split(","):
        first, _, last = item.partition("/" if "/" in item else "..")
        told = first.strip(".") and last.strip(".")
        if told and EDTF(last).before(first) is Certainty.CERTAINLY:
            return first, last
    return None


@rule("VDT003", Severity.ERROR, since="0.1", said="since")
def until_before_since(held: Office | Rank | Name | Relation, context: Context) -> Iterator[Objection]:
    """An office, rank, name or relation was given up before it was taken up.

    Why: One of the two dates is wrong. Whether somebody held an office at the time of a visit is told by both.
    Ignore: Never.
    Bad: {"title": "Minister of Defense", "since": "2019-07-24", "until": "2013-10-22"}
    Good: {"title": "Minister of Defense", "since": "2013-10-22", "until": "2019-07-24"}
    Mend: Correct the date after the source.
    Source: The meaning of the two fields.
    """
    if held.since is None or held.until is None or held.until.before(held.since) is not Certainty.CERTAINLY:
        return
    yield Objection(
        f"until {held.until} is before since {held.since}",
        at="until",
        values=(str(held.since), str(held.until)),
        related=((held, "since", f"since {held.since}"),),
    )


@rule("VDT005", Severity.WARNING, since="0.1", said="start")
def day_and_month_exchanged(span: Visit | RelatedVisit, context: Context) -> Iterator[Objection]:
    """A visit lasts longer than three weeks by its dates, and would last ten days or less if day and month of its dates
    were exchanged.

    Why: A program that read 02/07/2013 the wrong way makes a visit of two days one of a month. No other check finds it:
    both dates are real days in the right order.
    Ignore: Where the visit did last that long; give its `duration`, or a held activity of the time between, and the
        rule is content.
    Bad: "start": "2013-01-07", "end": "2013-02-07"
    Good: "start": "2013-07-01", "end": "2013-07-02"
    Mend: Read the dates in the source again.
    Source: In a data set of bilateral visits (Satuhelin/Thesis, bilateral_1.csv) 94 of 224 rows on the United States
        match the official record only after day and month are exchanged; a visit to Tanzania of 1 and 2 July 2013 lasts
        there from 7 January to 7 February.
    """
    start, end = span.start, span.end
    if start is None or end is None or not start.is_exact or not end.is_exact or span.duration is not None:
        return
    if (end.earliest - start.earliest).days <= _LONG:
        return
    others = [(swapped(start), swapped(end)), (start, swapped(end)), (swapped(start), end)]
    for first, last in others:
        if first is None or last is None or not 0 <= (last.earliest - first.earliest).days <= _SHORT:
            continue
        if isinstance(span, Visit) and _is_told_between(span, first, last):
            return
        yield Objection(
            f"it lasts from {start} to {end}; with day and month exchanged it would be from {first} to {last}",
            at="start" if first is not start else "end",
            values=(str(start), str(end)),
            related=((span, "end", f"it ends on {end}"),) if first is not start else (),
            hint="read the dates in the source again",
        )
        return


def _is_told_between(visit: Visit, first: EDTF, last: EDTF) -> bool:
    """Whether something is dated within the visit that would lie outside of it with other dates."""
    dates = [one.when.date for one in visit.program if one.when is not None and one.when.date is not None]
    dates += [period.start for period in visit.periods if period.start is not None]
    return any(day.before(first) is Certainty.CERTAINLY or day.after(last) is Certainty.CERTAINLY for day in dates)


# Words against dates

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_PRINTED = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)}),?\s+(?:the\s+)?"
    rf"(?:({'|'.join(_MONTHS)})\s+([0-9]{{1,2}})|([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({'|'.join(_MONTHS)}))\b"
    r"(?!\s*[–—-]\s*[0-9])",
    re.IGNORECASE,
)


_BEFORE_DAY = tuple({word.removesuffix("day")[-2:] for word in _WEEKDAYS})


def _may_print_weekdays(context: Context) -> bool:
    """Whether a text has a weekday in small letters but for the first, or what ends in capitals as one does."""
    *before, _ = context.text.split("day")
    return any(part.endswith(_BEFORE_DAY) for part in before) or "DAY" in context.text


@rule("VDT008", Severity.WARNING, since="0.1", said=("label", "citations"), gate=_may_print_weekdays)
def weekday_differs(told: When | Activity, context: Context) -> Iterator[Objection]:
    """The day of the week that is printed does not fit the date: in the label of a time, or in the quote of a citation
    that prints day and month of the activity. English weekdays are read.

    Why: One of the two is a slip, and often it is the year or the month of the date that is wrong.
    Ignore: Where the source itself is wrong and the date is certain otherwise.
    Bad: "when": {"date": "2023-10-31", "label": "Monday, October 31"}
    Good: "when": {"date": "2023-10-31", "label": "Tuesday, October 31"}
    Mend: Look the date up in a calendar and in the source.
    Source: The Gregorian calendar. A label may be printed in another zone, where the day may be the one before or
        after.
    """
    if isinstance(told, When):
        day, texts = told.date, [("label", told.label)] if told.label is not None else []
        if told.end_date is not None:
            return
    elif told.citations:
        day = context.place(told).date
        texts = [(f"citations/{index}/quote", one.quote) for index, one in enumerate(told.citations) if one.quote]
    else:
        return
    if day is None or not day.is_day or day.earliest.year < 1583:
        return
    for at, text in texts:
        word = _wrong_weekday(text, day, is_label=isinstance(told, When))
        if word is not None:
            true = _WEEKDAYS[date.fromisoformat(day.text[:10]).weekday()].capitalize()
            yield Objection(
                f"{day} is a {true}, but {word} is printed",
                at=at,
                values=(str(day), word),
                related=((told, "date", f"the date is {day}"),) if isinstance(told, When) else (),
            )
            return


def _wrong_weekday(text: str, day: EDTF, *, is_label: bool) -> str | None:
    """The weekday that a text prints for a date, where it is another's."""
    if "day" not in text.lower():
        return None
    printed = [match for match in _PRINTED.finditer(text) if _same_day(match, day)]
    for match in printed:
        if day.is_exact and _WEEKDAYS.index(match[1].lower()) != day.earliest.weekday():
            return match[1]
    words = {word.lower() for word in _WEEKDAY.findall(text)}
    if printed or not is_label or len(words) != 1:
        return None
    word = words.pop()
    around = range((day.earliest - _DAY).toordinal(), (day.latest + _DAY).toordinal() + 1) if _is_common(day) else ()
    fits = any(date.fromordinal(one).weekday() == _WEEKDAYS.index(word) for one in around)
    return None if fits or not around else word.capitalize()


def _is_common(day: EDTF) -> bool:
    return day.latest.year < 9999


def _same_day(match: re.Match[str], day: EDTF) -> bool:
    month = _MONTHS.index((match[2] or match[5]).lower()) + 1
    return day.text[5:10] == f"{month:02}-{int(match[3] or match[4]):02}"


@rule("VDT009", Severity.INFO, since="0.1", said="label")
def date_too_precise(when: When, context: Context) -> Iterator[Objection]:
    """A date is given as one certain day where its label says that it is estimated, or names a part of a month alone.

    Why: A day that somebody estimated looks like one that somebody knows. The date can say how sure it is.
    Ignore: Where another source gives the day; cite it.
    Bad: "when": {"date": "2023-03-29", "label": "late March"}
    Good: "when": {"date": "[2023-03-21..2023-03-31]", "label": "late March"}
    Mend: Write the date as told: `2023-03-29~`, `2023-03-XX`, or `[2023-03-21..2023-03-31]`.
    Source: Rows of the data set PE-Latam have exact dates beside the note "fechas estimadas". Library of Congress,
        Extended Date/Time Format (EDTF) Specification, 2019, on qualification.
    """
    if when.label is None or when.date is None or not when.date.is_exact or not _ESTIMATED.search(when.label):
        return
    yield Objection(
        f"the date is exactly {when.date}, but its label is {when.label!r}",
        at="date",
        values=(str(when.date), when.label),
        related=((when, "label", "the time as printed"),),
        hint=f"an estimated day is written {when.date}~",
    )


_ESTIMATED = re.compile(
    rf"^(?:in |on )?(?:(?:early|mid|late)[ -](?:{'|'.join(_MONTHS)})(?: [0-9]{{4}})?$"
    rf"|(?:about|around|circa|ca\.|c\.|approximately) (?:{'|'.join(_MONTHS)}|[0-9]{{1,2}} (?:{'|'.join(_MONTHS)}))"
    r"|.*\b(?:estimated|fechas? estimadas?)\b)",
    re.IGNORECASE,
)


@rule("VDT010", Severity.INFO, since="0.1", said="duration")
def duration_differs(timed: Visit | Period | RelatedVisit | When, context: Context) -> Iterator[Objection]:
    """A stated length disagrees with the dates or times: by more than a day where days are counted, as sources count
    first and last days in different ways; by more than a tenth where clock times are told.

    Why: Dates, times or length is a slip; or the length speaks of another part of the visit than the dates do.
    Ignore: Where the source counts otherwise, as for the official part alone.
    Bad: "start": "2024-04-08", "end": "2024-04-14", "duration": {"value": "P4D", "label": "four-day"}
    Good: "start": "2024-04-08", "end": "2024-04-11", "duration": {"value": "P4D", "label": "four-day"}
    Mend: Correct what is wrong; where sources disagree, keep the other as a claim.
    Source: Announcements of one and the same trip of the Secretary-General of the United Nations call it "four-day" and
        "three-day".
    """
    told = timed.duration
    if told is None or told.qualifier is not None:
        return
    if isinstance(timed, When):
        yield from _differs_by_clock(timed, told)
    elif timed.start is not None and timed.end is not None and timed.start.is_exact and timed.end.is_exact:
        days, counted = _days(told), (timed.end.earliest - timed.start.earliest).days + 1
        if days is not None and counted > 0 and abs(days - counted) > 1:
            yield Objection(
                f"a length of {told.label or told.value} is stated, but from {timed.start} to {timed.end} it is "
                f"{counted} days",
                at="duration",
                values=(told.label or told.value or "", counted),
                related=((timed, "start", f"it starts on {timed.start}"), (timed, "end", f"it ends on {timed.end}")),
            )


def _differs_by_clock(when: When, told: Duration) -> Iterator[Objection]:
    plain = (None, TimeQualifier.AT, TimeQualifier.FROM)
    length = _seconds(told.value) if told.value is not None else None
    if length is None or when.time is None or when.end_time is None:
        return
    if when.qualifier not in plain or when.end_qualifier not in plain:
        return
    if when.end_date is not None or (when.date is not None and not when.date.is_day):
        return
    stretch = clock.stretch(When(time=when.time, end_time=when.end_time), ANY_DAY, "UTC")
    counted = (stretch.end.low - stretch.begin.low).total_seconds() if stretch is not None else -1
    if counted < 0 or abs(counted - length) <= max(60, counted / 10, length / 10):
        return
    yield Objection(
        f"a length of {told.label or told.value} is stated, but from {when.time} to {when.end_time} it is "
        f"{round(counted / 60)} minutes",
        at="duration",
        values=(told.label or told.value or "", round(counted / 60)),
        related=((when, "end_time", f"it ends at {when.end_time}"),),
    )


_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STATED_DAYS = re.compile(rf"^(?:an? )?({'|'.join(_NUMBERS[1:])}|[0-9]{{1,2}})[ -]days?\b", re.IGNORECASE)


def _days(told: Duration) -> int | None:
    """How many days a length states; None where it states none."""
    if told.value is not None:
        match = re.fullmatch("P([0-9]{1,4})([DW])", told.value)
        return int(match[1]) * (7 if match[2] == "W" else 1) if match is not None else None
    match = _STATED_DAYS.match(told.label or "")
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1].lower())


def _seconds(value: str) -> float | None:
    match = re.fullmatch(r"PT(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,6}(?:\.[0-9]{1,6})?)S)?", value)
    if match is None:
        return None
    return int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + float(match[3] or 0)


# Against today


@rule("VDT012", Severity.WARNING, since="0.1", needs="as_of")
def stale_plan(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit is still tentative, planned, confirmed or under way more than thirty days after its last day.

    Why: What became of it is known by now. Whoever counts visits counts it wrongly either way.
    Ignore: Where the sources tell only the plan and no more will come.
    Bad: "status": "planned", "end": "2023-11-03"   (judged as of 2024-01-01)
    Good: "status": "completed", "end": "2023-11-03"
    Mend: Look for later sources and correct the status; `unknown` says that none tells.
    Source: A Dutch register of ministers' trips kept trips without an end (OpenDataPortaal, issue 109).
    """
    last = visit.end or visit.start
    today = context.settings.as_of
    if today is None or visit.status not in _TO_COME or last is None or (today - last.latest).days <= 30:
        return
    yield Objection(
        f"it is {str(visit.status).replace('_', ' ')}, but its last day, {last}, is more than thirty days past",
        at="status",
        values=(str(visit.status), str(last)),
        related=((visit, "end" if visit.end is not None else "start", f"its last day is {last}"),),
    )


_TO_COME = (VisitStatus.TENTATIVE, VisitStatus.PLANNED, VisitStatus.CONFIRMED, VisitStatus.UNDER_WAY)


@rule("VDT013", Severity.WARNING, since="0.1", needs="as_of")
def held_in_the_future(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit counts as held, by its status or because it has none, and begins after today.

    Why: Its activities are taken as held, which nobody can know. Mostly the status is missing, or the year is wrong.
    Ignore: Never.
    Bad: "start": "2031-11-01", "status": "completed"
    Good: "start": "2031-11-01", "status": "planned"
    Mend: Say that it is `planned`, or correct the date.
    Source: The meaning of `status`: where it is absent, activities are taken as held.
    """
    today = context.settings.as_of
    if today is None or visit.start is None or visit.status not in (None, VisitStatus.COMPLETED, VisitStatus.UNDER_WAY):
        return
    if (visit.start.earliest - today).days <= 1:
        return
    said = f"it is {visit.status.value.replace('_', ' ')}" if visit.status is not None else "it counts as held"
    yield Objection(
        f"{said}, but it begins on {visit.start}, after {today}",
        at="status" if visit.status is not None else "start",
        values=(str(visit.start), str(today)),
        related=((visit, "start", f"it begins on {visit.start}"),) if visit.status is not None else (),
        hint="a visit to come has the status planned" if visit.status is None else None,
    )


# Against the days of the visit


@rule("VDT014", Severity.WARNING, since="0.1", said="when")
def known_before_it_was(change: StatusChange, context: Context) -> Iterator[Objection]:
    """The history of a visit or activity says that it was held, or under way, before it began.

    Why: The date of the change or that of the visit is wrong, or the status is one that was then only intended.
    Ignore: Never.
    Bad: "start": "2023-11-01", "history": [{"status": "completed", "when": {"date": "2023-10-20"}}]
    Good: "start": "2023-11-01", "history": [{"status": "confirmed", "when": {"date": "2023-10-20"}}]
    Mend: Correct the date or the status of the change.
    Source: The meaning of `when` in a change of status: when it was made or became known.
    """
    if change.status not in _UNDER_WAY or change.when is None or change.when.date is None:
        return
    owner, placed = context.holder, context.placed
    start = owner.start if isinstance(owner, Visit) else placed.date if placed is not None else None
    if start is None or not _is_after(start, change.when.date):
        return
    at = "start" if isinstance(owner, Visit) else "when/date"
    is_own = isinstance(owner, Visit) or (isinstance(owner, Activity) and owner.when is not None and owner.when.date)
    yield Objection(
        f"it was {str(change.status).replace('_', ' ')} on {change.when.date}, before it began on {start}",
        at="when/date",
        values=(str(change.status), str(change.when.date), str(start)),
        related=((owner, at, f"it began on {start}"),) if owner is not None and is_own else (),
    )


_UNDER_WAY = (AnyStatus.UNDER_WAY, AnyStatus.COMPLETED, AnyStatus.HELD, AnyStatus.HELD_IRREGULARLY)


@rule("VDT015", Severity.WARNING, since="0.1", said="when")
def invited_too_late(invitation: Invitation, context: Context) -> Iterator[Objection]:
    """An invitation to a visit was made after that visit had begun.

    Why: It is then an invitation to another visit, as a rule to one in return, or a date is wrong.
    Ignore: Where a visit under way was made an official one by an invitation.
    Bad: "start": "2023-11-01", "invitation": {"by": ["az"], "when": {"date": "2023-11-03"}}
    Good:
        "start": "2023-11-01",
        "related": [{"relation": "upcoming", "invitation": {"by": ["pk"], "when": {"date": "2023-11-03"}}}]
    Mend: Move the invitation to the visit to come, or correct the date.
    Source: The meaning of the field: an invitation to this visit; one to a visit to come stands in `related`.
    """
    made = invitation.when.date if invitation.when is not None else None
    visit = context.holder
    if made is None or not isinstance(visit, Visit | RelatedVisit) or visit.start is None:
        return
    if _is_after(made, visit.start):
        yield Objection(
            f"the invitation was made on {made}, after the visit had begun on {visit.start}",
            at="when/date",
            values=(str(made), str(visit.start)),
            related=((visit, "start", f"it began on {visit.start}"),),
        )


@rule("VDT016", Severity.WARNING, since="0.1", said=("since", "made", "when"))
def later_than_the_visit(earlier: Ordinal | Item | Relation | Event, context: Context) -> Iterator[Objection]:
    """What by its meaning comes before the end of the visit is dated after it: the day from which a source counts
    visits, the making of a gift, the beginning of a relation between the parties, a precedent. Or an event to come was
    before the visit.

    Why: A year is wrong, or it is told of another visit.
    Ignore: Never.
    Bad: "end": "2023-11-03", "ordinals": [{"value": 3, "of": "visit", "since": "2032"}]
    Good: "end": "2023-11-03", "ordinals": [{"value": 3, "of": "visit", "since": "2012"}]
    Mend: Correct the date after the source.
    Source: The meaning of the fields.
    """
    visit = context.visit
    if isinstance(earlier, Event):
        yield from _misdated_event(earlier, visit)
        return
    if isinstance(context.holder, Event | RelatedVisit) or visit.end is None:
        return
    name, day = ("made", earlier.made) if isinstance(earlier, Item) else ("since", earlier.since)
    if day is not None and _is_after(day, visit.end):
        yield Objection(
            f"{name} {day} is after the last day of the visit, {visit.end}",
            at=name,
            values=(str(day), str(visit.end)),
            related=((visit, "end", f"it ends on {visit.end}"),),
        )


def _misdated_event(event: Event, visit: Visit) -> Iterator[Objection]:
    day = event.when.date if event.when is not None else None
    if day is None:
        return
    if event.kind is EventKind.UPCOMING and visit.start is not None and _is_after(visit.start, day):
        said, edge, at = f"before the first day of the visit, {visit.start}", visit.start, "start"
    elif event.kind is EventKind.PRECEDENT and visit.end is not None and _is_after(day, visit.end):
        said, edge, at = f"after the last day of the visit, {visit.end}", visit.end, "end"
    else:
        return
    yield Objection(
        f"the {event.kind.value} event {event.label or event.id or ''}".rstrip() + f" is dated {day}, {said}",
        at="when/date",
        values=(str(day), str(edge)),
        related=((visit, at, f"the visit: {edge}"),),
    )

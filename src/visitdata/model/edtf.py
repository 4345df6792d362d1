"""Dates as sources tell them: a profile of EDTF, its pattern, its bounds and its comparisons.

EDTF is the Extended Date/Time Format of the Library of Congress (specification of 2019,
https://www.loc.gov/standards/datetime/), also found in ISO 8601-2:2019. The profile is:

- ``2023-11-01``, ``2023-11``, ``2023``: real days of the proleptic Gregorian calendar, years 0001 to 9999;
- ``2023-21`` to ``2023-24``: spring, summer, autumn, winter;
- ``2023-11-XX``, ``2023-11-0X``, ``2023-1X``, ``197X``: digits not specified, from the right, where at
  least one real day fits;
- ``~`` (approximate), ``?`` (uncertain) or ``%`` (both) at the end of any of these;
- ``a/b`` from a to b, ``a/..`` and ``../b`` open, ``a/`` with an unknown end;
- ``[a,b]``, ``[a..b]``, ``[..b]``, ``[a..]``: one of these; ``{a,b}``, ``{a..b}``: all of these.

There are no clock times here: they are local wall time and stand beside the date.
"""

import re
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Final, Literal, NamedTuple, NoReturn, final

__all__ = ["EDTF", "EDTF_PATTERN", "Certainty", "Precision"]

Precision = Literal["day", "month", "season", "year", "decade", "century", "millennium", "unspecified"]
"""How finely a date is told: the smallest unit of the calendar that is wholly given."""

_PRECISIONS: Final[tuple[Precision, ...]] = (
    "day", "month", "season", "year", "decade", "century", "millennium", "unspecified",
)  # fmt: skip


def _any(*choices: str) -> str:
    return f"(?:{'|'.join(choices)})"


def _date_pattern() -> str:
    # Without look-ahead "not 0000" and "leap" have to be spelled out digit by digit.
    year = _any("[0-9]{3}[1-9]", "[0-9]{2}[1-9]0", "[0-9][1-9]00", "[1-9]000")
    fours = _any("0[48]", "[2468][048]", "[13579][26]")
    leap_year = _any(f"[0-9]{{2}}{fours}", f"{fours}00")
    vague_year = _any("[0-9]{3}", "[0-9]{2}X", "[0-9]XX", "XXX") + "X"

    days_to_28 = _any("0[1-9X]", "1[0-9X]", "2[0-8X]", "XX")
    in_year = _any(
        f"{_any('0[1-9]', '1[0-2]')}(?:-{days_to_28})?",
        f"{_any('0[13-9]', '1[0-2]')}-(?:29|3[0X])",
        f"{_any('0[13578]', '1[02]')}-31",
        "2[1-4]",
        "[01X]X(?:-XX)?",
    )
    return _any(f"{year}(?:-{in_year})?", f"{leap_year}-02-29", f"{vague_year}(?:-XX){{0,2}}") + "[~?%]?"


def _whole_pattern(day: str) -> str:
    item = rf"{day}(?:\.\.{day})?"
    interval = _any(rf"{day}(?:/(?:{day}|\.\.)?)?", rf"\.\./{day}")
    one_of = rf"\[(?:(?:\.\.{day},)?(?:{item},)*{day}(?:\.\.(?:{day})?)?|\.\.{day})\]"
    all_of = rf"\{{(?:{item},)*{item}\}}"
    return f"^{_any(interval, one_of, all_of)}$"


_DATE_PATTERN: Final = _date_pattern()

EDTF_PATTERN: Final = _whole_pattern(_DATE_PATTERN)
"""Exactly the texts of the profile, as one regular expression that ECMA-262 (flag ``u``), Python's ``re`` and
Rust's ``regex`` read alike. Python's ``$`` lets a final newline pass: use ``re.fullmatch`` there."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_edtf(text: str) -> bool:
    # Nearly every text is a single date; the whole pattern costs many times more to compile.
    return bool(_compiled(_DATE_PATTERN).fullmatch(text) or _compiled(EDTF_PATTERN).fullmatch(text))


class Certainty(Enum):
    """The answer to a question about dates that may be uncertain. It has no truth value."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    CERTAINLY_NOT = "certainly_not"

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a Certainty is neither true nor false: compare it, for example `is Certainty.CERTAINLY`"
            " or `is not Certainty.CERTAINLY_NOT`"
        )


def _certainty(certainly: bool, certainly_not: bool) -> Certainty:
    if certainly:
        return Certainty.CERTAINLY
    return Certainty.CERTAINLY_NOT if certainly_not else Certainty.POSSIBLY


class _Range(NamedTuple):
    """The days on which one unknown day may lie, both ends inclusive."""

    low: date
    high: date


class _Reading(NamedTuple):
    """What a text says. `first` is never above `last`, neither in `low` nor in `high`; `covered` runs
    from the first to the last day it surely covers, and is upside down where there is no such day."""

    first: _Range
    last: _Range
    covered: tuple[date, date]
    precision: Precision


def _month_start(index: int) -> date:
    """The first day of the month with this index (12 times the year plus the month, from 0), or of all time."""
    index = max(12, index)
    return date(index // 12, index % 12 + 1, 1)


def _month_end(index: int) -> date:
    last = 9999 * 12 + 11
    return date.max if index >= last else _month_start(index + 1) - timedelta(1)


def _widened(days: _Range, months: int) -> _Range:
    """A range with so many months more at both ends, with a day more where `months` is 0."""
    low, high = days
    if months:
        start, end = low.year * 12 + low.month - 1, high.year * 12 + high.month - 1
        return _Range(_month_start(start - months), _month_end(end + months))
    return _Range(
        date.min if low == date.min else low - timedelta(1),
        date.max if high == date.max else high + timedelta(1),
    )


def _read_season(year: int, season: str) -> _Range:
    return _Range(date(year, 1, 1), _month_end(year * 12 + (13 if season == "24" else 11)))


def _read_digits(year: str, month: str, day: str) -> _Range:
    low = [max(1, int(part.replace("X", "0"))) for part in (year, month, day)]
    high_year, high_month, high_day = (int(part.replace("X", "9")) for part in (year, month, day))
    high_month = min(12, high_month)
    high_day = min(_month_end(high_year * 12 + high_month - 1).day, high_day)
    return _Range(date(*low), date(high_year, high_month, high_day))


_LENGTH_OF_DAY = len("2023-11-01")
"""Of all dates without an ``X``, a plain day alone is as long. Most dates are plain days, and are read in a tenth of
the time."""


def _read_date(text: str) -> _Reading:
    if len(text) == _LENGTH_OF_DAY and "X" not in text:
        told_day = date.fromisoformat(text)
        days = _Range(told_day, told_day)
        return _Reading(days, days, days, "day")
    told = text.rstrip("~?%")
    year, month, day = told[:4], told[5:7] or "XX", told[8:] or "XX"
    precision: Precision
    if "21" <= month <= "24":
        days, precision, months = _read_season(int(year), month), "season", 3
    else:
        days = _read_digits(year, month, day)
        # Each X of the year is one more step from "year" on.
        coarse = _PRECISIONS[3 + year.count("X")]
        precision = "day" if "X" not in day else "month" if "X" not in month else coarse
        months = 0 if day != "XX" else 1 if month != "XX" else 12
    if told != text:
        days = _widened(days, months)
    # A plain "2023-11" is the whole month to what is held against it; a season depends on the hemisphere.
    plain = told == text and "X" not in told and precision != "season"
    return _Reading(days, days, (days.low, days.high) if plain else (days.high, days.low), precision)


def _spanning(first: _Range, last: _Range, precision: Precision) -> _Reading:
    # No last day lies before the first one: this also holds an interval together that runs backward.
    last = _Range(max(first.low, last.low), max(first.high, last.high))
    return _Reading(first, last, (first.high, last.low), precision)


def _coarsest(readings: list[_Reading]) -> Precision:
    return _PRECISIONS[max(_PRECISIONS.index(reading.precision) for reading in readings)]


def _read_ends(start: str, end: str) -> _Reading:
    """From `start` to `end`; an end that is not told (``..`` or nothing) lies anywhere beyond the other."""
    told = [_read_date(text) for text in (start, end) if text.strip(".")]
    first = told[0].first if start.strip(".") else _Range(date.min, told[-1].last.high)
    last = told[-1].last if end.strip(".") else _Range(told[0].first.low, date.max)
    return _spanning(first, last, _coarsest(told))


def _read_item(text: str) -> _Reading:
    return _read_ends(*text.split("..")) if ".." in text else _read_date(text)


def _read_one_of(items: list[_Reading]) -> _Reading:
    # The last day of a range counts even where the range runs backward.
    hull = _Range(min(item.first.low for item in items), max(item.last.high for item in items))
    return _Reading(hull, hull, (hull.high, hull.low), _coarsest(items))


def _read_all_of(items: list[_Reading]) -> _Reading:
    return _spanning(
        _Range(min(item.first.low for item in items), min(item.first.high for item in items)),
        _Range(max(item.last.low for item in items), max(item.last.high for item in items)),
        _coarsest(items),
    )


def _read(text: str) -> _Reading:
    if text[0] in "[{":
        items = [_read_item(item) for item in text[1:-1].split(",")]
        return _read_one_of(items) if text[0] == "[" else _read_all_of(items)
    if "/" in text:
        return _read_ends(*text.split("/"))
    return _read_date(text)


@final
class EDTF:
    """A date as a source tells it, in the profile of EDTF that this module describes.

    Immutable; equal to another date or a `str` of the same text, and hashed by it; ``str()`` gives it back
    unchanged. It has no ``<``: use the comparisons below, which answer with a `Certainty`.

    The bounds are those of the text, widened where it ends in ``~``, ``?`` or ``%``: a day by 1 day at both
    ends, a month by 1 month, a season by 3 months, a year, decade, century or millennium by 1 year.
    Unspecified digits count by what is left: ``2010-07-0X`` is widened as a day, ``2010-07-XX`` and
    ``2010-1X`` as a month, ``2010-XX`` and ``201X`` as a year. The hemisphere of a season is not known: its
    bounds are those of the year, for winter to the end of the next February. Nothing goes beyond
    0001-01-01 and 9999-12-31.

    ``a/b`` lasts throughout, ``{a,b}`` likewise from the earliest of its dates to the latest; ``[a,b]`` is
    one of these days or times. An end that is open or unknown may lie anywhere beyond the other. An
    interval that ends before it starts is well-formed; it is read as if it ended where it starts.

    Raises `ValueError` for a text outside the profile, `TypeError` for anything but a `str` or an `EDTF`.
    """

    __slots__ = ("_reading", "text")

    text: str
    """The text, exactly as given."""
    _reading: _Reading | None  # what the text says, read when it is first asked for

    def __new__(cls, text: "str | EDTF") -> "EDTF":
        if isinstance(text, EDTF):
            return text
        if not isinstance(text, str):
            raise TypeError(f"an EDTF date is made from a str, not from {type(text).__name__}")
        if not _is_edtf(text):
            shown = text if len(text) <= 40 else f"{text[:39]}…"
            raise ValueError(
                f"{shown!r} is not a date in the EDTF profile: expected a real day, month or year such as"
                " '2023-11-01', '2023-11' or '2023-11~', or an interval such as '2023-11-01/2023-11-03'"
            )
        return cls.trusted(str.__str__(text))

    @classmethod
    def trusted(cls, text: str) -> "EDTF":
        """Make one from a text that is known to match `EDTF_PATTERN`; nothing is checked."""
        self = object.__new__(cls)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_reading", None)
        return self

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an EDTF date is immutable: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an EDTF date is immutable: {name!r} cannot be deleted")

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return EDTF.trusted, (self.text,)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, EDTF):
            return self.text == other.text
        return self.text == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __format__(self, spec: str) -> str:
        return format(self.text, spec)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"EDTF({self.text!r})"

    def _read(self) -> _Reading:
        # Two threads may both read the text: they store equal values, in one step each.
        reading = self._reading
        if reading is None:
            reading = _read(self.text)
            object.__setattr__(self, "_reading", reading)
        return reading

    @property
    def earliest(self) -> date:
        """The earliest day it may cover; `date.min` where that is open or unbounded."""
        return self._read().first.low

    @property
    def latest(self) -> date:
        """The latest day it may cover; `date.max` where that is open, unknown or unbounded."""
        return self._read().last.high

    @property
    def first(self) -> tuple[date, date]:
        """The earliest and the latest day that may be the first one it covers: for ``a/b`` those of a, for
        ``{a,b}`` those of the earliest element; for a single date and for ``[a,b]`` all its bounds."""
        return self._read().first

    @property
    def last(self) -> tuple[date, date]:
        """The earliest and the latest day that may be the last one it covers: for ``a/b`` those of b (never
        before those of a), for ``{a,b}`` those of the latest element; otherwise the same as `first`."""
        return self._read().last

    @property
    def precision(self) -> Precision:
        """The smallest unit of the calendar that is wholly told: ``2010-07-0X`` has "month", ``2010-1X``
        "year", ``201X`` "decade", ``XXXX`` "unspecified". Of intervals and sets the coarsest of their dates.
        Qualifiers and open ends do not change it."""
        return self._read().precision

    @property
    def is_day(self) -> bool:
        """Whether it is a single date told to the day, be it approximate or uncertain."""
        return len(self.text.rstrip("~?%")) == 10 and self.precision == "day"

    @property
    def is_exact(self) -> bool:
        """Whether it is one certain day: a full date without qualifier and unspecified digits."""
        return self.is_day and len(self.text) == 10

    def before(self, other: "EDTF | str | date") -> Certainty:
        """Whether its last day comes before the first day of `other`.

        CERTAINLY if the latest `last` of self < the earliest `first` of other; CERTAINLY_NOT if the
        earliest `last` of self >= the latest `first` of other; POSSIBLY otherwise.
        """
        mine, theirs = self._read(), _coerced(other)._read()
        return _certainty(mine.last.high < theirs.first.low, mine.last.low >= theirs.first.high)

    def after(self, other: "EDTF | str | date") -> Certainty:
        """Whether its first day comes after the last day of `other`: ``other.before(self)``."""
        return _coerced(other).before(self)

    def same_day(self, other: "EDTF | str | date") -> Certainty:
        """Whether both are one and the same single day.

        CERTAINLY if `first` and `last` of both leave that one day alone; CERTAINLY_NOT if no day lies
        within all four of them (they are apart, or one of them lasts longer than a day); POSSIBLY otherwise.
        """
        mine, theirs = self._read(), _coerced(other)._read()
        ranges = (mine.first, mine.last, theirs.first, theirs.last)
        lows, highs = [days.low for days in ranges], [days.high for days in ranges]
        return _certainty(min(lows) == max(highs), max(lows) > min(highs))

    def within(self, other: "EDTF | str | date") -> Certainty:
        """Whether every day of it lies inside `other`.

        CERTAINLY if `earliest` and `latest` of self lie in what `other` surely covers: a plain day, month
        or year (no qualifier, no X) covers all its days; anything else covers the days from its latest
        `first` to its earliest `last`, if there are any. CERTAINLY_NOT if the latest `first` of self < the
        earliest day of other, or the earliest `last` of self > the latest day of other. POSSIBLY otherwise.
        """
        mine, theirs = self._read(), _coerced(other)._read()
        start, end = theirs.covered
        return _certainty(
            start <= mine.first.low and mine.last.high <= end,
            mine.first.high < theirs.first.low or mine.last.low > theirs.last.high,
        )

    def overlaps(self, other: "EDTF | str | date") -> Certainty:
        """Whether the two have a day in common.

        Take for each the start and end of what it surely covers, as in `within` (where it surely covers
        nothing, the start is after the end). CERTAINLY if each start <= the other's end;
        CERTAINLY_NOT if one comes certainly before the other; POSSIBLY otherwise.
        """
        mine, theirs = self._read(), _coerced(other)._read()
        (start, end), (other_start, other_end) = mine.covered, theirs.covered
        return _certainty(
            start <= other_end and other_start <= end,
            mine.last.high < theirs.first.low or theirs.last.high < mine.first.low,
        )


def _coerced(other: EDTF | str | date) -> EDTF:
    if isinstance(other, datetime):
        raise TypeError("an EDTF date has no clock time: compare with the date() of the datetime")
    return EDTF.trusted(other.isoformat()) if isinstance(other, date) else EDTF(other)

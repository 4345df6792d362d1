"""A date as spreadsheets write it -> EDTF, never by a guess at which number is the day."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from visitdata.findings import Problem
from visitdata.interop import problems as vdi
from visitdata.model import EDTF


class NoDate(Exception):  # noqa: N818 - it names what was met
    """A text is no date that could be read without a guess."""

    def __init__(self, problem: Problem, message: str, hint: str) -> None:
        super().__init__(message)
        self.problem, self.message, self.hint = problem, message, hint


_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_NO_DAY = "is not a day of the calendar"
_MEND = "correct the date after the source"


def day(text: str, form: str) -> EDTF:
    """A date, written as EDTF or in the form that the mapping names. Raises `NoDate`."""
    try:
        return EDTF(text)
    except ValueError:
        pass
    readings = _readings(text)
    if form in readings:
        written = readings[form]
        if written is None:
            raise NoDate(vdi.DATES_WRONG, f"{_NO_DAY} as {form}", _MEND)
        return EDTF(written)
    raise _no_date(text, {name: day for name, day in readings.items() if day is not None}, bool(readings))


def _no_date(text: str, readings: Mapping[str, str], is_numbers: bool) -> NoDate:
    """Why a text that is not written as it should be is not read."""
    if readings:
        ways = " or ".join(f"{day} ({name})" for name, day in readings.items())
        names = " or ".join(f'"{name}"' for name in readings)
        hint = f'write a date such as 2023-11-01, or say `"dates": {names}` in a mapping'
        return NoDate(vdi.UNCLEAR_DATE, f"may be {ways}: it is not guessed", hint)
    if is_numbers or re.fullmatch("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", text):
        return NoDate(vdi.DATES_WRONG, _NO_DAY, f"{_MEND}, and write it as 2023-11-01")
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        number = timedelta(int(text[:5]))
        ways = f"{date(1899, 12, 30) + number} or, of old, {date(1904, 1, 1) + number}"
        message = f"looks like the number that a spreadsheet program keeps for a day ({ways})"
        hint = "give the column the format of a date such as 2023-11-01 and save the sheet again"
        return NoDate(vdi.UNCLEAR_DATE, message, hint)
    hint = "write a date such as 2023-11-01, 2023-11 or 2023-11~, or say in a mapping how `dates` are written"
    return NoDate(vdi.BAD_CELL, "is not a date in the EDTF profile", hint)


def _readings(text: str) -> dict[str, str | None]:
    """The days that two numbers and a year can mean, by the form in which they would be written; None for a day that
    the calendar does not have. Empty where a text is no such date."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return {}
    first, sign, second, year = match.groups()
    return {
        f"day{sign}month{sign}year": _of_calendar(year, second, first),
        f"month{sign}day{sign}year": _of_calendar(year, first, second),
    }


def _of_calendar(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None

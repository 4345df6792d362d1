"""Dates and lengths of time as a reader says them: ``1951 or 1952``, ``about 2010-07``, ``4 days``."""

import re

from visitdata.model import EDTF

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAYS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_CLOCK = {"H": "hour", "M": "minute", "S": "second"}
_QUALIFIED = {"~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


def in_words(date: EDTF) -> str:
    """A date in words. Digits that are not told stay an X."""
    text = date.text
    if text.startswith("["):
        return " or ".join(_item(item, "or") for item in text[1:-1].split(","))
    if text.startswith("{"):
        return " and ".join(_item(item, "and") for item in text[1:-1].split(","))
    start, slash, end = text.partition("/")
    if not slash:
        return _single(start)
    if start == "..":
        return f"until {_single(end)}"
    return f"from {_single(start)} on" if end in ("", "..") else f"{_single(start)} to {_single(end)}"


def _item(item: str, joined: str) -> str:
    """A member of a set, which may be a range; of one of which one is meant, or all."""
    start, dots, end = item.partition("..")
    if not dots:
        return _single(start)
    if not start:
        return f"{_single(end)} or before"
    if not end:
        return f"{_single(start)} or after"
    return f"{_single(start)} to {_single(end)}" if joined == "and" else f"between {_single(start)} and {_single(end)}"


def _single(text: str) -> str:
    told, qualifier = text.rstrip("~?%"), text[-1]
    year, month = told[:4], told[5:7]
    words = f"{_SEASONS[month]} {year}" if month in _SEASONS else told
    return _QUALIFIED.get(qualifier, "{}").format(words)


def years(date: EDTF) -> tuple[int | None, int | None]:
    """The first and the last year in which a date may begin; None for an end that is not told."""
    low, high = date.first
    return (None if low.year == 1 else low.year), (None if high.year == 9999 else high.year)


def years_in_words(low: int | None, high: int | None) -> str:
    """What `years` gives, in words."""
    if low is None and high is None:
        return "unknown"
    if low is None or high is None:
        return f"{high:04} or before" if low is None else f"{low:04} or after"
    if low == high:
        return f"{low:04}"
    return f"{low:04} or {high:04}" if high == low + 1 else f"{low:04} to {high:04}"


def length(duration: str) -> str:
    """An ISO 8601 duration in words: ``4 days``, ``1 hour 30 minutes``."""
    days, _, clock = duration[1:].partition("T")
    parts = [(part, _DAYS) for part in re.findall("[0-9]+[A-Z]", days)]
    parts += [(part, _CLOCK) for part in re.findall("[0-9.]+[A-Z]", clock)]
    return " ".join(f"{part[:-1]} {units[part[-1]]}{'' if part[:-1] == '1' else 's'}" for part, units in parts)

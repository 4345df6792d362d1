"""Dates and lengths of time as a reader says them: ``1951 or 1952``, ``about 2010-07``, ``4 days``."""

import re

from visitdata.model import EDTF
from visitdata.render.labels import Labels, english

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIED = {"~": "date.about", "?": "date.uncertain", "%": "date.about_uncertain"}


def in_words(date: EDTF, labels: Labels | None = None, *, written_out: bool = False) -> str:
    """A date in words, in English where no labels say otherwise; its days and months in digits unless they are to be
    written out. Digits that are not told stay an X."""
    return _Wording(labels or english(), written_out).of(date.text)


def span_in_words(start: EDTF | None, end: EDTF | None, labels: Labels, *, written_out: bool = False) -> str:
    """From when to when, as `in_words` says each date; empty where neither is told."""
    first, last = (in_words(date, labels, written_out=written_out) if date else "" for date in (start, end))
    if first and last:
        return first if first == last else labels("date.to", first, last)
    return first or (labels("head.until", last) if last else "")


class _Wording:
    def __init__(self, labels: Labels, written_out: bool) -> None:
        self.labels = labels
        self.written_out = written_out

    def of(self, text: str) -> str:
        if text.startswith("["):
            return self.labels("date.or").join(self._item(item, between=True) for item in text[1:-1].split(","))
        if text.startswith("{"):
            return self.labels("date.and").join(self._item(item, between=False) for item in text[1:-1].split(","))
        start, slash, end = text.partition("/")
        if not slash:
            return self._single(start)
        if start == "..":
            return self.labels("date.until", self._single(end))
        if end in ("", ".."):
            return self.labels("date.from", self._single(start))
        return self.labels("date.to", self._single(start), self._single(end))

    def _item(self, item: str, *, between: bool) -> str:
        """A member of a set, which may be a range; of one of which one is meant, or all."""
        start, dots, end = item.partition("..")
        if not dots:
            return self._single(start)
        if not start:
            return self.labels("date.or_before", self._single(end))
        if not end:
            return self.labels("date.or_after", self._single(start))
        return self.labels("date.between" if between else "date.to", self._single(start), self._single(end))

    def _single(self, text: str) -> str:
        told = text.rstrip("~?%")
        words = self._plain(told)
        return self.labels(_QUALIFIED[text[-1]], words) if text != told else words

    def _plain(self, told: str) -> str:
        year, month, day = told[:4], told[5:7], told[8:]
        if month in _SEASONS:
            return self.labels(f"date.{_SEASONS[month]}", year)
        if not self.written_out or "X" in told or not month:
            return told
        name = self.labels(f"month.{int(month)}")
        return self.labels("date.day", int(day), name, year) if day else self.labels("date.month", name, year)


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


def length(duration: str, labels: Labels | None = None) -> str:
    """An ISO 8601 duration in words: ``4 days``, ``1 hour 30 minutes``; in English where no labels say otherwise."""
    days, _, clock = duration[1:].partition("T")
    parts = re.findall("([0-9]+)([A-Z])", days)
    parts += [(number, "min" if unit == "M" else unit) for number, unit in re.findall("([0-9.]+)([A-Z])", clock)]
    return " ".join(_measured(number, unit, labels or english()) for number, unit in parts)


def _measured(number: str, unit: str, labels: Labels) -> str:
    return labels(f"length.{unit}.{'one' if number == '1' else 'many'}", number)

"""What is in a corpus, at a glance: counts that visits are fed to one at a time, as a table and as JSON.

``format`` is the name of the JSON, ``version`` grows by one whenever a program that reads it might have to change; keys
may be added without that. What is kept does not grow with the number of visits.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import Any

from visitdata.model import EDTF, Occasion, Visit
from visitdata.model.kinds import ManyKind, NodeKind
from visitdata.model.parties import PartyRole
from visitdata.render.dates import years, years_in_words
from visitdata.render.readings import spaced

FORMAT = "visitdata-statistics"
VERSION = 1

WIDTH = 100
"""How many columns a table may take where no terminal says it."""

_REGISTERS = frozenset({"parties", "people", "organizations", "places", "sources", "claims", "waivers", "citations"})
"""Lists of a visit that tell nothing of what was done: who and where there is, and who says so."""

_STRUCTURE = tuple(
    field.name
    for field in Visit.__fields__.values()
    if isinstance(field.kind, ManyKind) and isinstance(field.kind.item, NodeKind) and field.name not in _REGISTERS
)

COMPLETENESS = ("sources", "several_sources", "start", "grade", "people", "structure", "claims")
"""What is asked of each visit: whether it has this."""

_GAP = 4
_LEAST_ROWS = 8
"""A table of fewer rows stays one column, however wide the terminal is."""


class Statistics:
    """Counts of what visits hold. A visit counts once for each country and grade; its activities are counted each."""

    def __init__(self) -> None:
        self.visits = 0
        self.earliest: date | None = None
        self.latest: date | None = None
        self.years: Counter[tuple[int | None, int | None]] = Counter()
        self.undated = 0
        self.grades: Counter[str] = Counter()
        self.graded_in_words = 0
        self.countries: dict[PartyRole, Counter[str]] = {PartyRole.GUEST: Counter(), PartyRole.HOST: Counter()}
        self.stateless: Counter[PartyRole] = Counter()
        self.occasions: Counter[str] = Counter()
        self.steps: Counter[str] = Counter()
        self.complete: Counter[str] = Counter()

    def add(self, visit: Visit) -> None:
        """Count a visit."""
        self.visits += 1
        self._add_dates(visit)
        if visit.grade is not None:
            self.grades[visit.grade.value] += 1
        elif visit.grade_label is not None:
            self.graded_in_words += 1
        for role, countries in self.countries.items():
            codes = {party.country for party in visit.parties if party.role is role}
            self.stateless[role] += None in codes
            countries.update(code for code in codes if code is not None)
        for activity in visit.program:
            if isinstance(activity, Occasion):
                self.occasions[activity.type] += 1
                self.steps.update(step.type for step in activity.steps)
            else:
                self.steps[activity.type] += 1
        self.complete.update(name for name, is_so in zip(COMPLETENESS, _has(visit), strict=True) if is_so)

    def _add_dates(self, visit: Visit) -> None:
        if visit.start is None:
            self.undated += 1
        else:
            self.years[years(visit.start)] += 1
        days = [day for told in (visit.start, visit.end) if told is not None for day in _bounds(told)]
        if days:
            self.earliest = min(days) if self.earliest is None else min(self.earliest, *days)
            self.latest = max(days) if self.latest is None else max(self.latest, *days)

    def as_dict(self) -> dict[str, Any]:
        """The counts for programs."""
        return {
            "visits": self.visits,
            "dates": {
                "earliest": self.earliest.isoformat() if self.earliest is not None else None,
                "latest": self.latest.isoformat() if self.latest is not None else None,
            },
            "years": {
                "reported": [{"from": low, "to": high, "visits": number} for (low, high), number in self._by_year()],
                "not_reported": self.undated,
            },
            "grades": {
                "reported": dict(_ranked(self.grades)),
                "in_words_only": self.graded_in_words,
                "not_reported": self.ungraded,
            },
            "countries": {
                role.value: {"reported": dict(_ranked(codes)), "without_code": self.stateless[role]}
                for role, codes in self.countries.items()
            },
            "occasions": {"number": self.occasions.total(), "types": dict(_ranked(self.occasions))},
            "steps": {"number": self.steps.total(), "types": dict(_ranked(self.steps))},
            "visits_with": {
                name: {
                    "visits": self.complete[name],
                    "share": self.complete[name] / self.visits if self.visits else 0.0,
                }
                for name in COMPLETENESS
            },
        }

    @property
    def ungraded(self) -> int:
        """How many visits have no grade, nor one in words."""
        return self.visits - self.grades.total() - self.graded_in_words

    def _by_year(self) -> list[tuple[tuple[int | None, int | None], int]]:
        """The years in order; what has no bound comes last."""
        return sorted(self.years.items(), key=lambda item: [(year is None, year or 0) for year in item[0]])

    def tables(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """The title and the rows of each table."""
        dated = [(years_in_words(*bounds), number) for bounds, number in self._by_year()]
        yield "By year", [*dated, *_unless_zero("not reported", self.undated)]
        grades = [(spaced(grade), number) for grade, number in _ranked(self.grades)]
        words = _unless_zero("in words only", self.graded_in_words)
        yield "By grade", [*grades, *words, *_unless_zero("not reported", self.ungraded)]
        for role, codes in self.countries.items():
            yield f"By country of the {role.value}", [*_ranked(codes), *_unless_zero("no code", self.stateless[role])]
        for title, types in (("Occasions", self.occasions), ("Steps", self.steps)):
            yield f"{title}: {types.total():,}", [(spaced(name), number) for name, number in _ranked(types)]


def render(statistics: Statistics, width: int | None = None) -> str:
    """The counts as tables for people, no wider than so many columns (100 where none are given) if that can be."""
    number = statistics.visits
    head = f"{number:,} visit{'' if number == 1 else 's'}"
    if statistics.earliest is not None:
        head += f", {statistics.earliest} to {statistics.latest}"
    parts = [f"{head}\n"]
    for title, rows in statistics.tables():
        if rows:
            parts.append("".join(f"{line}\n" for line in (title, *_table(rows, width or WIDTH))))
    shares = [(spaced(name), statistics.complete[name]) for name in COMPLETENESS]
    lines = (f"{line}  {_percent(count, number):>5}\n" for line, (_, count) in zip(_cells(shares), shares, strict=True))
    parts.append("".join(("Visits with\n", *(f"  {line}" for line in lines))))
    return "\n".join(parts)


def render_json(statistics: Statistics) -> str:
    """The counts as JSON text with a final newline."""
    import orjson

    from visitdata import __version__

    tool = {"name": "visitdata", "version": __version__}
    report = {"format": FORMAT, "version": VERSION, "tool": tool, **statistics.as_dict()}
    return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _has(visit: Visit) -> Iterator[bool]:
    """Whether a visit has what `COMPLETENESS` names, in its order."""
    yield bool(visit.sources)
    yield len(visit.sources) > 1
    yield visit.start is not None
    yield visit.grade is not None
    yield bool(visit.people)
    yield any(field in visit.__dict__ for field in _STRUCTURE)
    yield bool(visit.claims)


def _bounds(told: EDTF) -> Iterator[date]:
    """The days between which a date lies, without an end that is open."""
    if told.earliest != date.min:
        yield told.earliest
    if told.latest != date.max:
        yield told.latest


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """The counts, the largest first, those that are alike in the order of their names."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _unless_zero(label: str, number: int) -> list[tuple[str, int]]:
    return [(label, number)] if number else []


def _table(rows: list[tuple[str, int]], width: int) -> Iterator[str]:
    """Rows of a label and a number, in as many columns as fit; to be read downward."""
    cells = _cells(rows)
    columns = max(1, (width - 2 + _GAP) // (len(cells[0]) + _GAP))
    height = max(ceil(len(cells) / columns), min(len(cells), _LEAST_ROWS))
    for row in range(height):
        yield "  " + (" " * _GAP).join(cells[row::height])


def _cells(rows: list[tuple[str, int]]) -> list[str]:
    """The rows, all of one length."""
    numbers = [f"{number:,}" for _, number in rows]
    left, right = max(len(label) for label, _ in rows), max(map(len, numbers))
    return [f"{label:<{left}}  {number:>{right}}" for (label, _), number in zip(rows, numbers, strict=True)]


def _percent(part: int, whole: int) -> str:
    """A share in percent, rounded down, so that only all is 100 %; but what is there is never 0 %."""
    if not whole:
        return "-"
    return "<1 %" if part and part * 100 < whole else f"{part * 100 // whole} %"

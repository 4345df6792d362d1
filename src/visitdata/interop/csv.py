"""A spreadsheet saved as CSV -> visits, one a row.

Nothing is lost: a column that is not known is kept under `extensions`, and each visit quotes its row. Nothing is
guessed: not the order of day and month, not the code of a country, not where one name in a cell ends.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

from visitdata.findings import Problem, Span, nearest
from visitdata.interop import problems as vdi
from visitdata.interop.csv_dates import NoDate, day
from visitdata.interop.csv_mapping import COLUMNS, CsvMapping, MappingError, as_word, load_mapping, plain, understood
from visitdata.interop.csv_rows import Broken, Cell, Row, Rows, Unreadable
from visitdata.interop.imported import Imported
from visitdata.model import (
    EDTF,
    Certainty,
    Citation,
    Grade,
    InvalidField,
    Method,
    Party,
    PartyKind,
    PartyRole,
    Period,
    Person,
    Place,
    Record,
    Source,
    Visit,
    VisitStatus,
)
from visitdata.model.formats import URI
from visitdata.model.slugs import Ids, slug

__all__ = ["MappingError", "load_mapping", "read_csv"]

MAX_VALUES = 1_000
"""The most values that one cell can hold: no visit has more people, and a document has a limit."""

_PLAIN_TEXT = ("title", "tour", "purpose", "note")

_NO_COUNTRIES = ("EU", "UK", "UN")
"""Abbreviations that look like codes: two organizations, and a country whose code is GB."""


def read_csv(stream: IO[bytes], file: str, mapping: Mapping[str, Any] | None = None) -> Iterator[Imported]:
    """The rows of a spreadsheet, one after the other, each as a visit or with the reason why it is none.

    `mapping` says what its headings, words and dates mean, where they are not ours. Raises `MappingError` where that
    cannot be used; never raises for what the file holds.
    """
    return _records(stream, file, understood(mapping or {}))


def _records(stream: IO[bytes], file: str, mapping: CsvMapping) -> Iterator[Imported]:
    rows = Rows(stream, file)
    try:
        delimiter, sheet = _sheet(rows, file, mapping)
        for row in rows.rest(delimiter):
            if row.finding is not None or any(cell.text.strip() for cell in row.cells):
                yield sheet.record(row)
    except Unreadable as unreadable:
        finding = unreadable.finding
        yield Imported(file, finding.span.line if finding.span else 1, None, (finding._replace(file=file),))


# What the headings say


def _sheet(rows: Rows, file: str, mapping: CsvMapping) -> "tuple[str, _Sheet]":
    """The delimiter, and what the headings say. Raises `Unreadable`."""
    parted = rows.headings(mapping.delimiter) if mapping.delimiter else rows.headings()
    if not parted:
        message = "the file is empty: there are no headings"
        raise _no_headings(message, "write the names of the columns into the first row", Span(1, 1, 1, 1))
    wanted = {column: column for column in COLUMNS if column not in mapping.columns}
    wanted |= {plain(heading): column for column, heading in mapping.columns.items()}
    delimiter = max(parted, key=lambda sign: sum(plain(cell.text) in wanted for cell in parted[sign].cells))
    row = parted[delimiter]
    if row.finding is not None:
        raise Unreadable(row.finding)
    found = _found(row, wanted)
    _check_columns(row, found, mapping)
    title = os.path.basename(file).encode(errors="backslashreplace").decode() or "spreadsheet"
    return delimiter, _Sheet(file, "standard input" if file == "-" else title, row, found, mapping)


def _no_headings(message: str, hint: str, span: Span) -> Unreadable:
    return Unreadable(vdi.BAD_HEADINGS.finding(message, hint=hint, span=span))


def _found(row: Row, wanted: Mapping[str, str]) -> dict[str, int]:
    """Where each of our columns is. Raises `Unreadable` where two headings are the same."""
    seen: dict[str, int] = {}
    for position, cell in enumerate(row.cells):
        heading = plain(cell.text)
        if heading and seen.setdefault(heading, position) != position:
            message = f"the heading {_shown(cell.text.strip())} stands twice"
            raise _no_headings(message, "give one of the two columns another heading", cell.span)
    return {wanted[heading]: position for heading, position in seen.items() if heading in wanted}


def _check_columns(row: Row, found: Mapping[str, int], mapping: CsvMapping) -> None:
    """Raise `Unreadable` where a column is missing that the mapping names, or that each visit needs."""
    headings = [cell.text.strip() for cell in row.cells]
    for column, heading in mapping.columns.items():
        if column not in found:
            near = nearest(heading, headings)
            hint = f"did you mean {near!r}?" if near else "name a heading of the first row"
            raise _no_headings(
                f"the mapping names the heading {_shown(heading)}, which is not there", hint, _first(row)
            )
    for column in ("guest", "host"):
        if column not in found and column not in mapping.defaults:
            message = f"there is no column for the {column}"
            hint = f"call it {column!r}, or name its heading under `columns` in a mapping"
            raise _no_headings(message, hint, _first(row))


def _first(row: Row) -> Span:
    return row.cells[0].span


class _Sheet:
    """A spreadsheet whose headings are known, and the ids that its rows have so far."""

    def __init__(self, file: str, title: str, headings: Row, found: Mapping[str, int], mapping: CsvMapping) -> None:
        self.file = file
        self.title = title
        self.headings = [cell.text.strip() for cell in headings.cells]
        self.found = found
        self.mapping = mapping
        self.others = [place for place in range(len(self.headings)) if place not in found.values()]
        self.ids = Ids()
        self.lines: dict[str, int] = {}

    def record(self, row: Row) -> Imported:
        """A row as a visit, or why it is none."""
        try:
            if row.finding is not None:
                raise Broken(row.finding)
            visit = self._visit(_Cells(self, row))
        except Broken as broken:
            return Imported(self.file, row.line, None, (broken.finding._replace(file=self.file),))
        self.lines[visit.id] = row.line
        self.ids.take(visit.id)
        return Imported(self.file, row.line, visit)

    def _visit(self, cells: "_Cells") -> Visit:
        """The visit that a row says. Raises `Broken`."""
        guests, hosts = cells.parties("guest"), cells.parties("host")
        start, end = cells.days()
        said: dict[str, Any] = {column: cells.text(column) for column in _PLAIN_TEXT}
        said |= {"start": start, "end": end, "status": cells.status(), **cells.grade()}
        lists = {column: cells.values(column) for column in ("people", "places", "source")}
        name = self._id(cells, guests[0], hosts[0], start)
        said |= _Parts(name, cells).lists(guests, hosts, **lists)
        try:
            return Visit(id=name, **said, extensions=cells.extensions(), record=Record(method=Method.IMPORTED))
        except InvalidField as error:
            message = f"got {_shown(str(error.value))}, expected {error.expected}"
            raise cells.broken(vdi.BAD_CELL, error.field, message, "correct the cell") from None

    def _id(self, cells: "_Cells", guest: str, host: str, start: EDTF | None) -> str:
        """The id of a visit, as given or made."""
        given = cells.text("id")
        if given is None:
            names = [cells.stem(host) or "host", cells.stem(guest) or "guest", slug(str(start or ""))[:60].strip("-")]
            return self.ids.new("-".join(name for name in names if name))
        if given in self.lines:
            message = f"the id {_shown(given)} is that of the row on line {self.lines[given]} too"
            raise cells.broken(vdi.REPEATED, "id", message, "give one of the two another id")
        return given


# What a row says


class _Cells:
    """The cells of a row by our columns, and what they say. All methods raise `Broken`."""

    def __init__(self, sheet: _Sheet, row: Row) -> None:
        self.sheet, self.row, self.mapping = sheet, row, sheet.mapping
        self._check_number()

    def _check_number(self) -> None:
        cells, headings = self.row.cells, self.sheet.headings
        if len(cells) != len(headings):
            span = cells[min(len(cells) - 1, len(headings))].span
            message = f"the row has {_cells(len(cells))}, but there are {len(headings)} headings"
            hint = "write a cell that holds the delimiter or a quote in quotes; write nothing for an empty cell"
            raise Broken(vdi.BAD_ROW.finding(message, hint=hint, span=span))

    def broken(self, problem: Problem, column: str, message: str, hint: str | None) -> Broken:
        """Why the cell of a column cannot be read."""
        position = self.sheet.found.get(column)
        if position is None or self._of(position) is None:
            return Broken(problem.finding(f"default of {column}: {message}", hint=hint, span=_first(self.row)))
        message = f"{self.sheet.headings[position]}: {message}"
        return Broken(problem.finding(message, hint=hint, span=self.row.cells[position].span))

    def _of(self, position: int) -> Cell | None:
        """A cell; None where nothing is known there."""
        cell = self.row.cells[position]
        return None if self._is_missing(cell.text) else cell

    def _is_missing(self, text: str) -> bool:
        return not text.strip() or text.strip() in self.mapping.missing

    def text(self, column: str) -> str | None:
        """What a column says, without space around it."""
        position = self.sheet.found.get(column)
        cell = None if position is None else self._of(position)
        return self.mapping.defaults.get(column) if cell is None else cell.text.strip()

    def values(self, column: str) -> list[str]:
        """The values of a column, parted only as the mapping says."""
        text, separator = self.text(column), self.mapping.separators.get(column)
        if text is None or separator is None:
            return [] if text is None else [text]
        values = [value.strip() for value in text.split(separator) if not self._is_missing(value)]
        if len(values) > MAX_VALUES:
            message = f"the cell has {len(values):,} values, more than {MAX_VALUES:,}"
            raise self.broken(vdi.BAD_CELL, column, message, "look whether the separator is the right one")
        return values

    def parties(self, column: str) -> list[str]:
        """The names of the guests or the hosts, at least one."""
        values = self.values(column)
        if not values:
            position = self.sheet.found.get(column)
            span = _first(self.row) if position is None else self.row.cells[position].span
            hint = "fill the cell, or give a value for all rows under `defaults` in a mapping"
            raise Broken(vdi.NO_PARTY.finding(f"the row has no {column}", hint=hint, span=span))
        return values

    def code(self, name: str) -> str | None:
        """The code of a country, as it stands there or as the mapping says."""
        is_code = re.fullmatch("[A-Z]{2}", name) and name not in _NO_COUNTRIES
        return self.mapping.countries.get(name) or (name if is_code else None)

    def stem(self, name: str) -> str:
        """What the id of a party is made from; empty where its name has no letter of ASCII."""
        return slug(self.code(name) or name)[:60].strip("-")

    def days(self) -> tuple[EDTF | None, EDTF | None]:
        """The first and the last day."""
        start, end = self._day("start"), self._day("end")
        if start and end and end.before(start) is Certainty.CERTAINLY:
            message = f"the visit ends on {end}, before it starts on {start}"
            raise self.broken(vdi.DATES_WRONG, "end", message, "correct one of the two after the source")
        return start, end

    def _day(self, column: str) -> EDTF | None:
        text = self.text(column)
        if text is None:
            return None
        try:
            return day(text, self.mapping.dates)
        except NoDate as error:
            raise self.broken(error.problem, column, f"{_shown(text)} {error.message}", error.hint) from None

    def grade(self) -> dict[str, str]:
        """The grade with the words of the spreadsheet, or these words alone."""
        text = self.text("grade")
        if text is None:
            return {}
        grade = self.mapping.grades.get(text) or as_word(text).removesuffix("_visit")
        return {"grade": grade, "grade_label": text} if grade in list(Grade) else {"grade_label": text}

    def status(self) -> str | None:
        """How far the visit has got."""
        text = self.text("status")
        if text is None or as_word(text) in list(VisitStatus):
            return text and as_word(text)
        near = nearest(as_word(text), map(str, VisitStatus))
        hint = f"did you mean {near!r}?" if near else "correct the cell, or give the column another heading"
        message = f"got {_shown(text)}, expected one of {', '.join(VisitStatus)}"
        raise self.broken(vdi.BAD_CELL, "status", message, hint)

    def extensions(self) -> dict[str, Any] | None:
        """What stands under headings that are not ours."""
        kept: dict[str, str] = {}
        for position in self.sheet.others:
            cell, heading = self._of(position), self.sheet.headings[position]
            if cell is None:
                continue
            if not heading:
                message = f"{_shown(cell.text)} stands in a column without a heading"
                raise Broken(vdi.BAD_ROW.finding(message, hint="give the column a heading", span=cell.span))
            kept[heading] = cell.text
        return {"csv": kept} if kept else None


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


# Who, where, and who says so


class _Origin(NamedTuple):
    source: Source
    citation: Citation


class _Parts:
    """The lists of a visit, whose ids differ from each other and from its own."""

    def __init__(self, name: str, cells: _Cells) -> None:
        self._ids = Ids(name)
        self._cells = cells

    def lists(
        self, guests: list[str], hosts: list[str], people: list[str], places: list[str], source: list[str]
    ) -> dict[str, Any]:
        """The lists, by the names of their fields."""
        parties = [self._party(name, PartyRole.GUEST) for name in guests]
        parties += [self._party(name, PartyRole.HOST) for name in hosts]
        led = parties[0].id if len(guests) == 1 else None  # whom they lead of several, the row does not say
        persons = [Person(id=self._new(name, "person"), name=name, party=led) for name in people]
        if led is not None:
            parties[0] = parties[0].replace(principals=[str(person.id) for person in persons])
        spots = {name: Place(id=self._new(name, "place"), name=name) for name in dict.fromkeys(places)}
        origins = [self._spreadsheet(), *(self._source(text) for text in source)]
        return {
            "parties": parties,
            "people": persons,
            "places": spots.values(),
            "periods": [Period(kind="leg", place=spots[name].id) for name in places],
            "sources": [origin.source for origin in origins],
            "citations": [origin.citation for origin in origins],
        }

    def _new(self, text: str, otherwise: str) -> str:
        return self._ids.new(self._cells.stem(text) or otherwise)

    def _party(self, name: str, role: PartyRole) -> Party:
        code = self._cells.code(name)
        return Party(
            id=self._new(name, role.value),
            role=role,
            kind=None if code is None else PartyKind.STATE,
            name=None if name == code else name,
            country=code,
        )

    def _spreadsheet(self) -> _Origin:
        name, row = self._ids.new("spreadsheet"), self._cells.row
        source = Source(id=name, kind="other", kind_label="spreadsheet", title=self._cells.sheet.title)
        return _Origin(source, Citation(source=name, locator=f"row {row.number}", quote=row.text))

    def _source(self, text: str) -> _Origin:
        name = self._ids.new("source")
        is_url = re.match("https?://[^/]", text, re.IGNORECASE) and URI.matches(text)
        return _Origin(Source(id=name, url=text) if is_url else Source(id=name, title=text), Citation(source=name))

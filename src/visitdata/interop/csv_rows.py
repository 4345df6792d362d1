"""Bytes of a CSV file (RFC 4180) -> its rows of cells, each with its place. What a row means is not known here.

The standard library's reader knows no columns, raises on some texts, and reads past a quote that is never closed
without a word.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Final, NamedTuple
from zlib import error as ZlibError  # noqa: N812 - a name that says what it is

from visitdata.checker.files import unreadable
from visitdata.findings import Finding, Problem, Span
from visitdata.interop import problems as vdi

MAX_ROW: Final = 1_000_000
"""The most bytes that a row may have; a cell of a spreadsheet program holds 32,767 characters."""

MAX_CELLS: Final = 16_384
"""The most cells that a row may have, as in spreadsheet programs: their places take far more memory than their text."""

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What may stand between cells, and its name."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods, and the .xls of old
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Cell(NamedTuple):
    """What a row has in one column, without the quotes around it; the span includes them."""

    text: str
    span: Span


class Row(NamedTuple):
    """One row, which a quoted cell may spread over several lines."""

    number: int
    """Its number as a spreadsheet program counts, where a row may have several lines; from 1."""
    line: int
    """The line on which it begins, from 1."""
    text: str
    """Its text in the file, without the end of its last line."""
    cells: tuple[Cell, ...]
    finding: Finding | None = None
    """Why it cannot be read; it then has no cells that could be trusted."""


class _Line(NamedTuple):
    number: int
    text: str
    end: str


class Unreadable(Exception):  # noqa: N818 - it names what was met
    """Nothing from here on can be read. Holds the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class Broken(Exception):  # noqa: N818 - it names what was met
    """This row cannot be read; the next one may be."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class Rows:
    """The rows of a file, one at a time as they are read: the headings first, as their delimiter may have to be found
    out, then the rest. Both raise `Unreadable`."""

    def __init__(self, stream: IO[bytes], file: str) -> None:
        self._lines = _lines(stream, file)
        self._number = 0

    def headings(self, delimiters: Iterable[str] = DELIMITERS) -> dict[str, Row]:
        """The first row that is not empty, as each of the delimiters that it holds would part it; where it holds none,
        as the first does. Empty where the file is."""
        signs = list(delimiters)
        first = next(self._told(), None)
        if first is None:
            return {}
        taken, quotes, size = [first], first.text.count('"'), len(first.text)
        while quotes % 2 and (line := next(self._lines, None)):
            taken.append(line)
            quotes += line.text.count('"')
            size += len(line.text) + 1
            _within_limit(size, first)
        held = [sign for sign in signs if any(sign in line.text for line in taken)]
        return {sign: _row(self._number, taken[0], iter(taken[1:]), sign) for sign in held or signs[:1]}

    def rest(self, delimiter: str) -> Iterator[Row]:
        """The rows that come after the headings, without those that have no text."""
        for line in self._told():
            yield _row(self._number, line, self._lines, delimiter)

    def _told(self) -> Iterator[_Line]:
        """The first lines of the rows that have text; the others are counted."""
        for line in self._lines:
            self._number += 1
            if line.text.strip():
                yield line


def _lines(stream: IO[bytes], file: str) -> Iterator[_Line]:
    """The lines of a file as text, without a byte order mark. Raises `Unreadable`."""
    number = 0
    try:
        while data := stream.readline(MAX_ROW + 1):
            number += 1
            if number == 1:
                _look_at_the_beginning(data)
                data = data.removeprefix(_BYTE_ORDER_MARK)
            if len(data) > MAX_ROW:
                raise Unreadable(_too_long(number))
            yield _line(number, data)
    except (OSError, ValueError, EOFError, ZlibError) as error:
        raise Unreadable(unreadable(file, error)) from None


def _look_at_the_beginning(data: bytes) -> None:
    """Raise `Unreadable` for what is met in place of CSV again and again."""
    finding = None
    if data.startswith(_WORKBOOKS):
        finding = vdi.NOT_THIS_FORMAT.finding(
            "the file is a workbook of a spreadsheet program, not CSV", hint='save its sheet as "CSV UTF-8"'
        )
    elif data.startswith(_UTF_16) or b"\0" in data[:4]:
        finding = _not_utf_8("the file is in UTF-16 or UTF-32", "UTF-16")
    elif b"\r" in data.removesuffix(b"\n").removesuffix(b"\r"):
        finding = vdi.BAD_HEADINGS.finding(
            "lines end in a carriage return alone, so that the whole file is one line",
            hint='save the file as "CSV UTF-8", not as "CSV (Macintosh)"',
        )
    if finding is not None:
        raise Unreadable(finding._replace(span=Span(1, 1, 1, 2)))


def _not_utf_8(message: str, encoding: str) -> Finding:
    hint = f'save it as "CSV UTF-8", or convert it, for example with `iconv -f {encoding} -t UTF-8`'
    return vdi.NOT_UTF_8_TEXT.finding(message, hint=hint)


def _too_long(line: int) -> Finding:
    message = f"the row is larger than {MAX_ROW / 10**6:g} MB; nothing after it was read"
    return vdi.ROW_TOO_LARGE.finding(message, hint=_LOOK_FOR_A_QUOTE, span=Span(line, 1, line, 2))


_LOOK_FOR_A_QUOTE = (
    "look for a quote that is never closed, and close it; within a quoted cell, a quote is written twice"
)


def _line(number: int, data: bytes) -> _Line:
    """A line as text. Raises `Unreadable` where it is not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        column = len(data[: error.start].decode()) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8; nothing from this line on was read"
        span = Span(number, column, number, column + 1)
        raise Unreadable(_not_utf_8(message, "WINDOWS-1252")._replace(span=span)) from None
    stripped = text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text
    return _Line(number, stripped, text[len(stripped) :])


def _within_limit(size: int, first: _Line) -> None:
    if size > MAX_ROW:
        raise Unreadable(_too_long(first.number))


def _row(number: int, first: _Line, more: Iterator[_Line], delimiter: str) -> Row:
    """The row that begins with a line; a quoted cell goes on in those that come after it."""
    scan = _Scan(first, more, delimiter)
    try:
        cells = tuple(islice(scan.cells(), MAX_CELLS + 1))
    except Broken as broken:
        return Row(number, first.number, scan.text(), (), broken.finding)
    if len(cells) > MAX_CELLS:
        message = f"the row has more than {MAX_CELLS:,} cells"
        finding = vdi.BAD_ROW.finding(message, hint="look whether the delimiter is the right one", span=cells[-1].span)
        return Row(number, first.number, scan.text(), (), finding)
    for cell in cells:
        if "\0" in cell.text:
            finding = vdi.BAD_ROW.finding("the cell holds a NUL character, which is no text", hint=_NUL, span=cell.span)
            return Row(number, first.number, scan.text(), (), finding)
    return Row(number, first.number, scan.text(), cells)


_NUL = "delete it, or save the file again from the program that wrote it"


class _Scan:
    """The reading of one row: where it is, and what it has taken."""

    def __init__(self, first: _Line, more: Iterator[_Line], delimiter: str) -> None:
        self.line = first
        self.more = more
        self.delimiter = delimiter
        self.column = 0
        self.taken = [first]
        self.size = len(first.text)

    def text(self) -> str:
        """The text of what it has taken, without the end of the last line."""
        return "".join(chain.from_iterable((line.text, line.end) for line in self.taken[:-1])) + self.line.text

    def cells(self) -> Iterator[Cell]:
        """Its cells. Raises `Broken` or `Unreadable`."""
        while True:
            yield self._quoted() if self.line.text.startswith('"', self.column) else self._plain()
            if self.column == len(self.line.text):
                return
            self.column += 1

    def _plain(self) -> Cell:
        start, text = self.column, self.line.text
        end = text.find(self.delimiter, start)
        self.column = len(text) if end < 0 else end
        span = Span(self.line.number, start + 1, self.line.number, self.column + 1)
        return Cell(text[start : self.column], span)

    def _quoted(self) -> Cell:
        start = Span(self.line.number, self.column + 1, self.line.number, self.column + 2)
        self.column += 1
        pieces = []
        while True:
            end = self.line.text.find('"', self.column)
            if end < 0:
                pieces.append(self.line.text[self.column :] + self.line.end)
                self._next_line(start)
                continue
            pieces.append(self.line.text[self.column : end])
            self.column = end + 1
            if not self.line.text.startswith('"', self.column):
                break
            pieces.append('"')
            self.column += 1
        span = start._replace(end_line=self.line.number, end_column=self.column + 1)
        if self.column < len(self.line.text) and self.line.text[self.column] != self.delimiter:
            raise _broken(vdi.BAD_ROW, "text comes after the quote that closes this cell", _LOOK_FOR_A_QUOTE, span)
        return Cell("".join(pieces), span)

    def _next_line(self, start: Span) -> None:
        line = next(self.more, None)
        if line is None:
            message = "this quote is never closed; nothing after it was read"
            raise _broken(vdi.UNCLOSED_QUOTE, message, _LOOK_FOR_A_QUOTE, start)
        self.line, self.column = line, 0
        self.taken.append(line)
        self.size += len(line.text) + 1
        _within_limit(self.size, self.taken[0])


def _broken(problem: Problem, message: str, hint: str, span: Span) -> Broken:
    return Broken(problem.finding(message, hint=hint, span=span))

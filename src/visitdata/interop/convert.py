"""From one format to another: which formats there are, and the way from files of one to text of another."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, Literal, get_args
from zlib import error as zlib_error

from visitdata.checker.files import check_paths, expand, opened, unreadable
from visitdata.codec.convert import structure
from visitdata.codec.write import canonical
from visitdata.findings import Finding, Span
from visitdata.interop.historyatstate.reading import Understood
from visitdata.interop.imported import Imported
from visitdata.interop.problems import REPEATED
from visitdata.limits import MAX_SIZE
from visitdata.model import Visit

From = Literal["json", "csv", "historyatstate-visits", "historyatstate-travels"]
"""A format that can be read: ``json`` is visitdata's own, files, folders and JSON Lines."""

To = Literal["json", "jsonl", "historyatstate-visits", "historyatstate-travels"]
"""A format that can be written: ``json`` is one file for each visit, ``jsonl`` one line for each."""

_ENDINGS = {"csv": (".csv", ".tsv"), "historyatstate-visits": (".xml",), "historyatstate-travels": (".xml",)}
"""Endings of files that are looked at in a folder."""

FROM: tuple[From, ...] = get_args(From)
TO: tuple[To, ...] = get_args(To)


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    form: From,
    *,
    mapping: Mapping[str, Any] | None = None,
    understood: Understood | None = None,
    stdin: IO[bytes] | None = None,
    max_size: int | None = MAX_SIZE,
) -> Iterator[Imported]:
    """The records of files, one after the other, each as a visit or with the reasons why it is none; never raises for
    what a file holds or that it cannot be read.

    `mapping` says how to read a spreadsheet; `understood` counts what is understood of free text; `stdin` is what the
    path ``-`` reads; `max_size` is the most bytes of one document in JSON.
    """
    if form not in FROM:
        raise ValueError(f"form is one of {', '.join(FROM)}, not {form!r}")
    if mapping is not None and form != "csv":
        raise ValueError("a mapping is for spreadsheets alone")
    names = [os.fsdecode(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    if form == "json":
        records = _documents(names, stdin, max_size)
    else:
        records = _foreign(names, _ENDINGS[form], _reader(form, mapping, understood), stdin)
    return _each_once(records)


def _documents(names: list[str], stdin: IO[bytes] | None, max_size: int | None) -> Iterator[Imported]:
    for checked in check_paths(names, max_size=max_size, stdin=stdin):
        if checked.skipped is None:
            visit = structure(checked.value) if checked.value is not None and not checked.findings else None
            yield Imported(checked.file, checked.record or 1, visit, checked.findings)


Reader = Callable[[IO[bytes], str], Iterator[Imported]]


def _reader(form: From, mapping: Mapping[str, Any] | None, understood: Understood | None) -> Reader:
    if form == "csv":
        from visitdata.interop import csv
        from visitdata.interop.csv_mapping import understood as check_mapping

        check_mapping(mapping or {})  # before any file is opened
        return lambda stream, file: csv.read_csv(stream, file, mapping)
    from visitdata.interop import historyatstate

    read_xml = historyatstate.read_visits if form == "historyatstate-visits" else historyatstate.read_travels
    return lambda stream, file: read_xml(stream, file, understood)


def _foreign(names: list[str], endings: tuple[str, ...], reader: Reader, stdin: IO[bytes] | None) -> Iterator[Imported]:
    for named in expand(names, endings):
        try:
            if named.path == "-":
                if stdin is None:
                    raise OSError(None, "standard input is closed")
                yield from reader(stdin, "-")
            else:
                with opened(named.path) as stream:
                    yield from reader(stream, named.path)
        except (OSError, ValueError, EOFError, zlib_error) as error:
            yield Imported(named.path, 1, None, (unreadable(named.path, error),))


def _each_once(records: Iterable[Imported]) -> Iterator[Imported]:
    """The records; a second one of the same id is an error."""
    seen: dict[str, tuple[str, int]] = {}
    for record in records:
        if record.visit is None:
            yield record
            continue
        if record.visit.id not in seen:
            seen[record.visit.id] = record.file, record.line
            yield record
            continue
        file, line = seen[record.visit.id]
        message = f"the id {record.visit.id!r} is that of the record at {file}:{line} too"
        finding = REPEATED.finding(message, span=Span(record.line, 1, record.line, 2))
        yield Imported(record.file, record.line, None, (finding._replace(file=record.file),))


def write(visits: Iterable[Visit], form: To, refuse: Callable[[Finding], object]) -> Iterator[bytes]:
    """The text that visits are in a format, piece by piece, each visit as it comes. A visit that the format cannot say
    is left out, and `refuse` is told why."""
    if form not in TO:
        raise ValueError(f"form is one of {', '.join(TO)}, not {form!r}")
    if form in ("json", "jsonl"):
        return (canonical(visit, compact=form == "jsonl") for visit in visits)
    from visitdata.interop import historyatstate

    if form == "historyatstate-visits":
        return historyatstate.write_visits(visits, refuse)
    return historyatstate.write_travels(visits, refuse)

"""Tables -> files: CSV with a Data Package descriptor, or Parquet, written as the visits come."""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

import orjson

from visitdata.codec.cells import guarded
from visitdata.findings import MissingExtra
from visitdata.interop.tables.columns import TABLES, Table
from visitdata.interop.tables.package import descriptor
from visitdata.interop.tables.rows import Row, rows_of
from visitdata.model import Visit

Form = Literal["csv", "parquet"]
"""A format that tables can be written in."""

FORMS: tuple[Form, ...] = get_args(Form)

_AT_ONCE = 10_000
"""How many rows of a table are held until they are written to Parquet."""


class _Writer(Protocol):
    def add(self, row: Row) -> None: ...
    def close(self) -> None: ...


def file_names(form: Form) -> list[str]:
    """The names of the files that the tables are."""
    return [*(f"{table.name}.{form}" for table in TABLES), *(["datapackage.json"] if form == "csv" else [])]


def write_tables(visits: Iterable[Visit], folder: Path, form: Form = "csv") -> int:
    """Write visits as tables into a folder that exists, one file a table; how many visits there were.

    Raises `ValueError` for another format, `MissingExtra` where Parquet is asked for and pyarrow is not installed,
    `OSError` where nothing can be written, and whatever `visits` raises.
    """
    if form not in FORMS:
        raise ValueError(f"form is one of {', '.join(FORMS)}, not {form!r}")
    make = _Csv if form == "csv" else _parquet()
    number = 0
    with ExitStack() as stack:
        writers: dict[str, _Writer] = {}
        for table in TABLES:
            writers[table.name] = writer = make(table, folder / f"{table.name}.{form}")
            stack.callback(writer.close)
        for number, visit in enumerate(visits, 1):
            for name, row in rows_of(visit, number):
                writers[name].add(row)
    if form == "csv":
        (folder / "datapackage.json").write_bytes(orjson.dumps(descriptor(), option=orjson.OPT_INDENT_2) + b"\n")
    return number


class _Csv:
    """One table as CSV (RFC 4180): UTF-8, a line of names first, absent values empty."""

    def __init__(self, table: Table, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow(table.names)

    def add(self, row: Row) -> None:
        self._rows.writerow([_cell(value) for value in row])

    def close(self) -> None:
        self._file.close()


def _cell(value: Any) -> Any:
    if type(value) is str:
        return guarded(value)
    return ("true" if value else "false") if type(value) is bool else value


def _parquet() -> Any:
    """What writes one table as Parquet."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra('Parquet needs pyarrow: install it with pip install "visitdata[parquet]"') from None
    types = {
        "integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_(), "date": pyarrow.date32(),
    }  # fmt: skip

    class Parquet:
        """One table as Parquet, in groups of rows."""

        def __init__(self, table: Table, path: Path) -> None:
            columns = [
                pyarrow.field(
                    one.name, types.get(one.type, pyarrow.string()), nullable=not one.required,
                    metadata={"description": one.meaning},
                )
                for one in table.columns
            ]  # fmt: skip
            self._schema = pyarrow.schema(columns)
            self._file = pyarrow.parquet.ParquetWriter(path, self._schema)
            self._rows: list[Row] = []

        def add(self, row: Row) -> None:
            self._rows.append(row)
            if len(self._rows) >= _AT_ONCE:
                self._flush()

        def _flush(self) -> None:
            cells = zip(*self._rows, strict=True)
            arrays = [
                pyarrow.array(list(column), type=one.type) for column, one in zip(cells, self._schema, strict=True)
            ]
            self._file.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
            self._rows.clear()

        def close(self) -> None:
            if self._rows:
                self._flush()
            self._file.close()

    return Parquet

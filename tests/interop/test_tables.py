"""Tables of a corpus: made of the classes, keys that hold, nothing lost, no cell that acts."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from visitdata import Visit
from visitdata.findings import MissingExtra
from visitdata.interop.tables import (
    FORMS,
    TABLES,
    Table,
    descriptor,
    file_names,
    guarded,
    rows_of,
    unguarded,
    write_tables,
)
from visitdata.interop.tables.columns import HOLDERS, _merged, home_of, table_of
from visitdata.model import Activity, Person, Step
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
BY_NAME = {table.name: table for table in TABLES}
IN_JSON = {("claims", "value"), ("corrections", "old"), ("corrections", "new")}


def examples() -> Iterator[Visit]:
    return visitdata.read(EXAMPLES)


def cells(table: Table, row: list[Any]) -> dict[str, Any]:
    """The cells of a row that are not empty, by the names of their columns."""
    return {name: value for name, value in zip(table.names, row, strict=True) if value is not None}


def rebuilt(rows: list[tuple[str, list[Any]]]) -> Any:
    """The plain document that rows tell."""
    tree: dict[Any, Any] = {}

    def put(path: list[Any], value: Any) -> None:
        at = tree
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at[path[-1]] = value

    for name, row in rows:
        table = BY_NAME[name]
        told = cells(table, row)
        if table.objects is None:
            key, field = told["parent_key"], told["parent_field"]
            inner = told.get("position", told.get("scheme", told.get("language")))
            value = told.get("ref", told.get("value", told.get("text")))
            put([*steps(key), field, inner], value)
            continue
        for column in table.columns:
            if column.path and column.name in told:
                value = told[column.name]
                is_json = column.type == "object" or (name, column.name) in IN_JSON
                put([*steps(told["key"]), *column.path], json.loads(value) if is_json else value)
    return listed(tree["v1"])


def steps(key: str) -> list[Any]:
    return ["v1", *(int(step) if step.isdigit() else step for step in key.split("/")[1:])]


def listed(value: Any) -> Any:
    """A tree in which what has numbers for keys is a list."""
    if not isinstance(value, dict):
        return value
    if value and all(type(key) is int for key in value):
        return [listed(value[position]) for position in range(len(value))]
    return {key: listed(item) for key, item in value.items()}


@given(visits())
def test_nothing_is_lost(visit: Visit) -> None:
    assert visitdata.from_dict(rebuilt(list(rows_of(visit, 1)))) == visit


@given(visits(), st.integers(1, 10**6))
def test_keys_hold_and_lead_somewhere(visit: Visit, number: int) -> None:
    rows = list(rows_of(visit, number))
    keys: dict[str, set[Any]] = {}
    for name, row in rows:
        table, told = BY_NAME[name], cells(BY_NAME[name], row)
        key = tuple(told[column] for column in table.primary_key)
        assert key not in keys.setdefault(name, set())
        keys[name].add(key)
        assert all(column.name in told for column in table.columns if column.required)
        assert all(
            told[column.name] in column.words for column in table.columns if column.words and column.name in told
        )
    for name, row in rows:
        told = cells(BY_NAME[name], row)
        for column, other in BY_NAME[name].foreign_keys:
            assert column not in told or (told[column],) in keys[other]
        if "parent_table" in told:
            assert (told["parent_key"],) in keys[told["parent_table"]]


def test_two_documents_of_one_id_are_two() -> None:
    visit = next(examples())
    keys = [row[0] for number in (1, 2) for name, row in rows_of(visit, number) if name == "visits"]
    assert keys == ["v1", "v2"]


def test_every_class_has_its_table() -> None:
    names = [table.name for table in TABLES]
    assert len(names) == len(set(names))
    assert {
        "visits", "parties", "people", "offices", "ranks", "activities", "participants", "statements", "topics",
        "gifts", "documents", "sources", "citations", "claims", "refs", "texts", "identifiers", "translations",
    } <= set(names)  # fmt: skip
    assert (table_of(Person), table_of(Activity), home_of(Step)) == ("people", "activities", Activity)
    assert all(table.meaning and all(column.meaning for column in table.columns) for table in TABLES)
    assert all(len(table.names) == len(set(table.names)) for table in TABLES)
    assert HOLDERS[visitdata.Visit] == []


def test_a_family_must_agree_on_its_fields() -> None:
    text, ref = Person.__fields__["name"], Person.__fields__["offices"]
    with pytest.raises(TypeError, match="disagree on what name is"):
        _merged([text, ref._replace(name="name")])


def test_uncertain_dates_have_their_bounds() -> None:
    visit = visitdata.from_dict(
        {"schema_version": "1.0", "id": "a", "parties": [{"id": "a"}], "start": "1951~", "end": "1951-01/.."}
    )
    ((_, row),) = [one for one in rows_of(visit, 1) if one[0] == "visits"]
    told = cells(BY_NAME["visits"], row)
    assert (told["start"], told["start_earliest"], told["start_latest"]) == (
        "1951~", date(1950, 1, 1), date(1952, 12, 31),
    )  # fmt: skip
    assert (told["end"], told["end_earliest"], told["end_latest"]) == (
        "1951-01/..", date(1951, 1, 1), date.max,
    )  # fmt: skip


def test_what_follows_from_an_activitys_place_is_told() -> None:
    visit = visitdata.load(EXAMPLES / "az-pk-2023-11-01.json")
    table = BY_NAME["activities"]
    told = [cells(table, row) for name, row in rows_of(visit, 7) if name == "activities"]
    assert [one["sequence"] for one in told] == list(range(1, len(told) + 1))
    guard = next(one for one in told if one["type"] == "honor_guard")
    welcome = next(one for one in told if one.get("id") == "welcome")
    assert guard["occasion_key"] == welcome["key"]
    assert (guard["effective_date"], guard["effective_status"], guard["effective_place"], guard["effective_zone"]) == (
        "2023-11-01", "held", "ministry", "Asia/Baku",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_tables_are_written(tmp_path: Path, form: Any) -> None:
    assert write_tables(examples(), tmp_path, form) == 8
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(file_names(form))
    with pytest.raises(ValueError, match="csv, parquet, not 'xls'"):
        write_tables(examples(), tmp_path, "xls")  # type: ignore[arg-type]


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_csv_and_parquet_say_the_same(tmp_path: Path) -> None:
    for form in FORMS:
        write_tables(examples(), tmp_path, form)
    for table in TABLES:
        (names, *rows), columns = read_csv(tmp_path / f"{table.name}.csv"), pyarrow.parquet.read_table(
            tmp_path / f"{table.name}.parquet"
        )  # fmt: skip
        assert tuple(names) == table.names == tuple(columns.column_names)
        for row, said in zip(rows, columns.to_pylist(), strict=True):
            assert [in_cell(value) for value in said.values()] == row


def in_cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else guarded(str(value))


def test_the_descriptor_holds(tmp_path: Path) -> None:
    write_tables(examples(), tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, [task.errors for task in report.tasks if not task.valid][:3]
    assert len(report.tasks) == len(TABLES)
    assert json.loads((tmp_path / "datapackage.json").read_text("utf-8")) == descriptor()


def test_the_descriptor_would_notice(tmp_path: Path) -> None:
    write_tables(examples(), tmp_path)
    parties = tmp_path / "parties.csv"
    parties.write_text(parties.read_text("utf-8").replace(",guest,", ",gast,", 1), "utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@given(st.text() | st.text("'=+-@a＝\n"))
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert unguarded(cell) == text


@pytest.mark.parametrize(
    "text", ["a\rb", "a\nb", 'a"b""', '"', "a,b", "\0", " a ", "null", "NaN", "\u2028", "'", "'=", "\ufeff"]
)
def test_no_text_is_too_awkward(tmp_path: Path, text: str) -> None:
    write_tables([next(examples()).replace(title=text)], tmp_path)
    sql = f"SELECT title FROM read_csv('{tmp_path / 'visits.csv'}', all_varchar=true)"  # noqa: S608 - a path of ours
    ((cell,),) = duckdb.sql(sql).fetchall()
    assert unguarded(cell) == text
    assert unguarded(dict(zip(*read_csv(tmp_path / "visits.csv"), strict=True))["title"]) == text


def test_a_formula_is_text_in_csv_and_itself_in_parquet(tmp_path: Path) -> None:
    visit = next(examples()).replace(title="=HYPERLINK(1)")
    for form in FORMS:
        write_tables([visit], tmp_path, form)
    assert "'=HYPERLINK(1)" in read_csv(tmp_path / "visits.csv")[1]
    assert pyarrow.parquet.read_table(tmp_path / "visits.parquet")["title"].to_pylist() == ["=HYPERLINK(1)"]


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visitdata.interop.tables.write._AT_ONCE", 3)
    write_tables(examples(), tmp_path, "parquet")
    assert pyarrow.parquet.ParquetFile(tmp_path / "visits.parquet").metadata.num_row_groups == 3


def test_the_extra_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r'pip install "visitdata\[parquet\]"'):
        write_tables(examples(), tmp_path, "parquet")


def test_no_visit_makes_empty_tables(tmp_path: Path) -> None:
    for form in FORMS:
        assert write_tables([], tmp_path, form) == 0
    assert len(read_csv(tmp_path / "visits.csv")) == 1
    assert pyarrow.parquet.read_table(tmp_path / "visits.parquet").num_rows == 0

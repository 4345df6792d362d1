"""Spreadsheets as visits: what each column says, what the mapping changes, what is no visit; nothing is lost."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from visitdata import EDTF, Visit
from visitdata.cli import cli
from visitdata.findings import Finding, Span
from visitdata.interop import csv_rows
from visitdata.interop.convert import read
from visitdata.interop.csv import MAX_VALUES, MappingError, load_mapping, read_csv
from visitdata.interop.csv_mapping import COLUMNS, DATES, SEVERAL
from visitdata.interop.imported import Imported
from visitdata.interop.problems import PROBLEMS

TRIPS = """\
Trip ID,Leader,Leader Country,Country Visited,Trip Start,Trip End,City Visited,Trip Type,Region
1,Leader A,Pakistan,Azerbaijan,01/11/2023,01/11/2023,Baku,Military,Caucasus
2,Leader B,Pakistan,Sri Lanka,28/06/2010,NA,Colombo; Kandy,State visit,NA
"""
"""A data set with a row for each trip of a leader."""

TRIPS_MAPPING = {
    "columns": {
        "people": "leader", "guest": "Leader Country", "host": "Country Visited", "start": "Trip Start",
        "end": "Trip End", "places": "City Visited", "grade": "Trip Type",
    },
    "separators": {"places": ";"},
    "dates": "day/month/year",
    "missing": ["NA"],
    "countries": {"Pakistan": "PK", "Azerbaijan": "AZ", "Sri Lanka": "LK"},
    "defaults": {"source": "A data set of trips"},
}  # fmt: skip

OFFICE = (
    "\ufeffGuest;HOST ;Start;End;Grade;Status;People;Purpose;Note\r\n"
    'PK;AZ;2023-11-01;;official visit;completed;"Minister A, Minister B";"Talks; tribute";'
    '"first line\r\nsecond ""line"""\r\n'
    ";;;;;;;;\r\n"
    "\r\n"
    "The Order of Malta;AZ;2024-05~;;Friendship visit;planned;;;=1+1\r\n"
)
"""What an office keeps, as a spreadsheet program saves it in a country where the comma is for decimals."""


def rows(text: str | bytes, mapping: Mapping[str, Any] | None = None, file: str = "rows.csv") -> list[Imported]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_csv(io.BytesIO(data), file, mapping))


def visits(text: str | bytes, mapping: Mapping[str, Any] | None = None) -> list[Visit]:
    found = [record.visit for record in rows(text, mapping) if record.visit is not None]
    for visit in found:
        assert visitdata.validate(visit) == []
    return found


def one(cells: Mapping[str, str], mapping: Mapping[str, Any] | None = None) -> Visit:
    """The visit of a row that has these cells beside its guest and its host."""
    (visit,) = visits(table([{"guest": "PK", "host": "AZ", **cells}]), mapping)
    return visit


def refused(text: str | bytes, mapping: Mapping[str, Any] | None = None) -> Finding:
    """The one finding that there is."""
    (finding,) = [finding for record in rows(text, mapping) for finding in record.findings]
    assert finding.file == "rows.csv"
    assert finding.hint
    assert finding.code in PROBLEMS
    return finding


def refused_cell(column: str, text: str, mapping: Mapping[str, Any] | None = None) -> Finding:
    return refused(table([{"guest": "PK", "host": "AZ", column: text}]), mapping)


def table(content: Iterable[Mapping[str, str]]) -> str:
    listed = list(content)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(dict.fromkeys(key for row in listed for key in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return stream.getvalue()


def said(visit: Visit, field: str) -> Any:
    return visitdata.to_dict(visit).get(field)


def test_a_data_set_of_trips() -> None:
    first, second = visits(TRIPS, TRIPS_MAPPING)
    assert visitdata.to_dict(first) == {
        "schema_version": "1.0",
        "id": "az-pk-2023-11-01",
        "grade_label": "Military",
        "start": "2023-11-01",
        "end": "2023-11-01",
        "parties": [
            {"id": "pk", "role": "guest", "kind": "state", "name": "Pakistan", "country": "PK",
             "principals": ["leader-a"]},
            {"id": "az", "role": "host", "kind": "state", "name": "Azerbaijan", "country": "AZ"},
        ],
        "people": [{"id": "leader-a", "name": "Leader A", "party": "pk"}],
        "places": [{"id": "baku", "name": "Baku"}],
        "periods": [{"kind": "leg", "place": "baku"}],
        "sources": [
            {"id": "spreadsheet", "kind": "other", "kind_label": "spreadsheet", "title": "rows.csv"},
            {"id": "source", "title": "A data set of trips"},
        ],
        "citations": [
            {"source": "spreadsheet", "locator": "row 2",
             "quote": "1,Leader A,Pakistan,Azerbaijan,01/11/2023,01/11/2023,Baku,Military,Caucasus"},
            {"source": "source"},
        ],
        "extensions": {"csv": {"Trip ID": "1", "Region": "Caucasus"}},
        "record": {"method": "imported"},
    }  # fmt: skip
    assert (second.id, second.end, second.grade, second.grade_label) == (
        "lk-pk-2010-06-28",
        None,
        "state",
        "State visit",
    )
    assert [place.name for place in second.places] == ["Colombo", "Kandy"]
    assert said(second, "extensions") == {"csv": {"Trip ID": "2"}}


def test_a_spreadsheet_of_an_office() -> None:
    first, second = visits(OFFICE)
    assert (first.start, first.status, first.grade) == (EDTF("2023-11-01"), "completed", "official")
    assert [person.name for person in first.people] == ["Minister A, Minister B"]
    assert (first.purpose, first.note) == ("Talks; tribute", 'first line\r\nsecond "line"')
    assert first.citations[0].quote is not None
    assert first.citations[0].quote.endswith('"first line\r\nsecond ""line"""')
    assert said(second, "parties")[0] == {"id": "the-order-of-malta", "role": "guest", "name": "The Order of Malta"}
    assert (second.id, second.grade, second.grade_label) == ("az-the-order-of-malta-2024-05", None, "Friendship visit")
    assert (second.note, second.citations[0].locator) == ("=1+1", "row 5")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("State Visit", "state"),
        ("official working  visit", "official_working"),
        ("OFFICIAL-WORKING", "official_working"),
        ("visit", None),
        ("Visit of friendship", None),
    ],
)
def test_a_grade_is_one_of_our_words_or_a_label_alone(text: str, grade: str | None) -> None:
    visit = one({"grade": text})
    assert (visit.grade, visit.grade_label) == (grade, text)


def test_words_that_the_mapping_explains() -> None:
    visit = one(
        {"grade": "Staatsbesuch", "host": "UK"}, {"grades": {"Staatsbesuch": "state"}, "countries": {"UK": "GB"}}
    )
    assert (visit.grade, visit.grade_label) == ("state", "Staatsbesuch")
    assert said(visit, "parties")[1] == {"id": "gb", "role": "host", "kind": "state", "name": "UK", "country": "GB"}


def test_abbreviations_that_look_like_codes_are_names() -> None:
    assert [(party.name, party.country) for party in one({"guest": "EU", "host": "UN"}).parties] == [
        ("EU", None),
        ("UN", None),
    ]
    assert one({"host": "UK"}).parties[1].kind is None


def test_whom_people_lead_of_several_guests_is_not_guessed() -> None:
    visit = one({"guest": "PK;TR", "people": "Minister A"}, {"separators": {"guest": ";"}})
    assert said(visit, "people") == [{"id": "minister-a", "name": "Minister A"}]
    assert [party.principals for party in visit.parties] == [(), (), ()]


def test_ids_are_kept_or_made_and_differ() -> None:
    text = "id,guest,host,people,places\nx-1,PK,AZ,,\n,PK,AZ,pk,az\n,PK,AZ,,\n"
    text += ",PK,PK,PK,PK\n,Ж,日,,\n,1,2,3,4\npk,PK,AZ,,\n"
    found = visits(text)
    assert [visit.id for visit in found] == ["x-1", "az-pk", "az-pk-2", "pk-pk", "host-guest", "2-1", "pk"]
    assert [party.id for party in found[3].parties] == ["pk", "pk-2"]
    assert [party.id for party in found[4].parties] == ["guest", "host"]
    assert [party.id for party in found[5].parties] == ["1-2", "2-2"]
    assert [party.id for party in found[6].parties] == ["pk-2", "az"]


def test_a_place_that_is_visited_twice_is_one_place() -> None:
    visit = one({"places": "Baku|Ganja| Baku|"}, {"separators": {"places": "|"}})
    assert [place.id for place in visit.places] == ["baku", "ganja"]
    assert [period.place for period in visit.periods] == ["baku", "ganja", "baku"]


def test_sources_are_addresses_or_titles() -> None:
    visit = one({"source": "https://example.org/a HTTP:x https://"}, {"separators": {"source": " "}})
    assert [source.url or source.title for source in visit.sources[1:]] == [
        "https://example.org/a",
        "HTTP:x",
        "https://",
    ]
    assert [source.url for source in visit.sources[1:]] == ["https://example.org/a", None, None]


def test_a_default_holds_where_nothing_is_known() -> None:
    text = "guest,status\nPK,-\nPK,cancelled\n"
    found = visits(text, {"defaults": {"host": "AZ", "status": "Completed"}, "missing": ["-"]})
    assert [visit.status for visit in found] == ["completed", "cancelled"]
    finding = refused("guest\nPK\n", {"defaults": {"host": "AZ", "start": "May"}})
    assert finding.message == "default of start: 'May' is not a date in the EDTF profile"


def test_a_heading_of_ours_that_the_mapping_replaces_is_kept() -> None:
    visit = one({"country": "LK"}, {"columns": {"host": "Country"}})
    assert (visit.parties[1].country, said(visit, "extensions")) == ("LK", {"csv": {"host": "AZ"}})


def test_the_delimiter_is_found_out_or_told() -> None:
    assert [visit.note for visit in visits("guest\thost\tnote\nPK\tAZ\ta,b;c\n")] == ["a,b;c"]
    assert [visit.note for visit in visits("guest|host|note\nPK|AZ|a,b;c\n", {"delimiter": "|"})] == ["a,b;c"]
    assert [visit.note for visit in visits('"note, or ""remark""";guest;host\na,b;PK;AZ\n')] == [None]
    assert [
        visit.note for visit in visits('guest,host,"note\nhere"\nPK,AZ,x\n', {"columns": {"note": "note\nhere"}})
    ] == ["x"]


def test_one_column_needs_no_delimiter() -> None:
    assert [visit.id for visit in visits("guest\nPK\n", {"defaults": {"host": "AZ"}})] == ["az-pk"]


@pytest.mark.parametrize(
    ("file", "title"),
    [("a/b.csv", "b.csv"), ("-", "standard input"), ("", "spreadsheet"), ("\udcff.csv", "\\udcff.csv")],
)
def test_the_spreadsheet_is_a_source(file: str, title: str) -> None:
    (record,) = rows("guest,host\nPK,AZ\n", file=file)
    assert record.visit is not None
    assert (record.line, record.visit.sources[0].title) == (2, title)


# Dates


@pytest.mark.parametrize("form", DATES[1:])
def test_dates_are_written_as_the_mapping_says(form: str) -> None:
    text = form.replace("day", "3").replace("month", "04").replace("year", "2023")
    visit = one({"start": text, "end": "2023-04/.."}, {"dates": form})
    assert (visit.start, visit.end) == (EDTF("2023-04-03"), EDTF("2023-04/.."))
    assert refused_cell("start", text).code == "VDI015"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "03/04/2023",
            "VDI015",
            "start: '03/04/2023' may be 2023-04-03 (day/month/year) or 2023-03-04 (month/day/year)",
        ),
        ("13.4.2023", "VDI015", "start: '13.4.2023' may be 2023-04-13 (day.month.year): it is not guessed"),
        ("45231", "VDI015", "(2023-11-01 or, of old, 2027-11-02)"),
        ("45231.5", "VDI015", "the number that a spreadsheet program keeps for a day"),
        ("30/30/2023", "VDI003", "is not a day of the calendar"),
        ("2023-02-30", "VDI003", "is not a day of the calendar"),
        ("2023-1-5", "VDI003", "is not a day of the calendar"),
        ("1 November 2023", "VDI016", "is not a date in the EDTF profile"),
        ("3/4/23", "VDI016", "is not a date in the EDTF profile"),
        ("٠٣/٠٤/٢٠٢٣", "VDI016", "is not a date in the EDTF profile"),
    ],
)
def test_a_date_is_never_guessed(text: str, code: str, message: str) -> None:
    finding = refused_cell("start", text)
    assert (finding.code, finding.span) == (code, Span(2, 7, 2, 7 + len(text)))
    assert message in finding.message


def test_a_day_that_the_calendar_does_not_have() -> None:
    finding = refused_cell("end", "31/04/2023", {"dates": "day/month/year"})
    assert (finding.code, finding.message) == (
        "VDI003", "end: '31/04/2023' is not a day of the calendar as day/month/year",
    )  # fmt: skip


def test_an_end_before_the_start() -> None:
    finding = refused("guest,host,start,end\nPK,AZ,2023-11-01,2023-10\n")
    assert (finding.code, finding.message) == (
        "VDI003",
        "end: the visit ends on 2023-10, before it starts on 2023-11-01",
    )
    assert finding.span == Span(2, 18, 2, 25)
    assert [visit.end for visit in visits("guest,host,start,end\nPK,AZ,2023-11-01,2023-11\n")] == [EDTF("2023-11")]


# What is no visit


@pytest.mark.parametrize(
    ("text", "code", "message", "span"),
    [
        ("", "VDI011", "the file is empty", (1, 1)),
        ("\n \n", "VDI011", "the file is empty", (1, 1)),
        ("guest,host,Guest \n", "VDI011", "the heading 'Guest' stands twice", (1, 12)),
        ("guest,start\nPK,2023\n", "VDI011", "there is no column for the host", (1, 1)),
        ("country\nPK\n", "VDI011", "there is no column for the guest", (1, 1)),
        ('guest,"host\n', "VDI013", "this quote is never closed", (1, 7)),
        ('guest,"host"x\n', "VDI014", "text comes after the quote", (1, 7)),
        ("guest,host\nPK,AZ,x\n", "VDI014", "the row has 3 cells, but there are 2 headings", (2, 7)),
        ("guest,host\nPK\n", "VDI014", "the row has 1 cell, but there are 2 headings", (2, 1)),
        ("guest,host,\nPK,AZ,x\n", "VDI014", "'x' stands in a column without a heading", (2, 7)),
        ("guest,host\nPK,A\0Z\n", "VDI014", "the cell holds a NUL character", (2, 4)),
        ('guest,host\nPK,"A"Z\n', "VDI014", "text comes after the quote", (2, 4)),
        ('guest,host\nPK,"AZ\n\nUA,LK\n', "VDI013", "this quote is never closed", (2, 4)),
        ("guest,host\n,AZ\n", "VDI017", "the row has no guest", (2, 1)),
        ("guest,host\nPK, \n", "VDI017", "the row has no host", (2, 4)),
        ("id,guest,host\nA 1,PK,AZ\n", "VDI016", "id: got 'A 1', expected an id", (2, 1)),
        ("id,guest,host\na,PK,AZ\na,PK,AZ\n", "VDI006", "id: the id 'a' is that of the row on line 2 too", (3, 1)),
        ("guest,host,status\nPK,AZ,complete\n", "VDI016", "status: got 'complete', expected one of", (2, 7)),
        ("guest,host,status\nPK,AZ,?\n", "VDI016", "status: got '?', expected one of", (2, 7)),
        (f"id,guest,host\n{'A' * 99},PK,AZ\n", "VDI016", f"id: got '{'A' * 57}...'", (2, 1)),
        ("guest,host\rPK,AZ\r", "VDI011", "lines end in a carriage return alone", (1, 1)),
        ("guest,host\nPK,AZ\n".encode("utf-16"), "VDI010", "the file is in UTF-16", (1, 1)),
        ("guest,host\nPK,AZ\n".encode("utf-16-le"), "VDI010", "the file is in UTF-16", (1, 1)),
        ("guest,host\nPK,é\n".encode("latin-1"), "VDI010", "byte 0xe9 is not UTF-8", (2, 4)),
        (b"PK\x03\x04 a workbook", "VDI001", "a workbook of a spreadsheet program", (1, 1)),
    ],
)
def test_what_is_no_visit(text: str | bytes, code: str, message: str, span: tuple[int, int]) -> None:
    finding = refused(text)
    assert message in finding.message
    assert (finding.code, finding.span and finding.span[:2]) == (code, span)


def test_a_status_that_is_nearly_one() -> None:
    assert refused_cell("status", "complete").hint == "did you mean 'completed'?"


def test_the_other_rows_are_converted() -> None:
    text = 'guest,host,note\nPK,AZ,"x"y\nPK,AZ,"a\nb"\n,AZ,x\nPK,LK,\n'
    assert [(record.line, record.visit and record.visit.id) for record in rows(text)] == [
        (2, None), (3, "az-pk"), (5, None), (6, "lk-pk"),
    ]  # fmt: skip


def test_a_default_is_missing_too() -> None:
    text = "guest,host\nPK,AZ\n"
    assert refused(text, {"separators": {"host": "AZ"}}).message == "the row has no host"
    assert refused("host\nAZ\n", {"separators": {"guest": ";"}, "defaults": {"guest": ";"}}).span == Span(2, 1, 2, 3)


def test_a_heading_that_the_mapping_names_and_that_is_not_there() -> None:
    text = "Country,host\nPK,AZ\n"
    finding = refused(text, {"columns": {"guest": "Contry"}})
    assert (finding.message, finding.hint) == (
        "the mapping names the heading 'Contry', which is not there", "did you mean 'Country'?",
    )  # fmt: skip
    assert refused(text, {"columns": {"guest": "x"}}).hint == "name a heading of the first row"


def test_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = refused_cell("people", ";" + "a;" * (MAX_VALUES + 1), {"separators": {"people": ";"}})
    assert finding.message == "people: the cell has 1,001 values, more than 1,000"
    assert refused(f"guest,host\nPK{',' * csv_rows.MAX_CELLS}\n").message == "the row has more than 16,384 cells"
    assert refused(f"guest,host{',' * csv_rows.MAX_CELLS}\n").message == "the row has more than 16,384 cells"
    monkeypatch.setattr(csv_rows, "MAX_ROW", 60)
    line = f"{'x' * 40}\n"
    assert refused(f"guest,host\nPK,{'x' * 99}\n").code == "VDI012"
    assert refused(f'guest,host\nPK,"{line}{line}').code == "VDI012"
    assert refused(f'guest,"{line}{line}').code == "VDI012"


def test_a_cell_of_many_characters_is_kept() -> None:
    assert one({"note": "x" * 500_000}).note == "x" * 500_000


def test_a_file_that_cannot_be_read_on() -> None:
    class Failing(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    (record,) = read_csv(Failing(), "rows.csv")
    assert (record.line, [finding.code for finding in record.findings]) == (1, ["VDP001"])


# Mappings


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"column": {}}, "the mapping has 'column', which is no key; did you mean 'columns'?"),
        ({"x": {}}, "the mapping has 'x', which is no key; write one of columns, separators, dates"),
        ({"columns": {"gest": "x"}}, "`columns` has 'gest', which is no column; did you mean 'guest'?"),
        ({"columns": ["guest"]}, "`columns`: got ['guest']; write an object such as"),
        ({"columns": {"guest": ""}}, "`columns`, 'guest': got ''; write a text that is not empty"),
        ({"columns": {"guest": 1}}, "`columns`, 'guest': got 1; write a text that is not empty"),
        ({"columns": {"guest": "A", "host": " a"}}, "`columns` names the heading ' a' for guest and host"),
        ({"separators": {"title": ";"}}, "`separators` has 'title', which is no column that can have one"),
        ({"defaults": {"id": "x"}}, "`defaults` has 'id', which is no column that can have one"),
        (
            {"defaults": {"status": "hold"}},
            "`defaults`, 'status' has 'hold', which is no status; write one of",
        ),
        ({"dates": "day/month"}, "`dates` has 'day/month', which is no way to write dates; did you mean"),
        ({"dates": None}, "`dates`: got None; write one of iso, day/month/year"),
        ({"missing": "NA"}, "`missing`: got 'NA'; write a list of texts"),
        ({"missing": [1]}, "`missing`: got [1]; write a list of texts"),
        ({"grades": {"x": "States"}}, "`grades`, 'x' has 'States', which is no grade; did you mean 'state'?"),
        ({"countries": {"Japan": "jp"}}, "`countries`, 'Japan': got 'jp'; write an ISO 3166 country code"),
        ({"delimiter": ";;"}, "`delimiter`: got ';;'; write one character"),
        ({"delimiter": '"'}, "`delimiter`: got '\"'; write one character"),
    ],
)
def test_a_mapping_that_cannot_be_used(mapping: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(MappingError) as raised:
        read_csv(io.BytesIO(), "rows.csv", mapping)
    assert message in str(raised.value)
    with pytest.raises(MappingError):
        read("rows.csv", "csv", mapping=mapping)
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping), "utf-8")
    with pytest.raises(MappingError, match=r"mapping\.json: ") as raised:
        load_mapping(str(path))
    assert "\n" not in str(raised.value)


def test_a_mapping_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(TRIPS_MAPPING), "utf-8")
    assert load_mapping(str(path)) == TRIPS_MAPPING
    path.write_text('{"dates": }', "utf-8")
    with pytest.raises(MappingError, match=r"mapping\.json:1:11: "):
        load_mapping(str(path))
    path.write_text("", "utf-8")
    with pytest.raises(MappingError, match=r"mapping\.json"):
        load_mapping(str(path))
    with pytest.raises(MappingError, match=r"none\.json: cannot be read: No such file or directory; check"):
        load_mapping(str(tmp_path / "none.json"))


def test_the_command(tmp_path: Path) -> None:
    data, mapping, out = tmp_path / "trips.csv", tmp_path / "mapping.json", tmp_path / "out.jsonl"
    data.write_text(TRIPS, "utf-8")
    mapping.write_text(json.dumps(TRIPS_MAPPING), "utf-8")
    command = ["convert", "--from", "csv", "--mapping", str(mapping), str(data), "--to", "jsonl", str(out)]
    result = CliRunner().invoke(cli, command)
    assert (result.exit_code, result.stderr) == (0, "Converted 2 of 2 records: no errors.\n")
    assert [visit.id for visit in visitdata.read(out)] == ["az-pk-2023-11-01", "lk-pk-2010-06-28"]
    mapping.write_text('{"dates": "d/m/y"}', "utf-8")
    result = CliRunner().invoke(cli, [*command, "--force"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {mapping}: `dates` has 'd/m/y', which is no way to write dates; ")


# Whatever a cell holds

HEADINGS = (*COLUMNS, "Office no.", "Ж")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "PK",
        "az",
        "2023-11-01",
        "03/04/2023",
        "45231",
        "state visit",
        "completed",
        "a;b",
        '"',
        "\0",
        "=1+1",
        "https://a",
        "NA",
    ]
)
MAPPINGS: list[dict[str, Any] | None] = [
    None,
    {
        "separators": dict.fromkeys(SEVERAL, ";"),
        "dates": "day/month/year",
        "missing": ["NA"],
        "defaults": {"host": "AZ"},
    },
]


def written(values: Iterable[str]) -> str:
    """A row in which each cell is quoted."""
    return ",".join('"' + value.replace('"', '""') + '"' for value in values) + "\r\n"


@given(st.lists(st.lists(TEXTS, min_size=len(HEADINGS), max_size=len(HEADINGS)), max_size=4), st.sampled_from(MAPPINGS))
def test_every_cell_is_in_the_visit_or_there_is_a_finding(
    content: list[list[str]], mapping: dict[str, Any] | None
) -> None:
    records = rows(written(HEADINGS) + "".join(map(written, content)), mapping)
    full = [cells for cells in content if any(cell.strip() for cell in cells)]
    assert len(records) == len(full)
    assert [record.line for record in records] == sorted(record.line for record in records)
    for cells, record in zip(full, records, strict=True):
        if record.visit is None:
            (finding,) = record.findings
            assert finding.span is not None
            continue
        assert record.findings == ()
        assert visitdata.validate(record.visit) == []
        texts = set(texts_of({**visitdata.to_dict(record.visit), "citations": []}))
        for heading, cell in zip(HEADINGS, cells, strict=True):
            for value in cell.split(";") if mapping and heading in SEVERAL else [cell]:
                assert is_told(value.strip(), heading, texts, mapping or {}), (heading, value)


def is_told(value: str, heading: str, texts: set[str], mapping: Mapping[str, Any]) -> bool:
    if not value or value in mapping.get("missing", ()):
        return True
    if heading == "status":
        return value.lower().replace(" ", "_") in texts
    if heading in ("start", "end") and value == "03/04/2023":
        return "2023-04-03" in texts
    return value in {text.strip() for text in texts}


def texts_of(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return [str(value)]
    return [text for item in value for text in texts_of(item)]


@given(st.text() | st.binary(), st.sampled_from(MAPPINGS))
def test_nothing_that_a_file_holds_raises(content: str | bytes, mapping: dict[str, Any] | None) -> None:
    data = content.encode(errors="surrogatepass") if isinstance(content, str) else content
    for head in (b"", b"guest,host,note\n", b'guest;host;"'):
        for record in rows(head + data, mapping):
            assert (record.visit is None) == bool(record.findings)

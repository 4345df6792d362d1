"""From files of one format to text of another, as functions."""

import io
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata import interop
from visitdata.interop.convert import read, write
from visitdata.interop.historyatstate import Understood

RECORD = (
    b"<visits><visit><id>1</id><start-date>1957-06-19</start-date><end-date>1957-06-22</end-date>"
    b"<visitor>King A</visitor>"
    b'<from id="japan">Japan</from><description>Official visit.</description></visit></visits>'
)


def test_a_path_or_several_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(RECORD)
    understood = Understood()
    (one,) = read(path, "historyatstate-visits", understood=understood)
    assert one.visit is not None
    assert (one.visit.grade, one.file, one.line) == ("official", str(path), 1)
    assert understood.clauses == {"grade": 1}
    (found,) = read([str(tmp_path)], "historyatstate-visits")
    assert found.visit == one.visit
    (stream,) = read("-", "historyatstate-visits", stdin=io.BytesIO(RECORD))
    assert stream.visit == one.visit


def test_documents_of_our_own_are_read(tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact + b"{}\n" + compact)
    (tmp_path / "other.json").write_bytes(b"[]")
    good, bad, twice = read(tmp_path, "json")
    assert (good.visit is not None, bad.visit, twice.visit) == (True, None, None)
    assert [finding.code for finding in (*bad.findings[:1], *twice.findings)] == ["VDS010", "VDI006"]
    assert twice.findings[0].message.startswith("the id 'az-pk-2023-11-01' is that of the record at ")
    assert (twice.findings[0].span or (0,))[0] == 3
    assert good.visit is not None
    assert b"".join(write([good.visit], "jsonl", print)) == compact
    assert b"".join(write([good.visit], "json", print)) == visitdata.dumps(good.visit).encode()


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (missing,) = read(tmp_path / "no.xml", "historyatstate-visits")
    assert [finding.code for finding in missing.findings] == ["VDP001"]
    (closed,) = read("-", "historyatstate-travels", stdin=None)
    assert "standard input is closed" in closed.findings[0].message
    (tmp_path / "a.xml.gz").write_bytes(b"no gzip")
    (damaged,) = read(tmp_path / "a.xml.gz", "historyatstate-visits")
    assert [finding.code for finding in damaged.findings] == ["VDP001"]


@pytest.mark.parametrize("form", ["xls", "jsonl", ""])
def test_an_unknown_format_is_refused(form: Any) -> None:
    with pytest.raises(ValueError, match="form is one of json, csv, historyatstate-visits"):
        read("a", form)
    if form != "jsonl":
        with pytest.raises(ValueError, match="form is one of json, jsonl, historyatstate-visits"):
            write([], form, print)


def test_a_mapping_is_for_spreadsheets() -> None:
    with pytest.raises(ValueError, match="a mapping is for spreadsheets alone"):
        read("a", "json", mapping={})


def test_both_data_sets_are_written() -> None:
    for form, root in (("historyatstate-visits", b"visits"), ("historyatstate-travels", b"trips")):
        assert b"".join(write([], form, print)).endswith(b"<" + root + b">\n</" + root + b">\n")  # type: ignore[arg-type]


def test_the_room_names_what_is_public() -> None:
    assert (interop.read, interop.write) == (read, write)
    assert all(callable(getattr(interop, name)) for name in interop.__all__)
    with pytest.raises(AttributeError, match=r"'visitdata\.interop' has no attribute 'rea'"):
        interop.rea  # noqa: B018

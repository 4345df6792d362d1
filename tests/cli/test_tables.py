"""``visitdata tables``: a folder of tables, written whole or not at all."""

import json
import os
from pathlib import Path

import pytest

from conftest import Child

INVALID = b'{"grade": "oficial", "schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}'


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_are_written(visitdata: Child, tmp_path: Path, compact: bytes, form: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact * 2)
    done = visitdata("tables", "a.jsonl", "--to", "out", "--format", form)
    files = 43 if form == "csv" else 42
    expected = f"Wrote 2 visits as {files} files. Checked 2 documents in 1 file: no errors.\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", expected)
    assert len(os.listdir(tmp_path / "out")) == files
    assert sorted(os.listdir(tmp_path)) == ["a.jsonl", "out"]


def test_a_document_with_an_error_is_left_out(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(INVALID + b"\n" + compact)
    (tmp_path / "b.json").write_bytes(b"{}")
    done = visitdata("tables", ".", "--to", "out", "-q")
    assert (done.returncode, done.stdout) == (1, "")
    assert "a.jsonl:1:11: VDS004" in done.stderr
    assert (tmp_path / "out" / "visits.csv").read_bytes().count(b"\r\n") == 2


def test_nothing_to_write_leaves_no_folder(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(INVALID)
    done = visitdata("tables", "a.json", "--to", "out")
    assert done.returncode == 2
    assert "visitdata: no visit to write. Checked 1 document: 1 error in 1 document." in done.stderr
    assert os.listdir(tmp_path) == ["a.json"]


def test_tables_that_exist_are_not_overwritten(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    assert visitdata("tables", "a.json", "--to", "out").returncode == 0
    (tmp_path / "out" / "visits.csv").write_bytes(b"mine")
    (tmp_path / "out" / "notes.txt").write_bytes(b"mine too")
    done = visitdata("tables", "a.json", "--to", "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("visits.csv exists; --force overwrites it\n")
    assert (tmp_path / "out" / "visits.csv").read_bytes() == b"mine"
    assert visitdata("tables", "a.json", "--to", "out", "--force").returncode == 0
    assert (tmp_path / "out" / "visits.csv").read_bytes() != b"mine"
    assert (tmp_path / "out" / "notes.txt").read_bytes() == b"mine too"
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["name"] == "visits"


def test_usage(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    for arguments, message in (
        (["tables", "--to", "out"], "name a file, a folder, a glob, or - for standard input"),
        (["tables", "a.json"], "Missing option '--to'"),
        (["tables", "a.json", "--to", "a.json"], "a.json cannot be written: it is not a folder"),
        (["tables", "a.json", "--to", "no/such"], "no/such cannot be written: No such file or directory"),
    ):
        done = visitdata(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr
    assert os.listdir(tmp_path) == ["a.json"]


def test_the_extra_is_named_where_it_is_missing(python: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    code = "import sys; sys.modules['pyarrow'] = None; from visitdata.cli import main; main(sys.argv[1:])"
    done = python("-c", code, "tables", "a.json", "--to", "out", "--format", "parquet")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'Parquet needs pyarrow: install it with pip install "visitdata[parquet]"' in done.stderr
    assert os.listdir(tmp_path) == ["a.json"]

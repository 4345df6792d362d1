"""``visitdata stats``: what is in a corpus."""

import json
from pathlib import Path

import pytest

from conftest import Child, in_terminal, shown_until_closed

ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "tests/render/expected/statistics.txt"


def test_the_examples_are_counted(visitdata: Child) -> None:
    done = visitdata("stats", ROOT / "docs/examples")
    assert (done.returncode, done.stdout, done.stderr) == (0, EXPECTED.read_text("utf-8"), "")


def test_programs_get_json(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact * 3)
    done = visitdata("stats", "--format", "json", "a.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    value = json.loads(done.stdout)
    assert (value["format"], value["visits"], value["grades"]["reported"]) == (
        "visitdata-statistics",
        3,
        {"official": 3},
    )


@pytest.mark.parametrize("path", [".", "a.jsonl", "*.jsonl", "-"])
def test_documents_with_an_error_are_reported_and_not_counted(
    visitdata: Child, tmp_path: Path, compact: bytes, path: str
) -> None:
    corpus = compact + b'{"grade": "oficial", "schema_version": "1.0", "id": "a", "parties": [{"id": "a"}]}\n' + compact
    (tmp_path / "a.jsonl").write_bytes(corpus)
    (tmp_path / "map.json").write_bytes(b'{"type": "map"}')
    done = visitdata("stats", path, stdin=corpus)
    assert done.returncode == 1
    assert done.stdout.startswith("2 visits, 2023-11-01 to 2023-11-01\n\nBy year\n  2023  2\n")
    first, *_, last = done.stderr.splitlines()
    assert ":2:11: VDS004 " in first
    assert last.startswith("Checked 3 documents in 1 file: 1 error in 1 document.")
    assert last.endswith(" Only visits without an error are counted.")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("path", ["empty", "missing.json", "bad.json"])
def test_with_nothing_to_count_the_exit_code_is_2(visitdata: Child, tmp_path: Path, path: str, form: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.json").write_bytes(b"{")
    done = visitdata("stats", "--format", form, path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("visitdata: nothing to count. Checked ")


def test_there_must_be_a_path(visitdata: Child) -> None:
    done = visitdata("stats")
    assert (done.returncode, done.stdout) == (2, "")
    assert "name a file, a folder, a glob, or - for standard input" in done.stderr


def test_a_document_may_be_too_large(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact)
    assert "VDP016" in visitdata("stats", "--max-size", "0.0001", "a.jsonl").stderr


def test_the_table_is_as_wide_as_the_terminal(tmp_path: Path, compact: bytes) -> None:
    years = (compact.replace(b"2023-11-01", f"{year}-11-01".encode()) for year in range(1950, 1990))
    (tmp_path / "a.jsonl").write_bytes(b"".join(years))
    for columns, row in (
        (40, "  1950  1    1964  1    1978  1"),
        (80, "  1950  1    1958  1    1966  1    1974  1    1982  1"),
    ):
        with in_terminal("stats", "a.jsonl", cwd=tmp_path, columns=columns) as (child, terminal):
            shown = shown_until_closed(terminal)
            assert child.wait(60) == 0
        assert row in shown.split("\r\n")

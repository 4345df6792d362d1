"""Visits in and out of files."""

import gzip
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata import InvalidVisit, Visit
from visitdata.model import Party


@pytest.fixture
def visit(canonical: bytes) -> Visit:
    return visitdata.loads(canonical)


def test_load_takes_a_path_as_text_or_path_and_open_files(tmp_path: Path, canonical: bytes, visit: Visit) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(canonical)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(canonical))
    assert visitdata.load(path) == visitdata.load(str(path)) == visitdata.load(tmp_path / "a.json.gz") == visit
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        assert visitdata.load(binary) == visitdata.load(text) == visit
    assert visitdata.load(io.BytesIO(canonical)) == visitdata.load(io.StringIO(canonical.decode())) == visit


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
def test_load_raises_every_finding_with_the_name_of_the_file(tmp_path: Path, engine: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"schema_version": "1.0", "id": "A b"}')
    with pytest.raises(InvalidVisit) as caught:
        visitdata.load(path, engine=engine)
    assert [(finding.code, finding.file) for finding in caught.value.findings] == [
        ("VDS002", str(path)), ("VDS005", str(path)),
    ]  # fmt: skip
    with path.open("rb") as file, pytest.raises(InvalidVisit) as caught:
        visitdata.load(file, engine=engine)
    assert caught.value.findings[0].file == str(path)
    with pytest.raises(InvalidVisit) as caught:
        visitdata.load(io.BytesIO(b"{"), engine=engine)
    assert [(finding.code, finding.file) for finding in caught.value.findings] == [("VDP005", None)]


@pytest.mark.parametrize("name", ["gone.json", "", "a\0b", "."])
def test_what_load_cannot_read_is_an_invalid_visit(name: str) -> None:
    with pytest.raises(InvalidVisit, match="VDP001 cannot be read"):
        visitdata.load(name)


def test_a_file_without_a_name_of_its_own_can_be_loaded(canonical: bytes, visit: Visit) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(canonical)
        file.seek(0)
        assert visitdata.load(file) == visit


def test_dumps_and_dump_write_canonical_text(tmp_path: Path, visit: Visit, canonical: bytes, compact: bytes) -> None:
    assert visitdata.dumps(visit) == canonical.decode()
    assert visitdata.dumps(visit, compact=True) == compact.decode()
    for target in (tmp_path / "a.json", str(tmp_path / "b.json")):
        visitdata.dump(visit, target)
        assert Path(target).read_bytes() == canonical
    visitdata.dump(visit, tmp_path / "a.json", compact=True)
    assert (tmp_path / "a.json").read_bytes() == compact
    file = io.BytesIO()
    visitdata.dump(visit, file, compact=True)
    visitdata.dump(visit, file)
    assert file.getvalue() == compact + canonical
    assert sorted(os.listdir(tmp_path)) == ["a.json", "b.json"]


def test_dump_raises_where_it_cannot_write_and_leaves_nothing(tmp_path: Path, visit: Visit) -> None:
    for target in (tmp_path, tmp_path / "gone" / "a.json"):
        with pytest.raises(OSError, match=r"regular file|No such file"):
            visitdata.dump(visit, target)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("value", [None, {}, "{}", 3, object(), Party(id="a")], ids=lambda value: type(value).__name__)
def test_only_a_visit_is_written(tmp_path: Path, value: Any) -> None:
    with pytest.raises(TypeError, match="expected a Visit"):
        visitdata.dumps(value)
    with pytest.raises(TypeError, match="expected a Visit"):
        visitdata.dump(value, tmp_path / "a.json")
    with pytest.raises(TypeError, match="expected a Visit"):
        visitdata.to_dict(value)
    assert os.listdir(tmp_path) == []


def test_to_dict_gives_plain_data_in_canonical_order_to_keep(visit: Visit, document: dict[str, Any]) -> None:
    plain = visitdata.to_dict(visit)
    assert json.dumps(plain) == json.dumps(document)
    plain["parties"].clear()
    assert visitdata.to_dict(visit) == document
    assert visitdata.from_dict(visitdata.to_dict(visit)) == visit


@pytest.mark.parametrize("file", [None, 3, {}, [], object()], ids=lambda file: type(file).__name__)
def test_what_is_neither_path_nor_file_is_a_type_error(visit: Visit, file: Any) -> None:
    with pytest.raises(TypeError, match="expected a path or an open file"):
        visitdata.load(file)
    with pytest.raises(TypeError, match="expected a path or an open file"):
        visitdata.dump(visit, file)
    with pytest.raises(TypeError):
        next(visitdata.read(file))


def test_a_file_open_for_text_is_not_written(visit: Visit) -> None:
    with pytest.raises(TypeError):
        visitdata.dump(visit, io.StringIO())  # type: ignore[arg-type]


@pytest.fixture
def corpus(tmp_path: Path, canonical: bytes, compact: bytes) -> Path:
    """Nine documents, three of them bad, and a file of another kind."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.json").write_bytes(canonical)
    (folder / "b.json").write_bytes(b'{"parties": 1}')
    (folder / "c.jsonl").write_bytes(compact + b"{\n" + compact)
    (folder / "d.jsonl.gz").write_bytes(gzip.compress(compact * 2 + b"[]\n" + compact))
    (folder / "map.json").write_bytes(b"{}")
    return folder


def test_read_gives_the_visits_of_files_of_each_kind(tmp_path: Path, compact: bytes, visit: Visit) -> None:
    (tmp_path / "a.json").write_bytes(compact)
    (tmp_path / "a.jsonl").write_bytes(compact * 2)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(compact * 3))
    for name, number in {"a.json": 1, "a.jsonl": 2, "a.jsonl.gz": 3}.items():
        assert list(visitdata.read(tmp_path / name)) == [visit] * number
        assert list(visitdata.read(str(tmp_path / name), engine="jsonschema")) == [visit] * number
    assert list(visitdata.read(tmp_path)) == [visit] * 6


def test_read_raises_at_the_first_bad_document(corpus: Path, visit: Visit) -> None:
    visits = visitdata.read(corpus)
    assert next(visits) == visit
    with pytest.raises(InvalidVisit) as caught:
        next(visits)
    assert caught.value.findings[0].file == str(corpus / "b.json")


def test_read_skips_bad_documents_or_hands_them_over(corpus: Path, visit: Visit) -> None:
    assert list(visitdata.read(corpus, invalid="skip")) == [visit] * 6
    problems: list[InvalidVisit] = []
    assert list(visitdata.read(corpus, invalid=problems.append)) == [visit] * 6
    found = [(os.path.basename(one.findings[0].file or ""), one.findings[0].record) for one in problems]
    assert found == [("b.json", None), ("c.jsonl", 2), ("d.jsonl.gz", 3)]


def test_what_a_handler_raises_comes_through(corpus: Path) -> None:
    def stop(problem: InvalidVisit) -> None:
        raise KeyError(problem.findings[0].code)

    with pytest.raises(KeyError, match="VDS"):
        list(visitdata.read(corpus, invalid=stop))


def test_read_looks_at_one_document_at_a_time(tmp_path: Path, compact: bytes, visit: Visit) -> None:
    (tmp_path / "a.json").write_bytes(compact)
    (tmp_path / "b.jsonl").write_bytes(compact * 2)
    visits = visitdata.read(tmp_path)
    assert next(visits) == visit
    (tmp_path / "b.jsonl").write_bytes(compact + b"{\n")
    assert next(visits) == visit
    with pytest.raises(InvalidVisit, match="VDP005"):
        next(visits)


def test_read_says_that_a_path_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidVisit, match="VDP001"):
        list(visitdata.read(tmp_path / "gone"))
    assert list(visitdata.read(tmp_path)) == []


def test_a_path_is_never_standard_input(
    tmp_path: Path, canonical: bytes, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_bytes(canonical)
    assert list(visitdata.read("-")) == [visitdata.load("-")] == [visit]


def test_a_file_that_fails_while_it_is_read_is_an_invalid_visit(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xff")
    with path.open(encoding="utf-8") as file, pytest.raises(InvalidVisit, match="VDP001 cannot be read") as caught:
        visitdata.load(file)
    assert caught.value.findings[0].file == str(path)
    closed = io.BytesIO()
    closed.close()
    with pytest.raises(InvalidVisit, match="-: VDP001 cannot be read"):
        visitdata.load(closed)


def test_loading_json_lines_points_to_read(tmp_path: Path, compact: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(compact * 2)
    with pytest.raises(InvalidVisit) as caught:
        visitdata.load(path)
    assert [finding.hint for finding in caught.value.findings] == ["visitdata.read reads JSON Lines"]


def test_what_becomes_of_an_invalid_document_is_said_in_one_of_three_ways(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="invalid must be 'raise', 'skip' or a function, not 'ignore'"):
        visitdata.read(tmp_path, invalid="ignore")  # type: ignore[arg-type]

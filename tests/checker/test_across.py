"""Documents beside each other: findings across a corpus have their places, and no document is counted twice."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

import visitdata
from visitdata.checker.across import check_corpus
from visitdata.checker.configuration import Choice
from visitdata.checker.files import Named, expand
from visitdata.checker.rulebook import Rulebook
from visitdata.report.tally import Tally
from visitdata.rules.engine import corpus


@pytest.fixture
def line(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode() + b"\n"


def test_an_id_used_twice_is_found_in_files_and_lines(tmp_path: Path, document: dict[str, Any], line: bytes) -> None:
    (tmp_path / "a.json").write_text(json.dumps(document, indent=1), "utf-8")
    (tmp_path / "b.jsonl").write_bytes(b"\n" + line)
    findings = visitdata.check(tmp_path, select=["VDX001"])
    assert [(Path(f.file or "").name, f.record, f.span and f.span.line, f.pointer) for f in findings] == [
        ("b.jsonl", 2, 2, "/id")
    ]
    (related,) = findings[0].related
    assert (Path(related.file or "").name, related.record, related.pointer) == ("a.json", None, "/id")


def test_a_document_is_counted_once_and_invalid_once(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(line * 3)
    tally = Tally()
    for checked in check_corpus(expand([str(tmp_path)]), rules=Rulebook(Choice(select=("VDX001",)))):
        tally.add(checked)
    assert (tally.documents, tally.invalid, tally.errors) == (3, 2, 2)


def test_one_document_has_no_others_beside_it(tmp_path: Path, line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(line)
    monkeypatch.setattr(corpus, "digest", None)
    found = list(check_corpus(expand([str(tmp_path)]), rules=Rulebook(Choice(select=("VDX",)))))
    assert [checked.findings for checked in found] == [()]


def test_what_cannot_be_read_again_has_no_place(line: bytes) -> None:
    found = list(check_corpus(expand(["-"]), rules=Rulebook(Choice(select=("VDX001",))), stdin=io.BytesIO(line * 2)))
    (finding,) = found[-1].findings
    assert (finding.file, finding.record, finding.span) == ("-", 2, None)
    assert found[-1].again


def test_a_file_that_has_gone_since_has_no_place(tmp_path: Path, line: bytes) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(line)
    documents = check_corpus(expand([str(tmp_path)]), rules=Rulebook(Choice(select=("VDX001",))))
    for name in ("a.json", "b.json"):
        assert next(documents).findings == ()
        (tmp_path / name).unlink()
    (finding,) = next(documents).findings
    assert (Path(finding.file or "").name, finding.span) == ("b.json", None)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_standard_input_is_not_looked_for_in_the_file_that_it_is_called_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: bytes, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "0.json").write_bytes(line)
    for on_disk in (None, b"\n" * 9 + line):
        if on_disk is not None:
            (tmp_path / name).write_bytes(on_disk)
        files = [Named("0.json", False), Named("-", False, name)]
        found = list(check_corpus(files, rules=Rulebook(Choice(select=("VDX001",))), stdin=io.BytesIO(line)))
        (finding,) = found[-1].findings
        assert (finding.file, finding.span) == (name, None)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("later", [None, b"", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff"])
def test_a_file_of_lines_that_has_changed_since_has_no_place(
    tmp_path: Path, line: bytes, name: str, later: bytes | None
) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(line * 2) if name.endswith(".gz") else line * 2)
    documents = check_corpus(expand([str(path)]), rules=Rulebook(Choice(select=("VDX001",))))
    assert [next(documents).findings, next(documents).findings] == [(), ()]
    if later is None:
        path.unlink()
    else:
        path.write_bytes(later)
    (finding,) = next(documents).findings
    assert (finding.record, finding.span) == (2, None)


def test_a_waived_finding_across_documents_is_marked(tmp_path: Path, document: dict[str, Any]) -> None:
    document["waivers"] = [{"code": "VDX001", "reason": "two editions"}]
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(document), "utf-8")
    assert [finding.waived for finding in visitdata.check(tmp_path)] == ["two editions"]

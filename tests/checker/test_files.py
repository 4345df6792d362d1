"""Opening files: which are meant, what is in them, and one finding for each that cannot be read."""

import errno
import gzip
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from visitdata.checker.files import Named, check_file, check_paths, expand, holds_lines, read_bytes, read_stdin
from visitdata.findings import Finding


def names(paths: list[str], folder: Path) -> list[tuple[str, bool]]:
    named = expand([os.path.join(folder, path) for path in paths])
    return [(os.path.relpath(one.path, folder), one.found) for one in named]


def test_a_folder_gives_its_json_files_in_order(tmp_path: Path) -> None:
    for name in ("b.json", "a.jsonl", "c.jsonl.gz", "d.ndjson", "e.ndjson.gz", "x.txt", ".h.json", "y.json.bak"):
        (tmp_path / name).write_bytes(b"")
    for folder in ("sub", ".git"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "z.json").write_bytes(b"")
    found = ["a.jsonl", "b.json", "c.jsonl.gz", "d.ndjson", "e.ndjson.gz", os.path.join("sub", "z.json")]
    assert names(["."], tmp_path) == [(name, True) for name in found]


def test_each_file_comes_once_and_a_named_one_stays_named(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(b"")
    assert names(["b.json", "*.json", "a.json"], tmp_path) == [("b.json", False), ("a.json", True)]


def test_what_names_nothing_comes_out_as_it_is() -> None:
    assert list(expand(["-", "gone", "gone*", "a\0b", ""])) == [
        Named("-", False), Named("gone", False), Named("gone*", False), Named("a\0b", False), Named("", False),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["gone.json", "", "a\0b.json", "x" * 5000, "/dev/null", ".", "gone.jsonl", "gone.gz"])
def test_what_cannot_be_read_is_one_finding(path: str) -> None:
    finding = read_bytes(path)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.file) == ("VDP001", path)
    assert finding.message.startswith("cannot be read: ")
    checked = list(check_file(Named(path, False)))
    assert [one.findings for one in checked] == [(finding,)]


def test_a_path_of_bytes_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    assert read_bytes(os.fsencode(tmp_path / "a.json")) == b"{}"  # type: ignore[arg-type]
    finding = read_bytes(os.fsencode(tmp_path / "b\udcff.gz"))  # type: ignore[arg-type]
    assert isinstance(finding, Finding)
    assert finding.file == str(tmp_path / "b\udcff.gz")


def test_a_gzip_file_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b"{}"))
    assert read_bytes(tmp_path / "a.json.gz") == b"{}"


def test_what_a_broken_gzip_file_held_before_is_still_checked(tmp_path: Path, compact: bytes) -> None:
    lines = b"".join(compact.replace(b"az-pk", os.urandom(8).hex().encode()) for _ in range(3000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-2000])
    *good, last = check_paths([str(path)])
    assert len(good) > 100
    assert {one.findings for one in good} == {()}
    assert [finding.code for finding in last.findings] == ["VDP001"]


class Broken(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_standard_input_that_cannot_be_read_is_one_finding() -> None:
    closed = io.BytesIO()
    closed.close()
    for stdin in (None, closed, io.BufferedReader(Broken())):
        finding = read_stdin(stdin)
        assert isinstance(finding, Finding)
        assert (finding.code, finding.file) == ("VDP001", "-")
        assert [one.findings for one in check_paths(["-"], stdin=stdin)] == [(finding,)]


@pytest.mark.parametrize(
    ("text", "has_lines"),
    [
        (b"", False),
        (b"{}", False),
        (b"{}\n", False),
        (b"{}\n{}", True),
        (b"\n{}\n\n{}\n", True),
        (b"{}\r\n{}\r\n", True),
        (b'{"a": 1\n{"a": 2}', True),
        (b'{\n"a": 1\n}\n{\n"a": 2\n}', False),
        (b'{"a": [\n{"b": 1},\n{"b": 2}]}', False),
        (b'{"a":\n{"b": 1}}', False),
        (b'{"a": [1,\n{"b": 1}]}', False),
        (b"[{}]\n{}", False),
    ],
)
def test_json_lines_are_told_from_one_document_on_standard_input(text: bytes, has_lines: bool) -> None:
    assert holds_lines("-", text) is has_lines


@pytest.mark.parametrize(
    ("path", "has_lines"),
    [("a.json", False), ("a.jsonl", True), ("a.jsonl.gz", True), ("a.ndjson", True), ("a.json.gz", False)],
)
def test_files_hold_lines_by_their_ending(path: str, has_lines: bool) -> None:
    assert holds_lines(path, b"{}\n{}") is has_lines


def test_records_know_their_line_and_their_findings_too(tmp_path: Path, compact: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" + compact + b"  \r\n" + b'{"parties": 1}\n[\n')
    good, bad, worse = check_paths([str(path)])
    assert (good.record, good.findings, good.text) == (2, (), b"")
    assert (bad.record, bad.text) == (4, b'{"parties": 1}')
    assert {(one.file, one.record, one.span.line if one.span else 0) for one in (*bad.findings, *worse.findings)} == {
        (str(path), 4, 4), (str(path), 5, 5),
    }  # fmt: skip


def test_files_are_checked_one_at_a_time(tmp_path: Path, compact: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(compact * 3)
    documents: Iterator[object] = check_paths([str(path), str(tmp_path / "later.json")])
    next(documents)
    (tmp_path / "later.json").write_bytes(b"")
    assert len(list(documents)) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "not a visit document"),
        ('{"type": "x"}', "not a visit document"),
        ("[]", "not a JSON object"),
        ("3", "not a JSON object"),
        ('{"program": 1}', None),
        ("[", None),
        ("[1,]", None),
        ("", None),
    ],
)
def test_only_a_file_of_another_kind_that_was_found_is_skipped(tmp_path: Path, text: str, reason: str | None) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    (found,) = check_file(Named(str(path), True))
    (named,) = check_file(Named(str(path), False))
    assert found.skipped == reason
    assert bool(found.findings) == (reason is None)
    assert named.skipped is None
    assert named.findings


def test_a_glob_ends_in_a_loop_of_links(tmp_path: Path, canonical: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "-").write_bytes(canonical)
    (tmp_path / ".hidden.json").write_bytes(b"")
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [named.path for named in expand(["**/*.json"])] == ["a.json"]
    assert [named.path for named in expand(["?"])] == ["./-"]
    assert [named.path for named in expand(["a**b"])] == ["a**b"]


def test_a_line_past_the_limit_is_told_and_nothing_is_read_after_it(tmp_path: Path, compact: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(compact + compact.replace(b"official", b"official " + b"x" * 100) + compact)
    size = len(compact.rstrip())
    first, second = check_file(Named(str(path), False), max_size=size)
    assert (first.findings, second.record, [finding.code for finding in second.findings]) == ((), 2, ["VDP016"])
    assert second.findings[0].message.startswith("the line, after which nothing was read, is larger than")
    both = check_file(Named("-", False), max_size=size + 50, stdin=io.BytesIO(compact * 2))
    assert [checked.findings for checked in both] == [(), ()]

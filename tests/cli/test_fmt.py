"""``visitdata fmt``: canonical text, written whole or not at all."""

import gzip
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from conftest import Child

INVALID = b'{"grade": "oficial",  "schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}'


@pytest.fixture
def untidy(document: dict[str, Any]) -> bytes:
    """The small document, its keys the other way round and every letter escaped."""
    return json.dumps(dict(reversed(document.items()))).encode()


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Every file of a folder: its bytes, its time of change, and which file it is."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def test_a_file_is_rewritten_in_canonical_form(
    visitdata: Child, tmp_path: Path, untidy: bytes, canonical: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(untidy)
    done = visitdata("fmt", "a.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 file changed. Checked 1 document: no errors.\n"
    assert (tmp_path / "a.json").read_bytes() == canonical
    assert os.listdir(tmp_path) == ["a.json"]


def test_canonical_files_are_left_alone(visitdata: Child, tmp_path: Path, canonical: bytes, compact: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "b.jsonl").write_bytes(compact * 2)
    for path in tmp_path.iterdir():
        os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    before = snapshot(tmp_path)
    done = visitdata("fmt", ".")
    assert (done.returncode, done.stderr[:17]) == (0, "0 files changed. ")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("option", [(), ("--check",), ("--diff",)], ids=str)
def test_an_invalid_file_is_reported_and_not_touched(
    visitdata: Child, tmp_path: Path, compact: bytes, option: tuple[str, ...]
) -> None:
    (tmp_path / "a.json").write_bytes(INVALID)
    (tmp_path / "b.json").write_bytes(b'{"id": "a",')
    (tmp_path / "c.jsonl").write_bytes(compact.replace(b":", b": ") + INVALID + b"\n")
    before = snapshot(tmp_path)
    done = visitdata("fmt", *option, "a.json", "b.json", "c.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.split(" ")[1] for line in done.stderr.splitlines() if line.startswith(("a.", "b.", "c."))] == [
        "VDS004", "VDP005", "VDS004",
    ]  # fmt: skip
    assert snapshot(tmp_path) == before


def test_a_bad_file_does_not_stop_the_others(visitdata: Child, tmp_path: Path, untidy: bytes, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(INVALID)
    (tmp_path / "b.json").write_bytes(untidy)
    done = visitdata("fmt", "a.json", "missing.json", "b.json")
    assert (done.returncode, (tmp_path / "b.json").read_bytes()) == (1, canonical)
    assert "missing.json: VDP001 " in done.stderr


def test_json_lines_keep_one_document_on_each_line(
    visitdata: Child, tmp_path: Path, untidy: bytes, compact: bytes
) -> None:
    (tmp_path / "a.jsonl").write_bytes(untidy + b"\r\n\r\n" + compact + untidy)
    assert visitdata("fmt", "a.jsonl").returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == compact * 3


def test_standard_input_is_written_to_standard_output(
    visitdata: Child, untidy: bytes, canonical: bytes, compact: bytes
) -> None:
    one, lines = visitdata("fmt", "-", stdin=untidy), visitdata("fmt", "-", stdin=untidy + b"\n" + untidy)
    assert (one.returncode, one.stdout.encode()) == (0, canonical)
    assert (lines.returncode, lines.stdout.encode()) == (0, compact * 2)
    again = visitdata("fmt", "-q", "-", stdin=canonical)
    assert (again.returncode, again.stdout.encode(), again.stderr) == (0, canonical, "")


def test_invalid_standard_input_gives_no_output(visitdata: Child) -> None:
    done = visitdata("fmt", "-", stdin=INVALID)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("-:1:11: VDS004 ")


def test_check_names_what_would_change_and_writes_nothing(
    visitdata: Child, tmp_path: Path, untidy: bytes, canonical: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(untidy)
    (tmp_path / "b.json").write_bytes(canonical)
    before = snapshot(tmp_path)
    done = visitdata("fmt", "--check", "a.json", "b.json")
    assert (done.returncode, done.stdout) == (1, "would reformat a.json\n")
    assert done.stderr.startswith("1 file would change. ")
    assert visitdata("fmt", "--check", "b.json").returncode == 0
    assert snapshot(tmp_path) == before


def test_diff_shows_what_would_change_and_writes_nothing(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    text = canonical.replace(b'  "id"', b'    "id"').removesuffix(b"\n")
    (tmp_path / "a.json").write_bytes(text)
    (tmp_path / "b.json").write_bytes(canonical)
    before = snapshot(tmp_path)
    done = visitdata("fmt", "--diff", "a.json", "b.json")
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[:2] == ["--- a/a.json", "+++ b/a.json"]
    assert '-    "id": "az-pk-2023-11-01",' in lines
    assert '+  "id": "az-pk-2023-11-01",' in lines
    assert lines[-3:] == ["-}", "\\ No newline at end of file", "+}"]
    assert "b/b.json" not in done.stdout
    assert visitdata("fmt", "--diff", "b.json").returncode == 0
    assert snapshot(tmp_path) == before


def test_a_diff_has_a_line_for_each_line_and_cannot_act_on_the_terminal(
    visitdata: Child, tmp_path: Path, document: dict[str, Any]
) -> None:
    document["title"] = "a\u2028b\x85c\u202ed\x9b31m"
    text = json.dumps(document, indent=3, ensure_ascii=False)
    (tmp_path / "a.json").write_text(text)
    done = visitdata("fmt", "--diff", "a.json")
    assert r'-   "title": "a\u2028b\x85c\u202ed\x9b31m",' in done.stdout.split("\n")
    assert [char for char in done.stdout if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize("option", [(), ("--check",), ("--diff",)], ids=str)
def test_a_compressed_file_is_never_rewritten(
    visitdata: Child, tmp_path: Path, untidy: bytes, option: tuple[str, ...]
) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(untidy))
    (tmp_path / "a.jsonl").write_bytes(b"")
    before = snapshot(tmp_path)
    named, found = visitdata("fmt", *option, "a.jsonl.gz"), visitdata("fmt", *option, ".")
    assert named.returncode == 1
    assert named.stderr.startswith("a.jsonl.gz: VDZ001 not written: compressed files are not rewritten\n")
    assert found.returncode == 2
    assert "Skipped 1 file: 1 compressed files are not rewritten." in found.stderr
    assert snapshot(tmp_path) == before


def test_in_a_folder_files_of_another_kind_are_skipped(
    visitdata: Child, tmp_path: Path, untidy: bytes, canonical: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(untidy)
    (tmp_path / "map.json").write_bytes(b'{"b": 1,   "a": 2}')
    done = visitdata("fmt", tmp_path)
    assert (done.returncode, (tmp_path / "a.json").read_bytes()) == (0, canonical)
    assert (tmp_path / "map.json").read_bytes() == b'{"b": 1,   "a": 2}'
    assert done.stderr.endswith("Skipped 1 file: 1 not a visit document.\n")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
def test_permissions_are_kept(visitdata: Child, tmp_path: Path, untidy: bytes, canonical: bytes, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(untidy)
    path.chmod(mode)
    assert visitdata("fmt", "a.json").returncode == 0
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (canonical, mode)


def test_a_symbolic_link_is_followed(visitdata: Child, tmp_path: Path, untidy: bytes, canonical: bytes) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "real.json").write_bytes(untidy)
    (tmp_path / "link.json").symlink_to(Path("data", "real.json"))
    assert visitdata("fmt", "link.json").returncode == 0
    assert (tmp_path / "data" / "real.json").read_bytes() == canonical
    assert os.readlink(tmp_path / "link.json") == os.path.join("data", "real.json")


def test_a_file_with_a_long_name_is_rewritten(visitdata: Child, tmp_path: Path, untidy: bytes) -> None:
    name = "访" * 83 + ".json"
    (tmp_path / name).write_bytes(untidy)
    assert visitdata("fmt", name).returncode == 0
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_what_may_not_be_written_is_one_line_and_nothing_is_left_behind(
    unprivileged: Child, public_folder: Path, untidy: bytes, name: str, closed: str
) -> None:
    path = public_folder / name
    path.write_bytes(untidy)
    path.chmod(0o444 if closed == "file" else 0o666)
    public_folder.chmod(0o777 if closed == "file" else 0o555)
    before = snapshot(public_folder)
    done = unprivileged("fmt", "-q", name, cwd=public_folder)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith(f"{name}: VDZ001 not written: ")
    assert snapshot(public_folder) == before
    assert os.listdir(public_folder) == [name]


def test_what_is_not_written_is_not_counted_as_changed(unprivileged: Child, public_folder: Path, untidy: bytes) -> None:
    (public_folder / "a.json").write_bytes(untidy)
    (public_folder / "a.json").chmod(0o444)
    done = unprivileged("fmt", "a.json", cwd=public_folder)
    assert done.stderr.splitlines()[-1] == "0 files changed. Checked 1 document: 1 error in 1 document."


@pytest.mark.parametrize("arguments", [[], ["--nonsense"], ["empty"], ["none.jsonl"]], ids=str)
def test_nothing_to_format_exits_with_2(visitdata: Child, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.jsonl").write_bytes(b"")
    done = visitdata("fmt", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr != ""


def test_pipes_and_devices_are_one_finding(visitdata: Child, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("pipe.json", "/dev/null"):
        done = visitdata("fmt", "-q", name)
        assert (done.returncode, done.stderr) == (1, f"{name}: VDP001 cannot be read: it is not a regular file\n")

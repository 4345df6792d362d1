"""A folder of pages: only what changed is written, what is gone is removed, what is not ours stays."""

import hashlib
import json
import os
import signal
from pathlib import Path

import pytest

from conftest import Child
from visitdata.codec.tree import LIST, Tree, made, remade
from visitdata.findings import Unusable

ON_WINDOWS = os.name == "nt"


def contents(folder: Path) -> dict[str, bytes | None]:
    """All that lies in a folder but the list, hidden or not: the bytes of files, None for empty folders."""
    found: dict[str, bytes | None] = {}
    for path in folder.rglob("*"):
        if path.is_symlink() or path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes() if path.is_file() else b"link"
        elif not any(path.iterdir()):
            found[path.relative_to(folder).as_posix()] = None
    found.pop(LIST, None)
    return found


def listed(folder: Path) -> list[str]:
    value = json.loads((folder / LIST).read_text("utf-8"))
    assert (value["format"], value["version"]) == ("visitdata-files", 1)
    files: dict[str, list[str]] = value["files"]
    assert {name: [sum_of(folder / name)] for name in files} == files
    return list(files)


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make(folder: Path | str, files: dict[str, bytes], *, of: str = "pages", force: bool = False) -> Tree:
    with remade(folder, of, force=force) as tree:
        for name, data in files.items():
            tree.add(name, data)
    return tree


def counts(tree: Tree) -> tuple[int, int, int]:
    return tree.written, tree.unchanged, tree.removed


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    tree = make(tmp_path / "site", {"b/c.html": b"2", "a.html": b"1"})
    assert counts(tree) == (2, 0, 0)
    assert contents(tmp_path / "site") == {"a.html": b"1", "b/c.html": b"2"}
    assert listed(tmp_path / "site") == ["a.html", "b/c.html"]
    assert os.listdir(tmp_path) == ["site"]


def test_what_is_as_it_was_is_not_touched(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"2", "c/d": b"3", "c/e": b"4", "f/g/h": b"5"})
    before = {name: (tmp_path / name).stat() for name in ("a", LIST)}
    assert counts(make(tmp_path, {"a": b"1", "b": b"2", "c/d": b"3", "c/e": b"4", "f/g/h": b"5"})) == (0, 5, 0)
    assert (tmp_path / LIST).stat().st_ino == before[LIST].st_ino
    assert counts(make(tmp_path, {"a": b"1", "b": b"new", "c/d": b"3", "i": b"6"})) == (2, 2, 2)
    assert (tmp_path / "a").stat().st_ino == before["a"].st_ino
    assert contents(tmp_path) == {"a": b"1", "b": b"new", "c/d": b"3", "i": b"6"}
    assert listed(tmp_path) == ["a", "b", "c/d", "i"]


def test_the_same_files_give_the_same_list(tmp_path: Path) -> None:
    make(tmp_path / "one", {"a": b"1", "b": b"2"})
    make(tmp_path / "two", {"x": b""})
    make(tmp_path / "two", {"b": b"2", "a": b"1"})
    assert (tmp_path / "one" / LIST).read_bytes() == (tmp_path / "two" / LIST).read_bytes()


def test_files_of_others_are_not_touched_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "notes.txt").write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="was not written by visitdata; --force lets it stay") as caught:
        make(tmp_path, {"a": b"1"})
    assert caught.value.filename == os.path.join(tmp_path, "deep/notes.txt")
    assert contents(tmp_path) == {"deep/notes.txt": b"mine"}
    assert not (tmp_path / LIST).exists()
    assert counts(make(tmp_path, {"a": b"1", "deep/b": b"2"}, force=True)) == (2, 0, 0)
    assert contents(tmp_path) == {"a": b"1", "deep/b": b"2", "deep/notes.txt": b"mine"}
    make(tmp_path, {"a": b"1"}, force=True)
    assert contents(tmp_path) == {"a": b"1", "deep/notes.txt": b"mine"}


@pytest.mark.parametrize("data", [b"mine", b"1"])
def test_a_file_of_others_is_neither_written_over_nor_taken_for_ours(tmp_path: Path, data: bytes) -> None:
    make(tmp_path, {"b": b"2"})
    (tmp_path / "a").write_bytes(data)
    for _ in range(2):
        with pytest.raises(FileExistsError, match="stands where a page is to be; move it away") as caught:
            make(tmp_path, {"a": b"1", "b": b"new"}, force=True)
        assert caught.value.filename == os.path.join(tmp_path, "a")
    assert contents(tmp_path) == {"a": data, "b": b"2"}
    assert counts(make(tmp_path, {"c": b"3"}, force=True)) == (1, 0, 1)
    assert contents(tmp_path) == {"a": data, "c": b"3"}


def test_a_file_that_somebody_changed_is_theirs(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"2"})
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "b").write_bytes(b"mine, too")
    with pytest.raises(FileExistsError, match="was changed since visitdata wrote it; --force writes over it") as caught:
        make(tmp_path, {"a": b"1"})
    assert caught.value.filename == os.path.join(tmp_path, "a")
    assert contents(tmp_path) == {"a": b"mine", "b": b"mine, too"}
    assert counts(make(tmp_path, {"a": b"1"}, force=True)) == (1, 0, 0)
    assert contents(tmp_path) == {"a": b"1", "b": b"mine, too"}


def test_a_list_by_somebody_else_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"mine")
    told = {"format": "visitdata-files", "version": 1, "of": "pages", "files": {"photo": ["0" * 64], "b": 7}}
    (tmp_path / LIST).write_text(json.dumps(told))
    with pytest.raises(FileExistsError):
        make(tmp_path, {"a": b"1"})
    assert counts(make(tmp_path, {"a": b"1"}, force=True)) == (1, 0, 0)
    assert contents(tmp_path) == {"photo": b"mine", "a": b"1"}


def test_what_leads_to_other_files_is_moved_after_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    replace = os.replace
    make(tmp_path, {"index": b"1", "a/page": b"1", "a/b/page": b"1"})
    monkeypatch.setattr("visitdata.codec.tree.os.replace", lambda old, new: moved.append(str(new)) or replace(old, new))
    make(tmp_path, {"index": b"2", "a/page": b"2", "a/b/page": b"2"})
    inside = [os.path.relpath(path, tmp_path) for path in moved]
    assert inside == [LIST, os.path.join("a", "b", "page"), os.path.join("a", "page"), "index", LIST]


def test_what_a_killed_run_left_long_ago_is_removed(tmp_path: Path) -> None:
    for name in (".visitdata.0123abcd.tmp", ".visitdata.0123abce.tmp", ".other.tmp"):
        (tmp_path / name).mkdir()
    for name in (".visitdata.0123abcd.tmp", ".other.tmp"):
        os.utime(tmp_path / name, (0, 0))
    make(tmp_path / "site", {"a": b"1"})
    assert sorted(os.listdir(tmp_path)) == [".other.tmp", ".visitdata.0123abce.tmp", "site"]


def test_pages_of_something_else_are_not_replaced_unless_forced(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"2"}, of="apples")
    with pytest.raises(Unusable, match=r"holds apples; --force replaces it by pears$"):
        make(tmp_path, {"b": b"2"}, of="pears")
    assert contents(tmp_path) == {"a": b"1", "b": b"2"}
    assert counts(make(tmp_path, {"b": b"2"}, of="pears", force=True)) == (0, 1, 1)
    assert contents(tmp_path) == {"b": b"2"}
    assert counts(make(tmp_path, {"b": b"2"}, of="pears")) == (0, 1, 0)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("exists", [True, False])
def test_whatever_is_raised_nothing_has_changed(tmp_path: Path, error: type[BaseException], exists: bool) -> None:
    folder = tmp_path / "site"
    if exists:
        make(folder, {"a": b"1"})
    with pytest.raises(error), remade(folder, "pages") as tree:
        tree.add("a", b"2")
        raise error
    assert os.listdir(tmp_path) == (["site"] if exists else [])
    if exists:
        assert contents(folder) == {"a": b"1"}


def test_what_an_ended_run_left_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1"})
    (tmp_path / ".visitdata.0123abcd.tmp").mkdir()
    (tmp_path / ".visitdata.0123abcd.tmp" / "a").write_bytes(b"half")
    # It may also have moved a file whose name was already on the list.
    (tmp_path / "b").write_bytes(b"moved")
    sums = {name: [sum_of(tmp_path / name), "0"] for name in ("a", "b")}
    (tmp_path / LIST).write_text(json.dumps({"format": "visitdata-files", "version": 1, "of": "pages", "files": sums}))
    assert counts(make(tmp_path, {"a": b"1"})) == (0, 1, 1)
    assert listed(tmp_path) == ["a"]
    # What bears such a name further down is somebody's.
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / ".visitdata.0123abcd.tmp").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        make(tmp_path, {"a": b"1"})


def test_a_file_that_is_gone_already_is_not_counted(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b/c": b"2"})
    (tmp_path / "b" / "c").unlink()
    assert counts(make(tmp_path, {"a": b"1"})) == (0, 1, 0)
    assert listed(tmp_path) == ["a"]


def test_a_file_that_was_taken_away_is_written_again(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"2"})
    (tmp_path / "a").unlink()
    assert counts(make(tmp_path, {"a": b"1", "b": b"2"})) == (1, 1, 0)


SOUND = {"format": "visitdata-files", "version": 1, "of": "pages", "files": {}}
OUTSIDE = ("../x", "a/../../x", "/etc/x", "a//b", ".", "C:x", "a\\b", "a\0", LIST)
UNSOUND = (
    b"", b"[]", b"{",
    *(json.dumps({**SOUND, key: other}).encode()
      for key, other in (("format", "other"), ("version", 2), ("of", 1), ("files", ["a"]), ("files", None))),
    *(json.dumps({**SOUND, "files": {name: []}}).encode() for name in OUTSIDE),
)  # fmt: skip


@pytest.mark.parametrize("text", UNSOUND)
@pytest.mark.parametrize("force", [True, False])
def test_a_list_that_cannot_be_trusted_is_refused(tmp_path: Path, text: bytes, force: bool) -> None:
    (tmp_path / "x").write_bytes(b"mine")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / LIST).write_bytes(text)
    with pytest.raises(Unusable, match="is no list of files that visitdata wrote; remove it, and use --force"):
        make(folder, {"a": b"1"}, force=force)
    with pytest.raises(Unusable):
        made(folder)
    assert contents(tmp_path) == {"x": b"mine", f"site/{LIST}": text}


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_list_that_is_a_link_is_refused(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "elsewhere").write_text(json.dumps(SOUND))
    (folder / LIST).symlink_to(tmp_path / target)
    with pytest.raises(Unusable):
        make(folder, {"a": b"1"}, force=True)
    assert sorted(os.listdir(tmp_path)) == ["elsewhere", "site"]


def test_links_lead_nowhere_else(tmp_path: Path) -> None:
    """A file that a link has taken the place of is made anew; a folder that one has taken the place of is refused."""
    folder, outside = tmp_path / "site", tmp_path / "outside"
    make(folder, {"a": b"1", "b/c": b"2", "d/e": b"3"})
    outside.mkdir()
    (outside / "file").write_bytes(b"mine")
    (outside / "c").write_bytes(b"2")
    (folder / "a").unlink()
    (folder / "a").symlink_to(outside / "file")
    with pytest.raises(FileExistsError):
        make(folder, {"a": b"1", "b/c": b"2", "d/e": b"3"})
    assert counts(make(folder, {"a": b"1", "b/c": b"2", "d/e": b"3"}, force=True)) == (1, 2, 0)
    assert not (folder / "a").is_symlink()
    (folder / "b" / "c").unlink()
    (folder / "b").rmdir()
    (folder / "b").symlink_to(outside)
    with pytest.raises(NotADirectoryError) as caught:
        make(folder, {"a": b"new", "b/c": b"2", "d/e": b"3"}, force=True)
    assert caught.value.filename == os.path.join(folder, "b")
    assert (folder / "a").read_bytes() == b"1"
    # Nor is anything removed behind it.
    assert counts(make(folder, {"a": b"1", "d/e": b"3"}, force=True)) == (0, 2, 0)
    assert contents(outside) == {"file": b"mine", "c": b"2"}


def test_what_stands_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c").write_bytes(b"mine")
    with pytest.raises(IsADirectoryError) as caught:
        make(tmp_path, {"a": b"1"}, force=True)
    assert caught.value.filename == os.path.join(tmp_path, "a")
    with pytest.raises(NotADirectoryError) as caught:
        make(tmp_path, {"c/d": b"1"}, force=True)
    assert caught.value.filename == os.path.join(tmp_path, "c")
    assert contents(tmp_path) == {"a/b": None, "c": b"mine"}


@pytest.mark.parametrize("name", ["no/such", "file", "a\0b", ""])
def test_where_no_folder_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_bytes(b"mine")
    with pytest.raises(OSError):
        make(name, {"a": b"1"})
    assert os.listdir(tmp_path) == ["file"]


def test_trouble_with_the_disk_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "hidden")

    monkeypatch.setattr("visitdata.codec.tree.os.rename", full)
    with pytest.raises(OSError, match="No space left on device") as caught:
        make(tmp_path / "site", {"a": b"1"})
    assert caught.value.filename == os.path.join(tmp_path, "site")
    assert os.listdir(tmp_path) == []


def test_what_a_former_run_made(tmp_path: Path) -> None:
    assert made(tmp_path / "site") == frozenset()
    make(tmp_path / "site", {"a/b": b"1"})
    (tmp_path / "link").symlink_to(tmp_path / "site")
    real = os.path.realpath(tmp_path)
    expected = {os.path.join(real, "site", "a", "b"), os.path.join(real, "site", LIST)}
    assert made(tmp_path / "link") == made(f"{tmp_path}/site/") == expected
    (tmp_path / "site" / LIST).unlink()
    (tmp_path / "site" / LIST).mkdir()
    with pytest.raises(Unusable, match="remove it"):
        made(tmp_path / "site")
    with pytest.raises(Unusable, match="remove it"):
        make(tmp_path / "site", {"a/b": b"1"}, force=True)


@pytest.mark.skipif(ON_WINDOWS, reason="needs named pipes")
def test_a_list_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / LIST)
    with pytest.raises(Unusable, match="remove it"):
        make(tmp_path, {"a": b"1"}, force=True)


def test_a_list_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"a": b"1"})

    def refused(_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(PermissionError) as caught:
        made(tmp_path)
    assert caught.value.filename == str(tmp_path)


KILLED = """
import os, signal, sys
from visitdata.codec import tree

at, moved, replace = int(sys.argv[2]), 0, os.replace

def counted(source, target):
    global moved
    moved += 1
    if moved == at:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)

os.replace = counted
with tree.remade(sys.argv[1], "pages") as made:
    for name, data in (("a", b"new"), ("b/c", b"2"), ("d", b"4")):
        made.add(name, data)
"""


@pytest.mark.skipif(ON_WINDOWS, reason="needs SIGKILL")
@pytest.mark.parametrize("moment", range(1, 5))
def test_a_run_that_is_killed_leaves_what_the_next_one_mends(tmp_path: Path, python: Child, moment: int) -> None:
    """At each renaming: of the list, of a file, of the list again."""
    folder = tmp_path / "site"
    make(folder, {"a": b"old", "b/c": b"2", "gone": b"3"})
    done = python("-c", KILLED, folder, str(moment))
    assert done.returncode == -signal.SIGKILL
    for name, data in contents(folder).items():
        assert name.startswith(".") or data in {b"old", b"new", b"2", b"3", b"4"}
    make(folder, {"a": b"new", "b/c": b"2", "d": b"4"})
    files = {name: data for name, data in contents(folder).items() if not name.startswith(".")}
    assert files == {"a": b"new", "b/c": b"2", "d": b"4"}
    assert listed(folder) == ["a", "b/c", "d"]

"""Text -> file: whole or not at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from visitdata.codec.write import write


def gone(path: Path) -> None:
    path.parent.rmdir()


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("named pipes need POSIX")
    os.mkfifo(path)


def circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "error", "number", "said"),
    [
        (gone, FileNotFoundError, errno.ENOENT, "No such file or directory"),
        (folder, OSError, None, "it is not a regular file"),
        (pipe, OSError, None, "it is not a regular file"),
        (circle, OSError, errno.ELOOP, "Too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_written_says_why_and_where(
    tmp_path: Path, make: Callable[[Path], None], error: type[OSError], number: int | None, said: str
) -> None:
    path = tmp_path / "in" / "a.json"
    path.parent.mkdir()
    make(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error) as caught:
        write(path, [b"text"])
    assert type(caught.value) is error
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (number, said, str(path))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "in/", "in/.", "in/..", ".", ".."])
def test_a_path_that_names_a_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write(name, [b"text"])
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (None, "it names a folder", name)
    assert list(tmp_path.rglob("*")) == [tmp_path / "in"]


def test_a_spelling_that_leads_nowhere_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(b"first")
    for name in ("gone/../a.json", "a.json/../a.json"):
        with pytest.raises(OSError, match=r"No such file|Not a directory"):
            write(name, [b"second"])
    assert (tmp_path / "a.json").read_bytes() == b"first"
    write("a.json", [b"second", b"third"])
    assert (tmp_path / "a.json").read_bytes() == b"secondthird"


def test_a_file_that_may_not_be_written_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"first")
    asked: list[tuple[Path, int]] = []
    monkeypatch.setattr(os, "access", lambda *about: asked.append(about))
    with pytest.raises(PermissionError) as caught:
        write(path, [b"second"])
    assert (caught.value.errno, caught.value.strerror) == (None, "it may not be written")
    assert asked == [(path, os.W_OK)]
    assert path.read_bytes() == b"first"


def test_an_error_without_words_is_told_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="full") as caught:
        write(tmp_path / "a.json", [b"text"])
    assert (caught.value.errno, caught.value.strerror) == (None, "full")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_kept_where_it_is_not_to_be_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write(path, [b"first"], overwrite=False)
    with pytest.raises(FileExistsError) as caught:
        write(path, [b"second"], overwrite=False)
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (None, "it exists", str(path))
    assert path.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250 + ".json")
    for text in (b"first", b"second"):
        write(path, [text])
        assert path.read_bytes() == text


@pytest.mark.parametrize("powerless", [False, True])
def test_owner_and_permissions_are_kept_where_they_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, powerless: bool
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"first")
    path.chmod(0o640)
    given: list[tuple[int, int]] = []

    def chown(_: Path, owner: int, group: int) -> None:
        given.append((owner, group))
        if powerless:
            raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    write(path, [b"second"])
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"second", 0o640)
    assert given == [(path.stat().st_uid, path.stat().st_gid)]

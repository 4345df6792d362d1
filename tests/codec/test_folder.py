"""Files -> folder: whole or not at all."""

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Child
from visitdata.codec.folder import new_folder


def contents(folder: Path) -> dict[str, bytes | None]:
    """All that lies in a folder, hidden or not: the bytes of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }  # fmt: skip


def write(folder: Path, *names: str, overwrite: bool = False, text: bytes = b"new") -> None:
    with new_folder(folder, overwrite=overwrite) as hidden:
        for name in names:
            (hidden / name).write_bytes(text)


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as hidden:
        (hidden / "a").write_bytes(b"new")
        assert (hidden.parent, hidden.name[:5]) == (tmp_path, ".out.")
        assert not (tmp_path / "out").exists()
    assert contents(tmp_path) == {"out": None, "out/a": b"new"}


@pytest.mark.parametrize("name", [".", "out", "out/", "link"])
def test_a_folder_that_exists_is_filled_and_keeps_what_else_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(folder if name == "." else tmp_path)
    (folder / "kept").write_bytes(b"old")
    identity = folder.stat().st_ino
    write(Path(name), "a", "b")
    assert contents(folder) == {"kept": b"old", "a": b"new", "b": b"new"}
    assert folder.stat().st_ino == identity


def test_a_link_to_a_folder_that_is_not_yet_there_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("out")
    write(tmp_path / "link", "a")
    assert contents(tmp_path / "out") == {"a": b"new"}


def test_files_of_the_same_name_are_not_overwritten_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "c").write_bytes(b"old")
    with pytest.raises(FileExistsError) as caught:
        write(tmp_path, "a", "b")
    assert (caught.value.errno, caught.value.strerror) == (None, "it exists")
    assert caught.value.filename == str(tmp_path / "b")
    assert contents(tmp_path) == {"b": b"old", "c": b"old"}
    write(tmp_path, "a", "b", overwrite=True)
    assert contents(tmp_path) == {"a": b"new", "b": b"new", "c": b"old"}


def test_names_that_are_known_are_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(FileExistsError) as caught, new_folder(tmp_path, names=["a", "b"]):
        pytest.fail("the block began")
    assert caught.value.filename == str(tmp_path / "b")
    with new_folder(tmp_path, names=["a", "b"], overwrite=True):
        pass


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("exists", [True, False])
def test_whatever_the_block_raises_nothing_is_left(tmp_path: Path, error: type[BaseException], exists: bool) -> None:
    folder = tmp_path / "out"
    if exists:
        folder.mkdir()
        (folder / "a").write_bytes(b"old")
    before = contents(tmp_path)
    with pytest.raises(error), new_folder(folder, overwrite=True) as hidden:
        (hidden / "a").write_bytes(b"new")
        raise error
    assert contents(tmp_path) == before


@pytest.mark.parametrize("error", [PermissionError(errno.EPERM, "no"), KeyboardInterrupt()])
@pytest.mark.parametrize("fails", range(1, 6))
@pytest.mark.parametrize("is_done", [True, False])
def test_where_a_file_cannot_be_moved_all_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, fails: int, is_done: bool
) -> None:
    for name in ("a", "b", "kept"):
        (tmp_path / name).write_bytes(b"old")
    before = contents(tmp_path)
    calls = []
    real = os.replace

    def replace(source: Path, destination: Path) -> None:
        calls.append(source)
        if len(calls) == fails and not is_done:
            raise error
        real(source, destination)
        if len(calls) == fails:
            raise error

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(type(error)):
        write(tmp_path, "a", "b", "c", overwrite=True)
    assert contents(tmp_path) == before


def test_a_folder_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(IsADirectoryError) as caught:
        write(tmp_path, "a", "b", overwrite=True)
    assert (caught.value.strerror, caught.value.filename) == ("it is a folder", str(tmp_path / "b"))
    assert contents(tmp_path) == {"a": b"old", "b": None}


def test_a_folder_that_another_filled_meanwhile_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught, new_folder(tmp_path / "out", overwrite=True) as hidden:
        (hidden / "a").write_bytes(b"new")
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "a").write_bytes(b"theirs")
    assert caught.value.filename == str(tmp_path / "out")
    assert contents(tmp_path) == {"out": None, "out/a": b"theirs"}


def file(path: Path) -> None:
    path.write_bytes(b"old")


def gone(path: Path) -> None:
    path.parent.rmdir()


def circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "error", "number", "said"),
    [
        (file, NotADirectoryError, None, "it is not a folder"),
        (gone, FileNotFoundError, errno.ENOENT, "No such file or directory"),
        (circle, OSError, errno.ELOOP, "Too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_made_says_why_and_where(
    tmp_path: Path, make: Callable[[Path], None], error: type[OSError], number: int | None, said: str
) -> None:
    path = tmp_path / "in" / "out"
    path.parent.mkdir()
    make(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error) as caught:
        write(path, "a")
    assert type(caught.value) is error
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (number, said, str(path))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "a\0b", "\ud800"])
def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError), new_folder(name):
        pytest.fail("the block began")
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_asked_to_end_leaves_nothing(python: Child, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from visitdata.codec.folder import new_folder\n"
        "signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))\n"
        "with new_folder('out') as folder:\n"
        "    (folder / 'a').write_bytes(b'new')\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    assert python("-c", code).returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []

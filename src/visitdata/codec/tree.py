"""A folder of pages, remade in place: only what changed is written, what is gone is removed, what is not ours stays.

Which files are ours is told by a list that lies among them, with the SHA-256 sum of each: what has another sum was
changed by somebody, and is not ours any longer. The list names each file before it is there, so that a run that is
ended in the middle leaves nothing that the next one does not know.

Nothing is put back where the moving itself is ended: pages old and new may then stand side by side until the next run,
which makes them whole. What must be whole at every moment, such as tables, is written by `visitdata.codec.folder`.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import orjson

from visitdata.codec.folder import placed, target_of
from visitdata.findings import Unusable, printable

LIST = "visitdata-files.json"
"""The file that names all others of the tree."""

_FORMAT, _VERSION = "visitdata-files", 1
_HIDDEN = re.compile(r"\.visitdata\.[0-9a-f]{8}\.tmp")
_LARGEST_LIST = 100 * 10**6
_DAY = 24 * 60 * 60

_FOREIGN = "was not written by visitdata; --force lets it stay"
_CHANGED = "was changed since visitdata wrote it; --force writes over it"
_IN_THE_WAY = "was not written by visitdata and stands where a page is to be; move it away, or choose another folder"


class Tree:
    """What `remade` gives: where to write, and afterward what became of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The hidden folder to write files into, also in folders of its own."""
        self.written = 0
        self.unchanged = 0
        self.removed = 0

    def add(self, name: str, data: bytes) -> None:
        """Write a file of the tree; its name may have folders, with slashes between them."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


class _Former(NamedTuple):
    """What a former run has made."""

    of: str
    """What the tree is of; empty where there was no such run."""
    sums: Mapping[str, frozenset[str]]
    """The files by their names, each with the sums that it may have: two where a run was ended in the middle."""

    def is_its(self, target: Path, name: str) -> bool:
        """Whether a file is as the run has made it."""
        return _sum(target / name) in self.sums.get(name, ())


@contextlib.contextmanager
def remade(path: str | os.PathLike[str], of: str, *, force: bool = False) -> Iterator[Tree]:
    """A tree of files that becomes that of the folder `path` where the block ends well; `of` says what it is of.

    The folder need not exist; the one that is to hold it must. Files that are as they were are not touched, those of a
    former run that this one has not made are removed. Whatever the block raises, nothing has changed; where the
    moving afterward fails, some files are new and some are not. Raises `FileExistsError` where the folder holds files
    that no former run has made, or that were changed since, unless `force` lets the first stay and the others be
    overwritten; also with `force` where a file that is not ours stands in the place of one to be written. Raises
    `Unusable` where the list of its files cannot be trusted, or is of something else and `force` does not let them be
    replaced, `OSError` where nothing can be written.
    """
    try:
        target = target_of(os.fsdecode(path))
        exists = target.is_dir()
        former = _former(target, os.fsdecode(path)) if exists else _Former("", {})
        if exists and not force:
            _refuse_others(target, former)
            if former.of not in ("", of):
                raise Unusable(f"{printable(str(path))} holds {former.of}; --force replaces it by {of}")
        home = target if exists else target.parent
        _sweep(home)
        hidden = home / f".visitdata.{secrets.token_hex(4)}.tmp"
        hidden.mkdir()
    except OSError as error:
        raise placed(error, os.fsdecode(path)) from None
    tree = Tree(hidden)
    try:
        yield tree
        try:
            sums = {name: frozenset([str(_sum(hidden / name))]) for name in _files(hidden)}
            if exists:
                _move_in(tree, target, former, _Former(of, sums))
            else:
                tree.written = len(sums)
                _list(hidden, _Former(of, sums), hidden)
                os.rename(hidden, target)
        except OSError as error:
            raise placed(error, os.fsdecode(path)) from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def made(path: str | os.PathLike[str]) -> frozenset[str]:
    """The real paths of the files in a folder that are as a former run has made them, and of their list; none where
    there is no such folder.

    Raises `Unusable` where the list of its files cannot be trusted, `OSError` where it cannot be read.
    """
    if not os.path.isdir(path):
        return frozenset()
    try:
        folder = Path(path)
        former = _former(folder, os.fsdecode(path))
    except OSError as error:
        raise placed(error, os.fsdecode(path)) from None
    names = [LIST, *(name for name in former.sums if former.is_its(folder, name))]
    return frozenset(os.path.realpath(folder / name) for name in names)


def _move_in(tree: Tree, target: Path, former: _Former, new: _Former) -> None:
    """Move what is new or has changed to its place, then remove what is gone."""
    changed = [name for name in new.sums if not new.is_its(target, name)]
    for name in new.sums:
        _check_way(target, name)
        if name not in former.sums and os.path.lexists(target / name):
            raise FileExistsError(None, _IN_THE_WAY, name)
    both = {name: former.sums.get(name, frozenset()) | new.sums.get(name, frozenset())
            for name in (*former.sums, *new.sums)}  # fmt: skip
    _list(target, _Former(new.of, both), tree.folder)
    for name in sorted(changed, key=_inmost_first):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(tree.folder / name, target / name)
    for name in former.sums:
        if name not in new.sums and former.is_its(target, name):
            tree.removed += _remove(target, name)
    _list(target, new, tree.folder)
    tree.written, tree.unchanged = len(changed), len(new.sums) - len(changed)


def _inmost_first(name: str) -> tuple[int, str]:
    """What leads to other files comes after them."""
    return -name.count("/"), name


def _sum(path: Path) -> str | None:
    """The SHA-256 sum of a regular file; None for whatever else a name may lead to."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _check_way(target: Path, name: str) -> None:
    """Raise `OSError` where a file cannot be put in its place, or would come to lie outside the folder."""
    for folder in PurePosixPath(name).parents:
        way = target / folder
        if folder.name and (way.is_symlink() or (os.path.lexists(way) and not way.is_dir())):
            raise NotADirectoryError(None, "it is a link or a file where a folder is needed", str(folder))
    if (target / name).is_dir() and not (target / name).is_symlink():
        raise IsADirectoryError(None, "it is a folder where a file is to be", name)


def _remove(target: Path, name: str) -> bool:
    """Remove a file of a former run, and the folders that it leaves empty; whether that could be done."""
    try:
        _check_way(target, name)
        os.unlink(target / name)
    except OSError:
        return False
    with contextlib.suppress(OSError):  # the first folder that still holds something
        for folder in PurePosixPath(name).parents:
            if folder.name:
                os.rmdir(target / folder)
    return True


def _former(target: Path, shown: str) -> _Former:
    """What a former run has made. Raises `Unusable` for a list that is not one of ours."""
    path = target / LIST
    if not os.path.lexists(path):
        return _Former("", {})
    told = _read(path)
    of, files = told.get("of"), told.get("files")
    if not isinstance(of, str) or not isinstance(files, dict) or not all(map(_is_inside, files)):
        name = printable(os.path.join(shown, LIST))
        raise Unusable(f"{name} is no list of files that visitdata wrote; remove it, and use --force")
    told_sums = ((name, sums if isinstance(sums, list) else ()) for name, sums in files.items())
    return _Former(of, {name: frozenset(map(str, sums)) for name, sums in told_sums})


def _read(path: Path) -> Mapping[str, object]:
    """What a list says; nothing for one that is none of ours. A link could lead to a file elsewhere, and a pipe never
    ends."""
    told = os.lstat(path)
    if not stat.S_ISREG(told.st_mode) or told.st_size > _LARGEST_LIST:
        return {}
    try:
        read = orjson.loads(path.read_bytes())
    except ValueError:
        return {}
    is_ours = isinstance(read, dict) and read.get("format") == _FORMAT and read.get("version") == _VERSION
    return read if is_ours else {}


def _is_inside(name: str) -> bool:
    """Whether a name leads to a file inside the folder, on every system."""
    parts = name.split("/")
    return not re.search(r"[\\:\0]", name) and not {"", ".", ".."}.intersection(parts) and name != LIST


def _refuse_others(target: Path, former: _Former) -> None:
    """Raise `FileExistsError`, which names one of them, where a folder holds files that are not ours."""
    for name in _files(target):
        if name != LIST and not former.is_its(target, name):
            raise FileExistsError(None, _CHANGED if name in former.sums else _FOREIGN, name)


def _files(folder: Path, within: str = "") -> Iterator[str]:
    """The names of the files in a folder and in its folders, links included; what an ended run left is passed over."""
    with os.scandir(folder) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if not within and _HIDDEN.fullmatch(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder / entry.name, f"{within}{entry.name}/")
            else:
                yield f"{within}{entry.name}"


def _sweep(home: Path) -> None:
    """Remove the hidden folders of runs that were killed more than a day ago."""
    for name in filter(_HIDDEN.fullmatch, os.listdir(home)):
        with contextlib.suppress(OSError):
            if time.time() - os.lstat(home / name).st_mtime > _DAY:
                shutil.rmtree(home / name, ignore_errors=True)


def _list(folder: Path, made: _Former, hidden: Path) -> None:
    """Put the list of the files of a tree into a folder, unless it is there already; it is made in a hidden one."""
    files = {name: sorted(sums) for name, sums in sorted(made.sums.items())}
    told = {"format": _FORMAT, "version": _VERSION, "of": made.of, "files": files}
    data = orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if not (folder / LIST).exists() or (folder / LIST).read_bytes() != data:
        (hidden / LIST).write_bytes(data)
        os.replace(hidden / LIST, folder / LIST)

"""A folder of pages, remade in place: only what changed is written, what is gone is removed, what is not ours stays.

Which files are ours is told by a list that lies among them. It names each file before it is there, so that a run that
is ended in the middle leaves nothing that the next one does not know.

Nothing is put back where the moving itself is ended: pages old and new may then stand side by side until the next run,
which makes them whole. What must be whole at every moment, such as tables, is written by `visitdata.codec.folder`.
"""

import contextlib
import filecmp
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import orjson

from visitdata.codec.folder import placed, target_of
from visitdata.findings import Unusable, printable

LIST = "visitdata-files.json"
"""The file that names all others of the tree."""

_FORMAT = "visitdata-files"
_HIDDEN = re.compile(r"\.visitdata\.[0-9a-f]{8}\.tmp")


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


@contextlib.contextmanager
def remade(path: str | os.PathLike[str], of: str, *, force: bool = False) -> Iterator[Tree]:
    """A tree of files that becomes that of the folder `path` where the block ends well; `of` says what it is of.

    The folder need not exist; the one that is to hold it must. Files that are as they were are not touched, those of a
    former run that this one has not made are removed. Whatever the block raises, nothing has changed; where the
    moving afterward fails, some files are new and some are not. Raises `FileExistsError` where the folder holds files
    that no former run has made, unless `force` lets them stay (and lets those of the same names be overwritten),
    `Unusable` where the list of its files cannot be trusted, or is of something else and `force` does not let them be
    replaced, `OSError` where nothing can be written.
    """
    try:
        target = target_of(os.fsdecode(path))
        exists = target.is_dir()
        former, ours = _listed(target) if exists else ("", set[str]())
        if exists and not force:
            _refuse_others(target, ours)
            if former not in ("", of):
                raise Unusable(f"{printable(str(path))} holds {former}; --force replaces it by {of}")
        hidden = (target if exists else target.parent) / f".visitdata.{secrets.token_hex(4)}.tmp"
        hidden.mkdir()
    except OSError as error:
        raise placed(error, os.fsdecode(path)) from None
    tree = Tree(hidden)
    try:
        yield tree
        try:
            names = sorted(_files(hidden))
            if exists:
                _move_in(tree, target, names, ours, of)
            else:
                tree.written = len(names)
                _list(hidden, names, of, hidden)
                os.rename(hidden, target)
        except OSError as error:
            raise placed(error, os.fsdecode(path)) from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def made(path: str | os.PathLike[str]) -> frozenset[str]:
    """The real paths of the files that a former run has made in a folder, and of their list; none where there is no
    such folder.

    Raises `Unusable` where the list of its files cannot be trusted, `OSError` where it cannot be read.
    """
    if not os.path.isdir(path):
        return frozenset()
    try:
        names = {*_listed(Path(path))[1], LIST}
    except OSError as error:
        raise placed(error, os.fsdecode(path)) from None
    return frozenset(os.path.realpath(os.path.join(path, name)) for name in names)


def _move_in(tree: Tree, target: Path, names: list[str], ours: set[str], of: str) -> None:
    """Move what is new or has changed to its place, then remove what is gone."""
    changed = [name for name in names if not _is_same(tree.folder / name, target / name)]
    for name in changed:
        _check_way(target, name)
    _list(target, ours.union(names), of, tree.folder)
    for name in changed:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(tree.folder / name, target / name)
    gone = ours.difference(names)
    for name in gone:
        tree.removed += _remove(target, name)
    _list(target, names, of, tree.folder)
    tree.written, tree.unchanged = len(changed), len(names) - len(changed)


def _is_same(new: Path, old: Path) -> bool:
    return not old.is_symlink() and old.is_file() and filecmp.cmp(new, old, shallow=False)


def _check_way(target: Path, name: str) -> None:
    """Raise `OSError` where a file cannot be put in its place, or would come to lie outside the folder."""
    for folder in PurePosixPath(name).parents:
        way = target / folder
        if folder.name and (way.is_symlink() or (os.path.lexists(way) and not way.is_dir())):
            raise NotADirectoryError(None, "it is a link or a file where a folder is needed", str(folder))
    if (target / name).is_dir() and not (target / name).is_symlink():
        raise IsADirectoryError(None, "it is a folder where a file is to be", name)


def _remove(target: Path, name: str) -> bool:
    """Remove a file of a former run, and the folders that it leaves empty; whether there was one."""
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


def _listed(target: Path) -> tuple[str, set[str]]:
    """What a former run has made, and its files. Raises `Unusable` for a list that is not one of ours."""
    try:
        # A link could lead to a file elsewhere, which would be overwritten.
        read = orjson.loads((target / LIST).read_bytes()) if not (target / LIST).is_symlink() else None
    except FileNotFoundError:
        return "", set()
    except ValueError:
        read = None
    told = read if isinstance(read, dict) and read.get("format") == _FORMAT else {}
    of, names = told.get("of"), told.get("files")
    if not isinstance(of, str) or not isinstance(names, list) or not all(map(_is_inside, names)):
        shown = printable(str(target / LIST))
        raise Unusable(f"{shown} is no list of files that visitdata wrote; remove it, and use --force")
    return of, set(names)


def _is_inside(name: object) -> bool:
    """Whether a name leads to a file inside the folder, on every system."""
    if not isinstance(name, str):
        return False
    parts = name.split("/")
    return not re.search(r"[\\:\0]", name) and not {"", ".", ".."}.intersection(parts) and name != LIST


def _refuse_others(target: Path, ours: set[str]) -> None:
    """Raise `FileExistsError`, which names one of them, where a folder holds files that are not ours."""
    for name in _files(target):
        if name not in ours and name != LIST:
            raise FileExistsError(None, "it exists and is not ours", name)


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


def _list(folder: Path, names: Iterable[str], of: str, hidden: Path) -> None:
    """Put the list of the files of a tree into a folder, unless it is there already; it is made in a hidden one."""
    told = {"format": _FORMAT, "version": 1, "of": of, "files": sorted(names)}
    data = orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if not (folder / LIST).exists() or (folder / LIST).read_bytes() != data:
        (hidden / LIST).write_bytes(data)
        os.replace(hidden / LIST, folder / LIST)

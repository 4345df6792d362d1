"""A folder of files, made whole or not at all: tables or visits that belong together, beside which others may lie.

Where one file cannot be moved to its place, all are put back as they were. Pages, of which a further run changes few,
are brought up to date by `visitdata.codec.tree` instead, which writes only those and removes what is gone.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path


@contextlib.contextmanager
def new_folder(path: str | os.PathLike[str], *, overwrite: bool = False, names: Iterable[str] = ()) -> Iterator[Path]:
    """A hidden folder to write files into, which become those of the folder `path` where the block ends well.

    The folder need not exist; the one that is to hold it must. A symbolic link to a folder is followed. Files of
    other names that the folder holds stay. Whatever the block raises, nothing has changed, and the hidden folder is
    gone. Raises `FileExistsError` where a file of the same name exists and is not to be overwritten: for `names`,
    files that are known to be written, before the block begins. Raises `OSError` where nothing can be written.
    """
    try:
        target = target_of(os.fsdecode(path))
        exists = target.is_dir()
        # What is to be new is made beside its place, but the inside of a folder may be another file system.
        home = target if exists else target.parent
        _refuse_existing(target, () if overwrite else names)
        hidden = home / f".{target.name[:40]}.{secrets.token_hex(4)}.tmp"
        hidden.mkdir()
    except OSError as error:
        raise placed(error, os.fsdecode(path)) from None
    try:
        yield hidden
        try:
            if exists:
                _move_in(hidden, target, overwrite)
            else:
                os.rename(hidden, target)
        except OSError as error:
            raise placed(error, os.fsdecode(path)) from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def target_of(path: str) -> Path:
    """The folder that a path names, links followed. Raises `OSError` where there can be none."""
    try:
        os.stat(path)
    except ValueError as error:  # a NUL, or half a surrogate pair
        raise OSError(f"no folder can have this name: {error}") from None
    except FileNotFoundError:
        target = Path(os.path.realpath(path))
        if not path or not target.parent.is_dir():
            raise
        return target
    if not os.path.isdir(path):
        raise NotADirectoryError("it is not a folder")
    return Path(os.path.realpath(path))


def _refuse_existing(target: Path, names: Iterable[str]) -> None:
    for name in names:
        if os.path.lexists(target / name):
            raise FileExistsError(None, "it exists", name)


def _move_in(hidden: Path, target: Path, overwrite: bool) -> None:
    """Move files into a folder that exists; where one cannot be moved, all is put back as it was."""
    names = sorted(os.listdir(hidden))
    if not overwrite:
        _refuse_existing(target, names)
    former = hidden / secrets.token_hex(8)
    former.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for name in names:
            if os.path.lexists(target / name):
                if (target / name).is_dir():
                    raise IsADirectoryError(None, "it is a folder", name)
                moved.append((target / name, former / name))
                os.replace(target / name, former / name)
            moved.append((hidden / name, target / name))
            os.replace(hidden / name, target / name)
    except BaseException:
        for source, destination in reversed(moved):
            with contextlib.suppress(FileNotFoundError):  # the last one noted may not have been moved
                os.replace(destination, source)
        raise


def placed(error: OSError, path: str) -> OSError:
    """The same error, which names the file of a folder by the path of the folder as it was given."""
    is_inside = error.strerror is not None and error.errno is None and isinstance(error.filename, str)
    name = os.path.join(path, error.filename) if is_inside else path
    return type(error)(error.errno, error.strerror or str(error), name)

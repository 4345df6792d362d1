"""Visits -> text in canonical form, and text -> file, whole or not at all.

Canonical form: keys in the order of the model, two-space indent, UTF-8 with nothing escaped that need not be, a final
newline. The compact form is one line, for JSON Lines.
"""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

import orjson

from visitdata.codec.convert import plain
from visitdata.model import Visit


def canonical(visit: Visit, *, compact: bool = False) -> bytes:
    """The canonical text of a visit, in UTF-8, with a final newline; compact: on one line."""
    layout = 0 if compact else orjson.OPT_INDENT_2
    try:
        return orjson.dumps(visit, default=plain, option=layout | orjson.OPT_APPEND_NEWLINE)
    except TypeError as error:
        # A signal that comes while `plain` runs is an exception there, which orjson makes a TypeError of its own.
        if error.__cause__ is not None and not isinstance(error.__cause__, Exception):
            raise error.__cause__ from None
        raise


def write(path: str | os.PathLike[str], chunks: Iterable[bytes], *, overwrite: bool = True) -> None:
    """Replace or create a file so that it is either as before or wholly new, whatever happens meanwhile.

    A symbolic link is followed; an existing file keeps its permissions. Raises `OSError` where the file cannot be
    written, `FileExistsError` where it exists and is not to be overwritten, and whatever `chunks` raises; then nothing
    has changed.
    """
    try:
        target = _target(os.fsdecode(path))
        exists = target.exists()
        if exists and not overwrite:
            raise FileExistsError("it exists")
        if exists and not target.is_file():
            raise OSError("it is not a regular file")
        if exists and not os.access(target, os.W_OK):
            raise PermissionError("it may not be written")
        _replace(target, chunks, exists, overwrite)
    except OSError as error:
        raise type(error)(error.errno, error.strerror or str(error), os.fsdecode(path)) from None


def _target(path: str) -> Path:
    """The file that a path names, links followed. Raises `OSError` where the path as it is spelled leads nowhere."""
    try:
        with contextlib.suppress(OSError):
            os.lstat(path)
    except ValueError as error:  # a NUL, or half a surrogate pair
        raise OSError(f"no file can have this name: {error}") from None
    folder, name = os.path.split(path)
    if name in ("", os.curdir, os.pardir):
        raise IsADirectoryError("it names a folder")
    os.stat(folder or os.curdir)
    if os.path.islink(path):
        with contextlib.suppress(FileNotFoundError):  # a link to what does not exist yet; one in a circle raises
            os.stat(path)
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(folder or os.curdir)) / name


def _replace(target: Path, chunks: Iterable[bytes], exists: bool, overwrite: bool) -> None:
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        # Until it is whole, nobody else reads what only its owner may.
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600 if exists else 0o666)) as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if exists:
            with contextlib.suppress(OSError):  # only root may give a file to its owner
                os.chown(temporary, target.stat().st_uid, target.stat().st_gid)
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        if overwrite:
            os.replace(temporary, target)
        else:
            os.link(temporary, target)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)

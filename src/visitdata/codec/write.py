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

from visitdata.codec.convert import unstructure
from visitdata.model import Visit


def canonical(visit: Visit, *, compact: bool = False) -> bytes:
    """The canonical text of a visit, in UTF-8, with a final newline; compact: on one line."""
    layout = 0 if compact else orjson.OPT_INDENT_2
    return orjson.dumps(unstructure(visit), option=layout | orjson.OPT_APPEND_NEWLINE)


def write(path: str | os.PathLike[str], chunks: Iterable[bytes]) -> None:
    """Replace or create a file so that it is either as before or wholly new, whatever happens meanwhile.

    A symbolic link is followed; an existing file keeps its permissions. Raises `OSError` where the file cannot be
    written, and whatever `chunks` raises; then nothing has changed.
    """
    target = Path(os.path.realpath(path))
    exists = target.exists()
    if exists and not target.is_file():
        raise OSError(None, "it is not a regular file", str(path))
    if exists and not os.access(target, os.W_OK):
        raise PermissionError(None, "it may not be written", str(path))
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
        os.replace(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise

"""Opening files: which files a command means, what is in them, and one finding for each that cannot be read."""

import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from glob import has_magic
from typing import IO, TYPE_CHECKING, Any, AnyStr, NamedTuple

from visitdata.checker.pipeline import Judge, check_text
from visitdata.checker.syntax import YAML, YAML_ENDINGS, syntax_of, why_skip_yaml
from visitdata.codec.decode import too_large
from visitdata.codec.problems import UNREADABLE_FILE
from visitdata.findings import Finding, Span
from visitdata.limits import MAX_SIZE
from visitdata.schemas.check import VISIT_KEYS
from visitdata.schemas.engines import Engine

LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
"""Endings of files that hold one document on each line."""

ENDINGS = (".json", *YAML_ENDINGS, *LINES)
"""Endings of files that are looked at in a folder."""

if TYPE_CHECKING:
    from visitdata.checker.selection import Selection

UNREADABLE = (OSError, ValueError, EOFError, zlib.error)
"""What is raised where a file, or what is packed in it, cannot be read."""

_Check = Callable[[bytes], tuple[dict[str, Any] | None, list[Finding]]]
"""Says whether a text is a visit, and what is wrong with it."""

_AT_ONCE = 2**24
"""The most bytes that a stream is asked for at once."""


class Checked(NamedTuple):
    """One document, checked."""

    file: str
    """The name of its file as given; ``-`` for standard input."""
    record: int | None
    """Its line in a JSON Lines file, from 1; None in a file of its own."""
    value: dict[str, Any] | None
    """The plain value; a visit where there are no findings, or none but those of rules."""
    findings: tuple[Finding, ...] = ()
    text: bytes = b""
    """The text of the document, kept where there are findings."""
    skipped: str | None = None
    """Why it was not checked; None where it was."""
    again: bool = False
    """Whether it was told of before, and these are the findings of rules across documents."""


class Named(NamedTuple):
    """A file to be checked, and whether it was named or found in a folder."""

    path: str
    found: bool
    name: str | None = None
    """What standard input is called; None for anything else."""

    @property
    def shown(self) -> str:
        """How findings call it, and what its ending says of it."""
        return self.name or self.path


def read_bytes(path: str | os.PathLike[str], max_size: int | None = MAX_SIZE) -> bytes | Finding:
    """The bytes of a file, or a finding that says why it cannot be read. Never raises. Of a file that is larger than
    the limit one byte more is read, so that `visitdata.codec.decode` refuses it."""
    try:
        with opened(path) as file:
            return read_within(file, max_size)
    except (TypeError, *UNREADABLE) as error:
        return unreadable(path, error)


def unreadable(path: str | os.PathLike[str], error: Exception) -> Finding:
    """The finding for a file that cannot be read."""
    hints: dict[type[Exception], str] = {
        FileNotFoundError: "check the spelling of the path",
        PermissionError: "check who may read it",
        IsADirectoryError: "name a file in it",
    }
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    finding = UNREADABLE_FILE.finding(f"cannot be read: {reason}", hint=hints.get(type(error)))
    return finding._replace(file=os.fsdecode(path))


def read_within(stream: IO[AnyStr], max_size: int | None) -> AnyStr:
    """What a stream holds, one more than the limit at most, so that more than the limit is noticed."""
    # A buffered stream sets aside all that it is asked for before it reads: a high limit alone would fill the memory.
    if max_size is None:
        return _piece(stream, -1)
    pieces = [_piece(stream, min(max_size + 1, _AT_ONCE))]
    left = max_size + 1 - len(pieces[0])
    while left > 0 and pieces[-1]:
        pieces.append(_piece(stream, min(left, _AT_ONCE)))
        left -= len(pieces[-1])
    return pieces[0][:0].join(pieces)  # pyright: ignore[reportArgumentType]  # all are of one kind


def _piece(stream: IO[AnyStr], size: int) -> AnyStr:
    piece: AnyStr | None = stream.read(size)
    if piece is None:  # so says one that does not wait for more
        raise OSError(None, "it is not ready to be read")
    return piece


def read_stdin(stdin: IO[bytes] | None, max_size: int | None = MAX_SIZE) -> bytes | Finding:
    """The bytes of standard input, or a finding that says why it cannot be read. Never raises. Past the limit no more
    is read than shows whether a second line begins there."""
    try:
        if stdin is None:
            raise OSError(None, "standard input is closed")
        with suppress(OSError, ValueError):  # what is no file of the system never was non-blocking
            os.set_blocking(stdin.fileno(), True)
        return read_within(stdin, None if max_size is None else max_size + len(b"\r\n"))
    except (OSError, ValueError) as error:
        return unreadable("-", error)._replace(hint=None)


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A regular file opened for reading, unpacked where it ends in ``.gz``. Raises `OSError` or `ValueError`, and
    `EOFError` or `zlib.error` for what cannot be unpacked."""
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        os.listdir(path)  # one that may not be looked into says so
        raise IsADirectoryError(None, "it is a directory")
    if not stat.S_ISREG(mode):
        raise OSError(None, "it is not a regular file")
    with open(path, "rb") as file:
        if os.fsdecode(path).endswith(".gz"):
            import gzip

            with gzip.GzipFile(fileobj=file) as unpacked:
                yield unpacked  # type: ignore[misc]  # a GzipFile reads as any binary file does
        else:
            yield file


def expand(
    paths: Iterable[str],
    endings: tuple[str, ...] = ENDINGS,
    selection: "Selection | None" = None,
    without: frozenset[str] = frozenset(),
) -> Iterator[Named]:
    """The files that paths, folders and globs name, each once however it is named; of a folder those with one of the
    endings, or those that a selection takes; none of the real paths in `without`. A path that names nothing comes out
    as it is."""
    seen = set(without)
    for path in paths:
        for named in _expanded(path, endings, selection):
            real = _real(named.path)
            if real not in seen:
                seen.add(real)
                yield named


def _real(path: str) -> str:
    """A path by which a file is known again."""
    try:
        return path if path == "-" else os.path.realpath(path)
    except (OSError, ValueError):  # what names nothing
        return path


def _expanded(path: str, endings: tuple[str, ...], selection: "Selection | None") -> Iterator[Named]:
    if path != "-" and os.path.isdir(path):
        yield from _in_folder(path, endings, selection)
    elif path != "-" and has_magic(path) and not os.path.lexists(path):
        for match in _matches(path) or [path]:
            if os.path.isdir(match):
                yield from _expanded(match, endings, selection)
            elif selection is None or selection.takes(match, found=False):
                yield Named(match, match != path)
    elif selection is None or selection.takes(path, found=False):
        yield Named(path, False)


def _in_folder(folder: str, endings: tuple[str, ...], selection: "Selection | None") -> Iterator[Named]:
    """The files of a folder and of all folders in it, in order; last the folders that cannot be looked into. Links to
    folders are not followed, so that a loop of them ends."""
    folders, closed = [folder], list[str]()
    while folders:
        current, below = folders.pop(), list[str]()
        try:
            with os.scandir(current) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            closed.append(current)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and os.path.isdir(entry.path):
                continue
            if entry.is_dir(follow_symlinks=False):
                if selection is None or selection.enters(entry.path):
                    below.append(entry.path)
            elif entry.name.endswith(endings) if selection is None else selection.takes(entry.path, found=True):
                yield Named(entry.path, True)
        folders += reversed(below)
    for path in closed:
        yield Named(path, True)


def _matches(pattern: str) -> list[str]:
    """The paths that a glob names, in order, none hidden unless the glob says so. Links to folders are not followed
    below ``**``, so that a loop of them ends."""
    from pathlib import Path

    anchor = Path(pattern).anchor
    inside = pattern.removeprefix(anchor)
    names_hidden = _is_hidden(inside.split("/"))
    try:
        found = [path for path in Path(anchor or ".").glob(inside) if names_hidden or not _is_hidden(path.parts)]
    except (OSError, ValueError, NotImplementedError):
        return []  # the pattern itself is malformed
    return sorted(os.path.join(os.curdir, path) if str(path) == "-" else str(path) for path in found)


def _is_hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in parts)


def check_file(
    named: Named,
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    stdin: IO[bytes] | None = None,
    rules: Judge | None = None,
) -> Iterator[Checked]:
    """Every document of a file, checked. What cannot be read is a finding; never raises."""
    path = named.path
    check = partial(check_text, engine=engine, max_size=max_size, rules=rules)
    try:
        if path.endswith(LINES):
            with opened(path) as file:
                yield from _check_lines(path, lines_of(file, max_size), check, max_size)
            return
        content = read_stdin(stdin, max_size) if path == "-" else read_bytes(path, max_size)
        if isinstance(content, Finding):
            yield Checked(named.shown, None, None, (content._replace(file=named.shown),))
        elif path == "-" and stdin is not None and holds_lines(named.shown, content):
            yield from _check_lines(named.shown, lines_of(stdin, max_size, content), check, max_size)
        else:
            yield from check_bytes(named, content, engine=engine, max_size=max_size, rules=rules)
    except UNREADABLE as error:
        yield Checked(path, None, None, (unreadable(path, error),))


def check_lines(
    path: str,
    lines: Iterable[bytes],
    begun: int = 1,
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    rules: Judge | None = None,
) -> Iterator[Checked]:
    """The documents on some lines of a file, the first of which has the number `begun`, checked."""
    check = partial(check_text, engine=engine, max_size=max_size, rules=rules)
    return _check_lines(path, lines, check, max_size, begun)


def lines_of(stream: IO[bytes], max_size: int | None, begun: bytes = b"") -> Iterator[bytes]:
    """The lines of what has been read of a stream already, and then of its rest; of a line past the limit as much as
    shows that it is."""
    most = -1 if max_size is None else min(max_size + len(b"\r\n"), sys.maxsize)
    first = io.BytesIO(begun)
    while line := first.readline(most):
        if not line.endswith(b"\n"):
            line += stream.readline(most - len(line) if most >= 0 else -1)
        yield line
    while line := stream.readline(most):
        yield line


def is_too_long(line: bytes, max_size: int | None) -> bool:
    """Whether a line is past the limit, so that nothing after it is read."""
    return max_size is not None and len(_text_of(line)) > max_size


def _text_of(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r")


def check_bytes(
    named: Named,
    data: bytes,
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    rules: Judge | None = None,
) -> Iterator[Checked]:
    """Every document of a file's bytes, checked; a file found in a folder may be none of ours."""
    check = partial(check_text, engine=engine, max_size=max_size, rules=rules)
    if holds_lines(named.shown, data):
        yield from _check_lines(named.shown, lines_of(io.BytesIO(data), max_size), check, max_size)
        return
    checked = _check_one(named.shown, None, data, partial(check, syntax=syntax_of(named.shown)))
    reason = _why_skip(checked) if named.found else None
    yield checked if reason is None else Checked(named.path, None, None, skipped=reason)


def holds_lines(path: str, data: bytes) -> bool:
    """Whether a file holds one document on each line: by its ending, and on standard input by its first two lines."""
    if path != "-":
        return path.endswith(LINES)
    first, _, rest = data.strip().partition(b"\n")
    # Within one document, a line that begins an object follows one that ends in one of these.
    goes_on = first.rstrip().endswith((b"[", b",", b":"))
    return first.startswith(b"{") and rest.lstrip().startswith(b"{") and not goes_on


def _check_lines(
    path: str, lines: Iterable[bytes], check: _Check, max_size: int | None, begun: int = 1
) -> Iterator[Checked]:
    for number, line in enumerate(lines, begun):
        text = _text_of(line)
        if max_size is not None and is_too_long(line, max_size):
            finding = too_large(max_size, "the line, after which nothing was read, is")
            yield Checked(path, number, None, (in_file(finding, path, number),))
            return
        if text.strip(b" \t\r"):
            yield _check_one(path, number, text, check)


def _check_one(path: str, record: int | None, text: bytes, check: _Check) -> Checked:
    value, findings = check(text)
    if not findings:
        return Checked(path, record, value)
    placed = tuple(in_file(finding, path, record) for finding in findings)
    return Checked(path, record, value, placed, text)


def in_file(finding: Finding, path: str, record: int | None) -> Finding:
    """A finding in the text of a document, in the file that the document stands in."""
    if record is not None:
        related = tuple(one._replace(span=_lowered(one.span, record - 1)) for one in finding.related)
        finding = finding._replace(span=_lowered(finding.span, record - 1), related=related)
    return finding._replace(file=path, record=record)


def _lowered(span: Span | None, lines: int) -> Span | None:
    return span and Span(span.line + lines, span.column, span.end_line + lines, span.end_column)


def _why_skip(checked: Checked) -> str | None:
    """Why a file found in a folder is none of ours; None where it is."""
    if checked.value is not None and not any(key in checked.value for key in VISIT_KEYS):
        return "not a visit document"
    if checked.value is None and syntax_of(checked.file) is YAML:
        return why_skip_yaml(checked.findings, checked.text)
    if checked.value is None and {finding.code for finding in checked.findings} == {"VDP014"}:
        return "not a JSON object"
    return None


def check_paths(
    paths: Iterable[str],
    *,
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
    stdin: IO[bytes] | None = None,
    rules: Judge | None = None,
    without: frozenset[str] = frozenset(),
) -> Iterator[Checked]:
    """Every document that files, folders, globs and ``-`` (standard input) name, checked one at a time; none of files
    of the real paths in `without`."""
    for named in expand(paths, without=without):
        yield from check_file(named, engine=engine, max_size=max_size, stdin=stdin, rules=rules)

"""Files in canonical form: what a file would hold, and writing it."""

import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from visitdata.checker.files import LINES, Checked, Named, check_bytes, holds_lines, read_bytes, read_stdin
from visitdata.checker.pipeline import check_text
from visitdata.checker.syntax import syntax_of
from visitdata.codec.convert import structure
from visitdata.codec.problems import NOT_WRITTEN
from visitdata.codec.write import canonical, write
from visitdata.findings import Finding
from visitdata.limits import MAX_SIZE

_MOST_PAIRS = 25_000_000
"""For how many pairs of lines two texts are compared: the time grows with the square of their length."""


class Formatted(NamedTuple):
    """A file and what it would hold in canonical form; the same bytes where it is not to be touched."""

    file: str
    old: bytes
    new: bytes
    checked: tuple[Checked, ...]
    """Its documents; where one has findings the file is not to be touched."""

    @property
    def is_readable(self) -> bool:
        """Whether every document of the file is a visit."""
        return not any(checked.findings or checked.skipped for checked in self.checked)


def format_file(named: Named, stdin: IO[bytes] | None = None, max_size: int | None = MAX_SIZE) -> Formatted:
    """What a file would hold in canonical form. Nothing is written; never raises. The limit holds for each document:
    a file of lines is held in memory whole, however many it has."""
    path = named.path
    if reason := why_unwritable(path):
        return unwritable(named, reason)
    data = content(path, stdin, max_size)
    if isinstance(data, Finding):
        return Formatted(path, b"", b"", (Checked(path, None, None, (data,)),))
    is_lines = holds_lines(path, data)
    checked = tuple(check_bytes(named, data, max_size=max_size))
    if any(one.findings or one.skipped for one in checked):
        return Formatted(path, data, data, checked)
    texts = [_canonical(one, is_lines) for one in checked]
    if max_size is not None and any(len(text) - is_lines > max_size for text in texts):
        refused = _not_written(path, "its canonical form would be larger than the limit for one document")
        return Formatted(path, data, data, (Checked(path, None, None, (refused,)),))
    return Formatted(path, data, b"".join(texts), checked)


def why_unwritable(path: str) -> str | None:
    """Why files with such a name are read and never rewritten; None where they are."""
    if path.endswith(".gz"):
        return "compressed files are not rewritten"
    return None if syntax_of(path).is_written else "YAML files are not rewritten"


def unwritable(named: Named, reason: str) -> Formatted:
    """A file that is left alone: one that was named is told of, one that was found in a folder skipped."""
    path = named.path
    if named.found:
        return Formatted(path, b"", b"", (Checked(path, None, None, skipped=reason),))
    return Formatted(path, b"", b"", (Checked(path, None, None, (_not_written(path, reason),)),))


def content(path: str, stdin: IO[bytes] | None, max_size: int | None) -> bytes | Finding:
    """What is to be rewritten: of a single document no more than shows that it is too large."""
    if path != "-":
        return read_bytes(path, None if path.endswith(LINES) else max_size)
    begun = read_stdin(stdin, max_size)
    if isinstance(begun, Finding) or not holds_lines(path, begun):
        return begun
    rest = read_stdin(stdin, None)
    return rest if isinstance(rest, Finding) else begun + rest


def _canonical(checked: Checked, compact: bool) -> bytes:
    visit = structure(checked.value or {})
    text = canonical(visit, compact=compact)
    value, findings = check_text(text, max_size=None)
    if findings or structure(value or {}) != visit:
        raise AssertionError(f"{checked.file}: its canonical form does not read back; please report this")
    return text


def write_file(formatted: Formatted) -> Finding | None:
    """Write a file in canonical form, atomically; a finding where it cannot be written."""
    try:
        write(formatted.file, [formatted.new])
    except OSError as error:
        return _not_written(formatted.file, error.strerror or str(error.args[-1]))
    return None


def _not_written(path: str, reason: str) -> Finding:
    return NOT_WRITTEN.finding(f"not written: {reason}")._replace(file=path)


def diff(formatted: Formatted) -> Iterator[str]:
    """The lines of a unified diff from what a file holds to its canonical form."""
    import difflib

    # A line ends at LF alone, as everywhere; str.splitlines knows many more ends.
    old, new = (list(io.StringIO(data.decode("utf-8", "replace"))) for data in (formatted.old, formatted.new))
    names = (f"a/{formatted.file}", f"b/{formatted.file}")
    compare = difflib.unified_diff if len(old) * len(new) <= _MOST_PAIRS else _whole_diff
    for line in compare(old, new, *names):
        yield line if line.endswith("\n") else f"{line}\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"


def _whole_diff(old: list[str], new: list[str], old_name: str, new_name: str) -> Iterator[str]:
    """A unified diff in which all lines are replaced."""
    yield f"--- {old_name}\n"
    yield f"+++ {new_name}\n"
    yield f"@@ -1,{len(old)} +1,{len(new)} @@\n"
    yield from (f"-{line}" for line in old)
    yield from (f"+{line}" for line in new)

"""A baseline: the findings of one day, which later runs let pass, so that only new ones count.

A finding is known again by its fingerprint, in which no line numbers are. One that occurs
several times is counted, so that one more of its kind is new.
"""

import os
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from visitdata.checker.files import Checked, read_bytes
from visitdata.checker.fingerprint import fingerprints
from visitdata.checker.paths import inside
from visitdata.codec.write import write
from visitdata.findings import Finding, Unusable, in_utf_8, printable

FORMAT = "visitdata-baseline"
VERSION = 1


class Entry(NamedTuple):
    """A finding that is known."""

    file: str
    """The file it was in, relative to the folder of the baseline, with slashes."""
    code: str
    message: str
    fingerprint: str


class Baseline:
    """The findings that are known, from a file; where there is no such file, all that are met are recorded.

    `looked_at` are the paths of a run: what is no longer there counts as mended only below them. Raises `Unusable`
    where the file is none that can be read.
    """

    def __init__(self, path: str, looked_at: Iterable[str] = ()) -> None:
        self.path = path
        self._looked_at = tuple(looked_at)
        self.is_new = not os.path.lexists(path)
        """Whether there is no file yet."""
        self._folder = os.path.dirname(os.path.abspath(path))
        self._left: Counter[Entry] = Counter() if self.is_new else _read(path)
        self._by_fingerprint: dict[str, list[Entry]] = {}
        for entry in self._left:
            self._by_fingerprint.setdefault(entry.fingerprint, []).append(entry)
        self._met: Counter[Entry] = Counter()
        self._checked: set[str] = set()

    @property
    def met(self) -> int:
        """How many findings were known, or recorded."""
        return self._met.total()

    def without_known(self, checked: Checked) -> Checked:
        """A document without the findings that are known."""
        file = self._name(checked.file)
        self._checked.add(file)
        marked = zip(checked.findings, fingerprints(checked, self._folder), strict=True)
        return checked._replace(findings=tuple(one for one, mark in marked if not self._knows(one, mark, file)))

    def _knows(self, finding: Finding, fingerprint: str, file: str) -> bool:
        if finding.waived is not None:
            return False
        entry = Entry(file, finding.code, in_utf_8(finding.message), fingerprint)
        if not self.is_new:
            known = next((one for one in self._by_fingerprint.get(entry.fingerprint, ()) if self._left[one]), None)
            if known is None:
                return False
            self._left[known] -= 1
        self._met[entry] += 1
        return True

    def gone(self) -> Counter[Entry]:
        """The findings that no longer occur, in files that were checked or are there no more."""
        return Counter({entry: number for entry, number in self._left.items() if number and self._is_over(entry.file)})

    def _is_over(self, file: str) -> bool:
        if file in self._checked:
            return True
        path = os.path.join(self._folder, file)
        return not os.path.lexists(path) and any(inside(path, folder) is not None for folder in self._looked_at)

    def save(self) -> None:
        """Write the file anew: what was met, and what is known of files that were not checked. Raises `OSError` where
        it cannot be written; then it is as it was."""
        write(self.path, [_text(self._met + self._left - self.gone())])

    def _name(self, file: str) -> str:
        if file == "-":
            return file
        return in_utf_8(os.path.relpath(os.path.abspath(file), self._folder).replace(os.sep, "/"))


def _text(entries: Counter[Entry]) -> bytes:
    import orjson

    findings = [
        {**entry._asdict(), **({"count": number} if number > 1 else {})} for entry, number in sorted(entries.items())
    ]
    content = {"format": FORMAT, "version": VERSION, "findings": findings}
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _read(path: str) -> Counter[Entry]:
    import orjson

    data = read_bytes(path, None)
    if isinstance(data, Finding):
        raise Unusable(f"the baseline {printable(path)} {data.message}")
    try:
        content = orjson.loads(data)
        if content["format"] != FORMAT or content["version"] != VERSION:
            raise ValueError
        return Counter({_entry(one): _count(one) for one in content["findings"]})
    except (ValueError, LookupError, TypeError):
        again = "delete it, and the next run records one"
        raise Unusable(f"{printable(path)} is no baseline of this version of visitdata: {again}") from None


def _entry(one: dict[str, Any]) -> Entry:
    entry = Entry(one["file"], one["code"], one["message"], one["fingerprint"])
    if not all(type(part) is str for part in entry):
        raise TypeError
    return entry


def _count(one: dict[str, Any]) -> int:
    number = one.get("count", 1)
    if type(number) is not int or number < 1:
        raise ValueError
    return number

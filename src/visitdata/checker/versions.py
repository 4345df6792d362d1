"""Two versions of a document, or of a corpus: what is read of each, and which documents belong together."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple

from visitdata.checker.files import LINES, Checked, check_paths
from visitdata.codec.convert import structure
from visitdata.findings import printable
from visitdata.limits import MAX_SIZE
from visitdata.model import Visit


class Version(NamedTuple):
    """What a path holds."""

    path: str
    visits: tuple[Visit, ...]
    broken: tuple[Checked, ...]
    """The documents that are no visits, with what is wrong with them."""

    @property
    def is_corpus(self) -> bool:
        """Whether it may hold any number of documents, so that only their ids tell which is which."""
        return len(self.visits) > 1 or os.path.isdir(self.path) or self.path.endswith(LINES)


def read_version(path: str, *, max_size: int | None = MAX_SIZE, stdin: IO[bytes] | None = None) -> Version:
    """The documents that a path names; none where it is the null device, by which Git says that a file is not there.
    Never raises."""
    if path == os.devnull:
        return Version(path, (), ())
    visits, broken = [], []
    for checked in check_paths([path], max_size=max_size, stdin=stdin):
        if checked.findings:
            broken.append(checked)
        elif checked.value is not None:
            visits.append(structure(checked.value))
    return Version(path, tuple(visits), tuple(broken))


def paired(old: Version, new: Version) -> Iterator[tuple[Visit | None, Visit | None]]:
    """The documents of two versions that belong together, None for the version in which one is not there: two single
    documents in any case, those of a corpus by their ids, in the order of the new one, what is gone at the end.

    Raises `ValueError` where a corpus has an id twice.
    """
    if not old.is_corpus and not new.is_corpus:
        before, after = (version.visits[0] if version.visits else None for version in (old, new))
        if before is not None or after is not None:
            yield before, after
        return
    known = _by_id(old)
    for id, visit in _by_id(new).items():
        yield known.pop(id, None), visit
    for visit in known.values():
        yield visit, None


def _by_id(version: Version) -> dict[str, Visit]:
    for id, number in Counter(visit.id for visit in version.visits).items():
        if number > 1:
            raise ValueError(f"{printable(version.path)} holds {number:,} documents with the id {printable(id)}")
    return {visit.id: visit for visit in version.visits}

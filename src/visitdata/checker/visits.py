"""Visits in and out of files: `load`, `read`, `dump` and what belongs to them."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, Literal, cast

import orjson

from visitdata.checker.files import LINES, Checked, check_paths, read_bytes, read_within, unreadable
from visitdata.checker.pipeline import check_options, check_text
from visitdata.checker.syntax import syntax_of
from visitdata.codec.convert import structure
from visitdata.codec.write import canonical, write
from visitdata.findings import Finding, InvalidVisit
from visitdata.limits import MAX_SIZE
from visitdata.model import Visit
from visitdata.schemas.engines import Engine

StrPath = str | os.PathLike[str]


def load(
    file: StrPath | IO[bytes] | IO[str], *, engine: Engine = "jsonschema-rs", max_size: int | None = MAX_SIZE
) -> Visit:
    """The visit in a file, given by its path or open for reading. Raises `InvalidVisit` with every finding where it
    holds none or cannot be read. A text of more than `max_size` bytes is not read; None lifts that limit."""
    check_options(engine, max_size)
    if isinstance(file, str | os.PathLike):
        data: bytes | str | Finding = read_bytes(file, max_size)
        name: str | None = os.fsdecode(file)
    elif hasattr(file, "read"):
        name = str(getattr(file, "name", "")) or None
        try:
            data = read_within(cast(IO[Any], file), max_size)
        except (OSError, ValueError) as error:
            data = unreadable(name or "-", error)
    else:
        raise TypeError(f"expected a path or an open file, got {type(file).__name__}")
    if isinstance(data, Finding):
        raise InvalidVisit([data])
    value, findings = check_text(data, engine=engine, max_size=max_size, syntax=syntax_of(name))
    if value is None or findings:
        if name is not None and name.endswith(LINES):
            findings = [finding._replace(hint="visitdata.read reads JSON Lines") for finding in findings[:1]]
        raise InvalidVisit([finding._replace(file=name) for finding in findings])
    return structure(value)


def read(
    path: StrPath,
    *,
    invalid: Literal["raise", "skip"] | Callable[[InvalidVisit], object] = "raise",
    engine: Engine = "jsonschema-rs",
    max_size: int | None = MAX_SIZE,
) -> Iterator[Visit]:
    """The visits of a corpus, one at a time: of a folder, a ``.json``, ``.yaml``, ``.jsonl`` or
    ``.jsonl.gz`` file.

    In a folder, files of another kind are passed over. `invalid` says what becomes of a document that is no
    visit: ``"raise"`` an `InvalidVisit`, ``"skip"`` it, or hand it to a function, such as ``problems.append``, and
    go on. Raises `TypeError` for any other `invalid`. A document of more than `max_size` bytes is none that is read;
    None lifts that limit.
    """
    if not callable(invalid) and (type(invalid) is not str or invalid not in ("raise", "skip")):
        found = repr(invalid) if type(invalid) is str else f"a value of type {type(invalid).__name__}"
        raise TypeError(f"invalid must be 'raise', 'skip' or a function, not {found}")
    check_options(engine, max_size)
    name = os.fsdecode(path)
    # A path is never standard input.
    documents = check_paths([os.path.join(os.curdir, name) if name == "-" else name], engine=engine, max_size=max_size)
    return _visits(documents, invalid)


def _visits(
    documents: Iterator[Checked], invalid: Literal["raise", "skip"] | Callable[[InvalidVisit], object]
) -> Iterator[Visit]:
    for checked in documents:
        if checked.skipped is not None:
            continue
        if checked.value is not None and not checked.findings:
            yield structure(checked.value)
        elif invalid == "raise":
            raise InvalidVisit(checked.findings)
        elif callable(invalid):
            invalid(InvalidVisit(checked.findings))


def dumps(visit: Visit, *, compact: bool = False) -> str:
    """The canonical JSON text of a visit, with a final newline; compact: on one line, for JSON Lines."""
    return canonical(_a_visit(visit), compact=compact).decode()


def dump(visit: Visit, file: StrPath | IO[bytes], *, compact: bool = False) -> None:
    """Write the canonical JSON text of a visit to a path, atomically, or to a file open for writing bytes.

    Raises `OSError` where it cannot be written; a path then holds what it held.
    """
    data = canonical(_a_visit(visit), compact=compact)
    if isinstance(file, str | os.PathLike):
        write(file, [data])
    elif hasattr(file, "write"):
        file.write(data)
    else:
        raise TypeError(f"expected a path or an open file, got {type(file).__name__}")


def to_dict(visit: Visit) -> dict[str, Any]:
    """A visit as a plain dict, its keys in canonical order; the caller's own to change."""
    return _plain(_a_visit(visit))


def to_plain(document: object) -> object:
    """What a caller meant as a document, as a plain value where it is a `Visit` or some other mapping."""
    kind = type(document)  # which no object can lie about
    if issubclass(kind, Visit):
        return _plain(cast(Visit, document))
    if issubclass(kind, Mapping) and kind is not dict:
        try:
            return dict(cast(Mapping[str, Any], document))
        except Exception:  # a mapping that fails is no document, whatever it raises
            return document
    return document


def _plain(visit: Visit) -> dict[str, Any]:
    plain: dict[str, Any] = orjson.loads(canonical(visit, compact=True))
    return plain


def _a_visit(visit: object) -> Visit:
    if not isinstance(visit, Visit):
        raise TypeError(f"expected a Visit, got {type(visit).__name__}")
    return visit

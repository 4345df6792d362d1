"""The texts of sources in a folder: which file holds which source, and what it says."""

import hashlib
import os
import re
import zlib
from functools import lru_cache
from html.parser import HTMLParser

from visitdata.checker.files import opened, read_within
from visitdata.findings import Unusable, printable
from visitdata.limits import MAX_SIZE
from visitdata.model import Source, Visit
from visitdata.rules.evidence import SourceFile, comparable

_HTML = (".html", ".htm", ".xhtml")


class Folder:
    """The files of a folder, each named by the id of the source that it holds or by its own SHA-256 sum, with any
    ending; in a folder of its own, named by the id of a document, a file counts for that document alone. A source may
    have several, such as a PDF file and its text.

    Raises `OSError` where it is no folder, or one that cannot be listed.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fsdecode(path)
        self._names = _by_stem(self.path)
        self._of_document = lru_cache(16)(self._listed)
        self._read = lru_cache(64)(_read)

    def files(self, visit: Visit, source: Source) -> tuple[SourceFile, ...]:
        """The files that hold a source of a document; none where it is not at hand."""
        own = self._of_document(visit.id)
        names = (source.id and own.get(source.id)) or [
            name for stem in (source.sha256, source.id) if stem is not None for name in self._names.get(stem, ())
        ]
        return tuple(file for file in map(self._read, names) if file is not None)

    def _listed(self, document: str) -> dict[str, list[str]]:
        inside = os.path.join(self.path, document)
        return _by_stem(inside) if os.path.isdir(inside) else {}


def open_folder(path: str | os.PathLike[str]) -> Folder:
    """The texts in a folder. Raises `Unusable` where it is none that can be read."""
    try:
        return Folder(path)
    except OSError as error:
        name = printable(os.fsdecode(path))
        raise Unusable(f"the folder of evidence {name} cannot be read: {error.strerror}") from None
    except ValueError as error:  # a NUL in its name
        raise Unusable(f"the folder of evidence cannot be read: {error}") from None


def _by_stem(folder: str) -> dict[str, list[str]]:
    """The paths of the files of a folder by their names without any ending."""
    found: dict[str, list[str]] = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            found.setdefault(name.split(".")[0], []).append(path)
    return found


def _read(path: str) -> SourceFile | None:
    """What a file holds; None where it cannot be read."""
    try:
        with opened(path) as file:
            data = read_within(file, MAX_SIZE)
    except (OSError, ValueError, EOFError, zlib.error):
        return None
    text = _text(data, path) if len(data) <= MAX_SIZE else None
    return SourceFile(path, hashlib.sha256(data).hexdigest(), None if text is None else comparable(text))


def _text(data: bytes, path: str) -> str | None:
    """The text that bytes say; None where they say none."""
    begins = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_html = path.lower().endswith(_HTML) or begins.startswith((b"<!doctype html", b"<html"))
    text = _decoded(data, is_html)
    if text is None or "\0" in text:
        return None
    return _of_html(text) if is_html else text


def _decoded(data: bytes, is_html: bool) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        declared = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", data[:2048]) if is_html else None
        encoding = declared[1].decode() if declared else "utf-8-sig"
    for name in dict.fromkeys(("utf-8-sig", encoding)):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):  # LookupError: no such encoding
            continue
    return None


class _Text(HTMLParser):
    """The text of a page as a reader sees it."""

    _SILENT = ("script", "style", "template")
    _WITHIN_LINES = (
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "span",
        "strong", "sub", "sup", "time", "u", "wbr",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag not in self._WITHIN_LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def _of_html(text: str) -> str:
    page = _Text()
    page.feed(text)
    page.close()
    return "".join(page.parts)

"""The one language in which every part of visitdata says what is wrong.

A `Finding` is a value: structure first, prose last. A `Problem` is the page of one code: what it
means, why it matters, a bad and a good document, how to mend it. Each code is defined beside the code
that reports it; this module only knows the shapes. It imports nothing of visitdata, and little else,
because it lies on the road of every command.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A stretch of a text. Lines and columns count from 1, columns in Unicode code points; a line
    ends at LF or CRLF; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Related(NamedTuple):
    """Another place that a finding rests on, and what stands there."""

    message: str
    pointer: str
    span: Span | None = None
    file: str | None = None
    """The file it is in, where that is another than the finding's."""
    record: int | None = None


class Edit(NamedTuple):
    """One change to a JSON text: of the value at a pointer, of the key there, or of the order of the list there."""

    pointer: str
    value: str | None = None
    """The JSON text of the new value."""
    key: str | None = None
    """The new name of the key."""
    order: tuple[int, ...] | None = None
    """The positions of the items of the list in their new order."""


class Fix(NamedTuple):
    """How a program can mend what a finding speaks of."""

    message: str
    """What it does, as one says what to do: ``write Q1065``."""
    edits: tuple[Edit, ...]
    is_safe: bool = True
    """Whether it cannot change what the document means."""


class Finding(NamedTuple):
    """One thing that is wrong, and where.

    `code` is a stable code such as ``VDS003``; `message` one sentence without a final full stop;
    `hint` how to mend it, where that can be said; `pointer` the JSON Pointer (RFC 6901) of the value
    (or, with `at_key`, of the key) that it speaks of; `file` the name of the file, ``None`` for a text
    given as such; `record` the line of a JSON Lines file that holds the document, from 1; `span` the place
    in the file's text; `values` the values that disagree; `related` the other places that it rests on; `fix` how a
    program can mend it; `waived` the reason for which the document's author lets it stand, empty where none is given,
    ``None`` where it is not waived.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str | None = None
    pointer: str | None = None
    at_key: bool = False
    span: Span | None = None
    file: str | None = None
    record: int | None = None
    values: tuple[str | int, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    waived: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether it is an error that stands."""
        return self.severity is Severity.ERROR and self.waived is None

    @property
    def place(self) -> str:
        """Where it is, as far as that is known: ``file:line:column``, or the file and the pointer."""
        place = [self.file] if self.file is not None else []
        if self.span is not None:
            place += [str(self.span.line), str(self.span.column)]
        elif self.pointer:
            place.append(self.pointer)
        return ":".join(place)

    @property
    def said(self) -> str:
        """Its message, after its severity where it is no error."""
        return self.message if self.severity is Severity.ERROR else f"{self.severity}: {self.message}"

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.said}" if self.place else f"{self.code} {self.said}"


class Problem(NamedTuple):
    """The page of one code, shown by ``visitdata explain``."""

    code: str
    name: str
    what: str
    why: str
    bad: str
    good: str
    mend: str
    severity: Severity = Severity.ERROR
    ignore: str = ""
    """When it is right to let it stand."""
    source: str = ""
    """Where the rule comes from."""
    since: str = ""
    """The version of visitdata that first had it."""

    def finding(
        self,
        message: str,
        *,
        hint: str | None = None,
        pointer: str | None = None,
        at_key: bool = False,
        span: Span | None = None,
    ) -> Finding:
        """A finding of this code."""
        return Finding(self.code, message, self.severity, hint, pointer, at_key, span)


def catalog(problems: Iterable[object]) -> dict[str, Problem]:
    """The problems among the values of a module, by code. Raises `ValueError` for a code used twice."""
    pages: dict[str, Problem] = {}
    for problem in problems:
        if isinstance(problem, Problem):
            if problem.code in pages:
                raise ValueError(f"code {problem.code} is defined twice")
            pages[problem.code] = problem
    return pages


class InvalidVisit(ValueError):  # noqa: N818 - names what was met, as the standard library's own do
    """A document is not a valid visit. `findings` holds every reason, in the order of the text."""

    findings: tuple[Finding, ...]

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(tuple(findings))
        self.findings = tuple(findings)

    def __str__(self) -> str:
        first, more = self.findings[0], len(self.findings) - 1
        return str(first) if not more else f"{first} (and {more} more)"


class Unusable(ValueError):  # noqa: N818 - says what cannot be used
    """Something that a run was asked for and that cannot be used, said in one line: a code that no rule has, a folder
    that cannot be read, a configuration with an unknown key."""


class MissingExtra(ImportError):  # noqa: N818 - names what is missing
    """A library is missing that comes with an extra; its message says which one to install."""


def pointer_of(path: Iterable[str | int]) -> str:
    """The JSON Pointer (RFC 6901) of a path of keys and list positions; empty for the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def path_of(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON Pointer (RFC 6901), unescaped; list positions stay text."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that was probably meant, or None where none is near."""
    import difflib

    close = difflib.get_close_matches(word[:200], list(words), n=1, cutoff=0.72)
    return close[0] if close else None


def only_near(word: str, words: Iterable[str]) -> str | None:
    """The only word that is near another one; None where none is, or several are."""
    import difflib

    close = difflib.get_close_matches(word[:200], list(words), n=2, cutoff=0.72)
    return close[0] if len(close) == 1 else None


_ACTIVE = (
    r"(?i)[\\`*_\[\]<>|~$^{}]|&(?=[#\w])|(?P<mention>@(?! )|#(?=\w))|:(?=//)|:(?=[\w+-]+:)|(?<=www)\."
    r"|\A(?: {4}| {0,3}(?:[-+=#]|[0-9]{1,9}[.)](?!\S)))"
)
"""What Markdown, HTML, or GitHub's links, mentions, emoji, and formulas could be made of within a line, and what could
make a list or a heading at the beginning of one. Of several characters the last is the one that acts."""

_JOINERS = "\u200c\u200d"

_ILLEGIBLE = (
    r"[\0-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    r"\ud800-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(15))
    + "]"
)
"""What acts on a reader's screen, or is nothing that a reader could see, by its code points and not by the tables of
the Python that runs, which grow: controls, breaks of lines and paragraphs, embeddings, overrides and isolates, other
formats and tags, surrogates, what is for private use, and what is no character."""


def printable(text: str) -> str:
    """A text that a terminal shows as it is: controls, bidirectional overrides and other characters that act rather
    than show are written as escapes. The joiners that some scripts need stay."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _JOINERS else " " if char == "\t" else _escape(char) for char in text
    )


def legible(text: str) -> str:
    """A text that people read on a page or a screen: what would act there is written as escapes, the same on every
    version of Python. All that writing needs stays: spaces of any width, joiners, soft hyphens, and marks of
    direction."""
    if text.isprintable():
        return text
    return re.sub(_ILLEGIBLE, lambda found: " " if found[0] == "\t" else _escape(found[0]), text)


def harmless(text: str) -> str:
    """A text as Markdown that shows it within a line and does nothing else: no emphasis, link, mention, emoji, formula,
    list, or HTML."""
    return inert(legible(text))


def inert(text: str) -> str:
    """A legible text as such Markdown. Forges look for addresses and mentions after they have read the entities, so an
    empty comment parts these as well."""
    return re.sub(_ACTIVE, _as_entity, text)


def _as_entity(found: re.Match[str]) -> str:
    entity = f"{found[0][:-1]}&#{ord(found[0][-1])};"
    return entity if found["mention"] is None else f"{entity}<!-- -->"


def in_utf_8(text: str) -> str:
    """A text that UTF-8 can hold: bytes of a file name that are no UTF-8 become escapes."""
    return str(text).encode("utf-8", "backslashreplace").decode()


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_NO_WIDTH = ("Mn", "Me", "Cf")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.category(char) in _NO_WIDTH else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )

"""An exact scanner of JSON text, for what a fast decoder cannot say: each reason for a refusal, and where
each value stands.

Its time grows with the length of the text alone. It keeps no values: decoding is the work of `visitdata.codec.decode`.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from math import isinf
from typing import Any, NamedTuple, NoReturn

from visitdata.codec import advice
from visitdata.codec import problems as vdp
from visitdata.codec.advice import Advice, pointer_to, shown
from visitdata.findings import Finding, Problem, Span
from visitdata.limits import MAX_DEPTH, MAX_INTEGER

Path = tuple[str | int, ...]

_MAX_DIGITS = 4300  # the decoder refuses more before the point, whatever the exponent

_GAP = re.compile(r"[ \t\n\r]*+")
_COMMENT = re.compile(r"(?://|#)(?:[^\r\n]|\r(?!\n))*+|/\*(?s:.*?)\*/")
_WORD = re.compile(r"[\w.+$-]++")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*+)(\.[0-9]++)?+([eE][+-]?[0-9]++)?+")
_NONFINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_STRING = re.compile(
    r'(?:[^"\\\x00-\x1f\ud800-\udfff]++|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}'
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})*+"
)
_LONE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff]")
_CUT_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")
_CUT_WORD = re.compile(
    r"t(?:r(?:u)?)?|f(?:a(?:l(?:s)?)?)?|n(?:u(?:l)?)?|-|-?(?:0|[1-9][0-9]*+)(?:\.|(?:\.[0-9]++)?[eE][+-]?)"
)

_GOOD_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_TO_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+')


class Place(NamedTuple):
    """Where a value stands in a text: the span of its key, quotes included (None for an item of an array and
    for the whole document), and the span of the whole value."""

    key: Span | None
    value: Span


class Lines:
    """The lines of a text, which turn offsets into lines and columns. A line ends at LF or CRLF."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def span(self, start: int, end: int) -> Span:
        """The span from one offset to another, the second exclusive."""
        first, last = self.line(start), self.line(end)
        return Span(first, start - self._starts[first - 1] + 1, last, end - self._starts[last - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column."""
        return self._starts[line - 1] + column - 1


def diagnose(text: str) -> list[Finding]:
    """Every reason why a text is not one JSON object (RFC 8259) within the limits of I-JSON (RFC 7493), in
    the order of the text; empty for a text that is one. At most one of them breaks off the reading (syntax,
    a text that ends early, too many levels, text after the end); at most 100 are given. Never raises.
    """
    scan = _Scan(text)
    with suppress(Halt):
        scan.document()
    # A trailing comma is known for one only after the comments that follow it.
    return sorted(scan.findings, key=lambda finding: finding.span or ())


class Halt(Exception):  # noqa: N818 - the end of a scan, not an error
    """Nothing more can be said about the text."""


class Reading:
    """A text that is read, and what was found wrong with it so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.levels: list[Any] = []
        """What is open where it is read, the outermost first; the `step` of each leads to the value now read."""
        self.findings: list[Finding] = []

    def fault(self, problem: Problem, start: int, end: int, said: Advice, *, at: str = "value") -> None:
        """Note a finding; `at` says whether it speaks of the value now read, its key or its container."""
        if len(self.findings) == vdp.MAX_FINDINGS:
            raise Halt
        levels = self.levels[:-1] if at == "container" else self.levels
        steps = [level.step for level in levels if level.step is not None]
        span, at_key = self.lines.span(start, end), at == "key"
        finding = problem.finding(said.message, hint=said.hint, pointer=pointer_to(steps), at_key=at_key, span=span)
        self.findings.append(finding)

    def halt(self, problem: Problem, start: int, end: int, said: Advice, *, at: str = "container") -> NoReturn:
        self.fault(problem, start, end, said, at=at)
        raise Halt


class _Level:
    """An object or array that is open at some point of the scan."""

    __slots__ = ("comma", "keys", "start", "step")

    def __init__(self, start: int, is_object: bool) -> None:
        self.start = start
        self.keys: dict[str, int] | None = {} if is_object else None
        self.step: str | int | None = None
        self.comma: int | None = None

    @property
    def kind(self) -> str:
        return "array" if self.keys is None else "object"

    @property
    def close(self) -> str:
        return "]" if self.keys is None else "}"


class _Scan(Reading):
    """One reading of a text. Methods take the offset where something begins and return where it ends."""

    levels: list[_Level]

    def syntax(self, start: int, end: int, said: Advice, *, at: str = "container") -> NoReturn:
        self.halt(vdp.SYNTAX, start, end, said, at=at)

    def truncated(self, where: str) -> NoReturn:
        opened = [(level.kind, self.lines.line(level.start)) for level in reversed(self.levels)]
        end = len(self.text.rstrip(" \t\r\n"))
        self.halt(vdp.TRUNCATED, end, end, advice.truncated(where, opened))

    def document(self) -> None:
        text, start = self.text, 0
        if text.startswith("\ufeff"):
            start = 1
            self.fault(vdp.NOT_UTF_8, 0, 1, advice.BYTE_ORDER_MARK)
        if not text[start:].strip():
            self.halt(vdp.EMPTY_FILE, start, start, advice.BLANK if text else advice.EMPTY)
        pos = self.gap(start)
        if pos == len(text):
            self.halt(vdp.EMPTY_FILE, pos, pos, advice.COMMENTS_ALONE)
        pos = self.outermost(pos)
        while self.levels:
            pos = self.member(pos)
        pos = self.gap(pos)
        if pos < len(text):
            self.halt(vdp.SEVERAL_VALUES, pos, pos + 1, advice.after_the_end(text[pos]))

    def outermost(self, start: int) -> int:
        before = len(self.findings)
        end = self.value(start)
        if self.text[start] != "{" and len(self.findings) == before:
            said = advice.not_an_object(self.text[start : start + 3])
            self.fault(vdp.NOT_AN_OBJECT, start, end, said)
        return end

    def gap(self, start: int) -> int:
        """Skip white space, and comments with a finding each."""
        while True:
            start = _end(_GAP, self.text, start)
            if self.text[start : start + 1] not in ("/", "#"):
                return start
            comment = _COMMENT.match(self.text, start)
            if comment:
                self.fault(vdp.COMMENT, start, comment.end(), advice.COMMENT, at="container")
                start = comment.end()
            elif self.text.startswith("/*", start):
                self.halt(vdp.COMMENT, start, start + 2, advice.OPEN_COMMENT)
            else:
                return start

    def member(self, start: int) -> int:
        """Read on in the innermost container: its end, a comma, or a member."""
        level, pos = self.levels[-1], self.gap(start)
        char = self.text[pos : pos + 1]
        if char == level.close:
            if level.comma is not None:
                said = advice.trailing_comma(char, level.kind)
                self.fault(vdp.TRAILING_COMMA, level.comma, level.comma + 1, said, at="container")
            self.levels.pop()
            return pos + 1
        if not char:
            self.truncated("too early")
        if level.step is not None and level.comma is None:
            if char != ",":
                self.syntax(pos, pos + 1, advice.no_comma(char, level.kind, self.lines.line(level.start)))
            level.comma = pos
            return pos + 1
        if char in ",]}":
            self.syntax(pos, pos + 1, advice.no_member(char, level.kind, self.lines.line(level.start)))
        level.comma = None
        if level.keys is None:
            level.step = level.step + 1 if isinstance(level.step, int) else 0
            return self.value(pos)
        return self.value(self.colon(self.key(pos, level, level.keys)))

    def key(self, start: int, level: _Level, keys: dict[str, int]) -> int:
        if self.text[start] != '"':
            end = max(start + 1, _end(_WORD, self.text, start))
            self.syntax(start, end, advice.not_a_key(self.text[start:end]))
        end = self.string(start, at="container")
        level.step = key = _name(self.text[start:end])
        first = keys.setdefault(key, start)
        if first != start:
            said = advice.twice(key, self.lines.line(first))
            self.fault(vdp.DUPLICATE_KEY, start, end, said, at="key")
        return end

    def colon(self, start: int) -> int:
        pos, key = self.gap(start), shown(str(self.levels[-1].step))
        char = self.text[pos : pos + 1]
        if not char:
            self.truncated(f"after the key {key}")
        if char != ":":
            self.syntax(pos, pos + 1, advice.no_colon(char, key), at="value")
        pos = self.gap(pos + 1)
        if pos == len(self.text):
            self.truncated(f"before the value of the key {key}")
        if self.text[pos] in ",]}":
            self.syntax(pos, pos + 1, advice.no_colon(self.text[pos], key), at="value")
        return pos

    def value(self, start: int) -> int:
        """Read a scalar, or open a container and leave its members to `member`."""
        char = self.text[start]
        if char == '"':
            return self.string(start, at="value")
        if char in "{[":
            if len(self.levels) == MAX_DEPTH:
                self.halt(vdp.TOO_DEEP, start, start + 1, advice.TOO_DEEP, at="value")
            self.levels.append(_Level(start, char == "{"))
            return start + 1
        end = _end(_WORD, self.text, start)
        if end == start:
            self.syntax(start, start + 1, advice.not_a_value(char), at="value")
        return self.word(start, end)

    def word(self, start: int, end: int) -> int:
        word = self.text[start:end]
        if word in ("true", "false", "null"):
            return end
        if number := _NUMBER.fullmatch(word):
            self.number(start, number)
        elif _NONFINITE.fullmatch(word):
            self.fault(vdp.NOT_A_NUMBER, start, end, advice.not_a_number(word))
        elif end == len(self.text) and _CUT_WORD.fullmatch(word):
            self.truncated(f"in the middle of {shown(word, '`')}")
        else:
            self.syntax(start, end, advice.not_a_word(word), at="value")
        return end

    def number(self, start: int, number: re.Match[str]) -> None:
        word, digits = number[0], number[1]
        if number[2] is None and number[3] is None:
            # Never convert a long run of digits: that is slow, and refused past some length.
            if len(digits) > len(str(MAX_INTEGER)) or int(digits) > MAX_INTEGER:
                self.fault(vdp.NUMBER_OUT_OF_RANGE, start, start + len(word), advice.integer_out_of_range(word))
        elif len(digits) > _MAX_DIGITS or isinf(float(word)):
            self.fault(vdp.NUMBER_OUT_OF_RANGE, start, start + len(word), advice.number_out_of_range(word))

    def string(self, start: int, *, at: str) -> int:
        text, pos = self.text, start + 1
        while True:
            pos = _end(_STRING, text, pos)
            char = text[pos : pos + 1]
            if char == '"':
                return pos + 1
            if not char or _CUT_ESCAPE.match(text, pos):
                self.truncated(f"inside the string that begins on line {self.lines.line(start)}")
            if not (lone := _LONE.match(text, pos)):
                if text.startswith(("\n", "\r\n"), pos):
                    self.syntax(start, pos, advice.OPEN_STRING, at=at)
                end = min(len(text), pos + advice.escape_length(text[pos : pos + 6]))
                self.syntax(pos, end, advice.not_in_a_string(text[pos:end]), at=at)
            self.fault(vdp.LONE_SURROGATE, pos, lone.end(), advice.lone_surrogate(lone[0]), at=at)
            pos = lone.end()


_STEPPER = json.JSONDecoder(parse_int=len, parse_float=len)
"""The standard library's decoder, to step over a value of a good text; no number is converted."""


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _name(raw: str) -> str:
    """The key that a string of a text writes."""
    if "\\" in raw:
        with suppress(ValueError):  # only where a text that is not JSON is searched for places
            return str(json.loads(raw))
    return raw[1:-1]


class _Wanted:
    """A node of the tree of wanted paths."""

    __slots__ = ("path", "steps")

    def __init__(self) -> None:
        self.path: Path | None = None
        self.steps: dict[str | int, _Wanted] = {}


def locate(text: str, paths: Iterable[Path]) -> dict[Path, Place]:
    """Where the values at some paths stand, in a text that `visitdata.codec.decode` accepts.

    A path is a tuple of keys and of list positions from 0; the empty tuple is the whole document. A path that
    leads nowhere is left out. For a text that is not JSON the answer means nothing, but nothing is raised.
    """
    root, missing = _Wanted(), set(paths)
    for path in missing:
        node = root
        for step in path:
            node = node.steps.setdefault(step, _Wanted())
        node.path = path
    lines, found = Lines(text), dict[Path, Place]()

    def note(wanted: _Wanted | None, key: Span | None, start: int, end: int) -> None:
        if wanted and wanted.path is not None:
            found[wanted.path] = Place(key, lines.span(start, end))
            missing.discard(wanted.path)

    # Of each open container: the node, what is known of its key, its start, the position of its next item.
    levels: list[tuple[_Wanted, Span | None, int, int]] = []
    wanted: _Wanted | None = root
    key: Span | None = None
    pos = _end(_GAP, text, 0)
    while True:
        # Here a value begins.
        if wanted and wanted.steps and text[pos : pos + 1] in ("{", "["):
            levels.append((wanted, key, pos, 0))
            pos += 1
        else:
            end = _skip(text, pos)
            note(wanted, key, pos, end)
            pos = end
        # Here a value has ended or a container has begun: walk to where the next wanted value begins.
        while levels and missing:
            node, key, start, item = levels[-1]
            if not node.steps:
                pos = _close(text, pos)
                levels.pop()
                note(node, key, start, pos)
                continue
            pos = _end(_GAP, text, pos)
            if text[pos : pos + 1] == ",":
                pos = _end(_GAP, text, pos + 1)
            if text[pos : pos + 1] in ("", "]", "}"):
                pos += 1
                levels.pop()
                note(node, key, start, pos)
                continue
            if text[start] == "[":
                levels[-1] = (node, key, start, item + 1)
                wanted, key = node.steps.pop(item, None), None
                break
            end = _end(_GOOD_STRING, text, pos)
            wanted = node.steps.pop(_name(text[pos:end]), None)
            key = lines.span(pos, end) if wanted else None
            pos = _end(_GAP, text, _end(_GAP, text, end) + 1)
            break
        else:
            return found


def _skip(text: str, start: int) -> int:
    """Where a value of a good text ends, without looking into it; the end of the text where it is no JSON."""
    try:
        return _STEPPER.raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return len(text)


def _close(text: str, pos: int) -> int:
    """Where the container ends in which an offset, not within a string, stands."""
    depth = 1
    while depth and pos < len(text):
        pos = _end(_TO_BRACKET, text, pos) + 1
        depth += 1 if text[pos - 1 : pos] in ("{", "[") else -1
    return pos

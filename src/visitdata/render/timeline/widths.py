"""How wide a text is drawn, by a guess that rather says too much, and how it is broken into lines.

The widths are those of DejaVu Sans, about the widest of the usual fonts without serifs, as a browser measured them.
"""

import re
from collections.abc import Iterator

from visitdata.findings import columns
from visitdata.render.bidi import CLOSE, LEFT, RIGHT

TIE = "\u00a0"
"""A space at which no line ends."""

BOLD = 1.17
"""How much wider bold type is."""

_EM = {
    **dict.fromkeys("ijlI,.:;'|/\\ f-\u00a0\u2018\u2019\u00b7", 0.36),
    **dict.fromkeys("()[]tr!", 0.42),
    **dict.fromkeys('"*_`sz\u201c\u201d\u2013', 0.53),
    **dict.fromkeys("mwMW@%#+<=>^~\u2014\u2026", 1.0),
    **dict.fromkeys("ЖШЩЮФЫЪМжшщюфыъм", 1.14),
}
"""The widths of characters, in the size of the type, where they differ from the common ones below."""

_SMALL, _LARGE, _WIDE = 0.65, 0.8, 1.02
_LATIN = "\u024f"
_OTHER = 0.9
"""Other scripts, as far as their characters are not of double width."""

_MOST_MARKS = 4
"""The most marks above or below one letter that are drawn: more of them would run over other lines."""

_IDEOGRAPH = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffe6\U00020000-\U0003fffd]"
)
_NO_START = frozenset("、。，．！？：；）」』】》〉…ー")
"""What begins no line of Chinese or Japanese."""


def width(text: str, size: float) -> float:
    """How wide a text of one line is at most, in type of this size."""
    return sum(map(_em, text)) * size


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """A text as lines that fit, so many at most; the last one ends in an ellipsis where more would follow. No more of
    the text is read than is drawn."""
    lines: list[str] = []
    for line in _lines(text, size, room):
        if len(lines) == most:
            lines[-1] = _with_ellipsis(lines[-1], size, room)
            break
        lines.append(line)
    return tuple(_balanced(lines))


def _em(char: str) -> float:
    found = _EM.get(char)
    if found is not None:
        return found
    if char <= _LATIN:
        return _LARGE if char.isupper() else _SMALL
    return (0, _OTHER, _WIDE)[columns(char)]


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line: list[str] = []
    used, gap = 0.0, 0
    for char in _drawn(text):
        wide = _em(char) * size
        if char != " " and _may_part(line[-1] if line else "", char):
            gap = len(line)
        if used + wide > room and line and char != " " and wide:
            end = gap or len(line)
            yield "".join(line[:end]).rstrip()
            line, gap = line[end:], 0
            used = width("".join(line), size)
        line.append(char)
        used += wide
    if line:
        yield "".join(line).rstrip()


def _drawn(text: str) -> Iterator[str]:
    """The characters of a text that are drawn: one space for many, and no more marks on a letter than there is room
    for."""
    marks, last = 0, " "
    for char in text:
        marks = marks + 1 if not _em(char) and char not in (LEFT, RIGHT, CLOSE) else 0
        shown = " " if char.isspace() and char != TIE else char
        if marks <= _MOST_MARKS and not (shown == last == " "):
            yield shown
            last = shown


def _may_part(last: str, char: str) -> bool:
    """Whether a line may end between two characters."""
    if last in ("", " "):
        return True
    return char not in _NO_START and bool(_IDEOGRAPH.match(last) or _IDEOGRAPH.match(char))


def _with_ellipsis(line: str, size: float, room: float) -> str:
    while width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _balanced(lines: list[str]) -> Iterator[str]:
    """Lines in which every isolate that begins also ends; one that goes on begins anew on the next line."""
    begun: list[str] = []
    for line in lines:
        before = "".join(begun)
        for char in line:
            if char in (LEFT, RIGHT):
                begun.append(char)
            elif char == CLOSE and begun:
                begun.pop()
        yield before + line + CLOSE * len(begun)

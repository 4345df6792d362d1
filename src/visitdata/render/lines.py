"""Text laid out for a terminal: nested entries, styled, wrapped to its width, wide characters counted."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal, NamedTuple

import click

from visitdata.findings import columns
from visitdata.model.node import Node

Style = Literal["plain", "bold", "dim", "time", "struck", "alarm", "new", "gone"]

_INDENT = 2

_LOOKS: dict[str, dict[str, Any]] = {
    "bold": {"bold": True}, "dim": {"dim": True}, "struck": {"bold": True, "strikethrough": True},
    "alarm": {"fg": "yellow"}, "new": {"fg": "green"}, "gone": {"fg": "red"},
}  # fmt: skip
"""How a terminal shows each style; what is plain, or a time, needs nothing."""


class Run(NamedTuple):
    """A stretch of text in one style. The text is one that a terminal shows as it is."""

    text: str
    style: Style = "plain"
    to: str | None = None
    """Where it leads, on a page that has links: the anchor of an entry, or an address as the document gives it."""
    language: str | None = None
    """BCP 47 tag of its language, where the document tells it."""
    date: str | None = None
    """The date that it tells in words, as EDTF."""


class Entry(NamedTuple):
    """Something told: what stands in its line, and what is told of it below."""

    head: tuple[Run, ...]
    inside: tuple["Entry", ...] = ()
    anchor: str | None = None
    """By what others lead to it."""
    flows: bool = False
    """Whether what is told below is so short that it may stand in the line, with semicolons between."""
    field: str | None = None
    """The field that it tells, where it does not tell a record of a list."""
    node: Node | None = None
    """The record that it tells."""


Word = list[Run]


def lay_out(entries: Iterable[Entry], width: int, *, color: bool, joint: str = "; ", indent: int = 0) -> Iterator[str]:
    """The lines of entries, each no wider than so many columns, save where a word of ASCII, such as a URL, is; with a
    joint between what flows."""
    for entry in entries:
        head, inside = (_in_line(entry, joint), ()) if entry.flows else (entry.head, entry.inside)
        yield from _wrapped(head, width, min(indent, width // 2), color)
        yield from lay_out(inside, width, color=color, joint=joint, indent=indent + _INDENT)


def glued(parts: Iterable[Iterable[Run]], joint: str) -> list[Run]:
    """Stretches of text with something between them; what is empty is left out."""
    joined: list[Run] = []
    for part in parts:
        runs = list(part)
        if runs:
            joined += [Run(joint), *runs] if joined else runs
    return joined


def said(runs: Iterable[Run]) -> str:
    """What stretches of text say, whatever their style."""
    return "".join(run.text for run in runs)


def cut(text: str, most: int) -> str:
    """A text of no more than so many characters, an ellipsis among them where it is cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _in_line(entry: Entry, joint: str) -> tuple[Run, ...]:
    return (*entry.head, *glued((one.head for one in entry.inside), joint))


def _wrapped(runs: Iterable[Run], width: int, indent: int, color: bool) -> Iterator[str]:
    margin, line, room = " " * indent, Word(), width - indent
    for word in _fitting(_words(runs), width - indent - _INDENT):
        size = _size(word)
        if line and size + 1 > room:
            yield margin + _painted(line, color)
            margin, line, room = " " * (indent + _INDENT), Word(), width - indent - _INDENT
        if line:
            style = line[-1].style
            line.append(Run(" ", style if word[0].style == style else "plain"))
            size += 1
        line += word
        room -= size
    yield margin + _painted(line, color)


def _words(runs: Iterable[Run]) -> Iterator[Word]:
    """The words of a text; one of them may be of several styles."""
    word = Word()
    for run in runs:
        first, *more = run.text.split(" ")
        word.append(Run(first, run.style))
        for text in more:
            yield word
            word = [Run(text, run.style)]
    yield word


def _fitting(words: Iterable[Word], room: int) -> Iterator[Word]:
    """The same words; those too long for a line, in scripts that put no spaces between words, in pieces."""
    for word in words:
        if _size(word) <= room or all(run.text.isascii() for run in word):
            yield word
        else:
            yield from _pieces(word, max(2, room))


def _pieces(word: Word, room: int) -> Iterator[Word]:
    piece, left = Word(), room
    for run in word:
        start = 0
        for end, char in enumerate(run.text):
            size = columns(char)
            if size > left:
                yield [*piece, Run(run.text[start:end], run.style)]
                piece, left, start = Word(), room, end
            left -= size
        piece.append(Run(run.text[start:], run.style))
    yield piece


def _size(word: Word) -> int:
    return sum(columns(run.text) for run in word)


def _painted(line: Word, color: bool) -> str:
    if not color:
        return said(line)
    painted = []
    for style, runs in groupby(line, lambda run: run.style):
        text = said(runs)
        painted.append(click.style(text, **_LOOKS[style]) if text and style in _LOOKS else text)
    return "".join(painted)

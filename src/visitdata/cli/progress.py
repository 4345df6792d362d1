"""How far a long command has got, shown to who waits at a terminal.

Shown on standard error, where that is a terminal, and wiped away at the end, also at Ctrl-C: what a command prints
stands as if it had never been there.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from visitdata.cli.options import width

_EVERY = 0.1
"""Seconds between two looks."""

_AT_FIRST = 0.4
"""Seconds after which it is shown: what is done sooner needs no telling."""

_NARROWEST = 40
"""The least columns of a terminal in which it is shown."""

_WIPE = "\r\x1b[2K"
_SHOW_CURSOR = "\x1b[?25h"
_WIPE_LINE_ABOVE = f"\x1b[1A{_WIPE}"
"""A bar ends with a new line, so that it stands above."""


class Progress:
    """What `progress` gives: told how much has been done."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._done = 0
        self._due = time.monotonic() + _AT_FIRST
        self._is_shown = self._is_whole = False

    def advance(self, number: int = 1) -> None:
        """Say that so much more has been done."""
        self._done += number
        now = time.monotonic()
        if self._bar is not None and now >= self._due:
            if not self._is_shown:
                self._is_shown = True
                self._bar.__enter__()
                self._is_whole = True
            self._bar.update(self._done)
            self._done, self._due = 0, now + _EVERY

    def clear(self) -> None:
        """Make room for a line that is about to be printed."""
        if self._is_shown:
            click.echo(_WIPE, err=True, nl=False, color=True)

    def end(self) -> None:
        """Wipe away what is shown."""
        if self._is_shown:
            # Ctrl-C may come before the bar is quite begun: then it neither ends its line nor shows the cursor again.
            if self._is_whole:
                self._bar.__exit__(None, None, None)
            wipe = _WIPE_LINE_ABOVE if self._is_whole else _WIPE
            click.echo(wipe + _SHOW_CURSOR, err=True, nl=False, color=True)


@contextmanager
def progress(label: str, unit: str, *, length: int | None = None, beside_output: bool = False) -> Iterator[Progress]:
    """Show how much is done: a bar where its `length` is known, else a number of units, such as ``12,000 visits``.

    `beside_output` says that lines are printed all the while; where these come to a terminal too, nothing is shown.
    """
    columns = width(sys.stderr)
    if columns is None or columns < _NARROWEST or (beside_output and width(sys.stdout) is not None):
        yield Progress(None)
        return
    without_length = (None for _ in ())  # of which click asks the length in vain
    bar: Any = click.progressbar(
        without_length if length is None else None,
        length=length,
        label=label,
        show_eta=False,
        show_percent=False,
        item_show_func=lambda _: f"{bar.pos:,} {unit}",
        bar_template="%(label)s  %(info)s" if length is None else "%(label)s  [%(bar)s]  %(info)s",
        width=10,
        file=sys.stderr,
    )
    shown = Progress(bar)
    try:
        yield shown
    finally:
        shown.end()

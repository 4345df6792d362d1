"""What several commands share: options, what they refuse, how wide their output may be, whether it is colored."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from typing import IO, Any

import click

from visitdata import limits


class Unusable(click.ClickException):
    """Something given that cannot be used, said in one line."""

    exit_code = 2


class NothingToWrite(Exception):  # noqa: N818 - not an error of its own: the findings are
    """No document is a visit, so nothing is begun."""


@contextmanager
def written(out: str) -> Iterator[None]:
    """Say in one line why what is to be written cannot be. Trouble with standard output is everybody's own."""
    try:
        yield
    except FileExistsError as error:
        raise Unusable(f"{error.filename or out} exists; --force overwrites it") from None
    except OSError as error:
        if out == "-":
            raise
        raise Unusable(f"{out} cannot be written: {error.strerror or error.args[-1]}") from None


def _bytes(ctx: click.Context, parameter: click.Parameter, megabytes: float) -> int | None:
    size = megabytes * 10**6
    if not isfinite(size):
        raise click.BadParameter("it is not a number of megabytes; 0 lifts the limit")
    return max(1, round(size)) if megabytes else None


MAX_SIZE = click.option(
    "--max-size", type=click.FloatRange(min=0), default=limits.MAX_SIZE / 10**6, metavar="MB", callback=_bytes,
    help="The most text that one document may have, in megabytes; 0 for no limit.  [default: 16]",
)  # fmt: skip
"""Gives a number of bytes, or None for no limit."""


COLOR = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Whether to set off what matters with color and bold type; auto: on a terminal, unless NO_COLOR is set.",
)  # fmt: skip
"""Gives one of its words, for `is_colored`."""


def is_colored(choice: str, stream: IO[Any] | None) -> bool:
    """Whether output to a stream is colored: by what was chosen, else on a terminal that can, unless the environment
    variable NO_COLOR says no (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    is_wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return is_wanted and stream is not None and stream.isatty()


def width(stream: IO[Any] | None) -> int | None:
    """How many columns a terminal has; None for what is no terminal."""
    if stream is None or not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns

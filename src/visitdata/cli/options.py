"""What several commands share: options, what they refuse, how wide their output may be, whether it is colored."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from math import isfinite
from typing import IO, TYPE_CHECKING, Any

import click

from visitdata import findings, limits

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from visitdata.checker.files import Named
    from visitdata.checker.selection import Selection
    from visitdata.render.labels import Labels


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


TO = click.option("--to", "folder", required=True, metavar="DIR", help="The folder that the pages are written into.")
FORCE = click.option("--force", is_flag=True, help="Write also where DIR holds files of others; they stay.")
"""Beside `TO`, for `remaking`."""


@contextmanager
def remaking(folder: str) -> Iterator[None]:
    """Say in one line why a folder of pages cannot be brought up to date."""
    with written(folder), usable():
        try:
            yield
        except FileExistsError as error:
            raise Unusable(f"{error.filename} {error.strerror}") from None


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


def _listed(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for one in given for code in one.split(",") if code.strip())


def _complete_rules(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The families and rules that a word may become, or what stands after its last comma."""
    from click.shell_completion import CompletionItem

    from visitdata.rules.engine import catalog

    before, comma, begun = incomplete.rpartition(",")
    titles = {family: title for family, (_, title) in catalog.FAMILIES.items()}
    with suppress(ValueError):  # a package whose rules cannot be used: the command says so
        titles |= {code: rule.name for code, rule in catalog.rules().items()}
    return [
        CompletionItem(f"{before}{comma}{code}", help=title)
        for code, title in titles.items()
        if code.startswith(begun.upper())
    ]


def _day(ctx: click.Context, parameter: click.Parameter, given: str | None) -> date | None:
    try:
        return datetime.strptime(given, "%Y-%m-%d").date() if given is not None else None
    except ValueError:
        raise click.BadParameter(f"{given!r} is not a day: write it as 2023-11-01") from None


_RULES = (
    click.option(
        "--select", multiple=True, metavar="CODE", callback=_listed, shell_complete=_complete_rules,
        help="Run only these rules: codes or their beginnings, with commas between them.",
    ),
    click.option(
        "--ignore", multiple=True, metavar="CODE", callback=_listed, shell_complete=_complete_rules,
        help="Leave these rules out: codes or their beginnings, with commas between them.",
    ),
    click.option("--completeness", is_flag=True, help="Say also what a fuller record would tell (VDK)."),
    click.option(
        "--evidence", type=click.Path(), metavar="DIR",
        help="Look up quotes in the texts of sources in this folder, named by source id or SHA-256 sum.",
    ),
    click.option("--as-of", metavar="DATE", callback=_day, help="Run also the rules that ask what day it is today."),
    click.option(
        "--profile", "profiles", multiple=True, type=click.Path(), metavar="PATH",
        help="What is known of the protocol of a host, as a JSON file, beside what visitdata knows.",
    ),
)  # fmt: skip


def RULES(command: Any) -> Any:  # noqa: N802 - used as the options beside it are
    """The options that choose rules, for `plan`."""
    for option in reversed(_RULES):
        command = option(command)
    return command


_CONFIGURATION = (
    click.option(
        "--config", type=click.Path(), metavar="FILE",
        help="Read this configuration, for all files, instead of those that lie nearest above them.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration."),
    click.option(
        "--changed-since", metavar="REV",
        help="Look only at files that differ in git from where REV and HEAD went apart, and at new ones.",
    ),
    click.option("--force-exclude", is_flag=True, help="Pass over what is excluded also where it is named."),
)  # fmt: skip


def CONFIGURATION(command: Any) -> Any:  # noqa: N802 - used as the options beside it are
    """The options that say which files are looked at, for `selection`."""
    for option in reversed(_CONFIGURATION):
        command = option(command)
    return command


def files(paths: Iterable[str], selection: "Selection", stdin_filename: str | None = None) -> "Iterator[Named]":
    """The files that paths name and a selection takes. Raises `Unusable` for a configuration that cannot be read."""
    from visitdata.checker.files import expand

    with usable():
        for named in expand(paths, selection=selection):
            yield named._replace(name=stdin_filename) if named.path == "-" else named


@contextmanager
def usable() -> Iterator[None]:
    """Say in one line what cannot be used."""
    try:
        yield
    except findings.Unusable as error:
        raise Unusable(str(error)) from None


LABELS = click.option(
    "--labels", "catalog", type=click.Path(), metavar="FILE",
    help="The words around what a document says, in a language other than English; see visitdata docs labels.",
)  # fmt: skip
"""Gives the path of a catalog, for `labels`."""


def labels(catalog: str | None) -> "Labels":
    """The labels of a catalog; without one, in English. Raises `Unusable` where it cannot be used."""
    from visitdata.render.labels import english, load

    with usable():
        return load(catalog) if catalog is not None else english()


def selection(config: str | None, isolated: bool, changed_since: str | None, force_exclude: bool) -> "Selection":
    """Which files the options ask for, and by which configurations."""
    from visitdata.checker import configuration, selection

    if config is not None and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    with usable():
        only = configuration.Configuration() if isolated else None
        if config is not None:
            from visitdata.checker.configuration_file import read

            only = read(config)
            if only is None:
                raise Unusable(f"{config} has no table tool.visitdata")
        changed = selection.changed_since(changed_since) if changed_since is not None else None
        return selection.Selection(configuration.Configurations(only), changed=changed, excludes_named=force_exclude)


COLOR = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Whether to set off what matters with color and bold type; auto: on a terminal, unless NO_COLOR is set; "
    "also elsewhere where FORCE_COLOR is.",
)  # fmt: skip
"""Gives one of its words, for `is_colored`."""


def is_colored(choice: str, stream: IO[Any] | None) -> bool:
    """Whether output to a stream is colored: by what was chosen, else on a terminal that can. Of the environment
    variables, NO_COLOR says no (https://no-color.org), and FORCE_COLOR yes (https://force-color.org)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream is not None and stream.isatty()


def width(stream: IO[Any] | None) -> int | None:
    """How many columns a terminal has; None for what is no terminal."""
    if stream is None or not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns

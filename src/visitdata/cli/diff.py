"""``visitdata diff``: what changed between two versions of a visit?"""

import sys
from typing import TYPE_CHECKING

import click

from visitdata.checker.versions import Version, paired, read_version
from visitdata.cli.options import COLOR, MAX_SIZE, Unusable, is_colored, width
from visitdata.findings import printable
from visitdata.report.tally import plural

if TYPE_CHECKING:
    from visitdata.render.differences import Compared

_OF_GIT = (7, 9)
"""How many arguments Git gives to a diff driver: path, old file, sum and mode, new file, sum and mode; and of a renamed
file its new path and what Git says of that. Of a path that is not merged it gives the path alone."""


@click.command("diff")
@click.argument("arguments", nargs=-1, metavar="OLD NEW")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True,
    help="Output for people, for programs, or for a comment on a proposed change.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there is a change.")
@click.option("--git", "is_driver", is_flag=True, help="Take the arguments that Git gives to a diff driver.")
@MAX_SIZE
@COLOR
@click.pass_context
def command(
    ctx: click.Context,
    arguments: tuple[str, ...],
    form: str,
    exit_code: bool,
    is_driver: bool,
    max_size: int | None,
    color: str,
) -> None:
    """Say what changed between two versions of a visit, in the words of the model.

    OLD and NEW are files, - for standard input, or /dev/null where there is no such version. Records are matched by
    their ids, wherever they moved. Two folders, globs or JSON Lines files are compared document by document, by their
    ids. A document that is no visit is reported as by check. Exits with 0; with --exit-code 1 if there is a change;
    with 2 if a document is no visit or cannot be read. With --git it exits with 0 and compares what is no visit as
    text.
    """
    if is_driver:
        _drive(arguments, form, max_size, color)
        return
    if len(arguments) != 2 or arguments[0] == arguments[1] == "-":
        raise click.UsageError("name two versions, of which one may be - for standard input")
    stdin = getattr(sys.stdin, "buffer", None)
    old, new = (read_version(path, max_size=max_size, stdin=stdin) for path in arguments)
    _report(ctx, old, new)
    documents = _compared(old, new)
    if not documents:
        raise Unusable(f"there is no document in {' or '.join(map(printable, arguments))}")
    is_corpus = old.is_corpus or new.is_corpus
    _echo([one for one in documents if one.is_changed or not is_corpus], form, color)
    if is_corpus and form == "text":
        click.echo(_summary(documents))
    ctx.exit(1 if exit_code and any(one.is_changed for one in documents) else 0)


def _report(ctx: click.Context, *versions: Version) -> None:
    """Report what is wrong with documents that are no visits, and end if there are any."""
    from visitdata.report import text

    broken = [checked for version in versions for checked in version.broken]
    for checked in broken:
        click.echo(text.of_document(checked, width(sys.stderr)), nl=False, err=True)
    if broken:
        ctx.exit(2)


def _compared(old: Version, new: Version) -> "list[Compared]":
    from visitdata.render.differences import Compared

    try:
        return [Compared(before, after) for before, after in paired(old, new)]
    except ValueError as error:
        raise Unusable(f"{error}: which is which cannot be told") from None


def _echo(documents: "list[Compared]", form: str, color: str) -> None:
    from visitdata.render import differences

    if form == "json":
        click.echo(differences.render_json(documents), nl=False)
    elif form == "markdown":
        click.echo(differences.render_markdown(documents), nl=False)
    else:
        is_color = is_colored(color, sys.stdout)
        for line in differences.render(documents, width(sys.stdout), color=is_color):
            click.echo(line, color=is_color)


def _summary(documents: "list[Compared]") -> str:
    added, removed = sum(one.old is None for one in documents), sum(one.new is None for one in documents)
    changed = sum(one.is_changed for one in documents) - added - removed
    return f"Compared {plural(len(documents), 'document')}: {changed:,} changed, {added:,} added, {removed:,} removed."


def _drive(arguments: tuple[str, ...], form: str, max_size: int | None, color: str) -> None:
    """Do as Git asks a diff driver to; whatever is wrong with a document is no reason for Git to stop."""
    if len(arguments) == 1:
        click.echo(f"* Unmerged path {printable(arguments[0])}")
        return
    if len(arguments) not in _OF_GIT:
        raise click.UsageError("--git is for Git, which gives a diff driver 7 arguments, 9, or 1")
    path, old_file, new_file = arguments[0], arguments[1], arguments[4]
    now = arguments[7] if len(arguments) == max(_OF_GIT) else path
    old, new = (read_version(file, max_size=max_size) for file in (old_file, new_file))
    if form == "text":
        click.echo(f"visitdata diff {printable(path)} {printable(now)}")
    broken = [checked for version in (old, new) for checked in version.broken]
    if not broken:
        try:
            _echo(_compared(old, new), form, color)
            return
        except Unusable as error:
            reason = error.format_message()
    else:
        which = "old" if old.broken else "new"
        reason = f"the {which} version is no valid visit ({broken[0].findings[0]._replace(file=None)})"
    click.echo(f"{printable(reason)}; compared as text:")
    _echo_text(path, now, old_file, new_file, max_size)


def _echo_text(path: str, now: str, old_file: str, new_file: str, max_size: int | None) -> None:
    """A unified diff of two files of which one is no visit, as Git itself would show it."""
    import os

    from visitdata.checker.files import read_bytes
    from visitdata.checker.format import Formatted, diff
    from visitdata.report import text

    old, new = (b"" if file == os.devnull else read_bytes(file, max_size) for file in (old_file, new_file))
    if isinstance(old, bytes) and isinstance(new, bytes):
        click.echo(text.printable_lines(diff(Formatted(now, old, new, ()))), nl=False)

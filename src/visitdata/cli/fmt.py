"""``visitdata fmt``: documents in canonical form."""

import sys
from typing import Any

import click

from visitdata.checker.format import Formatted, diff, format_file, write_file
from visitdata.cli import options
from visitdata.cli.options import MAX_SIZE, width
from visitdata.findings import printable
from visitdata.report import text
from visitdata.report.tally import Tally, plural


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; name the files that would change and exit with 1.",
)
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change and exit with 1.")
@options.CONFIGURATION
@MAX_SIZE
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    only_check: bool,
    show_diff: bool,
    max_size: int | None,
    quiet: bool,
    **selecting: Any,
) -> None:
    """Write documents in canonical form: keys in the model's order, two-space indent, UTF-8.

    PATH is a file, a folder or a glob, rewritten in place and atomically, or - to read standard input and write
    standard output. JSON Lines files keep one document on each line. A file that is not wholly valid is reported
    and not touched. Exits with 0, with 1 if a file has an error (or would change, with --check or --diff), with 2 if
    there is nothing to format.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    tally, changed = Tally(), 0
    for named in options.files(paths, options.selection(**selecting)):
        formatted = format_file(named, getattr(sys.stdin, "buffer", None), max_size)
        for checked in formatted.checked:
            tally.add(checked)
            click.echo(text.of_document(checked, width(sys.stderr)), nl=False, err=True)
        if not formatted.is_readable:
            continue
        is_new = formatted.new != formatted.old
        changed += is_new and (only_check or show_diff or named.path == "-" or _is_written(formatted, tally))
        if show_diff:
            click.echo(text.printable_lines(diff(formatted)), nl=False)
        elif only_check:
            if is_new:
                click.echo(f"would reformat {printable(formatted.file)}")
        elif named.path == "-":
            click.echo(formatted.new, nl=False)
    if not quiet and tally.documents:
        click.echo(_summary(changed, tally, would=only_check or show_diff), err=True)
    if not tally.documents and selecting["changed_since"] is None:
        click.echo(f"visitdata: nothing to format. {tally.as_text()}", err=True)
        ctx.exit(2)
    ctx.exit(1 if tally.errors or (changed and (only_check or show_diff)) else 0)


def _is_written(formatted: Formatted, tally: Tally) -> bool:
    finding = write_file(formatted)
    if finding is not None:
        tally.findings[finding.severity] += 1
        tally.invalid += 1
        click.echo(printable(str(finding)), err=True)
    return finding is None


def _summary(changed: int, tally: Tally, *, would: bool) -> str:
    return f"{plural(changed, 'file')} {'would change' if would else 'changed'}. {tally.as_text()}"

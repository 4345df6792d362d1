"""``visitdata tables``: a corpus as flat, joinable tables."""

from typing import Any

import click

from visitdata.cli.corpus import visits
from visitdata.cli.options import MAX_SIZE, NothingToWrite, Unusable, written
from visitdata.cli.progress import progress
from visitdata.codec.folder import new_folder
from visitdata.findings import MissingExtra
from visitdata.interop.tables import FORMS, file_names, write_tables
from visitdata.report.tally import Tally, plural


@click.command("tables")
@click.argument("paths", nargs=-1, metavar="CORPUS...")
@click.option("--to", "folder", required=True, metavar="DIR", help="The folder that the tables are written into.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="csv", show_default=True,
    help="CSV with a Data Package descriptor, or Parquet.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite tables that are in the folder.")
@MAX_SIZE
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], folder: str, form: Any, force: bool, max_size: int | None, quiet: bool
) -> None:
    """Write a corpus as flat, joinable tables, one file a table.

    CORPUS is a file, a folder, a glob, or - for standard input; .jsonl and .jsonl.gz files hold one document on each
    line. A document with an error is reported and left out. The tables are written whole or not at all. Exits with 0,
    with 1 if there is an error, with 2 if there is no visit to write.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    tally, number = Tally(), 0
    try:
        with (
            written(folder),
            progress("Writing", "visits") as bar,
            new_folder(folder, overwrite=force, names=file_names(form)) as hidden,
        ):
            number = write_tables(visits(paths, max_size, tally, bar), hidden, form)
            if not number:
                raise NothingToWrite
    except NothingToWrite:
        click.echo(f"visitdata: no visit to write. {tally.as_text()}", err=True)
        ctx.exit(2)
    except MissingExtra as missing:
        raise Unusable(str(missing)) from None
    if not quiet:
        click.echo(f"Wrote {plural(number, 'visit')} as {len(file_names(form))} files. {tally.as_text()}", err=True)
    ctx.exit(1 if tally.errors else 0)

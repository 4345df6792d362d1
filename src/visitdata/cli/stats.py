"""``visitdata stats``: what is in a corpus?"""

import sys

import click

from visitdata.cli.corpus import visits
from visitdata.cli.options import MAX_SIZE, width
from visitdata.cli.progress import progress
from visitdata.render.statistics import Statistics, render, render_json
from visitdata.report.tally import Tally


@click.command("stats")
@click.argument("paths", nargs=-1, metavar="CORPUS...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output for people, or for programs.",
)  # fmt: skip
@MAX_SIZE
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], form: str, max_size: int | None) -> None:
    """Say what is in a corpus: how many visits, when, of which grade, between which countries, with which kinds of
    activities, and how complete they are.

    CORPUS is a file, a folder, a glob, or - for standard input; .jsonl and .jsonl.gz files hold one document on each
    line. A document with an error is reported on standard error and not counted. Exits with 0, with 1 if there is an
    error, with 2 if there is no visit to count.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    tally, statistics = Tally(), Statistics()
    with progress("Counting", "documents") as bar:
        for visit in visits(paths, max_size, tally, bar):
            statistics.add(visit)
    if not statistics.visits:
        click.echo(f"visitdata: nothing to count. {tally.as_text()}", err=True)
        ctx.exit(2)
    if tally.errors:
        click.echo(f"{tally.as_text()} Only visits without an error are counted.", err=True)
    click.echo(render_json(statistics) if form == "json" else render(statistics, width(sys.stdout)), nl=False)
    ctx.exit(1 if tally.errors else 0)

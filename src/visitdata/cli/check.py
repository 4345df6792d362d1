"""``visitdata check``: are these files visits?"""

import sys
from typing import Any

import click

from visitdata.checker.files import check_paths
from visitdata.cli.options import MAX_SIZE, width
from visitdata.report.tally import Tally
from visitdata.schemas.engines import ENGINES


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output for people, or for programs.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(ENGINES), default="jsonschema-rs", show_default=True,
    help="The JSON Schema engine: the fast one or the reference.",
)  # fmt: skip
@MAX_SIZE
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], form: str, engine: Any, max_size: int | None, quiet: bool
) -> None:
    """Check documents against the model.

    PATH is a file, a folder, a glob, or - for standard input; .jsonl and .jsonl.gz files hold one document on each
    line. In a folder, JSON files of another kind are skipped and counted. Each finding is printed as
    file:line:column: CODE message. Exits with 0 if there is no error, 1 if there is one, 2 if there is nothing to
    check.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    tally = Tally()
    kept = []
    stdin = getattr(sys.stdin, "buffer", None)
    for checked in check_paths(paths, engine=engine, max_size=max_size, stdin=stdin):
        tally.add(checked)
        if form == "json":
            if checked.findings or checked.skipped:
                kept.append(checked._replace(value=None, text=b""))
        elif checked.findings:
            from visitdata.report import text

            click.echo(text.render(checked, width(sys.stdout)), nl=False)
    if form == "json":
        from visitdata.report import json

        click.echo(json.render(kept, tally).encode(), nl=False)
    elif not quiet and tally.documents:
        click.echo(tally.as_text())
    if not tally.documents:
        click.echo(f"visitdata: nothing to check. {tally.as_text()}", err=True)
        ctx.exit(2)
    ctx.exit(1 if tally.errors else 0)

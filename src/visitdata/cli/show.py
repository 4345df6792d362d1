"""``visitdata show``: one visit, readable in a terminal, on a page, in a wiki, or as a picture of its program."""

import sys
from typing import Any

import click

from visitdata.checker.choice import choose
from visitdata.checker.files import check_paths
from visitdata.cli.options import COLOR, LABELS, MAX_SIZE, Unusable, is_colored, labels, width
from visitdata.findings import MissingExtra

FORMS = ("text", "html", "markdown", "svg")
"""Those of `visitdata.render.forms`, named here so that a list of commands loads no page."""


@click.command("show")
@click.argument("path", metavar="VISIT")
@click.option("--id", "visit_id", metavar="ID", help="Which visit, by its id, where VISIT holds several.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True,
    help="text: everything, for a terminal. html: everything, as a page of one file. markdown: everything, for a wiki. "
    "svg: a picture of the program, drawn to what is known of it.",
)  # fmt: skip
@LABELS
@MAX_SIZE
@COLOR
@click.pass_context
def command(
    ctx: click.Context, path: str, visit_id: str | None, form: Any, catalog: str | None, max_size: int | None,
    color: str,
) -> None:  # fmt: skip
    """Show one visit, readable in a terminal, or as a page, as Markdown, or as a picture.

    VISIT is a file, or - for standard input; with --id also a JSON Lines file, a folder or a glob. Ids are replaced
    by names, sources are numbered, and lines are wrapped to the width of the terminal. A document that is no visit is
    reported as by check. Exits with 0, with 1 if the document has an error, with 2 if there is no such visit or VISIT
    holds several.
    """
    stdin = getattr(sys.stdin, "buffer", None)
    checked, problem = choose(check_paths([path], max_size=max_size, stdin=stdin), path, visit_id)
    if checked is None:
        click.echo(f"visitdata: {problem}", err=True)
        ctx.exit(2)
    if checked.value is None or checked.findings:
        from visitdata.report import text

        click.echo(text.of_document(checked, width(sys.stdout)), nl=False)
        ctx.exit(1)
    from visitdata.codec.convert import structure

    visit, words = structure(checked.value), labels(catalog)
    if form == "text":
        from visitdata.render.terminal import render

        is_color = is_colored(color, sys.stdout)
        for line in render(visit, width(sys.stdout), color=is_color, labels=words):
            click.echo(line, color=is_color)
        return
    from visitdata.render.forms import show

    try:
        click.echo(show(visit, form, labels=words).encode(), nl=False)
    except MissingExtra as missing:
        raise Unusable(str(missing)) from None

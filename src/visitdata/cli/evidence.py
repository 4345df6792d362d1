"""``visitdata evidence``: which sources carry what a document says."""

import click

from visitdata.cli.options import MAX_SIZE, Unusable
from visitdata.report.tally import Tally


@click.command("evidence")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--evidence", type=click.Path(), metavar="DIR",
    help="Look up quotes in the texts of sources in this folder, named by source id or SHA-256 sum.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List every fact with its sources, not only those without one.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output for people, or for programs: JSON with every fact.",
)  # fmt: skip
@MAX_SIZE
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], evidence: str | None, every: bool, form: str, max_size: int | None
) -> None:
    """Say which sources carry each statement, step, gift and claim, and which facts have no evidence.

    PATH is as for `visitdata check`. Exits with 0, with 1 if a document is no visit, with 2 if there is nothing to
    read.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    from visitdata.checker.evidence import open_folder
    from visitdata.cli.corpus import documents
    from visitdata.render import attestation
    from visitdata.rules.attestation import attestations

    try:
        folder = open_folder(evidence) if evidence is not None else None
    except ValueError as error:
        raise Unusable(str(error)) from None
    tally, told = Tally(), []
    for checked, visit in documents(paths, max_size, tally):
        facts = attestations(visit, folder)
        if form == "json":
            told.append(attestation.as_dict(checked.file, checked.record, facts))
        else:
            click.echo(attestation.as_text(f"{visit.id} ({checked.file})", facts, every=every), nl=False)
    if not tally.documents:
        click.echo(f"visitdata: nothing to read. {tally.as_text()}", err=True)
        ctx.exit(2)
    if form == "json":
        import orjson

        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), nl=False)
    ctx.exit(1 if tally.errors else 0)

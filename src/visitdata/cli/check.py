"""``visitdata check``: are these files visits, and what would an expert object to?"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from visitdata.checker.files import Checked
from visitdata.cli import options
from visitdata.cli.options import MAX_SIZE, width
from visitdata.findings import Severity
from visitdata.report.formats import FOR_PEOPLE, FORMATS, Run, render
from visitdata.report.tally import Tally
from visitdata.schemas.engines import ENGINES


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.RULES
@click.option("--no-rules", is_flag=True, help="Check against the model alone.")
@click.option(
    "--fail-on", type=click.Choice([severity.value for severity in Severity]), default="error", show_default=True,
    help="How bad a finding must be for the command to exit with 1.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend in place what can be mended without a change of meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend in place also what might change the meaning.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what the fixes would change.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="Output for people, or for programs.",
)  # fmt: skip
@click.option("--statistics", is_flag=True, help="Say how often each code was found (text and json).")
@click.option(
    "--engine", type=click.Choice(ENGINES), default="jsonschema-rs", show_default=True,
    help="The JSON Schema engine: the fast one or the reference.",
)  # fmt: skip
@MAX_SIZE
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    no_rules: bool,
    fail_on: str,
    fix: bool,
    unsafe_fixes: bool,
    show_diff: bool,
    form: str,
    statistics: bool,
    engine: Any,
    max_size: int | None,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Check documents against the model, and by the rules of an expert.

    PATH is a file, a folder, a glob, or - for standard input; .jsonl and .jsonl.gz files hold one document on each
    line. In a folder, JSON files of another kind are skipped and counted. Each finding is printed as
    file:line:column: CODE message. Exits with 0 if there is no error, 1 if there is one (or what --fail-on names, or
    a change with --diff), 2 if there is nothing to check.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    if statistics and form not in ("text", "json"):
        raise click.UsageError(f"--statistics has the formats text and json, not {form}")
    rules = None if no_rules else options.plan(**chosen)
    reading = {"engine": engine, "max_size": max_size, "rules": rules}
    stdin, to_stderr, unwritten = getattr(sys.stdin, "buffer", None), False, 0
    if fix or unsafe_fixes or show_diff:
        from visitdata.cli.mend import mend

        mended = mend(paths, {"unsafe": unsafe_fixes, **reading}, only_show=show_diff, quiet=quiet)
        if show_diff:
            ctx.exit(1 if mended.changed else 0)
        to_stderr, unwritten = mended.stdin is not None, mended.unwritten
        stdin = mended.stdin or stdin
    from visitdata.checker.across import check_corpus

    tally = Tally()
    run = Run(tally, width(sys.stdout), quiet=quiet)
    documents = _counted(check_corpus(paths, stdin=stdin, **reading), tally)
    for piece in _statistics(form, documents, run) if statistics else render(form, documents, run):
        click.echo(piece if form in FOR_PEOPLE else piece.encode("utf-8"), nl=False, err=to_stderr)
    if not tally.documents:
        click.echo(f"visitdata: nothing to check. {tally.as_text()}", err=True)
        ctx.exit(2)
    ctx.exit(1 if tally.reaches(Severity(fail_on)) or unwritten else 0)


def _counted(documents: Iterable[Checked], tally: Tally) -> Iterator[Checked]:
    for checked in documents:
        tally.add(checked)
        yield checked


def _statistics(form: str, documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """How often each code was found, in place of the findings."""
    from visitdata.report.counts import Counts

    counts = Counts()
    for checked in documents:
        counts.add(checked)
    if form == "json":
        yield counts.as_json()
    else:
        yield counts.as_text()
        yield run.summary()

"""``visitdata check``: are these files visits, and what would an expert object to?"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from visitdata.checker.configuration import FORMATS, Choice
from visitdata.checker.files import Checked
from visitdata.cli import options
from visitdata.cli.options import COLOR, MAX_SIZE, Unusable, is_colored, usable, width, written
from visitdata.cli.progress import Progress, progress
from visitdata.findings import Severity, printable
from visitdata.report.formats import FOR_PEOPLE, Run, render
from visitdata.report.tally import Tally, plural
from visitdata.schemas.engines import ENGINES

if TYPE_CHECKING:
    from visitdata.checker.baseline import Baseline
    from visitdata.checker.rulebook import Rulebook
    from visitdata.checker.selection import Selection


def _jobs(ctx: click.Context, parameter: click.Parameter, given: str) -> int:
    if given == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= _MOST_JOBS:
        raise click.BadParameter(f"{given!r} is neither auto nor a number from 1 to {_MOST_JOBS}")
    return int(given)


_MOST_JOBS = 60
"""The most processes: what Windows can wait for at once."""


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.RULES
@click.option("--no-rules", is_flag=True, help="Check against the model alone.")
@click.option(
    "--fail-on", type=click.Choice([severity.value for severity in Severity]),
    help="How bad a finding must be for the command to exit with 1.  [default: error]",
)  # fmt: skip
@click.option(
    "--baseline", metavar="FILE",
    help="Let the findings pass that are in this file; where there is no such file, record those of today.",
)  # fmt: skip
@click.option("--update-baseline", is_flag=True, help="Drop from the baseline what no longer occurs.")
@click.option("--fix", is_flag=True, help="Mend in place what can be mended without a change of meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend in place also what might change the meaning.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what the fixes would change.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="How the findings are told.  [default: text; github in a GitHub workflow]",
)  # fmt: skip
@click.option("--output-file", metavar="FILE", help="Write the findings to this file.")
@click.option("--statistics", is_flag=True, help="Count findings by their codes instead of telling them.")
@options.CONFIGURATION
@click.option("--show-config", is_flag=True, help="Show the configuration that holds for each PATH, and check nothing.")
@click.option(
    "--stdin-filename", metavar="NAME", help="What standard input is called: in findings, and for the configuration."
)
@click.option(
    "--jobs", default="auto", show_default=True, metavar="N", callback=_jobs,
    help="How many processes check; auto: as many as there are processors, where there is much to do.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(ENGINES), default="jsonschema-rs", show_default=True,
    help="The JSON Schema engine: the fast one or the reference.",
)  # fmt: skip
@MAX_SIZE
@COLOR
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    no_rules: bool,
    fail_on: str | None,
    baseline: str | None,
    update_baseline: bool,
    fix: bool,
    unsafe_fixes: bool,
    show_diff: bool,
    form: str | None,
    output_file: str | None,
    statistics: bool,
    config: str | None,
    isolated: bool,
    changed_since: str | None,
    force_exclude: bool,
    show_config: bool,
    stdin_filename: str | None,
    jobs: int,
    engine: Any,
    max_size: int | None,
    color: str,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Check documents against the model, and by the rules of an expert.

    PATH is a file, a folder, a glob, or - for standard input; .jsonl and .jsonl.gz files hold one document on each
    line. In a folder, JSON files of another kind, and what git ignores, are skipped. Each finding is printed as
    file:line:column: CODE message. Exits with 0 if there is no error, 1 if there is one (or what --fail-on names, or
    a change with --diff), 2 if there is nothing to check.
    """
    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    if stdin_filename is not None and "-" not in paths:
        raise click.UsageError("--stdin-filename says what standard input is called: name - as well")
    if statistics and form not in (None, "text", "json"):
        raise click.UsageError(f"--statistics has the formats text and json, not {form}")
    selection = options.selection(config, isolated, changed_since, force_exclude)
    asked = Choice(**chosen)
    with usable():
        ours = selection.configurations.of(os.path.join(os.curdir, "-"))
        if show_config:
            given = {"fail-on": fail_on, "format": form, "baseline": baseline}
            _show_configurations(paths, selection, asked, given)
            return
        rules = None if no_rules else _rulebook(asked, ours.evidence, selection)
        known = _baseline(baseline, ours.baseline, paths, update_baseline)
    files = partial(options.files, paths, selection, stdin_filename)
    reading = {"engine": engine, "max_size": max_size, "rules": rules}
    stdin, to_stderr, unwritten = getattr(sys.stdin, "buffer", None), False, 0
    if fix or unsafe_fixes or show_diff:
        from visitdata.cli.mend import mend

        with usable():
            mended = mend(files(), {"unsafe": unsafe_fixes, **reading}, only_show=show_diff, quiet=quiet)
        if show_diff:
            ctx.exit(1 if mended.changed else 0)
        to_stderr, unwritten = mended.stdin is not None, mended.unwritten
        stdin = mended.stdin or stdin
    from visitdata.checker.across import check_corpus

    form = form or ("text" if statistics else ours.format or _usual_format())
    run = Run(Tally(), width(sys.stdout), output_file is None and is_colored(color, sys.stdout), quiet)
    kept: list[Checked] = []
    with usable(), progress("Checking", "documents") as bar, written("-" if output_file is None else output_file):
        documents = check_corpus(files(), stdin=stdin, jobs=jobs, **reading)
        documents = _kept(_counted(documents, run.tally, known, bar), kept if form == "github" else None)
        pieces = _statistics(form, documents, run) if statistics else render(form, documents, run)
        if output_file is not None:
            _write(output_file, pieces)
        for piece in pieces:  # none are left where a file has taken them
            bar.clear()
            click.echo(piece if form in FOR_PEOPLE else piece.encode(), nl=False, err=to_stderr, color=run.color)
    if form == "github":
        _summarize(kept, run)
    if known is not None:
        _settle(known, update_baseline)
    if not run.tally.documents:
        ctx.exit(_nothing_checked(run, form, selection, changed_since))
    ctx.exit(1 if run.tally.reaches(Severity(fail_on or ours.fail_on)) or unwritten else 0)


def _nothing_checked(run: Run, form: str, selection: "Selection", changed_since: str | None) -> int:
    """Say why nothing was checked, and give the exit code."""
    if changed_since is not None:
        if form in FOR_PEOPLE and not run.quiet:
            click.echo(f"No file has changed since {printable(changed_since)}.")
        return 0
    passed = f" Passed over by configuration or git: {selection.passed_over:,}." if selection.passed_over else ""
    click.echo(f"visitdata: nothing to check. {run.tally.as_text()}{passed}", err=True)
    return 2


def _write(path: str, pieces: Iterable[str]) -> None:
    from visitdata.codec.write import write

    write(path, (piece.encode("utf-8", "backslashreplace") for piece in pieces))


def _usual_format() -> str:
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


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


def _rulebook(asked: Choice, evidence: str | None, selection: "Selection") -> "Rulebook":
    """The rules of a run; what is asked for and cannot be used, with the evidence that the configuration names, is told
    at once."""
    from visitdata.checker.rulebook import Rulebook

    rules = Rulebook(asked, selection.configurations)
    rules.plan(asked if asked.evidence is not None else asked._replace(evidence=evidence))
    return rules


def _baseline(
    asked: str | None, configured: str | None, paths: tuple[str, ...], is_to_be_updated: bool
) -> "Baseline | None":
    path = configured if asked is None else asked
    if path is None:
        if is_to_be_updated:
            raise click.UsageError("--update-baseline needs --baseline FILE, or a baseline in the configuration")
        return None
    from visitdata.checker.baseline import Baseline

    known = Baseline(path, paths)
    if known.is_new and asked is None:
        # One that was forgotten must not let everything pass, and say so each time.
        raise Unusable(f"{path}, the baseline of the configuration, is not there; --baseline {path} records one")
    return known


def _counted(documents: Iterable[Checked], tally: Tally, known: "Baseline | None", bar: Progress) -> Iterator[Checked]:
    """The documents without known findings, counted as they go by."""
    for checked in documents:
        new = checked if known is None else known.without_known(checked)
        tally.add(new)
        tally.known += len(checked.findings) - len(new.findings)
        bar.advance()
        yield new


def _kept(documents: Iterable[Checked], kept: list[Checked] | None) -> Iterator[Checked]:
    """The documents; the first of those with findings are kept, without their texts."""
    for checked in documents:
        if kept is not None and checked.findings and len(kept) < _MOST_KEPT:
            kept.append(checked._replace(value=None, text=b""))
        yield checked


_MOST_KEPT = 1000
"""How many documents with findings the summary of a job may tell of."""


def _summarize(documents: list[Checked], run: Run) -> None:
    """Add what was found to the summary of a job in a GitHub workflow, where it has one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with suppress(OSError), open(path, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(render("markdown", documents, run))


def _settle(known: "Baseline", is_to_be_updated: bool) -> None:
    """Write a baseline where that is asked for, and say what is in it that no longer occurs."""
    name, gone = printable(known.path), known.gone().total()
    with written(known.path):
        if known.is_new or (gone and is_to_be_updated):
            known.save()
    if known.is_new:
        click.echo(f"Recorded {plural(known.met, 'finding')} in {name}.", err=True)
    elif gone and is_to_be_updated:
        click.echo(f"Dropped {plural(gone, 'finding')} from {name}.", err=True)
    elif gone:
        verb, what = ("occurs", "it") if gone == 1 else ("occur", "them")
        told = f"{plural(gone, 'finding')} of {name} no longer {verb}; --update-baseline drops {what}."
        click.echo(told, err=True)


def _show_configurations(
    paths: Iterable[str], selection: "Selection", asked: Choice, given: Mapping[str, str | None]
) -> None:
    from visitdata.checker.configuration_file import as_toml

    for path in paths:
        inside = os.path.join(path, "-") if os.path.isdir(path) else path
        configuration = selection.configurations.of(inside)
        source = "no configuration" if configuration.file is None else configuration.file
        click.echo(f"# {printable(path)}: {printable(source)}")
        click.echo(as_toml(configuration, inside, asked, given), nl=False)

"""``visitdata convert``: from other people's formats and back."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import click

from visitdata.cli.options import MAX_SIZE, NothingToWrite, Unusable, written
from visitdata.cli.progress import Progress, progress
from visitdata.codec.folder import new_folder
from visitdata.codec.problems import NOT_WRITTEN
from visitdata.codec.write import write as write_file
from visitdata.findings import Finding, Severity
from visitdata.interop.convert import FROM, TO, read, write
from visitdata.interop.historyatstate.reading import Understood
from visitdata.interop.imported import Imported
from visitdata.model import Visit
from visitdata.report.tally import plural
from visitdata.report.text import without_excerpt

_ENDINGS = {
    "jsonl": (".jsonl", ".ndjson"),
    "historyatstate-visits": (".xml",),
    "historyatstate-travels": (".xml",),
}
"""How a file of each format is called, so that nothing is written over by mistake."""


_LONGEST_NAME = 240
"""The most characters of an id that names a file; with the ending, file systems take 255."""


@click.command("convert")
@click.argument("paths", nargs=-1, metavar="IN... OUT")
@click.option("--from", "source", type=click.Choice(FROM), default="json", show_default=True, help="The format of IN.")
@click.option("--to", "target", type=click.Choice(TO), required=True, help="The format of OUT.")
@click.option("--mapping", metavar="FILE", help="How to read a spreadsheet: a JSON file (with --from csv).")
@click.option("--force", is_flag=True, help="Overwrite what OUT names if it exists.")
@MAX_SIZE
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    source: Any,
    target: Any,
    mapping: str | None,
    force: bool,
    max_size: int | None,
    quiet: bool,
) -> None:
    """Convert visits from one format to another.

    IN is a file, a folder, a glob, or - for standard input. OUT is a file, for --to json a folder that takes one file
    for each visit, or - for standard output. A record that is no visit is reported with its line, the others are
    converted. OUT is written whole or not at all. Exits with 0 if there is no error, 1 if there is one, 2 if there is
    nothing to convert.
    """
    if len(paths) < 2:
        raise click.UsageError("name what is to be converted and, last, where to write it")
    *names, out = paths
    _check_out(names, out, target)
    understood = Understood() if source.startswith("historyatstate") else None
    records = read(
        names, source, mapping=_mapping(mapping, source), understood=understood,
        stdin=getattr(sys.stdin, "buffer", None), max_size=max_size,
    )  # fmt: skip
    with written(out), progress("Converting", "records", beside_output=out == "-") as bar:
        run = _Run(bar)
        with suppress(NothingToWrite):
            _write(run, run.visits(records), out, target, force)
    if not quiet:
        click.echo(run.summary(understood), err=True)
    ctx.exit(2 if not run.records else 1 if run.errors else 0)


class _Run:
    """What a run has converted and reported."""

    def __init__(self, bar: Progress) -> None:
        self.records = self.converted = self.errors = 0
        self._bar = bar

    def visits(self, records: Iterable[Imported]) -> Iterator[Visit]:
        """The visits among the records; what is wrong with the others is reported on the way."""
        for record in records:
            self.records += 1
            self._bar.advance()
            for finding in record.findings:
                self.report(finding)
            if record.visit is not None:
                self.converted += 1
                yield record.visit

    def report(self, finding: Finding) -> None:
        """Print a finding and count it."""
        self.errors += finding.severity is Severity.ERROR
        self._bar.clear()
        click.echo(without_excerpt(finding), nl=False, err=True)

    def refuse(self, finding: Finding) -> None:
        """Report that a visit cannot be written."""
        self.converted -= 1
        self.report(finding)

    def summary(self, understood: Understood | None) -> str:
        """What was done, in a line or two."""
        result = plural(self.errors, "error") if self.errors else "no errors"
        line = f"Converted {self.converted:,} of {plural(self.records, 'record')}: {result}."
        if understood is None or not understood.clauses:
            return line
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in understood.clauses.most_common())
        unknown = plural(understood.unknown, "clause")
        return f"{line}\nUnderstood {understood.share:.1%} of the free text: {kinds}; {unknown} not at all."


def _check_out(names: list[str], out: str, target: str) -> None:
    """Refuse a place to write to that is one of the inputs, or is called as something else is."""
    if out == "-":
        if target == "json":
            raise click.UsageError("--to json writes a file for each visit: name a folder, or write --to jsonl")
        return
    if os.path.exists(out) and any(os.path.exists(name) and os.path.samefile(name, out) for name in names):
        raise click.UsageError(f"{out} would be read and written: name another place to write to, last")
    endings = _ENDINGS.get(target, ())
    if endings and not out.endswith(endings):
        raise click.UsageError(f"{out}: a file of {target} is called *{' or *'.join(endings)}; name it last")
    if target == "json" and out.endswith((".json", ".jsonl")):
        raise click.UsageError(f"{out}: --to json writes a file for each visit: name a folder, or write --to jsonl")


def _write(run: _Run, visits: Iterator[Visit], out: str, target: Any, force: bool) -> None:
    if target == "json":
        with new_folder(out, overwrite=force) as folder:
            for visit in visits:
                if len(visit.id) > _LONGEST_NAME:
                    run.refuse(NOT_WRITTEN.finding(f"the id {visit.id[:40]!r}... is too long for the name of a file"))
                    continue
                (folder / f"{visit.id}.json").write_bytes(b"".join(write([visit], target, run.refuse)))
            if not run.converted:
                raise NothingToWrite
        return
    pieces = _some(run, write(visits, target, run.refuse))
    if out == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        write_file(out, pieces, overwrite=force)


def _some(run: _Run, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, once one holds a visit; where none does, nothing is to be written."""
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if run.converted:
            yield from held
            held.clear()
    if not run.converted:
        raise NothingToWrite


def _mapping(path: str | None, source: str) -> Any:
    if path is None:
        return None
    if source != "csv":
        raise click.UsageError("--mapping is for --from csv")
    from visitdata.interop.csv import MappingError, load_mapping

    try:
        return load_mapping(path)
    except MappingError as error:
        raise Unusable(str(error)) from None

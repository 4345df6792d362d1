"""The visits of a corpus, as the long commands read them."""

import sys
from collections.abc import Iterator

import click

from visitdata.checker.files import Checked, check_paths
from visitdata.cli.options import width
from visitdata.cli.progress import Progress
from visitdata.codec.convert import structure
from visitdata.model import Visit
from visitdata.report import text
from visitdata.report.tally import Tally


def visits(paths: tuple[str, ...], max_size: int | None, tally: Tally, bar: Progress) -> Iterator[Visit]:
    """The visits of a corpus; what is wrong with other documents is reported on standard error on the way."""
    for _, visit in documents(paths, max_size, tally, bar):
        yield visit


def documents(
    paths: tuple[str, ...],
    max_size: int | None,
    tally: Tally,
    bar: Progress | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> Iterator[tuple[Checked, Visit]]:
    """The visits of a corpus as `visits` gives them, each with the document that says it; none of files of some real
    paths."""
    stdin = getattr(sys.stdin, "buffer", None)
    for checked in check_paths(paths, max_size=max_size, stdin=stdin, without=without):
        tally.add(checked)
        if bar is not None:
            bar.advance()
        if checked.findings:
            if bar is not None:
                bar.clear()
            click.echo(text.of_document(checked, width(sys.stderr)), nl=False, err=True)
        elif checked.value is not None:
            yield checked, structure(checked.value)

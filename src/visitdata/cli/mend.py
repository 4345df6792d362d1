"""Mending the files of a run, before they are checked: written in place, or shown as a diff."""

import io
import sys
from collections.abc import Iterable, Mapping
from typing import IO, Any

import click

from visitdata.checker.files import Named
from visitdata.checker.fix import fix_file
from visitdata.checker.format import diff, write_file
from visitdata.findings import printable
from visitdata.report import text
from visitdata.report.tally import plural


class Mended:
    """What a run of fixes came to."""

    def __init__(self) -> None:
        self.changed = 0
        """How many files it changed, or would change."""
        self.unwritten = 0
        """How many files could not be written."""
        self.stdin: IO[bytes] | None = None
        """The mended text of standard input, where that was read."""


def mend(files: Iterable[Named], options: Mapping[str, Any], *, only_show: bool, quiet: bool) -> Mended:
    """Mend files as `visitdata.checker.fix.fix_file` does with some options. The text of standard input goes to
    standard output; diffs go there too."""
    done = Mended()
    for named in files:
        formatted = fix_file(named, stdin=getattr(sys.stdin, "buffer", None), **options)
        is_changed = formatted.new != formatted.old
        if only_show:
            click.echo(text.printable_lines(diff(formatted)), nl=False)
        elif named.path == "-":
            click.echo(formatted.new, nl=False)
            done.stdin = io.BytesIO(formatted.new)
        elif is_changed:
            finding = write_file(formatted)
            if finding is not None:
                click.echo(printable(str(finding)), err=True)
                done.unwritten += 1
                continue
        done.changed += is_changed
    if not quiet:
        click.echo(f"{plural(done.changed, 'file')} {'would change' if only_show else 'mended'}.", err=True)
    return done

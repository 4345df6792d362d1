"""``visitdata docs visits``: a corpus as a site."""

import click

from visitdata.cli.corpus import documents
from visitdata.cli.options import FORCE, LABELS, MAX_SIZE, TO, NothingToWrite, Unusable, labels, remaking
from visitdata.cli.progress import progress
from visitdata.codec.tree import made, remade
from visitdata.findings import MissingExtra, in_utf_8
from visitdata.report.tally import Tally, plural


@click.command("visits")
@click.argument("paths", nargs=-1, metavar="CORPUS...")
@TO
@click.option("--title", metavar="TEXT", help="What the site is called.  [default: Diplomatic visits]")
@LABELS
@FORCE
@MAX_SIZE
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], folder: str, title: str | None, catalog: str | None, force: bool,
    max_size: int | None, quiet: bool,
) -> None:  # fmt: skip
    """Write a corpus as a site.

    A page for each visit with its JSON beside it, an index with a search, and a page for each year.

    CORPUS is a file, a folder, a glob, or - for standard input; .jsonl and .jsonl.gz files hold one document on each
    line. Documents are held against the schema, as by visitdata check --no-rules: one with an error is reported and
    left out. What the rules say is not asked; run visitdata check before you publish. Open index.html of DIR in a
    browser; no server is needed.

    What a former run wrote is brought up to date: only files that change are written, those that are gone are removed.
    Exits with 0, with 1 if there is an error, with 2 if there is no visit to write.
    """
    from visitdata.render import site
    from visitdata.render.readings import shown

    if not paths:
        raise click.UsageError("name a file, a folder, a glob, or - for standard input")
    tally = Tally()
    try:
        words = labels(catalog)
        with remaking(folder), remade(folder, "pages of visits", force=force) as tree:
            with progress("Reading", "documents") as bar:
                read = documents(paths, max_size, tally, bar, without=made(folder))
                rows = site.gather((visit for _, visit in read), tree, words)
            if not rows:
                raise NothingToWrite
            with progress("Writing", "pages", length=len(rows)) as bar:
                site.build(rows, tree, words, shown(in_utf_8(title or words("site.title"))), bar.advance)
    except NothingToWrite:
        click.echo(f"visitdata: no visit to write. {tally.as_text()}", err=True)
        ctx.exit(2)
    except MissingExtra as missing:
        raise Unusable(str(missing)) from None
    if not quiet:
        files = f"{plural(tree.written, 'file')} written, {tree.unchanged:,} unchanged, {tree.removed:,} removed"
        click.echo(f"Wrote {plural(len(rows), 'visit')}: {files}. {tally.as_text()}", err=True)
    ctx.exit(1 if tally.errors else 0)

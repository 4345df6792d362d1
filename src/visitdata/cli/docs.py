"""``visitdata docs``: pages for readers, made from the classes, the rules, and visits."""

from typing import Any

import click

from visitdata.cli import docs_visits
from visitdata.cli.options import FORCE, TO, Unusable, remaking
from visitdata.codec.tree import remade
from visitdata.findings import MissingExtra
from visitdata.interop import problems as importing
from visitdata.render.reference.site import FORMS, files


@click.group("docs")
def command() -> None:
    """Write pages for readers."""


command.add_command(docs_visits.command)


@command.command()
@TO
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="html", show_default=True,
    help="Pages for a browser, or Markdown for a forge or for Sphinx.",
)  # fmt: skip
@FORCE
@click.option("-q", "--quiet", is_flag=True, help="Print no summary.")
def reference(folder: str, form: Any, force: bool, quiet: bool) -> None:
    """Write the reference of the format.

    A page for each class, closed list of words, format of text and code of a finding, the data dictionary as a table
    and as CSV, and a diagram of the model. What a former run wrote is brought up to date: only files that change are
    written, those that are gone are removed.
    """
    try:
        with remaking(folder), remade(folder, "the reference", force=force) as tree:
            for name, data in files(form, importing.PROBLEMS):
                tree.add(name, data)
    except MissingExtra as missing:
        raise Unusable(str(missing)) from None
    if not quiet:
        changes = f"{tree.written} written, {tree.unchanged} unchanged, {tree.removed} removed"
        click.echo(f"{folder}: {tree.written + tree.unchanged} files, {changes}.", err=True)


@command.command()
def labels() -> None:
    """Print the words on the pages, in English.

    They are the JSON file that a translator begins with. Give what it becomes to visitdata docs visits as --labels;
    labels that are missing in it are English then.
    """
    import orjson

    from visitdata.render.labels import as_dict, english

    click.echo(orjson.dumps(as_dict(english()), option=orjson.OPT_INDENT_2))

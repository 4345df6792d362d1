"""``visitdata schema``: the JSON Schema of a document, and what changed in it."""

import sys
from typing import TYPE_CHECKING

import click

from visitdata.cli.options import Unusable
from visitdata.schemas import published

if TYPE_CHECKING:
    from visitdata.schemas.places import Places

_VERSION = click.option(
    "--version",
    type=click.Choice(published.VERSIONS),
    default=published.VERSIONS[-1],
    show_default=True,
    help="The version of the model.",
)


@click.group("schema")
def command() -> None:
    """Show the JSON Schema of a document, where its file is, or what changed."""


@command.command()
@_VERSION
def show(version: str) -> None:
    """Print the JSON Schema."""
    click.echo(published.text(version), nl=False)


@command.command()
@_VERSION
def path(version: str) -> None:
    """Print the path of the JSON Schema's file, for an editor or another validator."""
    click.echo(published.path(version))


@command.command()
def config() -> None:
    """Print the JSON Schema of visitdata.toml, for an editor."""
    import orjson

    from visitdata.checker.configuration_file import schema

    click.echo(orjson.dumps(schema(), option=orjson.OPT_INDENT_2))


@command.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output for people, or for programs.",
)  # fmt: skip
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, output: str) -> None:
    """Say what changed between two JSON Schemas, and whom it breaks.

    OLD and NEW are each a file, a version such as 1.0, or - for standard input. A change breaks writers where a
    document that is valid under OLD is refused by NEW, and readers where one that is valid under NEW is refused by OLD.
    Exits with 0 if no change breaks anybody, 1 if one does, 2 if a schema cannot be used.
    """
    from visitdata.report import difference as report
    from visitdata.schemas.difference import Breaks, differences

    if old == new == "-":
        raise click.UsageError("standard input can be read once only: name a file for OLD or NEW")
    changes = differences(_schema(old), _schema(new))
    click.echo(report.text(changes) if output == "text" else report.json(changes), nl=False)
    ctx.exit(1 if any(change.breaks is not Breaks.NOTHING for change in changes) else 0)


def _schema(name: str) -> "Places":
    """A schema that is named on the command line."""
    from visitdata.checker.files import read_bytes, read_stdin
    from visitdata.codec.decode import decode
    from visitdata.findings import Finding
    from visitdata.schemas.places import NotASchema, places

    if name in published.VERSIONS:
        return places(published.schema(name))
    data = read_stdin(getattr(sys.stdin, "buffer", None)) if name == "-" else read_bytes(name)
    if isinstance(data, Finding):
        raise Unusable(f"{name}: {data.message}")
    value, findings = decode(data)
    if value is None:
        place = "{}:{}".format(*findings[0].span) if findings[0].span else ""
        raise Unusable(":".join([name, *([place] if place else []), f" {findings[0].message}"]))
    try:
        return places(value)
    except NotASchema as error:
        raise Unusable(f"{name}: {error}") from None

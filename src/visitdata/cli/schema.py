"""``visitdata schema``: the JSON Schema of a document."""

import click

from visitdata.schemas import published

_VERSION = click.option(
    "--version",
    type=click.Choice(published.VERSIONS),
    default=published.VERSIONS[-1],
    show_default=True,
    help="The version of the model.",
)


@click.group("schema")
def command() -> None:
    """Show the JSON Schema of a document, or where its file is."""


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

    from visitdata.checker.configuration import schema

    click.echo(orjson.dumps(schema(), option=orjson.OPT_INDENT_2))

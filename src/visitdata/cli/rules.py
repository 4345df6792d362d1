"""``visitdata rules``: the rules by which documents are judged."""

import click

from visitdata.cli.options import Unusable
from visitdata.rules.engine import catalog
from visitdata.rules.engine.rule import Rule


@click.command("rules")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output for people, or for programs: JSON with the page of every rule.",
)  # fmt: skip
def command(form: str) -> None:
    """List the rules by which documents are judged: code, severity and name, family by family.

    `visitdata explain CODE` shows the page of one.
    """
    try:
        rules = list(catalog.rules().values())
    except ValueError as error:
        raise Unusable(str(error)) from None
    click.echo(_as_json(rules) if form == "json" else _as_text(rules), nl=False)


def _as_text(rules: list[Rule]) -> str:
    lines: list[str] = []
    family = None
    for one in rules:
        if one.family != family:
            family = one.family
            lines += [*[""] * bool(lines), _title(family)]
        asks = f" ({_NEEDS[one.needs]})" if one.needs is not None else ""
        lines.append(f"  {one.code}  {one.severity:7}  {one.name}{asks}")
    return "".join(f"{line}\n" for line in lines)


_NEEDS = {"evidence": "with --evidence", "as_of": "with --as-of"}


def _title(family: str) -> str:
    title = catalog.FAMILIES[family][1] if family in catalog.FAMILIES else "Rules of other packages"
    return f"{title} (with --completeness)" if family == catalog.COMPLETENESS else title


def _as_json(rules: list[Rule]) -> str:
    import orjson

    listed = [
        {
            **one.page()._asdict(),
            "family": one.family,
            "on_by_default": one.family != catalog.COMPLETENESS and one.needs is None,
            "needs": one.needs,
        }
        for one in rules
    ]
    return orjson.dumps(listed, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()

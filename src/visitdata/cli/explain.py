"""``visitdata explain``: the page of a code."""

from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from visitdata.checker import codes
from visitdata.cli.options import usable
from visitdata.findings import Problem, Unusable, nearest
from visitdata.interop import problems as importing


def _pages() -> dict[str, Problem]:
    """All pages by code. Raises `Unusable` for a package that offers rules which cannot be used."""
    return importing.PROBLEMS | codes.pages()


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    with suppress(Unusable):  # the command says so
        pages = sorted(_pages().items())
        return [CompletionItem(code, help=page.name) for code, page in pages if code.startswith(incomplete.upper())]
    return []


@click.command("explain")
@click.argument("code", required=False, shell_complete=_complete)
def command(code: str | None) -> None:
    """Say what a code of a finding means, why it matters, and how to mend it; without a code, list them all."""
    with usable():
        pages = _pages()
    if code is None:
        for _, page in sorted(pages.items()):
            click.echo(f"{page.code}  {page.name}")
        return
    found = pages.get(code.upper()) or next((page for page in pages.values() if page.name == code.lower()), None)
    if found is None:
        near = nearest(code.upper(), pages) or nearest(code.lower(), (page.name for page in pages.values()))
        raise click.UsageError(
            f"there is no code {code!r}" + (f"; did you mean {near}?" if near else "; `visitdata explain` lists them")
        )
    click.echo(render(found))


def render(page: Problem) -> str:
    """A page as text of at most 88 columns."""
    import textwrap

    since = f", since {page.since}" if page.since else ""
    parts = [f"{page.code} {page.name} ({page.severity}{since})"]
    for title, text in (("What", page.what), ("Why", page.why)):
        parts.append(f"{title}\n{textwrap.indent(textwrap.fill(text, 84), '    ')}")
    parts += [f"{title}\n{textwrap.indent(text, '    ')}" for title, text in (("Bad", page.bad), ("Good", page.good))]
    last = (("How to mend it", page.mend), ("When to let it stand", page.ignore), ("Where it comes from", page.source))
    parts += [f"{title}\n{textwrap.indent(textwrap.fill(text, 84), '    ')}" for title, text in last if text]
    return "\n\n".join(parts)

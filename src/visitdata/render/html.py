"""Facts -> pages: one HTML file each, which holds all that it needs, fetches nothing, and by its own policy could not.

Text from a document is never markup: the templates escape whatever they are given. A page runs no script but the one
that its policy names by its sum.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from visitdata.findings import MissingExtra

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = files("visitdata.render") / "templates"

_POLICY = (
    "default-src 'none'; img-src data:; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
)


def page(template: str, facts: dict[str, Any], *, styles: tuple[str, ...] = (), script: str | None = None) -> str:
    """A page made of a template, with the theme, other style sheets, and perhaps a script, all named by file.

    Raises `MissingExtra` where Jinja is not installed.
    """
    style = "\n".join(map(text_of, ("palette.css", "theme.css", *styles)))
    code = text_of(script) if script is not None else ""
    policy = _POLICY.format(style=_sum(style), script=_sum(code) if code else "'none'")
    return _environment().get_template(template).render(facts, policy=policy, style=style, script=code)


def ready() -> None:
    """Raise `MissingExtra` where Jinja is not installed, before anything is done in vain."""
    _environment()


@cache
def text_of(name: str) -> str:
    """The text of a template, style sheet or script."""
    return (_FOLDER / name).read_text("utf-8").strip()


def _sum(text: str) -> str:
    """How a policy names a style sheet or script that stands in the page itself."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> "Environment":
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        raise MissingExtra('pages need Jinja: install it with pip install "visitdata[docs]"') from None
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(text_of)
    )

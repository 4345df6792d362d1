"""How Sphinx builds these pages: ``sphinx-build -n -W --keep-going -b html docs build/site``."""

import inspect
import re
from typing import Any

from pygments.lexers.data import JsonLexer

import visitdata

project = "visitdata"
author = "The visitdata authors"
version = release = visitdata.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "visitdata.sphinx"]
myst_heading_anchors = 4  # as a forge has them, so that a link works there and here
nitpicky = True
# Signatures name types of Python, and their pages would have to be asked for over a network.
nitpick_ignore_regex = [("py:.*", ".*")]
default_role = "code"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = f"visitdata {release}"
html_copy_source = False
html_show_copyright = False


def as_markup(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Our docstrings put the plural of a name as `Name`s, which reStructuredText reads only with a mark between, and
    those of the model end with a list of fields, which is no matter of signatures."""
    if "Fields:" in lines:
        del lines[lines.index("Fields:") :]
    text = inspect.cleandoc("\n".join(lines))
    lines[:] = re.sub(r"(`[^`]+`)(?=[a-z])", r"\1\\ ", text).splitlines()


def leave_fields_out(app: Any, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    """The fields of a named tuple stand in its signature; of themselves they say no more than their number."""
    return True if (getattr(obj, "__doc__", None) or "").startswith("Alias for field number") else None


def setup(app: Any) -> None:
    app.add_lexer("jsonc", JsonLexer)  # which reads comments, and is known to Pygments by another name alone
    app.connect("autodoc-process-docstring", as_markup)
    app.connect("autodoc-skip-member", leave_fields_out)

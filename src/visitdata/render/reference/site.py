"""The reference as the files of a folder, in one form or another."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, get_args

from visitdata.findings import Problem
from visitdata.render.reference import csv, html, markdown
from visitdata.render.reference.facts import Facts, facts

Form = Literal["html", "markdown"]
"""A form that the reference can be written in."""

FORMS: tuple[Form, ...] = get_args(Form)

_PAGES: dict[Form, tuple[Callable[[Facts], Iterator[tuple[str, str]]], str]] = {
    "html": (html.pages, "html"),
    "markdown": (markdown.pages, "md"),
}
"""Of each form what makes its pages, and what their names end in."""


def files(form: Form, others: Mapping[str, Problem] | None = None) -> Iterator[tuple[str, bytes]]:
    """The files of the reference, each with its name; `others` are the pages of codes that checking cannot give.

    Raises `MissingExtra` for HTML where Jinja is not installed, `Unusable` for rules of other packages that cannot be
    used.
    """
    told = facts(others)
    pages, ending = _PAGES[form]
    for name, text in pages(told):
        yield name, text.encode()
    yield "dictionary.csv", csv.dictionary(told, ending).encode()

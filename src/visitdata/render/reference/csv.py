"""The data dictionary as CSV: a row for each field of each class, those that it has from a family too.

A cell that a spreadsheet would take for a formula begins with an apostrophe, as in visitdata's tables.
"""

import csv
import io
from collections.abc import Iterator

from visitdata.codec.cells import guarded
from visitdata.render.reference.facts import ClassFacts, Facts
from visitdata.render.reference.links import Href, from_page

COLUMNS = ("class", "field", "type", "list", "required", "words", "meaning", "example", "declared_by", "link")


def dictionary(facts: Facts, ending: str) -> str:
    """The CSV text; its links lead to pages whose names end so."""
    text, href = io.StringIO(), from_page("dictionary", ending)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in facts.classes.values():
        writer.writerows([guarded(cell) for cell in row] for row in _rows(one, href))
    return text.getvalue()


def _rows(one: ClassFacts, href: Href) -> Iterator[tuple[str, ...]]:
    for field in one.fields:
        yield (
            one.name,
            field.name,
            field.type_text,
            _yes(field.is_list),
            _yes(field.is_required),
            " ".join(choice.text for choice in field.choices),
            field.meaning,
            field.example.line,
            field.declared_by,
            href(field.to),
        )


def _yes(value: bool) -> str:
    return "yes" if value else "no"

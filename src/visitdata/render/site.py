"""The visits of a corpus -> a site: a page and the JSON of each, an index that can be searched, and a page a year.

Visits are read once and written down as JSON; from that each page is made in a second pass, when the names of all pages
are known. So no more is kept of a visit than its row in the index.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

import orjson

from visitdata.codec.convert import structure
from visitdata.codec.tree import Tree
from visitdata.codec.write import canonical
from visitdata.model import Visit
from visitdata.render import calendar
from visitdata.render.filenames import file_name
from visitdata.render.filters import Filters
from visitdata.render.html import page, ready
from visitdata.render.labels import Labels
from visitdata.render.page import html_of
from visitdata.render.rows import Row, fitted, shown
from visitdata.render.summary import Summary, summary

INDEX = "index.html"

_SIZE = 999_000
"""The bytes of an index of as many visits as `_MANY`, or of fewer: less than 1 MB."""

_MANY = 5_000
"""Of more visits, each has the room that it would have among so many."""


class Group(NamedTuple):
    """The rows of a year."""

    name: str
    """How the year is called."""
    year: str
    """The name of its page."""
    rows: list[Row]


def gather(visits: Iterable[Visit], tree: Tree, labels: Labels) -> list[Summary]:
    """Write the JSON of visits, and give the rows of their pages, in the order of their days. Raises
    `MissingExtra` where Jinja is not installed."""
    ready()
    taken = Counter[str]()
    rows = []
    for visit in visits:
        row = summary(visit, file_name(visit.id, taken), labels)
        tree.add(f"visits/{row.name}.json", canonical(visit))
        rows.append(row)
    return sorted(rows, key=_order)


def build(rows: list[Summary], tree: Tree, labels: Labels, title: str, advance: Callable[[], None]) -> None:
    """Write all pages of visits whose JSON has been written by `gather`; `advance` is called after each visit."""
    years = dict(_by_year(rows))
    tree.add(INDEX, index(rows, labels, title).encode())
    for position, (year, within) in enumerate(years.items()):
        beside = list(years)[max(0, position - 1) : position], list(years)[position + 1 : position + 2]
        tree.add(f"years/{year}.html", _year(year, within, beside, labels, title).encode())
    # Of those with one id, the last to be entered is the one without a number.
    hrefs = {row.id: f"{row.name}.html" for row in sorted(rows, key=lambda row: row.name, reverse=True)}
    for row in rows:
        visit = structure(orjson.loads((tree.folder / "visits" / f"{row.name}.json").read_bytes()))
        tree.add(f"visits/{row.name}.html", _page(visit, row, hrefs, labels, title).encode())
        advance()


def _page(visit: Visit, row: Summary, hrefs: dict[str, str], labels: Labels, title: str) -> str:
    year = _year_of(row)
    more = {"site": title, "year": year, "year_name": _year_name(year, labels)}
    return html_of(visit, labels, json_href=f"{row.name}.json", visits=hrefs, template="site/visit.html", more=more)


def index(rows: list[Summary], labels: Labels, title: str) -> str:
    """The index of visits, which is what is searched as well: one row a visit."""
    filters = Filters(rows)
    whole = [shown(row, labels, "visits/", filters.code(row)) for row in rows]
    facts: dict[str, Any] = {
        "title": title,
        "labels": labels,
        "number": len(rows),
        "years": [(year, _year_name(year, labels)) for year, _ in _by_year(rows)],
        "countries": filters.countries(),
        "grades": filters.grades(),
        "performed": filters.performed(labels),
    }
    frame = _index_of(facts, rows, [], labels)
    room = _SIZE * max(1.0, len(rows) / _MANY) - len(frame.encode())
    return _index_of(facts, rows, fitted(rows, whole, labels, room), labels)


def _index_of(facts: dict[str, Any], rows: list[Summary], listed: list[Row], labels: Labels) -> str:
    """An index, in which some rows are listed, below each year in which a visit begins."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row, one in zip_longest(rows, listed):
        within = groups[_year_of(row)]
        if one is not None:
            within.append(one)
    named = [Group(_year_name(year, labels), year, within) for year, within in groups.items()]
    return page("site/index.html", {**facts, "groups": named}, styles=("site/site.css",), script="site/search.js")


def _year(year: str, rows: list[Summary], beside: tuple[list[str], list[str]], labels: Labels, title: str) -> str:
    number = int(year) if year.isdecimal() else None
    facts: dict[str, Any] = {
        "title": title,
        "labels": labels,
        "name": _year_name(year, labels),
        "number": len(rows),
        "before": [(other, _year_name(other, labels)) for other in beside[0]],
        "after": [(other, _year_name(other, labels)) for other in beside[1]],
        "listed": [shown(row, labels, "../visits/", written_out=True) for row in rows],
        "months": calendar.months(number) if number is not None else [],
        "bars": calendar.bars(rows, number, labels) if number is not None else [],
    }
    return page("site/year.html", facts, styles=("site/site.css",))


def _by_year(rows: list[Summary]) -> Iterator[tuple[str, list[Summary]]]:
    """The visits of each year, in order; a visit that lasts over several years is in each of them."""
    years: dict[str, list[Summary]] = defaultdict(list)
    for row in rows:
        if row.days is None or not row.days.is_told:
            years[_UNDATED].append(row)
        else:
            for year in calendar.years_of(row.days):
                years[f"{year:04}"].append(row)
    yield from sorted(years.items())


_UNDATED = "undated"
"""The name of the page of visits that belong to no year; in order after all years."""


def _year_of(row: Summary) -> str:
    """The name of the page of a visit's first year."""
    return f"{row.days.earliest.year:04}" if row.days is not None and row.days.is_told else _UNDATED


def _year_name(year: str, labels: Labels) -> str:
    return labels("site.undated") if year == _UNDATED else year


def _order(row: Summary) -> tuple[object, ...]:
    """The order of the days, those without a year last; that of names where they are alike."""
    days = row.days
    return (_year_of(row) == _UNDATED, days or (date.max,), row.name)

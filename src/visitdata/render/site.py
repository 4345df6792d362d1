"""The visits of a corpus -> a site: a page and the JSON of each, an index that can be searched, and a page a year.

Visits are read once and written down as JSON; from that each page is made in a second pass, when the names of all pages
are known. So no more is kept of a visit than its row in the index.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape
from typing import Any, NamedTuple

import orjson

from visitdata.codec.convert import structure
from visitdata.codec.tree import Tree
from visitdata.codec.write import canonical
from visitdata.model import Activity, Visit
from visitdata.render import calendar
from visitdata.render.dates import span_in_words
from visitdata.render.filenames import file_name
from visitdata.render.html import page, ready
from visitdata.render.labels import Labels
from visitdata.render.page import html_of
from visitdata.render.summary import LONGEST, Summary, cut, summary

INDEX = "index.html"

_ROOM = 950_000
"""The bytes that the rows of an index may take, so that it stays under 1 MB."""

_MANY = 5_000
"""The visits up to which they do; of more, each has the room that it would have then."""

_CUTS: tuple[int, ...] = (LONGEST, 120, *range(100, 20, -5))
"""To how many characters a title may be cut, the best first."""

_MARKUP = 54
"""The bytes of a row that are not text."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""By one of these, each type of activity is named in the rows of an index."""


class Row(NamedTuple):
    """A row of a table of visits, as it is shown."""

    dates: str
    href: str
    title: str
    language: str | None
    leaders: str
    guests: str
    hosts: str
    grade: str
    performed: str
    """The letters of the types of its activities."""


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
    letters = dict(zip(sorted({tag for row in rows for tag in row.performed}), _LETTERS, strict=False))
    shown = [_shown(row, labels, "visits/", "".join(letters[tag] for tag in row.performed)) for row in rows]
    joint = labels("site.joint")
    most = _most(rows, shown, joint)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row, one in zip(rows, shown, strict=True):
        called = cut(row.title, most)
        groups[_year_of(row)].append(one._replace(title=called, leaders=_leaders(row, called, joint)))
    types = {str(cls.__tag__): labels.of_class(cls) for cls in Activity.__members__}
    facts: dict[str, Any] = {
        "title": title,
        "labels": labels,
        "number": len(rows),
        "groups": [Group(_year_name(year, labels), year, within) for year, within in groups.items()],
        "years": [(year, _year_name(year, labels)) for year, _ in _by_year(rows)],
        "countries": [(name, name) for name in sorted({name for row in rows for name in (*row.guests, *row.hosts)})],
        "grades": [(grade, grade) for grade in sorted({row.grade for row in rows if row.is_graded})],
        "performed": sorted(((letter, types[tag]) for tag, letter in letters.items()), key=lambda pair: pair[1]),
    }
    return page("site/index.html", facts, styles=("site/site.css",), script="site/search.js")


def _year(year: str, rows: list[Summary], beside: tuple[list[str], list[str]], labels: Labels, title: str) -> str:
    number = int(year) if year.isdecimal() else None
    facts: dict[str, Any] = {
        "title": title,
        "labels": labels,
        "name": _year_name(year, labels),
        "number": len(rows),
        "before": [(other, _year_name(other, labels)) for other in beside[0]],
        "after": [(other, _year_name(other, labels)) for other in beside[1]],
        "listed": [_shown(row, labels, "../visits/", written_out=True) for row in rows],
        "months": calendar.months(number) if number is not None else [],
        "bars": calendar.bars(rows, number) if number is not None else [],
    }
    return page("site/year.html", facts, styles=("site/site.css",))


def _shown(row: Summary, labels: Labels, folder: str, performed: str = "", *, written_out: bool = False) -> Row:
    """A row as it is shown."""
    joint = labels("site.joint")
    return Row(
        dates=span_in_words(row.start, row.end, labels, written_out=written_out),
        href=f"{folder}{row.name}.html",
        title=row.title,
        language=row.language if row.language != labels.language else None,
        leaders=_leaders(row, row.title, joint),
        guests=cut(joint.join(row.guests), LONGEST),
        hosts=cut(joint.join(row.hosts), LONGEST),
        grade=row.grade,
        performed=performed,
    )


def _leaders(row: Summary, title: str, joint: str) -> str:
    """Who leads the guests, as far as a title does not say it."""
    return cut(joint.join(name for name in row.leaders if name not in title), LONGEST)


def _most(rows: list[Summary], shown: list[Row], joint: str) -> int:
    """To how many characters titles are cut, so that all rows together have room."""
    fixed = sum(map(_size, (row._replace(title="", leaders="") for row in shown)))
    room = _ROOM * max(1.0, len(rows) / _MANY) - fixed
    return next((most for most in _CUTS if _size_of_titles(rows, most, joint) <= room), _CUTS[-1])


def _size_of_titles(rows: list[Summary], most: int, joint: str) -> int:
    titles = ((row, cut(row.title, most)) for row in rows)
    return sum(_bytes(title) + _bytes(_leaders(row, title, joint)) for row, title in titles)


def _size(row: Row) -> int:
    return _MARKUP + sum(_bytes(text) for text in row if isinstance(text, str))


def _bytes(text: str) -> int:
    return len(escape(text).encode())


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

"""The rows of a table of visits as they are shown, and how they are cut so that a long table stays small."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from html import escape, unescape
from typing import NamedTuple

from visitdata.render.calendar import years_of
from visitdata.render.dates import span_in_words
from visitdata.render.labels import Labels
from visitdata.render.lines import cut
from visitdata.render.summary import LONGEST, Summary
from visitdata.render.terms import MOST, shortened

_MARKUP = 38
"""The bytes of the markup that each row has."""

_NAMED = len(' data-s=""')
"""The bytes of what tells that terms follow."""

_DATES = 32
"""The bytes that the dates of a row keep in any case: a day, a word, and another day."""

_LEAST, _WHOLE = 12, 6 * LONGEST
"""The fewest bytes to which a title is cut, and so many that none is: of a character, a page may need six."""


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
    until: str
    """Its last year, where that is not the first."""
    code: str
    """By what a script finds it."""
    terms: str
    """What a search looks for besides what is shown."""


def shown(row: Summary, labels: Labels, folder: str, code: str = "", *, written_out: bool = False) -> Row:
    """A row as it is shown, each text of no more than `LONGEST` characters."""
    joint = labels("text.semicolon")
    return Row(
        dates=cut(span_in_words(row.start, row.end, labels, written_out=written_out), LONGEST),
        href=f"{folder}{row.name}.html",
        title=row.title,
        language=row.language if row.language != labels.language else None,
        leaders=_leaders(row, row.title, joint),
        guests=cut(joint.join(row.guests), LONGEST),
        hosts=cut(joint.join(row.hosts), LONGEST),
        grade=row.grade,
        until=_until(row),
        code=code,
        terms="",
    )


def fitted(rows: Sequence[Summary], whole: Sequence[Row], labels: Labels, room: float) -> list[Row]:
    """The same rows, their texts cut as little as possible, so that all together take no more than so many bytes of a
    page; what is no text is never cut. Each has as many of its terms as there is room left, as much for each."""
    joint = labels("text.semicolon")

    def within(most: int) -> list[Row]:
        return [_within(shown, row, most, joint) for row, shown in zip(rows, whole, strict=True)]

    def size(most: int) -> int:
        return sum(map(_size, within(most)))

    most = _WHOLE if size(_WHOLE) <= room else _largest(range(_LEAST, _WHOLE), size, room)
    listed = within(most)
    return _with_terms(listed, [row.terms for row in rows], room - sum(map(_size, listed)))


def _with_terms(listed: list[Row], terms: list[str], room: float) -> list[Row]:
    """Rows with terms that together take no more than so many bytes, the same share for each."""
    sizes = [_bytes(one) for one in terms if one]

    def size(most: int) -> int:
        return sum(_NAMED + min(one, most) for one in sizes)

    most = _largest(range(MOST + 1), size, room)
    return [row._replace(terms=shortened(one, most)) for row, one in zip(listed, terms, strict=True)]


def _largest(range: range, size: Callable[[int], int], room: float) -> int:
    """The largest number that makes a size for which there is room; the smallest of all where there is none."""
    return range[max(0, bisect_right(range, room, key=size) - 1)]


def _within(row: Row, told: Summary, most: int, joint: str) -> Row:
    """A row with a title of no more than so many bytes, and other texts of a share of that."""
    title = trimmed(row.title, most)
    return row._replace(
        dates=trimmed(row.dates, max(_DATES, most // 2)),
        title=title,
        leaders=trimmed(_leaders(told, title, joint), most // 2),
        guests=trimmed(row.guests, most // 2),
        hosts=trimmed(row.hosts, most // 2),
        grade=trimmed(row.grade, most // 2),
    )


def trimmed(text: str, most: int) -> str:
    """A text that takes no more than so many bytes of a page, an ellipsis among them where it is cut."""
    written = escape(text).encode()
    if len(written) <= most:
        return text
    piece = written[: most - len("…".encode())].decode(errors="ignore")
    entity = piece.rfind("&")
    whole = piece[:entity] if entity > piece.rfind(";") else piece
    return f"{unescape(whole).rstrip()}…"


def _leaders(row: Summary, title: str, joint: str) -> str:
    """Who leads the guests, as far as a title does not say it."""
    return cut(joint.join(name for name in row.leaders if name not in title), LONGEST)


def _until(row: Summary) -> str:
    if row.days is None or not row.days.is_told:
        return ""
    first, *_, last = (row.days.earliest.year, *years_of(row.days))
    return f"{last:04}" if last != first else ""


def _size(row: Row) -> int:
    told = (8 + len(row.until)) * bool(row.until) + (8 + len(row.code)) * bool(row.code)
    told += 6 + len(row.language) if row.language is not None else 0
    told += (7 + _bytes(row.leaders)) * bool(row.leaders)
    return _MARKUP + told + sum(map(_bytes, (row.dates, row.href, row.title, row.guests, row.hosts, row.grade)))


def _bytes(text: str) -> int:
    return len(escape(text).encode())

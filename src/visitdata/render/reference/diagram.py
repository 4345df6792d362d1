"""A picture of the model, readable at a glance: its classes in groups, and the fields that lead between these, as SVG.

Drawn by arithmetic alone, so that the same model gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from visitdata.model.node import Node
from visitdata.model.steps import GROUPS as STEPS
from visitdata.render import palette
from visitdata.render.reference.facts import Facts, Place
from visitdata.render.reference.groups import Group
from visitdata.render.reference.links import Href

WIDE, NARROW = 1040, 350
"""How wide it is at full size, in pixels, for a wide and for a narrow screen."""

FLOORS: tuple[tuple[tuple[int, tuple[str, ...]], ...], ...] = (
    ((1, ("document",)),),
    ((2, ("who",)), (5, ("program", "occasions")), (2, ("said",))),
    tuple((1, (name,)) for name in STEPS),
    ((5, ("sources",)), (3, ("values",))),
)
"""The groups, floor by floor, in columns, each with its share of the width; those of one column stand one above the
other."""

ARROWS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("Visit.parties", "people", "places"), ("Visit.program",), ("Visit.statements", "outcomes")),
    (("Occasion.steps",),),
    (("Cited.citations", "Visit.sources", "claims"),),
)
"""The arrows that lead down from each floor, each with the fields that it is named after; where no class is said it is
that of the one before. Citations may stand in every record above them."""

_GAP, _PAD, _TITLE, _CHIP, _LINE, _ARROW = 14, 12, 34, 24, 30, 36
_LETTER = 7.4
"""How wide a letter of 13 pixels is at most, on average."""


class _Box(NamedTuple):
    bottom: float
    drawn: str


class _Column(NamedTuple):
    x: float
    width: float
    groups: list[Group]


def svg(facts: Facts, href: Href, width: int, name: str, *, alone: bool = False) -> str:
    """The picture, `WIDE` or `NARROW`; its links are made by `href`, its ids begin with `name`. One that stands alone,
    as a file, brings its colors along."""
    parts, height = _stack(facts, href, width)
    role = "img" if alone else "group"  # the links in an image would be out of reach
    ground = f'<rect class="ground" width="{width}" height="{height:g}"/>\n'
    style = f"<style>{palette.alone('reference/diagram.css')}</style>\n{ground}" if alone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="model {name}" viewBox="0 0 {width} {height:g}" '
        f'width="{width}" height="{height:g}" role="{role}" aria-labelledby="{name}-title {name}-text">\n'
        f'<title id="{name}-title">The model of a visit</title>\n'
        f'<desc id="{name}-text">{escape(_told(facts))}</desc>\n{style}' + "\n".join(parts) + "\n</svg>\n"
    )


def _told(facts: Facts) -> str:
    """What the picture shows, for those who do not see it."""
    groups = "; ".join(f"{group.title}: {', '.join(cls.__name__ for cls in group.classes)}" for group in facts.groups)
    (who, program, said), (steps,), (sources,) = (tuple(map(", ".join, arrows)) for arrows in ARROWS)
    return (
        f"{groups}. From a visit lead {who}; {program}; {said}. From an occasion leads {steps}. From whatever has a "
        f"source lead {sources}."
    )


def _stack(facts: Facts, href: Href, width: int) -> tuple[list[str], float]:
    """All that is drawn, floor by floor from the top, and how high it is."""
    by_key = {group.key: group for group in facts.groups}
    parts: list[str] = []
    y = 1.0
    for number, floor in enumerate(FLOORS):
        columns = list(_columns(floor, by_key, width))
        if number:
            arrows = ARROWS[number - 1]
            parts += _arrows_below(arrows, y) if width == NARROW else _arrows_beside(arrows, columns, width, y)
            y += _ARROW + (_CHIP * (len(arrows) - 1) if width == NARROW else 0)
        bottom = max(box.bottom for column in columns for box in _boxes(column, href, y, None))
        parts += [box.drawn for column in columns for box in _boxes(column, href, y, bottom)]
        y = bottom
    return parts, y + 1


def _columns(floor: tuple[tuple[int, tuple[str, ...]], ...], by_key: dict[str, Group], width: int) -> Iterator[_Column]:
    """The columns of a floor; on a narrow screen there is one, in which what leads further down comes last."""
    if width == NARROW:
        lowest_last = sorted(floor, key=lambda column: len(column[1]))
        yield _Column(1, width - 2, [by_key[key] for _, keys in lowest_last for key in keys])
        return
    shares = sum(share for share, _ in floor)
    x = 1.0
    for share, keys in floor:
        wide = (width - 2 - _GAP * (len(floor) - 1)) * share / shares
        yield _Column(x, wide, [by_key[key] for key in keys])
        x += wide + _GAP


def _boxes(column: _Column, href: Href, y: float, bottom: float | None) -> Iterator[_Box]:
    """The boxes of a column, the last down to the bottom where one is given."""
    for group in column.groups:
        box = _group(group, href, column, y, bottom if group is column.groups[-1] else None)
        yield box
        y = box.bottom + _GAP


def _group(group: Group, href: Href, column: _Column, y: float, bottom: float | None) -> _Box:
    """The box of a group: its title, and its classes, which flow in lines."""
    left, right = column.x + _PAD, column.x + column.width - _PAD
    x, line = left, y + _TITLE
    drawn = []
    for cls in group.classes:
        width = round(len(cls.__name__) * _LETTER + 16)
        if x > left and x + width > right:
            x, line = left, line + _LINE
        drawn.append(_chip(cls, href, x, line, width))
        x += width + 6
    end = line + _CHIP + _PAD if bottom is None else bottom
    frame = f'<rect class="group" x="{column.x:g}" y="{y:g}" width="{column.width:g}" height="{end - y:g}" rx="9"/>'
    title = f'<text class="title" x="{left:g}" y="{y + 22:g}">{escape(group.title)}</text>'
    return _Box(end, "\n".join([frame, title, *drawn]))


def _chip(cls: type[Node], href: Href, x: float, y: float, width: float) -> str:
    name = cls.__name__
    kind = "family" if cls.__family__ else "root" if name == "Visit" else "class"
    return (
        f'<a href="{escape(href(Place(f"class/{name}")))}">'
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{_CHIP}" rx="5"/>'
        f'<text class="name" x="{x + width / 2:g}" y="{y + 16.5:g}">{name}</text></a>'
    )


def _arrows_beside(arrows: tuple[tuple[str, ...], ...], columns: list[_Column], width: int, y: float) -> Iterator[str]:
    """An arrow into each column, or one for the floor, each with its name beside it."""
    lefts = [column.x + 2 * _PAD for column in columns] if len(arrows) == len(columns) else [round(width / 3)]
    if arrows is ARROWS[-1]:
        yield f'<path class="arrow" d="M1 {y + 5:g}H{width - 1}"/>'
    for names, x in zip(arrows, lefts, strict=True):
        yield _arrow(x, y, y + _ARROW)
        yield _label(names, x + _PAD, y + 22)


def _arrows_below(arrows: tuple[tuple[str, ...], ...], y: float) -> Iterator[str]:
    """One arrow, with all names beside it."""
    yield _arrow(18, y, y + _ARROW + _CHIP * (len(arrows) - 1))
    for index, names in enumerate(arrows):
        yield _label(names, 34, y + 22 + _CHIP * index)


def _arrow(x: float, top: float, end: float) -> str:
    head = f"M{x - 5:g} {end - 7:g}L{x:g} {end - 1:g}L{x + 5:g} {end - 7:g}"
    return f'<path class="arrow" d="M{x:g} {top:g}V{end - 1:g}{head}"/>'


def _label(names: Iterable[str], x: float, y: float) -> str:
    return f'<text class="label" x="{x:g}" y="{y:g}">{", ".join(names)}</text>'

"""The picture of a program as SVG: shapes and texts with classes that a style sheet draws; no style, no script, and
nothing that is fetched."""

from collections.abc import Iterator
from html import escape

from visitdata.render.labels import Labels
from visitdata.render.timeline.layout import WIDTH, Bar, Drawing, Item, Line, Mark, Stem, Track
from visitdata.render.timeline.rows import Sign
from visitdata.render.timeline.when import Look

_STOPS = {
    Look.RISING: ((0.0, 0.0), (1.0, 0.7)),
    Look.FADING: ((0.0, 0.7), (1.0, 0.0)),
    Look.VAGUE: ((0.0, 0.0), (0.35, 0.55), (0.65, 0.55), (1.0, 0.0)),
}
"""How much of its color a faded stretch has where. In the middle it is even: no part of it is likelier than another."""


def written(drawing: Drawing, labels: Labels, *, name: str, style: str | None) -> str:
    """The text of a picture. `name` tells the ids in it from those of other pictures on a page. With `style`, it is a
    whole file, on a ground of its own; without, it has links into its page."""
    return "\n".join(_Writer(drawing, labels, name, style is None).lines(style)) + "\n"


class _Writer:
    """How one picture is written: in which direction, with links or without."""

    def __init__(self, drawing: Drawing, labels: Labels, name: str, links: bool) -> None:
        self.drawing = drawing
        self.labels = labels
        self.name = name
        self.links = links
        self.is_mirrored = labels.direction == "rtl"

    def lines(self, style: str | None) -> Iterator[str]:
        height = _number(self.drawing.height)
        size = f' width="{WIDTH}" height="{height}"' if style is not None else ""
        label = _text(self.drawing.title if style is not None else self.labels("timeline.title"))
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" viewBox="0 0 {WIDTH} {height}"{size}'
            f' role="group" lang="{self.labels.language}" direction="{self.labels.direction}" aria-label="{label}">'
        )
        if style is not None:
            yield f"<title>{label}</title>"
            yield f"<style>\n{style}\n</style>"
        yield f"<defs>{''.join(self._gradient(look) for look in _STOPS)}</defs>"
        if style is not None:
            yield f'<rect class="ground" width="{WIDTH}" height="{height}"/>'
        yield from self._shapes(map(_stem, self.drawing.stems))
        for item in self.drawing.items:
            yield from self._item(item)
        yield "</svg>"

    def _gradient(self, look: Look) -> str:
        stops = "".join(
            f'<stop offset="{offset:.2f}" stop-opacity="{opacity:.2f}"/>' for offset, opacity in _STOPS[look]
        )
        return f'<linearGradient id="{self._id(look)}">{stops}</linearGradient>'

    def _id(self, look: Look) -> str:
        return f"{self.name}.{look.value}"

    def _item(self, item: Item) -> Iterator[str]:
        yield '<g class="row">' if item.mark is not None else "<g>"
        if item.whole:
            yield f"<title>{_text(item.whole)}</title>"
        if item.track is not None:
            yield from self._shapes(self._track(item.track))
        is_link = self.links and bool(item.anchor)
        if is_link:
            yield f'<a href="#{_text(item.anchor)}">'
        if item.mark is not None:
            yield from self._shapes(_mark(item.mark))
            yield from self._number_in(item.mark)
        named = [line for line in item.lines if line.style in ("name", "struck")]
        yield from map(self._line, named)
        if is_link:
            yield "</a>"
        yield from (self._line(line) for line in item.lines if line not in named)
        yield "</g>"

    def _shapes(self, shapes: Iterator[str]) -> Iterator[str]:
        """Shapes, turned around where the language is written from right to left."""
        if not self.is_mirrored:
            yield from shapes
            return
        yield f'<g transform="translate({WIDTH} 0) scale(-1 1)">'
        yield from shapes
        yield "</g>"

    def _line(self, line: Line) -> str:
        x = WIDTH - line.x if self.is_mirrored else line.x
        middle = ' text-anchor="middle"' if line.is_centered else ""
        place = f'x="{_number(x)}" y="{_number(line.y)}" font-size="{line.size}"{middle}'
        return f'<text class="{line.style}" {place}>{_text(line.text)}</text>'

    def _number_in(self, mark: Mark) -> Iterator[str]:
        if mark.number:
            line = Line(mark.x, mark.y + 5.4, 15, "name", mark.number, True)
            yield self._line(line).replace('class="name"', f'class="number {mark.sign.value}"', 1)

    def _track(self, track: Track) -> Iterator[str]:
        yield _straight("track", track.x, track.y, track.x + track.width, track.y)
        for tick in track.ticks:
            yield _straight("tick", tick, track.y - 4, tick, track.y + 4)
        for bar in track.bars:
            yield self._bar(bar)

    def _bar(self, bar: Bar) -> str:
        looks = f"bar {bar.look.value}{' plan' if bar.is_plan else ''}"
        fill = f' fill="url(#{self._id(bar.look)})"' if bar.look in _STOPS else ""
        place = f'x="{_number(bar.x)}" y="{_number(bar.y)}" width="{_number(bar.width)}" height="{_number(bar.height)}"'
        return f'<rect class="{looks}" {place}{fill}/>'


def _mark(mark: Mark) -> Iterator[str]:
    """The sign of an activity: a disc; hollow where it was not held, crossed where it was called off, with corners
    where it was irregular."""
    x, y, width, height = mark.x - mark.width / 2, mark.y - mark.height / 2, mark.width, mark.height
    looks = f"mark {mark.sign.value}"
    if mark.sign is Sign.IRREGULAR:
        out = 3 if mark.number else 1
        corners = ((x - out, mark.y), (mark.x, y - out), (x + width + out, mark.y), (mark.x, y + height + out))
        points = " ".join(f"{_number(one)},{_number(other)}" for one, other in corners)
        yield f'<polygon class="{looks}" points="{points}"/>'
        return
    place = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
    yield f'<rect class="{looks}" {place} rx="{_number(height / 2)}"/>'
    if mark.sign is Sign.OFF:
        yield _straight("cross", x, y + height, x + width, y)


def _stem(stem: Stem) -> str:
    return _straight(f"stem {stem.joint.value}", stem.x, stem.top, stem.x, stem.bottom)


def _straight(looks: str, x1: float, y1: float, x2: float, y2: float) -> str:
    ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
    return f'<line class="{looks}" {ends}/>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(text, quote=True)

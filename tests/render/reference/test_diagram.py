"""The picture of the model: complete, true to the classes, well-formed, and with nothing on top of anything else."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from visitdata import model
from visitdata.model.kinds import ManyKind
from visitdata.render.reference import diagram
from visitdata.render.reference.facts import facts

FACTS = facts()
WIDTHS = (diagram.WIDE, diagram.NARROW)


def drawn(width: int, *, alone: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(diagram.svg(FACTS, lambda to: f"{to.page}.html", width, "one", alone=alone))


def boxes(picture: ElementTree.Element, *kinds: str) -> list[tuple[float, float, float, float]]:
    """The corners of all boxes of some kinds."""
    found = []
    for rect in picture.iter("{http://www.w3.org/2000/svg}rect"):
        if rect.get("class") in kinds:
            x, y, width, height = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
    return found


def test_every_group_has_a_place() -> None:
    placed = [key for floor in diagram.FLOORS for _, keys in floor for key in keys]
    assert sorted(placed) == sorted(group.key for group in FACTS.groups)
    assert len(diagram.ARROWS) == len(diagram.FLOORS) - 1


def test_the_arrows_are_named_after_fields_that_there_are() -> None:
    for name in (name for floor in diagram.ARROWS for arrow in floor for name in arrow):
        owner, _, field = name.rpartition(".")
        cls = getattr(model, owner or "Visit")
        assert field in cls.__fields__, name
        kind = cls.__fields__[field].kind
        assert isinstance(kind, ManyKind) or name in ("Citation.source", "Claim.about")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_lies_on_anything_else(width: int) -> None:
    picture = drawn(width)
    height = float(picture.get("height", ""))
    chips, frames = boxes(picture, "class", "family", "root"), boxes(picture, "group")
    assert len(chips) == len(FACTS.classes)
    assert len(frames) == len(FACTS.groups)
    for boxed in (chips, frames):
        for one, other in combinations(boxed, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)
    for left, top, right, bottom in chips:
        assert any(f[0] < left and f[1] < top and right < f[2] and bottom < f[3] for f in frames)
    assert all(f[0] >= 0 and f[2] <= width and f[3] <= height for f in frames)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_names_of_the_arrows_and_groups_fit(width: int) -> None:
    texts = list(drawn(width).iter("{http://www.w3.org/2000/svg}text"))
    labels = [text for text in texts if text.get("class") == "label"]
    assert len(labels) == sum(map(len, diagram.ARROWS))
    assert all(float(text.get("x", "")) + 6.5 * len(text.text or "") < width for text in labels)
    titles = [text for text in texts if text.get("class") == "title"]
    frames = boxes(drawn(width), "group")
    for title, frame in zip(titles, frames, strict=True):
        assert float(title.get("x", "")) + 7.5 * len(title.text or "") < frame[2]


@pytest.mark.parametrize("width", WIDTHS)
def test_it_tells_those_who_do_not_see_it_what_it_shows(width: int) -> None:
    picture = drawn(width)
    named = {element.get("id"): element.text or "" for element in picture if element.get("id")}
    assert (picture.get("role"), drawn(width, alone=True).get("role")) == ("group", "img")
    assert picture.get("aria-labelledby") == " ".join(map(str, named))
    assert all(cls.__name__ in named["one-text"] for group in FACTS.groups for cls in group.classes)
    assert "Visit.parties, people, places" in named["one-text"]


def test_one_that_stands_alone_brings_its_colors() -> None:
    text = diagram.svg(FACTS, lambda to: "", diagram.WIDE, "one", alone=True)
    assert "prefers-color-scheme: dark" in text and "var(" not in text
    assert 'class="ground"' in text and 'class="ground"' not in diagram.svg(FACTS, lambda to: "", diagram.WIDE, "one")
    assert "display: none" not in text

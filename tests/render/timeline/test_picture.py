"""The picture of a program: where things stand in it, and the SVG that draws them."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

import visitdata
from visitdata.model import Visit
from visitdata.render.labels import Labels, english
from visitdata.render.timeline import draw
from visitdata.render.timeline.layout import _IN_BOLD, MARGIN, WIDTH, Drawing, Line, laid_out
from visitdata.render.timeline.rows import program
from visitdata.render.timeline.widths import BOLD, width
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[3] / "docs/examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = (
    "<script>alert(1)</script>", "</text></svg>", "&amp;&#0;", "]]>", "{{ 7*7 }}", "a\u202eb\u2066c", "\x00\x1b[0m",
    "W" * 10_000, "x" + "\u0301" * 10_000, "عاصم منیر (الملك)", "國事訪問，" * 500, "'\" onload=\"alert(1)\"",
)  # fmt: skip


def visit_of(**fields: Any) -> Visit:
    return visitdata.from_dict({"schema_version": "1.0", "id": "v", "parties": [{"id": "az"}], **fields})


def drawing(visit: Visit, *, is_titled: bool = True) -> Drawing:
    return laid_out(program(visit, english()), english(), is_titled=is_titled)


def lines(told: Drawing) -> list[Line]:
    return [line for item in told.items for line in item.lines]


def span(line: Line) -> tuple[float, float]:
    wide = width(line.text, line.size * (BOLD if line.style in _IN_BOLD else 1))
    return (line.x - wide / 2, line.x + wide / 2) if line.is_centered else (line.x, line.x + wide)


def check_places(told: Drawing) -> None:
    """All is inside the picture, and no two lines of text, tracks or marks lie upon each other."""
    for line in lines(told):
        left, right = span(line)
        assert left >= MARGIN - 0.01
        assert right <= WIDTH - MARGIN + 0.01
    for item in told.items:
        for bar in item.track.bars if item.track is not None else ():
            assert item.track is not None
            assert item.track.x - 2.01 <= bar.x
            assert bar.x + bar.width <= item.track.x + item.track.width + 2.1
    blocks = [block for item in told.items if item.lines or item.track for block in blocks_of(item)]
    for (_, bottom), (top, _) in pairwise(sorted(blocks)):
        assert top >= bottom - 0.11
    assert all(bottom <= told.height for _, bottom in blocks)
    assert all(stem.top <= stem.bottom + 4 for stem in told.stems)


def blocks_of(item: Any) -> list[tuple[float, float]]:
    """The stretches from top to bottom that the texts and the track of an item take; hours stand side by side."""
    rows = {line.y: line.size for line in item.lines}
    texts = [(y - size * 0.85, y + size * 0.25) for y, size in rows.items()]
    beside = item.track is not None and item.track.x == MARGIN  # in the legend
    return texts if item.track is None or beside else [*texts, (item.track.y - 6, item.track.y + 6)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_an_example_lies_upon_another(name: str) -> None:
    check_places(drawing(visitdata.load(EXAMPLES / f"{name}.json")))


@given(visits(), st.booleans())
def test_nothing_lies_upon_another(visit: Visit, is_titled: bool) -> None:
    check_places(drawing(visit, is_titled=is_titled))


@given(visits(), st.booleans())
def test_a_picture_is_well_formed_and_the_same_again(visit: Visit, standalone: bool) -> None:
    text = draw(visit, standalone=standalone)
    assert text == draw(visit, standalone=standalone)
    if text:
        check_svg(fromstring(text))
    assert bool(text) is (standalone or bool(visit.program))


def check_svg(root: Element) -> None:
    """Only what the picture is made of: no script, no style on an element, no address but of this page."""
    allowed = {"svg", "title", "style", "defs", "linearGradient", "stop", "rect", "g", "a", "line", "text", "polygon"}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        assert element.get("href", "#").startswith("#")
        assert re.fullmatch(r"(url\(#timeline\.[a-z0-9_-]+\.[a-z]+\))?", element.get("fill", ""))
        if element.tag == f"{SVG}text":
            assert float(element.get("font-size", "0")) >= 15


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_document_is_never_markup(text: str) -> None:
    visit = visitdata.loads(
        json.dumps(
            {"schema_version": "1.0", "id": "v", "title": text, "start": "2023-11-01",
             "parties": [{"id": "az", "name": text}], "places": [{"id": "p", "name": text}],
             "sources": [{"id": "s", "publisher": text}],
             "claims": [{"about": "m", "field": "/label", "value": text, "citations": [{"source": "s"}]}],
             "program": [{"type": "meeting", "id": "m", "label": text, "place": "p", "during": "p",
                          "steps": [{"type": "speech", "label": text}]}]}
        )
    )  # fmt: skip
    for standalone in (True, False):
        root = fromstring(draw(visit, standalone=standalone))
        check_svg(root)
        assert len([element for element in root.iter() if element.tag == f"{SVG}text"]) < 40
    check_places(drawing(visit))


def test_a_name_that_is_cut_is_told_in_full_where_one_points_at_it() -> None:
    root = fromstring(draw(visit_of(program=[{"type": "meeting", "label": "name " * 99}, {"type": "meal"}])))
    assert [title.text for title in root.iter(f"{SVG}title")] == ["name " * 99]


def texts(text: str) -> list[str]:
    return ["".join(element.itertext()) for element in fromstring(text).iter(f"{SVG}text")]


def test_what_the_picture_of_kyiv_says() -> None:
    visit = visitdata.load(EXAMPLES / "ua-lk-2010-06-30.json")
    text = draw(visit)
    said = texts(text)
    assert "accounts differ" in said
    assert "website of the President of Ukraine\u00a0– status: held (rival)" in said
    assert 'class="struck" x="78" y=' in text
    assert '<a href="#anthem-ua">' in text
    assert '<a href="#A6.1">' in text
    assert 'class="mark irregular"' in text
    assert 'class="cross"' in text
    assert 'class="stem narrated"' in text


def test_standing_alone_it_leads_nowhere() -> None:
    assert "<a " not in draw(visitdata.load(EXAMPLES / "ua-lk-2010-06-30.json"), standalone=True)


def test_standing_alone_it_is_a_whole_file_with_colors_for_light_and_dark() -> None:
    text = draw(visitdata.load(EXAMPLES / "az-pk-2023-11-01.json"), standalone=True)
    root = fromstring(text)
    style = root.findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme: dark" in style and "@media print" in style and "var(" not in style
    assert root.find(f"{SVG}rect[@class='ground']") is not None
    assert (root.findtext(f"{SVG}title") or "").startswith("Official visit")
    assert root.get("width") == str(WIDTH)


def test_its_style_holds_for_itself_alone() -> None:
    style = fromstring(draw(visit_of(), standalone=True)).findtext(f"{SVG}style") or ""
    bare = re.sub(r"/\*.*?\*/|@media[^{]*", "", style)
    selectors = [one.strip() for given in re.findall(r"([^{}]+)\{[^{}]", bare) for one in given.split(",")]
    assert len(selectors) > 30
    assert all(one.startswith("svg.timeline") for one in selectors if one)


def test_ids_are_those_of_its_visit_or_of_its_name() -> None:
    visit = visit_of(program=[{"type": "meeting", "when": {"date": "2023-11-01", "time": "09:00"}}])
    for text, begin in ((draw(visit), "timeline.v."), (draw(visit, name="a"), "a.")):
        ids = re.findall(r'id="([^"]*)"', text)
        assert len(ids) == 3 and all(id.startswith(begin) for id in ids)
        assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids)


def test_without_a_program_it_says_so_or_is_not_there() -> None:
    assert texts(draw(visit_of(), standalone=True)) == ["Visit", "No program is told."]
    assert draw(visit_of()) == ""


def at(time: str, **said: Any) -> dict[str, Any]:
    return {"type": "meeting", **said, "when": {"date": "2023-11-01", "time": time}}


@pytest.mark.parametrize(
    ("listed", "legend"),
    [
        ([{"type": "meeting"}], []),
        ([{"type": "meeting", "when": {"date": "2023-11-01", "time": "09:00", "end_time": "10:00"}}], ["time told"]),
        ([at("09:00")], ["time told", "roughly then, or an end not told"]),
        ([{"type": "meeting", "when": {"date": "2023-11-01", "qualifier": "morning"}}],
         ["roughly then, or an end not told"]),
        ([at("09:00", status="cancelled")], ["roughly then, or an end not told", "planned, or not held"]),
        ([{"type": "meeting", "when": {"date": "2023-11-01/2023-11-02"}}], []),
        ([{"type": "meeting", "when": {"date": "2023-11-01~"}}], ["roughly then, or an end not told"]),
    ],
)  # fmt: skip
def test_a_legend_says_what_is_drawn(listed: list[dict[str, Any]], legend: list[str]) -> None:
    keys = [english()(f"timeline.legend_{kind}") for kind in ("solid", "faded", "plan")]
    assert [text for text in texts(draw(visit_of(program=listed))) if text in keys] == legend


def test_many_disputes_are_counted() -> None:
    claims = [{"about": "m", "field": "/label", "value": str(number), "standing": "rival"} for number in range(9)]
    said = texts(draw(visit_of(program=[{"type": "meeting", "id": "m"}], claims=claims)))
    assert said[-2:] == ["label: 5 (rival)", "and 3 more"]


def test_wide_numbers_have_room() -> None:
    told = drawing(visit_of(program=[{"type": "meeting"}] * 1000))
    mark = told.items[-1].mark
    assert mark is not None
    assert mark.number == "1000"
    assert mark.x - mark.width / 2 == pytest.approx(MARGIN)
    assert width("1000", 15 * BOLD) < mark.width < told.items[-1].lines[0].x - MARGIN


def test_a_picture_is_turned_around_for_a_language_written_from_right_to_left() -> None:
    arabic = Labels("ar", {"class.Meeting": "اجتماع"}, right_to_left=True)
    root = fromstring(draw(visit_of(program=[at("09:00")]), arabic))
    assert (root.get("direction"), root.get("lang")) == ("rtl", "ar")
    name = next(element for element in root.iter(f"{SVG}text") if element.text == "اجتماع")
    assert float(name.get("x", "0")) == WIDTH - 52
    turned = [element for element in root.iter(f"{SVG}g") if "scale(-1 1)" in element.get("transform", "")]
    assert {child.tag.removeprefix(SVG) for group in turned for child in group} == {"line", "rect"}

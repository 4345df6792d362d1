"""What a visit is called."""

from typing import Any

import pytest

import visitdata
from visitdata.model import Visit
from visitdata.render import page
from visitdata.render.labels import Labels, english
from visitdata.render.lines import Run
from visitdata.render.markdown import render
from visitdata.render.readings import Readings
from visitdata.render.summary import summary
from visitdata.render.timeline import draw
from visitdata.render.titles import called, when, who

GUEST = {"id": "lk", "role": "guest", "name": "Sri Lanka"}
HOST = {"id": "ua", "role": "host", "country": "UA"}
BOTH = {"title": "Візит", "language": "uk", "titles": {"en": "The visit", "de": "Besuch"}}


def visit_of(*parties: dict[str, Any], **fields: Any) -> Visit:
    value = {"schema_version": "1.0", "id": "v", "parties": list(parties) or [GUEST, HOST], **fields}
    return visitdata.from_dict(value)


@pytest.mark.parametrize(
    ("fields", "language", "title"),
    [
        (BOTH, "de", Run("Besuch", language="de")),
        (BOTH, "fr", Run("Візит", language="uk")),
        ({"title": "A\nB"}, "en", Run("A B")),
        ({"titles": {"de": "Besuch"}}, "de", Run("Besuch", language="de")),
        ({"titles": {"de": "Besuch"}, "start": "2010-06"}, "en", Run("Sri Lanka visits Ukraine, June 2010")),
        ({"start": "2010-06-30", "end": "2010-07-03"}, "en",
         Run("Sri Lanka visits Ukraine, June 30, 2010 to July 3, 2010")),
        ({}, "en", Run("Sri Lanka visits Ukraine")),
    ],
)  # fmt: skip
def test_a_title_in_the_language_of_the_reader_comes_first(fields: dict[str, Any], language: str, title: Run) -> None:
    assert called(Readings(visit_of(**fields), Labels(language, {}), written_out=True)) == title


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        ([GUEST, {**GUEST, "id": "x", "name": "Nepal"}, HOST], "Sri Lanka and Nepal visit Ukraine"),
        ([GUEST], "Visit of Sri Lanka"),
        ([HOST], "Visit to Ukraine"),
        ([{"id": "x"}], "Visit"),
    ],
)
def test_who_visits_whom(parties: list[dict[str, Any]], told: str) -> None:
    readings = Readings(visit_of(*parties), written_out=True)
    assert (who(readings), when(readings)) == (told, "")


@pytest.mark.parametrize("fields", [BOTH, {"start": "2010-06-30"}])
def test_a_visit_is_called_the_same_everywhere(fields: dict[str, Any]) -> None:
    visit = visit_of(**fields)
    title = called(Readings(visit, english(), written_out=True)).text
    assert f"<title>{title}</title>" in page.html_of(visit)
    assert f"<title>{title}</title>" in draw(visit, standalone=True)
    assert next(render(visit)) == f"# {title}"
    assert summary(visit, "v", english()).title == title


def test_the_heading_of_a_page_leaves_the_dates_to_the_line_below() -> None:
    text = page.html_of(visit_of(start="2010-06-30"))
    assert "<h1>Sri Lanka visits Ukraine</h1>" in text
    assert '<span class="dates"><time datetime="2010-06-30">June 30, 2010</time></span>' in text

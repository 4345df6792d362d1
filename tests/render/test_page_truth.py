"""A page tells what its document says, all of it, and nothing else."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

import visitdata
from pages import Brief, Page, covered, pieces, squeezed, told_apart
from visitdata.codec.tree import remade
from visitdata.findings import path_of
from visitdata.model import EDTF, Activity, Citation, Claim, Node, Participant, Source, Statement, Visit, tree
from visitdata.model.formats import COUNTRY, DURATION, LANGUAGE, REF
from visitdata.model.frozen import FrozenMap
from visitdata.model.kinds import Kind, ManyKind, NodeKind, TextMapKind, Word
from visitdata.render import site, titles
from visitdata.render.dates import in_words, length
from visitdata.render.disputes import claimed
from visitdata.render.labels import Labels, english
from visitdata.render.page import html_of
from visitdata.render.readings import Readings, as_json, shown
from visitdata.render.timeline import draw
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))

LABELS = english()
SVG = "{http://www.w3.org/2000/svg}"


def values(visit: Visit) -> Iterator[tuple[Node, str, Kind, Any]]:
    """Every value that a document holds, each item of a list by itself: its record, field and kind."""
    for _, node in visit.walk():
        for field in node.__fields__.values():
            if field.name in node.__dict__:
                yield from ((node, field.name, *one) for one in single(field.kind, node.__dict__[field.name]))


def single(kind: Kind, value: Any) -> Iterator[tuple[Kind, Any]]:
    if isinstance(kind, ManyKind):
        for item in value:
            yield from single(kind.item, item)
    elif isinstance(kind, TextMapKind):
        for key, text in value.items():
            yield from ((kind.key, key), (kind.value, text))
    elif not isinstance(kind, NodeKind):
        yield kind, value


def form(readings: Readings, node: Node, kind: Kind, value: Any) -> str:
    """What a value is shown as, by the formatter of its kind."""
    labels = readings.labels
    if isinstance(node, Claim) and kind is Claim.__fields__["value"].kind:
        return claimed(readings, node)
    if isinstance(value, EDTF):
        return readings.date(value)
    if isinstance(value, Word):
        return labels.word(value)
    if isinstance(value, bool):
        yes, no = ("withheld", "not_withheld") if isinstance(node, Statement) else ("yes", "no")
        return labels(f"text.{yes if value else no}")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, FrozenMap | float) or not isinstance(value, str):
        return as_json(value)
    if kind is REF:
        return readings.name(value)
    if kind is COUNTRY:
        return labels.country(value)
    if kind is LANGUAGE:
        return labels.of_language(value)
    if kind is DURATION:
        return length(value, labels)
    if isinstance(node, Claim) and node.field == value:
        return labels("text.in_field", in_field(readings, node))
    return shown(value)


def in_field(readings: Readings, claim: Claim) -> str:
    """The field that a claim speaks of, as read off its pointer: labels of fields, and names of records."""
    visit, labels = readings.visit, readings.labels
    here: Any = visit if claim.about is None else readings.records.get(claim.about)
    home, words = here, list[str]()
    for step in path_of(claim.field):
        try:
            here = tree.at(here, (step,))
        except KeyError:
            here = None
        is_item = any(here is node for _, node in visit.walk()) and f"field.{step}" not in labels.texts
        if is_item and ("id" in here.__dict__ or isinstance(here, Activity) or (home is visit and len(words) == 1)):
            home, words = here, []
        elif is_item and isinstance(here, Participant) and here.ref is not None:
            words.append(readings.name(here.ref))
        elif is_item and readings.own_name(here) is not None:
            words.append(readings.name_of(here))
        elif here is not None and step.isdigit():
            words.append(labels("text.number", int(step) + 1))
        else:
            words.append(labels.texts.get(f"field.{step}") or readings.name(step) or '""')
    return " ".join(words) or labels.of_class(type(home))


@cache
def entries(labels: Labels) -> frozenset[str]:
    """The entries of a catalog, also as names of what follows."""
    return frozenset(squeezed(text) for label in labels.texts.values() for text in (label, labels("text.named", label)))


def allowed(visit: Visit, labels: Labels) -> set[str]:
    """Every text that may stand on a page by itself: a value of the document, a form of one that a formatter makes, or
    an entry of the label catalog."""
    readings = Readings(visit, labels, written_out=True)
    texts = {titles.who(readings), titles.led(readings), titles.when(readings)}
    if visit.program_order is not None:
        texts.add(labels("text.order", labels.word(visit.program_order)))
    for node, _, kind, value in values(visit):
        told = form(readings, node, kind, value)
        texts |= {
            told,
            labels("text.quoted", told),
            labels("text.named", told),
            labels("text.of", told),
            labels("text.number", told),
        }
        if isinstance(node, Claim) and isinstance(value, str | tuple):
            texts |= {
                readings.name(one) for one in (value if isinstance(value, tuple) else (value,)) if type(one) is str
            }
            texts.add(shown(str(value)).replace("_", " "))
    for _, node in visit.walk():
        if isinstance(node, Activity):
            texts.add(readings.number(node))
        if isinstance(node, Citation):
            mark = readings.cited(node)
            texts |= {
                mark,
                labels("text.on", mark),
                f"[{mark[1:-1].split(', ')[0]}]",
                f"[{readings.name(node.source)}]",
            }
        if isinstance(node, Source):
            texts.add(f"[{1 + next(at for at, one in enumerate(visit.sources) if one is node)}]")
        named = readings.own_name(node)
        texts |= {named} if named is not None else set()
    return {squeezed(text) for text in texts} | entries(labels)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_an_example_page_is_of_the_document_a_form_of_it_or_a_label(name: str) -> None:
    visit = visitdata.load(EXAMPLES / f"{name}.json")
    assert set(Page(html_of(visit, json_href="x.json")).visible()) - allowed(visit, LABELS) == set()


def test_a_catalog_of_another_language_is_all_that_a_page_has_of_ours() -> None:
    labels = Labels("x-test", {key: text.upper() for key, text in LABELS.texts.items()})
    visit = visitdata.load(EXAMPLES / "ua-lk-2010-06-30.json")
    shown = set(Page(html_of(visit, labels)).visible())
    assert shown - allowed(visit, labels) == set()
    assert {", GRADE:", ", STATUS:"} <= shown
    assert not shown & {"Who took part", "accounts differ", "ceremony", "held irregularly", "participants:"}


def told_elsewhere(node: Node, name: str, value: Any) -> bool:
    """Whether a value is an id, which is an anchor, or a word in whose place its label is told, in words."""
    return (name == "id" and not isinstance(node, Visit)) or (value == "other" and f"{name}_label" in node.__dict__)


def missing(visit: Visit, page: Page) -> list[tuple[str, str]]:
    """The facts of a visit that its page does not have: the field and what should be read there."""
    readings = Readings(visit, LABELS, written_out=True)
    text, ids = page.said(), page.ids()
    targets = set(page.targets())
    lost = []
    for node, field, kind, value in values(visit):
        told = squeezed(form(readings, node, kind, value))
        if field == "id" and value not in ids and not isinstance(node, Citation):
            lost.append((field, value))
        if isinstance(node, Citation) and field == "source":
            anchor = readings.footnote(node)
            if anchor in ids and f"#{anchor}" not in targets:
                lost.append((field, anchor))
        elif not told_elsewhere(node, field, value) and told not in text:
            lost.append((field, told))
    return lost


@pytest.mark.parametrize("name", NAMES)
def test_each_fact_of_a_visit_is_on_its_page(name: str) -> None:
    visit = visitdata.load(EXAMPLES / f"{name}.json")
    page = Page(html_of(visit))
    assert sum(1 for _ in values(visit)) > 50
    assert set(footnotes(visit)) <= set(page.ids())
    assert missing(visit, page) == []


def footnotes(visit: Visit) -> Iterator[str]:
    """Where the marks of citations lead."""
    readings = Readings(visit)
    yield from (readings.footnote(node) for _, node in visit.walk() if isinstance(node, Citation))


@given(visits().map(told_apart))
def test_a_page_tells_what_its_visit_says_and_nothing_else(visit: Visit) -> None:
    page = Page(html_of(visit))
    assert missing(visit, page) == []
    assert set(page.visible()) - allowed(visit, LABELS) == set()


ISOLATES = str.maketrans("\u00a0", " ", "\u2066\u2067\u2068\u2069")


OUTSIDE = {"style", "script"}
HOURS = {f"{hour:02}:00" for hour in range(25)}


def texts_of_picture(svg: str) -> Iterator[str]:
    """What each part of a picture says, its lines one after the other."""
    for part in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        lines = [element.text or "" for element in part.iter(f"{SVG}text")]
        yield squeezed(" ".join(lines).translate(ISOLATES))


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_picture_is_of_the_document_a_form_of_it_or_a_label(name: str) -> None:
    visit = visitdata.load(EXAMPLES / f"{name}.json")
    said = list(texts_of_picture(draw(visit, standalone=True)))
    atoms = allowed(visit, LABELS) | pieces(LABELS) | HOURS
    assert len(said) > 1 and any(str(visit.title).split()[0] in text for text in said)
    assert [text for text in said if not covered(text, atoms)] == []
    assert not covered(said[0] + " and then some", atoms)


def test_every_text_of_an_index_and_its_years_is_of_a_visit_a_form_of_it_or_a_label(tmp_path: Path) -> None:
    corpus = [visitdata.load(EXAMPLES / f"{name}.json") for name in NAMES]
    with remade(tmp_path / "site", "pages of visits") as tree_of:
        site.build(site.gather(corpus, tree_of, LABELS), tree_of, LABELS, "Eight visits", lambda: None)
    dates = [date for visit in corpus for date in (visit.start, visit.end) if date is not None]
    counts = {str(number) for number in range(len(corpus) + 1)}
    atoms = {
        "Eight visits",
        *counts,
        *(in_words(date, LABELS) for date in dates),
        *(str(date.earliest.year) for date in dates),
    }
    atoms |= pieces(LABELS).union(*(allowed(visit, LABELS) for visit in corpus))
    pages = [tmp_path / "site/index.html", *(tmp_path / "site/years").glob("*.html")]
    assert len(pages) == 4
    for page in pages:
        said = [squeezed(text) for text, within in Brief(page.read_text("utf-8")).texts if not OUTSIDE & set(within)]
        assert any(str(visit.title) in said for visit in corpus)
        assert [text for text in said if not covered(text, atoms)] == []

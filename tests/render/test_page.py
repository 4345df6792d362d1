"""The page of one visit: its parts, its links, its form."""

import itertools
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import visitdata
from pages import Page
from visitdata.findings import MissingExtra
from visitdata.model import Visit
from visitdata.model.formats import TEXT, URI
from visitdata.model.kinds import ManyKind, TextMapKind
from visitdata.render import html, page
from visitdata.render.labels import Labels
from visitdata.render.timeline import draw
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))
TWO = [{"id": "lk", "role": "guest", "name": "Sri Lanka"}, {"id": "ua", "role": "host", "country": "UA"}]


def example(name: str) -> Visit:
    return visitdata.load(EXAMPLES / f"{name}.json")


def small(**fields: Any) -> Visit:
    return visitdata.from_dict({"schema_version": "1.0", "id": "v", "parties": TWO, **fields})


def seen(text: str) -> str:
    return Page(text).said()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_well_formed(name: str) -> None:
    text = page.html_of(example(name), json_href=f"{name}.json")
    parsed = Page(text)
    levels = [int(one.tag[1]) for one in parsed.elements if one.tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all("scope" in one.attributes for one in parsed.elements if one.tag == "th")
    assert text == page.html_of(example(name), json_href=f"{name}.json")


@given(visits())
def test_every_anchor_stands_once_and_every_link_leads_to_one(visit: Visit) -> None:
    parsed = Page(page.html_of(visit))
    ids = parsed.ids()
    assert len(ids) == len(set(ids))
    for target in parsed.targets():
        assert target[1:] in ids if target.startswith("#") else target.startswith(("http://", "https://"))


def test_an_id_that_is_repeated_is_an_anchor_once() -> None:
    people = [{"id": "a", "name": "A", "spouse_of": "a"}, {"id": "a", "name": "B"}, {"id": "v", "name": "C"}]
    ids = Page(page.html_of(small(people=people))).ids()
    assert (ids.count("a"), ids.count("v")) == (1, 1)


def test_only_what_is_a_day_month_or_year_alone_is_a_time() -> None:
    program = [{"type": "meeting", "when": {"date": date}} for date in ("2010-06-30", "2010-06", "2010~", "201X")]
    parsed = Page(page.html_of(small(start="2010-06-30", program=program)))
    times = [one.attributes["datetime"] for one in parsed.elements if one.tag == "time"]
    assert times == ["2010-06-30", "2010-06-30"]


def test_the_title_is_in_the_language_of_the_reader() -> None:
    visit = small(title="Візит", language="uk", titles={"de": "Besuch"})
    german = page.html_of(visit, Labels("de", {"page.who": "Wer dabei war"}))
    assert '<html lang="de" dir="ltr">' in german and "<h1>Besuch</h1>" in german
    assert '<p class="original"><bdi lang="uk">Візит</bdi></p>' in german
    assert ">Wer dabei war</h2>" in german
    assert '<h1><bdi lang="uk">Візит</bdi></h1>' in page.html_of(visit)
    assert "<h1>Sri Lanka visits Ukraine</h1>" in page.html_of(small())
    assert '<p class="who">' not in page.html_of(small())


def test_texts_that_run_the_other_way_are_set_off() -> None:
    people = [{"id": "a", "name": "عاصم منیر", "names": [{"text": "A. Munir", "language": "en"}]}]
    english = page.html_of(small(people=people))
    assert "<b><bdi>عاصم منیر</bdi></b>" in english
    assert "A. Munir (" in seen(english) and "<bdi>A. Munir</bdi>" not in english
    urdu = page.html_of(small(people=people), Labels("ur", {}, right_to_left=True))
    assert '<html lang="ur" dir="rtl">' in urdu
    assert "<b>عاصم منیر</b>" in urdu and '<bdi lang="en">A. Munir</bdi>' in urdu


@pytest.mark.parametrize(
    ("status", "struck"),
    [("cancelled", True), ("not_held", True), ("postponed", True), ("fictitious", True), ("planned", False)],
)
def test_what_did_not_take_place_is_struck_out_and_says_so(status: str, struck: bool) -> None:
    text = page.html_of(small(program=[{"type": "meeting", "label": "talks", "status": status}]))
    assert ("<s>meeting</s>" in text and "<s>“talks”</s>" in text) is struck
    assert status.replace("_", " ") in seen(text)


def test_what_accounts_differ_on_says_who_says_what_and_leads_to_the_claims() -> None:
    claims = [
        {"about": "m", "field": "/place", "value": "kyiv", "standing": "preferred", "citations": [{"source": "s"}],
         "claimed_by": ["s"]},
        {"about": "m", "field": "/place", "standing": "erroneous", "claimed_by": ["lk"]},
        {"about": "m", "field": "/label", "value": "talks", "standing": "variant"},
        {"field": "/grade", "value": "state"},
    ]  # fmt: skip
    visit = small(
        claims=claims, program=[{"type": "meeting", "id": "m", "place": "kyiv"}], sources=[{"id": "s"}],
        places=[{"id": "kyiv", "name": "Kyiv"}],
    )  # fmt: skip
    text = page.html_of(visit)
    assert seen(text).count("accounts differ") == 2
    assert "accounts differ, place: Kyiv (preferred) [1]; no value (erroneous, Sri Lanka)" in seen(text)
    assert "accounts differ, grade: state" in seen(text)
    assert 'href="#C1"><span class="alarm">accounts differ</span></a>' in text
    assert '<tr role="row" id="C1">' in text and '<td role="cell" class="preferred">' in text


def test_claims_by_path_are_told_at_their_record_and_by_its_name() -> None:
    claims = [
        {"field": "/program/0/status", "value": "held", "standing": "preferred"},
        {"field": "/program/0/steps/0/status", "value": "cancelled", "standing": "denied"},
        {"field": "/people/0/offices/1/title", "value": "Envoy"},
        {"field": "/people/1/offices/0/title", "value": "Aide"},
    ]
    offices = [{"title": "Minister"}, {"title": "Member", "id": "member"}]
    people = [{"id": "a", "name": "Ann", "offices": offices}, {"name": "Bob", "offices": offices[:1]}]
    program = [{"type": "meeting", "steps": [{"type": "speech", "label": "words"}]}]
    text = page.html_of(small(claims=claims, program=program, people=people))
    told = seen(text)
    assert "1.1 speech “words”accounts differ, status: cancelled (denied)" in told.replace(" accounts", "accounts")
    assert '<a href="#member"><b>Member</b></a><span>, title:</span>' in text
    assert '<a href="#A1.1"><b>1.1 words</b></a><span>, status:</span>' in text
    assert "<b>Bob</b><span>, offices Minister title:</span>" in text
    assert told.count("accounts differ") == 3 and "/" not in told
    beside = draw(small(claims=claims, program=program))
    assert "status: cancelled (denied)" in beside and beside.count("accounts differ") == 1


def test_lines_on_which_accounts_differ_are_told_once_however_often_a_record_is_listed() -> None:
    claims = [{"about": "p", "field": f"/extensions/f{number}", "value": 1} for number in range(300)]
    repeated = small(people=[{"id": "p", "name": "Ann"}] * 300, claims=claims)
    same = small(people=[{"id": "p", "name": "Ann"}], claims=claims)
    for visit in (repeated, same.replace(people=same.people * 300)):
        text = page.html_of(visit)
        assert text.count("accounts differ") == 300
        assert text.count("<b>Ann</b>") == 600
        assert len(text) < 500_000


def test_links_to_addresses_are_those_of_the_web() -> None:
    urls = [
        "https://example.org/a?b=1&c=%22",
        "javascript:alert(1)",
        "data:text/html,x",
        "http:x",
        "https://[",
        "ftp://example.org/",
    ]
    parsed = Page(page.html_of(small(sources=[{"id": f"s{at}", "url": url} for at, url in enumerate(urls)])))
    out = [one for one in parsed.elements if one.tag == "a" and not one.attributes["href"].startswith("#")]
    assert [one.attributes["href"] for one in out] == [urls[0]]
    assert out[0].attributes["rel"] == "noreferrer noopener"
    assert set(urls) <= set(parsed.visible())


def test_other_visits_have_pages_of_their_own() -> None:
    visit = small(related=[{"visit": "w", "relation": "previous"}, {"visit": "x"}])
    text = page.html_of(visit, visits={"w": "w.html"}, json_href="v.json")
    assert '<a class="out" rel="noreferrer noopener" href="w.html">w</a>' in text
    assert "x.html" not in text and '<a href="v.json">This visit as JSON</a>' in text
    assert "This visit as JSON" not in page.html_of(visit)


def test_a_template_may_add_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    known = html.text_of
    added = '{% extends "visit.html" %}{% block footer %}<footer>{{ above }}</footer>{% endblock %}'
    monkeypatch.setattr(html, "text_of", lambda name: added if name == "mine.html" else known(name))
    html._environment.cache_clear()
    text = page.html_of(small(), template="mine.html", more={"above": "<All visits>"})
    html._environment.cache_clear()
    assert "<footer>&lt;All visits&gt;</footer>" in text and "<h1>Sri Lanka visits Ukraine</h1>" in text


def test_people_stand_in_the_order_of_precedence_that_is_stated() -> None:
    people = [{"id": id, "name": id.upper(), "party": "lk"} for id in "abcde"]
    members = [{"ref": "d", "precedence": 2}, {"ref": "c", "precedence": 1}, {"description": "staff"}, {"ref": "e"}]
    delegation = {"party": "lk", "head": "b", "members": members}
    text = seen(page.html_of(small(people=people, delegations=[delegation])))
    assert [text.index(f" {name} (Sri Lanka)") for name in "BCDAE"] == sorted(
        text.index(f" {name} (Sri Lanka)") for name in "BCDAE"
    )
    assert "In the order of precedence, as far as it is stated. B (Sri Lanka) C" in text


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        ([{**TWO[0], "principals": ["b"]}, TWO[1]], "Who leads comes first; the others in the order of the document"),
        (TWO, "In the order of the document, for no precedence is stated."),
    ],
)
def test_where_no_precedence_is_stated_that_is_told(parties: list[dict[str, Any]], told: str) -> None:
    people = [{"id": id, "name": id.upper(), "party": "lk"} for id in "ab"]
    assert told in seen(page.html_of(small(parties=parties, people=people)))
    assert "In the order" not in seen(page.html_of(small(parties=parties, people=people[:1])))


def test_each_side_has_a_column() -> None:
    parties = [*TWO, {"id": "tr", "role": "third"}, {"id": "x"}]
    people = [{"id": "a", "name": "A", "party": "tr"}, {"name": "B", "party": "ua"}, {"name": "C"}]
    parsed = Page(page.html_of(small(parties=parties, people=people)))
    sides = [one.attributes["class"] for one in parsed.elements if one.attributes.get("class", "").startswith("side")]
    assert sides == ["sides", "side guest", "side host", "side third", "side"]
    order = ["Who came", "Who received them", "B", "Neither guest nor host", "A", "Side not told", "C"]
    assert [text for text in parsed.visible() if text in order] == order


HOSTILE = {
    "script": "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "template": "{{7*7}}{% raw %}{{ ''.__class__ }}{# x #}",
    "address": "javascript:alert(1)//https://example.org",
    "entity": "&lt;b&gt;&#60;i&#62;<!--<![CDATA[<svg/onload=alert(1)>",
    "null": "a\x00b\x0b\x1b[31m\x7f",
    "override": "abc\u202etxt.exe\u2066\ufeff",
    "long": "n" * 10_000,
}


def with_every_text(visit: Visit, text: str) -> Visit:
    """A visit all whose texts are one."""
    for pointer, node in visit.walk():
        changes: dict[str, Any] = {}
        for field in node.__fields__.values():
            value, kind = node.__dict__.get(field.name), field.kind
            if value is None:
                continue
            if kind is TEXT:
                changes[field.name] = text
            elif isinstance(kind, ManyKind) and kind.item is TEXT:
                changes[field.name] = [text] * len(value)
            elif isinstance(kind, TextMapKind) and kind.value is TEXT:
                changes[field.name] = dict.fromkeys(value, text)
            elif kind is URI:
                changes[field.name] = f"javascript:{text.replace(' ', '').encode('unicode-escape').decode()}"
        visit = visit.replace(pointer, **changes) if changes else visit
    return visit


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_of_a_document_is_markup(kind: str) -> None:
    visit = example("us-jp-2024-04-08")
    hostile, tame = (page.html_of(with_every_text(visit, text)) for text in (HOSTILE[kind], "t" * len(HOSTILE[kind])))
    parsed = Page(hostile)
    assert parsed.shape() == Page(tame).shape()
    assert parsed.kinds() - {("bdi", ""), ("text", "fill")} <= Page(page.html_of(visit)).kinds()
    assert all(target.startswith("#") for target in parsed.targets())
    assert "49" not in parsed.visible()
    assert not any(char in hostile for char in "\x00\x0b\x1b\x7f\u202e\u2066\ufeff")


def test_without_jinja_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    html._environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r'pip install "visitdata\[docs\]"'):
        page.html_of(small())
    html._environment.cache_clear()


def test_a_name_is_in_the_language_that_is_told_of_it() -> None:
    names = [{"text": "林佳龍", "language": "zh-Hant"}, {"text": "Lin Chia-lung", "language": "en"}]
    people = [{"id": "lin", "name": "林佳龍", "names": names}, {"id": "b", "name": "B", "spouse_of": "lin"}]
    text = page.html_of(small(people=people))
    assert '<b><bdi lang="zh-Hant">林佳龍</bdi></b>' in text
    assert '<a href="#lin"><bdi lang="zh-Hant">林佳龍</bdi></a>' in text

"""The pages: all links lead somewhere, all meanings are told once, nothing that is said acts, the same bytes always."""

import csv
import hashlib
import html
import io
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest

from conftest import Child
from visitdata.codec.cells import unguarded
from visitdata.findings import MissingExtra, Problem
from visitdata.interop import problems as importing
from visitdata.render.html import _environment
from visitdata.render.reference import captions, markdown, site
from visitdata.render.reference import html as html_pages
from visitdata.render.reference.examples import Example
from visitdata.render.reference.facts import Facts, Place, facts
from visitdata.render.reference.links import from_page

HOSTILE = (
    "a\nb | `c` *d* _e_ <script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }} {% x %} ![i](https://e.org/p) "
    "\u202ez"
)
FACTS = facts(importing.PROBLEMS)
FILES = {form: {name: data.decode() for name, data in site.files(form, importing.PROBLEMS)} for form in site.FORMS}
HTML = {name: text for name, text in FILES["html"].items() if name.endswith(".html")}
MARKDOWN = {name: text for name, text in FILES["markdown"].items() if name.endswith(".md")}


class Page(HTMLParser):
    """The ids, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.refers: list[str] = []
        self.tags: list[str] = []
        self.acts: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        self.refers += (given.get("aria-labelledby") or "").split()
        self.acts += [name for name in given if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        self.text += data


PAGES = {name: Page(text) for name, text in HTML.items()}


def slugs(text: str) -> list[str]:
    """The anchors that a forge makes of the headings of a Markdown text."""
    bare = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", html.unescape(heading).lower()).replace(" ", "-") for heading in headings]


SLUGS = {name: slugs(text) for name, text in MARKDOWN.items()}


def target(page: str, link: str) -> tuple[str, str]:
    """The file and the anchor that a link on a page leads to."""
    path, _, anchor = link.partition("#")
    parts = page.split("/")[:-1]
    for part in path.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return ("/".join(parts) if path else page), unquote(anchor)


def test_every_link_of_a_page_leads_somewhere() -> None:
    for name, page in PAGES.items():
        for link in page.links:
            file, anchor = target(name, link)
            assert file in FILES["html"], (name, link)
            assert not anchor or anchor in PAGES[file].ids, (name, link)


def test_every_link_of_a_markdown_page_leads_somewhere() -> None:
    for name, text in MARKDOWN.items():
        bare = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        links = re.findall(r"\]\(([^)]+)\)", bare)
        assert links, name
        for link in links:
            file, anchor = target(name, link)
            assert file in FILES["markdown"], (name, link)
            assert not anchor or anchor in SLUGS[file], (name, link)


def test_ids_and_headings_are_used_once_and_what_is_referred_to_is_there() -> None:
    for name, page in PAGES.items():
        assert len(page.ids) == len(set(page.ids)), name
        assert set(page.refers) <= set(page.ids), name
    for name, found in SLUGS.items():
        assert len(found) == len(set(found)), name


def test_every_thing_has_its_anchor() -> None:
    for one in FACTS.classes.values():
        page, slug = PAGES[f"class/{one.name}.html"], SLUGS[f"class/{one.name}.md"]
        assert all(page.ids.count(field.anchor) == 1 for field in one.fields)
        assert all(slug.count(field.anchor) == 1 for field in one.own)
        assert all(PAGES["dictionary.html"].ids.count(f"{one.name}.{field.anchor}") == 1 for field in one.own)
        assert PAGES["index.html"].ids.count(one.name) == 1
    for words in FACTS.words.values():
        for word, _ in words.words:
            assert PAGES[f"words/{words.name}.html"].ids.count(word) == 1
            assert SLUGS[f"words/{words.name}.md"].count(word) == 1
        assert PAGES["words/index.html"].ids.count(words.name) == 1
    assert all(PAGES["format/index.html"].ids.count(name) == 1 for name in FACTS.formats)
    assert all(PAGES["rules/index.html"].ids.count(code) == 1 for code in FACTS.codes)


def test_names_of_pages_differ_on_every_system() -> None:
    for files in FILES.values():
        assert len({name.casefold() for name in files}) == len(files)


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def of_markdown(text: str) -> str:
    parts = re.split(r"^(`{3,}.*?^`{3,})$", text, flags=re.MULTILINE | re.DOTALL)
    return plain("".join(part if index % 2 else html.unescape(part) for index, part in enumerate(parts)))


def test_everything_that_is_known_is_told_in_both_forms() -> None:
    def told(page: str, *texts: str) -> None:
        shown, written = plain(PAGES[f"{page}.html"].text), of_markdown(MARKDOWN[f"{page}.md"])
        for text in texts:
            assert plain(text) in shown, (page, text)
            assert plain(text) in written, (page, text)

    for one in FACTS.classes.values():
        told(f"class/{one.name}", one.meaning, *(field.meaning for field in one.fields))
        told(
            f"class/{one.name}",
            *(field.example.line for field in one.own),
            *(choice.text for field in one.own for choice in field.choices),
        )
        told(f"class/{one.name}", *(f"{use.owner}.{use.field}" for use in one.uses), *one.rules, *one.members)
        told("dictionary", *(field.meaning for field in one.own), *(field.example.line for field in one.own))
        if one.example is not None:
            told(f"class/{one.name}", one.example.text, captions.AN_EXAMPLE, captions.origin(one.example))
        told(f"class/{one.name}", captions.fields(one), captions.USED_BY, *([] if one.uses else [captions.no_use(one)]))
    for words in FACTS.words.values():
        told(f"words/{words.name}", words.meaning, *(text for word in words.words for text in word))
    for kind in FACTS.formats.values():
        told(f"format/{kind.name}", kind.meaning, kind.pattern, *kind.examples)
    for code, known in FACTS.codes.items():
        page = known.page
        told(f"rules/{code}", code, page.name, page.severity, page.what, page.why, page.mend, page.ignore, page.source)
        told(f"rules/{code}", page.bad, page.good, page.since, known.needs, *known.classes)
        told(f"rules/{code}", *(part.title for part in captions.parts(page)))
        told("rules/index", page.what)


def test_a_page_has_no_script_no_inline_style_and_fetches_nothing() -> None:
    for name, page in PAGES.items():
        assert page.acts == [], name
        assert not {"script", "img", "link", "iframe", "object", "form"} & set(page.tags), name
        assert all(not link.startswith(("http", "//", "javascript")) for link in page.links)


def test_the_dictionary_has_a_row_for_every_field_of_every_class() -> None:
    for form, ending in (("html", "html"), ("markdown", "md")):
        rows = list(csv.DictReader(io.StringIO(FILES[form]["dictionary.csv"], newline="")))
        assert FILES[form]["dictionary.csv"].count("\r\n") == len(rows) + 1
        expected = [(one.name, field) for one in FACTS.classes.values() for field in one.fields]
        assert [(row["class"], row["field"]) for row in rows] == [(name, field.name) for name, field in expected]
        for row, (_, field) in zip(rows, expected, strict=True):
            assert unguarded(row["meaning"]) == field.meaning
            assert unguarded(row["example"]) == field.example.line
            assert (row["required"] == "yes", row["list"] == "yes") == (field.is_required, field.is_list)
            assert row["words"].split() == [choice.text for choice in field.choices]
            assert row["type"] == field.type_text
            assert row["link"] == f"{field.to.page}.{ending}#{field.anchor}"
            assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


def hostile(told: Facts) -> Facts:
    """Facts of which one class, field and code say what could act."""
    one = told.classes["Toast"]
    field = one.own[-1]._replace(meaning=HOSTILE, example=Example("=1|2`"))
    bad = one._replace(meaning=HOSTILE, fields=(*one.fields[:1], field))
    page = Problem("VDU001", "a", HOSTILE, HOSTILE, f"```\n{HOSTILE}", HOSTILE, HOSTILE, source=HOSTILE)
    code = told.codes["VDT001"]._replace(page=page)
    return told._replace(
        classes={**told.classes, "Toast": bad}, codes={**told.codes, "VDU001": code},
        families=(told.families[0]._replace(codes=("VDU001",)),),
    )  # fmt: skip


def test_nothing_that_is_said_acts() -> None:
    told = hostile(FACTS)
    written, noted = dict(html_pages.pages(told)), dict(markdown.pages(told))
    for name in ("class/Toast", "rules/VDU001"):
        page = Page(written[f"{name}.html"])
        assert "<script>alert(1)</script>" in page.text
        assert "{{ 7*7 }} {% x %}" in page.text
        assert not {"script", "img", "em"} & set(page.tags)
        assert not any("javascript" in link for link in page.links)
        bare = re.sub(r"^(`{3,}).*?^\1$", "", noted[f"{name}.md"], flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"<script|\[x\]|!\[|\*d|_e_|\{\{", bare)
        assert "alert(1)" in bare
    assert "````\n```\na" in noted["rules/VDU001.md"]
    rows = list(csv.DictReader(io.StringIO(site.csv.dictionary(told, "html"), newline="")))
    assert {row["example"] for row in rows if row["class"] == "Toast"} == {'"toast"', '"=1|2`"'}


def test_code_within_a_line_holds_backticks_and_bars() -> None:
    assert markdown._code_span("a`b") == "`` a`b ``"
    assert markdown._code_span("a|b") == "a&#124;b"


def test_places_are_named_from_where_one_is() -> None:
    assert from_page("class/Visit", "html")(Place("class/Name", "text")) == "Name.html#text"
    assert from_page("index", "html")(Place("class/Name")) == "class/Name.html"
    assert from_page("class/Visit", "md")(Place("index")) == "../index.md"
    assert FACTS.classes["Name"].own[0].to == Place("class/Name", "text")


def test_markdown_needs_no_jinja_and_html_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert dict(site.files("markdown"))
    with pytest.raises(MissingExtra, match=r'pip install "visitdata\[docs\]"'):
        dict(site.files("html"))


SUM = (
    "import hashlib, sys; from visitdata.render.reference.site import files\n"
    "print(hashlib.sha256(repr(list(files(sys.argv[1]))).encode()).hexdigest())"
)


@pytest.mark.parametrize("form", site.FORMS)
def test_the_bytes_are_the_same_in_every_process(form: Any, python: Child) -> None:
    here = hashlib.sha256(repr(list(site.files(form))).encode()).hexdigest()
    sums = {python("-c", SUM, form, env={"PYTHONHASHSEED": seed}).stdout.strip() for seed in ("1", "2")}
    assert sums == {here}


def test_pictures_hold_every_class_once_and_its_link() -> None:
    wide, narrow = re.findall(r"<svg.*?</svg>", HTML["index.html"], re.DOTALL)
    alone = FILES["markdown"]["model.svg"]
    for picture in (wide, narrow, alone):
        names = Counter(re.findall(r'<text class="name"[^>]*>(\w+)</text>', picture))
        assert names == Counter(list(FACTS.classes))
        assert all(f'"class/{name}.{"md" if picture is alone else "html"}"' in picture for name in names)
    assert "<style>" in alone and "<style>" not in wide

"""Pages as Chromium shows them: safe whatever a document says, whole at any width, and for everybody."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import visitdata
from browser import Look, Seen, pages_of
from conftest import ROOT
from hostile.everywhere import LONG, document
from visitdata.cli import cli
from visitdata.render import page, site
from visitdata.render.labels import Labels, english
from visitdata.render.summary import summary
from visitdata.rules.facts import countries

pytestmark = pytest.mark.heavy

EXAMPLES = ROOT / "docs/examples"
REAL, CONTESTED, LARGE, SMALL = "az-pk-2023-11-01", "ua-lk-2010-06-30", "us-jp-2024-04-08", "tw-gt-2023-04-01"

HOSTILE = ("visits/visits/visit.html", "visits/index.html", "visits/years/2023.html")
VISIT = f"visits/visits/{REAL}.html"
PAGES = (
    VISIT,
    f"visits/visits/{CONTESTED}.html",
    f"visits/visits/{LARGE}.html",
    "visits/index.html",
    "visits/years/2023.html",
    "reference/index.html",
    "reference/class/HonorGuard.html",
    "reference/words/Grade.html",
    "reference/format/date.html",
    "reference/rules/VDT001.html",
)

POLICY = "document.querySelector('meta[http-equiv=Content-Security-Policy]').content"

OURS = re.compile(r"https?://[^/]+.*|[a-z0-9A-Z_./-]*(#.*)?", re.DOTALL)
"""Where links may lead: out into the web, or to a file or place of these pages."""


def told(*arguments: str | Path) -> str:
    """What the command prints."""
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, and two documents that mean no good."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in EXAMPLES.glob("*.json"):
        shutil.copy(path, folder)
    bad = document()
    long = {"schema_version": "1.0", "id": "long", "title": LONG, "start": "2023-05", "parties": bad["parties"]}
    for value in (bad, long):
        (folder / f"bad-{value['id']}.json").write_text(json.dumps(value), "utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site of the corpus and the reference."""
    folder = tmp_path_factory.mktemp("pages")
    told("docs", "visits", corpus, "--to", folder / "visits", "--quiet")
    told("docs", "reference", "--to", folder / "reference", "--quiet")
    return folder


@pytest.fixture(scope="module")
def pages_in_arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site of the examples, as if there were labels in Arabic: it is read from right to left."""
    folder = tmp_path_factory.mktemp("arabic")
    words = {"format": "visitdata-labels", "version": 1, "language": "ar", "right_to_left": True, "labels": {}}
    (folder / "ar.json").write_text(json.dumps(words), "utf-8")
    told("docs", "visits", EXAMPLES, "--to", folder / "site", "--labels", folder / "ar.json", "--quiet")
    return folder / "site"


def assert_quiet(seen: Seen) -> None:
    """Nothing ran, nothing was asked for, nothing violated the policy; and no link leads to something that runs."""
    assert (seen.said, seen.requests, seen.is_hacked) == ([], [], False)
    assert [link for link in seen.links if not OURS.fullmatch(link)] == []


def assert_whole(seen: Seen) -> None:
    """Nothing leaves the window, is cut, or lies on something else."""
    assert seen.excess <= 0
    assert (seen.outside, seen.cut, seen.overlaps) == ([], [], [])


def written(folder: Path, body: str) -> Path:
    """A page with no policy at all."""
    path = folder / "page.html"
    path.write_text(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>{body}</html>', "utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_no_good_is_only_shown(browser: Look, pages: Path, name: str, width: int) -> None:
    seen = browser(pages / name, width=width)
    assert_quiet(seen)
    assert_whole(seen)
    assert "<script>window.hacked=1</script>" in seen.text
    assert "49" not in seen.text


@pytest.mark.parametrize("name", HOSTILE)
def test_it_would_be_only_shown_if_no_policy_forbade_more(
    browser: Look, pages: Path, tmp_path: Path, name: str
) -> None:
    text, number = re.subn("<meta http-equiv[^>]*>", "", (pages / name).read_text("utf-8"))
    assert number == 1
    (tmp_path / "page.html").write_text(text, "utf-8")
    assert_quiet(browser(tmp_path / "page.html"))


def test_what_means_no_good_is_only_shown_in_a_picture(browser: Look, tmp_path: Path, corpus: Path) -> None:
    path = tmp_path / "visit.svg"
    path.write_text(told("show", corpus / "bad-visit.json", "--format", "svg"), "utf-8")
    seen = browser(path)
    assert_quiet(seen)
    assert_whole(seen)
    assert "window.hacked=1" in seen.text


def test_what_means_no_good_is_only_shown_in_a_wiki(browser: Look, tmp_path: Path, corpus: Path) -> None:
    """Markdown on a page of somebody else, made by a program that takes HTML as it is."""
    markdown = told("show", corpus / "bad-visit.json", "--format", "markdown")
    seen = browser(written(tmp_path, MarkdownIt("commonmark", {"html": True}).render(markdown)))
    assert_quiet(seen)
    assert "window.hacked=1" in seen.text


@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (390, True)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_for_everybody(browser: Look, pages: Path, name: str, width: int, is_dark: bool) -> None:
    seen = browser(pages / name, width=width, is_dark=is_dark, is_judged=True, question=POLICY)
    assert seen.answer.startswith("default-src 'none'; ")
    assert_quiet(seen)
    assert_whole(seen)
    assert seen.faults == []


@pytest.mark.parametrize("name", [REAL, CONTESTED, LARGE])
def test_a_picture_is_whole(browser: Look, tmp_path: Path, name: str) -> None:
    path = tmp_path / "visit.svg"
    path.write_text(told("show", EXAMPLES / f"{name}.json", "--format", "svg"), "utf-8")
    for width in (1280, 390):
        seen = browser(path, width=width)
        assert_quiet(seen)
        assert_whole(seen)


@pytest.mark.parametrize(
    "name", [f"visits/visits/{SMALL}.html", "visits/index.html", "reference/class/HonorGuard.html"]
)
def test_the_keyboard_leads_everywhere(browser: Look, pages: Path, name: str) -> None:
    reachable = "a[href], button, input, select, summary, [tabindex='0']"
    number = f"""[...document.querySelectorAll("{reachable}")].filter(one => one.checkVisibility()).length"""
    seen = browser(pages / name, is_walked=True, question=number)
    assert len(seen.stops) == seen.answer > 5
    assert [stop for stop in seen.stops if not stop.is_marked] == []


def test_the_first_link_leads_past_what_comes_before(browser: Look, pages: Path) -> None:
    deeds = (("press", "Tab"), ("press", "Enter"))
    assert browser(pages / VISIT, deeds=deeds, question="document.activeElement.tagName").answer == "MAIN"


ROWS = """[...document.querySelectorAll("#visits tr")].filter(row => row.querySelector("td") && row.checkVisibility())
.map(row => row.querySelector("a").getAttribute("href").replace(/.*\\//, "").replace(".html", ""))"""

SEARCHES = {
    "a word": ((("type", "#q", "kishida"),), [LARGE]),
    "words in any order": ((("type", "#q", "  2023 TAIWAN  belize"),), ["tw-tour-2023-03-29", "tw-bz-2023-04"]),
    "the beginning of a word": ((("type", "#q", "KISHI"),), [LARGE]),
    "the end of a word": ((("type", "#q", "ishida"),), []),
    "a person": ((("type", "#q", "hasanov"),), [REAL]),
    "a person by another name": ((("type", "#q", "Kərim vəliyev"),), [REAL]),
    "a name within a script without spaces": ((("type", "#q", "佳龍"),), ["tw-tour-2023-03-29"]),
    "a place and what was done": ((("type", "#q", "baku wreath"),), [REAL]),
    "words as they stand": ((("type", "#q", '"new york"'),), ["tw-us-2023-03-29"]),
    "words as they do not stand": ((("type", "#q", "“york new”"),), []),
    "a quotation that is not closed": ((("type", "#q", '"alley mart'),), [REAL]),
    "whole words": ((("type", "#q", '"alley of martyr"'),), []),
    "a word after an apostrophe": ((("type", "#q", "l'alley d’martyr"),), []),
    "what names a file": ((("type", "#q", "html"),), []),
    "signs alone": ((("type", "#q", '- "" “-”'),), None),
    "nothing": ((("type", "#q", "nowhere"),), []),
    "a country": ((("choose", "#country", "Sri Lanka"),), [CONTESTED]),
    "what was performed": ((("choose", "#did", "gift_exchange"),), [REAL, LARGE]),
    "a year and a grade": ((("choose", "#year", "2023"), ("choose", "#grade", "official")), [REAL]),
    "all again": ((("type", "#q", "nowhere"), ("click", "button[type=reset]")), None),
}


@pytest.mark.parametrize("search", SEARCHES)
def test_the_index_is_searched_where_it_lies(browser: Look, pages: Path, search: str) -> None:
    deeds, expected = SEARCHES[search]
    question = f"[{ROWS}, count.textContent, none.textContent, location.hash]"
    seen = browser(pages / "visits/index.html", deeds=deeds, question=question)
    rows, count, none, state = seen.answer
    assert_quiet(seen)
    assert sorted(rows) == sorted(rows_of(pages) if expected is None else expected)
    assert str(len(rows)) in count
    assert bool(none) == (not rows)
    assert browser(pages / "visits/index.html", fragment=state, question=ROWS).answer == rows


def test_a_visit_is_found_by_what_its_row_does_not_show(browser: Look, tmp_path: Path) -> None:
    """A year between its first and its last; a guest of many; and a thousand others that are not it."""
    guests = [{"id": f"g{at}", "role": "guest", "country": code} for at, code in enumerate(countries.codes()[:60])]
    value = {"schema_version": "1.0", "id": "x", "start": "2010-05", "end": "2013-02", "parties": guests}
    row = summary(visitdata.from_dict(value), "long", english())
    other = row._replace(name="other", guests=row.guests[:1])
    path = tmp_path / "index.html"
    unknown = Labels("x-foo", {})  # in a language that no browser knows
    path.write_text(site.index([row, *[other] * 1_199], unknown, "Visits"), "utf-8")
    last = row.guests[-1]
    deeds = (("choose", "#year", "2012"), ("choose", "#country", last))
    seen = browser(path, deeds=deeds, question=f"[{ROWS}, count.textContent]")
    assert seen.answer == [["long"], "Visits: 1 of 1,200"]
    assert last not in seen.text.partition("Visits: 1 of")[2]


def rows_of(pages: Path) -> list[str]:
    """The visits of the site."""
    return [path.stem for path in (pages / "visits/visits").glob("*.html")]


def test_no_script_is_needed_to_read(browser: Look, pages: Path) -> None:
    seen = browser(pages / "visits/index.html", has_scripts=False, question=ROWS)
    assert sorted(seen.answer) == sorted(rows_of(pages))
    assert {f"visits/{name}.html" for name in rows_of(pages)} < set(seen.links)
    assert not browser(
        pages / "visits/index.html", has_scripts=False, question="search.checkVisibility()"
    ).answer  # for what would do nothing is not there
    assert_whole(seen)


@pytest.mark.parametrize("name", [VISIT, "reference/class/HonorGuard.html"])
def test_a_page_is_printed_dark_on_light(browser: Look, pages: Path, tmp_path: Path, name: str) -> None:
    pdf = tmp_path / "page.pdf"
    color = "getComputedStyle(document.body)"
    seen = browser(
        pages / name, is_dark=True, media="print", question=f"[{color}.backgroundColor, {color}.color]", pdf=pdf
    )
    assert seen.answer == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert 2 <= pages_of(pdf) <= 12


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext, of Poppler")
def test_what_is_printed_is_text(browser: Look, pages: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "page.pdf"
    title = browser(pages / VISIT, media="print", pdf=pdf).title
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    assert " ".join(title.split()) in " ".join(text.split())


DIRECTIONS = """[...document.querySelectorAll("main *")]
.filter(one => !one.childElementCount && !one.closest("svg") && /\\p{L}/u.test(one.textContent))
.map(one => [one.textContent, getComputedStyle(one).direction])"""


def test_names_keep_their_script_in_every_direction(browser: Look, tmp_path: Path) -> None:
    names = "زيارة رسمية", "国事访问 " * 20, "국빈 방문"
    value = {
        "schema_version": "1.0",
        "id": "names",
        "title": " – ".join(names),
        "parties": [{"id": "guest", "role": "guest"}],
        "people": [{"id": f"p{number}", "name": name, "party": "guest"} for number, name in enumerate(names)],
        "program": [{"type": "meeting", "label": name} for name in names],
    }
    for labels in (english(), Labels("ar", {}, right_to_left=True)):
        (tmp_path / "page.html").write_text(page.html_of(visitdata.from_dict(value), labels), "utf-8")
        seen = browser(tmp_path / "page.html", width=390, question=f"[document.documentElement.dir, {DIRECTIONS}]")
        direction, told = seen.answer
        assert direction == labels.direction
        for name in names:
            expected = "rtl" if name == names[0] else "ltr"
            assert [how for text, how in told if text.strip("“” ") == name.strip()] == [expected] * 2
        assert_whole(seen)
        assert [seen.text.count(name.strip()) > 1 for name in names] == [True] * 3


@pytest.mark.parametrize(("name", "width"), [("index", 390), ("years/2023", 1280), (f"visits/{CONTESTED}", 390)])
def test_a_page_can_be_read_from_right_to_left(browser: Look, pages_in_arabic: Path, name: str, width: int) -> None:
    seen = browser(pages_in_arabic / f"{name}.html", width=width, question="document.documentElement.dir")
    assert seen.answer == "rtl"
    assert_whole(seen)

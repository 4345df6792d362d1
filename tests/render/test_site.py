"""The site of a corpus: which pages there are, what leads where, and how large the index may become."""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import visitdata
from conftest import Child
from pages import Brief
from visitdata.codec.tree import LIST, remade
from visitdata.model import EDTF, Visit
from visitdata.render import calendar, site
from visitdata.render.html import text_of
from visitdata.render.labels import Labels, english
from visitdata.render.rows import trimmed
from visitdata.render.summary import Summary, days, summary
from visitdata.rules.facts import countries
from visitdata.testing import visits

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
PARTIES = [{"id": "pk", "role": "guest", "country": "PK"}, {"id": "az", "role": "host", "country": "AZ"}]


def small(id: str, **fields: Any) -> Visit:
    return visitdata.from_dict({"schema_version": "1.0", "id": id, "parties": PARTIES, **fields})


def built(folder: Path, corpus: Iterable[Visit], labels: Labels | None = None) -> dict[str, str]:
    """The pages of a site, made in a folder, by their names."""
    done = []
    with remade(folder, "pages of visits") as tree:
        rows = site.gather(corpus, tree, labels or english())
        site.build(rows, tree, labels or english(), "A & B", lambda: done.append(1))
    assert len(done) == len(rows)
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.*"))
        if path.name != LIST
    }


def linked(page: str, target: str) -> str:
    """The name of the file to which a link of a page leads."""
    parts = page.split("/")[:-1]
    for part in target.partition("#")[0].split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def assert_whole(pages: dict[str, str]) -> None:
    """Every link leads to a page of the site, or to the web; nothing else is fetched."""
    for name, text in pages.items():
        if name.endswith(".html"):
            parsed = Brief(text)
            ids = set(parsed.ids())
            for target in parsed.targets():
                if target.startswith("#"):
                    assert target[1:] in ids
                elif not target.startswith(("https://", "http://")):
                    assert linked(name, target) in pages, (name, target)


def test_the_examples(tmp_path: Path) -> None:
    corpus = list(visitdata.read(EXAMPLES))
    pages = built(tmp_path / "site", corpus)
    names = [f"visits/{visit.id}.{ending}" for visit in corpus for ending in ("html", "json")]
    assert sorted(pages) == sorted(["index.html", "years/2010.html", "years/2023.html", "years/2024.html", *names])
    assert_whole(pages)
    for visit in corpus:
        assert pages[f"visits/{visit.id}.json"] == visitdata.dumps(visit)
        assert pages["index.html"].count(f"href=visits/{visit.id}.html>{visit.title}</a>") == 1
        assert f'href="{visit.id}.json"' in pages[f"visits/{visit.id}.html"]
    assert 'href="tw-bz-2023-04.html"' in pages["visits/tw-tour-2023-03-29.html"]


def test_the_index_tells_each_visit(tmp_path: Path) -> None:
    held: dict[str, Any] = {"grade": "state", "program": [{"type": "toast"}, {"type": "meal"}]}
    two = [
        small("b", title="Later", titles={"de": "Später"}, start="2023-11-01", end="2023-11-03", **held),
        small("a", title="Sooner", language="fr", start="2023-04", program=[{"type": "meal"}]),
        small("c", start="19XX"),
    ]
    text = built(tmp_path / "site", two)["index.html"]
    table = text[text.index("<tbody") : text.index("</table>")]
    assert table == (
        '<tbody data-y="2023"><tr class="year"><th colspan="5" scope="rowgroup"><a href="years/2023.html">2023</a>\n'
        '<tr data-k=D.B data-s="meal">'
        "\n<td>2023-04<td><a href=visits/a.html lang=fr>Sooner</a><td>Pakistan<td>Azerbaijan<td>"
        '<tr data-k=D.D.B data-s="toast|meal">'
        "\n<td>2023-11-01 to 2023-11-03<td><a href=visits/b.html>Later</a>"
        "<td>Pakistan<td>Azerbaijan<td>state"
        '<tbody data-y="undated"><tr class="year"><th colspan="5" scope="rowgroup">'
        '<a href="years/undated.html">No year told</a>\n'
        "<tr data-k=D>\n<td>19XX<td><a href=visits/c.html>Pakistan visits Azerbaijan, 19XX</a>"
        "<td>Pakistan<td>Azerbaijan<td>"
    )
    assert [one.attributes["value"] for one in Brief(text).elements if one.tag == "option"] == [
        "", "2023", "undated", "", "Azerbaijan", "Pakistan", "", "state", "", "meal", "toast",
    ]  # fmt: skip
    assert "Visits: 3<" in text
    assert '<h1 dir="auto">A &amp; B</h1>' in text


def test_visits_over_new_year_are_in_both_years(tmp_path: Path) -> None:
    pages = built(tmp_path / "site", [small("a", start="2023-12-30", end="2024-01-02"), small("b", start="2025")])
    assert [name for name in pages if name.startswith("years")] == [f"years/{year}.html" for year in (2023, 2024, 2025)]
    for year in ("2023", "2024"):
        assert pages[f"years/{year}.html"].count("../visits/a.html") == 2
        assert (
            "<title>Pakistan visits Azerbaijan, December 30, 2023 to January 2, 2024</title>"
            in pages[f"years/{year}.html"]
        )
    assert pages["index.html"].count("visits/a.html") == 1
    assert 'href="../years/2023.html"' in pages["visits/a.html"]
    assert 'rel="prev">2023</a>' in pages["years/2024.html"]
    assert 'rel="next">2025</a>' in pages["years/2024.html"]


def test_visits_of_no_year_have_a_page_without_a_strip(tmp_path: Path) -> None:
    pages = built(tmp_path / "site", [small("a"), small("b", start="XXXX")])
    text = pages["years/undated.html"]
    assert "<svg" not in text
    assert "<h1>No year told</h1>" in text
    assert text.count("../visits/") == 2


def test_names_that_cannot_be_files(tmp_path: Path) -> None:
    """Equal ids have a page each; others lead to the first."""
    long = "a" * 10_000
    related = [{"relation": "part_of", "visit": id} for id in ("twin", "con", long, "elsewhere")]
    starts = {"start": "2023"}, {"start": "2022"}, {}, {}
    ids = ("twin", "twin", "con", long)
    corpus = [small(id, related=related, **start) for id, start in zip(ids, starts, strict=True)]
    pages = built(tmp_path / "site", corpus)
    assert_whole(pages)
    (cut,) = [name for name in pages if "aaaa" in name and name.endswith("html")]
    assert {"visits/twin.html", "visits/twin.2.html", "visits/_con.html", cut} <= pages.keys()
    assert 'href="twin.html"' in pages["visits/_con.html"]
    for name in ("_con.html", cut.removeprefix("visits/")):
        assert f'href="{name}"' in pages["visits/twin.2.html"]
    assert "elsewhere.html" not in pages["visits/twin.html"]


def test_a_change_rewrites_only_what_shows_it(tmp_path: Path) -> None:
    corpus = [small(f"v{number}", start=f"20{number}-05") for number in range(10, 20)]
    folder = tmp_path / "site"
    built(folder, corpus)
    before = {path: path.stat().st_ino for path in folder.rglob("*.*")}
    corpus[3] = corpus[3].replace(grade="state")
    built(folder, corpus)
    changed = {path.relative_to(folder).as_posix() for path, node in before.items() if path.stat().st_ino != node}
    assert changed == {"index.html", "years/2013.html", "visits/v13.html", "visits/v13.json", LIST}


def test_words_of_another_language(tmp_path: Path) -> None:
    labels = Labels("ar", {"site.undated": "بلا تاريخ", "country.PK": "باكستان"}, right_to_left=True)
    pages = built(tmp_path / "site", [small("a", title="Visit", titles={"ar": "زيارة"})], labels)
    assert pages["index.html"].startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert "<a href=visits/a.html>زيارة</a><td>باكستان<td>Azerbaijan<td>" in pages["index.html"]
    assert "بلا تاريخ" in pages["years/undated.html"]


@settings(max_examples=5)
@given(st.lists(visits(), min_size=1, max_size=3))
def test_a_site_of_any_visits_is_whole(tmp_path_factory: pytest.TempPathFactory, corpus: list[Visit]) -> None:
    folder = tmp_path_factory.mktemp("site")
    pages = built(folder, corpus)
    assert_whole(pages)
    assert pages == built(folder, corpus)
    for name, text in pages.items():
        if name.startswith(("index", "years")):
            shown = "".join(one for one, within in Brief(text).texts if "table" in within)
            assert all(summary(visit, "", english()).title in shown for visit in corpus) or name != "index.html"


def many(number: int) -> Iterator[Summary]:
    """Rows of as many visits, as long as real ones are."""
    rows = [summary(visit, visit.id, english()) for visit in visitdata.read(EXAMPLES)]
    for position in range(number):
        row = rows[position % len(rows)]
        year = visitdata.EDTF(f"{1950 + position % 75}-{1 + position % 12:02}-17")
        name = f"{row.name[:6]}{year}-{position}"
        yield row._replace(id=name, name=name, start=year, end=None, days=days(year, None))


@pytest.mark.parametrize(("number", "most"), [(500, 260_000), (5_000, 1_000_000)])
def test_the_index_stays_small(number: int, most: int) -> None:
    rows = list(many(number))
    text = site.index(rows, english(), "Visits")
    assert most * (0.99 if number == 5_000 else 0.9) < len(text.encode()) < most
    assert number == 5_000 or "…" not in text[text.index("<tbody") : text.index("</table>")]
    assert text.count("Syed Asim Munir") >= number // len(list(EXAMPLES.glob("*.json")))


COUNTRIES = [english().country(code) for code in countries.codes()]


@pytest.mark.parametrize("number", [900, 2_000, 5_000])
def test_terms_take_what_room_is_left(number: int) -> None:
    rows = [row._replace(terms="|".join(f"Kyiv & term {at}" for at in range(60))) for row in many(number)]
    text = site.index(rows, english(), "Visits")
    assert 985_000 < len(text.encode()) < 1_000_000
    told = [unescape(one) for one in re.findall('data-s="(.*?)"', text)]
    assert len(told) == (number if number < 5_000 else 0)
    assert all(rows[0].terms.startswith(one) for one in told)
    assert len(set(told)) <= 1


LARGE: dict[str, Any] = {
    "many countries": {"guests": tuple(COUNTRIES[:200]), "hosts": tuple(COUNTRIES[-40:])},
    "long names": {"guests": ("国事访问" * 40,) * 5, "hosts": ("代表团" * 50,) * 5, "leaders": ("李" * 160,) * 9},
    "text that is markup": {"title": "&" * 160, "leaders": ("<" * 160,), "grade": "“" + "'" * 80 + "”"},
}


@pytest.mark.parametrize("texts", LARGE)
def test_the_index_stays_small_whatever_the_texts(texts: str) -> None:
    rows = [row._replace(**{"title": "访" * 160, **LARGE[texts]}) for row in many(5_000)]
    text = site.index(rows, english(), "Visits")
    assert len(text.encode()) < 1_000_000
    assert text.count("-17<td><a href=visits/") == 5_000


def test_of_more_visits_each_has_as_much_room() -> None:
    titled = (row._replace(title="访" * 160) for row in many(5_200))
    assert 1_000_000 < len(site.index(list(titled), english(), "Visits").encode()) < 1_040_000


class Searched(NamedTuple):
    """The rows of an index as its script reads them."""

    years: dict[str, set[str]]
    """The visits that each option of the years finds."""
    parts: list[dict[str, set[str]]]
    """Those that each of the countries, of the activities, and of the grades finds."""


def searched(text: str) -> Searched:
    """An index, searched for each of what its filters offer, in the way of ``search.js``."""
    digits = re.search('digits = "(.*)"', text_of("site/search.js"))
    assert digits is not None
    selects = re.findall("<select id.*?</select>", text, re.DOTALL)
    rows = [
        (year, until or year, (code or "").split("."), name)
        for year, body in re.findall('<tbody data-y="(.*?)">(.*?)(?=<tbody|</table>)', text, re.DOTALL)
        for until, code, name in re.findall(
            r"<tr(?: data-y=(\S+?))?(?: data-k=(\S+?))?(?: data-s=[^>]*)?>\n<td>.*?<a href=visits/(.*?)\.html", body
        )
    ]

    def has(codes: list[str], part: int, place: int) -> bool:
        code = codes[part] if part < len(codes) else ""
        digit = code[place // 6] if place // 6 < len(code) else "A"
        return bool(digits[1].index(digit) >> place % 6 & 1)

    years = re.findall('<option value="(.+?)">', selects[0])
    parts = [re.findall('value="(.+?)" data-place="(.+?)">', select) for select in (selects[1], selects[3], selects[2])]
    return Searched(
        {year: {name for first, last, _, name in rows if first <= year <= last} for year in years},
        [
            {unescape(value): {row[3] for row in rows if has(row[2], part, int(place))} for value, place in options}
            for part, options in enumerate(parts)
        ],
    )


def years_of(row: Summary) -> list[str]:
    """The years in which a visit is looked for."""
    return [str(year) for year in calendar.years_of(row.days)] if row.days is not None else ["undated"]


def test_each_option_of_a_filter_finds_the_visits_that_have_it() -> None:
    rows = [row._replace(title="访" * 160) for row in many(60)]
    rows[0] = rows[0]._replace(guests=tuple(COUNTRIES[:25]), hosts=("A “long” & <name> " * 8,))
    rows[1] = rows[1]._replace(start=EDTF("2010-05"), days=days(EDTF("2010-05"), EDTF("2013-02")))
    rows[2] = rows[2]._replace(start=None, days=None)
    rows.sort(key=site._order)
    found = searched(site.index(rows, english(), "Visits"))
    for year, names in found.years.items():
        assert names == {row.name for row in rows if year in years_of(row)}
    wanted: list[dict[str, set[str]]] = [{}, {}, {}]
    for row in rows:
        for part, facts in enumerate(((*row.guests, *row.hosts), row.performed, (row.grade,) if row.is_graded else ())):
            for fact in facts:
                wanted[part].setdefault(fact, set()).add(row.name)
    assert found.parts == wanted
    assert {"2011", "2012"} < found.years.keys()
    assert all(len(options) > 1 for options in found.parts)


def test_of_too_many_parties_those_of_the_most_visits_are_offered() -> None:
    rows = [row._replace(guests=(f"Party {number}",)) for number, row in enumerate(many(300))]
    offered = searched(site.index(rows, english(), "Visits")).parts[0]
    assert len(offered) == 252
    assert {name for row in many(8) for name in row.hosts} < offered.keys()
    assert all(offered.values())


def test_a_text_is_cut_by_the_bytes_that_a_page_needs() -> None:
    assert trimmed("four five", 9) == "four five"
    assert trimmed("four five", 8) == "four…"
    assert trimmed("国事访问", 11) == "国事…"
    assert trimmed("a&&", 11) == "a&&"
    assert [trimmed("a&&&", most) for most in (8, 9, 12, 14, 16)] == ["a…", "a&…", "a&…", "a&&…", "a&&&"]


@given(st.text(), st.integers(12, 200))
def test_a_text_that_is_cut_is_the_beginning_of_the_whole(text: str, most: int) -> None:
    told = trimmed(text, most)
    assert len(escape(told).encode()) <= most
    assert told == text or (told.endswith("…") and text.startswith(told[:-1]))


@pytest.mark.parametrize("number", [0, 999, 1_000, 1_234_567])
def test_the_number_of_visits_has_one_form(number: int) -> None:
    """The script writes it as the page has it."""
    pattern = re.search(r"replace\(/(\\B.*?)/g, \(\) => count.dataset.thousands", text_of("site/search.js"))
    assert pattern is not None
    for labels in (english(), Labels("de", {"text.thousands": "."})):
        assert re.sub(pattern[1], labels("text.thousands"), str(number)) == labels.number(number)
    text = site.index([], Labels("de", {"text.thousands": "."}), "Visits")
    assert 'data-thousands="."' in text


BUILD = """
import sys, visitdata
from visitdata.codec.tree import remade
from visitdata.render import site
from visitdata.render.labels import english
with remade(sys.argv[1], "pages of visits") as tree:
    site.build(site.gather(visitdata.read(sys.argv[2]), tree, english()), tree, english(), "Visits", lambda: None)
"""


def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path, python: Child) -> None:
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        python("-c", BUILD, folder, EXAMPLES, env={"PYTHONHASHSEED": seed})
        found.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")})
    assert found[0] == found[1]
    assert json.loads(found[0][Path(LIST)])["of"] == "pages of visits"

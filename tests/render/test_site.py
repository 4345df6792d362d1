"""The site of a corpus: which pages there are, what leads where, and how large the index may become."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import visitdata
from conftest import Child
from pages import Brief
from visitdata.codec.tree import LIST, remade
from visitdata.model import Activity, Visit
from visitdata.render import site
from visitdata.render.labels import Labels, english
from visitdata.render.summary import Summary, days, summary
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
        "<tr data-d=0>\n<td>2023-04<td><a href=visits/a.html lang=fr>Sooner</a><td>Pakistan<td>Azerbaijan<td>"
        "<tr data-d=01>\n<td>2023-11-01 to 2023-11-03<td><a href=visits/b.html>Later</a>"
        "<td>Pakistan<td>Azerbaijan<td>state"
        '<tbody data-y="undated"><tr class="year"><th colspan="5" scope="rowgroup">'
        '<a href="years/undated.html">No year told</a>\n'
        "<tr>\n<td>19XX<td><a href=visits/c.html>Pakistan visits Azerbaijan, 19XX</a><td>Pakistan<td>Azerbaijan<td>"
    )
    assert [one.attributes["value"] for one in Brief(text).elements if one.tag == "option"] == [
        "", "2023", "undated", "", "Azerbaijan", "Pakistan", "", "state", "", "0", "1",
    ]  # fmt: skip
    assert "Visits: 3<" in text
    assert '<h1 dir="auto">A &amp; B</h1>' in text


def test_a_letter_for_each_type_of_activity() -> None:
    assert len(Activity.__members__) <= len(set(site._LETTERS))


def test_visits_over_new_year_are_in_both_years(tmp_path: Path) -> None:
    pages = built(tmp_path / "site", [small("a", start="2023-12-30", end="2024-01-02"), small("b", start="2025")])
    assert [name for name in pages if name.startswith("years")] == [f"years/{year}.html" for year in (2023, 2024, 2025)]
    for year in ("2023", "2024"):
        assert pages[f"years/{year}.html"].count("../visits/a.html") == 2
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
    assert changed == {"index.html", "years/2013.html", "visits/v13.html", "visits/v13.json"}


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


@pytest.mark.parametrize(("number", "most"), [(500, 130_000), (5_000, 1_000_000)])
def test_the_index_stays_small(number: int, most: int) -> None:
    rows = list(many(number))
    text = site.index(rows, english(), "Visits")
    assert most * 0.8 < len(text.encode()) < most
    assert ("Official visit of the Chief of Pakistan’s Army Staff, General Syed Asim Munir, to Az" in text) == (
        number < 5_000
    )
    assert text.count("Syed Asim Munir") >= number // len(list(EXAMPLES.glob("*.json")))


def test_hostile_titles_leave_no_room_for_more() -> None:
    rows = [row._replace(title="&" * 160, leaders=("<" * 160,)) for row in many(5_000)]
    assert len(site.index(rows, english(), "Visits").encode()) < 5_000_000


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

"""The Sphinx extension: what its directives put on a page, what they refuse, and when a page is built anew."""

import json
import os
import re
import shutil
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from visitdata.render.reference import captions
from visitdata.render.reference.facts import facts
from visitdata.sphinx.domain import Described

ROOT = Path(__file__).parents[2]
REAL = ROOT / "docs/examples/az-pk-2023-11-01.json"
SMALL: dict[str, Any] = {"schema_version": "1.0", "id": "v", "parties": [{"id": "az", "role": "host", "country": "AZ"}]}


class Built:
    """What a build gave."""

    def __init__(self, app: Sphinx, warnings: str) -> None:
        self.app = app
        self.warnings = re.sub("\x1b\\[[0-9;]*m", "", warnings)

    def page(self, name: str = "index.html") -> str:
        return (Path(self.app.outdir) / name).read_text("utf-8")


def build(folder: Path, text: str | None = None, *, builder: str = "html", parallel: int = 0, **files: Any) -> Built:
    """Build a folder with one page, and JSON documents beside it."""
    if text is not None:
        (folder / "index.rst").write_text(f"Page\n====\n\n{text}\n", "utf-8")
    for name, document in files.items():
        (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
    warnings = StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            folder, None, folder / "out", folder / "trees", builder, status=None, warning=warnings, parallel=parallel,
            confoverrides={"extensions": ["visitdata.sphinx"], "html_theme": "basic", "nitpicky": True},
        )  # fmt: skip
        app.build()
    return Built(app, warnings.getvalue())


def test_a_visit_is_shown_section_by_section(tmp_path: Path) -> None:
    shutil.copy(REAL, tmp_path / "real.json")
    built = build(tmp_path, ".. visitdata:visit:: real.json")
    assert not built.warnings
    page = built.page()
    assert "Official visit of the Chief of Pakistan’s Army Staff" in page
    assert "November 1, 2023" in page
    assert '<p class="rubric">What the sources disagree on</p>' in page
    assert re.search('<a class="reference internal" href="#az-pk-2023-11-01-munir"><strong>Syed Asim Munir', page)
    assert re.search('<li id="az-pk-2023-11-01-munir">', page)
    assert re.search('<a class="reference internal" href="#(az-pk-2023-11-01-q1-19)">', page)
    assert '<li id="az-pk-2023-11-01-q1-19">' in page
    assert '<a class="reference external" href="https://' in page
    assert "\u2067الہام علیف\u2069" in page


def test_what_was_not_as_it_should_be_is_set_off(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs/examples/ua-lk-2010-06-30.json", tmp_path / "kyiv.json")
    built = build(tmp_path, ".. visitdata:visit:: kyiv.json\n   :sections: program")
    assert not built.warnings
    page = built.page()
    assert "<em>irregularities: </em>" in page
    assert re.search("<s>anthems</s>.*?not held", page)


def test_other_builders_show_what_is_struck_out_too(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs/examples/ua-lk-2010-06-30.json", tmp_path / "kyiv.json")
    built = build(tmp_path, ".. visitdata:visit:: kyiv.json\n   :sections: program", builder="text")
    assert not built.warnings
    assert re.search("anthems.*?not held", built.page("index.txt"))


def test_a_text_in_another_language_and_words_from_a_catalog_say_so(tmp_path: Path) -> None:
    source = {"title": "Görüş", "language": "az"}
    visit = {**SMALL, "sources": [source], "statements": [{"text": "Salam", "language": "az"}, {"text": "Hello"}]}
    catalog = {"format": "visitdata-labels", "version": 1, "language": "de", "labels": {"section.parties": "Parteien"}}
    text = ".. visitdata:visit:: v.json\n\n.. visitdata:visit:: v.json\n   :labels: de.json\n   :sections: parties"
    built = build(tmp_path, text, v=visit, de=catalog)
    assert not built.warnings
    page = built.page()
    assert '<p class="rubric" lang="de">Parteien</p>' in page
    assert '<ul class="simple" lang="de">' in page
    assert re.findall('<(strong|span) lang="az">(.*?)</', page) == [("span", "“Salam”"), ("strong", "Görüş")]


def test_no_quotation_mark_or_dash_of_a_document_is_changed(tmp_path: Path) -> None:
    said = 'He said "no" -- and \'90s... C--D'
    visit = {**SMALL, "title": said, "people": [{"id": "a--b", "name": said}], "note": said}
    text = 'Own "text".\n\n.. visitdata:visit:: v.json\n\n.. visitdata:class:: Visit'
    built = build(tmp_path, text, v={**visit, "sources": [{"url": "https://example.org/a--b..."}]})
    assert not built.warnings
    page = told_in(built.page())
    assert "Own “text”." in page
    assert unescape(page).count(said) == 3
    assert "https://example.org/a--b..." in page


def test_a_file_may_be_named_as_if_it_were_a_pattern(tmp_path: Path) -> None:
    built = build(tmp_path, ".. visitdata:visit:: v[1].json", **{"v[1]": {**SMALL, "title": "Named"}})
    assert not built.warnings
    assert '<p class="rubric">Named</p>' in built.page()


def test_neighbors_of_one_style_are_one(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs/examples/us-jp-2024-04-08.json", tmp_path / "large.json")
    built = build(tmp_path, ".. visitdata:visit:: large.json", builder="text")
    assert not built.warnings
    assert "****" not in built.page("index.txt").removeprefix("Page\n****\n")


def test_sections_are_shown_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    shutil.copy(REAL, tmp_path / "real.json")
    page = build(tmp_path, ".. visitdata:visit:: real.json\n   :sections: sources, people").page()
    assert re.findall('<p class="rubric">(.*?)</p>', page) == ["Sources", "People"]


def test_a_visit_is_shown_by_builders_without_html(tmp_path: Path) -> None:
    shutil.copy(REAL, tmp_path / "real.json")
    text = ".. visitdata:timeline:: real.json\n\n.. visitdata:visit:: real.json\n   :sections: people"
    built = build(tmp_path, text, builder="text")
    assert not built.warnings
    assert "2.1  **honor guard**, Defense Ministry" in built.page("index.txt")
    assert "* General Syed Asim Munir" in built.page("index.txt") or "**Syed Asim Munir**" in built.page("index.txt")


def test_a_timeline_is_a_picture(tmp_path: Path) -> None:
    shutil.copy(REAL, tmp_path / "real.json")
    page = build(tmp_path, ".. visitdata:timeline:: real.json").page()
    assert re.search('<figure class="visitdata-timeline"><svg', page)
    assert "solemn welcoming ceremony" in page


def test_two_visits_on_one_page_have_anchors_of_their_own(tmp_path: Path) -> None:
    one = {**SMALL, "people": [{"id": "one", "name": "One", "party": "az"}, {"id": "one", "name": "Again"}]}
    text = ".. visitdata:visit:: a.json\n\n.. visitdata:visit:: b.json"
    page = build(tmp_path, text, a=one, b=one).page()
    ids = re.findall('id="(v-[^"]*)"', page)
    assert sorted(ids) == ["v-az", "v-az-2", "v-one", "v-one-2"]
    assert re.findall('href="#(v-[^"]*)"', page) == ["v-az", "v-az-2"]


def test_ids_are_unique_where_one_thing_is_shown_twice(tmp_path: Path) -> None:
    shutil.copy(REAL, tmp_path / "real.json")
    one = ".. visitdata:timeline:: real.json\n\n.. visitdata:visit:: real.json\n\n.. visitdata:class:: Toast\n\n"
    built = build(tmp_path, f"{one}\n\n{one}")
    assert not built.warnings
    page = built.page()
    ids = re.findall(' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert "az-pk-2023-11-01-program.rising" in ids and "az-pk-2023-11-01-program-2.rising" in ids
    assert {"visitdata-class-toast-type", "visitdata-class-toast-2-type"} <= set(ids)
    assert set(re.findall(r"url\(#([^)]*)\)", page)) <= set(ids)


def test_a_picture_changes_nothing_on_its_page(tmp_path: Path) -> None:
    shutil.copy(REAL, tmp_path / "real.json")
    page = build(tmp_path, ".. visitdata:timeline:: real.json").page()
    assert "#fcfbf8" in page and "--paper:" not in page and ":root" not in page


def test_nothing_in_a_document_is_markup(tmp_path: Path) -> None:
    hostile = {**SMALL, "title": "<script>alert(1)</script> `x`_ *y*", "note": "|z| {{7*7}}",
               "sources": [{"url": "javascript:alert(1)"}, {"url": "https://example.org/"}]}  # fmt: skip
    built = build(tmp_path, ".. visitdata:visit:: v.json\n\n.. visitdata:timeline:: v.json", v=hostile)
    page = built.page()
    assert not built.warnings
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; `x`_ *y*" in page
    assert 'href="javascript:' not in page
    assert 'href="https://example.org/"' in page


def test_a_visit_is_called_in_the_language_of_the_reader(tmp_path: Path) -> None:
    titled = {**SMALL, "title": "Original", "titles": {"de": "Besuch", "en": "Translated"}}
    built = build(tmp_path, ".. visitdata:visit:: v.json\n.. visitdata:timeline:: v.json", v=titled)
    assert not built.warnings
    assert '<p class="rubric">Translated</p>' in built.page() and "title: Original" in told_in(built.page())
    assert "<title>Translated</title>" in built.page()
    untitled = build(tmp_path, ".. visitdata:visit:: v.json", v={**SMALL, "start": "2023-11"})
    assert '<p class="rubric">Visit to Azerbaijan, November 2023</p>' in untitled.page()


def told_in(page: str) -> str:
    """The text of a page without its tags."""
    return re.sub("<[^>]*>", "", page)


def test_one_of_several_documents_is_chosen_by_its_id(tmp_path: Path) -> None:
    lines = "".join(json.dumps({**SMALL, "id": id, "title": f"Title {id}"}) + "\n" for id in ("a", "b"))
    (tmp_path / "all.jsonl").write_text(lines, "utf-8")
    page = build(tmp_path, ".. visitdata:visit:: all.jsonl\n   :id: b").page()
    assert "Title b" in page
    assert "Title a" not in page


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (".. visitdata:visit:: broken.json", "index.rst:4: ERROR: broken.json is no visit that can be shown"),
        (".. visitdata:visit:: broken.json", 'broken.json:1:47: VDS004 "oficial" is not a word that grade knows'),
        (".. visitdata:visit:: none.json", "cannot be read: No such file"),
        (".. visitdata:visit:: all.jsonl", "holds several documents: name one with :id:"),
        (".. visitdata:visit:: all.jsonl\n   :id: x", "has the id x"),
        (".. visitdata:visit:: v.json\n   :labels: v.json", "is no catalog of labels"),
        (".. visitdata:visit:: v.json\n   :sections: poeple", "there is no section poeple; did you mean people?"),
        (".. visitdata:visit:: v.json\n   :sections: x", "there is no section x; there are head, parties"),
        (".. visitdata:visit:: v.json\n   :sections:", "name sections; there are head, parties"),
        (".. visitdata:visit:: v.json\n   :id:", "argument required but none supplied"),
        (".. visitdata:timeline:: v.json\n   :labels:", "argument required but none supplied"),
        (".. visitdata:visit:: v.json\n   :labels: none.json", ": the catalog of labels none.json cannot"),
        (".. visitdata:visit:: v*.json", "v*.json is no file: a directive shows the visit of one"),
        (".. visitdata:timeline:: .", "index.rst:4: ERROR: . is no file: a directive shows the visit of one"),
        (".. visitdata:visit:: -", "-: VD"),
        (".. visitdata:timeline:: broken.json", "VDS004"),
        (".. visitdata:class:: HonorGard", "visitdata has no class HonorGard; did you mean HonorGuard?"),
        (".. visitdata:rule:: X", "visitdata has no rule X"),
        (":visitdata:class:`HonorGard`", "HonorGard"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_said(tmp_path: Path, text: str, warning: str) -> None:
    lines = "".join(json.dumps({**SMALL, "id": id}) + "\n" for id in ("a", "b"))
    (tmp_path / "all.jsonl").write_text(lines, "utf-8")
    broken = {"schema_version": "1.0", "id": "v", "grade": "oficial", "parties": [{"id": "az"}]}
    warnings = build(tmp_path, text, v=SMALL, broken=broken).warnings
    assert warning in warnings
    assert "Traceback" not in warnings


def test_a_page_is_built_anew_when_a_file_it_shows_has_changed(tmp_path: Path) -> None:
    text = ".. visitdata:visit:: v.json\n\n.. visitdata:rule:: VDT001"
    assert "First" in build(tmp_path, text, v={**SMALL, "title": "First"}).page()
    (tmp_path / "v.json").write_text(json.dumps({**SMALL, "title": "Second"}), "utf-8")
    later = (tmp_path / "out/index.html").stat().st_mtime + 10
    os.utime(tmp_path / "v.json", (later, later))
    assert "Second" in build(tmp_path).page()


def test_a_class_is_described_and_led_to(tmp_path: Path) -> None:
    (tmp_path / "other.rst").write_text(
        ":orphan:\n\nOther\n=====\n\n:visitdata:class:`HonorGuard` :visitdata:class:`its action <HonorGuard.action>` "
        ":any:`HonorGuard`\n",
        "utf-8",
    )
    text = ".. visitdata:class:: HonorGuard\n\n.. visitdata:group:: program\n\n.. visitdata:words:: GuardAction\n\n"
    built = build(tmp_path, f"{text}.. visitdata:format:: date\n\n.. visitdata:rule:: VDC015")
    assert not built.warnings
    page = built.page()
    assert '<tr class="row-odd" id="visitdata-class-honorguard-action">' in page or (
        '<tr class="row-even" id="visitdata-class-honorguard-action">' in page
    )
    assert 'href="#visitdata-class-activity-status"' in page
    other = built.page("other.html")
    assert other.count('href="index.html#visitdata-class-honorguard"') == 2
    assert 'href="index.html#visitdata-class-honorguard-action"' in other


def test_everything_can_be_described(tmp_path: Path) -> None:
    all = facts()
    groups = [*(group.key for group in all.groups), "formats"]
    families = [family.key for family in all.families]
    for name, directive in [*((key, "group") for key in groups), *((key, "rules") for key in families)]:
        text = f":orphan:\n\n{name}\n{'=' * len(name)}\n\n.. visitdata:{directive}:: {name}\n"
        (tmp_path / f"{directive}-{name}.rst").write_text(text, "utf-8")
    built = build(tmp_path, "All.")
    assert not built.warnings
    described = built.app.env.domaindata["visitdata"]["described"]
    assert {name for kind, name in described if kind == "class"} == set(all.classes)
    assert {name for kind, name in described if kind == "words"} == set(all.words)
    assert {name for kind, name in described if kind == "format"} == set(all.formats)
    assert {name for kind, name in described if kind == "rule"} >= set(all.codes)
    page = built.page("rules-VDT.html")
    titles = [part.title for part in captions.parts(all.codes["VDT001"].page)]
    assert re.findall('<p class="rubric">(.*?)</p>', page)[: len(titles)] == titles
    assert captions.no_use(all.classes["Visit"]) in built.page("group-document.html")
    assert 'href="group-document.html#visitdata-class-visit"' in page
    again = build(tmp_path, ".. visitdata:class:: Visit\n   :no-index:\n\n.. visitdata:words:: Grade\n   :no-index:\n\n"
                  ".. visitdata:format:: date\n   :no-index:\n\n.. visitdata:rule:: VDT001\n   :no-index:")  # fmt: skip
    assert not again.warnings
    assert again.app.env.domaindata["visitdata"]["described"][("class", "Visit")].page == "group-document"


def test_pages_may_be_read_by_several_processes(tmp_path: Path) -> None:
    for number in range(9):
        text = f".. visitdata:class:: Visit\n\n.. visitdata:visit:: v.json\n\n:visitdata:rule:`VDT00{number}`"
        (tmp_path / f"p{number}.rst").write_text(f":orphan:\n\nPage\n====\n\n{text}", "utf-8")
    built = build(tmp_path, ".. visitdata:rules:: VDT", parallel=2, v=SMALL)
    assert not [line for line in built.warnings.splitlines() if "VDT000" not in line]  # which is no code
    assert 'href="index.html#visitdata-rule-vdt001"' in built.page("p1.html")
    assert "visitdata-class-visit" in built.page("p8.html")
    domain = built.app.env.domains["visitdata"]
    domain.merge_domaindata(
        ["a"], {"described": {("class", "A"): Described("a", "x"), ("class", "B"): Described("b", "x")}}
    )
    assert {("class", "A"), ("class", "B")} & set(domain.data["described"]) == {("class", "A")}

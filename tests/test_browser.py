"""The browser that looks at pages: that it would see what it looks for."""

from pathlib import Path

import pytest

from browser import Look, Seen, Stop, pages_of
from hostile.everywhere import ADDRESSES, BAD

pytestmark = pytest.mark.heavy


def page(tmp_path: Path, body: str, head: str = "") -> Path:
    path = tmp_path / "page.html"
    whole = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>{head}</head>{body}</html>'
    )
    path.write_text(whole, "utf-8")
    return path


def test_a_script_that_runs_is_seen(browser: Look, tmp_path: Path) -> None:
    seen = browser(page(tmp_path, f"<body><p>{BAD}</p></body>"))
    assert seen.is_hacked
    assert seen.requests == [(tmp_path / "x").as_uri()]
    assert not browser(page(tmp_path, f"<body><p>{BAD}</p></body>"), has_scripts=False).is_hacked


def test_a_policy_that_holds_a_script_back_is_seen(browser: Look, tmp_path: Path) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
    seen = browser(page(tmp_path, f"<body><p>{BAD}</p></body>", policy))
    assert not seen.is_hacked
    assert len([said for said in seen.said if "Content Security Policy" in said]) > 3


@pytest.mark.parametrize("script", ["alert('hello')", "console.log('hello')", "throw 'hello'"])
def test_what_a_script_says_is_seen(browser: Look, tmp_path: Path, script: str) -> None:
    (said,) = browser(page(tmp_path, f"<body><script>{script}</script></body>")).said
    assert "hello" in said


def test_links_are_seen_as_they_are_written(browser: Look, tmp_path: Path) -> None:
    links = "".join(f"<a href='{address}'>a</a>" for address in ADDRESSES)
    picture = "<svg><a xlink:href='javascript:1'><text y='9'>b</text></a></svg>"
    assert browser(page(tmp_path, f"<body>{links}{picture}</body>")).links == [*ADDRESSES, "javascript:1"]


SIZE = "position: absolute; height: 30px; width"
FAULTS = {
    "excess": ("<div style='width: 500px'>wide</div>", 110),
    "outside": ("<p style='margin-left: 380px'><b>wide</b></p>", ['b "wide"']),
    "cut": ("<p class='a b' style='overflow: hidden; width: 30px'>unbreakable</p>", ['p.a.b "unbreakable"']),
    "overlaps": (f"<p style='{SIZE}: 200px'>one</p><p style='{SIZE}: 300px'>two</p>", ["one | two"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_layout_is_seen(browser: Look, tmp_path: Path, fault: str) -> None:
    body, expected = FAULTS[fault]
    seen = browser(page(tmp_path, f"<body style='margin: 0'>{body}</body>"), width=390)
    assert getattr(seen, fault) == expected


def test_a_text_that_leaves_its_picture_and_texts_on_each_other_in_one_are_seen(browser: Look, tmp_path: Path) -> None:
    texts = "<text x='0' y='20'>one</text><text x='5' y='24'>two</text><text x='80' y='90'>beyond it</text>"
    seen = browser(page(tmp_path, f"<body><svg width='100' height='100'>{texts}</svg></body>"))
    assert (seen.overlaps, seen.cut) == (["one | two"], ['text "beyond it"'])


def test_what_scrolls_by_itself_or_is_hidden_is_no_fault(browser: Look, tmp_path: Path) -> None:
    body = """<div style="overflow-x: auto"><p style="width: 900px">wide</p></div>
    <p style="position: absolute; left: -100vw">skip</p><p hidden>one</p><p style="visibility: hidden">two</p>
    <p style="position: absolute; width: 1px; height: 1px; overflow: hidden">for screen readers</p>"""
    seen = browser(page(tmp_path, f"<body>{body}</body>"), width=390)
    assert (seen.excess, seen.outside, seen.cut, seen.overlaps) == (0, [], [], [])


def test_a_page_that_some_cannot_use_is_seen(browser: Look, tmp_path: Path) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
    faults = browser(page(tmp_path, "<body><main><h1>Page</h1><input></main></body>", policy), is_judged=True).faults
    assert [fault.split(":")[0] for fault in faults] == ["label"]


def test_deeds_and_questions(browser: Look, tmp_path: Path) -> None:
    body = """<body><input id="text"><select id="choice"><option>a<option>b</select>
    <button onclick="document.title = 'clicked'">go</button></body>"""
    deeds = (("type", "#text", "Bakı"), ("choose", "#choice", "b"), *[("press", "Tab")] * 2, ("press", "Enter"))
    seen = browser(page(tmp_path, body), deeds=deeds, question="[text.value, choice.value]")
    assert (seen.answer, seen.title) == (["Bakı", "b"], "clicked")
    assert browser(page(tmp_path, body), deeds=(("click", "button"),)).title == "clicked"


def test_the_way_of_the_focus_is_seen(browser: Look, tmp_path: Path) -> None:
    body = (
        "<body><a href='#'>one</a><a>no link</a><input aria-label='two'><button style='outline: none'>x</button></body>"
    )
    assert browser(page(tmp_path, body), is_walked=True).stops == [
        Stop("one", "a", is_marked=True),
        Stop("two", "input", is_marked=True),
        Stop("x", "button", is_marked=False),
    ]


COLOR = """<style>p { color: red } @media (prefers-color-scheme: dark) { p { color: lime } }
@media print { p { color: blue } }</style>"""


def test_dark_print_pictures_and_pdf(browser: Look, tmp_path: Path) -> None:
    path = page(tmp_path, "<body><p>a</p><p style='break-before: page'>b</p></body>", COLOR)

    def color(**how: object) -> Seen:
        return browser(path, question="getComputedStyle(document.querySelector('p')).color", **how).answer

    assert color() == "rgb(255, 0, 0)"
    assert color(is_dark=True) == "rgb(0, 255, 0)"
    assert color(is_dark=True, media="print") == "rgb(0, 0, 255)"
    browser(path, picture=tmp_path / "a.png", part="p", pdf=tmp_path / "a.pdf")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert pages_of(tmp_path / "a.pdf") == 2


def test_a_job_that_fails_says_why(browser: Look, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ERR_FILE_NOT_FOUND"):
        browser(tmp_path / "absent.html")
    with pytest.raises(AssertionError, match="No element found for selector: #absent"):
        browser(page(tmp_path, "<body></body>"), deeds=(("click", "#absent"),))
    assert browser(page(tmp_path, "<body>after that</body>")).text == "after that"

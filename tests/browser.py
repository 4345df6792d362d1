"""Chromium, driven through Node: what it shows of a page, what the page did there, and what there is to object to."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

NODE = Path(__file__).parent / "node"
PACKAGES = ("axe-core", "puppeteer-core")
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class Job(NamedTuple):
    """How a page is looked at."""

    fragment: str = ""
    """What is added to its address: ``#A2``."""
    width: int = 1280
    height: int = 900
    is_dark: bool = False
    media: str = "screen"
    has_scripts: bool = True
    """Whether scripts of the page may run."""
    deeds: tuple[tuple[str, ...], ...] = ()
    """What is done there first: ``("type", "#search", "Baku")``, ``("click", "a")``, ``("press", "Tab")`` and so on."""
    question: str | None = None
    """An expression of JavaScript, to be answered."""
    is_judged: bool = False
    """Whether faults are looked for."""
    is_walked: bool = False
    """Whether the focus is led through the page."""
    picture: Path | None = None
    """The file for a picture of the window."""
    part: str | None = None
    """The selector of what the picture shows instead."""
    pdf: Path | None = None
    """The file to which the page is printed."""


class Stop(NamedTuple):
    """Where the focus comes to with the tabulator key."""

    name: str
    tag: str
    is_marked: bool
    """Whether it is in view, and something drawn around it shows that it has the focus."""


class Seen(NamedTuple):
    """What was seen of a page."""

    said: list[str]
    """Messages of the console, among them violations of the page's policy, dialogs, and windows that were opened."""
    requests: list[str]
    """The addresses of all that was asked for, other than the page itself."""
    is_hacked: bool
    """Whether a script has set ``window.hacked``."""
    title: str
    text: str
    links: list[str]
    """The addresses of links, as they are written."""
    excess: int
    """By how many pixels the page is wider than the window."""
    outside: list[str]
    """Elements that leave the window to the left or right."""
    cut: list[str]
    """Elements of which a part is hidden."""
    overlaps: list[str]
    """Pairs of texts that lie on each other."""
    answer: Any
    """The value of the expression that was asked for."""
    faults: list[str]
    """What axe-core objects to: violations of WCAG 2.2 A and AA, and of good practice."""
    stops: list[Stop]


Look = Callable[..., Seen]


def program() -> str | None:
    """The executable of Chromium: the one that VISITDATA_CHROMIUM names, or the first of its names that is found."""
    return os.environ.get("VISITDATA_CHROMIUM") or next(filter(None, map(shutil.which, _PROGRAMS)), None)


def lacking() -> str | None:
    """What is not there for a page to be looked at; None where all is."""
    if not (shutil.which("node") and all((NODE / "node_modules" / name).is_dir() for name in PACKAGES)):
        return f"needs Node, {' and '.join(PACKAGES)}: npm install --prefix tests/node"
    return None if program() else "needs Chromium, found or named by VISITDATA_CHROMIUM"


@contextmanager
def opened() -> Iterator[Look]:
    """A browser, as a function that looks at the page in a file, as the fields of a `Job` say."""
    command = ["node", str(NODE / "browser.cjs"), str(program())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        assert child.stdin is not None
        assert child.stdout is not None
        sent, told = child.stdin, child.stdout
        assert "version" in told.readline(), "Chromium does not start"

        def look(page: Path, **wishes: Any) -> Seen:
            job = Job(**wishes)
            sent.write(json.dumps({**job._asdict(), "url": page.as_uri() + job.fragment}, default=str) + "\n")
            sent.flush()
            answer = json.loads(told.readline() or '{"error": "the browser has stopped"}')
            assert "error" not in answer, answer["error"]
            return Seen(**{**answer, "stops": [Stop(**stop) for stop in answer["stops"]]})

        yield look
        sent.close()


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has that Chromium wrote."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))

"""Pages as Chromium shows them: safe whatever a document says, whole at any width, and for everybody."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import visitdata
from browser import Look, Seen, pages_of
from conftest import ROOT
from hostile.everywhere import LONG, document
from visitdata.cli import main

EXAMPLES = ROOT / "docs/examples"
REAL, CONTESTED, LARGE = "az-pk-2023-11-01", "ua-lk-2010-06-30", "us-jp-2024-04-08"

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

OURS = re.compile(r"https?://[^/]+.*|[a-z0-9A-Z_./-]*(#.*)?", re.DOTALL)
"""Where links may lead: out into the web, or to a file or place of these pages."""


def told(*arguments: str | Path) -> str:
    """What the command prints."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
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
def test_it_would_be_only_shown_if_no_policy_forbade_more(browser: Look, pages: Path, tmp_path: Path, name: str) -> None:
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

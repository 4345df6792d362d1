"""The pages as a site: built by Sphinx without a warning, all reached from the index, nothing loaded from elsewhere."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import visitdata
from conftest import surroundings
from docs.test_examples import ROOT
from visitdata import testing

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
LOADED = re.compile(r'<(?:script|img|iframe|source)\b[^>]*\ssrc="(.*?)"|<link\b[^>]*\shref="(.*?)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the site was built into."""
    for module in ("sphinx", "furo", "myst_parser"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"building the site needs {module}, which is not installed")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html", DOCS, folder],
        capture_output=True, text=True, timeout=120, check=False, env=surroundings(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.mark.heavy
def test_every_page_is_built_and_stands_in_the_index(site: Path) -> None:
    index = (site / "index.html").read_text("utf-8")
    for page in PAGES:
        built = page.removesuffix(".md") + ".html"
        assert "<h1>" in (site / built).read_text("utf-8")
        assert page == "index.md" or f'href="{built}"' in index, page


@pytest.mark.heavy
def test_examples_can_be_downloaded(site: Path) -> None:
    for example in (DOCS / "examples").glob("*.json"):
        (copy,) = (site / "_downloads").glob(f"*/{example.name}")
        assert copy.read_bytes() == example.read_bytes()


@pytest.mark.heavy
def test_every_public_function_has_its_signature(site: Path) -> None:
    page = (site / "reference" / "signatures.html").read_text("utf-8")
    named = set(re.findall(r'<dt class="sig [^>]*id="([\w.]+)"', page))
    assert {f"visitdata.{name}" for name in visitdata.__all__} <= named
    assert {f"visitdata.testing.{name}" for name in testing.__all__} <= named


@pytest.mark.heavy
def test_nothing_is_loaded_from_elsewhere_and_no_path_of_this_machine_is_told(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded = [first or second for first, second in LOADED.findall(text)]
        assert loaded
        assert [name for name in loaded if "//" in name] == []
        assert str(ROOT) not in text
    for sheet in site.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", sheet.read_text("utf-8")), sheet


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_readme_and_index_lead_to_every_page(page: str) -> None:
    page_ = ROOT / page
    links = re.findall(r"\]\(([^)#\s]+)", page_.read_text("utf-8"))
    led = {(page_.parent / link).resolve() for link in links if "//" not in link}
    lacking = [name for name in PAGES if (DOCS / name).resolve() not in {*led, page_.resolve()}]
    assert lacking == (["changes.md"] if page == "README.md" else [])  # on a forge it is CHANGELOG.md itself
    assert page != "README.md" or ROOT / "CHANGELOG.md" in led

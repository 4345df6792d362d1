"""The documentation says what is so: its examples run, its JSON stands in the real visits, its links lead somewhere.

``python`` blocks are run and ``pycon`` blocks compared, one namespace a page; in ``console`` blocks the lines after
``$ `` are run by a shell and the rest is compared with what they print, where a line ``...`` stands for any lines.
A block of JSON below "As `name.json`:" is a file for the commands after it.
Each page runs in order in a folder of its own that holds a copy of ``docs/examples``.
"""

import doctest
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sybil import Document, Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

import visitdata
from conftest import surroundings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
VISITS = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "docs/examples").glob("*.json"))]

RUN = ("python", "pycon", "console")
READ = ("json", "jsonc")
DIRECTIVES = ("{eval-rst}", "{include}", "{toctree}")
SHOWN = ("rst", "sh", "js", "sql", "text", "toml", "yaml", "lua", "elisp")

INSTALL = "python3 -m venv .venv && . .venv/bin/activate && pip install . && visitdata check docs/examples"
DEVELOP = 'python3 -m venv .venv && . .venv/bin/activate && pip install -e ".[dev]" && pytest'

SHELL = f'visitdata() {{ "{sys.executable}" -m visitdata "$@"; }}\npython() {{ "{sys.executable}" "$@"; }}\n'


def compare_prompts(example: Example) -> str:
    """What differs when the ``>>>`` prompts of a ``pycon`` block are run."""
    test = doctest.DocTestParser().get_doctest(example.parsed, {}, "pycon", example.path, example.line)
    test.globs = example.namespace
    differences: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=differences.append, clear_globs=False)
    return "".join(differences)


def compare_console(example: Example) -> str | None:
    """What differs when the commands of a ``console`` block are run; None where nothing does."""
    status = 0
    for command, expected in commands(example.parsed):
        env = {**surroundings(), "COLUMNS": "80", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            ["sh", "-c", f"{SHELL}(exit {status})\n{command}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            timeout=60,
            check=False,
        )
        status = done.returncode  # what `$?` is to the next command
        printed = done.stdout.decode()
        if not is_as_shown(expected, printed):
            return f"$ {command}\nexpected:\n{expected}\nprinted:\n{printed}"
    return None


def save(example: Example) -> None:
    """Write a block of JSON to the file that the words before it name, if they do."""
    named = re.search(r"\b[Aa]s\s`([\w.-]+\.json)`:\s*\Z", example.document.text[: example.region.start])
    if named:
        Path(named[1]).write_text(example.parsed, "utf-8")


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a ``console`` block, each with the output shown below it."""
    head, *rest = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not head, f"a console block begins with a command: {head!r}"
    for part in rest:
        command, _, expected = part.partition("\n")
        yield command, expected


def is_as_shown(expected: str, printed: str) -> bool:
    """Whether output is what a page shows, where a line ``...`` stands for any lines, also for none."""
    lines = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in expected.splitlines())
    return re.fullmatch(lines, printed if not printed or printed.endswith("\n") else f"{printed}\n") is not None


SYBIL = Sybil(
    parsers=[
        CodeBlockParser("python", PythonEvaluator()),
        CodeBlockParser("pycon", compare_prompts),
        CodeBlockParser("console", compare_console),
        CodeBlockParser("json", save),
        CodeBlockParser("jsonc", save),
    ]
)


def blocks(page: Path, *languages: str) -> list[str]:
    """The texts of a page's blocks in some languages."""
    parsers = [CodeBlockParser(language, lambda _: None) for language in languages]
    return [example.parsed for example in Document.parse(str(page), *parsers, encoding="utf-8").examples()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a page runs."""
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def steady_properties() -> Iterator[None]:
    """Property tests that a page shows draw the same few examples each time, however long one takes."""
    settings.register_profile("before", settings.default)
    settings.register_profile(
        "docs", max_examples=25, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    settings.load_profile("docs")
    yield
    settings.load_profile("before")


@pytest.mark.usefixtures("folder", "steady_properties")
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_examples_of_a_page_run(page: Path) -> None:
    document = SYBIL.parse(page)
    document.namespace["__name__"] = page.stem
    for example in document.examples():
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_block_names_a_language_that_is_looked_at(page: Path) -> None:
    text = re.sub("^````text$.*?^````$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    fences = re.findall(r"^\s*```(.*)$", text, re.MULTILINE)
    named = {fence.split(" ")[0] for fence in fences[::2]}
    assert {name for name in named if not name.startswith("{visitdata:")} <= {*RUN, *READ, *SHOWN, *DIRECTIVES}
    assert set(fences[1::2]) <= {""}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_json_is_a_valid_document_or_stands_in_an_example(page: Path) -> None:
    for block in blocks(page, "json"):
        value = json.loads(block)
        if "schema_version" in value:
            assert visitdata.validate(block) == []
        else:
            assert any(stands_in(value, visit) for visit in VISITS), f"in no example:\n{block}"
    for block in blocks(page, "jsonc"):
        json.loads(block)


def stands_in(part: Any, whole: Any) -> bool:
    """Whether a value is a part of another, or of something in it."""
    if is_part(part, whole):
        return True
    inside = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return any(stands_in(part, value) for value in inside)


def is_part(part: Any, whole: Any) -> bool:
    """Whether a value is another with some keys and list items left out."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and is_part(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        rest = iter(whole)
        return all(any(is_part(item, candidate) for candidate in rest) for item in part)
    return type(part) is type(whole) and part == whole


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^\s*```.*?^\s*```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_has_exactly_the_two_commands_that_are_run_elsewhere() -> None:
    assert blocks(ROOT / "README.md", "sh") == [f"{INSTALL}\n", f"{DEVELOP}\n"]


def test_the_readme_shows_the_real_visit() -> None:
    (visit,) = (visit for visit in VISITS if visit["id"] == "az-pk-2023-11-01")
    (excerpt,) = blocks(ROOT / "README.md", "json")
    assert stands_in(json.loads(excerpt), visit)


def test_every_example_is_described() -> None:
    described = (ROOT / "docs/examples/README.md").read_text("utf-8")
    for visit in VISITS:
        assert f"({visit['id']}.json)" in described
        for source in visit.get("sources", []):
            assert source.get("url", source["publisher"]) in described, source

"""``visitdata show``: one visit, readable in a terminal or as a picture of its program."""

import re
from pathlib import Path

import pytest

from conftest import Child, in_terminal, shown_until_closed
from visitdata import load
from visitdata.findings import columns
from visitdata.render import markdown
from visitdata.render.page import html_of
from visitdata.render.timeline import draw

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs/examples"
EXPECTED = ROOT / "tests/render/expected"


def test_a_visit_is_shown(visitdata: Child) -> None:
    done = visitdata("show", EXAMPLES / "tw-bz-2023-04.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (EXPECTED / "tw-bz-2023-04.txt").read_text("utf-8")


def test_standard_input_is_read(visitdata: Child, compact: bytes) -> None:
    done = visitdata("show", "-", stdin=compact)
    assert done.stdout.splitlines()[:2] == ["Səfər – 阿塞拜疆", "PK visits AZ: 2023-11-01, official"]


@pytest.mark.parametrize("path", [".", "corpus.jsonl", "*.jsonl", "-"])
def test_a_visit_of_a_corpus_is_named_by_its_id(visitdata: Child, tmp_path: Path, compact: bytes, path: str) -> None:
    corpus = compact.replace(b"az-pk-2023-11-01", b"az-pk-2022") + b"{}\n" + compact
    (tmp_path / "corpus.jsonl").write_bytes(corpus)
    done = visitdata("show", path, "--id", "az-pk-2023-11-01", stdin=corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  id: az-pk-2023-11-01\n" in done.stdout


def test_several_documents_need_an_id(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(compact * 2)
    done = visitdata("show", "corpus.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "visitdata: corpus.jsonl holds several documents: name one with --id\n"


def test_an_unknown_id_is_told_with_a_near_one(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(compact)
    done = visitdata("show", "corpus.jsonl", "--id", "az-pk-2023-11-02")
    assert (done.returncode, done.stdout) == (2, "")
    told = "no document in corpus.jsonl has the id az-pk-2023-11-02; did you mean az-pk-2023-11-01?"
    assert done.stderr == f"visitdata: {told}\n"


def test_an_empty_folder_holds_nothing_to_show(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = visitdata("show", "empty")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "visitdata: there is no document in empty\n")


@pytest.mark.parametrize("content", [b'{"grade": "oficial"}', b"# no JSON", b"", None])
def test_a_document_with_an_error_is_reported_as_by_check(
    visitdata: Child, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "a.json").write_bytes(content)
    done, checked = visitdata("show", "a.json"), visitdata("check", "--quiet", "a.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == checked.stdout != ""


def test_a_document_may_be_too_large(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    assert "VDP016" in visitdata("show", "--max-size", "0.0001", "a.json").stdout
    assert visitdata("show", "--max-size", "0", "a.json").returncode == 0


def test_there_must_be_a_path(visitdata: Child) -> None:
    assert visitdata("show").returncode == 2


@pytest.mark.parametrize(
    ("option", "colored"), [((), False), (("--color", "always"), True), (("--color=never",), False)]
)
def test_a_pipe_gets_color_only_if_told_so(visitdata: Child, option: tuple[str, ...], colored: bool) -> None:
    done = visitdata("show", *option, EXAMPLES / "az-pk-2023-11-01.json")
    assert ("\x1b[1m" in done.stdout) is colored


@pytest.mark.parametrize("width", [30, 80, 120])
@pytest.mark.parametrize("no_color", ["", "1"])
def test_in_a_terminal_it_is_as_wide_and_colored_as_that(tmp_path: Path, width: int, no_color: str) -> None:
    example = str(EXAMPLES / "tw-tour-2023-03-29.json")
    with in_terminal("show", example, cwd=tmp_path, columns=width, NO_COLOR=no_color) as (child, terminal):
        shown = shown_until_closed(terminal)
        assert child.wait(60) == 0
    assert ("\x1b[" in shown) is (not no_color)
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in shown.split("\r\n")]
    assert max(columns(line) for line in lines if "https://" not in line and "/" not in line) in range(
        width - 10, width + 1
    )
    assert any("林佳龍" in line for line in lines)


def test_the_program_is_a_picture(visitdata: Child) -> None:
    example = EXAMPLES / "ua-lk-2010-06-30.json"
    done = visitdata("show", "--format", "svg", example)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == draw(load(example), standalone=True)


def test_a_picture_is_utf_8_whatever_the_terminal_can_show(visitdata: Child, compact: bytes) -> None:
    done = visitdata("show", "--format", "svg", "-", stdin=compact, env={"PYTHONIOENCODING": "ascii"})
    assert "阿塞拜疆" in done.stdout


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_visit_becomes_a_page_or_markdown(visitdata: Child, form: str) -> None:
    done = visitdata("show", EXAMPLES / "ua-lk-2010-06-30.json", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    visit = load(EXAMPLES / "ua-lk-2010-06-30.json")
    expected = html_of(visit) if form == "html" else "\n".join(markdown.render(visit))
    assert done.stdout == f"{expected}\n"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "Sri Lanka besucht Ukraine"),
        ("html", '<p class="who">Sri Lanka besucht Ukraine</p>'),
        ("markdown", "**Sri Lanka besucht Ukraine"),
    ],
)
def test_labels_are_in_the_language_of_a_catalog(visitdata: Child, tmp_path: Path, form: str, told: str) -> None:
    catalog = (
        '{"format": "visitdata-labels", "version": 1, "language": "de", "labels": {"head.visits": "{0} besucht {1}"}}'
    )
    (tmp_path / "de.json").write_text(catalog, "utf-8")
    done = visitdata("show", EXAMPLES / "ua-lk-2010-06-30.json", "--format", form, "--labels", "de.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout


def test_a_catalog_that_is_none_is_told_in_one_line(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "de.json").write_text("{}", "utf-8")
    done = visitdata("show", EXAMPLES / "ua-lk-2010-06-30.json", "--labels", "de.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: de.json is no catalog of labels: ") and done.stderr.count("\n") == 1


def test_a_page_needs_an_extra(python: Child) -> None:
    code = "import sys; sys.modules['jinja2'] = None; from visitdata.cli import main; main(sys.argv[1:])"
    done = python("-c", code, "show", EXAMPLES / "ua-lk-2010-06-30.json", "--format", "html")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'Error: pages need Jinja: install it with pip install "visitdata[docs]"\n'

"""``visitdata docs reference``: written whole, brought up to date, refused in one line."""

import os
from pathlib import Path

import pytest

from conftest import Child


def test_the_reference_is_written_and_then_brought_up_to_date(visitdata: Child, tmp_path: Path) -> None:
    done = visitdata("docs", "reference", "--to", "out")
    names = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
    number = len(names) - 1
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"out: {number} files, {number} written, 0 unchanged, 0 removed.\n"
    assert {"index.html", "class/HonorGuard.html", "rules/VDI001.html", "rules/VDT001.html"} <= set(names)
    assert (tmp_path / "out/dictionary.csv").read_bytes().startswith(b"class,field,type,")
    (tmp_path / "out/index.html").unlink()
    again = visitdata("docs", "reference", "--to", "out")
    assert again.stderr == f"out: {number} files, 1 written, {number - 1} unchanged, 0 removed.\n"


def test_another_form_takes_the_place_of_the_first(visitdata: Child, tmp_path: Path) -> None:
    quiet = visitdata("docs", "reference", "--to", "out", "--format", "markdown", "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert {path.suffix for path in (tmp_path / "out").rglob("*.*")} == {".md", ".csv", ".svg", ".json"}
    text = (tmp_path / "out/class/HonorGuard.md").read_text("utf-8")
    assert text.startswith("# Class `HonorGuard`\n\nA guard of honor is drawn up for a guest.\n")


def test_a_folder_that_is_not_ours_is_refused(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    done = visitdata("docs", "reference", "--to", "mine", "--format", "markdown")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: mine/notes.txt was not written by visitdata; --force lets it stay\n"
    forced = visitdata("docs", "reference", "--to", "mine", "--format", "markdown", "--force")
    assert forced.returncode == 0
    assert (tmp_path / "mine/notes.txt").read_text() == "mine"


@pytest.mark.parametrize("folder", ["no/such/folder", "file"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line(visitdata: Child, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")
    done = visitdata("docs", "reference", "--to", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {folder} cannot be written: ")
    assert done.stderr.count("\n") == 1


def test_without_jinja_one_line_says_what_to_install(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "jinja2.py").write_text("raise ImportError")
    done = visitdata("docs", "reference", "--to", "out", env={"PYTHONPATH": _before(tmp_path)})
    assert (done.returncode, done.stderr) == (
        2,
        'Error: pages need Jinja: install it with pip install "visitdata[docs]"\n',
    )
    assert not (tmp_path / "out").exists()


def test_rules_of_others_that_cannot_be_used_are_told_in_one_line(visitdata: Child, tmp_path: Path) -> None:
    info = tmp_path / "bad_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[visitdata.rules]\nbad = no_such_module_here\n")
    done = visitdata("docs", "reference", "--to", "out", env={"PYTHONPATH": _before(tmp_path)})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no_such_module_here cannot be loaded" in done.stderr


def _before(folder: Path) -> str:
    return os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])

"""``visitdata schema``: the published schema, byte for byte."""

from pathlib import Path

import pytest

from conftest import Child
from visitdata.schemas import published


@pytest.mark.parametrize("version", published.VERSIONS)
def test_show_prints_the_published_bytes(visitdata: Child, version: str) -> None:
    done = visitdata("schema", "show", "--version", version)
    assert (done.returncode, done.stdout.encode()) == (0, published.path(version).read_bytes())


def test_the_newest_version_is_shown_unless_another_is_asked_for(visitdata: Child) -> None:
    assert visitdata("schema", "show").stdout.encode() == published.text(published.VERSIONS[-1])


def test_path_is_a_file_with_those_bytes(visitdata: Child) -> None:
    done = visitdata("schema", "path")
    path = Path(done.stdout.removesuffix("\n"))
    assert (done.returncode, path.is_absolute(), path.is_file()) == (0, True, True)
    assert path.read_bytes() == published.text()


@pytest.mark.parametrize("arguments", [["show", "--version", "9.0"], ["path", "--version", "x"], ["draw"]], ids=str)
def test_what_does_not_exist_exits_with_2(visitdata: Child, arguments: list[str]) -> None:
    done = visitdata("schema", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr

"""``visitdata check --format`` and ``--statistics``: each reaches standard output, in UTF-8 for programs."""

import json
from pathlib import Path

import pytest

from conftest import Child
from visitdata.report.formats import FOR_PEOPLE, FORMATS

BAD = '{"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "grade": "é访"}'


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_tells_the_finding(visitdata: Child, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.json").write_text(BAD, "utf-8")
    done = visitdata("check", "--format", form, "a.json", env={"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, "")
    assert "VDS004" in done.stdout
    assert form in FOR_PEOPLE or "é访" in done.stdout


def test_statistics_stand_in_place_of_the_findings(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(BAD, "utf-8")
    done = visitdata("check", "--statistics", "a.json")
    assert done.returncode == 1
    assert done.stdout == "1  VDS004  unknown-word\nChecked 1 document: 1 error in 1 document.\n"
    done = visitdata("check", "--statistics", "--format", "json", "a.json")
    assert [one["code"] for one in json.loads(done.stdout)["codes"]] == ["VDS004"]


def test_statistics_have_two_formats(visitdata: Child) -> None:
    done = visitdata("check", "--statistics", "--format", "sarif", "a.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--statistics has the formats text and json, not sarif" in done.stderr

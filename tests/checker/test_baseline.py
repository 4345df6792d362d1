"""A baseline: what is known passes, what is new does not, and what has gone is dropped."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from conftest import Child
from visitdata.checker.baseline import Baseline
from visitdata.findings import Unusable


@pytest.fixture
def corpus(tmp_path: Path, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "visits").mkdir()
    bad = {**document, "grade": "oficial", "titel": "x"}
    written("visits/a.json", bad)
    written("visits/b.json", {**document, "id": "b", "end": "2020-01-01"})
    return tmp_path


def written(path: str, value: Any) -> None:
    Path(path).write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def entries(path: str = "known.json") -> list[tuple[str, str, int]]:
    content = json.loads(Path(path).read_bytes())
    assert (content["format"], content["version"]) == ("visitdata-baseline", 1)
    return [(entry["file"], entry["code"], entry.get("count", 1)) for entry in content["findings"]]


CHECK = ("check", "--baseline", "known.json", "visits")


def test_the_first_run_records_and_the_next_lets_pass(visitdata: Child, corpus: Path) -> None:
    first = visitdata(*CHECK)
    assert first.returncode == 0
    assert first.stdout == "Checked 2 documents: no errors, 3 known.\n"
    assert first.stderr == "Recorded 3 findings in known.json.\n"
    assert entries() == [("visits/a.json", "VDS003", 1), ("visits/a.json", "VDS004", 1), ("visits/b.json", "VDT001", 1)]
    before = Path("known.json").read_bytes()
    again = visitdata(*CHECK)
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, "")
    assert Path("known.json").read_bytes() == before
    assert visitdata("check", "visits").returncode == 1


def test_what_is_new_is_told_wherever_things_have_moved(
    visitdata: Child, corpus: Path, document: dict[str, Any]
) -> None:
    visitdata(*CHECK)
    bad = {
        "note": "One more line.",
        "titel": "x",
        "end": "2020-02-02",
        **document,
        "grade": "oficial",
    }
    written("visits/moved.json", dict(reversed(bad.items())))
    Path("visits/a.json").unlink()
    written("visits/b.json", {**document, "id": "b", "end": "2020-01-01", "start": "2020-01-02", "grad": "x"})
    done = visitdata(*CHECK)
    assert done.returncode == 1
    codes = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("visits/")]
    assert codes == ["VDS003"]
    assert "grad" in done.stdout


def test_one_more_of_a_kind_is_new(visitdata: Child, corpus: Path, document: dict[str, Any]) -> None:
    twice = {**document, "places": [{"label": "x"}, {"label": "y"}]}
    written("visits/a.json", twice)
    visitdata(*CHECK)
    counted = entries()
    twice["places"].append({"label": "z"})
    written("visits/a.json", twice)
    done = visitdata(*CHECK)
    assert done.returncode == 1
    assert done.stdout.count("visits/a.json:") == 1
    assert sum(number for _, _, number in counted) == 3


def test_what_no_longer_occurs_is_told_and_dropped(visitdata: Child, corpus: Path, document: dict[str, Any]) -> None:
    visitdata(*CHECK)
    written("visits/a.json", document)
    told = visitdata(*CHECK)
    assert (told.returncode, told.stderr) == (
        0,
        "2 findings of known.json no longer occur; --update-baseline drops them.\n",
    )
    assert len(entries()) == 3
    dropped = visitdata(*CHECK, "--update-baseline")
    assert (dropped.returncode, dropped.stderr) == (0, "Dropped 2 findings from known.json.\n")
    assert entries() == [("visits/b.json", "VDT001", 1)]
    again = visitdata(*CHECK, "--update-baseline")
    assert (again.returncode, again.stderr) == (0, "")


def test_an_update_adds_nothing(visitdata: Child, corpus: Path, document: dict[str, Any]) -> None:
    visitdata(*CHECK)
    written("visits/c.json", {**document, "id": "c", "grade": "x"})
    written("visits/a.json", document)
    done = visitdata(*CHECK, "--update-baseline")
    assert done.returncode == 1
    assert entries() == [("visits/b.json", "VDT001", 1)]


def test_files_that_were_not_checked_keep_what_is_known(visitdata: Child, corpus: Path) -> None:
    visitdata(*CHECK)
    done = visitdata("check", "--baseline", "known.json", "--update-baseline", "visits/a.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(entries()) == 3
    Path("visits/b.json").unlink()
    done = visitdata("check", "--baseline", "known.json", "--update-baseline", "visits/a.json")
    assert (done.returncode, done.stderr) == (0, "")  # it may have moved to where nobody looked
    done = visitdata("check", "--baseline", "known.json", "--update-baseline", "visits")
    assert done.stderr == "Dropped 1 finding from known.json.\n"


def test_waived_findings_are_not_recorded(visitdata: Child, corpus: Path, document: dict[str, Any]) -> None:
    waivers = [{"code": "VDT001", "reason": "as printed"}]
    written("visits/a.json", document)
    written("visits/b.json", {**document, "id": "b", "end": "2020-01-01", "waivers": waivers})
    assert visitdata(*CHECK).stdout.endswith("\nChecked 2 documents: no errors, 1 waived.\n")
    assert entries() == []


def test_standard_input_has_one_too(visitdata: Child, corpus: Path) -> None:
    text = Path("visits/a.json").read_bytes()
    command = ("check", "--baseline", "known.json", "-")
    assert visitdata(*command, stdin=text).stderr == "Recorded 2 findings in known.json.\n"
    assert entries() == [("-", "VDS003", 1), ("-", "VDS004", 1)]
    assert visitdata(*command, stdin=text).returncode == 0
    assert visitdata(*command, stdin=text.replace(b"titel", b"titles_")).returncode == 1


def test_it_is_found_by_the_configuration(visitdata: Child, corpus: Path) -> None:
    Path("visitdata.toml").write_text('baseline = "known.json"')
    missing = visitdata("check", "visits")
    assert (missing.returncode, missing.stdout) == (2, "")
    told = "known.json, the baseline of the configuration, is not there; --baseline known.json records one"
    assert missing.stderr == f"Error: {told}\n"
    assert visitdata(*CHECK).stderr == "Recorded 3 findings in known.json.\n"
    assert visitdata("check", "visits").returncode == 0
    assert visitdata("check", ".", cwd=corpus / "visits").returncode == 0
    assert visitdata("check", "--isolated", "visits").returncode == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[]", "{}", '{"format": "visitdata-baseline", "version": 2, "findings": []}',
        '{"format": "visitdata-baseline", "version": 1, "findings": 1}',
        '{"format": "visitdata-baseline", "version": 1, "findings": [{"file": "a"}]}',
        '{"format": "visitdata-baseline", "version": 1, "findings": ["x"]}',
        '{"format": "visitdata-baseline", "version": 1, "findings": [{"file": 1, "code": "", "message": "",'
        ' "fingerprint": ""}]}',
        '{"format": "visitdata-baseline", "version": 1, "findings": [{"file": "", "code": "", "message": "",'
        ' "fingerprint": "", "count": 0}]}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_file_that_is_no_baseline_is_told_and_left_as_it_is(visitdata: Child, corpus: Path, text: str) -> None:
    Path("known.json").write_text(text)
    done = visitdata(*CHECK, "--update-baseline")
    assert done.returncode == 2
    assert done.stdout == ""
    told = "known.json is no baseline of this version of visitdata: delete it, and the next run records one"
    assert done.stderr == f"Error: {told}\n"
    assert Path("known.json").read_text() == text


def test_a_baseline_that_cannot_be_read_or_written_is_told(visitdata: Child, corpus: Path) -> None:
    os.mkdir("known.json")
    done = visitdata(*CHECK)
    assert (done.returncode, done.stderr) == (2, "Error: the baseline known.json cannot be read: it is a directory\n")
    done = visitdata("check", "--baseline", "gone/known.json", "visits")
    assert done.returncode == 2
    assert "gone/known.json cannot be written: No such file or directory" in done.stderr
    done = visitdata("check", "--update-baseline", "visits")
    assert done.returncode == 2
    assert "--update-baseline needs --baseline FILE" in done.stderr


def test_names_that_are_not_utf_8_are_held(corpus: Path, visitdata: Child, document: dict[str, Any]) -> None:
    path = os.fsencode(corpus) + b"/visits/\xff\n.json"
    Path(os.fsdecode(path)).write_text("{")
    assert visitdata(*CHECK).returncode == 0
    assert visitdata(*CHECK).returncode == 0
    assert "visits/\\udcff\n.json" in {file for file, _, _ in entries()}


def test_it_can_be_used_from_python(corpus: Path) -> None:
    Path("known.json").write_text("{}")
    with pytest.raises(Unusable):
        Baseline("known.json")

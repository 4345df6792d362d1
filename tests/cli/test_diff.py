"""``visitdata diff``: what changed between two versions of a visit, also as Git's own diff."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Child

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "docs/examples/az-pk-2023-11-01.json").read_bytes()
LATER = EXAMPLE.replace(b'"start": "2023-11-01"', b'"start": "2023-11"')

TOLD = """\
az-pk-2023-11-01: 1 change
  the visit
    ~ start made less precise: 2023-11-01 → 2023-11
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A folder with two versions of a visit."""
    (tmp_path / "old.json").write_bytes(EXAMPLE)
    (tmp_path / "new.json").write_bytes(LATER)
    return tmp_path


@pytest.mark.usefixtures("versions")
def test_changes_are_told(visitdata: Child) -> None:
    done = visitdata("diff", "old.json", "new.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, TOLD, "")


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize(("new", "code"), [("new.json", 1), ("old.json", 0), (os.devnull, 1)])
def test_the_exit_code_says_whether_there_is_a_change(visitdata: Child, new: str, code: int) -> None:
    assert visitdata("diff", "--exit-code", "old.json", new).returncode == code
    assert visitdata("diff", "old.json", new).returncode == 0


@pytest.mark.usefixtures("versions")
def test_documents_that_say_the_same_have_no_changes(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "new.json").write_text(json.dumps(json.loads(EXAMPLE)), "utf-8")
    assert visitdata("diff", "old.json", "new.json").stdout == "az-pk-2023-11-01: no changes\n"


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("paths", [("-", "new.json"), ("old.json", "-")])
def test_one_of_them_may_be_standard_input(visitdata: Child, paths: tuple[str, str]) -> None:
    stdin = EXAMPLE if paths[0] == "-" else LATER
    assert visitdata("diff", *paths, stdin=stdin).stdout == TOLD


@pytest.mark.usefixtures("versions")
def test_a_version_may_be_missing(visitdata: Child) -> None:
    told = visitdata("diff", os.devnull, "new.json").stdout
    assert told.startswith("az-pk-2023-11-01: document added, “Official visit of")
    told = visitdata("diff", "old.json", os.devnull).stdout
    assert told.startswith("az-pk-2023-11-01: document removed, “Official visit of")


@pytest.mark.usefixtures("versions")
def test_markdown_is_made_for_comments(visitdata: Child, tmp_path: Path) -> None:
    later = json.loads(LATER)
    later["people"][0]["name"] = "Asim *Munir* <b>"
    (tmp_path / "new.json").write_text(json.dumps(later), "utf-8")
    assert visitdata("diff", "--format", "markdown", "old.json", "new.json").stdout == (
        "## az-pk-2023-11-01: 2 changes\n\n"
        "### the visit\n\n"
        "- start made less precise: 2023-11-01 → 2023-11\n\n"
        "### person Asim &#42;Munir&#42; &#60;b&#62; (munir)\n\n"
        "- name changed: “Syed Asim Munir” → “Asim &#42;Munir&#42; &#60;b&#62;”\n"
    )


@pytest.mark.usefixtures("versions")
def test_json_is_made_for_programs(visitdata: Child, tmp_path: Path) -> None:
    later = json.loads(LATER)
    del later["claims"][3]
    later["people"].reverse()
    later["program"].append(later["program"][1]["steps"].pop(0))
    (tmp_path / "new.json").write_text(json.dumps(later), "utf-8")
    report = json.loads(visitdata("diff", "--format", "json", "old.json", "new.json").stdout)
    assert (report["format"], report["version"], report["tool"]["name"]) == ("visitdata-changes", 1, "visitdata")
    (document,) = report["documents"]
    assert (document["id"], document["state"]) == ("az-pk-2023-11-01", "changed")
    start, people, moved, claim = document["changes"]
    assert start == {
        "kind": "changed", "record": "Visit", "id": "az-pk-2023-11-01", "field": "start", "old": "2023-11-01",
        "new": "2023-11", "shift": "less_precise", "old_pointer": "/start", "new_pointer": "/start",
        "sentence": "start made less precise: 2023-11-01 → 2023-11",
    }  # fmt: skip
    assert (people["kind"], "old" in people, people["new_pointer"]) == ("reordered", False, "/people")
    assert (moved["kind"], moved["item"], "new" in moved) == ("transferred", "HonorGuard", False)
    assert (moved["old_pointer"], moved["new_pointer"]) == ("/program/1/steps/0", "/program/7")
    assert (claim["kind"], claim["item"], claim["old"]) == ("removed", "Claim", json.loads(EXAMPLE)["claims"][3])
    for state, paths in {"added": (os.devnull, "old.json"), "removed": ("old.json", os.devnull)}.items():
        report = json.loads(visitdata("diff", "--format", "json", *paths).stdout)
        assert report["documents"] == [{"id": "az-pk-2023-11-01", "state": state, "changes": []}]
    report = json.loads(visitdata("diff", "--format", "json", "old.json", "old.json").stdout)
    assert report["documents"] == [{"id": "az-pk-2023-11-01", "state": "unchanged", "changes": []}]


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize(("option", "colored"), [((), False), (("--color", "always"), True)])
def test_a_pipe_gets_color_only_if_told_so(visitdata: Child, option: tuple[str, ...], colored: bool) -> None:
    assert ("\x1b[33m~" in visitdata("diff", *option, "old.json", "new.json").stdout) is colored


def test_corpora_are_compared_document_by_document(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    one, two, three, four = (compact.replace(b"az-pk-2023-11-01", name) for name in (b"one", b"two", b"three", b"four"))
    (tmp_path / "old.jsonl").write_bytes(one + two + three)
    (tmp_path / "new").mkdir()
    for name, text in {"1": four, "2": two, "3": one.replace(b"official", b"state")}.items():
        (tmp_path / "new" / f"{name}.json").write_bytes(text)
    (tmp_path / "new" / "package.json").write_text("{}", "utf-8")
    done = visitdata("diff", "--exit-code", "old.jsonl", "new")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "four: document added, “Səfər – 阿塞拜疆”\n"
        "one: 1 change\n"
        "  the visit\n"
        "    ~ grade changed: official → state\n"
        "three: document removed, “Səfər – 阿塞拜疆”\n"
        "Compared 4 documents: 1 changed, 1 added, 1 removed.\n"
    )
    assert visitdata("diff", "new", "new").stdout == "Compared 3 documents: 0 changed, 0 added, 0 removed.\n"


def test_an_id_that_is_there_twice_is_told(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact * 2)
    done = visitdata("diff", "a.jsonl", "a.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    told = "a.jsonl holds 2 documents with the id az-pk-2023-11-01: which is which cannot be told"
    assert done.stderr == f"Error: {told}\n"


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("content", [b'{"grade": "oficial"}', b"# no JSON", b"", None])
def test_a_document_that_is_no_visit_is_reported_as_by_check(
    visitdata: Child, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "a.json").write_bytes(content)
    done, checked = visitdata("diff", "old.json", "a.json"), visitdata("check", "--quiet", "a.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == checked.stdout != ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.json",), "name two versions"),
        (("-", "-"), "of which one may be -"),
        ((os.devnull, os.devnull), "there is no document in /dev/null or /dev/null"),
        (("--git", "a.json", "b.json"), "Git, which gives a diff driver 7 arguments, 9, or 1"),
    ],
)
def test_other_arguments_are_refused(visitdata: Child, arguments: tuple[str, ...], said: str) -> None:
    done = visitdata("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs Git in a repository of the test's own, in which a visit is committed and visitdata is the diff driver."""
    driver = f"'{sys.executable}' -m visitdata diff --git --"
    env = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_PAGER": "cat",
        "GIT_AUTHOR_NAME": "N", "GIT_AUTHOR_EMAIL": "n@example.org",
        "GIT_COMMITTER_NAME": "N", "GIT_COMMITTER_EMAIL": "n@example.org", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip

    def run(*arguments: str, fails: bool = False) -> str:
        done = subprocess.run(["git", *arguments], cwd=tmp_path, env=env, timeout=60, check=False, capture_output=True)
        assert (done.returncode != 0) is fails, done.stderr
        assert b"Traceback" not in done.stdout + done.stderr
        return done.stdout.decode()

    run("init", "-q", "-b", "main")
    run("config", "diff.visitdata.command", driver)
    (tmp_path / ".gitattributes").write_text("*.visit.json diff=visitdata\n", "utf-8")
    (tmp_path / "a.visit.json").write_bytes(EXAMPLE)
    run("add", ".")
    run("commit", "-q", "-m", "A visit")
    return run


def test_git_tells_changes(git: Git, tmp_path: Path) -> None:
    (tmp_path / "a.visit.json").write_bytes(LATER)
    (tmp_path / "-x.visit.json").write_bytes(EXAMPLE)
    git("add", "--", "-x.visit.json")
    told = git("diff", "--cached")
    assert told.startswith("visitdata diff -x.visit.json -x.visit.json\naz-pk-2023-11-01: document added")
    assert git("diff") == f"visitdata diff a.visit.json a.visit.json\n{TOLD}"


def test_git_tells_of_files_that_are_new_renamed_or_gone(git: Git, tmp_path: Path) -> None:
    (tmp_path / "b.visit.json").write_bytes(EXAMPLE)
    git("add", ".")
    assert git("diff", "--cached", "--no-renames").startswith(
        "visitdata diff b.visit.json b.visit.json\naz-pk-2023-11-01: document added"
    )
    git("rm", "-q", "--cached", "a.visit.json")
    (tmp_path / "b.visit.json").write_bytes(LATER)
    git("add", "b.visit.json")
    assert git("diff", "--cached", "-M") == f"visitdata diff a.visit.json b.visit.json\n{TOLD}"
    git("rm", "-q", "--cached", "b.visit.json")
    assert git("diff", "--cached").startswith(
        "visitdata diff a.visit.json a.visit.json\naz-pk-2023-11-01: document removed"
    )


def test_git_goes_on_where_a_document_is_no_visit(git: Git, tmp_path: Path) -> None:
    (tmp_path / "a.visit.json").write_bytes(EXAMPLE.replace(b'"official"', b'"oficial"'))
    (tmp_path / "z.visit.json").write_bytes(EXAMPLE)
    git("add", "-N", "z.visit.json")
    told = git("diff")
    assert told.startswith(
        "visitdata diff a.visit.json a.visit.json\n"
        'the new version is no valid visit (5:12: VDS004 "oficial" is not a word that grade knows); compared as text:\n'
        "--- a/a.visit.json\n+++ b/a.visit.json\n@@"
    )
    assert '\n-  "grade": "official",\n+  "grade": "oficial",\n' in told
    assert "visitdata diff z.visit.json z.visit.json\naz-pk-2023-11-01: document added" in told
    git("commit", "-q", "-a", "-m", "A slip")
    (tmp_path / "a.visit.json").write_bytes(EXAMPLE)
    assert "the old version is no valid visit" in git("diff")


def test_git_is_told_of_lines_with_one_id(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact * 2)
    told = visitdata("diff", "--git", "a.jsonl", os.devnull, ".", ".", "a.jsonl", "0" * 40, "100644")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[1].startswith("a.jsonl holds 2 documents with the id az-pk-2023-11-01")
    assert f"\n+{compact.decode()}" in told.stdout
    told = visitdata("diff", "--git", "--format", "json", "a.jsonl", "a.jsonl", ".", ".", os.devnull, ".", ".")
    assert told.stdout.startswith("a.jsonl holds 2 documents")
    told = visitdata("diff", "--git", "a.jsonl", os.devnull, ".", ".", "gone.jsonl", "0" * 40, "100644")
    assert told.returncode == 0
    assert told.stdout.splitlines()[1].endswith("compared as text:")


def test_git_tells_of_paths_that_are_not_merged(git: Git, tmp_path: Path) -> None:
    git("checkout", "-q", "-b", "other")
    (tmp_path / "a.visit.json").write_bytes(LATER)
    git("commit", "-q", "-a", "-m", "One thing")
    git("checkout", "-q", "main")
    (tmp_path / "a.visit.json").write_bytes(EXAMPLE.replace(b'"start": "2023-11-01"', b'"start": "2023"'))
    git("commit", "-q", "-a", "-m", "Another thing")
    git("merge", "-q", "other", fails=True)
    assert "* Unmerged path a.visit.json\n" in git("diff", "--cached")


def test_git_can_compare_what_show_shows(git: Git, tmp_path: Path) -> None:
    git("config", "--unset", "diff.visitdata.command")
    git("config", "diff.visitdata.textconv", f"'{sys.executable}' -m visitdata show")
    (tmp_path / "a.visit.json").write_bytes(LATER)
    told = git("diff")
    assert "\n-Pakistan visits Azerbaijan: 2023-11-01, official" in told
    assert "\n+Pakistan visits Azerbaijan: 2023-11, official" in told

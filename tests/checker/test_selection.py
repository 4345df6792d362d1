"""Which files a run looks at: patterns, .gitignore as git itself reads it, and what has changed in git."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitdata.checker import selection
from visitdata.checker.configuration import Configurations
from visitdata.checker.files import expand
from visitdata.checker.selection import Selection, changed_since
from visitdata.findings import Unusable

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str) -> str:
    env = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, capture_output=True, check=True)
    return os.fsdecode(done.stdout)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is where we are."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(folder: Path, *names: str, text: str = "") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def found(*paths: str, **options: bool) -> list[str]:
    named = expand(paths or (".",), selection=Selection(Configurations(), **options))
    return [os.path.normpath(one.path) for one in named]


def test_patterns_say_what_of_a_folder_is_looked_at(project: Path) -> None:
    made(project, "a.visit.json", "b.json", "drafts/c.visit.json", "sub/drafts/d.visit.json", "sub/e.test.visit.json")
    (project / "visitdata.toml").write_text('include = ["*.visit.json"]\nexclude = ["/drafts/", "*.test.visit.json"]')
    assert found() == ["a.visit.json", "sub/drafts/d.visit.json"]
    named = ("b.json", "drafts/c.visit.json", "sub/e.test.visit.json")
    assert found(*named) == list(named)
    assert found(*named, excludes_named=True) == ["b.json"]
    assert found("drafts/*.json") == ["drafts/c.visit.json"]
    assert found("drafts/*.json", excludes_named=True) == []
    assert found("drafts") == []


def test_each_file_goes_by_the_configuration_nearest_to_it(project: Path) -> None:
    made(project, "a.json", "sub/a.json", "sub/b.txt")
    (project / "visitdata.toml").write_text('exclude = ["a.json"]')
    (project / "sub/visitdata.toml").write_text('include = ["*.txt", "a*"]')
    assert found() == ["sub/a.json", "sub/b.txt"]


@needs_git
def test_what_git_ignores_is_passed_over_in_a_repository_alone(project: Path) -> None:
    made(project, "a.json", "out/b.json", "keep/out/c.json", "d.tmp.json")
    (project / ".gitignore").write_text("out/\n*.tmp.json\n# a note\n\n!\n")
    (project / "keep/.gitignore").write_text("!out/\n")
    everything = ["a.json", "d.tmp.json", "keep/out/c.json", "out/b.json"]
    assert found() == everything
    git(project, "init", "-q")
    assert found() == ["a.json", "keep/out/c.json"]
    assert found("out", "d.tmp.json") == ["out/b.json", "d.tmp.json"]
    assert found("d.tmp.json", excludes_named=True) == []
    (project / ".git/info/exclude").write_text("/a.json\n")
    assert found() == ["keep/out/c.json"]
    (project / "visitdata.toml").write_text("respect-gitignore = false")
    assert found() == everything


@needs_git
def test_a_repository_in_a_repository_has_its_own(project: Path) -> None:
    made(project, "a.json", "inner/a.json")
    (project / ".gitignore").write_text("a.json\n")
    git(project, "init", "-q")
    git(project / "inner", "init", "-q")
    assert found() == ["inner/a.json"]


@needs_git
def test_a_gitignore_that_is_none_is_passed_over(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(project, "a.json")
    git(project, "init", "-q")
    (project / ".gitignore").mkdir()
    assert found() == ["a.json"]
    (project / ".gitignore").rmdir()
    (project / ".gitignore").write_bytes(b"\xff\xfe*\n!\na.json")
    assert found() == []
    (project / ".gitignore").unlink()
    if hasattr(os, "mkfifo"):
        monkeypatch.setattr(selection, "_PATIENCE", 0.5)
        os.mkfifo(project / ".gitignore")
        assert found() == ["a.json"]


def test_without_git_nothing_is_ignored(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(project, "a.json", ".gitignore", text="a.json")
    (project / ".git").mkdir()
    assert found() == ["a.json"]
    monkeypatch.setenv("PATH", str(project))
    assert found() == ["a.json"]


NAMES = st.sampled_from(["a", "b", "ab", "a.json", "b.json"])
PATTERNS = st.sampled_from(
    ["a", "/a", "a/", "!a", "!a/", "*.json", "!a.json", "a/*", "**/b", "a/**", "/*", "!/b", "ab", "a*", "[ab]", "#a"]
)


@needs_git
@settings(max_examples=40)
@given(
    paths=st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=6),
    root=st.lists(PATTERNS, max_size=4),
    inner=st.lists(PATTERNS, max_size=2),
)
def test_gitignore_is_read_as_git_reads_it(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]], root: list[str], inner: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "-q")
    for steps in paths:
        made(folder, "/".join(step.removesuffix(".json") for step in steps) + ".json")
    (folder / ".gitignore").write_text("".join(f"{line}\n" for line in root))
    if (folder / "a").is_dir():
        (folder / "a/.gitignore").write_text("".join(f"{line}\n" for line in inner))
    listed = git(folder, "ls-files", "-z", "--others", "--exclude-standard").split("\0")
    expected = sorted(name for name in listed if name.endswith(".json"))
    named = expand([str(folder)], selection=Selection(Configurations()))
    assert sorted(os.path.relpath(one.path, folder) for one in named) == expected


@needs_git
def test_what_changed_since_a_revision_is_looked_at(project: Path) -> None:
    git(project, "init", "-q", "-b", "main")
    made(project, "same.json", "changed.json", "gone.json", "moved.json", text="{}")
    git(project, "add", ".")
    git(project, "commit", "-qm", "first")
    git(project, "checkout", "-qb", "topic")
    made(project, "committed.json", "changed.json", text="[]")
    git(project, "add", ".")
    git(project, "commit", "-qm", "second")
    git(project, "mv", "moved.json", "renamed.json")
    git(project, "rm", "-q", "gone.json")
    made(project, "new, née\n.json", "sub/new.json")
    made(project, "ignored.json", text="x")
    (project / ".gitignore").write_text("ignored.json\n")
    git(project, "checkout", "-q", "main")
    made(project, "on-main.json")
    git(project, "add", "on-main.json")
    git(project, "commit", "-qm", "third", "on-main.json")
    git(project, "checkout", "-q", "topic")
    git(project, "config", "diff.relative", "true")
    expected = {"changed.json", "committed.json", "renamed.json", "new, née\n.json", "sub/new.json", ".gitignore"}
    assert {os.path.relpath(path, project) for path in changed_since("main")} == expected
    os.chdir("sub")
    assert {os.path.relpath(path, project) for path in changed_since("main")} == expected
    os.chdir(project)
    changed = Selection(Configurations(), changed=changed_since("main"))
    named = [os.path.normpath(one.path) for one in expand([".", "same.json", "-"], selection=changed)]
    assert named == [*sorted(expected - {".gitignore", "sub/new.json"}), "sub/new.json", "-"]


@needs_git
def test_no_program_of_a_repository_is_run(project: Path) -> None:
    run = f"sh -c 'touch {project}/run; cat'"

    def booby_trapped(folder: Path) -> None:
        for key in ("filter.a.clean", "filter.a=b.c.clean", "filter.d.process", "core.fsmonitor"):
            git(folder, "config", key, run)
        git(folder, "config", "filter.d.required", "true")
        attributes, hook = (folder / git(folder, "rev-parse", "--git-path", name).strip() for name in (
            "info/attributes", "hooks/post-index-change"
        ))  # fmt: skip
        made(attributes.parent, attributes.name, text="a.json filter=a\nb.json filter=a=b.c\nd.json filter=d\n")
        made(hook.parent, hook.name, text=f"#!/bin/sh\ntouch {project}/run\n")
        hook.chmod(0o755)
        for name in ("a.json", "b.json", "d.json"):
            os.utime(folder / name, (1, 1))

    for name in ("inner", "outer"):
        git(project, "init", "-q", name)
        made(project / name, "a.json", "b.json", "d.json")
        git(project / name, "add", ".")
        git(project / name, "commit", "-qm", "first")
    outer, inner = project / "outer", project / "outer/inner"
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../inner")
    git(outer, "commit", "-qm", "second")
    booby_trapped(inner)
    booby_trapped(outer)
    os.chdir(outer)
    assert changed_since("HEAD") == frozenset()
    found(".")
    assert not (project / "run").exists()


@needs_git
@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "a b", "", "a\x1b[1m", "HEAD:a.json", "a\0b"])
def test_a_revision_that_is_none_is_told_in_one_line(project: Path, revision: str) -> None:
    git(project, "init", "-q")
    made(project, "a.json")
    git(project, "add", ".")
    git(project, "commit", "-qm", "first")
    with pytest.raises(Unusable) as raised:
        changed_since(revision)
    assert str(raised.value).startswith("--changed-since")
    assert str(raised.value).isprintable()
    assert sorted(os.listdir(project)) == [".git", "a.json"]


@needs_git
def test_histories_that_have_nothing_in_common_are_told(project: Path) -> None:
    git(project, "init", "-q", "-b", "main")
    git(project, "commit", "-q", "--allow-empty", "-m", "first")
    git(project, "checkout", "-q", "--orphan", "other")
    git(project, "commit", "-q", "--allow-empty", "-m", "second")
    with pytest.raises(Unusable, match="'main' and HEAD have nothing in common; a shallow clone must fetch more"):
        changed_since("main")


def test_without_git_or_a_repository_that_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    if shutil.which("git"):
        with pytest.raises(Unusable, match="it asks the git repository of this folder"):
            changed_since("HEAD")
    monkeypatch.setenv("PATH", str(project))
    with pytest.raises(Unusable, match="--changed-since needs git, which cannot be run"):
        changed_since("HEAD")

"""Rules of other packages, offered by entry point."""

import json
from pathlib import Path

import pytest

from conftest import Child

RULES = '''
from collections.abc import Iterator

from visitdata import Severity, Visit
from visitdata.rules import Context, Objection, rule


@rule("VDU101", Severity.WARNING, since="1.0")
def untitled(visit: Visit, context: Context) -> Iterator[Objection]:
    """A visit has no title.

    Why: Our catalog shows it.
    Ignore: Never.
    Bad: {}
    Good: "title": "Official visit"
    Mend: Write one.
    Source: House style.
    """
    if visit.title is None:
        yield Objection("it has no title")
'''


@pytest.fixture
def offered(tmp_path: Path) -> Path:
    """A folder on the path of modules with a package that offers rules."""
    info = tmp_path / "plugins" / "house_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[visitdata.rules]\nhouse = house_rules\n")
    (info.parent / "house_rules.py").write_text(RULES)
    return info.parent


def with_path(folder: Path) -> dict[str, str]:
    import os

    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture
def untitled(tmp_path: Path) -> str:
    (tmp_path / "a.json").write_text('{"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}')
    return "a.json"


def test_rules_of_another_package_are_run_listed_and_explained(visitdata: Child, offered: Path, untitled: str) -> None:
    env = with_path(offered)
    assert "VDU101 warning: it has no title" in visitdata("check", untitled, env=env).stdout
    assert "VDU101" not in visitdata("check", untitled).stdout
    assert "VDU101" not in visitdata("check", "--ignore", "VDU", untitled, env=env).stdout
    assert "Rules of other packages\n  VDU101  warning  untitled\n" in visitdata("rules", env=env).stdout
    assert "Our catalog shows it." in visitdata("explain", "VDU101", env=env).stdout
    listed = json.loads(visitdata("rules", "--format", "json", env=env).stdout)
    assert {one["code"]: one["source"] for one in listed}["VDU101"] == "House style."


def test_a_list_of_rules_may_be_offered(visitdata: Child, offered: Path, untitled: str) -> None:
    (offered / "house_rules.py").write_text(f"{RULES}\nRULES = [untitled]\n")
    entry = offered / "house_rules-1.0.dist-info" / "entry_points.txt"
    entry.write_text("[visitdata.rules]\nhouse = house_rules:RULES\n")
    assert "VDU101" in visitdata("check", untitled, env=with_path(offered)).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("raise RuntimeError('broken')", "the rules offered by house_rules cannot be loaded: RuntimeError: broken"),
        (RULES.replace("VDU101", "VDT001"), "the rules offered by house_rules have the code VDT001"),
        (f"{RULES}\nfrom house_rules import untitled as again\n", ""),
        (RULES + RULES.replace("untitled", "nameless"), "two packages offer a rule with the code VDU101"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    visitdata: Child, offered: Path, untitled: str, content: str, said: str
) -> None:
    (offered / "house_rules.py").write_text(content)
    for arguments in (("check", untitled), ("rules",), ("explain", "VDT001")):
        done = visitdata(*arguments, env=with_path(offered))
        if said:
            assert (done.returncode, done.stdout) == (2, "")
            assert said in done.stderr.splitlines()[-1]
            assert len(done.stderr.splitlines()) == 1
        else:
            assert done.returncode == 0


def completed(visitdata: Child, words: str, folder: Path) -> list[str]:
    """The words that a shell is told may stand in place of the last one."""
    asked = {"_VISITDATA_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = visitdata(env={**asked, **with_path(folder)})
    assert done.stderr == ""
    return [line.removeprefix("plain,") for line in done.stdout.split()]


def test_rules_of_another_package_complete_too_unless_they_cannot_be_used(visitdata: Child, offered: Path) -> None:
    assert completed(visitdata, "visitdata check --select VDU", offered) == ["VDU101"]
    assert completed(visitdata, "visitdata explain VDU", offered) == ["VDU101"]
    (offered / "house_rules.py").write_text("raise RuntimeError('broken')")
    assert completed(visitdata, "visitdata check --select VDX", offered) == ["VDX"]
    assert completed(visitdata, "visitdata explain VDX", offered) == []

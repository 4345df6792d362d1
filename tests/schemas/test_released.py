"""A version of the schema that was released stays as it is: nothing that reads or writes its documents breaks.

What was released is what the latest tag with a version, such as ``v0.1.0``, holds. Tests that run on a copy find the
repository by the environment variable VISITDATA_REPOSITORY.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from visitdata.schemas import published
from visitdata.schemas.difference import Breaks, Change, differences
from visitdata.schemas.places import DIALECT, places

ROOT = Path(__file__).parents[2]
VISIT = "schemas/1.0/visit.schema.json"


def git(repository: Path, *arguments: str) -> str | None:
    """What git says; None where it refuses."""
    done = subprocess.run(["git", "-C", repository, *arguments], capture_output=True, timeout=60, check=False)
    return done.stdout.decode("utf-8") if done.returncode == 0 else None


def released(repository: Path, path: str) -> tuple[str, dict[str, Any]] | None:
    """The latest tag of a version that holds a schema, and the schema; None where there is none. A tag of the very
    commit that is looked at, which is about to be released, is passed over."""
    tags = (git(repository, "tag", "--list", "--no-contains", "HEAD") or "").split()
    versions = [
        (tuple(map(int, match.groups())), tag) for tag in tags if (match := re.fullmatch(r"v?(\d+)\.(\d+)\.(\d+)", tag))
    ]
    for _, tag in sorted(versions, reverse=True):
        text = git(repository, "show", f"{tag}:{path}")
        if text is not None:
            return tag, json.loads(text)
    return None


def broken_since_release(repository: Path, path: str, schema: dict[str, Any]) -> list[Change] | None:
    """The changes of a schema since its release that break somebody; None where it was not released."""
    before = released(repository, path)
    if before is None:
        return None
    found = differences(places(before[1]), places(schema))
    return [change for change in found if change.breaks is not Breaks.NOTHING]


@pytest.mark.parametrize("version", published.VERSIONS)
def test_a_released_schema_breaks_nobody(version: str) -> None:
    repository = Path(os.environ.get("VISITDATA_REPOSITORY", ROOT))
    if shutil.which("git") is None or git(repository, "rev-parse", "--git-dir") is None:
        pytest.skip(f"nothing to compare: {repository} is no git repository")
    found = broken_since_release(repository, f"schemas/{version}/{published.NAME}", published.schema(version))
    if found is None:
        pytest.skip(f"nothing to compare: no tag of a release holds version {version} of the schema")
    assert found == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose tags v0.9.0, v0.10.0 and draft hold a schema with one, two and three fields."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    assert git(tmp_path, "init") is not None
    for fields, tag in (("a", "v0.9.0"), ("ab", "v0.10.0"), ("abc", "draft")):
        write(tmp_path, schema_of(fields))
        author = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
        assert git(tmp_path, "add", VISIT) is not None
        assert git(tmp_path, *author, "commit", "-m", tag) is not None
        assert git(tmp_path, "-c", "tag.gpgsign=false", "tag", tag) is not None
    return tmp_path


def schema_of(fields: str) -> dict[str, Any]:
    properties = {field: {"type": "string"} for field in fields}
    return {"$schema": DIALECT, "title": "Visit", "properties": properties, "additionalProperties": False}


def write(folder: Path, schema: dict[str, Any]) -> None:
    path = folder / VISIT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(schema), "utf-8")


def test_the_latest_release_is_compared(repository: Path) -> None:
    found = released(repository, VISIT)
    assert found == ("v0.10.0", schema_of("ab"))


def test_a_release_is_not_compared_with_itself(repository: Path) -> None:
    assert git(repository, "-c", "tag.gpgsign=false", "tag", "v1.0.0") is not None
    assert released(repository, VISIT) == ("v0.10.0", schema_of("ab"))


def test_what_breaks_somebody_is_found(repository: Path) -> None:
    gone = broken_since_release(repository, VISIT, schema_of("a"))
    assert gone == [Change("visit.b", "/properties/b", "the field is gone", Breaks.WRITERS)]
    new = broken_since_release(repository, VISIT, schema_of("abc"))
    assert new == [Change("visit.c", "/properties/c", "new field", Breaks.READERS)]


def test_what_adds_for_people_alone_passes(repository: Path) -> None:
    better = {**schema_of("ab"), "description": "A visit.", "examples": [{"a": "b"}]}
    better["properties"]["a"]["deprecated"] = True
    assert broken_since_release(repository, VISIT, better) == []


def test_a_version_beside_the_released_one_passes(repository: Path) -> None:
    assert broken_since_release(repository, "schemas/1.1/visit.schema.json", schema_of("abc")) is None


def test_without_a_tag_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert broken_since_release(tmp_path, VISIT, schema_of("a")) is None

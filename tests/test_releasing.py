"""What is released is what was said: the tag, the version and the changes agree.

The release workflow says which tag it is for in the environment variable VISITDATA_RELEASE.
"""

import os
import re
from pathlib import Path

import pytest

import visitdata

CHANGES = (Path(__file__).parents[1] / "CHANGELOG.md").read_text("utf-8")


def objections(tag: str, version: str, changes: str) -> list[str]:
    """What speaks against releasing a version under a tag."""
    found = [] if tag == f"v{version}" else [f"the tag {tag} is not v{version}, the version of the package"]
    heading = re.search(rf"^## \[{re.escape(version)}\] - (.*)$", changes, re.MULTILINE)
    if heading is None:
        found.append(f"CHANGELOG.md has no heading for {version}")
    elif not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", heading[1]):
        found.append(f"CHANGELOG.md gives no day for {version}, but {heading[1]}")
    return found


def test_the_tag_that_is_to_be_released_is_sound() -> None:
    tag = os.environ.get("VISITDATA_RELEASE")
    if tag is None:
        pytest.skip("VISITDATA_RELEASE names no tag: nothing is to be released")
    assert objections(tag, visitdata.__version__, CHANGES) == []


def test_the_changes_of_this_version_are_written_down() -> None:
    assert f"\n## [{visitdata.__version__}] - " in CHANGES


@pytest.mark.parametrize(
    ("tag", "heading", "expected"),
    [
        ("v0.2.0", "## [0.2.0] - 2027-01-31", []),
        ("0.2.0", "## [0.2.0] - 2027-01-31", ["the tag 0.2.0 is not v0.2.0, the version of the package"]),
        ("v0.3.0", "## [0.2.0] - 2027-01-31", ["the tag v0.3.0 is not v0.2.0, the version of the package"]),
        ("v0.2.0", "## [0.2.0] - Unreleased", ["CHANGELOG.md gives no day for 0.2.0, but Unreleased"]),
        ("v0.2.0", "## [0.1.0] - 2027-01-31", ["CHANGELOG.md has no heading for 0.2.0"]),
        ("v0.2.0", "## [0x2.0] - 2027-01-31", ["CHANGELOG.md has no heading for 0.2.0"]),
    ],
)
def test_what_does_not_agree_is_no_release(tag: str, heading: str, expected: list[str]) -> None:
    assert objections(tag, "0.2.0", f"# Changelog\n\n{heading}\n\n- A change.\n") == expected

"""How changes are told: what an editor does to a real visit, and the exact words for it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from visitdata import from_dict, loads
from visitdata.render.differences import Compared

ROOT = Path(__file__).parents[2]
TOLD = Path(__file__).with_suffix(".told.txt")
EXAMPLE = (ROOT / "docs/examples/az-pk-2023-11-01.json").read_text("utf-8")


def edits() -> Iterator[tuple[str, list[str]]]:
    """Each edit, a Python expression on a line of its own, and on the indented lines below it how it is told."""
    told: list[str] = []
    for line in TOLD.read_text("utf-8").splitlines():
        if line.startswith("  "):
            told.append(line[2:])
        elif line and not line.startswith("#"):
            told = []
            yield line, told


def of(document: Any, id: str) -> Any:
    """The record with an id in a plain document."""
    if isinstance(document, dict):
        if document.get("id") == id:
            return document
        document = list(document.values())
    found = (of(part, id) for part in document) if isinstance(document, list) else iter(())
    return next((record for record in found if record is not None), None)


def rename(document: dict[str, Any], old: str, new: str) -> None:
    """Change an id and the references to it."""
    document.update(json.loads(json.dumps(document, ensure_ascii=False).replace(f'"{old}"', f'"{new}"')))


def told(edit: str) -> list[str]:
    """The changes that an edit makes, each with the record in which it is."""
    document = json.loads(EXAMPLE)
    eval(edit, {"of": of, "rename": rename, "d": document})  # noqa: S307 - the edits are this test's own
    old, new = loads(EXAMPLE), from_dict(document)
    words = [words for _, words in Compared(old, new).told()]
    return [f"{words.place or 'the visit'}: {words.sentence}" for words in words]


@pytest.mark.parametrize(("edit", "expected"), list(edits()))
def test_an_edit_is_told(edit: str, expected: list[str]) -> None:
    assert told(edit) == expected

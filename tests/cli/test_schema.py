"""``visitdata schema``: the published schema, byte for byte, and what changed between two schemas."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Child
from visitdata.schemas import published


@pytest.mark.parametrize("version", published.VERSIONS)
def test_show_prints_the_published_bytes(visitdata: Child, version: str) -> None:
    done = visitdata("schema", "show", "--version", version)
    assert (done.returncode, done.stdout.encode()) == (0, published.path(version).read_bytes())


def test_the_newest_version_is_shown_unless_another_is_asked_for(visitdata: Child) -> None:
    assert visitdata("schema", "show").stdout.encode() == published.text(published.VERSIONS[-1])


def test_path_is_a_file_with_those_bytes(visitdata: Child) -> None:
    done = visitdata("schema", "path")
    path = Path(done.stdout.removesuffix("\n"))
    assert (done.returncode, path.is_absolute(), path.is_file()) == (0, True, True)
    assert path.read_bytes() == published.text()


@pytest.mark.parametrize("arguments", [["show", "--version", "9.0"], ["path", "--version", "x"], ["draw"]], ids=str)
def test_what_does_not_exist_exits_with_2(visitdata: Child, arguments: list[str]) -> None:
    done = visitdata("schema", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr


Json = dict[str, Any]
Changed = Callable[[Callable[[Json], object]], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Writes the published schema with a change, and gives the file."""

    def write(change: Callable[[Json], object]) -> Path:
        schema = published.schema()
        change(schema)
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(schema), "utf-8")
        return path

    return write


def test_diff_groups_changes_by_whom_they_break_and_exits_with_1(visitdata: Child, changed: Changed) -> None:
    def change(schema: Json) -> None:
        schema["description"] = "A visit."
        schema["properties"]["mood"] = {"$ref": "#/$defs/text"}
        schema["properties"]["weather"] = {"$ref": "#/$defs/text"}
        schema["required"] += ["title", "weather"]

    done = visitdata("schema", "diff", "1.0", changed(change))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "Breaks readers and writers:\n"
        "  visit.weather: new field, which must be given (#/properties/weather)\n"
        "Breaks writers:\n"
        "  visit.title: must be given now (#/properties/title)\n"
        "Breaks readers:\n"
        "  visit.mood: new field (#/properties/mood)\n"
        "Breaks nothing:\n"
        "  visit: reads otherwise: description (#)\n"
        "4 changes: 1 breaks readers and writers, 1 breaks writers, 1 breaks readers, 1 breaks nothing.\n"
    )


def test_diff_as_json(visitdata: Child, changed: Changed) -> None:
    path = changed(lambda schema: schema["properties"].update({"mood\u202e\n": {}}))
    done = visitdata("schema", "diff", path, "1.0", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    assert all(char.isprintable() or char == "\n" for char in done.stdout)
    assert json.loads(done.stdout) == {
        "format": "visitdata-schema-changes",
        "version": 1,
        "changes": [
            {
                "where": "visit.mood\\u202e\\x0a",
                "pointer": "/properties/mood\u202e\n",
                "what": "the field is gone",
                "breaks": "writers",
                "severity": "error",
            }
        ],
        "summary": {"both": 0, "writers": 1, "readers": 0, "nothing": 0},
    }


def test_diff_of_what_breaks_nobody_exits_with_0(visitdata: Child, changed: Changed) -> None:
    path = changed(lambda schema: schema["$defs"]["grade"].update(title="The grade"))
    done = visitdata("schema", "diff", "-", "1.0", stdin=path.read_bytes())
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 change: 1 breaks nothing.")
    done = visitdata("schema", "diff", "1.0", "1.0")
    assert (done.returncode, done.stdout) == (0, "No changes.\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "bad.json:1:1: "),
        (b"[]", "bad.json:1:1: a document is an object"),
        (b'{"a": \n}', "bad.json:2:1: "),
        (b'{"$schema": "x"}', 'bad.json: it is no JSON Schema of draft 2020-12: its "$schema" is not "https://'),
        (b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#"}', "leads in a circle"),
        (
            b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/a"}',
            "leads to no schema in it: #/a",
        ),
        (b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "maximum": 1e999}', "/maximum is not allowed"),
        (b"[" * 10_000_000, "bad.json:1:"),
        (b" " * 16_000_001, "bad.json:1:1: the text is larger than 16 MB, the limit for one document"),
    ],
    ids=["empty", "list", "broken", "other", "circle", "nowhere", "infinite", "10 MB", "16 MB"],
)
def test_diff_says_in_a_line_why_a_schema_cannot_be_used(
    visitdata: Child, tmp_path: Path, text: bytes, message: str
) -> None:
    (tmp_path / "bad.json").write_bytes(text)
    for arguments in (["bad.json", "1.0"], ["1.0", "bad.json"]):
        done = visitdata("schema", "diff", *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert done.stderr.startswith("Error: bad.json:")
        assert message in done.stderr


def test_diff_names_what_cannot_be_read(visitdata: Child, tmp_path: Path) -> None:
    for name, reason in ((tmp_path, "it is a directory"), ("2.0", "No such file or directory")):
        done = visitdata("schema", "diff", "1.0", name)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Error: {name}: cannot be read: {reason}\n")
    done = visitdata("schema", "diff", "-", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input can be read once only: name a file for OLD or NEW" in done.stderr

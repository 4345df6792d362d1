"""Editors: what their JSON language server completes, shows, and marks, told of the schema as the page says."""

import json
import re
import select
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import needed_of_node
from docs.test_examples import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "editors.md"
SCHEMA = ROOT / "schemas" / "1.0" / "visit.schema.json"

pytestmark = pytest.mark.skipif(not SCHEMA.is_file(), reason="the tests do not lie in a checkout or an sdist")


class Editor:
    """As much of an editor as talks to a language server: JSON-RPC over its standard input and output."""

    def __init__(self, command: list[str | Path], folder: Path) -> None:
        self.folder = folder
        self.number = 0
        self.server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.buffer = b""

    def send(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.write(body)

    def write(self, body: bytes) -> None:
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def received(self) -> Iterator[dict[str, Any]]:
        """What the server sends, until it has been silent for too long."""
        assert self.server.stdout is not None
        end = time.monotonic() + 30
        while time.monotonic() < end:
            head, blank, rest = self.buffer.partition(b"\r\n\r\n")
            length = re.search(rb"Content-Length: (\d+)", head) if blank else None
            if length and len(rest) >= int(length[1]):
                self.buffer = rest[int(length[1]) :]
                message = json.loads(rest[: int(length[1])])
                if "id" in message and "method" in message:  # the server asks: nothing to say
                    self.write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": None}).encode())
                else:
                    yield message
            elif select.select([self.server.stdout], [], [], 1)[0]:
                self.buffer += self.server.stdout.read1(65536)
        raise AssertionError("the language server says nothing")

    def ask(self, method: str, params: object) -> Any:
        self.number += 1
        self.send(method, params, id=self.number)
        answer = next(message for message in self.received() if message.get("id") == self.number)
        assert "error" not in answer, answer
        return answer["result"]

    def start(self, schemas: list[dict[str, Any]]) -> None:
        """Begin, and tell the server the schemas of the user's settings."""
        completion = {"completionItem": {"documentationFormat": ["plaintext"]}}
        capabilities = {"textDocument": {"completion": completion, "hover": {"contentFormat": ["plaintext"]}}}
        self.ask("initialize", {"processId": None, "rootUri": self.folder.as_uri(), "capabilities": capabilities})
        self.send("initialized", {})
        settings = {"json": {"validate": {"enable": True}, "schemas": schemas}}
        self.send("workspace/didChangeConfiguration", {"settings": settings})

    def open(self, name: str, text: str) -> "Opened":
        """Open a document, in which a bar is where the cursor stands."""
        before, _, after = text.partition("|")
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "json", "version": 1, "text": before + after}
        self.send("textDocument/didOpen", {"textDocument": document})
        *lines, last = before.split("\n")
        place = {"textDocument": {"uri": uri}, "position": {"line": len(lines), "character": len(last)}}
        return Opened(self, uri, place)

    def close(self) -> None:
        self.server.kill()
        self.server.communicate()


class Opened(NamedTuple):
    """A document that is open, and where the cursor stands in it."""

    editor: Editor
    uri: str
    place: dict[str, Any]

    def completed(self) -> dict[str, str]:
        """What could stand at the cursor, each with what is said of it."""
        items = self.editor.ask("textDocument/completion", self.place)["items"]
        return {item["label"]: str(item.get("documentation", "")) for item in items}

    def shown(self) -> str:
        """What is shown of what the cursor is on."""
        return json.dumps(self.editor.ask("textDocument/hover", self.place)["contents"], ensure_ascii=False)

    def marked(self) -> list[tuple[str, int, int]]:
        """What is marked as wrong, each with its line and column, counted from 0."""
        for message in self.editor.received():
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri:
                found = message["params"]["diagnostics"]
                starts = [(one["message"], one["range"]["start"]) for one in found]
                return [(said, start["line"], start["character"]) for said, start in starts]
        raise AssertionError


def settings_of_code() -> list[dict[str, Any]]:
    """The schemas that the page tells Visual Studio Code of."""
    (settings,) = (block for block in map(json.loads, blocks(PAGE, "jsonc")) if "json.schemas" in block)
    schemas: list[dict[str, Any]] = settings["json.schemas"]
    return schemas


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor whose user has done what the page says, in a folder with the schema."""
    package = needed_of_node("vscode-langservers-extracted")
    (tmp_path / "visit.schema.json").write_bytes(SCHEMA.read_bytes())
    editor = Editor(["node", package / "bin" / "vscode-json-language-server", "--stdio"], tmp_path)
    # Code makes a whole address of one that begins with ./ before its server sees it.
    schemas = settings_of_code()
    editor.start([{**one, "url": (tmp_path / one["url"]).resolve().as_uri()} for one in schemas])
    yield editor
    editor.close()


DOCUMENT = """\
{
  "schema_version": "1.0",
  "id": "az-pk",
  "parties": [{ "id": "az" }],
  %s
}
"""


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("text", "some"),
    [
        ('"|"', {"grade", "program", "sources", "$schema"}),
        ('"grade": |', {'"state"', '"official"', '"working"'}),
        ('"program": [{ "type": | }]', {'"arrival"', '"meeting"', '"gun_salute"'}),
        ('"program": [{ "type": "ceremony", "steps": [{ "type": | }] }]', {'"anthems"', '"honor_guard"'}),
        ('"program": [{ "type": "ceremony", "steps": [{ "type": "gun_salute", "|" }] }]', {"guns", "note"}),
    ],
)
def test_keys_and_words_are_completed(editor: Editor, text: str, some: set[str]) -> None:
    completed = editor.open("x.visit.json", DOCUMENT % text).completed()
    assert some <= set(completed), sorted(completed)


@pytest.mark.heavy
def test_what_a_field_means_is_shown(editor: Editor) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    properties, grade = schema["properties"], schema["$defs"]["grade"]["description"]
    shown = editor.open("x.visit.json", DOCUMENT % '"gr|ade": "state"').shown()
    assert grade.partition(".")[0] in shown
    assert "- working: " in shown
    completed = editor.open("y.visit.json", DOCUMENT % '"|"').completed()
    assert completed["title"] == properties["title"]["description"]


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        ('"grad": "state"', "Property grad is not allowed.", 2),
        ('"grade": "oficial"', "Value is not accepted.", 11),
        ('"program": [{ "type": "ceremony", "steps": [{ "type": "anthm" }] }]', "Value is not accepted.", 56),
        ('"start": "2023-02-30"', "", 11),
    ],
)
def test_a_slip_is_marked_where_it_stands(editor: Editor, text: str, said: str, column: int) -> None:
    (one,) = editor.open("x.visit.json", DOCUMENT % text).marked()
    assert one[0].startswith(said)
    assert one[1:] == (4, column)


@pytest.mark.heavy
def test_a_real_visit_has_no_marks_and_other_files_are_left_alone(editor: Editor) -> None:
    for path in sorted((ROOT / "docs" / "examples").glob("*.json")):
        assert editor.open(f"{path.stem}.visit.json", path.read_text("utf-8")).marked() == []
    assert editor.open("x.json", DOCUMENT % '"grad": "state"').marked() == []


def test_each_editor_is_told_the_same() -> None:
    (zed,) = (block["lsp"] for block in map(json.loads, blocks(PAGE, "jsonc")) if "lsp" in block)
    (helix,) = (tomllib.loads(block)["language-server"] for block in blocks(PAGE, "toml"))
    told = [
        zed["json-language-server"]["settings"]["json"]["schemas"],
        helix["vscode-json-language-server"]["config"]["json"]["schemas"],
    ]
    for schemas in (*told, settings_of_code()):
        assert [one["fileMatch"] for one in schemas] == [["*.visit.json"]]
        assert all(one["url"].endswith("/visit.schema.json") for one in schemas)
    assert all(schemas[0]["url"].startswith("file:///") for schemas in told)
    for block in (*blocks(PAGE, "lua"), *blocks(PAGE, "elisp")):
        assert '"*.visit.json"' in block
        assert "visit.schema.json" in block


def test_the_entry_for_the_catalog_has_its_form() -> None:
    (entry,) = (block for block in map(json.loads, blocks(PAGE, "jsonc")) if "versions" in block)
    assert list(entry) == ["name", "description", "fileMatch", "url", "versions"]
    published = sorted(path.parent.name for path in SCHEMA.parents[1].glob("*/visit.schema.json"))
    assert sorted(entry["versions"]) == published
    assert entry["url"] == entry["versions"][published[-1]]
    for version, url in entry["versions"].items():
        assert url.startswith("https://") and url.endswith(f"/{version}/visit.schema.json")
    assert entry["fileMatch"] == ["*.visit.json"]
    assert not entry["name"].lower().endswith("schema") and len(entry["description"]) < 120

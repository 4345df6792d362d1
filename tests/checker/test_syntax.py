"""Files in YAML: read as those in JSON, told of at their places, skipped where they are none of ours; not rewritten."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import visitdata
from conftest import Child
from visitdata.checker.across import check_corpus
from visitdata.checker.configuration import Choice
from visitdata.checker.files import Named, check_file, check_paths, expand
from visitdata.checker.fix import fix_file
from visitdata.checker.format import format_file
from visitdata.checker.rulebook import Rulebook
from visitdata.checker.syntax import JSON, YAML, syntax_of
from visitdata.report import text

VISIT = 'schema_version: "1.0"\nid: az-pk\nstart: 2023-11-01\nparties:\n- id: az\n- {id: pk, country: PK}\n'

BAD = """\
schema_version: "1.0"
id: 'Ä b'
title: >
  folded
status: |-
  literal
grade: "oficial"   # with a caret
parties:
- id: az
  rol: guest
- {role: guest}
"""


def test_the_name_of_a_file_says_its_syntax() -> None:
    assert {syntax_of(name) for name in ("a.json", "a.jsonl", "-", "yaml", Path("a"), None)} == {JSON}
    assert {syntax_of(name) for name in ("a.yaml", "a.yml", "a.yaml.gz", Path("b/a.yml.gz"))} == {YAML}


def test_every_reader_of_files_reads_yaml(tmp_path: Path) -> None:
    path, packed = tmp_path / "a.yaml", tmp_path / "b.yml.gz"
    path.write_text(VISIT)
    packed.write_bytes(gzip.compress(VISIT.encode()))
    visit = visitdata.load(path)
    assert visitdata.to_dict(visit)["start"] == "2023-11-01"
    assert visitdata.load(str(packed)) == visit
    assert list(visitdata.read(tmp_path)) == [visit]
    assert visitdata.validate(path) == []
    assert visitdata.check(packed) == visitdata.check(visit)
    (hinted,) = visitdata.validate("a.yaml")
    assert hinted.hint == "to check a file, give validate a pathlib.Path"


def test_findings_point_into_the_yaml(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(BAD, "utf-8")
    (checked,) = check_file(Named(str(path), False))
    shown = text.of_document(checked).replace(f"{tmp_path}/", "")
    places = [line for line in shown.splitlines() if not line.startswith("  help")]
    assert places == [
        'a.yaml:2:5: VDS005 "Ä b" is not an id (lower-case ASCII letters, digits, - and _)',
        "    id: 'Ä b'",
        "        ^^^^^",
        'a.yaml:5:9: VDS004 "literal" is not a word that status knows',
        "    status: |-",
        "            ^^",
        'a.yaml:7:8: VDS004 "oficial" is not a word that grade knows',
        '    grade: "oficial"   # with a caret',
        "           ^^^^^^^^^",
        'a.yaml:10:3: VDS003 unknown key "rol" in an item of parties',
        "    rol: guest",
        "    ^^^",
        'a.yaml:11:3: VDS002 an item of parties lacks the key "id"',
        "    - {role: guest}",
        "      ^",
    ]
    assert "help: did you mean" in shown
    assert all(finding.fix is None for finding in checked.findings)


def test_findings_across_documents_point_into_the_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(VISIT)
    (tmp_path / "b.yaml").write_text(VISIT)
    told = [one for one in check_corpus(expand([str(tmp_path)]), rules=Rulebook(Choice())) if one.again]
    assert told
    for one in told:
        for finding in one.findings:
            assert finding.span is not None
            assert finding.file is not None


FOREIGN = {
    "other.yaml": "kind: Deployment\nstatus: x\n",
    "list.yml": "- a\n",
    "helm.yaml": "{{- if .Values.x }}\nprogram: {{ .Values.y }}\n"[:20],
    "many.yaml": "a: 1\n---\nb: 2\n",
    "tagged.yaml": "a: !Ref b\n",
    "empty.yaml": "",
    "latin.yaml": b"a: \xe9\n",
    "tab.yaml": "a:\n\t- b\n",
}

OURS = {
    "many.yaml": f"{VISIT}---\n{VISIT}",
    "open.yml": VISIT + "title: 'x",
    "flow.yaml": json.dumps({"schema_version": "1.0"}, indent=2)[:-1],
    "inline.yaml": '{"schema_version": "1.0", "id": [}',
    "quoted.yaml": "'parties': []\nparties: [",
    "latin.yaml": VISIT.encode() + b"title: \xe9\n",
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_found_file_of_another_kind_is_skipped_and_a_named_one_told(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert [(one.skipped, one.findings) for one in check_paths([str(tmp_path)])] == [("not a visit document", ())]
    (named,) = check_paths([str(path)])
    assert named.findings


@pytest.mark.parametrize("content", OURS.values(), ids=OURS)
def test_a_found_file_that_is_a_broken_visit_is_told(tmp_path: Path, content: str | bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = check_paths([str(tmp_path)])
    assert found.skipped is None
    assert found.findings


def test_without_ruamel_found_files_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(VISIT)
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    assert [one.skipped for one in check_paths([str(tmp_path)])] == ["in YAML, which needs ruamel.yaml"]
    (named,) = check_paths([str(path)])
    assert [finding.code for finding in named.findings] == ["VDP001"]


@pytest.mark.parametrize("rewrite", [format_file, fix_file])
def test_yaml_is_not_rewritten(tmp_path: Path, rewrite: Any) -> None:
    path = str(tmp_path / "a.yaml")
    Path(path).write_text(VISIT)
    named, found = rewrite(Named(path, False)), rewrite(Named(path, True))
    assert [finding.message for one in named.checked for finding in one.findings] == [
        "not written: YAML files are not rewritten"
    ]
    assert [one.skipped for one in found.checked] == ["YAML files are not rewritten"]
    assert (named.old, named.new) == (found.old, found.new) == (b"", b"")


def test_reading_json_does_not_load_yaml(python: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}')
    script = (
        "import sys, visitdata, pathlib; assert visitdata.check(pathlib.Path('a.json')) is not None; "
        "assert not {'ruamel', 'ruamel.yaml', 'visitdata.codec.yaml'} & set(sys.modules)"
    )
    done = python("-c", script, cwd=tmp_path)
    assert done.returncode == 0, done.stderr

"""A finding is known again by its fingerprint when its document has moved or grown, and by nothing else."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties.damage import damaged
from visitdata.checker.codes import CATALOGS, page, pages
from visitdata.checker.files import Checked, Named, check_bytes
from visitdata.checker.fingerprint import fingerprints
from visitdata.checker.paths import relative
from visitdata.findings import Finding, Span
from visitdata.rules.engine import catalog


def checked_of(text: str, name: str = "a.json") -> Checked:
    (checked,) = check_bytes(Named(name, False), text.encode("utf-8", "surrogatepass"))
    return checked


def fingerprint(finding: Finding, checked: Checked) -> str:
    (one,) = fingerprints(checked._replace(findings=(finding,)))
    return one


def known(value: Any, **layout: Any) -> Counter[str]:
    """The fingerprints of what is wrong with a value that is written in some layout."""
    return Counter(fingerprints(checked_of(json.dumps(value, **layout))))


def turned(value: Any) -> Any:
    """A value with its keys and list items in the other order."""
    if isinstance(value, dict):
        return {key: turned(item) for key, item in reversed(value.items())}
    return [turned(item) for item in reversed(value)] if isinstance(value, list) else value


@given(damaged(), st.sampled_from([None, 0, 1, "\t\n"]))
def test_order_layout_and_other_members_change_nothing(value: dict[str, Any], indent: int | str | None) -> None:
    before = known(value)
    assert known(turned(value), indent=indent) == before
    if "extensions" not in value:
        assert known({"extensions": {"other": [1, {}]}, **value}, ensure_ascii=False) == before


VALUE = {
    "schema_version": "1.0", "id": "a", "parties": [{"id": "az", "kind": "stat"}, {"id": "pk", "kind": "stat"}],
    "program": [{"type": "toas"}, {"type": "toas"}],
}  # fmt: skip


def test_items_are_told_apart_by_their_ids_and_alike_without() -> None:
    assert sorted(known(VALUE).values()) == [1, 1, 2]


def test_code_message_place_and_document_count() -> None:
    checked = Checked("a.json", None, {"id": "x", "list": [{"id": "y"}, "z"]})
    finding = Finding("VDS004", "message", pointer="/list/0/k")
    others = [
        finding._replace(code="VDS005"), finding._replace(message="other"), finding._replace(pointer="/list/1"),
        finding._replace(pointer="/list/0"), finding._replace(pointer=None),
    ]  # fmt: skip
    found = {fingerprint(one, checked) for one in (finding, *others)}
    found.add(fingerprint(finding, checked._replace(value={"id": "other", "list": [{"id": "y"}]})))
    found.add(fingerprint(finding, checked._replace(value={"list": [{"id": "y"}]})))
    found.add(fingerprint(finding, checked._replace(value={"list": [{"id": "y"}]}, file="b.json")))
    assert len(found) == 9
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in found)
    moved = finding._replace(span=Span(7, 1, 7, 2), file="b.json", hint="mend it")
    assert fingerprint(moved, checked._replace(file="b.json")) == fingerprint(finding, checked)


def test_what_does_not_parse_is_known_by_its_line() -> None:
    (before,) = fingerprints(checked_of('{"a": 1,\n"b": 2,\n"a": 3}'))
    assert list(fingerprints(checked_of('{"a": 1,\n\n\n   "b": 2,\n    "a": 3}'))) == [before]
    (in_lines,) = fingerprints(checked_of('\n\n{"a": 1, "a": 3}\n', "a.jsonl"))
    assert list(fingerprints(checked_of('{"a": 1, "a": 3}\n', "a.jsonl"))) == [in_lines]
    assert list(fingerprints(checked_of('{"a": 1, "a": 4}\n', "a.jsonl"))) != [in_lines]


def test_a_file_that_cannot_be_read_is_known_by_its_name() -> None:
    names = ["a.json", "b.json", os.fsdecode(b"\xff.json"), os.path.abspath("a.json")]
    found = [fingerprint(Finding("VDP001", "cannot be read"), Checked(name, None, None)) for name in names]
    assert len(set(found)) == 3
    assert found[3] == found[0]


def test_findings_of_rules_across_documents_are_known_by_the_document() -> None:
    text = json.dumps({"id": "x", "list": [{"id": "y"}]})
    finding = Finding("VDX001", "message", pointer="/list/0/id")
    whole = Checked("a.json", None, json.loads(text), (finding,))
    again = Checked("b.json", None, None, (finding,), text.encode(), again=True)
    assert list(fingerprints(again)) == list(fingerprints(whole))
    assert list(fingerprints(again._replace(text=b""))) != list(fingerprints(whole))


@pytest.mark.parametrize(
    ("file", "root", "told"),
    [
        ("-", "sub", "-"), ("a.json", ".", "a.json"), ("./sub/../a.json", ".", "a.json"), ("a\nb", ".", "a\nb"),
        ("sub/a.json", "sub", "a.json"), ("sub", "sub", "{cwd}/sub"), ("subway/a.json", "sub", "{cwd}/subway/a.json"),
        ("/etc/x.json", ".", "/etc/x.json"), ("/etc/x.json", "/", "etc/x.json"),
    ],
)  # fmt: skip
def test_paths_are_relative_to_a_folder_where_they_lie_in_it(
    file: str, root: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative(file, root) == told.format(cwd=tmp_path)


def test_every_code_has_its_page() -> None:
    found = pages()
    assert found.keys() == {*catalog.rules(), *(code for problems in CATALOGS for code in problems)}
    assert all(page(code) == one and code == one.code for code, one in found.items())
    assert page("VDU999") is None

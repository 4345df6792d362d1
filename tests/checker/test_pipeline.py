"""From text or plain values to a verdict, or to a visit."""

import collections
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pytest

import visitdata
from visitdata import Finding, InvalidVisit, Span, Visit
from visitdata.checker.pipeline import check_text, check_value

ENGINES: list[Literal["jsonschema-rs", "jsonschema"]] = ["jsonschema-rs", "jsonschema"]


class Odd(Mapping[str, Any]):
    """A mapping that is no dict and fails when it is looked into."""

    def __getitem__(self, key: str) -> Any:
        raise RuntimeError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(["id"])

    def __len__(self) -> int:
        return 1


def cyclic() -> dict[str, Any]:
    value: dict[str, Any] = {"schema_version": "1.0", "parties": []}
    value["parties"].append(value)
    return value


ANYTHING: list[Any] = [
    None, 0, 1.5, True, [], [{}], (), set(), object(), object, b"", bytearray(b"{}"), memoryview(b"{}"), "", "{",
    "null", {}, {1: 2}, {None: None}, {"id": float("nan")}, {"parties": float("inf")}, {"id": 2**70}, {"id": "\ud800"},
    {"\udc00": 1}, {"id": b"x"}, {"id": {1, 2}}, {"parties": ({},)}, cyclic(), Odd(), MappingProxyType({"id": 1}),
    collections.OrderedDict(id=1), collections.defaultdict(list), collections.ChainMap({"id": 1}), Path(), Path("gone"),
    Path("a\0b"), Path("/dev/null"), "\ud800", b"\xff\xfe", lambda: None, NotImplemented, ..., 1j, iter([]),
    Exception(),
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("value", ANYTHING, ids=lambda value: type(value).__name__)
def test_validate_never_raises(value: Any, engine: Literal["jsonschema-rs", "jsonschema"]) -> None:
    findings = visitdata.validate(value, engine=engine)
    assert findings
    assert all(type(finding) is Finding and finding.message for finding in findings)


def test_validate_takes_text_bytes_a_dict_a_mapping_a_path_and_a_visit(
    tmp_path: Path, document: dict[str, Any], canonical: bytes
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(canonical)
    for good in (canonical, canonical.decode(), document, MappingProxyType(document), path, visitdata.loads(canonical)):
        assert visitdata.validate(good) == []
    assert visitdata.validate(collections.OrderedDict(document)) == []


def test_a_text_is_never_the_name_of_a_file(tmp_path: Path, canonical: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(canonical)
    (finding,) = visitdata.validate("a.json")
    assert finding.code == "VDP004"
    assert finding.hint == "to check a file, give validate a pathlib.Path"


def test_findings_of_a_path_know_their_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"schema_version": "9.0"}')
    (finding,) = visitdata.validate(path)
    assert (finding.file, finding.span, str(finding)[: len(str(path))]) == (str(path), Span(1, 20, 1, 25), str(path))
    (missing,) = visitdata.validate(tmp_path)
    assert (missing.code, missing.file) == ("VDP001", str(tmp_path))
    (unpacked,) = visitdata.validate(tmp_path / "a.json.gz")
    assert unpacked.code == "VDP001"


def test_a_path_of_bytes_is_taken_too(tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "b.json").write_bytes(b"{}")
    with os.scandir(os.fsencode(tmp_path)) as entries:
        findings = {entry.name: visitdata.validate(entry) for entry in entries}  # type: ignore[arg-type]
    assert findings[b"a.json"] == []
    assert findings[b"b.json"][0].file == str(tmp_path / "b.json")


def test_findings_stand_in_the_order_of_the_text() -> None:
    text = '{"x": 1, "parties": [{"id": "A b"}, {}], "grade": "oficial", "id": "a", "schema_version": "1.0"}'
    findings = visitdata.validate(text)
    assert [(finding.code, finding.pointer) for finding in findings] == [
        ("VDS003", "/x"), ("VDS005", "/parties/0/id"), ("VDS002", "/parties/1"), ("VDS004", "/grade"),
    ]  # fmt: skip
    spans = [finding.span for finding in findings if finding.span]
    assert spans == sorted(spans)
    assert [text[span.column - 1 : span.end_column - 1] for span in spans] == ['"x"', '"A b"', "{", '"oficial"']


def test_the_same_findings_without_places_for_a_plain_value() -> None:
    text = '{"x": 1, "parties": [{"id": "A b"}, {}], "grade": "oficial", "id": "a", "schema_version": "1.0"}'
    with_places = {finding._replace(span=None) for finding in check_text(text)[1]}
    assert set(check_value(json.loads(text))) == with_places


@pytest.mark.parametrize(
    "change",
    [
        {"id": None}, {"id": "A b"}, {"id": ""}, {"id": "a\n"}, {"id": 1e400}, {"parties": []}, {"parties": {}},
        {"parties": None}, {"parties": [{}]}, {"parties": [[]]}, {"parties": [{"id": "a", "rol": "host"}]},
        {"grade": "oficial"}, {"grade": []}, {"start": "2023-02-30"}, {"start": "01.11.2023"}, {"start": 2023},
        {"schema_version": "9.0"}, {"schema_version": 1.0}, {"schema_version": None}, {"titles": {"no tag!": "x"}},
        {"titles": {}}, {"titles": {"az": ""}}, {"extensions": {}}, {"extensions": {"Bad Name": 1}}, {"extension": {}},
        {"program": [{}]}, {"program": [{"type": "honor_guard", "gun": 1}]}, {"program": [{"type": "nonsense"}]},
        {"program": [{"type": []}]}, {"people": [{"id": "x", "name": ""}]}, {"places": [{"id": "x", "latitude": 91}]},
        {"claims": [{"value": None}]}, {"record": {"corrections": [{}]}}, {"a" * 1000: 1},
        {"title": "x" * 10_000, "y": 1},
        {f"k{number}": number for number in range(300)},
    ],
    ids=lambda change: str(change)[:40].replace("\\", ""),  # a name with a backslash is not found by it a second time
)  # fmt: skip
def test_both_engines_find_the_same(document: dict[str, Any], change: dict[str, Any]) -> None:
    text = json.dumps({**document, **change}).replace("Infinity", "1e400")
    fast, reference = (visitdata.validate(text, engine=engine) for engine in ENGINES)
    assert fast
    assert fast == reference


def test_loads_gives_a_visit_or_every_reason(canonical: bytes) -> None:
    visit = visitdata.loads(canonical)
    assert isinstance(visit, Visit)
    assert visitdata.loads(canonical.decode()) == visit
    with pytest.raises(InvalidVisit) as caught:
        visitdata.loads('{"schema_version": "1.0", "id": "A b", "x": 1}')
    assert [finding.code for finding in caught.value.findings] == ["VDS002", "VDS005", "VDS003"]
    assert str(caught.value) == '1:1: VDS002 the document lacks the key "parties" (and 2 more)'
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("engine", ENGINES)
def test_from_dict_gives_a_visit_or_every_reason(
    document: dict[str, Any], canonical: bytes, engine: Literal["jsonschema-rs", "jsonschema"]
) -> None:
    for good in (document, MappingProxyType(document), collections.OrderedDict(document)):
        assert visitdata.from_dict(good, engine=engine) == visitdata.loads(canonical)
    with pytest.raises(InvalidVisit, match="VDS003"):
        visitdata.from_dict({**document, "x": 1}, engine=engine)
    with pytest.raises(InvalidVisit, match="VDP015"):
        visitdata.from_dict({**document, "parties": tuple(document["parties"])}, engine=engine)


@pytest.mark.parametrize(
    "value",
    [value for value in ANYTHING if not isinstance(value, str | bytes | Path)],
    ids=lambda value: type(value).__name__,
)
def test_from_dict_raises_nothing_but_invalid_visit(value: Any) -> None:
    with pytest.raises(InvalidVisit):
        visitdata.from_dict(value)


def test_a_visit_shares_nothing_with_the_dict_it_was_made_of(document: dict[str, Any]) -> None:
    document["extensions"] = {"example": {"list": [1]}}
    visit = visitdata.from_dict(document)
    before = visitdata.dumps(visit)
    document["extensions"]["example"]["list"].append(2)
    document["parties"].clear()
    assert visitdata.dumps(visit) == before


def test_loads_takes_text_alone() -> None:
    with pytest.raises(TypeError, match="loads takes JSON text, not dict; from_dict takes a dict, load a file"):
        visitdata.loads({})  # type: ignore[arg-type]

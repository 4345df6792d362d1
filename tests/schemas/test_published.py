"""The published schema: what the classes say, valid, read alike by every engine, and found wherever it lies."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

import visitdata
from conftest import needed_of_node
from properties.damage import damaged
from visitdata.codec.decode import refuse
from visitdata.model import Activity, Step
from visitdata.schemas import emit, published
from visitdata.schemas.check import check
from visitdata.schemas.engines import is_valid
from visitdata.testing import documents


@pytest.mark.parametrize("name", emit.FILES)
def test_the_files_are_what_the_classes_give(name: str) -> None:
    assert published.path("1.0", name).read_bytes() == emit.text(name).encode()


@pytest.mark.heavy
def test_the_twin_for_the_verdict_decides_without_conditions() -> None:
    twin = json.loads(published.text("1.0", published.VERDICT))
    jsonschema.Draft202012Validator.check_schema(twin)
    branches = [part["anyOf"] for part in parts(twin) if "anyOf" in part]
    assert sorted(map(len, branches)) == [len(Step.__members__), len(Activity.__members__)]
    assert not any(
        {"if", "allOf", "title"} & {key for key in part if type(part[key]) is not dict} for part in parts(twin)
    )


@pytest.mark.heavy
def test_it_is_valid_against_its_meta_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(visitdata.schema())


def test_the_callers_copy_is_their_own() -> None:
    schema = visitdata.schema()
    schema["$defs"].clear()
    assert visitdata.schema()["$defs"]
    schema.clear()
    assert visitdata.schema()["$id"] == "urn:visitdata:schema:visit:1.0"


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no schema version '9\.9'"):
        visitdata.schema("9.9")


def test_where_the_package_has_no_files_its_loader_gives_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = published.text()
    inside = tmp_path / "1.0"
    inside.mkdir()
    (inside / "visit.schema.json").write_bytes(expected)
    monkeypatch.setattr(published, "_file", lambda version, name: tmp_path / "gone")
    monkeypatch.setattr("importlib.resources.files", {"visitdata.schemas": tmp_path}.__getitem__)
    assert published.text() == published.text("1.0") == expected


def test_in_a_wheel_the_files_lie_beside_the_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = published.path()
    assert checkout.parts[-3:] == ("schemas", "1.0", "visit.schema.json")
    monkeypatch.setattr(published, "__file__", str(tmp_path / "a" / "b" / "schemas" / "published.py"))
    assert published.path() == tmp_path / "schemas" / "1.0" / "visit.schema.json"
    inside = tmp_path / "a" / "b" / "schemas" / "1.0" / "visit.schema.json"
    inside.parent.mkdir(parents=True)
    inside.write_bytes(b"{}")
    assert published.path() == published.path("1.0", "visit.schema.json") == inside
    assert published.text() == b"{}"


def test_an_unknown_version_is_told_with_all_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "VERSIONS", ("1.0", "1.1"))
    with pytest.raises(ValueError, match=r"^there is no schema version '2[.]0'; there is 1[.]0, 1[.]1$"):
        published.path("2.0")


def parts(schema: Any) -> list[dict[str, Any]]:
    found = [schema] if isinstance(schema, dict) else []
    for item in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        found += parts(item)
    return found


def test_it_uses_only_what_every_engine_reads_alike() -> None:
    schema = visitdata.schema()
    for part in parts(schema):
        assert not {"oneOf", "anyOf", "unevaluatedProperties", "multipleOf", "uniqueItems"} & set(part)
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            assert pattern.startswith("^(?:")
            assert pattern.endswith(")$")
            assert not any(sign in pattern for sign in (r"\d", r"\w", r"\s", r"\p", "(?=", "(?!", "(?<"))
        if part.get("type") == "integer":
            assert {"minimum", "maximum"} <= set(part)


def test_everything_in_it_is_described_for_editors() -> None:
    schema = visitdata.schema()
    assert schema["title"]
    assert schema["description"]
    for name, definition in schema["$defs"].items():
        assert definition["title"], name
        assert definition["description"], name
        for key, field in definition.get("properties", {}).items():
            assert "description" in field or "$ref" in field or field == {"const": name}, (name, key)


def test_examples_in_it_are_valid() -> None:
    schema = visitdata.schema()
    checked = 0
    for part in parts(schema):
        for example in part.get("examples", []) if isinstance(part.get("examples"), list) else []:
            target = {**part, "$defs": schema["$defs"]}
            assert jsonschema.Draft202012Validator(target).is_valid(example), (part, example)
            checked += 1
    assert checked > 80


def test_the_registry_lets_other_schemas_refer_to_a_visit() -> None:
    own = {"type": "array", "items": {"$ref": "urn:visitdata:schema:visit:1.0"}}
    validator = jsonschema.Draft202012Validator(own, registry=visitdata.registry())
    good = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}
    assert list(visitdata.registry()) == ["urn:visitdata:schema:visit:1.0"]
    assert validator.is_valid([good])
    assert not validator.is_valid([{**good, "grade": "grand"}])


@pytest.mark.parametrize(
    ("document", "findings"),
    [
        ({"program": [{"type": "meting"}]}, [("VDS004", "/program/0/type")]),
        ({"program": [{"label": "x"}]}, [("VDS002", "/program/0")]),
        ({"program": [{"tpye": "meeting"}]}, [("VDS003", "/program/0/tpye")]),
        ({"program": ["meeting"]}, [("VDS001", "/program/0")]),
        ({"program": [{"type": ["meeting"]}]}, [("VDS001", "/program/0/type")]),
        ({"program": [{"type": "meeting", "steps": [{"type": "meeting"}]}]}, [("VDS004", "/program/0/steps/0/type")]),
        ({"program": [{"type": "toast", "speeker": "x"}]}, [("VDS003", "/program/0/speeker")]),
        ({"program": [{"type": "toast", "speaker": "X"}]}, [("VDS005", "/program/0/speaker")]),
        ({"program": {"type": "toast"}}, [("VDS001", "/program")]),
        ({"claims": [{"feild": "/x"}]}, [("VDS003", "/claims/0/feild")]),
        ({"claims": [{}]}, [("VDS002", "/claims/0")]),
        ({"duration": {}}, [("VDS007", "/duration")]),
        ({"titles": {"x y": "z", "en": 1}}, [("VDS009", "/titles/x y"), ("VDS001", "/titles/en")]),
        ({"ordinals": [{"value": 0}]}, [("VDS006", "/ordinals/0/value")]),
        ({"ordinals": [{"value": 1.5}]}, [("VDS001", "/ordinals/0/value")]),
        ({"schema_version": "7.0", "grade": 1, "x": 2}, [("VDS008", "/schema_version")]),
        ({"title": None}, [("VDS001", "/title")]),
        ({"title": ""}, [("VDS007", "/title")]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
def test_each_mistake_is_one_finding(document: Any, findings: list[tuple[str, str]], engine: Any) -> None:
    whole = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}], **document}
    assert [(finding.code, finding.pointer) for finding in check(whole, engine)] == findings


@pytest.mark.heavy
def test_many_bad_names_in_a_map_take_little_memory() -> None:
    document = {"schema_version": "1.0", "id": "a", "parties": [{"id": "b"}]}
    names = {f"BAD {number}": 1 for number in range(1_000)}
    before = peak_of_this_process()
    findings = check({**document, "extensions": names})
    assert len(findings) == 1_000
    assert peak_of_this_process() - before < 100_000_000


def peak_of_this_process() -> int:
    """The most memory this process has held so far, in bytes."""
    resource = pytest.importorskip("resource", reason="the memory of a process is told on POSIX alone")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


@pytest.fixture(scope="module")
def ajv() -> Iterator[Callable[[Any], bool]]:
    """The verdict of ajv in strict mode, which refuses to compile a schema that it finds unclear."""
    command = ["node", str(needed_of_node("ajv").parents[1] / "verdicts.cjs"), str(published.path())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

        def verdict(value: Any) -> bool:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(json.dumps(value) + "\n")
            child.stdin.flush()
            answer = child.stdout.readline()
            assert answer in ("true\n", "false\n"), "ajv has stopped"
            return answer == "true\n"

        yield verdict
        assert child.stdin is not None
        child.stdin.close()


@given(documents() | damaged())
def test_ajv_in_strict_mode_gives_the_same_verdict(ajv: Callable[[Any], bool], value: Any) -> None:
    if not refuse(value):
        assert ajv(value) is is_valid(value)

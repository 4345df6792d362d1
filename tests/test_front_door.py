"""What `import visitdata` promises: its names, its lightness, and schemas for others to build on."""

import json
import pickle
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import visitdata as api
from conftest import Child
from visitdata import model
from visitdata.findings import Finding, InvalidVisit, Span, catalog, nearest, path_of, pointer_of

HEAVY = ("attrs", "attr", "cattrs", "jsonschema", "jsonschema_rs", "click", "orjson", "jiter", "referencing")


def imported(python: Child, code: str, *arguments: str) -> set[str]:
    """The modules that a program has imported at its end."""
    done = python("-c", f"import sys\n{code}\nprint('\\n'.join(sys.modules))", *arguments)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines())


def test_importing_visitdata_imports_nothing_heavy(python: Child) -> None:
    modules = imported(python, "import visitdata; visitdata.Finding; visitdata.__version__")
    assert modules.isdisjoint(HEAVY)
    assert {name for name in modules if name.startswith("visitdata")} == {"visitdata", "visitdata.findings"}


def test_checking_without_rules_imports_neither_the_model_nor_what_it_needs(
    python: Child, tmp_path: Path, canonical: bytes, compact: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "a.jsonl").write_bytes(compact)
    code = (
        "from visitdata.cli import main\n"
        "try: main(['check', '--no-rules', '-q', 'a.json', 'a.jsonl'])\n"
        "except SystemExit as end: assert end.code == 0, end.code"
    )
    modules = imported(python, code)
    assert "visitdata.checker.files" in modules
    assert modules.isdisjoint(("visitdata.model", "cattrs", "attrs", "attr", "jsonschema", "referencing"))


def test_validating_a_text_imports_no_model(python: Child) -> None:
    modules = imported(python, "import visitdata; assert visitdata.validate('{}')")
    assert modules.isdisjoint(("visitdata.model", "cattrs", "attrs", "jsonschema", "click"))


def test_without_hypothesis_the_strategies_say_what_they_need(python: Child) -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\nimport visitdata.testing\n"
        "try: visitdata.testing.visits\nexcept ImportError as e: print(e)"
    )
    assert python("-c", code).stdout == 'visitdata.testing needs Hypothesis: pip install "visitdata[testing]"\n'


def test_importing_the_module_of_the_command_runs_nothing(python: Child) -> None:
    assert python("-c", "import visitdata.__main__").returncode == 0


@pytest.mark.parametrize("name", api.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(api, name).__name__ == name
    assert name in dir(api)


def test_the_names_of_the_model_are_there_too() -> None:
    assert api.Visit is model.Visit
    assert set(model.__all__) <= set(dir(api))
    for name in model.__all__:
        assert getattr(api, name) is getattr(model, name)


@pytest.mark.parametrize("name", ["Nonsense", "_private", "annotations", "import_module_", "__wrapped__"])
def test_other_names_are_not(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(api, name)


def test_the_schema_is_the_callers_own() -> None:
    first = api.schema()
    first.clear()
    assert api.schema()["$id"] == "urn:visitdata:schema:visit:1.0"
    jsonschema.Draft202012Validator.check_schema(api.schema())
    with pytest.raises(ValueError, match=r"9\.0"):
        api.schema("9.0")


def test_a_schema_of_ones_own_can_refer_to_a_visit(document: dict[str, Any]) -> None:
    mine = {
        "type": "object",
        "properties": {"visits": {"type": "array", "items": {"$ref": "urn:visitdata:schema:visit:1.0"}}},
    }
    validator = jsonschema.Draft202012Validator(mine, registry=api.registry())
    assert validator.is_valid({"visits": [document, document]})
    assert not validator.is_valid({"visits": [document, {**document, "x": 1}]})
    (error,) = validator.iter_errors({"visits": [{**document, "grade": "oficial"}]})
    assert list(error.absolute_path) == ["visits", 0, "grade"]


def test_a_finding_reads_as_place_code_and_message() -> None:
    finding = Finding("VDS001", "message")
    assert str(finding) == "VDS001 message"
    assert str(finding._replace(pointer="/a")) == "/a: VDS001 message"
    assert str(finding._replace(file="a.json")) == "a.json: VDS001 message"
    assert str(finding._replace(file="a.json", pointer="/a")) == "a.json:/a: VDS001 message"
    assert str(finding._replace(file="a.json", pointer="/a", span=Span(1, 2, 3, 4))) == "a.json:1:2: VDS001 message"


def test_an_invalid_visit_can_be_pickled_with_its_findings() -> None:
    error = InvalidVisit([Finding("VDS001", "message", span=Span(1, 2, 3, 4)), Finding("VDS002", "other")])
    again = pickle.loads(pickle.dumps(error))
    assert (again.findings, str(again)) == (error.findings, "1:2: VDS001 message (and 1 more)")


@pytest.mark.parametrize(
    ("path", "pointer"), [((), ""), (("a", 0), "/a/0"), (("a/b", "c~d", ""), "/a~1b/c~0d/"), (("~1",), "/~01")]
)
def test_pointers_follow_rfc_6901(path: tuple[str | int, ...], pointer: str) -> None:
    assert pointer_of(path) == pointer
    assert path_of(pointer) == tuple(map(str, path))


def test_a_code_is_defined_once() -> None:
    from visitdata.schemas.problems import MISSING_KEY, WRONG_TYPE

    assert catalog([WRONG_TYPE, 3, MISSING_KEY]) == {"VDS001": WRONG_TYPE, "VDS002": MISSING_KEY}
    with pytest.raises(ValueError, match="VDS001 is defined twice"):
        catalog([WRONG_TYPE, WRONG_TYPE])


def test_the_nearest_word_is_near() -> None:
    assert nearest("oficial", ["official", "state"]) == "official"
    assert nearest("zzz", ["official", "state"]) is None
    assert nearest("x" * 100_000, ["official"]) is None


def test_the_module_runs_as_the_command(visitdata: Child) -> None:
    assert visitdata("--version").stdout == f"visitdata {api.__version__}\n"


def test_findings_are_plain_data(document: dict[str, Any]) -> None:
    (finding,) = api.validate(json.dumps({**document, "x": 1}))
    assert isinstance(finding, tuple)
    assert (finding.code, finding.severity, finding.at_key) == ("VDS003", api.Severity.ERROR, True)

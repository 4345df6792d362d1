"""Configurations: the nearest one governs a file, what is wrong in it is told in one line; its schema says the same."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitdata.checker import configuration
from visitdata.checker.configuration import Choice, Configuration, Configurations
from visitdata.checker.configuration_file import OPTIONS, as_toml, read, schema
from visitdata.findings import Severity, Unusable
from visitdata.report.formats import FORMATS


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is where we are."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return str(path)


def test_the_nearest_configuration_above_a_file_governs_it(project: Path) -> None:
    written(project / "pyproject.toml", '[tool.visitdata]\nselect = ["VDT"]\n')
    written(project / "a/pyproject.toml", '[project]\nname = "other"\n')
    written(project / "a/b/visitdata.toml", 'select = ["VDE"]\n')
    written(project / "a/b/pyproject.toml", '[tool.visitdata]\nselect = ["VDN"]\n')
    found = Configurations()
    assert [found.of(path).select for path in ("x.json", "a/x.json", "a/b/x.json", "a/b/c/d/x.json", "-", "a/b")] == [
        ("VDT",), ("VDT",), ("VDE",), ("VDE",), ("VDT",), ("VDT",),
    ]  # fmt: skip
    assert found.of("a/b/c/x.json") is found.of("a/b/x.json")
    assert found.of("a/b/x.json").file == "a/b/visitdata.toml"
    assert Configurations(Configuration()).of("a/b/x.json").select == ()


def test_where_there_is_none_the_defaults_hold(project: Path) -> None:
    none = Configurations().of("x.json")
    assert (none.file, none.choice("x.json", Choice()), none.format) == (None, Choice(), None)
    assert none.includes("a/x.json")
    assert not none.includes("a/x.txt")
    assert not none.excludes("a/x.json")


def test_paths_and_patterns_are_relative_to_the_folder_of_the_configuration(project: Path) -> None:
    path = written(
        project / "sub/visitdata.toml",
        'evidence = "sources"\nbaseline = "known.json"\nprofiles = ["az.json", "/etc/pk.json"]\n'
        'include = ["*.visit.json"]\nexclude = ["/drafts/", "old*"]\n'
        'per-file-ignores = { "archive/**" = ["VDN", "VDT001"], "*.test.visit.json" = ["VDE"] }\n',
    )
    found = read(path)
    assert found is not None
    folder = project / "sub"
    assert (found.evidence, found.baseline) == (str(folder / "sources"), str(folder / "known.json"))
    assert found.profiles == (str(folder / "az.json"), "/etc/pk.json")
    assert [found.includes(f"sub/{name}") for name in ("a.visit.json", "deep/a.visit.json", "a.json")] == [
        True, True, False,
    ]  # fmt: skip
    assert [found.excludes(name) for name in ("sub/drafts/", "sub/a/drafts/", "sub/older.json", "drafts/")] == [
        True, False, True, False,
    ]  # fmt: skip
    ignored = [
        found.choice(f"sub/{name}", Choice()).ignore for name in ("archive/1/x.json", "archive/x.test.visit.json", "x")
    ]
    assert ignored == [("VDN", "VDT001"), ("VDN", "VDT001", "VDE"), ()]
    assert found.choice("archive/x.json", Choice()).ignore == ()


def test_what_the_command_line_asks_for_is_laid_over_it(project: Path) -> None:
    path = written(
        project / "visitdata.toml",
        'select = ["VDT"]\nignore = ["VDT001"]\ncompleteness = true\nevidence = "e"\nprofiles = ["p"]\n'
        'severities = { VDT = "info" }\n',
    )
    found = read(path)
    assert found is not None
    asked = Choice(select=("VDN",), ignore=("VDN001",), evidence="other", profiles=("q",))
    assert found.choice("x", asked) == Choice(
        select=("VDN",), ignore=("VDT001", "VDN001"), severities=(("VDT", Severity.INFO),), completeness=True,
        evidence="other", profiles=(str(project / "p"), "q"),
    )  # fmt: skip
    assert found.choice("x", Choice()).select == ("VDT",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('selct = ["VDT"]', "there is no option 'selct'; did you mean select?"),
        ("nothing_like_it = 1", "there is no option 'nothing_like_it'; it may have select, ignore, per-file-ignores"),
        ('"a\\u001b" = 1', "there is no option 'a\\x1b'"),
        (
            'select = "VDT"',
            "select must be a list of codes or their beginnings, such as VDT or VDT001, as in: select = ",
        ),
        ('select = ["vdt"]', "select must be a list of codes"),
        ("select = [1]", "select must be a list of codes"),
        ('completeness = "yes"', "completeness must be true or false, as in: completeness = true"),
        ("completeness = 1", "completeness must be true or false"),
        ('evidence = ""', "evidence must be a path"),
        ('evidence = "a\\u0000"', "evidence must be a path"),
        ('severities = { VDT = "bad" }', "severities must be a table with error, warning or info for each code"),
        ("severities = { VDT = 1 }", "severities must be a table"),
        ('severities = { X = "info" }', "severities must be a table"),
        ("per-file-ignores = []", "per-file-ignores must be a table with a list of codes for each pattern"),
        ('format = "xml"', "format must be one of text, concise"),
        ("format = 1", "format must be one of text, concise"),
        ('fail-on = "never"', "fail-on must be error, warning or info"),
        ("select = [", "it is no TOML: "),
        ("a = 1\na = 2", "it is no TOML: "),
        ("a = " + "[" * 5000, "it is "),
        ("a = " + "9" * 5000, "it cannot be read: "),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_the_file(project: Path, text: str, told: str) -> None:
    path = written(project / "visitdata.toml", text)
    with pytest.raises(Unusable) as raised:
        read(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: {told}")
    assert message.isprintable()


def test_what_is_wrong_is_quoted_but_not_at_length(project: Path) -> None:
    path = written(project / "visitdata.toml", 'severities = { VDT = "bad" }')
    with pytest.raises(Unusable, match=r"; it is \{'VDT': 'bad'\}$"):
        read(path)
    path = written(project / "visitdata.toml", f'fail-on = "{"a" * 1000}"')
    with pytest.raises(Unusable, match=r"; it is 'a{58}…$"):
        read(path)


def test_what_cannot_be_read_is_told(project: Path) -> None:
    (project / "visitdata.toml").mkdir()
    with pytest.raises(Unusable, match=r"^visitdata.toml: cannot be read: it is a directory$"):
        Configurations().of("x.json")
    with pytest.raises(Unusable, match="cannot be read: No such file"):
        read("gone.toml")
    path = project / "latin.toml"
    path.write_bytes(b"exclude = ['\xe9']")
    with pytest.raises(Unusable, match=r"it is not UTF-8 \(byte 13\)"):
        read(str(path))


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\nother = 1", "", "[tool.other]\nvisitdata = 1"])
def test_a_pyproject_that_says_nothing_of_us_is_passed_over(project: Path, text: str) -> None:
    assert read(written(project / "pyproject.toml", text)) is None


def test_a_pyproject_whose_table_is_none_is_told(project: Path) -> None:
    with pytest.raises(Unusable, match=r"pyproject\.toml: tool\.visitdata must be a table"):
        read(written(project / "pyproject.toml", "[tool]\nvisitdata = 1"))


@pytest.mark.parametrize("pattern", ["*a*a*a*ab", "**/a/**/a/**/a/**/b"])
def test_a_pattern_that_would_take_too_long_is_refused(project: Path, pattern: str) -> None:
    with pytest.raises(Unusable, match=r"visitdata\.toml: the pattern .* has more than 3 \* in one part"):
        read(written(project / "visitdata.toml", f'exclude = ["{pattern}"]'))


def test_a_file_that_is_too_large_is_told(project: Path) -> None:
    with pytest.raises(Unusable, match="it is larger than 1 MB"):
        read(written(project / "visitdata.toml", "#" * 1_000_001))


def test_a_pattern_that_is_none_is_told(project: Path) -> None:
    for text in ('exclude = ["!"]', 'include = ["a", "!"]', 'per-file-ignores = { "!" = ["VDT"] }'):
        with pytest.raises(Unusable, match=r"visitdata\.toml: .*! is no pattern"):
            read(written(project / "visitdata.toml", text))


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_is_a_field_and_its_example_is_read(name: str) -> None:
    option = OPTIONS[name]
    ((key, value),) = tomllib.loads(option.example).items()
    assert key == name
    assert hasattr(Configuration, name.replace("-", "_"))
    assert option.kind.read(value) != getattr(Configuration, name.replace("-", "_"))


def test_the_formats_are_those_that_there_are() -> None:
    assert tuple(FORMATS) == configuration.FORMATS


def test_what_is_shown_is_toml_that_says_the_same(project: Path) -> None:
    text = "\n".join(option.example for option in OPTIONS.values())
    first = read(written(project / "visitdata.toml", text))
    assert first is not None
    shown = as_toml(first, "x.json", Choice(), {})
    assert "default" not in shown
    again = read(written(project / "again.toml", shown))
    assert again is not None
    for name in OPTIONS:
        field = name.replace("-", "_")
        assert getattr(again, field) == getattr(first, field)


def test_what_is_shown_says_where_it_comes_from(project: Path) -> None:
    found = read(written(project / "visitdata.toml", 'fail-on = "warning"\nignore = ["VDL"]'))
    assert found is not None
    shown = as_toml(found, "x.json", Choice(ignore=("VDN",)), {"format": "json", "baseline": None, "fail-on": None})
    assert shown.splitlines() == [
        "select = []  # default",
        'ignore = ["VDL", "VDN"]  # from the command line',
        "per-file-ignores = {}  # default",
        "severities = {}  # default",
        "completeness = false  # default",
        "# evidence is not set",
        "profiles = []  # default",
        'include = ["*.json", "*.yaml", "*.yml", "*.jsonl", "*.jsonl.gz", "*.ndjson", "*.ndjson.gz"]  # default',
        "exclude = []  # default",
        "respect-gitignore = true  # default",
        'fail-on = "warning"',
        'format = "json"  # from the command line',
        "# baseline is not set",
    ]


VALUES = st.recursive(
    st.sampled_from(["VDT", "VD", "VDT001", "info", "error", "text", "sarif", "", "a\0b", "x", True, False, 1, 1.5]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["VDT", "VDT001", "x", "", "vdt"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*OPTIONS, "selct"]), VALUES, max_size=3))
def test_the_schema_accepts_what_is_read(said: dict[str, Any]) -> None:
    validator = jsonschema.Draft7Validator(schema())
    is_read = True
    for key, value in said.items():
        try:
            OPTIONS[key].kind.read(value)
        except (KeyError, ValueError):
            is_read = False
    assert validator.is_valid(said) is is_read


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()

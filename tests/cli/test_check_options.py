"""``visitdata check`` as a team uses it: formats, configuration, inputs, and what the surroundings say."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from checker.test_selection import git, needs_git
from conftest import Child, in_terminal, shown_until_closed
from visitdata.checker.configuration import FORMATS


@pytest.fixture
def corpus(tmp_path: Path, document: dict[str, Any]) -> Path:
    """A folder with a good file, one of which a rule objects to, and one that is no visit."""
    written(tmp_path / "good.json", document)
    written(tmp_path / "rule.json", {**document, "id": "b", "end": "2020-01-01"})
    written(tmp_path / "schema.json", {**document, "id": "c", "grade": "oficial"})
    return tmp_path


def written(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def codes(text: str) -> list[str]:
    return re.findall(r"^\S+: (VD[A-Z]\d\d\d)", text, re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_goes_to_standard_output_or_a_file(visitdata: Child, corpus: Path, form: str) -> None:
    out = visitdata("check", "--format", form, ".")
    assert (out.returncode, out.stderr) == (1, "")
    assert "VDT001" in out.stdout
    filed = visitdata("check", "--format", form, "--output-file", "report", ".")
    assert (filed.returncode, filed.stdout, filed.stderr) == (1, "", "")
    assert (corpus / "report").read_text("utf-8") == out.stdout


def test_an_output_file_that_cannot_be_written_is_told(visitdata: Child, corpus: Path) -> None:
    for name in ("gone/report", ".", "good.json/x", ""):
        done = visitdata("check", "--output-file", name, "rule.json")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"Error: {name} cannot be written: ")
    done = visitdata("check", "--baseline", "", "rule.json")  # as from a variable that is not set
    assert (done.returncode, done.stderr) == (2, "Error:  cannot be written: it names a folder\n")


def test_in_a_github_workflow_the_format_is_github_and_the_job_gets_a_summary(visitdata: Child, corpus: Path) -> None:
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(corpus / "summary.md")}
    (corpus / "summary.md").write_text("before\n")
    done = visitdata("check", ".", env=env)
    assert done.stdout.startswith("::error file=rule.json,line=1,endLine=1,col=")
    summary = (corpus / "summary.md").read_text("utf-8")
    assert summary.startswith("before\n## visitdata: 2 errors\n")
    assert "VDS004" in summary
    assert codes(visitdata("check", "--format", "text", ".", env=env).stdout) == ["VDT001", "VDS004"]
    assert (corpus / "summary.md").read_text("utf-8") == summary
    env["GITHUB_STEP_SUMMARY"] = str(corpus / "gone/summary.md")
    assert visitdata("check", ".", env=env).stdout == done.stdout
    assert codes(visitdata("check", ".", env={**env, "GITHUB_ACTIONS": "false"}).stdout) == ["VDT001", "VDS004"]


def test_statistics_count_by_code(visitdata: Child, corpus: Path) -> None:
    done = visitdata("check", "--statistics", ".")
    assert done.returncode == 1
    assert [line.split()[:2] for line in done.stdout.splitlines()[:2]] == [["1", "VDS004"], ["1", "VDT001"]]
    assert done.stdout.splitlines()[-1].startswith("Checked 3 documents: 2 errors")
    counted = json.loads(visitdata("check", "--statistics", "--format", "json", ".").stdout)
    assert {one["code"]: one["count"] for one in counted["codes"]} == {"VDS004": 1, "VDT001": 1}
    refused = visitdata("check", "--statistics", "--format", "sarif", ".")
    assert refused.returncode == 2
    assert "--statistics has the formats text and json, not sarif" in refused.stderr
    assert visitdata("check", "--statistics", ".", env={"GITHUB_ACTIONS": "true"}).stdout == done.stdout


def test_a_configuration_is_found_from_the_file_upward(visitdata: Child, corpus: Path) -> None:
    (corpus / "pyproject.toml").write_text('[tool.visitdata]\nignore = ["VDT001"]\nformat = "concise"\n')
    done = visitdata("check", ".")
    assert codes(done.stdout) == ["VDS004"]
    assert "^" not in done.stdout
    assert codes(visitdata("check", "--isolated", ".").stdout) == ["VDT001", "VDS004"]
    (corpus / "other.toml").write_text('fail-on = "info"\nseverities = { VDT = "info" }\n')
    other = visitdata("check", "--config", "other.toml", "rule.json", "--format", "concise")
    assert (other.returncode, "VDT001 info: " in other.stdout) == (1, True)
    assert visitdata("check", "--config", "other.toml", "--fail-on", "warning", "rule.json").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--config", "gone.toml"], "gone.toml: cannot be read: No such file or directory"),
        (["--config", "good.json"], "good.json: it is no TOML: "),
        (["--config", "empty/pyproject.toml"], "empty/pyproject.toml has no table tool.visitdata"),
        (["--config", "x.toml", "--isolated"], "--config and --isolated exclude each other"),
        (["--config", "typo.toml"], "typo.toml: there is no option 'selekt'; did you mean select?"),
        (["--config", "code.toml"], "code.toml: no rule has a code that begins with 'VDT9'"),
        (["--stdin-filename", "x.json"], "--stdin-filename says what standard input is called: name - as well"),
        (["--select", "VDT9"], "no rule has a code that begins with 'VDT9'"),
    ],
)
def test_what_cannot_be_used_is_one_line(visitdata: Child, corpus: Path, arguments: list[str], told: str) -> None:
    (corpus / "empty").mkdir()
    (corpus / "empty/pyproject.toml").write_text("[project]\n")
    (corpus / "typo.toml").write_text("selekt = []")
    (corpus / "code.toml").write_text('select = ["VDT9"]')
    done = visitdata("check", *arguments, "rule.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"Error: {told}")


def test_rules_that_need_evidence_can_be_chosen_where_the_configuration_has_it(visitdata: Child, corpus: Path) -> None:
    (corpus / "sources").mkdir()
    (corpus / "visitdata.toml").write_text('evidence = "sources"')
    assert visitdata("check", "--select", "VDE001", "good.json").returncode == 0
    alone = visitdata("check", "--isolated", "--select", "VDE001", "good.json")
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "VDE001 runs only with --evidence" in alone.stderr


def test_a_broken_configuration_stops_every_command_that_reads_it(visitdata: Child, corpus: Path) -> None:
    (corpus / "visitdata.toml").write_text("x = 1")
    before = (corpus / "good.json").read_bytes()
    for arguments in (["check"], ["fmt"], ["check", "--fix"], ["check", "--no-rules"], ["check", "--show-config"]):
        done = visitdata(*arguments, ".")
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert done.stderr.startswith("Error: visitdata.toml: there is no option 'x'")
    assert (corpus / "good.json").read_bytes() == before


def test_what_was_passed_over_is_told_where_nothing_is_left(visitdata: Child, corpus: Path) -> None:
    (corpus / "visitdata.toml").write_text('exclude = ["*.json"]')
    done = visitdata("check", ".")
    assert (done.returncode, done.stdout) == (2, "")
    told = "nothing to check. Checked 0 documents: no errors. Passed over by configuration or git: 3."
    assert done.stderr == f"visitdata: {told}\n"


def test_the_configuration_that_holds_is_shown(visitdata: Child, corpus: Path) -> None:
    (corpus / "sub").mkdir()
    (corpus / "sub/visitdata.toml").write_text('per-file-ignores = { "a\\"b.json" = ["VDT"] }\n')
    done = visitdata("check", "--show-config", "--format", "json", "--ignore", "vdl", "good.json", "sub")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.split("# sub: ")
    assert first.startswith("# good.json: no configuration\n")
    assert 'ignore = ["vdl"]  # from the command line' in first
    assert second.startswith("sub/visitdata.toml\n")
    assert 'per-file-ignores = { "a\\"b.json" = ["VDT"] }\n' in second
    assert 'format = "json"  # from the command line' in second


def test_fixes_and_fmt_go_by_the_configuration(visitdata: Child, corpus: Path) -> None:
    (corpus / "visitdata.toml").write_text('exclude = ["schema.json"]')
    before = (corpus / "schema.json").read_bytes()
    visitdata("check", "--unsafe-fixes", ".")
    visitdata("fmt", ".")
    assert (corpus / "schema.json").read_bytes() == before
    assert (corpus / "good.json").read_text().startswith("{\n")
    visitdata("check", "--unsafe-fixes", "--force-exclude", "schema.json")
    assert (corpus / "schema.json").read_bytes() == before
    visitdata("check", "--unsafe-fixes", "schema.json")
    assert b'"official"' in (corpus / "schema.json").read_bytes()


def test_standard_input_has_a_name(visitdata: Child, corpus: Path, document: dict[str, Any]) -> None:
    (corpus / "visits").mkdir()
    (corpus / "visits/visitdata.toml").write_text('ignore = ["VDT001"]')
    rule, schema = ((corpus / f"{name}.json").read_bytes() for name in ("rule", "schema"))
    named = ("check", "--stdin-filename", "visits/x.json", "-")
    assert visitdata(*named, stdin=rule).returncode == 0
    done = visitdata(*named, stdin=schema)
    assert done.stdout.startswith("visits/x.json:1:")
    lines = visitdata("check", "--stdin-filename", "x.jsonl", "-", stdin=schema + b"\n" + rule)
    assert [line[:10] for line in lines.stdout.splitlines() if line.startswith("x.jsonl")] == [
        "x.jsonl:1:",
        "x.jsonl:2:",
    ]
    hostile = visitdata("check", "--stdin-filename", "a\x1b[1m\n.json", "-", stdin=b"{")
    assert "a\\x1b[1m\\x0a.json:1:2: VDP" in hostile.stdout


def test_the_same_file_is_looked_at_once_however_it_is_named(visitdata: Child, corpus: Path) -> None:
    (corpus / "link.json").symlink_to("good.json")
    done = visitdata("check", "good.json", "./good.json", str(corpus / "good.json"), "link.json", "go*.json", ".")
    assert "Checked 3 documents: " in done.stdout


@needs_git
def test_only_what_changed_is_looked_at(visitdata: Child, corpus: Path) -> None:
    git(corpus, "init", "-q")
    git(corpus, "add", ".")
    git(corpus, "commit", "-qm", "first")
    none = visitdata("check", "--changed-since", "HEAD", ".")
    assert (none.returncode, none.stdout, none.stderr) == (0, "No file has changed since HEAD.\n", "")
    assert visitdata("fmt", "--check", "--changed-since", "HEAD", ".").returncode == 0
    written(corpus / "new.json", {"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "x": 1})
    done = visitdata("check", "--changed-since", "HEAD", ".")
    assert (done.returncode, codes(done.stdout)) == (1, ["VDS003"])
    bad = visitdata("check", "--changed-since", "nowhere", ".")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "'nowhere' is no revision here; a shallow clone must fetch it first" in bad.stderr


@pytest.mark.parametrize(
    ("env", "arguments", "is_colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["--output-file", "/dev/stdout"], False),
    ],
)
def test_color_is_as_asked_for(
    visitdata: Child, corpus: Path, env: dict[str, str], arguments: list[str], is_colored: bool
) -> None:
    done = visitdata("check", *arguments, "rule.json", env=env)
    assert ("\x1b[" in done.stdout) is is_colored


def test_a_terminal_gets_color_and_a_counter_that_leaves_no_trace(corpus: Path, document: dict[str, Any]) -> None:
    many = b"".join(json.dumps({**document, "id": f"a-{number}"}).encode() + b"\n" for number in range(40_000))
    (corpus / "many.jsonl").write_bytes(many + (corpus / "rule.json").read_bytes())
    with in_terminal("check", "--jobs", "1", "--ignore", "VDX", "many.jsonl", cwd=corpus) as (_, terminal):
        shown = shown_until_closed(terminal)
    assert "Checking" in shown
    assert "\x1b[1mmany.jsonl:40001:" in shown
    last = re.split(r"\r\x1b\[2K|\x1b\[\?25h", shown)[-1]
    assert "Checking" not in last


def test_the_schema_of_the_configuration_is_printed(visitdata: Child) -> None:
    schema = json.loads(visitdata("schema", "config").stdout)
    assert schema["$id"] == "urn:visitdata:schema:configuration"
    assert schema["properties"]["fail-on"]["enum"] == ["error", "warning", "info"]


def test_every_option_is_in_the_help(visitdata: Child) -> None:
    from visitdata.cli.check import command

    shown = visitdata("check", "--help").stdout
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in shown


def test_folders_that_cannot_be_looked_into_and_deep_ones(visitdata: Child, corpus: Path) -> None:
    folder = corpus
    for _ in range(300):
        folder = folder / "d"
    os.makedirs(folder)
    written(folder / "deep.json", {})
    done = visitdata("check", ".")
    assert "Skipped 1 file: 1 not a visit document." in done.stdout

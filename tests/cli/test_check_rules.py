"""``visitdata check``: the rules on the command line, and mending."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Child

BACKWARD = {"start": "2023-11-03", "end": "2023-11-01"}


@pytest.fixture
def backward(tmp_path: Path, document: dict[str, Any]) -> Path:
    """A visit that ends before it starts."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**document, **BACKWARD}, indent=1), "utf-8")
    return path


def test_what_a_rule_finds_is_shown_with_the_other_place(visitdata: Child, backward: Path) -> None:
    done = visitdata("check", "a.json")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "a.json:21:9: VDT001 it ends on 2023-11-01, before it starts on 2023-11-03",
        '    "end": "2023-11-01"',
        "           ^^^^^^^^^^^^",
        "  note: a.json:6:11: it starts on 2023-11-03",
        "Checked 1 document: 1 error in 1 document.",
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--no-rules",), 0),
        (("--ignore", "VDT001"), 0),
        (("--ignore", "vdt"), 0),
        (("--ignore", "VDE,VDT"), 0),
        (("--ignore", "VDE", "--ignore", "VDT001"), 0),
        (("--select", "VDE, VDT"), 1),
        (("--select", "VDE"), 0),
    ],
)
def test_rules_are_chosen(visitdata: Child, backward: Path, options: tuple[str, ...], code: int) -> None:
    assert visitdata("check", *options, "a.json").returncode == code


def test_fail_on_says_what_fails(visitdata: Child, tmp_path: Path, document: dict[str, Any]) -> None:
    document["sources"] = [{"id": "news", "published": "2023-11-01", "accessed": "2023-10-01"}]
    document["citations"] = [{"source": "news"}]
    (tmp_path / "a.json").write_text(json.dumps(document), "utf-8")
    for level, code in (("error", 0), ("warning", 1), ("info", 1)):
        done = visitdata("check", "--fail-on", level, "a.json")
        assert done.returncode == code
        assert "VDE006 warning: it was accessed" in done.stdout
        assert done.stdout.endswith("Checked 1 document: no errors, 1 warning.\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "VDQ"), "no rule has a code that begins with 'VDQ'"),
        (("--ignore", "VDS003"), "VDS003 is no rule"),
        (("--evidence", "nowhere"), "the folder of evidence nowhere cannot be read: No such file or directory"),
        (("--evidence", "a.json"), "the folder of evidence a.json cannot be read: Not a directory"),
        (("--profile", "nowhere.json"), "nowhere.json"),
        (("--as-of", "yesterday"), "'yesterday' is not a day: write it as 2023-11-01"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    visitdata: Child, backward: Path, options: tuple[str, ...], said: str
) -> None:
    done = visitdata("check", *options, "a.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.splitlines()[-1]


def test_a_waived_finding_is_shown_as_waived_and_does_not_fail(
    visitdata: Child, tmp_path: Path, document: dict[str, Any]
) -> None:
    waivers = [{"code": "VDT001", "reason": "as printed"}]
    (tmp_path / "a.json").write_text(json.dumps({**document, **BACKWARD, "waivers": waivers}), "utf-8")
    done = visitdata("check", "--fail-on", "info", "a.json")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2:] == ["  waived: as printed", "Checked 1 document: no errors, 1 waived."]
    report = json.loads(visitdata("check", "--format", "json", "a.json").stdout)
    assert report["findings"][0]["waived"] == "as printed"
    assert report["summary"]["waived"] == 1


def test_the_report_for_programs_says_all_of_a_finding(visitdata: Child, backward: Path) -> None:
    done = visitdata("check", "--format", "json", "a.json")
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["pointer"], finding["values"]) == ("VDT001", "/end", ["2023-11-03", "2023-11-01"])
    assert finding["related"] == [
        {
            "message": "it starts on 2023-11-03",
            "pointer": "/start",
            "span": {"line": 6, "column": 11, "end_line": 6, "end_column": 23},
        }
    ]


def test_related_places_in_json_lines_are_on_their_line(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    bad = json.dumps({**json.loads(compact), **BACKWARD}).encode()
    (tmp_path / "a.jsonl").write_bytes(compact + bad)
    done = visitdata("check", "--select", "VDT", "a.jsonl")
    assert done.stdout.splitlines()[0].startswith("a.jsonl:2:")
    assert done.stdout.splitlines()[3].startswith("  note: a.jsonl:2:")


# Evidence


def test_quotes_are_looked_up(visitdata: Child, tmp_path: Path, document: dict[str, Any]) -> None:
    document["sources"] = [{"id": "news"}]
    document["citations"] = [{"source": "news", "quote": "The general came."}]
    (tmp_path / "a.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "news.txt").write_text("The general left.")
    assert visitdata("check", "a.json").returncode == 0
    done = visitdata("check", "--evidence", "texts", "a.json")
    assert done.returncode == 1
    assert "  help: the text has “The general” and goes on otherwise (texts/news.txt)" in done.stdout


# Mending

MISSPELLED = '{"schema_version": "1.0", "id": "a", "grade": "oficial", "parties": [{"id": "az"}]}\n'
MENDED = MISSPELLED.replace("oficial", "official")


def test_fixes_are_made_in_place(visitdata: Child, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(MISSPELLED)
    done = visitdata("check", "--fix", "a.json")
    assert (done.returncode, path.read_text(), done.stderr) == (1, MISSPELLED, "0 files mended.\n")
    done = visitdata("check", "--unsafe-fixes", "a.json")
    assert (done.returncode, path.read_text(), done.stderr) == (0, MENDED, "1 file mended.\n")
    assert done.stdout == "Checked 1 document: no errors.\n"
    done = visitdata("check", "--unsafe-fixes", "-q", "a.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_diff_shows_what_would_change_and_writes_nothing(visitdata: Child, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(MISSPELLED)
    done = visitdata("check", "--diff", "--unsafe-fixes", "a.json")
    assert (done.returncode, path.read_text(), done.stderr) == (1, MISSPELLED, "1 file would change.\n")
    assert done.stdout.splitlines() == [
        "--- a/a.json",
        "+++ b/a.json",
        "@@ -1 +1 @@",
        f"-{MISSPELLED}"[:-1],
        f"+{MENDED}"[:-1],
    ]
    done = visitdata("check", "--diff", "a.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 files would change.\n")


def test_standard_input_is_mended_to_standard_output(visitdata: Child) -> None:
    done = visitdata("check", "--unsafe-fixes", "-", stdin=MISSPELLED.encode())
    assert (done.returncode, done.stdout) == (0, MENDED)
    assert done.stderr == "1 file mended.\nChecked 1 document: no errors.\n"


def test_what_cannot_be_written_is_said(unprivileged: Child, public_folder: Path) -> None:
    path = public_folder / "a.json"
    path.write_text(MISSPELLED)
    public_folder.chmod(0o555)
    done = unprivileged("check", "--unsafe-fixes", path)
    assert done.returncode == 1
    assert path.read_text() == MISSPELLED
    assert "not written: Permission denied" in done.stderr


# visitdata rules


def test_rules_are_listed_by_family(visitdata: Child) -> None:
    done = visitdata("rules")
    assert done.returncode == 0
    assert "\nTime\n  VDT001  error    end-before-start\n" in f"\n{done.stdout}"
    assert "  VDE001  error    quote-not-found (with --evidence)\n" in done.stdout
    assert "Completeness (with --completeness)\n" in done.stdout


def test_rules_are_listed_for_programs(visitdata: Child) -> None:
    listed = {one["code"]: one for one in json.loads(visitdata("rules", "--format", "json").stdout)}
    assert listed["VDT001"]["name"] == "end-before-start"
    assert listed["VDT001"]["on_by_default"] is True
    assert (listed["VDE001"]["needs"], listed["VDE001"]["on_by_default"]) == ("evidence", False)
    assert all(one["what"] and one["why"] and one["source"] for one in listed.values())


# visitdata evidence


def test_facts_without_evidence_are_listed(visitdata: Child, tmp_path: Path, document: dict[str, Any]) -> None:
    document["program"] = [
        {
            "type": "ceremony",
            "steps": [{"type": "anthems"}],
            "citations": [{"source": "news", "quote": "It was so."}],
        },
        {"type": "gift_exchange", "gifts": [{"disposition": "kept"}]},
    ]
    document["claims"] = [{"field": "/start", "value": "2023-11-02", "claimed_by": ["news", "az"]}]
    (tmp_path / "a.json").write_text(json.dumps(document | {"sources": [{"id": "news"}]}), "utf-8")
    (tmp_path / "news.txt").write_text("It was so.")
    done = visitdata("evidence", "a.json")
    assert done.stdout.splitlines() == [
        "az-pk-2023-11-01 (a.json)",
        "  4 facts, 2 without a source; 1 quotes, 0 found, 0 not found, 1 of sources that are not at hand",
        "    /program/1  gift_exchange: no source",
        "    /program/1/gifts/0  gift: no source",
    ]
    done = visitdata("evidence", "--all", "--evidence", ".", "a.json")
    assert "1 found" in done.stdout
    assert "    /program/0/steps/0  anthems: news\n" in done.stdout
    assert "    /claims/0  claim: news\n" in done.stdout
    (told,) = json.loads(visitdata("evidence", "--format", "json", "a.json").stdout)
    assert [fact["kind"] for fact in told["facts"]] == ["anthems", "gift_exchange", "gift", "claim"]


def test_evidence_says_what_it_cannot_read(visitdata: Child, tmp_path: Path) -> None:
    assert visitdata("evidence").returncode == 2
    (tmp_path / "empty").mkdir()
    done = visitdata("evidence", "empty")
    assert (done.returncode, done.stderr.startswith("visitdata: nothing to read.")) == (2, True)
    done = visitdata("evidence", "--evidence", "nowhere", "empty")
    assert (done.returncode, "the folder of evidence nowhere cannot be read" in done.stderr) == (2, True)
    (tmp_path / "a.json").write_text(MISSPELLED)
    done = visitdata("evidence", "a.json")
    assert (done.returncode, done.stdout, "VDS004" in done.stderr) == (1, "", True)

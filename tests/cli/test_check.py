"""``visitdata check``: what it reads, what it prints, how it exits."""

import errno
import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Child

BAD_GRADE = b'{"schema_version": "1.0", "id": "a", "parties": [{"id": "az"}], "grade": "oficial"}'


def heads(output: str) -> list[str]:
    """The first lines of the findings in an output."""
    return [line for line in output.splitlines() if line[:1] not in ("", " ") and not line.startswith("Checked")]


def test_a_good_file_is_silent_but_for_the_summary(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    done = visitdata("check", "a.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Checked 1 document: no errors.\n", "")


def test_a_finding_shows_its_place_its_line_carets_and_help(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(BAD_GRADE.replace(b'"grade"', b'\n  "grade"'))
    done = visitdata("check", "a.json")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'a.json:2:12: VDS004 "oficial" is not a word that grade knows',
        '    "grade": "oficial"}',
        "             ^^^^^^^^^",
        '  help: did you mean "official"?',
        "Checked 1 document: 1 error in 1 document. Fixable: 1 with --unsafe-fixes.",
    ]


def test_quiet_leaves_only_findings(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "b.json").write_bytes(BAD_GRADE)
    assert visitdata("check", "-q", "a.json").stdout == ""
    done = visitdata("check", "--quiet", "a.json", "b.json")
    assert (done.returncode, len(heads(done.stdout)), "Checked" in done.stdout) == (1, 1, False)


def test_a_folder_is_searched_and_what_is_skipped_is_counted_with_the_reason(
    visitdata: Child, tmp_path: Path, canonical: bytes, compact: bytes
) -> None:
    folder = tmp_path / "visits"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "deep" / "er" / "a.json").write_bytes(canonical)
    (folder / "b.jsonl").write_bytes(compact * 2)
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(compact * 3))
    (folder / "map.json").write_text('{"type": "FeatureCollection"}')
    (folder / "list.json").write_text("[1, 2]")
    (folder / "notes.txt").write_text("not looked at")
    (folder / ".hidden.json").write_text("not looked at")
    (folder / ".git" / "x.json").write_text("not looked at")
    done = visitdata("check", "--no-rules", "visits")
    assert (done.returncode, done.stdout) == (
        0,
        "Checked 6 documents in 3 files: no errors. Skipped 2 files: 1 not a JSON object, 1 not a visit document.\n",
    )


@pytest.mark.parametrize("key", ["schema_version", "parties", "program"])
def test_in_a_folder_one_key_of_a_visit_is_enough_to_be_checked(visitdata: Child, tmp_path: Path, key: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({key: 1}))
    done = visitdata("check", tmp_path)
    assert done.returncode == 1
    assert "Skipped" not in done.stdout


@pytest.mark.parametrize("text", ["", "{", '{"a": 1,}', '{"a": 1, "a": 2}', '{"a": NaN}', '{"a": "\udcff"}'])
def test_in_a_folder_what_cannot_be_parsed_is_reported(visitdata: Child, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = visitdata("check", tmp_path)
    assert (done.returncode, len(heads(done.stdout))) == (1, 1)
    assert "Skipped" not in done.stdout


def test_a_file_that_is_named_is_checked_even_if_it_is_of_another_kind(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text('{"type": "FeatureCollection"}')
    done = visitdata("check", "map.json")
    assert done.returncode == 1
    assert heads(done.stdout)[0].startswith("map.json:1:1: VDS010 ")


def test_a_glob_names_files_and_each_file_is_checked_once(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    for name in ("a1.json", "a2.json", "b1.json"):
        (tmp_path / name).write_bytes(canonical)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a3.json").write_bytes(canonical)
    assert visitdata("check", "--no-rules", "a*.json").stdout == "Checked 2 documents: no errors.\n"
    assert (
        visitdata("check", "--no-rules", "**/a*.json", "a1.json", "a2.json").stdout
        == "Checked 3 documents: no errors.\n"
    )
    assert visitdata("check", "--no-rules", "d*").stdout == "Checked 1 document: no errors.\n"


def test_a_file_whose_name_looks_like_a_glob_is_that_file(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a[1].json").write_bytes(canonical)
    assert visitdata("check", "a[1].json").stdout == "Checked 1 document: no errors.\n"


def test_a_bad_line_of_json_lines_does_not_stop_the_rest(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    lines = compact + b'{"schema_version": \n' + b"\n" + b"\xff\n" + compact + BAD_GRADE + b"\r\n" + compact
    (tmp_path / "a.jsonl").write_bytes(lines)
    done = visitdata("check", "--no-rules", "a.jsonl")
    assert done.returncode == 1
    assert [head.split(" ")[:2] for head in heads(done.stdout)] == [
        ["a.jsonl:2:19:", "VDP005"],
        ["a.jsonl:4:1:", "VDP003"],
        ["a.jsonl:6:74:", "VDS004"],
    ]
    assert done.stdout.endswith(
        "Checked 6 documents in 1 file: 3 errors in 3 documents. Fixable: 1 with --unsafe-fixes.\n"
    )


def test_the_source_line_of_a_later_record_is_its_own(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact * 3 + BAD_GRADE + b"\n")
    lines = visitdata("check", "a.jsonl").stdout.splitlines()
    assert lines[1].strip() == BAD_GRADE.decode()
    assert lines[2].index("^") == lines[1].index('"oficial"')


def test_standard_input_holds_one_document(visitdata: Child, canonical: bytes) -> None:
    assert visitdata("check", "-", stdin=canonical).returncode == 0
    done = visitdata("check", "-", stdin=BAD_GRADE)
    assert done.returncode == 1
    assert done.stdout.startswith("-:1:74: VDS004 ")


def test_standard_input_may_hold_json_lines(visitdata: Child, compact: bytes) -> None:
    done = visitdata("check", "--no-rules", "-", stdin=compact * 2 + BAD_GRADE + b"\n" + compact)
    assert done.stdout.startswith("-:3:74: VDS004 ")
    assert done.stdout.endswith(
        "Checked 4 documents in 1 file: 1 error in 1 document. Fixable: 1 with --unsafe-fixes.\n"
    )


def test_a_bad_first_line_on_standard_input_does_not_stop_the_rest(visitdata: Child, compact: bytes) -> None:
    done = visitdata("check", "--no-rules", "-", stdin=b'{"schema_version": "1.0", "id\n' + compact * 2)
    assert [head.split(" ")[1] for head in heads(done.stdout)] == ["VDP005"]
    assert done.stdout.endswith("Checked 3 documents in 1 file: 1 error in 1 document.\n")


def test_objects_at_the_start_of_lines_are_not_taken_for_json_lines(visitdata: Child) -> None:
    text = b'{"schema_version": "1.0", "id": "a", "parties": [\n{"id": "az"},\n{"id": "pk"}\n]}\n'
    assert visitdata("check", "-", stdin=text).stdout == "Checked 1 document: no errors.\n"


def test_standard_input_that_is_closed_is_one_finding(python: Child) -> None:
    code = "import os, sys; os.close(0); os.execv(sys.executable, [sys.executable, '-m', 'visitdata', 'check', '-'])"
    done = python("-c", code)
    assert done.returncode == 1
    assert heads(done.stdout) == ["-: VDP001 cannot be read: standard input is closed"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "VDP002"),
        (b" \n\t", "VDP002"),
        (b'{"schema_version": "1.0", "parties": [', "VDP005"),
        (b'{"schema_version": "1.0" // why\n}', "VDP006"),
        (b'{"schema_version": "1.0",}', "VDP007"),
        (b'{"id": "a", "id": "b"}', "VDP008"),
        (b'{"parties": NaN}', "VDP009"),
        (b'{"title": "S\xe9jour"}', "VDP003"),
        ('{"id": "a"}'.encode("utf-16"), "VDP003"),
        (b"\xef\xbb\xbf{}", "VDP003"),
        (b"\x00\x01\x02\xff\xfe", "VDP003"),
        (b"\x1f\x8b\x08\x00\x00", "VDP003"),
        (b"<html></html>", "VDP004"),
        (b'{"a":' * 100_000, "VDP012"),
        (b"null", "VDP014"),
        (b'{"type": "FeatureCollection"}', "VDS010"),
        (b'{"schema_version": "9.0", "id": 3}', "VDS008"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_content_is_one_finding(visitdata: Child, tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    done = visitdata("check", "a.json")
    found = heads(done.stdout)
    assert (done.returncode, [head.split(" ")[1] for head in found], done.stderr) == (1, [code], "")
    assert found[0].startswith("a.json:1:")


def test_a_file_that_is_missing_is_one_finding(visitdata: Child) -> None:
    done = visitdata("check", "missing.json", "no*.json")
    assert done.returncode == 1
    assert heads(done.stdout) == [
        "missing.json: VDP001 cannot be read: No such file or directory",
        "no*.json: VDP001 cannot be read: No such file or directory",
    ]


def test_a_path_through_a_file_is_one_finding(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    done = visitdata("check", "a.json/b.json", "x" * 5000)
    assert (done.returncode, len(heads(done.stdout))) == (1, 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes need POSIX")
@pytest.mark.parametrize("name", ["pipe.json", "pipe.jsonl", "pipe.json.gz"])
def test_a_pipe_is_one_finding_and_nothing_waits(visitdata: Child, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    done = visitdata("check", name)
    assert (done.returncode, heads(done.stdout)) == (1, [f"{name}: VDP001 cannot be read: it is not a regular file"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes need POSIX")
def test_a_pipe_in_a_folder_is_one_finding(visitdata: Child, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    done = visitdata("check", ".")
    assert (done.returncode, len(heads(done.stdout))) == (1, 1)


def test_a_device_and_a_socket_are_one_finding_each(
    visitdata: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.json")  # a path of a socket must be short
        done = visitdata("check", "/dev/null", "/dev/zero", "s.json")
    assert (done.returncode, len(heads(done.stdout))) == (1, 3)
    assert done.stdout.count("VDP001 cannot be read: it is not a regular file") == 3


def test_a_loop_of_links_is_one_finding(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("a.json")
    (tmp_path / "gone.json").symlink_to("nowhere")
    (tmp_path / "folder").symlink_to(".", target_is_directory=True)
    named, found = visitdata("check", "a.json"), visitdata("check", ".")
    assert (named.returncode, heads(named.stdout)) == (
        1,
        [f"a.json: VDP001 cannot be read: {os.strerror(errno.ELOOP)}"],
    )
    assert (found.returncode, len(heads(found.stdout))) == (1, 3)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz"])
def test_a_broken_gzip_file_is_one_finding(visitdata: Child, tmp_path: Path, compact: bytes, name: str) -> None:
    whole = gzip.compress(compact * 100)
    for data in (b"not gzip", whole[:-4], whole[:30], whole[:25] + b"\xff\xff\xff\xff" + whole[29:], b"\x1f\x8b"):
        (tmp_path / name).write_bytes(data)
        done = visitdata("check", "--ignore", "VDX", name)
        assert (done.returncode, len(heads(done.stdout))) == (1, 1), data
        assert f"{name}: VDP001 cannot be read: " in done.stdout


def test_an_unreadable_file_is_one_finding(unprivileged: Child, public_folder: Path, canonical: bytes) -> None:
    (public_folder / "a.json").write_bytes(canonical)
    (public_folder / "a.json").chmod(0)
    done = unprivileged("check", "a.json", cwd=public_folder)
    assert (done.returncode, heads(done.stdout)) == (1, ["a.json: VDP001 cannot be read: Permission denied"])


def test_an_unreadable_folder_is_one_finding(unprivileged: Child, public_folder: Path, canonical: bytes) -> None:
    (public_folder / "closed").mkdir()
    (public_folder / "a.json").write_bytes(canonical)
    (public_folder / "closed").chmod(0)
    for path in (".", "closed"):
        done = unprivileged("check", path, cwd=public_folder)
        name = os.path.join(path, "closed") if path == "." else path
        assert (done.returncode, heads(done.stdout)) == (1, [f"{name}: VDP001 cannot be read: Permission denied"])


def test_a_file_name_cannot_act_on_the_terminal(visitdata: Child, tmp_path: Path) -> None:
    names = [b"a\nb.json", b"a\x1b[31mb.json", b"a\xffb.json", "a\u202eb.json".encode(), "a\x9bb.json".encode()]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_bytes(BAD_GRADE)
    done = visitdata("check", ".")
    found = heads(done.stdout)
    assert done.returncode == 1
    assert sorted(head.split(":")[0].removeprefix("./") for head in found) == [
        "a\\u202eb.json", "a\\udcffb.json", "a\\x0ab.json", "a\\x1b[31mb.json", "a\\x9bb.json",
    ]  # fmt: skip
    report = visitdata("check", "--format", "json", ".")
    assert (report.returncode, len(json.loads(report.stdout)["findings"])) == (1, 5)


HOSTILE = "\x1b[31mred\x1b]0;title\x07 \u202eevil\u2066 \x9b31m\u2028 \x7f"


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("where", ["key", "value", "syntax"])
def test_what_documents_hold_cannot_act_on_the_terminal(
    visitdata: Child, tmp_path: Path, document: dict[str, Any], form: str, where: str
) -> None:
    if where == "key":
        document[HOSTILE] = 1
    else:
        document["grade"] = HOSTILE
    text = json.dumps(document, ensure_ascii=False)
    for char in "\x1b\x07\x7f":
        text = text.replace(json.dumps(char)[1:-1], char if where == "syntax" else f"\\u{ord(char):04x}")
    (tmp_path / "a.json").write_text(text)
    done = visitdata("check", "--format", form, "a.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "evil" in done.stdout or (where, form) == ("syntax", "json")
    assert [char for char in done.stdout if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize(
    ("command", "begin"),
    [
        (["check", "a.jsonl"], b"a.jsonl:1:74: VDS004"),
        (["check", "--format", "json", "a.jsonl"], b"{"),
        (["fmt", "--diff", "b.jsonl"], b"--- a/b.jsonl"),
        (["schema", "show"], b"{"),
    ],
    ids=str,
)
def test_a_closed_pipe_is_quiet(tmp_path: Path, compact: bytes, command: list[str], begin: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes((BAD_GRADE + b"\n") * 5000)
    (tmp_path / "b.jsonl").write_bytes(compact.replace(b":", b": ") * 1000)
    # Without a buffer of Python's own, a write that is cut off in the middle may pass for one that succeeded.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "-m", "visitdata", *command],
        cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stderr is not None
        first = child.stdout.readline()
        child.stdout.close()
        said = child.stderr.read()
        code = child.wait(timeout=60)
    assert first.startswith(begin)
    assert (code, said) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_disk_is_one_line(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    with open("/dev/full", "wb") as full:
        done = visitdata("check", "a.json", stdout=full)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"visitdata: the output cannot be written: {os.strerror(errno.ENOSPC)}"]


def test_output_that_cannot_show_a_character_gets_an_escape(
    visitdata: Child, tmp_path: Path, document: dict[str, Any]
) -> None:
    document["grade"] = "官方"
    (tmp_path / "a.json").write_text(json.dumps(document, ensure_ascii=False))
    done = visitdata("check", "a.json", env={"PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 1
    assert r'"\u5b98\u65b9" is not a word' in done.stdout


def test_closed_output_is_told_in_one_line(python: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(BAD_GRADE)
    code = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'visitdata', *sys.argv[1:]])"
    for command in (["check", "a.json"], ["explain"], ["schema", "path"]):
        done = python("-c", code, *command)
        line = "visitdata: the output cannot be written: standard output is closed\n"
        assert (done.returncode, done.stderr) == (1, line)


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "xml", "a"], ["--engine", "none", "a"], ["--nonsense"]], ids=str
)
def test_a_usage_error_exits_with_2(visitdata: Child, arguments: list[str]) -> None:
    done = visitdata("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_nothing_to_check_exits_with_2_and_says_what_was_skipped(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "map.json").write_text("{}")
    (tmp_path / "none.jsonl").write_bytes(b"\n\n")
    for path in ("empty", "other", "none.jsonl"):
        done = visitdata("check", path)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert done.stderr.startswith("visitdata: nothing to check. ")
        assert ("Skipped 1 file: 1 not a visit document." in done.stderr) == (path == "other")


def test_a_bad_file_among_good_ones_exits_with_1(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    (tmp_path / "b.json").write_bytes(BAD_GRADE)
    (tmp_path / "c.json").write_bytes(canonical)
    done = visitdata("check", "--no-rules", "a.json", "b.json", "c.json")
    assert done.returncode == 1
    assert done.stdout.endswith("Checked 3 documents: 1 error in 1 document. Fixable: 1 with --unsafe-fixes.\n")


def test_both_engines_print_the_same(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"schema_version": "1.0", "id": "A b", "parties": [{}], "grade": null, "x": []}')
    fast, reference = (visitdata("check", "--engine", name, "a.json") for name in ("jsonschema-rs", "jsonschema"))
    assert fast.stdout == reference.stdout
    assert len(heads(fast.stdout)) > 3


def test_the_report_for_programs(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact + BAD_GRADE + b"\n")
    (tmp_path / "map.json").write_text("{}")
    done = visitdata("check", "--format", "json", ".")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["format"], report["version"], report["tool"]["name"]) == ("visitdata-findings", 1, "visitdata")
    assert report["findings"] == [
        {
            "file": os.path.join(".", "a.jsonl"),
            "record": 2,
            "code": "VDS004",
            "severity": "error",
            "message": '"oficial" is not a word that grade knows',
            "hint": 'did you mean "official"?',
            "pointer": "/grade",
            "span": {"line": 2, "column": 74, "end_line": 2, "end_column": 83},
            "fix": {"message": 'write "official"', "safe": False},
        }
    ]
    assert report["skipped"] == [{"file": os.path.join(".", "map.json"), "reason": "not a visit document"}]
    assert report["summary"] == {
        "documents": 2,
        "files": 1,
        "invalid": 1,
        "findings": {"error": 1, "warning": 0, "info": 0},
        "waived": 0,
        "known": 0,
        "fixable": {"safe": 0, "unsafe": 1},
        "skipped": {"not a visit document": 1},
    }


def test_the_report_for_programs_is_whole_even_where_there_is_nothing_to_check(
    visitdata: Child, tmp_path: Path
) -> None:
    done = visitdata("check", "--format", "json", tmp_path)
    assert (done.returncode, json.loads(done.stdout)["findings"]) == (2, [])


def test_version_and_help_and_an_unknown_command(visitdata: Child) -> None:
    from visitdata import __version__

    assert visitdata("--version").stdout == f"visitdata {__version__}\n"
    for name in ("check", "explain", "fmt", "new", "schema"):
        assert f"  {name} " in visitdata("-h").stdout
        shown = visitdata(name, "--help")
        assert (shown.returncode, shown.stdout.startswith(f"Usage: visitdata {name}")) == (0, True)
    assert visitdata("chek").returncode == 2


def test_the_installed_command_is_the_same(tmp_path: Path, canonical: bytes) -> None:
    script = Path(sys.executable).with_name("visitdata")
    if not script.exists():
        pytest.skip("visitdata is not installed as a command beside this Python")
    (tmp_path / "a.json").write_bytes(canonical)
    done = subprocess.run([script, "check", "a.json"], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, b"Checked 1 document: no errors.\n")


@pytest.mark.parametrize("command", [["explain", "a"], ["schema", "show"], ["chek"]], ids=str)
def test_what_was_typed_does_not_act_on_the_terminal(visitdata: Child, command: list[str]) -> None:
    done = visitdata(*command, "\x1b[31m\u202e")
    assert (done.returncode, done.stdout) == (2, "")
    assert not {"\x1b", "\u202e"} & set(done.stderr)

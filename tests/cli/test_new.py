"""``visitdata new``: a first document that is valid and canonical from the start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click import ClickException

import visitdata as api
from conftest import Child, shown_until_closed
from visitdata.cli.new import command

ASKED = ("--guest", "PK", "--host", "AZ")
ALL = (*ASKED, "--date", "2023-11-01", "--grade", "official", "--source", "https://example.org/news")


def is_good(text: str) -> bool:
    """Whether a text is a valid visit in canonical form."""
    return api.validate(text) == [] and api.dumps(api.loads(text)) == text


@pytest.mark.parametrize("arguments", [ASKED, ALL, (*ASKED, "--date", "2023-11~"), (*ASKED, "--id", "my-visit")])
def test_what_is_written_is_valid_and_canonical(visitdata: Child, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = visitdata("new", *arguments)
    written = visitdata("new", *arguments, "a.json")
    assert (done.returncode, done.stderr, is_good(done.stdout)) == (0, "", True)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    assert (tmp_path / "a.json").read_text() == done.stdout
    assert os.listdir(tmp_path) == ["a.json"]


def test_every_option_has_its_place(visitdata: Child) -> None:
    assert json.loads(visitdata("new", *ALL).stdout) == {
        "schema_version": "1.0",
        "id": "az-pk-2023-11-01",
        "grade": "official",
        "start": "2023-11-01",
        "parties": [
            {"id": "pk", "role": "guest", "kind": "state", "country": "PK"},
            {"id": "az", "role": "host", "kind": "state", "country": "AZ"},
        ],
        "sources": [{"id": "source", "url": "https://example.org/news"}],
        "citations": [{"source": "source"}],
    }


@pytest.mark.parametrize(
    ("guest", "host", "name"),
    [
        ("pk", "az", "az-pk"),
        ("PK", "PK", "pk-host-pk-guest"),
        ("Holy See", "Élysée", "elysee-holy-see"),
        ("中华人民共和国", "日本", "host-guest"),
        ("!!", "?", "host-guest"),
        ("1st Army", "Az\nerbaijan", "az-erbaijan-1st-army"),
    ],
)
def test_any_names_give_a_valid_document(visitdata: Child, guest: str, host: str, name: str) -> None:
    done = visitdata("new", "--guest", guest, "--host", host)
    assert (done.returncode, is_good(done.stdout), json.loads(done.stdout)["id"]) == (0, True, name)


@pytest.mark.parametrize("arguments", [[], ["--guest", "PK"], ["--host", "AZ"], ["--guest", "", "--host", "AZ"]])
def test_without_a_terminal_it_names_what_is_needed(visitdata: Child, tmp_path: Path, arguments: list[str]) -> None:
    done = visitdata("new", *arguments, "a.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--guest and --host are needed" in done.stderr
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--grade", "oficial", "did you mean 'official'?"),
        ("--date", "01.11.2023", "EDTF"),
        ("--date", "2023-02-30", "EDTF"),
        ("--source", "no address", "URI"),
        ("--id", "Not An Id", "id"),
        ("--id", "\x1b[31m", r"\x1b[31m"),
        ("--guest", "\udcff", r"\udcff"),
    ],
)
def test_a_bad_value_is_one_line(visitdata: Child, tmp_path: Path, option: str, value: str, said: str) -> None:
    done = visitdata("new", *ASKED, option, value, "a.json")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    assert os.listdir(tmp_path) == []


def test_a_file_that_exists_is_overwritten_by_force_alone(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("mine")
    done = visitdata("new", *ASKED, "a.json")
    assert (done.returncode, done.stderr) == (2, "Error: a.json exists; --force overwrites it\n")
    assert (tmp_path / "a.json").read_text() == "mine"
    assert visitdata("new", *ASKED, "--force", "a.json").returncode == 0
    assert is_good((tmp_path / "a.json").read_text())


@pytest.mark.parametrize("name", ["folder", "nowhere/a.json", "file/a.json"])
def test_a_place_that_cannot_be_written_is_one_line(visitdata: Child, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    done = visitdata("new", *ASKED, "--force", name)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith(f"Error: {name} cannot be written: ")


def test_a_folder_that_may_not_be_written_is_one_line(unprivileged: Child, public_folder: Path) -> None:
    for mode in (0o555, 0o000):
        (public_folder / "closed").mkdir(exist_ok=True)
        (public_folder / "closed").chmod(mode)
        done = unprivileged("new", *ASKED, "closed/a.json", cwd=public_folder)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "Permission denied" in done.stderr


def test_a_dash_is_standard_output(visitdata: Child, tmp_path: Path) -> None:
    done = visitdata("new", *ASKED, "-")
    assert (done.returncode, is_good(done.stdout), os.listdir(tmp_path)) == (0, True, [])


def on_terminal(answers: str, folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run ``visitdata new`` with a terminal as standard input and standard error: exit code, output, what it asked."""
    pty = pytest.importorskip("pty", reason="a terminal needs POSIX")
    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    with subprocess.Popen(
        [sys.executable, "-m", "visitdata", "new", *arguments],
        cwd=folder, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        os.close(theirs)
        asked = shown_until_closed(ours)
        assert child.stdout is not None
        said = child.stdout.read()
        code = child.wait(timeout=60)
    os.close(ours)
    return code, said.decode(), asked


def test_on_a_terminal_it_asks_for_what_is_not_given(tmp_path: Path) -> None:
    code, said, asked = on_terminal("PK\nAZ\n2023-11-01\nofficial\nhttps://example.org/news\n", tmp_path)
    assert (code, is_good(said)) == (0, True)
    assert said == on_terminal("", tmp_path, *ALL)[1]
    places = [asked.index(word) for word in ("Guest", "Host", "First day", "Grade", "URL of a source")]
    assert places == sorted(places)


def test_on_a_terminal_answers_may_stay_empty(tmp_path: Path) -> None:
    code, said, _ = on_terminal("\n\n\n", tmp_path, *ASKED, "a.json")
    document = json.loads((tmp_path / "a.json").read_text())
    assert (code, said, sorted(document)) == (0, "", ["id", "parties", "schema_version"])


def test_on_a_terminal_a_bad_answer_is_asked_for_again(tmp_path: Path) -> None:
    answers = ["PAK", "PK", "AZ", "1 Nov 2023", "2023-11-01", "oficial", "official", "no url", ""]
    code, said, asked = on_terminal("".join(f"{answer}\n" for answer in answers), tmp_path)
    assert (code, is_good(said)) == (0, True)
    assert json.loads(said)["grade"] == "official"
    for expected in ("code of two letters", "expected an EDTF date", "did you mean 'official'", "expected a URI"):
        assert expected in asked
    assert "Traceback" not in asked


def test_on_a_terminal_the_end_of_input_is_the_end(tmp_path: Path) -> None:
    code, said, asked = on_terminal("PK\n\x04", tmp_path, "a.json")
    assert (code, said, os.listdir(tmp_path)) == (1, "", [])
    assert asked.endswith("Aborted!\r\n")


def test_a_first_document_is_no_line_of_json_lines(visitdata: Child, tmp_path: Path) -> None:
    done = visitdata("new", *ASKED, "a.jsonl")
    assert (done.returncode, done.stdout, os.listdir(tmp_path)) == (2, "", [])
    assert done.stderr == "Error: a.jsonl: a first document is a .json file of its own\n"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text("mine")
    monkeypatch.setattr("os.path.lexists", lambda path: False)
    with pytest.raises(ClickException, match=r"a[.]json exists; --force overwrites it"):
        command.main([*ASKED, str(path)], standalone_mode=False)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("spelling", ["x.json/", "x.json/.", "nodir/../x.json", "file/../x.json", "x.json/../x.json"])
def test_no_spelling_of_a_path_overwrites_a_file(visitdata: Child, tmp_path: Path, spelling: str) -> None:
    for name in ("x.json", "file"):
        (tmp_path / name).write_text("precious")
    for force in ((), ("--force",)):
        done = visitdata("new", *ASKED, *force, spelling)
        assert (done.returncode, done.stdout) == (2, "")
        assert sorted(os.listdir(tmp_path)) == ["file", "x.json"]
        assert (tmp_path / "x.json").read_text() == "precious"


def test_ids_of_a_first_document_are_unique(visitdata: Child) -> None:
    done = visitdata("new", "--guest", "source", "--host", "B", "--source", "https://example.org")
    document = json.loads(done.stdout)
    assert (document["parties"][0]["id"], document["sources"][0]["id"]) == ("source", "source-1")
    done = visitdata("new", "--guest", "A", "--host", "B", "--id", "a")
    assert (done.returncode, done.stdout) == (2, "")

"""``visitdata docs visits`` and ``docs labels``: a site of what is sound, and one line for what cannot be."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from conftest import Child, in_terminal, shown_until_closed
from visitdata.codec.tree import LIST

INVALID = b'{"grade": "oficial", "schema_version": "1.0", "id": "a", "parties": [{"id": "az"}]}'
NAME = "az-pk-2023-11-01"
ONE = ["index.html", f"visits/{NAME}.html", f"visits/{NAME}.json", LIST, "years/2023.html"]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_site_is_written_and_brought_up_to_date(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    other = compact.replace(b"2023-11-01", b"2024-01-15")
    (tmp_path / "a.jsonl").write_bytes(compact + other)
    done = visitdata("docs", "visits", "a.jsonl", "--to", "out")
    checked = "Checked 2 documents in 1 file: no errors."
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"Wrote 2 visits: 7 files written, 0 unchanged, 0 removed. {checked}\n"
    done = visitdata("docs", "visits", "a.jsonl", "--to", "out")
    assert done.stderr == f"Wrote 2 visits: 0 files written, 7 unchanged, 0 removed. {checked}\n"
    (tmp_path / "a.jsonl").write_bytes(compact)
    done = visitdata("docs", "visits", "a.jsonl", "--to", "out")
    assert done.stderr.startswith("Wrote 1 visit: 2 files written, 2 unchanged, 3 removed. Checked 1 document")
    assert files(tmp_path / "out") == sorted(ONE)


def test_a_document_with_an_error_is_left_out(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(INVALID)
    (tmp_path / "b.json").write_bytes(canonical)
    done = visitdata("docs", "visits", ".", "--to", "out", "-q")
    assert (done.returncode, done.stdout) == (1, "")
    assert "a.json:1:11: VDS004" in done.stderr
    assert "Wrote" not in done.stderr
    assert files(tmp_path / "out") == sorted(ONE)


def test_nothing_to_write_touches_nothing(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(INVALID)
    done = visitdata("docs", "visits", "a.json", "--to", "out")
    assert done.returncode == 2
    assert "visitdata: no visit to write. Checked 1 document: 1 error in 1 document." in done.stderr
    assert os.listdir(tmp_path) == ["a.json"]
    (tmp_path / "b.json").write_bytes(canonical)
    visitdata("docs", "visits", "b.json", "--to", "out")
    before = files(tmp_path / "out")
    assert visitdata("docs", "visits", "a.json", "--to", "out").returncode == 2
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("out", ["site", "."])
def test_a_site_within_its_corpus_is_no_part_of_it(
    visitdata: Child, tmp_path: Path, canonical: bytes, out: str
) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    first = visitdata("docs", "visits", ".", "--to", out, "--force")
    again = visitdata("docs", "visits", ".", "--to", out, "--force")
    assert first.stderr == "Wrote 1 visit: 4 files written, 0 unchanged, 0 removed. Checked 1 document: no errors.\n"
    assert again.stderr == "Wrote 1 visit: 0 files written, 4 unchanged, 0 removed. Checked 1 document: no errors.\n"
    assert (tmp_path / "a.json").read_bytes() == canonical


def test_files_of_others_are_not_touched(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    done = visitdata("docs", "visits", "a.json", "--to", ".")
    assert (done.returncode, done.stderr) == (2, "Error: ./a.json was not written by visitdata; --force lets it stay\n")
    assert os.listdir(tmp_path) == ["a.json"]
    (tmp_path / LIST).write_text('{"format": "visitdata-files", "of": "pages of visits", "files": ["../x"]}')
    done = visitdata("docs", "visits", "a.json", "--to", ".")
    assert done.returncode == 2
    assert "is no list of files that visitdata wrote" in done.stderr
    (tmp_path / "ref").mkdir()
    (tmp_path / "ref" / LIST).write_text(
        '{"format": "visitdata-files", "version": 1, "of": "the reference", "files": {}}'
    )
    done = visitdata("docs", "visits", "a.json", "--to", "ref")
    assert (done.returncode, done.stderr) == (
        2,
        "Error: ref holds the reference; --force replaces it by pages of visits\n",
    )


def test_a_name_for_the_site_and_words_for_its_pages(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    catalog = json.loads(visitdata("docs", "labels").stdout)
    assert (catalog["format"], catalog["language"], catalog["labels"]["Grade.state"]) == (
        "visitdata-labels",
        "en",
        "state",
    )
    catalog |= {"language": "de", "labels": {"country.AZ": "Aserbaidschan"}}
    (tmp_path / "de.json").write_text(json.dumps(catalog))
    title = "<Besuche>\u202e\udcff"  # an argument that is no UTF-8 comes as a surrogate
    done = visitdata("docs", "visits", "a.json", "--to", "an ö out", "--title", title, "--labels", "de.json")
    assert done.returncode == 0
    index = (tmp_path / "an ö out" / "index.html").read_text("utf-8")
    assert '<html lang="de"' in index
    assert "<title>&lt;Besuche&gt;\\u202e\\udcff</title>" in index
    assert "<td>Aserbaidschan<td>" in index
    done = visitdata("docs", "visits", "a.json", "--to", "out", "--labels", "a.json")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("Error: a.json is no catalog of labels: ")


def test_usage(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    for arguments, message in (
        (["--to", "out"], "name a file, a folder, a glob, or - for standard input"),
        (["a.json"], "Missing option '--to'"),
        (["a.json", "--to", "a.json"], "a.json cannot be written: it is not a folder"),
        (["a.json", "--to", "no/such"], "no/such cannot be written: No such file or directory"),
    ):
        done = visitdata("docs", "visits", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr
    assert os.listdir(tmp_path) == ["a.json"]


def test_standard_input(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    done = visitdata("docs", "visits", "-", "--to", "out", stdin=compact)
    assert done.returncode == 0
    assert files(tmp_path / "out") == sorted(ONE)


def test_the_extra_is_named_where_it_is_missing(python: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    code = "import sys; sys.modules['jinja2'] = None; from visitdata.cli import main; main(sys.argv[1:])"
    done = python("-c", code, "docs", "visits", "a.json", "--to", "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'Error: pages need Jinja: install it with pip install "visitdata[docs]"\n'
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_folder_that_may_not_be_written(unprivileged: Child, public_folder: Path, canonical: bytes) -> None:
    (public_folder / "a.json").write_bytes(canonical)
    (public_folder / "out").mkdir(mode=0o500)
    done = unprivileged("docs", "visits", public_folder / "a.json", "--to", public_folder / "out")
    assert (done.returncode, done.stderr) == (
        2,
        f"Error: {public_folder / 'out'} cannot be written: Permission denied\n",
    )


FULL = """
import sys
from pathlib import Path
from visitdata.cli import main
def full(self, data):
    raise OSError(28, "No space left on device", str(self))
Path.write_bytes = full
main(sys.argv[1:])
"""


def test_a_full_disk(python: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    done = python("-c", FULL, "docs", "visits", "a.json", "--to", "out")
    assert (done.returncode, done.stderr) == (2, "Error: out cannot be written: No space left on device\n")
    assert os.listdir(tmp_path) == ["a.json"]


def test_ctrl_c_leaves_what_was_there(tmp_path: Path, compact: bytes, visitdata: Child) -> None:
    lines = [compact.replace(b"az-pk-2023-11-01", b"v%d" % number) for number in range(600)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    (tmp_path / "b.jsonl").write_bytes(lines[0])
    assert visitdata("docs", "visits", "b.jsonl", "--to", "out").returncode == 0
    before = {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}
    with in_terminal("docs", "visits", "a.jsonl", "--to", "out", cwd=tmp_path) as (child, terminal):
        while not any((tmp_path / "out").glob(".visitdata.*.tmp/visits/*.html")):
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        shown = shown_until_closed(terminal)
        assert child.wait(20) == 128 + signal.SIGINT
    assert shown.endswith("Aborted!\r\n")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")} == before
    assert not list(tmp_path.rglob(".visitdata.*"))


def test_who_waits_sees_how_far_it_is(tmp_path: Path, compact: bytes) -> None:
    lines = [compact.replace(b"az-pk-2023-11-01", b"v%d" % number) for number in range(400)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    with in_terminal("docs", "visits", "a.jsonl", "--to", "out", cwd=tmp_path) as (child, terminal):
        shown = shown_until_closed(terminal)
        assert child.wait(60) == 0
    assert "Writing  [" in shown
    assert shown.endswith(
        "Wrote 400 visits: 802 files written, 0 unchanged, 0 removed. " + shown[shown.rindex("Checked") :]
    )

"""``visitdata convert``: from other people's formats and back, whole or not at all."""

import gzip
import json
import os
from pathlib import Path

import pytest

from conftest import Child

RECORD = (
    "<visit><id>{id}</id><start-date>1957-06-19</start-date><end-date>{end}</end-date><visitor>King A</visitor>"
    '<from id="japan">Japan</from><description>{text}</description></visit>'
)


def records(*texts: str, end: str = "1957-06-22") -> bytes:
    inside = "\n".join(RECORD.format(id=number, text=text, end=end) for number, text in enumerate(texts, 1))
    return f"<visits>\n{inside}\n</visits>\n".encode()


XML = records("Official visit.", "Hunting trip.")


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / "a.xml"
    path.write_bytes(XML)
    return path


FROM_XML = ("convert", "--from", "historyatstate-visits")


def test_records_become_lines(visitdata: Child, tmp_path: Path, xml: Path) -> None:
    done = visitdata(*FROM_XML, xml, "--to", "jsonl", "a.jsonl")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "Converted 2 of 2 records: no errors.\n"
        "Understood 53.8% of the free text: grade 1; 1 clause not at all.\n"
    )  # fmt: skip
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["historyatstate-visit-1", "historyatstate-visit-2"]
    assert visitdata("check", "a.jsonl").returncode == visitdata("fmt", "--check", "a.jsonl").returncode == 0


def test_records_become_files_and_records_again(visitdata: Child, tmp_path: Path, xml: Path) -> None:
    assert visitdata(*FROM_XML, "--to", "json", "-q", xml, "out").stderr == ""
    assert sorted(os.listdir(tmp_path / "out")) == ["historyatstate-visit-1.json", "historyatstate-visit-2.json"]
    done = visitdata("convert", "--to", "historyatstate-visits", "out", "-")
    assert (done.returncode, done.stderr) == (0, "Converted 2 of 2 records: no errors.\n")
    assert "".join(done.stdout.split()) == "".join(f'<?xml version="1.0" encoding="UTF-8"?>{XML.decode()}'.split())
    (tmp_path / "back.xml").write_text(done.stdout, "utf-8")
    again = visitdata(*FROM_XML, "--to", "jsonl", "back.xml", "-")
    assert again.stdout == visitdata(*FROM_XML, "--to", "jsonl", xml, "-").stdout


def test_standard_input_and_compressed_files_are_read(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(XML))
    for done in (
        visitdata(*FROM_XML, "--to", "jsonl", "-q", "-", "-", stdin=XML),
        visitdata(*FROM_XML, "--to", "jsonl", "-q", "a.xml.gz", "-"),
    ):
        assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 2, "")


def test_good_records_are_converted_beside_bad_ones(visitdata: Child, tmp_path: Path, xml: Path) -> None:
    (tmp_path / "b.xml").write_bytes(records("State visit.", end="1957-06-09"))
    done = visitdata(*FROM_XML, "--to", "jsonl", xml, "b.xml", "out.jsonl")
    assert done.returncode == 1
    assert done.stderr.startswith("b.xml:2:1: VDI003 visit 1 ends on 1957-06-09, before it starts on 1957-06-19\n")
    assert "Converted 2 of 3 records: 1 error.\n" in done.stderr
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 2


@pytest.mark.parametrize("target", ["out.jsonl", "out"])
def test_where_nothing_is_converted_nothing_is_written(visitdata: Child, tmp_path: Path, target: str) -> None:
    (tmp_path / "a.xml").write_bytes(b"<trips/>")
    done = visitdata(*FROM_XML, "--to", "jsonl" if "." in target else "json", "a.xml", target)
    assert done.returncode == 1
    assert "VDI001 it is not of this format" in done.stderr
    assert os.listdir(tmp_path) == ["a.xml"]
    (tmp_path / "a.xml").write_bytes(b"<visits/>")
    assert visitdata(*FROM_XML, "--to", "jsonl", "a.xml", "out.jsonl").returncode == 2
    assert os.listdir(tmp_path) == ["a.xml"]


def test_what_exists_is_not_overwritten(visitdata: Child, tmp_path: Path, xml: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "historyatstate-visit-2.json").write_bytes(b"mine")
    for form, target in (("jsonl", "out.jsonl"), ("json", "out")):
        done = visitdata(*FROM_XML, "--to", form, xml, target)
        assert (done.returncode, done.stdout) == (2, "")
        assert "exists; --force overwrites it" in done.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == b"mine"
    assert os.listdir(tmp_path / "out") == ["historyatstate-visit-2.json"]
    for form, target in (("jsonl", "out.jsonl"), ("json", "out")):
        assert visitdata(*FROM_XML, "--to", form, "--force", xml, target).returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes().startswith(b"{")
    assert len(os.listdir(tmp_path / "out")) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.xml",), "name what is to be converted and, last, where to write it"),
        (("a.xml", "a.xml"), "a.xml would be read and written"),
        (("a.xml", "out.json"), "out.json: a file of jsonl is called *.jsonl or *.ndjson; name it last"),
        (("a.xml", "no/such.jsonl"), "no/such.jsonl cannot be written: No such file or directory"),
        (("--to", "json", "a.xml", "out.json"), "--to json writes a file for each visit"),
        (("--to", "json", "a.xml", "-"), "--to json writes a file for each visit"),
        (("--to", "json", "a.xml", "no/such"), "no/such cannot be written"),
        (("--to", "historyatstate-visits", "a.xml", "out.jsonl"), "is called *.xml"),
        (("--mapping", "m.json", "a.xml", "out.jsonl"), "--mapping is for --from csv"),
        (("--to", "xls", "a.xml", "out.jsonl"), "'xls' is not one of"),
    ],
)
def test_usage(visitdata: Child, tmp_path: Path, xml: Path, arguments: tuple[str, ...], message: str) -> None:
    done = visitdata(*FROM_XML, *([] if "--to" in arguments else ["--to", "jsonl"]), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert os.listdir(tmp_path) == [xml.name]


def test_a_visit_from_elsewhere_is_left_out(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    done = visitdata("convert", "--to", "historyatstate-travels", "a.json", "out.xml")
    assert done.returncode == 1
    assert "VDI007 visit 'az-pk-2023-11-01' cites no <trip> record" in done.stderr
    assert "Converted 0 of 1 record: 1 error." in done.stderr
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_full_disk_is_said_in_a_line(visitdata: Child, xml: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        done = visitdata(*FROM_XML, "--to", "jsonl", xml, "-", stdout=full)
    assert done.returncode == 1
    assert "the output cannot be written: No space left on device" in done.stderr


def test_an_id_that_names_no_file_is_a_finding(visitdata: Child, tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact + compact.replace(b"az-pk-2023-11-01", b"x" * 300))
    done = visitdata("convert", "--to", "json", "a.jsonl", "out")
    assert done.returncode == 1
    assert f"VDZ001 the id '{'x' * 40}'... is too long for the name of a file" in done.stderr
    assert os.listdir(tmp_path / "out") == ["az-pk-2023-11-01.json"]


def test_one_id_twice_on_a_line_is_an_error(visitdata: Child, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(records("A.", "B.").replace(b"<id>2", b"<id>1").replace(b"\n", b""))
    done = visitdata(*FROM_XML, "--to", "jsonl", "a.xml", "-")
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert "VDI006" in done.stderr


def test_where_nothing_is_written_no_frame_is_printed(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    done = visitdata("convert", "--to", "historyatstate-visits", "a.json", "-")
    assert (done.returncode, done.stdout) == (1, "")

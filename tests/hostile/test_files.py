"""Files that are too large, cut off, packed to burst, or without an end: one finding each, in bounded memory."""

import io
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from conftest import Child
from visitdata import InvalidVisit, dumps, load, read, validate
from visitdata.checker.files import Named, check_paths
from visitdata.checker.format import format_file
from visitdata.limits import MAX_SIZE

from .conftest import Bounded

REAL = Path(__file__).parents[2] / "docs/examples/az-pk-2023-11-01.json"


def codes(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The codes of the findings that a run printed on either stream."""
    words = (done.stdout + done.stderr).decode().split()
    return [word for word in words if word[:3] in ("VDP", "VDS")]


def sparse(path: Path, size: int = 200_000_000) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def bomb(path: Path, byte: bytes) -> Path:
    """A gzip file of a gigabyte of one byte."""
    packer = zlib.compressobj(1, wbits=31)
    with path.open("wb") as file:
        for _ in range(1000):
            file.write(packer.compress(byte * 10**6))
        file.write(packer.flush())
    return path


@pytest.mark.parametrize("command", ["check", "fmt"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_file_that_is_too_large_is_one_finding(bounded: Bounded, tmp_path: Path, command: str, name: str) -> None:
    sparse(tmp_path / name)
    done = bounded("-m", "visitdata", command, name)
    assert (done.returncode, codes(done)) == (1, ["VDP016"])


def test_functions_refuse_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = sparse(tmp_path / "a.json")
    assert [finding.code for finding in validate(path)] == ["VDP016"]
    with pytest.raises(InvalidVisit, match="VDP016"):
        load(path)
    with pytest.raises(InvalidVisit, match="VDP016"):
        list(read(path))
    with path.open("rb") as file, pytest.raises(InvalidVisit, match="VDP016"):
        load(file)


@pytest.mark.parametrize("size", ["0", "1e9", "1e200"])
def test_the_limit_can_be_lifted(bounded: Bounded, tmp_path: Path, canonical: bytes, size: str) -> None:
    (tmp_path / "a.json").write_bytes(canonical + b" " * MAX_SIZE)
    for name in ("check", "fmt"):
        assert bounded("-m", "visitdata", name, "--max-size", size, "a.json").returncode == 0


@pytest.mark.parametrize("size", ["nan", "inf", "1e308", "-1", "x"])
def test_a_limit_that_is_none_is_refused(bounded: Bounded, size: str) -> None:
    assert bounded("-m", "visitdata", "check", "--max-size", size, REAL).returncode == 2


@pytest.mark.parametrize("max_size", [None, 10**9, 10**30])
def test_a_limit_that_is_high_takes_no_memory(tmp_path: Path, canonical: bytes, max_size: int | None) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(canonical.splitlines()) + b"\n")
    assert len(list(read(path, max_size=max_size))) == 1
    assert validate(path, max_size=max_size) == []
    assert load(path, max_size=max_size).id == "az-pk-2023-11-01"


def test_a_limit_that_is_tiny_is_not_none(bounded: Bounded) -> None:
    assert codes(bounded("-m", "visitdata", "check", "--max-size", "1e-9", REAL)) == ["VDP016"]


def test_a_file_exactly_at_the_limit_is_read(tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    assert validate(tmp_path / "a.json", max_size=len(canonical)) == []
    assert [one.code for one in validate(tmp_path / "a.json", max_size=len(canonical) - 1)] == ["VDP016"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_exactly_at_the_limit_is_read(tmp_path: Path, compact: bytes, end: bytes) -> None:
    line = compact.removesuffix(b"\n")
    (tmp_path / "a.jsonl").write_bytes(line + b"\r\n" + line + end)
    assert len(list(read(tmp_path / "a.jsonl", max_size=len(line)))) == 2
    with pytest.raises(InvalidVisit, match="VDP016"):
        list(read(tmp_path / "a.jsonl", max_size=len(line) - 1))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_lines_of_standard_input_exactly_at_the_limit_are_read(compact: bytes, end: bytes) -> None:
    line = compact.removesuffix(b"\n")
    checked = list(check_paths(["-"], max_size=len(line), stdin=io.BytesIO((line + end) * 3)))
    assert [(one.record, one.findings) for one in checked] == [(1, ()), (2, ()), (3, ())]
    [refused] = check_paths(["-"], max_size=len(line) - 1, stdin=io.BytesIO((line + end) * 3))
    assert [finding.code for finding in refused.findings] == ["VDP016"]


@pytest.mark.heavy
@pytest.mark.parametrize("byte", [b"\0", b" "], ids=["zeros", "spaces"])
@pytest.mark.parametrize("name", ["a.json.gz", "a.jsonl.gz"])
def test_a_file_packed_to_burst_is_one_finding(bounded: Bounded, tmp_path: Path, name: str, byte: bytes) -> None:
    bomb(tmp_path / name, byte)
    done = bounded("-m", "visitdata", "check", name)
    assert (done.returncode, codes(done)) == (1, ["VDP016"])


@pytest.mark.heavy
def test_the_real_visit_cut_off_at_any_byte_is_never_a_visit(bounded: Bounded, tmp_path: Path) -> None:
    whole = dumps(load(REAL), compact=True).rstrip().encode()
    (tmp_path / "whole.json").write_bytes(whole)
    step = 1 if os.environ.get("VISITDATA_PROFILE") == "nightly" else 7
    code = (
        "import sys, visitdata\n"
        "data = open('whole.json', 'rb').read()\n"
        f"print(sum(not visitdata.validate(data[:end]) for end in range(0, len(data), {step})), len(data))\n"
    )
    # To count the lines that are run would take most of the time, and they are run elsewhere.
    done = bounded("-c", code, timeout=600, env={"COVERAGE_PROCESS_CONFIG": ""})
    assert (done.returncode, done.stdout.split()) == (0, [b"0", b"%d" % len(whole)])


def test_standard_input_without_an_end_is_one_finding_and_its_writer_stops(tmp_path: Path) -> None:
    # A line that never ends, after one that makes it JSON Lines.
    code = "import sys\nsys.stdout.buffer.write(b'{}\\n{')\nwhile True: sys.stdout.buffer.write(b' ' * 65536)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as writer, subprocess.Popen(
        [sys.executable, "-m", "visitdata", "check", "--no-rules", "-"],
        cwd=tmp_path, stdin=writer.stdout, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.close()
        out, _ = child.communicate(timeout=120)
        _, told = writer.communicate(timeout=120)
    assert (child.returncode, out.count(b"VDP016")) == (1, 1)
    assert b"BrokenPipeError" in told


def test_standard_input_of_small_lines_may_be_of_any_length(bounded: Bounded, tmp_path: Path, compact: bytes) -> None:
    times = MAX_SIZE * 3 // len(compact)
    (tmp_path / "lines").write_bytes(compact * times)
    with (tmp_path / "lines").open("rb") as lines:
        done = bounded("-m", "visitdata", "check", "--no-rules", "-", stdin=lines, memory=2**29)
    assert done.returncode == 0
    assert done.stdout.decode().replace(",", "") == f"Checked {times} documents in 1 file: no errors.\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1"])
def test_another_encoding_is_one_finding(bounded: Bounded, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.json").write_bytes('{"parties": "Séjour officiel"}'.encode(encoding))
    for command in ("check", "fmt"):
        assert codes(bounded("-m", "visitdata", command, "a.json")) == ["VDP003"]


def test_a_loop_of_folders_ends(visitdata: Child, tmp_path: Path, canonical: bytes) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    os.symlink(tmp_path, tmp_path / "loop", target_is_directory=True)
    assert visitdata("check", ".").stdout == "Checked 1 document: no errors.\n"


def test_carriage_returns_end_no_line(tmp_path: Path, compact: bytes) -> None:
    line = compact.removesuffix(b"\n")
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b"\r" * 35 + line + b"\n")
    [checked] = check_paths([str(path)], max_size=len(line) + 10)
    assert [(one.code, one.span) for one in checked.findings] == [("VDP016", (1, 1, 1, 2))]
    path.write_bytes(line + b"\r\r\n" + b'{"x": 1}\n')
    first, second = check_paths([str(path)])
    assert (first.findings, second.record) == ((), 2)


def test_a_canonical_form_past_the_limit_is_not_written(tmp_path: Path, compact: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(compact)
    formatted = format_file(Named(str(path), False), None, len(compact))
    assert [one.code for checked in formatted.checked for one in checked.findings] == ["VDZ001"]
    assert (formatted.new, formatted.is_readable) == (compact, False)


def test_standard_input_that_does_not_wait_is_waited_for(tmp_path: Path, compact: bytes) -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with subprocess.Popen(
        [sys.executable, "-m", "visitdata", "check", "--no-rules", "-"],
        cwd=tmp_path,
        stdin=reading,
        stdout=subprocess.PIPE,
    ) as child:
        os.close(reading)
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for _ in range(3):
                pipe.write(compact)
                time.sleep(0.3)
        out, _ = child.communicate(timeout=60)
    assert (child.returncode, out) == (0, b"Checked 3 documents in 1 file: no errors.\n")

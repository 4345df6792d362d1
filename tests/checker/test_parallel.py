"""Many files by several processes: what comes out is what one process gives, in the same order."""

import gzip
import io
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Child
from visitdata.checker import parallel
from visitdata.checker.across import check_corpus
from visitdata.checker.configuration import Choice, Configuration, Configurations
from visitdata.checker.files import Checked, expand
from visitdata.checker.rulebook import Rulebook
from visitdata.findings import Severity, Unusable


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces so small that a few files are many."""
    monkeypatch.setattr(parallel, "_FILES", 3)
    monkeypatch.setattr(parallel, "_LINES", 2)
    monkeypatch.setattr(parallel, "_WORTH_FILES", 1)


def texts(document: dict[str, Any]) -> list[bytes]:
    """Good documents, bad ones, and what is none; some of the same id."""
    backward = {**document, "end": "2020-01-01"}
    values = [document, {**document, "id": "b"}, backward, {**document, "grade": "oficial"}, {"a": 1}, []]
    return [*(json.dumps(value).encode() for value in values), b"{", b""]


@pytest.fixture
def corpus(tmp_path: Path, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        for place, text in enumerate(texts(document)):
            Path(f"{number}-{place}.json").write_bytes(text)
    Path("lines.jsonl").write_bytes(b"\n".join(texts(document) * 3))
    whole = gzip.compress(b"\n".join(texts(document)))
    Path("broken.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    Path("packed.jsonl.gz").write_bytes(whole)
    Path("gone.json").symlink_to("nowhere")
    return tmp_path


def checked(jobs: int, rules: Rulebook | None, *paths: str, **options: Any) -> list[Checked]:
    return list(check_corpus(expand(paths or (".",)), rules=rules, jobs=jobs, **options))


@pytest.mark.parametrize("jobs", [2, 5])
def test_several_processes_give_what_one_gives(corpus: Path, jobs: int) -> None:
    one = checked(1, Rulebook(Choice()))
    assert checked(jobs, Rulebook(Choice())) == one
    codes = {finding.code for document in one for finding in document.findings}
    assert {"VDP001", "VDP002", "VDS004", "VDT001", "VDX001"} <= codes
    assert checked(jobs, None) == checked(1, None)


def test_standard_input_is_read_where_it_stands(corpus: Path, document: dict[str, Any]) -> None:
    def run(jobs: int) -> list[Checked]:
        stdin = io.BytesIO(b"\n".join(texts(document)))
        return checked(jobs, Rulebook(Choice()), "0-0.json", "-", "lines.jsonl", "0-2.json", stdin=stdin)

    assert run(3) == run(1)


@pytest.mark.parametrize("limit", [20, 100, 300])
def test_a_line_that_is_too_long_ends_its_file_alike(corpus: Path, limit: int) -> None:
    def run(jobs: int) -> list[Checked]:
        return checked(jobs, None, "lines.jsonl", "0-0.json", max_size=limit)

    assert run(2) == run(1)


def test_each_file_is_judged_by_its_configuration(corpus: Path) -> None:
    Path("visitdata.toml").write_text(
        'per-file-ignores = { "1-*" = ["VDT001", "VDX"] }\nseverities = { VDT001 = "info", VDX = "warning" }'
    )
    one = checked(1, Rulebook(Choice(), Configurations()))
    assert checked(2, Rulebook(Choice(), Configurations())) == one
    found = [finding for document in one for finding in document.findings]
    backward = {finding.file: finding.severity for finding in found if finding.code == "VDT001"}
    assert backward[os.path.join(".", "0-2.json")] is Severity.INFO
    assert os.path.join(".", "1-2.json") not in backward
    assert not any("1-" in (finding.file or "") for finding in found if finding.code[:3] == "VDX")
    assert {finding.severity for finding in found if finding.code == "VDX001"} == {Severity.WARNING}


def test_what_cannot_be_used_is_told_before_anything_is_checked(corpus: Path) -> None:
    Path("visitdata.toml").write_text('select = ["VDT999"]')
    for jobs in (1, 2):
        with pytest.raises(Unusable, match=r"^visitdata.toml: no rule has a code that begins with 'VDT999'"):
            next(check_corpus(expand(["."]), rules=Rulebook(Choice(), Configurations()), jobs=jobs))


def test_other_ways_to_begin_a_process_give_the_same(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent import futures

    sources = Path("sources")
    sources.mkdir()
    rules = Rulebook(Choice(evidence="sources"), Configurations(Configuration()))
    spawning = multiprocessing.get_context("spawn")
    pool = futures.ProcessPoolExecutor
    monkeypatch.setattr(futures, "ProcessPoolExecutor", lambda jobs, **more: pool(jobs, mp_context=spawning, **more))
    paths = ("0-0.json", "0-2.json", "0-3.json", "lines.jsonl")
    assert checked(2, rules, *paths) == checked(1, rules, *paths)
    copy = pickle.loads(pickle.dumps(rules))
    assert copy.choice("x") == rules.choice("x")


def test_a_process_that_is_killed_is_told(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(parallel, "_results", killed)
    with pytest.raises(Unusable, match="was ended from outside; try --jobs 1"):
        checked(2, None)


def test_no_process_is_left_where_the_rest_is_not_wanted(corpus: Path) -> None:
    documents = check_corpus(expand(["."]), jobs=2)
    next(documents)
    documents.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.heavy
def test_processes_end_with_the_one_that_began_them(tmp_path: Path, document: dict[str, Any]) -> None:
    (tmp_path / "many.jsonl").write_bytes((json.dumps(document).encode() + b"\n") * 200_000)
    command = [sys.executable, "-m", "visitdata", "check", "--jobs", "2", "many.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        workers: list[int] = []
        while len(workers) < 2:
            time.sleep(0.02)
            assert child.poll() is None
            workers = [int(pid) for pid in Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()]
        child.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() and "visitdata" in of(pid) for pid in workers):
        assert time.monotonic() < deadline, "processes are left over"
        time.sleep(0.05)


def of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@pytest.mark.heavy
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_processes_in_order(tmp_path: Path, document: dict[str, Any], number: signal.Signals) -> None:
    (tmp_path / "many.jsonl").write_bytes((json.dumps(document).encode() + b"\n") * 200_000)
    command = [sys.executable, "-m", "visitdata", "check", "--jobs", "2", "many.jsonl"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as child:
        while not Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split():
            time.sleep(0.02)
        os.killpg(child.pid, number)
        error = child.communicate(timeout=30)[1].decode()
    assert child.returncode == 128 + number
    assert "Traceback" not in error


def test_the_command_tells_the_same_with_any_number_of_jobs(
    visitdata: Child, tmp_path: Path, document: dict[str, Any]
) -> None:
    for number in range(250):
        (tmp_path / f"{number:03}.json").write_bytes(texts(document)[number % 8])
    one = visitdata("check", "--jobs", "1", ".")
    two = visitdata("check", "--jobs", "2", ".")
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert (
        one.stdout.endswith("Checked 221 documents: 284 errors in 126 documents. Skipped 62 files: 1.\n") or one.stdout
    )


@pytest.mark.parametrize("given", ["0", "-1", "x", "1.5", "61", "٢", "9" * 5000, ""])
def test_a_number_of_jobs_that_is_none_is_refused(visitdata: Child, given: str) -> None:
    done = visitdata("check", "--jobs", given, ".")
    assert done.returncode == 2
    assert "is neither auto nor a number from 1 to 60" in done.stderr


@given(st.integers(0, 40))
def test_pieces_hold_every_task_once_and_in_order(number: int) -> None:
    tasks = [parallel.Task(named, None) for named in expand([f"{one}.json" for one in range(number)])]
    pieces = list(parallel._pieces(iter(tasks), None))
    assert [task for piece in pieces if isinstance(piece, list) for task in piece] == tasks
    assert all(isinstance(piece, list) and 0 < len(piece) <= parallel._FILES for piece in pieces)

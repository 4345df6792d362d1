"""Life in a terminal: signals, a full disk, a narrow window, odd locales. Quiet, the right exit code, nothing half
written."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import Child, in_terminal, shown_until_closed
from visitdata.findings import columns as columns_of

pty = pytest.importorskip("pty", reason="terminals and signals as these need POSIX")
resource = pytest.importorskip("resource", reason="limits of a process need POSIX")

COMMAND = [sys.executable, "-m", "visitdata"]

UNCOUNTED = {"COVERAGE_PROCESS_CONFIG": ""}
"""For a child that cannot tell which of its lines were run: it is killed, or may write nothing."""


@contextmanager
def under_way(arguments: list[str], cwd: Path, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs, ended by all means."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen([*COMMAND, *arguments], cwd=cwd, env={**os.environ, **env}, **pipes)
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def wait_until(is_so: Callable[[], object]) -> None:
    for _ in range(1000):
        if is_so():
            return
        time.sleep(0.03)
    raise AssertionError("it did not come to that within 30 seconds")


@pytest.fixture
def untidy(canonical: bytes) -> bytes:
    """A text that `fmt` has to change."""
    return canonical.replace(b"\n", b"\n\n", 1)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]


def test_an_interrupted_check_says_one_line_and_exits_with_130(tmp_path: Path, compact: bytes) -> None:
    # The first bad line, once it is told, shows that the work has begun; then it waits for more input.
    with under_way(["check", "-"], tmp_path) as child:
        assert child.stdin is not None
        child.stdin.write(b"{}\n" + compact * (20_000_000 // len(compact)))
        child.stdin.flush()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, err.strip().splitlines()[-1:]) == (130, [b"Aborted!"])
    assert b"Traceback" not in out + err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_during_writing_leaves_every_file_whole(
    tmp_path: Path, untidy: bytes, canonical: bytes, number: int, code: int
) -> None:
    files = [tmp_path / f"{position:04}.json" for position in range(3000)]
    for file in files:
        file.write_bytes(untidy)
    with under_way(["fmt", "."], tmp_path) as child:
        wait_until(lambda: files[2].read_bytes() == canonical)
        child.send_signal(number)
        out, err = child.communicate(timeout=60)
    assert child.returncode == code
    assert b"Traceback" not in out + err
    assert len(err.strip().splitlines()) <= 1
    contents = [file.read_bytes() for file in files]
    assert set(contents) == {canonical, untidy}
    assert leftovers(tmp_path) == []


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path, compact: bytes) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does; a child inherits it
    try:
        with under_way(["check", "-"], tmp_path) as child:
            time.sleep(1)
            child.send_signal(signal.SIGHUP)
            out, err = child.communicate(compact, timeout=60)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert (child.returncode, out, err) == (0, b"Checked 1 document: no errors.\n", b"")


@pytest.mark.parametrize(
    "arguments", [["fmt", "a.json"], ["new", "--force", "--guest", "PK", "--host", "AZ", "a.json"]]
)
def test_on_a_full_disk_the_old_file_stays_and_one_line_says_why(
    tmp_path: Path, canonical: bytes, arguments: list[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(canonical.replace(b"\n", b" " * 9000 + b"\n", 1))
    before = path.read_bytes()
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=tmp_path, capture_output=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)), env={**os.environ, **UNCOUNTED},
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert b"File too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert path.read_bytes() == before
    assert leftovers(tmp_path) == []


def lines_in_terminal(arguments: list[str], cwd: Path, columns: int) -> list[str]:
    """The lines that a command shows in a terminal of so many columns."""
    with in_terminal(*arguments, cwd=cwd, columns=columns, NO_COLOR="1") as (child, terminal):
        shown = shown_until_closed(terminal)
        assert child.wait(60) == 1
    return shown.replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("columns", [20, 40, 60, 200])
@pytest.mark.parametrize("filler", ["x", "访", "e\u0301", "\x1b"], ids=ascii)
def test_an_excerpt_is_no_wider_than_the_terminal(tmp_path: Path, columns: int, filler: str) -> None:
    escaped = filler if filler != "\x1b" else "\\u001b"
    text = f'{{"schema_version": "1.0", "title": "{escaped * 300}", "id": "A B", "parties": [{{"id": "a"}}]}}'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    head, source, carets, *_ = lines_in_terminal(["check", "a.json"], tmp_path, columns)
    assert "VDS005" in head
    assert source.startswith("    ")
    assert max(columns_of(source), columns_of(carets)) <= columns
    marked = re.search(r"\^+", carets)
    assert marked is not None
    place = source.index('"A B"'[: marked.end() - marked.start()])
    assert columns_of(source[:place]) == marked.start()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
@pytest.mark.parametrize("command", ["check", "fmt", "explain"])
def test_output_in_another_encoding_is_written_all_the_same(
    visitdata: Child, tmp_path: Path, encoding: str, command: str
) -> None:
    text = '{"schema_version": "1.0", "id": "a", "parties": [{"id": "a", "naem": "Azərbaycan 访"}]}'
    (tmp_path / "é.json").write_text(text, encoding="utf-8")
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    done = visitdata(command, "VDS003" if command == "explain" else "é.json", env=env)
    assert done.returncode == (0 if command == "explain" else 1)
    assert "VDS003" in (done.stdout + done.stderr).replace("\0", "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["check", "fmt"])
def test_streams_that_are_closed_are_no_crash(tmp_path: Path, canonical: bytes, command: str, closed: str) -> None:
    (tmp_path / "a.json").write_bytes(canonical)
    shell = f'"{sys.executable}" -m visitdata {command} a.json {closed}'
    done = subprocess.run(["sh", "-c", shell], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stdout + done.stderr
    assert (tmp_path / "a.json").read_bytes() == canonical


def test_an_interrupted_question_exits_with_130(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "visitdata", "new", "a.json"], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs
    ) as child:
        os.close(theirs)
        shown = os.read(ours, 4096)
        while b"Guest" not in shown:
            shown += os.read(ours, 4096)
        for _ in range(100):
            # A signal between the question and the waiting for its answer is noticed with the next one.
            child.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=1)
                break
        assert child.returncode == 130
    os.close(ours)
    assert os.listdir(tmp_path) == []

"""What tests of several parts share: a small visit, its canonical text, and a child process that runs the command.

How many examples a property is tried on is the Hypothesis profile named by VISITDATA_PROFILE: brief, dev, ci, nightly.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from browser import Look, lacking, opened
from visitdata.findings import Finding

for name, examples in (("brief", 20), ("dev", 50), ("ci", 60), ("nightly", 20_000)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
settings.load_profile(os.environ.get("VISITDATA_PROFILE", "dev"))


def told(path: Path) -> dict[str, list[str]]:
    """What a file of expectations says: values, each as a Python literal on a line of its own, and of each the findings
    that it must give, on the indented lines below it, each as `as_told` writes it."""
    expected: dict[str, list[str]] = {}
    findings: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(" "):
            findings.append(line.strip())
        else:
            assert line not in expected, line
            findings = expected[line] = []
    assert all(expected.values())
    return expected


def as_told(finding: Finding) -> str:
    """All that a finding says, on one line."""
    place = "{}:{}-{}:{}".format(*finding.span) if finding.span else "-"
    pointer = "-" if finding.pointer is None else f"'{finding.pointer}'"
    return f"{finding.code} {place} {pointer}{' (key)' if finding.at_key else ''} | {finding.message} | {finding.hint}"


def needed_of_node(package: str) -> Path:
    """The folder of an npm package that a test needs. Skips the test where it is not installed, or fails it where the
    environment variable VISITDATA_REQUIRE_NODE says so."""
    folder = Path(__file__).parent / "node" / "node_modules" / package
    if not (shutil.which("node") and folder.is_dir()):
        reason = f"needs Node and {package}: npm install --prefix tests/node"
        if os.environ.get("VISITDATA_REQUIRE_NODE"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Look]:
    """Chromium, as a function that looks at a page. Skips the test where it or what drives it is not there, or fails it
    where the environment variable VISITDATA_REQUIRE_BROWSER says so."""
    reason = lacking()
    if reason is not None:
        if os.environ.get("VISITDATA_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with opened() as look:
        yield look


ROOT = Path(__file__).resolve().parents[1]


def surroundings(*unsaid: str) -> dict[str, str]:
    """The environment without variables that begin so, and without what a workflow or a terminal around the tests says
    to the command: it is not said to these runs of it."""
    unsaid += ("GITHUB_", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(unsaid)}


Child = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: "properties" not in item.path.parts)


@pytest.fixture
def document() -> dict[str, Any]:
    """A small valid document, its keys in canonical order."""
    return {
        "schema_version": "1.0",
        "id": "az-pk-2023-11-01",
        "title": "Səfər – 阿塞拜疆",
        "grade": "official",
        "start": "2023-11-01",
        "parties": [
            {"id": "pk", "role": "guest", "kind": "state", "country": "PK"},
            {"id": "az", "role": "host", "kind": "state", "country": "AZ"},
        ],
    }


@pytest.fixture
def canonical(document: dict[str, Any]) -> bytes:
    """The canonical text of the small document, written by another encoder than visitdata's."""
    return f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode()


@pytest.fixture
def compact(document: dict[str, Any]) -> bytes:
    """The small document as a line of JSON Lines, in canonical form."""
    return f"{json.dumps(document, ensure_ascii=False, separators=(',', ':'))}\n".encode()


@pytest.fixture(scope="session")
def historyatstate() -> Path:
    """The folder of the Office of the Historian's records that VISITDATA_HISTORYATSTATE names."""
    named = os.environ.get("VISITDATA_HISTORYATSTATE", "")
    if not named or not any(Path(named).glob("visits*.xml")):
        pytest.skip("VISITDATA_HISTORYATSTATE names no folder of the Office of the Historian's XML records")
    return Path(named)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what of this checkout others install from, for what writes beside it."""
    copy = tmp_path_factory.mktemp("check out")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, copy)
    for name in ("src", "schemas", ".github"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def must_install(done: subprocess.CompletedProcess[str]) -> None:
    """Fail where a program that installs packages failed; skip where that is so because no package can be had."""
    said = done.stdout + done.stderr
    if done.returncode and ("No matching distribution found" in said or "NewConnectionError" in said):
        pytest.skip("installing needs an index of packages, which cannot be reached")
    assert done.returncode == 0, said


@pytest.fixture
def python(tmp_path: Path) -> Child:
    """Runs Python in a child process, in a folder of the test's own, with a time limit."""

    def run(
        *arguments: str | os.PathLike[str], stdin: bytes = b"", cwd: Path = tmp_path, **more: Any
    ) -> subprocess.CompletedProcess[str]:
        env = {**surroundings(), "PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "1", **more.pop("env", {})}
        if "stdin_file" in more:
            more["stdin"] = more.pop("stdin_file")
        else:
            more["input"] = stdin
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd, env=env, timeout=60, check=False, stdout=more.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE, **more,
        )  # fmt: skip
        out, err = ((data or b"").decode("utf-8", "surrogateescape") for data in (done.stdout, done.stderr))
        assert "Traceback" not in out + err, out + err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture
def visitdata(python: Child) -> Child:
    """Runs the command ``visitdata`` in a child process; no run of it may show a traceback."""

    def run(*arguments: str | os.PathLike[str], **more: Any) -> subprocess.CompletedProcess[str]:
        return python("-m", "visitdata", *arguments, **more)

    return run


@pytest.fixture
def unprivileged(python: Child, public_folder: Path) -> Child:
    """Runs the command as somebody whom modes of files hold back; root is held back by no mode."""
    if not hasattr(os, "geteuid"):
        pytest.skip("modes of files that hold somebody back need POSIX")
    # Only the powers that override modes are given up, so that the child may still read this Python, wherever it is.
    launch = "import os, sys; os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    if os.geteuid() == 0:
        launch = f"import ctypes; [ctypes.CDLL(None).prctl(24, power, 0, 0, 0) for power in (1, 2)]; {launch}"

    def run(*arguments: str | os.PathLike[str], **more: Any) -> subprocess.CompletedProcess[str]:
        return python("-c", launch, "-m", "visitdata", *arguments, **more)

    probe = public_folder / "probe.json"
    probe.write_bytes(b"")
    probe.chmod(0)
    done = run("check", probe)
    probe.unlink()
    if "Permission denied" not in done.stdout:
        pytest.skip("modes of files hold nobody back here: running as root, who could not be restrained")
    return run


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder whose modes a test may change."""
    folder = Path(tempfile.mkdtemp(prefix="visitdata-"))
    yield folder
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)
    folder.chmod(0o700)
    shutil.rmtree(folder)


@contextmanager
def in_terminal(
    *arguments: str, cwd: Path, columns: int = 80, stdout: int | None = None, **env: str
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command ``visitdata``, run in a terminal of so many columns, its output there unless it is to go elsewhere;
    and the side of the terminal from which what it shows is read."""
    fcntl, pty, termios = (
        pytest.importorskip(name, reason="a terminal needs POSIX") for name in ("fcntl", "pty", "termios")
    )
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = surroundings("COLUMNS", "LINES", "NO_COLOR")
    child = subprocess.Popen(
        [sys.executable, "-m", "visitdata", *arguments], cwd=cwd, env={**kept, "TERM": "xterm", **env},
        stdin=theirs, stdout=theirs if stdout is None else stdout, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield child, ours
    finally:
        child.kill()
        child.wait()
        os.close(ours)


def shown_until_closed(terminal: int) -> str:
    """What the master side of a terminal is shown until no program has the other side open."""
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            piece = b""
        if not piece:
            return shown.decode()
        shown += piece

"""A child process that may take neither all memory nor all time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Bounded = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def bounded(tmp_path: Path) -> Bounded:
    """Runs Python in a child with a limit of memory, about 1 GB where nothing else is said, and of time. The child
    may show no traceback, neither its own nor that of a crash of the interpreter."""
    resource: Any = pytest.importorskip("resource", reason="limits of a process need POSIX")

    def run(
        *arguments: str | os.PathLike[str], memory: int = 2**30, timeout: int = 120, **more: Any
    ) -> subprocess.CompletedProcess[bytes]:
        if "stdin" not in more:
            more.setdefault("input", b"")
        env = {**os.environ, "PYTHONFAULTHANDLER": "1", **more.pop("env", {})}
        done = subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=env, timeout=timeout, check=False,
            stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)), **more,
        )  # fmt: skip
        said = (done.stdout or b"") + done.stderr
        assert b"Traceback" not in said, said[-3000:]
        assert b"Fatal Python error" not in said, said[-3000:]
        assert done.returncode >= 0, done.returncode
        return done

    return run

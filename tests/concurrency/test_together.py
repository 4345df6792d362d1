"""Many threads or processes, first use and all, give exactly what one gives alone."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import Child

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(__file__).with_name("work.py")
DOCUMENTS = [
    *(ROOT / "docs/examples" / f"{name}.json" for name in ("tw-gt-2023-04-01", "tw-us-2023-04-05")),
    *(ROOT / "tests/corpus/valid").glob("*.json"),
    *(ROOT / "tests/corpus/invalid").glob("several-*.json"),
    *(ROOT / "tests/corpus/invalid").glob("vds00*.json"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for path in DOCUMENTS:
        shutil.copy(path, folder)
    return folder


def done(python: Child, *arguments: str | Path) -> list[Any]:
    run = python(WORK, *arguments)
    assert run.returncode == 0, run.stderr
    found: list[Any] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("count", [8, 12, 16])
def test_many_threads_give_what_one_gives(python: Child, folder: Path, count: int) -> None:
    (alone,) = done(python, "alone", "1", folder)
    assert len(alone) > 50
    for _ in range(2):
        together = done(python, "threads", str(count), folder)
        assert len(together) == count
        for one in together:
            assert one == alone


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_many_processes_give_what_one_gives(python: Child, folder: Path, method: str) -> None:
    (alone,) = done(python, "alone", "1", folder)
    assert done(python, "processes", method, folder) == [alone] * 4

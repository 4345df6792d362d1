"""A command that is killed at any moment leaves every file as it was or as it was to be, whole.

How many moments are tried is said by the Hypothesis profile: 200 with ``nightly``, a few otherwise.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

MOMENTS = 200 if os.environ.get("VISITDATA_PROFILE") == "nightly" else 8
FILES = 60

DOCUMENT = {"schema_version": "1.0", "id": "az", "parties": [{"id": "az"}]}


def begin(folder: Path) -> None:
    """Files of which each command changes every one, or the baseline."""
    (folder / "visits").mkdir(parents=True)
    for number in range(FILES):
        value = {**DOCUMENT, "id": f"az-{number}", "titel": "x", "grade": "oficial"}
        (folder / f"visits/{number:03}.json").write_text(json.dumps(value))
    baseline = {
        "format": "visitdata-baseline",
        "version": 1,
        "findings": [
            {"file": "visits/gone.json", "code": "VDS003", "message": "x", "fingerprint": f"{number:032}"}
            for number in range(20_000)
        ],
    }
    (folder / "known.json").write_text(json.dumps(baseline))


def good(folder: Path) -> None:
    """The same with documents that are visits, their keys in another order."""
    begin(folder)
    for number in range(FILES):
        value = {"parties": [{"id": "az"}], "id": f"az-{number}", "schema_version": "1.0"}
        (folder / f"visits/{number:03}.json").write_text(json.dumps(value))


COMMANDS = {
    "fmt": (good, ["fmt", "visits"]),
    "fix": (begin, ["check", "--unsafe-fixes", "visits"]),
    "baseline": (begin, ["check", "--baseline", "known.json", "--update-baseline", "visits"]),
}


def contents(folder: Path) -> dict[str, bytes]:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.heavy
@pytest.mark.parametrize("name", COMMANDS)
def test_every_file_is_old_or_new(tmp_path: Path, name: str) -> None:
    make, arguments = COMMANDS[name]
    command = [sys.executable, "-m", "visitdata", *arguments]
    env = {**os.environ, "COVERAGE_PROCESS_CONFIG": ""}  # a child that is killed cannot tell which lines were run
    make(tmp_path / "whole")
    old = contents(tmp_path / "whole")
    begun = time.monotonic()
    subprocess.run(command, cwd=tmp_path / "whole", capture_output=True, check=False)
    lasted = time.monotonic() - begun
    new = contents(tmp_path / "whole")
    assert old.keys() == new.keys()
    changed = {path for path in old if old[path] != new[path]}
    assert len(changed) == (1 if name == "baseline" else FILES)
    drawn = random.Random(name)
    for moment in range(MOMENTS):
        folder = tmp_path / str(moment)
        make(folder)
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env
        ) as child:
            time.sleep(drawn.uniform(0.2, 1.05) * lasted)
            child.kill()
        found = contents(folder)
        for path in old:
            assert found[path] in (old[path], new[path]), f"{path} is neither old nor new"
        # What was being written lies beside it, hidden, so that no command takes it for a document.
        assert all(Path(path).name.startswith(".") for path in found.keys() - old.keys())
        # Nor does it disturb a later run.
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert {path: text for path, text in contents(folder).items() if path in new} == new
        shutil.rmtree(folder)

"""Fuzz the package for some minutes: ``python -m tests.fuzz --minutes 10 [target...]``.

Each target runs in a process of its own for its share of the time. What it was fed stays in ``build/fuzz``, where the
next run begins from it. Exits with 1 if an input broke a promise, 2 if a target could not run. Needs atheris.
"""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]


class Figures(NamedTuple):
    """What one target's run came to."""

    executions: int
    coverage: int
    features: int
    findings: list[Path]
    status: int


def main() -> int:
    sys.path.insert(0, str(TESTS))  # as pytest does
    from fuzz.targets import TARGETS, words

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Feed the targets to atheris.")
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--folder", type=Path, default=TESTS.parent / "build" / "fuzz")
    parser.add_argument("target", nargs="*", help=f"{', '.join(TARGETS)}; all of them where none is named")
    arguments = parser.parse_args()
    if unknown := set(arguments.target) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install atheris (its wheels are for some versions of Python only)")
    folder = arguments.folder
    (folder / "findings").mkdir(parents=True, exist_ok=True)
    dictionary = folder / "words.txt"
    dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in words()), encoding="ascii")

    names = arguments.target or list(TARGETS)
    seconds = max(1, int(arguments.minutes * 60 / len(names)))
    results = {name: _run(name, folder, seconds) for name in names}
    sys.stdout.write(f"{'target':<12}{'executions':>12}{'coverage':>10}{'features':>10}{'findings':>10}\n")
    for name, figures in results.items():
        count = len(figures.findings)
        row = f"{name:<12}{figures.executions:>12,}{figures.coverage:>10,}{figures.features:>10,}{count:>10}"
        sys.stdout.write(f"{row}\n")
    found = [path for figures in results.values() for path in figures.findings]
    sys.stdout.writelines(f"{path}\n" for path in found)
    if found:
        return 1
    return 2 if any(figures.status for figures in results.values()) else 0


def _escaped(word: str) -> str:
    """A word as a dictionary of libFuzzer writes it."""
    return "".join(chr(byte) if 32 < byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}" for byte in word.encode())


def _run(name: str, folder: Path, seconds: int) -> Figures:
    """Run one target for some seconds, its log beside what it was fed."""
    from fuzz.targets import TARGETS

    target, corpus, findings = TARGETS[name], folder / "corpus" / name, folder / "findings"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        if len(seed) <= target.longest:
            (corpus / f"seed-{number}").write_bytes(seed)
    before = set(findings.iterdir())
    options = [
        f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-artifact_prefix={findings}/{name}-",
        "-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=1", str(corpus),
        *([f"-dict={folder}/words.txt"] * target.dictionary),
    ]  # fmt: skip
    path = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH", "")]))
    log = folder / f"{name}.log"
    with open(log, "wb") as output:
        command = [sys.executable, "-m", "fuzz.child", name, str(findings), *options]
        environment = {**os.environ, "PYTHONPATH": path}
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, env=environment, check=False)
    text = log.read_text("utf-8", "replace")
    found = sorted(path for path in set(findings.iterdir()) - before if path.suffix != ".txt")
    if done.returncode and not found:
        sys.stderr.write(f"{name} ended with {done.returncode}; see {log}\n")
    return Figures(
        _last(r"stat::number_of_executed_units: +(\d+)", text),
        _last(r"cov: (\d+)", text),
        _last(r"ft: (\d+)", text),
        found,
        done.returncode,
    )


def _last(pattern: str, text: str) -> int:
    numbers = re.findall(pattern, text)
    return int(numbers[-1]) if numbers else 0


if __name__ == "__main__":
    sys.exit(main())

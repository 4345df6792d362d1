"""``python -m tests.bench``: print the table of ratios, and write it as JSON.

Exits with 1 where a result lies above its bar.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from . import measures
from .corpus import Corpus, damaged, digest
from .measures import Row

PACKAGES = (
    "visitdata", "attrs", "cattrs", "click", "jiter", "jsonschema", "jsonschema-rs", "orjson",
    "check-jsonschema", "fastjsonschema", "pydantic",
)  # fmt: skip

PARTS = (
    "reading",
    "rules",
    "writing",
    "memory",
    "growth",
    "tables",
    "site",
    "conversion",
    "start",
    "libraries",
    "commands",
    "files",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed and memory.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the documents and turns: shows that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON too")
    parser.add_argument("--only", choices=PARTS, metavar="PART", help=f"only one of {', '.join(PARTS)}")
    options = parser.parse_args()
    corpus = Corpus().documents(200 if options.quick else 2000)
    about = {
        "documents": len(corpus),
        "bytes_each": round(sum(map(len, corpus)) / len(corpus)),
        "sha256": digest(corpus),
        "python": platform.python_version(),
        "machine": f"{_processor()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}",
        "versions": {name: _version(name) for name in PACKAGES},
    }
    for key, value in about.items():
        print(f"{key}: {value if not isinstance(value, dict) else ', '.join(map(' '.join, value.items()))}")
    print()
    rows = []
    for row in _rows(corpus, options.quick, [options.only] if options.only else PARTS):
        print(line(row), flush=True)
        rows.append(row)
    if options.json:
        options.json.write_text(json.dumps({**about, "rows": [row._asdict() for row in rows]}, indent=2) + "\n")
    sys.exit(any(is_over(row) for row in rows))


def _rows(corpus: list[bytes], quick: bool, names: Sequence[str]) -> Iterator[Row]:
    turns = 3 if quick else 15
    bad = damaged(corpus, 0.05)
    parts = {
        "reading": lambda: measures.reading(corpus, bad, turns),
        "rules": lambda: measures.rules(corpus, turns),
        "writing": lambda: measures.writing(corpus, turns),
        "memory": lambda: measures.memory(corpus),
        "growth": lambda: measures.growth(corpus, (100, 1000) if quick else (100, 1000, 10_000, 100_000)),
        "tables": lambda: measures.tables(corpus, (100, 1000) if quick else (1000, 100_000)),
        "site": lambda: measures.sites(corpus, (100, 200) if quick else (1000, 5000), min(turns, 3)),
        "conversion": lambda: measures.conversion(turns),
        "start": lambda: measures.start(turns),
        "libraries": lambda: measures.peer_libraries(corpus, min(turns, 5)),
        "files": lambda: measures.files(damaged(Corpus().documents(100 if quick else 10_000), 0.1), 1 if quick else 3),
        "commands": lambda: measures.peer_commands(corpus[:100] if quick else corpus[:1000], 3),
    }
    for name in names:
        yield from parts[name]()


def is_over(row: Row) -> bool:
    return row.bar is not None and row.result is not None and row.result > row.bar


def line(row: Row) -> str:
    """A row of the table."""
    result = "-" if row.result is None else f"{row.result:.2f}"
    spread = "" if row.low is None else f" ({row.low:.2f} to {row.high:.2f})"
    goals = [f"{name} {goal:.1f}" for name, goal in (("bar", row.bar), ("aim", row.aim)) if goal is not None]
    verdict = "OVER, " if is_over(row) else ""
    note = "; ".join([verdict + ", ".join(goals)] * bool(goals) + [row.note] * bool(row.note))
    return f"{row.measure:62} {result:>8} {row.unit}{spread}{'   ' + note if note else ''}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((part.split(":")[1].strip() for part in text.splitlines() if part.startswith("model name")), "unknown")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()

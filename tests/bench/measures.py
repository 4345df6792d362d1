"""What is measured, in which unit, and how good it has to be."""

import gc
import itertools
import json
import os
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import orjson

import visitdata
from visitdata.checker import rulebook
from visitdata.checker.pipeline import check_text
from visitdata.codec.tree import remade
from visitdata.interop.convert import read
from visitdata.render import site
from visitdata.render.labels import english
from visitdata.rules.engine.catalog import Plan
from visitdata.rules.engine.rule import Rule
from visitdata.rules.engine.run import judge

from . import peers
from .corpus import EXAMPLES
from .timing import Work, peak_of, process_ratio, ratio, seconds_of


class Row(NamedTuple):
    """One line of the table."""

    measure: str
    result: float | None
    """None where it could not be measured; the note says why."""
    unit: str
    bar: float | None = None
    """What it must not exceed."""
    aim: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


LOADS = "x orjson.loads"
DUMPS = "x orjson.dumps"
START = "x python -c pass"
PARSE = "x ElementTree.parse"
READ = "x visitdata.read"


def reading(documents: list[bytes], bad: list[bytes], turns: int) -> Iterator[Row]:
    """From bytes to a verdict, and to a visit."""
    indented = [orjson.dumps(orjson.loads(text), option=orjson.OPT_INDENT_2) for text in documents]
    spaced = [json.dumps(orjson.loads(text)).encode() for text in documents]
    yield _reading("bytes to verdict", check_text, documents, turns, 4.0, 2.5)
    yield _reading("  the same, indented", check_text, indented, turns, 4.0, 2.5)
    yield _reading("  the same, not in canonical form", check_text, spaced, turns, 4.0, 2.5)
    yield _reading("bytes to verdict, 5 % bad, every error located", check_text, bad, turns, 4.6, 3.0)
    yield _reading("bytes to typed visit", visitdata.loads, documents, turns, 9.0)


def _reading(
    name: str,
    do: Callable[[bytes], object],
    texts: list[bytes],
    turns: int,
    bar: float | None = None,
    aim: float | None = None,
) -> Row:
    found = ratio(Work(do, texts), Work(orjson.loads, texts), turns)
    return Row(name, found.median, LOADS, bar, aim, found.low, found.high)


def rules(documents: list[bytes], turns: int) -> Iterator[Row]:
    """From bytes to what all rules find, and which of them take the longest."""
    plan = rulebook.plan()
    yield _reading(
        "bytes to findings, all rules",
        partial(check_text, rules=partial(judge, plan=plan)),
        documents,
        turns,
        25.0,
        15.0,
    )
    visits = [visitdata.loads(text) for text in documents]
    texts = Work(orjson.loads, documents)

    def alone(*chosen: Rule) -> float:
        few = Plan(chosen, plan.settings)
        return ratio(Work(lambda visit: judge(visit, few), visits), texts, 1).median

    walk = alone()
    yield Row("  of which walking the document", walk, LOADS)
    slowest = sorted(((alone(one) - walk, one) for one in plan.rules), key=lambda pair: -pair[0])[:5]
    for time, one in slowest:
        yield Row(f"  of which {one.code} {one.name}", time, LOADS)


def writing(documents: list[bytes], turns: int) -> Iterator[Row]:
    """From a visit to text."""
    visits = [visitdata.loads(text) for text in documents]
    values = [orjson.loads(text) for text in documents]
    compact = Work(lambda visit: visitdata.dumps(visit, compact=True), visits)
    found = ratio(compact, Work(orjson.dumps, values), turns)
    yield Row("dumps, compact", found.median, DUMPS, 7.0, 4.0, found.low, found.high)
    plain = Work(lambda value: orjson.dumps(value, option=orjson.OPT_INDENT_2), values)
    found = ratio(Work(visitdata.dumps, visits), plain, turns)
    yield Row("dumps, indented", found.median, DUMPS, 7.0, 4.0, found.low, found.high)


def memory(documents: list[bytes]) -> Iterator[Row]:
    """What a visit takes that is kept."""
    visitdata.loads(documents[0])
    gc.collect()
    tracemalloc.start()
    kept = [visitdata.loads(text) for text in documents]
    gc.collect()
    size = tracemalloc.get_traced_memory()[0] / len(kept) / 1000
    tracemalloc.stop()
    yield Row("memory of a kept visit", size, "kB", 14.0, 11.0)


_PEAK = """
import re, sys, tempfile, time, visitdata
from pathlib import Path
def timed(do):
    do(sys.argv[2])
    start = time.perf_counter()
    number = do(sys.argv[1])
    seconds = time.perf_counter() - start
    peak = re.search("VmHWM: *\t* *([0-9]+) kB", open("/proc/self/status").read())[1]
    print(number, seconds, int(peak) / 1000)
"""
_READ = """
timed(lambda path: sum(1 for _ in visitdata.read(path)))
"""
_TABLES = """
from visitdata.interop.tables import write_tables
def write(path):
    with tempfile.TemporaryDirectory() as folder:
        return write_tables(visitdata.read(path), Path(folder), {form!r})
timed(write)
"""


_SITE = """
from visitdata.codec.tree import remade
from visitdata.render import site
from visitdata.render.labels import english
def write(path):
    with tempfile.TemporaryDirectory() as folder, remade(folder, "pages") as tree:
        rows = site.gather(visitdata.read(path), tree, english())
        site.build(rows, tree, english(), "Visits", lambda: None)
        return len(rows)
timed(write)
"""


def growth(documents: list[bytes], sizes: tuple[int, ...]) -> Iterator[Row]:
    """Time and memory of reading JSON Lines of more and more visits, each size in a process of its own."""
    yield from _growth(documents, sizes, _READ, "reading", 1.1)


def tables(documents: list[bytes], sizes: tuple[int, ...]) -> Iterator[Row]:
    """Time and memory of writing more and more visits as tables."""
    yield from _growth(documents, sizes, _TABLES.format(form="csv"), "tables in CSV of", 1.1)
    # Parquet holds some thousand rows of each table, and pyarrow keeps what it had: more than at first, but no more.
    yield from _growth(documents, sizes, _TABLES.format(form="parquet"), "tables in Parquet of", 2.0)


def sites(documents: list[bytes], sizes: tuple[int, ...], turns: int) -> Iterator[Row]:
    """Time and memory of building the site of more and more visits, and the time for imported ones."""
    # Of each visit its row in the index is kept, and that index is made as a whole.
    yield from _growth(documents, sizes, _SITE, "a site of", 1.5)
    folder = os.environ.get("VISITDATA_HISTORYATSTATE", "")
    paths = sorted(Path(folder).glob("visits*.xml")) if folder else []
    if not paths:
        yield Row("a site of imported visits", None, READ, note="VISITDATA_HISTORYATSTATE names no records")
        return
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "visits.jsonl"
        visits = [record.visit for one in paths for record in read(one, "historyatstate-visits")]
        path.write_text("".join(visitdata.dumps(visit, compact=True) for visit in visits), "utf-8")
        corpus = Work(lambda path: sum(1 for _ in visitdata.read(path)), [path])
        found = ratio(Work(lambda path: _build(path, Path(work) / "site"), [path]), corpus, turns)
        note = f"{len(visits):,} visits"
        yield Row("a site of imported visits", found.median, READ, 110.0, None, found.low, found.high, note)


def _build(path: Path, folder: Path) -> None:
    with remade(folder, "pages") as tree:
        site.build(site.gather(visitdata.read(path), tree, english()), tree, english(), "Visits", lambda: None)


def _growth(documents: list[bytes], sizes: tuple[int, ...], code: str, name: str, factor: float) -> Iterator[Row]:
    first: tuple[float, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.jsonl"
            with path.open("wb") as file:
                file.writelines(documents[position % len(documents)] + b"\n" for position in range(size))
            done = subprocess.run(
                [sys.executable, "-c", _PEAK + code, path, EXAMPLES], check=True, capture_output=True, text=True
            )
            number, seconds, peak = map(float, done.stdout.split())
            assert number == size
            path.unlink()
            each = seconds / size
            first = first or (each, peak)
            note = f"{1 / each:,.0f} visits a second, {each / first[0]:.2f} x the time of one visit at {sizes[0]:,}"
            yield Row(f"peak memory of {name} {size:,} visits", peak, "MB", factor * first[1], None, note=note)


def conversion(turns: int) -> Iterator[Row]:
    """From the Office of the Historian's XML to visits, compared with parsing it."""
    folder = os.environ.get("VISITDATA_HISTORYATSTATE", "")
    for form, pattern in (("historyatstate-visits", "visits*.xml"), ("historyatstate-travels", "travels*.xml")):
        paths = sorted(Path(folder).glob(pattern)) if folder else []
        if not paths:
            yield Row(f"convert --from {form}", None, PARSE, note="VISITDATA_HISTORYATSTATE names no records")
            continue
        convert = Work(lambda path, form=form: sum(1 for _ in read(path, form)), paths)
        found = ratio(convert, Work(ElementTree.parse, paths), turns)
        yield Row(f"convert --from {form}", found.median, PARSE, None, None, found.low, found.high)


def start(turns: int) -> Iterator[Row]:
    """The command on one file."""
    example = str(EXAMPLES / "tw-bz-2023-04.json")
    bare = [sys.executable, "-c", "pass"]
    found = process_ratio([*peers.VISITDATA, "check", "--no-rules", example], bare, 2 * turns)
    yield Row("check --no-rules one.json", found.median, START, 8.0, 6.0, found.low, found.high)
    ours = [*peers.VISITDATA, "check", example]
    found = process_ratio(ours, bare, 2 * turns)
    yield Row("check one.json", found.median, START, None, None, found.low, found.high)
    peer = peers.commands([example])["check-jsonschema"]
    if peer is None:
        yield Row("check one.json", None, "x check-jsonschema", note="not installed")
    else:
        found = process_ratio(ours, peer, turns)
        yield Row("check one.json", found.median, "x check-jsonschema", 0.5, None, found.low, found.high)


def peer_libraries(documents: list[bytes], turns: int) -> Iterator[Row]:
    """Other ways from bytes to a verdict or to typed objects."""
    some = documents[:: max(1, len(documents) // 50)]
    for name, make, texts in (
        ("pydantic 2, an equivalent model (keeps the last of two keys)", peers.pydantic_model, documents),
        ("fastjsonschema, of the schema's twin", peers.fast_jsonschema, some),
        ("json + jsonschema + cattrs by hand", peers.by_hand, some),
    ):
        try:
            load = make()
        except ImportError as error:
            yield Row(name, None, LOADS, note=f"not installed: {error.name}")
        else:
            yield _reading(name, load, texts, turns)


def files(documents: list[bytes], turns: int) -> Iterator[Row]:
    """Many files, a tenth of them bad: other commands, more processes, how time grows, and memory."""
    few = documents[: len(documents) // 100]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as small:
        for place, texts in ((folder, documents), (small, few)):
            for position, text in enumerate(texts):
                (Path(place) / f"{position:05}.json").write_bytes(text)
        names = sorted(map(str, Path(folder).iterdir()))
        ways = {"schema only": ["--no-rules"], "all rules": [], "all rules, but none across": ["--ignore", "VDX"]}

        def ours(way: str, jobs: int, place: str = folder) -> list[str]:
            return [*peers.VISITDATA, "check", "--format", "concise", "--jobs", str(jobs), *ways[way], place]

        for way in ways:
            number = f"{len(documents):,} files, {way}"
            found = process_ratio(ours(way, 2), ours(way, 1), turns)
            yield Row(f"{number}: 2 jobs", found.median, "x 1 job", None, None, found.low, found.high)
            found = process_ratio(ours(way, 1), ours(way, 1, small), turns)
            per_file = [one * len(few) / len(documents) for one in found]
            yield Row(f"{number}: time of a file", per_file[0], f"x in {len(few)} files", None, None, *per_file[1:])
            for jobs in (1, 2):
                peaks = [peak_of(ours(way, jobs, place)) for place in (small, folder)]
                yield Row(
                    f"{number}: peak memory, {jobs} jobs", peaks[1], "MB", note=f"{peaks[0]:.0f} MB in {len(few)}"
                )
        for name, command in peers.commands(names).items():
            took = seconds_of(command) if command is not None else None
            for way, jobs in itertools.product(("schema only", "all rules"), (1, 2)):
                result = took / seconds_of(ours(way, jobs)) if took is not None else None
                unit = f"x visitdata check, {way}, {jobs} jobs"
                yield Row(f"{name}, {len(names):,} files", result, unit, note="" if command else "not installed")


def peer_commands(documents: list[bytes], turns: int) -> Iterator[Row]:
    """Other commands on the same files, as multiples of ours."""
    with tempfile.TemporaryDirectory() as folder:
        for position, text in enumerate(documents):
            (Path(folder) / f"{position}.json").write_bytes(text)
        files = sorted(map(str, Path(folder).glob("*.json")))
        ours = [*peers.VISITDATA, "check", "--no-rules", folder]
        for name, command in peers.commands(files).items():
            measure = f"{name}, {len(files)} files"
            if command is None:
                yield Row(measure, None, "x visitdata check --no-rules", note="not installed")
            else:
                found = process_ratio(command, ours, turns)
                yield Row(measure, found.median, "x visitdata check --no-rules", None, None, found.low, found.high)

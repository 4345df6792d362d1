"""One and the same work, done by many threads or processes at once, in a Python in which nothing was used before.

``python work.py threads COUNT FOLDER`` and ``python work.py processes METHOD FOLDER`` print what each of them found;
``python work.py alone 1 FOLDER`` what one finds that nobody disturbs. Nothing of visitdata is imported before the work
begins, so that its first use is a race.
"""

import hashlib
import json
import multiprocessing
import random
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

Answers = dict[str, Any]


def answers(folder: Path, turn: int) -> Answers:
    """What everything public says of the documents of a folder, asked in one of four orders."""
    documents = sorted(folder.glob("*.json"))
    tasks: list[tuple[str, Callable[[], Any]]] = []
    for path in documents:
        for task in (loading, checking, formatting, reading):
            tasks.append((f"{task.__name__} {path.name}", lambda task=task, path=path: task(path)))
    tasks += [(task.__name__, task) for task in (dating, building, describing, failing)]
    random.Random(turn % 4).shuffle(tasks)
    return {name: task() for name, task in tasks}


def loading(path: Path) -> Any:
    import visitdata

    try:
        visit = visitdata.load(path)
    except visitdata.InvalidVisit as invalid:
        return [str(finding) for finding in invalid.findings]
    placed = [(one.pointer, str(one.date), one.zone, one.status, len(one.attendees)) for one in visit.activities()]
    pointers = [pointer for pointer, _ in visit.walk()]
    return [visitdata.dumps(visit), visitdata.dumps(visit, compact=True), repr(visit), placed, pointers]


def checking(path: Path) -> Any:
    import visitdata

    found = visitdata.validate(path.read_bytes())
    assert found == visitdata.validate(path.read_bytes(), engine="jsonschema")
    return [(*finding[:2], finding.hint, finding.span) for finding in found]


def formatting(path: Path) -> Any:
    from visitdata.checker.files import Named
    from visitdata.checker.format import format_file
    from visitdata.report import text

    formatted = format_file(Named(str(path), False))
    return [formatted.new.decode("utf-8", "replace"), [text.of_document(checked) for checked in formatted.checked]]


def reading(path: Path) -> Any:
    import visitdata

    problems: list[visitdata.InvalidVisit] = []
    return [[visit.id for visit in visitdata.read(path, invalid=problems.append)], len(problems)]


def dating() -> Any:
    from visitdata import EDTF

    dates = [EDTF(text) for text in ("2023-11-01", "2010-07-XX", "[..2010,2011]", "{2009,2010-21~}", "2023-11~/..")]
    bounds = [(str(date.earliest), str(date.latest), date.precision) for date in dates]
    return [bounds, [[one.before(other).value for one in dates] for other in dates]]


def building() -> Any:
    from visitdata import HonorGuard, InvalidField, Party, Visit

    visit = Visit(id="a", parties=[Party(id="b")], program=[HonorGuard(id="c", services=["army"])], titles={"en": "x"})
    try:
        Party(id="B")
    except InvalidField as error:
        return [repr(visit), str(error), repr(visit.replace("c", note="d").rename("b", "e"))]


def describing() -> Any:
    import visitdata
    from visitdata.codec.problems import PROBLEMS

    text = json.dumps(visitdata.schema()).encode()
    return [hashlib.sha256(text).hexdigest(), sorted(dir(visitdata)), len(visitdata.registry()), sorted(PROBLEMS)]


def failing() -> Any:
    import visitdata

    try:
        return visitdata.Vist  # type: ignore[attr-defined]
    except AttributeError as error:
        return str(error)


def by_threads(count: int, folder: Path) -> list[Answers]:
    sys.setswitchinterval(1e-6)
    barrier = threading.Barrier(count)

    def one(turn: int) -> Answers:
        barrier.wait()
        return answers(folder, turn)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def by_processes(method: str, folder: Path) -> list[Answers]:
    """Before others are started, everything was in use already here."""
    mine = answers(folder, 0)
    with multiprocessing.get_context(method).Pool(3) as pool:
        return [mine, *pool.starmap(answers, [(folder, turn) for turn in range(1, 4)])]


def main(how: str, argument: str, folder: Path) -> None:
    if how == "alone":
        done = [answers(folder, 0)]
    elif how == "threads":
        done = by_threads(int(argument), folder)
    else:
        done = by_processes(argument, folder)
    json.dump([dict(sorted(one.items())) for one in done], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

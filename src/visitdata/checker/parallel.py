"""Many files, checked in one process or in several; what comes out is the same, in the order of what goes in."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from visitdata.checker.files import (
    LINES,
    UNREADABLE,
    Checked,
    Named,
    check_file,
    check_lines,
    is_too_long,
    lines_of,
    opened,
    unreadable,
)
from visitdata.findings import Finding, Unusable
from visitdata.schemas.engines import Engine

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from visitdata.checker.configuration import Choice
    from visitdata.checker.rulebook import Rulebook
    from visitdata.model import Visit
    from visitdata.rules.engine.catalog import Plan
    from visitdata.rules.engine.corpus import Digest

_FILES = 32
"""How many files a process is handed at once."""

_LINES = 256
"""How many lines of a file of lines a process is handed at once."""

_AHEAD = 4
"""How many pieces of work wait for each process, so that none is idle and memory is bounded."""

_WORTH_FILES, _WORTH_BYTES = 200, 2_000_000
"""From how many files, or bytes in them, on further processes save time."""


class Reading(NamedTuple):
    """How documents are read."""

    engine: Engine
    max_size: int | None


class Task(NamedTuple):
    """A file to be checked, or some lines of it, and by which rules."""

    named: Named
    choice: "Choice | None"
    lines: tuple[bytes, ...] | None = None
    begun: int = 1
    """The number of the first of the lines."""


Result = tuple[Checked, "Digest | None"]
"""A document that was checked, without its value where it has no findings; and what the rules across documents need of
it, where there are such."""


class _Work(NamedTuple):
    """What all tasks share; each process has its own."""

    reading: Reading
    rules: "Rulebook | None"
    are_across: bool
    """Whether rules across documents will be run."""
    stdin: IO[bytes] | None = None


def check_all(
    files: Iterable[Named],
    reading: Reading,
    rules: "Rulebook | None",
    *,
    stdin: IO[bytes] | None,
    jobs: int,
    are_across: bool,
) -> Iterator[Result]:
    """Every document of some files, checked one at a time, by so many processes where there is enough to do.
    `are_across` says whether rules across documents will be run. Raises `Unusable` for a configuration that cannot be
    used, and where a process is ended from outside, as the system does for want of memory."""
    work = _Work(reading, rules, are_across, stdin)
    tasks = (_task(named, rules) for named in files)
    first = list(islice(tasks, _WORTH_FILES)) if jobs > 1 else []
    if jobs > 1 and (len(first) == _WORTH_FILES or sum(map(_size, first)) > _WORTH_BYTES):
        return _by_processes(chain(first, tasks), work, jobs)
    return (result for task in chain(first, tasks) for result in _results(task, work))


def _task(named: Named, rules: "Rulebook | None") -> Task:
    if rules is None:
        return Task(named, None)
    choice = rules.choice(named.shown)
    rules.plan(choice, named.shown)  # what cannot be used is told before anything is checked with it
    return Task(named, choice)


def _size(task: Task) -> int:
    try:
        return os.stat(task.named.path).st_size
    except (OSError, ValueError):
        return 0


def _results(task: Task, work: _Work) -> Iterator[Result]:
    met: list[Visit] = []
    options: dict[str, Any] = work.reading._asdict()
    are_across = False
    if task.choice is not None and work.rules is not None:
        plan = work.rules.plan(task.choice)
        options["rules"] = partial(_judge, met, plan)
        are_across = work.are_across and plan.is_across
    if task.lines is None:
        documents = check_file(task.named, stdin=work.stdin, **options)
    else:
        documents = check_lines(task.named.path, task.lines, task.begun, **options)
    for checked in documents:
        digest = None
        if met:
            visit = met.pop()
            if are_across:
                from visitdata.rules.engine import corpus

                digest = corpus.digest(visit, checked.file, checked.record)
        yield (checked if checked.findings else checked._replace(value=None)), digest


def _judge(met: "list[Visit]", plan: "Plan", visit: "Visit") -> list[Finding]:
    """What rules find in a visit, which is kept for those across documents."""
    from visitdata.rules.engine.run import judge

    met.append(visit)
    return judge(visit, plan)


def _by_processes(tasks: Iterator[Task], work: _Work, jobs: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[list[Result]] | Task | Checked] = deque()
    pieces = _pieces(tasks, work.reading.max_size)
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(work._replace(stdin=None),))
    try:
        while True:
            for piece in islice(pieces, jobs * _AHEAD - len(waiting)):
                waiting.append(_submitted(pool, piece) if isinstance(piece, list) else piece)
            if not waiting:
                return
            turn = waiting.popleft()
            if isinstance(turn, Checked):
                yield turn, None
            elif isinstance(turn, Task):  # standard input, which no other process can read
                yield from _results(turn, work)
            else:
                yield from turn.result()
    except BrokenProcessPool:
        raise Unusable("a process that checked documents was ended from outside; try --jobs 1") from None
    finally:
        pool.shutdown(cancel_futures=True)


_SIGNALS = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
"""By which a run is asked to end."""


def _submitted(pool: "ProcessPoolExecutor", piece: list[Task]) -> "Future[list[Result]]":
    """A piece of work for another process, which may begin with it; signals have to wait until it has: half begun it
    would neither end nor be waited for in order."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return pool.submit(_done, piece)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        return pool.submit(_done, piece)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pieces(tasks: Iterable[Task], max_size: int | None) -> Iterator[list[Task] | Task | Checked]:
    """The tasks in pieces of some files, or some lines of one; alone standard input, and what cannot be read."""
    piece: list[Task] = []
    for task in tasks:
        is_stdin, holds_lines = task.named.path == "-", task.named.path.endswith(LINES)
        if piece and (is_stdin or holds_lines or len(piece) == _FILES):
            yield piece
            piece = []
        if is_stdin:
            yield task
        elif holds_lines:
            yield from _parts(task, max_size)
        else:
            piece.append(task)
    if piece:
        yield piece


def _parts(task: Task, max_size: int | None) -> Iterator[list[Task] | Checked]:
    """A file of lines in parts, as far as it can be read."""
    path, begun, lines = task.named.path, 1, list[bytes]()
    failure = None
    try:
        with opened(path) as file:
            for line in lines_of(file, max_size):
                lines.append(line)
                if len(lines) == _LINES:
                    yield [task._replace(lines=tuple(lines), begun=begun)]
                    begun, lines = begun + _LINES, []
                if is_too_long(line, max_size):
                    break
    except UNREADABLE as error:
        failure = unreadable(path, error)
    if lines:
        yield [task._replace(lines=tuple(lines), begun=begun)]
    if failure is not None:
        yield Checked(path, None, None, (failure,))


_work: _Work | None = None
"""In a process that checks documents, what it was begun with."""


def _begin(work: _Work) -> None:
    """Begin as a process that checks documents: one that ends with the process that began it, and leaves Ctrl-C to
    that one."""
    from multiprocessing import parent_process

    global _work  # noqa: PLW0603 - how a process of a pool keeps what it is given
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _SIGNALS - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    parent = parent_process()

    def end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=end_with_parent, daemon=True).start()


def _done(piece: list[Task]) -> list[Result]:
    if _work is None:
        raise RuntimeError("this process was not begun to check documents")
    return [result for task in piece for result in _results(task, _work)]

"""Times that a noisy machine cannot falsify: everything is measured in turns, and told as a ratio within its turn."""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple


class Ratio(NamedTuple):
    """How many times longer something takes than something else."""

    median: float
    low: float
    high: float


class Work(NamedTuple):
    """Something to be done with each of some items."""

    do: Callable[[Any], object]
    items: Sequence[Any]

    def seconds(self) -> float:
        """How long it takes for one item, on average."""
        do = self.do
        start = time.perf_counter()
        for item in self.items:
            do(item)
        return (time.perf_counter() - start) / len(self.items)


def ratio(work: Work, base: Work, turns: int) -> Ratio:
    """How many times longer some work takes an item than other work, done before and after it in each turn."""
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is no burden of what it measures
    work.seconds()
    found = []
    for _ in range(turns):
        before = base.seconds()
        found.append(2 * work.seconds() / (before + base.seconds()))
    gc.unfreeze()
    return _summary(found)


def process_ratio(command: Sequence[str], base: Sequence[str], turns: int) -> Ratio:
    """How many times longer one command takes than another."""
    seconds_of(command)
    return _summary(seconds_of(command) / seconds_of(base) for _ in range(turns))


def seconds_of(command: Sequence[str]) -> float:
    """How long a command takes, once."""
    start = time.perf_counter()
    # A command that finds something exits with 1, and has done its work all the same.
    done = subprocess.run(command, check=False, capture_output=True)
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return time.perf_counter() - start


def peak_of(command: Sequence[str]) -> float:
    """The most memory that a command takes in any one process, in megabytes."""
    # A child counts what this process holds as its own, until it becomes the command: so a small one lies between.
    between = [sys.executable, "-c", _PEAK, *command]
    return int(subprocess.run(between, check=True, capture_output=True, text=True).stdout) / 1000


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _summary(found: Iterable[float]) -> Ratio:
    ratios = sorted(found)
    return Ratio(statistics.median(ratios), ratios[0], ratios[-1])

"""Times that a noisy machine cannot falsify: everything is measured in turns, and told as a ratio within its turn."""

import gc
import statistics
import subprocess
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
    _run(command)
    return _summary(_run(command) / _run(base) for _ in range(turns))


def _run(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _summary(found: Iterable[float]) -> Ratio:
    ratios = sorted(found)
    return Ratio(statistics.median(ratios), ratios[0], ratios[-1])

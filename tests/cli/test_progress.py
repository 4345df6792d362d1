"""How far a long command has got: shown to who waits, and gone when it is done."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from conftest import Child, in_terminal, shown_until_closed
from visitdata.cli import progress as module
from visitdata.cli.progress import Progress, progress

BAD = b"{}\n"


class Screen:
    """A line-oriented terminal, as far as a bar needs one."""

    def __init__(self, shown: str) -> None:
        self.lines = [""]
        self.column = 0
        self.is_cursor_shown = True
        rest = shown
        while rest:
            rest = self._take(rest)

    def _take(self, rest: str) -> str:
        for escape, act in {
            "\x1b[?25l": self._hide, "\x1b[?25h": self._show, "\x1b[2K": self._wipe, "\x1b[1A": self._up,
            "\r": self._home, "\n": self._down,
        }.items():  # fmt: skip
            if rest.startswith(escape):
                act()
                return rest[len(escape) :]
        line = self.lines[self.row].ljust(self.column)
        self.lines[self.row] = line[: self.column] + rest[0] + line[self.column + 1 :]
        self.column += 1
        return rest[1:]

    row = 0

    def _hide(self) -> None:
        self.is_cursor_shown = False

    def _show(self) -> None:
        self.is_cursor_shown = True

    def _wipe(self) -> None:
        self.lines[self.row] = ""

    def _up(self) -> None:
        self.row -= 1

    def _home(self) -> None:
        self.column = 0

    def _down(self) -> None:
        self.row += 1
        self.lines += [""] * (self.row + 1 - len(self.lines))


@pytest.fixture
def corpus(tmp_path: Path, compact: bytes) -> Path:
    """A corpus that takes a while, with an error in the middle."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(compact * 15_000 + BAD + compact * 15_000)
    return path


def test_a_terminal_is_told_how_far_it_has_got_and_is_left_clean(tmp_path: Path, corpus: Path) -> None:
    with in_terminal("stats", corpus.name, cwd=tmp_path) as (child, terminal):
        shown = shown_until_closed(terminal)
        assert child.wait(60) == 1
    assert "\rCounting  " in shown.replace("\x1b[?25l", "")
    screen = Screen(shown)
    assert screen.is_cursor_shown
    assert screen.lines[0].startswith("a.jsonl:15001:1: VDS010 ")
    assert [line.strip() for line in screen.lines[1:3]] == ["{}", "^"]
    assert screen.lines[3].startswith("Checked 30,001 documents in 1 file: 1 error")
    assert screen.lines[4].startswith("30,000 visits, ")
    assert not any("Counting" in line for line in screen.lines)


def test_an_interrupted_one_leaves_the_terminal_clean(tmp_path: Path, compact: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(compact * 60_000)
    with in_terminal("stats", "a.jsonl", cwd=tmp_path) as (child, terminal):
        shown = os.read(terminal, 65536)
        while b"0 documents" not in shown:
            shown += os.read(terminal, 65536)
        child.send_signal(signal.SIGINT)
        screen = Screen(shown.decode() + shown_until_closed(terminal).replace("^C", ""))
        assert child.wait(60) == 130
    assert screen.is_cursor_shown
    assert [line for line in screen.lines if line] == ["Aborted!"]


def test_a_pipe_is_told_nothing(visitdata: Child, corpus: Path) -> None:
    done = visitdata("stats", corpus.name)
    assert "Counting" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_a_narrow_terminal_is_told_nothing(tmp_path: Path, corpus: Path) -> None:
    with in_terminal("stats", corpus.name, cwd=tmp_path, columns=39) as (child, terminal):
        assert "Counting" not in shown_until_closed(terminal)
        assert child.wait(60) == 1


@pytest.fixture
def widths(monkeypatch: pytest.MonkeyPatch) -> dict[object, int | None]:
    """How wide each stream is taken to be."""
    widths: dict[object, int | None] = {sys.stderr: 80, sys.stdout: None}
    monkeypatch.setattr(module, "width", lambda stream: widths[stream])
    return widths


@pytest.mark.parametrize(("output", "is_shown"), [(None, True), (80, False)])
def test_beside_lines_in_the_same_terminal_nothing_is_shown(
    widths: dict[object, int | None], output: int | None, is_shown: bool
) -> None:
    widths[sys.stdout] = output
    with progress("Writing", "rows", beside_output=True) as bar:
        assert (bar._bar is not None) is is_shown


def test_a_known_length_gives_a_bar(widths: dict[object, int | None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_FIRST", 0)
    with progress("Writing", "rows", length=2000) as bar:
        bar.advance(1000)
        assert bar._bar.format_progress_line() == "Writing  [#####-----]  1,000 rows"


class Counter:
    """What a bar is told."""

    def __init__(self) -> None:
        self.steps: list[int] = []

    def __enter__(self) -> None:
        assert self.steps == []

    def update(self, number: int) -> None:
        self.steps.append(number)


def test_it_is_looked_at_ten_times_a_second_at_most_and_not_at_once() -> None:
    counter = Counter()
    bar = Progress(counter)
    for _ in range(1000):
        bar.advance()
    assert counter.steps == []
    for _ in range(5):
        time.sleep(0.11)
        bar.advance(5)
    assert sum(counter.steps) == 1025
    assert len(counter.steps) <= 3


def test_without_a_terminal_it_costs_nothing_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Counting", "visits") as bar:
        bar.advance(7)
        bar.clear()
    assert capsys.readouterr() == ("", "")

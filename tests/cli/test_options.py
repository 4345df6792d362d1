"""What several commands share."""

import io

import pytest

from visitdata.cli import _end
from visitdata.cli.options import width


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_only_a_terminal_has_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "77")
    assert [width(None), width(io.StringIO()), width(Terminal())] == [None, None, 77]


def test_a_signal_ends_with_its_number() -> None:
    with pytest.raises(SystemExit) as caught:
        _end(15, None)
    assert caught.value.code == 143

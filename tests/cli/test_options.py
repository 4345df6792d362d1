"""What several commands share."""

import io

import pytest

from visitdata.cli import _end
from visitdata.cli.options import is_colored, width


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


@pytest.mark.parametrize(
    ("choice", "environment", "is_terminal", "colored"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {}, True, False),
    ],
)
def test_output_is_colored_on_a_terminal_unless_someone_says_no(
    monkeypatch: pytest.MonkeyPatch, choice: str, environment: dict[str, str], is_terminal: bool, colored: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert is_colored(choice, Terminal() if is_terminal else io.StringIO()) is colored
    assert is_colored("auto", None) is False

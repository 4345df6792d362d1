"""The command itself: its commands, words that are none, and what a shell completes."""

import pytest

from conftest import Child


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "Error: there is no command 'chekc'; did you mean 'check'?"),
        (["zzz"], "'zzz'"),
        (["--zzz"], "--zzz"),
        (["\x1b[31m"], r"\x1b[31m"),
    ],
)
def test_a_word_that_is_no_command_is_a_usage_error(visitdata: Child, arguments: list[str], said: str) -> None:
    done = visitdata(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    usage, said_of_it = done.stderr.split("\n\n")
    assert usage.startswith("Usage: visitdata [OPTIONS] COMMAND [ARGS]...")
    assert said_of_it.startswith("Error: ")
    assert said in said_of_it


def test_a_shell_can_complete_the_commands(visitdata: Child) -> None:
    asked = {"_VISITDATA_COMPLETE": "bash_complete", "COMP_WORDS": "visitdata ", "COMP_CWORD": "1"}
    assert visitdata(env=asked).stdout.split() == [
        f"plain,{name}"
        for name in (
            "check",
            "convert",
            "diff",
            "evidence",
            "explain",
            "fmt",
            "new",
            "rules",
            "schema",
            "show",
            "stats",
            "tables",
        )
    ]

"""The command itself: its commands, words that are none, and what a shell completes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize("arguments", [[], ["schema"]])
def test_without_a_command_the_overview_is_shown(visitdata: Child, arguments: list[str]) -> None:
    result = visitdata(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == visitdata(*arguments, "--help").stdout


def test_a_missing_option_is_told_in_one_line(visitdata: Child) -> None:
    result = visitdata("convert")
    assert result.returncode == 2
    assert result.stderr.splitlines()[2:] == [
        "Error: Missing option '--to'. Choose from: json, jsonl, historyatstate-visits, historyatstate-travels"
    ]


def test_a_shell_can_complete_the_commands(visitdata: Child) -> None:
    asked = {"_VISITDATA_COMPLETE": "bash_complete", "COMP_WORDS": "visitdata ", "COMP_CWORD": "1"}
    assert visitdata(env=asked).stdout.split() == [
        f"plain,{name}"
        for name in (
            "check",
            "convert",
            "diff",
            "docs",
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


@pytest.fixture
def shell_path(tmp_path: Path) -> str:
    """Where a shell looks for programs: the command is one of them."""
    program = tmp_path / "bin" / "visitdata"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m visitdata "$@"\n', "utf-8")
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


def run_shell(shell: str, script: str, folder: Path, path: str, *arguments: str) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    done = subprocess.run(
        [shell, "-c", script, *arguments],
        cwd=folder, env={**os.environ, "PATH": path, "HOME": str(folder)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


COMPLETED = [
    ("visitdata che", ["check"]),
    ("visitdata check --fail-on w", ["warning"]),
    ("visitdata check --unsafe", ["--unsafe-fixes"]),
    ("visitdata check --select VDX", ["VDX", "VDX001", "VDX002"]),
    ("visitdata check --ignore vdx00", ["VDX001", "VDX002"]),
    ("visitdata check --select VDT001,VDX00", ["VDT001,VDX001", "VDT001,VDX002"]),
    ("visitdata explain VDP00", ["VDP001", "VDP002"]),
    ("visitdata explain zzz", []),
]


@pytest.mark.heavy
@pytest.mark.parametrize(("typed", "first"), COMPLETED)
def test_bash_completes(tmp_path: Path, shell_path: str, typed: str, first: list[str]) -> None:
    script = (
        'eval "$(_VISITDATA_COMPLETE=bash_source visitdata)"\n'
        "complete -p visitdata >/dev/null\n"
        'read -ra COMP_WORDS <<< "$0"\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n'
        '_visitdata_completion visitdata\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    completed = run_shell("bash", script, tmp_path, shell_path, typed).split()
    assert completed[: len(first)] == first
    assert completed if first else not completed


@pytest.mark.heavy
@pytest.mark.parametrize(("typed", "first"), COMPLETED)
def test_fish_completes(tmp_path: Path, shell_path: str, typed: str, first: list[str]) -> None:
    script = "_VISITDATA_COMPLETE=fish_source visitdata | source; complete -C $argv[1]"
    completed = [line.split("\t")[0] for line in run_shell("fish", script, tmp_path, shell_path, typed).splitlines()]
    assert set(completed) >= set(first)


@pytest.mark.heavy
def test_zsh_reads_its_script_and_is_told_what_completes(tmp_path: Path, shell_path: str, visitdata: Child) -> None:
    asked = {"_VISITDATA_COMPLETE": "zsh_complete", "COMP_WORDS": "visitdata explain VDX001", "COMP_CWORD": "2"}
    assert visitdata(env=asked).stdout.split("\n")[:3] == ["plain", "VDX001", "same-id"]
    script = (
        'compdef() { print -r -- "$@" }\neval "$(_VISITDATA_COMPLETE=zsh_source visitdata)"\n'
        "(( $+functions[_visitdata_completion] ))"
    )
    assert run_shell("zsh", script, tmp_path, shell_path).split() == ["_visitdata_completion", "visitdata"]

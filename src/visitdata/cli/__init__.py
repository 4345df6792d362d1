"""The command line: one command a file, each loaded when it is called."""

import contextlib
import gc
import importlib
import io
import os
import signal
import sys
from typing import NoReturn

import click

from visitdata import __version__
from visitdata.findings import nearest, printable

COMMANDS = {
    "check": "Check documents against the model.",
    "convert": "Convert visits from other formats and back.",
    "diff": "Say what changed between two versions of a visit.",
    "docs": "Write pages for readers.",
    "evidence": "Say which sources carry what a document says.",
    "explain": "Say what a code of a finding means and how to mend it.",
    "fmt": "Write documents in canonical form.",
    "new": "Write a first document, ready to be filled in.",
    "rules": "List the rules by which documents are judged.",
    "schema": "Show the JSON Schema of a document, and what changed in it.",
    "show": "Show one visit, readable in a terminal.",
    "stats": "Say what is in a corpus.",
    "tables": "Write a corpus as flat, joinable tables.",
}
"""The commands, each in a module of its name, with the line that the overview shows."""


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"visitdata.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            near = nearest(args[0], COMMANDS)
            if near is not None:
                ctx.fail(f"there is no command {args[0]!r}; did you mean {near!r}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="visitdata", message="%(prog)s %(version)s")
def cli() -> None:
    """Diplomatic visits as data: check, format and explain JSON documents."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line as the process that it is. Exits with 0 (no error), 1 (at least one error), or 2 (a usage
    error or nothing to check); with 128 and its number after a signal."""
    # Starting and ending make no garbage: to look for it would take an eighth of the time of a check.
    gc.set_threshold(100_000)
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        # Asked to end, Python would end where it is; so it puts away what it has begun to write.
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a character gets an escape, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = _run(arguments)
    gc.freeze()
    sys.exit(code)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _comes_from_ctrl_c(error: BaseException | None) -> bool:
    """Whether Ctrl-C was pressed, though what it interrupted may have failed then."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False


def _run(arguments: list[str] | None) -> int:
    try:
        if sys.stdout is None:
            raise OSError(None, "standard output is closed")
        code = cli.main(arguments, prog_name="visitdata", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        # Called without a command: the overview, which is no message of one line.
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        # What was typed, quoted back, must not act on the terminal.
        usage = f"{error.ctx.get_usage()}\n\n" if isinstance(error, click.UsageError) and error.ctx else ""
        # Click lists the words of an option one a line; here a message is one line.
        message = printable(error.format_message().replace("\n\t", " "))
        click.echo(f"{usage}Error: {message}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as abort:
        click.echo("Aborted!", err=True)
        return 128 + signal.SIGINT if _comes_from_ctrl_c(abort) else 1
    except OSError as error:
        # Files that cannot be read or written are findings; what is left is the output itself, such as a full disk.
        # A reader that has seen enough and closed the pipe needs no word: click ends quietly then.
        with contextlib.suppress(OSError):
            click.echo(f"visitdata: the output cannot be written: {error.strerror or error}", err=True)
        # What is still in the buffer would fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    return code if isinstance(code, int) else 0

"""The session in a terminal that a page shows is what a terminal shows."""

import re
import shutil
from pathlib import Path

from conftest import in_terminal, shown_until_closed

ROOT = Path(__file__).parents[2]
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
WIPED = re.compile(r"[^\n]*\n\x1b\[1A\r\x1b\[2K|[^\n]*\r\x1b\[2K")
"""What a slow run shows of its progress, and wipes away."""


def test_the_session_is_what_a_terminal_shows(tmp_path: Path) -> None:
    page = (ROOT / "docs/reference/output.md").read_text("utf-8")
    (session,) = re.findall(r"^```text\n(\$ visitdata .*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "visits").mkdir()
    example = ROOT / "docs/examples/az-pk-2023-11-01.json"
    shutil.copy(example, tmp_path / "visits")
    typo = example.read_text("utf-8").replace('"grade": "official"', '"grade": "oficial"')
    (tmp_path / "visits/typo.json").write_text(typo, "utf-8")
    shown = ""
    for command in re.findall(r"^\$ visitdata (.*)$", session, re.MULTILINE):
        with in_terminal(*command.split(), cwd=tmp_path, columns=80) as (_, terminal):
            shown += f"$ visitdata {command}\n{shown_until_closed(terminal)}"
    assert "\x1b[31m" in shown
    assert ESCAPE.sub("", WIPED.sub("", shown)) == session

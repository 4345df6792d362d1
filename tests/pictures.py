"""Renew the pictures of pages that the documentation shows: ``python -m tests.pictures``, with the folder that they go
into, where that is another than ``docs/pictures``."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser import lacking, opened

ROOT = Path(__file__).parents[1]

PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "visit": ("visits/visits/az-pk-2023-11-01.html", {"width": 1080, "height": 760}),
    "visit-dark-phone": ("visits/visits/az-pk-2023-11-01.html", {"width": 390, "height": 844, "is_dark": True}),
    "program": ("visits/visits/ua-lk-2010-06-30.html", {"part": "svg"}),
    "index": ("visits/index.html", {"width": 1080, "height": 760}),
    "reference": ("reference/index.html", {"width": 1080, "height": 760}),
}
"""The pictures by their names: the page of each, and how it is looked at."""


def main(to: Path) -> None:
    """Make the pages of the examples and of the reference, and a picture of each that is named."""
    reason = lacking()
    if reason is not None:
        raise SystemExit(reason)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, opened() as look:
        write("visits", ROOT / "docs/examples", "--to", f"{folder}/visits")
        write("reference", "--to", f"{folder}/reference")
        for name, (page, job) in PICTURES.items():
            look(Path(folder, page), picture=to / f"{name}.png", **job)


def write(*arguments: str | Path) -> None:
    """Write pages, as the command ``visitdata docs`` does."""
    subprocess.run([sys.executable, "-m", "visitdata", "docs", *arguments, "--quiet"], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures")

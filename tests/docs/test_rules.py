"""The page on rules names rules that there are, and all of them."""

import re
from pathlib import Path

from visitdata.checker import codes
from visitdata.interop import problems as importing
from visitdata.rules.engine import catalog

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")


def test_every_code_on_the_page_is_one() -> None:
    known = {*codes.pages(), *importing.PROBLEMS, "VDU001"}
    assert set(re.findall("VD[A-Z][0-9]{3}", PAGE)) <= known


def test_every_rule_is_on_the_page() -> None:
    assert all(f"{code} " in PAGE for code in catalog.rules())

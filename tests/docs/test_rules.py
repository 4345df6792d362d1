"""The pages on rules name rules that there are, and all of them."""

import re
from pathlib import Path

import pytest

from visitdata.checker import codes
from visitdata.interop import problems as importing
from visitdata.rules.engine import catalog

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [path.read_text("utf-8") for path in (DOCS / "reference" / "rules.md", DOCS / "explanation" / "rules.md")]


@pytest.mark.parametrize("page", PAGES, ids=["reference", "explanation"])
def test_every_code_on_a_page_is_one(page: str) -> None:
    known = {*codes.pages(), *importing.PROBLEMS, "VDU001"}
    assert set(re.findall("VD[A-Z][0-9]{3}", page)) <= known


def test_every_rule_is_in_the_reference() -> None:
    assert all(f"{code} " in PAGES[0] for code in catalog.rules())

"""The colors of pictures that stand alone."""

import re

import pytest

from visitdata.render.html import text_of
from visitdata.render.palette import alone


@pytest.mark.parametrize("sheet", ["timeline.css", "reference/diagram.css"])
def test_a_picture_that_stands_alone_has_colors_and_no_names_of_them(sheet: str) -> None:
    style = alone(sheet)
    light, rest = style.split("@media (prefers-color-scheme: dark) {\n")
    dark, _, printed = rest.rpartition("@media print {\n")
    assert "var(" not in style
    assert "--" not in style
    assert "#1f4e8c" in light and "#8db8f0" in dark and "#8db8f0" not in light
    for rule in re.findall(r"^\S.*\{.*\}$", text_of(sheet), re.MULTILINE):
        if "var(" in rule:
            selector = rule.split("{")[0]
            assert selector in light and selector in dark and selector in printed

"""The colors and fonts of pages and pictures: light, dark as the reader likes, and for print."""

import re
from collections.abc import Mapping
from functools import cache

from visitdata.render.html import text_of

_RULE = re.compile(r"^[^@{}\n]+\{[^{}]*\}$", re.MULTILINE)


@cache
def alone(sheet: str) -> str:
    """A style sheet for a picture that stands alone, whose colors and fonts are values, not names: many programs that
    show pictures know no variables, and none of the conditions, so that they show it light."""
    text = text_of(sheet)
    light, dark, print_ = map(_values, text_of("palette.css").split("@media"))
    rules = [rule for rule in _RULE.findall(text) if "var(" in rule]
    colored = "\n".join(rules)
    return "\n".join(
        (
            _filled(text, light),
            f"@media (prefers-color-scheme: dark) {{\n{_filled(colored, {**light, **dark})}\n}}",
            f"@media print {{\n{_filled(colored, {**light, **print_})}\n}}",
        )
    )


def _values(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", block))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"var\(--([a-z-]+)\)", lambda name: values[name[1]], text)

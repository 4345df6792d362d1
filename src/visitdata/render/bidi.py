"""Texts that are read from right to left among others that are read from left to right."""

import re

LEFT, RIGHT, CLOSE = "\u2066", "\u2067", "\u2069"
"""What opens an isolate of each direction, and what closes it."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def isolated(text: str) -> str:
    """A text that stands inside another one and is read in its own direction: that of its first letter. The spaces
    at its ends belong to what stands around."""
    found = _RIGHT_TO_LEFT.search(text)
    if found is None:
        return text
    bare = text.strip(" ")
    before, _, after = text.partition(bare)
    is_left = any(char.isalpha() for char in text[: found.start()])
    return f"{before}{LEFT if is_left else RIGHT}{bare}{CLOSE}{after}"

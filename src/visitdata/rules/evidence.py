"""The texts of sources, and whether a quote stands in one, word for word.

What changes nothing of substance is forgiven: spacing, the kinds of quotation marks, apostrophes and dashes, soft
hyphens and other characters that do not show, and an ellipsis in brackets, which stands for words left out. Letters,
their case, digits and all other signs must be those of the source.
"""

import re
from typing import NamedTuple, Protocol

from visitdata.model import Source, Visit
from visitdata.model.composing import normalize


class SourceFile(NamedTuple):
    """A file that holds a source, as it was read."""

    name: str
    sha256: str
    words: str | None
    """Its text, made comparable; None where it holds none that can be searched."""


class Evidence(Protocol):
    """Where the texts of sources are at hand."""

    def files(self, visit: Visit, source: Source) -> tuple[SourceFile, ...]:
        """The files that hold a source of a document; none where it is not at hand."""
        ...


_QUOTES = "\"'`´“”„‟«»‹›‘’‚‛′″ʼ＂＇「」『』〝〞"
_DASHES = "‐‑‒–—―−﹣－"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_FOLDED = {
    **dict.fromkeys(map(ord, _QUOTES), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _UNSEEN), ""),
}

# Chinese and Japanese are written without spaces: one there is a line's end. Some languages put one before a sign.
_WIDE = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff"
_NO_SPACE = re.compile(rf" ?('+) ?| (?=[;:!?,.])|(?<=[{_WIDE}]) (?=[{_WIDE}])")
_LEFT_OUT = re.compile(r"\[\s*(?:\.\s*\.\s*\.|…)\s*\]|\(\s*(?:\.\s*\.\s*\.|…)\s*\)")


def comparable(text: str) -> str:
    """A text without what is forgiven, so that a quote from it is a part of it."""
    folded = normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    return _NO_SPACE.sub(lambda found: found[1] or "", " ".join(folded.split()))


def parts_of(quote: str) -> list[str]:
    """The stretches of a quote between its bracketed ellipses, made comparable."""
    return [part for part in (comparable(part).strip() for part in _LEFT_OUT.split(quote)) if part]


def is_in(quote: str, words: str) -> bool:
    """Whether a quote stands in a comparable text, its parts one after the other."""
    start = 0
    for part in parts_of(quote):
        found = words.find(part, start)
        if found < 0:
            return False
        start = found + len(part)
    return True


def found_of(quote: str, words: str) -> str:
    """The longest beginning of a quote, in whole words, that stands in a comparable text; up to the first ellipsis."""
    whole = _LEFT_OUT.split(quote)[0].split()
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if comparable(" ".join(whole[:middle])) in words else (low, middle - 1)
    return " ".join(whole[:low])

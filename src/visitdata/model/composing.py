"""Unicode normalization in linear time. Marks that stack on one letter are sorted, which takes the square of their
number; no text that anybody reads stacks more than a few, so longer runs stay as they are."""

import re
import unicodedata
from typing import Literal

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

_LONG_RUN = re.compile(r"[^\w\s!-~]{64,}")
"""What may be marks and nothing else, and more of them than Unicode's Stream-Safe Text Format allows (30)."""


def normalize(form: Form, text: str) -> str:
    """A text in a normalization form, but for runs of marks beyond all measure."""
    if text.isascii():
        return text
    parts, end = [], 0
    for run in _LONG_RUN.finditer(text):
        parts += [unicodedata.normalize(form, text[end : run.start()]), run[0]]
        end = run.end()
    return "".join([*parts, unicodedata.normalize(form, text[end:])])


def is_normalized(form: Form, text: str) -> bool:
    """Whether `normalize` leaves a text as it is."""
    return text.isascii() or all(unicodedata.is_normalized(form, part) for part in _LONG_RUN.split(text))

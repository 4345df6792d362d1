"""Languages: which tags of two letters there are, and in which script a text is written."""

import unicodedata
from functools import cache

from visitdata.rules.facts import by_key


def is_language(code: str) -> bool:
    """Whether two small letters are the code of a language."""
    return code in by_key("languages", "languages", "code")


def meant(code: str) -> str | None:
    """The code of the language of a country whose own code was written; None where that is not known."""
    entry = by_key("languages", "aliases", "code").get(code)
    return entry["means"] if entry is not None else None


def is_script(code: str) -> bool:
    """Whether it is known which letters a script has."""
    return code in by_key("languages", "scripts", "code")


def is_written_in(text: str, code: str) -> bool:
    """Whether a text has a letter of a script, or no letters at all."""
    word = by_key("languages", "scripts", "code")[code]["unicode"]
    scripts = {_script(char) for char in text if char.isalpha()}
    return not scripts or word in scripts


@cache
def _script(char: str) -> str:
    """The word with which Unicode begins the name of a letter."""
    name = unicodedata.name(char, "")
    # FULLWIDTH LATIN SMALL LETTER A, MODIFIER LETTER SMALL H and their like belong to no one script here.
    return name.partition(" ")[0]

"""Languages: which tags of two letters there are, and in which script a text is written."""

import re
import unicodedata
from functools import cache, lru_cache

from visitdata.rules.facts import by_key


def is_language(code: str) -> bool:
    """Whether two small letters are the code of a language."""
    return code in by_key("languages", "languages", "code")


def meant(code: str) -> str | None:
    """The code of the language of a country whose own code was written; None where that is not known."""
    entry = by_key("languages", "aliases", "code").get(code)
    return entry["means"] if entry is not None else None


@lru_cache(1024)
def script_of(tag: str) -> str | None:
    """The script that a language tag names; None where it names none, or one of which it is not known which letters it
    has."""
    parts = tag.split("-")
    script = next((part.title() for part in parts[1:4] if len(part) == 4 and part.isalpha()), None)
    is_private = "x" in tag.lower().split("-")
    return script if not is_private and script in by_key("languages", "scripts", "code") else None


_LATIN = re.compile("[a-z]", re.IGNORECASE)


def is_written_in(text: str, code: str) -> bool:
    """Whether a text has a letter of a script, or no letters at all."""
    if code == "Latn" and _LATIN.search(text):
        return True
    word = by_key("languages", "scripts", "code")[code]["unicode"]
    scripts = {_script(char) for char in text if char.isalpha()}
    return not scripts or word in scripts


@cache
def _script(char: str) -> str:
    """The word with which Unicode begins the name of a letter."""
    name = unicodedata.name(char, "")
    # FULLWIDTH LATIN SMALL LETTER A, MODIFIER LETTER SMALL H and their like belong to no one script here.
    return name.partition(" ")[0]


@lru_cache(1024)
def is_formed(tag: str) -> bool:
    """Whether a tag is formed as language tags are (RFC 5646, section 2.1)."""
    return _TAG.fullmatch(tag) is not None


_TAG = re.compile(
    r"""(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})  # language, with extended language
        (?:-[a-z]{4})?                                          # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                             # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*                # variants
        (?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*                    # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                              # private use
      | x(?:-[a-z0-9]{1,8})+
      | en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|zh-min-nan|zh-min|no-bok|no-nyn|zh-guoyu|art-lojban|zh-hakka|zh-xiang)""",
    re.IGNORECASE | re.VERBOSE,
)

"""Titles: what stands before and after names and is no part of them."""

from functools import cache

from visitdata.rules.facts import table


@cache
def _before() -> tuple[tuple[str, str], ...]:
    """The words that stand before names, the longest first, and what they are."""
    words = ((entry["words"], entry["kind"]) for entry in table("titles")["before"])
    return tuple(sorted(words, key=lambda entry: -len(entry[0])))


@cache
def _after() -> tuple[str, ...]:
    letters = (entry["letters"] for entry in table("titles")["after"])
    return tuple(sorted(letters, key=lambda entry: -len(entry)))


def before_name(name: str) -> tuple[str, str] | None:
    """The words at the beginning of a name that are no part of it, and what they are: rank, honorific or office. None
    where there are none, or nothing but them."""
    for words, kind in _before():
        rest = name[len(words) :]
        if name.startswith(words) and rest[:1] == " " and rest.strip()[:1].isalpha():
            return words, kind
    return None


def after_name(name: str) -> str | None:
    """The letters at the end of a name that are no part of it. Two or three letters count only behind a comma."""
    for letters in _after():
        rest = name.removesuffix(letters)
        if rest == name or not rest.strip(" ,"):
            continue
        if rest.endswith(", ") or (rest.endswith(" ") and len(letters) > 3):
            return letters
    return None


def of_spouse(title: str) -> bool:
    """Whether a title is that of a spouse."""
    written = title.casefold()
    return any(written.startswith(entry["words"].casefold()) for entry in table("titles")["spouse"])

"""Titles: what stands before and after names and is no part of them."""

from functools import cache

from visitdata.rules.facts import table


@cache
def _before() -> dict[str, list[tuple[str, str]]]:
    """The words that stand before names and what they are, by the first of them; the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in sorted(table("titles")["before"], key=lambda entry: -len(entry["words"])):
        found.setdefault(entry["words"].split(" ")[0], []).append((entry["words"], entry["kind"]))
    return found


@cache
def _after() -> dict[str, list[str]]:
    """The letters that stand after names, by the last of them; the longest first."""
    found: dict[str, list[str]] = {}
    for entry in sorted(table("titles")["after"], key=lambda entry: -len(entry["letters"])):
        found.setdefault(entry["letters"].split(" ")[-1], []).append(entry["letters"])
    return found


def before_name(name: str) -> tuple[str, str] | None:
    """The words at the beginning of a name that are no part of it, and what they are: rank, honorific or office. None
    where there are none, or nothing but them."""
    for words, kind in _before().get(name.partition(" ")[0], ()):
        rest = name[len(words) :]
        if name.startswith(words) and rest[:1] == " " and rest.strip()[:1].isalpha():
            return words, kind
    return None


def after_name(name: str) -> str | None:
    """The letters at the end of a name that are no part of it. Two or three letters count only behind a comma."""
    for letters in _after().get(name.rpartition(" ")[2], ()):
        rest = name.removesuffix(letters)
        if rest == name or not rest.strip(" ,"):
            continue
        if rest.endswith(", ") or (rest.endswith(" ") and len(letters) > 3):
            return letters
    return None


def of_spouse(title: str) -> bool:
    """Whether a title is that of a spouse."""
    return title.casefold().startswith(_of_spouses())


@cache
def _of_spouses() -> tuple[str, ...]:
    return tuple(entry["words"].casefold() for entry in table("titles")["spouse"])

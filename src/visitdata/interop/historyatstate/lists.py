"""Lists of people and of places, divided only where it is certain how."""

import re
from typing import NamedTuple

from visitdata.interop.historyatstate.phrases import SPAN, SPOT, WORD

TITLES = (
    "President-elect", "Vice President", "President", "Deputy Prime Minister", "Prime Minister", "Vice Premier",
    "Premier", "Foreign Minister", "Foreign Secretary", "Defense Minister", "Secretary of State", "Secretary General",
    "Secretary-General", "General Secretary", "First Secretary", "Secretary", "Minister", "Chancellor", "King", "Queen",
    "Emperor", "Empress", "Shah", "Sultan", "Emir", "Amir", "Crown Prince", "Prince", "Princess", "Pope",
    "Generalissimo", "Marshal", "General", "Admiral", "Chairman", "Governor General", "Governor", "Chief of State",
    "Head of State", "Grand Duchess", "Grand Duke", "Taoiseach", "High Representative", "Ambassador", "Speaker",
    "Mayor",
)  # fmt: skip
"""Titles that stand before a name."""

_TITLE = f"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})"
_PARTICLE = "de|da|do|dos|del|della|di|la|le|van|von|bin|ibn|el|al|e|y|ul"
_NAME = rf"(?:{WORD}(?: (?:{WORD}|{_PARTICLE}|[ae]l-{WORD}))*|al-{WORD})"
_PERSON = re.compile(
    rf"(?:[Tt]he )?(?:[Ff]ormer |then )?(?:{WORD} ){{0,3}}?(?P<title>{_TITLE})"
    rf"(?: {_NAME}(?: of (?:the )?{_NAME})?| of (?:the )?{_NAME})|the (?P<alone>President)"
)
_GROUP = re.compile(
    r"(?:the )?(?:[\w’'.&/-]+ ){0,6}(?:officials?|leaders|representatives|members|personnel|Ministers|Presidents|"
    rf"[Aa]mbassadors|troops|staff|businessmen|students|commanders|advisers)(?: (?:of|from|to) (?:the )?{_NAME})?"
)


class Named(NamedTuple):
    """Somebody whom a text names."""

    text: str
    """The words, verbatim."""
    title: str | None
    """The title before the name; None for a group of people."""
    is_plain: bool
    """Whether the words are a title and a name alone, with no country or body beside them."""


def people(text: str) -> list[Named]:
    """The people and groups that a list names; empty where it is not certain how to divide it."""
    found = []
    for part in re.split(r",? and (?:with )?|, (?:with )?", text):
        person = _PERSON.fullmatch(part)
        if person is None and _GROUP.fullmatch(part) is None:
            return []
        title = person["title"] or person["alone"] if person else None
        found.append(Named(part, title, title is not None and part.startswith(title) and " of " not in part))
    return found


class Spot(NamedTuple):
    """A place that a text names."""

    name: str
    region: str | None = None
    """The state or country in brackets behind it."""
    span: str | None = None
    """The days in brackets or behind it."""


_SPOT = re.compile(rf"(?P<name>{SPOT})(?: \((?P<region>(?:the )?[A-Z][\w. ]*)\))?(?:,? \(?(?P<span>{SPAN})\)?)?")
_OF_ONE = re.compile(rf"(?P<name>{WORD}(?: {WORD})*), (?P<region>{WORD}(?: {WORD})?)")


def places(text: str) -> tuple[list[Spot], list[str]]:
    """The places that a list names, and those of its items that name none for certain."""
    if (one := _OF_ONE.fullmatch(text)) is not None:
        return [Spot(one["name"], one["region"])], []
    spots, left = [], []
    for part in re.split(r",? and |\s?,(?!\s?[(])\s?", text):
        match = _SPOT.fullmatch(part.replace(", (", " ("))
        if match is not None:
            spots.append(Spot(match["name"], match["region"], match["span"]))
        elif part:
            left.append(part)
    return spots, left


def place(text: str) -> Spot:
    """The one place that a text names."""
    spots, left = places(text)
    return spots[0] if len(spots) == 1 and not left else Spot(text)

"""A text, cut into sentences and clauses, and each clause held against the table of phrases.

What no phrase knows is left: it is counted, never guessed at.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from visitdata.interop.historyatstate.lists import people, places
from visitdata.interop.historyatstate.phrases import EACH_TAIL, MONTHS, PHRASES

_LONGEST, _LONGEST_TEXT = 1_000, 20_000
"""The most characters of a clause and of a text that are looked at; the longest real ones have 400 and 1,000."""


class Reading(NamedTuple):
    """A clause, and what it states."""

    kind: str | None
    """The kind of the phrase that knows it; None where none does."""
    words: dict[str, str]
    """The words that matter, by the names of the groups of phrase and tails."""
    clause: str
    sentence: str
    """The sentence in which the clause stands, verbatim but for runs of white space."""
    rest: str
    """What of the clause is not understood."""


class Understood:
    """How much of many texts was understood, in clauses and characters, by kind of phrase."""

    def __init__(self) -> None:
        self.clauses: Counter[str] = Counter()
        """How many clauses a phrase of each kind knows."""
        self.characters: Counter[str] = Counter()
        """How many characters of them are understood."""
        self.unknown = 0
        """How many clauses no phrase knows."""
        self.left = 0
        """How many characters are not understood, of whatever clause."""

    def add(self, readings: Iterable[Reading]) -> None:
        """Count what was read in a text."""
        for reading in readings:
            self.left += len(reading.rest)
            if reading.kind is None:
                self.unknown += 1
            else:
                self.clauses[reading.kind] += 1
                self.characters[reading.kind] += len(reading.clause) - len(reading.rest)

    @property
    def share(self) -> float:
        """The share of all characters that is understood; 1 where there is no text."""
        known = self.characters.total()
        return known / (known + self.left) if known + self.left else 1.0


_ABBREVIATIONS = ("U.S.", "U.N.", "D.C.", "D.F.")
_SHORT = (
    r"U\.S", r"U\.N", r"D\.C", r"D\.F", "St", "Ft", "Mt", "Dr", "Mr", "Lt", "Gen", "Jr",
    "Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in _SHORT)
_STARTS = (
    "Met|Also|Afterwards?|Arrived|Departed|Left|Returned|Visited|Attended|Addressed|Discussed|Signed|Announced|Official|"
    "State|Private|Informal|Unofficial|Accompanied|Guest|In U|In the U|Stops|Traveled|Final"
)
"""How sentences begin: before one of these even the stop of an abbreviation ends the sentence."""
_END = re.compile(rf"(?<![ .][A-Z]){_ABBREVIATED}[.][”\"\]]*(?=\s|$)|[.]\)?(?= (?:{_STARTS})\b)|(?= \[)")
_VERBS = (
    "met|addressed|visited|visiting|attended|signed|discussed|departed|returned|conferred|participated|accompanied|"
    "briefed|toured|reviewed|announced|issued|delivered|laid|held|co-chaired|chaired|spoke|traveled|received|opened|"
    "dedicated|joined|gave|presided|observed|commemorated|supported|made"
)
_CLAUSE = re.compile(
    rf";\s+|,? and (?=(?:then |also |later )?(?:{_VERBS})\b)|, (?=(?:also )?(?:{_VERBS})\b)|, (?:and )?(?=[a-z]+ed\b)"
)
_STRAY_DAY = re.compile(rf"\b(?:{'|'.join(MONTHS)})[.]? [0-9]|\b[A-Z][a-z]{{2,3}}[.] [0-9]")
"""A day that no tail has taken, as one that is misprinted: what holds one is not understood."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with its stop. A stop inside brackets or of an abbreviation ends none."""
    start = depth = 0
    ends = {match.start(): match.end() for match in _END.finditer(text)}
    for position, char in enumerate(text):
        depth = max(0, depth + (char == "(") - (char == ")"))
        end = ends.get(position, 0)
        if position in ends and (depth == 0 or text[position:end].endswith(")")) and text[start:end].strip():
            yield text[start:end].strip()
            start = end
    if text[start:].strip():
        yield text[start:].strip()


def clauses(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text, each with its sentence."""
    for sentence in sentences(text):
        for part in _CLAUSE.split(sentence):
            clause = part.strip(" []")
            if not clause.endswith(_ABBREVIATIONS):
                clause = clause.removesuffix(".")
            if clause.strip(" ."):
                yield clause, sentence


def read(text: str) -> list[Reading]:
    """What a text states, clause by clause."""
    if len(text) > _LONGEST_TEXT:
        return [Reading(None, {}, text, text, text)]
    return [_read(clause, sentence) for clause, sentence in clauses(text)]


def _read(clause: str, sentence: str) -> Reading:
    """The reading that leaves the least."""
    best = Reading(None, {}, clause, sentence, clause)
    if len(clause) > _LONGEST:
        return best
    for phrase in PHRASES:
        match = phrase.pattern.fullmatch(clause)
        if match is None:
            continue
        words = {name: value.strip() for name, value in match.groupdict().items() if value and name != "tail"}
        words |= _tails(match["tail"])
        if any(_STRAY_DAY.search(words.get(name, "")) for name in ("body", "what", "topic", "who", "place")):
            continue
        rest = " ".join(filter(None, [words.pop("rest", "").strip(" ,"), *_uncertain(words)]))
        if len(rest) < len(best.rest):
            best = Reading(phrase.kind, words, clause, sentence, rest)
    return best


def _tails(tail: str) -> dict[str, str]:
    """The words of the tails that stand behind a head."""
    words: dict[str, str] = {}
    while tail:
        match = next(match for pattern in EACH_TAIL if (match := pattern.match(tail)) is not None)
        found = {name: value.strip() for name, value in match.groupdict().items() if value}
        if "place" in found and "place" in words:  # "at Blair House in Washington"
            found = {"city": found["place"]}
        words |= found
        tail = tail[match.end() :]
    return words


def _uncertain(words: dict[str, str]) -> list[str]:
    """What of lists of people and places is not certain to be one; people stay together then."""
    left = places(words["places"])[1] if "places" in words else []
    left += [words.pop("about").strip()] if "about" in words else []
    if "who" in words and not people(words["who"]):
        words["undivided"] = words.pop("who")
        left.append(words["undivided"])
    return left

"""What the free text of the Office of the Historian's records states in so many words.

A text is cut into sentences and clauses, and each clause is held against a table of phrases. A phrase has a head, such
as ``Met with``, and tails that may follow any head: a day, a place, ``en route to``. What no phrase knows is left: it
is counted, never guessed at. Knows nothing of visits.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LONGEST, _LONGEST_TEXT = 2_000, 20_000
"""The most characters of a clause and of a text that are looked at; the longest real ones have 400 and 1,000."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(MONTHS)})"
_SPAN = rf"{_MONTH} [0-9]{{1,2}}(?:, [0-9]{{4}})?(?:\s?[–-]\s?(?:{_MONTH} )?[0-9]{{1,2}}(?:, [0-9]{{4}})?)?(?![0-9\w])"
_WORD = rf"(?!{_MONTH}\b)[A-Z][\w.’'-]*"
_PLACE = rf"(?:the )?{_WORD}(?: (?:of|de|del|la|el|do|{_WORD}))*(?: \([A-Z][\w. ]*\)|, {_WORD}(?: {_WORD})?)?"
_US = r"(?:the )?U\.?S\.?"

GRADES = (
    "state", "official", "official working", "working", "informal", "unofficial", "informal, unofficial", "private",
    "personal and private", "courtesy", "goodwill", "good will", "pastoral",
    "official select", "private working", "informal working", "unofficial courtesy", "private official",
)  # fmt: skip
"""Words that stand before "visit" and say its grade."""

_VISIT = rf"(?:{'|'.join(sorted(GRADES, key=len, reverse=True))}) (?:visits?|call|trip)"
_GUEST = r"(?:official|presidential) guest|guest of (?:the )?(?:U\.S\. Government|government|President)"
GRADE = rf"(?i:{_VISIT}|{_GUEST})"
"""A pattern of a grade: the words before "visit", or whose guest somebody is."""

_TAILS = {
    "when": rf",? (?:on |from |again )?\(?(?P<span>{_SPAN})\)?",
    "since": rf",? after (?P<since>{_SPAN})",
    "then": r",? (?:and )?(?P<then>afterwards?|later)",
    "route": rf",? (?:while )?(?:en route|on (?:his |her |the )?way)(?: from (?P<origin>{_PLACE}))?(?: to (?P<bound>(?:a |an )?.+?))?",
    "return": rf",? (?:while|when|on|during) (?:his |her )?return(?:ing)?(?: from (?P<back_from>{_PLACE})| to (?P<back_to>{_US}|{_PLACE}))+",
    "grade": rf",? (?:during|on) an? (?P<label>{GRADE})",
    "invited": r",? (?:on|at) (?:the )?invitation of (?P<by>the President|the U\.S\. Government)",
    "place": rf",? (?:at|in|to) (?P<place>{_PLACE})",
}
_EACH_TAIL = tuple(re.compile(pattern.replace(".+?", ".+")) for pattern in _TAILS.values())
_CIRCUMSTANCE = "while|when|during|before|after|following|as|where|prior to"


def _tail(*left_out: str, rest: str = "") -> str:
    """A pattern of any number of tails, and of what may stand behind them without being understood."""
    parts = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for name, pattern in _TAILS.items() if name not in left_out)
    return rf"(?P<tail>(?:{parts})*)(?P<rest>{rest})?" if rest else rf"(?P<tail>(?:{parts})*)(?P<rest>(?!))?"


_TAIL = _tail(rest=rf",? (?:{_CIRCUMSTANCE}|to|on|at|in|regarding|concerning|with) .+")
_TAIL_OF_OBJECT = _tail(rest=rf",? (?:{_CIRCUMSTANCE}) .+")
_TAIL_OF_LIST = _tail("place", rest=rf",? (?:{_CIRCUMSTANCE}|to|for|on|with) .+")
_TAIL_OF_GRADE = _tail(rest=rf",? (?:{_CIRCUMSTANCE}|to|for|on|at|in|with|and) .+| \(.+\)")
_PLACES = rf"{_PLACE}(?:, {_PLACE})*,? and {_PLACE}"


class Phrase(NamedTuple):
    """A phrase of the table."""

    kind: str
    """What it states."""
    pattern: re.Pattern[str]
    """Matches a whole clause; named groups hold the words that matter."""
    example: str
    """A real clause in which it stands."""


def _phrase(kind: str, head: str, example: str, tail: str = _TAIL) -> Phrase:
    return Phrase(kind, re.compile(head + tail), example)


_ALSO = r"(?:(?:Also|also|Again|again|Then|then) )?"

PHRASES = (
    _phrase("grade", rf"(?P<then>Afterwards? )?(?:After (?P<since>{_SPAN}), )?(?:made an? )?(?P<label>{GRADE})"
            rf"(?P<later> afterwards?)?(?: to (?P<places>{_PLACES}))?", "Official working visit", _TAIL_OF_GRADE),
    _phrase("presence", rf"[Ii]n {_US} (?:from )?(?P<span>{_SPAN})", "In U.S. March 24–April 13", _TAIL_OF_LIST),
    _phrase("stay", rf"(?:Was |was )?[Ii]n (?P<place>{_PLACE}) (?P<span>{_SPAN})", "Was in Canada October 22–26", _TAIL_OF_LIST),
    _phrase("arrival", rf"(?:Had )?[Aa]rrived (?:in|at) (?P<place>{_US}|{_PLACE})", "Arrived in U.S. April 19"),
    _phrase("departure", rf"(?:[Dd]eparted|[Ll]eft|[Ff]inal departure from)(?: (?P<place>{_US}|{_PLACE}))?(?: for (?P<bound>{_PLACE}))?",
            "Departed U.S. June 12"),
    _phrase("return", rf"(?:[Rr]eturned|[Rr]e-embarked)(?: (?:to|for) (?P<place>{_US}|{_PLACE}))?", "Returned to U.S. August 10"),
    _phrase("cities", r"(?P<then>(?:Afterwards?|Later|later|afterwards?) )?" + _ALSO +
            r"(?:[Rr]evisited|[Vv]isited|[Vv]isiting|[Ss]topped in|[Ss]tops included|[Tt]ravel(?:l)?ed to|U\.S\. travel included) "
            r"(?:privately )?(?P<places>(?:the )?[A-Z].+?)", "Afterwards visited New York City", _TAIL_OF_LIST),
    _phrase("stop", r"(?P<label>(?:Refueling |Overnight |Brief )?[Ss]top(?:ped)?)", "Stopped en route to Korea"),
    _phrase("transit", rf"(?:[Ww]hile )?[Ee]n route(?: from (?P<origin>{_PLACE}))? to (?P<bound>.+?)", "En route from Europe to Cambodia"),
    _phrase("accompanied", rf"[Aa]ccompanied (?P<whom>.+?)(?: (?:on|during) an? (?P<label>{GRADE}))?(?: to (?P<what>(?:a |an |the )?[\w].+?))?",
            "Accompanied King George II", _TAIL_OF_LIST),
    _phrase("invitation", r"At (?:the )?(?:personal )?invitation of (?P<by>.+?)", "At the invitation of the President", _TAIL_OF_LIST),
    _phrase("delegation", r"(?:Led|Headed) (?:the )?(?P<label>[A-Z][\w. ]*? delegation to .+?)",
            "Led Canadian delegation to the United Nations Conference in San Francisco"),
    _phrase("signed", _ALSO + r"[Ss]igned (?P<what>.+?)", "Signed a defense production agreement", _TAIL_OF_OBJECT),
    _phrase("addressed", _ALSO + r"[Aa]ddressed (?P<body>.+?)", "Addressed U.S. Congress May 28", _TAIL_OF_OBJECT),
    _phrase("audience", r"(?:Private )?[Aa]udience with (?P<who>.+?)", "Audience with Pope John XXIII"),
    _phrase("meeting", _ALSO + r"(?:[Mm]et(?: briefly| informally| privately)?(?: with)?|[Cc]onferred with|[Cc]onference with"
            r"|(?P<label>(?:[Ii]nformal|[Pp]rivate|[Bb]ilateral|[Ss]ummit) (?:meetings?|conference|discussions|talks)) with) "
            r"(?P<who>.+?)(?: to discuss (?P<topic>.+?))?", "Met with President Roosevelt"),
    _phrase("talks", r"(?P<label>(?:[Ii]nformal|[Pp]rivate|[Ss]ummit|[Bb]ilateral) (?:meetings?|discussions|talks|conference))(?: on (?P<topic>[a-z].+?))?",
            "Informal meeting at Hyde Park (New York)"),
    _phrase("discussed", _ALSO + r"[Dd]iscussed (?P<topic>.+?)(?: with (?P<who>.+?))?", "Discussed bilateral relations", _TAIL_OF_OBJECT),
    _phrase("attended", _ALSO + r"(?:[Aa]ttended|[Pp]articipated in|[Tt]ook part in) (?P<what>.+?)", "Attended the Trident Conference", _TAIL_OF_OBJECT),
    _phrase("inaugurated", r"(?P<act>[Dd]edicated|[Oo]pened|[Ii]naugurated|[Uu]nveiled) (?P<what>.+?)", "Dedicated Falcon Dam", _TAIL_OF_OBJECT),
    _phrase("vacation", r"(?P<label>(?:(?:[Ww]orking|[Pp]rivate) )?[Vv]acation(?:ed)?(?: trip)?|Fishing trip)", "Vacation"),
    _phrase("standing", r"Visit made as (?P<standing>President-elect|former President)", "Visit made as President-elect"),
)  # fmt: skip
"""The phrases that are known, tried in this order."""


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
_STARTS = (
    "Met|Also|Afterwards?|Arrived|Departed|Left|Returned|Visited|Attended|Addressed|Discussed|Signed|Announced|Official|"
    "State|Private|Informal|Unofficial|Accompanied|Guest|In U|In the U|Stops|Sessions|Traveled|Private|Final"
)
_END = re.compile(
    rf"(?<![ .][A-Z])(?<!\bU\.S)(?<!\bU\.N)(?<!\bD\.C)(?<!\bD\.F)(?<!\bSt)(?<!\bFt)(?<!\bMt)(?<!\bDr)(?<!\bMr)(?<!\bLt)(?<!\bGen)(?<!\bJr)"
    rf"[.][”\"\]]*(?=\s|$)|[.]\)?(?= (?:{_STARTS})\b)|(?= \[)"
)
_VERBS = (
    "met|addressed|visited|visiting|attended|signed|discussed|departed|returned|conferred|participated|accompanied|briefed|"
    "toured|reviewed|announced|issued|delivered|laid|held|co-chaired|chaired|spoke|traveled|received|opened|dedicated|joined"
)
_CLAUSE = re.compile(rf";\s+|,? and (?=(?:then |also |later )?(?:{_VERBS})\b)|, (?=(?:also )?(?:{_VERBS})\b)")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with its final stop. A stop inside round brackets or of an abbreviation ends none."""
    start = depth = 0
    ends = {match.start(): match.end() for match in _END.finditer(text)}
    for position, char in enumerate(text):
        depth += (char == "(") - (char == ")" and depth > 0)
        closes = depth == 0 or text[position : ends.get(position, 0)].endswith(")")
        if position in ends and closes and text[start : ends[position]].strip():
            yield text[start : ends[position]].strip()
            start = ends[position]
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
        left = [words.pop("rest", "").strip(" ,")]
        if "who" in words and not people(words["who"]):
            left.append(words.setdefault("undivided", words.pop("who")))
        left += places(words["places"])[1] if "places" in words else []
        rest = " ".join(filter(None, left))
        if len(rest) < len(best.rest):
            best = Reading(phrase.kind, words, clause, sentence, rest)
    return best


def _tails(tail: str) -> dict[str, str]:
    """The words of the tails that stand behind a head."""
    words: dict[str, str] = {}
    while tail:
        match = next(found for pattern in _EACH_TAIL if (found := pattern.match(tail)) is not None)
        found = {name: value.strip() for name, value in match.groupdict().items() if value}
        if "place" in found and "place" in words:  # "at Blair House in Washington"
            found = {"city": found["place"]}
        words |= found
        tail = tail[match.end() :]
    return words


# Lists of people and of places.

TITLES = (
    "President-elect", "Vice President", "President", "Deputy Prime Minister", "Prime Minister", "Vice Premier", "Premier",
    "Foreign Minister", "Foreign Secretary", "Defense Minister", "Secretary of State", "Secretary General",
    "Secretary-General", "General Secretary", "First Secretary", "Secretary", "Minister", "Chancellor", "King", "Queen",
    "Emperor", "Empress", "Shah", "Sultan", "Emir", "Amir", "Crown Prince", "Prince", "Princess", "Pope", "Generalissimo",
    "Marshal", "General", "Admiral", "Chairman", "Governor General", "Governor", "Chief of State", "Head of State",
    "Grand Duchess", "Grand Duke", "Taoiseach", "High Representative", "Ambassador", "Speaker", "Mayor",
)  # fmt: skip
"""Titles that stand before a name."""

_TITLE = f"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})"
_NAME = rf"{_WORD}(?: (?:{_WORD}|de|da|do|dos|del|della|di|la|le|van|von|bin|ibn|el|al|e|y|ul|[IVX]+|al-{_WORD}|el-{_WORD}))*|al-{_WORD}"
_PERSON = re.compile(
    rf"(?:the |The )?(?:former |Former |then )?(?:{_WORD} ){{0,3}}?(?P<title>{_TITLE})(?: (?P<name>{_NAME})(?: of (?:the )?{_NAME})?| of (?:the )?{_NAME})|the (?P<alone>President)"
)
_GROUP = re.compile(
    r"(?:the )?(?:[\w’'.&/-]+ ){0,6}(?:officials?|leaders|representatives|members|personnel|Ministers|Presidents|Ambassadors|ambassadors"
    rf"|troops|staff|businessmen|students|commanders|advisers)(?: (?:of|from|to) (?:the )?{_NAME})?"
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
    region: str | None
    """The state or country in brackets behind it."""
    span: str | None
    """The days in brackets or behind it."""


_SPOT = re.compile(
    rf"(?P<name>(?:the )?{_WORD}(?: (?:of|de|del|la|el|do|{_WORD}))*)(?: \((?P<region>(?:the )?[A-Z][\w. ]*)\))?(?:,? \(?(?P<span>{_SPAN})\)?)?"
)
_OF_ONE = re.compile(rf"(?P<name>{_WORD}(?: {_WORD})*), (?P<region>{_WORD}(?: {_WORD})?)")


def places(text: str) -> tuple[list[Spot], list[str]]:
    """The places that a list names, and those of its items that name none for certain."""
    if (one := _OF_ONE.fullmatch(text)) is not None:
        return [Spot(one["name"], one["region"], None)], []
    spots, left = [], []
    for part in re.split(r",? and |\s?,\s?(?![(])", text):
        match = _SPOT.fullmatch(part.replace(", (", " ("))
        if match is not None:
            spots.append(Spot(match["name"], match["region"], match["span"]))
        elif part:
            left.append(part)
    return spots, left

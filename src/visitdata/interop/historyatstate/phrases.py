"""The table of phrases: what the free text of the Office of the Historian's records states in so many words.

A phrase has a head, such as ``Met with``, and tails that may follow any head: a day, a place, ``en route to``. Behind
them may stand what no phrase knows. Named groups hold the words that matter. Each phrase has a real clause beside it.
"""

import re
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)[.]?)"
_DAY, _YEAR = "[0-9]{1,2}", "(?:, [0-9]{4})?"
SPAN = rf"{_MONTH} {_DAY}{_YEAR}(?:\s?[–-]\s?(?:{_MONTH} )?{_DAY}{_YEAR})?(?![0-9\w])"
"""A pattern of a day or of days: ``March 24–April 13``."""
WORD = rf"(?!{_MONTH}\b)[A-Z][\w.’'-]*"
"""A pattern of a word with a capital that is no month."""
SPOT = rf"(?:the )?{WORD}(?: (?:of|de|del|la|el|do|{WORD}))*"
"""A pattern of the name of a place."""
PLACE = rf"{SPOT}(?: \([A-Z][\w. ]*\)|, {WORD}(?: {WORD})?)?"
"""A pattern of a place with the state or country that it lies in."""
US = r"(?:the )?U\.?S\.?"
"""A pattern of the United States."""

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

_WAY = r"(?:while )?(?:en route|on (?:his |her |the )?way)"
_BACK = r"(?:while|when|on|during) (?:his |her )?return(?:ing)?"
_TAILS = {
    "when": rf",? (?:on |from |again )?\(?(?P<span>{SPAN})\)?",
    "since": rf",? after (?P<since>{SPAN})",
    "then": r",? (?:and )?(?P<then>afterwards?|later)",
    "route": rf",? {_WAY}(?: from (?P<origin>{PLACE}))?(?: to (?P<bound>(?:a |an )?.+?))?",
    "return": rf",? {_BACK}(?: from (?P<back_from>{PLACE})| to (?P<back_to>{US}|{PLACE}))+",
    "grade": rf",? (?:during|on) an? (?P<label>{GRADE})",
    "invited": r",? (?:on|at) (?:the )?invitation of (?P<by>the President|the U\.S\. Government)",
    "place": rf",? (?:at|in) (?P<place>{PLACE})",
    "aim": rf",? to (?P<place>{PLACE})",
    "site": rf",? (?:at|in) (?P<place>{SPOT}(?: \([A-Z][\w. ]*\)|, {WORD}(?: {WORD})?))",
}
EACH_TAIL = tuple(re.compile(pattern.replace(".+?", ".+")) for pattern in _TAILS.values())
"""The patterns of the tails, by which what stands behind a head is taken apart."""

_CIRCUMSTANCE = "while|when|during|before|after|following|as|where|prior to"


def _tail(beginnings: str, *where: str, rest: str = "") -> str:
    """A pattern of any number of tails, and of what may stand behind them without being understood. `where` are the
    tails that name a place; behind a journey none does, since what stands there is of the journey."""
    plain = {name: re.sub(r"\(\?P<\w+>", "(?:", tail) for name, tail in _TAILS.items()}
    tails = "|".join(plain[name] for name in ("when", "since", "then", "grade", "invited", *where))
    journey = f"(?:{plain['route']}|{plain['return']})(?:{plain['when']})?"
    return rf"(?P<tail>(?:{tails})*(?:{journey})?)(?P<rest>,? (?:{beginnings}) .+{rest})?"


_TAIL = _tail(f"{_CIRCUMSTANCE}|to|on|at|in|regarding|concerning|with", "place")
# Behind an object, "in" may be of the object: "discussed the situation in Laos", "Cooperation in Europe".
_OF_OBJECT = _tail(_CIRCUMSTANCE, "site")
_OF_TOPIC = _tail(_CIRCUMSTANCE)
_OF_LIST = _tail(f"{_CIRCUMSTANCE}|to|for|on|with")
_OF_GRADE = _tail(f"{_CIRCUMSTANCE}|to|for|on|at|in|with|and", "place", "aim", rest=r"| \(.+\)")

_ALSO = r"(?:(?:Also|also|Again|again|Then|then) )?"
_THEN = r"(?:(?P<then>Afterwards?|Later|later|afterwards?) )?"
_LISTED = rf"{SPOT}(?: \([A-Z][\w. ]*\))?"  # in a list, a comma ends a place: "A, B" would be read in too many ways
_PLACES = rf"{_LISTED}(?:, {_LISTED})*,? and {_LISTED}"
_TALKS = "(?:[Ii]nformal|[Pp]rivate|[Bb]ilateral|[Ss]ummit) (?:meetings?|conference|discussions|talks)"


class Phrase(NamedTuple):
    """A phrase of the table."""

    kind: str
    """What it states."""
    pattern: re.Pattern[str]
    """Matches a whole clause."""
    example: str
    """A real clause in which it stands."""


def _phrase(kind: str, example: str, *head: str, tail: str = _TAIL) -> Phrase:
    return Phrase(kind, re.compile("".join(head) + tail), example)


PHRASES = (
    _phrase(
        "grade", "Official working visit",
        rf"{_THEN}(?:After (?P<since>{SPAN}), )?(?:made an? )?(?P<label>{GRADE})",
        rf"(?P<later> afterwards?)?(?: to (?P<places>{_PLACES}))?", tail=_OF_GRADE,
    ),
    _phrase(
        "presence", "In U.S. March 24–April 13",
        rf"[Ii]n {US} (?:from )?(?P<span>{SPAN})", tail=_OF_LIST,
    ),
    _phrase(
        "stay", "Was in Canada October 22–26",
        rf"(?:[Ww]as )?[Ii]n (?P<place>{PLACE}) (?P<span>{SPAN})", tail=_OF_LIST,
    ),
    _phrase(
        "arrival", "Arrived in U.S. April 19",
        rf"(?:Had )?[Aa]rrived (?:in|at) (?P<place>{US}|{PLACE})",
    ),
    _phrase(
        "departure", "Departed U.S. June 12",
        rf"(?:[Dd]eparted|[Ll]eft|[Ff]inal departure from)(?: (?P<place>{US}|{PLACE}))?(?: for (?P<bound>{PLACE}))?",
    ),
    _phrase(
        "return", "Returned to U.S. August 10",
        rf"(?:[Rr]eturned|[Rr]e-embarked)(?: (?:to|for) (?P<place>{US}|{PLACE}))?",
    ),
    _phrase(
        "cities", "Afterwards visited New York City",
        rf"{_THEN}{_ALSO}(?:[Rr]evisited|[Vv]isited|[Vv]isiting|[Ss]topped in|[Ss]tops included|[Tt]ravell?ed to|",
        r"U\.S\. travel included) (?:privately )?(?P<places>(?:the )?[A-Z].+?)", tail=_OF_LIST,
    ),
    _phrase("stop", "Stopped en route to Korea", r"(?P<label>(?:Refueling |Overnight |Brief )?[Ss]top(?:ped)?)"),
    _phrase(
        "transit", "En route from Europe to Cambodia",
        rf"(?:[Ww]hile )?[Ee]n route(?: from (?P<origin>{PLACE}))? to (?P<bound>.+?)",
    ),
    _phrase(
        "accompanied", "Accompanied King George II",
        rf"[Aa]ccompanied (?P<whom>.+?)(?: (?:on|during) an? (?P<label>{GRADE}))?(?: to (?P<what>\w.+?))?",
        tail=_OF_LIST,
    ),
    _phrase(
        "invitation", "At the invitation of the President",
        r"At (?:the )?(?:personal )?invitation of (?P<by>.+?)", tail=_OF_LIST,
    ),
    _phrase(
        "delegation", "Led Canadian delegation to the United Nations Conference in San Francisco",
        r"(?:Led|Headed) (?:the )?(?P<label>[A-Z][\w. ]*? delegation to .+?)",
    ),
    _phrase(
        "signed", "Signed a defense production agreement",
        rf"{_ALSO}[Ss]igned (?P<what>.+?)(?: with (?P<who>.+?))?", tail=_OF_OBJECT,
    ),
    _phrase(
        "addressed", "Addressed U.S. Congress May 28",
        rf"{_ALSO}[Aa]ddressed (?P<body>.+?)(?P<about> on [a-z].+?)?", tail=_OF_OBJECT,
    ),
    _phrase("audience", "Audience with Pope John XXIII", r"(?:Private )?[Aa]udience with (?P<who>.+?)"),
    _phrase(
        "meeting", "Met with President Roosevelt",
        rf"{_ALSO}(?:[Mm]et(?: briefly| informally| privately)?(?: with)?|[Cc]onferred with|[Cc]onference with|",
        rf"(?P<label>{_TALKS}) with) (?P<who>.+?)",
    ),
    _phrase(
        "meeting", "Met with Prime Minister Blair to discuss the reconstruction of Iraq",
        rf"{_ALSO}[Mm]et with (?P<who>.+?) to discuss (?P<topic>.+?)", tail=_OF_TOPIC,
    ),
    _phrase(
        "talks", "Informal meeting at Hyde Park (New York)",
        rf"(?P<label>{_TALKS})(?: on (?P<topic>[a-z].+?))?",
    ),
    _phrase(
        "discussed", "Discussed Polish-Soviet relations with President Roosevelt",
        rf"{_ALSO}[Dd]iscussed (?P<topic>.+?) with (?P<who>.+?)", tail=_OF_OBJECT,
    ),
    _phrase(
        "discussed", "Discussed bilateral relations",
        rf"{_ALSO}[Dd]iscussed (?P<topic>(?:(?! with ).)+?)", tail=_OF_TOPIC,
    ),
    _phrase(
        "attended", "Attended the Trident Conference",
        rf"{_ALSO}(?:[Aa]ttended|[Pp]articipated in|[Tt]ook part in) (?P<what>.+?)", tail=_OF_OBJECT,
    ),
    _phrase(
        "inaugurated", "Dedicated Falcon Dam",
        r"(?P<act>[Dd]edicated|[Oo]pened|[Ii]naugurated|[Uu]nveiled) (?P<what>.+?)", tail=_OF_OBJECT,
    ),
    _phrase(
        "vacation", "Vacation",
        r"(?P<label>(?:(?:[Ww]orking|[Pp]rivate) )?[Vv]acation(?:ed)?(?: trip)?|Fishing trip)",
    ),
    _phrase(
        "standing", "Visit made as President-elect",
        r"Visit made as (?P<standing>President-elect|former President)",
    ),
)  # fmt: skip
"""The phrases that are known, tried in this order."""

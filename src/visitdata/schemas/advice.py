"""What a newcomer probably meant: the model's own key or word for one that many would guess."""

from collections.abc import Collection
from typing import Any

from visitdata.findings import nearest, only_near

_KEYS = {
    "capacity": ("offices",),
    "city": ("places",),
    "date": ("when", "start", "published"),
    "day": ("when", "date", "start"),
    "description": ("label", "note"),
    "end": ("end_date",),
    "from": ("start", "origin"),
    "guests": ("participants", "invited"),
    "location": ("place", "places"),
    "members": ("participants",),
    "name": ("label", "title", "publisher"),
    "number": ("count", "value"),
    "person": ("ref",),
    "people": ("participants",),
    "position": ("offices",),
    "quotes": ("citations",),
    "reference": ("ref",),
    "remarks": ("statements", "note"),
    "source": ("citations", "sources"),
    "start": ("date", "when"),
    "time": ("when",),
    "title": ("label", "offices", "name"),
    "to": ("end", "destination"),
    "type": ("kind",),
    "url": ("sources",),
}
"""For a key that many would guess, the keys that may be meant, the likeliest first."""

_WORDS = {
    "banquet": "meal",
    "call": "meeting",
    "conversation": "meeting",
    "dinner": "meal",
    "flowers": "wreath_laying",
    "gifts": "gift_exchange",
    "guard_of_honor": "honor_guard",
    "guard_of_honour": "honor_guard",
    "handshake": "greeting",
    "lunch": "meal",
    "monarch": "head_of_state",
    "mou": "memorandum",
    "negotiations": "meeting",
    "president": "head_of_state",
    "press_conference": "press_event",
    "prime_minister": "head_of_government",
    "reception": "meal",
    "signing": "document_signing",
    "talks": "meeting",
    "tour": "site_visit",
    "visit": "site_visit",
    "wreath": "wreath_laying",
}
"""For a word that many would guess, the word that is probably meant where the list has it."""

_TEXT_GOES_TO = {
    "Amount": "label",
    "Citation": "source",
    "Count": "label",
    "Duration": "label",
    "Item": "title",
    "Name": "text",
    "Office": "title",
    "Participant": "ref",
    "Person": "name",
    "Place": "name",
    "Rank": "title",
    "Topic entry": "topic",
    "When": "date",
}
"""For the title of a class, the field that a mere text probably belongs to."""


def meant_key(key: str, free: Collection[str]) -> str | None:
    """The key that was probably meant by one that is not known, among those that are free."""
    likely = next((meant for meant in _KEYS.get(key, ()) if meant in free), None)
    return likely or nearest(key, free)


def certain_word(word: str, words: Collection[str]) -> str | None:
    """The word that was certainly meant by one that is not in a list: the same written otherwise, or the only one
    near."""
    plain = _plain(word)
    return plain if plain in words else only_near(word, words)


def _plain(word: str) -> str:
    return word.lower().replace(" ", "_").replace("-", "_")


def meant_word(word: str, words: Collection[str]) -> str | None:
    """The word that was probably meant by one that is not in a list."""
    plain = _plain(word)
    likely = _WORDS.get(plain, plain)
    return likely if likely in words else nearest(word, words)


def object_for(title: str, value: Any) -> dict[str, Any] | None:
    """The object that was probably meant by a mere text or number in the place of one."""
    if title == "Count" and type(value) is int:
        return {"value": value}
    key = _TEXT_GOES_TO.get(title)
    return {key: value} if key is not None and isinstance(value, str) and len(value) <= 60 else None

"""The words that visitdata itself puts on a page, in the reader's language: the label catalog.

English is complete: what the model names is read off the model, the rest stands in ``catalogs/en.json``. A catalog of
another language is a JSON file of the same form; what it does not have is shown in English.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from inspect import isclass
from types import MappingProxyType
from typing import Any

from visitdata import model
from visitdata.checker.files import read_bytes
from visitdata.codec.decode import decode
from visitdata.findings import Finding, Unusable, legible, nearest, printable
from visitdata.model.formats import LANGUAGE
from visitdata.model.kinds import Word
from visitdata.model.node import Node
from visitdata.render.lines import cut
from visitdata.rules.facts import countries, table

FORMAT = "visitdata-labels"
VERSION = 1

_PLACES = re.compile(r"\{[0-9]\}")

_LONGEST = 60
"""The most characters of a key that are told in an error."""


class Labels:
    """The labels of one language."""

    def __init__(self, language: str, texts: dict[str, str], *, right_to_left: bool = False) -> None:
        self.language = language
        """Its BCP 47 tag."""
        self.direction = "rtl" if right_to_left else "ltr"
        """Whether it is written from left to right or from right to left, in the words of HTML."""
        self.texts = MappingProxyType({**_english_texts(), **texts})
        """Every label by its key."""

    def __call__(self, key: str, *values: object) -> str:
        """A label, its places ``{0}``, ``{1}`` filled in. Raises `KeyError` where there is none of this key."""
        text = self.texts[key]
        return _PLACES.sub(lambda place: str(values[int(place[0][1])]), text) if values else text

    def word(self, word: Word) -> str:
        """A word of a closed list."""
        return self.texts[f"{type(word).__name__}.{word.value}"]

    def number(self, value: int) -> str:
        """A number in digits, its thousands set apart."""
        return f"{value:,}".replace(",", self.texts["text.thousands"])

    def field(self, name: str) -> str:
        """The name of a field."""
        return self.texts[f"field.{name}"]

    def of_class(self, cls: type[Node]) -> str:
        """What one object of a class is called: ``honor guard``."""
        return self.texts[f"class.{cls.__name__}"]

    def country(self, code: str) -> str:
        """A country by its code; the code itself where no country has it."""
        return self.texts.get(f"country.{code}", code)

    def of_language(self, tag: str) -> str:
        """A language by its BCP 47 tag; the tag itself where its first part is not known."""
        return self.texts.get(f"language.{tag.split('-', maxsplit=1)[0]}", tag)


@cache
def english() -> Labels:
    """The labels in English."""
    return Labels("en", {})


def load(path: str) -> Labels:
    """The catalog in a file. Raises `Unusable`, in one line, where it is none or cannot be read."""
    shown, data = printable(path), read_bytes(path)
    if isinstance(data, Finding):
        raise Unusable(f"the catalog of labels {shown} {data.message}")
    value, findings = decode(data)
    if value is None or findings:
        line = f", line {findings[0].span.line}" if findings[0].span is not None else ""
        raise Unusable(f"{shown} is no catalog of labels{line}: {findings[0].message}")
    try:
        return _made(value)
    except _Flaw as flaw:
        raise Unusable(f"{shown} is no catalog of labels: {printable(str(flaw))}") from None


def as_dict(labels: Labels) -> dict[str, Any]:
    """A catalog as the value of its file, complete: what a translator begins with."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": labels.language,
        "right_to_left": labels.direction == "rtl",
        "labels": dict(labels.texts),
    }


class _Flaw(Exception):  # noqa: N818 - what is wrong with a catalog, before it is told
    pass


def _made(value: dict[str, Any]) -> Labels:
    """A catalog from the value of its file."""
    if value.get("format") != FORMAT or value.get("version") != VERSION:
        raise _Flaw(f'it does not begin with "format": "{FORMAT}" and "version": {VERSION}')
    known = as_dict(english())
    unknown = next((key for key in value if key not in known), None)
    if unknown is not None:
        raise _Flaw(f"it has the unknown key {_told(unknown)}")
    language, labels, direction = value.get("language"), value.get("labels"), value.get("right_to_left", False)
    if not isinstance(language, str) or not LANGUAGE.matches(language):
        raise _Flaw("language is not a BCP 47 tag such as 'de'")
    if not isinstance(direction, bool):
        raise _Flaw("right_to_left is neither true nor false")
    if not isinstance(labels, dict):
        raise _Flaw("labels is no object of labels by key")
    for key, text in labels.items():
        _check_label(key, text)
    return Labels(language, labels, right_to_left=direction)


def _check_label(key: str, text: object) -> None:
    english_text = _english_texts().get(key)
    if english_text is None:
        near = nearest(key, _english_texts())
        raise _Flaw(f"no label has the key {_told(key)}" + (f"; did you mean {near!r}?" if near else ""))
    if not isinstance(text, str) or not text:
        raise _Flaw(f"the label {key} is not a text")
    acts = next((char for char in text if legible(char) != char), None)
    if acts is not None:
        raise _Flaw(f"the label {key} holds {acts!a}, which acts rather than shows")
    if sorted(_PLACES.findall(text)) != sorted(_PLACES.findall(english_text)):
        raise _Flaw(f"the label {key} has other places to fill in than the English {english_text!r}")


def _told(key: str) -> str:
    return repr(cut(key, _LONGEST))


@cache
def _english_texts() -> dict[str, str]:
    """Every label in English: what follows from the model, then what the catalog says."""
    catalog = json.loads((files("visitdata.render") / "catalogs" / "en.json").read_bytes())
    return {**dict(_of_the_model()), **dict(_of_the_world()), **catalog["labels"]}


def _of_the_model() -> Iterator[tuple[str, str]]:
    """The labels of all classes, fields and words, as their names say them."""
    named = sorted((name, cls) for name, cls in vars(model).items() if isclass(cls))
    for name, cls in named:
        if issubclass(cls, Node):
            yield f"class.{name}", re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()
    for name in sorted({name for _, cls in named if issubclass(cls, Node) for name in cls.__fields__}):
        yield f"field.{name}", name.replace("_", " ")
    for name, cls in named:
        if issubclass(cls, Word):
            for word in cls:
                yield f"{name}.{word.value}", word.value.replace("_", " ")


def _of_the_world() -> Iterator[tuple[str, str]]:
    """The names of countries and languages, as the facts have them."""
    for code in countries.codes():
        yield f"country.{code}", countries.name_of(code)
    for entry in table("languages")["languages"]:
        yield f"language.{entry['code']}", entry["name"]

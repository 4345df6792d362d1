"""What the reference says: the classes, the closed lists, the formats and the codes, as frozen facts with their uses.

HTML, Markdown and CSV are all made of these. Each thing has one `Place`, by which the others lead to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from visitdata.checker import codes
from visitdata.findings import Problem
from visitdata.model.formats import FORMATS
from visitdata.model.kinds import (
    FlagKind,
    IntegerKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    Word,
    WordKind,
)
from visitdata.model.node import Field, Node, family_of
from visitdata.render.reference import examples
from visitdata.render.reference.groups import Group, families, groups
from visitdata.rules.engine import catalog


class Place(NamedTuple):
    """Where something is told."""

    page: str
    """The page by folder and name, without the ending that its form has: ``class/HonorGuard``."""
    anchor: str = ""
    ending: str = ""
    """Of a file that has an ending of its own in every form."""


class Piece(NamedTuple):
    """A part of what a field's type is said with, and the place that it leads to."""

    text: str
    to: Place | None = None


class Use(NamedTuple):
    """A field that holds something."""

    owner: str
    field: str
    to: Place


class FieldFacts(NamedTuple):
    """A field of a class."""

    name: str
    """Its key in JSON."""
    anchor: str
    type: tuple[Piece, ...]
    is_required: bool
    is_list: bool
    meaning: str
    example: examples.Example
    choices: tuple[Piece, ...]
    """The words that it knows, where it has a closed list, and where each is told."""
    declared_by: str
    """The class itself, or the family from which it has the field."""

    @property
    def to(self) -> Place:
        """Where the field is told in full."""
        return Place(f"class/{self.declared_by}", self.anchor)

    @property
    def type_text(self) -> str:
        return "".join(piece.text for piece in self.type)


class ClassFacts(NamedTuple):
    """A class of the model, or a family of classes."""

    name: str
    meaning: str
    tag: str
    """The word of its ``type`` in JSON, empty where it has none."""
    group: str
    """The key of its group."""
    is_family: bool
    families: tuple[str, ...]
    """The families it belongs to, the nearest first."""
    members: tuple[str, ...]
    """Of a family: the classes that belong to it."""
    fields: tuple[FieldFacts, ...]
    """All fields in canonical order."""
    example: examples.Example | None
    uses: tuple[Use, ...]
    rules: tuple[str, ...]
    """The codes of the rules that look at it."""

    @property
    def own(self) -> tuple[FieldFacts, ...]:
        """The fields that it declares itself."""
        return tuple(field for field in self.fields if field.declared_by == self.name)

    def inherited(self) -> Iterator[tuple[str, tuple[FieldFacts, ...]]]:
        """The families from which it has fields, the nearest first, each with these."""
        for family in self.families:
            found = tuple(field for field in self.fields if field.declared_by == family)
            if found:
                yield family, found


class WordsFacts(NamedTuple):
    """A closed list of words."""

    name: str
    meaning: str
    group: str
    words: tuple[tuple[str, str], ...]
    """Each word with its meaning."""
    uses: tuple[Use, ...]


class FormatFacts(NamedTuple):
    """A format of text."""

    name: str
    title: str
    meaning: str
    pattern: str
    """The whole of the regular expression; empty where any text will do."""
    examples: tuple[str, ...]
    uses: tuple[Use, ...]


class CodeFacts(NamedTuple):
    """The page of a code, and what the rule looks at."""

    page: Problem
    classes: tuple[str, ...]
    needs: str
    """The option without which the rule does not run; empty where it always does."""


class Family(NamedTuple):
    """Codes that begin with the same letters."""

    key: str
    title: str
    codes: tuple[str, ...]


class Facts(NamedTuple):
    """All that the reference says."""

    groups: tuple[Group, ...]
    classes: Mapping[str, ClassFacts]
    words: Mapping[str, WordsFacts]
    formats: Mapping[str, FormatFacts]
    codes: Mapping[str, CodeFacts]
    families: tuple[Family, ...]


_TITLES = {
    "VDP": "Reading a text",
    "VDS": "The schema",
    "VDI": "Importing and exporting",
    "VDZ": "What visitdata says of itself",
    "VDU": "Rules of other packages",
}
"""The titles of the families of codes that are no family of rules."""


def facts(others: Mapping[str, Problem] | None = None) -> Facts:
    """The facts, with the pages of codes that checking cannot give, such as those of importing.

    Raises `Unusable` for rules of other packages that cannot be used.
    """
    grouped = groups()
    pages = dict(sorted({**(others or {}), **codes.pages()}.items()))
    uses = _uses(grouped)
    return Facts(
        grouped,
        {cls.__name__: _class(cls, group.key, uses) for group in grouped for cls in group.classes},
        _all_words(grouped, uses),
        {kind.name: _format(kind, uses) for kind in FORMATS},
        {code: _code(page) for code, page in pages.items()},
        tuple(_families(pages)),
    )


def spans(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a prose text, each with whether it stands between backticks, which are code."""
    for index, part in enumerate(re.split("`([^`]+)`", text)):
        if part:
            yield part, bool(index % 2)


def _class(cls: type[Node], group: str, uses: Mapping[str, list[Use]]) -> ClassFacts:
    line = families(cls)
    kept = [use for one in (cls, *line) for use in uses.get(f"class/{one.__name__}", ())]
    rules = (code for code, one in catalog.rules().items() if cls in one.classes)
    return ClassFacts(
        cls.__name__,
        cls.__meaning__,
        "" if cls.__family__ else cls.__tag__ or "",
        group,
        cls.__family__,
        tuple(family.__name__ for family in line),
        tuple(member.__name__ for member in cls.__members__),
        tuple(_fields(cls)),
        examples.of_class(cls),
        tuple(kept),
        tuple(rules),
    )


def _fields(cls: type[Node]) -> Iterator[FieldFacts]:
    if cls.__tag__:
        yield _tag(cls, cls.__tag__)
    for field in cls.__fields__.values():
        declared_by = family_of(cls, field) or cls
        kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
        yield FieldFacts(
            field.json, field.name, _pieces(field.kind), field.required, kind is not field.kind, field.meaning,
            examples.of_field(declared_by, field), tuple(_choices(kind)), declared_by.__name__,
        )  # fmt: skip


def _tag(cls: type[Node], tag: str) -> FieldFacts:
    """The field ``type`` of a member of a tagged family, or of the family."""
    choices = tuple(Piece(member.__tag__ or "", Place(f"class/{member.__name__}")) for member in cls.__members__)
    meaning = "Says of which class it is." if cls.__members__ else f"Always `{tag}`: says of which class it is."
    example = examples.Example(choices[0].text if choices else tag)
    return FieldFacts(
        "type", "type", (Piece("word of the class"),), True, False, meaning, example, choices,
        cls.__name__,
    )  # fmt: skip


def _choices(kind: Kind) -> Iterator[Piece]:
    if isinstance(kind, WordKind):
        for word in kind.words:
            yield Piece(word.value, Place(f"words/{kind.words.__name__}", word.value))


def _pieces(kind: Kind) -> tuple[Piece, ...]:
    """What a kind is, in words of which some lead on."""
    match kind:
        case TextKind():
            return (Piece(kind.name, Place(f"format/{kind.name}")),)
        case WordKind():
            return (Piece(kind.words.__name__, Place(f"words/{kind.words.__name__}")),)
        case NodeKind():
            return (Piece(kind.cls.__name__, Place(f"class/{kind.cls.__name__}")),)
        case ManyKind():
            return (Piece("list of "), *_pieces(kind.item))
        case TextMapKind():
            return (Piece("map from "), *_pieces(kind.key), Piece(" to "), *_pieces(kind.value))
        case JsonMapKind():
            return (Piece("map from "), *_pieces(kind.key), Piece(" to any JSON value"))
        case IntegerKind() | NumberKind() | FlagKind():
            return (Piece(kind.expected.removeprefix("a ")),)
        case _:
            return (Piece("any JSON value but null"),)


def _uses(grouped: Iterable[Group]) -> dict[str, list[Use]]:
    """The fields that lead to each page, each told once, with the class or family that declares it."""
    found: dict[str, list[Use]] = {}
    for group in grouped:
        for cls in group.classes:
            for field in cls.__fields__.values():
                if family_of(cls, field) is None:
                    use = Use(cls.__name__, field.json, Place(f"class/{cls.__name__}", field.name))
                    for piece in _pieces(field.kind):
                        if piece.to is not None:
                            found.setdefault(piece.to.page, []).append(use)
    return found


def _all_words(grouped: Iterable[Group], uses: Mapping[str, list[Use]]) -> dict[str, WordsFacts]:
    """The closed lists, each in the group of the first class that has a field of it."""
    found: dict[str, WordsFacts] = {}
    for group in grouped:
        for cls in group.classes:
            for words in _words_of(cls.__fields__.values()):
                found.setdefault(words.__name__, _words(words, group.key, uses))
    return found


def _words_of(fields: Iterable[Field]) -> Iterator[type[Word]]:
    for field in fields:
        kind = field.kind.item if isinstance(field.kind, ManyKind) else field.kind
        if isinstance(kind, WordKind):
            yield kind.words


def _words(words: type[Word], group: str, uses: Mapping[str, list[Use]]) -> WordsFacts:
    return WordsFacts(
        words.__name__,
        " ".join((words.__doc__ or "").split()),
        group,
        tuple((word.value, word.meaning) for word in words),
        tuple(uses[f"words/{words.__name__}"]),
    )


def _format(kind: TextKind, uses: Mapping[str, list[Use]]) -> FormatFacts:
    pattern = f"^(?:{kind.pattern})$" if kind.pattern else ""
    return FormatFacts(
        kind.name, kind.title, kind.meaning, pattern, kind.examples, tuple(uses.get(f"format/{kind.name}", ()))
    )


def _code(page: Problem) -> CodeFacts:
    rule = catalog.rules().get(page.code)
    if rule is None:
        return CodeFacts(page, (), "")
    needs = catalog.NEEDS[rule.needs] if rule.needs is not None else ""
    if rule.family == catalog.COMPLETENESS:
        needs = "--completeness (in Python: completeness)"
    looks_at = tuple(cls.__name__ for cls in rule.classes if issubclass(cls, Node))
    return CodeFacts(page, looks_at, needs)


def _families(pages: Iterable[str]) -> Iterator[Family]:
    titles = {**{key: title for key, (_, title) in catalog.FAMILIES.items()}, **_TITLES}
    for key, title in titles.items():
        found = tuple(code for code in pages if code.startswith(key))
        if found:
            yield Family(key, title, found)

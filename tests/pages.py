"""What tests of pages share: a page taken apart, and what a visit says that must be found on it."""

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import Any, ClassVar, NamedTuple

from visitdata.model import Claim, Node, Visit
from visitdata.model.formats import DATE, DURATION, ID, POINTER, REF, TEXT
from visitdata.model.kinds import Kind, ManyKind, TextKind, TextMapKind
from visitdata.render.labels import Labels

READ_OTHERWISE = (DATE, DURATION, ID, POINTER, REF)
"""Kinds of text that are not shown as they are written."""

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "col", "wbr"})


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    within: tuple[str, ...]
    """The tags of the elements that hold it, the outermost first."""


class Text(NamedTuple):
    text: str
    within: tuple[str, ...]


class Page(HTMLParser):
    """The elements and texts of an HTML text, in their order. A tag that closes another element than the last is an
    error, so that nothing passes that a browser would have to mend."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[Text] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs)
        self.elements.append(Element(tag, attributes, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(Text(data, tuple(self.open)))

    def visible(self) -> Iterator[str]:
        """The texts that a reader sees of the page itself, apart from pictures, spaces as a browser has them."""
        for text, within in self.texts:
            if not {"head", "script", "svg"} & set(within) and text.strip():
                yield squeezed(text)

    def said(self) -> str:
        """All that a reader sees of the page itself, as one text."""
        return squeezed("".join(text for text, within in self.texts if not {"head", "script", "svg"} & set(within)))

    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def targets(self) -> Iterator[str]:
        """Where its links lead."""
        for element in self.elements:
            for name in ("href", "xlink:href", "src", "action"):
                if name in element.attributes:
                    yield element.attributes[name]

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Its elements and the names of their attributes, without what sets a text off for its direction, and without
        pictures, in which a long text takes several lines."""
        return [
            (element.tag, tuple(element.attributes))
            for element in self.elements if element.tag != "bdi" and "svg" not in element.within
        ]  # fmt: skip

    def kinds(self) -> set[tuple[str, str]]:
        """The names of its elements, each with each attribute that it has."""
        return {(element.tag, name) for element in self.elements for name in ("", *element.attributes)}


class Brief(Page):
    """A page that leaves out end tags in its tables and choices, as HTML allows: there they end where they must."""

    ends: ClassVar = {
        "td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "tbody": ("td", "th", "tr", "thead", "tbody"),
        "option": ("option",),
    }  # fmt: skip

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open and self.open[-1] in self.ends.get(tag, ()):
            self.open.pop()
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        while self.open[-1] != tag and self.open[-1] in self.ends:
            self.open.pop()
        super().handle_endtag(tag)


def covered(text: str, atoms: Collection[str]) -> bool:
    """Whether a text is made of nothing but others, each of whole words, and of what stands between them: punctuation
    and spaces. One that is cut off ends with an ellipsis."""
    reached, stops = {0}, [at for at, char in enumerate(text) if char == "…"]
    for at in range(len(text)):
        if at not in reached:
            continue
        if not text[at].isalnum():
            reached.add(at + 1)
        ends = {at + len(atom) for atom in atoms if atom and text.startswith(atom, at)}
        ends |= {stop for stop in stops if stop > at and any(atom.startswith(text[at:stop]) for atom in atoms)}
        reached |= {end for end in ends if not (text[end - 1 : end].isalnum() and text[end : end + 1].isalnum())}
    return len(text) in reached


def pieces(labels: Labels) -> set[str]:
    """What the labels say before, between and after the places that are filled in."""
    return {piece.strip() for label in labels.texts.values() for piece in re.split(r"\{[0-9]\}", label)}


def squeezed(text: str) -> str:
    """A text with its spaces as a browser shows them."""
    return " ".join(text.split())


def texts(visit: Visit) -> Iterator[str]:
    """Every text that a visit holds, other than ids, dates and the like."""
    for _, node in visit.walk():
        for field in node.__fields__.values():
            if field.name in node.__dict__:
                yield from texts_of(node, field.kind, node.__dict__[field.name])


def texts_of(node: Node, kind: Kind, value: Any) -> Iterator[str]:
    if isinstance(kind, ManyKind):
        for item in value:
            yield from texts_of(node, kind.item, item)
    elif isinstance(kind, TextKind) and kind not in READ_OTHERWISE:
        yield value
    elif isinstance(kind, TextMapKind):
        yield from value.values()
    elif isinstance(node, Claim) and isinstance(value, str) and kind is Claim.__fields__["value"].kind:
        yield value


def told_apart(visit: Visit) -> Visit:
    """The same visit, each free text of it unlike all others, so that none is taken for another."""
    number = 0
    for pointer, node in visit.walk():
        changes: dict[str, Any] = {}
        for field in node.__fields__.values():
            if field.kind is TEXT and field.name in node.__dict__:
                number += 1
                changes[field.name] = f"{node.__dict__[field.name]}<{number}>"
        if changes:
            visit = visit.replace(pointer, **changes)
    return visit

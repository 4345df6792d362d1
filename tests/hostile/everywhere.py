"""A valid visit that says something bad in every place in which the model lets an author say what he likes."""

from collections.abc import Iterator
from itertools import count, cycle
from typing import Any

from visitdata.model import Visit
from visitdata.model.formats import ID, POINTER, REF, SHA256, TEXT, URI, URI_REFERENCE
from visitdata.model.kinds import (
    FlagKind,
    IntegerKind,
    JsonKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    WordKind,
)
from visitdata.model.node import Field

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = '"><img src=x onerror="window.hacked=1">'

BAD = (
    f"{SCRIPT}{IMAGE}' onfocus='window.hacked=1' autofocus='</style></title></textarea></svg>{SCRIPT}"
    f"{{{{7*7}}}}{{% raw %}}{{# --><!-- ]]>{SCRIPT}&lt;script&gt;&#60;script&#62; \u202egnp.exe\u2066\x00\x1b[31m"
    "\n\n<svg onload=window.hacked=1>\n\n[a](javascript:window.hacked=1) ![](x) <javascript:window.hacked=1> `` ``` **"
)
"""What ends, or begins, whatever it may stand in."""

LONG = "W" * 5000 + "\u202e" + "<b>" * 1000 + "\U0001f1e6\U0001f1ff" * 995 + " end"
"""10,000 characters, hardly any of which allows a break."""

ADDRESSES = (
    "javascript:window.hacked=1",
    "JaVaScRiPt:window.hacked=1//https://example.org/",
    f"data:text/html,{SCRIPT}",
    "vbscript:window.hacked=1",
    f"https://example.org/{IMAGE.replace(' ', '/')}",
    "https://user:pass@example.org/\u202e\u00a0#[x](javascript:window.hacked=1)",
    "file:///etc/passwd",
    "https:javascript:window.hacked=1",
)
"""URIs as the model admits them, which a page may show but had better not make links of, or with care."""

_EVERY = 25
"""One text in so many is long."""


def document() -> dict[str, Any]:
    """The visit as a plain dict: every class stands in it, with all its fields."""
    visit = _Author().write(Visit)
    visit["people"][0]["name"] = LONG
    return visit


class _Author:
    """Writes objects of the model. What the objects of a class hold in a field is written out once, for else there
    would be no end; what is met again says the least that it may."""

    def __init__(self) -> None:
        self._written: set[tuple[type, str]] = set()
        self._families: set[type] = set()
        self._numbers, self._texts = count(), count(1)
        self._addresses: dict[str, Iterator[str]] = {}
        """Of each field that holds an address, by its meaning, what it holds next."""
        self._records = cycle(("party", "person", "organization", "place", "topic", "source"))

    def write(self, cls: Any) -> dict[str, Any]:
        """An object of a class with all its fields that have not been written, and a text in any case."""
        name = cls.__name__.lower()
        text = next((field for field in cls.__fields__.values() if field.kind is TEXT), None)
        value: dict[str, Any] = {"type": cls.__tag__} if cls.__tag__ else {}
        for field in cls.__fields__.values():
            is_new = (cls, field.name) not in self._written
            self._written.add((cls, field.name))
            if field.kind is ID and (is_new or field.required):
                value[field.json] = name if is_new else f"{name}-{next(self._numbers)}"
            elif is_new or field.required or field is text or field.kind is URI:
                value[field.json] = self._value(field, field.kind)
        return value

    def _value(self, field: Field, kind: Kind) -> Any:
        match kind:
            case TextKind():
                return self._text(field, kind)
            case WordKind():
                return list(kind.words)[-1].value
            case IntegerKind() | NumberKind():
                return kind.maximum
            case FlagKind():
                return False
            case ManyKind():
                return list(self._items(field, kind.item))
            case TextMapKind():
                return {kind.key.examples[0]: self._text(field, TEXT)}
            case JsonMapKind():
                return {kind.key.examples[0]: {BAD: [BAD, None, {}]}}
            case JsonKind():
                return self._text(field, TEXT)
            case NodeKind():
                return self.write(kind.class_of({}))
        raise TypeError(f"nothing bad is known to say in {kind!r}")

    def _items(self, field: Field, kind: Kind) -> Iterator[Any]:
        """One item for each word that the list can hold, for each class the first time, and for each address."""
        if isinstance(kind, NodeKind):
            classes = kind.classes[:1] if kind.cls in self._families else kind.classes
            self._families.add(kind.cls)
            for cls in classes:
                has_address = any(field.kind is URI for field in cls.__fields__.values())
                yield from (self.write(cls) for _ in (ADDRESSES if has_address else ADDRESSES[:1]))
        elif isinstance(kind, WordKind):
            yield from (word.value for word in kind.words)
        else:
            yield self._value(field, kind)

    def _text(self, field: Field, kind: TextKind) -> str:
        if kind is TEXT:
            return BAD if next(self._texts) % _EVERY else LONG
        if kind is REF:
            return field.name if field.name in ("party", "person", "place", "source") else next(self._records)
        if kind in (URI, URI_REFERENCE):
            return next(self._addresses.setdefault(field.meaning, cycle(ADDRESSES)))
        if kind is SHA256:
            return "0" * 64
        return f"/{BAD.replace('/', '~1')}" if kind is POINTER else kind.examples[0]

"""XML in, one record at a time, and one element as text. Document types, and with them entities, are refused."""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
)
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape, quoteattr
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from defusedxml.expatreader import create_parser

from visitdata.findings import Finding, Span
from visitdata.interop.problems import NOT_THIS_FORMAT
from visitdata.limits import MAX_DEPTH, MAX_SIZE

_PIECE = 2**16


class Record(NamedTuple):
    """One record of a file."""

    element: Element
    line: int
    column: int


class _Stop(SAXException):
    """Why a file is read no further."""


class _Records(ContentHandler):
    """Builds the elements below the outermost one."""

    def __init__(self, root: str, record: str) -> None:
        super().__init__()
        self.root, self.record = root, record
        self.done: list[Record] = []
        self._builder = TreeBuilder()
        self._depth = self._size = self.events = 0
        self._place = (1, 1)

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name that SAX calls
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name that SAX calls
        self.events += 1
        self._depth += 1
        if self._depth == 1:
            if name != self.root:
                raise _Stop(f"its outermost element is <{name[:60]}>, not <{self.root}>")
            return
        if self._depth == 2:
            if name != self.record:
                raise _Stop(f"it has an element <{name[:60]}> where a <{self.record}> is expected")
            self._builder, self._size = TreeBuilder(), 0
            self._place = (self._locator.getLineNumber() or 1, (self._locator.getColumnNumber() or 0) + 1)
        if self._depth > MAX_DEPTH:
            raise _Stop(f"its elements are nested more than {MAX_DEPTH} deep")
        attributes = dict(attrs.items())
        self._count(len(name) + sum(map(len, attributes.values())))
        self._builder.start(name, attributes)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that SAX calls
        self._depth -= 1
        if self._depth:
            self._builder.end(name)
        if self._depth == 1:
            self.done.append(Record(self._builder.close(), *self._place))

    def characters(self, content: str) -> None:
        self.events += 1
        if self._depth > 1:
            self._count(len(content))
            self._builder.data(content)
        elif content.strip():
            raise _Stop(f"it has text between the records: {content.strip()[:40]!r}")

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > MAX_SIZE:
            raise _Stop("one of its records is larger than a document may be")


def read_records(stream: IO[bytes], root: str, record: str) -> Iterator[Record | Finding]:
    """The records of an XML file, and last a finding where it is not wholly of the format. Raises `OSError` where the
    file cannot be read."""
    handler = _Records(root, record)
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    try:
        parser.feed(b"")  # even of a file of no bytes, something is to be read
        silent = 0
        while piece := stream.read(_PIECE):
            events, silent = handler.events, silent + len(piece)
            parser.feed(piece)
            if handler.events != events:
                silent = 0
            elif silent > MAX_SIZE:  # a comment without end: the parser would begin it anew with each piece
                raise _Stop("a part of it is larger than a document may be")
            yield from handler.done
            handler.done.clear()
        parser.close()
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        yield from handler.done
        where = error if isinstance(error, SAXParseException) else parser
        line, column = where.getLineNumber() or 1, (where.getColumnNumber() or 0) + 1
        message, hint = _why(error)
        yield NOT_THIS_FORMAT.finding(message, hint=hint, span=Span(line, column, line, column + 1))


def _why(error: Exception) -> tuple[str, str | None]:
    if isinstance(error, _Stop):
        return f"it is not of this format: {error.getMessage()}", None
    if isinstance(error, DefusedXmlException):
        return "it has a document type or entities, which are not read", "delete the <!DOCTYPE ...> at its beginning"
    reason = error.getMessage() if isinstance(error, SAXException) else str(error)
    return f"it cannot be read as XML: {reason}", None


def read_element(text: str) -> Element | None:
    """The element that a text is; None where it is none, or has a document type."""
    try:
        element: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return element


def to_xml(element: Element) -> str:
    """An element as text, with runs of white space as one and none about it. Text that would need escapes is marked as
    character data, so that its words can be found as they are."""
    content = _content(element)
    return f"<{opening(element)}>{content}</{element.tag}>" if content else f"<{opening(element)}/>"


def opening(element: Element) -> str:
    """What stands in the opening tag of an element: its name and its attributes."""
    return element.tag + "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())


def _content(element: Element) -> str:
    texts = [collapse(text or "") for text in (element.text, *(child.tail for child in element))]
    if len(element) and not any(text.strip() for text in texts):
        return "".join(map(to_xml, element))
    texts[0], texts[-1] = texts[0].lstrip(" "), texts[-1].rstrip(" ")
    if not len(element):
        texts[0] = texts[0].rstrip(" ")
    inner = "".join(to_xml(child) + _marked(tail) for child, tail in zip(element, texts[1:], strict=True))
    return _marked(texts[0]) + inner


def _marked(text: str) -> str:
    if "]]>" in text:
        return escape(text)
    return f"<![CDATA[{text}]]>" if "&" in text or "<" in text else text


def collapse(text: str) -> str:
    """A text with each run of XML's white space as one space."""
    return re.sub("[ \t\r\n]+", " ", text)

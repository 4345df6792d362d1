"""YAML 1.2 text -> a plain JSON value, and where each value stands. What JSON could not say is a finding.

The grammar is read by ruamel.yaml, one event after the other; what the events mean is said here, by the core schema of
YAML 1.2: `NO`, `2023-11-01` and `10:30` are text. `visitdata.codec.decode` reads JSON.
"""

import re
from collections.abc import Iterable, Iterator
from math import isinf
from typing import Any, Final, NamedTuple, NoReturn

from visitdata.codec import advice, yaml_advice
from visitdata.codec import problems as vdp
from visitdata.codec.advice import Advice
from visitdata.codec.decode import keeps_limits, text_of, too_large
from visitdata.codec.scan import Halt, Path, Place, Reading
from visitdata.findings import Finding, Problem
from visitdata.limits import MAX_DEPTH, MAX_INTEGER, MAX_SIZE

SHARE: Final = 32
"""How much smaller than one in JSON a document in YAML must be: it takes that much longer to read, and more."""

_MAX_DIGITS = 4300  # Python converts no longer run of digits

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ODD = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that JSON allows in strings, and ruamel.yaml refuses or takes for line breaks, as YAML 1.1 did."""

_CORE = "tag:yaml.org,2002:"
_TAG = re.compile(r"![^\s,\[\]{}]*")
_DIRECTIVE = re.compile(r"^%YAML\b[^\r\n]*", re.MULTILINE)
_LONE = re.compile(
    r"(\\(?:u|U0000)[dD][89abAB][0-9a-fA-F]{2}\\(?:u|U0000)[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
_NOT_UNICODE = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}")

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]++")
_OTHER_BASE = re.compile(r"0o[0-7]++|0x[0-9a-fA-F]++")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?")
_NONFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_KINDS = {type(None): "null", bool: "bool", int: "int", float: "float", str: "str"}


def decode(data: bytes | str, max_size: int | None = MAX_SIZE) -> tuple[dict[str, Any] | None, list[Finding]]:
    """The JSON object that UTF-8 bytes (or a text) of YAML say, as plain Python data, and no findings; or None and
    at least one finding, in the order of the text, each with its span. Never raises.

    What `visitdata.codec.decode.decode` refuses is refused with the same code; and what JSON cannot say. A text of more
    than 1/32 of `max_size` bytes is not read, nor one whose aliases say more than `max_size`; None lifts both
    limits.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if max_size is not None and size > max_size // SHARE:
        return None, [too_large(max_size // SHARE, "the YAML text is", share=SHARE)]
    text = text_of(data)
    if isinstance(text, Finding):
        return None, [text]
    try:
        tree = _Tree(text, max_size)
    except ModuleNotFoundError:
        hint = 'install it: `pip install "visitdata[yaml]"`'
        return None, [vdp.UNREADABLE_FILE.finding("cannot be read: reading YAML needs ruamel.yaml", hint=hint)]
    findings = sorted(tree.findings, key=lambda finding: finding.span or ())
    if tree.root is None or tree.is_lost or type(tree.root.value) is not dict:
        return None, findings
    value: dict[str, Any] = tree.root.value
    return (None, findings) if findings and not keeps_limits(value) else (value, [])


def locate(text: str, paths: Iterable[Path]) -> dict[Path, Place]:
    """Where the values at some paths stand, in a text that `decode` accepts.

    A path is a tuple of keys and of list positions from 0; the empty tuple is the whole document. A path that leads
    nowhere is left out. What an alias repeats stands where it is written; the alias itself where it is.
    """
    tree, found = _Tree(text, None), dict[Path, Place]()
    for path in paths:
        key, node = None, tree.root
        for step in path:
            key, node = node.members.get(step, (None, None)) if node else (None, None)
        if node:
            span = tree.lines.span
            found[path] = Place(span(key.start, key.end) if key else None, span(node.start, node.end))
    return found


class _Node(NamedTuple):
    """A value, and where it stands."""

    start: int
    end: int
    value: Any
    size: int
    """About how many characters it takes, aliases written out."""
    height: int = 0
    """How many levels stand in it, itself included."""
    members: "dict[str | int, tuple[_Node | None, _Node]]" = {}  # noqa: RUF012 - one that is never changed
    """What stands in it, with the keys: none in a list."""


class _Level:
    """An object or array that is open at some point of the reading."""

    def __init__(self, start: int, is_object: bool, anchor: str | None) -> None:
        self.start = self.end = start
        self.anchor = anchor
        self.value: Any = {} if is_object else []
        self.is_object = is_object
        self.members: dict[str | int, tuple[_Node | None, _Node]] = {}
        self.keys: dict[str, int] = {}
        self.key: _Node | None = None
        self.step: str | int | None = None
        self.size = 2
        self.height = 0


class _Tree(Reading):
    """One reading of a text. Raises `ModuleNotFoundError` where ruamel.yaml is missing."""

    levels: list[_Level]

    def __init__(self, text: str, max_size: int | None) -> None:
        super().__init__(text)
        self.max_size = max_size
        self.stand_ins = _stand_ins(text)
        self.meant = str.maketrans({stand_in: odd for odd, stand_in in self.stand_ins.items()})
        self.is_lost = False
        """Whether a finding stands in the way of a value: any but of a number out of range."""
        self.root: _Node | None = None
        self.anchors: dict[str, _Node] = {}
        self.repeated = 0
        """How many characters aliases have said so far."""
        self.pos = 0
        """Where the last event ended."""
        try:
            self.document()
        except Halt:
            self.is_lost = True

    def fault(self, problem: Problem, start: int, end: int, said: Advice, *, at: str = "value") -> None:
        super().fault(problem, start, end, said, at=at)
        self.is_lost = self.is_lost or problem is not vdp.NUMBER_OUT_OF_RANGE

    def document(self) -> None:
        text = self.text
        if text.startswith("\ufeff"):
            self.halt(vdp.NOT_UTF_8, 0, 1, advice.BYTE_ORDER_MARK)
        if not text.strip():
            self.halt(vdp.EMPTY_FILE, 0, 0, advice.BLANK if text else advice.EMPTY)
        for odd in _CONTROL.finditer(text):
            is_half = odd[0] >= "\ud800"
            said = advice.lone_surrogate(odd[0]) if is_half else yaml_advice.control(odd[0])
            self.fault(vdp.LONE_SURROGATE if is_half else vdp.SYNTAX, odd.start(), odd.end(), said)
        if self.findings:
            raise Halt
        for event in self.events():
            self.handle(event)
            self.pos = event.end_mark.index
        if self.root is None:
            self.halt(vdp.EMPTY_FILE, 0, 0, advice.COMMENTS_ALONE)
        if not self.findings and not isinstance(self.root.value, dict):
            said = yaml_advice.not_an_object(self.root.value)
            self.fault(vdp.NOT_AN_OBJECT, self.root.start, self.root.end, said)

    def events(self) -> Iterator[Any]:
        """What ruamel.yaml reads, one event after the other; where it cannot read on, there is a finding."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError

        reader = YAML(typ="safe", pure=True)
        text = _ODD.sub(lambda odd: self.stand_ins[odd[0]], self.text)
        try:
            yield from reader.parse(text)
        except MarkedYAMLError as error:
            self.refuse(error)
        except (ValueError, OverflowError):  # of an escape that is no character, of a version of thousands of digits
            bad = _NOT_UNICODE.search(self.text, self.pos) or _DIRECTIVE.search(self.text)
            start, end = bad.span() if bad else (self.pos, self.pos)
            self.halt(vdp.SYNTAX, start, end, yaml_advice.no_number(self.text[start:end]), at="value")

    def refuse(self, error: Any) -> NoReturn:
        """Say what ruamel.yaml objects to."""
        place = error.problem_mark or error.context_mark
        opened = error.context_mark.index if error.context_mark else None
        start = min(place.index, len(self.text))
        said = yaml_advice.of_error(
            f"{error.context}; {error.problem}",
            self.text[start : start + 12],
            self.lines.line(opened) if opened is not None else None,
            is_over=self.root is not None,
        )
        if said.is_at_opening and opened is not None:
            start = opened
        if said.problem is vdp.TRUNCATED:
            start = len(self.text.rstrip())
        end = min(start + 1, len(self.text)) if self.text[start : start + 1].strip() else start
        self.halt(said.problem, start, end, Advice(said.message, said.hint), at="value")

    def handle(self, event: Any) -> None:
        """Take one event."""
        match type(event).__name__:
            case "DocumentStartEvent":
                self.begin(event)
            case "ScalarEvent":
                self.scalar(event)
            case "AliasEvent":
                self.alias(event)
            case "MappingStartEvent" | "SequenceStartEvent":
                self.open(event)
            case "MappingEndEvent" | "SequenceEndEvent":
                self.close(event)

    def begin(self, event: Any) -> None:
        start = event.start_mark.index
        if event.version is not None and tuple(event.version) != (1, 2):
            directive = _DIRECTIVE.search(self.text)
            start, end = directive.span() if directive else (start, start)
            self.halt(vdp.BEYOND_JSON, start, end, yaml_advice.other_version(self.text[start:end]))
        if self.root is not None:
            self.halt(vdp.SEVERAL_VALUES, start, event.end_mark.index, yaml_advice.SECOND_DOCUMENT)

    @property
    def is_key_next(self) -> bool:
        """Whether a key comes next, not a value."""
        return bool(self.levels) and self.levels[-1].is_object and self.levels[-1].key is None

    def before(self) -> None:
        """Know the step of the value that begins."""
        if self.levels:
            level = self.levels[-1]
            if not level.is_object:
                level.step = len(level.value)
            elif level.key is None:
                level.step = None

    def scalar(self, event: Any) -> None:
        self.before()
        start, end, text = event.start_mark.index, event.end_mark.index, event.value
        at = "container" if self.is_key_next else "value"
        if event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        if not text.isascii():
            text = self.mended(text.translate(self.meant), start, end, at)
        is_plain = event.style is None
        if event.tag is not None:
            value = self.tagged(event.tag, text, start, at)
        elif is_plain and text == "<<" and self.is_key_next:
            value = text
            self.fault(vdp.BEYOND_JSON, start, end, yaml_advice.MERGE, at=at)
        else:
            value = self.plain(text, start, end, at) if is_plain else text
        node = _Node(start, end, value, end - start + 2)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.take(node)

    def mended(self, text: str, start: int, end: int, at: str) -> str:
        """A text in which the halves of surrogate pairs, escaped apart, are joined."""
        if text.isprintable() or not re.search("[\ud800-\udfff]", text):
            return text
        for half in _LONE.finditer(self.text, start, end):
            if half[2] is not None:
                self.fault(vdp.LONE_SURROGATE, *half.span(), advice.lone_surrogate(half[0]), at=at)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def tagged(self, tag: str, text: str, start: int, at: str) -> Any:
        """The value of a scalar with an explicit tag; those of the core schema alone are known."""
        kind = "str" if tag == "!" else tag.removeprefix(_CORE)
        if kind == "str":
            return text
        written = _TAG.search(self.text, start)
        begun, end = written.span() if written else (start, start)
        if kind in _KINDS.values():
            value = self.plain(text, begun, end, at)
            if kind == "float" and type(value) is int:
                value = float(value)
            if _KINDS[type(value)] == kind:
                return value
            self.fault(vdp.BEYOND_JSON, begun, end, yaml_advice.wrong_tag(self.text[begun:end], text), at=at)
        else:
            self.fault(vdp.BEYOND_JSON, begun, end, yaml_advice.tag(self.text[begun:end]), at=at)
        return None

    def plain(self, word: str, start: int, end: int, at: str) -> Any:
        """What a text without quotes means: null, a Boolean, a number, or itself."""
        if word in _WORDS:
            return _WORDS[word]
        if word[0] not in "+-.0123456789":
            return word
        if _INTEGER.fullmatch(word):
            digits = word.lstrip("+-0")
            is_long = len(digits) > _MAX_DIGITS
            number = 0 if is_long else int(digits or "0") * (-1 if word[0] == "-" else 1)
            if is_long or not -MAX_INTEGER <= number <= MAX_INTEGER:
                self.is_lost = self.is_lost or is_long
                self.fault(vdp.NUMBER_OUT_OF_RANGE, start, end, advice.integer_out_of_range(word), at=at)
            return number
        if _OTHER_BASE.fullmatch(word):
            number = int(word[2:], 8 if word[1] == "o" else 16)
            if number <= MAX_INTEGER:
                return number
            self.is_lost = True
            self.fault(vdp.NUMBER_OUT_OF_RANGE, start, end, advice.integer_out_of_range(word), at=at)
        elif _NONFINITE.fullmatch(word):
            self.fault(vdp.NOT_A_NUMBER, start, end, advice.not_a_number(word), at=at)
        elif not _FLOAT.fullmatch(word):
            return word
        elif isinf(fraction := float(word)):
            self.fault(vdp.NUMBER_OUT_OF_RANGE, start, end, advice.number_out_of_range(word), at=at)
            return fraction
        else:
            return fraction
        return None

    def alias(self, event: Any) -> None:
        self.before()
        start, end, name = event.start_mark.index, event.end_mark.index, event.anchor
        at = "container" if self.is_key_next else "value"
        if any(level.anchor == name for level in self.levels):
            self.halt(vdp.TOO_DEEP, start, end, yaml_advice.within_itself(name), at=at)
        node = self.anchors.get(name)
        if node is None:
            self.halt(vdp.SYNTAX, start, end, yaml_advice.no_anchor(name), at=at)
        self.repeated += node.size
        if self.max_size is not None and self.repeated > self.max_size:
            finding = too_large(self.max_size, "what the aliases of the text repeat is")
            self.findings.append(finding._replace(span=self.lines.span(start, end)))
            raise Halt
        if len(self.levels) + node.height > MAX_DEPTH:
            self.halt(vdp.TOO_DEEP, start, end, advice.TOO_DEEP, at=at)
        self.take(node._replace(start=start, end=end))

    def open(self, event: Any) -> None:
        self.before()
        start = event.start_mark.index
        if len(self.levels) == MAX_DEPTH:
            self.halt(vdp.TOO_DEEP, start, start + 1, advice.TOO_DEEP, at="value")
        is_object = type(event).__name__ == "MappingStartEvent"
        if event.tag not in (None, "!", f"{_CORE}map" if is_object else f"{_CORE}seq"):
            tag = _TAG.search(self.text, start)
            begun, end = tag.span() if tag else (start, start)
            self.fault(vdp.BEYOND_JSON, begun, end, yaml_advice.tag(self.text[begun:end]))
        self.levels.append(_Level(start, is_object, event.anchor))

    def close(self, event: Any) -> None:
        level = self.levels.pop()
        # The end of what has no brackets is noticed only where something else begins.
        end = event.end_mark.index if event.start_mark.index < event.end_mark.index else level.end
        node = _Node(level.start, end, level.value, level.size, level.height + 1, level.members)
        if level.anchor is not None:
            self.anchors[level.anchor] = node
        self.take(node)

    def take(self, node: _Node) -> None:
        """Put a value where it belongs: as the next key or value of the innermost container."""
        if not self.levels:
            self.root = node
            return
        level = self.levels[-1]
        level.end = max(level.end, node.end)
        level.size += node.size
        level.height = max(level.height, node.height)
        if not level.is_object:
            level.members[len(level.value)] = None, node
            level.value.append(node.value)
        elif level.key is None:
            level.key = node
            self.know(level, node)
        else:
            if level.step is not None:
                level.members[level.step] = level.key, node
                level.value[level.step] = node.value
            level.key = None

    def know(self, level: _Level, node: _Node) -> None:
        """Take a key."""
        if type(node.value) is not str:
            said = yaml_advice.not_text(self.text[node.start : node.end])
            self.fault(vdp.KEY_NOT_TEXT, node.start, node.end, said, at="container")
            return
        level.step = node.value
        first = level.keys.setdefault(node.value, node.start)
        if first != node.start:
            said = advice.twice(node.value, self.lines.line(first))
            self.fault(vdp.DUPLICATE_KEY, node.start, node.end, said, at="key")


def _stand_ins(text: str) -> dict[str, str]:
    """For each odd character of a text one that ruamel.yaml takes for a letter, and that the text does not have."""
    odd = sorted(set(_ODD.findall(text)))
    free = (char for code in range(0x10FFFD, 0x100000, -1) if (char := chr(code)) not in text) if odd else iter(())
    return dict(zip(odd, free, strict=False))

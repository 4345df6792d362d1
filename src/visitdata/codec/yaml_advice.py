"""What to say about YAML that cannot be read, or that JSON could not say: what was met, and how to mend it.

Only words are made here; where something is wrong is found by `visitdata.codec.yaml`.
"""

import re
from typing import Any, NamedTuple

from visitdata.codec import problems as vdp
from visitdata.codec.advice import Advice, glyph, shown
from visitdata.findings import Problem

SECOND_DOCUMENT = Advice("a second document begins here", "put each document into its own file")
MERGE = Advice(
    "`<<` merges objects in YAML 1.1 alone", 'write the keys out; a key that is really so named is written `"<<"`'
)


class Said(NamedTuple):
    """What is said of a complaint of ruamel.yaml."""

    problem: Problem
    message: str
    hint: str | None
    is_at_opening: bool = False
    """Whether the place is where that began which cannot be read on, not where reading ended."""


_INDENT = "indent the keys of one object alike, and the items of one list; put a text in quotes as a whole"
_CUT = "get or save the file again if it was cut off; otherwise write what is missing"

_COMPLAINTS: list[tuple[str, Problem, str, str | None, bool]] = [
    # a part of the complaint, the problem, what to say of it, how to mend it, and whether it is told where it began
    ("incompatible YAML document", vdp.BEYOND_JSON, "only YAML 1.2 is read", "delete the line", False),
    ("scanning a directive|directive", vdp.SYNTAX, "a directive is malformed", "delete the line", True),
    (r"quo\w* scalar; found unexpected end", vdp.TRUNCATED, "the text ends inside the string of {line}", _CUT, False),
    ("found unexpected document separator", vdp.SYNTAX, "`---` or `...` stands in the string of {line}",
     "close the string, or indent the line", False),
    ("<stream end>", vdp.TRUNCATED, "the text ends inside what begins on {line}", _CUT, False),
    ("unknown escape", vdp.SYNTAX, "YAML has no escape `\\{char}`",
     "write `\\\\` for a backslash, or the text in single quotes", False),
    ("expected escape sequence", vdp.SYNTAX, "an escape lacks hexadecimal digits before {glyph}",
     "write two after `\\x`, four after `\\u`, eight after `\\U`", False),
    ("mapping values are not allowed", vdp.SYNTAX, "a colon cannot stand here",
     "put a text that holds `: ` in quotes, or indent the keys of one object alike", False),
    ("could not find expected ':'", vdp.SYNTAX, "this line has no `: ` after a key",
     "write the colon and a space, or indent the line further if it goes on with a text", True),
    ("sequence entries are not allowed", vdp.SYNTAX, "a list cannot begin here",
     "begin it on a line of its own", False),
    ("mapping keys are not allowed", vdp.SYNTAX, "a key cannot begin here",
     "begin it on a line of its own; put a text that begins with `?` in quotes", False),
    (r"expected ',' or '\]'", vdp.SYNTAX, "a comma or `]` is missing before {glyph}, in the list of {line}",
     "write it; put a text that holds `, [ ] {{ }} : ` in quotes", False),
    (r"expected ',' or '\}", vdp.SYNTAX, "a comma or `}}` is missing before {glyph}, in the object of {line}",
     "write it; put a text that holds `, [ ] {{ }} : ` in quotes", False),
    ("unexpected ':'", vdp.SYNTAX, "a colon stands within a text without quotes",
     "put the text in quotes, or a space after the colon", False),
    ("expected <block end>", vdp.SYNTAX, "this does not belong to what begins on {line}", _INDENT, False),
    ("expected the node content", vdp.SYNTAX, "a value should stand before {glyph}", "write it, or `null`", False),
    ("block scalar", vdp.SYNTAX, "the block of text that begins on {line} is malformed",
     "write `|` or `>` alone at the end of a line, and indent the lines of the text alike", True),
    ("scanning an? (?:alias|anchor)", vdp.SYNTAX, "no name stands after `*` or `&`",
     "put a text that begins with `*` or `&` in quotes", True),
    ("tag", vdp.BEYOND_JSON, "JSON has no tags", "delete it; put a text that begins with `!` in quotes", True),
]  # fmt: skip


def of_error(complaint: str, rest: str, line: int | None, *, is_over: bool) -> Said:
    """Of a complaint of ruamel.yaml: the text from its place on, the line where that began which it cannot read on,
    and whether the document had ended."""
    char = rest[:1]
    if "that cannot start any token" in complaint:
        return Said(vdp.SYNTAX, *_no_token(char))
    if "expected '<document start>'" in complaint or "non-comment content after" in complaint:
        if is_over:
            message = f"text follows after the end of the document: {glyph(char)}"
            return Said(vdp.SEVERAL_VALUES, message, "delete it, or indent it as what it belongs to")
        return Said(vdp.SYNTAX, "`---` is missing between directives and the document", "write it, or delete them")
    for part, problem, message, hint, is_at_opening in _COMPLAINTS:
        if re.search(part, complaint):
            where = "an earlier line" if line is None else f"line {line}"
            told = message.format(char=char, glyph=glyph(char) if char else "the end", line=where)
            return Said(problem, told, hint and hint.replace("{{", "{").replace("}}", "}"), is_at_opening)
    return Said(vdp.SYNTAX, f"the YAML cannot be read on from {glyph(char)}" if char else "the YAML ends here", None)


def _no_token(char: str) -> Advice:
    if char == "\t":
        return Advice("a tab stands where YAML knows spaces alone", "write spaces")
    return Advice(f"a text without quotes cannot begin with {glyph(char)}", "put it in quotes")


def control(char: str) -> Advice:
    """Of a control character."""
    return Advice(
        f"{glyph(char)} may not stand in YAML", f'write `"\\x{ord(char):02x}"` in double quotes, or delete it'
    )


def no_number(found: str) -> Advice:
    """Of the escape of a number that no character has, or of a version that is none."""
    if found.startswith("%"):
        return Advice(f"{shown(found, '`')} names no version of YAML", "delete the line")
    return Advice(f"{shown(found, '`')} is no character", "Unicode ends at `\\U0010FFFF`")


def other_version(directive: str) -> Advice:
    """Of a directive that asks for another version of YAML."""
    message = f"{shown(directive, '`')}: only YAML 1.2 is read, in which `NO` and `10:30` are text"
    return Advice(message, "delete the line")


def tag(written: str) -> Advice:
    """Of a tag that JSON has no value for."""
    hint = "delete it; write a date or bytes as text, a set as a list, and a text that begins with `!` in quotes"
    return Advice(f"JSON has no {shown(written, '`')}", hint)


def wrong_tag(written: str, text: str) -> Advice:
    """Of a tag of the core schema on a text that is no such value."""
    return Advice(f"{shown(text)} is no {shown(written, '`')}", "delete the tag")


def not_text(key: str) -> Advice:
    """Of a key that is a number, a Boolean, null, a list or an object."""
    if not key.strip():
        return Advice("a key is missing", "write it before the colon")
    return Advice(f"the key {shown(key, '`')} is not text", "write it in quotes, if that is meant")


def no_anchor(name: str) -> Advice:
    """Of an alias to nothing."""
    hint = "write what it stands for; put a text that begins with `*` in quotes"
    return Advice(f"{shown('*' + name, '`')} stands for nothing: there is no {shown('&' + name, '`')} before it", hint)


def within_itself(name: str) -> Advice:
    """Of an alias inside what it stands for."""
    return Advice(
        f"{shown('*' + name, '`')} stands inside {shown('&' + name, '`')}: it contains itself", "write it out"
    )


def not_an_object(value: Any) -> Advice:
    """Of a document that is no object."""
    kinds = {list: "an array", str: "a string", bool: "a Boolean", type(None): "null"}
    hint = "put each visit into its own file" if type(value) is list else None
    return Advice(f"a document is an object, not {kinds.get(type(value), 'a number')}", hint)

"""What to say about each way to break the grammar of JSON: what was met, and how to mend it.

Only words are made here; where the grammar is broken is found by `visitdata.codec.scan`.
"""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from visitdata.findings import pointer_of, printable
from visitdata.limits import MAX_DEPTH


class Advice(NamedTuple):
    """A message, and how to mend what it tells of."""

    message: str
    hint: str | None = None


BYTE_ORDER_MARK = Advice(
    "the text begins with a byte order mark (U+FEFF)", "save it as UTF-8 without a byte order mark"
)
EMPTY = Advice("the text is empty", "restore the file, or delete it")
BLANK = Advice("the text is blank", "restore the file, or delete it")
COMMENTS_ALONE = Advice("the text holds comments and nothing else", "restore the file, or delete it")
COMMENT = Advice("JSON has no comments", "delete it, or say it in a `note`")
OPEN_COMMENT = Advice("JSON has no comments, and this one is never closed", "delete it, and see what it hides")
TOO_DEEP = Advice(f"objects and arrays stand more than {MAX_DEPTH} levels deep in each other", "flatten the value")
OPEN_STRING = Advice(
    "this string is not closed on its line",
    'write the closing `"`, or write a line break in the text as `\\n`',
)

_OTHER_LANGUAGES = {
    "true": "true",
    "false": "false",
    "none": "null",
    "null": "null",
    "nil": "null",
    "undefined": "null",
}
_QUOTES = "'`‘’‚‛“”„‟«»‹›"
_CALENDAR_DAY = re.compile(r"[0-9]{1,4}[-.][0-9]{1,2}[-.][0-9]{1,4}.*|[0-9]{4}-[0-9]{2}", re.DOTALL)
_NUMBERS = [
    (
        re.compile(r"-?0[xob]\w*", re.IGNORECASE),
        "JSON has decimal numbers only",
        "write the number in decimal",
    ),
    (re.compile(r"[+-]"), "a sign stands alone", "write the number after it"),
    (re.compile(r"\+[0-9].*"), "a number may not begin with `+`", "delete the `+`"),
    (re.compile(r"[+-]?\.[0-9].*"), "a number may not begin with a point", "write `0` before the point"),
    (
        re.compile(r"-?0[0-9]+.*"),
        "a number may not begin with `0`",
        "delete the leading zeros, or write a code in double quotes",
    ),
    (re.compile(r"-?[0-9]+_[0-9_]+.*"), "a number may not hold `_`", "write the digits without it"),
    (
        re.compile(r"-?[0-9]+\.(?![0-9]).*"),
        "a digit is missing after the point",
        "write `.0`, or delete the point",
    ),
    (re.compile(r"-?[0-9.]+[eE][+-]?(?![0-9]).*"), "the exponent of this number has no digits", None),
]


def shown(text: str, quote: str = '"') -> str:
    """A piece of a document as a message quotes it: in quotes, on one line, short, and printable."""
    clipped = text if len(text) <= 40 else text[:39] + "…"
    if quote == '"':
        return printable(json.dumps(clipped, ensure_ascii=False))
    return f"{quote}{printable(clipped)}{quote}"


def pointer_to(steps: Sequence[str | int]) -> str | None:
    """The JSON Pointer of a path as a finding gives it: printable, so that half a surrogate pair in a key is
    written as its escape; None where keys are so long that a hundred of them would fill the memory."""
    if sum(len(step) for step in steps if isinstance(step, str)) > 10_000:
        return None
    return pointer_of(steps).encode("utf-8", "backslashreplace").decode()


def glyph(char: str) -> str:
    """A character as a message names it, by number and name if it cannot be seen or is easily mistaken."""
    if char.isascii() and char.isprintable():
        return f"`{char}`"
    import unicodedata

    name = unicodedata.name(char, "")
    seen = f"`{char}` " if char.isprintable() and not char.isspace() else ""
    return f"{seen}(U+{ord(char):04X}{' ' + name if name else ''})" if seen else f"U+{ord(char):04X} {name}".strip()


def not_a_value(char: str) -> Advice:
    """Of a character, not part of a word, with which no value begins."""
    if char in _QUOTES:
        return Advice(f"a string stands in double quotes, not in {glyph(char)}", 'write `"` on both sides')
    special = {
        "<": Advice("a value cannot begin with `<`", "this looks like HTML or XML; a document is JSON"),
        "(": Advice("JSON has no parentheses", "write a list in `[` and `]`"),
        "=": Advice("a value cannot begin with `=`", "JSON writes a colon alone between key and value"),
    }
    return special.get(char) or Advice(f"a value cannot begin with {glyph(char)}")


def not_a_word(word: str) -> Advice:
    """Of a run of letters, digits and signs that is no value."""
    if plain := _OTHER_LANGUAGES.get(word.lower()):
        origin = ", which is Python's" if word in ("True", "False", "None") else ""
        return Advice(
            f"JSON has no `{word}`{origin}", f"write `{plain}`" + ", or leave the key out" * (plain == "null")
        )
    clip = word[:100]
    if _CALENDAR_DAY.fullmatch(clip):
        return Advice(f"the date {shown(word, '`')} must stand in double quotes", f"write {shown(word)}")
    for pattern, message, hint in _NUMBERS:
        if pattern.fullmatch(clip):
            return Advice(f"{message}: {shown(word, '`')}", hint)
    if clip[0] in "0123456789+-.":
        return Advice(f"{shown(word, '`')} is not a number", f"write text in double quotes: {shown(word)}")
    return Advice(f"the text {shown(word, '`')} stands without quotes", f"write {shown(word)}")


def not_a_key(found: str) -> Advice:
    """Of what stands where a key should stand."""
    char = found[0]
    if char in _QUOTES:
        return Advice(f"a key stands in double quotes, not in {glyph(char)}", 'write `"` on both sides')
    if char in "{[":
        kind = "object" if char == "{" else "array"
        return Advice(f"an {kind} stands where a key should stand", "give it a key, or close the object before it")
    if char == ":":
        return Advice("a key is missing before the colon", "write the key in double quotes")
    if char.isalnum() or char in "_$+-.":
        return Advice(f"the key {shown(found, '`')} stands without quotes", f"write {shown(found)}")
    return Advice(f"a key in double quotes should stand here, not {glyph(char)}")


def no_colon(char: str, key: str) -> Advice:
    """Of what stands after a key in place of the colon, or of a value after it."""
    if char in ",]}":
        return Advice(f"the key {key} has no value", "write a value after a colon, or delete the key")
    if char == "=":
        return Advice(f"`=` stands after the key {key} in place of a colon", "write `:`")
    return Advice(f"a colon is missing after the key {key}, before {glyph(char)}", "write `:` between key and value")


def no_comma(char: str, kind: str, line: int) -> Advice:
    """Of what stands after a member, in a container of a kind opened on a line, in place of comma or end."""
    close = "}" if kind == "object" else "]"
    if char in "]}":
        hint = f"write `{close}`, or close first what is left open"
        return Advice(f"`{char}` cannot close the {kind} that opens on line {line}", hint)
    if char == ":" and kind == "array":
        return Advice("a colon stands in an array", "only an object has keys: write it in `{` and `}`")
    if char == ";":
        return Advice("a semicolon stands where a comma should stand", "write `,`")
    if char in '"{[-' or char.isalnum():
        return Advice(f"a comma is missing before {glyph(char)}", "write `,` after the member before it")
    return Advice(f"`,` or `{close}` should stand here, not {glyph(char)}")


def no_member(char: str, kind: str, line: int) -> Advice:
    """Of a comma or a wrong bracket where a member, or the end of the container, should stand."""
    if char == ",":
        return Advice("nothing stands before this comma", "delete it, or write what is missing before it")
    return no_comma(char, kind, line)


def after_the_end(char: str) -> Advice:
    """Of the first character after the end of the document."""
    if char == "{":
        hint = "put one document on each line of a JSON Lines file (`.jsonl`), or each into its own file"
        return Advice("a second document begins here", hint)
    if char in "]}":
        return Advice(f"this `{char}` closes nothing: the document has ended", "delete it, or one before it")
    if char == ",":
        return Advice("a comma stands after the end of the document", "delete it")
    return Advice(f"text follows after the end of the document: {glyph(char)}", "delete it")


def not_an_object(opening: str) -> Advice:
    """Of a document that is no object, by its first characters."""
    kinds = {"[": "an array", '"': "a string", "t": "a Boolean", "f": "a Boolean", "n": "null"}
    kind = kinds.get(opening[0], "a number")
    hint = None
    if opening[0] == "[":
        hint = "put each visit into its own file, or on its own line of a JSON Lines file (`.jsonl`)"
    elif opening[:2] == '"{':
        hint = "this looks like JSON that was written as JSON twice: write it once"
    return Advice(f"a document is an object, not {kind}", hint)


def truncated(where: str, opened: Sequence[tuple[str, int]]) -> Advice:
    """Of a text that ends somewhere, with containers open: their kinds and lines, the innermost first."""
    named = [f"the {kind} of line {line}" for kind, line in opened[:3]]
    hint = "get or save the file again if it was cut off; otherwise write what is missing"
    if opened[3:]:
        named.append(f"{len(opened) - 3} more")
    elif opened:
        hint += ", up to `" + "".join("}" if kind == "object" else "]" for kind, _ in opened) + "`"
    return Advice(f"the text ends {where}" + (f"; still open: {', '.join(named)}" if named else ""), hint)


def trailing_comma(close: str, kind: str) -> Advice:
    """Of a comma before the bracket that closes a container."""
    return Advice(f"a comma stands before the `{close}` that closes the {kind}", "delete the comma")


def twice(key: str, line: int) -> Advice:
    """Of a key that its object has already, on a line."""
    message = f"the key {shown(key)} stands in this object already, on line {line}"
    return Advice(message, "keep the one that is right, or join the two values under one key")


def not_a_number(word: str) -> Advice:
    """Of NaN or an infinity."""
    return Advice(f"JSON has no {shown(word, '`')}", "leave the key out where the value is not known")


def integer_out_of_range(word: str) -> Advice:
    """Of an integer that not every reader holds exactly."""
    message = f"the integer {shown(word, '`')} lies outside ±(2^53 - 1)"
    return Advice(message, "write an identifier as text, in double quotes")


def number_out_of_range(word: str) -> Advice:
    """Of a number that no double can hold."""
    message = f"{shown(word, '`')} is larger than any double-precision number"
    return Advice(message, "correct it, or write it as text")


def lone_surrogate(half: str) -> Advice:
    """Of half a surrogate pair, escaped or not."""
    message = f"{shown(half, '`')} is half of a surrogate pair, and its other half is not here"
    return Advice(message, "write the whole character, or delete the half")


def escape_length(text: str) -> int:
    """The length of the broken escape, or of the single wrong character, that a text of at most 6 begins with."""
    if not text.startswith("\\u"):
        return 2 if text.startswith("\\") else 1
    digits = text[2:]
    return 2 + len(digits) - len(digits.lstrip("0123456789abcdefABCDEF"))


def not_in_a_string(found: str) -> Advice:
    """Of a broken escape, or of a character that a string must not hold as such."""
    if found.startswith("\\u"):
        return Advice(f"`{found}` is not an escape: four hexadecimal digits follow `\\u`", "write them, or `\\\\u`")
    if found.startswith("\\"):
        hint = "write `\\\\` for a backslash"
        if found == "\\'":
            hint = "write `'` without a backslash"
        elif found == "\\x":
            hint = "write the character itself, or `\\u` and four hexadecimal digits"
        escape = "of a line break" if found[1] in "\r\n" else shown(found, "`")
        return Advice(f"JSON has no escape {escape}", hint)
    names = {"\t": "a tab", "\r": "a carriage return"}
    escape = json.dumps(found)[1:-1]
    return Advice(f"{names.get(found, glyph(found))} may not stand in a string as such", f"write `{escape}`")

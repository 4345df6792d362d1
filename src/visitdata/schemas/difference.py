"""What changed between two schemas of the format, and whom each change breaks. Pure: plain values in, `Change`s out.

Two kinds of programs rest on a schema. A *writer* makes documents that are valid under the old one; it breaks where the
new one refuses one of them. A *reader* takes what the old one allows; it breaks where the new one allows something
else. Both schemas are followed side by side from the root, keyword by keyword: where each keyword of the new schema
allows all that the old one's allows, so does the whole. What is said may thus be too much, where one keyword makes up
for another, but never too little. A keyword that this module does not know breaks both as soon as it changes.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from math import inf
from typing import Any, Final, NamedTuple

from visitdata.findings import Severity, path_of, printable
from visitdata.schemas.guards import (
    NOTES,
    UNSEEN,
    Part,
    Schema,
    allowed_texts,
    asked,
    guard_of,
    mentioned,
    within,
)
from visitdata.schemas.places import Places, target_of


class Breaks(StrEnum):
    """Whom a change breaks."""

    BOTH = "both"
    WRITERS = "writers"
    READERS = "readers"
    NOTHING = "nothing"


_TURNED = {Breaks.WRITERS: Breaks.READERS, Breaks.READERS: Breaks.WRITERS}


class Change(NamedTuple):
    """One change. `where` names the class and field, such as ``place.names[]``; `pointer` is the JSON Pointer of the
    schema that changed, in the new file, or in the old one for what is gone; `what` is one sentence without a final
    full stop."""

    where: str
    pointer: str
    what: str
    breaks: Breaks

    @property
    def severity(self) -> Severity:
        """An error where it breaks somebody, else an information."""
        return Severity.INFO if self.breaks is Breaks.NOTHING else Severity.ERROR


_LOWER: Final = {"minimum": -inf, "exclusiveMinimum": -inf, "minLength": 0, "minItems": 0, "minProperties": 0}
_UPPER: Final = {"maximum": inf, "exclusiveMaximum": inf, "maxLength": inf, "maxItems": inf, "maxProperties": inf}
"""Bounds, and what they are where they are absent."""

_REFERENCES: Final = ('"$ref":', '"$dynamicRef":')

_FOLLOWED: Final = frozenset(
    ("$ref", "additionalProperties", "allOf", "const", "else", "enum", "if", "items", "not", "pattern", "properties",
     "propertyNames", "required", "then", "type")
)  # fmt: skip

_ENTANGLED: Final = frozenset(("patternProperties", "prefixItems", "unevaluatedItems", "unevaluatedProperties"))
"""Keywords on which the meaning of others depends: a schema that has one is compared as a whole."""

_TYPES: Final = {
    "array": "a list",
    "boolean": "true or false",
    "fraction": "a fraction",
    "integer": "a whole number",
    "null": "null",
    "object": "an object",
    "string": "text",
}


class _Pair(NamedTuple):
    """The old and the new schema of one place, and how that is called. Where `turned`, what they allow is refused."""

    old: Part
    new: Part
    where: str
    turned: bool = False


def differences(old: Places, new: Places) -> list[Change]:
    """What changed from one schema to another, each as `visitdata.schemas.places.places` gives it, in the order of a
    walk from the root. Definitions to which nothing leads are left out."""
    return list(dict.fromkeys(_Comparison(old, new).changes()))


class _Comparison:
    """A walk through two schemas side by side."""

    def __init__(self, old: Places, new: Places) -> None:
        self._old, self._new = old, new
        self._ahead: deque[_Pair] = deque()

    def changes(self) -> Iterator[Change]:
        """The changes, some of them more than once."""
        followed: dict[tuple[str | None, str | None, bool], set[Breaks]] = {}
        again: list[_Pair] = []
        root = Part("", self._new[""])
        self._ahead.append(_Pair(Part("", self._old[""]), root, self._name(root)))
        while self._ahead:
            pair = self._ahead.popleft()
            has_one_name = pair.old.pointer == pair.new.pointer
            if _key(pair) in followed:
                again += [] if has_one_name else [pair]
                continue
            broken = followed[_key(pair)] = set()
            for change in self._of(pair, with_notes=has_one_name):
                broken.add(change.breaks)
                yield change
        for pair in again:
            # What changed is told where the two met first; here, only that it holds here as well.
            if broken := followed[_key(pair)] - {Breaks.NOTHING}:
                breaks = broken.pop() if len(broken) == 1 else Breaks.BOTH
                what = f"is {self._name(pair.new)} now, no longer {self._name(pair.old)}"
                yield _change(pair._replace(turned=False), what, breaks)

    def _name(self, part: Part) -> str:
        """How a definition is called, or a field of one."""
        if part.pointer is None:
            return "anything"
        steps = path_of(part.pointer)
        if steps[:1] == ("$defs",):
            steps = steps[1:]
        else:
            title = self._new[""].get("title", "document")
            steps = (title.lower().replace(" ", "_"), *steps)
        return printable(".".join((steps[0], *(step for step in steps[1:] if step != "properties"))))

    @cached_property
    def _is_one_file(self) -> bool:
        return _json(self._old[""]) == _json(self._new[""])

    def _of(self, pair: _Pair, with_notes: bool = True) -> Iterator[Change]:
        """The changes between two schemas. Those between what they refer to come later."""
        if (pair.old.schema is False) != (pair.new.schema is False):
            if pair.new.schema is False:
                yield _change(pair, "is refused now, whatever it is", Breaks.WRITERS)
            else:
                yield _change(pair, "is no longer refused, whatever it is", Breaks.READERS)
            return
        old, new = (part.schema if isinstance(part.schema, dict) else {} for part in (pair.old, pair.new))
        if with_notes:
            yield from _notes(pair, old, new)
        if _is_reference(old) or _is_reference(new):
            self._put_ahead(pair)
        elif _ENTANGLED & {*old, *new}:
            yield from self._word_for_word(pair, old, new, {*old, *new} - UNSEEN)
        else:
            yield from self._by_keyword(pair, old, new)

    def _put_ahead(self, pair: _Pair) -> None:
        """Compare later what one or both refer to. A definition is told of by its own name where both refer to it."""
        old, new = _followed(pair.old, self._old), _followed(pair.new, self._new)
        is_definition = old.pointer == new.pointer and not str(new.pointer).startswith(f"{pair.new.pointer}/allOf/")
        self._ahead.append(_Pair(old, new, self._name(new) if is_definition else pair.where, pair.turned))

    def _by_keyword(self, pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
        before, now = _types(old), _types(new)
        if before != now and not before & now:
            yield _change(pair, f"must be {_listed_types(now)} now, no longer {_listed_types(before)}", Breaks.BOTH)
            return
        if lost := before - now:
            yield _change(pair, f"may no longer be {_listed_types(lost)}", Breaks.WRITERS)
        if gained := now - before:
            yield _change(pair, f"may be {_listed_types(gained)} now", Breaks.READERS)
        yield from _values(pair, old, new)
        yield from _bounds(pair, old, new)
        yield from _pattern(pair, old, new)
        yield from self._parts(pair, old, new)
        yield from self._fields(pair, old, new)
        yield from self._conditions(pair, old, new)
        yield from self._word_for_word(pair, old, new, {*old, *new} - UNSEEN - _FOLLOWED - {*_LOWER} - {*_UPPER})

    def _word_for_word(self, pair: _Pair, old: Schema, new: Schema, keywords: Iterable[str]) -> Iterator[Change]:
        """Keywords that are not understood: the same only where they say the same, and so does what they refer to."""
        for keyword in sorted(keywords):
            said, was = (_json({keyword: schema[keyword]}) if keyword in schema else "" for schema in (new, old))
            if said != was:
                yield _change(pair, f"{_shown(keyword)} changed, which is not understood here: look at it", Breaks.BOTH)
            elif any(reference in said for reference in _REFERENCES) and not self._is_one_file:
                what = f"{_shown(keyword)}, which is not understood here, refers to what may have changed: look at it"
                yield _change(pair, what, Breaks.BOTH)

    def _parts(self, pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
        """References beside other keywords, and schemas of the same value, of all items, of all keys."""
        if "$ref" in old or "$ref" in new:
            old_part, new_part = (
                Part(None, {"$ref": schema["$ref"]} if "$ref" in schema else True) for schema in (old, new)
            )
            self._put_ahead(pair._replace(old=old_part, new=new_part))
        for position in range(max(len(schema.get("allOf", ())) for schema in (old, new))):
            yield from self._of(_both_within(pair, pair.where, "allOf", position))
        for keyword, place in (("items", "[]"), ("propertyNames", " (keys)")):
            if keyword in old or keyword in new:
                yield from self._of(_both_within(pair, pair.where + place, keyword))
        if "not" in old and "not" in new:
            refused = _both_within(pair, f"{pair.where} (refused)", "not")
            yield from self._of(refused._replace(turned=not pair.turned))
        elif "not" in new:
            yield _change(pair, "some values are refused now", Breaks.WRITERS)
        elif "not" in old:
            yield _change(pair, "some values are no longer refused", Breaks.READERS)

    def _fields(self, pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
        """Fields that changed, came or went, which of them must be given, and whether others may be."""
        before, now = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_now = old.get("required", []), new.get("required", [])
        was_closed, is_closed = (schema.get("additionalProperties") is False for schema in (old, new))
        for name in (name for name in before if name in now):
            yield from self._of(_field(pair, name))
        for name in (name for name in now if name not in before):
            field = _field(pair, name)
            if was_closed:
                is_needed = name in needed_now
                what = "new field, which must be given" if is_needed else "new field"
                yield _change(field, what, Breaks.BOTH if is_needed else Breaks.READERS)
            else:
                yield _change(field, "new field, where any other name was allowed before", Breaks.NOTHING)
                yield from self._of(field._replace(old=within(pair.old, "additionalProperties")))
        for name in (name for name in before if name not in now):
            field = _field(pair, name)
            if is_closed:
                yield _change(field, "the field is gone", Breaks.BOTH if name in needed_before else Breaks.WRITERS)
            else:
                yield _change(field, "the field is gone, but any other name is allowed", Breaks.NOTHING)
                yield from self._of(field._replace(new=within(pair.new, "additionalProperties")))
        for name in needed_now:
            if name not in needed_before and not (was_closed and name not in before):
                yield _change(_field(pair, name), "must be given now", Breaks.WRITERS)
        for name in needed_before:
            if name not in needed_now and not (is_closed and name not in now):
                yield _change(_field(pair, name), "may be left out now", Breaks.READERS)
        if was_closed != is_closed:
            what = "may no longer have other fields" if is_closed else "may have other fields now"
            yield _change(pair, what, Breaks.WRITERS if is_closed else Breaks.READERS)
        elif "additionalProperties" in old or "additionalProperties" in new:
            yield from self._of(_both_within(pair, f"{pair.where}.*", "additionalProperties"))

    def _conditions(self, pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
        """What is asked of an object of each type by guarded conditions, in whichever order they stand."""
        guards = [guard_of(schema["if"]) for schema in (old, new) if "if" in schema]
        keys = {guard.key for guard in guards if guard is not None}
        if None in guards or len(keys) != 1:
            yield from self._word_for_word(pair, old, new, ("if", "then", "else"))
            return
        (key,) = keys
        allowed_before, allowed_now = allowed_texts(old, key), allowed_texts(new, key)
        values = [
            *mentioned(pair.old, key),
            *mentioned(pair.new, key),
            *(allowed_before or ()),
            *(allowed_now or ()),
            None,
        ]
        for value in dict.fromkeys(values):
            # Texts that only one of the two allows are told of where the key is.
            if all(allowed is None or value in allowed for allowed in (allowed_before, allowed_now)):
                kind = f"any other {key}" if value is None else f"{key} {value}"
                where = f"{pair.where} ({printable(kind)})"
                yield from self._of(_Pair(asked(pair.old, key, value), asked(pair.new, key, value), where, pair.turned))


def _key(pair: _Pair) -> tuple[str | None, str | None, bool]:
    return pair.old.pointer, pair.new.pointer, pair.turned


def _change(pair: _Pair, what: str, breaks: Breaks) -> Change:
    pointer = pair.old.pointer if pair.new.pointer is None else pair.new.pointer
    return Change(pair.where, pointer or "", what, _TURNED.get(breaks, breaks) if pair.turned else breaks)


def _both_within(pair: _Pair, where: str, *steps: str | int) -> _Pair:
    return pair._replace(old=within(pair.old, *steps), new=within(pair.new, *steps), where=where)


def _field(pair: _Pair, name: str) -> _Pair:
    return _both_within(pair, f"{pair.where}.{printable(name)}", "properties", name)


def _is_reference(schema: Schema) -> bool:
    """Whether a schema only refers to another; so does one that must be all of a single one."""
    says = {*schema} - UNSEEN
    return says == {"$ref"} or (says == {"allOf"} and len(schema["allOf"]) == 1)


def _followed(part: Part, places: Places) -> Part:
    """What a schema leads to that only refers to another; any other itself. There are no circles."""
    while isinstance(part.schema, dict) and _is_reference(part.schema):
        if "allOf" in part.schema:
            part = within(part, "allOf", 0)
        else:
            target = str(target_of(part.schema["$ref"]))
            part = Part(target, places[target])
    return part


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _shown(value: Any) -> str:
    """A value as a message shows it, not too long."""
    text = _json(value)
    return printable(text if len(text) <= 60 else f"{text[:57]}...")


def _listed(values: Iterable[str]) -> str:
    return ", ".join(values)


def _notes(pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
    """What is said to people and editors."""
    if pair.old.pointer is None or pair.new.pointer is None:
        return
    if old.get("deprecated", False) != new.get("deprecated", False):
        what = "is deprecated now" if new.get("deprecated") else "is no longer deprecated"
        yield _change(pair, what, Breaks.NOTHING)
    if changed := [note for note in NOTES[:-1] if old.get(note) != new.get(note)]:
        yield _change(pair, f"reads otherwise: {_listed(changed)}", Breaks.NOTHING)


def _types(schema: Schema) -> set[str]:
    """The types that a value may have. A number is a whole one or a fraction."""
    given = schema.get("type", list(_TYPES))
    types = {given} if isinstance(given, str) else set(given)
    types |= {"fraction", "integer"} if "number" in types else set()
    allowed = _allowed_values(schema)
    return types & ({*_TYPES} if allowed is None else {_type_of(value) for value in allowed.values()})


def _type_of(value: Any) -> str:
    if isinstance(value, float):
        return "integer" if value.is_integer() else "fraction"
    types = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}
    return types.get(type(value), "null")


def _listed_types(types: set[str]) -> str:
    return " or ".join(_TYPES[name] for name in sorted(types)) or "nothing"


def _allowed_values(schema: Schema) -> dict[str, Any] | None:
    """The only values that are allowed, by their JSON text; None where they are not listed."""
    lists = [schema["enum"]] if "enum" in schema else []
    lists += [[schema["const"]]] if "const" in schema else []
    if not lists:
        return None
    first, *others = ({_json(value): value for value in values} for values in lists)
    return {text: value for text, value in first.items() if all(text in other for other in others)}


def _values(pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
    """Words that came and went."""
    before, now = _allowed_values(old), _allowed_values(new)
    if before is None and now is not None:
        yield _change(pair, f"must be one of {_listed(map(_shown, now.values()))} now", Breaks.WRITERS)
    elif before is not None and now is None:
        yield _change(pair, f"need no longer be one of {_listed(map(_shown, before.values()))}", Breaks.READERS)
    elif before is not None and now is not None:
        if gone := [_shown(before[text]) for text in before if text not in now]:
            yield _change(pair, f"may no longer be {_listed(gone)}", Breaks.WRITERS)
        if came := [_shown(now[text]) for text in now if text not in before]:
            yield _change(pair, f"may be {_listed(came)} now", Breaks.READERS)


def _bounds(pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
    for keyword, absent in (_LOWER | _UPPER).items():
        before, now = old.get(keyword, absent), new.get(keyword, absent)
        if keyword == "minProperties":  # an object has at least as many fields as must be given
            is_narrower = now > max(before, len(old.get("required", ())))
            is_wider = before > max(now, len(new.get("required", ())))
        else:
            is_narrower, is_wider = (now > before, now < before) if keyword in _LOWER else (now < before, now > before)
        if is_narrower or is_wider:
            said, was = (schema.get(keyword, "without a limit") for schema in (new, old))
            breaks = Breaks.WRITERS if is_narrower else Breaks.READERS
            yield _change(pair, f"{keyword} is {_bound(said)} now, was {_bound(was)}", breaks)


def _bound(value: str | float) -> str:
    return value if isinstance(value, str) else _shown(value)


def _pattern(pair: _Pair, old: Schema, new: Schema) -> Iterator[Change]:
    before, now = old.get("pattern"), new.get("pattern")
    if before == now:
        return
    if before is None:
        yield _change(pair, f"must match the pattern {_shown(now)} now", Breaks.WRITERS)
    elif now is None:
        yield _change(pair, f"need no longer match the pattern {_shown(before)}", Breaks.READERS)
    else:
        yield _change(pair, f"must match the pattern {_shown(now)} now, no longer {_shown(before)}", Breaks.BOTH)

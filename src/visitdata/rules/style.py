"""Style: what a careful editor would change in the spelling of a document without changing what it says.

Not: the spelling of identifiers and of names (`visitdata.rules.names`), dates that cannot be (`visitdata.rules.time`).
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from visitdata.findings import Edit, Fix, Severity, pointer_of
from visitdata.model import Citation, Document, Name, Node, Occasion, Source, Visit, When
from visitdata.model.composing import is_normalized, normalize
from visitdata.model.steps import Anthems
from visitdata.rules.engine.context import END_OF_TEXT, Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.engine.run import edit
from visitdata.rules.facts import languages


def _may_have_blanks(context: Context) -> bool:
    text = context.text
    return f"{END_OF_TEXT} " in text or f" {END_OF_TEXT}" in text or "  " in text or not context.is_printable


def _may_have_markup(context: Context) -> bool:
    text = context.text
    return "<" in text or "&" in text or "\\" in text


def _may_be_garbled(context: Context) -> bool:
    text = context.text
    return not context.is_printable or (not text.isascii() and any(sign in text for sign in "ÃÂÄÅÐÑâ\ufffd"))


def _may_be_decomposed(context: Context) -> bool:
    return not is_normalized("NFC", context.text)


def _may_have_unseen(context: Context) -> bool:
    return not context.is_printable


def _may_have_other_case(context: Context) -> bool:
    return any(canonical_tag(tag) != tag for tag in context.tags)


def _texts(context: Context) -> Iterator[tuple[Node, str, str, str]]:
    """The free texts of a document: the object that says each, the path to it, its field, and the text."""
    for node, name, key, value in context.walk.told_texts():
        if type(value) is str:
            yield node, key, name, value
        else:
            for at, text in enumerate(value) if type(value) is tuple else value.items():
                yield node, f"{key}/{at}", name, text


_VERBATIM = {"quote", "text", "original", "inscription", "note"}
"""Fields in which blanks between words and lines may be the source's own."""


def _is_verbatim(node: Node, field: str) -> bool:
    return field in _VERBATIM and not isinstance(node, Name)


@lru_cache(1024)
def canonical_tag(tag: str) -> str:
    """A language tag, where it is formed as one, in the case of BCP 47: the language in lower case, a script with a
    capital, a region in capitals, all behind a singleton in lower case."""
    if not languages.is_formed(tag):
        return tag
    first, *rest = tag.lower().split("-")
    parts, is_plain = [first], len(first) > 1
    for part in rest:
        is_plain = is_plain and len(part) > 1
        if is_plain and len(part) == 4 and part.isalpha():
            parts.append(part.title())
        else:
            parts.append(part.upper() if is_plain and len(part) == 2 else part)
    return "-".join(parts)


@rule("VDL001", Severity.INFO, since="0.1", gate=_may_have_other_case)
def language_tag_case(visit: Visit, context: Context) -> Iterator[Objection]:
    """A language tag that is not in the case that BCP 47 recommends.

    Why: Tags mean the same in any case, but programs that compare them as text take az-latn and az-Latn for two.
    Ignore: Never.
    Bad: "language": "az-latn"
    Good: "language": "az-Latn"
    Mend: Let the fix write it.
    Source: BCP 47 (RFC 5646), section 2.1.1.
    """
    for node, _, key, value in context.walk.tags:
        if type(value) is str:
            if canonical_tag(value) != value:
                yield _tag(node, value, key, edit(key, json.dumps(canonical_tag(value))))
        elif type(value) is tuple:
            for position, tag in enumerate(value):
                if canonical_tag(tag) != tag:
                    at = f"{key}/{position}"
                    yield _tag(node, tag, at, edit(at, json.dumps(canonical_tag(tag))))
        else:
            right = [canonical_tag(tag) for tag in value]
            for tag in value:
                if canonical_tag(tag) != tag:
                    # A second key of the same name would lose one of the two texts.
                    is_free = right.count(canonical_tag(tag)) == 1
                    change = Edit(pointer_of([key, tag]), key=canonical_tag(tag)) if is_free else None
                    yield _tag(node, tag, f"{key}/{tag}", change)


def _tag(node: Node, tag: str, at: str, change: Edit | None) -> Objection:
    right = canonical_tag(tag)
    fix = Fix(f"write {right}", (change,)) if change is not None else None
    return Objection(f"the language tag {tag} is written {right}", on=node, at=at, values=(tag, right), fix=fix)


_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


def _is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text[0].isalnum() and all(char.isspace() or unicodedata.category(char) in _UNSEEN for char in text)


_BLANKS = re.compile(r"[ \t\u00a0]{2,}")


@rule("VDL002", Severity.INFO, since="0.1", gate=_may_have_blanks)
def needless_blanks(visit: Visit, context: Context) -> Iterator[Objection]:
    """A text begins or ends with blanks or line ends, or has two blanks or a tab between words. Inside quotes,
    statements, inscriptions, notes and texts of several lines they are no objection.

    Why: They are not seen and make two equal names differ.
    Ignore: Where the blanks themselves are reported.
    Bad: "name": "Zakir  Hasanov "
    Good: "name": "Zakir Hasanov"
    Mend: Let the fix write it.
    Source: The principle of the model of visitdata that names are compared as text; texts copied from web pages and
    spreadsheets.
    """
    for node, at, field, text in _texts(context):
        tidy = text.strip()
        if _is_blank(text) or (isinstance(node, Citation) and field == "quote"):
            continue
        if not _is_verbatim(node, field) and "\n" not in tidy:
            tidy = _BLANKS.sub(" ", tidy).replace("\t", " ")
        if tidy != text:
            yield Objection(
                "there are needless blanks in this text",
                on=node,
                at=at,
                values=(text,),
                fix=Fix("remove the needless blanks", (edit(at, json.dumps(tidy, ensure_ascii=False)),)),
            )


@rule("VDL003", Severity.WARNING, since="0.1", gate=_may_have_blanks)
def text_of_blanks(visit: Visit, context: Context) -> Iterator[Objection]:
    """A text that consists of blanks and characters that are not seen.

    Why: It says nothing, and looks as if something were said.
    Ignore: Never.
    Bad: "title": " "
    Good: no title
    Mend: Leave the field out, or write what was meant.
    Source: The principle of the model of visitdata that what is not reported is absent.
    """
    for node, at, _, text in _texts(context):
        if _is_blank(text):
            yield Objection("this text has nothing in it that can be seen", on=node, at=at)


_SAME_ENDS = re.compile(r"(\d{4}-\d\d-\d\d)/\1|\[(\d{4}-\d\d-\d\d[~?%]?)(?:\.\.\2)?\]|\{([^,.]*)\}|\[([^,.]*)\]")


@rule("VDL004", Severity.INFO, since="0.1")
def date_told_twice(visit: Visit, context: Context) -> Iterator[Objection]:
    """A date that EDTF says more simply: an interval that begins and ends on one day, a set of one.

    Why: It means the same as the plain date, and programs that look for single days pass it over.
    Ignore: Never. An interval of one month is no objection: it lasts throughout, a plain month does not.
    Bad: "start": "2023-11-01/2023-11-01"
    Good: "start": "2023-11-01"
    Mend: Let the fix write it.
    Source: Extended Date/Time Format, Library of Congress, 2019.
    """
    for node, _, key, date in context.walk.dates:
        found = _SAME_ENDS.fullmatch(date.text) if len(date.text) > 11 else None
        if found is not None:
            plain = next(filter(None, found.groups()))
            yield Objection(
                f"{date} is {plain}",
                on=node,
                at=key,
                values=(date.text, plain),
                fix=Fix(f"write {plain}", (edit(key, json.dumps(plain)),)),
            )


@rule("VDL005", Severity.INFO, since="0.1", said=("program_order", "steps_order", "parties_order"))
def order_of_one(holder: Visit | Occasion | Anthems, context: Context) -> Iterator[Objection]:
    """The order of a list is told that has no item, or one alone.

    Why: One item has no order. Perhaps the others were forgotten.
    Ignore: Where items are still to be added.
    Bad: "parties": ["pk"], "parties_order": "unknown"
    Good: "parties": ["pk"]
    Mend: Leave the order out.
    Source: The meaning of the `..._order` fields in the model of visitdata.
    """
    if isinstance(holder, Visit):
        key, order, size = "program_order", holder.program_order, len(holder.program)
    elif isinstance(holder, Anthems):
        key, order, size = "parties_order", holder.parties_order, len(holder.parties)
    else:
        key, order, size = "steps_order", holder.steps_order, len(holder.steps)
    if order is not None and size < 2:
        yield Objection(f"{order} is said of the order of {size or 'no'} item{'s' * (not size)}", at=key)


@rule("VDL006", Severity.INFO, since="0.1", said="end_date")
def end_date_repeats_date(when: When, context: Context) -> Iterator[Objection]:
    """The last day of a time is the same as its first.

    Why: `end_date` stands only where it differs; an end on the same day needs `end_time` alone.
    Ignore: Never.
    Bad: "when": {"date": "2023-11-01", "end_date": "2023-11-01"}
    Good: "when": {"date": "2023-11-01"}
    Mend: Leave `end_date` out.
    Source: The meaning of `end_date` in the model of visitdata.
    """
    if when.end_date is not None and when.date is not None and when.date.is_exact and when.end_date == when.date:
        yield Objection(f"it ends on the day it begins, {when.date}", at="end_date", values=(str(when.date),))


_MARKUP = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|a|ul|ol|li|h[1-6]|img|td|tr|table|sup|sub|font|blockquote)(?:\s[^<>]*)?/?>"
    r"|&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});|\\u[0-9a-f]{4}",
    re.IGNORECASE,
)


@rule("VDL007", Severity.INFO, since="0.1", gate=_may_have_markup)
def markup_in_text(visit: Visit, context: Context) -> Iterator[Objection]:
    """A text with tags or entities of HTML, or with escapes of characters that were escaped twice.

    Why: What readers of the source saw were the characters; the markup is what a program left behind.
    Ignore: Where the source prints the markup itself.
    Bad: "title": "Marchés &amp; accords"
    Good: "title": "Marchés & accords"
    Mend: Write the characters; the fix does so for entities.
    Source: Texts copied from web pages and feeds into registers of visits; HTML Living Standard, named character
    references.
    """
    for node, at, _, text in _texts(context):
        found = _MARKUP.search(text)
        if found is None or (found[0].startswith("&") and html.unescape(found[0]) == found[0]):
            continue
        fix = None
        plain = html.unescape(text)
        if plain.strip() and _MARKUP.search(plain) is None and _is_sound(plain):
            change = edit(at, json.dumps(plain, ensure_ascii=False))
            fix = Fix("write the characters", (change,), is_safe=False)
        yield Objection(f"{found[0]} is left of markup or of an escape", on=node, at=at, values=(found[0],), fix=fix)


def _is_sound(text: str) -> bool:
    return all(char.isprintable() or char in "\u00a0\n\t\u200c\u200d" for char in text)


_GARBLED = re.compile(
    "\ufffd|[\u0080-\u009f]|[ÃÂÄÅÐÑ][\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]|â€[™˜œ“”¦¢\u009d]"
)


@rule("VDL008", Severity.WARNING, since="0.1", gate=_may_be_garbled)
def garbled_characters(visit: Visit, context: Context) -> Iterator[Objection]:
    """A text with characters that were read in the wrong encoding: Ã© for é, â€™ for an apostrophe, the replacement
    character U+FFFD, or control characters of the block U+0080 to U+009F.

    Why: The name or quote is spoiled; nobody finds it and nobody can compare it with the source.
    Ignore: Where the source itself prints it so; keep it then as a claim of standing `garbled`.
    Bad: "name": "PalÃ¡cio da Alvorada"
    Good: "name": "Palácio da Alvorada"
    Mend: Copy the text again, or let the fix undo it where it can.
    Source: UTF-8 read as Windows-1252, as in tables that spreadsheets exported; the Unicode Standard on U+FFFD.
    """
    for node, at, _, text in _texts(context):
        found = None if text.isascii() else _GARBLED.search(text)
        if found is None:
            continue
        right = _ungarbled(text)
        fix = None
        if right is not None and _GARBLED.search(right) is None:
            fix = Fix(f"write {right}", (edit(at, json.dumps(right, ensure_ascii=False)),), is_safe=False)
        shown = found[0].encode("ascii", "backslashreplace").decode() if not found[0].isprintable() else found[0]
        yield Objection(
            f"{shown} looks like a character read in the wrong encoding", on=node, at=at, values=(shown,), fix=fix
        )


def _ungarbled(text: str) -> str | None:
    try:
        right = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
    return right if _is_sound(right) else None


def _composed(text: str) -> str | None:
    """A text in Unicode Normalization Form C where that changes nothing but how its characters are put together; None
    where it is so already, or where the form would replace a character by another one."""
    composed = normalize("NFC", text)
    if composed == text or any(
        len(unicodedata.decomposition(char).split()) == 1 and unicodedata.normalize("NFC", char) != char
        for char in text
    ):
        return None
    return composed


@rule("VDL009", Severity.INFO, since="0.1", gate=_may_be_decomposed)
def text_not_composed(visit: Visit, context: Context) -> Iterator[Objection]:
    """A text that is not in Unicode Normalization Form C: a letter and its accent are two characters where there is
    one for both.

    Why: It looks the same and compares as different: a search for é does not find it.
    Ignore: Never.
    Bad: "name": "Jose\\u0301"
    Good: "name": "José"
    Mend: Let the fix write it.
    Source: Unicode Standard Annex 15; RFC 5198, which asks for the form in texts that are exchanged.
    """
    for node, at, _, text in _texts(context):
        if text.isascii():
            continue
        composed = _composed(text)
        if composed is not None:
            yield Objection(
                "letters and accents are separate characters in this text",
                on=node,
                at=at,
                values=(text,),
                fix=Fix("compose the characters", (edit(at, json.dumps(composed, ensure_ascii=False)),)),
            )


_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|yclid|mc_eid|igshid|_ga)=[^&#]*&?", re.IGNORECASE)


@rule("VDL011", Severity.INFO, since="0.1", said="url")
def tracking_in_url(held: Source | Document, context: Context) -> Iterator[Objection]:
    """The address of a source or document has parameters that only tell who shared it: utm_source, fbclid, gclid.

    Why: The same page gets another address with each; two citations of it are not seen to be one.
    Ignore: Where the page is not found without them.
    Bad: "url": "https://news.az/news/1?utm_source=feed"
    Good: "url": "https://news.az/news/1"
    Mend: Remove the parameters and see that the page is the same.
    Source: Documentation of Google Analytics on the campaign parameters utm_source and others.
    """
    url = held.url
    if url is None or "?" not in url:
        return
    page, _, rest = url.partition("?")
    query, sharp, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.fullmatch(part))
    if kept != query:
        plain = page + (f"?{kept}" if kept else "") + sharp + fragment
        yield Objection(
            "the address has parameters that only track who follows it",
            at="url",
            values=(url,),
            fix=Fix(f"write {plain}", (edit("url", json.dumps(plain, ensure_ascii=False)),), is_safe=False),
        )


_PUNCTUATION = re.compile(r"(?:[,;>\"”»]|(?<=[/0-9])\.|(?<=\.html)\.|(?<=\.htm)\.|(?<=\.pdf)\.|(?<=\.php)\.)+$")


@rule("VDL012", Severity.INFO, since="0.1", said=("url", "archive_url"))
def punctuation_after_url(held: Source | Document, context: Context) -> Iterator[Objection]:
    """The address of a source or document ends with a mark of punctuation, or stands in brackets.

    Why: The mark belongs to the sentence from which it was copied; with it the page is not found.
    Ignore: Where the address really ends so.
    Bad: "url": "https://news.az/news/1,"
    Good: "url": "https://news.az/news/1"
    Mend: Remove the mark.
    Source: RFC 3986, appendix C, on addresses in running text.
    """
    for key in ("url", "archive_url"):
        url: str | None = held.__dict__.get(key)
        if url is None or url[-1].isalnum():
            continue
        plain = url[:-1] if url.endswith(")") and "(" not in url else _PUNCTUATION.sub("", url)
        if plain and plain != url:
            yield Objection(
                f"the address ends with {url[len(plain) :]}",
                at=key,
                values=(url,),
                fix=Fix(f"write {plain}", (edit(key, json.dumps(plain, ensure_ascii=False)),), is_safe=False),
            )


_INVISIBLE = re.compile("[\ufeff\u00ad\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]|(?<=[A-Za-z])\u200b(?=[A-Za-z])")


@rule("VDL013", Severity.INFO, since="0.1", gate=_may_have_unseen)
def invisible_characters(visit: Visit, context: Context) -> Iterator[Objection]:
    """A text with characters that are not seen and do nothing in it: soft hyphens, byte order marks, control
    characters, zero-width spaces between Latin letters.

    Why: The text looks right and is not found, and does not compare equal.
    Ignore: Never. Joiners and marks of direction, which some scripts need, are no objection.
    Bad: "name": "Bundes\\u00adkanzleramt"
    Good: "name": "Bundeskanzleramt"
    Mend: Let the fix remove them.
    Source: The Unicode Standard, chapter 23, on soft hyphen and byte order mark; texts copied from web pages and PDF.
    """
    for node, at, _, text in _texts(context):
        found = _INVISIBLE.search(text)
        plain = _INVISIBLE.sub("", text)
        if found is not None and not _is_blank(text):
            shown = f"U+{ord(found[0]):04X}"
            yield Objection(
                f"{shown} is not seen in this text and does nothing",
                on=node,
                at=at,
                values=(shown,),
                fix=Fix("remove it", (edit(at, json.dumps(plain, ensure_ascii=False)),)),
            )

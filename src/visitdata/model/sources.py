"""Who said so: sources, citations, rival claims, and the record of the coding itself."""

from typing import Annotated

from visitdata.model.fields import (
    Date,
    Json,
    Language,
    License,
    Many,
    ManyOf,
    OneOf,
    Ref,
    Refs,
    Sha256,
    Text,
    Texts,
    Uri,
    label,
    required,
    says,
)
from visitdata.model.formats import FINDING_CODE, POINTER, REF
from visitdata.model.kinds import Word
from visitdata.model.node import Noted, family, record


class SourceKind(Word):
    """What kind of publication a source is."""

    NEWS = "news", "A report of a newspaper, agency or broadcaster."
    PRESS_RELEASE = "press_release", "A text an office gives to the press."
    READOUT = "readout", "An office's own account of a meeting or call."
    OFFICIAL_RECORD = "official_record", "A register, gazette or database kept by an office."
    SCHEDULE = "schedule", "A program or plan published beforehand."
    SOCIAL = "social", "A post on a social network."
    VIDEO = "video", "A recording of pictures, or of sound."
    EYEWITNESS = "eyewitness", "An account of someone who was there."
    MEMOIR = "memoir", "Memoirs or a diary."
    ARCHIVE = "archive", "A document of an archive."
    BOOK = "book", "A book."
    ANALYSIS = "analysis", "A study or commentary."
    OTHER = "other", "Another kind; the label says it."


class SourceRole(Word):
    """How a text stands to the one it was made from."""

    ORIGINAL = "original", "The text as first published."
    AGENCY_COPY = "agency_copy", "A copy or rewording of another's text."
    TRANSLATION = "translation", "A translation by a person."
    MACHINE_TRANSLATION = "machine_translation", "A translation by a machine."


class Caveat(Word):
    """A reason to read a source with care."""

    MACHINE_GENERATED = "machine_generated", "Written by a machine."
    UNVERIFIED = "unverified", "Not confirmed by anyone else."
    PARTISAN = "partisan", "Written by or for one side."
    RETROSPECTIVE = "retrospective", "Written long after the event."
    TRUNCATED = "truncated", "Only a part of the text was at hand."


class Support(Word):
    """What a citation carries."""

    HELD = "held", "The source tells it as it happened."
    PLANNED = "planned", "The source is a plan: what it carries is known as intended only."


class Standing(Word):
    """How a claimed value stands to its rivals."""

    PREFERRED = "preferred", "The value the coder prefers; it also stands in the plain field."
    RIVAL = "rival", "It contradicts the preferred value or another claim."
    VARIANT = "variant", "Another wording or translation that does not contradict."
    PLANNED = "planned", "What the plan said."
    ERRONEOUS = "erroneous", "Shown to be wrong."
    SUPERSEDED = "superseded", "Replaced by a later version of the same source."
    GARBLED = "garbled", "The source's words are too spoiled to be read."
    COVER_STORY = "cover_story", "Said to hide what was really done."
    DENIED = "denied", "The value is what the claimant denied."


class Method(Word):
    """How a document came to be."""

    MANUAL = "manual", "Coded by hand from the sources."
    IMPORTED = "imported", "Converted from another dataset by a program."
    DRAFTED = "drafted", "Drafted by a program and not yet checked by a person."


@record
class Source(Noted):
    """A text, picture or recording that tells of the visit."""

    kind: OneOf[SourceKind] = says("What kind of publication it is.")
    kind_label: Text = label()
    title: Text = says("Its title.")
    publisher: Text = says("Who published it.", "News.Az")
    attributed_to: Text = says("Whom it names as its own source, in its words.", "citing the ministry's press service")
    url: Uri = says("Where it was published; never fetched.")
    archive_url: Uri = says("Where a copy is archived; never fetched.")
    published: Date = says("When it was published, after EDTF.")
    accessed: Date = says("When the coder read it, after EDTF.")
    language: Language = says("BCP 47 tag of its language.", "en")
    role: OneOf[SourceRole] = says("How it stands to the text it was made from.")
    caveats: ManyOf[Caveat] = says("Reasons to read it with care.")
    version: Text = says("Which version of it, where it changed after publication.", "UPDATE 1")
    sha256: Sha256 = says("SHA-256 sum of the file that was read, in hexadecimal.")
    cites: Refs = says("Ids of the sources it cites.")
    license: License = says("Its license, as an SPDX expression.")


@record
class Citation(Noted):
    """A place in a source that carries what a record says."""

    source: Annotated[str, REF] = required("Id of the source.")
    quote: Text = says("The source's words, verbatim.")
    locator: Text = says("Where in the source: a page, paragraph, minute.", "paragraph 5")
    supports: OneOf[Support] = says("What it carries; absent where it tells what happened.")


@family
class Cited(Noted):
    """A record that says which sources carry it."""

    citations: Many[Citation] = says("The places in sources that carry it; those of an occasion cover its steps.")


@record
class Claim(Cited):
    """What one account says of one field, where accounts differ or where it matters who says it."""

    about: Ref = says("Id of the record the claim is about; absent for the visit itself.")
    field: Annotated[str, POINTER] = required(
        "JSON Pointer (RFC 6901) from that record to the field; an item of a list is named by its id.",
        "/grade",
    )
    value: Json = says(
        "The value claimed, as it would stand in the field; absent where this account has nothing there or its "
        "words are garbled.",
        "state",
    )
    claimed_by: Refs = says(
        "Ids of the sources, people, parties or organizations that hold it; absent where the cited source speaks "
        "for itself."
    )
    standing: OneOf[Standing] = says("How it stands to its rivals.")
    account: Text = says("A key shared by claims that belong to one account of events.", "ministry")
    as_of: Date = says("When it was held, after EDTF.")
    reason: Text = says("Why it stands so.")


@record
class Waiver(Noted):
    """A finding that the author has considered and that need not be reported."""

    code: Annotated[str, FINDING_CODE] = required("Code of the finding.", "VDT001")
    about: Ref = says("Id of the record it is found in; absent for the whole document.")
    reason: Text = says("Why it may stand.")


@record
class Correction(Cited):
    """A change made to the document after its first publication."""

    about: Ref = says("Id of the record corrected; absent for the visit itself.")
    field: Annotated[str | None, POINTER] = says("JSON Pointer (RFC 6901) from that record to the field.", "/end")
    old: Json = says("The value before; absent where there was none.")
    new: Json = says("The value after; absent where it was removed.")
    reason: Text = says("Why it was corrected.")
    when: Date = says("When it was corrected, after EDTF.")


@record
class Record(Noted):
    """How the document itself came to be."""

    license: License = says("License of the document, as an SPDX expression.", "CC0-1.0")
    method: OneOf[Method] = says("How it came to be.")
    coders: Texts = says("Who coded it.")
    created: Date = says("When it was first written, after EDTF.")
    modified: Date = says("When it was last changed, after EDTF.")
    corrections: Many[Correction] = says("What was corrected since.")

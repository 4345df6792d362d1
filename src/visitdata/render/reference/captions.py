"""The headings and sentences that stand around the facts of the reference, the same in each of its forms."""

from typing import NamedTuple

from visitdata.findings import Problem
from visitdata.render.reference.examples import Example
from visitdata.render.reference.facts import ClassFacts, Facts, FieldFacts, FormatFacts, Piece, Place

TITLE = "The format of a visit"
DICTIONARY = "Data dictionary"

CLASS, FAMILY = "Class", "Family"
WORDS = "Closed list of words"
FORMAT = "Format of text"

IN_JSON, BELONGS_TO, ONE_OF = "In JSON", "Belongs to", "One of"
FIELDS_OF_EVERY = "Fields of every"
AN_EXAMPLE = "An example"
USED_BY = "Used by"
RULES = "Rules that look at it"
PATTERN = "Pattern"
EXAMPLES = "Examples"
FIELD, MEANING, TYPE, REQUIRED, EXAMPLE, WORD = "Field", "Meaning", "Type", "Required", "Example", "Word"
SEVERITY, SINCE, LOOKS_AT, NEEDS = "Severity", "Since", "Looks at", "Runs only with"

_AS_CSV = Piece("as CSV", Place("dictionary", ending="csv"))


class Part(NamedTuple):
    """A part of the page of a code."""

    key: str
    title: str
    text: str
    is_code: bool = False


def counted(facts: Facts) -> tuple[Piece, ...]:
    """How much of everything there is, and where it stands."""
    return (
        Piece(f"{len(facts.classes)} classes and families, {len(facts.words)} "),
        Piece("closed lists of words", Place("words/index")),
        Piece(f", {len(facts.formats)} "),
        Piece("formats of text", Place("format/index")),
        Piece(f", and {len(facts.codes)} "),
        Piece("codes of findings", Place("rules/index")),
        Piece(". All fields stand in the "),
        Piece("data dictionary", Place("dictionary")),
        Piece(", also "),
        _AS_CSV,
        Piece("."),
    )


def of_dictionary() -> tuple[Piece, ...]:
    """What the data dictionary holds, here and as CSV."""
    return (
        Piece("Every field once, with the class or family that declares it. It is there "),
        _AS_CSV,
        Piece(", too, with a row for each field of each class, inherited ones included."),
    )


def fields(one: ClassFacts) -> str:
    """The heading of the fields that a class declares."""
    return "Fields of its own" if one.families else "Fields"


def requirement(field: FieldFacts) -> str:
    """Whether a field must be there."""
    return "required" if field.is_required else "optional"


def origin(example: Example) -> str:
    """Where the example of a class comes from."""
    if example.visit:
        return f"From the record of the visit `{example.visit}`, perhaps abridged."
    return "Made up to show the form; it tells of no visit."


def no_use(one: ClassFacts) -> str:
    """Why no field holds a class, where none does."""
    if one.name == "Visit":
        return "It is the document itself."
    return "No field holds it; the classes that belong to it have its fields."


def title(format: FormatFacts) -> str:
    """The title of a format, as a sentence."""
    return f"{format.title[0].upper()}{format.title[1:]}."


def parts(page: Problem) -> tuple[Part, ...]:
    """What the page of a code says below what the code means."""
    told = (
        Part("why", "Why it matters", page.why),
        Part("bad", "Bad", page.bad, True),
        Part("good", "Good", page.good, True),
        Part("mend", "How to mend it", page.mend),
        Part("ignore", "When to let it stand", page.ignore),
        Part("source", "Where it comes from", page.source),
    )
    return tuple(part for part in told if part.text)

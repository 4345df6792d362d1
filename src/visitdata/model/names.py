"""Names of people, places, bodies and awards."""

from visitdata.model.fields import Date, Language, OneOf, Text, says
from visitdata.model.kinds import Word
from visitdata.model.node import Node, record


class NameKind(Word):
    """What a wording of a name is."""

    NATIVE = "native", "In the bearer's own language and script."
    ROMANIZED = "romanized", "Written in Latin letters from another script."
    TRANSLATED = "translated", "Translated into another language."
    IN_SOURCE = "in_source", "As a source spells it."
    FORMER = "former", "No longer used at the time of the visit."


class NameOrder(Word):
    """The order of the parts of a person's name as written."""

    FAMILY_GIVEN = "family_given", "Family name first."
    GIVEN_FAMILY = "given_family", "Given name first."


@record
class Name(Node):
    """One wording of a name. Wordings that do not contradict each other stand side by side."""

    text: Text = says("The name as written.", "Zakir Həsənov")
    language: Language = says("BCP 47 tag of the wording, with the script where it matters.", "az-Latn")
    kind: OneOf[NameKind] = says("What this wording is.")
    order: OneOf[NameOrder] = says("The order of its parts.")
    since: Date = says("From when it was borne, after EDTF.")
    until: Date = says("Until when it was borne, after EDTF.")

"""How many, how much, and which in a row."""

from visitdata.model.fields import Currency, Date, Decimal, OneOf, Positive, Refs, Text, Whole, says
from visitdata.model.kinds import Word
from visitdata.model.node import Node, record
from visitdata.model.time import Approximation


class AmountBasis(Word):
    """What an amount of money is the amount of."""

    EACH = "each", "The price or value of each item."
    TOTAL = "total", "The price or value of all items together."
    ESTIMATE = "estimate", "An estimate, as the source itself says."


@record
class Count(Node):
    """A stated number of people or things."""

    value: Whole = says("The number.", 250)
    qualifier: OneOf[Approximation] = says("How the number is meant.")
    of: Text = says("What is counted, in the source's words.", "heads of state")
    label: Text = says("The number in the source's words.", "several")


@record
class Amount(Node):
    """An amount of money."""

    value: Decimal = says("The amount as decimal text, in units of the currency.", "12000000")
    currency: Currency = says("ISO 4217 code of the currency.", "USD")
    qualifier: OneOf[Approximation] = says("How the amount is meant.")
    basis: OneOf[AmountBasis] = says("What it is the amount of.")
    label: Text = says("The amount as printed.", "over $12 million")


@record
class Ordinal(Node):
    """Which one in a row this is, as the source counts: the third visit since 1985, the fifth round."""

    value: Positive = says("The position, from 1.", 3)
    of: Text = says("What is counted, in the source's words.", "visit by a head of state since 1985")
    whose: Refs = says("Ids of those whose visits or meetings are counted.")
    since: Date = says("From when the source counts, after EDTF.")
    earlier: Whole = says("How many such occasions came before this one, where the source counts those.")

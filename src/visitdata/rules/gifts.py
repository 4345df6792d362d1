"""Gifts: who gives what to whom.

Not: what is merely not told of them (`visitdata.rules.completeness`).
"""

import re
from collections.abc import Iterator

from visitdata.findings import Severity
from visitdata.model import AmountBasis, Gift, GiftDirection, GiftExchange, Handover, Item, Side
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule


def _parties(refs: tuple[str, ...], context: Context) -> set[str | None]:
    """The parties that some records belong to; with None where that is not told of one."""
    found = (context.party_of(ref) for ref in refs)
    return {party.id if party is not None else None for party in found}


@rule("VDC041", Severity.ERROR, since="0.1", said="giver")
def gift_to_giver(gift: Gift | Handover, context: Context) -> Iterator[Objection]:
    """Someone gives something to themselves: the same id stands among the givers and the recipients. Where others give
    or receive as well it is a warning.

    Why: One of the two is wrong; or gifts that were exchanged were put into one, and it is lost who gave what.
    Ignore: Never.
    Bad: {"giver": ["az"], "recipient": ["az"]}
    Good: {"giver": ["az"], "recipient": ["pk"]}
    Mend: Correct the giver or recipient; write gifts that were exchanged as one each way.
    Source: The register of gifts to US federal officials (5 USC 7342) gives a donor and a recipient for each gift.
    """
    for position, ref in enumerate(gift.recipient):
        if ref in gift.giver:
            same = set(gift.giver) == set(gift.recipient)
            yield Objection(
                f"{ref} is both the giver and the recipient",
                at=f"recipient/{position}",
                values=(ref,),
                related=((gift, "giver", "the givers"),),
                hint="gifts that were exchanged are written as one each way" if same and len(gift.giver) > 1 else None,
                severity=None if same else Severity.WARNING,
            )
            return


@rule("VDC042", Severity.WARNING, since="0.1", said="giver")
def gift_within_one_party(gift: Gift, context: Context) -> Iterator[Objection]:
    """A gift whose givers and recipients all belong to the same party.

    Why: The gifts of a visit go from one side to the other; a person's party or one of the two lists is wrong.
    Ignore: Where people of one country do give each other something in the course of the visit, as emigrants to their
    president.
    Bad: {"giver": ["az"], "recipient": ["aliyev"]}   (aliyev belongs to az)
    Good: {"giver": ["pk"], "recipient": ["aliyev"]}
    Mend: Correct the giver, the recipient or the party of the person.
    Source: The register of gifts to US federal officials (5 USC 7342): all its gifts come from foreign governments.
    """
    if not gift.giver or not gift.recipient or set(gift.giver) & set(gift.recipient):
        return
    givers, recipients = _parties(gift.giver, context), _parties(gift.recipient, context)
    if len(givers | recipients) == 1 and None not in givers:
        party = next(iter(givers))
        yield Objection(
            f"the giver and the recipient both belong to {party}",
            at="recipient",
            values=(*gift.giver, *gift.recipient),
            related=((gift, "giver", "the giver"),),
        )


@rule("VDC043", Severity.WARNING, since="0.1", said="direction")
def presented_both_ways(exchange: GiftExchange, context: Context) -> Iterator[Objection]:
    """Gifts that are said to have been presented by one side, and both host and guest are givers.

    Why: `presented` says that one side gave; where both gave, gifts were exchanged, and who counts exchanges misses
    this one.
    Ignore: Never: presentations at two times are two steps.
    Bad: {"direction": "presented", "gifts": [{"giver": ["az"]}, {"giver": ["pk"]}]}
    Good: {"direction": "exchanged", "gifts": [{"giver": ["az"]}, {"giver": ["pk"]}]}
    Mend: Say `exchanged`, or make two steps where two presentations are told.
    Source: Registers of gifts: that of the US has received gifts alone, that of the United Kingdom a few given ones;
    neither tells of an exchange.
    """
    if exchange.direction is not GiftDirection.PRESENTED:
        return
    sides = {context.side_of(ref) for gift in exchange.gifts for ref in gift.giver}
    if {Side.HOST, Side.GUEST} <= sides:
        yield Objection(
            "gifts are said to be presented, which goes one way, and both host and guest give",
            at="direction",
            values=("presented",),
            related=tuple((gift, "giver", "a giver") for gift in exchange.gifts if gift.giver),
        )


_DECORATION = re.compile(
    r"\b(?:Order|Knight|Dame|Companion|Commander|Grand Cross|Grand Collar|Collar|Sash|Insignia|Badge|Star) of (?:the )?"
    r"(?:Order|[A-Z]\w+)|\b(?:Ordre|Orden|Ordem|Ordine) (?:de|del|da|do|der|des)\b"
    r"|\bMedal of (?:Honou?r|Merit|Freedom)\b"
)
_ORDER = re.compile(r"\b(?:Order|Ordre|Orden|Ordem|Ordine)\b|\bMedal of ")
_ABOUT_IT = re.compile(
    r"(?i)\b(?:book|history|replica|copy|painting|portrait|photo\w*|model|print|stamp|poster|biography|postal|money|"
    r"facsimile|alphabetical|service|chronological)\b"
)


@rule("VDC044", Severity.INFO, since="0.1", said="title")
def decoration_as_gift(item: Item, context: Context) -> Iterator[Objection]:
    """An item of a gift that is called by the name of an order or of a medal of honor.

    Why: A decoration is conferred, not given: it is a step of its own with award, class and grounds.
    Ignore: Where it is an old piece for a collection, or a thing that only bears the name.
    Bad: {"type": "gift_exchange", "gifts": [{"items": [{"title": "Order of the Garter"}]}]}
    Good: {"type": "decoration", "award": "Order of the Garter"}
    Mend: Write it as a step of type decoration.
    Source: 5 USC 7342, which sets gifts and decorations from foreign governments apart.
    """
    title = item.title
    if title is None or not isinstance(context.holder, Gift):
        return
    if _DECORATION.search(title) and _ORDER.search(title) and not _ABOUT_IT.search(title):
        yield Objection(f"{title!r} reads like a decoration, which is no gift", at="title", values=(title,))


@rule("VDC045", Severity.WARNING, since="0.1", said="items")
def total_on_each_item(gift: Gift, context: Context) -> Iterator[Objection]:
    """Several items of one gift have the same value, and each says that it is the total.

    Why: The value of the whole gift was copied to each of its items; who adds them up counts it several times.
    Ignore: Never: where each item is worth as much, the basis is `each`.
    Bad: "items": [{"title": "bonsai", "value": {"value": "14500", "currency": "USD", "basis": "total"}},
                   {"title": "vase", "value": {"value": "14500", "currency": "USD", "basis": "total"}}]
    Good: "items": [{"title": "bonsai and vase", "value": {"value": "14500", "currency": "USD", "basis": "total"}}]
    Mend: Keep the value on one item that names the whole gift, or say in `note` that it is the whole gift's.
    Source: The register of gifts to US federal officials, which gives one value for all the items of a gift.
    """
    seen: dict[tuple[str, str | None], Item] = {}
    for item in gift.items:
        amount = item.value
        if amount is None or amount.value is None or amount.basis is not AmountBasis.TOTAL:
            continue
        first = seen.setdefault((amount.value, amount.currency), item)
        if first is not item:
            yield Objection(
                f"the total of {amount.value} {amount.currency or ''}".rstrip() + " stands on more than one item",
                on=item,
                at="value",
                values=(amount.value,),
                related=((first, "value", "the same total"),),
            )
            return

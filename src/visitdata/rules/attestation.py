"""Which sources carry each statement, step, gift and claim of a document, and which of them none does."""

from typing import NamedTuple

from visitdata.model import Citation, Claim, Gift, Node, Source, Statement, Step, Visit
from visitdata.rules.engine.context import Context
from visitdata.rules.engine.settings import Settings
from visitdata.rules.engine.walk import Spot
from visitdata.rules.evidence import Evidence, is_in


class Attested(NamedTuple):
    """A fact, and what carries it."""

    pointer: str
    """Where it stands in the document, as a JSON Pointer."""
    kind: str
    """What it is: ``statement``, ``gift``, ``claim``, or the type of a step."""
    sources: tuple[str, ...]
    """Ids of the sources that carry it, each once; none where nothing does."""
    quotes: int
    """How many quotes are given for it."""
    found: int
    """How many of them stand in their sources."""
    not_found: int
    """How many do not; of the others the source is not at hand."""


def attestations(visit: Visit, evidence: Evidence | None = None) -> list[Attested]:
    """Every statement, step, gift and claim of a document in its order, and which sources carry it: those cited for it,
    else for what holds it up to its occasion; of a claim also those that hold it."""
    context = Context(visit, Settings(evidence=evidence))
    return [_attested(spot, kind, context) for spot in context.walk.spots if (kind := _kind(spot.node)) is not None]


def _kind(node: Node) -> str | None:
    if isinstance(node, Step):
        return node.type
    return type(node).__name__.lower() if isinstance(node, Statement | Gift | Claim) else None


def _attested(spot: Spot, kind: str, context: Context) -> Attested:
    citations = context.carried_by(spot)
    names = [citation.source for citation in citations]
    if isinstance(spot.node, Claim):
        names += [ref for ref in spot.node.claimed_by if isinstance(context.get(ref), Source)]
    quoted = [_is_found(citation, context) for citation in citations if citation.quote is not None]
    return Attested(
        spot.pointer, kind, tuple(dict.fromkeys(names)), len(quoted), quoted.count(True), quoted.count(False)
    )


def _is_found(citation: Citation, context: Context) -> bool | None:
    """Whether the quote of a citation stands in its source; None where that is not at hand."""
    source, evidence = context.get(citation.source), context.settings.evidence
    if evidence is None or not isinstance(source, Source):
        return None
    texts = [file.words for file in evidence.files(context.visit, source) if file.words is not None]
    return any(is_in(citation.quote or "", text) for text in texts) if texts else None

"""Facts and what carries them -> text for people, and values for programs."""

from collections.abc import Sequence
from typing import Any

from visitdata.findings import printable
from visitdata.rules.attestation import Attested


def as_text(name: str, facts: Sequence[Attested], *, every: bool = False) -> str:
    """The facts of a document: how many are carried, and each that nothing carries; or every one with its sources."""
    bare = sum(not fact.sources for fact in facts)
    quotes, found = sum(fact.quotes for fact in facts), sum(fact.found for fact in facts)
    missing = sum(fact.not_found for fact in facts)
    lines = [
        printable(name),
        f"  {len(facts):,} facts, {bare:,} without a source; {quotes:,} quotes, {found:,} found, "
        f"{missing:,} not found, {quotes - found - missing:,} of sources that are not at hand",
    ]
    for fact in facts:
        if every or not fact.sources:
            lines.append(f"    {fact.pointer}  {fact.kind}: {', '.join(fact.sources) or 'no source'}")
    return "".join(f"{line}\n" for line in lines)


def as_dict(name: str, record: int | None, facts: Sequence[Attested]) -> dict[str, Any]:
    """The facts of a document for programs."""
    return {"file": name, "record": record, "facts": [fact._asdict() for fact in facts]}

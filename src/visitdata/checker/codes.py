"""The pages of all codes that checking can give."""

from visitdata.codec import problems as reading
from visitdata.findings import Problem, Unusable
from visitdata.rules.engine import catalog
from visitdata.rules.engine import problems as engine
from visitdata.schemas import problems as schema

CATALOGS = (reading.PROBLEMS, schema.PROBLEMS, engine.PROBLEMS)
"""The pages of what is no rule: reading, the schema, and the engine of rules itself."""


def pages() -> dict[str, Problem]:
    """The page of each code. Raises `Unusable` for rules of others that cannot be used."""
    found = {code: page for problems in CATALOGS for code, page in problems.items()}
    return found | {code: rule.page() for code, rule in catalog.rules().items()}


def page(code: str) -> Problem | None:
    """The page of a code; None where a rule of others has none that can be read. Never raises."""
    for problems in CATALOGS:
        if code in problems:
            return problems[code]
    try:
        return catalog.rules()[code].page()
    except (KeyError, Unusable):
        return None

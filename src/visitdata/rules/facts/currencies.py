"""Currencies: which codes are or were in use."""

from visitdata.rules.facts import by_key


def is_code(code: str) -> bool:
    """Whether a code is, or was, that of a currency."""
    return code in by_key("currencies", "currencies", "code")


def codes() -> tuple[str, ...]:
    """Every code that is or was a currency's."""
    return tuple(by_key("currencies", "currencies", "code"))


def meant(code: str) -> str | None:
    """The code that is meant by letters that are often written and are none; None where that is not known."""
    entry = by_key("currencies", "aliases", "code").get(code)
    return entry["means"] if entry is not None else None

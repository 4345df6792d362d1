"""Identifiers: how those of known schemes are written, and their check digits. Other schemes are their author's own."""

import re
from functools import cache
from typing import Any, NamedTuple

from visitdata.rules.facts import by_key, cited, table


class Scheme(NamedTuple):
    """A scheme of identifiers."""

    name: str
    example: str
    source: str
    pattern: "re.Pattern[str]"
    rules: dict[str, Any]
    """How its identifiers are written: prefixes, path, case, ignore, groups, check."""

    def is_well_formed(self, value: str) -> bool:
        """Whether a value is written as the scheme asks."""
        return self.pattern.fullmatch(value) is not None

    def canonical(self, value: str) -> str | None:
        """The identifier that a value means, as the scheme writes it; None where it is none."""
        text = re.sub("^https?://", "", value.strip(), flags=re.IGNORECASE)
        for prefix in sorted(self.rules.get("prefixes", ()), key=len, reverse=True):
            if text.casefold().startswith(prefix):
                text = text[len(prefix) :].strip()
                break
        text = text.partition("/")[0] if self.rules.get("path") == "first" else text.removesuffix("/")
        case = self.rules.get("case")
        text = text.upper() if case == "upper" else text.lower() if case == "lower" else text
        text = "".join(char for char in text if char not in self.rules.get("ignore", ""))
        size = self.rules.get("groups")
        if size:
            text = "-".join(text[at : at + size] for at in range(0, len(text), size))
        return text if self.is_well_formed(text) else None

    def passes_check(self, value: str) -> bool:
        """Whether a well-formed identifier's check digit is right; true where the scheme has none."""
        check = _CHECKS.get(self.rules.get("check", ""))
        return check is None or check(value.replace("-", "").replace(" ", ""))


@cache
def scheme(name: str) -> Scheme | None:
    """The scheme of a name; None where it is not known."""
    entry = by_key("identifiers", "schemes", "scheme").get(name)
    if entry is None:
        return None
    source = cited(table("identifiers")["sources"], entry["sources"])
    return Scheme(entry["name"], entry["example"], source, re.compile(entry["pattern"]), entry)


def _mod_11_2(value: str) -> bool:
    """ISO/IEC 7064, MOD 11-2; X stands for ten."""
    total = 0
    for char in value[:-1]:
        total = (total + int(char)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == value[-1]


def _mod_97_10(value: str) -> bool:
    """ISO/IEC 7064, MOD 97-10; letters count from ten."""
    return int("".join(str(int(char, 36)) for char in value)) % 97 == 1


def _ror(value: str) -> bool:
    """ISO/IEC 7064, MOD 97-10, of a number in base 32 after Crockford."""
    number = 0
    for char in value[:-2]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(char)
    return 98 - number * 100 % 97 == int(value[-2:])


def _imo(value: str) -> bool:
    """The last digit is that of the sum of the first six, weighted 7 to 2."""
    return sum(int(char) * weight for char, weight in zip(value, range(7, 1, -1), strict=False)) % 10 == int(value[-1])


_CHECKS = {"mod_11_2": _mod_11_2, "mod_97_10": _mod_97_10, "ror": _ror, "imo": _imo}

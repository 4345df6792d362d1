"""What a run of the rules was asked for."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from visitdata.findings import Severity

if TYPE_CHECKING:
    from visitdata.rules.evidence import Evidence
    from visitdata.rules.facts.profiles import Profile


class Settings(NamedTuple):
    """Which rules are run, and what they are given beside the documents."""

    select: tuple[str, ...] = ()
    """Codes or their beginnings; empty for all that are on by default."""
    ignore: tuple[str, ...] = ()
    """Codes or their beginnings that are left out."""
    severities: Mapping[str, Severity] = {}
    """Other severities than the rules' own, by codes or their beginnings; the longest counts."""
    completeness: bool = False
    """Whether the rules of completeness are run as well."""
    evidence: "Evidence | None" = None
    """The texts of sources that are at hand."""
    as_of: date | None = None
    """The day that counts as today; None leaves out the rules that ask for it."""
    profiles: Mapping[str, "Profile"] = {}
    """What is known of the protocol of hosts, by country code."""

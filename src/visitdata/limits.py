"""How much a document may hold. Imported by every room, imports none."""

from typing import Final

MAX_DEPTH: Final = 200
"""The most levels of objects and lists a document may have, its own outermost object being the first."""

MAX_CHAIN: Final = 100
"""How many records are followed from one to what it lies in or belongs to; real ones lie in three or four."""

MAX_SIZE: Final = 16_000_000
"""The most bytes of text that a document may have where nobody says otherwise; the longest real one has 23,000."""

LEAST_BYTES: Final = 2
"""How many bytes of text a value takes at least: a digit and the comma after it."""

MAX_INTEGER: Final = 2**53 - 1
"""The largest integer, either side of zero, that every reader of JSON holds exactly (RFC 7493)."""

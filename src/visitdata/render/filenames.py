"""Ids of visits -> names of files: safe on every system, and each once."""

from collections import Counter
from hashlib import sha256

_LONGEST = 100
"""The most characters of an id that stand in a name: file systems take 255 bytes, endings included."""

_PORTS = frozenset(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
_DEVICES = _PORTS | {"aux", "con", "nul", "prn"}
"""What Windows takes for a device, whatever ending follows (Microsoft, "Naming Files, Paths, and Namespaces")."""


def file_name(id: str, taken: Counter[str]) -> str:
    """The name of the file for an id, without its ending; those that are taken are counted.

    Where an id has to be changed, what it becomes is no id, so that it is no other visit's name either.
    """
    name = f"_{id}" if id in _DEVICES else id
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}.{sha256(id.encode()).hexdigest()[:16]}"
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}.{taken[name]}"

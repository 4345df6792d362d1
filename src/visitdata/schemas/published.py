"""The published versions of the schema, as data: where their files are, and their contents."""

import functools
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from referencing import Registry

VERSIONS = ("1.0",)
"""The versions of the model that have a schema, oldest first."""

NAME = "visit.schema.json"
VERDICT = "visit.verdict.json"
"""Beside the schema lies its twin for the verdict alone, see `visitdata.schemas.verdict`."""


def path(version: str = VERSIONS[-1], name: str = NAME) -> "Path":
    """The file of a version's schema.

    In a wheel it lies beside this module; in a checkout and an editable install, in the folder ``schemas`` beside
    ``src``. Raises `ValueError` for a version that has none.
    """
    from pathlib import Path

    return Path(_file(version, name))


def _file(version: str, name: str) -> str:
    # Not with pathlib, whose import would be a twentieth of a check's time.
    if version not in VERSIONS:
        raise ValueError(f"there is no schema version {version!r}; there is {', '.join(VERSIONS)}")
    here = os.path.dirname(__file__)
    beside = os.path.join(here, version, name)
    if os.path.isfile(beside):
        return beside
    return os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(here))), "schemas", version, name)


def text(version: str = VERSIONS[-1], name: str = NAME) -> bytes:
    """The bytes of a version's schema, as published. Raises `ValueError` for a version that has none."""
    try:
        with open(_file(version, name), "rb") as file:
            return file.read()
    except OSError:
        # Imported from a zip archive, the package has no files, but its loader can read them.
        from importlib import resources

        return resources.files("visitdata.schemas").joinpath(version, name).read_bytes()


@functools.cache
def _parsed(version: str, name: str = NAME) -> dict[str, Any]:
    import jiter

    schema: dict[str, Any] = jiter.from_json(text(version, name))
    return schema


def schema(version: str = VERSIONS[-1]) -> dict[str, Any]:
    """A version's schema as a plain value, the caller's own to change."""
    import copy

    return copy.deepcopy(_parsed(version))


def registry() -> "Registry[Any]":
    """A `referencing.Registry` that holds every version's schema under its ``$id``, so that other schemas can
    ``$ref`` a visit: ``{"$ref": "urn:visitdata:schema:visit:1.0"}``."""
    from referencing import Registry, Resource

    resources = [Resource.from_contents(schema(version)) for version in VERSIONS]
    return Registry().with_resources([(str(resource.id()), resource) for resource in resources])

"""The published versions of the schema, as data: where their files are, and their contents."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from referencing import Registry

VERSIONS = ("1.0",)
"""The versions of the model that have a schema, oldest first."""

NAME = "visit.schema.json"
VERDICT = "visit.verdict.json"
"""Beside the schema lies its twin for the verdict alone, see `visitdata.schemas.verdict`."""


def path(version: str = VERSIONS[-1], name: str = NAME) -> Path:
    """The file of a version's schema.

    In a wheel it lies beside this module; in a checkout and an editable install, in the folder ``schemas`` beside
    ``src``. Raises `ValueError` for a version that has none.
    """
    if version not in VERSIONS:
        raise ValueError(f"there is no schema version {version!r}; there is {', '.join(VERSIONS)}")
    here = Path(__file__).parent
    beside = here / version / name
    return beside if beside.is_file() else here.parent.parent.parent / "schemas" / version / name


def text(version: str = VERSIONS[-1], name: str = NAME) -> bytes:
    """The bytes of a version's schema, as published. Raises `ValueError` for a version that has none."""
    file = path(version, name)
    if not file.is_file():
        # Imported from a zip archive, the package has no files, but its loader can read them.
        from importlib import resources

        inside = resources.files("visitdata.schemas").joinpath(version, name)
        return inside.read_bytes()
    return file.read_bytes()


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

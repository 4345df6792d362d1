"""In which syntax a text is written: JSON, or YAML where the name of its file says so."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from visitdata.codec.decode import decode
from visitdata.findings import Finding

YAML_ENDINGS = (".yaml", ".yml")
"""Endings of files in YAML that are looked at in a folder."""

_NAMED_YAML = (*YAML_ENDINGS, ".yaml.gz", ".yml.gz")

_VISIT_KEY = (
    rb"""(?m)^(?:["']?(?:schema_version|parties|program)["']?|\{?[ \t]*"(?:schema_version|parties|program)")[ \t]*:"""
)
"""A line that begins with a key of `visitdata.schemas.check.VISIT_KEYS`, in a text that cannot be read."""


class Syntax(NamedTuple):
    """How a text is read."""

    decode: Callable[[bytes | str, int | None], tuple[dict[str, Any] | None, list[Finding]]]
    """As `visitdata.codec.decode.decode`."""
    locate: Callable[[str, Iterable[Any]], dict[Any, Any]]
    """As `visitdata.codec.scan.locate`."""
    is_written: bool
    """Whether files are mended and brought into canonical form."""


def _locate(text: str, paths: Iterable[Any]) -> dict[Any, Any]:
    from visitdata.codec import scan

    return scan.locate(text, paths)


def _decode_yaml(data: bytes | str, max_size: int | None) -> tuple[dict[str, Any] | None, list[Finding]]:
    from visitdata.codec import yaml

    return yaml.decode(data, max_size)


def _locate_yaml(text: str, paths: Iterable[Any]) -> dict[Any, Any]:
    from visitdata.codec import yaml

    return yaml.locate(text, paths)


JSON = Syntax(decode, _locate, True)
YAML = Syntax(_decode_yaml, _locate_yaml, False)


def syntax_of(path: str | os.PathLike[str] | None) -> Syntax:
    """The syntax of a file, by its name."""
    return YAML if path is not None and os.fsdecode(path).endswith(_NAMED_YAML) else JSON


def why_skip_yaml(findings: Iterable[Finding], text: bytes) -> str | None:
    """Why a file in YAML, found in a folder and not read, is none of ours; None where it is: folders hold YAML of many
    kinds, much of it in no form that is read here."""
    if any(finding.code == "VDP001" for finding in findings):
        return "in YAML, which needs ruamel.yaml"
    return None if re.search(_VISIT_KEY, text) else "not a visit document"

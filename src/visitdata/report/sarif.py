"""Findings as SARIF 2.1.0, which code scanning and editors read, with their fixes.

Paths are relative to the base ``%SRCROOT%``, whose place whoever reads the report knows. Results come before the rules
that they name, so that only these are kept.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from visitdata.checker.codes import page
from visitdata.checker.files import Checked
from visitdata.checker.fingerprint import fingerprints
from visitdata.checker.fix import replacements
from visitdata.checker.paths import relative
from visitdata.codec.decode import decode
from visitdata.findings import Finding, Problem, Related, Severity, Span, printable
from visitdata.report.encoded import as_json, as_list
from visitdata.report.formats import Run

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BASE = "%SRCROOT%"


def render(documents: Iterable[Checked], run: Run) -> Iterator[str]:
    """The findings of a run as JSON text with a final newline."""
    from visitdata import __version__

    indexes: dict[str, int] = {}
    yield f'{{\n  "$schema": "{_SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n      "results": '
    yield from as_list(_results(documents, run.root, indexes), "      ")
    driver = {"name": "visitdata", "semanticVersion": __version__, "rules": list(map(_rule, indexes))}
    rest = {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder that paths are relative to."}}},
        "invocations": [{"executionSuccessful": True}],
        "tool": {"driver": driver},
    }
    for key, value in rest.items():
        yield f',\n      "{key}": ' + as_json(value).replace("\n", "\n      ")
    yield "\n    }\n  ]\n}\n"


def _results(documents: Iterable[Checked], root: str, indexes: dict[str, int]) -> Iterator[dict[str, Any]]:
    """A result for each finding; the place of its rule in the list of rules is noted."""
    for checked in documents:
        fixes = _fixes(checked, root)
        for number, (finding, known_by) in enumerate(zip(checked.findings, fingerprints(checked, root), strict=True)):
            result: dict[str, Any] = {
                "ruleId": finding.code,
                "ruleIndex": indexes.setdefault(finding.code, len(indexes)),
                "level": _LEVELS[finding.severity],
                "message": {"text": _message(finding)},
                "locations": [{"physicalLocation": _place(checked.file, finding.span, root)}],
                "partialFingerprints": {"visitdata/v1": known_by},
            }
            if finding.related:
                result["relatedLocations"] = [_related(one, checked.file, root) for one in finding.related]
            if number in fixes:
                result["fixes"] = [fixes[number]]
            if finding.waived is not None:
                reason = {"justification": printable(finding.waived)} if finding.waived else {}
                result["suppressions"] = [{"kind": "inSource", **reason}]
            yield result


def _message(finding: Finding) -> str:
    """What is wrong and how to mend it, in sentences."""
    hint = f" Help: {finding.hint}" if finding.hint else ""
    text = _unlinked(f"{finding.message}.{hint}")
    return text if text.endswith((".", "?")) else f"{text}."


def _unlinked(text: str) -> str:
    """A text, printable and without what readers of SARIF take for a link: ``[text](target)``."""
    return printable(text).replace("](", "] (")


def _related(related: Related, file: str, root: str) -> dict[str, Any]:
    place = _place(file if related.file is None else related.file, related.span, root)
    return {"physicalLocation": place, "message": {"text": _unlinked(related.message)}}


def _place(file: str, span: Span | None, root: str) -> dict[str, Any]:
    region = {} if span is None else {"region": _region(span)}
    return {"artifactLocation": _artifact(file, root), **region}


def _artifact(file: str, root: str) -> dict[str, str]:
    path = relative(file, root)
    if os.path.isabs(path):
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _BASE}


def _region(span: Span, above: int = 0) -> dict[str, int]:
    """A place in a text that begins below so many lines."""
    return {
        "startLine": span.line + above,
        "startColumn": span.column,
        "endLine": span.end_line + above,
        "endColumn": span.end_column,
    }


def _fixes(checked: Checked, root: str) -> dict[int, dict[str, Any]]:
    """What the fixes of a document's findings would replace, by the number of the finding."""
    fixes = {number: finding.fix for number, finding in enumerate(checked.findings) if finding.fix is not None}
    value = decode(checked.text, None)[0] if fixes and checked.value is None else checked.value
    if not fixes or value is None:
        return {}
    above = (checked.record or 1) - 1
    replaced = replacements(checked.text.decode(), value, list(fixes.values()))
    return {
        number: {
            "description": {"text": _unlinked(fix.message)},
            "artifactChanges": [
                {
                    "artifactLocation": _artifact(checked.file, root),
                    "replacements": [
                        {"deletedRegion": _region(span, above), "insertedContent": {"text": text}}
                        for span, text in changes
                    ],
                }
            ],
        }
        for (number, fix), changes in zip(fixes.items(), replaced, strict=True)
    }


def _rule(code: str) -> dict[str, Any]:
    """A code and its page as SARIF tells a rule."""
    told = page(code)
    return {"id": code} if told is None else _told(told)


def _told(page: Problem) -> dict[str, Any]:
    ignore = f"\n\nWhen to let it stand: {page.ignore}" if page.ignore else ""
    return {
        "id": page.code,
        "name": "".join(word.capitalize() for word in page.name.split("-")),
        "shortDescription": {"text": page.name.replace("-", " ").capitalize() + "."},
        "fullDescription": {"text": page.what},
        "helpUri": f"urn:visitdata:code:{page.code}",
        "help": {
            "text": f"{page.why}\n\nBad: {page.bad}\n\nGood: {page.good}\n\nHow to mend it: {page.mend}{ignore}",
            "markdown": f"{page.why}\n\nBad:\n\n{_fenced(page.bad)}\n\nGood:\n\n{_fenced(page.good)}\n\n"
            f"How to mend it: {page.mend}{ignore}",
        },
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _fenced(text: str) -> str:
    return f"```\n{text}\n```"

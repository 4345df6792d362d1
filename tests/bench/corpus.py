"""The documents that the benchmark measures: the checked-in examples, taken apart and put together anew.

A seeded generator, so that the same sources give the same bytes everywhere; the table names their SHA-256 sum. Every
kind of occasion and step comes as often as every other. A kind that no example has takes the fields that it shares with
another one's. What then makes no sense in its new place is set right, so that no rule finds anything: references name
records of the same kind, dates are those of the visit, and what a rule still objects to is left out.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import visitdata
from visitdata.findings import path_of
from visitdata.model import Activity, Node, Occasion, Visit, When
from visitdata.model.formats import REF
from visitdata.model.kinds import ManyKind, NodeKind

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SIZE = 5_000
"""About how many bytes of compact JSON a document has."""

_LISTS = {"people": 3, "organizations": 2, "places": 3, "topics": 2, "statements": 1, "sources": 2, "claims": 1}
"""How many items a document takes of each list beside its program, before it is filled up to its size."""


class Corpus:
    """Draws documents from the pieces of the examples."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._examples = [json.loads(path.read_bytes()) for path in sorted(EXAMPLES.glob("*.json"))]
        self._pieces = {name: [item for example in self._examples for item in example.get(name, [])] for name in _LISTS}
        self._activities = _by_kind(self._examples)
        self._drawn: Counter[str] = Counter()
        self._lists = {
            item["id"]: name
            for example in self._examples
            for name, items in example.items()
            if type(items) is list
            for item in items
            if type(item) is dict and "id" in item
        }
        """In which list of its example the record with an id stands."""

    def documents(self, number: int) -> list[bytes]:
        """So many documents as compact JSON in UTF-8, in canonical form."""
        return [dump(self._without_findings(self._document(position))) for position in range(number)]

    def _document(self, position: int) -> dict[str, Any]:
        example = self._random.choice(self._examples)
        document = {key: value for key, value in example.items() if type(value) is not list}
        document |= {"id": f"visit-{position}", "parties": example["parties"], "program": []}
        for name, number in _LISTS.items():
            document[name] = self._random.sample(self._pieces[name], number)
        length = len(dump(document))
        while True:
            activity = self._activity(list(_MEMBERS))
            length += len(dump(activity))
            # On average as many documents end above the size as below it.
            if length > SIZE and document["program"] and self._random.random() < 0.5:
                break
            document["program"].append(activity)
            if length > SIZE:
                break
        document |= {"program_order": "unknown", "start": "2023-11-01"}
        document.pop("end", None)
        order = [field.json for field in Visit.__fields__.values()]
        document = {key: document[key] for key in order if key in document}
        by_list: dict[str, list[str]] = {"program": [one["id"] for one in document["program"] if "id" in one]}
        for name in ("parties", *_LISTS):
            by_list[name] = [item["id"] for item in document.get(name, ()) if "id" in item]
        settled: dict[str, Any] = self._settled(Visit, document, by_list)
        return settled

    def _settled(self, cls: type[Node], value: dict[str, Any], by_list: dict[str, list[str]]) -> dict[str, Any]:
        """An object whose references name records of the document, of the kind that they named in their example."""
        fields = {field.json: field.kind for field in cls.__fields__.values()}
        settled = {}
        for key, item in value.items():
            kind = fields.get(key)
            many = isinstance(kind, ManyKind)
            kind = kind.item if isinstance(kind, ManyKind) else kind
            if isinstance(kind, NodeKind):
                found = [self._settled(kind.class_of(one), one, by_list) for one in (item if many else [item])]
            elif kind is REF and key not in ("after", "during", "overlaps", "part_of", "answers"):
                refs = [self._meant(one, by_list) for one in (item if many else [item])]
                found = [*dict.fromkeys(ref for ref in refs if ref is not None)]
            elif kind is REF:
                continue  # order and time are not kept
            else:
                settled[key] = item
                continue
            if found:
                settled[key] = found if many else found[0]
        if cls is When and "date" in settled:
            settled["date"] = "2023-11-01"
        if cls is When:
            settled.pop("end_date", None)
        return settled or {"note": "-"}

    def _meant(self, ref: str, by_list: dict[str, list[str]]) -> str | None:
        named = by_list.get(self._lists.get(ref, ""), [])
        return ref if ref in named else self._random.choice(named) if named else None

    def _without_findings(self, document: dict[str, Any]) -> dict[str, Any]:
        """A document without what a rule objects to, and what is empty then; the kinds that are left count as drawn."""
        before = _kinds(document)
        while findings := visitdata.check(document):
            for finding in findings:
                _leave_out(document, path_of(finding.pointer or ""))
        self._drawn.subtract(before - _kinds(document))
        return document

    def _activity(self, kinds: list[str]) -> dict[str, Any]:
        """An activity of one of some kinds: of those, one that has come least often."""
        least = min(self._drawn[kind] for kind in kinds)
        kind = self._random.choice([kind for kind in kinds if self._drawn[kind] == least])
        self._drawn[kind] += 1
        activity = self._random.choice(self._activities[kind])
        if "steps" not in activity:
            return activity
        return {**activity, "steps": [self._activity(_STEPS) for _ in activity["steps"]]}


_MEMBERS: dict[str, type[Activity]] = {str(cls.__tag__): cls for cls in Activity.__members__}
_STEPS = [kind for kind, cls in _MEMBERS.items() if not issubclass(cls, Occasion)]


def _kinds(document: dict[str, Any]) -> Counter[str]:
    program = document.get("program", [])
    return Counter(one["type"] for activity in program for one in (activity, *activity.get("steps", ())))


def _by_kind(examples: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The activities of the examples by kind; those of a kind that none has are made of another's shared fields."""
    told: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _MEMBERS}
    for example in examples:
        for activity in example.get("program", []):
            told[activity["type"]].append(activity)
            for step in activity.get("steps", []):
                told[step["type"]].append(step)
    spoken = [activity for activities in told.values() for activity in activities]
    for kind, cls in _MEMBERS.items():
        if not told[kind]:
            told[kind] = [_as(cls, other) for other in spoken if _is_alike(cls, other)]
    return told


def _is_alike(cls: type[Activity], activity: dict[str, Any]) -> bool:
    return issubclass(_MEMBERS[activity["type"]], Occasion) is issubclass(cls, Occasion)


def _as(cls: type[Activity], activity: dict[str, Any]) -> dict[str, Any]:
    """An activity as one of another class, with the fields that both have in common."""
    other = {field.json: field for field in _MEMBERS[activity["type"]].__fields__.values()}
    shared = [field.json for field in cls.__fields__.values() if other.get(field.json) == field]
    return {"type": cls.__tag__, **{key: activity[key] for key in shared if key in activity}}


def _leave_out(document: dict[str, Any], path: tuple[str, ...]) -> None:
    """Take the value at a path out of a document, and what holds nothing else."""
    holders: list[Any] = [document]
    for step in path[:-1]:
        holder = holders[-1]
        if step not in holder if isinstance(holder, dict) else int(step) >= len(holder):
            return
        holders.append(holder[step] if isinstance(holder, dict) else holder[int(step)])
    for holder, step in zip(reversed(holders), reversed(path), strict=True):
        if isinstance(holder, dict):
            holder.pop(step, None)
        elif int(step) < len(holder):
            del holder[int(step)]
        if holder:
            return


def dump(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def digest(documents: list[bytes]) -> str:
    """The SHA-256 sum of documents, one a line."""
    return hashlib.sha256(b"".join(document + b"\n" for document in documents)).hexdigest()


def damaged(documents: list[bytes], share: float, seed: int = 2) -> list[bytes]:
    """The same documents, a share of them with one mistake each that their authors might make."""
    dice = random.Random(seed)
    chosen = set(dice.sample(range(len(documents)), round(share * len(documents))))
    return [
        dice.choice(_MISTAKES)(document) if position in chosen else document
        for position, document in enumerate(documents)
    ]


def _changed(**changes: Any) -> Callable[[bytes], bytes]:
    return lambda text: dump({**json.loads(text), **changes})


_MISTAKES: list[Callable[[bytes], bytes]] = [
    lambda text: text.replace(b'"schema_version":"1.0",', b'"schema_version":"1.0","schema_version":"1.0",'),
    lambda text: text.replace(b'"role":"guest"', b'"role":"guests"', 1),
    lambda text: text.replace(b'"type":"', b'"typ":"', 1),
    _changed(start="01.11.2023"),
    _changed(end=None),
    _changed(oficial=True),
    _changed(sources="News.Az"),
    _changed(people=[{"id": "munir", "name": "Syed Asim Munir", "rank": "General"}]),
]

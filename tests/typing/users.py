"""A sample of users' code, checked by mypy and pyright: what must be accepted, and what must be an error.

Each line marked ``type: ignore`` must be an error: mypy's ``warn_unused_ignores`` and pyright's
``reportUnnecessaryTypeIgnoreComment`` report one that is not.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from pathlib import Path
from typing import assert_type

from visitdata import EDTF, Finding, InvalidVisit, dumps, from_dict, load, loads, read, to_dict, validate
from visitdata.model import (
    ActivityStatus,
    Ceremony,
    Citation,
    FrozenMap,
    Grade,
    HonorGuard,
    Node,
    Party,
    Person,
    Service,
    Side,
    Visit,
    When,
)

visit = Visit(
    id="az-pk",
    grade="official",
    start="2023-11-01",
    parties=[Party(id="pk", role="guest"), Party(id="az", role="host")],
    program=[Ceremony(steps=[HonorGuard(services=["army", Service.NAVY])], when=When(date=EDTF("2023-11-01")))],
    titles={"en": "Visit"},
    extensions={"x": [1, 2]},
)

assert_type(visit.grade, Grade | None)
assert_type(visit.start, EDTF | None)
assert_type(visit.parties, tuple[Party, ...])
assert_type(visit.parties[0].id, str)
assert_type(visit.title, str | None)
assert_type(visit.titles, FrozenMap | None)
assert_type(visit.find("pk"), Node)
assert_type(visit.replace("pk", name="Pakistan"), Visit)
assert_type(visit.rename("pk", "pak"), Visit)
assert_type(visit.parties[0].replace(name="x"), Party)
for placed in visit.activities():
    assert_type(placed.status, ActivityStatus)
    assert_type(placed.date, EDTF | None)
    assert_type(visit.side_of("pk"), Side | None)

assert_type(load("visit.json"), Visit)
assert_type(load(Path("visit.json")), Visit)
assert_type(loads(b"{}"), Visit)
assert_type(from_dict({}), Visit)
assert_type(dumps(visit, compact=True), str)
assert_type(validate(to_dict(visit)), list[Finding])
problems: list[InvalidVisit] = []
for one in read("corpus", invalid=problems.append):
    assert_type(one, Visit)

Visit(parties=[Party(id="x")])  # type: ignore[call-arg]
Party(id=3)  # type: ignore[arg-type]
Party(id="x", role=3)  # type: ignore[arg-type]
Party(id="x", naem="y")  # type: ignore[call-arg]
Party("x")  # type: ignore[call-arg]
Person(names=["x"])  # type: ignore[list-item]
Ceremony(when="2023-11-01")  # type: ignore[arg-type]
Citation()  # type: ignore[call-arg]
visit.parties = ()  # type: ignore[misc]
visit.replace(1)  # type: ignore[arg-type]
visit.gradee  # type: ignore[attr-defined]  # noqa: B018

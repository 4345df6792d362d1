"""A sample of users' code, checked by mypy and pyright: what must be accepted, and what must be an error.

Each line marked ``type: ignore`` must be an error: mypy's ``warn_unused_ignores`` and pyright's
``reportUnnecessaryTypeIgnoreComment`` report one that is not.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, assert_type

from hypothesis import strategies as st
from referencing import Registry

from visitdata import (
    EDTF,
    Certainty,
    Change,
    ChangeKind,
    Finding,
    InvalidVisit,
    Severity,
    Span,
    check,
    diff,
    dump,
    dumps,
    from_dict,
    load,
    loads,
    read,
    registry,
    schema,
    to_dict,
    validate,
)
from visitdata.model import (
    Activity,
    ActivityStatus,
    Attendee,
    Ceremony,
    Citation,
    Claim,
    FrozenMap,
    Grade,
    HonorGuard,
    InvalidField,
    Node,
    Occasion,
    Party,
    Person,
    Placed,
    Service,
    Side,
    Step,
    Visit,
    When,
)
from visitdata.testing import dates, documents, instances, plain, visits

visit = Visit(
    id="az-pk",
    grade="official",
    start="2023-11-01",
    end=date(2023, 11, 1),
    parties=[Party(id="pk", role="guest"), Party(id="az", role="host")],
    program=[Ceremony(steps=[HonorGuard(services=["army", Service.NAVY])], when=When(date=EDTF("2023-11-01")))],
    titles={"en": "Visit"},
    extensions={"x": [1, 2]},
)

# The model.
assert_type(visit.grade, Grade | None)
assert_type(visit.start, EDTF | None)
assert_type(visit.parties, tuple[Party, ...])
assert_type(visit.parties[0].id, str)
assert_type(visit.title, str | None)
assert_type(visit.titles, FrozenMap | None)
assert_type(Grade.STATE.meaning, str)
assert_type(visit.parties[0].replace(name="x"), Party)
assert_type(FrozenMap({}).plain(), dict[str, Any])

# Looking around and changing.
assert_type(visit.find("pk"), Node)
assert_type(visit.find("pk", Party), Party)
assert_type(visit.find("pk", Party).country, str | None)
assert_type(visit.pointer("pk"), str)
assert_type(visit.at("/title"), Any)
assert_type(visit.walk(), Iterator[tuple[str, Node]])
assert_type(visit.preferred(Claim(field="/grade")), Any)
assert_type(visit.replace("pk", name="Pakistan"), Visit)
assert_type(visit.replace(title="x"), Visit)
assert_type(visit.rename("pk", "pak"), Visit)
assert_type(visit.activity("guard"), Placed)
for placed in visit.activities():
    assert_type(placed.activity, Activity)
    assert_type(placed.occasion, Occasion | None)
    assert_type(placed.status, ActivityStatus)
    assert_type(placed.date, EDTF | None)
    assert_type(placed.place, Node | None)
    assert_type(placed.zone, str | None)
    assert_type(placed.attendees, tuple[Attendee, ...])
    assert_type(visit.side_of("pk"), Side | None)

# Reading, writing, checking.
assert_type(load("visit.json"), Visit)
assert_type(load(Path("visit.json"), engine="jsonschema"), Visit)
assert_type(load(BytesIO()), Visit)
assert_type(load(StringIO()), Visit)
assert_type(loads(b"{}"), Visit)
assert_type(loads("{}", engine="jsonschema-rs"), Visit)
assert_type(from_dict({}), Visit)
assert_type(dumps(visit, compact=True), str)
assert_type(check(visit, select=["VDT"]), list[Finding])
assert_type(diff(visit, visit), tuple[Change, ...])
assert_type(diff(visit, visit)[0].kind, ChangeKind)
dump(visit, "visit.json")
dump(visit, Path("visit.json"), compact=True)
dump(visit, BytesIO())
assert_type(to_dict(visit), dict[str, Any])
assert_type(validate(to_dict(visit)), list[Finding])
assert_type(validate("{}"), list[Finding])
assert_type(validate(b"{}"), list[Finding])
assert_type(validate(Path("visit.json"), engine="jsonschema"), list[Finding])
assert_type(validate(visit), list[Finding])
assert_type(schema(), dict[str, Any])
assert_type(registry(), Registry[Any])
problems: list[InvalidVisit] = []
for one in read("corpus", invalid=problems.append):
    assert_type(one, Visit)
assert_type(read(Path("corpus"), invalid="skip", engine="jsonschema"), Iterator[Visit])

# What is wrong, and where.
try:
    loads("{}")
except InvalidVisit as invalid:
    assert_type(invalid.findings, tuple[Finding, ...])
    for finding in invalid.findings:
        assert_type(finding.code, str)
        assert_type(finding.severity, Severity)
        assert_type(finding.hint, str | None)
        assert_type(finding.span, Span | None)
        if finding.span is not None:
            assert_type(finding.span.line, int)
except InvalidField as refused:
    assert_type(refused.field, str)
except ValueError:
    pass

# Dates.
some_day = EDTF("2023-11~")
assert_type(some_day.earliest, date)
assert_type(some_day.first, tuple[date, date])
assert_type(some_day.before("2024"), Certainty)
assert_type(some_day.within(date(2023, 11, 1)), Certainty)
assert_type(some_day.overlaps(some_day), Certainty)
assert_type(some_day.is_exact, bool)
is_coarse: bool = some_day.precision in ("year", "decade")

# Strategies.
assert_type(visits(), st.SearchStrategy[Visit])
assert_type(documents(), st.SearchStrategy[dict[str, Any]])
assert_type(instances(Party), st.SearchStrategy[Party])
assert_type(instances(Step), st.SearchStrategy[Step])
assert_type(plain(Party), st.SearchStrategy[dict[str, Any]])
assert_type(dates(), st.SearchStrategy[EDTF])

# What must be an error.
Visit(parties=[Party(id="x")])  # type: ignore[call-arg]
Party(id=3)  # type: ignore[arg-type]
Party(id="x", role=3)  # type: ignore[arg-type]
Party(id="x", naem="y")  # type: ignore[call-arg]
Party("x")  # type: ignore[call-arg]
Person(names=["x"])  # type: ignore[list-item]
Ceremony(when="2023-11-01")  # type: ignore[arg-type]
Ceremony(steps=[Ceremony()])  # type: ignore[list-item]
Citation()  # type: ignore[call-arg]
visit.parties = ()  # type: ignore[misc]
visit.parties[0].id = "y"  # type: ignore[misc]
visit.replace(1)  # type: ignore[arg-type]
visit.gradee  # type: ignore[attr-defined]  # noqa: B018
visit.find("pk", str)  # type: ignore[type-var]
visit.find("pk", Party).names_of_ships  # type: ignore[attr-defined]  # noqa: B018
visit.grade.meaning  # type: ignore[union-attr]  # noqa: B018
load(1)  # type: ignore[arg-type]
loads(None)  # type: ignore[arg-type]
loads("{}", engine="ajv")  # type: ignore[arg-type]
from_dict("{}")  # type: ignore[arg-type]
dumps(to_dict(visit))  # type: ignore[arg-type]
dump(visit, StringIO())  # type: ignore[arg-type]
diff(visit, to_dict(visit))  # type: ignore[arg-type]
validate(1)  # type: ignore[arg-type]
read("corpus", invalid="ignore")  # type: ignore[arg-type]
EDTF(2023)  # type: ignore[arg-type]
some_day < EDTF("2024")  # type: ignore[operator]  # noqa: B015
some_day.before(2024)  # type: ignore[arg-type]
instances(str)  # type: ignore[type-var]

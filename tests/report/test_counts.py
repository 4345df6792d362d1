"""Counts by code, as text and as JSON."""

import json

from visitdata.checker.files import Checked
from visitdata.findings import Edit, Finding, Fix
from visitdata.report.counts import Counts

SAFE, UNSAFE = Fix("write", (Edit("", "1"),)), Fix("write", (Edit("", "1"),), False)


def counted() -> Counts:
    counts = Counts()
    bad = Finding("VDS005", "message")
    counts.add(Checked("a", None, {}, (bad, bad._replace(fix=SAFE), bad._replace(fix=UNSAFE), bad._replace(waived=""))))
    counts.add(Checked("b", None, {}, tuple([Finding("VDT001", "message", fix=UNSAFE)] * 1200)))
    counts.add(Checked("c", None, None, (Finding("VDU001", "m"), Finding("VDP004", "m"))))
    return counts


def test_the_most_frequent_stands_first_and_then_the_codes_in_order() -> None:
    assert counted().as_text().splitlines() == [
        "1,200  VDT001  end-before-start  fixable: 1,200 with --unsafe-fixes",
        "    3  VDS005  wrong-form        fixable: 1 with --fix, 1 with --unsafe-fixes",
        "    1  VDP004  syntax",
        "    1  VDU001",
    ]


def test_json_says_the_same() -> None:
    report = json.loads(counted().as_json())
    assert (report["format"], report["version"]) == ("visitdata-counts", 1)
    assert report["codes"][1] == {
        "code": "VDS005",
        "name": "wrong-form",
        "count": 3,
        "fixable": {"safe": 1, "unsafe": 1},
    }
    assert [one["count"] for one in report["codes"]] == [1200, 3, 1, 1]


def test_nothing_found_is_nothing_said() -> None:
    assert Counts().as_text() == ""
    assert json.loads(Counts().as_json())["codes"] == []

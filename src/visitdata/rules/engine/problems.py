"""The pages of the VDZ codes that the engine itself reports."""

from visitdata.findings import Problem, Severity, catalog

RULE_FAILED = Problem(
    code="VDZ002",
    name="rule-failed",
    what="A rule raised an exception on this document instead of judging it. The other rules went on.",
    why="A rule that fails says nothing of the document: it may hide what it was to find.",
    bad="a rule of one's own that reads `visit.start.text` where a visit has no start",
    good="a rule that looks first whether there is a start",
    mend="Report it to whoever wrote the rule, with the document; until then leave it out with `--ignore`.",
    severity=Severity.ERROR,
)

IDLE_WAIVER = Problem(
    code="VDZ003",
    name="idle-waiver",
    what="A waiver silences nothing: the rule that it names finds nothing wrong where the waiver says.",
    why="What it excused was mended, or it names another record than the finding is in. Left there, it would silence "
    "the next mistake of the kind without a word.",
    bad='"waivers": [{"code": "VDT001", "reason": "as printed"}]   (in a document whose dates are in order)',
    good='"waivers": [{"code": "VDT001", "about": "tour", "reason": "as printed"}]   (about the record that it is in)',
    mend="Remove the waiver, or correct its `about`: the id of the record that the finding is in, or of one that holds "
    "it; left out, the whole document.",
    severity=Severity.WARNING,
)

UNKNOWN_WAIVER = Problem(
    code="VDZ004",
    name="unknown-waiver",
    what="A waiver names a code that no rule has, or one that cannot be waived: of a document that is no visit, or of "
    "a waiver itself.",
    why="It silences nothing, and nobody can tell what it was meant to.",
    bad='"waivers": [{"code": "VDT999"}]',
    good='"waivers": [{"code": "VDT001"}]',
    mend="Correct the code; `visitdata rules` lists them. A rule of another package is known where that is installed.",
    severity=Severity.WARNING,
)

PROBLEMS = catalog(tuple(globals().values()))

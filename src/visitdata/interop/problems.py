"""The codes of importing and exporting: why a record of another format is no visit, or a visit no such record."""

from visitdata.findings import Problem, catalog

NOT_THIS_FORMAT = Problem(
    code="VDI001",
    name="not-this-format",
    what="The file is not of the format that was named with `--from`: it cannot be read as XML or CSV, or its "
    "outermost element or its headings are of something else.",
    why="To read one format as another would make visits that nobody described.",
    bad="visitdata convert --from historyatstate-visits travels.xml --to jsonl visits.jsonl",
    good="visitdata convert --from historyatstate-travels travels.xml --to jsonl travels.jsonl",
    mend="Name the format that the file has; `visitdata convert --help` lists them. A file that is cut off or damaged "
    "must be fetched again.",
)

PROBLEMS = catalog(tuple(globals().values()))

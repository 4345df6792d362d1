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

INCOMPLETE = Problem(
    code="VDI002",
    name="incomplete-record",
    what="A record has no id, no dates, no visitor or no country, or an id that no document could have.",
    why="A visit is somebody's, somewhere, on some day; a document that says less could not be told from another.",
    bad="<visit><start-date>1957-06-19</start-date> ... </visit>",
    good="<visit><id>2355</id><start-date>1957-06-19</start-date> ... </visit>",
    mend="Complete the record. The other records of the file are converted.",
)

DATES_WRONG = Problem(
    code="VDI003",
    name="wrong-dates",
    what="A date of a record is not a day of the calendar, or the visit ends before it starts.",
    why="One of the two dates is wrong, and nothing tells which.",
    bad="<start-date>1957-06-19</start-date><end-date>1957-06-09</end-date>",
    good="<start-date>1957-06-19</start-date><end-date>1957-06-22</end-date>",
    mend="Correct the date after the source. The other records of the file are converted.",
)

UNKNOWN_COUNTRY = Problem(
    code="VDI004",
    name="unknown-country",
    what="The country id of a record is none that the Office of the Historian has used so far.",
    why="A misspelled id would make a country that does not exist.",
    bad='<from id="jappan">Japan</from>',
    good='<from id="japan">Japan</from>',
    mend="Correct the id. Where it is a new one of the data set's, ask for it to be added to visitdata's table.",
)

UNKNOWN_ELEMENT = Problem(
    code="VDI005",
    name="unknown-element",
    what="A record has an element or an attribute that records of this format do not have, or one element twice.",
    why="What is not known would be lost, or taken for something that it is not.",
    bad="<visit> ... <visitors>Prime Minister Kishi</visitors> ... </visit>",
    good="<visit> ... <visitor>Prime Minister Kishi</visitor> ... </visit>",
    mend="Correct the name of the element, or name the format that the file has with `--from`.",
)

REPEATED = Problem(
    code="VDI006",
    name="repeated-record",
    what="Two records have the same id.",
    why="Both would become the same document.",
    bad="<visit><id>2355</id> ... </visit><visit><id>2355</id> ... </visit>",
    good="<visit><id>2355</id> ... </visit><visit><id>2356</id> ... </visit>",
    mend="Delete one of them, or give it its own id.",
)

NOT_FROM_HERE = Problem(
    code="VDI007",
    name="no-such-record",
    what="A visit is to be written as a record of the Office of the Historian, but cites none.",
    why="The way back is the quotation of the record itself, so that nothing is invented and nothing lost.",
    bad="visitdata convert --to historyatstate-visits docs/examples out.xml",
    good="visitdata convert --to historyatstate-visits visits.jsonl out.xml",
    mend="Write only visits that were converted from this data set, with the citation that quotes their record.",
)

PROBLEMS = catalog(tuple(globals().values()))

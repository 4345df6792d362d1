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

NOT_UTF_8_TEXT = Problem(
    code="VDI010",
    name="csv-not-utf-8",
    what="A spreadsheet saved as CSV is not UTF-8: in UTF-16, or in an older encoding such as Windows-1252.",
    why="Read in the wrong encoding, the letters of a name become other letters, and nobody notices.",
    bad="Excel: Save As, CSV (Comma delimited)",
    good="Excel: Save As, CSV UTF-8 (Comma delimited)",
    mend="Save the sheet again as UTF-8, or convert the file: `iconv -f WINDOWS-1252 -t UTF-8 rows.csv`.",
)

BAD_HEADINGS = Problem(
    code="VDI011",
    name="csv-headings",
    what="The headings of a spreadsheet cannot be used: there are none, one stands twice, none is for the guest or the "
    "host, or one that the mapping names is not there.",
    why="What a cell means is what its heading says.",
    bad="Country,Leader,Country",
    good="guest,people,host",
    mend="Correct the first row, or name the heading of each column under `columns` in the mapping.",
)

ROW_TOO_LARGE = Problem(
    code="VDI012",
    name="csv-row-too-large",
    what="A row of a spreadsheet is larger than 1 MB.",
    why="A quote that is never closed makes one cell of all the rest of the file.",
    bad='AZ,"Minister A,2023-11-01',
    good='AZ,"Minister A",2023-11-01',
    mend="Close the quote. Within a quoted cell, write a quote twice.",
)

UNCLOSED_QUOTE = Problem(
    code="VDI013",
    name="csv-unclosed-quote",
    what="A cell begins with a quote that is never closed.",
    why="All that comes after it, other rows too, is taken as one cell.",
    bad='AZ,"Minister A,2023-11-01',
    good='AZ,"Minister A",2023-11-01',
    mend="Close the quote. Within a quoted cell, write a quote twice.",
)

BAD_ROW = Problem(
    code="VDI014",
    name="csv-row",
    what="A row has more or fewer cells than there are headings, a cell without a heading, text after the quote that "
    "closes a cell, or a NUL character.",
    why="Cells would be taken for those of another column.",
    bad="guest,host,purpose\nPK,AZ,talks, tribute",
    good='guest,host,purpose\nPK,AZ,"talks, tribute"',
    mend="Write a cell that holds the delimiter in quotes. The other rows are converted.",
)

UNCLEAR_DATE = Problem(
    code="VDI015",
    name="csv-unclear-date",
    what="A date can be read in more than one way: its day and month, or the number that a spreadsheet program keeps "
    "for it.",
    why="To guess would put visits on days on which they were not.",
    bad="start\n03/04/2023",
    good="start\n2023-04-03",
    mend='Say in the mapping how dates are written, as `"dates": "day/month/year"`, or write them as 2023-04-03.',
)

BAD_CELL = Problem(
    code="VDI016",
    name="csv-cell",
    what="A cell holds what its column cannot hold, such as an id with spaces, a status that is none, a text that is "
    "no date, or more than 1,000 values.",
    why="The visit would be no valid document.",
    bad="guest,host,status\nPK,AZ,done",
    good="guest,host,status\nPK,AZ,completed",
    mend="Correct the cell, or give the column another heading: what is under a heading that is not known is kept "
    "under `extensions`. The other rows are converted.",
)

NO_PARTY = Problem(
    code="VDI017",
    name="csv-no-guest-or-host",
    what="A row has nothing for the guest or for the host.",
    why="A visit is somebody's and somewhere.",
    bad="guest,host,start\nPK,,2023-11-01",
    good="guest,host,start\nPK,AZ,2023-11-01",
    mend="Fill the cell, or give a value for all rows under `defaults` in the mapping. The other rows are converted.",
)

PROBLEMS = catalog(tuple(globals().values()))

"""The pages of the VDS codes: what a schema can say is wrong with a document."""

from visitdata.findings import Problem, catalog

WRONG_TYPE = Problem(
    "VDS001",
    "wrong-type",
    "A value has another JSON type than its field holds: a number where text belongs, an object where a list belongs.",
    'Programs that read visits rely on the type of every field. JSON\'s true is not 1, and "21" is not 21. There is '
    "no null: what is not reported is left out.",
    '"guns": "21"',
    '"guns": 21',
    "Write the value in the type that the message names; leave the key out if nothing is reported.",
)
MISSING_KEY = Problem(
    "VDS002",
    "missing-key",
    "An object lacks a key that it must have.",
    "Few keys are required: without them nobody could tell what the object is or refer to it.",
    '{"role": "host", "country": "AZ"}',
    '{"id": "az", "role": "host", "country": "AZ"}',
    "Add the key that the message names.",
)
UNKNOWN_KEY = Problem(
    "VDS003",
    "unknown-key",
    "An object has a key that the model does not know.",
    "A misspelled key would be lost without a word. So objects are closed, and your own data has a place of its own: "
    "`extensions`.",
    '{"type": "honor_guard", "reviewd_by": ["munir"]}',
    '{"type": "honor_guard", "reviewed_by": ["munir"]}',
    "Correct the spelling, move the key to the object it belongs to, or put your own data under `extensions`.",
)
UNKNOWN_WORD = Problem(
    "VDS004",
    "unknown-word",
    "A value is not one of the words that its field knows.",
    "Closed lists of words make visits comparable. Where a list has `other`, the field's label takes the source's "
    "own words.",
    '"grade": "oficial"',
    '"grade": "official"',
    "Choose one of the words; where none means it, leave the field out and let the label or title speak, or write "
    "`other` where the list has it.",
)
WRONG_FORM = Problem(
    "VDS005",
    "wrong-form",
    "A text does not have the form that its field asks for: a date, an id, a language tag, a country code.",
    "Dates are EDTF (ISO 8601-2), real days only; ids are lower-case slugs; codes follow the standard that the "
    "field's description names. A text may not end in a line break unless its form allows it.",
    '"start": "01.11.2023"',
    '"start": "2023-11-01"',
    "Write it in the form that the message names; what only the source knows goes to a label.",
)
OUT_OF_RANGE = Problem(
    "VDS006",
    "out-of-range",
    "A number is smaller or larger than its field allows.",
    "A salute has at least one gun, a latitude lies between -90 and 90, and integers past ±(2^53 - 1) are not read "
    "alike by all programs (RFC 7493).",
    '"guns": 0',
    '"guns": 21',
    "Correct the number, or leave the field out if nothing is reported.",
)
EMPTY = Problem(
    "VDS007",
    "empty",
    "A text, list or object is empty.",
    "Absent means not reported, so an empty value would say nothing, or seem to say that there was none.",
    '"purpose": ""',
    "{}",
    "Leave the key out.",
)
UNKNOWN_VERSION = Problem(
    "VDS008",
    "unknown-version",
    "The document follows a version of the model that this release of visitdata does not know.",
    "Schemas are closed, so a document of a later version cannot be judged by an earlier one.",
    '"schema_version": "9.0"',
    '"schema_version": "1.0"',
    "Install a newer visitdata, or correct the version. The rest of the document has not been checked.",
)
WRONG_NAME = Problem(
    "VDS009",
    "wrong-name",
    "A key of a map does not have the form that the map asks for: a language tag, a scheme, a namespace.",
    "The keys of `titles` and `labels` are language tags, those of `identifiers` are schemes, those of `extensions` "
    "are namespaces.",
    '"titles": {"Azerbaijani (Latin)": "Səfər"}',
    '"titles": {"az-Latn": "Səfər"}',
    "Write the key in the form that the message names.",
)
NOT_A_VISIT = Problem(
    "VDS010",
    "not-a-visit",
    "The JSON object is a document of another kind: it has none of `schema_version`, `parties` and `program`.",
    "A file named on the command line is always checked; in a folder, such files are skipped and counted.",
    '{"type": "FeatureCollection", "features": []}',
    '{"schema_version": "1.0", "id": "az-pk-2023-11-01", "parties": [{"id": "az"}]}',
    "Check another file, or give the document the keys of a visit; `visitdata new` writes a first one.",
)

MORE_FINDINGS = Problem(
    "VDS011",
    "more-findings",
    "The document has more mistakes than are listed.",
    "A document with so many mistakes is mostly one of another kind, or was written by a program with one fault that "
    "comes again and again. A longer list would tell no more.",
    '"program": [{"type": "meting"}, {"type": "meting"}, ...]  (some thousand times)',
    '"program": [{"type": "meeting"}, {"type": "meeting"}, ...]',
    "Mend what is listed, then check again.",
)

PROBLEMS = catalog(tuple(globals().values()))

"""The codes of reading and writing: why bytes, text or Python values are not one JSON object that visitdata can hold.

The grammar is RFC 8259, the limits are those of I-JSON (RFC 7493). Numbers of codes are never reused.
"""

from typing import Final

from visitdata.findings import Problem, catalog
from visitdata.limits import MAX_DEPTH, MAX_SIZE

MAX_FINDINGS: Final = 100
"""The most findings that reading gives for one document."""

UNREADABLE_FILE = Problem(
    code="VDP001",
    name="unreadable-file",
    what="The file could not be opened or read: it is missing, is a directory, or may not be read.",
    why="Nothing can be said about a document that cannot be seen, and silence would look like success.",
    bad="visitdata check vists/2024-paris.json  (the directory is called visits)",
    good="visitdata check visits/2024-paris.json",
    mend="Check the spelling of the path, the directory you start from, and who may read the file.",
)

EMPTY_FILE = Problem(
    code="VDP002",
    name="empty-file",
    what="The text is empty, or holds nothing but white space.",
    why="An empty text is not JSON. It is often what is left of a save or a download that failed.",
    bad="(a file of 0 bytes)",
    good='{"schema_version": "1.0", "id": "paris-2024", "parties": [{"id": "fr"}]}',
    mend="Restore the file from where it came, or delete it.",
)

NOT_UTF_8 = Problem(
    code="VDP003",
    name="not-utf-8",
    what="The bytes are not plain UTF-8: they are in another encoding, are damaged, or begin with a byte order mark.",
    why="JSON is exchanged as UTF-8 without a byte order mark (RFC 8259, section 8.1). A guess at another "
    "encoding would turn names such as Élysée into something else without a word.",
    bad='{"name": "\\xc9lys\\xe9e"}  (each \\x a byte of Latin-1)',
    good='{"name": "Élysée"}',
    mend="Save the file again as UTF-8 without a byte order mark, or convert it, for example with "
    "`iconv -f WINDOWS-1252 -t UTF-8`.",
)

SYNTAX = Problem(
    code="VDP004",
    name="syntax",
    what="The text breaks the grammar of JSON, or of YAML, so that what follows cannot be read with certainty.",
    why="A reader that guesses may read something other than what was meant; every reader of JSON must see "
    "the same document.",
    bad="{id: 'paris-2024'}",
    good='{"id": "paris-2024"}',
    mend="Mend the place that the finding points to and check again: only the first such place can be shown.",
)

TRUNCATED = Problem(
    code="VDP005",
    name="truncated",
    what="The text ends before everything that was opened is closed.",
    why="The rest of the document is missing; what is there may be only half of what was written.",
    bad='{"id": "paris-2024", "parties": [',
    good='{"id": "paris-2024", "parties": []}',
    mend="Fetch or save the file again. If it was written by hand, add the brackets that are named as open.",
)

COMMENT = Problem(
    code="VDP006",
    name="comment",
    what="The text holds a comment: `// ...`, `/* ... */` or `# ...`.",
    why="JSON has no comments. Some readers skip them, most refuse the whole text.",
    bad='{"id": "paris-2024"}  // as announced',
    good='{"id": "paris-2024", "note": "as announced"}',
    mend="Delete the comment, or say it in the `note` of the record that it speaks of.",
)

TRAILING_COMMA = Problem(
    code="VDP007",
    name="trailing-comma",
    what="A comma stands before a closing bracket, with nothing after it.",
    why="In JSON a comma separates two members; one that ends a list is an error to most readers.",
    bad='{"id": "paris-2024",}',
    good='{"id": "paris-2024"}',
    mend="Delete the comma, or add the member that is missing after it.",
)

DUPLICATE_KEY = Problem(
    code="VDP008",
    name="duplicate-key",
    what="One object has the same key twice.",
    why="Readers differ in which of the two values they keep, and none can keep both: part of what was "
    "written would be lost.",
    bad='{"id": "paris-2024", "id": "paris-2025"}',
    good='{"id": "paris-2024"}',
    mend="Keep the one that is right, or join both values under one key.",
)

NOT_A_NUMBER = Problem(
    code="VDP009",
    name="not-a-number",
    what="NaN or Infinity stands where a value should stand.",
    why="JSON has no such numbers. Some programs write them for a value that is missing.",
    bad='{"count": NaN}',
    good="{}",
    mend="Leave the key out where the value is not known.",
)

NUMBER_OUT_OF_RANGE = Problem(
    code="VDP010",
    name="number-out-of-range",
    what="An integer lies outside ±(2^53 - 1), or a number is larger than any double-precision number.",
    why="Many readers of JSON hold every number as a double (RFC 7493, section 2.2): they would round the "
    "integer, or read infinity, without a word.",
    bad='{"extensions": {"archive": {"number": 90071992547409931}}}',
    good='{"extensions": {"archive": {"number": "90071992547409931"}}}',
    mend="Write an identifier as text, in double quotes. Correct a number that is too large to be meant.",
)

LONE_SURROGATE = Problem(
    code="VDP011",
    name="lone-surrogate",
    what="A string holds one half of a surrogate pair (U+D800 to U+DFFF) without the other half.",
    why="Half a pair is no character: it cannot be written as UTF-8. It is what is left of a character, "
    "often an emoji, that was cut in two.",
    bad='{"name": "caf\\ud83d"}',
    good='{"name": "café"}',
    mend="Write the whole character, as it is or as both halves (`\\ud83d\\ude00`), or delete the half.",
)

TOO_DEEP = Problem(
    code="VDP012",
    name="too-deep",
    what=f"Objects and arrays are nested more than {MAX_DEPTH} levels deep.",
    why="No visit needs it, and readers fail on it, each at a depth of its own.",
    bad=f"[[[[ ... ]]]]  (more than {MAX_DEPTH} brackets deep)",
    good='{"extensions": {"example": [[1, 2], [3, 4]]}}',
    mend="Flatten the value. If a program wrote it, look for a value that contains itself.",
)

SEVERAL_VALUES = Problem(
    code="VDP013",
    name="several-values",
    what="More text follows after the end of the document.",
    why="A JSON text holds one value. What follows would be ignored by some readers and refused by others.",
    bad='{"id": "paris-2024"} {"id": "rome-2024"}',
    good='{"id": "paris-2024"}',
    mend="Put each document into a file of its own, or one on each line of a JSON Lines file (`.jsonl`). "
    "Delete a closing bracket too many.",
)

NOT_AN_OBJECT = Problem(
    code="VDP014",
    name="not-an-object",
    what="The outermost value is not an object but an array, a string, a number, a Boolean or null.",
    why="A document is one visit, and a visit is an object with keys.",
    bad='[{"id": "paris-2024"}]',
    good='{"id": "paris-2024"}',
    mend="Take a single visit out of its array. Put several into one file each, or into a JSON Lines file.",
)

NOT_JSON_VALUE = Problem(
    code="VDP015",
    name="not-json-value",
    what="A Python value is not plain JSON data: exactly dict, list, str, int, float, bool or None, with "
    "keys that are exactly str, and no NaN or infinity.",
    why="Anything else would have to be changed in order to be written, and would not come back as it was.",
    bad='{"parties": ({"id": "fr"},), "dates": {2024}}',
    good='{"parties": [{"id": "fr"}], "dates": [2024]}',
    mend="Convert the value before handing it over: a tuple or set with `list()`, a subclass of str with "
    "`str()`, a date with `.isoformat()`; leave out what is not known.",
)

TOO_LARGE = Problem(
    code="VDP016",
    name="too-large",
    what=f"The text of one document is larger than the limit, {MAX_SIZE // 10**6} MB unless you say otherwise, or a "
    "Python value says as much as such a text.",
    why="No visit needs it. It is another file by mistake, or one made to fill the memory of those who read it.",
    bad="visitdata check satellite-image.json  (200 MB)",
    good="visitdata check --max-size 300 satellite-image.json",
    mend="Check another file, or put several documents into a JSON Lines file, where the limit holds for each line. "
    "Where a document really is that large, raise the limit with `--max-size`, or with `max_size` in Python.",
)

KEY_NOT_TEXT = Problem(
    code="VDP017",
    name="key-not-text",
    what="In a YAML text a key is a number, a Boolean, null, a list, or an object.",
    why="The keys of a document are text, as in JSON. YAML reads a key without quotes as it reads any value.",
    bad="2023: the year of the visit",
    good='"2023": the year of the visit',
    mend="Write the key in quotes, if it is meant.",
)

BEYOND_JSON = Problem(
    code="VDP018",
    name="beyond-json",
    what="A YAML text says something that JSON cannot say: it has a tag, such as `!!binary` or `!!python/object`, "
    "merges objects with `<<`, or asks for a version of YAML other than 1.2.",
    why="A document means what its JSON means, whichever form it is written in. A tag asks the reader to make some "
    "other object; in YAML 1.1, `NO` is false and `10:30` is the number 630.",
    bad="start: !!timestamp 2023-11-01",
    good="start: 2023-11-01",
    mend="Delete the tag or the directive: dates and times are text without it. Write the keys out that are merged.",
)

NOT_WRITTEN = Problem(
    code="VDZ001",
    name="not-written",
    what="The file could not be written, so it holds what it held.",
    why="A file is replaced whole or not at all: its folder must admit a new file, and the file itself must be "
    "a regular one that you may write. Compressed files and YAML are read, not rewritten.",
    bad="visitdata fmt corpus.jsonl.gz",
    good="gunzip corpus.jsonl.gz && visitdata fmt corpus.jsonl",
    mend="Check who may write the file and its folder and whether the disk is full, then run the command again.",
)

PROBLEMS = catalog(tuple(globals().values()))

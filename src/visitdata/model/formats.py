"""The formats of text that fields hold: ids, dates, codes, addresses, each with its source.

A pattern is read alike by ECMA-262, Python and Rust: ASCII classes, no look-around, no anchors of its own.
"""

from visitdata.model.edtf import EDTF_PATTERN
from visitdata.model.kinds import DateKind, TextKind

TEXT = TextKind("text", "text", "Text that is not empty.", expected="text that is not empty")
ID = TextKind(
    "id", "an id (lower-case ASCII letters, digits, - and _)",
    "A slug that is unique in the document: lower-case ASCII letters, digits, hyphens and underscores, beginning "
    "with a letter or digit.",
    "[a-z0-9][a-z0-9_-]*", "munir", "az-pk-2023-11-01",
)  # fmt: skip
REF = TextKind(
    "ref", "the id of a record of this document",
    "The id of another record of the same document.",
    ID.pattern, "munir",
)  # fmt: skip
VISIT_REF = TextKind(
    "visit_ref", "the id of another document",
    "The id of another visit document, outside this one.",
    ID.pattern, "us-transit-2023-03-29",
)  # fmt: skip
DATE = DateKind(
    "date", "an EDTF date",
    "A date in the profile of EDTF (Extended Date/Time Format, Library of Congress, 2019; ISO 8601-2:2019) that "
    "visitdata reads: a day, month, year or season, each perhaps approximate (~), uncertain (?) or both (%); "
    "digits unspecified from the right (X); an interval a/b, a/.., ../b, a/; one of a set [a,b], [a..b]; all of a "
    "set {a,b}.",
    EDTF_PATTERN.removeprefix("^").removesuffix("$"), "2023-11-01", "2010-07-XX", "2024-02~", "2023-03-29/2023-03-31",
)  # fmt: skip
TIME = TextKind(
    "time", "a local wall time HH:MM or HH:MM:SS",
    "Local wall-clock time, 24 hours, HH:MM or HH:MM:SS; the zone stands beside it or comes from the place.",
    "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?", "18:10",
)  # fmt: skip
ZONE = TextKind(
    "zone", "an IANA time zone",
    "The name of a time zone in the IANA Time Zone Database.",
    "[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", "Asia/Baku",
)  # fmt: skip
COUNTRY = TextKind(
    "country", "an ISO 3166 country code",
    "ISO 3166-1 alpha-2 code, or ISO 3166-3 alpha-4 code of a former country, in capitals; XK is used for Kosovo.",
    "[A-Z]{2}(?:[A-Z]{2})?", "AZ", "SUHH",
)  # fmt: skip
LANGUAGE = TextKind(
    "language", "a BCP 47 language tag",
    "Language tag after BCP 47 (RFC 5646), with the script where it matters.",
    "(?:[A-Za-z]{2,8}|x)(?:-[A-Za-z0-9]{1,8})*", "en", "ur-Arab", "az-Latn",
)  # fmt: skip
DURATION = TextKind(
    "iso_duration", "an ISO 8601 duration",
    "A length of time after ISO 8601, such as P4D for four days or PT12M for twelve minutes.",
    "P(?:[0-9]+W|{days}(?:T{clock})?|T{clock})".format(
        days="(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)",
        clock="(?:[0-9]+H(?:[0-9]+M)?(?:{s})?|[0-9]+M(?:{s})?|{s})".format(s=r"[0-9]+(?:\.[0-9]+)?S"),
    ),
    "P4D", "PT12M",
)  # fmt: skip
DECIMAL = TextKind(
    "decimal", "a decimal number written as text",
    "A decimal number written as text, so that no digit is lost: 12000000, 0.5.",
    r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", "12000000", "0.5",
)  # fmt: skip
CURRENCY = TextKind(
    "currency", "an ISO 4217 currency code", "Currency code after ISO 4217, in capitals.", "[A-Z]{3}", "USD"
)
SCHEME = TextKind(
    "scheme", "the name of an identifier scheme",
    "The name of a scheme of identifiers in lower snake case.",
    "[a-z][a-z0-9_]*", "wikidata", "geonames",
)  # fmt: skip
NAMESPACE = TextKind(
    "namespace", "a namespace",
    "A name that is the author's own, such as a reversed domain or the name of a program: ASCII letters, digits, "
    "and the signs . _ : / -.",
    "[A-Za-z0-9][A-Za-z0-9._:/-]*", "org.example.protocol",
)  # fmt: skip
URI = TextKind(
    "uri", "a URI",
    "An absolute URI (RFC 3986); internationalized ones (RFC 3987) are kept as they are. It is never fetched.",
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020]+", "https://news.az/news/azerbaijan-pakistan-discuss-issues-of-military-cooperation",
    format="iri",
)  # fmt: skip
URI_REFERENCE = TextKind(
    "uri_reference", "a URI reference",
    "A URI or relative reference (RFC 3986), for editors; it is never fetched.",
    r"[^\u0000-\u0020]+", "../schemas/1.0/visit.schema.json",
    format="iri-reference",
)  # fmt: skip
POINTER = TextKind(
    "pointer", "a JSON Pointer",
    "JSON Pointer (RFC 6901) from the record that the claim is about. An item of a list is named by its id.",
    "(?:/(?:[^/~]|~[01])*)+", "/grade", "/start",
)  # fmt: skip
RANK_CODE = TextKind(
    "rank_code", "a NATO rank code",
    "Rank code after STANAG 2116 (APersP-01): OF-1 to OF-10, OR-1 to OR-9, WO-1 to WO-5 or WO.",
    "OF-(?:10|[1-9])|OR-[1-9]|WO(?:-[1-5])?", "OF-8",
)  # fmt: skip
SHA256 = TextKind("sha256", "a SHA-256 sum", "SHA-256 sum of a file, 64 lower-case hexadecimal digits.", "[0-9a-f]{64}")
LICENSE = TextKind(
    "license", "an SPDX license expression",
    "License expression after SPDX.",
    "[A-Za-z0-9.+():][A-Za-z0-9.+(): -]*", "CC0-1.0",
)  # fmt: skip
FINDING_CODE = TextKind(
    "finding_code", "the code of a finding", "The code of a finding: VD, a family letter, three digits.",
    "VD[A-Z][0-9]{3}", "VDT001",
)  # fmt: skip
VERSION = TextKind("version", "a schema version this release knows", "The version of the model.", r"1\.0", "1.0")

FORMATS = tuple(value for value in list(globals().values()) if isinstance(value, TextKind))
"""Every format of text, in the order in which they are defined."""

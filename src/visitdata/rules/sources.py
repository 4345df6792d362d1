"""Evidence and sources: whether what is cited is in the source, and whether the source can have known it.

Not: sources that are missing altogether (`visitdata.rules.completeness`).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from visitdata.findings import Severity
from visitdata.model import (
    EDTF,
    Activity,
    Citation,
    Cited,
    Record,
    Source,
    SourceKind,
    Statement,
    StatementKind,
    Support,
    Visit,
)
from visitdata.model.sources import Caveat
from visitdata.rules.engine.context import HELD, Context
from visitdata.rules.engine.rule import Objection, rule
from visitdata.rules.evidence import SourceFile, comparable, found_of, is_in

_A_DAY = timedelta(days=1)
"""Where it is already tomorrow, today's news is of tomorrow: dates of two places may differ by a day."""


def _is_day_before(one: EDTF | None, other: EDTF | None) -> bool:
    """Whether a date certainly lies before another, in whatever zones the two were told."""
    return one is not None and other is not None and _later(one.latest) < other.earliest


def _later(day: date) -> date:
    return day + _A_DAY if day < date.max else day


def _source(citation: Citation, context: Context) -> Source | None:
    found = context.get(citation.source)
    return found if isinstance(found, Source) else None


def _files(source: Source, context: Context) -> tuple[SourceFile, ...]:
    evidence = context.settings.evidence
    return evidence.files(context.visit, source) if evidence is not None else ()


@rule("VDE001", Severity.ERROR, since="0.1", needs="evidence")
def quote_not_found(citation: Citation, context: Context) -> Iterator[Objection]:
    """A quote does not stand in the text of its source, word for word. Spacing, the kinds of quotation marks and of
    dashes, soft hyphens and ellipses in brackets make no difference.

    Why: A quote is the proof of what a record says. One that its source does not contain was misread, shortened without
        a sign, translated, or made up.
    Ignore: Where only a part of the source is at hand; then say so by the caveat `truncated` of the source, and this is
        no more than information.
    Bad: "quote": "The Book of Honor was signed by the general."
    Good: "quote": "The “Book of Honor” was signed in accordance with the protocol."
    Mend: Copy the words from the source; write [...] for words left out; put a paraphrase in `note`, a translation in
        `text` of a statement.
    Source: The Chicago Manual of Style, 17th ed. (2017), 13.7 on what may be changed in a quotation and 13.50–13.58 on
        ellipses.
    """
    source = _source(citation, context)
    if citation.quote is None or source is None:
        return
    texts = [file for file in _files(source, context) if file.words is not None]
    if not texts or any(is_in(citation.quote, file.words or "") for file in texts):
        return
    begun = found_of(citation.quote, texts[0].words or "")
    where = f"the text has “{begun}” and goes on otherwise" if " " in begun else "the text has none of it"
    yield Objection(
        f"the quote is not in the text of source {citation.source}",
        at="quote",
        hint=f"{where} ({', '.join(file.name for file in texts)})",
        values=(citation.quote,),
        severity=Severity.INFO if Caveat.TRUNCATED in source.caveats else None,
    )


@rule("VDE002", Severity.ERROR, since="0.1", needs="evidence")
def other_sha256(source: Source, context: Context) -> Iterator[Objection]:
    """The file of a source that is at hand has another SHA-256 sum than the source says.

    Why: The sum is there to prove that the file is the one that the coder read. A page that was changed since may no
        longer carry what is cited.
    Ignore: Never: a file saved anew has a sum of its own, which belongs to a new reading.
    Bad: "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"   (the sum of nothing at all)
    Good: "sha256": "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"
    Mend: Find the file that was read, or read this one anew and write its sum.
    Source: NIST FIPS 180-4, Secure Hash Standard.
    """
    files = _files(source, context)
    if source.sha256 is not None and files and all(file.sha256 != source.sha256 for file in files):
        yield Objection(
            f"the file {files[0].name} is not the one that was read: its SHA-256 sum is {files[0].sha256}",
            at="sha256",
            values=(source.sha256, files[0].sha256),
        )


@rule("VDE003", Severity.WARNING, since="0.1", needs="evidence")
def text_not_found(statement: Statement, context: Context) -> Iterator[Objection]:
    """The text of a statement stands in none of the sources that carry it, though they are at hand.

    Why: `text` holds the source's words, also of indirect speech. Words of the coder's own would pass for those of the
        source, and with them for the speaker's.
    Ignore: Where the text was joined from several sentences, or the source is at hand in part.
    Bad: "text": "He liked the talks."   (of a source that says “He expressed his satisfaction with the talks.”)
    Good: "text": "He expressed his satisfaction with the talks."
    Mend: Copy the words from the source; put the paraphrase in `note`.
    Source: Model of visitdata 1.0, Statement: in either kind the source's words.
    """
    words = statement.original or statement.text
    carriers = [_source(citation, context) for citation in context.carried_by()]
    if words is None or None in carriers or not carriers:
        return
    sources = [source for source in carriers if source is not None]
    if any(Caveat.TRUNCATED in source.caveats for source in sources):
        return
    language = statement.original_language if statement.original else statement.language
    if any(source.language != language for source in sources):
        return
    files = [_files(source, context) for source in sources]
    texts = [file.words for some in files for file in some if file.words is not None]
    if not all(files) or not texts or any(is_in(words, text) for text in texts):
        return
    yield Objection(
        f"the text of the statement is in none of its sources ({', '.join(sorted({str(s.id) for s in sources}))})",
        at="original" if statement.original else "text",
        values=(words,),
    )


@rule("VDE004", Severity.ERROR, since="0.1")
def told_before_held(visit: Visit, context: Context) -> Iterator[Objection]:
    """Every source that carries what was held was published before the day on which it was held.

    Why: A text cannot report what has not happened. Such a source is a plan, and what it carries is known as intended
        only.
    Ignore: Never. Where a later source confirms it, cite that as well.
    Bad: "when": {"date": "2023-10-03"}   (carried by a notice published on 2023-09-25)
    Good: the same with "supports": "planned" in the citation
    Mend: Write `"supports": "planned"` in the citation, cite a source that reports it, or correct a date.
    Source: A garrison announced on 25 September 2023 a gun salute for 3 October 2023; to count the notice as proof
        that it was fired would be to report the future.
    """
    is_told = any(source.published is not None for source in visit.sources)
    for placed in context.activities if is_told else ():
        activity, whole = placed.activity, placed.occasion
        citations = activity.citations
        if whole is not None and not citations:
            # Where it has no time of its own, it is told of its occasion already.
            citations = whole.citations if activity.when is not None else ()
        sources: list[Source] = []
        for citation in citations if placed.status in HELD else ():
            source = _source(citation, context)
            if citation.supports is Support.PLANNED:
                continue
            if source is None or not _is_day_before(source.published, placed.date):
                break
            sources.append(source)
        else:
            for first in sources[:1]:
                yield Objection(
                    f"it was held on {placed.date}, and source {first.id} that tells of it was published on "
                    f"{first.published}",
                    on=activity,
                    values=(str(placed.date), str(first.published)),
                    related=tuple((one, "published", f"published on {one.published}") for one in sources),
                )


@rule("VDE005", Severity.WARNING, since="0.1", held_only=True, said="citations")
def only_planned(activity: Activity, context: Context) -> Iterator[Objection]:
    """What was held is carried by schedules alone.

    Why: A schedule tells what was to be. Nothing says that it was done.
    Ignore: Where the schedule was published again afterwards as a record of what was done; its kind is then
        `official_record`.
    Bad: {"type": "meal", "citations": [{"source": "program"}]}   (of a source of kind `schedule`, in a completed visit)
    Good: {"type": "meal", "citations": [{"source": "program", "supports": "planned"}]}
    Mend: Write `"supports": "planned"` in the citation, or cite a source that reports it.
    Source: Model of visitdata 1.0, Citation: `supports`.
    """
    for citation in activity.citations:
        source = _source(citation, context)
        if citation.supports is not None or source is None or source.kind is not SourceKind.SCHEDULE:
            return
    names = sorted({citation.source for citation in activity.citations})
    if names:
        yield Objection(f"it counts as held, and schedules alone tell of it ({', '.join(names)})", at="citations")


@rule("VDE006", Severity.WARNING, since="0.1", said="accessed")
def read_before_published(source: Source, context: Context) -> Iterator[Objection]:
    """A source was accessed before it was published, by more than zones explain.

    Why: One of the two dates is wrong, or what was read is an earlier version than the one that is cited.
    Ignore: Where an unpublished version was read; then `version` says which.
    Bad: "published": "2023-11-01", "accessed": "2023-10-01"
    Good: "published": "2023-11-01", "accessed": "2023-11-02"
    Mend: Correct the date, or name the version that was read.
    Source: ISO 690:2021, which asks for both dates of an online resource.
    """
    if source.version is None and _is_day_before(source.accessed, source.published):
        yield Objection(
            f"it was accessed on {source.accessed}, before it was published on {source.published}",
            at="accessed",
            values=(str(source.accessed), str(source.published)),
            related=((source, "published", f"published on {source.published}"),),
        )


@rule("VDE007", Severity.WARNING, since="0.1")
def coded_before_published(record: Record, context: Context) -> Iterator[Objection]:
    """The document was last changed before one of its sources was published or accessed.

    Why: What is cited from that source cannot have been coded then: the dates of the record or of the source are wrong.
    Ignore: Where the source was read before it was published.
    Bad: "record": {"modified": "2023-10-30"}   (with a source published on 2023-11-01)
    Good: "record": {"modified": "2023-11-02"}
    Mend: Bring `modified` up to date, or correct the date of the source.
    Source: DCMI Metadata Terms: created, modified, issued.
    """
    at = "modified" if record.modified is not None else "created"
    last = record.modified
    if last is None and not record.corrections:
        last = record.created
    for source in context.visit.sources if last is not None else ():
        for field, day in (("published", source.published), ("accessed", source.accessed)):
            if _is_day_before(last, day):
                yield Objection(
                    f"the document was last changed on {last}, before its source {source.id} was {field} on {day}",
                    at=at,
                    values=(str(last), str(day)),
                    related=((source, field, f"{field} on {day}"),),
                )
                return


_MARKS = re.compile('["“”„«»‹›‘’‚「」『』:—–]')


@rule("VDE008", Severity.WARNING, since="0.1", said="text")
def reported_as_direct(statement: Statement, context: Context) -> Iterator[Objection]:
    """A statement is said to give the speaker's own words, and the sentence of the news report that it was taken from
    has no quotation mark.

    Why: Reported speech is the reporter's wording. Taken for the speaker's, it is quoted back as what was never said.
    Ignore: Where the report sets off direct speech otherwise, as by italics.
    Bad: {"kind": "direct", "text": "the talks were useful"}   (quote: The minister said that the talks were useful.)
    Good: {"kind": "indirect", "text": "the talks were useful"}
    Mend: Write `indirect`.
    Source: Model of visitdata 1.0, Statement: `kind`. Many official reports hold indirect speech alone.
    """
    if statement.kind is not StatementKind.DIRECT or statement.text is None:
        return
    text = comparable(statement.text)
    if not all(_is_news(citation, context) for citation in statement.citations):
        return
    quotes = [citation.quote for citation in statement.citations]
    # More than a word or two of the report stands around the text, so that it is no cutting of a speech.
    embedding = [quote for quote in quotes if quote is not None and len(comparable(quote)) > len(text) + 10]
    if (
        embedding
        and len(embedding) == len(quotes)
        and not any(_MARKS.search(quote) or text not in comparable(quote) for quote in embedding)
    ):
        yield Objection("it is said to be direct speech, and its source has no quotation mark there", at="kind")


def _is_news(citation: Citation, context: Context) -> bool:
    source = _source(citation, context)
    return source is not None and source.kind is SourceKind.NEWS


@rule("VDE009", Severity.WARNING, since="0.1", said="citations")
def cited_twice(cited: Cited, context: Context) -> Iterator[Objection]:
    """A record cites the same place of the same source twice.

    Why: Whoever counts how well a fact is attested counts it double.
    Ignore: Never.
    Bad: "citations": [{"source": "newsaz", "locator": "p. 3"}, {"source": "newsaz", "locator": "p. 3"}]
    Good: "citations": [{"source": "newsaz", "locator": "p. 3"}, {"source": "newsaz", "locator": "p. 5"}]
    Mend: Remove one of the two.
    Source: ISO 690:2021 on references to the same resource.
    """
    if len(cited.citations) < 2:
        return
    seen: dict[Citation, int] = {}
    for position, citation in enumerate(cited.citations):
        first = seen.setdefault(citation, position)
        if first != position:
            yield Objection(
                f"source {citation.source} is cited twice with the same words",
                at=f"citations/{position}",
                related=((cited, f"citations/{first}", "the same citation"),),
            )

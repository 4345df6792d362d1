"""``visitdata new``: a first document, ready to be filled in."""

import os
import re
import sys

import click

from visitdata.checker.files import LINES
from visitdata.checker.visits import dumps
from visitdata.cli.options import Unusable, written
from visitdata.codec.write import write
from visitdata.model import Citation, Grade, InvalidField, Party, PartyKind, PartyRole, Source, Visit
from visitdata.model.formats import DATE, URI
from visitdata.model.frozen import Refused
from visitdata.model.kinds import Kind, WordKind
from visitdata.model.slugs import slug


@click.command("new")
@click.argument("output", required=False, metavar="[FILE]")
@click.option("--guest", help="Who visits: an ISO 3166-1 code such as PK, or a name.")
@click.option("--host", help="Who receives: an ISO 3166-1 code such as AZ, or a name.")
@click.option("--date", help="The first day, as EDTF: 2023-11-01, 2023-11, 2023-11~.")
@click.option("--grade", help="The grade: " + ", ".join(grade.value for grade in Grade) + ".")
@click.option("--source", help="The URL of a source.")
@click.option("--id", "name", help="The id of the document; made from host, guest and date where not given.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def command(
    output: str | None,
    guest: str | None,
    host: str | None,
    date: str | None,
    grade: str | None,
    source: str | None,
    name: str | None,
    force: bool,
) -> None:
    """Write a first valid document, in canonical form, to FILE or to standard output (also where FILE is -).

    On a terminal, what is not given as an option is asked for; guest and host are needed, the rest may stay empty.
    """
    if output == "-":
        output = None
    if output is not None and output.endswith(LINES):
        raise Unusable(f"{output}: a first document is a .json file of its own")
    if output is not None and os.path.lexists(output) and not force:
        raise Unusable(f"{output} exists; --force overwrites it")
    asks = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    if asks:
        guest = guest or click.prompt("Guest (ISO code or name)", value_proc=_party_name, err=True)
        host = host or click.prompt("Host (ISO code or name)", value_proc=_party_name, err=True)
        date = _ask("First day (such as 2023-11-01)", date, DATE)
        grade = _ask("Grade (such as official)", grade, WordKind(Grade))
        source = _ask("URL of a source", source, URI)
    if not guest or not host:
        raise click.UsageError("--guest and --host are needed where there is no terminal to ask on")
    try:
        visit = first_document(guest, host, date or None, grade or None, source or None, name)
    except InvalidField as error:
        raise Unusable(str(error)) from None
    text = dumps(visit)
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    with written(output):
        write(output, [text.encode()], overwrite=force)


def _ask(question: str, given: str | None, kind: Kind) -> str | None:
    """What was given, or else the answer on the terminal, asked again until the kind takes it or it is empty."""

    def taken(answer: str) -> str:
        try:
            return str(kind.accept(answer.strip())) if answer.strip() else ""
        except Refused as refused:
            raise click.UsageError(f"expected {refused.expected}, or nothing") from None

    question = f"{question}, or nothing"
    return given or click.prompt(question, default="", show_default=False, value_proc=taken, err=True)


def _party_name(answer: str) -> str:
    try:
        _party(answer, PartyRole.GUEST)
    except InvalidField as error:
        raise click.UsageError(f"expected {error.expected}") from None
    return answer


def first_document(
    guest: str, host: str, date: str | None, grade: str | None, source: str | None, name: str | None
) -> Visit:
    """A visit with two parties and what else is known. Raises `InvalidField`."""
    visitor, receiver = _party(guest, PartyRole.GUEST), _party(host, PartyRole.HOST)
    if visitor.id == receiver.id:
        visitor, receiver = visitor.replace(id=f"{visitor.id}-guest"), receiver.replace(id=f"{receiver.id}-host")
    ids = (visitor.id, receiver.id)
    name = name or "-".join(part for part in (receiver.id, visitor.id, slug(date or "")) if part)
    origin = next(id for id in ("source", "source-1", "source-2") if id not in (*ids, name))
    if name in ids:
        raise InvalidField("Visit", "id", name, "an id that no party has")
    return Visit(
        id=name,
        grade=grade,
        start=date,
        parties=[visitor, receiver],
        sources=[Source(id=origin, url=source)] if source else (),
        citations=[Citation(source=origin)] if source else (),
    )


def _party(text: str, role: PartyRole) -> Party:
    text = text.strip()
    if re.fullmatch("[A-Z]{3}", text):
        raise InvalidField("Party", "country", text, "an ISO 3166-1 code of two letters such as 'PK', or a name")
    if re.fullmatch("[A-Za-z]{2}", text):
        return Party(id=text.lower(), role=role, kind=PartyKind.STATE, country=text.upper())
    return Party(id=slug(text) or role.value, role=role, name=text)

"""What a visit is called: its title, best in the reader's language, else who visits whom, and when."""

from visitdata.model import Visit
from visitdata.model.parties import PartyRole
from visitdata.render.dates import span_in_words
from visitdata.render.labels import Labels
from visitdata.render.lines import Run
from visitdata.render.readings import Readings, own_name, shown

LONGEST = 160
"""The most characters of a name of those who lead."""


def called(readings: Readings) -> Run:
    """What a visit is called wherever one name of it stands."""
    title = title_of(readings.visit, readings.labels)
    if title is not None:
        return title
    return Run(readings.labels("text.comma").join(filter(None, (led(readings), when(readings)))))


def title_of(visit: Visit, labels: Labels) -> Run | None:
    """The title, in the language of the reader where the visit has it; None where it has none."""
    if visit.titles is not None and labels.language in visit.titles:
        return Run(shown(visit.titles[labels.language]), language=labels.language)
    return Run(shown(visit.title), language=visit.language) if visit.title is not None else None


def who(readings: Readings) -> str:
    """Who visits whom."""
    labels = readings.labels
    guests, hosts = (
        [readings.name(party.id) for party in readings.visit.parties if party.role is role]
        for role in (PartyRole.GUEST, PartyRole.HOST)
    )
    joint = labels("text.and")
    if guests and hosts:
        key = "head.visits" if len(guests) == 1 else "head.visit"
        return labels(key, joint.join(guests), joint.join(hosts))
    if guests:
        return labels("head.of", joint.join(guests))
    return labels("head.to", joint.join(hosts)) if hosts else labels("head.of_nobody")


def led(readings: Readings) -> str:
    """Who visits whom, with those who lead the guests."""
    labels, names = readings.labels, leaders(readings.visit, readings.labels)
    return labels("head.led", labels("text.and").join(names), who(readings)) if names else who(readings)


def leaders(visit: Visit, labels: Labels) -> tuple[str, ...]:
    """The names of those who lead the guests: the principals of a party, else the heads of its delegations."""
    people = {person.id: person for person in visit.people}
    found: dict[str, None] = {}
    for party in visit.parties:
        if party.role is PartyRole.GUEST:
            heads = [group.head for group in visit.delegations if group.party == party.id and group.head is not None]
            refs = (ref for ref in party.principals or heads if ref in people)
            names = (own_name(people[ref], labels.language, LONGEST) for ref in refs)
            found.update(dict.fromkeys(name for name in names if name is not None))
    return tuple(found)


def when(readings: Readings) -> str:
    """From when to when; empty where neither is told."""
    visit = readings.visit
    return span_in_words(visit.start, visit.end, readings.labels, written_out=readings.written_out)

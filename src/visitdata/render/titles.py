"""What a visit is called: its title, best in the reader's language, else who visits whom, and when."""

from visitdata.model import Visit
from visitdata.model.parties import PartyRole
from visitdata.render.dates import span_in_words
from visitdata.render.labels import Labels
from visitdata.render.lines import Run
from visitdata.render.readings import Readings, shown


def called(visit: Visit, labels: Labels) -> Run:
    """What a visit is called wherever one name of it stands."""
    title = title_of(visit, labels)
    if title is not None:
        return title
    readings = Readings(visit, labels, written_out=True)
    return Run(labels("text.comma").join(filter(None, (who(readings), when(readings)))))


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


def when(readings: Readings) -> str:
    """From when to when; empty where neither is told."""
    visit = readings.visit
    return span_in_words(visit.start, visit.end, readings.labels, written_out=readings.written_out)

"""When something was: a date, a clock time and how sure they are; how long it lasted."""

from visitdata.model.fields import Date, IsoDuration, OneOf, Text, Time, Zone, says
from visitdata.model.kinds import Word
from visitdata.model.node import Node, record


class TimeQualifier(Word):
    """How a clock time is meant, or the part of the day where no clock time is told."""

    AT = "at", "At that time."
    ABOUT = "about", "At about that time."
    BY = "by", "No later than that time."
    BEFORE = "before", "Before that time."
    AFTER = "after", "After that time."
    FROM = "from", "Beginning at that time."
    EARLY_MORNING = "early_morning", "In the early morning, before or about dawn."
    MORNING = "morning", "In the morning."
    MIDDAY = "midday", "About noon."
    AFTERNOON = "afternoon", "In the afternoon."
    EVENING = "evening", "In the evening."
    NIGHT = "night", "At night."


class Approximation(Word):
    """How a number is meant by the source that states it."""

    ABOUT = "about", "About that many or that much."
    AT_LEAST = "at_least", "That many or more."
    MORE_THAN = "more_than", "More than that."
    UP_TO = "up_to", "That many or fewer."
    UNDER = "under", "Less than that."


@record
class Duration(Node):
    """How long something lasted or was to last."""

    value: IsoDuration = says("The length after ISO 8601.", "P4D")
    qualifier: OneOf[Approximation] = says("How the length is meant.")
    label: Text = says("The length in the source's words.", "four-day")


@record
class When(Node):
    """A point or stretch of time: a date after EDTF, a local wall time with its qualifier, and a time zone."""

    date: Date = says("The date, or the first day, after EDTF.", "2023-11-01")
    time: Time = says("Local wall time, HH:MM or HH:MM:SS, 24 hours.", "18:10")
    qualifier: OneOf[TimeQualifier] = says("How `time` is meant, or the part of the day where no time is told.")
    zone: Zone = says("IANA time zone of the times; where absent, that of the place.", "America/New_York")
    end_date: Date = says("The last day, after EDTF, where it differs from `date`.")
    end_time: Time = says("Local wall time of the end, HH:MM or HH:MM:SS.")
    end_qualifier: OneOf[TimeQualifier] = says("How `end_time` is meant.")
    duration: Duration | None = says("How long it lasted.")
    label: Text = says("The time as printed, perhaps in another zone.", "3am today")

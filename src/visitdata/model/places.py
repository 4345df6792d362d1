"""Places and organizations."""

from visitdata.model.fields import Country, Identifiers, Latitude, Longitude, Many, Ref, Refs, Text, Zone, says
from visitdata.model.names import Name
from visitdata.model.node import record
from visitdata.model.sources import Cited


@record
class Organization(Cited):
    """A ministry, headquarters, parliament, firm, unit or other body."""

    name: Text = says("Its name.", "Ministry of Defense of the Republic of Azerbaijan")
    names: Many[Name] = says("Other wordings of its name.")
    kind: Text = says("What kind of body it is.", "ministry")
    party: Ref = says("Id of the party it belongs to.")
    parent: Ref = says("Id of the organization or party it is a part of.")
    identifiers: Identifiers = says("Its identifiers by scheme.", {"wikidata": "Q7184"})


@record
class Place(Cited):
    """A building, monument, city, territory, ship or other place."""

    name: Text = says("Its name.", "Alley of Martyrs")
    names: Many[Name] = says("Other wordings of its name.")
    description: Text = says("What it is, where it has no name.")
    kind: Text = says("What kind of place it is.", "memorial")
    city: Text = says("The city it lies in, by name.", "Baku")
    country: Country = says("ISO 3166 code of the country it lies in.", "AZ")
    within: Ref = says("Id of the place it is a part of.")
    administered_by: Ref = says("Id of the party that administers it, where that is contested.")
    claimed_by: Refs = says("Ids of the parties that claim it.")
    latitude: Latitude = says("Degrees north of the equator, WGS 84; negative to the south.", 40.37767)
    longitude: Longitude = says("Degrees east of Greenwich, WGS 84; negative to the west.", 49.89201)
    zone: Zone = says("Its IANA time zone.", "Asia/Baku")
    identifiers: Identifiers = says("Its identifiers by scheme.", {"geonames": "587084"})

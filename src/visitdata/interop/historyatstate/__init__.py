"""The U.S. Office of the Historian's visits by foreign leaders and travels of presidents and secretaries of state.

`records` reads and writes the XML; `phrases` is the table of what its free text says, `reading` holds a text against
it, `lists` divides lists of people and places; `narrative` and `grades` make parts of a visit of what was read;
`countries` knows what the data sets' country ids mean.
"""

from visitdata.interop.historyatstate.reading import Understood
from visitdata.interop.historyatstate.records import read_travels, read_visits, write_travels, write_visits

__all__ = ["Understood", "read_travels", "read_visits", "write_travels", "write_visits"]

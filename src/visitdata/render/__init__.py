"""Visits -> what people read: statistics of a corpus, one visit on a terminal."""

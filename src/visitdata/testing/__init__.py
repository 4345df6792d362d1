"""What your own tests need: Hypothesis strategies for visits and for each of their parts.

Needs the extra ``testing``: ``pip install "visitdata[testing]"``.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError as error:
    raise ImportError('visitdata.testing needs Hypothesis: pip install "visitdata[testing]"') from error

from visitdata.testing.strategies import dates, documents, instances, plain, visits

__all__ = ["dates", "documents", "instances", "plain", "visits"]

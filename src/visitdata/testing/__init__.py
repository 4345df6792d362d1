"""What your own tests need: Hypothesis strategies for visits and for each of their parts, and a plugin for pytest.

The strategies need the extra ``testing``: ``pip install "visitdata[testing]"``. They are loaded when first used: pytest
imports the plugin wherever visitdata is installed, and the plugin needs none of them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visitdata.testing.strategies import dates, documents, instances, plain, visits

__all__ = ["dates", "documents", "instances", "plain", "visits"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'visitdata.testing' has no attribute {name!r}")
    try:
        import hypothesis  # noqa: F401
    except ImportError as error:
        raise ImportError('visitdata.testing needs Hypothesis: pip install "visitdata[testing]"') from error
    from visitdata.testing import strategies

    value = globals()[name] = getattr(strategies, name)
    return value


def __dir__() -> list[str]:
    return __all__

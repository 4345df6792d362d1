"""The strategies that users test with: what they refuse."""

from typing import Any

import pytest

import visitdata.testing
from visitdata.model import Grade, Node, Occasion, Party
from visitdata.model.kinds import Kind
from visitdata.testing import plain
from visitdata.testing.strategies import _kind


class Foreign(Kind):
    """A kind that nothing knows."""

    def accept(self, value: object) -> object:
        return value


@pytest.mark.parametrize("cls", [Node, Grade, dict, "Party", None])
def test_what_is_no_class_of_a_document_is_refused(cls: Any) -> None:
    with pytest.raises(TypeError, match="is no class of the model that stands in a document"):
        plain(cls)


@pytest.mark.parametrize("cls", [Party, Occasion])
def test_a_class_and_a_family_are_taken(cls: type[Node]) -> None:
    assert plain(cls) is not None


def test_a_kind_without_a_strategy_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^no strategy for <.*Foreign object"):
        _kind(Foreign())


def test_the_strategies_are_found_when_they_are_first_used() -> None:
    assert set(dir(visitdata.testing)) == {"dates", "documents", "instances", "plain", "visits"}
    assert all(callable(getattr(visitdata.testing, name)) for name in dir(visitdata.testing))
    with pytest.raises(AttributeError, match=r"module 'visitdata\.testing' has no attribute 'visit'"):
        visitdata.testing.visit  # noqa: B018

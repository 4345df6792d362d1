"""From classes to the published schema."""

import pytest

from conftest import Child
from visitdata.model.kinds import Kind
from visitdata.schemas import emit, published


class Foreign(Kind):
    """A kind that nothing knows."""

    def accept(self, value: object) -> object:
        return value


@pytest.mark.heavy
def test_the_module_prints_the_published_text(python: Child) -> None:
    done = python("-m", "visitdata.schemas.emit")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.encode() == published.text()


def test_two_definitions_of_one_name_are_refused() -> None:
    definitions = {"grade": {"enum": ["state"]}}
    emit._define("grade", definitions, {"enum": ["state"]})
    with pytest.raises(ValueError, match=r"^two definitions have the name 'grade'$"):
        emit._define("grade", definitions, {"enum": ["private"]})


def test_a_kind_that_has_no_schema_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^no schema for <.*Foreign object"):
        emit._kind(Foreign(), {})

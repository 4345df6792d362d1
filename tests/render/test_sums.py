"""What is shown of a visit is the same, byte for byte, on every version of Python that runs this test."""

from hashlib import sha256
from pathlib import Path

import visitdata
from visitdata.render.forms import Form

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
FORMS: tuple[Form, ...] = ("html", "markdown", "svg")
NAMES = ("az-pk-2023-11-01", "ua-lk-2010-06-30")

# After a change that is meant, by name and form: visitdata show docs/examples/NAME.json --format FORM | sha256sum
SUMS = Path(__file__).parent / "expected/sums.txt"


def sums() -> str:
    """The sum of each form of each visit, as sha256sum writes it."""
    visits = {name: visitdata.load(EXAMPLES / f"{name}.json") for name in NAMES}
    return "".join(
        f"{sha256(visitdata.show(visit, form).encode()).hexdigest()}  {name}.{form}\n"
        for name, visit in visits.items() for form in FORMS
    )  # fmt: skip


def test_a_visit_is_shown_in_the_same_bytes() -> None:
    assert sums() == SUMS.read_text("utf-8")

"""One visit in each form that people read."""

import json
from pathlib import Path
from typing import get_args

import pytest

import visitdata
from visitdata.cli.show import FORMS
from visitdata.findings import MissingExtra
from visitdata.render.forms import Form

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
BEGINNINGS = {"text": "Transit of", "html": "<!doctype html>\n", "markdown": "# Transit of", "svg": "<svg "}


@pytest.mark.parametrize("form", get_args(Form))
def test_a_visit_is_shown_in_each_form(form: Form) -> None:
    shown = visitdata.show(visitdata.load(EXAMPLES / "tw-us-2023-04-05.json"), form)
    assert shown.startswith(BEGINNINGS[form])
    assert shown.endswith("\n")
    assert "Los" in shown
    assert "Angeles" in shown


def test_the_command_knows_the_same_forms() -> None:
    assert get_args(Form) == FORMS


def test_words_are_those_of_a_catalog(tmp_path: Path) -> None:
    catalog = {"format": "visitdata-labels", "version": 1, "language": "de", "labels": {"section.people": "Personen"}}
    (tmp_path / "de.json").write_text(json.dumps(catalog), "utf-8")
    shown = visitdata.show(visitdata.load(EXAMPLES / "tw-us-2023-04-05.json"), "markdown", labels=tmp_path / "de.json")
    assert "## Personen" in shown


def test_what_there_is_not_is_refused(tmp_path: Path) -> None:
    visit = visitdata.load(EXAMPLES / "tw-us-2023-04-05.json")
    with pytest.raises(ValueError, match="'pdf' is no form in which a visit is shown; there are text, html"):
        visitdata.show(visit, "pdf")  # type: ignore[arg-type]  # which is what is tried
    with pytest.raises(ValueError, match="cannot be read"):
        visitdata.show(visit, labels=tmp_path / "none.json")
    assert issubclass(MissingExtra, ImportError)

"""The facts are all there are: every class, field, word, format and code, with their uses both ways."""

from inspect import isclass
from typing import Any

import pytest

from visitdata import model
from visitdata.checker import codes
from visitdata.interop import problems as importing
from visitdata.model import Node, Word
from visitdata.model.formats import FORMATS
from visitdata.model.steps import GROUPS as STEPS
from visitdata.render.reference import groups
from visitdata.render.reference.facts import Facts, Place, facts, spans
from visitdata.rules.engine import catalog

FACTS = facts(importing.PROBLEMS)
NODES = {cls for cls in vars(model).values() if isclass(cls) and issubclass(cls, Node) and cls is not Node}
WORDS = {cls for cls in vars(model).values() if isclass(cls) and issubclass(cls, Word) and cls is not Word}


def test_every_class_stands_in_exactly_one_group() -> None:
    placed = [cls for group in FACTS.groups for cls in group.classes]
    assert len(placed) == len(set(placed))
    assert set(placed) >= NODES
    assert {cls.__name__ for cls in placed} == set(FACTS.classes)
    assert {group.key for group in FACTS.groups} >= set(STEPS)
    assert all(group.classes and group.title and group.meaning for group in FACTS.groups)


def test_a_class_of_a_module_that_no_group_names_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_MODULES", groups._MODULES[1:])
    with pytest.raises(ValueError, match=r"^Visit stands in visitdata\.model\.visit, which no group"):
        groups.groups()


def test_all_closed_lists_formats_and_codes_are_told() -> None:
    assert set(FACTS.words) == {cls.__name__ for cls in WORDS}
    assert all(FACTS.words[cls.__name__].words == tuple((w.value, w.meaning) for w in cls) for cls in WORDS)
    assert list(FACTS.formats) == [kind.name for kind in FORMATS]
    assert set(FACTS.codes) == {*codes.pages(), *importing.PROBLEMS}
    assert sorted(code for family in FACTS.families for code in family.codes) == list(FACTS.codes)
    assert set(facts().codes) == set(codes.pages())


def test_every_field_is_told_with_the_class_or_family_that_declares_it() -> None:
    for cls in (cls for group in FACTS.groups for cls in group.classes):
        one = FACTS.classes[cls.__name__]
        told = [field.name for field in one.fields if field.type_text != "word of the class"]
        assert told == [field.json for field in cls.__fields__.values()]
        inherited = [field for _, fields in one.inherited() for field in fields]
        assert sorted([*one.own, *inherited]) == sorted(one.fields)
        for field in one.fields:
            declared = {own.name: own for own in FACTS.classes[field.declared_by].own}
            assert declared[field.name].meaning == field.meaning
            assert field.declared_by in (one.name, *one.families)


def test_links_lead_both_ways() -> None:
    for one in FACTS.classes.values():
        for field in one.own:
            for piece in field.type:
                if piece.to is not None:
                    used = _at(FACTS, piece.to)
                    assert (one.name, field.name, Place(f"class/{one.name}", field.anchor)) in used.uses
    for used in (*FACTS.classes.values(), *FACTS.words.values(), *FACTS.formats.values()):
        assert len(set(used.uses)) == len(used.uses)
        for use in used.uses:
            (field,) = (field for field in FACTS.classes[use.owner].own if field.name == use.field)
            leads = {piece.to.page.partition("/")[2] for piece in field.type if piece.to}
            assert leads & {used.name, *getattr(used, "families", ())}
    assert [one.name for one in FACTS.classes.values() if not one.uses] == ["Visit", "Cited", "Noted"]
    assert all(one.uses for one in (*FACTS.words.values(), *FACTS.formats.values()))


def _at(told: Facts, to: Place) -> Any:
    folder, _, name = to.page.partition("/")
    return {"class": told.classes, "words": told.words, "format": told.formats}[folder][name]


def test_rules_and_the_classes_they_look_at_know_each_other() -> None:
    for code, rule in catalog.rules().items():
        looked_at = {cls.__name__ for cls in rule.classes if issubclass(cls, Node)}
        assert set(FACTS.codes[code].classes) == looked_at
        assert {one.name for one in FACTS.classes.values() if code in one.rules} == looked_at
    assert FACTS.codes["VDE001"].needs.startswith("--evidence")
    assert FACTS.codes["VDK001"].needs.startswith("--completeness")
    assert FACTS.codes["VDT001"].needs == FACTS.codes["VDP001"].needs == ""


def test_the_word_of_a_class_is_a_field_like_others() -> None:
    tag = FACTS.classes["HonorGuard"].fields[0]
    assert (tag.name, tag.is_required, tag.choices, tag.example.line) == ("type", True, (), '"honor_guard"')
    family = FACTS.classes["Step"].fields[0]
    assert (family.declared_by, tuple(choice.text for choice in family.choices)) == (
        "Step",
        tuple(cls.__tag__ for group in STEPS.values() for cls in group),
    )
    assert FACTS.classes["HonorGuard"].tag == "honor_guard"
    assert FACTS.classes["Step"].tag == FACTS.classes["Document"].tag == ""


def test_prose_is_parted_at_backticks() -> None:
    assert list(spans("Words of `kind`, or `b`.")) == [
        ("Words of ", False), ("kind", True), (", or ", False), ("b", True), (".", False),
    ]  # fmt: skip
    assert list(spans("a ` b")) == [("a ` b", False)]
    assert list(spans("")) == []


def test_the_families_of_a_class_are_told_the_nearest_first() -> None:
    assert FACTS.classes["HonorGuard"].families == ("Step", "Activity", "Cited", "Noted")
    assert FACTS.classes["When"].families == ()
    assert FACTS.classes["Step"].members == tuple(cls.__name__ for group in STEPS.values() for cls in group)

"""Moving about in a visit: find, walk, change deep inside, rename."""

import pytest

from visitdata.model import (
    Anthems,
    Ceremony,
    Citation,
    Claim,
    Correction,
    Delegation,
    HonorGuard,
    InvalidField,
    Meeting,
    Participant,
    Party,
    Person,
    Record,
    RelatedVisit,
    Source,
    Visit,
)


@pytest.fixture
def visit() -> Visit:
    return Visit(
        id="az-pk",
        parties=[Party(id="pk", role="guest", principals=["munir"]), Party(id="az", role="host")],
        delegations=[Delegation(id="team", head="munir", members=[Participant(ref="munir")])],
        people=[Person(id="munir", name="Munir", party="pk")],
        program=[
            Ceremony(
                id="welcome",
                steps=[HonorGuard(id="guard", reviewed_by=["munir"]), Anthems(parties=["az", "pk"])],
                citations=[Citation(source="news")],
            ),
            Meeting(id="talks", after=["welcome"]),
        ],
        related=[RelatedVisit(visit="munir")],
        sources=[Source(id="news")],
        claims=[
            Claim(about="guard", field="/reviewed_by", value=["munir", "az"]),
            Claim(field="/people/munir/name", value="munir"),
            Claim(field="/program/welcome/steps/guard/reviewed_by", value=["munir"]),
            Claim(about="team", field="/members", value=[{"ref": "munir", "description": "munir"}]),
            Claim(about="nobody", field="/munir", value="munir"),
            Claim(about="munir", field="/party", value="munir", note="munir"),
        ],
        record=Record(corrections=[Correction(about="munir", field="/name", old="munir")]),
        extensions={"x": "munir"},
    )


def test_find_by_id(visit: Visit) -> None:
    assert visit.find("munir") is visit.people[0]
    assert visit.find("az-pk") is visit
    assert visit.pointer("guard") == "/program/0/steps/0"
    with pytest.raises(KeyError, match="did you mean 'munir'"):
        visit.find("munr")


def test_at_a_pointer(visit: Visit) -> None:
    assert visit.at("") is visit
    assert visit.at("/program/0/steps/1/parties/1") == "pk"
    assert visit.at("/program/welcome/steps/guard") is visit.find("guard")
    assert visit.at("/extensions/x") == "munir"
    for wrong in ("/nothing", "/program/9", "/program/00", "/program/-1", "/title", "/id/x", "/program/١"):
        with pytest.raises(KeyError, match="there is nothing at"):
            visit.at(wrong)


def test_the_dollar_key_is_reached_by_its_json_name() -> None:
    visit = Visit(id="a", schema="../visit.schema.json", parties=[Party(id="b")])
    assert visit.at("/$schema") == "../visit.schema.json"
    with pytest.raises(KeyError):
        visit.at("/schema")


def test_walk_gives_each_object_before_what_it_holds(visit: Visit) -> None:
    pointers = [pointer for pointer, _ in visit.walk()]
    assert pointers[:3] == ["", "/parties/0", "/parties/1"]
    assert len(pointers) == len(set(pointers))
    assert all(pointer.rsplit("/", 2)[0] in pointers or pointer.count("/") == 1 for pointer in pointers)


def test_replace_by_id_and_by_pointer(visit: Visit) -> None:
    changed = visit.replace("munir", honorific="H.E.")
    assert changed.at("/people/0/honorific") == "H.E."
    assert visit.people[0].honorific is None
    assert changed.replace("munir", honorific=None) == visit
    assert visit.replace("/program/0/steps/0", action="passed_along").at("/program/0/steps/0/action") == "passed_along"
    assert visit.replace(title="T").title == "T"
    assert visit.replace("", title="T") == visit.replace(title="T")


def test_replace_refuses_what_is_not_there_or_not_right(visit: Visit) -> None:
    with pytest.raises(KeyError):
        visit.replace("nobody", name="x")
    with pytest.raises(KeyError, match="is not an object of the model"):
        visit.replace("/people/0/name", x=1)
    with pytest.raises(InvalidField, match=r"Person[.]name"):
        visit.replace("munir", name=1)
    with pytest.raises(TypeError, match="Person has no field 'nam'; did you mean 'name'"):
        visit.replace("munir", nam="x")
    with pytest.raises(InvalidField, match=r"Visit[.]parties"):
        visit.replace(parties=[])


def test_rename_takes_every_reference_along(visit: Visit) -> None:
    renamed = visit.rename("munir", "asim-munir")
    assert renamed.find("asim-munir").name == "Munir"
    assert renamed.parties[0].principals == ("asim-munir",)
    assert renamed.delegations[0].head == "asim-munir"
    assert renamed.at("/delegations/0/members/0/ref") == "asim-munir"
    assert renamed.at("/program/0/steps/0/reviewed_by") == ("asim-munir",)
    claims = renamed.claims
    assert claims[0].value == ("asim-munir", "az")
    assert (claims[1].field, claims[1].value) == ("/people/asim-munir/name", "munir")
    assert claims[2].value == ("asim-munir",)
    assert claims[3].value[0] == {"ref": "asim-munir", "description": "munir"}
    assert (claims[4].about, claims[4].field, claims[4].value) == ("nobody", "/munir", "munir")
    assert (claims[5].about, claims[5].value, claims[5].note) == ("asim-munir", "asim-munir", "munir")
    assert renamed.at("/record/corrections/0/about") == "asim-munir"
    assert renamed.at("/record/corrections/0/old") == "munir"
    assert renamed.related[0].visit == "munir"
    assert renamed.at("/extensions/x") == "munir"
    assert renamed.rename("asim-munir", "munir") == visit


def test_rename_follows_items_named_in_the_pointer_of_a_claim(visit: Visit) -> None:
    renamed = visit.rename("welcome", "welcoming")
    assert renamed.claims[2].field == "/program/welcoming/steps/guard/reviewed_by"
    assert renamed.program[1].after == ("welcoming",)
    assert visit.rename("az-pk", "pk-az").id == "pk-az"


def test_rename_refuses_a_taken_a_wrong_and_an_unknown_id(visit: Visit) -> None:
    with pytest.raises(ValueError, match="taken"):
        visit.rename("munir", "pk")
    with pytest.raises(InvalidField, match=r"Person[.]id"):
        visit.rename("munir", "Asim Munir")
    with pytest.raises(KeyError):
        visit.rename("nobody", "somebody")


def test_the_preferred_value_of_a_claim(visit: Visit) -> None:
    assert visit.preferred(visit.claims[0]) == ("munir",)
    assert visit.preferred(visit.claims[1]) == "Munir"
    assert visit.preferred(Claim(field="/title")) is None
    with pytest.raises(KeyError):
        visit.preferred(visit.claims[4])


def test_a_step_that_is_a_position_is_not_renamed_with_an_id() -> None:
    visit = Visit(
        id="v",
        parties=[Party(id="az", role="host"), Party(id="0", role="guest")],
        claims=[Claim(field="/parties/0/role", value="host")],
    )
    renamed = visit.rename("0", "zero")
    assert renamed.claims[0].field == "/parties/0/role"
    assert renamed.preferred(renamed.claims[0]) == "host"
    with pytest.raises(ValueError, match="position"):
        visit.rename("az", "1")


def test_the_type_of_an_activity_is_at_its_pointer(visit: Visit) -> None:
    assert visit.at("/program/0/type") == "ceremony"
    assert visit.preferred(Claim(field="/program/welcome/type")) == "ceremony"


def test_find_with_a_class(visit: Visit) -> None:
    assert visit.find("munir", Person) is visit.people[0]
    with pytest.raises(KeyError, match="'munir' is no Party but a Person, at /people/0"):
        visit.find("munir", Party)


def test_an_id_that_only_looks_like_a_position_is_renamed_in_claims() -> None:
    claim = Claim(field="/parties/00/role", value="host")
    visit = Visit(id="v", parties=[Party(id="00", role="host")], claims=[claim])
    renamed = visit.rename("00", "az")
    assert renamed.claims[0].field == "/parties/az/role"
    assert renamed.preferred(renamed.claims[0]) == visit.preferred(claim) == "host"


def test_rename_follows_a_reference_named_in_the_pointer_of_a_claim(visit: Visit) -> None:
    claimed = visit.replace(claims=[Claim(about="pk", field="/principals/munir"), Claim(field="/people/nobody/name")])
    assert [claim.field for claim in claimed.rename("munir", "asim").claims] == [
        "/principals/asim",
        "/people/nobody/name",
    ]


def test_a_correction_that_names_no_field_is_kept_when_an_id_is_renamed() -> None:
    record = Record(corrections=[Correction(note="the whole was looked through once more")])
    renamed = Visit(id="a", parties=[Party(id="b")], record=record).rename("b", "c")
    assert (renamed.record, renamed.parties[0].id) == (record, "c")

"""Leaves on claims of which one is true at a time: the latest start wins, then the surest."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    ClaimKind,
    Headquarters,
    Incorporation,
    PrincipalPlace,
    Residence,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import (
    HeadquarteredIn,
    IncorporatedIn,
    Not,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
)
from tests.unit.evaluation.builders import (
    CN,
    FALSE,
    FR,
    LOW,
    SELF_DECLARED,
    SUBSTANTIAL,
    TRUE,
    UNKNOWN,
    US,
    acme,
    ada,
    attest,
    closed,
    countries,
    deny,
    found,
    held,
    value,
)

RESIDENT = ResidentIn(countries(US))
CONFLICT, OVERRULED = Reason.CONFLICTING_ATTESTATIONS, Reason.OVERRULED


@pytest.mark.parametrize(
    ("attestations", "expected", "reasons"),
    [
        pytest.param([], UNKNOWN, {Reason.NOT_ATTESTED}, id="nothing attested"),
        pytest.param([attest(Residence(US))], TRUE, set(), id="the one claim"),
        pytest.param([attest(Residence(US, "US-CA"))], TRUE, set(), id="with a region"),
        pytest.param([attest(Residence(FR))], FALSE, set(), id="another one excludes"),
        pytest.param([attest(Residence(FR), LOW)], UNKNOWN, {Reason.ASSURANCE_TOO_LOW}, id="unless it is weak"),
        pytest.param([attest(Residence(US), LOW)], TRUE, set(), id="toward foreign a weak one suffices"),
        pytest.param([attest(Residence(US), vouched=held(end="2020"))], UNKNOWN, {Reason.EXPIRED}, id="expired"),
        pytest.param([attest(Residence(US), start="2030")], UNKNOWN, {Reason.NOT_ATTESTED}, id="not yet"),
        pytest.param(
            [attest(Residence(US), start="2010"), attest(Residence(FR), start="2020")],
            FALSE,
            set(),
            id="the latest start",
        ),
        pytest.param(
            [attest(Residence(US), start="2020"), attest(Residence(FR), start="2010")], TRUE, set(), id="the other way"
        ),
        pytest.param(
            [attest(Residence(US), SUBSTANTIAL, start="2020"), attest(Residence(FR), start="2010")],
            TRUE,
            set(),
            id="even if it is less sure",
        ),
        pytest.param(
            [attest(Residence(US), start="2020"), attest(Residence(FR), start="2020")], UNKNOWN, {CONFLICT}, id="a tie"
        ),
        pytest.param(
            [attest(Residence(US), start="2020"), attest(Residence(FR), SUBSTANTIAL, start="2020")],
            TRUE,
            {OVERRULED},
            id="of a tie the surest",
        ),
        pytest.param(
            [attest(Residence(US)), attest(Residence(FR), start="2020")],
            UNKNOWN,
            {CONFLICT},
            id="a missing start has no order",
        ),
        pytest.param(
            [attest(Residence(US)), attest(Residence(FR), SUBSTANTIAL, start="2020")],
            TRUE,
            {OVERRULED},
            id="but an assurance",
        ),
        pytest.param(
            [attest(Residence(US)), attest(Residence(US), start="2020"), attest(Residence(US), start="2010")],
            TRUE,
            set(),
            id="all agree",
        ),
        pytest.param(
            [attest(Residence(FR), start="2010"), attest(Residence(US), LOW, start="2020")],
            TRUE,
            set(),
            id="a weak one that is later restricts",
        ),
        pytest.param(
            [attest(Residence(US), start="2010"), attest(Residence(FR), LOW, start="2020")],
            TRUE,
            set(),
            id="and does not displace",
        ),
        pytest.param(
            [attest(Residence(US), SELF_DECLARED, start="2020"), attest(Residence(FR), LOW, start="2020")],
            TRUE,
            set(),
            id="or tie",
        ),
        pytest.param([deny(Residence(US))], FALSE, set(), id="denied there"),
        pytest.param([deny(Residence())], FALSE, set(), id="denied everywhere"),
        pytest.param([deny(Residence(FR))], UNKNOWN, {Reason.NOT_ATTESTED}, id="denied elsewhere"),
        pytest.param([deny(Residence(US, "US-CA"))], UNKNOWN, {Reason.NOT_ATTESTED}, id="denied in one region"),
        pytest.param([deny(Residence(US), LOW)], UNKNOWN, {Reason.ASSURANCE_TOO_LOW}, id="weakly denied"),
        pytest.param([attest(Residence(US)), deny(Residence(US))], UNKNOWN, {CONFLICT}, id="denied as surely"),
        pytest.param([attest(Residence(US), LOW), deny(Residence(US))], FALSE, {OVERRULED}, id="denied more surely"),
        pytest.param([attest(Residence(US)), deny(Residence(US), LOW)], TRUE, set(), id="denied less surely"),
        pytest.param(
            [attest(Residence(US), start="2020"), attest(Residence(FR), start="2010"), deny(Residence(FR))],
            TRUE,
            set(),
            id="an earlier one contested",
        ),
        pytest.param([attest(closed(ClaimKind.RESIDENCE))], FALSE, set(), id="resident nowhere"),
        pytest.param(
            [attest(closed(ClaimKind.RESIDENCE, countries=[FR]))], UNKNOWN, {Reason.NOT_ATTESTED}, id="not there"
        ),
        pytest.param(
            [attest(closed(ClaimKind.RESIDENCE, Residence(FR)))],
            UNKNOWN,
            {Reason.SET_NOT_VISIBLE},
            id="a set without member",
        ),
    ],
)
def test_residence(attestations: list[Attestation], expected: Truth, reasons: set[Reason]) -> None:
    tree = found(RESIDENT, ada(*attestations))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)


def test_in_a_negative_place_the_weak_push_the_other_way() -> None:
    rule = Not(RESIDENT)
    assert value(rule, ada(attest(Residence(FR), LOW))) is TRUE
    assert value(rule, ada(attest(Residence(US), LOW))) is UNKNOWN
    assert value(rule, ada(attest(Residence(US), start="2010"), attest(Residence(FR), LOW, start="2020"))) is TRUE
    assert value(rule, ada(attest(Residence(FR), start="2010"), attest(Residence(US), LOW, start="2020"))) is TRUE


@pytest.mark.parametrize(
    ("rule", "claim", "other"),
    [
        (IncorporatedIn(countries(US)), Incorporation(US), Incorporation(FR)),
        (HeadquarteredIn(countries(US)), Headquarters(US), Headquarters(FR)),
        (PrincipalPlaceIn(countries(US)), PrincipalPlace(US), PrincipalPlace(FR)),
    ],
    ids=["incorporated", "headquartered", "principal place"],
)
def test_organisations_have_one_of_each(rule: Rule, claim: Incorporation, other: Incorporation) -> None:
    assert value(rule, acme(attest(claim))) is TRUE
    assert value(rule, acme(attest(other))) is FALSE
    assert value(rule, acme(attest(claim, start="2010"), attest(other, start="2020"))) is FALSE
    assert value(rule, acme(deny(claim))) is FALSE
    assert value(rule, acme()) is UNKNOWN


def test_it_rests_on_the_latest() -> None:
    facts = ada(
        attest(Residence(FR), start="2010", id="old"),
        attest(Residence(US), start="2020", id="new"),
        attest(Residence(FR), SUBSTANTIAL, start="2020", id="less-sure"),
        deny(Residence(CN), id="irrelevant"),
    )
    assert found(RESIDENT, facts).rests_on == ("principals/ada/attestations/new",)
    agreeing = ada(attest(Residence(US)), attest(Residence(US), SELF_DECLARED))
    assert len(found(RESIDENT, agreeing).rests_on) == 2
    tie = ada(attest(Residence(US), id="one"), attest(Residence(FR), id="two"))
    assert found(RESIDENT, tie).rests_on == ("principals/ada/attestations/one", "principals/ada/attestations/two")
    denied = ada(deny(Residence(US), id="denial"), deny(Residence(CN), id="irrelevant"))
    assert found(RESIDENT, denied).rests_on == ("principals/ada/attestations/denial",)

"""Leaves on claims of which there may be many: one good claim, closed sets, denials, contradictions, inference."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    ImmigrationStatus,
    LawfulPresence,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import (
    CitizenOf,
    Countries,
    ForeignCitizen,
    HoldsStatus,
    LawfullyPresentIn,
    Rule,
)
from tests.unit.evaluation.builders import (
    CITIZEN,
    FALSE,
    FR,
    GB,
    PERMANENT,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    found,
    only,
    status,
    value,
)

CITIZENSHIP, STATUS = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS
AMERICAN = CitizenOf(countries(US))
BNO, BRITISH = CitizenshipClass.BNO, CitizenshipClass.BRITISH_CITIZEN
AS_BNO = CitizenOf(countries(GB), frozenset((BNO,)))
ASYLEE = ImmigrationCategory.ASYLEE
RESIDENT = HoldsStatus(frozenset((PERMANENT,)), countries(US))
FAMILY = ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER
OPEN = Reason.SET_NOT_CLOSED


@pytest.mark.parametrize(
    ("rule", "attestations", "expected", "reasons"),
    [
        pytest.param(AMERICAN, [], UNKNOWN, {Reason.NOT_ATTESTED}, id="nothing attested"),
        pytest.param(AMERICAN, [attest(citizen(US))], TRUE, set(), id="one good claim"),
        pytest.param(AMERICAN, [attest(citizen(FR))], UNKNOWN, {OPEN}, id="another claim says nothing of others"),
        pytest.param(AMERICAN, only(citizen(FR)), FALSE, set(), id="a closed set without it"),
        pytest.param(AMERICAN, only(citizen(FR), citizen(US)), TRUE, set(), id="a closed set with it"),
        pytest.param(AMERICAN, [attest(closed(CITIZENSHIP))], FALSE, set(), id="an empty closed set"),
        pytest.param(AMERICAN, [attest(closed(CITIZENSHIP, countries=[US]))], FALSE, set(), id="closed there"),
        pytest.param(
            AMERICAN, [attest(closed(CITIZENSHIP, countries=[FR]))], UNKNOWN, {Reason.NOT_ATTESTED}, id="elsewhere"
        ),
        pytest.param(AMERICAN, [attest(closed(CITIZENSHIP, but=[FR]))], FALSE, set(), id="closed but elsewhere"),
        pytest.param(AMERICAN, [attest(closed(CITIZENSHIP, but=[US]))], UNKNOWN, {Reason.NOT_ATTESTED}, id="but there"),
        pytest.param(
            CitizenOf(countries(US, FR)),
            [attest(closed(CITIZENSHIP, countries=[US]))],
            UNKNOWN,
            {OPEN},
            id="half closed",
        ),
        pytest.param(
            CitizenOf(countries(US, FR)),
            [attest(closed(CITIZENSHIP, countries=[US])), deny(citizen(FR, UNSPECIFIED))],
            FALSE,
            set(),
            id="two halves",
        ),
        pytest.param(ForeignCitizen(US), only(citizen(US)), FALSE, set(), id="citizen of home alone"),
        pytest.param(ForeignCitizen(US), only(citizen(US), citizen(FR)), TRUE, set(), id="dual citizen"),
        pytest.param(ForeignCitizen(US), [attest(closed(CITIZENSHIP, but=[US]))], FALSE, set(), id="none abroad"),
        pytest.param(ForeignCitizen(US), [attest(closed(CITIZENSHIP, but=[US, FR]))], UNKNOWN, {OPEN}, id="but France"),
        pytest.param(
            ForeignCitizen(US),
            [attest(closed(CITIZENSHIP, but=[US, FR])), deny(citizen(FR, UNSPECIFIED))],
            FALSE,
            set(),
            id="and France denied",
        ),
        pytest.param(CitizenOf(Countries()), [], FALSE, set(), id="no country at all is closed"),
    ],
)
def test_citizenship(rule: Rule, attestations: list[Attestation], expected: Truth, reasons: set[Reason]) -> None:
    tree = found(rule, ada(*attestations))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)


@pytest.mark.parametrize(
    ("klass", "unnamed", "as_bno"),
    [(BNO, TRUE, TRUE), (BRITISH, TRUE, FALSE), (UNSPECIFIED, TRUE, UNKNOWN), (CITIZEN, TRUE, FALSE)],
    ids=lambda each: each.name,
)
def test_classes_of_nationality(klass: CitizenshipClass, unnamed: Truth, as_bno: Truth) -> None:
    facts = ada(*only(citizen(GB, klass)))
    assert value(CitizenOf(countries(GB)), facts) is unnamed
    assert value(ForeignCitizen(US), facts) is unnamed
    assert value(AS_BNO, facts) is as_bno


def test_an_unspecified_class_blocks_false_and_says_why() -> None:
    facts = ada(attest(citizen(GB, UNSPECIFIED)), deny(citizen(GB, BNO)))
    assert found(AS_BNO, facts).reasons == (Reason.CLASS_UNSPECIFIED,)
    assert value(AS_BNO, ada(attest(citizen(GB, UNSPECIFIED)), attest(citizen(GB, BNO)))) is TRUE


def test_a_set_that_names_a_claim_of_unspecified_class_excludes_no_class() -> None:
    facts = ada(attest(citizen(GB, BRITISH)), attest(closed(CITIZENSHIP, citizen(GB, UNSPECIFIED))))
    assert value(AS_BNO, facts) is UNKNOWN


@pytest.mark.parametrize(
    ("denied", "expected"),
    [
        pytest.param(citizen(GB, BNO), FALSE, id="exactly"),
        pytest.param(citizen(GB, BRITISH), UNKNOWN, id="another class"),
        pytest.param(citizen(GB, UNSPECIFIED), FALSE, id="every class"),
        pytest.param(citizen(FR, BNO), UNKNOWN, id="another country"),
    ],
)
def test_what_a_denial_leaves_out_means_all_values(denied: Citizenship, expected: Truth) -> None:
    assert value(AS_BNO, ada(deny(denied))) is expected


def test_a_denial_of_everything_left_out() -> None:
    assert value(CitizenOf(countries(GB, US)), ada(deny(Citizenship()))) is FALSE
    assert value(ForeignCitizen(US), ada(deny(Citizenship()))) is FALSE


def test_eight_denials_of_a_class_are_a_denial_of_all() -> None:
    classes = [each for each in CitizenshipClass if each is not UNSPECIFIED]
    assert value(CitizenOf(countries(GB)), ada(*(deny(citizen(GB, each)) for each in classes))) is FALSE
    assert value(CitizenOf(countries(GB)), ada(*(deny(citizen(GB, each)) for each in classes[1:]))) is UNKNOWN
    assert found(ForeignCitizen(US), ada(deny(citizen(GB, BNO)))).reasons == (OPEN,)


@pytest.mark.parametrize(
    ("rule", "denied", "expected"),
    [
        pytest.param(RESIDENT, status(PERMANENT), FALSE, id="the category there"),
        pytest.param(RESIDENT, status(PERMANENT, None), FALSE, id="the category anywhere"),
        pytest.param(RESIDENT, status(None), FALSE, id="every category there"),
        pytest.param(RESIDENT, ImmigrationStatus(), FALSE, id="every status"),
        pytest.param(RESIDENT, status(ASYLEE), UNKNOWN, id="another category"),
        pytest.param(RESIDENT, status(PERMANENT, FR), UNKNOWN, id="another country"),
        pytest.param(RESIDENT, status(PERMANENT, US, "IR1"), UNKNOWN, id="one class of admission"),
        pytest.param(HoldsStatus(frozenset((PERMANENT,))), status(PERMANENT), UNKNOWN, id="one country of all"),
        pytest.param(HoldsStatus(frozenset((PERMANENT,))), status(PERMANENT, None), FALSE, id="of all countries"),
    ],
)
def test_denied_statuses(rule: Rule, denied: ImmigrationStatus, expected: Truth) -> None:
    assert value(rule, ada(deny(denied))) is expected


@pytest.mark.parametrize(
    ("rule", "attestations", "expected"),
    [
        pytest.param(RESIDENT, [attest(status(PERMANENT))], TRUE, id="held there"),
        pytest.param(RESIDENT, [attest(status(PERMANENT, FR))], UNKNOWN, id="held elsewhere"),
        pytest.param(RESIDENT, [attest(status(PERMANENT, None))], UNKNOWN, id="held somewhere"),
        pytest.param(RESIDENT, only(status(PERMANENT, None)), UNKNOWN, id="only held somewhere"),
        pytest.param(RESIDENT, only(status(ASYLEE)), FALSE, id="only another"),
        pytest.param(RESIDENT, [attest(closed(STATUS, categories=[PERMANENT]))], FALSE, id="closed in the category"),
        pytest.param(RESIDENT, [attest(closed(STATUS, categories=[ASYLEE]))], UNKNOWN, id="closed in another"),
        pytest.param(
            HoldsStatus(frozenset((PERMANENT, ASYLEE)), countries(US)),
            [attest(closed(STATUS, categories=[ASYLEE])), attest(closed(STATUS, categories=[PERMANENT]))],
            FALSE,
            id="closed in both",
        ),
        pytest.param(
            HoldsStatus(frozenset((PERMANENT, ASYLEE)), countries(US)),
            [attest(closed(STATUS, categories=[ASYLEE]))],
            UNKNOWN,
            id="closed in one of two",
        ),
        pytest.param(HoldsStatus(frozenset((FAMILY,))), [attest(status(FAMILY, None))], TRUE, id="of no country"),
        pytest.param(HoldsStatus(frozenset((FAMILY,))), [attest(closed(STATUS, but=[US]))], UNKNOWN, id="all but one"),
        pytest.param(
            HoldsStatus(frozenset((FAMILY,))), [attest(closed(STATUS))], FALSE, id="none of any country or none"
        ),
        pytest.param(
            HoldsStatus(frozenset((FAMILY,))),
            [attest(closed(STATUS, but=[US])), attest(closed(STATUS, countries=[US]))],
            FALSE,
            id="all but one, and the one",
        ),
    ],
)
def test_statuses(rule: Rule, attestations: list[Attestation], expected: Truth) -> None:
    assert value(rule, ada(*attestations)) is expected


def test_lawful_presence() -> None:
    rule = LawfullyPresentIn(countries(US))
    assert value(rule, ada(attest(LawfulPresence(US)))) is TRUE
    assert value(rule, ada(attest(LawfulPresence(FR)))) is UNKNOWN
    assert value(rule, ada(deny(LawfulPresence(US)))) is FALSE
    assert value(rule, ada(deny(LawfulPresence()))) is FALSE
    assert value(rule, ada(deny(LawfulPresence(FR)))) is UNKNOWN

"""What contradicts what, what wins, and what stands then."""

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import (
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import (
    CitizenOf,
    Not,
)
from tests.unit.evaluation.builders import (
    CITIZEN,
    DE,
    FALSE,
    FR,
    HIGH,
    LOW,
    SUBSTANTIAL,
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
    value,
)

CITIZENSHIP, STATUS = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS
AMERICAN, FRENCH = CitizenOf(countries(US)), CitizenOf(countries(FR))
BNO = CitizenshipClass.BNO
ASYLEE = ImmigrationCategory.ASYLEE
FAMILY = ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER
CONFLICT, OVERRULED, OPEN = Reason.CONFLICTING_ATTESTATIONS, Reason.OVERRULED, Reason.SET_NOT_CLOSED


@pytest.mark.parametrize(
    ("claim", "other", "expected", "reasons"),
    [
        (HIGH, HIGH, UNKNOWN, {CONFLICT}),
        (HIGH, SUBSTANTIAL, TRUE, {OVERRULED}),
        (SUBSTANTIAL, HIGH, FALSE, {OVERRULED}),
    ],
)
@pytest.mark.parametrize("by", ["denial", "closed set"])
def test_strictly_higher_assurance_wins(
    claim: AssuranceLevel, other: AssuranceLevel, expected: Truth, reasons: set[Reason], by: str
) -> None:
    against = deny(citizen(US), other) if by == "denial" else attest(closed(CITIZENSHIP), other)
    tree = found(CitizenOf(countries(US), frozenset((CITIZEN,))), ada(attest(citizen(US), claim), against))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)


def test_a_claim_below_its_threshold_contradicts_nothing() -> None:
    weak = ada(attest(citizen(US), LOW), attest(closed(CITIZENSHIP), LOW))
    assert value(Not(AMERICAN), weak) is TRUE
    assert found(AMERICAN, weak).reasons == (CONFLICT,)


def test_one_good_claim_suffices_beside_a_contested_one() -> None:
    rule = CitizenOf(countries(US, FR))
    facts = ada(attest(citizen(US)), deny(citizen(US, UNSPECIFIED)), attest(citizen(FR)))
    assert value(rule, facts) is TRUE


def test_what_is_overruled_overrules_nothing() -> None:
    nothing = deny(citizen(US, UNSPECIFIED), SUBSTANTIAL)
    facts = ada(attest(citizen(US, BNO), LOW), nothing, attest(citizen(US), HIGH))
    assert value(CitizenOf(countries(US), frozenset((BNO,))), facts) is TRUE


def test_what_is_overruled_stays_so_whatever_is_weaker() -> None:
    facts = ada(deny(citizen(US)), attest(citizen(US), SUBSTANTIAL), attest(citizen(FR), LOW))
    tree = found(CitizenOf(countries(US), frozenset((CITIZEN,))), facts)
    assert (tree.value, tree.reasons) == (FALSE, (OVERRULED,))


def test_each_of_two_denials_contests_its_own_claim() -> None:
    claims = [attest(citizen(each)) for each in (US, FR)]
    for denials in ([deny(citizen(US)), deny(citizen(FR))], [deny(citizen(FR)), deny(citizen(US))]):
        facts = ada(*claims, *denials)
        assert (found(AMERICAN, facts).reasons, found(FRENCH, facts).reasons) == ((CONFLICT,), (CONFLICT,))
    sets = [attest(closed(CITIZENSHIP, countries=[each])) for each in (US, FR)]
    for closures in (sets, sets[::-1]):
        facts = ada(*claims, *closures)
        assert (found(AMERICAN, facts).reasons, found(FRENCH, facts).reasons) == ((CONFLICT,), (CONFLICT,))


def test_contradictions_of_the_sure_and_of_the_less_sure_stand_side_by_side() -> None:
    pairs = [
        [attest(citizen(country), level), deny(citizen(country), level)]
        for country, level in ((US, HIGH), (FR, SUBSTANTIAL))
    ]
    facts = ada(*pairs[0], *pairs[1])
    assert (found(AMERICAN, facts).reasons, found(FRENCH, facts).reasons) == ((CONFLICT,), (CONFLICT,))


def test_a_set_says_nothing_of_the_countries_that_it_leaves_out() -> None:
    for closure in (closed(CITIZENSHIP, but=[US]), closed(CITIZENSHIP, countries=[FR])):
        facts = ada(attest(closure), attest(citizen(US)))
        assert (value(AMERICAN, facts), value(FRENCH, facts)) == (TRUE, FALSE)


def test_a_set_rests_on_all_of_its_members() -> None:
    assert len(found(AMERICAN, ada(*only(citizen(FR), citizen(DE)))).rests_on) == 3


def test_a_contested_denial_excludes_nothing() -> None:
    facts = ada(deny(citizen(US, UNSPECIFIED)), attest(citizen(US)))
    assert value(CitizenOf(countries(US), frozenset((BNO,))), facts) is UNKNOWN


def test_a_set_whose_members_are_overruled_does_not_count() -> None:
    # Two sets, each sure of itself, and each surer than the other's only member.
    facts = ada(
        attest(closed(CITIZENSHIP, citizen(US))),
        attest(closed(CITIZENSHIP, citizen(FR))),
        attest(citizen(US), SUBSTANTIAL),
        attest(citizen(FR), SUBSTANTIAL),
    )
    for rule in (AMERICAN, FRENCH, CitizenOf(countries(DE))):
        tree = found(rule, facts)
        assert (tree.value, CONFLICT in tree.reasons) == (UNKNOWN, True)


def test_an_overruled_set_says_so_where_it_would_have_decided() -> None:
    facts = ada(attest(closed(CITIZENSHIP), LOW), attest(citizen(US)))
    assert found(AMERICAN, facts).reasons == (OVERRULED,)
    assert found(FRENCH, facts).reasons == (OVERRULED,)


def test_an_overruled_claim_that_would_not_match_is_not_told() -> None:
    facts = ada(*only(citizen(FR)), attest(citizen(US), LOW))
    assert found(CitizenOf(countries(FR)), facts).reasons == ()
    assert found(AMERICAN, facts).reasons == (OVERRULED,)

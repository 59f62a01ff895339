"""To push away from foreign takes more evidence than to push toward it."""

from datetime import timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Determination, Effect, Reason, Truth
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.evaluation.thresholds import ages, positive
from denizen.domain.rules import All, CitizenOf, HoldsStatus, Not, Rule
from tests.unit.evaluation.builders import (
    AGENCY,
    BUREAU,
    FALSE,
    FR,
    HIGH,
    LOW,
    NOW,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
    TICK,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    closed,
    countries,
    deny,
    directive,
    found,
    provision,
    restricting,
    status,
    under,
    value,
    version,
)

AMERICAN = CitizenOf(countries(US))
NOT_AMERICAN = Not(AMERICAN)
FRENCH = CitizenOf(countries(FR))


@pytest.mark.parametrize("level", AssuranceLevel, ids=lambda each: each.name)
def test_toward_foreign_every_level_suffices(level: AssuranceLevel) -> None:
    assert value(FRENCH, ada(attest(citizen(FR), level))) is TRUE


@pytest.mark.parametrize(
    ("level", "expected"),
    [(SELF_DECLARED, UNKNOWN), (LOW, UNKNOWN), (SUBSTANTIAL, FALSE), (HIGH, FALSE)],
    ids=lambda each: each.name,
)
def test_away_from_foreign_it_takes_substantial(level: AssuranceLevel, expected: Truth) -> None:
    tree = found(NOT_AMERICAN, ada(attest(citizen(US), level)))
    assert tree.value is expected
    if expected is UNKNOWN:
        assert tree.children[0].reasons == (Reason.ASSURANCE_TOO_LOW,)


@pytest.mark.parametrize(
    ("level", "expected"),
    [(SELF_DECLARED, UNKNOWN), (LOW, UNKNOWN), (SUBSTANTIAL, FALSE)],
    ids=lambda each: each.name,
)
def test_a_denial_clears_or_restricts_as_a_claim_does(level: AssuranceLevel, expected: Truth) -> None:
    denied = ada(deny(citizen(FR, UNSPECIFIED), level))
    assert value(FRENCH, denied) is expected
    assert value(Not(FRENCH), denied) is TRUE


@pytest.mark.parametrize("level", AssuranceLevel, ids=lambda each: each.name)
def test_a_signed_declaration_closes_a_set_whose_members_are_sure(level: AssuranceLevel) -> None:
    facts = ada(attest(citizen(US)), attest(closed(ClaimKind.CITIZENSHIP, citizen(US)), level))
    assert value(FRENCH, facts) is FALSE


def test_a_set_of_weak_members_does_not_clear() -> None:
    facts = ada(attest(citizen(US), LOW), attest(closed(ClaimKind.CITIZENSHIP, citizen(US))))
    tree = found(FRENCH, facts)
    assert (tree.value, tree.reasons) == (UNKNOWN, (Reason.ASSURANCE_TOO_LOW,))


def test_a_self_declared_american_is_not_cleared() -> None:
    answer = under(NOT_AMERICAN, ada(attest(citizen(US), SELF_DECLARED)))
    assert (answer.determination, answer.effect) == (Determination.UNDETERMINED, Effect.DENY)
    assert answer.reasons == (Reason.ASSURANCE_TOO_LOW,)


def test_who_declares_a_foreign_citizenship_to_be_the_only_one_and_no_status_is_foreign_on_that_word() -> None:
    rule = All((NOT_AMERICAN, Not(HoldsStatus(frozenset((PERMANENT,)), countries(US)))))
    facts = ada(
        attest(citizen(FR), SELF_DECLARED),
        attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), SELF_DECLARED),
        attest(closed(ClaimKind.IMMIGRATION_STATUS, countries=[US]), SELF_DECLARED),
    )
    assert under(rule, facts).determination is Determination.FOREIGN_NATIONAL


@pytest.mark.parametrize(
    ("thresholds", "rule", "expected"),
    [
        pytest.param(clearing(HIGH), NOT_AMERICAN, UNKNOWN, id="HIGH to clear"),
        pytest.param(clearing(LOW), NOT_AMERICAN, FALSE, id="LOW to clear"),
        pytest.param(clearing(LOW, issuers=frozenset((BUREAU,))), NOT_AMERICAN, FALSE, id="an accepted issuer"),
        pytest.param(clearing(LOW, issuers=frozenset((AGENCY,))), NOT_AMERICAN, UNKNOWN, id="another issuer"),
        pytest.param(restricting(HIGH), CitizenOf(countries(US)), UNKNOWN, id="HIGH to restrict"),
        pytest.param(restricting(SUBSTANTIAL), CitizenOf(countries(US)), TRUE, id="SUBSTANTIAL to restrict"),
        pytest.param({ClaimKind.CITIZENSHIP: clearing(LOW)[None]}, NOT_AMERICAN, FALSE, id="of its own kind"),
        pytest.param({ClaimKind.RESIDENCE: clearing(HIGH)[None]}, NOT_AMERICAN, FALSE, id="of another kind"),
        pytest.param(
            {None: Threshold(Requirement(HIGH)), ClaimKind.CITIZENSHIP: Threshold(Requirement(LOW))},
            NOT_AMERICAN,
            FALSE,
            id="its own kind's before the general one",
        ),
        pytest.param(
            {None: Threshold(Requirement(HIGH)), ClaimKind.CITIZENSHIP: Threshold(None, Requirement(LOW))},
            NOT_AMERICAN,
            UNKNOWN,
            id="the general one for the side that its own kind leaves out",
        ),
    ],
)
def test_a_provision_sets_thresholds(
    thresholds: dict[ClaimKind | None, Threshold], rule: Rule, expected: Truth
) -> None:
    facts = ada(attest(citizen(US), SUBSTANTIAL))
    assert value(rule, facts, provided={"thresholds": thresholds}) is expected


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        pytest.param(clearing(HIGH), FALSE, id="a general threshold does not bind completeness"),
        pytest.param({ClaimKind.COMPLETENESS: clearing(LOW)[None]}, FALSE, id="its own"),
        pytest.param({ClaimKind.COMPLETENESS: clearing(SUBSTANTIAL)[None]}, UNKNOWN, id="its own, higher"),
    ],
)
def test_completeness_has_a_threshold_of_its_own(
    thresholds: dict[ClaimKind | None, Threshold], expected: Truth
) -> None:
    facts = ada(attest(citizen(US)), attest(closed(ClaimKind.CITIZENSHIP, citizen(US)), LOW))
    assert value(FRENCH, facts, provided={"thresholds": thresholds}) is expected


def test_of_sets_and_members_each_shortfall_is_told() -> None:
    bars = {ClaimKind.COMPLETENESS: clearing(SUBSTANTIAL)[None], **clearing(LOW, max_age=timedelta(days=90))}
    stale = [attest(citizen(US)), attest(closed(ClaimKind.CITIZENSHIP, citizen(US)), verified_at=NOW)]
    facts = ada(*stale)
    assert found(FRENCH, facts, provided={"thresholds": bars}).reasons == (Reason.STALE,)
    facts = ada(*stale, attest(closed(ClaimKind.CITIZENSHIP), LOW, verified_at=NOW))
    assert found(FRENCH, facts, provided={"thresholds": bars}).reasons == (Reason.ASSURANCE_TOO_LOW, Reason.STALE)
    facts = ada(attest(closed(ClaimKind.CITIZENSHIP), LOW, verified_at=NOW), *stale)
    assert found(FRENCH, facts, provided={"thresholds": bars}).reasons == (Reason.ASSURANCE_TOO_LOW, Reason.STALE)


@pytest.mark.parametrize(
    ("age", "expected", "reason"),
    [
        pytest.param(timedelta(days=90) - TICK, FALSE, (), id="the last fresh instant"),
        pytest.param(timedelta(days=90), UNKNOWN, (Reason.STALE,), id="the first stale instant"),
        pytest.param(-timedelta(days=900), FALSE, (), id="verified after the moment asked about"),
    ],
)
def test_freshness_is_half_open(age: timedelta, expected: Truth, reason: tuple[Reason, ...]) -> None:
    thresholds = clearing(SUBSTANTIAL, max_age=timedelta(days=90))
    tree = found(NOT_AMERICAN, ada(attest(citizen(US), verified_at=NOW - age)), provided={"thresholds": thresholds})
    assert (tree.value, tree.children[0].reasons) == (expected, reason)


def test_to_restrict_takes_no_freshness() -> None:
    thresholds = clearing(SUBSTANTIAL, max_age=timedelta(days=1))
    assert value(FRENCH, ada(attest(citizen(FR))), provided={"thresholds": thresholds}) is TRUE


@pytest.mark.parametrize(
    ("requirement", "reason"),
    [
        (Requirement(HIGH, frozenset((AGENCY,)), timedelta(days=1)), Reason.ASSURANCE_TOO_LOW),
        (Requirement(LOW, frozenset((AGENCY,)), timedelta(days=1)), Reason.ISSUER_NOT_ACCEPTED),
        (Requirement(LOW, frozenset((BUREAU, AGENCY)), timedelta(days=1)), Reason.STALE),
    ],
    ids=lambda each: each.name if isinstance(each, Reason) else "",
)
def test_the_first_shortfall_is_told(requirement: Requirement, reason: Reason) -> None:
    facts = ada(attest(citizen(US), SUBSTANTIAL))
    tree = found(NOT_AMERICAN, facts, provided={"thresholds": {None: Threshold(clearing=requirement)}})
    assert tree.children[0].reasons == (reason,)


def test_a_shortfall_of_a_claim_that_would_not_match_is_not_told() -> None:
    assert found(FRENCH, ada(attest(citizen(US)), deny(citizen(FR), LOW))).reasons == (Reason.ASSURANCE_TOO_LOW,)
    assert found(NOT_AMERICAN, ada(attest(citizen(FR), LOW))).children[0].reasons == (Reason.NOT_ATTESTED,)


def test_a_weak_status_does_not_restrict_where_the_provision_asks_more() -> None:
    rule = HoldsStatus(frozenset((PERMANENT,)), countries(US))
    facts = ada(attest(status(PERMANENT), LOW))
    assert found(rule, facts, provided={"thresholds": restricting(SUBSTANTIAL)}).reasons == (Reason.ASSURANCE_TOO_LOW,)


def test_every_age_of_a_provision_counts() -> None:
    day, week = timedelta(days=1), timedelta(days=7)
    thresholds = {
        None: Threshold(Requirement(LOW, max_age=day)),
        ClaimKind.CONTROL: Threshold(None, Requirement(LOW, max_age=week)),
        ClaimKind.RESIDENCE: Threshold(Requirement(LOW)),
    }
    assert ages(thresholds) == {day, week}


def test_the_direction_of_a_definition_and_its_reverse() -> None:
    direction = positive({})
    assert direction.positive
    assert direction.true[ClaimKind.CITIZENSHIP].minimum is SELF_DECLARED
    assert direction.false[ClaimKind.CITIZENSHIP].minimum is SUBSTANTIAL
    assert direction.false[None].minimum is SUBSTANTIAL
    assert direction.false[ClaimKind.COMPLETENESS].minimum is SELF_DECLARED
    assert direction.clearing is direction.false
    under_not = direction.reversed()
    assert not under_not.positive
    assert under_not.clearing is under_not.true is direction.false
    assert under_not.false is direction.true
    assert under_not.reversed() == direction


def test_two_provisions_each_apply_their_own_thresholds() -> None:
    lenient = provision(NOT_AMERICAN, id="a", thresholds=clearing(LOW))
    strict = provision(NOT_AMERICAN, id="b", thresholds=clearing(HIGH))
    answer = ask(directive(version(lenient, strict)), ada(attest(citizen(US), SUBSTANTIAL)))
    assert (answer.provision, answer.determination) == ("b", Determination.UNDETERMINED)

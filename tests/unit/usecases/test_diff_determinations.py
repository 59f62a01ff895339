"""What we answered, what we should have answered, and what made the difference; on a store in memory."""

from datetime import timedelta

import pytest

from denizen.domain.claims import Affiliation, AffiliationKind, Citizenship, ClaimKind, Completeness, Incorporation
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination, Effect, Reason
from denizen.domain.errors import InvalidError, NotFoundError
from denizen.domain.evaluation.differing import InputKind
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, PrincipalName, ResourceName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.rules import Affiliated, Countries, IncorporatedIn, Not
from denizen.usecases.diff_determinations import Comparison
from tests.unit.usecases.asked import LETTER, Desk
from tests.unit.usecases.builders import ACME, ALICE, HER, NOW, US

DAY = timedelta(days=1)
LAST_YEAR, LAST_MONTH = NOW - 365 * DAY, NOW - 30 * DAY
FOREIGN, CLEARED = Determination.FOREIGN_NATIONAL, Determination.NOT_FOREIGN_NATIONAL
NO_CITIZENSHIP = Completeness(ClaimKind.CITIZENSHIP)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.add(ALICE)
    desk.lay_down()
    return desk


def named(found: Comparison) -> dict[str, InputKind]:
    return {each.resource: each.kind for each in found.differences}


def found(comparison: Comparison) -> tuple[Determination, Determination]:
    return comparison.before.answer.determination, comparison.after.answer.determination


@pytest.mark.parametrize("word", ["renounced", "deprived"])
def test_what_is_learned_of_the_past_changes_what_we_should_have_answered(desk: Desk, word: str) -> None:
    """A citizenship that ended a year ago, by renunciation or because it was taken away, and we hear of it today."""
    passport = desk.attest(Citizenship(US), held=Interval(LAST_YEAR - 9 * DAY))
    asked = desk.head
    ended = desk.supersede(passport, Citizenship(US), held=Interval(LAST_YEAR - 9 * DAY, LAST_YEAR))
    none = desk.attest(NO_CITIZENSHIP, held=Interval(LAST_YEAR))
    # What we answered stays.
    assert desk.check(at=LAST_MONTH, known_revision=asked).determination is CLEARED
    # What we should have answered has changed, and what made the difference is named.
    comparison = desk.diff((LAST_MONTH, asked), (LAST_MONTH, None))
    assert found(comparison) == (CLEARED, FOREIGN)
    assert named(comparison) == {passport: InputKind.FACT, none: InputKind.FACT}
    assert {each.text for each in comparison.differences} == {
        "known and verified at the first pair only",
        "known and verified at the second pair only",
    }
    # Before it ended nothing is different, but for the attestation that tells of it now.
    early = desk.diff((LAST_YEAR - DAY, asked), (LAST_YEAR - DAY, None))
    assert found(early) == (CLEARED, CLEARED)
    assert set(named(early)) == {passport, ended}


def test_a_rescission_with_effect_in_the_past(desk: Desk) -> None:
    asked = desk.head
    desk.directives.rescind(HER, LETTER, LAST_YEAR)
    assert desk.check(at=LAST_MONTH, known_revision=asked).effect is Effect.DENY
    comparison = desk.diff((LAST_MONTH, asked), (LAST_MONTH, None))
    assert comparison.after.answer.reasons == (Reason.NOT_IN_FORCE,)
    (only,) = comparison.differences
    assert (only.kind, only.resource) == (InputKind.DIRECTIVE, f"{LETTER}/versions/1")
    assert only.text == f"in force at the first pair: {LETTER}/versions/1; at the second: no version"
    before = desk.diff((LAST_YEAR - DAY, asked), (LAST_YEAR - DAY, None))
    assert before.differences == ()


def test_an_attestation_that_is_revoked_was_never_a_fact(desk: Desk) -> None:
    passport = desk.attest(Citizenship(US))
    asked = desk.head
    desk.house.attestations.revoke(HER, passport, "forged")
    assert named(desk.diff((LAST_YEAR, asked), (LAST_YEAR, None))) == {passport: InputKind.FACT}


def test_a_principal_that_came_later(desk: Desk) -> None:
    bob = PrincipalName("principals/bob")
    asked = desk.head
    desk.house.add(bob)
    comparison = desk.diff((None, asked), subject=bob)
    assert named(comparison) == {bob: InputKind.PRINCIPAL}
    assert comparison.before.revision.number == asked


def test_an_identifier_that_was_linked_later(desk: Desk) -> None:
    badge = ExternalIdentifier("hr", "4711")
    asked = desk.head
    desk.house.principals.link(HER, ALICE, badge)
    comparison = desk.diff((None, asked), subject=badge)
    assert comparison.before.answer.reasons == (Reason.UNKNOWN_PRINCIPAL,)
    assert named(comparison) == {ALICE: InputKind.PRINCIPAL}


def test_an_authorization_that_was_given_later(desk: Desk) -> None:
    desk.attest(NO_CITIZENSHIP)
    asked = desk.head
    licence = desk.license(principals=frozenset({ALICE}))
    comparison = desk.diff((None, asked))
    assert comparison.after.answer.authorization == licence
    assert named(comparison) == {licence: InputKind.AUTHORIZATION}


def test_what_another_principal_is(desk: Desk) -> None:
    """The facts of whom a claim names are gathered at both pairs, also where the claim is known at one only."""
    desk.house.add(ACME, PrincipalKind.ORGANISATION)
    abroad = Affiliated(frozenset(AffiliationKind), Not(IncorporatedIn(Countries(frozenset({US})))))
    employed = DirectiveName("directives/employed")
    desk.lay_down(employed, abroad)
    desk.attest(Incorporation(Country.of("FR")), ACME)
    asked = desk.head
    job = desk.attest(Affiliation(AffiliationKind.EMPLOYEE, ACME))
    comparison = desk.diff((None, asked), directive=employed)
    assert comparison.after.answer.determination is FOREIGN
    assert named(comparison) == {job: InputKind.FACT}


def test_the_same_pair_twice_has_no_differences(desk: Desk) -> None:
    comparison = desk.diff((LAST_YEAR, desk.head), (LAST_YEAR, desk.head))
    assert comparison.before == comparison.after
    assert comparison.differences == ()


def test_each_answer_is_the_one_that_check_gives(desk: Desk) -> None:
    passport = desk.attest(Citizenship(US), held=Interval(LAST_YEAR, NOW))
    asked = desk.head
    desk.house.attestations.revoke(HER, passport, "forged")
    comparison = desk.diff((LAST_MONTH, asked), (NOW, None))
    assert comparison.before.answer == desk.check(at=LAST_MONTH, known_revision=asked)
    assert comparison.after.answer == desk.check(at=NOW)
    assert comparison.read.number == desk.head


def test_what_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.diff((None, None), directive=DirectiveName("directives/none"))
    # Not known yet at the first pair.
    with pytest.raises(NotFoundError):
        desk.diff((None, 0))
    with pytest.raises(InvalidError):
        desk.diff((None, None), resource=ResourceName("resources/none"))
    with pytest.raises(InvalidError):
        desk.diff((None, desk.head + 1))

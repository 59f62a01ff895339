"""The life of an attestation: steps that cannot be taken, and what is said of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, Known, SelfDeclaration
from denizen.domain.claims import ActsFor, Citizenship, Claim
from denizen.domain.countries import Country
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.issuers import Issuer, Right, Standing, StandingRecord
from denizen.domain.lifecycle import (
    FOLLOWS,
    Verifier,
    approved_assurance,
    check_approving,
    check_reinstating,
    check_replaces,
    check_step,
    check_vouched,
    concerned,
)
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, Purpose
from denizen.domain.rights import check_rights, surest
from denizen.domain.second_person import Actor, Person, resolve
from tests.unit.refusals.wording import said

NAME = AttestationName("principals/alice/attestations/a1")
ALICE, BOSS = PrincipalName("principals/alice"), PrincipalName("principals/boss")
STATE, OTHER = IssuerName("issuers/state"), IssuerName("issuers/other")
US, FR = Country.of("US"), Country.of("FR")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
EXPORT = frozenset({Purpose("export-control")})
LOW, HIGH = (Assurance.own(level) for level in (AssuranceLevel.LOW, AssuranceLevel.HIGH))
PENDING, VERIFIED, REJECTED, REVOKED, SUPERSEDED, SUSPENDED = AttestationState
SIGNED = SelfDeclaration("text", "own@1", "", "en", BOSS, ALICE)


def attested(claim: Claim = Citizenship(US), **changes: Any) -> Attestation:  # noqa: B008 - claims do not change
    return replace(Attestation(NAME, claim, HIGH, STATE, EXPORT, MOMENT), **changes)


def record(state: AttestationState, **changes: Any) -> AttestationRecord:
    return AttestationRecord(attested(**changes), state, Known(1, MOMENT), MOMENT, Actor("callers/ann"))


def nobody_else(_: str) -> Iterable[str]:
    return ()


@pytest.mark.parametrize("state", AttestationState, ids=lambda each: each.name)
@pytest.mark.parametrize("to", AttestationState, ids=lambda each: each.name)
def test_what_may_follow(state: AttestationState, to: AttestationState) -> None:
    if to in FOLLOWS[state]:
        check_step(record(state), to)
        return
    final = state in (to, REJECTED, REVOKED, SUPERSEDED)
    why = "already" if final else f"and cannot become {to.name}"
    shown = said(lambda: check_step(record(state), to))
    assert shown == f"{NAME}: it is {state.name}{'' if final else ','} {why}"


@pytest.mark.parametrize(
    ("made", "names"),
    [
        pytest.param(attested(), {ALICE}, id="its subject"),
        pytest.param(attested(declaration=SIGNED), {ALICE, BOSS}, id="who signed it"),
        pytest.param(attested(issuer=IssuerName(BOSS)), {ALICE, BOSS}, id="whose word it is"),
        pytest.param(attested(ActsFor(BOSS)), {ALICE, BOSS}, id="whom it acts for"),
        pytest.param(attested(ActsFor(), holds=False), {ALICE}, id="acts for nobody"),
    ],
)
def test_whose_own_it_is(made: Attestation, names: set[str]) -> None:
    assert concerned(made, nobody_else) == names
    assert concerned(made, lambda name: ["callers/x"] if name == ALICE else []) == {*names, "callers/x"}


def person(caller: str, on_behalf_of: str = "") -> Person:
    return resolve(Actor(caller, on_behalf_of), nobody_else)


ANN, BEN = person("callers/ann"), person("callers/ben")
SECOND = "that takes a second person"


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        pytest.param(
            lambda: check_approving(attested(), Verifier(person(ALICE), None), [ANN], nobody_else),
            "it is one's own: whom it is about cannot approve it",
            id="one's own",
        ),
        pytest.param(
            lambda: check_approving(attested(), Verifier(ANN, None), [ANN], nobody_else),
            f"whoever took part in it cannot approve it: {SECOND}",
            id="who submitted it",
        ),
        pytest.param(
            lambda: check_approving(attested(), Verifier(BEN, None), [person(ALICE)], nobody_else),
            "whom it is about submitted it: to approve it takes a caller who acts for issuers/state",
            id="what its subject submitted",
        ),
        pytest.param(
            lambda: check_reinstating(attested(), Verifier(person(ALICE), STATE), [ANN], nobody_else),
            "it is one's own: whom it is about cannot reinstate it",
            id="one's own for the issuer",
        ),
        pytest.param(
            lambda: check_reinstating(attested(), Verifier(BEN, None), [person(ALICE)], nobody_else),
            "whom it is about submitted it: to reinstate it takes a caller who acts for issuers/state",
            id="reinstated what its subject submitted",
        ),
        pytest.param(
            lambda: check_vouched(attested(), None, HIGH, MOMENT),
            "issuers/state is not a registered issuer and cannot vouch",
            id="by nobody who is registered",
        ),
        pytest.param(
            lambda: check_replaces(record(VERIFIED), attested(issuer=IssuerName(ALICE)), None, MOMENT),
            "issuers/state vouches for it, and a person's own word does not take its place",
            id="replaced by one's own word",
        ),
    ],
)
def test_a_step_that_cannot_be_taken(taken: Callable[[], None], words: str) -> None:
    assert said(taken) == f"{NAME}: {words}"


def test_steps_that_can() -> None:
    check_approving(attested(), Verifier(BEN, None), [ANN], nobody_else)
    check_approving(attested(), Verifier(BEN, STATE), [person(ALICE)], nobody_else)
    check_approving(attested(declaration=SIGNED), Verifier(BEN, None), [person(ALICE)], nobody_else)
    check_reinstating(attested(), Verifier(ANN, STATE), [ANN], nobody_else)
    check_vouched(attested(declaration=SIGNED), None, HIGH, MOMENT)
    check_vouched(attested(), Issuer(STATE), HIGH, MOMENT)
    check_replaces(record(PENDING), attested(issuer=IssuerName(ALICE)), None, MOMENT)
    check_replaces(record(VERIFIED), attested(), None, MOMENT)
    check_replaces(record(VERIFIED), attested(issuer=OTHER), Issuer(OTHER), MOMENT)


def test_only_an_issuer_with_the_right_replaces_what_another_vouches_for() -> None:
    for right in (Right(countries=frozenset({FR})), Right(highest=AssuranceLevel.LOW), Right(purposes=frozenset())):
        with pytest.raises(PermissionDeniedError):
            check_replaces(record(VERIFIED), attested(issuer=OTHER), Issuer(OTHER, rights=(right,)), MOMENT)
    withdrawn = Issuer(OTHER, standing=(StandingRecord(Standing.WITHDRAWN),))
    with pytest.raises(PermissionDeniedError):
        check_replaces(record(VERIFIED), attested(issuer=OTHER), withdrawn, MOMENT)


def test_a_review_finds_what_was_submitted_or_less() -> None:
    submitted = Assurance.parse("eidas", "substantial")
    assert approved_assurance(submitted, None) is submitted
    assert approved_assurance(submitted, AssuranceLevel.SUBSTANTIAL) is submitted
    assert approved_assurance(submitted, AssuranceLevel.LOW) == LOW
    for level in (AssuranceLevel.HIGH, AssuranceLevel.SELF_DECLARED):
        assert said(lambda level=level: approved_assurance(submitted, level)) == (  # type: ignore[misc]
            f"assurance_level: got '{level.name}', wanted LOW to SUBSTANTIAL, which was submitted"
        )


@pytest.mark.parametrize(
    ("issuer", "words", "facts"),
    [
        pytest.param(Issuer(STATE, rights=()), "may not vouch for anything at that time", {}, id="no right"),
        pytest.param(
            Issuer(STATE, rights=(Right(kinds=frozenset()),)), "may not vouch for claims of this kind", {}, id="kind"
        ),
        pytest.param(
            Issuer(STATE, rights=(Right(countries=frozenset({FR})),)),
            "may not vouch for this country",
            {},
            id="country",
        ),
        pytest.param(
            Issuer(STATE, rights=(Right(purposes=frozenset()),)),
            "may not vouch for the purpose export-control",
            {},
            id="purpose",
        ),
        pytest.param(
            Issuer(STATE, rights=(Right(highest=AssuranceLevel.LOW),)),
            "may vouch at LOW at most",
            {"highest": "LOW"},
            id="level",
        ),
    ],
)
def test_what_is_beyond_an_issuers_rights(issuer: Issuer, words: str, facts: dict[str, str]) -> None:
    for moments in ((), (MOMENT,)):
        with pytest.raises(PermissionDeniedError) as refused:
            check_rights(issuer, Citizenship(US), HIGH, EXPORT, moments)
        assert refused.value.message == f"issuers/state: {words}"
        assert refused.value.facts == {"issuer": STATE, **facts}


def test_a_suspended_issuer_vouches_for_nothing() -> None:
    suspended = Issuer(STATE, standing=(StandingRecord(Standing.SUSPENDED),))
    with pytest.raises(PermissionDeniedError) as refused:
        check_rights(suspended, Citizenship(US), HIGH, EXPORT, (MOMENT,))
    assert refused.value.message == "issuers/state: is suspended or withdrawn"
    assert refused.value.facts == {"issuer": STATE}


def test_the_surest_level_that_an_issuer_may_vouch_at() -> None:
    rights = (Right(highest=AssuranceLevel.SUBSTANTIAL), Right(purposes=frozenset()))
    assert surest(Issuer(STATE, rights=rights), Citizenship(US), EXPORT, (MOMENT,)) is AssuranceLevel.SUBSTANTIAL
    with pytest.raises(PermissionDeniedError) as refused:
        surest(Issuer(STATE, rights=rights[1:]), Citizenship(US), EXPORT, (MOMENT,))
    assert refused.value.message == "issuers/state: may not vouch for the purpose export-control"

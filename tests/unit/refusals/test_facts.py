"""What counts of what is on file: for which purpose, about whom, by which keys, and as what it arrives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState, SelfDeclaration, StatusReference
from denizen.domain.claims import (
    ActsFor,
    BranchOf,
    Citizenship,
    Claim,
    ClaimKind,
    Completeness,
    Naturalization,
    Ownership,
    UltimateParent,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Cause
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.facts import PrincipalFacts, names_itself, naturalization_window
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuer_keys import IssuerKey, KeyForm, Revocation, good_keys
from denizen.domain.issuers import Issuer, Right, Standing, StandingRecord
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, Purpose, WebhookName
from denizen.domain.principals import PrincipalKind
from denizen.domain.sketches import Said
from denizen.domain.submissions import Submission, state_on_arrival
from denizen.domain.webhooks.deliveries import Delivery, DeliveryState, again
from denizen.domain.wellformed import described_by, references
from denizen.domain.words import day, joined, span

US = Country.of("US")
ACME, OTHER = PrincipalName("principals/acme"), PrincipalName("principals/other")
STATE = IssuerName("issuers/state")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
I9, EXPORT = Purpose("form-i-9"), Purpose("export-control")
HIGH = Assurance.own(AssuranceLevel.HIGH)
PERSON, ORGANISATION = PrincipalKind.PERSON, PrincipalKind.ORGANISATION


def attested(claim: Claim, name: str = "a1", **changes: Any) -> Attestation:
    plain = Attestation(AttestationName(f"{ACME}/attestations/{name}"), claim, HIGH, STATE, frozenset({EXPORT}), NOW)
    return replace(plain, **changes)


def facts(*attestations: Attestation, kind: PrincipalKind = ORGANISATION) -> PrincipalFacts:
    return PrincipalFacts(ACME, kind, attestations=attestations)


def test_what_was_collected_for_form_i_9_answers_nothing_else() -> None:
    apart, plain = attested(Citizenship(US), "a1", purposes=frozenset({I9})), attested(Citizenship(US), "a2")
    both = facts(apart, plain, kind=PERSON)
    assert both.answering(EXPORT) == facts(plain, kind=PERSON)
    assert both.answering(I9) is both
    alone = facts(plain, kind=PERSON)
    assert (alone.answering(EXPORT), alone.answering(I9)) == (alone, alone)


@pytest.mark.parametrize(
    ("on_file", "found"),
    [
        pytest.param(facts(), False, id="nothing"),
        pytest.param(facts(attested(BranchOf(OTHER))), False, id="another"),
        pytest.param(facts(attested(Ownership(ACME))), True, id="itself"),
        pytest.param(facts(attested(UltimateParent(ACME), holds=False)), True, id="denied"),
        pytest.param(
            facts(attested(Completeness(ClaimKind.OWNERSHIP, members=frozenset({Ownership(OTHER)})))),
            False,
            id="a member that is another",
        ),
        pytest.param(
            facts(attested(Completeness(ClaimKind.OWNERSHIP, members=frozenset({Ownership(ACME)})))),
            True,
            id="a member that is itself",
        ),
        pytest.param(facts(attested(Citizenship(US)), kind=PERSON), False, id="a claim that names nobody"),
    ],
)
def test_who_is_named_in_claims_about_itself(on_file: PrincipalFacts, found: bool) -> None:
    assert names_itself(on_file) is found


def test_when_a_window_is_over() -> None:
    assert naturalization_window(Naturalization(US, date(2026, 1, 31))) == datetime(2026, 8, 1, tzinfo=UTC)
    assert naturalization_window(Naturalization()) is None
    assert naturalization_window(Citizenship(US)) is None


def test_a_window_that_closes_is_a_date_of_the_facts() -> None:
    on_file = facts(attested(Naturalization(US, date(2026, 1, 31))), kind=PERSON)
    assert on_file.dates == ((datetime(2026, 8, 1, tzinfo=UTC), Cause.NATURALIZATION_WINDOW, ClaimKind.NATURALIZATION),)


@pytest.mark.parametrize(
    ("said", "stands_in", "unlike"),
    [
        pytest.param(attested(Citizenship(US)), False, False, id="like others"),
        pytest.param(attested(BranchOf(OTHER)), True, False, id="a branch"),
        pytest.param(attested(Completeness(ClaimKind.BRANCH_OF)), True, False, id="of what it is a branch"),
        pytest.param(attested(Naturalization(US)), False, True, id="with a date of its own"),
        pytest.param(
            attested(Citizenship(US), status=StatusReference("u", 1)), False, True, id="with a place in a list"
        ),
    ],
)
def test_who_is_told_from_others_by_what_is_said(said: Attestation, stands_in: bool, unlike: bool) -> None:
    sketched = Said(1, said)
    assert (sketched.stands_in, sketched.unlike) == (stands_in, unlike)


def test_in_which_field_somebody_is_named() -> None:
    members = frozenset({Ownership(OTHER)})
    named = [*references(Ownership(OTHER)), *references(Completeness(ClaimKind.OWNERSHIP, members=members))]
    assert named == [("ownership.owner", OTHER), ("completeness.members", OTHER)]
    assert [*references(ActsFor(OTHER)), *references(BranchOf(OTHER)), *references(Citizenship(US))] == [
        ("acts_for.principal", OTHER),
        ("branch_of.organisation", OTHER),
    ]


def test_whom_kinds_of_claims_are_about() -> None:
    assert described_by(ClaimKind.CITIZENSHIP) is PERSON
    assert described_by(ClaimKind.OWNERSHIP) is ORGANISATION
    assert described_by(ClaimKind.ACTS_FOR) is PrincipalKind.SERVICE


EARLY, LATE = NOW - timedelta(days=30), NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("valid", "revoked", "good"),
    [
        pytest.param(ALWAYS, None, True, id="always"),
        pytest.param(Interval(None, NOW), None, False, id="over"),
        pytest.param(Interval(NOW, None), None, True, id="begun"),
        pytest.param(ALWAYS, Revocation(None, "stolen"), False, id="never good"),
        pytest.param(ALWAYS, Revocation(NOW, "stolen"), False, id="revoked"),
        pytest.param(ALWAYS, Revocation(LATE, "stolen"), True, id="revoked from later on"),
        pytest.param(Interval(LATE, None), Revocation(LATE, "stolen"), False, id="not yet"),
    ],
)
def test_when_a_key_is_good(valid: Interval, revoked: Revocation | None, good: bool) -> None:
    key = IssuerKey("k", KeyForm.JWK, "ES256", "m", valid, revoked)
    assert key.good_at(NOW) is good
    assert (key in good_keys([key], KeyForm.JWK, NOW)) is good
    assert list(good_keys([key], KeyForm.ROOT, NOW)) == []


def test_a_key_is_good_at_every_moment_asked_about() -> None:
    key = IssuerKey("k", KeyForm.JWK, "ES256", "m", Interval(NOW, LATE))
    assert list(good_keys([key], KeyForm.JWK, NOW, NOW)) == [key]
    assert list(good_keys([key], KeyForm.JWK, EARLY, NOW)) == []


SIGNED = SelfDeclaration("t", "own@1", "", "en", ACME, ACME)


@pytest.mark.parametrize(
    ("arrived", "acting_for", "more", "state"),
    [
        pytest.param({}, Issuer(STATE), {}, "VERIFIED", id="by the issuer"),
        pytest.param({}, Issuer(STATE), {"own": True}, "PENDING", id="one's own by the issuer"),
        pytest.param({}, Issuer(IssuerName("issuers/x")), {}, "PENDING", id="by another"),
        pytest.param({}, None, {}, "PENDING", id="by nobody"),
        pytest.param({"declaration": SIGNED}, None, {}, "VERIFIED", id="signed"),
        pytest.param({"declaration": SIGNED}, None, {"signed": False}, "PENDING", id="by nobody who may sign"),
    ],
)
def test_what_it_is_on_arrival(
    arrived: dict[str, Any], acting_for: Issuer | None, more: dict[str, bool], state: str
) -> None:
    made = attested(BranchOf(OTHER), **arrived)
    assert state_on_arrival(made, acting_for, NOW, **more) is AttestationState[state]


@pytest.mark.parametrize(
    "right",
    [
        Right(kinds=frozenset()),
        Right(purposes=frozenset()),
        Right(entitled=Interval(NOW)),
        Right(entitled=Interval(None, NOW)),
    ],
    ids=["kind", "purpose", "when it was verified", "now"],
)
def test_nobody_vouches_beyond_its_rights(right: Right) -> None:
    with pytest.raises(PermissionDeniedError):
        state_on_arrival(attested(BranchOf(OTHER), verified_at=EARLY), Issuer(STATE, rights=(right,)), NOW)
    withdrawn = Issuer(STATE, standing=(StandingRecord(Standing.WITHDRAWN),))
    with pytest.raises(PermissionDeniedError):
        state_on_arrival(attested(BranchOf(OTHER)), withdrawn, NOW)


def test_everything_that_was_submitted_is_kept() -> None:
    spans: dict[str, Any] = {"held": Interval(EARLY), "vouched": Interval(EARLY, LATE)}
    made = Submission(ACME, BranchOf(), frozenset({EXPORT}), holds=False, assurance=HIGH, evidence=("e",), **spans)
    kept = made.received(AttestationName("a"), STATE, NOW)
    assert (kept.name, kept.claim, kept.assurance, kept.issuer) == ("a", made.claim, HIGH, STATE)
    assert (kept.holds, kept.held, kept.vouched, kept.evidence) == (False, made.held, made.vouched, ("e",))


def test_a_dead_letter_is_tried_from_the_beginning() -> None:
    dead = Delivery(WebhookName("webhooks/w"), 7, 2, ACME, EARLY, 10, DeliveryState.DEAD, "status 500")
    assert again(dead, NOW) == Delivery(WebhookName("webhooks/w"), 7, 2, ACME, NOW)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(days=30), "30 days"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(seconds=90), "90 seconds"),
        (timedelta(0), "0 seconds"),
    ],
    ids=str,
)
def test_an_age_in_the_largest_unit_that_fits(age: timedelta, words: str) -> None:
    assert span(age) == words


def test_words_are_joined() -> None:
    assert [joined("abc"[:n], "and") for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_day_is_told_with_its_time_where_it_does_not_begin_then() -> None:
    assert day(datetime(2026, 7, 1, tzinfo=UTC)) == "1 July 2026"
    assert day(datetime(2026, 7, 1, 12, 30, 5, tzinfo=UTC)) == "1 July 2026, 12:30:05 UTC"

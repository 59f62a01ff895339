"""Credentials: what they become, what is refused, and the same one again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationState, StatusReference
from denizen.domain.claims import Citizenship, ClaimKind, Residence
from denizen.domain.countries import Country, System
from denizen.domain.errors import (
    CredentialRefusedError,
    InvalidError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
)
from denizen.domain.intervals import Interval
from denizen.domain.issuer_keys import Revocation
from denizen.domain.issuers import CredentialFormat, Right, Standing, StandingRecord
from denizen.domain.names import PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.rpc.convert.credentials import read_stated
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.trusting import CredentialPolicy, Presented
from tests.minted_credentials import (
    HOLDER_KEY,
    HR_KEY,
    ISSUER_KEY,
    LIST,
    NONCE,
    NOW,
    OTHER_KEY,
    VERIFIER,
    attestation_token,
    disclosure,
    element,
    issued,
    padded,
    payload,
    pid,
    presented,
    referring,
    status_list,
    swapped,
)
from tests.unit.usecases.builders import ACME, ALICE, ANN, EXPORT, KYC, repeated
from tests.unit.usecases.credentials import BADGE, PID, STAFF, START, Office

BOB = PrincipalName("principals/bob")
FR, DE, IT = map(Country.of, ("FR", "DE", "IT"))
REVOKED, SUSPENDED, VERIFIED = AttestationState.REVOKED, AttestationState.SUSPENDED, AttestationState.VERIFIED
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return Office()


def staff(**changes: Any) -> str:
    """What HR signs about Alice."""
    return attestation_token(**{"sub": ALICE, "aud": VERIFIER, **changes})


def stated(country: str = "FR", **changes: Any) -> dict[str, Any]:
    return {"claim": {"citizenship": {"country": country}}, "assurance": {"level": "SUBSTANTIAL"}, **changes}


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(CredentialRefusedError) as raised:
        act()
    return raised.value.refusal


# What they become


def test_a_presentation_becomes_facts(office: Office) -> None:
    head = office.head
    found = office.present(pid(["FR", "DE"], address={"country": "IT"}))
    assert [each.state for each in found.value.attestations] == [VERIFIED] * 3
    assert [each.attestation.claim for each in found.value.attestations] == [
        Citizenship(FR),
        Citizenship(DE),
        Residence(IT),
    ]
    one = found.value.attestations[0].attestation
    assert (one.issuer, one.purposes, one.holds) == (PID, frozenset({EXPORT}), True)
    assert one.evidence == (found.value.record.name,)
    assert one.assurance == Assurance.own(AssuranceLevel.HIGH)
    assert (one.verified_at, one.vouched) == (START - timedelta(seconds=1000), Interval(one.verified_at, START + DAY))
    assert one.country_as_given is not None
    assert (one.country_as_given.raw, one.country_as_given.system) == ("FR", System.ISO2)
    record = found.value.record
    assert (record.hidden, record.subject_key, record.type) == (1, HOLDER_KEY.thumbprint(), "urn:eudi:pid:1")
    assert record.attestations == tuple(each.attestation.name for each in found.value.attestations)
    assert office.kinds(head) == ["credential.submitted", *["attestation.submitted"] * 3]
    # What it says is nowhere but in the attestations.
    with office.store.read(ANN) as reader:
        assert reader.credential(record.name) == record


def test_nothing_disclosed_becomes_nothing(office: Office) -> None:
    found = office.present(pid([]))
    assert (found.value.attestations, found.value.record.hidden) == ((), 1)


def test_as_sure_as_the_issuer_is_registered_for(office: Office) -> None:
    office.put(replace(office.registered(), rights=(Right(highest=AssuranceLevel.LOW),)))
    assert office.present(pid()).value.attestations[0].attestation.assurance.ordinal is AssuranceLevel.LOW


def test_a_residence_shown_beside_is_left_out_where_it_is_not_the_issuers_to_say(office: Office) -> None:
    office.put(replace(office.registered(), rights=(Right(countries=frozenset({FR})),)))
    found = office.present(pid(address={"country": "IT"}))
    assert [each.attestation.claim for each in found.value.attestations] == [Citizenship(FR)]


def test_a_token_becomes_what_it_states(office: Office) -> None:
    said = stated(held={"start": "2020-01-01T00:00:00Z"}, vouched={"end": "2026-09-21T20:00:00Z"})
    found = office.present(staff(attestations=[said, stated("DE")], nbf=NOW - 10), nonce="")
    one, other = (each.attestation for each in found.value.attestations)
    assert (one.claim, one.issuer, one.assurance.ordinal) == (Citizenship(FR), STAFF, AssuranceLevel.SUBSTANTIAL)
    assert one.held.start is not None
    assert one.held.start.year == 2020
    assert one.vouched.start == START - timedelta(seconds=10)
    assert one.vouched.end is not None
    assert one.vouched.end < START + DAY == other.vouched.end
    assert one.verified_at == START - timedelta(seconds=60)
    assert found.value.record.sequence == 1


def test_what_a_token_states_twice_is_attested_once(office: Office) -> None:
    assert len(office.present(staff(attestations=[stated(), stated(), stated("DE")])).value.attestations) == 2


def test_a_token_may_name_somebody_as_another_system_does(office: Office) -> None:
    office.principals.link(ANN, ALICE, BADGE)
    assert office.present(staff(sub="hr=4711")).value.attestations[0].attestation.subject == ALICE


# The same again


def test_the_same_again_changes_nothing(office: Office) -> None:
    first = office.present(pid())
    head = office.head
    office.clock.advance(20)
    again = office.present(pid())
    assert again.value == first.value
    assert office.head == head
    assert office.states() == [VERIFIED]


def test_another_proof_another_order_and_another_signature_are_the_same(office: Office) -> None:
    shown = [disclosure("s1", "nationalities", ["FR"]), disclosure("s2", "sex", 5)]
    said = payload(*shown)
    first = office.present(presented(issued(said), *shown))
    assert office.present(presented(issued(said), *reversed(shown), iat=NOW - 5)).value == first.value
    assert office.present(presented(issued(said), *shown, nonce="other"), nonce="other").value == first.value
    assert office.states() == [VERIFIED]


@pytest.mark.parametrize("part", range(3))
def test_a_padded_variant_is_none_at_all(office: Office, part: int) -> None:
    shown = disclosure("s1", "nationalities", ["FR"])
    token = issued(payload(shown))
    office.present(presented(token, shown))
    parts = token.split(".")
    assert refusal(lambda: office.present(presented(swapped(parts, part, padded(parts[part])), shown))) == "MALFORMED"
    assert office.states() == [VERIFIED]


def test_more_of_it_adds_what_is_new(office: Office) -> None:
    french, german = disclosure("s1", "FR"), disclosure("s2", "DE")
    token = issued(payload(nationalities=[element(french), element(german)]))
    first = office.present(presented(token, french))
    more = office.present(presented(token, french, german))
    assert (first.value.record.hidden, more.value.record.hidden) == (1, 0)
    assert more.value.attestations[0] == first.value.attestations[0]
    assert [each.attestation.claim for each in more.value.attestations] == [Citizenship(FR), Citizenship(DE)]
    assert office.states() == [VERIFIED] * 2


def test_for_another_purpose_it_is_attested_for_that_too(office: Office) -> None:
    office.present(pid())
    office.present(pid(), purposes=frozenset({KYC}))
    office.present(pid(), purposes=frozenset({KYC}))
    with office.store.read(ANN) as reader:
        assert [each.attestation.purposes for each in reader.attestations(ALICE)] == [{EXPORT}, {KYC}]


def test_what_was_revoked_is_not_brought_back(office: Office) -> None:
    first = office.present(pid())
    office.attestations.revoke(ANN, first.value.attestations[0].attestation.name, "in-error")
    for purposes in ({EXPORT}, {EXPORT, KYC}):
        again = office.present(pid(), purposes=frozenset(map(Purpose, purposes)))
        assert [each.state for each in again.value.attestations] == [REVOKED]
    assert office.states() == [REVOKED]


def test_a_repeated_request_is_answered_as_the_first_even_when_the_credential_has_expired(office: Office) -> None:
    first = office.present(pid(), once=repeated())
    office.clock.advance(100_000)
    assert office.present(pid(), once=repeated()) == first


def test_it_is_about_one_principal(office: Office) -> None:
    office.add(BOB)
    office.present(pid())
    assert refusal(lambda: office.present(pid(), BOB)) == "WRONG_SUBJECT"
    assert office.states(BOB) == []


# Words that are counted


def test_a_later_word_takes_the_place_of_an_earlier_one_of_its_kind(office: Office) -> None:
    residence = {"claim": {"residence": {"country": "IT"}}, "assurance": {"level": "SUBSTANTIAL"}}
    office.present(staff(attestations=[stated(), stated("DE"), residence]))
    head = office.head
    later = office.present(staff(sequence=5, attestations=[stated("IT")]))
    superseded = AttestationState.SUPERSEDED
    assert office.states() == [superseded, superseded, VERIFIED, VERIFIED]
    assert office.kinds(head)[-2:] == ["attestation.superseded"] * 2
    with office.store.read(ANN) as reader:
        successors = [each.superseded_by for each in reader.attestations(ALICE)]
    assert successors == [later.value.attestations[0].attestation.name] * 2 + [None, None]


@pytest.mark.parametrize("sequence", [0, 3, 4])
def test_a_late_word_changes_nothing(office: Office, sequence: int) -> None:
    office.present(staff(sequence=4))
    assert refusal(lambda: office.present(staff(sequence=sequence, attestations=[stated("DE")]))) == "OLD_SEQUENCE"
    assert office.states() == [VERIFIED]


def test_an_earlier_word_again_is_answered_with_what_became_of_it(office: Office) -> None:
    first = office.present(staff())
    office.present(staff(sequence=2))
    again = office.present(staff())
    assert again.value.record == first.value.record
    assert [each.state for each in again.value.attestations] == [AttestationState.SUPERSEDED]
    assert office.states() == [AttestationState.SUPERSEDED, VERIFIED]


def test_what_was_said_for_another_purpose_stays(office: Office) -> None:
    both = ["export-control", "kyc"]
    office.present(staff(purposes=both), purposes=frozenset({KYC}))
    office.present(staff(purposes=both, sequence=2))
    assert office.states() == [VERIFIED, VERIFIED]


# Refused


def with_key(office: Office, **changes: Any) -> Office:
    issuer = office.registered()
    return registered(office, keys=tuple(replace(key, **changes) for key in issuer.keys))


def registered(office: Office, **changes: Any) -> Office:
    office.put(replace(office.registered(), **changes))
    return office


def later(office: Office, seconds: float) -> Office:
    office.clock.advance(seconds)
    return office


REFUSED: dict[str, tuple[Callable[[Office], object], str]] = {
    "nothing": (lambda office: office.present(""), "MALFORMED"),
    "of another type": (lambda office: office.present(status_list()), "WRONG_TYPE"),
    "of an unknown issuer": (lambda office: office.present(pid(iss="https://pid.example.net")), "UNKNOWN_ISSUER"),
    "an issuer with a slash more": (
        lambda office: office.present(pid(iss="https://pid.example.org/")),
        "UNKNOWN_ISSUER",
    ),
    "of no issuer": (lambda office: office.present(pid(iss=None)), "UNKNOWN_ISSUER"),
    "a form that its issuer does not have": (
        lambda office: registered(office, formats=frozenset({CredentialFormat.JWS})).present(pid()),
        "WRONG_TYPE",
    ),
    "by a key that its issuer does not have": (
        lambda office: office.present(presented(issued(payload(), OTHER_KEY))),
        "UNKNOWN_KEY",
    ),
    "by another issuer's key": (
        lambda office: office.present(presented(issued(payload(iss="https://hr.example.org")))),
        "WRONG_TYPE",
    ),
    "by a revoked key": (
        lambda office: with_key(office, revoked=Revocation(None, "lost")).present(pid()),
        "KEY_NOT_VALID",
    ),
    "by a key that was revoked since it signed": (
        lambda office: with_key(office, revoked=Revocation(START, "lost")).present(pid()),
        "KEY_NOT_VALID",
    ),
    "by a key that is over": (
        lambda office: with_key(office, valid=Interval(None, START)).present(pid()),
        "KEY_NOT_VALID",
    ),
    "by a key from before its time": (
        lambda office: with_key(office, valid=Interval(START)).present(pid()),
        "KEY_NOT_VALID",
    ),
    "for another audience": (
        lambda office: office.present(presented(issued(payload()), aud="https://other.example")),
        "WRONG_AUDIENCE",
    ),
    "for another nonce": (lambda office: office.present(pid(), nonce="other"), "WRONG_NONCE"),
    "for no nonce": (lambda office: office.present(pid(), nonce=""), "WRONG_NONCE"),
    "expired": (lambda office: office.present(pid(exp=NOW - 30)), "EXPIRED"),
    "presented long ago": (lambda office: later(office, 331).present(pid()), "STALE_PRESENTATION"),
    "a token for another audience": (lambda office: office.present(staff(aud="other")), "WRONG_AUDIENCE"),
    "a token about somebody else": (lambda office: office.present(staff(sub="principals/ada")), "WRONG_SUBJECT"),
    "a token about nobody": (lambda office: office.present(staff(sub="hr=1")), "WRONG_SUBJECT"),
    "a token about half a character": (lambda office: office.present(staff(sub="hr=\ud800")), "WRONG_SUBJECT"),
    "a token for another purpose": (
        lambda office: office.present(staff(), purposes=frozenset({EXPORT, KYC})),
        "PURPOSE_NOT_GIVEN",
    ),
    "a time beyond all": (lambda office: office.present(staff(exp=2**52)), "MALFORMED"),
    "an end before its beginning": (lambda office: office.present(staff(exp=NOW - 10, nbf=NOW)), "MALFORMED"),
    "a list that is not here": (lambda office: office.present(pid(status=referring(3))), "STATUS_UNKNOWN"),
}


@pytest.mark.parametrize(("act", "word"), REFUSED.values(), ids=REFUSED)
def test_is_refused_and_nothing_is_kept(office: Office, act: Callable[[Office], object], word: str) -> None:
    assert refusal(lambda: act(office)) == word
    with office.store.read(ANN) as reader:
        assert reader.credentials(ALICE) == []
    assert office.states() == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"rights": (Right(countries=frozenset({DE})),)}, id="country"),
        pytest.param({"rights": (Right(kinds=frozenset({ClaimKind.RESIDENCE})),)}, id="kind"),
        pytest.param({"rights": (Right(purposes=frozenset({KYC})),)}, id="purpose"),
        pytest.param({"rights": (Right(entitled=Interval(START)),)}, id="not when it signed"),
        pytest.param({"rights": (Right(entitled=Interval(None, START)),)}, id="no longer"),
        pytest.param({"standing": (StandingRecord(Standing.SUSPENDED),)}, id="suspended"),
    ],
)
def test_beyond_its_issuers_rights(office: Office, changes: dict[str, Any]) -> None:
    registered(office, **changes)
    with pytest.raises(PermissionDeniedError):
        office.present(pid())
    assert office.states() == []


def test_a_token_that_is_surer_than_its_issuer_may_be(office: Office) -> None:
    office.put(replace(office.registered(STAFF), rights=(Right(highest=AssuranceLevel.LOW),)))
    with pytest.raises(PermissionDeniedError):
        office.present(staff())


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"claim": {}}, "claim", id="no claim"),
        pytest.param({"claim": {"citizenship": {"country": "ZZ"}}}, "claim.citizenship.country", id="a country"),
        pytest.param(stated(purposes=["kyc"]), "purposes", id="purposes of its own"),
        pytest.param(stated(issuer="issuers/pid"), "issuer", id="another issuer"),
        pytest.param({"claim": {"citizenship": {"country": "FR"}}}, "assurance", id="no assurance"),
        pytest.param(stated(evidence=[f"{ALICE}/evidence/e1"]), "evidence", id="evidence recorded here"),
        pytest.param(stated(nonsense=1), "", id="an unknown member"),
        pytest.param(stated(held="always"), "", id="a member of another kind"),
        pytest.param(stated(vouched={"end": "2020-01-01T00:00:00Z"}), "vouched", id="vouched for before it was signed"),
        pytest.param(stated(verified_at="2999-01-01T00:00:00Z"), "verified_at", id="verified in the future"),
    ],
)
def test_what_a_token_states_is_read_like_a_message(office: Office, said: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as raised:
        office.present(staff(attestations=[stated(), said]))
    assert raised.value.field == f"credential.attestations[1].{field}".rstrip(".")
    assert office.states() == []


def test_the_principal_has_to_exist_and_to_be_a_person(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.present(pid(), BOB)
    office.add(ACME, PrincipalKind.ORGANISATION)
    with pytest.raises(InvalidError):
        office.present(pid(), ACME)


def test_audiences_are_those_of_the_settings(office: Office) -> None:
    with pytest.raises(InvalidError) as raised:
        office.present(pid(), audience="https://other.example")
    assert raised.value.field == "audience"
    with pytest.raises(InvalidError):
        office.present(pid(), audience="")  # of several it has to be said which

    def taking(audiences: frozenset[str] | None) -> CredentialUseCases:
        return CredentialUseCases.on(office.store, CredentialPolicy(audiences), read_stated, lambda _: None)

    given = Presented(ALICE, pid(), frozenset({EXPORT}), "", NONCE)
    with pytest.raises(PreconditionError, match="DENIZEN_CREDENTIAL_AUDIENCES"):
        taking(frozenset()).submit(ANN, given)
    taking(frozenset({VERIFIER})).submit(ANN, given)
    on_ones_own = presented(issued(payload()), aud="denizen")
    taking(None).submit(ANN, replace(given, text=on_ones_own))


# Status


def test_it_rests_on_its_status(office: Office) -> None:
    office.listed(status_list({3: 0}))
    found = office.present(pid(status=referring(3)))
    assert found.value.attestations[0].attestation.status == StatusReference(LIST, 3)
    with office.store.read(ANN) as reader:
        (fact,) = reader.facts([ALICE])[ALICE].attestations
    assert fact.vouched.end == START + DAY


@pytest.mark.parametrize(
    ("listed", "index", "word"),
    [
        pytest.param({3: 1}, 3, "STATUS_INVALID", id="invalid"),
        pytest.param({3: 2}, 3, "STATUS_SUSPENDED", id="suspended"),
        pytest.param({3: 3}, 3, "STATUS_SUSPENDED", id="of the application"),
        pytest.param({}, 64, "STATUS_OUT_OF_RANGE", id="out of range"),
    ],
)
def test_what_does_not_stand_is_refused(office: Office, listed: dict[int, int], index: int, word: str) -> None:
    office.listed(status_list(listed))
    assert refusal(lambda: office.present(pid(status=referring(index)))) == word


def test_a_list_that_is_no_longer_fresh_says_nothing(office: Office) -> None:
    office.listed(status_list(ttl=60))
    office.clock.advance(60)
    assert refusal(lambda: office.present(pid(iat=NOW + 60, status=referring(3)))) == "STATUS_UNKNOWN"


def test_a_list_of_another_issuer_says_nothing(office: Office) -> None:
    registered(office, identifiers=frozenset(), keys=())
    office.issuer(STAFF, "https://hr.example.org", HR_KEY, CredentialFormat.JWS)
    office.listed(status_list(key=HR_KEY), issuer=STAFF)
    office.issuer(PID, "https://pid.example.org", ISSUER_KEY, CredentialFormat.SD_JWT_VC)
    assert refusal(lambda: office.present(pid(status=referring(3)))) == "STATUS_UNKNOWN"


def test_a_list_is_fetched_where_that_is_allowed(office: Office) -> None:
    office.served[LIST] = status_list({4: 1})
    assert office.present(pid(status=referring(3))).value.attestations[0].state is VERIFIED
    assert refusal(lambda: office.present(pid(["DE"], status=referring(4)))) == "STATUS_INVALID"


@pytest.mark.parametrize(
    ("served", "word"),
    [
        pytest.param(status_list(sub="https://pid.example.org/statuslists/2"), "STATUS_UNKNOWN", id="another list"),
        pytest.param(status_list(key=OTHER_KEY), "UNKNOWN_KEY", id="by another key"),
        pytest.param("<html>", "MALFORMED", id="something else"),
    ],
)
def test_what_is_fetched_has_to_hold(office: Office, served: str, word: str) -> None:
    office.served[LIST] = served
    assert refusal(lambda: office.present(pid(status=referring(3)))) == word
    assert office.states() == []

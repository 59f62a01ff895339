"""What signed credentials become, and what the same again does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationState
from denizen.domain.claims import Citizenship, Residence
from denizen.domain.countries import Country, System
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Right
from denizen.domain.names import PrincipalName, Purpose
from tests.minted_credentials import (
    HOLDER_KEY,
    NOW,
    disclosure,
    element,
    issued,
    padded,
    payload,
    pid,
    presented,
    swapped,
)
from tests.unit.usecases.builders import ALICE, ANN, EXPORT, KYC, repeated
from tests.unit.usecases.credentials import BADGE, PID, STAFF, START, Office, refusal, staff, stated

BOB = PrincipalName("principals/bob")
FR, DE, IT = map(Country.of, ("FR", "DE", "IT"))
REVOKED, VERIFIED = AttestationState.REVOKED, AttestationState.VERIFIED
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return Office()


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


def with_its_padding(token: str) -> str:
    parts = token.split(".")
    return swapped(parts, 2, padded(parts[2]))


def in_another_spelling(token: str) -> list[str]:
    """Its signature with its padding, and with each of the bits set that nothing is in."""
    unused = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    at = unused.index(token[-1])
    return [with_its_padding(token), *(token[:-1] + unused[at + more] for more in range(1, 16))]


@pytest.mark.parametrize("number", range(16))
def test_another_spelling_is_the_same(office: Office, number: int) -> None:
    token = staff()
    first, head = office.present(token), office.head
    other = in_another_spelling(token)[number]
    assert other != token
    assert office.present(other).value == first.value
    assert office.head == head


def test_another_spelling_may_come_first(office: Office) -> None:
    first = office.present(with_its_padding(staff()))
    assert office.present(staff()).value == first.value
    assert office.states() == [VERIFIED]


def test_what_a_holder_proves_over_another_spelling_is_the_same(office: Office) -> None:
    shown = disclosure("s1", "nationalities", ["FR"])
    token = issued(payload(shown))
    first = office.present(presented(token, shown))
    assert office.present(presented(with_its_padding(token), shown)).value == first.value
    spelled = presented(token, shown).replace(token, with_its_padding(token))
    assert refusal(lambda: office.present(spelled)) == "WRONG_KEY_BINDING"
    assert office.states() == [VERIFIED]


@pytest.mark.parametrize("part", range(2))
def test_another_spelling_of_what_is_signed_is_none(office: Office, part: int) -> None:
    shown = disclosure("s1", "nationalities", ["FR"])
    token = issued(payload(shown))
    office.present(presented(token, shown))
    parts = token.split(".")
    assert refusal(lambda: office.present(presented(swapped(parts, part, padded(parts[part])), shown))) == "MALFORMED"
    assert refusal(lambda: office.present(presented(token + "=", shown))) == "MALFORMED"
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

"""Credentials, status lists, and how long the facts that rest on them are vouched for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from denizen.domain.attestations import AttestationState, StatusReference
from denizen.domain.credentials import CredentialRecord, StatusListRecord, digest_of
from denizen.domain.errors import AlreadyExistsError, CredentialRefusedError, NotFoundError
from denizen.domain.intervals import Interval
from denizen.domain.issuers import CredentialFormat, Issuer
from denizen.domain.names import CredentialName, IssuerName, PrincipalName, Purpose
from denizen.usecases.ports import Store
from denizen.usecases.trusting import Presented
from tests.minted_credentials import ISSUER_KEY, NONCE, PID_ISSUER, VERIFIER, pid, referring, status_list
from tests.storage.builders import (
    ALICE,
    BOB,
    HR,
    NOBODY,
    PASSPORT,
    START,
    VISA,
    SettableClock,
    add_alice,
    attestation,
    call,
    commit,
    principal,
)
from tests.taking_credentials import taking
from tests.unit.usecases.credentials import signing_issuer

URI, OTHER_URI = "https://hr.example.org/statuslists/1", "https://hr.example.org/statuslists/2"
VERIFIED = AttestationState.VERIFIED
HOUR = timedelta(hours=1)


def credential(name: str = "c1", subject: PrincipalName = ALICE, **changes: Any) -> CredentialRecord:
    said: dict[str, Any] = {
        "issuer": HR,
        "type": "urn:eudi:pid:1",
        "digest": digest_of(b"payload"),
        "presented": digest_of(b"payload", b"disclosure"),
        "attestations": (PASSPORT,),
        "purposes": frozenset({Purpose("export-control")}),
        "received": START,
        "status": StatusReference(URI, 7),
        "subject_key": "thumbprint",
        "hidden": 3,
        "sequence": 4,
        **changes,
    }
    return CredentialRecord(CredentialName(f"{subject}/credentials/{name}"), **said)


def listed(
    uri: str = URI, issuer: IssuerName = HR, until: datetime = START + HOUR, signed: str = "a"
) -> StatusListRecord:
    return StatusListRecord(issuer, uri, signed, START, START, until)


def vouched(store: Store, revision: int | None = None) -> list[Interval]:
    with store.read(call(), revision) as reader:
        return [each.vouched for each in reader.facts([ALICE])[ALICE].attestations]


def test_a_credential_comes_back_as_it_was_added(store: Store) -> None:
    before = add_alice(store)
    plain = credential("c2", digest=digest_of(b"other"), status=None, sequence=None, attestations=(), hidden=0)
    commit(store, lambda unit: unit.add_credential(credential()), lambda unit: unit.add_credential(plain), about=ALICE)
    with store.read(call()) as reader:
        assert reader.credential(credential().name) == credential()
        assert reader.credentials(ALICE) == [credential(), plain]
        assert reader.credentials(NOBODY) == []
        assert reader.as_of(before).credential(plain.name) is None
        assert reader.as_of(before).credentials(ALICE) == []


def test_a_name_is_taken_once_and_the_principal_has_to_exist(store: Store) -> None:
    add_alice(store)
    commit(store, lambda unit: unit.add_credential(credential()), about=ALICE)
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_credential(credential()), about=ALICE)
    with pytest.raises(NotFoundError):
        commit(store, lambda unit: unit.add_credential(credential(subject=NOBODY)))


def test_those_of_one_digest_are_found_whomever_they_are_about(store: Store) -> None:
    add_alice(store)
    commit(
        store,
        lambda unit: unit.add_principal(principal(BOB)),
        lambda unit: unit.add_credential(credential()),
        lambda unit: unit.add_credential(credential("c2", presented=digest_of(b"more"))),
        lambda unit: unit.add_credential(credential(subject=BOB, digest=digest_of(b"other"))),
    )
    with store.read(call()) as reader:
        assert [each.name for each in reader.credentials_alike(digest_of(b"payload"))] == [
            credential().name,
            credential("c2").name,
        ]
        assert [each.subject for each in reader.credentials_alike(digest_of(b"other"))] == [BOB]
        assert reader.credentials_alike(digest_of(b"none")) == []


def test_those_that_rest_on_a_list_are_its_issuers(store: Store) -> None:
    add_alice(store)
    others = [
        credential("c2", status=None),
        credential("c3", status=StatusReference(OTHER_URI, 7)),
        credential("c4", issuer=IssuerName("issuers/other")),
    ]
    commit(store, *(lambda unit, each=each: unit.add_credential(each) for each in [credential(), *others]), about=ALICE)
    with store.read(call()) as reader:
        assert reader.credentials_resting_on(HR, URI) == [credential()]


def test_a_list_is_kept_by_issuer_and_address_and_each_version_stays_known(store: Store) -> None:
    first = commit(
        store, lambda unit: unit.put_status_list(listed()), lambda unit: unit.put_status_list(listed(OTHER_URI))
    )
    newer = listed(signed="b", until=START + 2 * HOUR)
    foreign = listed(issuer=IssuerName("issuers/another"))
    second = commit(store, lambda unit: unit.put_status_list(newer), lambda unit: unit.put_status_list(foreign))
    with store.read(call()) as reader:
        assert reader.status_list(HR, URI) == newer
        assert reader.status_lists() == [foreign, newer, listed(OTHER_URI)]
        assert reader.as_of(first).status_lists() == [listed(), listed(OTHER_URI)]
        assert reader.as_of(second).status_list(HR, URI) == newer
        assert reader.as_of(first - 1).status_list(HR, URI) is None


def test_of_several_lists_in_one_unit_the_last_counts(store: Store) -> None:
    commit(store, lambda unit: unit.put_status_list(listed()), lambda unit: unit.put_status_list(listed(signed="b")))
    with store.read(call()) as reader:
        assert reader.status_list(HR, URI) == listed(signed="b")


def test_facts_are_vouched_for_no_longer_than_their_list_is_fresh(store: Store, clock: SettableClock) -> None:
    add_alice(store, state=None)
    status = StatusReference(URI, 7)
    unlisted = commit(
        store,
        lambda unit: unit.put_issuer(Issuer(HR)),
        lambda unit: unit.add_attestation(attestation(status=status, vouched=Interval(START)), VERIFIED),
        about=ALICE,
    )
    first = commit(store, lambda unit: unit.put_status_list(listed()))
    later = START + 5 * HOUR
    second = commit(store, lambda unit: unit.put_status_list(listed(until=later)))
    # Without a list it says nothing at any moment.
    (silent,) = vouched(store, unlisted)
    assert START not in silent
    assert START - 10_000 * HOUR not in silent
    assert vouched(store, first) == [Interval(START, START + HOUR)]
    assert vouched(store, second) == vouched(store) == [Interval(START, later)]
    # What was attested stays as it was attested.
    with store.read(call()) as reader:
        record = reader.attestation(PASSPORT)
        assert record is not None
        assert (record.attestation.vouched, record.attestation.status) == (Interval(START), status)


def test_the_earlier_end_counts_and_what_rests_on_no_list_is_not_touched(store: Store) -> None:
    add_alice(store, state=None)
    ends = START + HOUR / 2
    commit(
        store,
        lambda unit: unit.put_issuer(Issuer(HR)),
        lambda unit: unit.put_status_list(listed()),
        lambda unit: unit.add_attestation(
            attestation(status=StatusReference(URI, 7), vouched=Interval(None, ends)), VERIFIED
        ),
        lambda unit: unit.add_attestation(attestation(VISA), VERIFIED),
        about=ALICE,
    )
    assert vouched(store) == [Interval(None, ends), Interval()]


def test_why_a_state_is_what_it_is(store: Store) -> None:
    add_alice(store)
    commit(
        store,
        lambda unit: unit.change_state(PASSPORT, AttestationState.SUSPENDED, reason_code="status-suspended"),
        about=ALICE,
    )
    with store.read(call()) as reader:
        record = reader.attestation(PASSPORT)
        assert record is not None
        assert (record.state, record.reason_code) == (AttestationState.SUSPENDED, "status-suspended")
        assert reader.facts([ALICE])[ALICE].attestations == ()


def test_from_a_presentation_to_its_revocation(store: Store, clock: SettableClock) -> None:
    add_alice(store, state=None)
    pid_issuer = signing_issuer(IssuerName("issuers/pid"), PID_ISSUER, ISSUER_KEY, CredentialFormat.SD_JWT_VC)
    commit(store, lambda unit: unit.put_issuer(pid_issuer))
    credentials, now = taking(store), int(START.timestamp())
    purposes = frozenset({Purpose("export-control")})
    given = Presented(ALICE, pid(["FR"], iat=now, status=referring(3)), purposes, VERIFIER, NONCE)
    credentials.submit_status_list(call(), pid_issuer.name, status_list(iat=now, exp=now + 3600))
    first = credentials.submit(call(), given)
    assert credentials.submit(call(), given) == first
    assert vouched(store) == [Interval(START - timedelta(seconds=1000), START + HOUR)]
    commit(store, lambda unit: unit.add_principal(principal(BOB)))
    with pytest.raises(CredentialRefusedError, match="another principal"):
        credentials.submit(call(), replace(given, subject=BOB))
    clock.advance(10)
    credentials.submit_status_list(call(), pid_issuer.name, status_list({3: 1}, iat=now + 10, exp=now + 3600))
    with store.read(call()) as reader:
        assert [each.state for each in reader.attestations(ALICE)] == [AttestationState.REVOKED]
        assert [each.state for each in reader.as_of(first.revision.number).attestations(ALICE)] == [VERIFIED]

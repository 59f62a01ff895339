"""Issuers: what they were known to be, whole, and what it means for facts."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Known
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.intervals import Interval
from denizen.domain.issuer_keys import IssuerKey, KeyForm, Revocation
from denizen.domain.issuer_proposals import IssuerRecord, ProposalState, ProposalStep
from denizen.domain.issuers import CredentialFormat, Issuer, Right, Standing, StandingRecord
from denizen.domain.names import ProposalName, Purpose
from denizen.domain.second_person import Actor
from denizen.usecases.ports import Event, Store
from tests.storage.builders import (
    ACME,
    ALICE,
    HR,
    PROPOSAL,
    START,
    add_alice,
    attestation,
    call,
    commit,
    issuer_proposal,
)

LATER = START + timedelta(days=1)
WHOLE = Issuer(
    HR,
    "Human resources",
    rights=(
        Right(
            kinds=frozenset({ClaimKind.RESIDENCE, ClaimKind.CITIZENSHIP}),
            countries=frozenset({Country.of("US"), Country.of("FR")}),
            highest=AssuranceLevel.LOW,
            purposes=frozenset({Purpose("export-control")}),
            good_for=timedelta(days=365),
            entitled=Interval(START, LATER),
        ),
        Right(),
    ),
    organisation=ACME,
    standing=(StandingRecord(Standing.SUSPENDED, Interval(LATER), "audit"),),
    identifiers=frozenset({"https://hr.example"}),
    formats=frozenset({CredentialFormat.SD_JWT_VC, CredentialFormat.JWS}),
    frameworks=frozenset({"eidas"}),
    keys=(IssuerKey("k1", KeyForm.JWK, "ES256", "{}", Interval(START), Revocation(LATER, "stolen")),),
    keys_url="https://hr.example/keys",
)


def test_an_issuer_comes_back_whole(store: Store) -> None:
    commit(store, lambda unit: unit.put_issuer(WHOLE))
    with store.read(call()) as reader:
        assert reader.issuer(HR) == WHOLE
        assert reader.issuers() == [WHOLE]


def test_history_says_what_was_known_and_when(store: Store) -> None:
    first = commit(store, lambda unit: unit.put_issuer(Issuer(HR, "first")))
    second = commit(store, lambda unit: unit.put_issuer(Issuer(HR, "second")))
    with store.read(call()) as reader:
        begun, ended = (reader.as_of(number).revision.instant for number in (first, second))
        assert reader.issuer_history(HR) == [
            IssuerRecord(Issuer(HR, "first"), Known(first, begun, second, ended)),
            IssuerRecord(Issuer(HR, "second"), Known(second, ended)),
        ]
        assert reader.as_of(first).issuer_history(HR) == [IssuerRecord(Issuer(HR, "first"), Known(first, begun))]
        assert reader.as_of(0).issuer_history(HR) == []


def test_a_unit_sees_the_history_that_it_makes(store: Store) -> None:
    commit(store, lambda unit: unit.put_issuer(Issuer(HR, "first")))
    with store.write(call()) as unit:
        unit.put_issuer(Issuer(HR, "second"))
        unit.record(Event("issuer.changed", HR))
        own = unit.revision
        assert [each.issuer.title for each in unit.issuer_history(HR)] == ["first", "second"]
        assert unit.issuer_history(HR)[-1].known == Known(own.number, own.instant)
        assert unit.issuer_history(HR)[0].known.to_time == own.instant


def test_proposals_keep_their_steps(store: Store) -> None:
    open_, other = issuer_proposal(WHOLE), replace(issuer_proposal(WHOLE), name=ProposalName("issuers/hr/proposals/a"))
    first = commit(store, lambda unit: unit.put_issuer_proposal(open_), lambda unit: unit.put_issuer_proposal(other))
    step = ProposalStep(ProposalState.APPROVED, Actor("callers/bob"), 2, LATER)
    decided = replace(open_, steps=(*open_.steps, step))
    commit(store, lambda unit: unit.put_issuer_proposal(decided))
    with store.read(call()) as reader:
        assert reader.issuer_proposals() == [other, decided]
        assert reader.as_of(first).issuer_proposal(PROPOSAL) == open_
        assert reader.issuer_proposal(ProposalName("issuers/hr/proposals/none")) is None


def test_facts_say_when_their_issuers_were_entitled_to_them_as_known_then(store: Store) -> None:
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    before = add_alice(store)
    narrowed = commit(store, lambda unit: unit.put_issuer(Issuer(HR, rights=(Right(entitled=Interval(None, LATER)),))))
    withdrawn = commit(store, lambda unit: unit.put_issuer(Issuer(HR, standing=(StandingRecord(Standing.WITHDRAWN),))))
    restored = commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    with store.read(call()) as reader:
        found = {
            number: [each.entitled for each in reader.as_of(number).facts([ALICE])[ALICE].attestations]
            for number in (before, narrowed, withdrawn, restored)
        }
    assert found == {before: [None], narrowed: [(Interval(None, LATER),)], withdrawn: [()], restored: [None]}


def test_facts_of_an_issuer_that_nobody_registered_count_for_nothing(store: Store) -> None:
    add_alice(store)
    with store.read(call()) as reader:
        assert reader.facts([ALICE])[ALICE].attestations == (attestation(entitled=()),)


def test_what_a_unit_did_to_an_issuer_and_undid_is_forgotten(store: Store) -> None:
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    add_alice(store)
    with suppress(LookupError), store.write(call()) as unit:
        unit.put_issuer(Issuer(HR, rights=(Right(highest=AssuranceLevel.LOW),)))
        assert [each.entitled for each in unit.facts([ALICE])[ALICE].attestations] == [()]
        raise LookupError
    again = commit(store, lambda unit: unit.put_issuer(Issuer(HR, "the same rights")))
    with store.read(call(), again) as reader:
        assert [each.entitled for each in reader.facts([ALICE])[ALICE].attestations] == [None]

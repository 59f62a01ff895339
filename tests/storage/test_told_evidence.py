"""Evidence that a signed credential tells of, and of a zone: one unit of work with what it belongs to."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.evidence.documents import Passport
from denizen.domain.issuers import CredentialFormat
from denizen.domain.names import IssuerName, PrincipalName, Purpose
from denizen.evidence_table import evidence_table
from denizen.storage.sql.store import SqlStore
from denizen.usecases.context import Call, Caller, Once
from denizen.usecases.documents import PresentedDocument
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.ports import Event, Store
from denizen.usecases.trusting import Presented
from denizen.verification.document_evidence import Draft
from tests.minted_credentials import BANK, BANK_KEY, NONCE, NOW, VERIFIER, id_token, verified_claims
from tests.storage.builders import ALICE, SettableClock, add_alice
from tests.taking_credentials import taking
from tests.unit.usecases.credentials import signing_issuer
from tests.unit.verification.mrz.specimens import Specimen

KYC = frozenset({Purpose("kyc")})
CALL = Call(Caller("callers/kyc"), Purpose("kyc"))
BOB = PrincipalName("principals/bob")
ZONE = Specimen(state="FRA", nationality="FRA", number="12AB34567").td3()


def test_a_passport_that_a_bank_told_of_and_its_zone_are_one_document(store: Store, clock: SettableClock) -> None:
    clock.moment = datetime.fromtimestamp(NOW, UTC)
    add_alice(store)
    bank = signing_issuer(IssuerName("issuers/bank"), BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS)
    with store.write(CALL) as writer:
        writer.put_issuer(replace(bank, frameworks=frozenset({"eidas"})))
        writer.record(Event("issuer.registered", bank.name))
        alice = writer.principal(ALICE)
        assert alice is not None
        writer.add_principal(replace(alice, name=BOB, identifiers=frozenset()))
        writer.record(Event("principal.created", BOB, BOB))
    said = verified_claims(verification={"assurance_level": None})
    found = taking(store).submit(CALL, Presented(ALICE, id_token(verified_claims=said), KYC, VERIFIER, NONCE)).value
    with store.read(CALL) as reader:
        (told,) = reader.evidence_about(ALICE)
        *_, attested = reader.attestations(ALICE)
    assert (told.evidence.document, told.numbered, told.shared) == (Passport(), True, False)
    assert attested.attestation.evidence[0] == told.evidence.name
    assert attested.attestation.assurance == Assurance("eidas", "", AssuranceLevel.LOW)
    assert found.attestations == (attested,)
    verify = EvidenceUseCases.on(store, evidence_table(), clock).verify_document
    recorded = verify(CALL, PresentedDocument(ZONE, BOB, Draft(KYC))).recorded
    assert recorded is not None
    assert recorded.value.record.shared
    with store.read(CALL) as reader:
        (told,) = reader.evidence_about(ALICE)
        assert told.shared


def test_nothing_of_a_zone_is_in_the_database(sqlite_store: SqlStore, database: Path, clock: SettableClock) -> None:
    add_alice(sqlite_store)
    verify = EvidenceUseCases.on(sqlite_store, evidence_table(), clock).verify_document
    once = Once("00000000-0000-4000-8000-000000000001", ZONE.encode())
    assert verify(CALL, PresentedDocument(ZONE, ALICE, Draft(KYC)), once).recorded is not None
    kept = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert b"evidence.added" in kept
    for secret in ("12AB34567", "ERIKSSON", "740812", "1974-08-12", "320415", ZONE.split("\n")[0]):
        assert secret.encode() not in kept

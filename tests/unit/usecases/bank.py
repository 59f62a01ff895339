"""A bank that signs `verified_claims`, and the office that takes them from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.countries import Country
from denizen.domain.errors import CredentialRefusedError
from denizen.domain.evidence.records import EvidenceRecord
from denizen.domain.issuers import CredentialFormat, Issuer
from denizen.domain.names import IssuerName
from denizen.domain.principals import ExternalIdentifier
from denizen.verification.identity_assurance.frameworks import FRAMEWORKS
from tests.minted_credentials import BANK, BANK_KEY, id_token
from tests.minted_credentials import verified_claims as claims
from tests.unit.usecases.builders import ALICE, ANN
from tests.unit.usecases.credentials import Office, signing_issuer

ISSUER = IssuerName("issuers/bank")
SUB = ExternalIdentifier("bank.sub", "24400320")
FR, DE, GB, IT = map(Country.of, ("FR", "DE", "GB", "IT"))
VERIFIED_AT = datetime(2026, 9, 1, 10, tzinfo=UTC)
LOW, SUBSTANTIAL, HIGH = AssuranceLevel.LOW, AssuranceLevel.SUBSTANTIAL, AssuranceLevel.HIGH


def bank_office() -> Office:
    made = Office()
    bank = signing_issuer(ISSUER, BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS)
    made.put(replace(bank, frameworks=frozenset(FRAMEWORKS)))
    return made


def changed(office: Office, **changes: Any) -> Issuer:
    issuer = replace(office.registered(ISSUER), **changes)
    office.put(issuer)
    return issuer


def linked(office: Office) -> Office:
    office.principals.link(ANN, ALICE, SUB)
    return office


def evidence(office: Office) -> list[EvidenceRecord]:
    with office.store.read(ANN) as reader:
        return list(reader.evidence_about(ALICE))


def refusal(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(CredentialRefusedError) as raised:
        act()
    return raised.value.refusal, raised.value.field


def under(**verification: Any) -> str:
    return id_token(verified_claims=claims(verification=verification))


def about(**said: Any) -> str:
    return id_token(verified_claims=claims(**said))


def document(**said: Any) -> str:
    return under(evidence=[{"type": "document", **said}])

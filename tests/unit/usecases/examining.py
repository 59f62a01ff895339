"""Evidence as somebody at a desk records it."""

from dataclasses import replace
from typing import Any

from denizen.domain.attestations import AttestationRecord
from denizen.domain.claims import CitizenshipClass
from denizen.domain.evidence.documents import (
    Passport,
)
from denizen.domain.evidence.kinds import CheckKind, EvidenceState
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.names import EvidenceName, PrincipalName, Purpose
from denizen.usecases.context import Call, Caller
from denizen.usecases.evidence import Weighed
from tests.unit.evidence.builders import checks
from tests.unit.usecases.builders import ALICE, EXPORT, HER, HR, KYC, US, House, submission

BOB = PrincipalName("principals/bob")
I9 = Purpose("form-i-9")
FOR_I9, FOR_KYC = Call(Caller("callers/her", HR), I9), Call(Caller("callers/her", HR), KYC)
ACTIVE, SUPERSEDED, WITHDRAWN = EvidenceState.ACTIVE, EvidenceState.SUPERSEDED, EvidenceState.WITHDRAWN
BOOK = Passport(US, CitizenshipClass.CITIZEN)
SEEN = (CheckKind.VISUAL_IN_PERSON, CheckKind.FACE_IN_PERSON)


def new(**changes: Any) -> NewEvidence:
    """By default Alice's US passport, seen in person, for export control."""
    plain = NewEvidence(ALICE, BOOK, frozenset({EXPORT}), US, checks=checks(*SEEN), number="C01234567")
    return replace(plain, **changes)


def add(house: House, call: Call = HER, **changes: Any) -> Weighed:
    return house.evidence.add(call, new(**changes)).value


def name_of(weighed: Weighed) -> EvidenceName:
    return weighed.record.evidence.name


def cite(house: House, *evidence: str, call: Call = HER, **changes: Any) -> AttestationRecord:
    """By default that Alice is a US citizen, as surely as the evidence supports."""
    return house.attestations.submit(call, submission(evidence=evidence, **{"assurance": None, **changes})).value

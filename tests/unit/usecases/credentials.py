"""A house with issuers whose credentials are taken, and what is presented to it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc.jwk import Key

from denizen.domain.attestations import AttestationState
from denizen.domain.credentials import StatusListRecord
from denizen.domain.errors import CredentialRefusedError
from denizen.domain.issuers import CredentialFormat, Issuer
from denizen.domain.names import IssuerName, PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.rpc.convert.credentials import read_stated
from denizen.storage.memory import MemoryStore
from denizen.usecases.context import Once
from denizen.usecases.credentials import CredentialUseCases, SubmittedCredential
from denizen.usecases.ports import Event
from denizen.usecases.results import Result
from denizen.usecases.trusting import CredentialPolicy, Presented
from denizen.verification.issuer_keys import read_keys
from tests.minted_credentials import HR, HR_KEY, ISSUER_KEY, NONCE, NOW, PID_ISSUER, VERIFIER, attestation_token
from tests.minting import key_set, public
from tests.unit.usecases.builders import ALICE, ANN, EXPORT, House

START = datetime.fromtimestamp(NOW, UTC)
PID, STAFF = IssuerName("issuers/pid"), IssuerName("issuers/staff")
POLICY = CredentialPolicy(frozenset({VERIFIER, "denizen"}), 300, 30, 86_400)
BADGE = ExternalIdentifier("hr", "4711")


def signing_issuer(name: IssuerName, iss: str, key: Key, *formats: CredentialFormat) -> Issuer:
    """Who signs with that key, and may vouch for everything."""
    return Issuer(name, identifiers=frozenset({iss}), formats=frozenset(formats), keys=read_keys(key_set(public(key))))


class SetClock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Office(House):
    """With Alice, and two issuers: of person identification, and of staff records."""

    clock: SetClock = field(default_factory=SetClock)
    served: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = MemoryStore(self.clock)
        super().__post_init__()
        self.credentials = CredentialUseCases.on(self.store, POLICY, read_stated, self.served.get)
        self.add(ALICE)
        self.issuer(PID, PID_ISSUER, ISSUER_KEY, CredentialFormat.SD_JWT_VC, CredentialFormat.SD_JWT)
        self.issuer(STAFF, HR, HR_KEY, CredentialFormat.JWS)

    def issuer(self, name: IssuerName, iss: str, key: Key, *formats: CredentialFormat) -> None:
        self.put(signing_issuer(name, iss, key, *formats))

    def put(self, issuer: Issuer) -> None:
        with self.store.write(ANN) as writer:
            writer.put_issuer(issuer)
            writer.record(Event("issuer.registered", issuer.name))

    def registered(self, name: IssuerName = PID) -> Issuer:
        with self.store.read(ANN) as reader:
            found = reader.issuer(name)
        assert found is not None
        return found

    def present(
        self, text: str, subject: PrincipalName = ALICE, once: Once | None = None, **changes: Any
    ) -> Result[SubmittedCredential]:
        said = {"purposes": frozenset({EXPORT}), "audience": VERIFIER, "nonce": NONCE, **changes}
        return self.credentials.submit(ANN, Presented(subject, text, **said), once)

    def listed(self, text: str, retrieved: datetime | None = None, **changes: Any) -> Result[StatusListRecord]:
        return self.credentials.submit_status_list(ANN, changes.pop("issuer", PID), text, retrieved, **changes)

    def states(self, subject: PrincipalName = ALICE) -> list[AttestationState]:
        with self.store.read(ANN) as reader:
            return [each.state for each in reader.attestations(subject)]

    def kinds(self, after: int) -> list[str]:
        return [row.event.kind for row in self.events(after)]


def registered(office: Office, **changes: Any) -> Office:
    office.put(replace(office.registered(), **changes))
    return office


def staff(**changes: Any) -> str:
    """What HR signs about Alice."""
    return attestation_token(**{"sub": ALICE, "aud": VERIFIER, **changes})


def stated(country: str = "FR", **changes: Any) -> dict[str, Any]:
    return {"claim": {"citizenship": {"country": country}}, "assurance": {"level": "SUBSTANTIAL"}, **changes}


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(CredentialRefusedError) as raised:
        act()
    return raised.value.refusal

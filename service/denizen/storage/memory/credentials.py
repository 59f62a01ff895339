"""Credentials and status lists in a store in memory."""

from collections.abc import Sequence

from denizen.domain.attestations import Attestation
from denizen.domain.credentials import CredentialRecord, StatusListRecord, resting_on
from denizen.domain.names import CredentialName, IssuerName, PrincipalName
from denizen.storage.memory.snapshot import MemorySnapshot
from denizen.storage.memory.state import MemoryState


class MemoryCredentials(MemorySnapshot):
    """Reads credentials and status lists as known at the snapshot."""

    def credential(self, name: CredentialName) -> CredentialRecord | None:
        return self._state.credentials.at(name, self._at)

    def credentials(self, subject: PrincipalName) -> Sequence[CredentialRecord]:
        return [each for _, each in self._state.credentials.items(self._at) if each.subject == subject]

    def credentials_alike(self, digest: bytes) -> Sequence[CredentialRecord]:
        return [each for _, each in self._state.credentials.items(self._at) if each.digest == digest]

    def credentials_resting_on(self, issuer: IssuerName, uri: str) -> Sequence[CredentialRecord]:
        return [
            each
            for _, each in self._state.credentials.items(self._at)
            if each.issuer == issuer and each.status is not None and each.status.uri == uri
        ]

    def status_list(self, issuer: IssuerName, uri: str) -> StatusListRecord | None:
        return self._state.status_lists.at((issuer, uri), self._at)

    def status_lists(self) -> Sequence[StatusListRecord]:
        return [each for _, each in sorted(self._state.status_lists.items(self._at), key=lambda item: item[0])]


def bounded(state: MemoryState, attestation: Attestation, at: int) -> Attestation:
    """The attestation, vouched for no longer than the list that it rests on is fresh."""
    if attestation.status is None:
        return attestation
    found = state.status_lists.at((attestation.issuer, attestation.status.uri), at)
    return resting_on(attestation, None if found is None else found.fresh_until)

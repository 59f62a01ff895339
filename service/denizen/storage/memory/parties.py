"""Issuers, grants and webhooks in a store in memory."""

from collections.abc import Sequence

from denizen.domain.grants import GrantRecord
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    GrantName,
    IssuerName,
    ProposalName,
    WebhookName,
)
from denizen.domain.webhooks.webhooks import WebhookRecord
from denizen.storage.memory.snapshot import MemorySnapshot


class MemoryParties(MemorySnapshot):
    """Reads issuers, grants and webhooks."""

    def issuer(self, name: IssuerName) -> Issuer | None:
        return self._state.issuers.at(name, self._at)

    def issuers(self) -> Sequence[Issuer]:
        found = (value for _, value in self._state.issuers.items(self._at))
        return sorted(found, key=lambda issuer: issuer.name)

    def issuer_history(self, name: IssuerName) -> Sequence[IssuerRecord]:
        return [
            IssuerRecord(row.value, self._known_between(row.known_from, row.known_to))
            for row in self._state.issuers.rows(name, self._at)
        ]

    def issuer_proposal(self, name: ProposalName) -> IssuerProposal | None:
        return self._state.issuer_proposals.at(name, self._at)

    def issuer_proposals(self) -> Sequence[IssuerProposal]:
        return [value for _, value in sorted(self._state.issuer_proposals.items(self._at), key=lambda each: each[0])]

    def grant(self, name: GrantName) -> GrantRecord | None:
        state = self._state
        grant = state.grants.at(name, self._at)
        return None if grant is None else GrantRecord(grant, state.grant_steps.at(name, self._at) or ())

    def grants(self) -> Sequence[GrantRecord]:
        found = (self.grant(name) for name, _ in sorted(self._state.grants.items(self._at)))
        return [each for each in found if each is not None]

    def webhook(self, name: WebhookName) -> WebhookRecord | None:
        value, first = self._state.webhooks.at(name, self._at), self._state.webhooks.first(name)
        if value is None or first is None:
            return None
        return WebhookRecord(*value, created=self._known(first.known_from).instant, since=first.known_from)

    def webhooks(self) -> Sequence[WebhookRecord]:
        found = (self.webhook(name) for name, _ in sorted(self._state.webhooks.items(self._at)))
        return [each for each in found if each is not None]

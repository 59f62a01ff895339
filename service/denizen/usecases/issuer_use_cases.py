"""Everything about issuers, on one store."""

from dataclasses import dataclass

from denizen.usecases.issuer_changes import (
    DecideProposal,
    FetchKeys,
    ProposeIssuer,
    ProposeStanding,
    Proposing,
)
from denizen.usecases.issuer_key_changes import ProposeKeyRevocation, ProposeKeys, RefreshKeys
from denizen.usecases.issuers import GetIssuer, GetProposal, ListIssuerHistory, ListIssuers, ListProposals
from denizen.usecases.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class IssuerUseCases:
    """Everything about issuers, on one store."""

    propose: ProposeIssuer
    propose_standing: ProposeStanding
    propose_keys: ProposeKeys
    propose_key_revocation: ProposeKeyRevocation
    refresh_keys: RefreshKeys
    decide: DecideProposal
    get: GetIssuer
    list: ListIssuers
    history: ListIssuerHistory
    get_proposal: GetProposal
    list_proposals: ListProposals

    @classmethod
    def on(cls, store: Store, clock: Clock, fetch: FetchKeys) -> "IssuerUseCases":
        """Wired to `store`."""
        proposing = Proposing(store)
        return cls(
            propose=ProposeIssuer(proposing, fetch),
            propose_standing=ProposeStanding(proposing),
            propose_keys=ProposeKeys(proposing),
            propose_key_revocation=ProposeKeyRevocation(proposing),
            refresh_keys=RefreshKeys(proposing, fetch),
            decide=DecideProposal(store),
            get=GetIssuer(store, clock),
            list=ListIssuers(store),
            history=ListIssuerHistory(store),
            get_proposal=GetProposal(store),
            list_proposals=ListProposals(store),
        )

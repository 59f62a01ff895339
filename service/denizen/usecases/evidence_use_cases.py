"""Everything about evidence, wired to one store."""

from dataclasses import dataclass

from denizen.domain.evidence.table import EvidenceTable
from denizen.usecases.documents import VerifyDocument
from denizen.usecases.evidence import AddEvidence, GetEvidence, ListEvidence, WithdrawEvidence
from denizen.usecases.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class EvidenceUseCases:
    """Everything about evidence, on one store and one table."""

    add: AddEvidence
    get: GetEvidence
    list: ListEvidence
    withdraw: WithdrawEvidence
    verify_document: VerifyDocument

    @classmethod
    def on(cls, store: Store, table: EvidenceTable, clock: Clock) -> "EvidenceUseCases":
        """Wired to `store`. `clock` says what day it is where nothing is recorded."""
        return cls(
            add=AddEvidence(store, table),
            get=GetEvidence(store, table),
            list=ListEvidence(store, table),
            withdraw=WithdrawEvidence(store, table),
            verify_document=VerifyDocument(store, table, clock),
        )

"""Everything about the life of attestations between arrival and end, on one store."""

from dataclasses import dataclass

from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.expiring import ReverificationPolicy
from denizen.usecases.deciding import ApproveAttestation, RejectAttestation, ResubmitAttestation
from denizen.usecases.ends import Ends
from denizen.usecases.expiring import ListExpiring
from denizen.usecases.lifecycle import ReinstateAttestation, SuspendAttestation
from denizen.usecases.ports import Clock, Store
from denizen.usecases.reviews import AssignReview, GetReview, ListReviews, ProvideInformation, RequestInformation


@dataclass(frozen=True, slots=True)
class ReviewUseCases:
    """Review, suspension, and what ends soon."""

    list: ListReviews
    get: GetReview
    assign: AssignReview
    request_information: RequestInformation
    provide_information: ProvideInformation
    approve: ApproveAttestation
    reject: RejectAttestation
    resubmit: ResubmitAttestation
    suspend: SuspendAttestation
    reinstate: ReinstateAttestation
    expiring: ListExpiring

    @classmethod
    def on(
        cls,
        store: Store,
        clock: Clock,
        policy: ReverificationPolicy,
        table: EvidenceTable,
        ends: Ends | None = None,
    ) -> "ReviewUseCases":
        """Wired to `store`. Without `ends` that somebody follows, everybody is looked at for what ends soon."""
        return cls(
            list=ListReviews(store, clock),
            get=GetReview(store),
            assign=AssignReview(store),
            request_information=RequestInformation(store),
            provide_information=ProvideInformation(store),
            approve=ApproveAttestation(store),
            reject=RejectAttestation(store),
            resubmit=ResubmitAttestation(store, table),
            suspend=SuspendAttestation(store),
            reinstate=ReinstateAttestation(store),
            expiring=ListExpiring(store, clock, policy, ends or Ends(policy)),
        )

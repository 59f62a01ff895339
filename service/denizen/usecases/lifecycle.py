"""What becomes of attestations that were facts: suspend and reinstate."""

from dataclasses import dataclass

from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.credentials import suspended_by_issuer
from denizen.domain.errors import PreconditionError
from denizen.domain.lifecycle import check_reinstating, check_step
from denizen.domain.names import AttestationName, subject_of
from denizen.domain.reviews import Entry, Review, Step
from denizen.usecases.attestations import recorded, visible
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.deciding import check_verifiable
from denizen.usecases.deliveries import write_in_order
from denizen.usecases.ports import Store, Writer
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, done


@dataclass(frozen=True, slots=True)
class SuspendAttestation:
    """Stop believing a VERIFIED attestation until it is reinstated. `NotFoundError`; `PreconditionError` where it is
    not VERIFIED."""

    store: Store

    def __call__(
        self, call: Call, name: AttestationName, reason_code: str, once: Once | Delivery | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            check_step(visible(call, writer, name), AttestationState.SUSPENDED)
            writer.change_state(name, AttestationState.SUSPENDED, reason_code=reason_code)
            writer.add_review_entry(name, Entry(Step.SUSPENDED, code=reason_code))
            return done(name, subject_of(name), "attestation.suspended")

        return write_in_order(self.store, call, once, act, recorded)


@dataclass(frozen=True, slots=True)
class ReinstateAttestation:
    """Believe a suspended attestation again. It takes what it takes to verify it: a caller who acts for its issuer, or
    a second person; and an issuer that still has the right. `NotFoundError`; `PreconditionError`;
    `PermissionDeniedError`."""

    store: Store

    def __call__(
        self, call: Call, name: AttestationName, reason_code: str, once: Once | Delivery | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            record = visible(call, writer, name)
            if record.state is not AttestationState.SUSPENDED:
                raise PreconditionError(name, f"it is {record.state.name}, and only what is SUSPENDED is reinstated")
            if suspended_by_issuer(record):
                raise PreconditionError(
                    name, "its issuer suspended it by a status list, and only its issuer reinstates it"
                )
            review = Review(record, writer.histories([name])[name])
            check_verifiable(writer, call, review, record.attestation.assurance, check_reinstating)
            writer.change_state(name, AttestationState.VERIFIED, reason_code=reason_code)
            writer.add_review_entry(name, Entry(Step.REINSTATED, code=reason_code))
            return done(name, subject_of(name), "attestation.reinstated")

        return write_in_order(self.store, call, once, act, recorded)

"""How a submission becomes an attestation: whom it is about, who vouches for it, and so whether it is a fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.issuers import Issuer
from denizen.domain.lifecycle import concerned
from denizen.domain.names import attestation_of
from denizen.domain.principals import Principal
from denizen.domain.second_person import Person
from denizen.domain.submissions import Submission, state_on_arrival
from denizen.usecases.context import Call
from denizen.usecases.declarations import may_sign
from denizen.usecases.persons import People
from denizen.usecases.ports import Reader


@dataclass(frozen=True, slots=True)
class Receiver:
    """Takes in what one call submits at one moment. `acting_for`: the registered issuer for which it acts, if any, and
    `person`: who it is then."""

    reader: Reader
    call: Call
    moment: datetime
    people: People
    acting_for: Issuer | None
    person: Person | None

    @classmethod
    def of(cls, reader: Reader, call: Call, moment: datetime, known: Iterable[Principal] = ()) -> "Receiver":
        """`known`: principals that were read already."""
        people = People(reader, *known)
        acting_for = reader.issuer(call.caller.issuer) if call.caller.issuer else None
        return cls(reader, call, moment, people, acting_for, people.of_call(call) if acting_for else None)

    def take(
        self, subject: Principal, submission: Submission, attestation_id: str
    ) -> tuple[Attestation, AttestationState]:
        """The attestation under that id, and its state on arrival. Refusals as in `domain.submissions`."""
        attestation = self.attested(subject, submission, attestation_id)
        own = self.person is not None and self.person.is_(concerned(attestation, self.people.counts_as))
        signed = may_sign(self.reader, attestation)
        return attestation, state_on_arrival(attestation, self.acting_for, self.moment, own=own, signed=signed)

    def attested(self, subject: Principal, submission: Submission, attestation_id: str) -> Attestation:
        """The attestation alone."""
        # 1. The claim is about what the principal is.
        submission.check_about(subject.kind)
        # 2. Somebody vouches for it.
        issuer = submission.issued_by(self.call.caller.issuer)
        name = attestation_of(subject.name, attestation_id)
        return submission.received(name, issuer, self.moment)

"""Signed credentials: verified, turned into attestations, and kept as no more than a digest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.claims import ClaimKind
from denizen.domain.credentials import CredentialRecord
from denizen.domain.errors import NotFoundError
from denizen.domain.lifecycle import FOLLOWS
from denizen.domain.names import AttestationName, CredentialName, attestation_of, credential_of
from denizen.domain.principals import Principal
from denizen.domain.refusals import inside
from denizen.domain.submissions import Submission
from denizen.domain.wellformed import kind_attested
from denizen.usecases.context import Call, Once
from denizen.usecases.evidence import recorded
from denizen.usecases.identifiers import random_id
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.reading_attestation_tokens import ReadAttestation
from denizen.usecases.reading_credentials import read_credential
from denizen.usecases.results import Result
from denizen.usecases.status_lists import FetchList, SubmitStatusList, UnknownListError, check_status
from denizen.usecases.trusting import FIELD, CredentialPolicy, Presented, Reading, refusing
from denizen.usecases.writing import Done, write_once
from denizen.verification.refusals import Refusal, RefusedError


@dataclass(frozen=True, slots=True)
class SubmittedCredential:
    """What is kept of a credential, and the attestations that it became, with their states."""

    record: CredentialRecord
    attestations: tuple[AttestationRecord, ...]


@dataclass(frozen=True, slots=True)
class SubmitCredential:
    """Verify a credential and add what it attests, as facts. The same one again changes nothing.

    `NotFoundError` for the principal; `CredentialRefusedError` where it does not hold; `PermissionDeniedError` beyond
    its issuer's rights; `InvalidError` for what it attests.
    """

    store: Store
    policy: CredentialPolicy
    read_attestation: ReadAttestation
    fetch: FetchList
    new_id: Callable[[], str] = random_id

    def __call__(self, call: Call, given: Presented, once: Once | None = None) -> Result[SubmittedCredential]:
        with refusing():
            try:
                return self._submitted(call, given, once)
            except UnknownListError as missing:
                # Fetched while no write waits for it, and only from where the operator allows.
                text = self.fetch(missing.uri)
                if text is None:
                    raise
                SubmitStatusList(self.store, self.policy)(call, missing.issuer, text)
            return self._submitted(call, given, once)

    def _submitted(self, call: Call, given: Presented, once: Once | None) -> Result[SubmittedCredential]:
        return write_once(self.store, call, once, lambda writer: self._act(writer, call, given), submitted)

    def _act(self, writer: Writer, call: Call, given: Presented) -> Done:
        # 1. It holds, at this moment and as everything is known now, and still stands.
        subject, now = existing(writer, given.subject), writer.revision.instant
        reading = read_credential(writer, given, self.policy, now, self.read_attestation)
        check_status(writer, reading.issuer.name, reading.status, now)
        # 2. It is not about somebody else already, and it is not the same again.
        alike = writer.credentials_alike(reading.digest)
        if any(each.subject != given.subject for each in alike):
            raise RefusedError(Refusal.WRONG_SUBJECT, "was presented about another principal before")
        for each in alike:
            if each.presented == reading.presented:
                return Done(each.name, given.subject, ())
        # 3. What it attests becomes facts, each once.
        earlier = self._earlier(writer, given, reading)
        name = credential_of(given.subject, self.new_id())
        names, events = self._attest(_Resting(writer, call, reading, self.new_id), subject, alike, name)
        # 4. An issuer that counts its words has taken back what it said of the same before.
        events += _superseded(writer, names, earlier)
        writer.add_credential(_record(name, given, reading, names, writer))
        return Done(name, given.subject, (Event("credential.submitted", name, given.subject), *events))

    def _earlier(self, writer: Writer, given: Presented, reading: Reading) -> list[AttestationName]:
        """What the issuer attested by its earlier words about the subject. `RefusedError` where this is not newer."""
        if reading.sequence is None:
            return []
        counted = [
            each
            for each in writer.credentials(given.subject)
            if each.issuer == reading.issuer.name and each.sequence is not None
        ]
        if any(reading.sequence <= each.sequence for each in counted if each.sequence is not None):
            raise RefusedError(Refusal.OLD_SEQUENCE, "has a sequence that is not after those its issuer sent before")
        return [name for each in counted for name in each.attestations]

    def _attest(
        self, resting: "_Resting", subject: Principal, alike: Sequence[CredentialRecord], credential: CredentialName
    ) -> tuple[list[AttestationName], list[Event]]:
        writer, reading = resting.writer, resting.reading
        there = [record for each in alike for name in each.attestations if (record := writer.attestation(name))]
        names: list[AttestationName] = []
        events: list[Event] = []
        for index, submission in enumerate(reading.submissions):
            submission.check_about(subject.kind)
            same = next((record for record in there if _says(record, submission)), None)
            if same is not None:
                names.append(same.attestation.name)
                continue
            name = attestation_of(subject.name, self.new_id())
            with inside(f"{FIELD}.attestations[{index}]"):
                rested = replace(submission, evidence=(*resting.names(index, events), *submission.evidence))
                received = rested.received(name, reading.issuer.name, writer.revision.instant)
            evidence = (*received.evidence, credential)
            found = replace(received, evidence=evidence, status=reading.status)
            writer.add_attestation(found, AttestationState.VERIFIED)
            names.append(name)
            events.append(Event("attestation.submitted", name, subject.name))
        return names, events


@dataclass(slots=True)
class _Resting:
    """Records the evidence that a credential tells of, each piece when the first attestation rests on it."""

    writer: Writer
    call: Call
    reading: Reading
    new_id: Callable[[], str]
    recorded: dict[int, str] = field(default_factory=dict)

    def names(self, index: int, events: list[Event]) -> tuple[str, ...]:
        """On what the submission rests; what that took is added to the events."""
        resting = self.reading.resting[index] if self.reading.resting else ()
        for number in resting:
            if number not in self.recorded:
                done = recorded(self.writer, self.call, self.reading.evidence[number], self.new_id())
                self.recorded[number] = done.resource
                events += done.events
        return tuple(self.recorded[number] for number in resting)


def submitted(reader: Reader, name: str) -> SubmittedCredential:
    """The credential. `NotFoundError` where there is none."""
    record = reader.credential(CredentialName(name))
    if record is None:
        raise NotFoundError(name)
    found = (reader.attestation(each) for each in record.attestations)
    return SubmittedCredential(record, tuple(each for each in found if each is not None))


def _record(
    name: CredentialName, given: Presented, reading: Reading, names: Sequence[AttestationName], writer: Writer
) -> CredentialRecord:
    return CredentialRecord(
        name=name,
        issuer=reading.issuer.name,
        type=reading.type,
        digest=reading.digest,
        presented=reading.presented,
        attestations=tuple(names),
        purposes=given.purposes,
        received=writer.revision.instant,
        status=reading.status,
        subject_key=reading.subject_key,
        hidden=reading.hidden,
        sequence=reading.sequence,
    )


def _says(record: AttestationRecord, submission: Submission) -> bool:
    """Whether the same credential became this already. What was revoked is not brought back by showing it again."""
    known = record.attestation
    same = (known.claim, known.holds, known.held) == (submission.claim, submission.holds, submission.held)
    return same and (record.state is AttestationState.REVOKED or submission.purposes <= known.purposes)


def _superseded(writer: Writer, names: Sequence[AttestationName], earlier: Sequence[AttestationName]) -> list[Event]:
    """End what is said anew: of each kind of claim, what was said of that kind before."""
    by_kind: dict[ClaimKind, AttestationName] = {}
    for name in names:
        record = writer.attestation(name)
        if record is not None:
            by_kind.setdefault(kind_attested(record.attestation.claim), name)
    events = []
    for name in earlier:
        record = writer.attestation(name)
        if record is None or name in names or AttestationState.SUPERSEDED not in FOLLOWS[record.state]:
            continue
        successor = by_kind.get(kind_attested(record.attestation.claim))
        if successor is not None and _same_purposes(record.attestation, writer.attestation(successor)):
            writer.change_state(name, AttestationState.SUPERSEDED, superseded_by=successor)
            events.append(Event("attestation.superseded", name, record.attestation.subject))
    return events


def _same_purposes(before: Attestation, after: AttestationRecord | None) -> bool:
    """What was said for a purpose that the newer word does not serve stays said for it."""
    return after is not None and before.purposes <= after.attestation.purposes


@dataclass(frozen=True, slots=True)
class CredentialUseCases:
    """Everything about signed credentials, on one store."""

    submit: SubmitCredential
    submit_status_list: SubmitStatusList

    @classmethod
    def on(
        cls, store: Store, policy: CredentialPolicy, read_attestation: ReadAttestation, fetch: FetchList
    ) -> "CredentialUseCases":
        """Wired to `store`."""
        return cls(SubmitCredential(store, policy, read_attestation, fetch), SubmitStatusList(store, policy))

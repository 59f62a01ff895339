"""Reviews while they last: the queue, who has what, and what is still wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from denizen.domain.claims import ClaimKind
from denizen.domain.evidence.citing import citations
from denizen.domain.names import AttestationName, CallerName, IssuerName, Population, PrincipalName, subject_of
from denizen.domain.reviews import Entry, Review, ReviewState, Step
from denizen.domain.submissions import check_evidence
from denizen.domain.wellformed import kind_attested
from denizen.usecases.attestations import serves
from denizen.usecases.context import Call, Once
from denizen.usecases.deciding import reviewed, visible_review
from denizen.usecases.evidence import check_provided
from denizen.usecases.ports import Clock, Reader, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.results import Page, Result, Turn
from denizen.usecases.writing import Done, done, write_once

_AT_ONCE = 200
"""How many of those that wait are looked at together."""


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """None: any. `assignee` empty: those that nobody has. `older_than`: how long ago it arrived, at least."""

    state: ReviewState | None = None
    population: Population | None = None
    kind: ClaimKind | None = None
    issuer: IssuerName | None = None
    assignee: CallerName | None = None
    older_than: timedelta | None = None

    def matches(self, review: Review, moment: datetime) -> bool:
        attestation = review.record.attestation
        return (
            (self.state is None or review.state is self.state)
            and (self.kind is None or kind_attested(attestation.claim) is self.kind)
            and (self.issuer is None or attestation.issuer == self.issuer)
            and (self.assignee is None or review.assignee == self.assignee)
            and (self.older_than is None or review.record.created <= moment - self.older_than)
        )


@dataclass(frozen=True, slots=True)
class ListReviews:
    """Read what waits for review, serves the call and is within its reach, in the order of arrival, on the snapshot of
    the first page."""

    store: Store
    clock: Clock

    def __call__(self, call: Call, wanted: ReviewFilter, turn: Turn) -> Page[Review]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            # Of a later page the moment is that of its snapshot, so that what waited then is what is shown.
            moment = self.clock.now() if turn.revision is None else reader.revision.instant
            found: list[Review] = []
            after = None if turn.cursor is None else AttestationName(turn.cursor)
            while len(found) <= turn.size:
                some = self._some(call, reader, wanted, after, moment)
                found += some.reviews
                if some.last is None:
                    break
                after = some.last
            shown = tuple(found[: turn.size])
            return Page(shown, reader.revision, shown[-1].name if len(found) > turn.size else None)

    def _some(
        self, call: Call, reader: Reader, wanted: ReviewFilter, after: AttestationName | None, moment: datetime
    ) -> "_Some":
        records = reader.pending(after, _AT_ONCE, wanted.population)
        histories = reader.histories([each.attestation.name for each in records])
        reviews = [
            Review(each, histories[each.attestation.name])
            for each in records
            if serves(call, each) and _within_reach(call, reader, each.attestation.subject)
        ]
        last = records[-1].attestation.name if len(records) == _AT_ONCE else None
        return _Some([each for each in reviews if wanted.matches(each, moment)], last)


def _within_reach(call: Call, reader: Reader, name: PrincipalName) -> bool:
    return call.permit.populations is None or call.permit.reaches(existing(reader, name).populations)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some of the queue; `last`: after which more follow."""

    reviews: Sequence[Review]
    last: AttestationName | None


@dataclass(frozen=True, slots=True)
class GetReview:
    """Read an attestation that serves the call with everything that its review did. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: AttestationName, at_least: int = 0) -> Result[Review]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(visible_review(call, reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class AssignReview:
    """Give a review to a caller, or to nobody. `NotFoundError`; `PreconditionError` where it is decided."""

    store: Store

    def __call__(
        self, call: Call, name: AttestationName, assignee: CallerName | None, once: Once | None = None
    ) -> Result[Review]:
        def act(writer: Writer) -> Done:
            review = visible_review(call, writer, name)
            review.check_open()
            if review.assignee == assignee:
                return done(name, subject_of(name))
            step = Step.UNASSIGNED if assignee is None else Step.ASSIGNED
            writer.add_review_entry(name, Entry(step, assignee=assignee))
            return done(name, subject_of(name), "attestation.assigned")

        return write_once(self.store, call, once, act, reviewed)


@dataclass(frozen=True, slots=True)
class RequestInformation:
    """Ask for more before deciding. `NotFoundError`; `PreconditionError` where it is decided or another reviewer's."""

    store: Store

    def __call__(self, call: Call, name: AttestationName, wanted: Entry, once: Once | None = None) -> Result[Review]:
        def act(writer: Writer) -> Done:
            review = visible_review(call, writer, name)
            review.check_decided_by(call.actor)
            review.check_may_ask(wanted.wanted)
            writer.add_review_entry(name, wanted)
            return done(name, subject_of(name), "attestation.information_requested")

        return write_once(self.store, call, once, act, reviewed)


@dataclass(frozen=True, slots=True)
class ProvideInformation:
    """Answer a request for information; whoever does so took part and cannot approve. `NotFoundError`, also for a
    record of evidence; `PreconditionError` where nothing is asked for, or the record does not stand; `InvalidError` for
    evidence as in a submission, and for a record about somebody else or not for the purposes of the attestation."""

    store: Store

    def __call__(
        self,
        call: Call,
        name: AttestationName,
        evidence: tuple[str, ...],
        code: str,
        once: Once | None = None,
    ) -> Result[Review]:
        check_evidence(evidence)
        citations(evidence)

        def act(writer: Writer) -> Done:
            review = visible_review(call, writer, name)
            review.check_asked()
            check_provided(call, writer, review.record.attestation, evidence)
            writer.add_review_entry(name, Entry(Step.INFORMATION_PROVIDED, evidence=evidence, code=code))
            return done(name, subject_of(name), "attestation.information_provided")

        return write_once(self.store, call, once, act, reviewed)

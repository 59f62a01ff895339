"""The life of attestations against a simple model of it, with deliveries repeated and out of order."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.names import AttestationName, CallerName, IssuerName
from denizen.domain.reviews import (
    InformationWanted,
    RejectionReason,
    information_request,
    rejection,
)
from tests.unit.lifecycle.model import (
    ENDED,
    PENDING,
    REJECTED,
    REVOKED,
    SUPERSEDED,
    SUSPENDED,
    VERIFIED,
    Modelled,
    RefusedError,
)
from tests.unit.lifecycle.people import (
    WORD,
    Who,
    anybody,
    declarations,
    indexes,
    issuers,
    numbers,
    reviewers,
)
from tests.unit.usecases.builders import HR, submission


class Life(Modelled):
    @rule(entitled=st.sampled_from([True, True, True, False]))
    def change_rights(self, *, entitled: bool) -> None:
        if entitled is not self.entitled:
            self.let(AssuranceLevel.HIGH if entitled else AssuranceLevel.LOW)
            self.entitled = entitled

    @rule(by=anybody, issuer=issuers, declared=declarations, number=numbers)
    def submit(self, by: Who, issuer: IssuerName, *, declared: bool, number: int | None) -> None:
        given = submission(
            **({"declaration": WORD, "assurance": None, "issuer": None} if declared else {"issuer": issuer})
        )

        def expected() -> Callable[[AttestationName], None]:
            kept = self.arriving(by, issuer, declared=declared)
            return lambda name: self.model.__setitem__(name, kept)

        self.take(by, number, ("submit", given), expected, lambda d: self.attestations.submit(by.call, given, d))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes, issuer=issuers, number=numbers)
    def supersede(self, by: Who, index: int, issuer: IssuerName, number: int | None) -> None:
        name, given = self.pick(index), submission(issuer=issuer)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state in ENDED:
                raise RefusedError
            kept = replace(self.arriving(by, issuer, declared=False), supersedes=name)
            ended = self.replacing(kept) if kept.state is VERIFIED else lambda _: None

            def change(new: AttestationName) -> None:
                self.model[new] = kept
                ended(new)

            return change

        what = ("supersede", name, given)
        self.take(by, number, what, expected, lambda d: self.attestations.supersede(by.call, name, given, d))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes, number=numbers)
    def resubmit(self, by: Who, index: int, number: int | None) -> None:
        name, given = self.pick(index, REJECTED, PENDING), submission(issuer=HR)

        def expected() -> Callable[[AttestationName], None]:
            old = self.model[name]
            if old.resubmitted or not (old.state is REJECTED or (old.state is PENDING and old.asked)):
                raise RefusedError
            if old.supersedes is not None and self.model[old.supersedes].state is SUPERSEDED:
                raise RefusedError
            kept = replace(self.arriving(by, HR, declared=False), supersedes=old.supersedes)
            ended = self.replacing(kept) if kept.state is VERIFIED else lambda _: None

            def change(new: AttestationName) -> None:
                self.model[new] = kept
                old.resubmitted = True
                if old.state is PENDING:
                    old.become(SUPERSEDED)
                ended(new)

            return change

        what = ("resubmit", name, given)
        self.take(by, number, what, expected, lambda d: self.reviews.resubmit(by.call, name, given, d))

    @precondition(lambda self: self.model)
    @rule(by=reviewers, index=indexes)
    def approve(self, by: Who, index: int) -> None:
        name = self.pick(index, PENDING)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not PENDING or kept.asked or not kept.may_be_decided_by(by):
                raise RefusedError
            self.vouched(kept, by)
            ended = self.replacing(kept)

            def change(new: AttestationName) -> None:
                kept.become(VERIFIED)
                ended(new)

            return change

        self.take(by, None, None, expected, lambda _: self.reviews.approve(by.call, name))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes)
    def reject(self, by: Who, index: int) -> None:
        name = self.pick(index, PENDING)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not PENDING or not kept.may_be_decided_by(by) or by.person == "alice":
                raise RefusedError
            return lambda _: kept.become(REJECTED)

        why = rejection([RejectionReason.EVIDENCE_MISSING], "")
        self.take(by, None, None, expected, lambda _: self.reviews.reject(by.call, name, why))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes, assignee=st.sampled_from([None, None, "callers/bob", "callers/desk"]))
    def assign(self, by: Who, index: int, assignee: str | None) -> None:
        name = self.pick(index, PENDING)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state is not PENDING:
                raise RefusedError
            return lambda _: setattr(self.model[name], "assignee", assignee)

        given = None if assignee is None else CallerName(assignee)
        self.take(by, None, None, expected, lambda _: self.reviews.assign(by.call, name, given))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes)
    def ask(self, by: Who, index: int) -> None:
        name = self.pick(index, PENDING)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not PENDING or not kept.may_be_decided_by(by):
                raise RefusedError
            return lambda _: setattr(kept, "asked", True)

        wanted = information_request([InformationWanted.DATES], "")
        self.take(by, None, None, expected, lambda _: self.reviews.request_information(by.call, name, wanted))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes)
    def provide(self, by: Who, index: int) -> None:
        name = self.pick(index, PENDING)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not PENDING or not kept.asked:
                raise RefusedError

            def change(_: AttestationName) -> None:
                kept.asked = False
                kept.contributors.add(by.person)

            return change

        self.take(by, None, None, expected, lambda _: self.reviews.provide_information(by.call, name, ("p. 3",), ""))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes, number=numbers)
    def revoke(self, by: Who, index: int, number: int | None) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state in ENDED:
                raise RefusedError
            return lambda _: self.model[name].become(REVOKED)

        what = ("revoke", name)
        self.take(by, number, what, expected, lambda d: self.attestations.revoke(by.call, name, "in-error", d))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=indexes, number=numbers)
    def suspend(self, by: Who, index: int, number: int | None) -> None:
        name = self.pick(index, VERIFIED)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state is not VERIFIED:
                raise RefusedError
            return lambda _: self.model[name].become(SUSPENDED)

        what = ("suspend", name)
        self.take(by, number, what, expected, lambda d: self.reviews.suspend(by.call, name, "inquiry", d))

    @precondition(lambda self: self.model)
    @rule(by=reviewers, index=indexes, number=numbers)
    def reinstate(self, by: Who, index: int, number: int | None) -> None:
        name = self.pick(index, SUSPENDED)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not SUSPENDED:
                raise RefusedError
            self.vouched(kept, by, again=True)
            return lambda _: kept.become(VERIFIED)

        what = ("reinstate", name)
        self.take(by, number, what, expected, lambda d: self.reviews.reinstate(by.call, name, "closed", d))


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=350, stateful_step_count=25, deadline=None)

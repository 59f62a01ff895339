"""The life of attestations against a simple model of it, with deliveries repeated and out of order."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from denizen.domain.attestations import AttestationRecord, AttestationState, SelfDeclaration
from denizen.domain.errors import AlreadyExistsError, DenizenError
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, CallerName, IssuerName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reviews import (
    InformationWanted,
    RejectionReason,
    Step,
    information_request,
    rejection,
)
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.storage.memory import MemoryStore
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.context import Call, Caller, Delivery, Method
from denizen.usecases.ports import Event
from denizen.usecases.principals import NewPrincipal, PrincipalUseCases
from denizen.usecases.review_use_cases import ReviewUseCases
from tests.unit.usecases.builders import ALICE, EXPORT, HR, Clock, submission

PENDING, VERIFIED, REJECTED, REVOKED, SUPERSEDED, SUSPENDED = (
    AttestationState.PENDING,
    AttestationState.VERIFIED,
    AttestationState.REJECTED,
    AttestationState.REVOKED,
    AttestationState.SUPERSEDED,
    AttestationState.SUSPENDED,
)
ENDED = (REJECTED, REVOKED, SUPERSEDED)
POLICY, TABLE = reverification_policy(), evidence_table()
ROGUE = IssuerName("issuers/rogue")
TEXT = "I am a citizen."
WORD = SelfDeclaration(TEXT, "1", hashlib.sha256(TEXT.encode()).hexdigest(), "en", ALICE, ALICE)


@dataclass(frozen=True)
class Who:
    """A caller, the person behind it, and the issuer for which it acts."""

    call: Call
    person: str
    issuer: IssuerName | None = None


def who(name: str, person: str, issuer: IssuerName | None = None, on_behalf_of: str = "") -> Who:
    caller = Caller(f"callers/{name}", issuer, Method.TOKEN)
    return Who(Call(caller, EXPORT, on_behalf_of=on_behalf_of), person, issuer)


PEOPLE = (
    who("ann", "ann"),
    who("bob", "bob"),
    who("portal", "ann", on_behalf_of="callers/ann"),
    who("portal", "bob", on_behalf_of="callers/bob"),
    who("portal", "alice", on_behalf_of=ALICE),
    who("desk", "desk", HR),
    who("feed", "alice", HR, on_behalf_of=ALICE),
    who("alice", "alice"),
    who("alice-at-hr", "alice", HR),
    who("rogue", "rogue", ROGUE),
)
anybody = st.sampled_from(PEOPLE)
numbers = st.none() | st.integers(1, 12)
issuers = st.sampled_from([HR, HR, ROGUE])


@dataclass
class Kept:
    """What the model knows of one attestation."""

    state: AttestationState
    person: str
    issuer: str
    declared: bool = False
    supersedes: AttestationName | None = None
    contributors: set[str] = field(default_factory=set)
    assignee: str | None = None
    asked: bool = False
    resubmitted: bool = False
    states: list[AttestationState] = field(default_factory=list)

    def may_be_decided_by(self, by: Who) -> bool:
        return self.assignee in (None, by.call.caller.name, by.call.on_behalf_of)

    def become(self, state: AttestationState) -> None:
        self.state = state
        self.states.append(state)


class RefusedError(Exception):
    """The model refuses."""


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        clock = Clock()
        self.store = MemoryStore(clock)
        self.attestations = AttestationUseCases.on(self.store, TABLE)
        self.reviews = ReviewUseCases.on(self.store, clock, POLICY, TABLE)
        principals = PrincipalUseCases.on(self.store)
        known = frozenset(ExternalIdentifier("caller", f"callers/{name}") for name in ("alice", "alice-at-hr"))
        portal = frozenset({ExternalIdentifier("caller", "callers/portal")})
        principals.create(PEOPLE[0].call, NewPrincipal("portal", PrincipalKind.SERVICE, identifiers=portal))
        principals.create(PEOPLE[0].call, NewPrincipal("alice", PrincipalKind.PERSON, identifiers=known))
        with self.store.write(PEOPLE[0].call) as writer:
            writer.put_issuer(Issuer(HR))
            writer.record(Event("issuer.registered", HR))
        self.model: dict[AttestationName, Kept] = {}
        self.delivered: dict[tuple[str, int], tuple[Any, AttestationRecord, bool]] = {}
        self.again: dict[tuple[str, int], Callable[[], Any]] = {}

    # What the model says of a step, and whether the service agrees

    def take(
        self,
        by: Who,
        number: int | None,
        what: object,
        expected: Callable[[], Callable[[AttestationName], None]],
        act: Callable[[Delivery | None], Any],
    ) -> None:
        """One step, that may be numbered. `expected` changes nothing, raises `RefusedError` or tells how to change the
        model once the service did the same."""
        head = self.store.head(by.call).number
        before = {name: record.state for name, record in self.records().items()}
        delivery = None if number is None else Delivery(ALICE, "feed", number, repr(what).encode())
        key = (by.call.caller.name, number or 0)
        if delivery is not None and key in self.delivered:
            content, record, late = self.delivered[key]
            if content != what:
                self.refused(act, delivery, AlreadyExistsError)
            else:
                again = act(delivery)
                assert (again.value, again.late) == (record, late)
            assert self.store.head(by.call).number == head
            return
        earlier = [n for (caller, n), (_, _, late) in self.delivered.items() if caller == key[0] and not late]
        if delivery is not None and any(n > delivery.number for n in earlier):
            result = act(delivery)
            assert result.late
            assert {name: record.state for name, record in self.records().items()} == before
            self.delivered[key] = (what, result.value, True)
            return
        try:
            change = expected()
        except RefusedError:
            self.refused(act, delivery, DenizenError)
            assert self.store.head(by.call).number == head
            return
        result = act(delivery)
        value = getattr(result.value, "record", result.value)
        change(value.attestation.name)
        if delivery is not None:
            self.delivered[key] = (what, result.value, False)

    def refused(self, act: Callable[[Delivery | None], Any], delivery: Delivery | None, kind: type[Exception]) -> None:
        try:
            act(delivery)
        except kind:
            return
        raise AssertionError("the service did what the model refuses")

    def records(self) -> dict[AttestationName, AttestationRecord]:
        with self.store.read(PEOPLE[0].call) as reader:
            return {record.attestation.name: record for record in reader.attestations(ALICE)}

    def arriving(self, by: Who, issuer: IssuerName, *, declared: bool) -> Kept:
        entitled = by.issuer == issuer == HR and by.person != "alice"
        state = VERIFIED if declared or entitled else PENDING
        return Kept(state, by.person, ALICE if declared else issuer, declared, states=[state])

    def replacing(self, new: Kept) -> Callable[[AttestationName], None]:
        """What a fact does to what it supersedes."""
        if new.supersedes is None:
            return lambda _: None
        target = self.model[new.supersedes]
        if target.state is SUPERSEDED:
            raise RefusedError
        if target.state in ENDED:
            return lambda _: None
        if target.state is not PENDING and new.issuer not in {target.issuer, HR}:
            raise RefusedError
        return lambda _: target.become(SUPERSEDED)

    def pick(self, index: int) -> AttestationName:
        return list(self.model)[index % len(self.model)]

    def vouched(self, kept: Kept, by: Who) -> None:
        if by.person in {kept.person, "alice", *kept.contributors}:
            raise RefusedError
        if kept.declared:
            return
        if kept.issuer != HR or (by.issuer != HR and kept.person == "alice"):
            raise RefusedError

    # Steps

    @rule(by=anybody, issuer=issuers, declared=st.booleans(), number=numbers)
    def submit(self, by: Who, issuer: IssuerName, *, declared: bool, number: int | None) -> None:
        given = submission(
            **({"declaration": WORD, "assurance": None, "issuer": None} if declared else {"issuer": issuer})
        )

        def expected() -> Callable[[AttestationName], None]:
            kept = self.arriving(by, issuer, declared=declared)
            return lambda name: self.model.__setitem__(name, kept)

        self.take(by, number, ("submit", given), expected, lambda d: self.attestations.submit(by.call, given, d))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=st.integers(0, 9), issuer=issuers, number=numbers)
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
    @rule(by=anybody, index=st.integers(0, 9), number=numbers)
    def resubmit(self, by: Who, index: int, number: int | None) -> None:
        name, given = self.pick(index), submission(issuer=HR)

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
    @rule(by=anybody, index=st.integers(0, 9))
    def approve(self, by: Who, index: int) -> None:
        name = self.pick(index)

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
    @rule(by=anybody, index=st.integers(0, 9))
    def reject(self, by: Who, index: int) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not PENDING or not kept.may_be_decided_by(by) or by.person == "alice":
                raise RefusedError
            return lambda _: kept.become(REJECTED)

        why = rejection([RejectionReason.EVIDENCE_MISSING], "")
        self.take(by, None, None, expected, lambda _: self.reviews.reject(by.call, name, why))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=st.integers(0, 9), assignee=st.sampled_from([None, "callers/bob", "callers/desk"]))
    def assign(self, by: Who, index: int, assignee: str | None) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state is not PENDING:
                raise RefusedError
            return lambda _: setattr(self.model[name], "assignee", assignee)

        given = None if assignee is None else CallerName(assignee)
        self.take(by, None, None, expected, lambda _: self.reviews.assign(by.call, name, given))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=st.integers(0, 9))
    def ask(self, by: Who, index: int) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not PENDING or not kept.may_be_decided_by(by):
                raise RefusedError
            return lambda _: setattr(kept, "asked", True)

        wanted = information_request([InformationWanted.DATES], "")
        self.take(by, None, None, expected, lambda _: self.reviews.request_information(by.call, name, wanted))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=st.integers(0, 9))
    def provide(self, by: Who, index: int) -> None:
        name = self.pick(index)

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
    @rule(by=anybody, index=st.integers(0, 9), number=numbers)
    def revoke(self, by: Who, index: int, number: int | None) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state in ENDED:
                raise RefusedError
            return lambda _: self.model[name].become(REVOKED)

        what = ("revoke", name)
        self.take(by, number, what, expected, lambda d: self.attestations.revoke(by.call, name, "in-error", d))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=st.integers(0, 9), number=numbers)
    def suspend(self, by: Who, index: int, number: int | None) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            if self.model[name].state is not VERIFIED:
                raise RefusedError
            return lambda _: self.model[name].become(SUSPENDED)

        what = ("suspend", name)
        self.take(by, number, what, expected, lambda d: self.reviews.suspend(by.call, name, "inquiry", d))

    @precondition(lambda self: self.model)
    @rule(by=anybody, index=st.integers(0, 9), number=numbers)
    def reinstate(self, by: Who, index: int, number: int | None) -> None:
        name = self.pick(index)

        def expected() -> Callable[[AttestationName], None]:
            kept = self.model[name]
            if kept.state is not SUSPENDED:
                raise RefusedError
            self.vouched(kept, by)
            return lambda _: kept.become(VERIFIED)

        what = ("reinstate", name)
        self.take(by, number, what, expected, lambda d: self.reviews.reinstate(by.call, name, "closed", d))

    # What always holds

    @invariant()
    def states_agree(self) -> None:
        assert {name: record.state for name, record in self.records().items()} == {
            name: kept.state for name, kept in self.model.items()
        }

    @invariant()
    def no_transition_is_lost_or_repeated(self) -> None:
        with self.store.read(PEOPLE[0].call) as reader:
            known: dict[AttestationName, list[AttestationState]] = {name: [] for name in self.model}
            for revision in range(1, reader.revision.number + 1):
                for record in reader.as_of(revision).attestations(ALICE):
                    states = known[record.attestation.name]
                    if not states or states[-1] is not record.state:
                        states.append(record.state)
        assert known == {name: kept.states for name, kept in self.model.items()}

    @invariant()
    def nobody_is_verified_alone(self) -> None:
        """Told from what is kept alone: who submitted, and who approved."""
        persons = {(each.call.caller.name, each.call.on_behalf_of): each for each in PEOPLE}
        with self.store.read(PEOPLE[0].call) as reader:
            for name, record in self.records().items():
                if record.state is not VERIFIED or record.attestation.declaration is not None:
                    continue
                assert record.attestation.issuer == HR
                first = persons[record.submitted_by.caller, record.submitted_by.on_behalf_of]
                if first.issuer == HR and first.person != "alice":
                    continue
                steps = reader.histories([name])[name]
                (approved,) = [each for each in steps if each.entry.step is Step.APPROVED]
                second = persons[approved.by.caller, approved.by.on_behalf_of]
                assert second.person not in {first.person, "alice"}
                assert second.issuer == HR or "alice" not in {first.person, second.person}


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)

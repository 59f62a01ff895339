"""A simple model of the lives of attestations, and the world in which the service has to agree with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.errors import AlreadyExistsError, DenizenError
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import AttestationName, IssuerName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reviews import Step
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.storage.memory import MemoryStore
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.context import Delivery
from denizen.usecases.ports import Event
from denizen.usecases.principals import NewPrincipal, PrincipalUseCases
from denizen.usecases.review_use_cases import ReviewUseCases
from tests.unit.lifecycle.people import PEOPLE, Who
from tests.unit.usecases.builders import ALICE, HR, Clock

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


class Modelled(RuleBasedStateMachine):
    """The service, and beside it what the model knows."""

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
        ways_in = frozenset(ExternalIdentifier("caller", f"callers/{name}") for name in ("ann", "ann-at-home"))
        principals.create(PEOPLE[0].call, NewPrincipal("ann", PrincipalKind.PERSON, identifiers=ways_in))
        self.entitled = True
        self.let(AssuranceLevel.HIGH)
        self.model: dict[AttestationName, Kept] = {}
        self.delivered: dict[tuple[str, int], tuple[Any, AttestationRecord, bool]] = {}

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

    def let(self, highest: AssuranceLevel) -> None:
        with self.store.write(PEOPLE[0].call) as writer:
            writer.put_issuer(Issuer(HR, rights=(Right(highest=highest),)))
            writer.record(Event("issuer.changed", HR))

    def arriving(self, by: Who, issuer: IssuerName, *, declared: bool) -> Kept:
        for_it = by.issuer == issuer == HR and not declared
        if for_it and not self.entitled:
            raise RefusedError
        state = VERIFIED if declared or (for_it and by.person != "alice") else PENDING
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

    def pick(self, index: int, *states: AttestationState) -> AttestationName:
        """Any; for the most part one in such a state, where there is one."""
        those = [name for name, kept in self.model.items() if kept.state in states]
        names = those if those and index % 4 else list(self.model)
        return names[index % len(names)]

    def vouched(self, kept: Kept, by: Who, *, again: bool = False) -> None:
        firsts = set() if again and by.issuer == kept.issuer else {kept.person, *kept.contributors}
        if by.person in {"alice", *firsts}:
            raise RefusedError
        if kept.declared:
            return
        if kept.issuer != HR or not self.entitled or (by.issuer != HR and kept.person == "alice"):
            raise RefusedError

    # What always holds

    @invariant()
    def states_agree(self) -> None:
        assert {name: record.state for name, record in self.records().items()} == {
            name: kept.state for name, kept in self.model.items()
        }

    def teardown(self) -> None:
        """No transition is lost or repeated: every state at every revision, once for all that came before."""
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
                then = reader.as_of(record.known.from_revision).issuer(HR)
                assert then is not None
                assert then.rights[0].highest >= record.attestation.assurance.ordinal
                first = persons[record.submitted_by.caller, record.submitted_by.on_behalf_of]
                if first.issuer == HR and first.person != "alice":
                    continue
                steps = reader.histories([name])[name]
                (approved,) = [each for each in steps if each.entry.step is Step.APPROVED]
                second = persons[approved.by.caller, approved.by.on_behalf_of]
                assert second.person not in {first.person, "alice"}
                assert second.issuer == HR or "alice" not in {first.person, second.person}

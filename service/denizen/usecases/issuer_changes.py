"""Changing what issuers are: a proposal by one person, which counts once another has approved it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.errors import InvalidError, NotFoundError, PreconditionError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuer_keys import IssuerKey, merged
from denizen.domain.issuer_proposals import Change, IssuerProposal, ProposalState, ProposalStep, check_issuer
from denizen.domain.issuers import Issuer, Standing, StandingRecord
from denizen.domain.names import IssuerName, ProposalName, issuer_proposed, proposal_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.refusals import inside
from denizen.usecases.context import Call, Method, Once
from denizen.usecases.identifiers import random_id
from denizen.usecases.issuers import proposed
from denizen.usecases.persons import People
from denizen.usecases.ports import Reader, Revision, Store, Writer
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, done, write_once
from denizen.verification.issuer_keys import read_keys
from denizen.verification.json_web_keys import KeySetError

MOST_STEPS = 1_000
"""Suspensions, reinstatements and withdrawals of one issuer."""
_CHANGES = {
    Standing.SUSPENDED: Change.SUSPEND,
    Standing.WITHDRAWN: Change.WITHDRAW,
    Standing.REINSTATED: Change.REINSTATE,
}

FetchKeys = Callable[[str], bytes]
"""What is published at an address. `InvalidError` naming `keys_url` for an address that is not allowed;
`UnavailableError` where it cannot be had."""


def parsed_keys(content: bytes, valid: Interval, field: str) -> tuple[IssuerKey, ...]:
    """The keys of a set, of one key or of a certificate. `InvalidError` naming `field`."""
    try:
        return read_keys(content, valid)
    except KeySetError as error:
        raise InvalidError(field, f"{len(content)} bytes", str(error)) from None


@dataclass(frozen=True, slots=True)
class From:
    """From which moment of the world on; neither: from the proposal on. `beginning`: it was never otherwise."""

    moment: datetime | None = None
    beginning: bool = False

    def start(self, now: Revision) -> datetime | None:
        return None if self.beginning else self.moment or now.instant


@dataclass(frozen=True, slots=True)
class NewStanding:
    """How an issuer shall stand, from when on and until when; `end` None: without end."""

    standing: Standing
    start: From
    end: datetime | None
    reason_code: str


@dataclass(frozen=True, slots=True)
class Proposing:
    """What all proposals have in common."""

    store: Store
    new_id: Callable[[], str] = random_id

    def propose(
        self,
        call: Call,
        name: IssuerName,
        change: Change | None,
        changed: Callable[[Writer, Issuer | None], Issuer],
        once: Once | None,
    ) -> Result[IssuerProposal]:
        """Propose what `changed` makes of the issuer; `change` None: to register it, or to update it where it is."""

        def act(writer: Writer) -> Done:
            # 1. What it is now, and what it shall be.
            history = writer.issuer_history(name)
            current = history[-1] if history else None
            if current is None and change is not None:
                raise NotFoundError(name)
            after = changed(writer, current.issuer if current else None)
            if current is not None and after == current.issuer:
                raise PreconditionError(name, "it is so already: there is nothing to approve")
            # 2. It can be that, beside the others.
            _check(writer, after)
            # 3. It waits for a second person.
            kind = change or (Change.UPDATE if current else Change.REGISTER)
            base = current.known.from_revision if current else 0
            first = _step(writer, call, ProposalState.PROPOSED)
            proposal = IssuerProposal(proposal_of(name, self.new_id()), kind, after, base, (first,))
            writer.put_issuer_proposal(proposal)
            return done(proposal.name, None, "issuer_proposal.proposed")

        return write_once(self.store, call, once, act, proposed)


def _step(writer: Writer, call: Call, state: ProposalState, reason_code: str = "") -> ProposalStep:
    return ProposalStep(state, call.actor, writer.revision.number, writer.revision.instant, reason_code)


def _check(reader: Reader, issuer: Issuer) -> None:
    with inside("issuer"):
        check_issuer(issuer, reader.issuers())
        if issuer.organisation is not None:
            principal = reader.principal(issuer.organisation)
            if principal is None or principal.kind is not PrincipalKind.ORGANISATION:
                raise InvalidError("organisation", issuer.organisation, "an organisation that exists")
        if len(issuer.standing) > MOST_STEPS:
            raise InvalidError("standing", len(issuer.standing), f"at most {MOST_STEPS} steps")


@dataclass(frozen=True, slots=True)
class ProposeIssuer:
    """Propose to register an issuer, or what a registered one shall be instead. Keys are added to those that there are,
    and its standing stays. Where keys come from an address and none are given, they are fetched.

    `InvalidError`, seen from the request; `PreconditionError` where it is so already; `UnavailableError` where its keys
    cannot be fetched.
    """

    proposing: Proposing
    fetch: FetchKeys

    def __call__(self, call: Call, issuer: Issuer, once: Once | None = None) -> Result[IssuerProposal]:
        with inside("issuer"):
            # Before the unit of work: nobody waits for a lock while an address is asked.
            fetched = self._fetched(issuer)

        def changed(_: Writer, current: Issuer | None) -> Issuer:
            with inside("issuer"):
                keys = merged(current.keys if current else (), (*fetched, *issuer.keys))
            return replace(issuer, keys=keys, standing=current.standing if current else ())

        return self.proposing.propose(call, issuer.name, None, changed, once)

    def _fetched(self, issuer: Issuer) -> tuple[IssuerKey, ...]:
        if not issuer.keys_url or issuer.keys:
            return ()
        return parsed_keys(self.fetch(issuer.keys_url), ALWAYS, "keys_url")


@dataclass(frozen=True, slots=True)
class ProposeStanding:
    """Propose to suspend, reinstate or withdraw an issuer, over an interval of the world. `NotFoundError`;
    `InvalidError` for an interval that ends before it starts."""

    proposing: Proposing

    def __call__(
        self, call: Call, name: IssuerName, standing: NewStanding, once: Once | None = None
    ) -> Result[IssuerProposal]:
        def changed(writer: Writer, current: Issuer | None) -> Issuer:
            issuer = current or missing(name)
            with inside("effective"):
                effective = Interval(standing.start.start(writer.revision), standing.end)
            record = StandingRecord(standing.standing, effective, standing.reason_code)
            return replace(issuer, standing=(*issuer.standing, record))

        return self.proposing.propose(call, name, _CHANGES[standing.standing], changed, once)


def missing(name: IssuerName) -> Issuer:
    """`NotFoundError`: only one that is registered can be changed so."""
    raise NotFoundError(name)


@dataclass(frozen=True, slots=True)
class DecideProposal:
    """Approve, reject or withdraw a proposal; approved, the issuer is what it says from then on. `NotFoundError`;
    `PreconditionError` where it is decided, the issuer changed since it was proposed, or the caller may not."""

    store: Store

    def __call__(
        self, call: Call, name: ProposalName, state: ProposalState, reason_code: str = "", once: Once | None = None
    ) -> Result[IssuerProposal]:
        def act(writer: Writer) -> Done:
            proposal = proposed(writer, name)
            people = People(writer, since=[proposal.steps[0].revision])
            decided = proposal.after(_step(writer, call, state, reason_code), people.counts_as, _speaking_for(call))
            kinds = [f"issuer_proposal.{state.value}"]
            if state is ProposalState.APPROVED:
                # What was approved is what was read: neither it nor what it changes may be another by now.
                history = writer.issuer_history(issuer_proposed(name))
                if (history[-1].known.from_revision if history else 0) != proposal.base:
                    raise PreconditionError(name, "the issuer changed since this was proposed: propose it again")
                try:
                    _check(writer, proposal.issuer)
                except InvalidError as error:
                    raise PreconditionError(name, error.message) from None
                writer.put_issuer(proposal.issuer)
                kinds.append("issuer.changed")
            writer.put_issuer_proposal(decided)
            return done(name, None, *kinds)

        return write_once(self.store, call, once, act, proposed)


def _speaking_for(call: Call) -> IssuerName | None:
    """The issuer whose own word the act would be. Where nobody is asked who calls, everybody is the same caller, and
    only for whom it acts tells them apart."""
    return None if call.caller.method is Method.LOCAL and call.on_behalf_of else call.caller.issuer

"""Issuers and proposals about them: read, as known now or then."""

from dataclasses import dataclass

from denizen.domain.errors import NotFoundError
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord, ProposalState
from denizen.domain.names import IssuerName, ProposalName, issuer_proposed
from denizen.usecases.asking import Times, as_known, check_not_future, furthest
from denizen.usecases.context import Call
from denizen.usecases.ports import Clock, Reader, Store
from denizen.usecases.results import Page, Result, Turn, page_of


def recorded(reader: Reader, name: IssuerName) -> IssuerRecord:
    """The issuer as it is known to be. `NotFoundError`."""
    history = reader.issuer_history(name)
    if not history:
        raise NotFoundError(name)
    return history[-1]


def proposed(reader: Reader, name: str) -> IssuerProposal:
    """The proposal. `NotFoundError`."""
    found = reader.issuer_proposal(ProposalName(name))
    if found is None:
        raise NotFoundError(name)
    return found


@dataclass(frozen=True, slots=True)
class GetIssuer:
    """Read an issuer, as known now or then. `NotFoundError` where it was not registered; `InvalidError` for a known
    time of the future."""

    store: Store
    clock: Clock

    def __call__(self, call: Call, name: IssuerName, times: Times) -> Result[IssuerRecord]:
        check_not_future(times, self.clock.now())
        with self.store.read(call, at_least=furthest(self.store, call, times)) as latest:
            reader = as_known(latest, times)
            return Result(recorded(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListIssuers:
    """Read issuers page by page, in the order of names."""

    store: Store

    def __call__(self, call: Call, turn: Turn) -> Page[IssuerRecord]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            names = page_of([each.name for each in reader.issuers()], str, turn, reader.revision)
            return Page(tuple(recorded(reader, each) for each in names.values), names.revision, names.cursor)


@dataclass(frozen=True, slots=True)
class ListIssuerHistory:
    """Read what an issuer was known to be, page by page, the latest first. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: IssuerName, turn: Turn) -> Page[IssuerRecord]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            recorded(reader, name)
            latest_first = list(reversed(reader.issuer_history(name)))
            return page_of(latest_first, lambda each: str(each.known.from_revision), turn, reader.revision)


@dataclass(frozen=True, slots=True)
class GetProposal:
    """Read a proposal with its steps. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: ProposalName, at_least: int = 0) -> Result[IssuerProposal]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(proposed(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListProposals:
    """Read proposals page by page, in the order of names: about one issuer, or in one state, or all."""

    store: Store

    def __call__(
        self, call: Call, issuer: IssuerName | None, state: ProposalState | None, turn: Turn
    ) -> Page[IssuerProposal]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            found = [
                each
                for each in reader.issuer_proposals()
                if (issuer is None or issuer_proposed(each.name) == issuer) and (state is None or each.state is state)
            ]
            return page_of(found, lambda each: each.name, turn, reader.revision)

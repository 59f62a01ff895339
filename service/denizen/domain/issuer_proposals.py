"""Changes of issuers: one person proposes what an issuer shall be, another approves it, and only then it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Known
from denizen.domain.errors import InvalidError, PreconditionError
from denizen.domain.issuer_keys import MOST_KEYS
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName, ProposalName
from denizen.domain.second_person import Actor, CountsAs, check_second_person, resolve

MOST_RIGHTS = 100
LONGEST_TITLE = 256
LONGEST_IDENTIFIER = 2048
MOST_IDENTIFIERS = 20


@dataclass(frozen=True, slots=True)
class IssuerRecord:
    """An issuer as it was known to be from one revision to another."""

    issuer: Issuer
    known: Known


class Change(Enum):
    """What a proposal is about."""

    REGISTER = "register"
    UPDATE = "update"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"
    ADD_KEYS = "add_keys"
    REVOKE_KEY = "revoke_key"
    REFRESH_KEYS = "refresh_keys"


class ProposalState(Enum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ProposalStep:
    """A step in the life of a proposal: the state that it led to, whose act it was, and when we learned it."""

    state: ProposalState
    actor: Actor
    revision: int
    instant: datetime
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class IssuerProposal:
    """What an issuer shall be, whole. `base`: the revision from which it is known as what the proposal changes; 0: it
    is not registered. `steps`: the first is the proposal."""

    name: ProposalName
    change: Change
    issuer: Issuer
    base: int
    steps: tuple[ProposalStep, ...]

    @property
    def state(self) -> ProposalState:
        return self.steps[-1].state

    def after(self, step: ProposalStep, counts_as: CountsAs, acting_for: IssuerName | None = None) -> "IssuerProposal":
        """The proposal after that step. `PreconditionError` where it is decided, or the actor may not take the step.

        Whoever approves is not whoever proposed, by whatever credentials, and does not speak for the issuer itself
        (`acting_for`). For whom a caller acts is its own word: one that acted for one person is no second person when
        it acts for another.
        """
        first, second = (resolve(each, counts_as) for each in (self.steps[0].actor, step.actor))
        if self.state is not ProposalState.PROPOSED:
            raise PreconditionError(self.name, f"it is {self.state.value} already")
        if step.state is ProposalState.WITHDRAWN and not second.is_(first.hands | first.mind):
            raise PreconditionError(self.name, "only whoever proposed it may withdraw it; others may reject it")
        if step.state is ProposalState.APPROVED:
            check_second_person(self.name, second, [first], "approve")
            if acting_for == self.issuer.name:
                raise PreconditionError(self.name, f"whoever acts for {acting_for} cannot approve what it may do")
        return replace(self, steps=(*self.steps, step))


def check_issuer(issuer: Issuer, others: Iterable[Issuer]) -> None:
    """`InvalidError` for what cannot be an issuer, alone or beside the others that are registered."""
    if not issuer.name.startswith("issuers/"):
        raise InvalidError("name", issuer.name, "issuers/{issuer}: a person's own word needs no registration")
    if len(issuer.title) > LONGEST_TITLE:
        raise InvalidError("title", f"{len(issuer.title)} characters", f"at most {LONGEST_TITLE}")
    if not 0 < len(issuer.rights) <= MOST_RIGHTS:
        raise InvalidError("rights", len(issuer.rights) or None, f"1 to {MOST_RIGHTS} rights")
    for index, right in enumerate(issuer.rights):
        if right.highest is AssuranceLevel.SELF_DECLARED:
            raise InvalidError(
                f"rights[{index}].highest", right.highest.name, "another level: it is for one's own word"
            )
    if len(issuer.identifiers) > MOST_IDENTIFIERS:
        raise InvalidError("identifiers", len(issuer.identifiers), f"at most {MOST_IDENTIFIERS}")
    if len(issuer.keys) > MOST_KEYS:
        raise InvalidError("keys", len(issuer.keys), f"at most {MOST_KEYS}")
    taken = _taken(issuer.name, others)
    for identifier in sorted(issuer.identifiers):
        if not 0 < len(identifier) <= LONGEST_IDENTIFIER or not identifier.isprintable():
            got, wanted = f"{len(identifier)} characters", f"1 to {LONGEST_IDENTIFIER} printable characters"
            raise InvalidError("identifiers", got, wanted)
        if identifier in taken:
            raise InvalidError("identifiers", identifier, f"one that is not an identifier of {taken[identifier]}")


def _taken(name: IssuerName, others: Iterable[Issuer]) -> Mapping[str, IssuerName]:
    return {each: other.name for other in others if other.name != name for each in other.identifiers}


def issuer_of(identifier: str, issuers: Iterable[Issuer]) -> Issuer | None:
    """The issuer whose credentials name it so (`iss`); None: nobody's do."""
    return next((each for each in issuers if identifier in each.identifiers), None)

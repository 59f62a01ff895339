"""Who calls, for what, and until when: goes with every use case."""

import time
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DeadlineError
from denizen.domain.names import IssuerName, PrincipalName, Purpose
from denizen.domain.permits import Permit, Standing
from denizen.domain.rates import Rate
from denizen.domain.roles import Permission
from denizen.domain.second_person import Actor


class Method(Enum):
    """How we know who calls."""

    LOCAL = "local"
    """Not at all: only programs of this machine can connect."""
    STATIC_TOKEN = "static-token"  # noqa: S105  # the word, not a secret
    """By a token of a file, for development."""
    TOKEN = "token"  # noqa: S105  # the same
    """By a token that an issuer signed."""
    CERTIFICATE = "certificate"
    """By the certificate of its connection."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller. `issuer`: the registered issuer that it acts for, if any. `method`: how we know. `workload`: the caller
    whose certificate the connection has, where a token on top of it says that this one calls. `rate`: how often it may
    call; None: as often as others."""

    name: str
    issuer: IssuerName | None = None
    method: Method = Method.LOCAL
    workload: str = ""
    rate: Rate | None = None


class Deadline(Protocol):
    """When the caller stops waiting."""

    def remaining(self) -> float | None:
        """Seconds left, at least 0; None: the caller waits without end."""


class NoDeadline:
    """A caller that waits without end."""

    def remaining(self) -> float | None:
        return None


@dataclass(frozen=True, slots=True)
class ExpiresAt:
    """A deadline on the monotonic clock."""

    moment: float

    def remaining(self) -> float | None:
        return max(0.0, self.moment - time.monotonic())


_OWN = Permit("the service itself", Permission.SELF_READ, (Standing(Tier.EFFECT),))


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a use case. `call_id` goes into logs and response; `on_behalf_of` is for whom the caller acts; `tier`
    is how much of an answer it may see, `presence` how surely it may assert where principals are (None: not at all),
    and `permit` how far it reaches. Without one it is a call of the service's own, and reaches everybody."""

    caller: Caller
    purpose: Purpose | None = None
    call_id: str = ""
    on_behalf_of: str = ""
    deadline: Deadline = field(default_factory=NoDeadline)
    tier: Tier = Tier.EFFECT
    presence: AssuranceLevel | None = None
    permit: Permit = _OWN

    def under(self, permit: Permit) -> "Call":
        """The same call, reaching as far as that."""
        return replace(self, tier=permit.tier, presence=permit.presence, permit=permit)

    @property
    def actor(self) -> Actor:
        """Whose act it is. Where nobody is asked who calls, for whom it is done is all that tells people apart."""
        if self.caller.method is Method.LOCAL and self.on_behalf_of:
            return Actor(self.on_behalf_of)
        return Actor(self.caller.name, self.on_behalf_of)

    def check_deadline(self) -> None:
        """`DeadlineError` when the caller's time is up."""
        if self.deadline.remaining() == 0:
            raise DeadlineError("the caller's deadline has passed; nothing was stored")


@dataclass(frozen=True, slots=True)
class Once:
    """Makes a write harmless to repeat (AIP-155): the caller's id for it, and its whole content in canonical bytes."""

    request_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """Makes late and repeated deliveries about a principal harmless: the caller's source, the number that grows with
    each of its deliveries about that principal, and the whole content in canonical bytes. `once`: its request id."""

    subject: PrincipalName
    source: str
    number: int
    content: bytes
    once: Once | None = None

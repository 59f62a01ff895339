"""CheckAccess: a principal and a resource under every ENFORCED directive in force."""

from dataclasses import dataclass
from datetime import datetime

from denizen.domain.access import Access, Asked, Contribution, access
from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.names import PrincipalName, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import Asking, AssertedPresence, Item, Times, decision_id, snapshot
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.ports import Clock, Revision, Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who wants what."""

    subject: PrincipalName | ExternalIdentifier
    resource: ResourceName
    presence: AssertedPresence | None = None


@dataclass(frozen=True, slots=True)
class AccessDecision:
    """What a gateway should do, and the pair of times that it speaks of."""

    id: str
    access: Access
    at: datetime
    revision: Revision


class CheckAccess:
    """Answers on one snapshot and at one moment, under all directives together."""

    def __init__(self, store: Store, directives: DirectiveCache, clock: Clock) -> None:
        self._store = store
        self._directives = directives
        self._clock = clock

    def __call__(self, call: Call, wanted: Wanted, times: Times) -> AccessDecision:
        """`InvalidError` for a resource that was never registered, or a known time of the future."""
        with snapshot(self._store, self._clock, call, times) as (reader, at):
            asking = Asking(call, reader, at, self._directives)
            # 1. Every ENFORCED directive, those too that are not in force yet: they may come to be.
            directives = self._directives.enforced(reader, asking.revision)
            if wanted.resource not in self._directives.resources(reader, asking.revision):
                raise InvalidError("resource", wanted.resource, "a registered resource")
            items = [Item(wanted.subject, each.name, wanted.resource, wanted.presence) for each in directives]
            # 2. What is known of the principal, gathered once for all of them, and each one's answer.
            asking.gather(items)
            asked = []
            for directive, item in zip(directives, items, strict=True):
                answer = asking.answer(item)
                if isinstance(answer, DenizenError):
                    raise answer
                asked.append(Asked(Contribution(directive.name, answer), directive.records))
            # 3. The strictest wins.
            found = access(asked, at, known=asking.knows(wanted.subject))
            return AccessDecision(decision_id(), found, at, reader.revision)

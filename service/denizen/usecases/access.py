"""CheckAccess: a principal and a resource under every ENFORCED directive in force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.access import Access, Asked, Contribution, access
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.evaluation import CompiledDirective
from denizen.domain.names import DirectiveName, PrincipalName, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import Asking, AssertedPresence, Item, Times, snapshot
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.identifiers import decision_id
from denizen.usecases.ports import Clock, Reader, Revision, Store
from denizen.usecases.probing import Probing
from denizen.usecases.reaching import reached_item
from denizen.usecases.ways_of_asking import Way, looks_of

CONTRIBUTIONS = Tier.DETERMINATION
"""The least tier that is shown what each directive contributes."""
EVERY = DirectiveName("")
"""Stands for all directives where a caller's reach is asked for: one that is limited in directives has none here."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who wants what."""

    subject: PrincipalName | ExternalIdentifier
    resource: ResourceName
    presence: AssertedPresence | None = None


@dataclass(frozen=True, slots=True)
class AccessDecision:
    """What a gateway should do, the pair of times that it speaks of, and the tier that it is shown."""

    id: str
    access: Access
    at: datetime
    revision: Revision
    tier: Tier


class CheckAccess:
    """Answers on one snapshot and at one moment, under all directives together."""

    def __init__(self, store: Store, directives: DirectiveCache, clock: Clock, probing: Probing) -> None:
        self._store = store
        self._directives = directives
        self._clock = clock
        self._probing = probing

    def __call__(self, call: Call, wanted: Wanted, times: Times) -> AccessDecision:
        """`InvalidError` for a resource that was never registered, or a known time of the future; `ExhaustedError` for
        a principal asked about in too many ways."""
        with snapshot(self._store, self._clock, call, times) as (reader, at):
            call, subject = self._reached(call, wanted, reader, times)
            asking = Asking(call, reader, at, self._directives)
            # 1. Every ENFORCED directive, those too that are not in force yet: they may come to be.
            directives = self._directives.enforced(reader, asking.revision)
            if wanted.resource not in self._directives.resources(reader, asking.revision):
                raise InvalidError("resource", wanted.resource, "a registered resource")
            who = (asking.name(subject) if subject is wanted.subject else None) or wanted.subject
            way = Way.of(call, [each.name for each in directives], wanted.presence, *looks_of(times))
            self._probing.check(call, who, way)
            presence = None if wanted.presence is None else wanted.presence.observed(at)
            items = [Item(subject, each.name, wanted.resource, presence) for each in directives]
            # 2. What is known of the principal, gathered once for all of them.
            asking.gather(items)
            # 3. Each one's answer; the strictest wins.
            known = asking.knows(subject)
            found = _access(asking, directives, items, known=known)
            if call.tier < CONTRIBUTIONS:
                found = replace(found, valid_until=_until(asking, directives, items, found, known=known))
            return AccessDecision(decision_id(), found, at, reader.revision, call.tier)

    def _reached(
        self, call: Call, wanted: Wanted, reader: Reader, times: Times
    ) -> tuple[Call, PrincipalName | ExternalIdentifier]:
        """As whose question it is answered, and about whom."""
        if call.permit.unbounded:
            return call, wanted.subject
        item = Item(wanted.subject, EVERY, wanted.resource)
        if not times.of_the_past:
            reached = reached_item(call, item, reader)
        else:
            with self._store.read(call) as present:
                reached = reached_item(call, item, present)
        return reached.call, reached.item.subject


def _access(asking: Asking, directives: Sequence[CompiledDirective], items: Sequence[Item], *, known: bool) -> Access:
    asked = []
    for directive, item in zip(directives, items, strict=True):
        answer = asking.answer(item)
        if isinstance(answer, DenizenError):
            raise answer
        asked.append(Asked(Contribution(directive.name, answer), directive.records))
    return access(asked, asking.at, known=known)


def _until(
    asking: Asking, directives: Sequence[CompiledDirective], items: Sequence[Item], found: Access, *, known: bool
) -> datetime | None:
    """When the effect changes, for those who see no contributions: one of these may change, and nothing follow."""
    later = found
    while later.valid_until is not None:
        asking.call.check_deadline()
        asking = replace(asking, at=later.valid_until)
        later = _access(asking, directives, items, known=known)
        if later.effect is not found.effect:
            return asking.at
    return None

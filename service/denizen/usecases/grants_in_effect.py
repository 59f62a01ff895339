"""What callers were granted, in memory: read once for each revision at which grants changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from denizen.domain.grants import Grant, GrantRecord, GrantState
from denizen.domain.permits import Permit, Standing
from denizen.domain.roles import Permission, permissions_of
from denizen.usecases.context import Call
from denizen.usecases.following import Follower, Seen
from denizen.usecases.permitting import Allowed
from denizen.usecases.ports import Clock, Store

_START, _END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """What everybody may do, as of revision `revision` of grants, from `since` on and before `until`."""

    revision: int
    since: datetime
    until: datetime
    allowed: Mapping[tuple[str, Permission], Allowed]
    grants: Mapping[str, tuple[Grant, ...]]


def compiled(records: Iterable[GrantRecord], revision: int, now: datetime) -> Compiled:
    """Of all grants as known at the revision."""
    granted = [each.grant for each in records if each.state is GrantState.ACTIVE]
    bounds = [bound for each in granted for bound in each.effective.bounds()]
    grants: dict[str, list[Grant]] = defaultdict(list)
    standings: dict[tuple[str, Permission], list[Standing]] = defaultdict(list)
    for grant in granted:
        if now not in grant.effective:
            continue
        grants[grant.caller].append(grant)
        for permission in permissions_of(grant.role, grant.tier):
            standings[grant.caller, permission].append(grant.standing)
    return Compiled(
        revision,
        max((each for each in bounds if each <= now), default=_START),
        min((each for each in bounds if each > now), default=_END),
        {key: Allowed(Permit(*key, tuple(each))) for key, each in standings.items()},
        {caller: tuple(each) for caller, each in grants.items()},
    )


class GrantsInEffect:
    """Follows the commits: what was approved or revoked counts on every worker within its bound of staleness."""

    def __init__(self, store: Store, follower: Follower, clock: Clock) -> None:
        self._store = store
        self._follower = follower
        self._clock = clock
        self._compiled: Compiled | None = None

    def allowed(self, call: Call, permission: Permission, /) -> Allowed | None:
        """`UnavailableError` where the database is away for longer than the bound."""
        return self._now(call).allowed.get((call.caller.name, permission))

    def at_once(self, call: Call, permission: Permission, seen: Seen, now: datetime, /) -> Allowed | None:
        """The same without waiting; None also where it is not in memory."""
        kept = self._compiled
        if kept is None or kept.revision != seen.grants or not kept.since <= now < kept.until:
            return None
        return kept.allowed.get((call.caller.name, permission))

    def of(self, call: Call) -> tuple[Grant, ...]:
        """The caller's grants, in the order of names."""
        return self._now(call).grants.get(call.caller.name, ())

    def _now(self, call: Call) -> Compiled:
        seen = self._follower.reach(call)
        now = self._clock.now()
        kept = self._compiled
        if kept is None or kept.revision != seen.grants or not kept.since <= now < kept.until:
            kept = self._compiled = self._read(call, seen, now)
        return kept

    def _read(self, call: Call, seen: Seen, now: datetime) -> Compiled:
        number = seen.revision.number
        with self._store.read(call, number, at_least=number) as reader:
            return compiled(reader.grants(), seen.grants, now)

"""Whether a caller may do what it asks for: by what it was granted, on present knowledge."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.names import Population, PrincipalName
from denizen.domain.permits import Dimension, Permit, Standing
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.roles import Permission
from denizen.usecases.context import Call, Method
from denizen.usecases.following import Seen
from denizen.usecases.ports import Reader, Store

_MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Scope:
    """What a request is about, as far as grants can limit it.

    `purposes` None: requests of this kind have none. `directives` None: all that there are. `principals`: those that
    it names; None among them: it names nobody that there could be. `populations`: what principals are put into.
    `everybody`: it is about whoever there is.
    """

    purposes: Collection[str] | None = None
    directives: Collection[str] | None = ()
    principals: tuple[PrincipalName | ExternalIdentifier | None, ...] = ()
    populations: frozenset[Population] | None = None
    everybody: bool = False


Narrowed = dict[tuple[Collection[str] | None, Collection[str] | None], Permit]


@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """A caller's permit for one permission, and what was made of it for the purposes and directives asked for."""

    permit: Permit
    narrowed: Narrowed = field(default_factory=dict)

    def narrow(self, scope: Scope) -> Permit:
        """For the scope's purposes and directives. `PermissionDeniedError`."""
        key = (scope.purposes, scope.directives)
        permit = self.narrowed.get(key)
        if permit is None:
            permit = self.permit
            if scope.purposes is not None:
                permit = permit.for_purposes(scope.purposes)
            permit = permit.for_directives(scope.directives)
            if len(self.narrowed) >= _MOST_REMEMBERED:
                self.narrowed.clear()
            self.narrowed[key] = permit
        return permit


Further = Callable[[Permission], Permit | None]
"""What else a caller may do by now; None: nothing of that kind."""


class Grants(Protocol):
    """What callers were granted, as it is in effect now."""

    def allowed(self, call: Call, permission: Permission, /) -> Allowed | None:
        """What the caller may do of that kind; None: nothing."""

    def at_once(self, call: Call, permission: Permission, seen: Seen, now: datetime, /) -> Allowed | None:
        """The same without waiting, the same object until it changes; None also where it is not known at once."""


class NoGrants:
    """Nobody was granted anything."""

    def allowed(self, _call: Call, _permission: Permission, /) -> Allowed | None:
        return None

    def at_once(self, _call: Call, _permission: Permission, _seen: Seen, _now: datetime, /) -> Allowed | None:
        return None


class Unguarded:
    """What callers may do whom nobody asked who they are: everything, since only this machine's programs are among
    them. `presence`: how surely they may assert it."""

    def __init__(self, presence: AssuranceLevel | None = None) -> None:
        self._standings = (Standing(Tier.FACTS, presence=presence),)
        self._allowed: dict[tuple[str, Permission], Allowed] = {}

    def allowed(self, caller: str, permission: Permission) -> Allowed:
        key = (caller, permission)
        found = self._allowed.get(key)
        if found is None:
            found = self._allowed[key] = Allowed(Permit(caller, permission, self._standings))
        return found


class Permitting:
    """Decides, before anything is done."""

    def __init__(self, grants: Grants, store: Store | None = None, unguarded: Unguarded | None = None) -> None:
        """`store`: where principals' populations are looked up. Without one, nobody of a limited reach is let near any
        principal by name."""
        self._grants = grants
        self._store = store
        self._unguarded = unguarded or Unguarded()

    def allowed(self, call: Call, permission: Permission) -> Allowed:
        """What the caller may do of that kind. `PermissionDeniedError`: nothing. `UnavailableError` where that cannot
        be known now."""
        if call.caller.method is Method.LOCAL:
            return self._unguarded.allowed(call.caller.name, permission)
        found = self._grants.allowed(call, permission)
        if found is None:
            return Allowed(Permit(call.caller.name, permission, ()))
        return found

    def at_once(self, call: Call, permission: Permission, seen: Seen, now: datetime) -> Allowed | None:
        """What the caller may do of that kind, without waiting; None also where that is not known at once."""
        if call.caller.method is Method.LOCAL:
            return self._unguarded.allowed(call.caller.name, permission)
        return self._grants.at_once(call, permission, seen, now)

    def within(self, call: Call, allowed: Allowed, scope: Scope) -> Permit:
        """The permit as far as it reaches in that scope. `PermissionDeniedError`, the same one whether a principal is
        out of reach or not there at all."""
        permit = allowed.narrow(scope)
        if scope.everybody:
            permit = permit.for_everybody()
        if permit.populations is None and not permit.differs:
            return permit
        if not scope.principals:
            return permit if scope.populations is None else placing(permit, scope.populations, frozenset())
        if self._store is None:
            raise permit.refusal(Dimension.POPULATION)
        with self._store.read(call) as reader:
            for subject in scope.principals:
                present = _populations(reader, subject)
                permit = permit.for_principal(present)
                if scope.populations is not None:
                    permit = placing(permit, scope.populations, present or frozenset())
        return permit


def _populations(reader: Reader, subject: PrincipalName | ExternalIdentifier | None) -> frozenset[Population] | None:
    name = reader.principal_by(subject) if isinstance(subject, ExternalIdentifier) else subject
    principal = None if name is None else reader.principal(name)
    return None if principal is None else principal.populations


def placing(permit: Permit, wanted: frozenset[Population], present: frozenset[Population]) -> Permit:
    """For whoever changes a principal's populations: those that come and go have to be within reach, and some have to
    be left, since a principal of none is everybody's concern."""
    return permit.for_populations(wanted ^ present) if wanted else permit.for_everybody()

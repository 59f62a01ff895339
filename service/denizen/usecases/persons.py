"""Who the people behind calls are: callers as the principals that they are, services as whom they act for."""

from collections.abc import Iterable

from denizen.domain.claims import ActsFor, ClaimKind
from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.second_person import Actor, Person, resolve
from denizen.usecases.context import Call
from denizen.usecases.ports import Reader

CALLER_SCHEME = "caller"
"""The scheme of external identifiers under which a principal is known to be a caller, by the caller's whole name."""


class People:
    """What names count as, as known at one snapshot: asked once for each name."""

    def __init__(self, reader: Reader, *known: Principal) -> None:
        """`known`: principals that were read already."""
        self._reader = reader
        self._found: dict[str, frozenset[str]] = {
            each.name: frozenset() for each in known if each.kind is not PrincipalKind.SERVICE
        }

    def know(self, principal: Principal) -> None:
        """One that was read already, or is about to be added."""
        if principal.kind is not PrincipalKind.SERVICE:
            self._found[principal.name] = frozenset()

    def counts_as(self, name: str) -> Iterable[str]:
        """Whatever its attestation says of when and for which purpose: one who acts for another stays too close."""
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def of(self, actor: Actor) -> Person:
        return resolve(actor, self.counts_as, portal=self._is_service(actor.caller))

    def of_call(self, call: Call) -> Person:
        return self.of(call.actor)

    def _is_service(self, caller: str) -> bool:
        """Whether a principal of the kind SERVICE is linked to the caller: a program, and no person's own way in."""
        linked = self._reader.principal_by(ExternalIdentifier(CALLER_SCHEME, caller))
        principal = None if linked is None else self._reader.principal(linked)
        return principal is not None and principal.kind is PrincipalKind.SERVICE

    def _read(self, name: str) -> frozenset[str]:
        if not name.startswith("principals/"):
            linked = self._reader.principal_by(ExternalIdentifier(CALLER_SCHEME, name))
            return frozenset() if linked is None else frozenset({linked})
        principal = PrincipalName(name)
        facts = self._reader.facts([principal]).get(principal)
        if facts is None or facts.kind is not PrincipalKind.SERVICE:
            return frozenset()
        claims = (each.claim for each in facts.holding.get(ClaimKind.ACTS_FOR, ()))
        return frozenset(claim.principal for claim in claims if isinstance(claim, ActsFor) and claim.principal)

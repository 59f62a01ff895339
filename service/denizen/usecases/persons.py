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
    """What names count as, as known at a snapshot: asked once for each name."""

    def __init__(self, reader: Reader, *known: Principal, since: Iterable[int] = ()) -> None:
        """`known`: principals that were read already. `since`: earlier revisions at which somebody took part. Whoever
        one was then one still is: no link is taken away to become a second person."""
        self._readers = (reader, *(reader.as_of(each) for each in sorted(set(since))))
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
        """Whether a principal of the kind SERVICE is linked to the caller, and always was: a program, and no person's
        own way in."""
        return all(_is_service(reader, caller) for reader in self._readers)

    def _read(self, name: str) -> frozenset[str]:
        return frozenset().union(*(_counts_as(reader, name) for reader in self._readers))


def _is_service(reader: Reader, caller: str) -> bool:
    linked = reader.principal_by(ExternalIdentifier(CALLER_SCHEME, caller))
    principal = None if linked is None else reader.principal(linked)
    return principal is not None and principal.kind is PrincipalKind.SERVICE


def _counts_as(reader: Reader, name: str) -> frozenset[str]:
    if not name.startswith("principals/"):
        linked = reader.principal_by(ExternalIdentifier(CALLER_SCHEME, name))
        return frozenset() if linked is None else frozenset({linked})
    principal = PrincipalName(name)
    facts = reader.facts([principal]).get(principal)
    if facts is None or facts.kind is not PrincipalKind.SERVICE:
        return frozenset()
    claims = (each.claim for each in facts.holding.get(ClaimKind.ACTS_FOR, ()))
    return frozenset(claim.principal for claim in claims if isinstance(claim, ActsFor) and claim.principal)

"""Authorizations, such as export licences: they let principals pass although they are foreign nationals."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from denizen.domain.attestations import Known
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AuthorizationName, DirectiveName, ListName, PrincipalName, ResourceName
from denizen.domain.reference import Source
from denizen.domain.rule_paths import walk_paths
from denizen.domain.rules import Definition, Rule


@dataclass(frozen=True, slots=True)
class Authorization:
    """Whom it covers: `principals` themselves, the employees and contractors of `organisations`, and who is on one of
    `lists`; no `resources`: every one. `conditions` have to be TRUE of the principal."""

    name: AuthorizationName
    reference: str
    directives: frozenset[DirectiveName]
    resources: frozenset[ResourceName] = frozenset()
    principals: frozenset[PrincipalName] = frozenset()
    organisations: frozenset[PrincipalName] = frozenset()
    lists: frozenset[ListName] = frozenset()
    effective: Interval = ALWAYS
    conditions: Rule | None = None
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class AuthorizationRecord:
    """An authorization and when it was known: revoking it ended that, for every moment of the world."""

    authorization: Authorization
    known: Known

    @property
    def revoked(self) -> bool:
        return self.known.to_revision is not None


def condition_places(authorization: Authorization) -> Iterator[tuple[str, Rule]]:
    """Every rule of the conditions with its path. `InvalidError` for a definition by name: there are none here."""
    if authorization.conditions is None:
        return
    for path, rule in walk_paths(authorization.conditions, "conditions"):
        if isinstance(rule, Definition):
            raise InvalidError(f"{path}.definition", rule.name, "the rule itself: there are no definitions here")
        yield path, rule

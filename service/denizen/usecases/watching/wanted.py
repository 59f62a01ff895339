"""Which events a watcher asks for, and which of them are within its reach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from denizen.domain.errors import InvalidError
from denizen.domain.event_kinds import asked_for, check_kinds, family_of
from denizen.domain.names import AuthorizationName, DirectiveName, Population, PrincipalName, Purpose, directive_within
from denizen.domain.permits import Permit
from denizen.domain.roles import Permission
from denizen.usecases.authorizations import visible
from denizen.usecases.permitting import Further
from denizen.usecases.ports import Reader
from denizen.usecases.watching.entries import Entry

ABOUT_PRINCIPALS = frozenset({"attestation", "credential", "evidence", "principal"})
ABOUT_DIRECTIVES = frozenset(
    {"authorization", "country_set", "directive", "issuer", "issuer_proposal", "list", "resource"}
)
_TAKES = {"issuer": Permission.ISSUERS_READ, "issuer_proposal": Permission.ISSUERS_READ}
"""What it takes to hear of these, besides watching directives."""
_ABOUT_OTHERS_TOO = frozenset({"evidence.number_seen_elsewhere"})
"""They say that there is somebody else, and nothing of whether that is within reach."""
MOST_NAMES = 1_000
MOST_POPULATIONS = 50


class Wanted(Protocol):
    """What a watcher asks for."""

    def takes(self, entry: Entry, permit: Permit, then: Callable[[], Reader]) -> bool:
        """Whether to tell the event to a caller of that reach. `then`: the snapshot to ask, where that takes one."""


def _check_number(field: str, given: int, most: int) -> None:
    if given > most:
        raise InvalidError(field, f"{given} of them", f"at most {most}")


@dataclass(frozen=True, slots=True)
class AboutPrincipals:
    """Of these kinds, about these principals, of these populations just before or after the event; empty: any."""

    purpose: Purpose
    kinds: frozenset[str] = frozenset()
    populations: frozenset[Population] = frozenset()
    principals: frozenset[PrincipalName] = frozenset()

    def __post_init__(self) -> None:
        check_kinds(self.kinds, ABOUT_PRINCIPALS)
        _check_number("populations", len(self.populations), MOST_POPULATIONS)
        _check_number("principals", len(self.principals), MOST_NAMES)

    def takes(self, entry: Entry, permit: Permit, then: Callable[[], Reader]) -> bool:
        event = entry.row.event
        if event.subject is None or not _of(event.kind, ABOUT_PRINCIPALS, self.kinds):
            return False
        if self.principals and event.subject not in self.principals:
            return False
        # Whom the caller may hear of is a matter of today; of whom nobody is known any more, only who hears of all.
        if permit.populations is not None and (
            entry.populations is None
            or permit.populations.isdisjoint(entry.populations)
            or event.kind in _ABOUT_OTHERS_TOO
        ):
            return False
        if not entry.serves(self.purpose):
            return False
        return not self.populations or self._was_of_these(event.subject, entry.row.revision.number, then())

    def _was_of_these(self, subject: PrincipalName, revision: int, reader: Reader) -> bool:
        found = (reader.as_of(each).principal(subject) for each in (revision, revision - 1))
        return any(each is not None and not each.populations.isdisjoint(self.populations) for each in found)


@dataclass(frozen=True, slots=True)
class AboutDirectives:
    """Of these kinds, about these directives; empty: any. `further`: what the caller may do besides watching them."""

    kinds: frozenset[str]
    directives: frozenset[DirectiveName]
    further: Further

    def __post_init__(self) -> None:
        check_kinds(self.kinds, ABOUT_DIRECTIVES)
        _check_number("directives", len(self.directives), MOST_NAMES)

    def takes(self, entry: Entry, permit: Permit, then: Callable[[], Reader]) -> bool:
        event = entry.row.event
        if not _of(event.kind, ABOUT_DIRECTIVES, self.kinds):
            return False
        family = family_of(event.kind)
        if family == "authorization":
            return self._reaches(AuthorizationName(event.resource), then)
        if family in _TAKES and self.further(_TAKES[family]) is None:
            return False
        if family != "directive":
            return not self.directives
        name = directive_within(event.resource)
        reach = permit.directives
        return (not self.directives or name in self.directives) and (reach is None or name in reach)

    def _reaches(self, name: AuthorizationName, then: Callable[[], Reader]) -> bool:
        """Whether it is told of the authorization: as far as it may read it, whom it names and of what it speaks."""
        permit = self.further(Permission.AUTHORIZATIONS_READ)
        record = None if permit is None else then().authorization(name)
        if permit is None or record is None:
            return False
        asked = not self.directives or not self.directives.isdisjoint(record.authorization.directives)
        return asked and visible(permit, then(), record)


def _of(kind: str, families: frozenset[str], wanted: frozenset[str]) -> bool:
    return family_of(kind) in families and (not wanted or asked_for(kind, wanted))

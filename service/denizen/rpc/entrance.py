"""Lets in who may do what an RPC does, as far as the caller's grants reach."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.protobuf.message import Message

from denizen.domain import names
from denizen.domain.errors import InvalidError, PermissionDeniedError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.permits import Permit
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.roles import Permission
from denizen.rpc.convert.principals import read_identifier
from denizen.rpc.permissions import REQUIREMENTS, About, Requirement
from denizen.usecases.context import Call
from denizen.usecases.following import Seen
from denizen.usecases.permitting import Allowed, NoGrants, Permitting, Scope
from denizen.usecases.persons import CALLER_SCHEME
from denizen.v1 import principal_pb2

_NOTHING = Scope()
_MOST_SCOPES = 1024
_LONGEST = 256


@dataclass(frozen=True, slots=True)
class Entrance:
    """One for each RPC. A method without a requirement is nobody's: nobody has said who may call it."""

    permitting: Permitting
    requirement: Requirement | None
    _read: Callable[[Any], Scope]
    _says_who_is_who: Callable[[Any], bool] | None = None

    def allowed(self, call: Call) -> Allowed:
        """What the caller may do of that kind. `PermissionDeniedError`."""
        if self.requirement is None:
            raise PermissionDeniedError("no permission is laid down for this method", caller=call.caller.name)
        return self.permitting.allowed(call, self.requirement.permission)

    def at_once(self, call: Call, seen: Seen, now: datetime) -> Allowed | None:
        """What the caller may do of that kind, the same object until that changes; None where it is not known at
        once."""
        if self.requirement is None:
            return None
        return self.permitting.at_once(call, self.requirement.permission, seen, now)

    def permit(self, call: Call, allowed: Allowed, request: object) -> Permit:
        """The permit as far as it reaches for that request. `PermissionDeniedError`."""
        if self._says_who_is_who is not None and self._says_who_is_who(request):
            further = self.permitting.allowed(call, Permission.GRANTS_CHANGE)
            self.permitting.within(call, further, self._read(request))
        if allowed.permit.unbounded:
            return allowed.permit
        return self.permitting.within(call, allowed, self._read(request))


class Entrances:
    """The entrance of every RPC, by its full name."""

    def __init__(
        self, permitting: Permitting | None = None, requirements: Mapping[str, Requirement] = REQUIREMENTS
    ) -> None:
        """Without `permitting`, whoever is asked who they are was granted nothing."""
        self._permitting = permitting or Permitting(NoGrants())
        self._requirements = requirements

    def of(self, method: str) -> Entrance:
        requirement = self._requirements.get(method)
        if requirement is None:
            return Entrance(self._permitting, None, lambda _: _NOTHING)
        links = _who_is_who(requirement.identifiers.split(".")) if requirement.identifiers else None
        return Entrance(self._permitting, requirement, _reader(requirement), links)


def _reader(requirement: Requirement) -> Callable[[Any], Scope]:
    """Reads from requests what the requirement names. What cannot be read is within nobody's limited reach."""
    purposes, directives, principals = (
        [path.split(".") for path in paths]
        for paths in (requirement.purposes, requirement.directives, requirement.principals)
    )
    populations = requirement.populations.split(".") if requirement.populations else None

    def anew(request: Message) -> Scope:
        named: Iterator[object] = (value for path in principals for value in _values(request, path))
        who = tuple(map(_principal, named))
        return Scope(
            purposes=frozenset(_texts(request, purposes)) if purposes else None,
            directives=None
            if requirement.every_directive
            else frozenset(map(names.directive_within, _texts(request, directives))),
            principals=who or (None,) if requirement.about is About.NAMED else (),
            populations=frozenset(map(Population, _texts(request, [populations]))) if populations else None,
            everybody=requirement.about is About.EVERYBODY,
        )

    paths = [*purposes, *directives]
    if principals or populations is not None or any(len(path) > 1 for path in paths):
        return anew
    # Nothing but fields of the request itself, which are the same again and again.
    return _remembering(anew, [path[0] for path in paths])


def _remembering(anew: Callable[[Any], Scope], fields: list[str]) -> Callable[[Any], Scope]:
    """The same, where requests that are alike in these fields have the same scope."""
    kept: dict[tuple[str, ...], Scope] = {}

    def read(request: object) -> Scope:
        told = tuple([getattr(request, each) for each in fields])
        if not all([type(each) is str and len(each) <= _LONGEST for each in told]):  # noqa: C419 - half the time
            return anew(request)
        scope = kept.get(told)
        if scope is None:
            scope = anew(request)
            if len(kept) >= _MOST_SCOPES:
                kept.clear()
            kept[told] = scope
        return scope

    return read


def _who_is_who(path: list[str]) -> Callable[[Any], bool]:
    """Whether a request links a caller to a principal, or unlinks it."""
    return lambda request: any(getattr(each, "scheme", "") == CALLER_SCHEME for each in _values(request, path))


def _texts(message: Message, paths: list[list[str]]) -> Iterator[str]:
    return (str(value) for path in paths for value in _values(message, path))


def _values(message: object, path: list[str]) -> Iterator[object]:
    """Every value at the path, but what is not there."""
    field, *rest = path
    value = getattr(message, field)
    if isinstance(message, Message) and isinstance(value, Message) and not message.HasField(field):
        return
    several = [value] if isinstance(value, str | Message) else value
    for each in several:
        if rest:
            yield from _values(each, rest)
        elif not isinstance(each, str) or each:
            yield each


def _principal(value: object) -> PrincipalName | ExternalIdentifier | None:
    try:
        if isinstance(value, principal_pb2.ExternalIdentifier):
            return read_identifier(value)
        # What is theirs is named after them.
        return names.principal_name("/".join(str(value).split("/")[:2]))
    except InvalidError:
        return None

"""Authorizations: add, read, list and revoke. Nothing is overwritten."""

from dataclasses import dataclass

from denizen.domain.authorizations import Authorization, AuthorizationRecord, condition_places
from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError
from denizen.domain.evaluation import check_conditions
from denizen.domain.names import AuthorizationName, DirectiveName
from denizen.domain.permits import Dimension, Permit
from denizen.domain.principals import PrincipalKind
from denizen.domain.refusals import inside
from denizen.usecases.context import Call, Once
from denizen.usecases.named import check_reference_data, check_resources
from denizen.usecases.ports import Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once


def _recorded(reader: Reader, name: str) -> AuthorizationRecord:
    record = reader.authorization(AuthorizationName(name))
    if record is None:
        raise NotFoundError(name)
    return record


def visible(permit: Permit, reader: Reader, record: AuthorizationRecord) -> bool:
    """Whether the permit reaches everything that it speaks of and everybody whom it names. Anybody may be on a list."""
    authorization = record.authorization
    if permit.unbounded:
        return True
    found = (reader.principal(name) for name in authorization.principals | authorization.organisations)
    named = [None if each is None else each.populations for each in found]
    return permit.covers(authorization.directives, [*named, None] if authorization.lists else named)


def _found(call: Call, reader: Reader, name: AuthorizationName) -> AuthorizationRecord:
    """The authorization. `NotFoundError`; of a call with a limited reach `PermissionDeniedError`, whether there is none
    or it is out of reach."""
    record = reader.authorization(name)
    if record is not None and visible(call.permit, reader, record):
        return record
    if call.permit.unbounded:
        raise NotFoundError(name)
    raise call.permit.refusal(Dimension.DIRECTIVE if call.permit.populations is None else Dimension.POPULATION)


@dataclass(frozen=True, slots=True)
class CreateAuthorization:
    """Add an authorization. The same again changes nothing while it is not revoked.

    `InvalidError`, seen from the request, where it covers nobody or names what is not there; `AlreadyExistsError` where
    its name is taken by other content or by one that was revoked.
    """

    store: Store

    def __call__(
        self, call: Call, authorization: Authorization, once: Once | None = None
    ) -> Result[AuthorizationRecord]:
        def act(writer: Writer) -> Done:
            # 1. It covers somebody, all that it names is there, and its conditions can be evaluated.
            with inside("authorization"):
                _check_covers(writer, authorization)
                check_reference_data(writer, condition_places(authorization))
                check_conditions(authorization.conditions, "conditions")
            # 2. A name says the same for ever.
            known = writer.authorization(authorization.name)
            hidden = known is not None and not visible(call.permit, writer, known)
            if hidden or (authorization.lists and call.permit.populations is not None):
                raise call.permit.refusal(Dimension.POPULATION)
            if known is not None and known.authorization == authorization and not known.revoked:
                return done(authorization.name, None)
            if known is not None:
                why = "it was revoked" if known.revoked else "there is another authorization of this name"
                raise AlreadyExistsError(authorization.name, why)
            writer.add_authorization(authorization)
            return done(authorization.name, None, "authorization.created")

        return write_once(self.store, call, once, act, _recorded)


def _check_covers(reader: Reader, authorization: Authorization) -> None:
    if not authorization.directives:
        raise InvalidError("directives", None, "at least one directive")
    if not (authorization.principals or authorization.organisations or authorization.lists):
        raise InvalidError("principals", None, "somebody to cover: principals, organisations or lists")
    for directive in sorted(authorization.directives):
        if reader.directive(directive) is None:
            raise InvalidError("directives", directive, "a directive that exists")
    check_resources(reader, authorization.resources, "resources")
    for name in sorted(authorization.principals):
        principal = reader.principal(name)
        if principal is None or principal.kind is PrincipalKind.SERVICE:
            raise InvalidError("principals", name, "a person or an organisation that exists")
    for name in sorted(authorization.organisations):
        organisation = reader.principal(name)
        if organisation is None or organisation.kind is not PrincipalKind.ORGANISATION:
            raise InvalidError("organisations", name, "an organisation that exists")
    for listed in sorted(authorization.lists):
        if reader.screening_list(listed) is None:
            raise InvalidError("lists", listed, "a list that is stored")


@dataclass(frozen=True, slots=True)
class GetAuthorization:
    """Read an authorization, also one that was revoked. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: AuthorizationName, at_least: int = 0) -> Result[AuthorizationRecord]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(_found(call, reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListAuthorizations:
    """Read authorizations that were not revoked page by page, in the order of names; of one directive, or of any."""

    store: Store

    def __call__(self, call: Call, turn: Turn, directive: DirectiveName | None = None) -> Page[AuthorizationRecord]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            found = [
                each
                for each in reader.authorizations()
                if (directive is None or directive in each.authorization.directives)
                and visible(call.permit, reader, each)
            ]
            return page_of(found, lambda each: each.authorization.name, turn, reader.revision)


@dataclass(frozen=True, slots=True)
class RevokeAuthorization:
    """Unlearn an authorization from now on, for every moment of the world. `NotFoundError`; `PreconditionError` where
    it was revoked before."""

    store: Store

    def __call__(
        self, call: Call, name: AuthorizationName, reason_code: str, once: Once | None = None
    ) -> Result[AuthorizationRecord]:
        def act(writer: Writer) -> Done:
            _found(call, writer, name)
            writer.revoke_authorization(name, reason_code)
            return done(name, None, "authorization.revoked")

        return write_once(self.store, call, once, act, _recorded)

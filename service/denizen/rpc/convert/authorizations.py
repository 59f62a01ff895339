"""Authorizations out of messages and into them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from denizen.domain import names
from denizen.domain.authorizations import Authorization, AuthorizationRecord
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import inside
from denizen.rpc.convert.moments import read_interval, write_interval, write_known
from denizen.rpc.convert.reference import read_source, write_source
from denizen.rpc.convert.rule_messages import write_rule
from denizen.rpc.convert.rules import RuleReader
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.v1 import directive_pb2 as pb

LONGEST_REFERENCE = 256
MOST_NAMES = 1_000
"""In each of the lists of an authorization."""

N = TypeVar("N", bound=str)


def read_authorization(message: pb.Authorization) -> Authorization:
    """Fields that are output only are not read."""
    refuse_unknown(message, "authorization")
    with inside("authorization"):
        if not 0 < len(message.reference) <= LONGEST_REFERENCE:
            wanted = f"the reference of the licence, in at most {LONGEST_REFERENCE} characters"
            raise InvalidError("reference", message.reference, wanted)
        return Authorization(
            name=names.authorization_name(message.name),
            reference=message.reference,
            directives=_several(message.directives, names.directive_name, "directives"),
            resources=_several(message.resources, names.resource_name, "resources"),
            principals=_several(message.principals, names.principal_name, "principals"),
            organisations=_several(message.organisations, names.principal_name, "organisations"),
            lists=_several(message.lists, names.list_name, "lists"),
            effective=read_interval(message.effective, "effective"),
            conditions=RuleReader().read(message.conditions, "conditions") if message.HasField("conditions") else None,
            source=read_source(message.source, "source"),
        )


def _several(given: Sequence[str], read: Callable[[str, str], N], field: str) -> frozenset[N]:
    if len(given) > MOST_NAMES:
        raise InvalidError(field, f"{len(given)} names", f"at most {MOST_NAMES}")
    return frozenset(read(text, f"{field}[{index}]") for index, text in enumerate(given))


def write_authorization(record: AuthorizationRecord) -> pb.Authorization:
    """An authorization with when it was known; what is a set there is in order."""
    authorization = record.authorization
    return pb.Authorization(
        name=authorization.name,
        reference=authorization.reference,
        directives=sorted(authorization.directives),
        resources=sorted(authorization.resources),
        principals=sorted(authorization.principals),
        organisations=sorted(authorization.organisations),
        lists=sorted(authorization.lists),
        effective=write_interval(authorization.effective),
        conditions=None if authorization.conditions is None else write_rule(authorization.conditions),
        source=write_source(authorization.source),
        known=write_known(record.known),
    )

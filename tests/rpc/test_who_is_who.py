"""Who is which caller decides who is a second person: it is not for everybody to say."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest

from denizen.domain.names import Population
from denizen.domain.roles import Role
from denizen.v1 import attestation_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.peopled import ALL, DESK, FOR, OWN, at, create, refusal, server

__all__ = ["server"]
MINE = {"scheme": "caller", "value": DESK}
BADGE = {"scheme": "badge", "value": "7"}


def link(server: Granted, identifier: dict[str, str], caller: str = DESK) -> None:
    request = principal_pb2.LinkExternalIdentifierRequest(name=OWN, external_identifier=identifier, purpose=FOR)
    PrincipalServiceStub(server.channel).LinkExternalIdentifier(request, **at(caller))


def unlink(server: Granted, identifier: dict[str, str]) -> None:
    link(server, identifier, ALL)
    request = principal_pb2.UnlinkExternalIdentifierRequest(name=OWN, external_identifier=identifier, purpose=FOR)
    PrincipalServiceStub(server.channel).UnlinkExternalIdentifier(request, **at(DESK))


def make(server: Granted, identifier: dict[str, str]) -> None:
    portal: dict[str, Any] = {"kind": "PRINCIPAL_KIND_SERVICE", "external_identifiers": [BADGE, identifier]}
    if identifier == BADGE:
        portal["external_identifiers"] = [BADGE]
    create(server, DESK, "principals/portal", ["employee"], **portal)


def take_in(server: Granted, identifier: dict[str, str]) -> None:
    about = {"name": OWN, "kind": 1, "populations": ["employee"], "external_identifiers": [identifier]}
    rows = [{"key": "1", "principal": {"name": OWN, "kind": 1}}, {"key": "2", "principal": about}]
    request = attestation_pb2.ImportAttestationsRequest(source="hr", purpose=FOR, rows=rows)
    list(AttestationServiceStub(server.channel).ImportAttestations(iter([request]), **at(DESK)))


WAYS: dict[str, Callable[[Granted, dict[str, str]], None]] = {
    "link": link,
    "unlink": unlink,
    "create": make,
    "import": take_in,
}


@pytest.mark.parametrize("act", WAYS.values(), ids=WAYS)
def test_callers_are_linked_by_who_may_change_grants(server: Granted, act: Callable[..., None]) -> None:
    server.grant(DESK, Role.ONBOARDING)
    code, _, body = refusal(lambda: act(server, MINE))
    assert code is grpc.StatusCode.PERMISSION_DENIED
    assert b"grants.change" in body
    act(server, BADGE)
    server.grant(DESK, Role.OPERATOR)
    if act is not make:
        act(server, MINE)


def test_within_the_reach_of_both_grants(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING)
    customers = server.grant(DESK, Role.OPERATOR, populations=frozenset({Population("customer")}))
    assert refusal(lambda: link(server, MINE))[0] is grpc.StatusCode.PERMISSION_DENIED
    server.revoke(customers)
    server.grant(DESK, Role.OPERATOR, populations=EMPLOYEES)
    link(server, MINE)

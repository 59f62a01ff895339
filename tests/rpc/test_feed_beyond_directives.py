"""What the feed of directives tells besides: of authorizations and issuers, to whoever may read them."""

from collections.abc import Iterator
from typing import Any

import pytest

from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName, PrincipalName
from denizen.domain.principals import Principal, PrincipalKind
from denizen.domain.roles import ROLES, Permission, Role
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.usecases.watching.limits import WatchLimits
from denizen.v1 import directive_pb2
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from tests.rpc.granted import EMPLOYEES, HR, Granted, everything, granted
from tests.rpc.watching import Watched, watching_directives

ALL, DESK = "callers/all", "callers/desk"
EAR, OTHER = DirectiveName("directives/ear"), DirectiveName("directives/other")
_CALL = Call(Caller("callers/test"))


@pytest.fixture
def server() -> Iterator[Granted]:
    with granted(WatchLimits(heartbeat=0.5)) as running:
        with running.store.write(_CALL) as writer:
            writer.put_issuer(Issuer(HR))
            writer.record(Event("issuer.registered", HR))
            for name, population in (("ada", "employee"), ("cy", "customer")):
                principal = PrincipalName(f"principals/{name}")
                writer.add_principal(Principal(principal, PrincipalKind.PERSON, frozenset({population})))  # type: ignore[arg-type]  # a population
                writer.record(Event("principal.created", principal, principal))
        everything(running, ALL)
        for each in (EAR, OTHER):
            DirectiveServiceStub(running.channel).CreateDirective(
                directive_pb2.CreateDirectiveRequest(directive={"name": each, "kind": 1}), **at()
            )
        yield running


def at(caller: str = ALL) -> dict[str, Any]:
    return {"metadata": (("caller", caller),), "timeout": 20}


def license_(server: Granted, name: str, who: str = "ada", directive: str = EAR) -> None:
    authorization = {
        "name": f"authorizations/{name}",
        "reference": "D1",
        "directives": [directive],
        "principals": [f"principals/{who}"],
    }
    request = directive_pb2.CreateAuthorizationRequest(authorization=authorization)
    DirectiveServiceStub(server.channel).CreateAuthorization(request, **at())


def change_everything(server: Granted) -> None:
    license_(server, "of-ada")
    license_(server, "of-cy", "cy")
    license_(server, "under-other", directive=OTHER)
    DirectiveServiceStub(server.channel).RevokeAuthorization(
        directive_pb2.RevokeAuthorizationRequest(name="authorizations/of-ada", reason_code="ended"), **at()
    )
    with server.store.write(_CALL) as writer:
        writer.put_issuer(Issuer(HR, "Human resources"))
        writer.record(Event("issuer_proposal.approved", f"{HR}/proposals/p"))
        writer.record(Event("issuer.changed", HR))
    DirectiveServiceStub(server.channel).PutCountrySet(
        directive_pb2.PutCountrySetRequest(country_set={"name": "countrySets/eu", "members": [{"country": "FR"}]}),
        **at(),
    )


def told(watched: Watched, count: int) -> list[tuple[str, str]]:
    return [(each.kind, each.resource) for each in watched.until(count)]


LICENCES = [
    ("authorization.created", "authorizations/of-ada"),
    ("authorization.created", "authorizations/of-cy"),
    ("authorization.created", "authorizations/under-other"),
    ("authorization.revoked", "authorizations/of-ada"),
]
REST = [
    ("issuer_proposal.approved", "issuers/hr/proposals/p"),
    ("issuer.changed", "issuers/hr"),
    ("country_set.stored", "countrySets/eu"),
]
REACHES: dict[str, tuple[Role, dict[str, Any], dict[str, Any], list[tuple[str, str]]]] = {
    "whoever may read all": (Role.AUDITOR, {}, {}, [*LICENCES, *REST]),
    "of employees": (Role.AUDITOR, {"populations": EMPLOYEES}, {}, [LICENCES[0], *LICENCES[2:], *REST]),
    "under one directive": (Role.AUDITOR, {"directives": frozenset({EAR})}, {}, [*LICENCES[:2], LICENCES[3], *REST]),
    "whoever may read no authorizations": (Role.ONBOARDING, {}, {}, REST),
    "whoever runs the service": (Role.OPERATOR, {}, {}, REST),
    "asked for by directive": (Role.AUDITOR, {}, {"directives": [OTHER]}, [LICENCES[2]]),
    "asked for by kind": (
        Role.AUDITOR,
        {},
        {"kinds": ["authorization.revoked", "issuer.*"]},
        [LICENCES[3], ("issuer.changed", "issuers/hr")],
    ),
}


@pytest.mark.parametrize(("role", "limits", "asked", "expected"), REACHES.values(), ids=REACHES)
def test_who_hears_of_authorizations_and_issuers(
    server: Granted, role: Role, limits: dict[str, Any], asked: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    server.grant(DESK, role, **limits)
    with watching_directives(server.channel, DESK, **asked) as watched:
        watched.response()
        change_everything(server)
        DirectiveServiceStub(server.channel).RegisterResource(
            directive_pb2.RegisterResourceRequest(resource={"name": "resources/last"}), **at()
        )
        last = [] if asked else [("resource.registered", "resources/last")]
        assert told(watched, len(expected) + len(last)) == [*expected, *last]


def test_events_of_authorizations_name_nobody(server: Granted) -> None:
    with watching_directives(server.channel) as watched:
        watched.response()
        license_(server, "of-ada")
        (event,) = watched.until(1)
    assert (event.principal, "ada" in str(event).replace("of-ada", "")) == ("", False)


def test_who_watches_directives_may_read_issuers() -> None:
    """Else the feed would tell some of them half of what changes answers."""
    watching = [role for role in Role if Permission.DIRECTIVES_READ in ROLES[role].permissions]
    assert watching
    assert all(Permission.ISSUERS_READ in ROLES[role].permissions for role in watching)

"""The event feed: who hears of what, in which order, and how it goes on and ends."""

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest

from denizen.domain.issuers import Issuer
from denizen.domain.names import PrincipalName
from denizen.domain.roles import Role
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.usecases.watching.limits import WatchLimits
from denizen.v1 import attestation_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import HR, Granted, everything, granted
from tests.rpc.watching import Watched, kinds, watching

ALL, DESK = "callers/all", "callers/desk"
LIMITS = WatchLimits(watchers=6, of_caller=3, heartbeat=0.5, slow=1.0)
_CALL = Call(Caller("callers/test"))


@pytest.fixture
def server() -> Iterator[Granted]:
    with granted(LIMITS) as running:
        with running.store.write(_CALL) as writer:
            writer.put_issuer(Issuer(HR))
            writer.record(Event("issuer.registered", HR))
        everything(running, ALL)
        yield running


def at(caller: str = ALL) -> dict[str, Any]:
    return {"metadata": (("caller", caller),), "timeout": 20}


def create(server: Granted, name: str, *populations: str) -> None:
    request = principal_pb2.CreatePrincipalRequest(
        principal_id=name, principal={"kind": 1, "populations": populations}, purpose="hiring"
    )
    PrincipalServiceStub(server.channel).CreatePrincipal(request, **at())


def move(server: Granted, name: str, *populations: str) -> None:
    request = principal_pb2.UpdatePopulationsRequest(
        name=f"principals/{name}", populations=populations, purpose="hiring"
    )
    PrincipalServiceStub(server.channel).UpdatePopulations(request, **at())


def attest(server: Granted, name: str, country: str = "FR", purpose: str = "hiring") -> str:
    request = attestation_pb2.SubmitAttestationRequest(
        parent=f"principals/{name}",
        attestation={
            "claim": {"citizenship": {"country": country}},
            "assurance": {"framework": "denizen", "level": "HIGH"},
            "purposes": [purpose],
        },
        purpose=purpose,
    )
    return str(AttestationServiceStub(server.channel).SubmitAttestation(request, **at()).attestation.name)


def revoke(server: Granted, name: str) -> None:
    request = attestation_pb2.RevokeAttestationRequest(name=name, purpose="hiring", reason_code="mistake")
    AttestationServiceStub(server.channel).RevokeAttestation(request, **at())


def test_what_happens_is_told_in_order_by_names_alone(server: Granted) -> None:
    with watching(server.channel) as watched:
        assert not watched.response().events
        create(server, "ada", "employee")
        name = attest(server, "ada")
        revoke(server, name)
        events = watched.until(3)
    assert kinds(events) == [
        ("principal.created", "ada"),
        ("attestation.submitted", "ada"),
        ("attestation.revoked", "ada"),
    ]
    assert [each.resource for each in events] == ["principals/ada", name, name]
    with server.store.read(_CALL) as reader:
        rows = [row for row in reader.events(0, 1000) if row.event.subject == "principals/ada"]
    assert [each.id for each in events] == [f"evt_{row.revision.number}_{row.position}" for row in rows]
    assert [each.revision for each in events] == [row.revision.number for row in rows]
    assert "FR" not in str(events)


def test_whoever_resumes_misses_nothing_and_hears_nothing_twice(server: Granted) -> None:
    with watching(server.channel) as watched:
        watched.response()
        create(server, "ada")
        create(server, "bob")
        watched.until(2)
        token = watched.token
    create(server, "cyd")
    attest(server, "ada")
    with watching(server.channel, resume_token=token) as watched:
        assert kinds(watched.until(2)) == [("principal.created", "cyd"), ("attestation.submitted", "ada")]
        create(server, "dan")
        assert kinds(watched.until(3))[2:] == [("principal.created", "dan")]


def test_a_commit_may_be_parted_and_gone_on_with(server: Granted) -> None:
    with server.store.write(_CALL) as writer:
        for number in range(450):
            writer.record(Event("principal.noticed", f"principals/p{number}", PrincipalName(f"principals/p{number}")))
    with watching(server.channel, from_beginning=True, kinds=["principal.noticed"]) as watched:
        watched.response()
        first = watched.response()
        rest = first.resume_token
    assert len(first.events) == 200
    with watching(server.channel, resume_token=rest, kinds=["principal.noticed"]) as watched:
        # Another request: it was with from_beginning, which only says where to begin.
        events = watched.until(250)
    assert [each.principal for each in events] == [f"principals/p{number}" for number in range(200, 450)]


def test_an_answer_s_token_begins_after_it(server: Granted) -> None:
    create(server, "ada")
    answer = PrincipalServiceStub(server.channel).GetPrincipal(
        principal_pb2.GetPrincipalRequest(name="principals/ada", purpose="hiring"), **at()
    )
    create(server, "bob")
    with watching(server.channel, revision_token=answer.revision_token) as watched:
        assert kinds(watched.until(1)) == [("principal.created", "bob")]


def resumed(watched: Watched) -> str:
    watched.response()
    return watched.token


@pytest.mark.parametrize(
    "change",
    [{"kinds": ["attestation.*"]}, {"caller": DESK}, {"purpose": "export-control"}, {"resume_token": "AAAA"}],
    ids=["another query", "another caller", "another purpose", "made up"],
)
def test_a_token_is_good_for_its_query_and_caller_alone(server: Granted, change: dict[str, Any]) -> None:
    server.grant(DESK, Role.AUDITOR)
    with watching(server.channel) as watched:
        token = resumed(watched)
    with watching(server.channel, **{"resume_token": token, **change}) as watched:
        code, facts = watched.end()
    assert (code, facts["field"]) == (grpc.StatusCode.INVALID_ARGUMENT, "resume_token")


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"kinds": ["Attestation"]}, "kinds"),
        ({"kinds": ["directive.*"]}, "kinds"),
        ({"kinds": ["attestation.revoked"] * 2 + [f"attestation.{'x' * each}" for each in range(1, 51)]}, "kinds"),
        ({"principals": ["ada"]}, "principals[0]"),
        ({"populations": ["Employee"]}, "populations[0]"),
        ({"revision_token": "nonsense"}, "revision_token"),
        ({"resume_token": ""}, "resume_token"),
    ],
    ids=["no purpose", "no kind", "of directives", "too many", "no principal", "no population", "no token", "empty"],
)
def test_what_cannot_be_meant_is_refused_by_field(server: Granted, request_: dict[str, Any], field: str) -> None:
    with watching(server.channel, **request_) as watched:
        code, facts = watched.end()
    assert (code, facts["field"]) == (grpc.StatusCode.INVALID_ARGUMENT, field)


Ask = Callable[[Granted], dict[str, Any]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": ["attestation.*"]}, ["attestation.submitted ada", "attestation.submitted bob"]),
        ({"kinds": ["principal.created"]}, ["principal.created ada", "principal.created bob"]),
        ({"principals": ["principals/bob"], "kinds": ["attestation.submitted"]}, ["attestation.submitted bob"]),
        (
            {"populations": ["customer"]},
            ["principal.created bob", "attestation.submitted bob", "principal.populations_updated bob"],
        ),
        ({"populations": ["visitor"]}, ["principal.populations_updated bob"]),
    ],
    ids=["family", "kind", "principal", "population just before", "population just after"],
)
def test_filters(server: Granted, asked: dict[str, Any], expected: list[str]) -> None:
    create(server, "ada", "employee")
    create(server, "bob", "customer")
    attest(server, "ada")
    attest(server, "bob")
    move(server, "bob", "visitor")
    create(server, "end", "employee", "customer", "visitor")
    asked = {**asked, "principals": [*asked["principals"], "principals/end"]} if "principals" in asked else asked
    kinds_ = [*asked["kinds"], "principal.created"] if "kinds" in asked else []
    with watching(server.channel, from_beginning=True, **{**asked, "kinds": kinds_}) as watched:
        while "end" not in [name for _, name in kinds(watched.events)]:
            watched.response()
    wanted = asked.get("kinds")
    told = [f"{kind} {name}" for kind, name in kinds(watched.events) if name != "end"]
    if wanted is not None and "principal.created" not in wanted:
        told = [each for each in told if not each.startswith("principal.created")]
    assert told == expected

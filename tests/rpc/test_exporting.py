"""Everything held about a principal, and counts that name nobody."""

from collections.abc import Iterator

import grpc
import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.names import Purpose
from denizen.domain.roles import Role
from denizen.v1 import attestation_pb2, directive_pb2, principal_pb2, review_pb2
from denizen.v1 import export_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.export_pb2_grpc import ExportServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import EMPLOYEES, Granted, granted
from tests.rpc.test_importing import message, row, send


@pytest.fixture
def server() -> Iterator[Granted]:
    with granted() as running:
        running.grant("callers/hr", Role.ONBOARDING)
        running.grant("callers/privacy", Role.COMPLIANCE)
        send(running, [message(*(row(str(n), f"p{n}") for n in range(6)), row("9", "p9", country="DE"))])
        send(running, [message(row("0", "p0", country="US"))])
        yield running


def export(server: Granted, name: str, caller: str = "callers/privacy") -> list[pb.ExportPrincipalResponse]:
    request = pb.ExportPrincipalRequest(name=name, purpose="access-request")
    metadata = (("caller", caller),)
    return list(ExportServiceStub(server.channel).ExportPrincipal(request, metadata=metadata, timeout=20))


def test_everything_of_every_purpose_and_state_and_that_it_was_told(server: Granted) -> None:
    parts = export(server, "principals/p0")
    assert parts[0].principal.name == "principals/p0"
    countries = [each.attestation.claim.citizenship.country for each in parts if each.HasField("attestation")]
    assert countries == ["FR", "US"]
    events = [each.event for each in parts if each.HasField("event")]
    assert [each.kind for each in events][:2] == ["principal.created", "attestation.submitted"]
    assert (events[-1].kind, events[-1].caller, events[-1].purpose) == (
        "principal.exported",
        "callers/privacy",
        "access-request",
    )
    assert not any("p1" in str(each) for each in parts)


def test_what_it_was_before_and_what_was_decided_about_it(server: Granted) -> None:
    stub, metadata = PrincipalServiceStub(server.channel), (("caller", "callers/hr"),)
    badge = {"scheme": "badge", "value": "17"}
    told = {"name": "principals/p0", "purpose": "hiring"}
    linked = principal_pb2.LinkExternalIdentifierRequest(external_identifier=badge, **told)
    stub.LinkExternalIdentifier(linked, metadata=metadata, timeout=20)
    unlinked = principal_pb2.UnlinkExternalIdentifierRequest(external_identifier=badge, **told)
    stub.UnlinkExternalIdentifier(unlinked, metadata=metadata, timeout=20)
    ((waiting,),) = send(server, [message(row("8", "p0", "IR", attestations=[waits(row())]))])
    server.grant("callers/reviewer", Role.REVIEWER)
    rejection = review_pb2.RejectAttestationRequest(
        name=waiting.attestations[0].name, reasons=[review_pb2.REJECTION_REASON_DUPLICATE], purpose="hiring"
    )
    reviewer = (("caller", "callers/reviewer"),)
    AttestationServiceStub(server.channel).RejectAttestation(rejection, metadata=reviewer, timeout=20)
    parts = export(server, "principals/p0")
    earlier = [each.earlier for each in parts if each.HasField("earlier")]
    assert [[one.value for one in each.principal.external_identifiers] for each in earlier] == [[], ["17"]]
    assert earlier[0].until_revision < earlier[1].until_revision
    (review,) = [each.review for each in parts if each.HasField("review")]
    assert review.attestation == rejection.name
    assert [(step.caller, *step.rejection_reasons) for step in review.review.history] == [
        ("callers/reviewer", review_pb2.REJECTION_REASON_DUPLICATE)
    ]


def waits(of: attestation_pb2.ImportRow) -> attestation_pb2.ImportedAttestation:
    """The row's attestation, to be reviewed."""
    said = of.attestations[0]
    said.review = True
    return said


def test_a_licence_is_told_without_the_others_that_it_names(server: Granted) -> None:
    server.grant("callers/privacy", Role.COMPLIANCE)
    stub, metadata = DirectiveServiceStub(server.channel), (("caller", "callers/privacy"),)
    directive = {"name": "directives/ear", "kind": 1}
    stub.CreateDirective(directive_pb2.CreateDirectiveRequest(directive=directive), metadata=metadata, timeout=20)
    licence = {"name": "authorizations/a", "reference": "L", "directives": ["directives/ear"]}
    stub.CreateAuthorization(
        directive_pb2.CreateAuthorizationRequest(
            authorization={**licence, "principals": ["principals/p0", "principals/p1"]}
        ),
        metadata=metadata,
        timeout=20,
    )
    (told,) = [each.authorization for each in export(server, "principals/p0") if each.HasField("authorization")]
    assert list(told.principals) == ["principals/p0"]


def test_nothing_without_facts_or_for_some_purposes_only(server: Granted) -> None:
    server.grant("callers/low", Role.COMPLIANCE, tier=Tier.DETERMINATION)
    server.grant("callers/narrow", Role.COMPLIANCE, purposes=frozenset({Purpose("access-request")}))
    for caller in ("callers/low", "callers/narrow", "callers/hr"):
        with pytest.raises(grpc.RpcError) as raised:
            export(server, "principals/p0", caller)
        assert raised.value.code() is grpc.StatusCode.PERMISSION_DENIED
    with pytest.raises(grpc.RpcError) as raised:
        export(server, "principals/nobody")
    assert raised.value.code() is grpc.StatusCode.NOT_FOUND


def test_counts_of_a_population_withhold_small_ones(server: Granted) -> None:
    stub = ExportServiceStub(server.channel)
    request = pb.ExportPopulationRequest(population="employee", purpose="hiring")
    counted = stub.ExportPopulation(request, metadata=(("caller", "callers/privacy"),), timeout=20)
    assert counted.principals.count == 7
    told = [(each.state, each.principals.count, each.principals.withheld) for each in counted.attestations]
    assert told == [(1, 7, False), (5, 0, True)]
    for tier in Tier:
        server.grant(f"callers/{tier.name}", Role.COMPLIANCE, tier=tier)
        seen = stub.ExportPopulation(request, metadata=(("caller", f"callers/{tier.name}"),), timeout=20)
        assert seen.principals.count == 7
        assert list(seen.attestations) == (list(counted.attestations) if tier is Tier.FACTS else [])
    other = pb.ExportPopulationRequest(population="customer", purpose="hiring")
    server.grant("callers/limited", Role.COMPLIANCE, populations=EMPLOYEES)
    with pytest.raises(grpc.RpcError) as raised:
        stub.ExportPopulation(other, metadata=(("caller", "callers/limited"),), timeout=20)
    assert raised.value.code() is grpc.StatusCode.PERMISSION_DENIED

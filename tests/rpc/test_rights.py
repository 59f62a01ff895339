"""What a grant permits, and what it does not: directives, purposes, presence, facts; and how its caller learns."""

from collections.abc import Callable

import grpc
import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.names import Purpose
from denizen.domain.roles import Role
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, evidence_pb2, grant_pb2, review_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.grant_pb2_grpc import GrantServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.peopled import (
    ALL,
    DESK,
    EAR,
    FOR,
    OTHER,
    OWN,
    at,
    check,
    refusal,
    server,
    version_of,
)

__all__ = ["server"]


def test_directive_and_purpose_are_named_where_they_are_lacking(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY, directives=frozenset({EAR}), purposes=frozenset({Purpose(FOR)}))
    assert check(server, DESK, OWN).answer.effect
    for more, lacking in (({"directive": OTHER}, "directive"), ({"purpose": "hiring"}, "purpose")):
        code, _, body = refusal(lambda more=more: check(server, DESK, OWN, **more))  # type: ignore[misc]  # bound
        assert code is grpc.StatusCode.PERMISSION_DENIED
        assert lacking.encode() in body
        assert b"determinations.check" in body
        assert DESK.encode() in body
        assert OWN.encode() not in body
    # Every directive answers there, those too that are out of reach.
    access = determination_pb2.CheckAccessRequest(principal=OWN, resource="resources/x", purpose=FOR)
    stub = DeterminationServiceStub(server.channel)
    assert refusal(lambda: stub.CheckAccess(access, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_what_is_revoked_counts_no_more_and_what_is_granted_at_once(server: Granted) -> None:
    grant = server.grant(DESK, Role.GATEWAY)
    assert check(server, DESK, OWN).answer.effect
    server.revoke(grant)
    assert refusal(lambda: check(server, DESK, OWN))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_presence_counts_as_surely_as_it_is_granted(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR)
    asserted = {"country": "US", "source": "geoip"}
    publish = directive_pb2.PublishVersionRequest(
        parent=EAR,
        version=version_of({"present_in": {"countries": ["US"]}}),
    )
    stub = DirectiveServiceStub(server.channel)
    stub.PublishVersion(publish, **at(ALL))
    stub.ActivateVersion(directive_pb2.ActivateVersionRequest(name=f"{EAR}/versions/2"), **at(ALL))
    unknown = check(server, DESK, OWN, presence=asserted).answer
    assert determination_pb2.REASON_PRESENCE_NOT_GIVEN in unknown.reasons
    server.grant("callers/gate", Role.AUDITOR, presence=AssuranceLevel.SUBSTANTIAL)
    assert check(server, "callers/gate", OWN, presence=asserted).answer.effect == determination_pb2.EFFECT_ALLOW


def test_a_caller_learns_what_it_may_do(server: Granted) -> None:
    given = server.grant(DESK, Role.GATEWAY, populations=EMPLOYEES)
    own = GrantServiceStub(server.channel).GetOwnRights(grant_pb2.GetOwnRightsRequest(), **at(DESK))
    assert own.caller == DESK
    (right,) = own.rights
    assert (right.grant, right.role, list(right.populations), list(right.directives), right.tier) == (
        given.name,
        grant_pb2.ROLE_GATEWAY,
        ["employee"],
        ["*"],
        grant_pb2.TIER_EFFECT,
    )
    assert list(right.permissions) == ["determinations.check", "determinations.watch", "self.read"]


SAID = {"claim": {"citizenship": {"country": "US"}}, "assurance": {"level": "HIGH"}, "purposes": [FOR]}
THEIRS = f"{OWN}/attestations/a"
TELLING: dict[str, Callable[[AttestationServiceStub], object]] = {
    "supersede": lambda stub: stub.SupersedeAttestation(
        attestation_pb2.SupersedeAttestationRequest(name=THEIRS, replacement=SAID, purpose=FOR), **at(DESK)
    ),
    "answer a review": lambda stub: stub.ProvideInformation(
        review_pb2.ProvideInformationRequest(name=THEIRS, evidence=["x"], purpose=FOR), **at(DESK)
    ),
    "resubmit": lambda stub: stub.ResubmitAttestation(
        attestation_pb2.ResubmitAttestationRequest(name=THEIRS, attestation=SAID, purpose=FOR), **at(DESK)
    ),
    "withdraw evidence": lambda stub: stub.WithdrawEvidence(
        evidence_pb2.WithdrawEvidenceRequest(name=f"{OWN}/evidence/e", reason_code="wrong", purpose=FOR), **at(DESK)
    ),
    "import": lambda stub: list(
        stub.ImportAttestations(
            iter([attestation_pb2.ImportAttestationsRequest(source="hr", purpose=FOR, validate_only=True)]), **at(DESK)
        )
    ),
}


@pytest.mark.parametrize("act", TELLING.values(), ids=TELLING)
def test_what_tells_facts_takes_facts(server: Granted, act: Callable[[AttestationServiceStub], object]) -> None:
    stub = AttestationServiceStub(server.channel)
    server.grant(DESK, Role.ONBOARDING, tier=Tier.REASONS)
    assert refusal(lambda: act(stub))[0] is grpc.StatusCode.PERMISSION_DENIED
    submit = attestation_pb2.SubmitAttestationRequest(parent=OWN, attestation=SAID, purpose=FOR)
    assert stub.SubmitAttestation(submit, **at(DESK)).attestation.name
    server.grant(DESK, Role.ONBOARDING)
    assert refusal(lambda: act(stub))[0] is not grpc.StatusCode.PERMISSION_DENIED


@pytest.mark.parametrize("tier", Tier)
def test_facts_are_read_by_who_is_shown_facts(server: Granted, tier: Tier) -> None:
    server.grant(DESK, Role.REVIEWER, tier=tier)
    listing = attestation_pb2.ListAttestationsRequest(parent=OWN, purpose=FOR)
    stub = AttestationServiceStub(server.channel)
    if tier is Tier.FACTS:
        assert stub.ListAttestations(listing, **at(DESK)).attestations
    else:
        assert refusal(lambda: stub.ListAttestations(listing, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED
    assert check(server, DESK, OWN).answer.effect

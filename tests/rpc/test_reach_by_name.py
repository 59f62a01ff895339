"""What callers of a limited reach may name, list and change: of others nothing, nor whether there are any."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest

from denizen.domain.names import Population
from denizen.domain.roles import Role
from denizen.v1 import attestation_pb2, directive_pb2, evidence_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.peopled import (
    ALL,
    BOTH,
    DESK,
    EAR,
    FOR,
    FOREIGN,
    MISSING,
    NONE,
    OTHER,
    OWN,
    at,
    attest,
    create,
    refusal,
    server,
)

__all__ = ["server"]


NAMED: list[Callable[[Granted, str], object]] = [
    lambda s, n: PrincipalServiceStub(s.channel).GetPrincipal(
        principal_pb2.GetPrincipalRequest(name=n, purpose=FOR), **at(DESK)
    ),
    lambda s, n: PrincipalServiceStub(s.channel).UpdatePopulations(
        principal_pb2.UpdatePopulationsRequest(name=n, populations=["employee"], purpose=FOR), **at(DESK)
    ),
    lambda s, n: attest(s, n, {"citizenship": {"country": "US"}}, DESK),
    lambda s, n: AttestationServiceStub(s.channel).ListAttestations(
        attestation_pb2.ListAttestationsRequest(parent=n, purpose=FOR), **at(DESK)
    ),
    lambda s, n: AttestationServiceStub(s.channel).GetAttestation(
        attestation_pb2.GetAttestationRequest(name=f"{n}/attestations/a", purpose=FOR), **at(DESK)
    ),
    lambda s, n: PrincipalServiceStub(s.channel).GetPrincipal(
        principal_pb2.GetPrincipalRequest(
            external_identifier={"scheme": "crm", "value": n.rpartition("/")[2]}, purpose=FOR
        ),
        **at(DESK),
    ),
]


@pytest.mark.parametrize("act", NAMED, ids=["get", "populations", "submit", "list", "attestation", "by identifier"])
def test_what_names_others_is_refused_as_what_names_nobody(
    server: Granted, act: Callable[[Granted, str], object]
) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    link = principal_pb2.LinkExternalIdentifierRequest(
        name=FOREIGN, external_identifier={"scheme": "crm", "value": "foreign"}, purpose=FOR
    )
    PrincipalServiceStub(server.channel).LinkExternalIdentifier(link, **at(ALL))
    refused = refusal(lambda: act(server, MISSING))
    assert refused[0] is grpc.StatusCode.PERMISSION_DENIED
    assert refusal(lambda: act(server, FOREIGN)) == refused
    assert refusal(lambda: act(server, NONE)) == refused


def test_who_reaches_everybody_is_told_that_there_is_none(server: Granted) -> None:
    get = principal_pb2.GetPrincipalRequest(name=MISSING, purpose=FOR)
    code, *_ = refusal(lambda: PrincipalServiceStub(server.channel).GetPrincipal(get, **at(ALL)))
    assert code is grpc.StatusCode.NOT_FOUND


def test_a_taken_name_of_others_is_refused_without_saying_whose(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    link = principal_pb2.LinkExternalIdentifierRequest(
        name=FOREIGN, external_identifier={"scheme": "crm", "value": "7"}, purpose=FOR
    )
    PrincipalServiceStub(server.channel).LinkExternalIdentifier(link, **at(ALL))
    taken = refusal(lambda: create(server, DESK, FOREIGN, ["employee"]))
    badge = [{"scheme": "crm", "value": "7"}]
    by_identifier = refusal(lambda: create(server, DESK, "principals/new", ["employee"], external_identifiers=badge))
    assert taken == by_identifier
    assert taken[0] is grpc.StatusCode.PERMISSION_DENIED
    assert refusal(lambda: create(server, DESK, OWN, ["employee"]))[0] is grpc.StatusCode.ALREADY_EXISTS


@pytest.mark.parametrize(
    ("name", "populations", "may"),
    [
        pytest.param(OWN, ["contractor"], False, id="out of reach"),
        pytest.param(OWN, ["employee", "contractor"], False, id="one of them out of reach"),
        pytest.param(OWN, [], False, id="none, whom everybody's provisions cover"),
        pytest.param(OWN, ["employee", "visitor"], True, id="within reach"),
        pytest.param(BOTH, ["customer", "visitor"], True, id="what is out of reach stays"),
        pytest.param(BOTH, ["employee"], False, id="what is out of reach goes"),
    ],
)
def test_populations_change_within_reach_only(server: Granted, name: str, populations: list[str], *, may: bool) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES | {Population("visitor")})
    request = principal_pb2.UpdatePopulationsRequest(name=name, populations=populations, purpose=FOR)
    update = PrincipalServiceStub(server.channel).UpdatePopulations
    if may:
        assert sorted(update(request, **at(DESK)).principal.populations) == sorted(populations)
    else:
        assert refusal(lambda: update(request, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_lists_hold_who_is_within_reach_page_by_page(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES | {Population("visitor")})
    create(server, ALL, "principals/guest", ["visitor"])
    listing = PrincipalServiceStub(server.channel).ListPrincipals

    def pages(**more: Any) -> list[str]:
        found, token = [], ""
        while True:
            request = principal_pb2.ListPrincipalsRequest(page_size=1, page_token=token, purpose=FOR, **more)
            page = listing(request, **at(DESK))
            found += [each.name for each in page.principals]
            token = page.next_page_token
            if not token:
                return found

    assert pages() == ["principals/badge-reader", BOTH, "principals/guest", OWN]
    assert pages(population="customer") == [BOTH]
    assert pages(population="visitor") == ["principals/guest"]
    assert pages(kind="PRINCIPAL_KIND_SERVICE") == ["principals/badge-reader"]


def test_a_page_token_is_good_for_the_reach_that_it_was_given_to(server: Granted) -> None:
    first = server.grant(DESK, Role.ONBOARDING)
    listing = PrincipalServiceStub(server.channel).ListPrincipals
    request = principal_pb2.ListPrincipalsRequest(page_size=1, purpose=FOR)
    request.page_token = listing(request, **at(DESK)).next_page_token
    server.revoke(first)
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    assert refusal(lambda: listing(request, **at(DESK)))[0] is grpc.StatusCode.INVALID_ARGUMENT


def test_a_repetition_is_judged_by_present_rights(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    request = attestation_pb2.SubmitAttestationRequest(
        parent=OWN,
        attestation={
            "claim": {"citizenship": {"country": "US"}},
            "assurance": {"framework": "denizen", "level": "HIGH"},
            "purposes": [FOR],
        },
        purpose=FOR,
        request_id="6f1e9a52-3c0b-4d7e-9a44-0c9f6f3d2b18",
    )
    submit = AttestationServiceStub(server.channel).SubmitAttestation
    first = submit(request, **at(DESK))
    assert submit(request, **at(DESK)) == first
    moved = principal_pb2.UpdatePopulationsRequest(name=OWN, populations=["customer"], purpose=FOR)
    PrincipalServiceStub(server.channel).UpdatePopulations(moved, **at(ALL))
    assert refusal(lambda: submit(request, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_limits_of_two_grants_are_not_added_up(server: Granted) -> None:
    """Populations of the one with directives of the other are what nobody approved."""
    customers = frozenset({Population("customer")})
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES, directives=frozenset({EAR}))
    server.grant(DESK, Role.COMPLIANCE, populations=customers, directives=frozenset({OTHER}))
    stub = DirectiveServiceStub(server.channel)
    for name, who, directive in (("a", OWN, EAR), ("b", OWN, OTHER), ("c", FOREIGN, EAR), ("d", FOREIGN, OTHER)):
        licence = {"name": f"authorizations/{name}", "reference": "L", "directives": [directive], "principals": [who]}
        stub.CreateAuthorization(directive_pb2.CreateAuthorizationRequest(authorization=licence), **at(ALL))
    listed = stub.ListAuthorizations(directive_pb2.ListAuthorizationsRequest(), **at(DESK)).authorizations
    assert [each.name for each in listed] == ["authorizations/a", "authorizations/d"]
    revoke = directive_pb2.RevokeAuthorizationRequest(name="authorizations/b", reason_code="left")
    assert refusal(lambda: stub.RevokeAuthorization(revoke, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED
    mixed = {"name": "authorizations/e", "reference": "L", "directives": [OTHER], "principals": [OWN]}
    create_mixed = directive_pb2.CreateAuthorizationRequest(authorization=mixed)
    assert refusal(lambda: stub.CreateAuthorization(create_mixed, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def passport() -> dict[str, Any]:
    return {
        "passport": {"nationality": "FR", "class": "CITIZENSHIP_CLASS_CITIZEN"},
        "country": "FR",
        "document_number": "12AB34567",
        "checks": [
            {
                "kind": "EVIDENCE_CHECK_KIND_VISUAL_IN_PERSON",
                "by": "an officer",
                "at": {"seconds": 1_700_000_000},
                "result": "EVIDENCE_CHECK_RESULT_PASSED",
            }
        ],
        "purposes": [FOR],
    }


def test_that_others_have_the_same_document_is_not_told(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    stub = AttestationServiceStub(server.channel)

    def seen(caller: str, who: str = OWN) -> bool:
        request = evidence_pb2.AddEvidenceRequest(parent=who, evidence=passport(), purpose=FOR)
        return bool(stub.AddEvidence(request, **at(caller)).evidence.number_seen_elsewhere)

    seen(ALL, FOREIGN)
    assert seen(ALL)
    assert not seen(DESK)
    listed = stub.ListEvidence(evidence_pb2.ListEvidenceRequest(parent=OWN, purpose=FOR), **at(DESK)).evidence
    assert not any(each.number_seen_elsewhere for each in listed)


def test_evidence_of_others_is_cited_by_nobody_and_not_said_to_be_there(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    stub = AttestationServiceStub(server.channel)
    request = evidence_pb2.AddEvidenceRequest(parent=FOREIGN, evidence=passport(), purpose=FOR)
    theirs = stub.AddEvidence(request, **at(ALL)).evidence.name
    said = {"claim": {"citizenship": {"country": "FR"}}, "assurance": {"level": "LOW"}, "purposes": [FOR]}

    def cite(name: str) -> tuple[grpc.StatusCode, str | None, bytes]:
        submit = attestation_pb2.SubmitAttestationRequest(
            parent=OWN, attestation={**said, "evidence": [name]}, purpose=FOR
        )
        return refusal(lambda: stub.SubmitAttestation(submit, **at(DESK)))

    assert cite(theirs) == cite(f"{FOREIGN}/evidence/none") == cite(f"{MISSING}/evidence/none")


def test_licences_are_shown_to_who_reaches_everybody_they_name(server: Granted) -> None:
    stub = DirectiveServiceStub(server.channel)
    for name in ("own", "foreign"):
        licence = {
            "name": f"authorizations/{name}",
            "reference": "L",
            "directives": [EAR],
            "principals": [f"principals/{name}"],
        }
        stub.CreateAuthorization(directive_pb2.CreateAuthorizationRequest(authorization=licence), **at(ALL))
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    listed = stub.ListAuthorizations(directive_pb2.ListAuthorizationsRequest(), **at(DESK)).authorizations
    assert [each.name for each in listed] == ["authorizations/own"]
    get = directive_pb2.GetAuthorizationRequest
    refused = refusal(lambda: stub.GetAuthorization(get(name="authorizations/foreign"), **at(DESK)))
    assert refusal(lambda: stub.GetAuthorization(get(name="authorizations/missing"), **at(DESK))) == refused
    assert stub.GetAuthorization(get(name="authorizations/own"), **at(DESK)).authorization.reference == "L"

"""Principals over the wire."""

import uuid

import grpc
import pytest

from denizen.v1 import principal_pb2 as pb
from denizen.v1.consistency_pb2 import Consistency
from tests.rpc.running_services import Refusal, Services, refusal

BADGE = pb.ExternalIdentifier(scheme="hr", value="4711")
INVALID = grpc.StatusCode.INVALID_ARGUMENT


def create(principal_id: str = "alice", **changes: object) -> pb.CreatePrincipalRequest:
    principal = pb.Principal(
        kind="PRINCIPAL_KIND_PERSON",
        populations=["visitor", "employee"],
        display_name="Alice",
        external_identifiers=[BADGE],
    )
    request = pb.CreatePrincipalRequest(principal_id=principal_id, principal=principal, purpose="export-control")
    request.MergeFrom(pb.CreatePrincipalRequest(**changes))  # type: ignore[arg-type] # fields of the request
    return request


def test_created_got_and_listed(served: Services) -> None:
    created = served.principals.CreatePrincipal(create())
    assert created.principal.name == "principals/alice"
    assert list(created.principal.populations) == ["employee", "visitor"]
    assert created.principal.HasField("create_time")
    for got in (
        pb.GetPrincipalRequest(name="principals/alice", purpose="kyc"),
        pb.GetPrincipalRequest(
            external_identifier=BADGE,
            purpose="kyc",
            consistency=Consistency(at_least_as_fresh=created.revision_token),
        ),
    ):
        answer = served.principals.GetPrincipal(got)
        assert (answer.principal, answer.revision_token) == (created.principal, created.revision_token)
    listed = served.principals.ListPrincipals(pb.ListPrincipalsRequest(purpose="kyc", population="visitor"))
    assert list(listed.principals) == [created.principal]
    assert listed.revision_token == created.revision_token


def test_populations_and_identifiers_change(served: Services) -> None:
    served.principals.CreatePrincipal(create())
    name, purpose = "principals/alice", "export-control"
    update = pb.UpdatePopulationsRequest(name=name, populations=["customer"], purpose=purpose)
    assert list(served.principals.UpdatePopulations(update).principal.populations) == ["customer"]
    lei = pb.ExternalIdentifier(scheme="lei", value="1")
    link = pb.LinkExternalIdentifierRequest(name=name, external_identifier=lei, purpose=purpose)
    assert list(served.principals.LinkExternalIdentifier(link).principal.external_identifiers) == [BADGE, lei]
    unlink = pb.UnlinkExternalIdentifierRequest(name=name, external_identifier=BADGE, purpose=purpose)
    assert list(served.principals.UnlinkExternalIdentifier(unlink).principal.external_identifiers) == [lei]


def test_a_repetition_is_the_same_byte_for_byte(served: Services) -> None:
    request = create("", request_id=str(uuid.uuid4()))
    first = served.principals.CreatePrincipal(request)
    served.principals.UpdatePopulations(
        pb.UpdatePopulationsRequest(name=first.principal.name, purpose="export-control")
    )
    again = served.principals.CreatePrincipal(request)
    assert again.SerializeToString(deterministic=True) == first.SerializeToString(deterministic=True)
    request.principal.display_name = "Somebody else"
    assert refusal(lambda: served.principals.CreatePrincipal(request)).code is grpc.StatusCode.ALREADY_EXISTS


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        pytest.param(create("Alice"), "principal_id", id="not an id"),
        pytest.param(create(request_id="1"), "request_id", id="not a request id"),
        pytest.param(pb.CreatePrincipalRequest(purpose="kyc"), "principal.kind", id="no kind"),
        pytest.param(create(principal=pb.Principal(populations=["A"])), "principal.populations[2]", id="population"),
        pytest.param(create(principal=pb.Principal(populations=["visitor"])), "principal.populations", id="twice"),
        pytest.param(
            create(principal=pb.Principal(display_name="x" * 513)), "principal.display_name", id="a long name"
        ),
        pytest.param(
            create(principal=pb.Principal(external_identifiers=[BADGE])), "principal.external_identifiers", id="same id"
        ),
        pytest.param(
            create(principal=pb.Principal(external_identifiers=[pb.ExternalIdentifier(scheme="hr")])),
            "principal.external_identifiers[1].value",
            id="an identifier of nothing",
        ),
    ],
)
def test_what_cannot_be_created(served: Services, request_: pb.CreatePrincipalRequest, field: str) -> None:
    assert refusal(lambda: served.principals.CreatePrincipal(request_)) == Refusal(INVALID, "INVALID_FIELD", field)


def test_who_is_meant_and_what_for(served: Services) -> None:
    got = served.principals.GetPrincipal
    assert refusal(lambda: got(pb.GetPrincipalRequest(purpose="kyc"))).about == "subject"
    assert refusal(lambda: got(pb.GetPrincipalRequest(name="alice", purpose="kyc"))).about == "name"
    assert refusal(lambda: got(pb.GetPrincipalRequest(name="principals/alice"))).about == "purpose"
    nobody = pb.GetPrincipalRequest(name="principals/alice", purpose="kyc")
    assert refusal(lambda: got(nobody)) == Refusal(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", "principals/alice")


def test_pages(served: Services) -> None:
    for each in "dbace":
        served.principals.CreatePrincipal(
            pb.CreatePrincipalRequest(
                principal_id=each, principal=pb.Principal(kind="PRINCIPAL_KIND_PERSON"), purpose="kyc"
            )
        )
    request = pb.ListPrincipalsRequest(purpose="kyc", page_size=2)
    found = []
    while True:
        page = served.principals.ListPrincipals(request)
        found += [principal.name for principal in page.principals]
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    assert found == [f"principals/{each}" for each in "abcde"]
    request.population = "employee"
    assert refusal(lambda: served.principals.ListPrincipals(request)) == Refusal(INVALID, "INVALID_FIELD", "page_token")
    bad = pb.ListPrincipalsRequest(purpose="kyc", page_size=-1)
    assert refusal(lambda: served.principals.ListPrincipals(bad)).about == "page_size"

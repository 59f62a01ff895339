"""Access, authorizations and differences over the wire."""

from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict

from denizen.v1 import determination_pb2 as pb
from denizen.v1 import directive_pb2
from tests.rpc.running_services import Refusal, Services, refusal
from tests.rpc.test_determination_service import attest, principal, said

PURPOSE = "export-control"
DIRECTIVE, OTHER = "directives/foreign", "directives/resident"
MODEL = "resources/model-5"
LICENCE = "authorizations/d-123456"
IN_FORCE, LATER = "2026-06-15T00:00:00Z", "2026-08-01T00:00:00Z"
NOT_AMERICAN = {"not": {"citizen_of": {"countries": ["US"], "when": "WHEN_CURRENT"}}}
NOT_RESIDENT = {"not": {"resident_in": {"countries": ["US"]}}}
SOURCE = {"citation": "15 CFR 748.1", "confidence": "CONFIDENCE_TEXT"}
NO_OTHER = {"completeness": {"claim_kind": "CLAIM_KIND_CITIZENSHIP"}}
WHOLE = {
    "name": LICENCE,
    "reference": "D123456",
    "directives": [DIRECTIVE],
    "resources": [MODEL],
    "principals": ["principals/ada"],
    "organisations": ["principals/acme"],
    "lists": ["lists/licensees"],
    "effective": {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"},
    "conditions": {"all": [{"is": "PRINCIPAL_KIND_PERSON"}, {"resident_in": {"countries": ["US"]}}]},
    "source": SOURCE,
}


def lay_down(served: Services, name: str, rule: Any, **effective: str) -> None:
    directives = served.directives
    directive = {"name": name, "kind": "DIRECTIVE_KIND_ENFORCED"}
    directives.CreateDirective(ParseDict({"directive": directive}, directive_pb2.CreateDirectiveRequest()))
    kinds = ["PRINCIPAL_KIND_PERSON"]
    version = {"number": 1, "source": SOURCE, "provisions": [{"id": "p", "kinds": kinds, "definition": rule}]}
    publish = {"parent": name, "version": version}
    directives.PublishVersion(ParseDict(publish, directive_pb2.PublishVersionRequest()))
    activate = {"name": f"{name}/versions/1", "effective": effective}
    directives.ActivateVersion(ParseDict(activate, directive_pb2.ActivateVersionRequest()))


@pytest.fixture
def two(served: Services) -> Services:
    """With two directives in force from June on, the second until July."""
    resource = {"resource": {"name": MODEL}}
    served.directives.RegisterResource(ParseDict(resource, directive_pb2.RegisterResourceRequest()))
    served.directives.PutList(ParseDict({"list": {"name": "lists/licensees"}}, directive_pb2.PutListRequest()))
    lay_down(served, DIRECTIVE, NOT_AMERICAN, start="2026-06-12T00:00:00Z")
    lay_down(served, OTHER, NOT_RESIDENT, start="2026-06-12T00:00:00Z", end="2026-07-01T00:00:00Z")
    principal(served, "ada")
    principal(served, "acme", kind="PRINCIPAL_KIND_ORGANISATION")
    return served


def access(served: Services, **more: Any) -> pb.CheckAccessResponse:
    asked = {"principal": "principals/ada", "resource": MODEL, "purpose": PURPOSE, "at": IN_FORCE} | more
    response: pb.CheckAccessResponse = served.determinations.CheckAccess(ParseDict(asked, pb.CheckAccessRequest()))
    return response


def create(served: Services, **changes: Any) -> directive_pb2.CreateAuthorizationResponse:
    request = ParseDict({"authorization": WHOLE | changes}, directive_pb2.CreateAuthorizationRequest())
    created: directive_pb2.CreateAuthorizationResponse = served.directives.CreateAuthorization(request)
    return created


def test_access_tells_every_contribution_the_strictest_first(two: Services) -> None:
    attest(two, "principals/ada", claim={"citizenship": {"country": "US"}})
    response = access(two)
    assert response.access.effect == pb.EFFECT_DENY
    told = [(each.directive, said(each.answer)[1]) for each in response.access.contributions]
    assert told == [(OTHER, "DENY"), (DIRECTIVE, "ALLOW")]
    assert response.access.valid_until.ToJsonString() == "2026-07-01T00:00:00Z"
    assert response.access.valid_until_cause == pb.VALID_UNTIL_CAUSE_ACTIVATION
    assert response.decision_id
    later = access(two, at=LATER)
    assert later.access.effect == pb.EFFECT_ALLOW
    assert [each.directive for each in later.access.contributions] == [DIRECTIVE]


def test_access_by_an_identifier_with_presence_and_as_it_was_known(two: Services) -> None:
    principal(two, "bob", external_identifiers=[{"scheme": "hr", "value": "7"}])
    by_badge = {"external_identifier": {"scheme": "hr", "value": "7"}, "presence": {"country": "US", "source": "geoip"}}
    asked = ParseDict({"resource": MODEL, "purpose": PURPOSE} | by_badge, pb.CheckAccessRequest())
    now = two.determinations.CheckAccess(asked)
    assert said(now.access.contributions[0].answer)[2] == ["NOT_ATTESTED"]
    asked.known_revision = now.known_revision - 1
    assert said(two.determinations.CheckAccess(asked).access.contributions[0].answer)[2] == ["UNKNOWN_PRINCIPAL"]


def test_an_authorization_comes_back_as_it_was_created(two: Services) -> None:
    created = create(two)
    expected = ParseDict(WHOLE, directive_pb2.Authorization())
    expected.known.CopyFrom(created.authorization.known)
    assert created.authorization == expected
    assert created.authorization.known.from_revision > 0
    got = two.directives.GetAuthorization(directive_pb2.GetAuthorizationRequest(name=LICENCE))
    assert (got.authorization, got.revision_token) == (created.authorization, created.revision_token)
    for directive, number in ((DIRECTIVE, 1), (OTHER, 0), ("", 1)):
        request = directive_pb2.ListAuthorizationsRequest(directive=directive)
        assert len(two.directives.ListAuthorizations(request).authorizations) == number
    # What came back may be created as it is, and says the same.
    again = directive_pb2.CreateAuthorizationRequest(authorization=created.authorization)
    assert two.directives.CreateAuthorization(again).authorization == created.authorization


def test_an_authorization_lets_pass_until_it_is_revoked(two: Services) -> None:
    attest(two, "principals/ada", claim={"residence": {"country": "US"}})
    attest(two, "principals/ada", claim=NO_OTHER)
    assert said(access(two).access.contributions[0].answer) == ("FOREIGN_NATIONAL", "DENY", ["MEETS_DEFINITION"])
    create(two, conditions=WHOLE["conditions"])
    allowed = access(two)
    assert allowed.access.effect == pb.EFFECT_ALLOW
    answer = next(each.answer for each in allowed.access.contributions if each.directive == DIRECTIVE)
    assert said(answer) == ("FOREIGN_NATIONAL", "ALLOW", ["AUTHORIZED", "MEETS_DEFINITION"])
    assert answer.authorization == LICENCE
    assert answer.valid_until_cause == pb.VALID_UNTIL_CAUSE_AUTHORIZATION
    revoke = directive_pb2.RevokeAuthorizationRequest(name=LICENCE, reason_code="withdrawn")
    revoked = two.directives.RevokeAuthorization(revoke)
    assert revoked.authorization.known.to_revision > 0
    assert access(two).access.effect == pb.EFFECT_DENY
    assert access(two, known_revision=str(allowed.known_revision)).access == allowed.access
    assert refusal(lambda: two.directives.RevokeAuthorization(revoke)) == Refusal(
        grpc.StatusCode.FAILED_PRECONDITION, "FAILED_PRECONDITION", LICENCE
    )


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no reference": ({"reference": ""}, "reference"),
    "a name of another kind": ({"name": "licences/x"}, "name"),
    "nobody": ({"principals": [], "organisations": [], "lists": []}, "principals"),
    "no directive": ({"directives": []}, "directives"),
    "not a principal": ({"principals": ["ada"]}, "principals[0]"),
    "a reversed interval": ({"effective": {"start": LATER, "end": IN_FORCE}}, "effective.end"),
    "empty conditions": ({"conditions": {"any": []}}, "conditions"),
    "conditions without a guard": ({"conditions": {"resident_in": {"countries": ["US"]}}}, "conditions.resident_in"),
}


@pytest.mark.parametrize(("changes", "field"), REFUSED.values(), ids=REFUSED)
def test_an_authorization_that_is_refused(two: Services, changes: dict[str, Any], field: str) -> None:
    found = refusal(lambda: create(two, **changes))
    assert found == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", f"authorization.{field}")
    assert not two.directives.ListAuthorizations(directive_pb2.ListAuthorizationsRequest()).authorizations


def diff(served: Services, before: Any, after: Any, **more: Any) -> pb.DiffDeterminationsResponse:
    question = {"principal": "principals/ada", "directive": DIRECTIVE, "resource": MODEL, "purpose": PURPOSE} | more
    request = ParseDict({"question": question, "before": before, "after": after}, pb.DiffDeterminationsRequest())
    response: pb.DiffDeterminationsResponse = served.determinations.DiffDeterminations(request)
    return response


def test_a_difference_names_what_was_learned(two: Services) -> None:
    before = access(two)
    passport = attest(two, "principals/ada", claim={"citizenship": {"country": "US"}}).attestation.name
    response = diff(two, {"at": IN_FORCE, "known_revision": str(before.known_revision)}, {"at": IN_FORCE})
    assert (said(response.before.answer)[0], said(response.after.answer)[0]) == ("UNDETERMINED", "NOT_FOREIGN_NATIONAL")
    assert response.before.known_revision == before.known_revision < response.after.known_revision
    (only,) = response.differences
    assert (only.kind, only.resource) == (pb.DIFFERENCE_KIND_FACT, passport)
    assert only.text == "known and verified at the second pair only"
    assert response.revision_token


def test_a_difference_names_what_came_into_force(two: Services) -> None:
    response = diff(two, {"at": "2026-06-01T00:00:00Z"}, {"at": IN_FORCE})
    (only,) = response.differences
    assert (only.kind, only.resource) == (pb.DIFFERENCE_KIND_DIRECTIVE, f"{DIRECTIVE}/versions/1")


def test_what_is_refused(two: Services) -> None:
    now = {"at": IN_FORCE}
    future = {"known_revision": "99999"}
    assert refusal(lambda: access(two, resource="resources/none")).about == "resource"
    assert refusal(lambda: access(two, purpose="")).about == "purpose"
    assert refusal(lambda: access(two, known_at="2999-01-01T00:00:00Z")).about == "known_at"
    assert refusal(lambda: diff(two, now, now, directive="directives/none")).code is grpc.StatusCode.NOT_FOUND
    assert refusal(lambda: diff(two, now, now, purpose="")).about == "question.purpose"
    assert refusal(lambda: diff(two, now, future)).about == "after.known_revision"
    assert refusal(lambda: diff(two, {"known_at": "2999-01-01T00:00:00Z"}, now)).about == "before.known_at"
    assert refusal(lambda: diff(two, now, now, resource="resources/none")).about == "question.resource"
    missing = directive_pb2.GetAuthorizationRequest(name=LICENCE)
    assert refusal(lambda: two.directives.GetAuthorization(missing)).code is grpc.StatusCode.NOT_FOUND
    unexplained = directive_pb2.RevokeAuthorizationRequest(name=LICENCE)
    assert refusal(lambda: two.directives.RevokeAuthorization(unexplained)).about == "reason_code"

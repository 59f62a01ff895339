"""Questions over the wire."""

from datetime import UTC, datetime
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict

from denizen.v1 import attestation_pb2, directive_pb2, principal_pb2
from denizen.v1 import determination_pb2 as pb
from tests.rpc.running_services import Refusal, Services, refusal

PURPOSE = "export-control"
DIRECTIVE = "directives/foreign"
MODEL = "resources/model-5"
FROM = {"start": "2026-06-12T00:00:00Z"}
IN_FORCE = "2026-06-15T00:00:00Z"


def principal(served: Services, name: str, **more: Any) -> str:
    request = ParseDict(
        {"principal_id": name, "purpose": PURPOSE, "principal": {"kind": "PRINCIPAL_KIND_PERSON", **more}},
        principal_pb2.CreatePrincipalRequest(),
    )
    created: principal_pb2.CreatePrincipalResponse = served.principals.CreatePrincipal(request)
    return created.principal.name


def attest(served: Services, parent: str, **attestation: Any) -> attestation_pb2.SubmitAttestationResponse:
    request = ParseDict(
        {
            "parent": parent,
            "purpose": PURPOSE,
            "attestation": {"assurance": {"level": "HIGH"}, "purposes": [PURPOSE], **attestation},
        },
        attestation_pb2.SubmitAttestationRequest(),
    )
    submitted: attestation_pb2.SubmitAttestationResponse = served.attestations.SubmitAttestation(request)
    return submitted


@pytest.fixture
def ready(served: Services) -> Services:
    """With a directive that denies whoever is no US citizen or national, from 12 June on."""
    directives = served.directives
    directives.RegisterResource(ParseDict({"resource": {"name": MODEL}}, directive_pb2.RegisterResourceRequest()))
    directive = {"name": DIRECTIVE, "kind": "DIRECTIVE_KIND_ENFORCED"}
    directives.CreateDirective(ParseDict({"directive": directive}, directive_pb2.CreateDirectiveRequest()))
    provision = {
        "id": "model-5",
        "kinds": ["PRINCIPAL_KIND_PERSON"],
        "resources": [MODEL],
        "definition": {"not": {"any": [{"citizen_of": {"countries": ["US"]}}, {"present_in": {"countries": ["US"]}}]}},
    }
    version = {"number": 1, "source": {"citation": "a letter"}, "provisions": [provision]}
    directives.PublishVersion(
        ParseDict({"parent": DIRECTIVE, "version": version}, directive_pb2.PublishVersionRequest())
    )
    activate = {"name": f"{DIRECTIVE}/versions/1", "effective": FROM}
    directives.ActivateVersion(ParseDict(activate, directive_pb2.ActivateVersionRequest()))
    return served


def question(subject: str, **more: Any) -> pb.CheckRequest:
    asked = {"principal": subject, "directive": DIRECTIVE, "resource": MODEL, "purpose": PURPOSE, "at": IN_FORCE}
    return ParseDict({key: value for key, value in (asked | more).items() if value is not None}, pb.CheckRequest())


def check(served: Services, subject: str, **more: Any) -> pb.CheckResponse:
    response: pb.CheckResponse = served.determinations.Check(question(subject, **more))
    return response


def said(answer: pb.Answer) -> tuple[str, str, list[str]]:
    return (
        pb.Determination.Name(answer.determination).removeprefix("DETERMINATION_"),
        pb.Effect.Name(answer.effect).removeprefix("EFFECT_"),
        [pb.Reason.Name(reason).removeprefix("REASON_") for reason in answer.reasons],
    )


def test_a_citizen_is_cleared_by_the_attestation_that_says_so(ready: Services) -> None:
    ada = principal(ready, "ada")
    submitted = attest(ready, ada, claim={"citizenship": {"country": "US", "class": "CITIZENSHIP_CLASS_CITIZEN"}})
    response = check(ready, ada)
    assert said(response.answer) == ("NOT_FOREIGN_NATIONAL", "ALLOW", ["FAILS_DEFINITION"])
    assert response.answer.rests_on == [submitted.attestation.name]
    assert response.answer.directive_version == f"{DIRECTIVE}/versions/1"
    assert len(response.answer.directive_digest) == 64
    assert response.answer.provision == "model-5"
    assert not response.answer.HasField("valid_until")
    assert response.decision_id


def test_silence_is_an_answer_and_denies(ready: Services) -> None:
    ada = principal(ready, "ada")
    assert said(check(ready, ada).answer) == (
        "UNDETERMINED",
        "DENY",
        ["PRESENCE_NOT_GIVEN", "NOT_ATTESTED"],
    )


def test_nobody_is_cleared_of_whom_nothing_is_known(ready: Services) -> None:
    expected = ("UNDETERMINED", "DENY", ["UNKNOWN_PRINCIPAL"])
    assert said(check(ready, "principals/nobody").answer) == expected
    assert said(check(ready, "principals/nobody", at="2026-06-10T00:00:00Z").answer) == expected
    by_identifier = question("principals/x", external_identifier=None)
    by_identifier.external_identifier.scheme, by_identifier.external_identifier.value = "hr", "404"
    assert said(ready.determinations.Check(by_identifier).answer) == expected


def test_a_gateway_may_ask_by_an_external_identifier(ready: Services) -> None:
    ada = principal(ready, "ada", external_identifiers=[{"scheme": "hr", "value": "7"}])
    attest(ready, ada, claim={"citizenship": {"country": "US"}})
    asked = question(ada)
    asked.external_identifier.scheme, asked.external_identifier.value = "hr", "7"
    assert said(ready.determinations.Check(asked).answer)[1] == "ALLOW"


def test_before_it_is_in_force_it_does_not_apply_and_the_answer_says_until_when(ready: Services) -> None:
    ada = principal(ready, "ada")
    answer = check(ready, ada, at="2026-06-11T23:59:59.999999Z").answer
    assert said(answer) == ("NOT_APPLICABLE", "ALLOW", ["NOT_IN_FORCE"])
    assert answer.valid_until.ToDatetime(UTC) == datetime(2026, 6, 12, tzinfo=UTC)
    assert answer.valid_until_cause == pb.VALID_UNTIL_CAUSE_ACTIVATION


def test_presence_is_asserted_with_the_question(ready: Services) -> None:
    ada = principal(ready, "ada")
    here = check(ready, ada, presence={"country": "US", "source": "geoip"})
    assert said(here.answer)[:2] == ("NOT_FOREIGN_NATIONAL", "ALLOW")
    assert said(check(ready, ada).answer)[1] == "DENY"


def test_no_resource_asks_about_all(ready: Services) -> None:
    ada = principal(ready, "ada")
    assert said(check(ready, ada, resource=None).answer)[2][0] == "RESOURCE_UNSPECIFIED"


def test_what_was_known_stays_as_it_was(ready: Services) -> None:
    ada = principal(ready, "ada")
    before = check(ready, ada)
    attest(ready, ada, claim={"citizenship": {"country": "US"}})
    after = check(ready, ada)
    assert said(after.answer)[1] == "ALLOW"
    then = check(ready, ada, known_revision=str(before.known_revision))
    assert then.answer == before.answer
    assert then.known_revision == before.known_revision


def test_a_moment_finer_than_a_microsecond_may_be_asked_about(ready: Services) -> None:
    ada = principal(ready, "ada")
    assert said(check(ready, ada, at="2026-06-11T23:59:59.999999999Z").answer)[2] == ["NOT_IN_FORCE"]


def test_an_explanation_is_a_tree_with_every_node_s_value(ready: Services) -> None:
    ada = principal(ready, "ada")
    tree = check(ready, ada, explain=True).answer.explanation
    assert (tree.node, tree.value, tree.polarity) == ("not", pb.TRUTH_VALUE_UNKNOWN, pb.POLARITY_POSITIVE)
    (either,) = tree.children
    assert [child.node for child in either.children] == ["citizen_of US", "present_in US"]
    assert {child.polarity for child in either.children} == {pb.POLARITY_NEGATIVE}
    clearing = [each for each in either.children[0].thresholds if each.clears]
    assert [(each.value, each.minimum) for each in clearing] == [
        (pb.TRUTH_VALUE_TRUE, attestation_pb2.ASSURANCE_LEVEL_SUBSTANTIAL)
    ]


def test_an_open_answer_says_what_would_settle_it(ready: Services) -> None:
    ada = principal(ready, "ada")
    answer = check(ready, ada, presence={"country": "FR", "source": "geoip"}).answer
    assert answer.settling_searched
    ways = {pb.Determination.Name(way.determination): [step.text for step in way.steps] for way in answer.settling}
    assert ways == {
        "DETERMINATION_NOT_FOREIGN_NATIONAL": ["attest US citizenship at SUBSTANTIAL or better"],
        "DETERMINATION_FOREIGN_NATIONAL": ["declare that the US citizenships on file are all: none"],
    }
    (step,) = next(way for way in answer.settling if "NOT" in pb.Determination.Name(way.determination)).steps
    assert (step.action, step.minimum) == (
        pb.SETTLING_ACTION_ATTEST,
        attestation_pb2.ASSURANCE_LEVEL_SUBSTANTIAL,
    )
    # Taken as it is told, it settles the question.
    request = attestation_pb2.SubmitAttestationRequest(parent=step.subject, purpose=PURPOSE)
    request.attestation.claim.CopyFrom(step.claim)
    request.attestation.assurance.level = "SUBSTANTIAL"
    request.attestation.purposes.append(PURPOSE)
    ready.attestations.SubmitAttestation(request)
    settled = check(ready, ada, presence={"country": "FR", "source": "geoip"}).answer
    assert said(settled)[0] == "NOT_FOREIGN_NATIONAL"
    assert not settled.settling


FUTURE = "2999-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"directive": "directives/none"}, Refusal(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", "directives/none")),
        ({"directive": "none"}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "directive")),
        ({"resource": "resources/x"}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "resource")),
        ({"purpose": None}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "purpose")),
        ({"principal": None}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "subject")),
        ({"known_revision": "999"}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "known_revision")),
        ({"known_revision": "-1"}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "known_revision")),
        ({"known_at": FUTURE}, Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "known_at")),
        (
            {"presence": {"country": "ZZ", "source": "geoip"}},
            Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "presence.country"),
        ),
        (
            {"presence": {"country": "US"}},
            Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "presence.source"),
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_cannot_be_asked(ready: Services, changes: dict[str, Any], expected: Refusal) -> None:
    ada = principal(ready, "ada")
    assert refusal(lambda: check(ready, ada, **changes)) == expected

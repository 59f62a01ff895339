"""Evidence over the wire."""

import uuid
from typing import Any

import grpc
import pytest

from denizen.v1 import attestation_pb2, principal_pb2
from denizen.v1 import evidence_pb2 as pb
from tests.rpc.running_services import Services, refusal
from tests.unit.convert.messages import attestation

ALICE, PURPOSE = "principals/alice", "export-control"
AT = {"seconds": 1_700_000_000}
NUMBER = "24AB61234"


@pytest.fixture
def alice(served: Services) -> Services:
    served.principals.CreatePrincipal(
        principal_pb2.CreatePrincipalRequest(
            principal_id="alice", principal=principal_pb2.Principal(kind="PRINCIPAL_KIND_PERSON"), purpose=PURPOSE
        )
    )
    return served


def check(name: str, **changes: Any) -> pb.EvidenceCheck:
    plain: dict[str, Any] = {"kind": f"EVIDENCE_CHECK_KIND_{name}", "by": "an officer", "at": AT}
    return pb.EvidenceCheck(**{**plain, "result": "EVIDENCE_CHECK_RESULT_PASSED", **changes})


def passport(**changes: Any) -> pb.Evidence:
    plain: dict[str, Any] = {
        "passport": pb.Passport(nationality="FR", **{"class": "CITIZENSHIP_CLASS_CITIZEN"}),
        "country": "FR",
        "expires_on": "2031-05-03",
        "document_number": NUMBER,
        "checks": [check("VISUAL_IN_PERSON"), check("FACE_IN_PERSON")],
        "purposes": [PURPOSE],
    }
    return pb.Evidence(**{**plain, **changes})


def add(served: Services, evidence: pb.Evidence | None = None, **changes: Any) -> pb.AddEvidenceResponse:
    request = pb.AddEvidenceRequest(parent=ALICE, evidence=evidence or passport(), purpose=PURPOSE, **changes)
    response: pb.AddEvidenceResponse = served.attestations.AddEvidence(request)
    return response


def test_what_was_added_comes_back(alice: Services) -> None:
    sent = passport()
    added = add(alice, sent).evidence
    assert added.name.startswith(f"{ALICE}/evidence/")
    assert (added.passport, list(added.checks)) == (sent.passport, list(sent.checks))
    assert (added.country, added.expires_on, list(added.purposes)) == ("FR", "2031-05-03", [PURPOSE])
    assert (added.state, added.strength) == (pb.EVIDENCE_STATE_ACTIVE, pb.EVIDENCE_STRENGTH_STRONG)
    assert [(each.row, each.assurance_level) for each in added.supports] == [("passport-citizenship", "SUBSTANTIAL")]
    assert (added.document_number, added.numbered) == ("", True)
    request = pb.GetEvidenceRequest(name=added.name, purpose=PURPOSE)
    assert alice.attestations.GetEvidence(request).evidence == added
    # What came back may be added as it is, without what only the service says.
    assert add(alice, added).evidence.supports == added.supports


def test_it_is_listed_page_by_page(alice: Services) -> None:
    names = [add(alice).evidence.name for _ in range(3)]
    request = pb.ListEvidenceRequest(parent=ALICE, page_size=2, purpose=PURPOSE)
    first = alice.attestations.ListEvidence(request)
    request.page_token = first.next_page_token
    second = alice.attestations.ListEvidence(request)
    assert [each.name for page in (first, second) for each in page.evidence] == names
    assert second.next_page_token == ""


def test_a_repeated_request_adds_once(alice: Services) -> None:
    request_id = str(uuid.uuid4())
    assert add(alice, request_id=request_id) == add(alice, request_id=request_id)
    other = passport(document_number="other")
    assert refusal(lambda: add(alice, other, request_id=request_id)).code is grpc.StatusCode.ALREADY_EXISTS


def test_superseding_and_withdrawing(alice: Services) -> None:
    first = add(alice).evidence.name
    second = add(alice, supersedes=first).evidence
    request = pb.WithdrawEvidenceRequest(name=second.name, reason_code="not-genuine", purpose=PURPOSE)
    assert alice.attestations.WithdrawEvidence(request).evidence.state == pb.EVIDENCE_STATE_WITHDRAWN
    told = refusal(lambda: alice.attestations.WithdrawEvidence(request))
    assert told.code is grpc.StatusCode.FAILED_PRECONDITION


def cite(served: Services, name: str, **changes: Any) -> attestation_pb2.Attestation:
    given = attestation({"citizenship": {"country": "FR"}}, **{"evidence": [name], **changes})
    request = attestation_pb2.SubmitAttestationRequest(parent=ALICE, attestation=given, purpose=PURPOSE)
    answered: attestation_pb2.Attestation = served.attestations.SubmitAttestation(request).attestation
    return answered


def test_an_attestation_is_no_surer_than_what_it_cites(alice: Services) -> None:
    name = add(alice).evidence.name
    assert cite(alice, name, assurance=None).assurance.level == "SUBSTANTIAL"
    told = refusal(lambda: cite(alice, name, assurance={"level": "HIGH"}))
    assert (told.code, told.about) == (grpc.StatusCode.INVALID_ARGUMENT, "attestation.assurance.level")


BAD: dict[str, tuple[pb.Evidence, str]] = {
    "no document": (pb.Evidence(country="FR", purposes=[PURPOSE]), "evidence.document"),
    "no purpose": (passport(purposes=[]), "evidence.purposes"),
    "a purpose twice": (passport(purposes=[PURPOSE, PURPOSE]), "evidence.purposes"),
    "an unlisted country": (passport(country="XX"), "evidence.country"),
    "an unlisted nationality": (passport(passport=pb.Passport(nationality="ZZ")), "evidence.passport.nationality"),
    "no date": (passport(expires_on="3 May 2031"), "evidence.expires_on"),
    "no kind of check": (passport(checks=[check("FACE_IN_PERSON", kind=0)]), "evidence.checks[0].kind"),
    "no result": (passport(checks=[check("FACE_IN_PERSON", result=0)]), "evidence.checks[0].result"),
    "no moment": (passport(checks=[check("FACE_IN_PERSON", at=None)]), "evidence.checks[0].at"),
    "a moment to come": (
        passport(checks=[check("FACE_IN_PERSON", at={"seconds": 4_000_000_000})]),
        "evidence.checks[0].at",
    ),
    "no number": (passport(document_number=f"{NUMBER}!"), "evidence.document_number"),
    "no generation": (
        pb.Evidence(
            permanent_resident_card=pb.PermanentResidentCard(category="IMMIGRATION_CATEGORY_PERMANENT_RESIDENT"),
            purposes=[PURPOSE],
        ),
        "evidence.permanent_resident_card.generation",
    ),
    "an organisation's": (
        pb.Evidence(registry_extract=pb.RegistryExtract(register="RCS"), country="FR", purposes=[PURPOSE]),
        "evidence.registry_extract",
    ),
}


@pytest.mark.parametrize(("evidence", "field"), BAD.values(), ids=BAD)
def test_what_is_malformed_is_refused_by_its_field(alice: Services, evidence: pb.Evidence, field: str) -> None:
    told = refusal(lambda: add(alice, evidence))
    assert (told.code, told.about) == (grpc.StatusCode.INVALID_ARGUMENT, field)


def test_a_refused_number_is_not_told(alice: Services) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        add(alice, passport(document_number=f"{NUMBER}!"))
    assert NUMBER not in str(raised.value)


@pytest.mark.parametrize(
    "document",
    [
        {"passport_card": pb.PassportCard(nationality="FR")},
        {"admission_record": pb.AdmissionRecord(class_of_admission="F-1", duration_of_status=True)},
        {"employment_authorization": pb.EmploymentAuthorization(category="C09")},
        {"naturalization_certificate": pb.NaturalizationCertificate(form="CERTIFICATE_FORM_N_570")},
        {"citizenship_certificate": pb.CitizenshipCertificate(form="CERTIFICATE_FORM_N_561")},
        {"refugee_travel_document": pb.RefugeeTravelDocument()},
        {"national_id": pb.NationalId(nationality="FR")},
        {"residence_permit": pb.ResidencePermit(category="IMMIGRATION_CATEGORY_RESIDENCE_PERMIT")},
        {"other_document": pb.OtherDocument(type="utility_statement")},
        {"electronic_record": pb.ElectronicRecord(type="pid", nationality="FR")},
        {"vouch": pb.Vouch(type="written_attestation")},
        {"electronic_signature": pb.ElectronicSignature(type="qualified_signature")},
        {
            "permanent_resident_card": pb.PermanentResidentCard(
                generation="CARD_GENERATION_I_551_1977",
                category="IMMIGRATION_CATEGORY_PERMANENT_RESIDENT",
                class_of_admission="IR1",
            )
        },
    ],
    ids=lambda document: next(iter(document)),
)
def test_every_kind_comes_back_as_it_was_sent(alice: Services, document: dict[str, Any]) -> None:
    ((kind, sent),) = document.items()
    american = kind in {"admission_record", "employment_authorization", "permanent_resident_card"} or "cert" in kind
    added = add(alice, pb.Evidence(country="" if american else "FR", purposes=[PURPOSE], **document)).evidence
    assert added.WhichOneof("document") == kind
    assert getattr(added, kind) == sent
    assert added.country == ("US" if american else "FR")

"""Documents over the wire."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.v1 import attestation_pb2, claim_pb2, evidence_pb2, principal_pb2
from denizen.v1 import document_pb2 as pb
from tests.rpc.running_services import Refusal, Services, refusal, services
from tests.unit.verification.mrz.specimens import Specimen

ALICE, BOB, ACME, PURPOSE = "principals/alice", "principals/bob", "principals/acme", "export-control"
FRENCH = Specimen(state="FRA", nationality="FRA")
ZONE = FRENCH.td3()
INVALID = grpc.StatusCode.INVALID_ARGUMENT


@pytest.fixture(scope="module")
def served() -> Iterator[Services]:
    with services() as running:
        for name, kind in ((ALICE, "PERSON"), (BOB, "PERSON"), (ACME, "ORGANISATION")):
            request = principal_pb2.CreatePrincipalRequest(
                principal_id=name.rpartition("/")[2],
                principal=principal_pb2.Principal(kind=f"PRINCIPAL_KIND_{kind}"),
                purpose=PURPOSE,
            )
            running.principals.CreatePrincipal(request)
        yield running


def draft(**changes: Any) -> evidence_pb2.Evidence:
    return evidence_pb2.Evidence(**{"purposes": [PURPOSE], **changes})


def seen(kind: str, **changes: Any) -> evidence_pb2.EvidenceCheck:
    plain = {"kind": f"EVIDENCE_CHECK_KIND_{kind}", "by": "a clerk", "at": Timestamp(seconds=1_780_000_000)}
    return evidence_pb2.EvidenceCheck(**{**plain, "result": "EVIDENCE_CHECK_RESULT_PASSED", **changes})


def verify(served: Services, **changes: Any) -> pb.VerifyDocumentResponse:
    request = pb.VerifyDocumentRequest(**{"parent": ALICE, "mrz": ZONE, "purpose": PURPOSE, **changes})
    response: pb.VerifyDocumentResponse = served.attestations.VerifyDocument(request)
    return response


def kept(served: Services, parent: str = ALICE) -> list[evidence_pb2.Evidence]:
    request = evidence_pb2.ListEvidenceRequest(parent=parent, purpose=PURPOSE)
    return list(served.attestations.ListEvidence(request).evidence)


def test_a_zone_field_by_field_and_nothing_kept(served: Services) -> None:
    before = kept(served)
    answer = verify(served, parent="")
    zone = answer.zone
    assert (zone.format, zone.sound, zone.check_digits_pass) == (pb.MRZ_FORMAT_TD3, True, True)
    assert (zone.document_code.raw, zone.document_code.value) == ("P<", "P")
    assert (zone.nationality.raw, zone.nationality.country, zone.nationality.kind) == ("FRA", "FR", 0)
    assert list(zone.birth.candidates) == ["1974-08-12"]
    assert (zone.expiry.value, zone.sex.value) == ("2032-04-15", "F")
    assert (zone.names.surname, zone.names.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert (zone.document_number.value, zone.composite.sound) == ("L898902C3", True)
    assert not zone.HasField("optional_2")
    assert not answer.HasField("evidence")
    assert answer.revision_token == ""
    assert kept(served) == before


@pytest.mark.parametrize(
    ("code", "country", "kind", "klass"),
    [
        pytest.param("D", "DE", "UNSPECIFIED", "UNSPECIFIED", id="a single letter"),
        pytest.param("GBN", "GB", "UNSPECIFIED", "BNO", id="a class"),
        pytest.param("PRI", "US", "US_TERRITORY", "UNSPECIFIED", id="a territory"),
        pytest.param("XXA", "", "STATELESS", "UNSPECIFIED", id="stateless"),
        pytest.param("XXX", "", "NOT_SPECIFIED", "UNSPECIFIED", id="not told"),
        pytest.param("UTO", "", "SPECIMEN", "UNSPECIFIED", id="a specimen"),
        pytest.param("EUE", "", "ORGANISATION_DOCUMENT", "UNSPECIFIED", id="an organisation"),
    ],
)
def test_a_country_with_its_kind(served: Services, code: str, country: str, kind: str, klass: str) -> None:
    found = verify(served, mrz=replace(FRENCH, state=code, nationality=code).td3()).zone
    for each in (found.issuing_state, found.nationality):
        assert each.country == country
        assert each.kind == pb.CountryKind.Value(f"COUNTRY_KIND_{kind}")
        assert getattr(each, "class") == claim_pb2.CitizenshipClass.Value(f"CITIZENSHIP_CLASS_{klass}")


def test_a_misread_is_told_and_the_rest_stays(served: Services) -> None:
    zone = verify(served, mrz=ZONE.replace("740812", "74O812"), parent="").zone
    assert (zone.sound, zone.check_digits_pass, zone.birth.sound) == (False, False, False)
    assert zone.birth.raw == "74O812"
    assert (list(zone.birth.candidates), list(zone.birth.illegal)) == ([], [2])
    assert pb.MRZ_FLAG_LIKELY_MISREAD in zone.birth.flags
    assert zone.expiry.sound


def test_two_centuries_are_two_candidates(served: Services) -> None:
    zone = verify(served, mrz=replace(FRENCH, birth="120304").td3(), parent="").zone
    assert list(zone.birth.candidates) == ["1912-03-04", "2012-03-04"]
    assert list(zone.birth.flags) == [pb.MRZ_FLAG_CENTURY_AMBIGUOUS]
    assert zone.sound


def test_evidence_of_it_supports_an_attestation(served: Services) -> None:
    checks = [seen("VISUAL_IN_PERSON"), seen("FACE_IN_PERSON")]
    answer = verify(served, evidence=draft(checks=checks))
    record = answer.evidence
    assert record.name.startswith(f"{ALICE}/evidence/")
    assert (record.passport.nationality, record.country, record.expires_on) == ("FR", "FR", "2032-04-15")
    assert (record.numbered, record.document_number) == (True, "")
    assert record.checks[-1].kind == evidence_pb2.EVIDENCE_CHECK_KIND_MRZ_CHECK_DIGITS
    assert record.checks[-1].result == evidence_pb2.EVIDENCE_CHECK_RESULT_PASSED
    assert record.strength == evidence_pb2.EVIDENCE_STRENGTH_STRONG
    assert answer.revision_token
    assert kept(served)[-1] == record
    attestation = attestation_pb2.Attestation(purposes=[PURPOSE], evidence=[record.name], issuer="issuers/hr")
    attestation.claim.citizenship.country = "FR"
    request = attestation_pb2.SubmitAttestationRequest(parent=ALICE, attestation=attestation, purpose=PURPOSE)
    assert served.attestations.SubmitAttestation(request).attestation.assurance.level == "SUBSTANTIAL"


def test_a_digit_that_is_wrong_makes_it_support_nothing(served: Services) -> None:
    record = verify(served, mrz=ZONE[:-1] + "9", evidence=draft(checks=[seen("VISUAL_IN_PERSON")])).evidence
    assert record.checks[-1].result == evidence_pb2.EVIDENCE_CHECK_RESULT_FAILED
    assert record.strength == evidence_pb2.EVIDENCE_STRENGTH_UNACCEPTABLE
    assert [each.assurance_level for each in record.supports] == [""]


def test_the_same_document_of_another_is_noticed(served: Services) -> None:
    zone = replace(FRENCH, number="X1Y2Z3").td3()
    assert not verify(served, mrz=zone, evidence=draft()).evidence.number_seen_elsewhere
    assert verify(served, mrz=zone, evidence=draft(), parent=BOB).evidence.number_seen_elsewhere
    # Typed in by hand it is the same number.
    typed = draft(passport={"nationality": "FR"}, country="FR", document_number="x1y-2z3")
    request = evidence_pb2.AddEvidenceRequest(parent=BOB, evidence=typed, purpose=PURPOSE)
    assert served.attestations.AddEvidence(request).evidence.number_seen_elsewhere


def test_a_repetition_is_answered_as_the_first(served: Services) -> None:
    again = {"evidence": draft(), "request_id": str(uuid.uuid4())}
    first = verify(served, **again)
    count = len(kept(served))
    assert verify(served, **again) == first
    assert len(kept(served)) == count
    told = refusal(lambda: verify(served, **{**again, "mrz": FRENCH.td3().replace("M", "N", 1)}))
    assert told.code is grpc.StatusCode.ALREADY_EXISTS


def test_it_takes_the_place_of_another(served: Services) -> None:
    first = verify(served, evidence=draft()).evidence.name
    second = verify(served, evidence=draft(), supersedes=first).evidence
    assert second.supersedes == first
    told = refusal(lambda: verify(served, evidence=draft(), supersedes=first))
    assert told.code is grpc.StatusCode.FAILED_PRECONDITION


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"mrz": ""}, "mrz"),
    "no zone": ({"mrz": "Jane Example"}, "mrz"),
    "too much": ({"mrz": "P" * 257}, "mrz"),
    "no purpose": ({"purpose": ""}, "purpose"),
    "evidence of nobody": ({"parent": "", "evidence": draft()}, "parent"),
    "no principal's name": ({"parent": "alice"}, "parent"),
    "evidence for nothing": ({"evidence": draft(purposes=[])}, "evidence.purposes"),
    "in the place of another, and nothing recorded": ({"supersedes": f"{ALICE}/evidence/e"}, "supersedes"),
    "another nationality": ({"evidence": draft(passport={"nationality": "DE"})}, "evidence.passport.nationality"),
    "the check that is made here": (
        {"evidence": draft(checks=[seen("MRZ_CHECK_DIGITS")])},
        "evidence.checks[0].kind",
    ),
    "a check in the future": (
        {"evidence": draft(checks=[seen("VISUAL_IN_PERSON", at=Timestamp(seconds=4_000_000_000))])},
        "evidence.checks[0].at",
    ),
    "of an organisation": ({"parent": ACME, "evidence": draft()}, "evidence.passport"),
    "a specimen": ({"mrz": Specimen().td3(), "evidence": draft()}, "mrz.issuing_state"),
    "left open": ({"mrz": replace(FRENCH, code="AC").td1(), "evidence": draft()}, "evidence.document"),
}


@pytest.mark.parametrize(("changes", "field"), BAD.values(), ids=BAD)
def test_what_is_refused_is_refused_by_its_field(served: Services, changes: dict[str, Any], field: str) -> None:
    before = kept(served)
    assert refusal(lambda: verify(served, **changes)) == Refusal(INVALID, "INVALID_FIELD", field)
    assert kept(served) == before


def test_no_such_principal(served: Services) -> None:
    for evidence in (None, draft()):
        told = refusal(lambda given=evidence: verify(served, parent="principals/nobody", evidence=given))  # type: ignore[misc] # bound for the loop
        assert told.code is grpc.StatusCode.NOT_FOUND


def test_no_refusal_shows_what_stands_in_the_zone(served: Services) -> None:
    for changes, _ in BAD.values():
        with pytest.raises(grpc.RpcError) as raised:
            verify(served, **changes)
        assert isinstance(raised.value, grpc.Call)
        words = raised.value.details() or ""
        assert not any(secret in words for secret in ("ERIKSSON", "L898902C3", "740812", "Jane", "PPPP"))

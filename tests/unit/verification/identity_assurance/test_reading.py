import copy
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.countries import Country, Kind
from denizen.domain.errors import InvalidError
from denizen.verification.identity_assurance import (
    Document,
    ElectronicRecord,
    ElectronicSignature,
    VerifiedClaims,
    Vouch,
    read,
)

Payload = dict[str, Any]

PAYLOAD: Payload = {
    "verified_claims": {
        "verification": {
            "trust_framework": "nist_800_63A",
            "assurance_level": "ial2",
            "time": "2026-03-04T05:06Z",
            "verification_process": "7c1f",
            "assurance_process": {
                "policy": "house rules",
                "assurance_details": [
                    {
                        "assurance_type": "evidence_validation",
                        "assurance_classification": "strong",
                        "evidence_ref": [
                            {"check_id": "chip-1", "evidence_metadata": {"evidence_classification": "strong"}}
                        ],
                    }
                ],
            },
            "evidence": [
                {
                    "type": "document",
                    "document_details": {
                        "type": "passport",
                        "document_number": "X1234567",
                        "date_of_issuance": "2020-01-02",
                        "date_of_expiry": "2030-01-01",
                        "issuer": {"name": "Passport office", "country_code": "DEU"},
                    },
                    "check_details": [
                        {"check_method": "vcrypt", "check_id": "chip-1", "time": "2026-03-04T05:00:00+01:00"},
                        {"check_method": "bvr", "organization": "faces"},
                    ],
                    "attachments": [{"content_type": "image/png", "content": "aGVsbG8=", "desc": "scan"}],
                },
                {
                    "type": "electronic_record",
                    "record": {
                        "type": "population_register",
                        "created_at": "2021-05-06T07:08:09Z",
                        "source": {"name": "Register", "country": "AT"},
                    },
                },
                {
                    "type": "vouch",
                    "attestation": {"type": "written", "voucher": {"organization": "Town hall", "name": "Vera V."}},
                },
                {
                    "type": "electronic_signature",
                    "signature_type": "qes_eidas",
                    "issuer": "Example trust",
                    "serial_number": "1097",
                },
            ],
        },
        "claims": {
            "given_name": "Erika",
            "family_name": "Specimen",
            "birthdate": "1990-12-31",
            "nationalities": ["DE", "fra"],
            "address": {"locality": "Vienna", "country_code": "AT"},
        },
    }
}


def changed(change: Callable[[Payload], object]) -> Payload:
    payload = copy.deepcopy(PAYLOAD)
    change(payload["verified_claims"])
    return payload


def first(payload: Payload) -> VerifiedClaims:
    [verified] = read(payload)
    return verified


def test_what_was_verified_and_how() -> None:
    verified = first(PAYLOAD)
    assert verified.assurance.ordinal is AssuranceLevel.SUBSTANTIAL
    assert (verified.assurance.framework, verified.assurance.level) == ("nist_800_63A", "ial2"), "as reported"
    assert verified.time == datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    assert [each.country for each in verified.nationalities] == [Country.of("DE"), Country.of("FR")]
    assert verified.residence is not None
    assert verified.residence.country is Country.of("AT")
    assert verified.left_out == ("address", "birthdate", "family_name", "given_name")
    assert [(each.type, each.checks) for each in verified.details] == [("evidence_validation", ("chip-1",))]


def test_every_type_of_evidence_is_kept() -> None:
    document, record, vouch, signature = first(PAYLOAD).evidence
    assert isinstance(document, Document)
    assert (document.type, document.number) == ("passport", "X1234567")
    assert (document.issued, document.expires) == (date(2020, 1, 2), date(2030, 1, 1))
    assert document.issuer.country is not None
    assert document.issuer.country.country is Country.of("DE")
    assert [(each.method, each.check_id, each.organization) for each in document.checks] == [
        ("vcrypt", "chip-1", ""),
        ("bvr", "", "faces"),
    ]
    assert document.checks[0].time == datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
    assert isinstance(record, ElectronicRecord)
    assert (record.type, record.source.name) == ("population_register", "Register")
    assert isinstance(vouch, Vouch)
    assert (vouch.type, vouch.organization) == ("written", "Town hall")
    assert isinstance(signature, ElectronicSignature)
    assert (signature.type, signature.issuer, signature.serial_number) == ("qes_eidas", "Example trust", "1097")


def test_of_an_attachment_only_the_digest_is_kept() -> None:
    document = first(PAYLOAD).evidence[0]
    [attachment] = document.attachments
    assert attachment.digest == "sha-256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
    assert "aGVsbG8" not in repr(attachment)


def test_document_numbers_and_nationalities_do_not_show() -> None:
    shown = repr(first(PAYLOAD))
    assert not any(text in shown for text in ("X1234567", "1097", "'DE'", "Vera"))


def without_level(verified: Payload) -> None:
    del verified["verification"]["assurance_level"]


def test_a_framework_without_a_level_says_little() -> None:
    assert first(changed(without_level)).assurance.ordinal is AssuranceLevel.LOW


def test_several_are_read_apart_each_with_its_assurance() -> None:
    low = changed(lambda each: each["verification"].update(assurance_level="ial1"))
    several = {"verified_claims": [PAYLOAD["verified_claims"], low["verified_claims"]]}
    assert [each.assurance.ordinal for each in read(several)] == [AssuranceLevel.SUBSTANTIAL, AssuranceLevel.LOW]


def test_stateless_is_a_kind_and_no_country() -> None:
    [nationality] = first(changed(lambda each: each["claims"].update(nationalities=["XXA"]))).nationalities
    assert (nationality.country, nationality.kind) == (None, Kind.STATELESS)


def test_a_country_by_its_name_is_not_guessed_at() -> None:
    assert first(changed(lambda each: each["claims"].update(address={"country": "Monaco"}))).residence is None


def evidence(verified: Payload, index: int = 0) -> Payload:
    found: Payload = verified["verification"]["evidence"][index]
    return found


def details(verified: Payload) -> list[Payload]:
    found: list[Payload] = verified["verification"]["assurance_process"]["assurance_details"]
    return found


REFUSED: dict[str, tuple[Callable[[Payload], object], str]] = {
    "an unknown framework": (
        lambda v: v["verification"].update(trust_framework="acme"),
        "verification.trust_framework",
    ),
    "no framework": (lambda v: v["verification"].pop("trust_framework"), "verification.trust_framework"),
    "another framework's level": (
        lambda v: v["verification"].update(assurance_level="high"),
        "verification.assurance_level",
    ),
    "no verification": (lambda v: v.pop("verification"), "verification"),
    "no claims": (lambda v: v.pop("claims"), "claims"),
    "another member": (lambda v: v.update(extra=1), ""),
    "an unknown type of evidence": (lambda v: evidence(v).update(type="photograph"), "verification.evidence[0].type"),
    "evidence without a type": (lambda v: evidence(v).pop("type"), "verification.evidence[0].type"),
    "no evidence in the array": (lambda v: v["verification"].update(evidence=[]), "verification.evidence"),
    "a document without a type": (
        lambda v: evidence(v)["document_details"].pop("type"),
        "verification.evidence[0].document_details.type",
    ),
    "a record without a type": (
        lambda v: evidence(v, 1)["record"].pop("type"),
        "verification.evidence[1].record.type",
    ),
    "a vouch without a type": (
        lambda v: evidence(v, 2)["attestation"].pop("type"),
        "verification.evidence[2].attestation.type",
    ),
    "a signature without a serial number": (
        lambda v: evidence(v, 3).pop("serial_number"),
        "verification.evidence[3].serial_number",
    ),
    "a check without a method": (
        lambda v: evidence(v)["check_details"][1].pop("check_method"),
        "verification.evidence[0].check_details[1].check_method",
    ),
    "a detail about no check": (
        lambda v: details(v)[0]["evidence_ref"][0].update(check_id="gone"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a detail whose check has no id": (
        lambda v: evidence(v)["check_details"][0].pop("check_id"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a detail about two checks": (
        lambda v: evidence(v)["check_details"][1].update(check_id="chip-1"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a detail without a check id": (
        lambda v: details(v)[0]["evidence_ref"][0].pop("check_id"),
        "verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "a time without a zone": (lambda v: v["verification"].update(time="2026-03-04T05:06"), "verification.time"),
    "a time before all times": (lambda v: v["verification"].update(time="0001-01-01T00:00+14:00"), "verification.time"),
    "a day that there is not": (
        lambda v: evidence(v)["document_details"].update(date_of_expiry="2030-02-30"),
        "verification.evidence[0].document_details.date_of_expiry",
    ),
    "an attachment of both kinds": (
        lambda v: evidence(v)["attachments"][0].update(url="https://example.org/a"),
        "verification.evidence[0].attachments[0].content",
    ),
    "an attachment elsewhere without a digest": (
        lambda v: evidence(v).update(attachments=[{"url": "https://example.org/a"}]),
        "verification.evidence[0].attachments[0].digest",
    ),
    "an attachment of several parts": (
        lambda v: evidence(v)["attachments"][0].update(content_type="multipart/mixed"),
        "verification.evidence[0].attachments[0].content_type",
    ),
    "an attachment in another base64": (
        lambda v: evidence(v)["attachments"][0].update(content="aGVsbG8"),
        "verification.evidence[0].attachments[0].content",
    ),
    "no nationality in the array": (lambda v: v["claims"].update(nationalities=[]), "claims.nationalities"),
    "a nationality twice": (lambda v: v["claims"].update(nationalities=["DE", "DEU"]), "claims.nationalities"),
    "a nationality that is not listed": (lambda v: v["claims"].update(nationalities=["ZZ"]), "claims.nationalities[0]"),
    "a nationality by its name": (lambda v: v["claims"].update(nationalities=["Germany"]), "claims.nationalities[0]"),
    "a nationality that is no text": (lambda v: v["claims"].update(nationalities=[49]), "claims.nationalities[0]"),
    "nationalities that are text": (lambda v: v["claims"].update(nationalities="DE"), "claims.nationalities"),
    "a name that is no text": (lambda v: v["claims"].update(given_name={}), "claims.given_name"),
}


@pytest.mark.parametrize(("change", "field"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_its_field_and_nothing_of_the_person(change: Callable[[Payload], object], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read(changed(change))
    assert refused.value.field == f"verified_claims.{field}".rstrip(".")
    assert not any(text in refused.value.message for text in ("Erika", "X1234567", "Germany", "ZZ"))


@pytest.mark.parametrize(
    "payload", [{}, {"verified_claims": []}, {"verified_claims": "all"}, {"verified_claims": None}]
)
def test_nothing_verified_is_refused(payload: Payload) -> None:
    with pytest.raises(InvalidError, match=r"^verified_claims"):
        read(payload)


def test_claims_of_others_are_to_be_submitted_for_themselves() -> None:
    with pytest.raises(InvalidError, match="_claim_names"):
        read(PAYLOAD | {"_claim_names": {"verified_claims": "a"}, "_claim_sources": {"a": {"JWT": "x"}}})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in inner for found in _paths(each, (*path, key)))]


@given(st.sampled_from(_paths(PAYLOAD)[1:]), JSON)
def test_any_value_in_any_place_is_read_or_refused(path: tuple[Any, ...], value: Any) -> None:
    payload = copy.deepcopy(PAYLOAD)
    at: Any = payload
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with suppress(InvalidError):
        read(payload)


VECTORS = Path(__file__).parents[5] / "shared" / "vectors" / "openid_ida"
ABSENT = pytest.mark.skipif(not VECTORS.exists(), reason="the published examples are not beside this checkout")
ELSEWHERE = {"aggregated_claims_simple.json", "multiple_external_claims_sources.json"}
UNKNOWN_FRAMEWORK = {"authority_claims_simple.json"}


@ABSENT
@pytest.mark.parametrize("path", sorted(VECTORS.glob("fail/*.json")), ids=lambda path: path.name)
def test_published_failures_are_refused_where_they_are_wrong(path: Path) -> None:
    with pytest.raises(InvalidError, match=r"verification\.evidence\[0\]"):
        read(json.loads(path.read_text()))


@ABSENT
@pytest.mark.parametrize("path", sorted(VECTORS.glob("response/*.json")), ids=lambda path: path.name)
def test_published_responses_are_read(path: Path) -> None:
    payload = json.loads(path.read_text())
    if path.name in ELSEWHERE | UNKNOWN_FRAMEWORK:
        with pytest.raises(InvalidError, match=r"_claim_names|trust_framework"):
            read(payload)
        return
    for verified, given_ in zip(read(payload), _listed(payload["verified_claims"]), strict=True):
        assert len(verified.evidence) == len(given_["verification"].get("evidence", []))
        assert [each.raw for each in verified.nationalities] == given_["claims"].get("nationalities", [])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

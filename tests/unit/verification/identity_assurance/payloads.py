"""What an identity provider says under `verified_claims`, with one change."""

import copy
from collections.abc import Callable
from typing import Any

from denizen.verification.identity_assurance import VerifiedClaims, read

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
                        {"check_method": "bvr", "check_id": "face-1", "organization": "faces"},
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


def evidence(verified: Payload, index: int = 0) -> Payload:
    found: Payload = verified["verification"]["evidence"][index]
    return found


def details(verified: Payload) -> list[Payload]:
    found: list[Payload] = verified["verification"]["assurance_process"]["assurance_details"]
    return found

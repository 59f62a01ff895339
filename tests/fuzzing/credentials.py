"""Signed credentials, status lists and keys, as functions of bytes."""

import json
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from typing import cast

from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName, Purpose
from denizen.verification import identity_assurance
from denizen.verification.attestation_tokens import verify_attestation_token
from denizen.verification.credentials import verify_sd_jwt
from denizen.verification.identity_evidence import Told, attachments, evidence_told
from denizen.verification.issuer_keys import read_keys
from denizen.verification.json_web_keys import KeySetError, VerifyingKey, VerifyingKeys
from denizen.verification.key_binding import Wanted, check_key_binding, holder_of
from denizen.verification.personal_identification import found_in, read_claims
from denizen.verification.refusals import RefusedError
from denizen.verification.sd_jwt import Presentation, process
from denizen.verification.signed_tokens import SignedToken, json_value
from denizen.verification.status_lists import StatusList, read_reference
from denizen.verification.verified_claims_tokens import verify_verified_claims_token
from tests.fuzzing.target import Target
from tests.minted_credentials import (
    HOLDER_KEY,
    ISSUER_KEY,
    LIST,
    NONCE,
    NOW,
    VERIFIER,
    attestation_token,
    disclosure,
    element,
    id_token,
    payload,
    pid,
    provided_claims,
    referring,
    status_list,
    statuses,
)
from tests.minting import encoded, key_set, public, signing_key

MOMENT = datetime.fromtimestamp(NOW, UTC)


class AnyKey:
    """Verifies everything, so that what stands behind the signature is reached."""

    kid = None

    def verifies(self, algorithm: object, signing_input: bytes, signature: bytes) -> bool:
        return True


def read_presentation(data: bytes) -> None:
    with suppress(RefusedError):
        wanted = Wanted(VERIFIER, NONCE, age=300, leeway=30)
        verify_sd_jwt(data.decode("utf-8", "replace"), lambda _: AnyKey(), wanted, NOW)


def read_disclosed(data: bytes) -> None:
    """The first line is the payload, each of the others a disclosure, as JSON."""
    said, *shown = data.split(b"\n")
    try:
        content = json.loads(said)
    except (ValueError, RecursionError):
        return
    if isinstance(content, dict):
        with suppress(RefusedError):
            read_reference(content)
        with suppress(RefusedError):
            read_claims(process(content, [encoded(each) for each in shown]).claims)


def read_status_list(data: bytes) -> None:
    with suppress(RefusedError):
        StatusList.verify(data.decode("utf-8", "replace"), lambda _: AnyKey(), (), NOW, leeway=30).status(7)


def read_attestation_token(data: bytes) -> None:
    with suppress(RefusedError):
        verify_attestation_token(data.decode("utf-8", "replace"), lambda _: AnyKey(), NOW, leeway=30)


def json_payload(text: str) -> bytes:
    """What a token is over."""
    return SignedToken.parse(text, len(text)).payload


def disclosed() -> bytes:
    """A payload with a claim and an array's element that are disclosed."""
    shown: list[list[object]] = [["s1", "FR"], ["s2", "address", {"country": "IT"}]]
    texts = [disclosure(*parts) for parts in shown]
    said = payload(texts[1], nationalities=[element(texts[0])], status=referring(3))
    return b"\n".join(json.dumps(each).encode() for each in (said, *shown))


VERIFIED = b"""{"verified_claims": {"verification": {"trust_framework": "eidas", "assurance_level": "high",
"time": "2026-03-04T05:06Z", "evidence": [{"type": "document", "document_details": {"type": "passport",
"document_number": "12AB34567", "date_of_expiry": "2030-01-01", "issuer": {"country_code": "FRA"}},
"check_details": [{"check_method": "vcrypt", "check_id": "a"}],
"attachments": [{"content_type": "image/png", "content": "aGVsbG8="}]}]}, "claims": {"nationalities": ["DE"]}}}"""
TOLD = Told("issuers/bank", PrincipalName("principals/ada"), frozenset({Purpose("kyc")}), MOMENT, MOMENT)


def read_verified_claims(data: bytes) -> None:
    """As the payload of a token, to what becomes of it."""
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(payload, dict):
        return
    with suppress(InvalidError, RefusedError):
        for each in identity_assurance.read(payload):
            found_in(each.nationalities, [each.residence] if each.residence else [])
            attachments(each.evidence)
            for one in each.evidence:
                evidence_told(one, TOLD)


def read_verified_claims_token(data: bytes) -> None:
    with suppress(RefusedError):
        verify_verified_claims_token(data.decode("utf-8", "replace"), lambda _: AnyKey(), NOW, leeway=30)


def read_verified_claims_payload(data: bytes) -> None:
    """Signed, whatever it is."""
    text = f"{HEADER}.{encoded(data)}.{encoded(b'signature')}"
    with suppress(RefusedError):
        verify_verified_claims_token(text, lambda _: AnyKey(), NOW, leeway=30)


def read_key_binding(data: bytes) -> None:
    """The first line is the header of a holder's proof, the rest its payload."""
    header, _, said = data.partition(b"\n")
    bound = "e30.e30.e30~"
    proof = f"{encoded(header)}.{encoded(said)}.{encoded(b'signature')}"
    holder = VerifyingKey(None, "ES256", HOLDER_KEY)
    with suppress(RefusedError):
        presented = Presentation.parse(bound + proof)
        check_key_binding(presented, "sha-256", cast("VerifyingKey", AnyKey()), WANTED, NOW)
    with suppress(RefusedError):
        check_key_binding(Presentation.parse(bound + proof), "sha-256", holder, WANTED, NOW)


def read_packed_list(data: bytes) -> None:
    """The compressed bytes of a list."""
    said = {"sub": LIST, "iat": NOW, "status_list": {"bits": 2, "lst": encoded(data)}}
    with suppress(RefusedError):
        StatusList.read(f"{encoded({})}.{encoded(said)}.{encoded(b'signature')}").status(7)


def read_key_set(data: bytes) -> None:
    with suppress(KeySetError):
        VerifyingKeys.parse(data)
    with suppress(KeySetError):
        read_keys(data)
    with suppress(RefusedError):
        holder_of(json_value(data))


HEADER = encoded({"alg": "ES256", "typ": "JWT"})
WANTED = Wanted(VERIFIER, NONCE, age=300, leeway=30)
BOUND = {"iat": NOW, "aud": VERIFIER, "nonce": NONCE, "sd_hash": ""}
KEYS = key_set(public(ISSUER_KEY), public(signing_key("RSA")), public(signing_key("Ed25519")))

TARGETS = {
    "sd-jwt": Target(read_presentation, (pid().encode(),)),
    "sd-jwt-claims": Target(read_disclosed, (disclosed(),)),
    "key-binding": Target(read_key_binding, (b'{"alg": "ES256", "typ": "kb+jwt"}\n' + json.dumps(BOUND).encode(),)),
    "attestation-token": Target(read_attestation_token, (attestation_token().encode(),)),
    "verified-claims": Target(read_verified_claims, (VERIFIED,)),
    "verified-claims-token": Target(read_verified_claims_token, (id_token().encode(), provided_claims().encode())),
    "verified-claims-payload": Target(read_verified_claims_payload, (json_payload(id_token()), VERIFIED)),
    "status-list": Target(read_status_list, (status_list({3: 1}).encode(),)),
    "status-list-bytes": Target(read_packed_list, (zlib.compress(statuses(2, {3: 1}), 9),)),
    "key-set": Target(read_key_set, (KEYS, json.dumps({"jwk": public(HOLDER_KEY, kid=None)}).encode())),
}

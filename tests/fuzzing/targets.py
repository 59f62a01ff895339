"""Every parser of what others send, as a function of bytes: it reads them or refuses them, and does nothing else.

`tools/fuzz.py` looks for bytes that make one crash or hang; the tests beside this try a few.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from denizen.domain.errors import InvalidError
from denizen.verification import identity_assurance, mrz
from denizen.verification.attestation_tokens import verify_attestation_token
from denizen.verification.credentials import verify_sd_jwt
from denizen.verification.key_binding import Wanted
from denizen.verification.personal_identification import read_claims
from denizen.verification.refusals import RefusedError
from denizen.verification.sd_jwt import process
from denizen.verification.status_lists import StatusList, read_reference
from tests.minted_credentials import (
    NONCE,
    NOW,
    VERIFIER,
    attestation_token,
    disclosure,
    element,
    payload,
    pid,
    referring,
    status_list,
)
from tests.minting import encoded

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Target:
    """`seeds` are right, or nearly so: what is tried starts from them. `most`: bytes of the largest thing tried."""

    parse: Callable[[bytes], object]
    seeds: Sequence[bytes]
    most: int = 4096


def read_zone(data: bytes) -> None:
    with suppress(InvalidError):
        mrz.read(data.decode("utf-8", "replace"), TODAY)


def read_verified_claims(data: bytes) -> None:
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(payload, dict):
        with suppress(InvalidError):
            identity_assurance.read(payload)


class AnyKey:
    """Verifies everything, so that what stands behind the signature is reached."""

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


def disclosed() -> bytes:
    """A payload with a claim and an array's element that are disclosed."""
    shown: list[list[object]] = [["s1", "FR"], ["s2", "address", {"country": "IT"}]]
    texts = [disclosure(*parts) for parts in shown]
    said = payload(texts[1], nationalities=[element(texts[0])], status=referring(3))
    return b"\n".join(json.dumps(each).encode() for each in (said, *shown))


PASSPORT = b"""P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""
CARD = b"""I<UTOD23145890<7349<<<<<<<<<<<
3407127M9507122UTO<<<<<<<<<<<2
STEVENSON<<PETER<JOHN<<<<<<<<<"""
VERIFIED = b"""{"verified_claims": {"verification": {"trust_framework": "eidas", "assurance_level": "high",
"time": "2026-03-04T05:06Z", "evidence": [{"type": "document", "document_details": {"type": "passport",
"date_of_expiry": "2030-01-01"}, "check_details": [{"check_method": "vcrypt", "check_id": "a"}],
"attachments": [{"content_type": "image/png", "content": "aGVsbG8="}]}]}, "claims": {"nationalities": ["DE"]}}}"""

TARGETS = {
    "mrz": Target(read_zone, (PASSPORT, CARD), 300),
    "verified-claims": Target(read_verified_claims, (VERIFIED,)),
    "sd-jwt": Target(read_presentation, (pid().encode(),)),
    "sd-jwt-claims": Target(read_disclosed, (disclosed(),)),
    "status-list": Target(read_status_list, (status_list({3: 1}).encode(),)),
    "attestation-token": Target(read_attestation_token, (attestation_token().encode(),)),
}

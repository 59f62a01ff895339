"""Credentials, presentations of them, status lists and signed attestations, made by hand for a test."""

import base64
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from joserfc.jwk import Key

from tests.minting import encoded, public, signing_key, token

NOW = 1_790_000_000
"""Seconds since the epoch, in September 2026."""
PID_ISSUER = "https://pid.example.org"
HR = "https://hr.example.org"
PID_TYPE = "urn:eudi:pid:1"
VERIFIER = "https://kyc.example.com"
NONCE = "n-0S6_WzA2Mj"
LIST = "https://pid.example.org/statuslists/1"
BANK = "https://login.bank.example"
HR_KEY = signing_key("P-256", 21)
BANK_KEY = signing_key("P-256", 31)
ISSUER_KEY, HOLDER_KEY, OTHER_KEY = (signing_key("P-256", number) for number in (11, 12, 13))


def disclosure(*parts: object) -> str:
    """Salt, name and value; or salt and value, of an array's element."""
    return encoded(list(parts))


def digest(text: str, algorithm: str = "sha256") -> str:
    return encoded(hashlib.new(algorithm, text.encode()).digest())


def element(text: str) -> dict[str, str]:
    """The place of an array's element that may be disclosed."""
    return {"...": digest(text)}


def payload(*disclosures: str, **changes: object) -> dict[str, object]:
    """What the issuer of a PID signs; these disclosures belong to claims at the top. A change to None leaves out."""
    said: dict[str, object] = {
        "iss": PID_ISSUER,
        "vct": PID_TYPE,
        "iat": NOW - 1000,
        "exp": NOW + 86_400,
        "cnf": {"jwk": public(HOLDER_KEY, kid=None)},
        "_sd_alg": "sha-256",
        **({"_sd": sorted(map(digest, disclosures))} if disclosures else {}),
        **changes,
    }
    return {name: value for name, value in said.items() if value is not None}


def issued(said: object, key: Key = ISSUER_KEY, **header: object) -> str:
    return token(key, "ES256", said, **{"typ": "dc+sd-jwt", **header})


def presented(issuer_token: str, *disclosures: str, key: Key = HOLDER_KEY, **changes: Any) -> str:
    """With a proof by the holder's key; a change whose name begins with `header_` is of the proof's header."""
    bound = "~".join([issuer_token, *disclosures, ""])
    header = {name.removeprefix("header_"): value for name, value in changes.items() if name.startswith("header_")}
    said = {"iat": NOW, "aud": VERIFIER, "nonce": NONCE, "sd_hash": digest(bound)}
    said |= {name: value for name, value in changes.items() if not name.startswith("header_")}
    said = {name: value for name, value in said.items() if value is not None}
    return bound + token(key, "ES256", said, **{"typ": "kb+jwt", "kid": None, **header})


def pid(nationalities: object = ("FR",), *, iat: int = NOW, **changes: object) -> str:
    """A PID that discloses the nationalities as a whole, presented at `iat`."""
    shown = disclosure("salt-1", "nationalities", nationalities)
    hidden = disclosure("salt-2", "family_name", "Example")
    said = payload(shown, hidden, **{"iat": iat - 1000, "exp": iat + 86_400, **changes})
    return presented(issued(said), shown, iat=iat)


def statuses(bits: int, values: Mapping[int, int], size: int = 64) -> bytes:
    """The bytes of a list of so many statuses, all valid but these."""
    packed = bytearray(size * bits // 8)
    for index, value in values.items():
        at, place = divmod(index * bits, 8)
        packed[at] |= value << place
    return bytes(packed)


def status_list(
    values: Mapping[int, int] | bytes | None = None, *, bits: int = 2, key: Key = ISSUER_KEY, **changes: Any
) -> str:
    """A signed list; a change whose name begins with `header_` is of the header, `lst` replaces what is packed."""
    content = values if isinstance(values, bytes) else statuses(bits, values or {})
    packed = changes.pop("lst", encoded(zlib.compress(content, 9)))
    header = {name.removeprefix("header_"): changes.pop(name) for name in list(changes) if name.startswith("header_")}
    said = {"sub": LIST, "iat": NOW, "exp": NOW + 86_400, "status_list": {"bits": bits, "lst": packed}, **changes}
    said = {name: value for name, value in said.items() if value is not None}
    return token(key, "ES256", said, **{"typ": "statuslist+jwt", **header})


def attestation_token(key: Key = HR_KEY, **changes: Any) -> str:
    """What HR signs about Ada; a change whose name begins with `header_` is of the header."""
    header = {name.removeprefix("header_"): changes.pop(name) for name in list(changes) if name.startswith("header_")}
    said = {
        "iss": HR,
        "aud": "denizen",
        "sub": "principals/ada",
        "iat": NOW - 60,
        "exp": NOW + 86_400,
        "sequence": 1,
        "purposes": ["export-control"],
        "attestations": [{"claim": {"citizenship": {"country": "FR"}}, "assurance": {"level": "SUBSTANTIAL"}}],
        **changes,
    }
    said = {name: value for name, value in said.items() if value is not None}
    return token(key, "ES256", said, **{"typ": "denizen-attestation+jwt", **header})


def verified_claims(*nationalities: str, **changes: Any) -> dict[str, Any]:
    """One of `verified_claims`: what a bank verified under eIDAS by a passport; a change to None leaves out."""
    document = {
        "type": "document",
        "document_details": {
            "type": "passport",
            "document_number": "12AB34567",
            "date_of_issuance": "2023-05-07",
            "date_of_expiry": "2033-05-06",
            "issuer": {"name": "Ministère de l'intérieur", "country_code": "FRA"},
        },
        "check_details": [{"check_method": "vpip", "check_id": "seen"}, {"check_method": "pvp"}],
        "attachments": [{"content_type": "image/png", "content": "aGVsbG8=", "desc": "scan"}],
    }
    verification = {
        "trust_framework": "eidas",
        "assurance_level": "substantial",
        "time": "2026-09-01T10:00Z",
        "evidence": [document],
        **changes.pop("verification", {}),
    }
    claims = {"given_name": "Jeanne", "nationalities": list(nationalities or ("FR",)), **changes}
    return {
        "verification": {name: value for name, value in verification.items() if value is not None},
        "claims": {name: value for name, value in claims.items() if value is not None},
    }


def id_token(key: Key = BANK_KEY, **changes: Any) -> str:
    """An ID Token with `verified_claims`; a change whose name begins with `header_` is of the header."""
    header = {name.removeprefix("header_"): changes.pop(name) for name in list(changes) if name.startswith("header_")}
    said = {
        "iss": BANK,
        "sub": "24400320",
        "aud": VERIFIER,
        "nonce": NONCE,
        "iat": NOW - 60,
        "exp": NOW + 3600,
        "auth_time": NOW - 61,
        "verified_claims": verified_claims(),
        **changes,
    }
    said = {name: value for name, value in said.items() if value is not None}
    return token(key, "ES256", said, **{"typ": "JWT", **header})


def provided_claims(key: Key = BANK_KEY, **changes: Any) -> str:
    """An assertion for whoever gets it."""
    left_out = {"aud": None, "nonce": None, "exp": None, "auth_time": None}
    return id_token(key, **{**left_out, "header_typ": "provided-claims+jwt", **changes})


def referring(index: int, uri: str = LIST) -> dict[str, object]:
    """The `status` of a credential."""
    return {"status_list": {"idx": index, "uri": uri}}


def padded(text: str) -> str:
    """Base64 with the padding that RFC 7515 leaves out; some more where there is none to add."""
    return text + "=" * (-len(text) % 4 or 4)


def flipped(text: str) -> str:
    """Base64url of other bytes of the same length."""
    content = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    content[-1] ^= 1
    return encoded(bytes(content))


def swapped(parts: Sequence[str], at: int, part: str) -> str:
    """A token with another part."""
    return ".".join([*parts[:at], part, *parts[at + 1 :]])

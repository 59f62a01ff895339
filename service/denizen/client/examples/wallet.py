"""An issuer of person identification data and a wallet, to try credentials without either: for nothing else.

    python -m denizen.client.examples.wallet FOLDER --audience https://kyc.example.com --nonce n-0S6_WzA2Mj

It writes `pid.yaml`, the issuer's registration; `presentation.txt`, which discloses the nationality and hides a name;
`statuslist.jwt`, by which the credential stands, and `statuslist-later.jwt`, by which it was revoked. Its keys are new
each time, and are not kept.
"""

import argparse
import base64
import hashlib
import json
import secrets
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey

ISSUER = "https://pid.example.org"
LIST = f"{ISSUER}/statuslists/1"
_PLACE = 7
_REGISTRATION = """\
name: issuers/pid
title: Issuer of person identification data
rights:
  - kinds: [CITIZENSHIP]
    countries: [{country}]
    highest: HIGH
    purposes: [{purpose}]
identifiers: ["{issuer}"]
formats: [SD_JWT_VC]
keys:
  - key: '{key}'
"""


@dataclass(frozen=True, slots=True)
class Request:
    """What a verifier asked the wallet for."""

    country: str
    purpose: str
    audience: str
    nonce: str


def files(request: Request, now: int) -> Mapping[str, str]:
    """By name, each with its content. `now`: seconds since the epoch."""
    issuer = ECKey.generate_key("P-256", {"kid": "pid-1"})
    public = json.dumps({**issuer.as_dict(private=False), "kid": issuer.kid})
    return {
        "pid.yaml": _REGISTRATION.format(country=request.country, purpose=request.purpose, issuer=ISSUER, key=public),
        "presentation.txt": _presentation(issuer, request, now),
        "statuslist.jwt": _status_list(issuer, now - 60, 0),
        "statuslist-later.jwt": _status_list(issuer, now - 30, 1),
    }


def _presentation(issuer: ECKey, request: Request, now: int) -> str:
    """RFC 9901, section 4: the issuer's token, what is disclosed of it, and the holder's proof over both."""
    holder = ECKey.generate_key("P-256")
    nationality = _encoded([secrets.token_urlsafe(16), "nationalities", [request.country]])
    hidden = _encoded([secrets.token_urlsafe(16), "family_name", "Exemple"])
    said = {
        "iss": ISSUER,
        "vct": "urn:eudi:pid:1",
        "iat": now - 1000,
        "exp": now + 86_400,
        "cnf": {"jwk": holder.as_dict(private=False)},
        "status": {"status_list": {"idx": _PLACE, "uri": LIST}},
        "_sd_alg": "sha-256",
        "_sd": sorted([_digest(nationality), _digest(hidden)]),
    }
    shown = f"{_signed(issuer, 'dc+sd-jwt', said)}~{nationality}~"
    proof = {"iat": now, "aud": request.audience, "nonce": request.nonce, "sd_hash": _digest(shown)}
    return shown + _signed(holder, "kb+jwt", proof)


def _status_list(issuer: ECKey, at: int, status: int) -> str:
    """Of a hundred bits, all of them valid but perhaps the credential's."""
    bits = bytearray(13)
    bits[_PLACE // 8] |= status << _PLACE % 8
    packed = base64.urlsafe_b64encode(zlib.compress(bytes(bits), 9)).rstrip(b"=").decode()
    said = {"sub": LIST, "iat": at, "exp": at + 86_400, "ttl": 3600, "status_list": {"bits": 1, "lst": packed}}
    return _signed(issuer, "statuslist+jwt", said)


def _signed(key: ECKey, typ: str, said: Mapping[str, Any]) -> str:
    header = {"alg": "ES256", "typ": typ} | ({"kid": key.kid} if typ != "kb+jwt" else {})
    return jws.serialize_compact(header, json.dumps(said).encode(), key, algorithms=["ES256"])


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="A presentation, its issuer and its status lists, to try them out.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--audience", required=True, help="for whom: one of DENIZEN_CREDENTIAL_AUDIENCES")
    parser.add_argument("--nonce", required=True, help="of whoever asks")
    parser.add_argument("--country", default="FR", help="of whose nationality")
    parser.add_argument("--purpose", default="kyc", help="for which the issuer may vouch")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(
        Request(given.country, given.purpose, given.audience, given.nonce), int(time.time())
    ).items():
        (given.folder / name).write_text(content)
        sys.stdout.write(f"{given.folder / name}\n")


if __name__ == "__main__":
    main()

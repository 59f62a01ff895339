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
}

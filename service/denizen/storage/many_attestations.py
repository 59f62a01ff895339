"""Attestations out of their bytes, of which many say the same."""

import json
from collections import OrderedDict
from threading import Lock
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName
from denizen.storage.codec import Codec, moment_of

_OF_EACH = ("verified_at", "held", "vouched")
"""What differs from one attestation to the next; the rest is what many say."""
_NAMELESS = AttestationName("")


class ManyAttestations:
    """Decodes as the codec does, and what many attestations say only once: its values are then one and the same object.
    Nothing in it tells whose they are. Safe to share between threads."""

    def __init__(self, codec: Codec, most: int = 20_000) -> None:
        self._codec = codec
        self._most = most
        self._said: OrderedDict[str, Attestation] = OrderedDict()
        self._lock = Lock()

    def decode(self, data: bytes, name: AttestationName) -> Attestation:
        """The attestation of that name."""
        plain = json.loads(data)
        if "declaration" in plain or "evidence" in plain or "verified_at" not in plain:
            return self._codec.decode(data, Attestation, name=name)
        said = self._what_is_said({key: value for key, value in plain.items() if key not in _OF_EACH})
        return Attestation(
            name,
            said.claim,
            said.assurance,
            said.issuer,
            said.purposes,
            moment_of(plain["verified_at"]),
            said.holds,
            self._interval(plain.get("held")),
            self._interval(plain.get("vouched")),
            country_as_given=said.country_as_given,
            status=said.status,
            entitled=said.entitled,
        )

    def _what_is_said(self, plain: dict[str, Any]) -> Attestation:
        key = repr(plain)
        said = self._said.get(key)
        if said is None:
            said = self._codec.structured({**plain, "name": _NAMELESS, "verified_at": 0}, Attestation)
            with self._lock:
                self._said[key] = said
                while len(self._said) > self._most:
                    self._said.popitem(last=False)
        return said

    def _interval(self, plain: object) -> Interval:
        return ALWAYS if plain is None else self._codec.structured(plain, Interval)

"""Attestations into their bytes, of which many say the same."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from threading import Lock
from typing import Any, NamedTuple

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Statelessness
from denizen.domain.intervals import ALWAYS
from denizen.storage.codec import EPOCH, Codec, microseconds


class _Plain(NamedTuple):
    """What JSON has of an attestation, and how many bytes more it takes for its claim."""

    fields: dict[str, Any]
    claim: int


class WrittenAttestations:
    """Encodes as the codec does, and what many attestations say is turned round only once. Nothing that it keeps tells
    whose it is. Safe to share between threads."""

    def __init__(self, codec: Codec, most: int = 20_000) -> None:
        self._codec = codec
        self._most = most
        self._said: OrderedDict[Hashable, _Plain] = OrderedDict()
        self._lock = Lock()
        self._no_claim = codec.size_of("claim", codec.plain(Statelessness()))

    def encode(self, attestation: Attestation) -> tuple[bytes, int]:
        """Its bytes without its name, and how many there would be if its claim were the shortest, and its country were
        written as it is."""
        plain = self._plain_of(attestation)
        content = self._codec.written({**plain.fields, **self._times(attestation)})
        return content, len(content) - plain.claim

    def _plain_of(self, attestation: Attestation) -> _Plain:
        """All but its name and its times."""
        if attestation.declaration is not None or attestation.evidence:
            return self._made(attestation)
        said = (
            attestation.claim,
            attestation.assurance,
            attestation.issuer,
            attestation.purposes,
            attestation.holds,
            attestation.country_as_given,
            attestation.status,
            attestation.entitled,
        )
        plain = self._said.get(said)
        if plain is None:
            plain = self._made(attestation)
            with self._lock:
                self._said[said] = plain
                while len(self._said) > self._most:
                    self._said.popitem(last=False)
        return plain

    def _made(self, attestation: Attestation) -> _Plain:
        fields = self._codec.plain(replace(attestation, verified_at=EPOCH, held=ALWAYS, vouched=ALWAYS))
        del fields["name"]
        claim = self._codec.size_of("claim", fields["claim"]) - self._no_claim
        return _Plain(fields, claim + self._codec.size_of("country_as_given", fields.get("country_as_given")))

    def _times(self, attestation: Attestation) -> dict[str, Any]:
        own: dict[str, Any] = {"verified_at": microseconds(attestation.verified_at)}
        if attestation.held != ALWAYS:
            own["held"] = self._codec.plain(attestation.held)
        if attestation.vouched != ALWAYS:
            own["vouched"] = self._codec.plain(attestation.vouched)
        return own

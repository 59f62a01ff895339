"""The keys by which it is known that something comes from an issuer. They are public; nothing here is secret."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from denizen.domain.errors import InvalidError
from denizen.domain.intervals import ALWAYS, Interval

MOST_KEYS = 100
"""Keys of one issuer, those included that are over or revoked."""


class KeyForm(Enum):
    """JWK: a public key that signs what the issuer says. ROOT: a certificate (X.509) under which it issues others."""

    JWK = "jwk"
    ROOT = "root"


@dataclass(frozen=True, slots=True)
class Revocation:
    """From when on a key is good for nothing; None: it never was."""

    effective: datetime | None
    reason_code: str


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A public key, with the one algorithm that it verifies with.

    `id`: what the issuer's credentials call it, the `kid` of a JWK or else its thumbprint (RFC 7638, SHA-256); of a
    root the SHA-256 of the certificate, in lower-case hexadecimal. `algorithm`: as JOSE names it (RFC 7518, RFC 9864).
    `material`: a JWK with its public members only, as canonical JSON; of a root the certificate, DER in base64.
    """

    id: str
    form: KeyForm
    algorithm: str
    material: str
    valid: Interval = ALWAYS
    revoked: Revocation | None = None

    def good_at(self, moment: datetime) -> bool:
        """Whether a signature made at the moment counts. To be asked for the moment at which something was signed, as
        it says itself, and for that at which it arrived: whoever stole a key chooses the former."""
        if moment not in self.valid:
            return False
        return self.revoked is None or (self.revoked.effective is not None and moment < self.revoked.effective)


def good_keys(keys: Iterable[IssuerKey], form: KeyForm, *moments: datetime) -> Iterator[IssuerKey]:
    """The keys of that form that are good at each of the moments."""
    return (key for key in keys if key.form is form and all(map(key.good_at, moments)))


def merged(known: tuple[IssuerKey, ...], given: Iterable[IssuerKey]) -> tuple[IssuerKey, ...]:
    """The known keys and the given ones, in the order of their ids. One that is known gets the validity given, and
    stays revoked where it was: a key is never taken out, because what it signed has to be told from what it did not.

    `InvalidError` where another key has the id, or they are too many.
    """
    by_id = {key.id: key for key in known}
    for index, key in enumerate(given):
        there = by_id.get(key.id)
        if there is not None and (there.form, there.material) != (key.form, key.material):
            raise InvalidError(f"keys[{index}]", key.id, "another id: a key of this id is there, and it is another key")
        revoked = key.revoked if there is None else there.revoked
        by_id[key.id] = IssuerKey(key.id, key.form, key.algorithm, key.material, key.valid, revoked)
    if len(by_id) > MOST_KEYS:
        raise InvalidError("keys", len(by_id), f"at most {MOST_KEYS} keys, those included that are over")
    return tuple(by_id[each] for each in sorted(by_id))


def revoked(known: tuple[IssuerKey, ...], key_id: str, revocation: Revocation) -> tuple[IssuerKey, ...]:
    """The keys, with that one revoked. `InvalidError` where there is none of that id, or it was revoked earlier on:
    a revocation may be moved back, never forward."""
    key = next((each for each in known if each.id == key_id), None)
    if key is None:
        raise InvalidError("key_id", key_id, "the id of a key of the issuer")
    before = key.revoked
    if before is not None and (
        before.effective is None or (revocation.effective is not None and revocation.effective >= before.effective)
    ):
        raise InvalidError("effective", None, "a moment before that from which on it is revoked already")
    after = IssuerKey(key.id, key.form, key.algorithm, key.material, key.valid, revocation)
    return tuple(after if each.id == key_id else each for each in known)

"""The keys that tokens are verified with: a JSON Web Key Set (RFC 7517), each key with one algorithm."""

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import Key, import_key
from joserfc.jws import JWSRegistry

MOST_KEYS = 100
LEAST_RSA_BITS = 2048

# RFC 7518 section 3.1, RFC 9864: public keys only. Neither `none` nor HMAC is here, so no token can ask for them.
_ALGORITHMS = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "P-521": ("ES512",),
    "Ed25519": ("Ed25519",),
}
# EdDSA is what Ed25519 was called before RFC 9864.
_TODAY = {"EdDSA": "Ed25519"}
_PUBLIC = frozenset({"kty", "crv", "n", "e", "x", "y"})
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class KeySetError(Exception):
    """The key set cannot be used. Says why, without showing a key."""


@dataclass(frozen=True, slots=True, eq=False)
class VerifyingKey:
    """A public key and the one algorithm that it verifies with."""

    kid: str | None
    algorithm: str
    key: Key

    @property
    def thumbprint(self) -> str:
        """Of the public key, by SHA-256 (RFC 7638): the same for every spelling of it."""
        return self.key.thumbprint()

    def verifies(self, algorithm: object, signing_input: bytes, signature: bytes) -> bool:
        """Whether this key signed it with its algorithm; `algorithm` is what the token says, and has to agree."""
        if not isinstance(algorithm, str) or _TODAY.get(algorithm, algorithm) != self.algorithm:
            return False
        return bool(JWSRegistry.algorithms[self.algorithm].verify(signing_input, signature, self.key))


@dataclass(frozen=True, slots=True, eq=False)
class VerifyingKeys:
    """All keys of one issuer. `alone`: the only one, which a token need not name."""

    by_kid: Mapping[str, VerifyingKey]
    alone: VerifyingKey | None

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """`KeySetError` for what is no key set, has no key that can be used, or keys that cannot be told apart.

        Keys for other things (encryption, algorithms that are not here) are left out, as RFC 7517 section 5 says.
        """
        try:
            entries = json.loads(text).get("keys")
        except (ValueError, AttributeError, RecursionError):
            raise KeySetError("wanted a JSON object with an array `keys`") from None
        if not isinstance(entries, list) or len(entries) > MOST_KEYS:
            raise KeySetError(f"wanted an array `keys` of at most {MOST_KEYS}")
        keys = [key for entry in entries if (key := verifying_key(entry)) is not None]
        if not keys:
            raise KeySetError("none of the keys can verify a token")
        by_kid = {key.kid: key for key in keys if key.kid is not None}
        if len(keys) > 1 and len(by_kid) < len(keys):
            raise KeySetError("of more than one key each has to have a `kid` of its own")
        return cls(by_kid, keys[0] if len(keys) == 1 else None)

    def find(self, kid: object) -> VerifyingKey | None:
        """The key that a token names; None: the token has to be refused."""
        if isinstance(kid, str):
            if self.alone is not None and self.alone.kid is None:
                return self.alone
            return self.by_kid.get(kid)
        return self.alone if kid is None else None


def verifying_key(entry: object) -> VerifyingKey | None:
    """The key that the entry describes; None where it is not one for verifying signatures. `KeySetError`."""
    if not isinstance(entry, dict):
        raise KeySetError("wanted every key to be a JSON object")
    if entry.get("kty") != "oct" and _PRIVATE & entry.keys():
        raise KeySetError("a key set for verifying has private keys in it: take them out, and replace them")
    kid = entry.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise KeySetError("wanted `kid` to be text")
    algorithm = _algorithm(entry)
    if algorithm is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # of small keys, which are left out below
            key = import_key({name: value for name, value in entry.items() if name in _PUBLIC})
        JWSRegistry.algorithms[algorithm].check_key(key)
    except (JoseError, ValueError, TypeError, KeyError):
        raise KeySetError("a key is malformed") from None
    bits = getattr(key.raw_value, "key_size", LEAST_RSA_BITS) if entry["kty"] == "RSA" else LEAST_RSA_BITS
    return VerifyingKey(kid, algorithm, key) if bits >= LEAST_RSA_BITS else None


def _algorithm(entry: Mapping[str, Any]) -> str | None:
    """What the key says, if it fits the key; else what follows from the key alone. Never what a token says."""
    if entry.get("use", "sig") != "sig" or "verify" not in _operations(entry):
        return None
    shape = "RSA" if entry.get("kty") == "RSA" else entry.get("crv")
    fitting = _ALGORITHMS.get(shape, ()) if isinstance(shape, str) else ()
    if "alg" not in entry:
        return fitting[0] if fitting else None
    stated = entry["alg"]
    stated = _TODAY.get(stated, stated) if isinstance(stated, str) else None
    return stated if stated in fitting else None


def _operations(entry: Mapping[str, Any]) -> list[object]:
    operations = entry.get("key_ops", ["verify"])
    return operations if isinstance(operations, list) else []

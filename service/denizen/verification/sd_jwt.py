"""Selective disclosure for JSON Web Tokens: from what was presented to the claims that it discloses (RFC 9901).

`process` is section 7.1, steps 3 to 5; the signature, step 2, is checked before by whoever knows the issuer's keys.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import decoded, json_value

MOST_CHARACTERS = 512 * 1024
MOST_DISCLOSURES = 1000
DEEPEST = 32
"""Levels of objects and arrays, those that disclosures bring included."""

_HASHES = {"sha-256": hashlib.sha256, "sha-384": hashlib.sha384, "sha-512": hashlib.sha512}
_RESERVED = frozenset({"_sd", "...", "_sd_alg"})
"""Section 4.2.1; and `_sd_alg`, whose one place is the payload (section 4.1.1)."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """A presented SD-JWT in compact form, in its parts: the issuer's token, disclosures, and the holder's token.

    `bound`: what the holder's token is about, which is everything before it (section 4.3.1).
    """

    issued: str
    disclosures: tuple[str, ...]
    key_binding: str
    bound: str

    @classmethod
    def parse(cls, text: str) -> Self:
        if len(text) > MOST_CHARACTERS:
            raise RefusedError(Refusal.TOO_LARGE, f"is longer than {MOST_CHARACTERS} characters")
        issued, *disclosures = text.split("~")
        if not disclosures:
            raise RefusedError(Refusal.MALFORMED, "has no '~' after the issuer's token")
        key_binding = disclosures.pop()
        if len(disclosures) > MOST_DISCLOSURES:
            raise RefusedError(Refusal.TOO_LARGE, f"has more than {MOST_DISCLOSURES} disclosures")
        return cls(issued, tuple(disclosures), key_binding, text[: len(text) - len(key_binding)])


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The claims as far as they are disclosed. `hidden`: digests that no disclosure belongs to; some of them may be
    decoys, which nobody can tell apart. `contents`: the disclosures, decoded, in an order of their own."""

    claims: Mapping[str, Any]
    hidden: int
    contents: tuple[bytes, ...]


def process(payload: Mapping[str, Any], disclosures: Sequence[str], open_: frozenset[str] = frozenset()) -> Disclosed:
    """The payload with what the disclosures say in the place of their digests. `open_`: claims at the top that may not
    be disclosed selectively. `RefusedError` as section 7.1 rejects."""
    algorithm = hash_of(payload)
    parsed: dict[str, _Disclosure] = {}
    for text in disclosures:
        digest = digest_of(algorithm, text)
        if digest in parsed:
            raise RefusedError(Refusal.DUPLICATE_DISCLOSURE, "has the same disclosure twice")
        parsed[digest] = _Disclosure.parse(text)
    processing = _Processing(parsed, open_)
    claims = processing.claims_of(payload, 1)
    if len(processing.used) < len(parsed):
        raise RefusedError(Refusal.UNUSED_DISCLOSURE, "has a disclosure that no digest refers to")
    return Disclosed(claims, processing.hidden, tuple(sorted(each.content for each in parsed.values())))


def hash_of(payload: Mapping[str, Any]) -> str:
    """The hash that the payload names (section 4.1.1); SHA-256 where it names none."""
    algorithm = payload.get("_sd_alg", "sha-256")
    if not isinstance(algorithm, str) or algorithm not in _HASHES:
        raise RefusedError(Refusal.UNKNOWN_HASH, f"names as _sd_alg another hash than {', '.join(_HASHES)}")
    return algorithm


def digest_of(algorithm: str, text: str) -> str:
    """Over the encoded text, not over what it means (section 4.2.3)."""
    found = _HASHES[algorithm](text.encode()).digest()
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class _Disclosure:
    """What a disclosure says. `name` None: an element of an array."""

    name: str | None
    value: object
    content: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        content = decoded(text)
        match json_value(content):
            case [str(), str(name), value]:
                if name in _RESERVED:
                    raise RefusedError(Refusal.RESERVED_NAME, "has a disclosure with a reserved name")
                return cls(name, value, content)
            case [str(), value]:
                return cls(None, value, content)
            case _:
                raise RefusedError(Refusal.BAD_DISCLOSURE, "has a disclosure that is no array of salt, name and value")


@dataclass(slots=True)
class _Processing:
    """One pass over the payload and over everything that is disclosed in it."""

    disclosures: Mapping[str, _Disclosure]
    open: frozenset[str]
    used: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    hidden: int = 0

    def claims_of(self, content: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if "..." in content or (depth > 1 and "_sd_alg" in content):
            raise RefusedError(Refusal.MALFORMED, "has a reserved name in a place that is not for it")
        own = {name: value for name, value in content.items() if name not in {"_sd", "_sd_alg"}}
        processed = {name: self._value(value, depth + 1) for name, value in own.items()}
        for digest in _strings(content.get("_sd", [])):
            found = self._find(digest)
            if found is None:
                continue
            if found.name is None:
                raise RefusedError(Refusal.BAD_DISCLOSURE, "has an array's element where a claim is to be")
            if found.name in processed:
                raise RefusedError(Refusal.NAME_TAKEN, "discloses a claim that stands there already")
            if depth == 1 and found.name in self.open:
                raise RefusedError(Refusal.MISSING_CLAIM, f"leaves {found.name} to be disclosed")
            processed[found.name] = self._value(found.value, depth + 1)
        return processed

    def _value(self, value: object, depth: int) -> object:
        if depth > DEEPEST:
            raise RefusedError(Refusal.TOO_LARGE, f"is nested deeper than {DEEPEST} levels")
        match value:
            case dict():
                return self.claims_of(value, depth)
            case list():
                return list(self._elements(value, depth))
            case _:
                return value

    def _elements(self, elements: Sequence[object], depth: int) -> Iterator[object]:
        for element in elements:
            if not (isinstance(element, dict) and "..." in element):
                yield self._value(element, depth + 1)
                continue
            if len(element) > 1:
                raise RefusedError(Refusal.MALFORMED, "has a digest of an element beside something else")
            (digest,) = _strings([element["..."]])
            found = self._find(digest)
            if found is None:
                continue
            if found.name is not None:
                raise RefusedError(Refusal.BAD_DISCLOSURE, "has a claim where an array's element is to be")
            yield self._value(found.value, depth + 1)

    def _find(self, digest: str) -> _Disclosure | None:
        if digest in self.seen:
            raise RefusedError(Refusal.DUPLICATE_DIGEST, "has the same digest twice")
        self.seen.add(digest)
        found = self.disclosures.get(digest)
        if found is None:
            self.hidden += 1
        else:
            self.used.add(digest)
        return found


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise RefusedError(Refusal.MALFORMED, "has digests that are not text")
    return value

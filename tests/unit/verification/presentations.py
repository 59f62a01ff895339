"""Presentations of a PID, verified as for tests."""

from denizen.domain.countries import Country
from denizen.verification.credentials import VerifiedCredential, verify_sd_jwt
from denizen.verification.json_web_keys import VerifyingKey, VerifyingKeys
from denizen.verification.key_binding import Wanted
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import SignedToken
from tests.minted_credentials import (
    ISSUER_KEY,
    NONCE,
    NOW,
    VERIFIER,
    disclosure,
    issued,
    payload,
    presented,
)
from tests.minting import key_set, public, signing_key

WANTED = Wanted(VERIFIER, NONCE, age=300, leeway=30)
KEYS = VerifyingKeys.parse(key_set(public(ISSUER_KEY), public(signing_key("RSA"))))
FR, DE, GB = Country.of("FR"), Country.of("DE"), Country.of("GB")

NATIONALITY = disclosure("salt-1", "nationalities", ["FR"])
NAME = disclosure("salt-2", "family_name", "Example")
FRENCH, GERMAN = disclosure("salt-3", "FR"), disclosure("salt-4", "DE")


def key_of(token: SignedToken) -> VerifyingKey:
    key = KEYS.find(token.header.get("kid"))
    if key is None:
        raise RefusedError(Refusal.UNKNOWN_KEY, "is signed by a key that is not known")
    return key


def verified(text: str, now: float = NOW, wanted: Wanted = WANTED) -> VerifiedCredential:
    return verify_sd_jwt(text, key_of, wanted, now)


def of(*disclosures: str, shown: tuple[str, ...] | None = None, **changes: object) -> str:
    """A presentation of a PID that has these disclosures at its top, all of them shown unless told."""
    return presented(issued(payload(*disclosures, **changes)), *(disclosures if shown is None else shown))


def claims(credential: VerifiedCredential) -> list[object]:
    return [each.claim for each in credential.found]

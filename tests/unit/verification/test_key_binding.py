"""Whose proof a presentation needs, over what, for whom and when."""

from collections.abc import Callable

import pytest

from denizen.verification.key_binding import Wanted
from denizen.verification.refusals import Refusal, RefusedError
from tests.minted_credentials import (
    HOLDER_KEY,
    NONCE,
    NOW,
    OTHER_KEY,
    VERIFIER,
    digest,
    issued,
    payload,
    presented,
)
from tests.minting import encoded, public
from tests.unit.verification.presentations import (
    NAME,
    NATIONALITY,
    of,
    verified,
)

REFUSED: dict[str, tuple[Callable[[], str], Refusal]] = {
    "bound to nobody": (lambda: of(NATIONALITY, cnf=None), Refusal.KEY_BINDING_MISSING),
    "bound to a thumbprint": (lambda: of(NATIONALITY, cnf={"jkt": "x"}), Refusal.WRONG_KEY_BINDING),
    "bound to a private key": (
        lambda: of(cnf={"jwk": HOLDER_KEY.as_dict(private=True)}),
        Refusal.WRONG_KEY_BINDING,
    ),
    "bound to a secret": (lambda: of(cnf={"jwk": {"kty": "oct", "k": "AAAA"}}), Refusal.WRONG_KEY_BINDING),
    "bound to keys elsewhere": (
        lambda: of(cnf={"jwk": public(HOLDER_KEY), "jku": "https://x.example/jwks"}),
        Refusal.WRONG_KEY_BINDING,
    ),
    "bound to a key for encryption": (
        lambda: of(cnf={"jwk": public(HOLDER_KEY, use="enc")}),
        Refusal.WRONG_KEY_BINDING,
    ),
    "a proof that is not signed": (
        lambda: f"{issued(payload())}~{encoded({'alg': 'none', 'typ': 'kb+jwt'})}.{encoded({'iat': NOW})}.AAAA",
        Refusal.WRONG_KEY_BINDING,
    ),
    "a proof over nothing": (lambda: presented(issued(payload()), sd_hash=None), Refusal.WRONG_KEY_BINDING),
    "a proof by another hash": (
        lambda: presented(issued(payload()), sd_hash=digest(f"{issued(payload())}~", "sha512")),
        Refusal.WRONG_KEY_BINDING,
    ),
    "a tilde after the proof": (lambda: of(NATIONALITY) + "~", Refusal.MALFORMED),
    "two proofs": (lambda: of(NATIONALITY) + "~" + of(NATIONALITY).rpartition("~")[2], Refusal.MALFORMED),
    "nothing but tildes": (lambda: "~~", Refusal.MALFORMED),
    "without a proof": (lambda: f"{issued(payload(NATIONALITY))}~{NATIONALITY}~", Refusal.KEY_BINDING_MISSING),
    "a proof by another key": (
        lambda: presented(issued(payload()), key=OTHER_KEY),
        Refusal.WRONG_KEY_BINDING,
    ),
    "a proof of another type": (lambda: presented(issued(payload()), header_typ="jwt"), Refusal.WRONG_KEY_BINDING),
    "a proof with an extension": (
        lambda: presented(issued(payload()), header_crit=["exp"]),
        Refusal.CRITICAL_EXTENSION,
    ),
    "a proof with a key of its own": (
        lambda: presented(issued(payload()), header_jwk=public(HOLDER_KEY)),
        Refusal.EMBEDDED_KEY,
    ),
    "a proof for somebody else": (
        lambda: presented(issued(payload()), aud="https://other.example"),
        Refusal.WRONG_AUDIENCE,
    ),
    "a proof for several": (lambda: presented(issued(payload()), aud=[VERIFIER, "x"]), Refusal.WRONG_AUDIENCE),
    "a proof for nobody": (lambda: presented(issued(payload()), aud=None), Refusal.WRONG_AUDIENCE),
    "a proof for another question": (lambda: presented(issued(payload()), nonce="other"), Refusal.WRONG_NONCE),
    "a proof for no question": (lambda: presented(issued(payload()), nonce=None), Refusal.WRONG_NONCE),
    "a proof of long ago": (lambda: presented(issued(payload()), iat=NOW - 331), Refusal.STALE_PRESENTATION),
    "a proof of the future": (lambda: presented(issued(payload()), iat=NOW + 31), Refusal.STALE_PRESENTATION),
    "a proof of no time": (lambda: presented(issued(payload()), iat=None), Refusal.STALE_PRESENTATION),
    "a proof that has expired": (lambda: presented(issued(payload()), exp=NOW - 31), Refusal.EXPIRED),
    "a proof over fewer disclosures": (
        lambda: presented(issued(payload(NATIONALITY)), NATIONALITY, sd_hash=digest(f"{issued(payload())}~")),
        Refusal.WRONG_KEY_BINDING,
    ),
    "a disclosure taken away after the proof": (
        lambda: of(NATIONALITY, NAME).replace(f"~{NAME}", ""),
        Refusal.WRONG_KEY_BINDING,
    ),
}


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], refusal: Refusal) -> None:
    with pytest.raises(RefusedError) as raised:
        verified(made())
    assert raised.value.refusal is refusal


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        pytest.param(Wanted("", NONCE, 300, 30), Refusal.WRONG_AUDIENCE, id="audience"),
        pytest.param(Wanted(VERIFIER, "", 300, 30), Refusal.WRONG_NONCE, id="nonce"),
    ],
)
def test_what_is_not_asked_for_is_not_met(wanted: Wanted, refusal: Refusal) -> None:
    empty = presented(issued(payload()), aud=wanted.audience, nonce=wanted.nonce)
    with pytest.raises(RefusedError) as raised:
        verified(empty, wanted=wanted)
    assert raised.value.refusal is refusal

"""Which presentations hold, what they disclose, and which are refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer

from denizen.domain.claims import Citizenship, CitizenshipClass, Residence, Statelessness
from denizen.domain.countries import Country, System
from denizen.verification.credentials import VerifiedCredential, verify_sd_jwt
from denizen.verification.json_web_keys import VerifyingKey, VerifyingKeys, verifying_key
from denizen.verification.key_binding import Wanted, check_key_binding, holder_of
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.sd_jwt import DEEPEST, MOST_DISCLOSURES, Presentation, hash_of, process
from denizen.verification.signed_tokens import SignedToken
from tests.minted_credentials import (
    HOLDER_KEY,
    ISSUER_KEY,
    NONCE,
    NOW,
    OTHER_KEY,
    PID_TYPE,
    VERIFIER,
    digest,
    disclosure,
    element,
    flipped,
    issued,
    padded,
    payload,
    pid,
    presented,
    referring,
    swapped,
)
from tests.minting import confused_token, encoded, key_set, public, signing_key
from tests.vectors import vectors

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


def test_a_good_presentation() -> None:
    found = verified(of(NATIONALITY, NAME, shown=(NATIONALITY,), status=referring(7)))
    assert (found.type, found.issuer, found.verifiable) == (PID_TYPE, "https://pid.example.org", True)
    assert claims(found) == [Citizenship(FR, CitizenshipClass.UNSPECIFIED)]
    assert [(each.given.raw, each.given.system) for each in found.found] == [("FR", System.ISO2)]
    assert found.subject_key == HOLDER_KEY.thumbprint()
    assert (found.validity.issued_at, found.validity.ends) == (NOW - 1000, NOW + 86_400)
    assert found.status is not None
    assert (found.status.uri, found.status.index) == ("https://pid.example.org/statuslists/1", 7)
    assert found.hidden == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"nationalities": ["FR", "DE"]}, [Citizenship(FR), Citizenship(DE)], id="several"),
        pytest.param({"nationalities": "FR"}, [Citizenship(FR)], id="text in the place of an array"),
        pytest.param({"nationality": "FR"}, [Citizenship(FR)], id="the earlier name"),
        pytest.param({"nationality": ["FR"]}, [Citizenship(FR)], id="the earlier name, as an array"),
        pytest.param({"nationality": "FR", "nationalities": ["FR", "FR"]}, [Citizenship(FR)], id="each once"),
        pytest.param({"nationalities": []}, [], id="an empty array is not statelessness"),
        pytest.param({"nationalities": ["XXA"]}, [Statelessness()], id="statelessness says so"),
        pytest.param({"nationalities": ["XXX"]}, [], id="unspecified says nothing"),
        pytest.param({"nationalities": ["XK"]}, [Citizenship(Country.of("XK"))], id="Kosovo"),
        pytest.param({"nationalities": ["D"]}, [Citizenship(DE)], id="Germany in travel documents"),
        pytest.param({"nationalities": ["GBN"]}, [Citizenship(GB, CitizenshipClass.BNO)], id="a class in the code"),
        pytest.param({"address": {"country": "IT"}}, [Residence(Country.of("IT"))], id="an address"),
        pytest.param({"issuing_country": "DE", "place_of_birth": {"country": "DD"}}, [], id="neither of the two"),
    ],
)
def test_what_is_attested(said: dict[str, Any], expected: list[object]) -> None:
    shown = [disclosure(f"salt-{name}", name, value) for name, value in said.items()]
    assert claims(verified(of(*shown))) == expected


def test_elements_are_disclosed_one_by_one_and_the_rest_is_counted() -> None:
    whole = disclosure("salt-5", "nationalities", [element(FRENCH), element(GERMAN)])
    found = verified(of(whole, NAME, shown=(whole, GERMAN)))
    assert (claims(found), found.hidden) == ([Citizenship(DE)], 2)
    none = verified(of(whole, shown=(whole,)))
    assert (claims(none), none.hidden) == ([], 2)
    signed = verified(of(shown=(FRENCH,), nationalities=[element(FRENCH), element(GERMAN), "IT"]))
    assert (claims(signed), signed.hidden) == ([Citizenship(FR), Citizenship(Country.of("IT"))], 1)


def test_decoys_count_as_hidden() -> None:
    found = verified(of(NATIONALITY, shown=(NATIONALITY,), _sd=[digest(NATIONALITY), digest("decoy-1"), digest("2")]))
    assert found.hidden == 2


def test_what_identifies_it_is_what_it_says() -> None:
    """Not its signature, nor the proof, nor the order in which it is disclosed."""
    said = payload(NATIONALITY, NAME)
    one = verified(presented(issued(said), NATIONALITY, NAME))
    other = verified(presented(issued(said), NAME, NATIONALITY, iat=NOW - 1))
    assert (one.content, one.disclosed) == (other.content, other.disclosed)
    assert one != verified(presented(issued(said), NATIONALITY))


@pytest.mark.parametrize("algorithm", ["sha-256", "sha-384", "sha-512"])
def test_hashes(algorithm: str) -> None:
    name = algorithm.replace("-", "")
    token = issued(payload(_sd=[digest(NATIONALITY, name)], _sd_alg=algorithm))
    bound = f"{token}~{NATIONALITY}~"
    assert claims(verified(presented(token, NATIONALITY, sd_hash=digest(bound, name)))) == [Citizenship(FR)]


def nested(levels: int) -> object:
    value: object = "deep"
    for _ in range(levels):
        value = [value]
    return value


def in_parts(part: int, change: Callable[[str], str]) -> str:
    """A good presentation, of whose issuer's token one part is changed."""
    parts = issued(payload(NATIONALITY)).split(".")
    return presented(swapped(parts, part, change(parts[part])), NATIONALITY)


def unsigned() -> str:
    return f"{encoded({'alg': 'none', 'typ': 'dc+sd-jwt', 'kid': ISSUER_KEY.kid})}.{encoded(payload(NATIONALITY))}.AAAA"


def recursive(*, shown: bool) -> str:
    """A claim disclosed within another, of which only the inner one is shown."""
    inner = disclosure("salt-6", "country", "IT")
    outer = disclosure("salt-7", "address", {"_sd": [digest(inner)]})
    return of(outer, shown=(outer, inner) if shown else (inner,))


REFUSED: dict[str, tuple[Callable[[], str], Refusal]] = {
    "no tilde": (lambda: issued(payload()), Refusal.MALFORMED),
    "the JSON serialisation": (lambda: json.dumps({"payload": "e30", "signature": ""}), Refusal.MALFORMED),
    "too long": (lambda: of(NATIONALITY) + "x" * 600_000, Refusal.TOO_LARGE),
    "too many disclosures": (lambda: presented(issued(payload()), *["x"] * (MOST_DISCLOSURES + 1)), Refusal.TOO_LARGE),
    "too deep": (lambda: of(disclosure("s", "deep", nested(DEEPEST))), Refusal.TOO_LARGE),
    "an empty disclosure": (lambda: of(NATIONALITY, shown=(NATIONALITY, "")), Refusal.BAD_DISCLOSURE),
    "of another type": (lambda: presented(issued(payload(), typ="jwt")), Refusal.WRONG_TYPE),
    "of a type that nobody could write down": (
        lambda: presented(issued(payload(), typ="\ud800+sd-jwt")),
        Refusal.WRONG_TYPE,
    ),
    "of no type": (lambda: presented(issued(payload(), typ=None)), Refusal.WRONG_TYPE),
    "a type that is taken, and of another kind": (lambda: of(vct="urn:example:diploma"), Refusal.WRONG_TYPE),
    "a type that only begins like a PID's": (lambda: of(vct="urn:eudi:pid:1:x"), Refusal.WRONG_TYPE),
    "without a vct": (lambda: of(vct=None), Refusal.MISSING_CLAIM),
    "without an issuer": (lambda: of(iss=None), Refusal.MISSING_CLAIM),
    "an unknown extension": (lambda: presented(issued(payload(), crit=["b64"], b64=False)), Refusal.CRITICAL_EXTENSION),
    "an empty list of extensions": (lambda: presented(issued(payload(), crit=[])), Refusal.CRITICAL_EXTENSION),
    "a key in its header": (
        lambda: presented(issued(payload(), OTHER_KEY, jwk=public(OTHER_KEY))),
        Refusal.EMBEDDED_KEY,
    ),
    "an address of keys": (lambda: presented(issued(payload(), jku="https://x.example/jwks")), Refusal.EMBEDDED_KEY),
    "an address of a chain": (lambda: presented(issued(payload(), x5u="https://x.example/x5")), Refusal.EMBEDDED_KEY),
    "a key that nobody knows": (lambda: presented(issued(payload(), OTHER_KEY)), Refusal.UNKNOWN_KEY),
    "another key of the same name": (
        lambda: presented(issued(payload(), OTHER_KEY, kid=ISSUER_KEY.kid)),
        Refusal.BAD_SIGNATURE,
    ),
    "not signed": (lambda: presented(unsigned()), Refusal.BAD_SIGNATURE),
    "signed with HMAC by the public key": (
        lambda: presented(confused_token(ISSUER_KEY).replace(*_typed())),
        Refusal.BAD_SIGNATURE,
    ),
    "another algorithm of the same key": (
        lambda: presented(issued(payload(), alg="ES384")),
        Refusal.BAD_SIGNATURE,
    ),
    "padded header": (lambda: in_parts(0, padded), Refusal.MALFORMED),
    "padded payload": (lambda: in_parts(1, padded), Refusal.MALFORMED),
    "a signature with more than its padding": (lambda: in_parts(2, lambda part: f"{part}="), Refusal.MALFORMED),
    "a signature of half a byte": (lambda: in_parts(2, lambda part: f"{part[:84]}A"), Refusal.MALFORMED),
    "a changed signature": (lambda: in_parts(2, flipped), Refusal.BAD_SIGNATURE),
    "a padded disclosure": (lambda: of(padded(NATIONALITY), shown=(padded(NATIONALITY),)), Refusal.MALFORMED),
    "expired": (lambda: of(NATIONALITY, exp=NOW - 30), Refusal.EXPIRED),
    "not yet valid": (lambda: of(NATIONALITY, nbf=NOW + 31), Refusal.NOT_YET_VALID),
    "issued in the future": (lambda: of(NATIONALITY, iat=NOW + 31), Refusal.NOT_YET_VALID),
    "an expiry in words": (lambda: of(NATIONALITY, exp="soon"), Refusal.MALFORMED),
    "an expiry left to be disclosed": (lambda: of(disclosure("s", "exp", NOW + 99), exp=None), Refusal.MISSING_CLAIM),
    "a status left to be disclosed": (lambda: of(disclosure("s", "status", referring(1))), Refusal.MISSING_CLAIM),
    "an unknown hash": (lambda: of(NATIONALITY, _sd_alg="md5"), Refusal.UNKNOWN_HASH),
    "a hash that is no name": (lambda: of(NATIONALITY, _sd_alg=256), Refusal.UNKNOWN_HASH),
    "a hash of a lower level": (lambda: of(address={"_sd_alg": "sha-256"}), Refusal.MALFORMED),
    "digests that are no array": (lambda: of(_sd=digest(NATIONALITY)), Refusal.MALFORMED),
    "a digest that is no text": (lambda: of(_sd=[7]), Refusal.MALFORMED),
    "a disclosure that is no JSON": (lambda: of(encoded(b"x")), Refusal.BAD_DISCLOSURE),
    "a disclosure of four": (lambda: of(disclosure("s", "a", "b", "c")), Refusal.BAD_DISCLOSURE),
    "a salt that is a number": (lambda: of(disclosure(1, "a", "b")), Refusal.BAD_DISCLOSURE),
    "a name that is a number": (lambda: of(disclosure("s", 1, "b")), Refusal.BAD_DISCLOSURE),
    "an element in the place of a claim": (lambda: of(FRENCH), Refusal.BAD_DISCLOSURE),
    "a claim in the place of an element": (
        lambda: of(shown=(NAME,), nationalities=[element(NAME)]),
        Refusal.BAD_DISCLOSURE,
    ),
    "a disclosure named _sd": (lambda: of(disclosure("s", "_sd", [])), Refusal.RESERVED_NAME),
    "a disclosure named ...": (lambda: of(disclosure("s", "...", "x")), Refusal.RESERVED_NAME),
    "a claim named ...": (lambda: presented(issued({**payload(), "...": "x"})), Refusal.MALFORMED),
    "a digest of an element beside something else": (
        lambda: of(nationalities=[{**element(FRENCH), "more": 1}]),
        Refusal.MALFORMED,
    ),
    "a name that is taken": (lambda: of(NATIONALITY, nationalities=["DE"]), Refusal.NAME_TAKEN),
    "two of one name": (lambda: of(NATIONALITY, disclosure("s", "nationalities", ["DE"])), Refusal.NAME_TAKEN),
    "a disclosure twice": (lambda: of(NATIONALITY, shown=(NATIONALITY,) * 2), Refusal.DUPLICATE_DISCLOSURE),
    "a digest twice": (lambda: of(_sd=[digest(NATIONALITY)] * 2, shown=(NATIONALITY,)), Refusal.DUPLICATE_DIGEST),
    "a digest twice, not disclosed": (lambda: of(_sd=[digest("x")] * 2), Refusal.DUPLICATE_DIGEST),
    "a digest on two levels": (
        lambda: of(NATIONALITY, address={"_sd": [digest(NATIONALITY)]}),
        Refusal.DUPLICATE_DIGEST,
    ),
    "a digest twice in an array": (
        lambda: of(shown=(FRENCH,), nationalities=[element(FRENCH)] * 2),
        Refusal.DUPLICATE_DIGEST,
    ),
    "a disclosure that nothing refers to": (
        lambda: of(NATIONALITY, shown=(NATIONALITY, NAME)),
        Refusal.UNUSED_DISCLOSURE,
    ),
    "a changed disclosure": (
        lambda: of(NATIONALITY, shown=(disclosure("salt-1", "nationalities", ["DE"]),)),
        Refusal.UNUSED_DISCLOSURE,
    ),
    "an inner disclosure without its outer one": (lambda: recursive(shown=False), Refusal.UNUSED_DISCLOSURE),
    "bound to nobody": (lambda: of(NATIONALITY, cnf=None), Refusal.KEY_BINDING_MISSING),
    "bound to a thumbprint": (lambda: of(NATIONALITY, cnf={"jkt": "x"}), Refusal.WRONG_KEY_BINDING),
    "bound to a private key": (
        lambda: of(cnf={"jwk": HOLDER_KEY.as_dict(private=True)}),
        Refusal.WRONG_KEY_BINDING,
    ),
    "bound to a secret": (lambda: of(cnf={"jwk": {"kty": "oct", "k": "AAAA"}}), Refusal.WRONG_KEY_BINDING),
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
    "an unlisted country": (lambda: pid(["ZZ"]), Refusal.UNUSABLE_CLAIM),
    "a country in small letters": (lambda: pid(["fr"]), Refusal.UNUSABLE_CLAIM),
    "a specimen's country": (lambda: pid(["UTO"]), Refusal.UNUSABLE_CLAIM),
    "a country that is a number": (lambda: pid([250]), Refusal.UNUSABLE_CLAIM),
    "a nationality that is an object": (lambda: pid({"country": "FR"}), Refusal.UNUSABLE_CLAIM),
    "too many nationalities": (lambda: pid(["FR"] * 51), Refusal.TOO_LARGE),
    "a status of another mechanism": (lambda: of(status={"bitstring": {}}), Refusal.STATUS_UNKNOWN),
    "a status of two mechanisms": (lambda: of(status={**referring(1), "other": {}}), Refusal.STATUS_UNKNOWN),
    "a status that is hidden": (lambda: of(status={"_sd": ["x"]}), Refusal.STATUS_UNKNOWN),
    "a negative place in a list": (lambda: of(status=referring(-1)), Refusal.STATUS_OUT_OF_RANGE),
    "a list at no address": (lambda: of(status=referring(1, "file:///etc")), Refusal.MALFORMED),
}


def _typed() -> tuple[str, str]:
    """Turns the header of the confused token into that of a credential."""
    header = {"alg": "HS256", "typ": "at+jwt", "kid": ISSUER_KEY.kid}
    return encoded(header), encoded({**header, "typ": "dc+sd-jwt"})


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], refusal: Refusal) -> None:
    with pytest.raises(RefusedError) as raised:
        verified(made())
    assert raised.value.refusal is refusal


def test_a_refusal_quotes_nothing() -> None:
    for made, _ in REFUSED.values():
        text = made()
        with pytest.raises(RefusedError) as raised:
            verified(text)
        assert not any(len(part) > 8 and part in raised.value.words for part in text.split("."))


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


def test_clocks_may_differ_and_presentations_take_their_time() -> None:
    verified(of(NATIONALITY, exp=NOW - 29))
    verified(of(NATIONALITY, iat=NOW + 30))
    verified(presented(issued(payload()), iat=NOW - 330))


def test_a_plain_sd_jwt_has_no_vct() -> None:
    found = verified(presented(issued(payload(NATIONALITY, vct=None), typ="example+sd-jwt"), NATIONALITY))
    assert (found.verifiable, found.type, claims(found)) == (False, "example+sd-jwt", [Citizenship(FR)])


@pytest.mark.parametrize("decoys", [False, True])
def test_minted_by_the_reference_library(decoys: bool) -> None:
    issuer, holder = (JWK(**key.as_dict(private=True)) for key in (ISSUER_KEY, HOLDER_KEY))
    said = payload(cnf=None, _sd_alg=None, exp=None) | {
        SDObj("nationalities"): [SDObj("FR"), SDObj("DE")],
        SDObj("sex"): 5,
    }
    made = SDJWTIssuer(
        said,
        issuer,
        JWK(**public(HOLDER_KEY)),
        add_decoy_claims=decoys,
        extra_header_parameters={"typ": "dc+sd-jwt", "kid": ISSUER_KEY.kid},
    )
    shown = SDJWTHolder(made.sd_jwt_issuance)
    shown.create_presentation({"nationalities": [True, False]}, NONCE, VERIFIER, holder)
    text = shown.sd_jwt_presentation
    proof = SignedToken.parse(text.rpartition("~")[2], 10_000)
    found = verified(text, now=proof.claims["iat"])
    assert claims(found) == [Citizenship(FR)]
    assert found.hidden == 2 if not decoys else found.hidden > 2


@given(st.data())
def test_no_other_text_is_the_same_presentation(data: st.DataObject) -> None:
    text = pid()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([*"ABCXYZabcxyz0189-_=.~", ""]).filter(lambda c: c != text[place]))
    with pytest.raises(RefusedError):
        verified(text[:place] + other + text[place + 1 :])


@given(st.text(max_size=200) | st.text(alphabet="~.eyJ0", max_size=60))
def test_any_text_is_refused_in_peace(text: str) -> None:
    with pytest.raises(RefusedError):
        verified(text)


def example(number: int) -> dict[str, Any]:
    found: dict[str, Any] = vectors("sd_jwt_rfc9901_examples.json")["examples"][number]
    return found


@pytest.mark.parametrize("number", range(4))
def test_published_examples(number: int) -> None:
    published = vectors("sd_jwt_rfc9901_examples.json")
    key = verifying_key(published["issuer_public_jwk"])
    assert key is not None
    given_ = example(number)
    text = given_["compact"] + ("~" if given_["kind"] == "issuer-signed-jwt" else "")
    found = Presentation.parse(text)
    token = SignedToken.parse(found.issued, 100_000)
    token.check_header()
    token.check_signature(key)
    disclosed = process(token.claims, found.disclosures)
    assert len(found.disclosures) == given_["n_disclosures"]
    if given_["expected_processed_payload"] is not None:
        assert disclosed.claims == given_["expected_processed_payload"]
    if given_["kind"] == "sd-jwt+kb":
        wanted = Wanted(published["expected_kb"]["aud"], published["expected_kb"]["nonce"], 60, 0)
        holder = holder_of(token.claims["cnf"])
        check_key_binding(found, hash_of(token.claims), holder, wanted, given_["kb_jwt_payload"]["iat"])


def test_a_published_payload() -> None:
    said = vectors("pid_sd_jwt_payload_example.json")
    said |= {"iss": "https://pid.example.org", "cnf": {"jwk": public(HOLDER_KEY, kid=None)}}
    found = verified(presented(issued(said)))
    assert claims(found) == [Citizenship(FR), Residence(Country.of("IT"))]
    assert (found.type, found.hidden) == ("urn:eudi:pid:de:1", 0)


def test_the_published_name_of_the_nationality() -> None:
    rows = vectors.text("pid_attribute_map.csv").splitlines()
    (row,) = [row.split(",") for row in rows if row.startswith("nationality,")]
    assert row[-2:] == ["nationalities", "array of strings"]
    assert claims(verified(pid(["FR"]))) == [Citizenship(FR)]

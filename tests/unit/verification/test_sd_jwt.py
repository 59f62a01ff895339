"""Which presentations hold, and what they disclose."""

from typing import Any

import pytest
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer

from denizen.domain.claims import Citizenship, CitizenshipClass, Residence, Statelessness
from denizen.domain.countries import Country, System
from denizen.verification.signed_tokens import SignedToken, decoded
from tests.minted_credentials import (
    HOLDER_KEY,
    ISSUER_KEY,
    NONCE,
    NOW,
    PID_TYPE,
    VERIFIER,
    digest,
    disclosure,
    element,
    issued,
    payload,
    presented,
    referring,
)
from tests.minting import public
from tests.unit.verification.presentations import DE, FR, FRENCH, GB, GERMAN, NAME, NATIONALITY, claims, of, verified


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


@pytest.mark.parametrize(
    "type_",
    [
        "urn:eudi:pid:1",
        "urn:eudi:pid:de:1",
        "urn:eu.europa.ec.eudi:pid:1",
        "urn:eu.europa.ec.eudi.pid.1",
        "eu.europa.ec.eudi.pid.1",
    ],
)
@pytest.mark.parametrize("typ", ["dc+sd-jwt", "vc+sd-jwt", "application/dc+sd-jwt", "DC+SD-JWT"])
def test_types(type_: str, typ: str) -> None:
    found = verified(presented(issued(payload(NATIONALITY, vct=type_), typ=typ), NATIONALITY))
    assert (found.type, claims(found)) == (type_, [Citizenship(FR)])


def test_a_key_that_is_named_besides() -> None:
    bound = {"jwk": public(HOLDER_KEY, kid=None), "kid": "holder-1"}
    assert verified(of(NATIONALITY, cnf=bound)).subject_key == HOLDER_KEY.thumbprint()


def test_claims_within_claims() -> None:
    """Whole, in parts, and parts of parts (RFC 9901, section 6)."""
    country, city = disclosure("s1", "country", "IT"), disclosure("s2", "locality", "Rome")
    flat = disclosure("s3", "address", {"country": "IT", "locality": "Rome"})
    recursive = disclosure("s4", "address", {"_sd": [digest(country), digest(city)]})
    structured = {"_sd": [digest(country), digest(city)]}
    assert verified(of(flat)).hidden == 0
    for text, hidden in (
        (of(flat), 0),
        (of(recursive, shown=(recursive, country)), 1),
        (of(shown=(country,), address=structured), 1),
        (of(shown=(city, country), address=structured), 0),
    ):
        found = verified(text)
        assert (claims(found), found.hidden) == ([Residence(Country.of("IT"))], hidden)
    assert verified(of(recursive, shown=())).hidden == 1


def test_without_disclosures() -> None:
    found = verified(of(nationalities=["FR"], _sd_alg=None))
    assert (claims(found), found.hidden) == ([Citizenship(FR)], 0)


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


def test_characters_beyond_the_first_plane_are_text() -> None:
    """In JSON they are two halves, and neither is one without the other."""
    name = disclosure("s", "nickname", "\U0001f600")
    assert b"\\ud83d\\ude00" in decoded(name)
    assert verified(of(NATIONALITY, name)).hidden == 0

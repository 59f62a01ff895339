"""Published examples of presentations, where they are beside this checkout."""

from typing import Any

import pytest

from denizen.domain.claims import Citizenship, Residence
from denizen.domain.countries import Country
from denizen.verification.json_web_keys import verifying_key
from denizen.verification.key_binding import Wanted, check_key_binding, holder_of
from denizen.verification.sd_jwt import Presentation, hash_of, process
from denizen.verification.signed_tokens import SignedToken
from tests.minted_credentials import (
    HOLDER_KEY,
    issued,
    pid,
    presented,
)
from tests.minting import public
from tests.unit.verification.presentations import FR, claims, verified
from tests.vectors import vectors


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

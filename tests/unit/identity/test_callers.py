"""The file of callers: who is who, and for whom it acts."""

import json

import pytest

from denizen.domain.names import CallerName, IssuerName
from denizen.domain.rates import Rate
from denizen.identity.callers import Callers
from denizen.identity.errors import IdentityError
from denizen.usecases.context import Caller, Method
from denizen.verification.identities import Identity

ISSUER = "https://login.example.org"
FILE = b"""
callers:
  - name: callers/hr
    identities:
      - spiffe: spiffe://example.org/hr
      - uri: https://hr.example.org/
      - subject: CN=hr,O=Example
      - token: "4711"
    issuer: issuers/hr
  - name: callers/spiffe/example.org/gateway
    issuer: issuers/gate
"""
HR = Caller("callers/hr", IssuerName("issuers/hr"), Method.CERTIFICATE)


@pytest.mark.parametrize(
    ("identity", "caller"),
    [
        pytest.param(Identity.of_uri("spiffe://example.org/hr"), HR, id="SPIFFE"),
        pytest.param(Identity.of_uri("https://hr.example.org/"), HR, id="URI"),
        pytest.param(Identity.of_subject("CN=hr,O=Example"), HR, id="subject"),
        pytest.param(Identity.of_token(ISSUER, "4711"), HR, id="token"),
        pytest.param(
            Identity.of_token("https://login.example.net", "4711"),
            Caller("callers/token/login.example.net/4711", method=Method.CERTIFICATE),
            id="the same subject of another issuer",
        ),
        pytest.param(
            Identity.of_uri("spiffe://example.org/gateway"),
            Caller("callers/spiffe/example.org/gateway", IssuerName("issuers/gate"), Method.CERTIFICATE),
            id="by the name that follows",
        ),
        pytest.param(
            Identity.of_uri("spiffe://example.org/HR"),
            Caller("callers/spiffe/example.org/HR", method=Method.CERTIFICATE),
            id="not written down",
        ),
    ],
)
def test_who_is_who(identity: Identity, caller: Caller) -> None:
    assert Callers.parse(FILE, ISSUER).identified(identity, Method.CERTIFICATE) == caller


def test_a_caller_by_its_name() -> None:
    callers = Callers.parse(FILE, ISSUER)
    assert callers.named(CallerName("callers/hr"), Method.STATIC_TOKEN).issuer == "issuers/hr"
    assert callers.named(CallerName("callers/x"), Method.STATIC_TOKEN) == Caller(
        "callers/x", method=Method.STATIC_TOKEN
    )


def entry(**fields: object) -> dict[str, object]:
    return {"name": "callers/a", **fields}


SPIFFE = {"spiffe": "spiffe://example.org/a"}


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        pytest.param(7, "wanted a list under `callers`", id="no list"),
        pytest.param(["callers/a"], "fields and their values", id="a name alone"),
        pytest.param([{}], r"callers\[0\].name", id="no name"),
        pytest.param([entry(role="gateway")], r"callers\[0\].role", id="an unknown field"),
        pytest.param([entry(name="callers/A")], r"callers\[0\].name", id="no such name"),
        pytest.param([entry(name="callers/development")], "not authenticated", id="the name of everybody"),
        pytest.param([entry(), entry()], "twice", id="a name twice"),
        pytest.param(
            [entry(identities=[SPIFFE]), entry(name="callers/b", identities=[SPIFFE])],
            "it can be one caller only",
            id="one identity, two callers",
        ),
        pytest.param(
            [entry(name="callers/spiffe/example.org/a", identities=[{"spiffe": "spiffe://example.org/b"}])],
            "one part",
            id="the name of one identity for another",
        ),
        pytest.param([entry(identities=SPIFFE)], "a list", id="identities that are no list"),
        pytest.param([entry(identities=[{}])], r"identities\[0\]", id="an identity of nothing"),
        pytest.param([entry(identities=[{"dns": "x"}])], "one of spiffe", id="an unknown kind"),
        pytest.param([entry(identities=[{"spiffe": "spiffe://Example.org"}])], "SPIFFE ID", id="no SPIFFE ID"),
        pytest.param([entry(identities=[{"uri": "spiffe://example.org"}])], "told as `spiffe`", id="another kind"),
        pytest.param([entry(identities=[{"token": 4711}])], "in quotes", id="a number"),
        pytest.param([entry(issuer="hr")], "issuers/", id="no issuer"),
        pytest.param([entry(presence="HIGH")], "denizen grant", id="presence, which is granted"),
        pytest.param([entry(rate=50)], "rate: .*per_second", id="a rate that is a number"),
        pytest.param([entry(rate={"at_once": 5})], "per_second", id="a burst alone"),
        pytest.param([entry(rate={"per_second": 0})], "per_second: .*above 0", id="a rate of nothing"),
        pytest.param([entry(rate={"per_second": True})], "per_second: .*above 0", id="a rate of truth"),
        pytest.param([entry(rate={"per_second": "5"})], "per_second: .*above 0", id="a rate in quotes"),
        pytest.param([entry(rate={"per_second": float("nan")})], "per_second: .*above 0", id="no number"),
        pytest.param([entry(rate={"per_second": float("inf")})], "per_second: .*above 0", id="without end"),
        pytest.param([entry(rate={"per_second": 5, "at_once": 1.5})], "at_once: .*whole", id="half a call"),
        pytest.param([entry(rate={"per_second": 5, "burst": 1})], "rate: ", id="an unknown part of a rate"),
    ],
)
def test_says_what_is_wrong(listed: object, words: str) -> None:
    with pytest.raises(IdentityError, match=words):
        Callers.parse(json.dumps({"callers": listed}).encode(), ISSUER)


@pytest.mark.parametrize("content", [b"", b"[]", b"callers: [", b"\xff\xfe", b"callers: []\nother: 1", b"a: &a [*a]"])
def test_what_is_no_such_file(content: bytes) -> None:
    with pytest.raises(IdentityError, match="wanted"):
        Callers.parse(content, ISSUER)


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        ({"per_second": 50, "at_once": 200}, Rate(50, 200)),
        ({"per_second": 2.4}, Rate(2.4, 2)),
        ({"per_second": 0.1}, Rate(0.1, 1)),
    ],
    ids=["both", "as many at once as in a second", "one at least"],
)
def test_how_often_a_caller_may_call(given: dict[str, float], rate: Rate) -> None:
    listed = {"callers": [{"name": "callers/hr", "identities": [{"uri": "https://hr.example.org"}], "rate": given}]}
    callers = Callers.parse(json.dumps(listed).encode(), None)
    assert callers.by_name["callers/hr"].rate == rate


def test_tokens_of_nobody() -> None:
    with pytest.raises(IdentityError, match="DENIZEN_OIDC_ISSUER is not set"):
        Callers.parse(json.dumps({"callers": [entry(identities=[{"token": "x"}])]}).encode(), None)

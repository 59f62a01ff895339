"""Identities and the callers' names that follow from them."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.x509 import DNSName, UniformResourceIdentifier
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import assume, given
from hypothesis import strategies as st

from denizen.domain import names
from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.verification.client_certificates import read_client_certificate
from denizen.verification.identities import Identity, Kind
from tests.minting import Authority

AUTHORITY = Authority.create()
ISSUERS = ("https://login.example.org", "https://login.example.org/tenant")
PATHS = st.lists(st.text("abcXYZ019.-_", min_size=1, max_size=8).filter(lambda s: s not in {".", ".."}), max_size=3)
IDENTITIES = st.one_of(
    PATHS.map(lambda path: Identity.of_uri("/".join(["spiffe://example.org", *path]))),
    st.text("abcXYZ019.-_/%?#:@", min_size=1, max_size=20).map(lambda rest: Identity.of_uri(f"urn:{rest}")),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(Identity.of_subject),
    st.builds(
        Identity.of_token, st.sampled_from(ISSUERS), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
    ),
)


def named(identity: Identity) -> str | None:
    """None: too long for a name."""
    try:
        return identity.name
    except UnauthenticatedError:
        return None


@given(IDENTITIES, IDENTITIES)
def test_two_identities_never_have_one_name(one: Identity, other: Identity) -> None:
    assume(one != other)
    name = named(one)
    assert name is None or name != named(other)


@given(IDENTITIES)
def test_a_name_is_one_that_is_read_again(identity: Identity) -> None:
    name = named(identity)
    assert name is None or names.caller_name(name) == name


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        pytest.param(
            Identity.of_uri("spiffe://example.org/hr/Onboarding"),
            "callers/spiffe/example.org/hr/Onboarding",
            id="SPIFFE",
        ),
        pytest.param(
            Identity.of_uri("https://hr.example.org/x"), "callers/uri/https%3A%2F%2Fhr.example.org%2Fx", id="URI"
        ),
        pytest.param(Identity.of_subject("CN=hr,O=Example"), "callers/subject/CN%3Dhr%2CO%3DExample", id="subject"),
        pytest.param(
            Identity.of_token("https://login.example.org/t", "a/b"),
            "callers/token/login.example.org%2Ft/a%2Fb",
            id="token",
        ),
    ],
)
def test_names(identity: Identity, name: str) -> None:
    assert identity.name == name


@pytest.mark.parametrize(
    "uri",
    [
        "spiffe://Example.org/a",
        "SPIFFE://example.org/a",
        "spiffe://example.org/",
        "spiffe://example.org//a",
        "spiffe://example.org/a/../b",
        "spiffe://example.org/.",
        "spiffe://example.org/%61",
        "spiffe://example.org/a?b",
        "spiffe://example.org:443/a",
        "spiffe://somebody@example.org/a",
        "spiffe:///a",
        "spiffe:example.org",
        "no-uri",
        "urn:a b",
        "urn:\n",
        f"urn:{'x' * 2048}",
    ],
)
def test_unclear_uris_are_refused(uri: str) -> None:
    with pytest.raises(InvalidError):
        Identity.of_uri(uri)


def test_an_overlong_name_is_refused_and_not_cut() -> None:
    with pytest.raises(UnauthenticatedError, match="too long"):
        assert Identity.of_subject(f"CN={'x' * 300}").name


@pytest.mark.parametrize(
    ("uris", "subject", "kind", "value"),
    [
        pytest.param(["spiffe://example.org/a"], "somebody", Kind.SPIFFE, "spiffe://example.org/a", id="SPIFFE ID"),
        pytest.param(["https://example.org/a"], "somebody", Kind.URI, "https://example.org/a", id="another URI"),
        pytest.param([], "some,body", Kind.SUBJECT, r"CN=some\,body", id="the subject"),
    ],
)
def test_whom_a_certificate_names(uris: list[str], subject: str, kind: Kind, value: str) -> None:
    minted = AUTHORITY.client(*uris, subject={NameOID.COMMON_NAME: subject})
    assert read_client_certificate(minted.cert).identity == Identity(kind, value)


@pytest.mark.parametrize(
    ("uris", "words"),
    [
        pytest.param(["spiffe://example.org/a", "spiffe://example.org/b"], "more than one URI", id="two SPIFFE IDs"),
        pytest.param(["spiffe://example.org/a", "urn:a"], "more than one URI", id="a SPIFFE ID and another URI"),
        pytest.param(["spiffe://example.org/a/"], "not usable", id="no SPIFFE ID"),
    ],
)
def test_a_certificate_that_names_nobody_clearly(uris: list[str], words: str) -> None:
    with pytest.raises(UnauthenticatedError, match=words):
        read_client_certificate(AUTHORITY.client(*uris).cert)


def test_a_certificate_that_names_nobody() -> None:
    with pytest.raises(UnauthenticatedError, match="subject is not usable"):
        read_client_certificate(AUTHORITY.client(subject={}).cert)


def test_other_names_do_not_count() -> None:
    minted = AUTHORITY.issue([DNSName("spiffe.example.org")], ExtendedKeyUsageOID.CLIENT_AUTH)
    assert read_client_certificate(minted.cert).identity.kind is Kind.SUBJECT
    both = [DNSName("example.org"), UniformResourceIdentifier("spiffe://example.org/a")]
    minted = AUTHORITY.issue(both, ExtendedKeyUsageOID.CLIENT_AUTH)
    assert read_client_certificate(minted.cert).identity.kind is Kind.SPIFFE


def test_no_certificate_at_all() -> None:
    with pytest.raises(UnauthenticatedError, match="cannot be read"):
        read_client_certificate(b"-----BEGIN CERTIFICATE-----")


def test_a_connection_does_not_outlive_its_certificate() -> None:
    certificate = read_client_certificate(AUTHORITY.client("spiffe://example.org/a").cert)
    now = datetime.now(UTC)
    certificate.check(now)
    with pytest.raises(UnauthenticatedError, match="expired since"):
        certificate.check(now + timedelta(days=2))

"""Keys that come in a chain of certificates, under a root that is registered with the issuer."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from joserfc.jwk import import_key

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import CredentialRefusedError
from denizen.domain.intervals import Interval
from denizen.verification.issuer_keys import read_keys
from tests.minted_credentials import ISSUER_KEY, disclosure, issued, payload, presented
from tests.minting import DAY, Authority, Minted, key_set, key_usage, public
from tests.unit.usecases.credentials import Office

URI = x509.UniformResourceIdentifier("https://pid.example.org")
HOST = x509.DNSName("pid.example.org")
ROOT = Authority.create()
NOW = datetime.now(UTC).replace(microsecond=0)


def leaf(*names: x509.GeneralName, root: Authority = ROOT, lasts: timedelta = DAY, **more: Any) -> Minted:
    return root.issue(names or [URI], ExtendedKeyUsageOID.CLIENT_AUTH, lasts=lasts, **more)


def chain(*certificates: Minted) -> list[str]:
    return [base64.b64encode(each.certificate.public_bytes(Encoding.DER)).decode() for each in certificates]


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


NAMES = x509.SubjectAlternativeName([URI])
OF_NO_VERSION = leaf().certificate.public_bytes(Encoding.DER).replace(b"\x03\x02\x01\x02", b"\x03\x02\x01\x1e", 1)


@pytest.fixture
def office() -> Office:
    """Whose issuer of PIDs has a root and no keys; on this day, because certificates are made today."""
    office = Office()
    office.clock.moment = NOW
    office.put(replace(office.registered(), keys=read_keys(ROOT.cert)))
    return office


def present(office: Office, signer: Minted, **header: Any) -> AttestationState:
    now = int(NOW.timestamp())
    shown = disclosure("s", "nationalities", ["FR"])
    said = payload(shown, iat=now - 60, exp=now + 600)
    token = issued(said, import_key(signer.key, "EC"), **{"kid": None, "x5c": chain(signer), **header})
    (found,) = office.present(presented(token, shown, iat=now)).value.attestations
    return found.state


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([URI], id="by its URI"),
        pytest.param([HOST], id="by its host"),
        pytest.param([x509.DNSName("other.example"), URI], id="among others"),
    ],
)
def test_a_chain_to_a_registered_root(office: Office, names: list[x509.GeneralName]) -> None:
    assert present(office, leaf(*names)) is AttestationState.VERIFIED


def refused(office: Office, signer: Minted, **header: Any) -> str:
    with pytest.raises(CredentialRefusedError) as raised:
        present(office, signer, **header)
    assert office.states() == []
    return raised.value.refusal


@pytest.mark.parametrize(
    ("signer", "header", "word"),
    [
        pytest.param(leaf(root=Authority.create()), {}, "UNKNOWN_KEY", id="another root of the same name"),
        pytest.param(leaf(x509.DNSName("other.example")), {}, "UNKNOWN_KEY", id="of somebody else under the root"),
        pytest.param(leaf(x509.DNSName("www.pid.example.org")), {}, "UNKNOWN_KEY", id="of a host below"),
        pytest.param(leaf(lasts=-timedelta(hours=1)), {}, "UNKNOWN_KEY", id="expired"),
        pytest.param(leaf(lasts=timedelta(seconds=-30)), {}, "UNKNOWN_KEY", id="expired since it signed"),
        pytest.param(leaf(extensions=[key_usage("key_encipherment")]), {}, "UNKNOWN_KEY", id="a key for other uses"),
        pytest.param(ROOT.below("middle", None, NAMES), {}, "UNKNOWN_KEY", id="an authority's own key"),
        pytest.param(leaf(), {"x5c": [chain(leaf())[0][:-1]]}, "MALFORMED", id="a certificate that is cut off"),
        pytest.param(leaf(), {"x5c": [in_base64(OF_NO_VERSION)]}, "MALFORMED", id="a certificate of no version"),
        pytest.param(leaf(), {"x5c": chain(leaf())}, "BAD_SIGNATURE", id="the certificate of another key"),
        pytest.param(leaf(), {"x5c": []}, "MALFORMED", id="no certificates"),
        pytest.param(leaf(), {"x5c": "MIIB"}, "MALFORMED", id="text"),
        pytest.param(leaf(), {"x5c": [7]}, "MALFORMED", id="a number"),
        pytest.param(leaf(), {"x5c": ["AAAA"]}, "MALFORMED", id="no certificate"),
        pytest.param(leaf(), {"x5c": chain(*[leaf()] * 6)}, "MALFORMED", id="too many"),
        pytest.param(leaf(), {"x5c": None}, "UNKNOWN_KEY", id="none"),
        pytest.param(leaf(), {"x5u": "https://x.example"}, "EMBEDDED_KEY", id="beside an address"),
    ],
)
def test_is_refused(office: Office, signer: Minted, header: dict[str, Any], word: str) -> None:
    assert refused(office, signer, **header) == word


def test_a_certificate_that_is_no_authoritys_issues_nothing(office: Office) -> None:
    middle = leaf()
    below = Authority(middle.certificate, middle.private)
    signer = leaf(root=below)
    assert refused(office, signer, x5c=chain(signer, middle)) == "UNKNOWN_KEY"


def test_through_authorities_between(office: Office) -> None:
    middle = ROOT.below("middle", 0)
    signer = leaf(root=middle, extensions=[key_usage("digital_signature")])
    assert present(office, signer, x5c=chain(signer, middle)) is AttestationState.VERIFIED


SOMEWHERE_ELSE = x509.NameConstraints(None, [x509.DNSName("pid.example.org")])
NOT_SO_DEEP = ROOT.below("middle", 0)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param([], id="which is left out"),
        pytest.param([NOT_SO_DEEP, NOT_SO_DEEP.below("lower")], id="that may issue to no further one"),
        pytest.param([ROOT.below("middle", None, SOMEWHERE_ELSE)], id="that may not issue to this name"),
        pytest.param([Authority.create("middle")], id="of another root"),
    ],
)
def test_an_authority_between(office: Office, path: list[Authority]) -> None:
    signer = leaf(HOST, root=path[-1] if path else ROOT.below("middle"))
    assert refused(office, signer, x5c=chain(signer, *reversed(path))) == "UNKNOWN_KEY"


def test_beside_a_registered_key(office: Office) -> None:
    """What a token names decides: its key's id, else what it brings."""
    office.put(replace(office.registered(), keys=(*read_keys(ROOT.cert), *read_keys(key_set(public(ISSUER_KEY))))))
    assert present(office, leaf()) is AttestationState.VERIFIED
    with pytest.raises(CredentialRefusedError) as raised:
        present(office, leaf(), kid=ISSUER_KEY.kid)
    assert raised.value.refusal == "BAD_SIGNATURE"


def test_a_root_counts_while_it_is_good(office: Office) -> None:
    issuer = office.registered()
    ended = tuple(replace(key, valid=Interval(None, NOW)) for key in issuer.keys)
    office.put(replace(issuer, keys=ended))
    assert refused(office, leaf()) == "UNKNOWN_KEY"


def test_without_a_root_a_chain_says_nothing(office: Office) -> None:
    office.put(replace(office.registered(), keys=()))
    assert refused(office, leaf()) == "UNKNOWN_KEY"

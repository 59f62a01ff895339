"""A key that a token brings in a chain of certificates, believed because a root of its issuer stands at the end of it.

`x5c` as RFC 7515 section 4.1.6 has it; the path as RFC 5280 section 6 validates it.
"""

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError
from joserfc.jwk import import_key

from denizen.verification.certificates import CertificateError, Read
from denizen.verification.json_web_keys import KeySetError, VerifyingKey, verifying_key
from denizen.verification.refusals import Refusal, RefusedError

MOST_CERTIFICATES = 5
_MOST_CHARACTERS = 16 * 1024


def chained_key(
    chain: object, roots: Sequence[x509.Certificate], issuer: str, moments: Iterable[datetime]
) -> VerifyingKey:
    """The key of the first certificate of the chain, which leads to one of the roots at each of the moments, and is the
    issuer's own: its URI, or the host in it as a DNS name. A root that issues to many vouches for none of them else.

    `RefusedError` where it does not.
    """
    leaf, *others = _certificates(chain)
    _check_signs(leaf)
    policy = PolicyBuilder().store(Store(list(roots))).max_chain_depth(MOST_CERTIFICATES)
    # What the key may be used for is said by the issuer's registration; certificates of authorities are held to theirs.
    policy = policy.extension_policies(
        ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=ExtensionPolicy.permit_all()
    )
    try:
        for moment in moments:
            policy.time(moment).build_client_verifier().verify(leaf.certificate, [each.certificate for each in others])
    except VerificationError:
        raise RefusedError(Refusal.UNKNOWN_KEY, "brings certificates that lead to no root of its issuer") from None
    if not _names(leaf, issuer):
        raise RefusedError(Refusal.UNKNOWN_KEY, "brings a certificate that is not its issuer's")
    return _key_of(leaf)


def _check_signs(leaf: Read) -> None:
    """RFC 5280, sections 4.2.1.3 and 4.2.1.9: a key may be kept to other uses, and an authority's is for certificates.
    Extended uses are not asked for: none is laid down for whoever signs credentials."""
    if leaf.usage is not None and not leaf.usage.digital_signature:
        raise RefusedError(Refusal.UNKNOWN_KEY, "brings a certificate whose key is not for signatures")
    if leaf.constraints is not None and leaf.constraints.ca:
        raise RefusedError(Refusal.UNKNOWN_KEY, "is signed by an authority, which signs certificates alone")


def _certificates(chain: object) -> list[Read]:
    if not isinstance(chain, list) or not 0 < len(chain) <= MOST_CERTIFICATES:
        raise RefusedError(Refusal.MALFORMED, f"has as x5c something else than 1 to {MOST_CERTIFICATES} certificates")
    return [_certificate(each) for each in chain]


def _certificate(text: object) -> Read:
    try:
        if isinstance(text, str) and len(text) <= _MOST_CHARACTERS:
            return Read.of_der(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError, CertificateError):
        pass
    raise RefusedError(Refusal.MALFORMED, "has in x5c what is no certificate") from None


def _names(leaf: Read, issuer: str) -> bool:
    try:
        host = urlsplit(issuer).hostname
    except ValueError:
        host = None
    return issuer in leaf.uris or (host is not None and host in {each.lower() for each in leaf.hosts})


def _key_of(leaf: Read) -> VerifyingKey:
    try:
        public = leaf.certificate.public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        match public:
            case ec.EllipticCurvePublicKey():
                key = verifying_key(import_key(pem, "EC").as_dict(private=False))
            case ed25519.Ed25519PublicKey():
                key = verifying_key(import_key(pem, "OKP").as_dict(private=False))
            case rsa.RSAPublicKey():
                key = verifying_key(import_key(pem, "RSA").as_dict(private=False))
            case _:
                key = None
    except (KeySetError, ValueError):
        key = None
    if key is None:
        raise RefusedError(Refusal.UNKNOWN_KEY, "brings a certificate of a key that is too weak, or of another kind")
    return key

"""Whom a client certificate names. That it is genuine was found out in the TLS handshake."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.verification.identities import Identity


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """`thumbprint`: SHA-256 of its DER form, to which a token may be bound (RFC 8705, section 3.1)."""

    identity: Identity
    not_before: datetime
    not_after: datetime
    thumbprint: bytes

    def check(self, now: datetime) -> None:
        """`UnauthenticatedError` outside its validity: a connection does not outlive its certificate."""
        if not self.not_before <= now <= self.not_after:
            raise UnauthenticatedError("the client certificate has expired since the connection was made")


def read_client_certificate(pem: bytes) -> ClientCertificate:
    """Named by its one URI (a SPIFFE ID or another), else by its subject.

    `UnauthenticatedError` where it names nobody, or somebody in more than one way (X509-SVID, section 2: one URI).
    """
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        identity = _identity(certificate)
    except InvalidError as error:
        raise UnauthenticatedError(f"the client certificate's {error.field} is not usable: {error.wanted}") from None
    except (ValueError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        raise UnauthenticatedError("the client certificate cannot be read") from None
    return ClientCertificate(
        identity, certificate.not_valid_before_utc, certificate.not_valid_after_utc, certificate.fingerprint(SHA256())
    )


def _identity(certificate: x509.Certificate) -> Identity:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        uris: list[str] = []
    else:
        uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    match uris:
        case []:
            return Identity.of_subject(certificate.subject.rfc4514_string())
        case [uri]:
            return Identity.of_uri(uri)
        case _:
            raise UnauthenticatedError("the client certificate has more than one URI; which is the caller's is unclear")

"""Whom a client certificate names. That it is genuine was found out in the TLS handshake."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.verification.certificates import CertificateError, Read
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
        read = Read.of_pem(pem)
        identity = _identity(read)
    except InvalidError as error:
        raise UnauthenticatedError(f"the client certificate's {error.field} is not usable: {error.wanted}") from None
    except CertificateError:
        raise UnauthenticatedError("the client certificate cannot be read") from None
    certificate = read.certificate
    return ClientCertificate(
        identity, certificate.not_valid_before_utc, certificate.not_valid_after_utc, certificate.fingerprint(SHA256())
    )


def _identity(read: Read) -> Identity:
    match read.uris:
        case []:
            return Identity.of_subject(read.subject)
        case [uri]:
            return Identity.of_uri(uri)
        case _:
            raise UnauthenticatedError("the client certificate has more than one URI; which is the caller's is unclear")

"""X.509 certificates (RFC 5280), read in such a way that nothing in them is left to fail later.

The library reads the parts of a certificate when they are asked for, and has an exception of its own for most ways in
which one can be wrong. Here it is asked for all of them at once, and there is one exception.
"""

from dataclasses import dataclass
from typing import Self

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

_UNREADABLE = (
    ValueError,
    # Of a name whose attribute is of a kind that it cannot be of.
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


class CertificateError(Exception):
    """It cannot be read. Says no more: the words of the library quote the certificate."""


@dataclass(frozen=True, slots=True)
class Read:
    """A certificate that can be read to its end. `uris` and `hosts`: its alternative names of these two kinds."""

    certificate: x509.Certificate
    subject: str
    uris: tuple[str, ...]
    hosts: tuple[str, ...]
    constraints: x509.BasicConstraints | None
    usage: x509.KeyUsage | None

    @classmethod
    def of_pem(cls, content: bytes) -> Self:
        """The only one in it. `CertificateError`."""
        try:
            (certificate,) = x509.load_pem_x509_certificates(content)
            return cls._of(certificate)
        except _UNREADABLE:
            raise CertificateError from None

    @classmethod
    def of_der(cls, content: bytes) -> Self:
        """`CertificateError`."""
        try:
            return cls._of(x509.load_der_x509_certificate(content))
        except _UNREADABLE:
            raise CertificateError from None

    @classmethod
    def _of(cls, certificate: x509.Certificate) -> Self:
        extensions = {type(each.value): each.value for each in certificate.extensions}
        names = extensions.get(x509.SubjectAlternativeName)
        alternative = names if isinstance(names, x509.SubjectAlternativeName) else x509.SubjectAlternativeName([])
        constraints, usage = extensions.get(x509.BasicConstraints), extensions.get(x509.KeyUsage)
        certificate.issuer.public_bytes()
        certificate.public_key()
        return cls(
            certificate,
            subject=certificate.subject.rfc4514_string(),
            uris=tuple(alternative.get_values_for_type(x509.UniformResourceIdentifier)),
            hosts=tuple(alternative.get_values_for_type(x509.DNSName)),
            constraints=constraints if isinstance(constraints, x509.BasicConstraints) else None,
            usage=usage if isinstance(usage, x509.KeyUsage) else None,
        )

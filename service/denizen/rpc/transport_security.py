"""TLS for the server's doors, with certificates that may change while it runs."""

import threading

import grpc

from denizen.identity.certificates import Authorities, ServerCertificate
from denizen.identity.sources import Source


def server_credentials(
    certificate: Source[ServerCertificate], authorities: Source[Authorities] | None
) -> grpc.ServerCredentials:
    """TLS with the certificate as it is at each handshake. With `authorities`, clients need a certificate of theirs.

    Connections that are open stay as they are.
    """
    configurations = _Configurations(certificate, authorities)
    return grpc.dynamic_ssl_server_credentials(
        configurations.now(),
        configurations.changed,  # type: ignore[arg-type]  # may return None, says the documentation and does the code
        require_client_authentication=authorities is not None,
    )


class _Configurations:
    """What gRPC is given to make handshakes with."""

    def __init__(self, certificate: Source[ServerCertificate], authorities: Source[Authorities] | None) -> None:
        self._certificate = certificate
        self._authorities = authorities
        self._changing = threading.Lock()
        self._given: tuple[object, object] = (None, None)

    def now(self) -> grpc.ServerCertificateConfiguration:
        certificate = self._certificate.current
        authorities = self._authorities.current if self._authorities else None
        self._given = (certificate, authorities)
        return grpc.ssl_server_certificate_configuration(
            [(certificate.key, certificate.chain)], authorities.bundle if authorities else None
        )

    def changed(self) -> grpc.ServerCertificateConfiguration | None:
        """None: as before. It is asked for at every handshake."""
        self._certificate.refresh()
        if self._authorities:
            self._authorities.refresh()
        with self._changing:
            certificate, authorities = self._given
            same_authorities = self._authorities is None or self._authorities.current is authorities
            return None if self._certificate.current is certificate and same_authorities else self.now()

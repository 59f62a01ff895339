"""Who calls."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, cast

import grpc

from denizen.domain.errors import UnauthenticatedError
from denizen.identity.callers import Callers
from denizen.identity.sources import Source, TokenCallers
from denizen.usecases.context import Caller, Method
from denizen.verification.client_certificates import ClientCertificate, read_client_certificate

MOST_REMEMBERED = 10_000

_AUTHORIZATION = "authorization"
_BEARER = "bearer "


class Authenticator(Protocol):
    """Finds out who calls, from what came with the RPC."""

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        """The caller. `UnauthenticatedError` where there are no credentials, or none that hold."""


class TrustsEveryone:
    """Takes every caller for the same one. Safe only where nobody but the machine's own programs can connect."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        return self._caller


class TrustsNobody:
    """For a door that nobody was told to watch."""

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        raise UnauthenticatedError("nobody is let in here")


class ByToken:
    """Callers with a bearer token."""

    def __init__(self, tokens: TokenCallers) -> None:
        self._tokens = tokens

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        token = bearer_token(context)
        if token is None:
            raise UnauthenticatedError("no bearer token: wanted the metadata `authorization: Bearer TOKEN`")
        return self._tokens.caller_of(token, b"")


@dataclass(frozen=True, slots=True)
class _Known:
    certificate: ClientCertificate
    caller: Caller
    callers: Callers


class ByCertificate:
    """Callers whose connection has a client certificate, verified in the handshake. A bearer token on top of it says
    who calls, and the certificate then by what workload; both have to hold."""

    def __init__(self, callers: Source[Callers], tokens: TokenCallers | None, clock: Callable[[], datetime]) -> None:
        self._callers = callers
        self._tokens = tokens
        self._clock = clock
        self._remembered: OrderedDict[bytes, _Known] = OrderedDict()
        self._changing = threading.Lock()

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        # The stubs say that the values are bytes; they are sequences of bytes.
        certificates = cast("Mapping[str, Sequence[bytes]]", context.auth_context()).get("x509_pem_cert")
        if not certificates:
            raise UnauthenticatedError("no client certificate")
        known = self._known(certificates[0])
        known.certificate.check(self._clock())
        token = bearer_token(context)
        if token is None:
            return known.caller
        if self._tokens is None:
            raise UnauthenticatedError("no bearer tokens are taken here, and an unverified one is not ignored")
        caller = self._tokens.caller_of(token, known.certificate.thumbprint)
        return replace(caller, workload=known.caller.name)

    def _known(self, pem: bytes) -> _Known:
        """Reading a certificate takes far longer than a call: each is read once."""
        callers = self._callers.current
        known = self._remembered.get(pem)
        if known is None or known.callers is not callers:
            certificate = read_client_certificate(pem)
            known = _Known(certificate, callers.identified(certificate.identity, Method.CERTIFICATE), callers)
            with self._changing:
                self._remembered[pem] = known
                if len(self._remembered) > MOST_REMEMBERED:
                    self._remembered.popitem(last=False)
        return known


def bearer_token(context: grpc.ServicerContext) -> str | None:
    """The token of the call (RFC 6750, section 2.1); None: it has none. `UnauthenticatedError` for other credentials,
    and for more than one."""
    given = [value for key, value in context.invocation_metadata() if key == _AUTHORIZATION]
    if not given:
        return None
    value = given[0]
    if len(given) > 1 or not isinstance(value, str) or value[: len(_BEARER)].lower() != _BEARER:
        raise UnauthenticatedError("wanted one bearer token in the metadata `authorization`")
    return value[len(_BEARER) :]

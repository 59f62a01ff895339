"""The part of the composition root that says where to listen and how callers are told apart there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from denizen.door_settings import Address, DoorSettings
from denizen.gateway.envoy_config import Way
from denizen.identity.bearer_tokens import BearerTokens
from denizen.identity.callers import Callers
from denizen.identity.certificates import Authorities, ServerCertificate, read_authorities, read_server_certificate
from denizen.identity.fetching import FetchUrl, fetch
from denizen.identity.issuer_keys import FetchedKeys, read_keys
from denizen.identity.refreshing import SIGNING_KEYS, Expiries, Refreshing
from denizen.identity.sources import Fixed, Source
from denizen.identity.static_tokens import StaticTokens, StaticTokenTable
from denizen.identity.watched import Watched
from denizen.rpc.authentication import Authenticator, ByCertificate, ByToken, TrustsEveryone
from denizen.rpc.server import Door
from denizen.rpc.transport_security import server_credentials
from denizen.usecases.context import Caller
from denizen.verification.bearer_tokens import Expected
from denizen.verification.json_web_keys import VerifyingKeys

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Doors:
    """Doors to open, each with its address as the settings have it; who finds out who calls at the decision listener's
    doors, and what these show in handshakes; and what keeps the guards up to date, which has to run while they are
    open."""

    doors: Sequence[tuple[Address, Door]]
    decisions: Mapping[Way, Authenticator]
    shown: Sequence[Source[object]]
    refreshing: Refreshing
    expiries: Expiries


def make_doors(settings: DoorSettings, unauthenticated: Caller, now: Now, log: FilteringBoundLogger) -> Doors:
    """`unauthenticated`: who everybody is at a plaintext address without static tokens.

    `IdentityError` for files and addresses that cannot be used.
    """
    doors: list[tuple[Address, Door]] = []
    sources: list[Source[object]] = []
    expiring: dict[str, Callable[[], datetime]] = {}
    # 1. Who is who.
    callers = _callers(settings, log)
    sources.append(callers)
    # 2. This machine alone: by static tokens, or everybody the same.
    decisions: dict[Way, Authenticator] = {}
    shown: list[Source[object]] = []
    if settings.listen or settings.decision_listen:
        authenticator: Authenticator = TrustsEveryone(unauthenticated)
        if settings.static_tokens_file:
            table = _static_tokens(settings.static_tokens_file, log)
            sources.append(table)
            authenticator = ByToken(StaticTokens(table, callers))
        if settings.listen:
            doors.append((settings.listen, Door(str(settings.listen), authenticator)))
        if settings.decision_listen:
            decisions[Way.LOCAL] = authenticator
    # 3. Everywhere else: TLS, and a token, a certificate, or both.
    if settings.tls_cert_file and settings.tls_key_file:
        certificate = _certificate(settings.tls_cert_file, settings.tls_key_file, now, log)
        sources.append(certificate)
        shown.append(certificate)
        expiring["server certificate"] = lambda: certificate.current.expires
        tokens = None
        if settings.oidc_issuer and settings.oidc_audience:
            keys = _keys(settings, log)
            sources.append(keys)
            if isinstance(keys, FetchedKeys):
                expiring[SIGNING_KEYS] = partial(_trusted_until, keys, now)
            expected = Expected(settings.oidc_issuer, settings.oidc_audience, settings.oidc_leeway_seconds)
            tokens = BearerTokens(keys, expected, callers, lambda: now().timestamp())
        if settings.listen_tls and tokens:
            secured = server_credentials(certificate, None)
            doors.append((settings.listen_tls, Door(str(settings.listen_tls), ByToken(tokens), secured)))
        if settings.decision_listen_tls and tokens:
            decisions[Way.TOKEN] = ByToken(tokens)
        if settings.tls_client_ca_file:
            authorities = _authorities(settings.tls_client_ca_file, now, log)
            sources.append(authorities)
            shown.append(authorities)
            expiring["client authority"] = lambda: authorities.current.expires
            guard = ByCertificate(callers, tokens, now)
            if settings.listen_mtls:
                secured = server_credentials(certificate, authorities)
                doors.append((settings.listen_mtls, Door(str(settings.listen_mtls), guard, secured)))
            if settings.decision_listen_mtls:
                decisions[Way.CERTIFICATE] = guard
    expiries = Expiries(expiring)
    return Doors(doors, decisions, shown, Refreshing(sources, expiries, now, log), expiries)


def _callers(settings: DoorSettings, log: FilteringBoundLogger) -> Source[Callers]:
    if settings.callers_file is None:
        return Fixed(Callers())
    return Watched("callers", [settings.callers_file], lambda read: Callers.parse(read[0], settings.oidc_issuer), log)


def _static_tokens(path: Path, log: FilteringBoundLogger) -> Source[StaticTokenTable]:
    return Watched("static tokens", [path], lambda read: StaticTokenTable.parse(read[0]), log)


def _certificate(chain: Path, key: Path, now: Now, log: FilteringBoundLogger) -> Source[ServerCertificate]:
    return Watched("server certificate", [chain, key], lambda read: read_server_certificate(read, now()), log)


def _authorities(bundle: Path, now: Now, log: FilteringBoundLogger) -> Source[Authorities]:
    return Watched("client authorities", [bundle], lambda read: read_authorities(read, now()), log)


def _trusted_until(keys: FetchedKeys, now: Now) -> datetime:
    return now() + timedelta(seconds=keys.trusted_seconds)


def _keys(settings: DoorSettings, log: FilteringBoundLogger) -> Source[VerifyingKeys]:
    if settings.oidc_jwks_file:
        return Watched("signing keys", [settings.oidc_jwks_file], read_keys, log)
    url = FetchUrl.parse(settings.oidc_jwks_url or "", private=settings.allow_private_fetch)
    return FetchedKeys(partial(fetch, url), log)

"""The settings that say where to listen, and how callers are told apart there."""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_settings import BaseSettings, NoDecode

DEFAULT_LISTEN = "127.0.0.1:50051"


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: object) -> Self:
        if isinstance(text, cls):
            return text
        host, colon, port = str(text).rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not (colon and port.isascii() and port.isdecimal() and int(port) < 2**16):
            raise ValueError(f"wanted HOST:PORT, such as {DEFAULT_LISTEN}")
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise ValueError("wanted an IP address before the port, such as 127.0.0.1 or [::1]") from None
        return cls(host, int(port))

    @property
    def is_loopback(self) -> bool:
        """Whether only programs of this machine can connect."""
        return ipaddress.ip_address(self.host).is_loopback

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _loopback(address: Address | None) -> Address | None:
    if address is not None and not address.is_loopback:
        raise ValueError(
            "only a loopback address such as 127.0.0.1 is served in plaintext; for others set DENIZEN_LISTEN_TLS "
            "or DENIZEN_LISTEN_MTLS, where callers are authenticated"
        )
    return address


def _issuer(url: str | None) -> str | None:
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment:
            raise ValueError("wanted the issuer's https URL, exactly as its tokens have it in `iss`")
    return url


def _audience(name: str | None) -> str | None:
    """A blank one is none: it would be nobody's name."""
    return name if name and name.strip() else None


Listen = Annotated[
    Address | None, NoDecode, BeforeValidator(lambda text: None if text is None else Address.parse(text))
]


class DoorSettings(BaseSettings):
    """One address for each way in which callers are told apart; at least one of them is set."""

    listen: Annotated[Listen, AfterValidator(_loopback)] = Field(
        None, description=f"a loopback address for plaintext, such as {DEFAULT_LISTEN}"
    )
    listen_tls: Listen = Field(None, description="an address for TLS, where every call needs a bearer token")
    listen_mtls: Listen = Field(None, description="an address for TLS, where every client needs a certificate")
    decision_listen: Annotated[Listen, AfterValidator(_loopback)] = Field(
        None, description="a loopback address for the decision listener in plaintext, such as 127.0.0.1:50061"
    )
    decision_listen_tls: Listen = Field(None, description="an address for the decision listener, with tokens over TLS")
    decision_listen_mtls: Listen = Field(None, description="an address for the decision listener, with certificates")
    tls_cert_file: Path | None = Field(None, description="the server's certificate and its chain, in PEM")
    tls_key_file: Path | None = Field(None, description="the key of the server's certificate, in PEM")
    tls_client_ca_file: Path | None = Field(None, description="who may issue clients' certificates, in PEM")
    oidc_issuer: Annotated[str | None, AfterValidator(_issuer)] = Field(None, description="whose tokens are taken")
    oidc_audience: Annotated[str | None, AfterValidator(_audience)] = Field(
        None, description="for whom a token has to be made: this service's name there"
    )
    oidc_jwks_file: Path | None = Field(None, description="the keys that tokens are signed with, as a JWKS")
    oidc_jwks_url: str | None = Field(None, description="where those keys are to be fetched, over https")
    oidc_leeway_seconds: float = Field(30.0, ge=0, le=120, description="by how much the issuer's clock may differ")
    allow_private_fetch: bool = Field(default=False, description="fetch from private addresses too")
    callers_file: Path | None = Field(None, description="callers: their names, identities, issuers and presence")
    static_tokens_file: Path | None = Field(None, description="digests of tokens for development, on DENIZEN_LISTEN")
    development: bool = Field(default=False, description="register the development issuer and act for it")

    @property
    def addresses(self) -> dict[str, Address]:
        """Every address that is listened on, by the name of its setting."""
        doors = {
            "DENIZEN_LISTEN": self.listen,
            "DENIZEN_LISTEN_TLS": self.listen_tls,
            "DENIZEN_LISTEN_MTLS": self.listen_mtls,
        }
        return {name: address for name, address in doors.items() if address is not None}

    @property
    def decision_addresses(self) -> dict[str, Address]:
        """Those of the decision listener."""
        doors = {
            "DENIZEN_DECISION_LISTEN": self.decision_listen,
            "DENIZEN_DECISION_LISTEN_TLS": self.decision_listen_tls,
            "DENIZEN_DECISION_LISTEN_MTLS": self.decision_listen_mtls,
        }
        return {name: address for name, address in doors.items() if address is not None}

    @property
    def asks_who_calls(self) -> bool:
        """Whether there is a door at which callers are told apart."""
        return bool(self._by_token or self._by_certificate or self.static_tokens_file)

    @property
    def _locally(self) -> bool:
        return bool(self.listen or self.decision_listen)

    @property
    def _by_token(self) -> bool:
        return bool(self.listen_tls or self.decision_listen_tls)

    @property
    def _by_certificate(self) -> bool:
        return bool(self.listen_mtls or self.decision_listen_mtls)

    @model_validator(mode="before")
    @classmethod
    def _listens_somewhere(cls, given: Any) -> Any:  # noqa: ANN401  # whatever pydantic was handed
        doors = ("listen", "listen_tls", "listen_mtls", "decision_listen_tls", "decision_listen_mtls")
        if isinstance(given, dict) and not any(given.get(door) for door in doors):
            return {**given, "listen": DEFAULT_LISTEN}
        return given

    @model_validator(mode="after")
    def _is_guarded(self) -> Self:
        faults = [*self._lacking(), *self._idle(), *self._open()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _lacking(self) -> Iterator[str]:
        """Doors and guards of which a part is missing."""
        secured: dict[str, object] = {
            "DENIZEN_TLS_CERT_FILE": self.tls_cert_file,
            "DENIZEN_TLS_KEY_FILE": self.tls_key_file,
        }
        tokens: dict[str, object] = {
            "DENIZEN_OIDC_ISSUER": self.oidc_issuer,
            "DENIZEN_OIDC_AUDIENCE": self.oidc_audience,
            "DENIZEN_OIDC_JWKS_FILE or DENIZEN_OIDC_JWKS_URL": self.oidc_jwks_file or self.oidc_jwks_url,
        }
        certificates: dict[str, object] = {"DENIZEN_TLS_CLIENT_CA_FILE": self.tls_client_ca_file}
        if self.listen_tls:
            yield from _missing("DENIZEN_LISTEN_TLS", secured | tokens)
        elif self.decision_listen_tls:
            yield from _missing("DENIZEN_DECISION_LISTEN_TLS", secured | tokens)
        if self.listen_mtls:
            yield from _missing("DENIZEN_LISTEN_MTLS", secured | certificates)
        elif self.decision_listen_mtls:
            yield from _missing("DENIZEN_DECISION_LISTEN_MTLS", secured | certificates)
        if any(tokens.values()) and not self._by_token:
            yield from _missing("a bearer token", tokens)
        if self.oidc_jwks_file and self.oidc_jwks_url:
            yield "set one of DENIZEN_OIDC_JWKS_FILE and DENIZEN_OIDC_JWKS_URL"

    def _idle(self) -> Iterator[str]:
        """Guards that guard nothing: whoever set them believes that they do."""
        if (self.oidc_issuer or self.tls_cert_file or self.tls_key_file) and not (
            self._by_token or self._by_certificate
        ):
            yield "a certificate or an issuer is set but nothing uses it: set DENIZEN_LISTEN_TLS or DENIZEN_LISTEN_MTLS"
        if self.tls_client_ca_file and not self._by_certificate:
            yield "DENIZEN_TLS_CLIENT_CA_FILE is set but no client is asked for a certificate: set DENIZEN_LISTEN_MTLS"
        if self.static_tokens_file and not self._locally:
            yield "DENIZEN_STATIC_TOKENS_FILE is set but static tokens are taken on loopback only: set DENIZEN_LISTEN"

    @property
    def shown_files(self) -> tuple[Path | None, Path | None, Path | None]:
        """The certificate, its key, and who may issue clients' certificates."""
        return self.tls_cert_file, self.tls_key_file, self.tls_client_ca_file

    def _open(self) -> Iterator[str]:
        """A way round the other doors."""
        guarded = self._by_token or self._by_certificate
        if self._locally and guarded and not (self.development or self.static_tokens_file):
            name = "DENIZEN_LISTEN" if self.listen else "DENIZEN_DECISION_LISTEN"
            yield (
                f"{name} would let every program of this machine past the other doors: leave it out, or set "
                "DENIZEN_STATIC_TOKENS_FILE, or DENIZEN_DEVELOPMENT=true"
            )


def _missing(door: str, wanted: dict[str, object]) -> Iterator[str]:
    missing = [name for name, value in wanted.items() if not value]
    if missing:
        yield f"{door} needs {', '.join(missing)}"

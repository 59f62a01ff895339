"""The echo service behind a TLS door of every kind, as the composition root makes them from settings."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import grpc
from google.protobuf.wrappers_pb2 import StringValue

from denizen.client import channel
from denizen.door_settings import DoorSettings
from denizen.doors import make_doors
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsNobody
from denizen.rpc.server import Server, Service
from denizen.usecases.context import Call, Caller
from tests.granting import everything
from tests.minting import AUDIENCE, ISSUER, Authority, Minted, key_set, public, signing_key
from tests.rpc.echo import NAME, Echo

EVERYBODY = Caller("callers/development")
KEY, OTHER = signing_key("RSA"), signing_key("P-256")


@dataclass(frozen=True, slots=True)
class Files:
    """What the server reads, in a folder; written anew by the tests that change it."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    def write(self, name: str, content: bytes) -> Path:
        """Put the file in place in one step."""
        new = self.path(f"{name}.new")
        new.write_bytes(content)
        return new.replace(self.path(name))

    def show(self, server: Minted) -> None:
        self.write("server.pem", server.cert)
        self.write("server.key", server.key)


@dataclass(frozen=True, slots=True)
class Secured:
    """A server that runs, and how to call it."""

    files: Files
    authority: Authority
    ports: dict[str, int]
    log: io.StringIO

    def target(self, door: str) -> str:
        return f"127.0.0.1:{self.ports[door]}"

    def caller(self, door: str, token: str | None = None, client: Minted | None = None, **changes: bytes) -> Caller:
        """Who the server says that we are. Over TLS, unless at the plaintext door."""
        ca = None if door == "listen" else changes.get("ca", self.authority.cert)
        cert, key = (client.cert, client.key) if client else (None, None)
        with channel(self.target(door), ca=ca, cert=cert, key=key, token=token, wait_for_ready=False) as connection:
            return asked(connection)

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


def asked(connection: grpc.Channel, metadata: tuple[tuple[str, str], ...] = ()) -> Caller:
    unary = connection.unary_unary(f"/{NAME}/Unary", StringValue.SerializeToString, StringValue.FromString)
    told = json.loads(unary(StringValue(value="who am I?"), timeout=20, metadata=metadata).value)
    return Caller(told["name"], told["issuer"], workload=told["workload"])


def _tell(_text: str, call: Call) -> str:
    caller = call.caller
    return json.dumps({"name": caller.name, "issuer": caller.issuer, "workload": caller.workload})


@contextmanager
def secured(folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC), **more: object) -> Iterator[Secured]:
    """With a plaintext door for everybody, unless `more` settings say otherwise."""
    files, authority, log = Files(folder), Authority.create(), io.StringIO()
    files.show(authority.server())
    settings = DoorSettings.model_validate(
        {
            "listen": "127.0.0.1:0",
            "listen_tls": "127.0.0.1:0",
            "listen_mtls": "127.0.0.1:0",
            "tls_cert_file": files.path("server.pem"),
            "tls_key_file": files.path("server.key"),
            "tls_client_ca_file": files.write("clients.pem", authority.cert),
            "oidc_issuer": ISSUER,
            "oidc_audience": AUDIENCE,
            "oidc_jwks_file": files.write("keys.json", key_set(public(KEY), public(OTHER))),
            "development": True,
            **more,
        }
    )
    logger = logs.logger("debug", log)
    made = make_doors(settings, EVERYBODY, now, logger)
    server = Server([Service(NAME, Echo(_tell).register)], TrustsNobody(), logger, entrances=everything(NAME))
    names = [name for name in ("listen", "listen_tls", "listen_mtls") if getattr(settings, name)]
    try:
        with made.refreshing:
            ports = {name: server.open(door) for name, (_, door) in zip(names, made.doors, strict=True)}
            yield Secured(files, authority, ports, log)
    finally:
        server.drain(0)

"""A server with every kind of door, and the certificates, keys and tokens of its clients."""

import json
from collections.abc import Iterable
from pathlib import Path

from denizen.verification.identities import Identity
from tests.end_to_end.processes import Installation, free_port, install
from tests.minting import AUDIENCE, ISSUER, Authority, Minted, claims, key_set, public, signing_key

KEY = signing_key("P-256")


class World:
    """Two authorities, what the server is given, and what clients show and believe; as it is at the moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.old, self.new = Authority.create("old"), Authority.create("new")
        self.client = self.old.client("spiffe://example.org/gateway")
        self.believed = self.old.cert
        self.serve(self.old.server())
        self.accept(self.old)

    def serve(self, minted: Minted) -> None:
        """As operators do it: two files, one after the other."""
        self.put("server.pem", minted.cert)
        self.put("server.key", minted.key)

    def accept(self, *authorities: Authority) -> None:
        self.put("clients.pem", b"".join(each.cert for each in authorities))

    def put(self, name: str, content: bytes) -> None:
        """Put the file in place in one step."""
        new = self._folder / f"{name}.new"
        new.write_bytes(content)
        new.replace(self._folder / name)


def secured(folder: Path) -> Installation:
    """An installation that takes tokens signed by `KEY` at one door, and what a `World` accepts at another."""
    made = install(folder)
    (folder / "keys.json").write_bytes(key_set(public(KEY)))
    more = {
        "DENIZEN_LISTEN_TLS": f"127.0.0.1:{free_port()}",
        "DENIZEN_LISTEN_MTLS": f"127.0.0.1:{free_port()}",
        "DENIZEN_TLS_CERT_FILE": "server.pem",
        "DENIZEN_TLS_KEY_FILE": "server.key",
        "DENIZEN_TLS_CLIENT_CA_FILE": "clients.pem",
        "DENIZEN_OIDC_ISSUER": ISSUER,
        "DENIZEN_OIDC_AUDIENCE": AUDIENCE,
        "DENIZEN_OIDC_JWKS_FILE": "keys.json",
    }
    clients = [Identity.of_uri("spiffe://example.org/gateway"), Identity.of_token(ISSUER, str(claims()["sub"]))]
    (folder / "grants.yaml").write_text(grants_file([identity.name for identity in clients]))
    done = made.run("grant", "bootstrap", "grants.yaml")
    assert done.returncode == 0, done.stderr
    return Installation(made.folder, made.denizen, {**made.environment, **more})


def grants_file(callers: Iterable[str]) -> str:
    """Lets the callers read everything."""
    every = 'populations: ["*"], directives: ["*"], purposes: ["*"], tier: FACTS'
    lines = [
        f"  - {{name: grants/g{number}, caller: {json.dumps(caller)}, role: AUDITOR, {every}}}"
        for number, caller in enumerate(callers)
    ]
    return "\n".join(["grants:", *lines, ""])

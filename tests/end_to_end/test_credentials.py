"""The command line, as what it shows a server, and a server as what stops its start."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.end_to_end.processes import Installation
from tests.end_to_end.worlds import KEY, World, secured
from tests.minting import Authority, claims, token

TLS, MTLS = "DENIZEN_LISTEN_TLS", "DENIZEN_LISTEN_MTLS"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("credentials")


@pytest.fixture(scope="module")
def installation(folder: Path) -> Installation:
    world = World(folder)
    (folder / "ca.pem").write_bytes(world.old.cert)
    (folder / "stranger.pem").write_bytes(Authority.create().cert)
    (folder / "client.pem").write_bytes(world.client.cert)
    (folder / "client.key").write_bytes(world.client.key)
    (folder / "token").write_text(token(KEY, "ES256") + "\n")
    (folder / "expired").write_text(token(KEY, "ES256", claims(exp=1)))
    return secured(folder)


CERTIFICATE = ("--cert", "client.pem", "--key", "client.key")
COMMANDS = [
    pytest.param(TLS, ("--ca", "ca.pem", "--token-file", "token"), 0, "", id="a token"),
    pytest.param(MTLS, ("--ca", "ca.pem", *CERTIFICATE), 0, "", id="a certificate"),
    pytest.param(MTLS, ("--ca", "ca.pem", *CERTIFICATE, "--token-file", "token"), 0, "", id="both"),
    pytest.param(TLS, ("--ca", "ca.pem", "--token-file", "expired"), 1, "has expired", id="an expired token"),
    pytest.param(TLS, ("--ca", "ca.pem"), 1, "UNAUTHENTICATED", id="no token"),
    pytest.param(MTLS, ("--ca", "ca.pem", "--token-file", "token"), 3, "no answer", id="no certificate"),
    pytest.param(TLS, ("--ca", "stranger.pem", "--token-file", "token"), 3, "no answer", id="another server"),
    pytest.param(TLS, (), 3, "no answer", id="in plaintext"),
    pytest.param(TLS, ("--cert", "client.pem"), 2, "give ca, cert and key", id="half a certificate"),
    pytest.param(TLS, ("--ca", "nothing.pem"), 2, "does not exist", id="no such file"),
]


def test_what_a_command_shows_a_server(installation: Installation) -> None:
    with installation.serving() as server:
        for command in COMMANDS:
            door, shown, code, words = command.values
            assert isinstance(shown, tuple)
            outcome = installation.run("directive", "list", "--target", installation.environment[str(door)], *shown)
            assert outcome.returncode == code, (command.id, outcome.stderr)
            assert str(words) in outcome.stderr
        installation.stop(server)


def test_the_same_from_the_environment(installation: Installation) -> None:
    shown = {"DENIZEN_TARGET_CA": "ca.pem", "DENIZEN_TARGET_TOKEN_FILE": "token"}
    with installation.serving() as server:
        outcome = installation.run("directive", "list", DENIZEN_TARGET=installation.environment[TLS], **shown)
        assert outcome.returncode == 0, outcome.stderr
        installation.stop(server)


def test_a_token_does_not_leave_the_machine_in_plaintext(installation: Installation) -> None:
    outcome = installation.run("directive", "list", "--target", "denizen.example.org:443", "--token-file", "token")
    assert outcome.returncode == 2
    assert "in plaintext to another machine" in outcome.stderr
    assert (installation.folder / "token").read_text().strip() not in outcome.stderr


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"DENIZEN_TLS_KEY_FILE": "client.key"}, "not that of the certificate", id="another key"),
        pytest.param({"DENIZEN_TLS_CERT_FILE": "nothing.pem"}, "No such file", id="no certificate"),
        pytest.param({"DENIZEN_TLS_CLIENT_CA_FILE": "server.key"}, "certificates in PEM", id="no authority"),
        pytest.param({"DENIZEN_OIDC_JWKS_FILE": "server.pem"}, "JSON object", id="no keys"),
        pytest.param({"DENIZEN_CALLERS_FILE": "keys.json"}, "list under `callers`", id="no callers"),
        pytest.param({"DENIZEN_STATIC_TOKENS_FILE": "token"}, "list under `tokens`", id="a token for its digest"),
        pytest.param(
            {"DENIZEN_OIDC_JWKS_FILE": "", "DENIZEN_OIDC_JWKS_URL": "http://127.0.0.1:1/"}, "https URL", id="no https"
        ),
        pytest.param(
            {"DENIZEN_OIDC_JWKS_FILE": "", "DENIZEN_OIDC_JWKS_URL": "https://127.0.0.1:1/"},
            "DENIZEN_ALLOW_PRIVATE_FETCH",
            id="a private address",
        ),
        pytest.param({"DENIZEN_DEVELOPMENT": ""}, "past the other doors", id="a way round"),
        pytest.param({"DENIZEN_OIDC_AUDIENCE": ""}, "needs DENIZEN_OIDC_AUDIENCE", id="for anybody"),
    ],
)
def test_what_stops_the_start(installation: Installation, changes: dict[str, str], words: str) -> None:
    outcome = installation.run("serve", **changes)
    assert outcome.returncode == 2
    (line,) = outcome.stderr.splitlines()
    assert words in line
    assert secrets_of(installation.folder).isdisjoint(line.split())


def secrets_of(folder: Path) -> set[str]:
    return {word for name in ("token", "server.key") for word in _words(folder / name)}


def _words(path: Path) -> Sequence[str]:
    return path.read_text().split()

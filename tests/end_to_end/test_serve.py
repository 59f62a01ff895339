"""How a server starts and stops, and what it says when it cannot."""

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import grpc
import pytest

from denizen.client import channel
from denizen.settings import Settings
from denizen.v1 import attestation_pb2, attestation_pb2_grpc, principal_pb2, principal_pb2_grpc
from tests.end_to_end.processes import Installation, install

CANARY = "canary7731"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A database that has been served with its key ring."""
    installation = install(tmp_path_factory.mktemp("made"))
    with installation.serving() as server:
        installation.stop(server)
    installation.log.unlink()
    return installation


@pytest.fixture
def installation(made: Installation, tmp_path: Path) -> Installation:
    return made.copy(tmp_path)


def another_key_ring(installation: Installation) -> None:
    (installation.folder / "keyring.json").unlink()
    assert installation.run("keyring", "create", "keyring.json").returncode == 0


def no_key_ring(installation: Installation) -> None:
    (installation.folder / "keyring.json").unlink()


def older_schema(installation: Installation) -> None:
    assert installation.run("migrate", "--to", "base", "--yes").returncode == 0


def nothing(installation: Installation) -> None:
    pass


@pytest.mark.parametrize(
    ("spoil", "changes", "words"),
    [
        pytest.param(no_key_ring, {}, "denizen keyring create", id="no key ring"),
        pytest.param(another_key_ring, {}, "is not the key ring of this database", id="another key ring"),
        pytest.param(older_schema, {}, "run `denizen migrate`", id="older schema"),
        pytest.param(nothing, {"DENIZEN_DATABASE_URL": ""}, "DENIZEN_DATABASE_URL is missing", id="no database"),
        pytest.param(nothing, {"DENIZEN_LISTEN": "0.0.0.0:1"}, "only a loopback address", id="open to the world"),
        pytest.param(nothing, {"DENIZEN_KEYRING": "x"}, "did you mean DENIZEN_KEY_RING?", id="misspelt"),
    ],
)
def test_what_is_wrong_stops_the_start_and_says_what_to_do(
    installation: Installation, spoil: Callable[[Installation], None], changes: dict[str, str], words: str
) -> None:
    spoil(installation)
    outcome = installation.run("serve", **changes)
    assert outcome.returncode == 2
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("denizen: ")
    assert words in line


def test_a_second_server_does_not_take_the_port(installation: Installation) -> None:
    with installation.serving():
        outcome = installation.run("serve")
    assert outcome.returncode == 2
    assert f"cannot listen on {installation.address}" in outcome.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_in_peace(installation: Installation, number: signal.Signals) -> None:
    with installation.serving() as server:
        server.send_signal(number)
        assert server.wait(30) == 0
    assert [json.loads(line)["event"] for line in installation.log.read_text().splitlines()] == [
        "listening",
        "serving",
        "draining",
        "stopped",
        "memory",
    ]


def test_what_is_said_shows_neither_in_the_log_nor_in_the_database(installation: Installation) -> None:
    with installation.serving(DENIZEN_LOG_LEVEL="debug") as server, channel(installation.address) as connection:
        principals = principal_pb2_grpc.PrincipalServiceStub(connection)
        attestations = attestation_pb2_grpc.AttestationServiceStub(connection)
        principal = principal_pb2.Principal(
            kind=principal_pb2.PRINCIPAL_KIND_PERSON,
            display_name=CANARY,
            external_identifiers=[principal_pb2.ExternalIdentifier(scheme="hr", value=CANARY)],
        )
        wanted = principal_pb2.CreatePrincipalRequest(principal=principal, purpose="export-control")
        name = principals.CreatePrincipal(wanted, timeout=30).principal.name
        submission = attestation_pb2.SubmitAttestationRequest(parent=name, purpose="export-control")
        submission.attestation.claim.country_as_given.code = CANARY
        with pytest.raises(grpc.RpcError):
            attestations.SubmitAttestation(submission, timeout=30)
        with pytest.raises(grpc.RpcError):
            principals.GetPrincipal(principal_pb2.GetPrincipalRequest(name=CANARY, purpose=CANARY), timeout=30)
        with pytest.raises(grpc.RpcError):
            connection.unary_unary("/denizen.v1.PrincipalService/GetPrincipal", bytes, bytes)(b"\xff" + CANARY.encode())
        files = [path for path in installation.folder.iterdir() if path.name != "keyring.json"]
        kept = b"".join(path.read_bytes() for path in files)
        installation.stop(server)
    log = installation.log.read_text()
    assert '"event": "call"' in log
    assert CANARY not in log
    assert CANARY.encode() not in kept
    assert b"SQLite format" in kept


def test_help_says_what_can_be_set(installation: Installation) -> None:
    outcome = subprocess.run(
        [*installation.denizen, "serve", "--help"], check=True, capture_output=True, text=True, timeout=30
    )
    for field in Settings.model_fields:
        assert f"DENIZEN_{field.upper()}" in outcome.stdout

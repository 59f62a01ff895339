"""Who is let in at the decision listener's doors, with the Envoy in front: no header makes anybody somebody else."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

import grpc
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from tests.end_to_end.deciding import batch, needs_listener
from tests.end_to_end.processes import Installation, free_port
from tests.end_to_end.worlds import KEY, World, secured
from tests.minting import Authority, Minted, claims, confused_token, encoded, signing_key, token
from tests.rpc.running_services import details

pytestmark = needs_listener
TLS, MTLS, LOCAL = "DENIZEN_DECISION_LISTEN_TLS", "DENIZEN_DECISION_LISTEN_MTLS", "DENIZEN_DECISION_LISTEN"
GATEWAY, STRANGER = "spiffe://example.org/gateway", "spiffe://example.org/stranger"
SECRET = "a-token-of-a-file"
UNKNOWN, DENIED, OK = grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.OK
Metadata = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Doors:
    """A server that runs, and who issues certificates there."""

    installation: Installation
    world: World

    def ask(self, door: str, client: Minted | None = None, *metadata: tuple[str, str]) -> tuple[grpc.StatusCode, str]:
        """The status, and whose grant fell short, if one did."""
        target, ours = self.installation.environment[door], self.world.old
        key, cert = (client.key, client.cert) if client else (None, None)
        bare = (
            grpc.insecure_channel(target)
            if door == LOCAL
            else grpc.secure_channel(target, grpc.ssl_channel_credentials(ours.cert, key, cert))
        )
        with bare as channel:
            try:
                DeterminationServiceStub(channel).BatchCheck(batch(), metadata=metadata, timeout=20)
            except grpc.RpcError as error:
                return told(error)
        return OK, ""


def told(error: grpc.RpcError) -> tuple[grpc.StatusCode, str]:
    assert isinstance(error, grpc.Call)
    status = rpc_status.from_call(error)
    infos = [] if status is None else details(status.details, error_details_pb2.ErrorInfo)
    return error.code(), infos[0].metadata.get("caller", "") if infos else ""


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("doors")
    world = World(folder)
    made = secured(folder)
    digests = {"tokens": [{"sha256": sha256(SECRET.encode()).hexdigest(), "caller": "callers/desk"}]}
    (folder / "tokens.json").write_text(json.dumps(digests))
    more = {each: f"127.0.0.1:{free_port()}" for each in (TLS, MTLS, LOCAL)}
    more["DENIZEN_STATIC_TOKENS_FILE"] = "tokens.json"
    made = Installation(made.folder, made.denizen, {**made.environment, **more})
    with made.serving() as server:
        yield Doors(made, world)
        made.stop(server)
    log = made.log.read_text()
    assert SECRET not in log
    assert token(KEY, "ES256").split(".")[0] not in log
    assert "PRIVATE KEY" not in log


def bearer(text: str) -> tuple[str, str]:
    return ("authorization", f"Bearer {text}")


def forwarded(minted: Minted) -> tuple[str, str]:
    """As Envoy would tell of that certificate."""
    digest = minted.certificate.fingerprint(SHA256()).hex()
    return ("x-forwarded-client-cert", f'Hash={digest};Cert="{quote(minted.cert.decode(), safe="")}"')


def good() -> tuple[str, str]:
    return bearer(token(KEY, "ES256"))


def test_who_holds_what_it_takes_is_answered(doors: Doors) -> None:
    assert doors.ask(TLS, None, good()) == (OK, "")
    assert doors.ask(MTLS, doors.world.client) == (OK, "")
    assert doors.ask(MTLS, doors.world.old.client(STRANGER), good()) == (OK, "")
    assert doors.ask(LOCAL, None, bearer(SECRET)) == (DENIED, "callers/desk")


REFUSED: dict[str, Callable[[], Metadata]] = {
    "nothing": tuple,
    "two tokens": lambda: (good(), good()),
    "another scheme": lambda: (("authorization", f"Basic {token(KEY, 'ES256')}"),),
    "a token under another name": lambda: (("x-authorization", good()[1]),),
    "expired": lambda: (bearer(token(KEY, "ES256", claims(exp=1_000_000_000))),),
    "another audience": lambda: (bearer(token(KEY, "ES256", claims(aud=["another"]))),),
    "none": lambda: (bearer(f"{encoded({'alg': 'none', 'typ': 'at+jwt', 'kid': KEY.kid})}.{encoded(claims())}."),),
    "key confused": lambda: (bearer(confused_token(KEY)),),
    "swapped key": lambda: (bearer(token(signing_key("P-256", 2), "ES256", kid=KEY.kid)),),
    "padded": lambda: (bearer(token(KEY, "ES256") + "="),),
    "a static token": lambda: (bearer(SECRET),),
}


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED)
def test_a_token_that_does_not_hold(doors: Doors, made: Callable[[], Metadata]) -> None:
    assert doors.ask(TLS, None, *made()) == (UNKNOWN, "")
    if made() and made()[0][0] == "authorization":
        assert doors.ask(MTLS, doors.world.client, *made()) == (UNKNOWN, "")
    if made() != REFUSED["a static token"]():
        assert doors.ask(LOCAL, None, *made()) == (UNKNOWN, "")


def test_no_header_is_a_certificate(doors: Doors) -> None:
    """What a client says of its certificate is removed, at every door."""
    theirs = forwarded(doors.world.client)
    stranger = doors.world.old.client(STRANGER)
    assert doors.ask(MTLS, stranger, theirs) == (DENIED, "callers/spiffe/example.org/stranger")
    assert doors.ask(MTLS, doors.world.client, forwarded(stranger)) == (OK, "")
    for door in (TLS, LOCAL):
        assert doors.ask(door, None, theirs) == (UNKNOWN, "")
    bound = claims(cnf={"x5t#S256": encoded(doors.world.client.certificate.fingerprint(SHA256()))})
    stolen = bearer(token(KEY, "ES256", bound))
    assert doors.ask(MTLS, doors.world.client, stolen) == (OK, "")
    assert doors.ask(TLS, None, stolen, theirs) == (UNKNOWN, "")
    assert doors.ask(MTLS, stranger, stolen, theirs) == (UNKNOWN, "")


def test_a_certificate_that_does_not_hold_ends_the_handshake(doors: Doors) -> None:
    own = Authority.create("old")
    for minted in (None, own.client(GATEWAY), doors.world.new.client(GATEWAY), doors.world.old.server()):
        assert doors.ask(MTLS, minted, good())[0] is grpc.StatusCode.UNAVAILABLE


def test_a_certificate_of_two_names_is_nobody_s(doors: Doors) -> None:
    assert doors.ask(MTLS, doors.world.old.client(GATEWAY, STRANGER)) == (UNKNOWN, "")


@pytest.mark.parametrize("door", [TLS, MTLS])
def test_nobody_is_heard_in_plaintext(doors: Doors, door: str) -> None:
    with grpc.insecure_channel(doors.installation.environment[door]) as channel, pytest.raises(grpc.RpcError) as raised:
        DeterminationServiceStub(channel).BatchCheck(batch(), metadata=(good(),), timeout=20)
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE

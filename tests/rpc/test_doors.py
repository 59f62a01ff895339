"""Who is let in, by which door, and as whom."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import grpc
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from grpc_health.v1 import health_pb2
from joserfc.jwk import Key

from denizen.client import channel
from tests.minting import Authority, Minted, claims, confused_token, encoded, key_set, public, signing_key, token
from tests.rpc.echo import failure
from tests.rpc.running_services import refusal
from tests.rpc.secured import KEY, OTHER, Secured, asked, secured

GATEWAY = "spiffe://example.org/gateway"
TLS, MTLS, PLAIN = "listen_tls", "listen_mtls", "listen"
NOW = int(time.time())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    with secured(tmp_path_factory.mktemp("secured")) as running:
        yield running


@pytest.fixture(scope="module")
def client(server: Secured) -> Minted:
    return server.authority.client(GATEWAY)


@pytest.mark.parametrize(("key", "algorithm"), [(KEY, "RS256"), (OTHER, "ES256")], ids=["RSA", "elliptic curve"])
def test_a_token_says_who_calls(server: Secured, key: Key, algorithm: str) -> None:
    caller = server.caller(TLS, token(key, algorithm))
    assert (caller.name, caller.workload) == ("callers/token/login.example.org%2Ftenant/gateway-1", "")


@pytest.mark.parametrize(
    ("uris", "subject", "name"),
    [
        pytest.param([GATEWAY], "x", "callers/spiffe/example.org/gateway", id="SPIFFE ID"),
        pytest.param(["urn:example:a"], "x", "callers/uri/urn%3Aexample%3Aa", id="another URI"),
        pytest.param([], "gateway", "callers/subject/CN%3Dgateway", id="subject"),
    ],
)
def test_a_certificate_says_who_calls(server: Secured, uris: list[str], subject: str, name: str) -> None:
    minted = server.authority.client(*uris, subject={NameOID.COMMON_NAME: subject})
    assert server.caller(MTLS, client=minted).name == name


def test_a_token_on_top_of_a_certificate(server: Secured, client: Minted) -> None:
    caller = server.caller(MTLS, token(KEY, "RS256"), client)
    assert caller.name == "callers/token/login.example.org%2Ftenant/gateway-1"
    assert caller.workload == "callers/spiffe/example.org/gateway"
    assert any(line.get("workload") == caller.workload for line in server.lines())


def test_a_bound_token_needs_its_certificate(server: Secured, client: Minted) -> None:
    bound = token(KEY, "RS256", claims(cnf={"x5t#S256": encoded(client.certificate.fingerprint(SHA256()))}))
    assert server.caller(MTLS, bound, client).workload
    other = server.authority.client(GATEWAY)
    for call in (lambda: server.caller(TLS, bound), lambda: server.caller(MTLS, bound, other)):
        assert refusal(call).code is grpc.StatusCode.UNAUTHENTICATED


def test_this_machine_is_the_development_caller(server: Secured) -> None:
    assert server.caller(PLAIN).name == "callers/development"


def swapped_key() -> str:
    return token(signing_key("RSA", 2), "RS256", kid=KEY.kid)


def unsigned() -> str:
    return f"{encoded({'alg': 'none', 'typ': 'at+jwt', 'kid': KEY.kid})}.{encoded(claims())}."


REFUSED: dict[str, Callable[[], str]] = {
    "no token at all": str,
    "wrong": lambda: "wrong",
    "expired": lambda: token(KEY, "RS256", claims(exp=NOW - 3600)),
    "not valid yet": lambda: token(KEY, "RS256", claims(nbf=NOW + 3600)),
    "wrong audience": lambda: token(KEY, "RS256", claims(aud="another")),
    "wrong issuer": lambda: token(KEY, "RS256", claims(iss="https://login.example.net")),
    "none": unsigned,
    "key confused": lambda: confused_token(KEY),
    "swapped key": swapped_key,
    "of another of our keys": lambda: token(OTHER, "ES256", kid=KEY.kid),
    "unknown key": lambda: token(signing_key("RSA", 3), "RS256"),
    "padded": lambda: token(KEY, "RS256") + "==",
    "unused bits": lambda: token(KEY, "RS256")[:-1] + "B",
    "a critical extension": lambda: token(KEY, "RS256", crit=["exp"]),
    "too long": lambda: token(KEY, "RS256", claims(more="x" * 7000)),
}


@pytest.mark.parametrize("door", [TLS, MTLS])
@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED)
def test_a_token_that_does_not_hold(server: Secured, client: Minted, made: Callable[[], str], door: str) -> None:
    text = made()
    told = refusal(lambda: server.caller(door, text, client if door == MTLS else None))
    assert (told.code, told.reason) == (grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED")
    line = [each for each in server.lines() if each["event"] == "call"][-1]
    assert line["reason"] == "UNAUTHENTICATED"
    assert line["why"]
    assert not text or text not in server.log.getvalue()


def test_a_token_may_be_as_long_as_is_said(server: Secured) -> None:
    text = next(t for n in range(5690, 5400, -1) if len(t := token(KEY, "RS256", claims(more="x" * n))) <= 8192)
    assert len(text) > 8188
    assert not any(refused(server, text) for _ in range(20))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([], id="none"),
        pytest.param(["Basic Z2F0ZXdheTp4"], id="another scheme"),
        pytest.param(["Bearer"], id="no token"),
        pytest.param(["Bearer {}", "Bearer {}"], id="two"),
        pytest.param(["Bearer  {}"], id="two spaces"),
        pytest.param(["{}"], id="no scheme"),
    ],
)
def test_credentials_that_are_no_bearer_token(server: Secured, values: list[str]) -> None:
    text = token(KEY, "RS256")
    metadata = tuple(("authorization", value.replace("{}", text)) for value in values)
    with channel(server.target(TLS), ca=server.authority.cert, wait_for_ready=False) as connection:
        assert refusal(lambda: asked(connection, metadata)).code is grpc.StatusCode.UNAUTHENTICATED


def test_the_scheme_in_any_letters(server: Secured) -> None:
    with channel(server.target(TLS), ca=server.authority.cert) as connection:
        assert asked(connection, (("authorization", f"bEARER {token(KEY, 'RS256')}"),)).name.endswith("gateway-1")


STRANGER = Authority.create("a stranger")


@pytest.mark.parametrize(
    "client_of",
    [
        pytest.param(lambda _: None, id="no certificate"),
        pytest.param(lambda ours: ours.client(GATEWAY, lasts=-timedelta(hours=1)), id="expired"),
        pytest.param(lambda _: STRANGER.client(GATEWAY), id="of another authority"),
        pytest.param(lambda _: Authority.create().client(GATEWAY), id="of an authority that has the same name"),
        pytest.param(lambda ours: ours.issue([], ExtendedKeyUsageOID.SERVER_AUTH), id="a server's"),
        pytest.param(lambda ours: Minted(ours.client(GATEWAY).certificate, ours.client().private), id="another's key"),
    ],
)
@pytest.mark.parametrize("with_token", [False, True], ids=["alone", "with a good token"])
def test_a_certificate_that_does_not_hold_ends_the_handshake(
    server: Secured, client_of: Callable[[Authority], Minted | None], with_token: bool
) -> None:
    text = token(KEY, "RS256") if with_token else None
    call = failure(lambda: server.caller(MTLS, text, client_of(server.authority)))
    assert call.code() is grpc.StatusCode.UNAVAILABLE


def test_a_certificate_is_of_no_use_where_tokens_are_asked_for(server: Secured, client: Minted) -> None:
    assert refusal(lambda: server.caller(TLS, client=client)).code is grpc.StatusCode.UNAUTHENTICATED


def test_a_certificate_that_names_nobody_clearly(server: Secured) -> None:
    minted = server.authority.client(GATEWAY, "spiffe://example.org/another")
    assert refusal(lambda: server.caller(MTLS, client=minted)).code is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.parametrize("door", [TLS, MTLS])
def test_nobody_is_heard_in_plaintext(server: Secured, door: str) -> None:
    with grpc.insecure_channel(server.target(door)) as connection:
        assert failure(lambda: asked(connection)).code() is grpc.StatusCode.UNAVAILABLE


def test_health_is_answered_without_a_token(server: Secured) -> None:
    with channel(server.target(TLS), ca=server.authority.cert) as connection:
        check = connection.unary_unary("/grpc.health.v1.Health/Check", bytes, health_pb2.HealthCheckResponse.FromString)
        assert check(b"", timeout=20).status == health_pb2.HealthCheckResponse.SERVING


def test_a_connection_does_not_outlive_its_certificate(tmp_path: Path) -> None:
    later = timedelta()
    with secured(tmp_path, lambda: datetime.now(UTC) + later) as server:
        minted = server.authority.client(GATEWAY, lasts=timedelta(hours=1))
        with channel(server.target(MTLS), ca=server.authority.cert, cert=minted.cert, key=minted.key) as connection:
            assert asked(connection).name == "callers/spiffe/example.org/gateway"
            later = timedelta(hours=2)
            assert refusal(lambda: asked(connection)).code is grpc.StatusCode.UNAUTHENTICATED


def test_a_key_that_is_withdrawn_verifies_nothing_more(tmp_path: Path) -> None:
    with secured(tmp_path) as server:
        text = token(KEY, "RS256")
        assert not refused(server, text)
        server.files.write("keys.json", key_set(public(OTHER)))
        until(lambda: refused(server, text))
        assert not refused(server, token(OTHER, "ES256"))


def test_a_key_set_that_is_broken_changes_nothing(tmp_path: Path) -> None:
    with secured(tmp_path) as server:
        server.files.write("keys.json", b"{")
        until(lambda: any(line["event"] == "kept" for line in server.lines()))
        assert not refused(server, token(KEY, "RS256"))


def test_static_tokens_are_for_this_machine(tmp_path: Path) -> None:
    secret = "a-token-of-a-file"
    entries = {"tokens": [{"sha256": sha256(secret.encode()).hexdigest(), "caller": "callers/gateway"}]}
    callers = {"callers": [{"name": "callers/gateway", "issuer": "issuers/hr"}]}
    (tmp_path / "tokens.json").write_text(json.dumps(entries))
    (tmp_path / "callers.json").write_text(json.dumps(callers))
    tokens_file, callers_file = tmp_path / "tokens.json", tmp_path / "callers.json"
    with secured(tmp_path, static_tokens_file=tokens_file, callers_file=callers_file) as server:
        caller = server.caller(PLAIN, secret)
        assert (caller.name, caller.issuer) == ("callers/gateway", "issuers/hr")
        for call in (
            lambda: server.caller(PLAIN),
            lambda: server.caller(PLAIN, "x"),
            lambda: server.caller(TLS, secret),
        ):
            assert refusal(call).code is grpc.StatusCode.UNAUTHENTICATED
        server.files.write("tokens.json", b'{"tokens": []}')
        until(lambda: refused(server, secret, PLAIN))
        assert secret not in server.log.getvalue()


def refused(server: Secured, text: str, door: str = TLS) -> bool:
    try:
        server.caller(door, text)
    except grpc.RpcError:
        return True
    return False


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.1)

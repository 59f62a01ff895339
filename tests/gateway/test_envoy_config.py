"""What Envoy is told: keys by files alone, no client's word for a certificate, no error that looks like an answer."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from denizen.gateway.envoy_config import Bounds, Listener, Way, bootstrap, secrets
from denizen.hosted import Application, Process

BOUNDS = Bounds(streams=100, connection_seconds=60.0, request_seconds=5.0, metadata_bytes=12 * 1024)


def listener(way: Way, folder: Path) -> dict[str, Any]:
    made = bootstrap(folder, [Listener(way, "127.0.0.1", 1)], BOUNDS, Path("module.so"), "denizen.hosted")
    (found,) = made["static_resources"]["listeners"]
    return dict(found["filter_chains"][0])


def connections(chain: dict[str, Any]) -> dict[str, Any]:
    return dict(chain["filters"][0]["typed_config"])


@pytest.mark.parametrize("way", Way, ids=lambda way: way.name)
def test_who_passes_on_certificates(way: Way, tmp_path: Path) -> None:
    asks = way is Way.CERTIFICATE
    chain = listener(way, tmp_path)
    assert connections(chain)["forward_client_cert_details"] == ("SANITIZE_SET" if asks else "SANITIZE")
    assert ("transport_socket" in chain) is (way is not Way.LOCAL)
    if way is not Way.LOCAL:
        tls = chain["transport_socket"]["typed_config"]
        assert tls["require_client_certificate"] is asks
        assert ("validation_context_sds_secret_config" in tls["common_tls_context"]) is asks


def test_keys_are_told_by_files_alone(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("cert", "key", "ca")]
    for path in paths:
        path.write_text(f"secret of {path.name}")
    told = [secrets(tmp_path, number, *paths) for number in (1, 2)]
    assert "secret of" not in json.dumps(told) + json.dumps(listener(Way.CERTIFICATE, tmp_path))
    # Other names each time, or Envoy would not read them again.
    assert told[0].keys() == told[1].keys() == {"server.json", "clients.json"}
    assert told[0] != told[1]


def test_what_envoy_refuses_is_an_error_of_grpc(tmp_path: Path) -> None:
    mappers = connections(listener(Way.LOCAL, tmp_path))["local_reply_config"]["mappers"]
    codes = {
        each["filter"]["status_code_filter"]["comparison"]["value"]["default_value"]: each["headers_to_add"][0][
            "header"
        ]
        for each in mappers
    }
    assert {status: header["key"] for status, header in codes.items()} == dict.fromkeys(codes, "grpc-status")
    assert {status: header["value"] for status, header in codes.items()} == {500: "13", 413: "8", 431: "8"}


def test_only_we_may_tell_envoy_what_to_do(tmp_path: Path) -> None:
    made = bootstrap(tmp_path, [], BOUNDS, Path("module.so"), "denizen.hosted")
    assert made["admin"]["address"]["pipe"]["mode"] == 0o600


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_before_it_has_started_nothing_looks_like_an_answer(kind: str) -> None:
    sent: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    async def receive() -> dict[str, Any]:
        raise AssertionError("nothing is read")

    begun = Application(Process(), Way.LOCAL)({"type": kind}, receive, send)
    assert asyncio.iscoroutine(begun)
    asyncio.run(begun)
    assert sent[0]["status"] == 500

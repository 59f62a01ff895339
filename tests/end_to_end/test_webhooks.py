"""Events reach a receiver, signed, whatever becomes of the server and the receiver."""

import base64
import hashlib
import hmac
import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from denizen.outbound.posting import Poster
from tests.end_to_end.processes import Installation, install

PEOPLE = 5
PATIENCE = 90.0
"""Seconds until everything must have arrived: retries begin after five."""


class Receiver:
    """A receiver that verifies what comes, as Standard Webhooks says, and fails every `fails`th time."""

    def __init__(self, fails: int = 0) -> None:
        self.fails = fails
        self.secret = b""
        self.bodies: list[dict[str, object]] = []
        self.ids: list[str] = []
        self.refused = self.calls = 0
        self.lock = threading.Lock()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = base64.b64encode(hmac.digest(self.secret, content, hashlib.sha256)).decode()
        with self.lock:
            self.calls += 1
            if f"v1,{wanted}" not in headers["webhook-signature"].split():
                self.refused += 1
                return 400
            if self.fails and self.calls % self.fails == 0:
                return 503
            self.ids.append(headers["webhook-id"])
            self.bodies.append(json.loads(body))
        return 204

    @contextmanager
    def listening(self) -> Iterator[str]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(receiver.take({k.lower(): v for k, v in self.headers.items()}, body))
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/in"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not come to be in time"
        time.sleep(0.05)


def denizen(installation: Installation, *arguments: str) -> str:
    done = installation.run(*arguments, DENIZEN_TARGET=installation.address)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_killed_servers_and_failing_receivers_lose_nothing(tmp_path: Path) -> None:
    installation, receiver = install(tmp_path), Receiver(fails=5)
    to = {"DENIZEN_WEBHOOK_HOSTS": "127.0.0.1", "DENIZEN_WEBHOOK_ALLOW_PRIVATE": "true"}
    with receiver.listening() as url:
        with installation.serving(**to) as server:
            created = json.loads(denizen(installation, "webhook", "create", "hr", "--url", url, "--json"))
            receiver.secret = base64.b64decode(created["secret"].removeprefix("whsec_"))
            for number in range(PEOPLE):
                denizen(installation, "principal", "create", f"p{number}", "--kind", "person")
            server.send_signal(signal.SIGKILL)
            server.wait()
        with installation.serving(**to) as server:
            denizen(installation, "principal", "populations", "p0", "employee")
            eventually(lambda: len({str(body["data"]) for body in receiver.bodies}) == PEOPLE + 1)
            assert json.loads(denizen(installation, "webhook", "dead-letters", "hr", "--json")) == []
            installation.stop(server)
    assert receiver.refused == 0
    about = [body for body in receiver.bodies if "p0" in str(body["data"])]
    assert list(dict.fromkeys(body["type"] for body in about)) == [
        "principal.created",
        "principal.populations_updated",
    ]
    assert "whsec_" not in installation.log.read_text()


def test_nothing_is_sent_where_the_operator_does_not_say_so(tmp_path: Path) -> None:
    installation, receiver = install(tmp_path), Receiver()
    with receiver.listening() as url, installation.serving() as server:
        refused = installation.run("webhook", "create", "hr", "--url", url, DENIZEN_TARGET=installation.address)
        assert refused.returncode == 1
        assert "DENIZEN_WEBHOOK_HOSTS" in refused.stderr
        installation.stop(server)


def test_a_private_address_and_a_redirect_are_no_delivery() -> None:
    receiver = Receiver()
    with receiver.listening() as url:
        assert (
            "private"
            in Poster(["localhost"]).send(url.replace("http://127.0.0.1", "https://localhost"), {}, b"").failure
        )
        assert Poster(["127.0.0.1"]).send(url, {}, b"").status is None
        assert Poster(["elsewhere.example"], private=True).send(url, {}, b"").status is None
    assert receiver.calls == 0

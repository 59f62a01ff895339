"""Who takes part in a soak of the feed: writers, watchers that resume, and receivers of webhooks, good and bad."""

import base64
import hashlib
import hmac
import json
import random
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import grpc

from denizen.client import channel
from denizen.v1 import feed_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

PURPOSE = "export-control"
_POPULATIONS = ("employee", "customer", "contractor", "visitor")
_AGAIN_SECONDS = 0.1


@dataclass
class Writer:
    """Creates principals and moves them between populations, each write until it is acknowledged."""

    address: str
    prefix: str
    people: int
    rest: float
    stopping: threading.Event
    writes: int = 0

    def __call__(self) -> None:
        lot = random.Random(self.prefix)  # noqa: S311 - no secret
        with channel(self.address) as to_server:
            stub = PrincipalServiceStub(to_server)
            for number in range(self.people):
                kind, who = principal_pb2.PRINCIPAL_KIND_PERSON, f"{self.prefix}-{number}"
                principal = principal_pb2.Principal(kind=kind, populations=[_POPULATIONS[0]])
                request = principal_pb2.CreatePrincipalRequest(principal_id=who, principal=principal, purpose=PURPOSE)
                self._until_done(stub.CreatePrincipal, request)
            turns = 0
            while not self.stopping.wait(self.rest):
                turns += 1
                change = principal_pb2.UpdatePopulationsRequest(
                    name=f"principals/{self.prefix}-{lot.randrange(self.people)}",
                    populations=[lot.choice(_POPULATIONS), f"turn-{turns}"],
                    purpose=PURPOSE,
                )
                self._until_done(stub.UpdatePopulations, change)

    def _until_done(self, method: object, request: object) -> None:
        request.request_id = str(uuid.uuid4())  # type: ignore[attr-defined]  # every write has one
        while True:
            try:
                method(request, timeout=20)  # type: ignore[operator]  # a stub's
            except grpc.RpcError:
                time.sleep(_AGAIN_SECONDS)
            else:
                self.writes += 1
                return


@dataclass
class Watcher:
    """Keeps what it is told, and goes on with the last token whatever ends its stream. `rest`: after each response."""

    address: str
    stopping: threading.Event
    rest: float = 0.0
    ids: list[str] = field(default_factory=list)
    resumed: int = -1
    ends: dict[str, int] = field(default_factory=dict)

    def __call__(self) -> None:
        start: dict[str, object] = {"from_beginning": True}
        while not self.stopping.is_set():
            self.resumed += 1
            with channel(self.address) as to_server:
                request = feed_pb2.WatchAttestationsRequest(purpose=PURPOSE, **start)  # type: ignore[arg-type]  # one of them
                call = AttestationServiceStub(to_server).WatchAttestations(request)
                leaving = threading.Thread(target=self._leave, args=(call,), daemon=True)
                leaving.start()
                try:
                    for response in call:
                        self.ids += [event.id for event in response.events]
                        start = {"resume_token": response.resume_token}
                        self.stopping.wait(self.rest)
                except grpc.RpcError as error:
                    name = error.code().name
                    self.ends[name] = self.ends.get(name, 0) + 1
            self.stopping.wait(_AGAIN_SECONDS)

    def _leave(self, call: grpc.Call) -> None:
        while call.is_active():
            if self.stopping.wait(_AGAIN_SECONDS):
                call.cancel()
                return


@dataclass
class Receiver:
    """Verifies what comes. `slow`: seconds until it answers; it fails of every `fails` messages one, once."""

    name: str
    slow: float = 0.0
    fails: int = 0
    secret: bytes = b""
    ids: list[str] = field(default_factory=list)
    forged: int = 0
    failed: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """The status to answer with."""
        message = headers["webhook-id"]
        content = f"{message}.{headers['webhook-timestamp']}.".encode() + body
        wanted = base64.b64encode(hmac.digest(self.secret, content, hashlib.sha256)).decode()
        time.sleep(self.slow)
        with self.lock:
            if f"v1,{wanted}" not in headers["webhook-signature"].split():
                self.forged += 1
                return 400
            unlucky = self.fails and int(hashlib.sha256(message.encode()).hexdigest(), 16) % self.fails == 0
            if unlucky and message not in self.failed:
                self.failed.add(message)
                return 503
            revision = json.loads(body)["data"]["revision"]
            if not message.startswith(f"evt_{revision}_"):
                self.forged += 1
            self.ids.append(message)
        return 204

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Its address, while the block runs."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take({name.lower(): value for name, value in self.headers.items()}, body)
                try:
                    self.send_response(status)
                    self.end_headers()
                except OSError:
                    return  # whoever sent it was killed meanwhile

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/in"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

"""The examples in docs/events.md do what the page says."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from denizen.domain.webhooks.signing import Message, secret_text, signed
from denizen.domain.webhooks.webhooks import WebhookSecret
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.usecases.watching.limits import WatchLimits
from denizen.v1 import feed_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from tests.rpc.granted import everything, granted

PAGE = Path(__file__).parents[2] / "docs" / "events.md"
NEW, OTHER = WebhookSecret(b"n" * 32), WebhookSecret(b"o" * 32)
MESSAGE = Message("evt_1_0", "attestation.revoked", "principals/a/attestations/b", datetime(2026, 1, 1, tzinfo=UTC), 1)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec("import base64, hmac, time\nimport grpc", names)  # noqa: S102 - what the examples use
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL):
        exec(block, names)  # noqa: S102 - the page's own examples
    names["time"] = NoWait()
    return names


class NoWait:
    """A clock for whoever need not wait."""

    def sleep(self, _: float) -> None:
        """At once."""


@pytest.mark.parametrize(
    ("secret", "body", "genuine"),
    [(NEW, MESSAGE.body, True), (OTHER, MESSAGE.body, False), (NEW, MESSAGE.body + b" ", False)],
    ids=["as sent", "another secret", "changed"],
)
def test_a_message_is_verified(page: dict[str, Any], secret: WebhookSecret, body: bytes, *, genuine: bool) -> None:
    headers = signed(MESSAGE, [NEW], datetime.now(UTC))
    assert page["is_genuine"](secret_text(secret), headers, body) is genuine


@dataclass
class Kept:
    """A client's place, and what it worked on; it stops after so many, or is interrupted."""

    stop_at: int
    interrupt_at: int = -1
    token: str = ""
    handled: set[str] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        return len(self.kinds) >= self.stop_at

    def handle(self, event: pb.FeedEvent) -> None:
        if len(self.kinds) == self.interrupt_at:
            self.interrupt_at = -1
            raise InterruptedError
        self.kinds.append(event.kind)


def test_a_client_that_follows_hears_of_each_event_once(page: dict[str, Any]) -> None:
    with granted(WatchLimits(heartbeat=0.2)) as server:
        everything(server, "callers/all")
        with server.store.write(Call(Caller("callers/test"))) as writer:
            for number in range(5):
                name = f"principals/p{number}"
                writer.record(Event(f"principal.noticed_{'x' * number}", name, name))  # type: ignore[arg-type]  # a name
        kept = Kept(stop_at=5, interrupt_at=3)
        request = pb.WatchAttestationsRequest(purpose="hiring", from_beginning=True)
        stub, metadata = AttestationServiceStub(server.channel), (("caller", "callers/all"),)
        with pytest.raises(InterruptedError):
            page["follow"](stub, request, metadata, kept, kept.handle)
        page["follow"](stub, request, metadata, kept, kept.handle)
    assert kept.kinds == [f"principal.noticed_{'x' * number}" for number in range(5)]

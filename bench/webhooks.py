"""`webhooks`: what is delivered to receivers that answer at once, and slowly; each principal's messages in order."""

import base64
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import grpc

from bench.commits import SystemClock
from bench.cores import cpu_seconds
from bench.feed_parties import Receiver
from bench.figures import Figure, Row, Table
from bench.importing import imported, write_mapping, write_rows
from bench.machine import Conditions
from bench.own_server import OwnServer, serving
from bench.processes import ProcessError
from bench.report import Report
from bench.rounds import Effort, Tell
from denizen.domain.webhooks.signing import message_id
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call, Caller
from denizen.v1 import webhook_pb2
from denizen.v1.webhook_pb2_grpc import WebhookServiceStub

_MESSAGES_A_SECOND = 300
"""Of a measurement, more or less."""
_SLOTS = 3
"""Attestations of a principal: so many messages about each, and one more."""
_ANSWERS = {"at once": 0.0, "after 50 ms": 0.05}
_GIVE_UP_SECONDS = 120.0
_CALL = Call(Caller("callers/bench"))


def run(effort: Effort, tell: Tell) -> Report:
    """Measure. `ProcessError` where a message is lost, or a principal's come out of order."""
    conditions = Conditions.now()
    principals = max(5, int((0.2 if effort.smoke else effort.seconds) * _MESSAGES_A_SECOND / (_SLOTS + 1)))
    measured = []
    with TemporaryDirectory() as folder:
        place = Path(folder)
        mapping = write_mapping(place / "mapping.yaml", _SLOTS)
        allowed = {"DENIZEN_WEBHOOK_HOSTS": "127.0.0.1", "DENIZEN_WEBHOOK_ALLOW_PRIVATE": "true"}
        with serving(place, conditions.cores, more=allowed) as server:
            for name, slow in _ANSWERS.items():
                found: dict[str, list[float]] = defaultdict(list)
                for number in range(effort.rounds):
                    tell(f"receiver answers {name}, round {number + 1} of {effort.rounds}")
                    prefix = f"s{slow * 1000:.0f}r{number}"
                    file = write_rows(place / f"{prefix}.csv", principals, prefix)
                    for column, figure in _delivered(server, place, file, mapping, slow).items():
                        found[column].append(figure)
                units = {"messages/s": "1/s", "CPU µs": "µs"}
                figures = {column: Figure(units[column], tuple(each)) for column, each in found.items()}
                measured.append(Row(f"a receiver that answers {name}", figures))
    title = f"{principals * (_SLOTS + 1):,} messages about {principals:,} principals"
    return Report(
        "webhooks",
        effort,
        conditions,
        [Table(title, ["messages/s", "CPU µs"], measured)],
        notes=[
            "From the moment on at which an import is done, to one webhook of one server, of four messages at a time.",
            "Every message arrived, and those of each principal in the order of the outbox.",
            "CPU µs is the server's for each message.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _delivered(server: OwnServer, place: Path, file: Path, mapping: Path, slow: float) -> dict[str, float]:
    receiver = Receiver("receiver", slow=slow)
    with receiver.listening() as url, grpc.insecure_channel(server.address) as channel:
        stub, name = WebhookServiceStub(channel), f"webhooks/{file.stem}"
        webhook = webhook_pb2.Webhook(name=name, url=url, kinds=["principal.*", "attestation.*"])
        made = stub.CreateWebhook(webhook_pb2.CreateWebhookRequest(webhook=webhook), timeout=20)
        receiver.secret = base64.b64decode(made.secret.removeprefix("whsec_"))
        imported(server, file, mapping)
        begun, before, already = time.monotonic(), cpu_seconds(server.pid) or 0.0, len(receiver.ids)
        expected = _outbox(place, file.stem)
        while len(receiver.ids) < len(expected):
            if time.monotonic() - begun > _GIVE_UP_SECONDS:
                raise ProcessError(f"of {len(expected)} messages {len(receiver.ids)} arrived")
            time.sleep(0.01)
        seconds, used = time.monotonic() - begun, (cpu_seconds(server.pid) or 0.0) - before
        ended = webhook_pb2.Webhook(name=name, url=url, kinds=webhook.kinds, state=webhook_pb2.WEBHOOK_STATE_DISABLED)
        stub.UpdateWebhook(webhook_pb2.UpdateWebhookRequest(webhook=ended), timeout=20)
    _check(receiver, expected)
    done = max(1, len(receiver.ids) - already)
    # Of too few messages the system does not say what they took.
    return {"messages/s": done / seconds, **({"CPU µs": used / done * 1e6} if used else {})}


def _outbox(place: Path, prefix: str) -> Sequence[tuple[str, str]]:
    """What has to be told: each message's id with its principal, in the order of commits."""
    ring = KeyRing.from_file(place / "keyring.json")
    with (
        closing(open_store(f"sqlite:///{place}/denizen.db", ring, SystemClock())) as store,
        store.read(_CALL) as reader,
    ):
        rows = reader.events(0, 1 << 30)
    return [
        (message_id(row.revision.number, row.position), row.event.subject)
        for row in rows
        if row.event.subject is not None and row.event.subject.startswith(f"principals/{prefix}-")
    ]


def _check(receiver: Receiver, expected: Sequence[tuple[str, str]]) -> None:
    whose = dict(expected)
    arrived: dict[str, list[str]] = defaultdict(list)
    for message in dict.fromkeys(receiver.ids):
        arrived[whose.get(message, "")].append(message)
    wanted: dict[str, list[str]] = defaultdict(list)
    for message, principal in expected:
        wanted[principal].append(message)
    if receiver.forged or arrived != wanted:
        raise ProcessError(f"messages are lost, forged ({receiver.forged}) or out of order")

"""What reaches a receiver of webhooks, whatever happens on the way."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import standardwebhooks

from denizen.domain.errors import InvalidError
from denizen.domain.names import Population, PrincipalName, WebhookName
from denizen.domain.principals import Principal, PrincipalKind
from denizen.domain.webhooks.deliveries import Attempt
from denizen.domain.webhooks.signing import Message, message_id, secret_text, signed
from denizen.domain.webhooks.webhooks import Webhook, WebhookSecret
from denizen.storage.memory import MemoryStore
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.usecases.webhooks.dispatching import Dispatcher
from denizen.usecases.webhooks.keeping import CreateWebhook, RotateWebhookSecret
from tests.storage.builders import START, SettableClock

NAME = WebhookName("webhooks/hr")
CALL = Call(Caller("callers/operator"))
ANN, BOB = PrincipalName("principals/ann"), PrincipalName("principals/bob")
EMPLOYEE = Population("employee")
SERVED, SERVER_ERROR, GONE = Attempt(204), Attempt(500), Attempt(410)


@dataclass
class Receiver:
    """Keeps what it accepts, and answers as told: by message id, else with `answer`."""

    answer: Attempt = SERVED
    answers: dict[str, Attempt] = field(default_factory=dict)
    accepted: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def check(self, url: str) -> None:
        if "hooks.example" not in url:
            raise InvalidError("url", url, "an allowed host")

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        self.seen.append(headers["webhook-id"])
        answer = self.answers.get(headers["webhook-id"], self.answer)
        if answer.delivered:
            self.accepted.append((headers, body))
        return answer

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.accepted]


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def store(clock: SettableClock) -> MemoryStore:
    return MemoryStore(clock)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


def dispatcher(store: MemoryStore, receiver: Receiver, clock: SettableClock, leader: str = "me") -> Dispatcher:
    return Dispatcher(store, store.deliveries(), receiver, clock, leader, spread=lambda: 0.0)


@pytest.fixture
def own(store: MemoryStore, receiver: Receiver, clock: SettableClock) -> Dispatcher:
    """The dispatcher of a process that leads."""
    found = dispatcher(store, receiver, clock)
    assert found.leads()
    return found


def created(store: MemoryStore, receiver: Receiver, **changes: object) -> Webhook:
    webhook = Webhook(NAME, "https://hooks.example/in")
    wanted = replace(webhook, **changes)  # type: ignore[arg-type]  # fields of its own
    return CreateWebhook(store, receiver, lambda: b"k" * 32)(CALL, wanted).value.webhook


def add(store: MemoryStore, name: PrincipalName, *populations: Population) -> None:
    with store.write(CALL) as writer:
        writer.add_principal(Principal(name, PrincipalKind.PERSON, frozenset(populations)))
        writer.record(Event("principal.created", name, name))


def change(store: MemoryStore, name: PrincipalName, population: str) -> int:
    """A write about the principal; its revision."""
    with store.write(CALL) as writer:
        writer.set_populations(name, frozenset({Population(population)}))
        writer.record(Event("principal.populations_updated", name, name))
        return writer.revision.number


def deliver(own: Dispatcher) -> None:
    for record in own.active():
        while own.turn(record).delivered:
            pass


def test_what_happens_after_it_was_created_is_sent_once(
    store: MemoryStore, receiver: Receiver, own: Dispatcher
) -> None:
    add(store, ANN)
    created(store, receiver)
    changed = [change(store, ANN, "one"), change(store, ANN, "two")]
    deliver(own)
    deliver(own)
    assert receiver.ids == [message_id(revision, 0) for revision in changed]


def test_a_message_says_what_happened_and_nothing_about_whom_it_is_about(
    store: MemoryStore, receiver: Receiver, own: Dispatcher
) -> None:
    created(store, receiver)
    add(store, ANN, EMPLOYEE)
    deliver(own)
    [(headers, body)] = receiver.accepted
    assert json.loads(body) == {
        "type": "principal.created",
        "timestamp": "2026-06-12T09:00:00Z",
        "data": {"resource": "principals/ann", "revision": 2},
    }
    assert headers["content-type"] == "application/json"


def test_a_signature_is_over_id_time_and_body_by_every_secret_that_signs() -> None:
    message = Message("evt_1_0", "attestation.revoked", "principals/a/attestations/b", START, 1)
    secrets = [WebhookSecret(b"new"), WebhookSecret(b"old", START + timedelta(1)), WebhookSecret(b"over", START)]
    headers = signed(message, secrets, START)
    content = f"evt_1_0.{int(START.timestamp())}.".encode() + message.body
    wanted = [base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode() for key in (b"new", b"old")]
    assert headers["webhook-signature"] == " ".join(f"v1,{each}" for each in wanted)
    assert headers["webhook-timestamp"] == str(int(START.timestamp()))


@pytest.mark.parametrize("kept", [b"n" * 32, b"o" * 32], ids=["the new secret", "the one before"])
def test_receivers_libraries_verify_it_and_nothing_that_was_changed(kept: bytes) -> None:
    """The library that Standard Webhooks publishes; it takes the time of the machine."""
    now = datetime.now(UTC)
    message = Message("evt_1_0", "attestation.revoked", "principals/a/attestations/b", now, 1)
    headers = dict(signed(message, [WebhookSecret(b"n" * 32), WebhookSecret(b"o" * 32, now + timedelta(1))], now))
    receiver = standardwebhooks.Webhook(secret_text(WebhookSecret(kept)))
    assert receiver.verify(message.body, headers)["type"] == "attestation.revoked"
    for changed in (
        headers | {"webhook-id": "evt_1_1"},
        headers | {"webhook-timestamp": str(int(now.timestamp()) + 1)},
    ):
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            receiver.verify(message.body, changed)


def test_a_secret_is_written_as_receivers_take_it_and_never_shows() -> None:
    secret = WebhookSecret(b"k" * 32)
    assert base64.b64decode(secret_text(secret).removeprefix("whsec_")) == b"k" * 32
    assert "kkk" not in repr(secret)


def test_after_a_rotation_both_secrets_sign_for_a_while(
    store: MemoryStore, receiver: Receiver, own: Dispatcher, clock: SettableClock
) -> None:
    created(store, receiver)
    rotate = RotateWebhookSecret(store, lambda: b"n" * 32)
    rotated = rotate(CALL, NAME, timedelta(hours=1)).value
    assert rotated.newest.value == b"n" * 32
    add(store, ANN)
    deliver(own)
    clock.advance(3600)
    assert own.leads()
    change(store, ANN, "one")
    deliver(own)
    assert [len(headers["webhook-signature"].split()) for headers, _ in receiver.accepted] == [2, 1]
    for refused in (timedelta(days=31), timedelta(seconds=-1)):
        with pytest.raises(InvalidError, match="overlap"):
            rotate(CALL, NAME, refused)


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        pytest.param(set(), [True, True, True], id="any"),
        pytest.param({"attestation.revoked"}, [True, False, False], id="one kind"),
        pytest.param({"attestation.*"}, [True, True, False], id="a family"),
    ],
)
def test_kinds_of_events_are_chosen(kinds: set[str], wanted: list[bool]) -> None:
    webhook = Webhook(NAME, "https://hooks.example", frozenset(kinds))
    happened = ("attestation.revoked", "attestation.submitted", "attestations.other")
    assert [webhook.wants(kind) for kind in happened] == wanted


@pytest.mark.parametrize("kind", ["", "*", "attestation*", "Attestation.revoked", "attestation.", "a" * 70])
def test_what_is_no_kind_is_refused(kind: str) -> None:
    with pytest.raises(InvalidError, match="kinds"):
        Webhook(NAME, "https://hooks.example", frozenset({kind}))


@pytest.mark.parametrize(
    "url", ["", "hooks.example", "ftp://a/", "https://", "https://u:p@a/", "https://a/#b", "https://a/ b", "https://é/"]
)
def test_what_is_no_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(InvalidError, match="url") as refused:
        Webhook(NAME, url)
    assert "u:p" not in refused.value.message


def test_populations_are_those_at_the_time_of_the_event(
    store: MemoryStore, receiver: Receiver, own: Dispatcher
) -> None:
    add(store, ANN, EMPLOYEE)
    add(store, BOB)
    created(store, receiver, populations=frozenset({EMPLOYEE}))
    left, back = change(store, ANN, "former"), change(store, ANN, "alumni")
    change(store, BOB, "customer")
    deliver(own)
    assert receiver.ids == [message_id(left, 0)], f"that she left is told, {back} is not"

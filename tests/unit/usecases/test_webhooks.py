"""What reaches a receiver of webhooks, whatever happens on the way."""

import base64
import hashlib
import hmac
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError
from denizen.domain.names import Population, PrincipalName, WebhookName
from denizen.domain.principals import Principal, PrincipalKind
from denizen.domain.webhooks.deliveries import LONGEST_ASKED, WAITS, Attempt, Delivery, DeliveryState, after
from denizen.domain.webhooks.signing import Message, message_id, secret_text, signed
from denizen.domain.webhooks.webhooks import Webhook, WebhookSecret, WebhookState
from denizen.storage.memory import MemoryStore
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.usecases.webhooks.dispatching import LEASE, Dispatcher
from denizen.usecases.webhooks.keeping import CreateWebhook, ReplayDeadLetters, RotateWebhookSecret, UpdateWebhook
from denizen.usecases.webhooks.ports import NotLeadingError
from denizen.usecases.writing import UNCHANGED
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


def places(receiver: Receiver, subject: str) -> list[int]:
    return [json.loads(body)["data"]["revision"] for _, body in receiver.accepted if subject in body.decode()]


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


def test_a_failure_is_tried_again_with_the_same_id_and_body(
    store: MemoryStore, receiver: Receiver, own: Dispatcher, clock: SettableClock
) -> None:
    created(store, receiver)
    add(store, ANN)
    receiver.answer = SERVER_ERROR
    deliver(own)
    receiver.answer = SERVED
    clock.advance(WAITS[0].total_seconds() - 1)
    deliver(own)
    assert receiver.accepted == []
    clock.advance(1)
    assert own.leads()
    deliver(own)
    assert receiver.seen == receiver.ids * 2


def test_order_is_kept_for_each_principal_and_another_is_not_kept_waiting(
    store: MemoryStore, receiver: Receiver, own: Dispatcher, clock: SettableClock
) -> None:
    created(store, receiver)
    add(store, ANN)
    first = change(store, ANN, "one")
    second = change(store, ANN, "two")
    add(store, BOB)
    receiver.answers = {message_id(first, 0): SERVER_ERROR}
    deliver(own)
    assert places(receiver, "bob") != []
    assert places(receiver, "ann") == [first - 1], "what comes after the one that failed waits for it"
    receiver.answers = {}
    clock.advance(5)
    assert own.leads()
    deliver(own)
    assert places(receiver, "ann") == [first - 1, first, second]


def test_after_three_days_it_is_a_dead_letter_until_it_is_replayed(
    store: MemoryStore, receiver: Receiver, own: Dispatcher, clock: SettableClock
) -> None:
    created(store, receiver)
    add(store, ANN)
    receiver.answer = SERVER_ERROR
    for wait in (timedelta(), *WAITS):
        clock.advance(wait.total_seconds())
        assert own.leads()
        deliver(own)
    [dead] = store.deliveries().dead(NAME, None, 9)
    assert (dead.attempts, dead.failure) == (len(WAITS) + 1, "status 500")
    receiver.answer = SERVED
    later = change(store, ANN, "one")
    deliver(own)
    assert places(receiver, "ann") == [later], "what comes after goes on"
    replay = ReplayDeadLetters(store, store.deliveries(), clock)
    assert replay(CALL, NAME, None) == 1
    deliver(own)
    assert places(receiver, "ann") == [later, later - 1]
    assert replay(CALL, NAME, None) == 0
    with pytest.raises(NotFoundError):
        replay(CALL, WebhookName("webhooks/none"), None)


@pytest.mark.parametrize(
    ("attempts", "asked", "wait"),
    [
        pytest.param(0, None, WAITS[0], id="as scheduled"),
        pytest.param(0, timedelta(minutes=2), timedelta(minutes=2), id="as the receiver asks"),
        pytest.param(4, timedelta(seconds=1), WAITS[4], id="not sooner than scheduled"),
        pytest.param(0, timedelta(days=300), LONGEST_ASKED, id="not for ever"),
    ],
)
def test_when_it_is_tried_again(attempts: int, asked: timedelta | None, wait: timedelta) -> None:
    delivery = Delivery(NAME, 1, 0, ANN, START, attempts)
    changed = after(delivery, Attempt(503, asked=asked), START, spread=0.0)
    assert (changed.due, changed.attempts, changed.state) == (START + wait, attempts + 1, DeliveryState.WAITING)
    assert after(delivery, SERVER_ERROR, START, spread=1.0).due == START + WAITS[attempts] * 1.1


def test_a_receiver_that_is_gone_ends_it_and_loses_nothing(
    store: MemoryStore, receiver: Receiver, own: Dispatcher
) -> None:
    webhook = created(store, receiver)
    add(store, ANN)
    receiver.answer = GONE
    deliver(own)
    assert own.active() == []
    with store.read(CALL) as reader:
        record = reader.webhook(NAME)
        assert record is not None
        assert (record.webhook.state, record.webhook.reason_code) == (WebhookState.DISABLED, "receiver-is-gone")
        assert reader.events(reader.revision.number - 1, 9)[0].event == Event("webhook.disabled", NAME)
    receiver.answer = SERVED
    UpdateWebhook(store, receiver)(CALL, webhook)
    deliver(own)
    assert places(receiver, "ann") == [2]


def test_events_about_webhooks_are_not_sent(store: MemoryStore, receiver: Receiver, own: Dispatcher) -> None:
    webhook = created(store, receiver)
    UpdateWebhook(store, receiver)(CALL, replace(webhook, kinds=frozenset({"webhook.*", "principal.*"})))
    deliver(own)
    assert receiver.seen == []


def test_what_changed_nothing_is_not_sent(store: MemoryStore, receiver: Receiver, own: Dispatcher) -> None:
    created(store, receiver)
    with store.write(CALL) as writer:
        writer.record(Event(UNCHANGED, "principals/ann", ANN))
    deliver(own)
    assert receiver.seen == []


def test_a_process_that_ends_begins_nothing_and_lets_another_lead(
    store: MemoryStore, receiver: Receiver, own: Dispatcher, clock: SettableClock
) -> None:
    created(store, receiver)
    add(store, ANN)
    add(store, BOB)
    own.turn(own.active()[0], ending=lambda: True)
    assert receiver.seen == []
    other = dispatcher(store, receiver, clock, "other")
    assert not other.leads()
    own.resign()
    assert other.leads()
    own.resign()  # of what another has by now
    assert not own.leads()
    deliver(other)
    assert sorted(receiver.ids) == [message_id(2, 0), message_id(3, 0)]


def test_a_process_that_leads_no_more_sends_again_at_worst(
    store: MemoryStore, receiver: Receiver, own: Dispatcher, clock: SettableClock
) -> None:
    created(store, receiver)
    add(store, ANN)
    clock.advance(LEASE.total_seconds())
    other = dispatcher(store, receiver, clock, "other")
    assert other.leads()
    assert not own.leads()
    with pytest.raises(NotLeadingError):
        own.turn(own.active()[0])
    deliver(other)
    assert receiver.ids == [message_id(2, 0)]


def test_only_where_the_operator_allows_it(store: MemoryStore, receiver: Receiver) -> None:
    with pytest.raises(InvalidError, match=r"^webhook\.url"):
        created(store, receiver, url="https://elsewhere.example/")
    webhook = created(store, receiver)
    with pytest.raises(InvalidError, match=r"^webhook\.url"):
        UpdateWebhook(store, receiver)(CALL, replace(webhook, url="https://elsewhere.example/"))
    with pytest.raises(AlreadyExistsError):
        created(store, receiver)


@given(st.lists(st.tuples(st.sampled_from([ANN, BOB]), st.booleans()), max_size=12), st.integers(0, 2**32))
def test_whatever_fails_everything_arrives_in_order_for_each_principal(
    writes: list[tuple[PrincipalName, bool]], seed: int
) -> None:
    """Receivers that fail at random, processes that die between sending and noting it, and writes in between."""
    clock, receiver, chance = SettableClock(), Receiver(), random.Random(seed)
    store = MemoryStore(clock)
    add(store, ANN)
    add(store, BOB)
    created(store, receiver)
    for number, (name, sends) in enumerate(writes):
        change(store, name, f"p{number}")
        receiver.answer = SERVER_ERROR if chance.random() < 0.5 else SERVED
        clock.advance(LEASE.total_seconds() + 1)
        process = dispatcher(store, receiver, clock, f"process-{number}")
        assert process.leads()
        if sends and chance.random() < 0.5:
            deliver(process)
        elif sends:
            dying = replace(process, leader="another")
            with pytest.raises(NotLeadingError):
                dying.turn(dying.active()[0])
    receiver.answer = SERVED
    for _ in range(6):
        clock.advance(WAITS[3].total_seconds() * 1.1)
        last = dispatcher(store, receiver, clock, "last")
        assert last.leads()
        deliver(last)
    with store.read(CALL) as reader:
        events = [row for row in reader.events(0, 99) if row.event.kind == "principal.populations_updated"]
    for name in (ANN, BOB):
        wanted = [row.revision.number for row in events if row.event.subject == name]
        assert list(dict.fromkeys(places(receiver, name))) == wanted


def test_everything_is_sent_from_a_revision_with_more_events_than_are_read_at_once(
    store: MemoryStore, receiver: Receiver, own: Dispatcher
) -> None:
    created(store, receiver)
    with store.write(CALL) as writer:
        for number in range(1_100):
            writer.record(Event("tested", f"resources/{number}"))
    deliver(own)
    assert sorted(receiver.ids) == sorted(message_id(2, place) for place in range(1_100))

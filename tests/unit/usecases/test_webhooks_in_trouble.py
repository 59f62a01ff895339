"""What becomes of messages whose receivers, processes or database fail."""

import json
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError
from denizen.domain.names import PrincipalName, WebhookName
from denizen.domain.webhooks.deliveries import LONGEST_ASKED, WAITS, Attempt, Delivery, DeliveryState, after
from denizen.domain.webhooks.signing import message_id
from denizen.domain.webhooks.webhooks import WebhookState
from denizen.storage.memory import MemoryStore
from denizen.usecases.ports import Event
from denizen.usecases.webhooks.dispatching import LEASE, Dispatcher
from denizen.usecases.webhooks.keeping import ReplayDeadLetters, UpdateWebhook
from denizen.usecases.webhooks.ports import NotLeadingError
from denizen.usecases.writing import UNCHANGED
from tests.storage.builders import START, SettableClock
from tests.unit.usecases.test_webhooks import (
    ANN,
    BOB,
    CALL,
    GONE,
    NAME,
    SERVED,
    SERVER_ERROR,
    Receiver,
    add,
    change,
    clock,
    created,
    deliver,
    dispatcher,
    own,
    receiver,
    store,
)

__all__ = ["clock", "own", "receiver", "store"]


def places(receiver: Receiver, subject: str) -> list[int]:
    return [json.loads(body)["data"]["revision"] for _, body in receiver.accepted if subject in body.decode()]


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

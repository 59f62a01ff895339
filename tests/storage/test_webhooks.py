"""Webhooks with their secrets, and how far each is."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from denizen.domain.names import Population, PrincipalName, WebhookName
from denizen.domain.webhooks.deliveries import Delivery, DeliveryState
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookSecret, WebhookState
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import SqlStore
from denizen.usecases.ports import Store
from denizen.usecases.webhooks.ports import Deliveries, DeliveringStore, NotLeadingError
from tests.storage.builders import START, SettableClock, call, commit

NAME = WebhookName("webhooks/hr")
OTHER = WebhookName("webhooks/billing")
FIRST, SECOND = WebhookSecret(b"a" * 32), WebhookSecret(b"b" * 32)
ANN, BOB = PrincipalName("principals/ann"), PrincipalName("principals/bob")
LATER = START + timedelta(seconds=30)


def webhook(name: WebhookName = NAME, state: WebhookState = WebhookState.ACTIVE) -> Webhook:
    return Webhook(
        name,
        "https://hooks.example/denizen",
        frozenset({"attestation.*"}),
        frozenset({Population("employee")}),
        state,
        "" if state is WebhookState.ACTIVE else "gone",
    )


def test_it_comes_back_as_of_each_revision(store: Store, clock: SettableClock) -> None:
    commit(store, lambda unit: unit.put_webhook(webhook(), [FIRST]))
    clock.advance(3)
    rotated = [SECOND, WebhookSecret(FIRST.value, LATER)]
    commit(store, lambda unit: unit.put_webhook(webhook(state=WebhookState.DISABLED), rotated))
    commit(store, lambda unit: unit.put_webhook(webhook(OTHER), [FIRST]))
    with store.read(call()) as reader:
        latest = WebhookRecord(webhook(state=WebhookState.DISABLED), tuple(rotated), START, 1)
        assert reader.webhook(NAME) == latest
        assert [each.webhook.name for each in reader.webhooks()] == [OTHER, NAME]
        assert reader.as_of(1).webhook(NAME) == WebhookRecord(webhook(), (FIRST,), START, 1)
        assert reader.as_of(0).webhook(NAME) is None
        assert list(reader.as_of(0).webhooks()) == []


def test_secrets_are_not_written_in_clear(sqlite_store: SqlStore, database: Path, ring: KeyRing) -> None:
    commit(sqlite_store, lambda unit: unit.put_webhook(webhook(), [FIRST]))
    sqlite_store.close()
    content = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert b"attestation.*" in content
    assert FIRST.value not in content
    assert b"YWFhYWFh" not in content


def delivery(revision: int, position: int = 0, subject: PrincipalName | None = ANN, due: datetime = START) -> Delivery:
    return Delivery(NAME, revision, position, subject, due)


@pytest.fixture
def deliveries(store: DeliveringStore) -> Deliveries:
    found = store.deliveries()
    assert found.lead("me", START, LATER)
    return found


def test_one_leads_at_a_time(store: DeliveringStore) -> None:
    found = store.deliveries()
    assert found.lead("me", START, LATER)
    assert found.lead("me", START, LATER), "it stays"
    assert not found.lead("you", LATER - timedelta(microseconds=1), LATER)
    assert found.lead("you", LATER, LATER + timedelta(seconds=1)), "its time is over"
    with pytest.raises(NotLeadingError):
        found.enqueue("me", NAME, 1, [])
    with pytest.raises(NotLeadingError):
        found.settle("me", [], [])


def test_what_is_enqueued_is_there_once_and_the_cursor_moves(deliveries: Deliveries) -> None:
    assert deliveries.cursor(NAME) is None
    deliveries.enqueue("me", NAME, 4, [delivery(3), delivery(4, 1, BOB)])
    assert deliveries.cursor(NAME) == 4
    tried = Delivery(NAME, 3, 0, ANN, LATER, 1, DeliveryState.WAITING, "status 500")
    deliveries.settle("me", [], [tried])
    deliveries.enqueue("me", NAME, 5, [delivery(3)])
    assert deliveries.cursor(NAME) == 5
    assert deliveries.due(NAME, LATER, 9) == [delivery(4, 1, BOB), tried]
    assert deliveries.cursor(OTHER) is None
    assert deliveries.due(OTHER, LATER, 9) == []


def test_of_each_principal_only_the_first_is_due(deliveries: Deliveries) -> None:
    waiting = [delivery(1, due=LATER), delivery(2), delivery(2, 1, BOB), delivery(3, 0, BOB), delivery(3, 1, None)]
    deliveries.enqueue("me", NAME, 3, waiting)
    assert deliveries.due(NAME, START, 9) == [delivery(2, 1, BOB), delivery(3, 1, None)]
    assert deliveries.due(NAME, START, 1) == [delivery(2, 1, BOB)]
    deliveries.settle("me", [delivery(2, 1, BOB)], [])
    assert deliveries.due(NAME, START, 9) == [delivery(3, 0, BOB), delivery(3, 1, None)]
    assert deliveries.due(NAME, LATER, 9)[-1] == delivery(1, due=LATER)


def test_dead_letters_wait_for_nobody_until_they_are_asked_for(deliveries: Deliveries) -> None:
    deliveries.enqueue("me", NAME, 3, [delivery(1), delivery(2), delivery(3, 2, BOB)])
    dead = [
        Delivery(NAME, revision, position, subject, START, 10, DeliveryState.DEAD, "status 500")
        for revision, position, subject in ((1, 0, ANN), (3, 2, BOB))
    ]
    deliveries.settle("me", [], dead)
    assert deliveries.due(NAME, LATER, 9) == [delivery(2)], "those after it go on"
    assert deliveries.dead(NAME, None, 9) == dead
    assert deliveries.dead(NAME, None, 1) == dead[:1]
    assert deliveries.dead(NAME, (1, 0), 9) == dead[1:]
    assert deliveries.replay(NAME, [(1, 0), (2, 0), (9, 9)], LATER) == 1
    assert deliveries.due(NAME, LATER, 9) == [delivery(1, due=LATER)]
    assert deliveries.replay(NAME, None, LATER) == 1
    assert deliveries.dead(NAME, None, 9) == []

"""Receivers of webhooks that take their time."""

import threading
from collections.abc import Mapping

from denizen.domain.names import PrincipalName
from denizen.domain.webhooks.deliveries import Attempt
from denizen.storage.memory import MemoryStore
from tests.storage.builders import SettableClock
from tests.unit.usecases.test_webhooks import Receiver, add, change, clock, created, deliver, dispatcher, store
from tests.unit.usecases.test_webhooks_in_trouble import places

__all__ = ["clock", "store"]


class Slow(Receiver):
    """Answers the sooner the later a message was sent: what was sent together arrives in another order."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0
        self._together = threading.Condition()
        self._open: list[str] = []

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        message = headers["webhook-id"]
        with self._together:
            self._open.append(message)
            self.most = max(self.most, len(self._open))
            self._together.notify_all()
            # Until another one comes after it, or nothing does.
            self._together.wait_for(lambda: self._open[-1] != message, 0.01)
            self._open.remove(message)
            return super().send(url, headers, body)


def test_a_slow_receiver_gets_several_at_a_time_and_each_principal_s_in_order(
    store: MemoryStore, clock: SettableClock
) -> None:
    slow = Slow()
    own = dispatcher(store, slow, clock)
    assert own.leads()
    created(store, slow)
    names = [PrincipalName(f"principals/p{number}") for number in range(5)]
    for each in names:
        add(store, each)
    wanted = {each: [change(store, each, f"turn-{turn}") for turn in range(4)] for each in names}
    deliver(own)
    assert slow.most > 1
    for each in names:
        assert places(slow, each)[1:] == wanted[each]

"""The threads that deliver: one that leads, and one for each webhook that has something to be sent."""

import threading
import time
from contextlib import closing

import structlog

from denizen.domain.names import WebhookName
from denizen.domain.webhooks.webhooks import WebhookRecord
from denizen.usecases.ports import ChangeFeed
from denizen.usecases.webhooks.dispatching import LEASE, Dispatcher, Round

_LOOK = 1.0
"""Seconds after which it looks whether or not anything was committed."""
_LAST = 5.0
"""Seconds that what is under way has at the end."""
_LONGEST_PAUSE = 60.0
"""Seconds that a webhook is left alone at most when nothing at all gets through to it."""

log = structlog.get_logger()


class Delivering:
    """Delivers as long as the block runs, where this process leads. A webhook that is slow keeps no other waiting."""

    def __init__(self, dispatcher: Dispatcher, feed: ChangeFeed) -> None:
        self._dispatcher = dispatcher
        self._feed = feed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._busy: dict[WebhookName, threading.Thread] = {}
        self._pauses: dict[WebhookName, tuple[float, float]] = {}
        """For a webhook that nothing gets through to: until when it is left alone, and for how long the next time."""

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        """Nothing more is begun. What is under way is waited for, not long: whoever leads next sends it again."""
        self._stopping.set()
        self._thread.join()
        give_up = time.monotonic() + _LAST
        for thread in list(self._busy.values()):
            thread.join(max(0.0, give_up - time.monotonic()))
        try:
            self._dispatcher.resign()
        except Exception as error:  # noqa: BLE001 - the lease ends by itself
            log.info("webhooks_not_resigned", error=type(error).__name__)

    def _run(self) -> None:
        number, leads_until = 0, 0.0
        with closing(self._feed):
            while not self._stopping.wait(0.02):
                try:
                    number = self._feed.wait(number, _LOOK).number
                    # A third of the lease is left for a renewal that has to be tried again.
                    if time.monotonic() < leads_until or self._dispatcher.leads():
                        if time.monotonic() >= leads_until:
                            leads_until = time.monotonic() + LEASE.total_seconds() / 3
                        self._begin_turns()
                except Exception as error:  # noqa: BLE001 - it has to go on; nothing is lost, only late
                    log.warning("webhooks_interrupted", error=type(error).__name__)
                    leads_until = 0.0
                    self._stopping.wait(_LOOK)

    def _begin_turns(self) -> None:
        for record in self._dispatcher.active():
            name = record.webhook.name
            until, _ = self._pauses.get(name, (0.0, 0.0))
            if name in self._busy or time.monotonic() < until:
                continue
            self._busy[name] = threading.Thread(target=self._turns, args=(record,), name="webhook", daemon=True)
            self._busy[name].start()

    def _turns(self, record: WebhookRecord) -> None:
        """Turns until nothing is due, or nothing gets through."""
        name = record.webhook.name
        try:
            while not self._stopping.is_set():
                done = self._dispatcher.turn(record, self._stopping.is_set)
                self._pause(name, done)
                if not done.delivered:
                    return
        except Exception as error:  # noqa: BLE001 - as above
            log.warning("webhook_interrupted", webhook=name, error=type(error).__name__)
        finally:
            del self._busy[name]

    def _pause(self, name: WebhookName, done: Round) -> None:
        if done.delivered or not done.failed:
            self._pauses.pop(name, None)
            return
        _, seconds = self._pauses.get(name, (0.0, _LOOK))
        self._pauses[name] = time.monotonic() + seconds, min(2 * seconds, _LONGEST_PAUSE)

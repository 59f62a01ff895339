"""Reminders: an event so many days before something ends, once each, whichever worker is first and however often they
start again."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from denizen.domain.attestations import AttestationState
from denizen.domain.expiring import End
from denizen.domain.names import AttestationName, subject_of
from denizen.usecases.context import Call, Caller
from denizen.usecases.ends import Dated, Ends
from denizen.usecases.ports import Clock, Event, Store

EXPIRING = "attestation.expiring"
"""The event: the attestation's name, and nothing of what it says or when it ends."""

_CALL = Call(Caller("callers/reminders"))
_AT_ONCE = 500
_REST = 3.0
"""Seconds of rest after each second of work, so that callers are answered all the same."""

log = structlog.get_logger()

Due = tuple[AttestationName, End, int]
"""A reminder to be: of which end, so many days ahead."""


@dataclass(slots=True)
class RemindExpiring:
    """Leaves an event for everything that ends within so many days and has to be looked at again; of several numbers of
    days that have come, for the smallest. What was sent is kept in the store, so that nothing is sent twice, and those
    that were seen to be kept are remembered, so that it is not asked about them again."""

    store: Store
    clock: Clock
    ends: Ends
    days: Sequence[int]
    _sent: dict[Due, datetime] = field(default_factory=dict)

    def __call__(self, rest: Callable[[], bool] = lambda: True) -> int:
        """How many were sent. `rest` is called now and then; where it says False all is left until the next time."""
        with self.store.read(_CALL) as reader:
            dated = self.ends.follow(reader, rest)
        if dated is None:
            return 0
        now = self.clock.now()
        self._sent = {due: moment for due, moment in self._sent.items() if now < moment}
        waiting = {due: moment for due, moment in self._waiting(dated, now) if due not in self._sent}
        sent, dues = 0, list(waiting)
        for start in range(0, len(dues), _AT_ONCE):
            some = dues[start : start + _AT_ONCE]
            sent += self._send(some)
            self._sent |= {due: waiting[due] for due in some}
        return sent

    def _waiting(self, dated: Sequence[Dated], now: datetime) -> Iterator[tuple[Due, datetime]]:
        """What is due, and until when it may be."""
        days = sorted(set(self.days))
        for each in dated:
            if each.required and now < each.moment:
                nearest = next((some for some in days if each.moment - timedelta(days=some) <= now), None)
                if nearest is not None:
                    yield (each.name, each.end, nearest), each.moment

    def _send(self, dues: Sequence[Due]) -> int:
        sent = 0
        with self.store.write(_CALL) as writer:
            for name, end, days in dues:
                record = writer.attestation(name)
                standing = record is not None and record.state is AttestationState.VERIFIED
                if standing and writer.add_reminder(name, end, days):
                    writer.record(Event(EXPIRING, name, subject_of(name)))
                    sent += 1
        return sent


class Reminding:
    """A thread that reminds as long as the block runs."""

    def __init__(self, remind: RemindExpiring, pause: float) -> None:
        """`pause`: seconds between two times, at most: sooner where the ends have to be worked out anew."""
        self._remind = remind
        self._pause = pause
        self._stopping = threading.Event()
        self._working_since = 0.0
        self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._remind.ends.stale.set()
        self._thread.join()

    def _rest(self) -> bool:
        """Whether to go on, after a while."""
        left = self._stopping.wait(_REST * (time.monotonic() - self._working_since))
        self._working_since = time.monotonic()
        return not left

    def _run(self) -> None:
        stale = self._remind.ends.stale
        while not self._stopping.is_set():
            stale.clear()
            self._working_since = time.monotonic()
            try:
                self._remind(self._rest)
            except Exception as error:  # noqa: BLE001 - it has to go on; nothing that was due is lost
                log.warning("reminders_failed", error=type(error).__name__)
            if not self._stopping.is_set():
                stale.wait(self._pause)

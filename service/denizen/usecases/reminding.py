"""Reminders: an event so many days before something ends, once each, whichever worker is first and however often they
start again."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.expiring import End, Reverification, ReverificationPolicy, endings
from denizen.domain.issuers import Right, StandingRecord
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, subject_of
from denizen.domain.rights import NEVER
from denizen.usecases.context import Call, Caller
from denizen.usecases.expiring import said
from denizen.usecases.ports import Clock, Event, Reader, Store

EXPIRING = "attestation.expiring"
"""The event: the attestation's name, and nothing of what it says or when it ends."""

_CALL = Call(Caller("callers/reminders"))
_AT_ONCE = 500
_ROWS = 2_000

log = structlog.get_logger()


Entitled = dict[IssuerName, tuple[tuple[Right, ...], tuple[StandingRecord, ...]]]


class Due(NamedTuple):
    """A reminder to be: from `moment` on, and no longer than until `until`."""

    moment: datetime
    until: datetime
    name: AttestationName
    end: End
    days: int


@dataclass(slots=True)
class RemindExpiring:
    """Leaves an event for everything that ends within so many days and has to be looked at again; of several numbers of
    days that have come, for the smallest. What is due is kept in memory, worked out from everything at first and from
    what changed afterwards; what was sent is kept in the store, so that nothing is sent twice."""

    store: Store
    clock: Clock
    policy: ReverificationPolicy
    days: Sequence[int]
    _due: dict[PrincipalName, list[Due]] = field(default_factory=dict)
    _seen: int | None = None
    _entitled: Entitled = field(default_factory=dict)

    def __call__(self) -> int:
        """How many were sent."""
        now = self.clock.now()
        self._follow(now)
        waiting = [due for dues in self._due.values() for due in dues if due.moment <= now < due.until]
        sent = 0
        for start in range(0, len(waiting), _AT_ONCE):
            sent += self._send(waiting[start : start + _AT_ONCE])
        for due in waiting:
            self._due[subject_of(due.name)].remove(due)
        return sent

    def _send(self, dues: Sequence[Due]) -> int:
        sent = 0
        with self.store.write(_CALL) as writer:
            for due in dues:
                record = writer.attestation(due.name)
                standing = record is not None and record.state is AttestationState.VERIFIED
                if standing and writer.add_reminder(due.name, due.end, due.days):
                    writer.record(Event(EXPIRING, due.name, subject_of(due.name)))
                    sent += 1
        return sent

    def _follow(self, now: datetime) -> None:
        with self.store.read(_CALL) as reader:
            # What an issuer may vouch for says for how long it does: with it the ends of everybody may be others.
            entitled = {each.name: (each.rights, each.standing) for each in reader.issuers()}
            if entitled != self._entitled:
                self._entitled, self._seen = entitled, None
            for names in self._changed(reader):
                facts = reader.facts(names)
                for name in names:
                    known = said(reader, facts[name]) if name in facts else ()
                    dues = [due for attestation in known for due in self._dues(attestation) if now < due.until]
                    self._due.pop(name, None)
                    if dues:
                        self._due[name] = dues
            self._seen = reader.revision.number

    def _changed(self, reader: Reader) -> Iterator[Sequence[PrincipalName]]:
        """Everybody, the first time; then about whom anything was committed. So many at a time."""
        if self._seen is None:
            after: PrincipalName | None = None
            while some := reader.principal_names(after, _AT_ONCE):
                yield some
                after = some[-1]
            return
        changed: dict[PrincipalName, None] = {}
        after_revision, limit = self._seen, _ROWS
        while after_revision < reader.revision.number:
            rows = reader.events(after_revision, limit)
            changed |= dict.fromkeys(row.event.subject for row in rows if row.event.subject is not None)
            # The rows of the last revision may not be all there.
            last = reader.revision.number if len(rows) < limit else rows[-1].revision.number - 1
            if last == after_revision:
                limit *= 2
            after_revision = last
        names = list(changed)
        yield from (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))

    def _dues(self, attestation: Attestation) -> Iterator[Due]:
        if attestation.entitled == NEVER:
            return
        for end, moment in ((each.end, each.moment) for each in endings(attestation)):
            if self.policy.advice(attestation, end).reverification is Reverification.NEVER:
                continue
            until = moment
            for days in sorted(set(self.days)):
                begins = moment - timedelta(days=days)
                yield Due(begins, until, attestation.name, end, days)
                until = begins


class Reminding:
    """A thread that reminds as long as the block runs."""

    def __init__(self, remind: RemindExpiring, pause: float) -> None:
        """`pause`: seconds between two times."""
        self._remind = remind
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                self._remind()
            except Exception as error:  # noqa: BLE001 - it has to go on; nothing that was due is lost
                log.warning("reminders_failed", error=type(error).__name__)
            if self._stopping.wait(self._pause):
                return

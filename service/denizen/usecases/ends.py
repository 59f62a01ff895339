"""When something of what is attested ends: kept in memory, so that no date of anybody is readable in the store, and
nobody's attestations are opened in vain."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from threading import Event, Lock
from typing import NamedTuple

from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.expiring import End, Reverification, ReverificationPolicy, endings
from denizen.domain.facts import PrincipalFacts
from denizen.domain.issuers import Right, StandingRecord
from denizen.domain.names import AttestationName, IssuerName, PrincipalName
from denizen.domain.rights import NEVER, entitled
from denizen.usecases.ports import NOTHING_YET, Reader

_AT_ONCE = 500
_ROWS = 2_000
_FARTHEST = 5_000
"""Revisions behind, from which on a question does not wait until they are followed."""

_Rights = dict[IssuerName, tuple[tuple[Right, ...], tuple[StandingRecord, ...]]]


class Dated(NamedTuple):
    """An end of a VERIFIED attestation, and whether somebody has to be asked again because of it."""

    name: AttestationName
    end: End
    moment: datetime
    required: bool


def said(reader: Reader, facts: PrincipalFacts) -> Iterator[Attestation]:
    """What is VERIFIED about a principal, vouched for as long as its issuers said and were entitled to. How long a
    status list is fresh bounds only what is believed here, and ends nothing."""
    if all(each.status is None for each in facts.attestations):
        yield from facts.attestations
        return
    for record in reader.attestations(facts.name):
        if record.state is AttestationState.VERIFIED:
            yield from entitled(record.attestation, reader.issuer(record.attestation.issuer))


class Ends:
    """The ends of everybody's attestations as known at a revision, worked out from everything at first and from what
    changed afterwards. One thread follows, and any may ask. `stale`: set when somebody asked in vain because everything
    has to be worked out anew."""

    def __init__(self, policy: ReverificationPolicy) -> None:
        self.stale = Event()
        self._policy = policy
        self._lock = Lock()
        self._of: dict[PrincipalName, tuple[Dated, ...]] = {}
        self._changed: dict[PrincipalName, int] = {}
        self._rights: _Rights | None = None
        self._whole, self._seen = NOTHING_YET, NOTHING_YET

    def follow(self, reader: Reader, rest: Callable[[], bool] = lambda: True) -> Sequence[Dated] | None:
        """All of them as known at the snapshot, or later. `rest` is called now and then where everything is worked out,
        which may take minutes; where it says False that is left off: None."""
        with self._lock:
            if self._caught_up(reader):
                return [each for some in self._of.values() for each in some]
        # Without the lock: it takes as long as there is much, and whoever asks meanwhile looks at everybody.
        rights = _rights(reader)
        of: dict[PrincipalName, tuple[Dated, ...]] = {}
        after: PrincipalName | None = None
        while names := reader.principal_names(after, _AT_ONCE):
            of |= self._read(reader, names)
            after = names[-1]
            if not rest():
                return None
        with self._lock:
            self._of, self._changed, self._rights = of, {}, rights
            self._whole = self._seen = reader.revision
            return [each for some in of.values() for each in some]

    def soon(self, reader: Reader, at: datetime, within: timedelta) -> list[PrincipalName] | None:
        """Whoever has something that ends after `at` and within that time, as known at the snapshot, in the order of
        names; and perhaps others. None: that is not known here."""
        with self._lock:
            far = reader.revision.number - self._seen.number > _FARTHEST
            if far or not self._caught_up(reader) or reader.revision.number < self._whole.number:
                return None
            until = at + within
            found = {name for name, some in self._of.items() if any(at < each.moment <= until for each in some)}
            found |= {name for name, revision in self._changed.items() if revision > reader.revision.number}
        return sorted(found)

    def _caught_up(self, reader: Reader) -> bool:
        """Whether what is kept is of the revision of the snapshot, or later. With what issuers may vouch for, the ends
        of everybody may become others."""
        if self._rights is None:
            return False
        if reader.revision.number < self._seen.number:
            return True
        if reader.lost(self._seen) or _rights(reader) != self._rights:
            self._rights = None
            self.stale.set()
            return False
        names = _subjects(reader, self._seen.number)
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            for name in some:
                self._of.pop(name, None)
                self._changed[name] = reader.revision.number
            self._of |= self._read(reader, some)
        self._seen = reader.revision
        return True

    def _read(self, reader: Reader, names: Collection[PrincipalName]) -> dict[PrincipalName, tuple[Dated, ...]]:
        """The ends of those of them that have any."""
        found: dict[PrincipalName, tuple[Dated, ...]] = {}
        for name, facts in reader.facts(names).items():
            dated = tuple(each for word in said(reader, facts) for each in self._dated(word))
            if dated:
                found[name] = dated
        return found

    def _dated(self, word: Attestation) -> Iterator[Dated]:
        if word.entitled == NEVER:
            return
        for each in endings(word):
            required = self._policy.advice(word, each.end).reverification is Reverification.REQUIRED
            yield Dated(word.name, each.end, each.moment, required)


def _rights(reader: Reader) -> _Rights:
    return {each.name: (each.rights, each.standing) for each in reader.issuers()}


def _subjects(reader: Reader, after: int) -> list[PrincipalName]:
    """About whom anything was committed after that revision."""
    changed: dict[PrincipalName, None] = {}
    limit = _ROWS
    while after < reader.revision.number:
        rows = reader.events(after, limit)
        changed |= dict.fromkeys(row.event.subject for row in rows if row.event.subject is not None)
        # The rows of the last revision may not be all there.
        last = reader.revision.number if len(rows) < limit else rows[-1].revision.number - 1
        if last == after:
            limit *= 2
        after = last
    return list(changed)

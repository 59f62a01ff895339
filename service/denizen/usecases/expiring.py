"""What ends soon."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.expiring import Advice, Ending, Reverification, ReverificationPolicy, next_ending
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import AttestationName, Population, PrincipalName, subject_of
from denizen.domain.rights import NEVER, entitled
from denizen.usecases.attestations import serves
from denizen.usecases.context import Call
from denizen.usecases.ends import Ends
from denizen.usecases.ports import Clock, Reader, Store
from denizen.usecases.principals import PrincipalFilter, within_reach
from denizen.usecases.results import Page, Turn

_AT_ONCE = 500
_MOST = 10_000
"""Principals within reach that are looked at for one page: then it ends, with fewer than asked for."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """An attestation of which something ends, what, and what is advised."""

    record: AttestationRecord
    ending: Ending
    advice: Advice


@dataclass(frozen=True, slots=True)
class ExpiringFilter:
    """How soon; of which population, None: any; how old a fresh verification is at most, None: freshness does not
    count; `required_only`: leave out those that nobody is asked about again."""

    within: timedelta
    population: Population | None = None
    max_age: timedelta | None = None
    required_only: bool = False


@dataclass(frozen=True, slots=True)
class ListExpiring:
    """Read the VERIFIED attestations that serve the call and of which something ends soon, in the order of principals
    and then of arrival, on the snapshot and at the moment of the first page.

    Nothing dated is kept readable to find them by. Those who have something that ends are known in memory; until they
    are, at an earlier revision and with an age that is fresh, everybody within reach is looked at, so many at a time.
    """

    store: Store
    clock: Clock
    policy: ReverificationPolicy
    ends: Ends

    def __call__(self, call: Call, wanted: ExpiringFilter, turn: Turn) -> Page[Expiring]:
        place = _Place.first(self.clock.now()) if turn.cursor is None else _Place.parse(turn.cursor)
        after, past = place.principal, place.attestation
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            soon = _Soon(call, reader, wanted, self.policy, place.moment)
            found = [] if after is None or past is None else list(soon.of(after, past))
            known = None if wanted.max_age else self.ends.soon(reader, place.moment, wanted.within)
            looked = 0
            while len(found) <= turn.size and looked < _MOST:
                names = _names(call, reader, after, wanted.population, known)
                facts = reader.facts(names)
                for name in names:
                    found += soon.of(name) if name in facts and soon.concerns(facts[name]) else ()
                    after, looked = name, looked + 1
                    if len(found) > turn.size:
                        break
                else:
                    if len(names) < _AT_ONCE:
                        return _page(found, turn, reader, place, None)
            return _page(found, turn, reader, place, after)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a list came: the moment that it speaks of, and the last attestation that was shown, or else the last
    principal that was looked at in vain."""

    moment: datetime
    last: str = ""

    @classmethod
    def first(cls, moment: datetime) -> "_Place":
        return cls(moment)

    @classmethod
    def parse(cls, cursor: str) -> "_Place":
        moment, _, last = cursor.partition(" ")
        return cls(datetime.fromisoformat(moment), last)

    @property
    def principal(self) -> PrincipalName | None:
        return subject_of(AttestationName(self.last)) if self.last else None

    @property
    def attestation(self) -> AttestationName | None:
        """None: nothing of the principal is left to show."""
        return AttestationName(self.last) if self.last != self.principal else None

    def cursor(self, last: str) -> str:
        return f"{self.moment.isoformat()} {last}"


def _names(
    call: Call,
    reader: Reader,
    after: PrincipalName | None,
    population: Population | None,
    known: list[PrincipalName] | None,
) -> Sequence[PrincipalName]:
    """At most so many of those within reach, of that population where one is wanted, and of the known ones where those
    are all that there are. Fewer: they are the last."""
    reach = call.permit.populations
    if known is not None:
        return _of_known(call, reader, known[bisect_right(known, after or "") :], population)
    if population is None:
        return reader.principal_names(after, _AT_ONCE, reach)
    if reach is None or population in reach:
        return reader.principal_names(after, _AT_ONCE, frozenset({population}))
    return [each.name for each in within_reach(call, reader, after, _AT_ONCE, PrincipalFilter(population))]


def _of_known(
    call: Call, reader: Reader, left: list[PrincipalName], population: Population | None
) -> list[PrincipalName]:
    found: list[PrincipalName] = []
    for start in range(0, len(left), _AT_ONCE):
        some = left[start : start + _AT_ONCE]
        of = {name: each.populations for name, each in reader.principals_named(some).items()}
        found += [
            name
            for name in some
            if name in of and (population is None or population in of[name]) and call.permit.reaches(of[name])
        ]
        if len(found) >= _AT_ONCE:
            break
    return found[:_AT_ONCE]


@dataclass(frozen=True, slots=True)
class _Soon:
    """What ends soon after `now`, of one principal after the other."""

    call: Call
    reader: Reader
    wanted: ExpiringFilter
    policy: ReverificationPolicy
    now: datetime

    def concerns(self, facts: PrincipalFacts) -> bool:
        """Whether anything ends soon, or only a closer look can tell."""
        return any(each.status is not None or self._ending(each) is not None for each in facts.attestations)

    def of(self, subject: PrincipalName, past: AttestationName | None = None) -> Iterator[Expiring]:
        """In the order of arrival; `past`: only those that arrived after that one."""
        records = list(self.reader.attestations(subject))
        names = [record.attestation.name for record in records]
        for record in records[names.index(past) + 1 if past in names else 0 :]:
            if record.state is not AttestationState.VERIFIED or not serves(self.call, record):
                continue
            words = entitled(record.attestation, self.reader.issuer(record.attestation.issuer))
            ending = next(filter(None, map(self._ending, words)), None)
            if ending is None:
                continue
            advice = self.policy.advice(record.attestation, ending.end)
            if not self.wanted.required_only or advice.reverification is Reverification.REQUIRED:
                yield Expiring(record, ending, advice)

    def _ending(self, word: Attestation) -> Ending | None:
        """What ends first of it, where it serves the call."""
        if self.call.purpose not in word.purposes or word.entitled == NEVER:
            return None
        return next_ending(word, self.now, self.wanted.within, self.wanted.max_age)


def _page(
    found: list[Expiring], turn: Turn, reader: Reader, place: _Place, after: PrincipalName | None
) -> Page[Expiring]:
    shown = tuple(found[: turn.size])
    last = shown[-1].record.attestation.name if len(found) > turn.size else after
    return Page(shown, reader.revision, None if last is None else place.cursor(last))

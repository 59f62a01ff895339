"""What ends soon."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.expiring import Advice, Ending, Reverification, ReverificationPolicy, next_ending
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, IssuerName, Population, PrincipalName, subject_of
from denizen.domain.rights import NEVER, entitled
from denizen.usecases.attestations import serves
from denizen.usecases.context import Call
from denizen.usecases.ports import Clock, Reader, Store
from denizen.usecases.principals import PrincipalFilter, within_reach
from denizen.usecases.results import Page, Turn

_AT_ONCE = 200
_MOST = 5_000
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
    and then of arrival, on the snapshot of the first page. Nothing dated is kept readable to find them by, so everybody
    is looked at, so many at a time."""

    store: Store
    clock: Clock
    policy: ReverificationPolicy

    def __call__(self, call: Call, wanted: ExpiringFilter, turn: Turn) -> Page[Expiring]:
        # A cursor names the last attestation that was shown, or the last principal that was looked at in vain.
        cursor = turn.cursor or ""
        after = subject_of(AttestationName(cursor)) if cursor else None
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            soon = _Soon(call, reader, wanted, self.policy, self.clock.now())
            found = list(soon.of(after, cursor)) if after is not None and after != cursor else []
            looked = 0
            while len(found) <= turn.size and looked < _MOST:
                some = within_reach(call, reader, after, _AT_ONCE, PrincipalFilter(wanted.population))
                for principal in some:
                    found += soon.of(principal.name)
                    after, looked = principal.name, looked + 1
                    if len(found) > turn.size:
                        break
                else:
                    if len(some) < _AT_ONCE:
                        return _page(found, turn, reader, None)
            return _page(found, turn, reader, after)


@dataclass(frozen=True, slots=True)
class _Soon:
    """What ends soon after `now`, of one principal after the other."""

    call: Call
    reader: Reader
    wanted: ExpiringFilter
    policy: ReverificationPolicy
    now: datetime
    issuers: dict[IssuerName, Issuer | None] = field(default_factory=dict)

    def of(self, subject: PrincipalName, past: str = "") -> Iterator[Expiring]:
        """In the order of arrival; `past`: only those that arrived after that one."""
        for record in self.reader.attestations(subject):
            if past:
                past = "" if record.attestation.name == past else past
                continue
            if record.state is not AttestationState.VERIFIED or not serves(self.call, record):
                continue
            ending = self._ending(record.attestation)
            if ending is None:
                continue
            advice = self.policy.advice(record.attestation, ending.end)
            if not self.wanted.required_only or advice.reverification is Reverification.REQUIRED:
                yield Expiring(record, ending, advice)

    def _ending(self, attestation: Attestation) -> Ending | None:
        """What ends first, of how long the rights of its issuer let it be vouched for too."""
        if attestation.issuer not in self.issuers:
            self.issuers[attestation.issuer] = self.reader.issuer(attestation.issuer)
        for each in entitled(attestation, self.issuers[attestation.issuer]):
            if self.call.purpose in each.purposes and each.entitled != NEVER:
                return next_ending(each, self.now, self.wanted.within, self.wanted.max_age)
        return None


def _page(found: list[Expiring], turn: Turn, reader: Reader, after: PrincipalName | None) -> Page[Expiring]:
    shown = tuple(found[: turn.size])
    if len(found) > turn.size:
        return Page(shown, reader.revision, shown[-1].record.attestation.name)
    return Page(shown, reader.revision, after)

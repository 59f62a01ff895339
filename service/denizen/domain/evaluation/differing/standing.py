"""What time makes of an attestation, and the same made of it at another time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum

from denizen.domain.attestations import Attestation
from denizen.domain.intervals import Interval

_TICK = timedelta(microseconds=1)


class Phase(IntEnum):
    """Where a moment is beside an interval."""

    BEFORE = 0
    DURING = 1
    AFTER = 2

    @classmethod
    def of(cls, interval: Interval, at: datetime) -> "Phase":
        if interval.start is not None and at < interval.start:
            return cls.BEFORE
        return cls.DURING if at in interval else cls.AFTER


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an attestation holds, whether it is vouched for, by whom is entitled to, and which of some ages it has
    passed."""

    held: Phase
    vouched: Phase
    passed: frozenset[timedelta]
    entitled: bool

    @classmethod
    def of(cls, attestation: Attestation, at: datetime, ages: frozenset[timedelta]) -> "Standing":
        passed = frozenset(age for age in ages if at - attestation.verified_at >= age)
        held, vouched = Phase.of(attestation.held, at), Phase.of(attestation.vouched, at)
        return cls(held, vouched, passed, attestation.entitled_at(at))


@dataclass(frozen=True, slots=True)
class Moving:
    """Makes attestations stand at another moment as they stand at one, in the same order as they do there.

    `bounds`: every instant at which one of them begins or ends, in order.
    """

    bounds: tuple[datetime, ...]
    ages: frozenset[timedelta]

    @classmethod
    def among(cls, attestations: Iterable[Attestation], ages: frozenset[timedelta]) -> "Moving":
        spans = (span for each in attestations for span in (each.held, each.vouched))
        return cls(tuple(sorted({bound for span in spans for bound in span.bounds()})), ages)

    def moved(self, attestation: Attestation, here: datetime, there: datetime) -> Attestation | None:
        """The attestation so that it stands at `there` as it does at `here`; None: it is nothing there."""
        standing = Standing.of(attestation, here, self.ages)
        standing_there = Standing.of(attestation, there, self.ages)
        if standing == standing_there:
            return attestation
        held = self._shifted(attestation.held, here, there)
        vouched = self._shifted(attestation.vouched, here, there)
        if held is None or vouched is None:
            return None
        as_old = standing.passed == standing_there.passed
        verified_at = attestation.verified_at if as_old else attestation.verified_at + (there - here)
        moved = replace(attestation, held=held, vouched=vouched, verified_at=verified_at)
        if standing.entitled is standing_there.entitled:
            return moved
        return replace(moved, entitled=None if standing.entitled else ())

    def _shifted(self, interval: Interval, here: datetime, there: datetime) -> Interval | None:
        """The interval with what has happened by `here` happened by `there`, and nothing else."""
        low, high = sorted((here, there))
        between = [each for each in self.bounds if low < each <= high]
        # The last that happened does so at `there` itself, the first that did not a tick later.
        first = 1 - len(between) if here > there else 1
        moved: dict[datetime | None, datetime] = {
            each: there + place * _TICK for place, each in enumerate(between, first)
        }
        start, end = moved.get(interval.start, interval.start), moved.get(interval.end, interval.end)
        return None if start is not None and end is not None and end <= start else Interval(start, end)

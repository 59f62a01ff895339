"""When versions are in force: a planned activation beside what is recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.intervals import Interval
from denizen.domain.warnings import StaticWarning, WarningKind

FIELD = "planned_activations"
_DAWN = datetime.min.replace(tzinfo=UTC)
_DUSK = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class _Span:
    """An interval whose ends can be compared."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, interval: Interval) -> "_Span":
        return cls(interval.start or _DAWN, interval.end or _DUSK)

    def __str__(self) -> str:
        start = "the beginning" if self.start == _DAWN else _told(self.start)
        return f"from {start}" if self.end == _DUSK else f"from {start} to {_told(self.end)}"

    def meets(self, other: "_Span") -> bool:
        return self.start < other.end and other.start < self.end

    def without(self, other: "_Span") -> "Iterator[_Span]":
        if not self.meets(other):
            yield self
            return
        if self.start < other.start:
            yield _Span(self.start, other.start)
        if other.end < self.end:
            yield _Span(other.end, self.end)


@dataclass(frozen=True, slots=True)
class _Activation:
    """A version's time: as it was recorded, and what suspensions and rescissions left of it."""

    version: int
    whole: _Span
    left: tuple[_Span, ...]


def overlapping_versions(
    records: Sequence[ActivationRecord], planned: Sequence[Interval], number: int
) -> Iterator[StaticWarning]:
    """Each planned activation that meets one of another version, unless the higher number takes over.

    It takes over where it begins after the lower one and ends no sooner. Otherwise the lower one is in force later than
    it was meant to be, or never.
    """
    for index, interval in enumerate(planned):
        span = _Span.of(interval)
        own = _Activation(number, span, (span,))
        for other in _activations(records):
            if other.version == number or not any(span.meets(each) for each in other.left):
                continue
            lower, higher = sorted((own, other), key=lambda each: each.version)
            begins, ends = higher.whole.start, max(each.end for each in higher.left)
            last = max(each.end for each in lower.left)
            if lower.whole.start < begins and ends >= last:
                continue
            kind, field = WarningKind.OVERLAPPING_VERSIONS, f"{FIELD}[{index}]"
            told = f"version {lower.version} ({lower.whole}) and version {higher.version} ({higher.whole})"
            if ends < last:
                what = f"when {higher.version} ends, {lower.version} is in force"
            else:
                what = f"{lower.version} is never in force, because the highest number is"
            yield StaticWarning(kind, field, f"{told}: {what}")


def gaps(records: Sequence[ActivationRecord], planned: Sequence[Interval]) -> Iterator[StaticWarning]:
    """Each time between an activation and a planned one at which nothing is in force, and that no suspension or
    rescission covers."""
    spans = [_Span.of(each) for each in planned]
    active = [*spans, *(_Span.of(each.effective) for each in records if each.action is Action.ACTIVATE)]
    for hole in _holes(_Span.of(each) for each in (*planned, *(record.effective for record in records))):
        beside = [index for index, each in enumerate(spans) if hole.start == each.end or hole.end == each.start]
        before = any(each.end <= hole.start for each in active)
        after = any(hole.end <= each.start for each in active)
        if beside and before and after:
            text = f"{hole} no version is in force, and no suspension says so"
            yield StaticWarning(WarningKind.GAP, f"{FIELD}[{beside[0]}]", text)


def _activations(records: Sequence[ActivationRecord]) -> Iterator[_Activation]:
    for place, record in enumerate(records):
        if record.action is not Action.ACTIVATE or record.version is None:
            continue
        whole = _Span.of(record.effective)
        left = [whole]
        for later in records[place + 1 :]:
            if later.action is not Action.ACTIVATE:
                left = [part for each in left for part in each.without(_Span.of(later.effective))]
        if left:
            yield _Activation(record.version, whole, tuple(left))


def _holes(spans: Iterable[_Span]) -> Iterator[_Span]:
    until: datetime | None = None
    for each in sorted(spans):
        if until is not None and until < each.start:
            yield _Span(until, each.start)
        until = each.end if until is None else max(until, each.end)


def _told(moment: datetime) -> str:
    return moment.isoformat().removesuffix("T00:00:00+00:00").replace("+00:00", "Z")

"""Durations, counted by size: what they were, in little memory."""

from dataclasses import dataclass
from threading import Lock

_SMALLEST = 1e-5
_STEPS_PER_OCTAVE = 4
_BUCKETS = 32 * _STEPS_PER_OCTAVE


@dataclass(frozen=True, slots=True)
class Spread:
    """How many there were, and in seconds the median, the 99th percentile and the longest."""

    count: int
    p50: float
    p99: float
    longest: float


class Durations:
    """Counts durations between ten microseconds and half a day, each to a fifth of its length. Safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = [0] * _BUCKETS
        self._count = 0
        self._longest = 0.0

    def add(self, seconds: float) -> None:
        steps = 0
        while steps < _BUCKETS - 1 and seconds > _upper(steps):
            steps += 1
        with self._lock:
            self._counts[steps] += 1
            self._count += 1
            self._longest = max(self._longest, seconds)

    def spread(self) -> Spread:
        """Of all that were added so far."""
        with self._lock:
            counts, count, longest = list(self._counts), self._count, self._longest
        return Spread(
            count, _percentile(counts, count, 0.5, longest), _percentile(counts, count, 0.99, longest), longest
        )


def _upper(step: int) -> float:
    return float(_SMALLEST * 2 ** (step / _STEPS_PER_OCTAVE))


def _percentile(counts: list[int], count: int, share: float, longest: float) -> float:
    """The upper end of the bucket that it is in, and never more than the longest."""
    below = 0
    for step, each in enumerate(counts):
        below += each
        if count and below >= share * count:
            return min(_upper(step), longest)
    return 0.0

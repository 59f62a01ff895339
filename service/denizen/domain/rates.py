"""How often somebody may do something."""

from dataclasses import dataclass

FASTEST = 1_000_000
"""More calls per second, or at once, than any limit is for."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls per second in the long run, and so many at once after a rest."""

    per_second: float
    burst: int

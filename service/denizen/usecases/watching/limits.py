"""How many may watch, and how patiently."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WatchLimits:
    """How many watch at a time, of one caller and in all; after how many seconds without an event they are told so, and
    for how many seconds one may take nothing. `principals`: of how many answers are kept for all of them together."""

    watchers: int = 128
    of_caller: int = 32
    heartbeat: float = 10.0
    slow: float = 30.0
    principals: int = 1_000_000

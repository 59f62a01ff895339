"""What was told, compared with the outbox."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from denizen.clock import SystemClock
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import OutboxRow

CATCH_UP_SECONDS = 240.0


@dataclass
class Outcome:
    """What was written and what was told. `faults`: what must not be."""

    events: int = 0
    seconds: float = 0.0
    kills: int = 0
    restarts: int = 0
    lines: list[tuple[str, int, int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def outbox(url: str, ring: Path) -> list[OutboxRow]:
    store = open_store(url, KeyRing.from_file(ring), SystemClock())
    try:
        with store.read(Call(Caller("callers/soak"))) as reader:
            return list(reader.events(0, 10_000_000))
    finally:
        store.close()


def id_of(row: OutboxRow) -> str:
    return f"evt_{row.revision.number}_{row.position}"


def wait(told: Sequence[Sequence[str]], wanted: Sequence[str]) -> None:
    """Until everybody was told everything, or it is no use to wait any longer."""
    every, give_up = set(wanted), time.monotonic() + CATCH_UP_SECONDS
    while time.monotonic() < give_up and any(not every <= set(each) for each in list(told)):
        time.sleep(0.2)


def compare(name: str, ids: Sequence[str], rows: Sequence[OutboxRow], more: str, outcome: Outcome) -> None:
    """Each event of a principal at least once, nothing else, and of each principal in the order of commits."""
    about = {id_of(row): row for row in rows if row.event.kind.startswith("principal.")}
    firsts = list(dict.fromkeys(ids))
    missing, strange = len(about.keys() - set(firsts)), len(set(firsts) - about.keys())
    order: Mapping[str, list[str]] = defaultdict(list)
    for each in firsts:
        if each in about:
            order[str(about[each].event.subject)].append(each)
    wanted: Mapping[str, list[str]] = defaultdict(list)
    for each, row in about.items():
        wanted[str(row.event.subject)].append(each)
    disordered = sum(1 for who, told in order.items() if told != [each for each in wanted[who] if each in set(told)])
    outcome.lines.append((name, len(firsts), len(ids) - len(firsts), more))
    for number, what in ((missing, "lost"), (strange, "of nothing"), (disordered, "principals out of order")):
        if number:
            outcome.faults.append(f"{name}: {number} {what}")

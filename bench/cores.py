"""Which core the server gets and which the load, and what the processes used of them."""

import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cores:
    """The core of the server and that of the load. None: they are not pinned, `why` says why."""

    server: int | None = None
    load: int | None = None
    why: str = ""

    @property
    def for_server(self) -> list[str]:
        """What comes before a server's command."""
        return _pinned(self.server)

    @property
    def for_load(self) -> list[str]:
        """What comes before h2load."""
        return _pinned(self.load)

    def __str__(self) -> str:
        return f"server on core {self.server}, load on core {self.load}" if self.server is not None else self.why


def _pinned(core: int | None) -> list[str]:
    return [] if core is None else ["taskset", "-c", str(core)]


def choose() -> Cores:
    """A core for the server and another one for the load, where this machine lets us."""
    usable = sorted(usable_cores())
    if len(usable) < 2:
        return Cores(why="not pinned: there is one core only, which server and load share")
    if shutil.which("taskset") is None:
        return Cores(why="not pinned: taskset is not here; apt-get install util-linux")
    return Cores(server=usable[0], load=usable[-1])


def usable_cores() -> set[int]:
    """Those on which this process may run."""
    try:
        return os.sched_getaffinity(0)
    except AttributeError:  # only Linux has it
        return set(range(os.cpu_count() or 1))


def cpu_seconds(pid: int) -> float | None:
    """The CPU time that a running process has used, to a hundredth of a second; None where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / _TICKS


def own_seconds() -> float:
    """The CPU time of this process and of those of its children that have ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)))


def busy_seconds() -> float | None:
    """The time in which our cores were not idle, whoever used them; None where the system does not say."""
    try:
        lines = Path("/proc/stat").read_text().splitlines()
    except OSError:
        return None
    ours = {f"cpu{core}" for core in usable_cores()}
    rows = [line.split() for line in lines if line.split()[0] in ours]
    # user, nice, system, idle, iowait, irq, softirq, steal: all but idle and iowait is time that somebody used.
    return sum(sum(map(int, (*row[1:4], *row[6:9]))) for row in rows) / _TICKS


@dataclass(slots=True)
class Neighbours:
    """How busy other programs kept our cores between its making and `share`, when all our processes have ended."""

    _since: float = field(default_factory=time.monotonic)
    _busy: float | None = field(default_factory=busy_seconds)
    _own: float = field(default_factory=own_seconds)

    def share(self) -> float | None:
        """Of our cores' time, the part that went to other programs; None where the system does not say."""
        busy, elapsed = busy_seconds(), time.monotonic() - self._since
        if busy is None or self._busy is None or elapsed <= 0:
            return None
        others = (busy - self._busy) - (own_seconds() - self._own)
        return min(1.0, max(0.0, others / (elapsed * len(usable_cores()))))

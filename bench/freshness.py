"""How fresh answers are: `python -m bench.freshness`, `--long` for a million reads, `--door` says where it is asked.

The new-enemy test with its faults, and without them how far answers were behind, by mode; then the rolling restart of
a server under load, with what clients lost.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench import rolling_restart
from bench.enemy_doors import DOORS, MEMORY
from bench.enemy_process import ANY
from bench.machine import Conditions
from bench.new_enemy import Outcome, Plan, percentile, run
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade

_READS, _MANY_READS = 100_000, 1_000_000


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--long", "long_", is_flag=True, help=f"{_MANY_READS} reads with faults instead of {_READS}.")
@click.option("--database-url", help="An empty database, such as one of PostgreSQL; by default a SQLite file.")
@click.option("--replica-url", default="", help="A streaming replica of that database, to read from too.")
@click.option(
    "--door",
    type=click.Choice(DOORS),
    default=MEMORY,
    help="Where readers ask: a memory of their own, or a server of their own by its main door or its listener's.",
)
@click.option("--smoke", is_flag=True, help="Only whether it works.")
def main(*, long_: bool, database_url: str | None, replica_url: str, door: str, smoke: bool) -> None:
    """Measure how fresh answers are, and whether any is too old. Ends with 1 if one is."""
    console = Console(width=120)
    few = 2_000 if door == MEMORY else 500
    reads = few if smoke else _MANY_READS if long_ else _READS
    # Only one of the two may have the database that was given: each begins with an empty one.
    with _database(database_url) as (folder, ring, url):
        readers = 1 if smoke and door != MEMORY else 2
        disturbed = run(Plan(reads, readers=readers, limit=3600, replica=replica_url, door=door), url, ring, folder)
        faults_told = "slow commits, lost wake-ups" if door == MEMORY else f"slow commits; asked at: {door}"
        _show(console, f"With faults: readers stopped {disturbed.stops} times, {faults_told}", disturbed)
    faults = disturbed.faults
    if database_url is None and not (smoke and door != MEMORY):
        with _database(None) as (folder, ring, url):
            plan = Plan(min(reads, _READS), faults=False, modes=(ANY,), rest=0.001, limit=3600, door=door)
            calm = run(plan, url, ring, folder)
            _show(console, "Without faults, all MINIMIZE_LATENCY", calm)
        faults += calm.faults
        lost = rolling_restart.run(seconds=1.0 if smoke else 3.0)
        for client in lost:
            console.print(
                f"Rolling restart, {client.name}: {client.calls} calls, {client.failed} failed {client.codes}"
            )
    console.print(str(Conditions.now().machine), highlight=False)
    if faults:
        raise SystemExit(1)


@contextlib.contextmanager
def _database(url: str | None) -> Iterator[tuple[Path, Path, str]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        ring, url = folder / "keyring.json", url or f"sqlite:///{folder / 'denizen.db'}"
        KeyRing.create().write(ring)
        upgrade(url)
        yield folder, ring, url


def _show(console: Console, title: str, outcome: Outcome) -> None:
    table = Table(title=f"{title}: {outcome.reads} reads, {outcome.writes} writes, {outcome.seconds:.0f} s")
    for column in ("mode", "reads", "too old", "wrong", "UNAVAILABLE", "behind p50 ms", "p99 ms", "max ms"):
        table.add_column(column, justify="left" if column == "mode" else "right")
    for mode, found in outcome.modes.items():
        behind = (found.percentile(0.5), found.percentile(0.99), found.percentile(1))
        counts = (found.reads, found.stale, found.wrong, found.unavailable)
        table.add_row(mode, *map(str, counts), *(f"{each * 1000:.1f}" for each in behind))
    console.print(table)
    effects = [f"{percentile(outcome.effects, share) * 1000:.1f} ms" for share in (0.5, 0.99, 1)]
    console.print(f"From an acknowledged write to its effect at each reader: p50, p99, max {', '.join(effects)}")
    for number, memory in enumerate(outcome.memories):
        lags = (f"{name} {memory[f'lag_{name}'] * 1000:.1f} ms" for name in ("p50", "p99", "longest"))
        console.print(f"Reader {number} followed commits of others after: {', '.join(lags)}", highlight=False)


if __name__ == "__main__":
    main(prog_name="python -m bench.freshness")

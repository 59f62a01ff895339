"""Whether a watcher of everybody's answers misses anything: `python -m bench.watch_soak`.

Writers attest and revoke, some of it for seconds only, so that time changes answers too. Meanwhile workers are killed,
and with `--postgresql` the database. What each watcher was told is applied to the list that it began with, and compared
with the list of the point up to which it was told.
"""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.feed_comparing import Outcome
from bench.feed_soak import Plan, Restart, database, disturb, until_ready
from bench.machine import Conditions
from bench.own_server import DENIZEN, EAR, environment
from bench.processes import finish, free_port, running, until_serving
from bench.watch_parties import Answers, Attesting, Point, Watching, everybody
from denizen.client import channel

_CATCH_UP_SECONDS = 120.0


def run(plan: Plan, url: str, folder: Path, restart: Restart | None = None) -> Outcome:
    """On the empty database at `url`; `restart` kills it and starts it again."""
    ring, address, log = folder / "keyring.json", f"127.0.0.1:{free_port()}", folder / "denizen.log"
    settings = environment(
        DENIZEN_DATABASE_URL=url,
        DENIZEN_KEY_RING_FILE=str(ring),
        DENIZEN_LISTEN=address,
        DENIZEN_WORKERS="2",
        DENIZEN_DEVELOPMENT="true",
        DENIZEN_POPULATION_PROCESSES="0",
        DENIZEN_WATCH_HEARTBEAT_SECONDS="1",
    )
    finish([*DENIZEN, "keyring", "create", str(ring)], settings)
    finish([*DENIZEN, "migrate"], settings)
    stopping, leaving = threading.Event(), threading.Event()
    writers = [Attesting(address, number, plan.people, plan.rest, stopping) for number in range(plan.writers)]
    watchers = [Watching(address, leaving) for _ in range(plan.watchers)]
    outcome = Outcome()
    with ExitStack() as stack:
        server = stack.enter_context(running([*DENIZEN, "serve"], log, settings))
        until_serving(address, server, log)
        until_ready(log)
        finish([*DENIZEN, "directive", "apply", str(EAR), "--target", address], environment())
        for each in watchers:
            each.begin()
        acting: list[Callable[[], None]] = [*writers, *watchers]
        threads = [threading.Thread(target=each, daemon=True) for each in acting]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        try:
            disturb(plan, log, writers, restart, outcome)
            stopping.set()
            for thread in threads[: len(writers)]:
                thread.join()
            outcome.seconds = time.monotonic() - begun
            with channel(address) as to_server:
                _, last = everybody(to_server)
                _wait(watchers, last)
                leaving.set()
                for thread in threads:
                    thread.join(30)
                for number, each in enumerate(watchers):
                    _compare(f"watcher {number}", each, everybody(to_server, each.point)[0], outcome)
        finally:
            stopping.set()
            leaving.set()
    outcome.events = sum(each.writes for each in writers)
    return outcome


def _wait(watchers: list[Watching], last: Point) -> None:
    """Until everybody was told up to that point, or it is no use to wait any longer."""
    give_up = time.monotonic() + _CATCH_UP_SECONDS
    while time.monotonic() < give_up and any(each.point[0] < last[0] or each.point[1] < last[1] for each in watchers):
        time.sleep(0.1)


def _compare(name: str, watcher: Watching, wanted: Answers, outcome: Outcome) -> None:
    differing = {who for who in wanted.keys() | watcher.answers.keys() if wanted.get(who) != watcher.answers.get(who)}
    outcome.lines.append((name, watcher.told, watcher.again, f"resumed {watcher.resumed}×, {watcher.ends}"))
    for number, what in (
        (len(differing), "principals stand otherwise than it was told"),
        (watcher.again, "changes that are none"),
        (watcher.back, "times back in time"),
    ):
        if number:
            outcome.faults.append(f"{name}: {number} {what}")
    if not watcher.told:
        outcome.faults.append(f"{name}: was told nothing")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--faults", type=click.IntRange(1), default=40, show_default=True, help="How many.")
@click.option("--postgresql", is_flag=True, help="On PostgreSQL, which is killed as well; by default on SQLite.")
@click.option("--smoke", is_flag=True, help="Only whether it works: three faults.")
def main(*, faults: int, postgresql: bool, smoke: bool) -> None:
    """Kill workers and databases under writers and watchers of everybody's answers, and compare with lists. Ends with 1
    if anything was lost, told twice, or told in another order."""
    plan = SMOKE if smoke else Plan(faults, rest=0.02)
    with database(postgresql=postgresql) as (folder, url, restart):
        outcome = run(plan, url, folder, restart)
    table = Table(title=f"{outcome.events} writes in {outcome.seconds:.0f} s")
    for column in ("told to", "changes", "again", ""):
        table.add_column(column, justify="right" if column in {"changes", "again"} else "left")
    for name, told, again, more in outcome.lines:
        table.add_row(name, str(told), str(again), more)
    console = Console(width=100)
    console.print(table)
    console.print(f"Workers killed: {outcome.kills}; databases killed: {outcome.restarts}", highlight=False)
    console.print(str(Conditions.now().machine), highlight=False)
    for fault in outcome.faults:
        console.print(fault, style="red")
    if outcome.faults:
        raise SystemExit(1)


SMOKE = Plan(faults=3, pause=0.2, between=6, writers=2, people=4, rest=0.02, watchers=3)

if __name__ == "__main__":
    main(prog_name="python -m bench.watch_soak")

"""Whether the feed and the webhooks lose anything: `python -m bench.feed_soak`.

Writers write, watchers watch, receivers of webhooks receive, some of them slowly or not at first; meanwhile workers are
killed, and with `--postgresql` the database too. Afterwards everything that was told is compared with the outbox.
"""

import base64
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click
from rich.console import Console
from rich.table import Table

from bench.feed_comparing import CATCH_UP_SECONDS, Outcome, compare, id_of, outbox, wait
from bench.feed_parties import Receiver, Watcher, Writer
from bench.machine import Conditions
from bench.own_server import DENIZEN, environment
from bench.processes import ProcessError, finish, free_port, running, until_serving
from denizen.client import channel
from denizen.v1 import webhook_pb2
from denizen.v1.webhook_pb2_grpc import WebhookServiceStub
from tests.postgresql import own_server

Restart = Callable[[], None]


class Writing(Protocol):
    """Who writes; `writes`: how often that was acknowledged."""

    writes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How many faults there are, after how many seconds and writes each, and who takes part."""

    faults: int = 40
    pause: float = 2.0
    between: int = 100
    writers: int = 3
    people: int = 20
    rest: float = 0.005
    watchers: int = 4


def run(plan: Plan, url: str, folder: Path, restart: Restart | None = None) -> Outcome:
    """On the empty database at `url`; `restart` kills it and starts it again."""
    ring, address, log = folder / "keyring.json", f"127.0.0.1:{free_port()}", folder / "denizen.log"
    settings = environment(
        DENIZEN_DATABASE_URL=url,
        DENIZEN_KEY_RING_FILE=str(ring),
        DENIZEN_LISTEN=address,
        DENIZEN_WORKERS="2",
        DENIZEN_DEVELOPMENT="true",
        DENIZEN_WEBHOOK_HOSTS="127.0.0.1",
        DENIZEN_WEBHOOK_ALLOW_PRIVATE="true",
        DENIZEN_WATCH_HEARTBEAT_SECONDS="1",
    )
    finish([*DENIZEN, "keyring", "create", str(ring)], settings)
    finish([*DENIZEN, "migrate"], settings)
    receivers = [
        Receiver("good"),
        Receiver("good too"),
        Receiver("fails at first", fails=20),
        Receiver("slow", slow=0.05),
        Receiver("slower", slow=0.2),
    ]
    stopping, leaving = threading.Event(), threading.Event()
    writers = [Writer(address, f"w{number}", plan.people, plan.rest, stopping) for number in range(plan.writers)]
    watchers = [Watcher(address, leaving, rest=0.3 if number == 0 else 0.0) for number in range(plan.watchers)]
    outcome = Outcome()
    with ExitStack() as stack:
        server = stack.enter_context(running([*DENIZEN, "serve"], log, settings))
        until_serving(address, server, log)
        until_ready(log)
        _subscribe(address, receivers, [stack.enter_context(each.listening()) for each in receivers])
        # Whoever takes part is gone before the receivers and the server are.
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
            rows = outbox(url, ring)
            wait(
                [*(each.ids for each in watchers), *(each.ids for each in receivers)],
                [id_of(row) for row in rows if row.event.subject],
            )
        finally:
            stopping.set()
            leaving.set()
            for thread in threads:
                thread.join(30)
    outcome.events = len(rows)
    parties: list[tuple[str, Sequence[str], str]] = [
        *((f"watcher {n}", each.ids, f"resumed {each.resumed}×, {each.ends}") for n, each in enumerate(watchers)),
        *((f"webhook, {each.name}", each.ids, f"forged {each.forged}") for each in receivers),
    ]
    for name, ids, more in parties:
        compare(name, ids, rows, more, outcome)
    outcome.faults += [f"{each.name}: {each.forged} forged" for each in receivers if each.forged]
    return outcome


def until_ready(log: Path) -> None:
    give_up = time.monotonic() + CATCH_UP_SECONDS
    while "workers_ready" not in log.read_text():
        if time.monotonic() > give_up:
            raise ProcessError("the workers are not ready in time")
        time.sleep(0.05)


def _subscribe(address: str, receivers: Sequence[Receiver], urls: Sequence[str]) -> None:
    with channel(address) as to_server:
        stub = WebhookServiceStub(to_server)
        for number, (receiver, url) in enumerate(zip(receivers, urls, strict=True)):
            webhook = webhook_pb2.Webhook(name=f"webhooks/r{number}", url=url, kinds=["principal.*"])
            made = stub.CreateWebhook(webhook_pb2.CreateWebhookRequest(webhook=webhook), timeout=20)
            receiver.secret = base64.b64decode(made.secret.removeprefix("whsec_"))


def disturb(plan: Plan, log: Path, writers: Sequence[Writing], restart: Restart | None, outcome: Outcome) -> None:
    """Kill a worker now and then, and every third time the database, where that can be; some writes after the last."""
    lot = random.Random(1)  # noqa: S311 - no secret
    for turn in range(1, plan.faults + 1):
        time.sleep(plan.pause)
        _progress(plan, writers)
        if restart is not None and turn % 3 == 0:
            restart()
            outcome.restarts += 1
        elif workers := _workers(log):
            try:
                os.kill(lot.choice(workers), signal.SIGKILL)
                outcome.kills += 1
            except ProcessLookupError:
                continue  # it has ended by itself
    _progress(plan, writers)


def _progress(plan: Plan, writers: Sequence[Writing]) -> None:
    """Until so many writes more are acknowledged."""
    wanted, give_up = sum(each.writes for each in writers) + plan.between, time.monotonic() + CATCH_UP_SECONDS
    while sum(each.writes for each in writers) < wanted:
        if time.monotonic() > give_up:
            raise ProcessError("nothing can be written any more")
        time.sleep(0.02)


def _workers(log: Path) -> list[int]:
    """Those of our server that were started and have not ended."""
    alive: list[int] = []
    for line in log.read_text().splitlines():
        said = json.loads(line) if line.startswith("{") else {}
        if said.get("event") == "worker_started":
            alive.append(said["pid"])
        elif said.get("event") == "worker_ended" and said["pid"] in alive:
            alive.remove(said["pid"])
    return alive


@contextmanager
def database(*, postgresql: bool) -> Iterator[tuple[Path, str, Restart | None]]:
    """A folder, an empty database, and how to kill it and start it again."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name)
        if not postgresql:
            yield folder, f"sqlite:///{folder / 'denizen.db'}", None
            return
        server = stack.enter_context(own_server(fsync="on", full_page_writes="on"))

        def restart() -> None:
            server.stop(signal.SIGKILL)
            server.start()

        yield folder, server.url_of(stack.enter_context(server.database())), restart


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--faults", type=click.IntRange(1), default=40, show_default=True, help="How many.")
@click.option("--postgresql", is_flag=True, help="On PostgreSQL, which is killed as well; by default on SQLite.")
@click.option("--smoke", is_flag=True, help="Only whether it works: three faults.")
def main(*, faults: int, postgresql: bool, smoke: bool) -> None:
    """Kill workers and databases under the feed and the webhooks, and compare with the outbox. Ends with 1 if anything
    was lost, made up, or out of order."""
    plan = Plan(3, 0.5, 10, writers=2, people=5) if smoke else Plan(faults)
    with database(postgresql=postgresql) as (folder, url, restart):
        outcome = run(plan, url, folder, restart)
    table = Table(title=f"{outcome.events} events in {outcome.seconds:.0f} s")
    for column in ("told to", "events", "again", ""):
        table.add_column(column, justify="right" if column in {"events", "again"} else "left")
    for name, events, again, more in outcome.lines:
        table.add_row(name, str(events), str(again), more)
    console = Console(width=100)
    console.print(table)
    console.print(f"Workers killed: {outcome.kills}; databases killed: {outcome.restarts}", highlight=False)
    console.print(str(Conditions.now().machine), highlight=False)
    for fault in outcome.faults:
        console.print(fault, style="red")
    if outcome.faults:
        raise SystemExit(1)


if __name__ == "__main__":
    main(prog_name="python -m bench.feed_soak")

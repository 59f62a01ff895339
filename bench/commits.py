"""`commits`: what storage alone writes, in processes that share one database, and how soon it is back after a crash."""

import multiprocessing
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString

import psycopg

from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.persons import named
from bench.report import Report, not_measured
from bench.rounds import Effort, Tell
from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.claims import Citizenship
from denizen.domain.countries import Country
from denizen.domain.errors import UnavailableError
from denizen.domain.names import IssuerName, PrincipalName, Purpose, attestation_of
from denizen.domain.principals import Principal, PrincipalKind
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call, Caller, Once
from denizen.usecases.ports import Event, Store
from tests.postgresql import MissingError, OwnServer, own_server

_CLIENTS = (1, 8)
_FACTS_IN_A_UNIT = 1000
_BATCHED = "facts/s, 1,000 a unit"
_ONE_ROW: LiteralString = "BEGIN; INSERT INTO bench VALUES (1);"
_CALL = Call(Caller("callers/bench"))
# As an operator has it: every commit is on the disk.
_DURABLE = {"fsync": "on", "full_page_writes": "on"}


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def run(effort: Effort, tell: Tell) -> Report:
    """Measure."""
    conditions = Conditions.now()
    try:
        with TemporaryDirectory() as folder, own_server(**_DURABLE) as server, server.database() as name:
            ring_file = Path(folder) / "keyring.json"
            KeyRing.create().write(ring_file)
            places = {"SQLite": f"sqlite:///{folder}/denizen.db", "PostgreSQL": server.url_of(name)}
            for url in places.values():
                upgrade(url)
            rows = [_writes(engine, url, ring_file, effort, tell) for engine, url in places.items()]
            tell("notifications")
            notified = _notifications(server, name, effort)
            tell("a crash")
            back = _crash(server, places["PostgreSQL"], ring_file, effort)
    except MissingError as error:
        return not_measured("commits", effort, conditions, ["SQLite", "PostgreSQL"], str(error))
    columns = [*(_column(count) for count in _CLIENTS), _BATCHED]
    return Report(
        "commits",
        effort,
        conditions,
        [
            Table("Units of work, each a principal, an attestation, a receipt and an event", columns, rows),
            Table("A commit of one row on PostgreSQL, one client", ["commits/s"], notified),
            Table("After PostgreSQL was killed", ["ms"], [back]),
        ],
        notes=[
            "Clients are processes. Each unit waits for the one lock that orders commits; every commit is on the disk.",
            "The first good answer after a crash is counted from the moment at which the database takes connections.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _writes(engine: str, url: str, ring_file: Path, effort: Effort, tell: Tell) -> Row:
    rates: dict[str, list[float]] = defaultdict(list)
    for count in _CLIENTS[: 1 if effort.smoke else None]:
        with _clients(url, ring_file, count) as clients:
            for number in range(effort.rounds):
                tell(f"{engine}, {_column(count)}, round {number + 1} of {effort.rounds}")
                rates[_column(count)].append(_rate(clients, effort.seconds))
    with _clients(url, ring_file, 1) as (client,):
        for _ in range(effort.rounds):
            client.send((effort.seconds, 2 if effort.smoke else _FACTS_IN_A_UNIT))
            done, took = client.recv()
            rates[_BATCHED].append(done / took)
    return Row(engine, {column: Figure("units/s", tuple(found)) for column, found in rates.items()})


def _column(clients: int) -> str:
    return "1 client" if clients == 1 else f"{clients} clients"


def _rate(clients: Sequence[Connection], seconds: float) -> float:
    for client in clients:
        client.send((seconds, 1))
    counts = [client.recv() for client in clients]
    return float(sum(done / took for done, took in counts))


@contextmanager
def _clients(url: str, ring_file: Path, count: int) -> Iterator[list[Connection]]:
    """Processes that write; told for how long and how many facts a unit, they tell how many facts in which time."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        ours = []
        for number in range(count):
            mine, theirs = context.Pipe()
            process = context.Process(target=_client, args=(url, ring_file, number, theirs), daemon=True)
            process.start()
            theirs.close()
            stack.callback(process.join)
            stack.callback(partial(mine.send, None))
            mine.recv()
            ours.append(mine)
        yield ours


def _client(url: str, ring_file: Path, number: int, orders: Connection) -> None:
    prefix = f"{time.time_ns()}{number:02}"
    written = 0
    with closing(open_store(url, KeyRing.from_file(ring_file), SystemClock(), patience=60.0)) as store:
        _write(store, named(int(f"{prefix}{written}")), 1)
        orders.send("ready")
        while (order := orders.recv()) is not None:
            seconds, facts = order
            done, began = 0, time.perf_counter()
            while time.perf_counter() - began < seconds:
                written += 1
                _write(store, named(int(f"{prefix}{written}")), facts)
                done += facts
            orders.send((done, time.perf_counter() - began))


def _write(store: Store, name: PrincipalName, facts: int) -> None:
    """A principal with so many attestations, a receipt, and an event."""
    with store.write(_CALL) as unit:
        once = Once(f"{name}-write", b"content")
        unit.recall(once)
        unit.add_principal(Principal(name, PrincipalKind.PERSON, frozenset(), "Made Up", frozenset()))
        for number in range(facts):
            unit.add_attestation(_attestation(name, number), AttestationState.VERIFIED)
        unit.remember(once, name, name)
        unit.record(Event("principal.created", name, name))


def _attestation(name: PrincipalName, number: int) -> Attestation:
    return Attestation(
        name=attestation_of(name, f"a-{number}"),
        claim=Citizenship(Country.of("FR")),
        assurance=Assurance.own(AssuranceLevel.HIGH),
        issuer=IssuerName("issuers/hr"),
        purposes=frozenset({Purpose("export-control")}),
        verified_at=datetime(2026, 6, 12, tzinfo=UTC),
    )


@dataclass(frozen=True, slots=True)
class _Commits:
    """A kind of commit: the statements, and for how many who listen."""

    name: str
    statements: LiteralString
    listeners: int = 0


def _notifications(server: OwnServer, database: str, effort: Effort) -> list[Row]:
    kinds = [
        _Commits("without a notification", _ONE_ROW + "COMMIT"),
        _Commits("notified, nobody listens", _ONE_ROW + "NOTIFY bench; COMMIT"),
        _Commits("notified, four listen", _ONE_ROW + "NOTIFY bench; COMMIT", 4),
    ]
    rates: dict[str, list[float]] = defaultdict(list)
    with server.connect(database) as connection:
        connection.execute("CREATE TABLE bench (number BIGINT)")
        for _ in range(effort.rounds):
            for kind in kinds:
                with ExitStack() as listening:
                    for _ in range(kind.listeners):
                        listening.enter_context(server.connect(database)).execute("LISTEN bench")
                    rates[kind.name].append(_repeated(partial(_execute, connection, kind.statements), effort.seconds))
    return [Row(kind.name, {"commits/s": Figure("commits/s", tuple(rates[kind.name]))}) for kind in kinds]


def _execute(connection: psycopg.Connection[Any], statements: LiteralString) -> None:
    connection.execute(statements, prepare=False)


def _repeated(act: Callable[[], None], seconds: float) -> float:
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        act()
        done += 1
    return done / (time.perf_counter() - began)


def _crash(server: OwnServer, url: str, ring_file: Path, effort: Effort) -> Row:
    """From the moment at which the database takes connections again to the first good answer."""
    times = []
    with closing(open_store(url, KeyRing.from_file(ring_file), SystemClock())) as store:
        for _ in range(effort.rounds):
            with store.read(_CALL), store.read(_CALL):
                pass
            server.stop(signal.SIGKILL)
            server.start()
            began = time.perf_counter()
            while True:
                try:
                    store.head(_CALL)
                    break
                except UnavailableError:
                    time.sleep(0.001)
            times.append((time.perf_counter() - began) * 1000)
    return Row("first good answer", {"ms": Figure("ms", tuple(times))})

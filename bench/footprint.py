"""`footprint`: what a principal takes in the database, and how many are read from it; the costs in docs/scaling.md."""

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.persons import named
from bench.report import Report, not_measured
from bench.rounds import Effort, Tell
from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.claims import Citizenship, Claim, ClaimKind, Completeness, Residence
from denizen.domain.countries import Country
from denizen.domain.names import IssuerName, Population, PrincipalName, Purpose, attestation_of
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.context import Call, Caller, Once
from denizen.usecases.ports import Event, Writer
from tests.postgresql import MissingError, Server, own_server

_PRINCIPALS = 5_000
_AT_ONCE = 500
_CALL = Call(Caller("callers/bench"))
_FRANCE = Citizenship(Country.of("FR"))
_CLAIMS: tuple[Claim, ...] = (
    _FRANCE,
    Completeness(ClaimKind.CITIZENSHIP, members=frozenset({_FRANCE})),
    Residence(Country.of("DE")),
)
_TABLES = b"""SELECT sum(pg_total_relation_size(oid)) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Place:
    """A database, and how large it is."""

    name: str
    url: str
    size: Callable[[], int]


def run(effort: Effort, tell: Tell) -> Report:
    """Measure."""
    conditions = Conditions.now()
    try:
        with TemporaryDirectory(prefix="bench-") as folder, own_server() as server, server.database() as name:
            file = Path(folder) / "denizen.db"
            places = [
                _Place("SQLite", f"sqlite:///{file}", lambda: _sqlite_bytes(file)),
                _Place("PostgreSQL", server.url_of(name), lambda: _postgresql_bytes(server, name)),
            ]
            rows = [_measured(place, effort, tell) for place in places]
    except MissingError as error:
        return not_measured("footprint", effort, conditions, ["SQLite", "PostgreSQL"], str(error))
    return Report(
        "footprint",
        effort,
        conditions,
        [Table("A principal with an identifier, a population and three attestations", list(rows[0].figures), rows)],
        notes=[
            "Bytes are those of tables and indexes, without the write-ahead log.",
            "One by one: each in a unit of its own, with a receipt; imported: 500 in a unit, without receipts.",
            "Reads are of all facts of principals chosen by lot, each snapshot on one thread, out of the database.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _measured(place: _Place, effort: Effort, tell: Tell) -> Row:
    count = 2 * _AT_ONCE if effort.smoke else _PRINCIPALS
    upgrade(place.url)
    with closing(open_store(place.url, KeyRing.create(), SystemClock(), patience=60.0)) as store:
        tell(f"{place.name}: {count} imported")
        empty = place.size()
        for first in range(0, count, _AT_ONCE):
            _write(store, range(first, first + _AT_ONCE), receipts=False)
        imported = place.size()
        tell(f"{place.name}: {count} one by one")
        for number in range(count, 2 * count):
            _write(store, [number], receipts=True)
        written = place.size()
        tell(f"{place.name}: reads")
        chance = random.Random(7)  # noqa: S311 - a made-up load
        reads = [_reads(store, chance, 2 * count, 1, effort.seconds) for _ in range(effort.rounds)]
        many = [_reads(store, chance, 2 * count, _AT_ONCE, effort.seconds) for _ in range(effort.rounds)]
    return Row(
        place.name,
        {
            "bytes each, imported": Figure("bytes", ((imported - empty) / count,)),
            "bytes each, one by one": Figure("bytes", ((written - imported) / count,)),
            "principals read/s": Figure("principals/s", tuple(reads)),
            "read/s, 500 at once": Figure("principals/s", tuple(many)),
        },
    )


def _write(store: SqlStore, numbers: range | list[int], *, receipts: bool) -> None:
    with store.write(_CALL) as unit:
        for number in numbers:
            name = named(number)
            _add(unit, name, number)
            if receipts:
                unit.remember(Once(f"6f1e9a52-3c0b-4d7e-9a44-{number:012}", b"content"), name, name)
            unit.record(Event("principal.created", name, name))


def _add(unit: Writer, name: PrincipalName, number: int) -> None:
    linked = frozenset({ExternalIdentifier("hr", f"{number:08}")})
    unit.add_principal(Principal(name, PrincipalKind.PERSON, frozenset({Population("employee")}), "Made Up", linked))
    for place, claim in enumerate(_CLAIMS):
        attestation = Attestation(
            name=attestation_of(name, f"a-{place}"),
            claim=claim,
            assurance=Assurance.own(AssuranceLevel.HIGH),
            issuer=IssuerName("issuers/hr"),
            purposes=frozenset({Purpose("export-control")}),
            verified_at=datetime(2026, 6, 12, tzinfo=UTC),
        )
        unit.add_attestation(attestation, AttestationState.VERIFIED)


def _reads(store: SqlStore, chance: random.Random, there: int, at_once: int, seconds: float) -> float:
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        names = [named(chance.randrange(there)) for _ in range(at_once)]
        with store.read(_CALL) as reader:
            reader.facts(names)
        done += at_once
    return done / (time.perf_counter() - began)


def _sqlite_bytes(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        pages, free, size = (
            int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
            for pragma in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size


def _postgresql_bytes(server: Server, name: str) -> int:
    with server.connect(name) as connection:
        row = connection.execute(_TABLES).fetchone()
    return 0 if row is None or row[0] is None else int(row[0])

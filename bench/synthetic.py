"""A synthetic company: made-up people of the sorts that are kept about employees, written by the hundred thousand.

Rows are made by as many processes as there are cores, and go to the database as the store would have written them; the
tests compare them with what the store itself writes.
"""

import hashlib
import multiprocessing
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from bench.persons import (
    ASYLEE,
    CITIZEN,
    DUAL_CITIZEN,
    EMPLOYEE_ON_H1B,
    FOREIGN_PASSPORT_ONLY,
    ISSUER,
    NOTHING_ON_FILE,
    PERMANENT_RESIDENT,
    Fact,
    Person,
)
from denizen.cli.catalogue import Directives
from denizen.domain.attestations import AttestationState
from denizen.domain.claims import Affiliation, AffiliationKind
from denizen.domain.determinations import Determination
from denizen.domain.directives import Directive
from denizen.domain.intervals import ALWAYS
from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName, ListName, Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reference import Resource, ScreeningList
from denizen.storage import tables
from denizen.storage.codec import Codec, microseconds
from denizen.storage.keyring import KeyRing
from denizen.storage.sealing import Sealer
from denizen.storage.sql.attestations import content_place
from denizen.storage.sql.principals import name_place
from denizen.storage.sql.store import SqlStore
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event, Store

KNOWN = datetime(2026, 6, 1, tzinfo=UTC)
"""When everything was learned."""
_APART = timedelta(seconds=7, microseconds=13)
"""Between the moments at which two in a row were verified."""
_VERIFIED = f'"verified_at":{microseconds(KNOWN)}'.encode()
_AT_ONCE = 5_000
_CALL = Call(Caller("callers/bench"))
ADDRESSEE = PrincipalName("principals/addressee")
"""The company itself, for which those on H-1B are attested to work. `add_addressee` adds it."""
WORKS = Affiliation(AffiliationKind.EMPLOYEE, ADDRESSEE)
EMPLOYEE, CUSTOMER, CONTRACTOR = Population("employee"), Population("customer"), Population("contractor")
_SORTS: Sequence[tuple[Person, Population, int]] = (
    (CITIZEN, EMPLOYEE, 58),
    (CITIZEN, CUSTOMER, 10),
    (PERMANENT_RESIDENT, EMPLOYEE, 9),
    (EMPLOYEE_ON_H1B, EMPLOYEE, 8),
    (EMPLOYEE_ON_H1B, CONTRACTOR, 3),
    (DUAL_CITIZEN, EMPLOYEE, 4),
    (FOREIGN_PASSPORT_ONLY, CUSTOMER, 4),
    (NOTHING_ON_FILE, CUSTOMER, 3),
    (ASYLEE, EMPLOYEE, 1),
)
"""How many of each hundred are of a sort, and of which population."""
_HUNDRED = tuple((person, population) for person, population, number in _SORTS for _ in range(number))

Rows = Mapping[str, list[dict[str, Any]]]


class Fixed:
    """A clock that stands."""

    def now(self) -> datetime:
        return KNOWN


def of_number(number: int) -> tuple[Person, Population]:
    """The sort of that principal. 37 and 100 have no common factor: neighbours differ."""
    return _HUNDRED[number * 37 % 100]


def name_of(number: int) -> PrincipalName:
    return PrincipalName(f"principals/p-{number:07}")


def expected(count: int) -> Counter[Determination]:
    """Under the Export Administration Regulations, as `bench.persons` says."""
    return Counter(of_number(number)[0].expected for number in range(count))


def declare(store: Store, directives: Directives, names: Sequence[DirectiveName]) -> None:
    """The issuer, and directives with all that they rest on."""
    with store.write(_CALL) as writer:
        writer.put_issuer(Issuer(ISSUER))
        for resource in sorted(directives.resources):
            writer.add_resource(Resource(resource))
        for country_set in directives.country_sets.values():
            writer.put_country_set(country_set)
        for name in names:
            directive = directives.by_name[name]
            writer.add_directive(Directive(name, directive.kind))
            for version, _ in directive.versions.values():
                # What is loaded from files was never published, and has no digest yet.
                digest = hashlib.sha256(version.name.encode()).hexdigest()
                writer.add_version(replace(version, digest=digest))
            for record in directive.records:
                writer.add_activation(name, record)
        writer.record(Event("bench.declared", "bench"))


def add_addressee(store: Store, screening_list: ListName) -> None:
    """The company, and its place on that list."""
    identifier = ExternalIdentifier("synthetic", "addressee")
    with store.write(_CALL) as writer:
        writer.put_list(ScreeningList(screening_list, "The addressee"))
        writer.add_entry(screening_list, identifier, ALWAYS)
        writer.add_principal(Principal(ADDRESSEE, PrincipalKind.ORGANISATION, identifiers=frozenset({identifier})))
        writer.record(Event("bench.declared", "bench"))


def hire(store: SqlStore, ring_file: Path, count: int, processes: int = 2) -> None:
    """Add so many principals, several thousand in each revision."""
    head = store.head(_CALL)
    jobs = [
        _Job(ring_file, start, min(start + _AT_ONCE, count), head.number + 1 + number)
        for number, start in enumerate(range(0, count, _AT_ONCE))
    ]
    with store.engine.connect() as connection:
        if processes == 1:
            _write(connection, (_rows(job) for job in jobs))
            return
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            _write(connection, _few_at_a_time(pool, jobs, 2 * processes))


@dataclass(frozen=True, slots=True)
class _Job:
    """Principals from `start` up to `end`, and the revision that adds them."""

    ring_file: Path
    start: int
    end: int
    revision: int


def _few_at_a_time(pool: ProcessPoolExecutor, jobs: Sequence[_Job], number: int) -> Iterator[Rows]:
    waiting = iter(jobs)
    running = [pool.submit(_rows, job) for job in islice(waiting, number)]
    while running:
        yield running.pop(0).result()
        running += [pool.submit(_rows, job) for job in islice(waiting, 1)]


def _write(connection: Connection, several: Iterator[Rows]) -> None:
    for rows in several:
        for table in tables.METADATA.sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])
        connection.commit()


def _rows(job: _Job) -> Rows:
    """The rows of some principals, sealed."""
    sealer, codec = Sealer(KeyRing.from_file(job.ring_file)), Codec()
    contents: dict[str, list[bytes]] = {}
    rows: dict[str, list[dict[str, Any]]] = {
        "revisions": [
            {
                "revision": job.revision,
                "instant": KNOWN,
                "caller": "callers/bench",
                "on_behalf_of": "",
                "call_id": "",
                "purpose": "",
            }
        ],
        "outbox": [
            {"principal_id": "", "revision": job.revision, "position": 0, "kind": "bench.hired", "resource": "bench"}
        ],
        "principals": [],
        "principal_keys": [],
        "populations": [],
        "attestations": [],
        "attestation_states": [],
    }
    position = 0
    for number in range(job.start, job.end):
        person, population = of_number(number)
        name = name_of(number)
        stored = name.removeprefix("principals/")
        key, wrapped = sealer.new_key(stored)
        rows["principals"].append(
            {
                "principal_id": stored,
                "kind": PrincipalKind.PERSON.value,
                "display_name": key.seal(f"Person {number}".encode(), name_place(stored)),
                "known_from": job.revision,
            }
        )
        rows["principal_keys"].append(
            {
                "principal_id": stored,
                "key_id": wrapped.key_id,
                "ring_key_id": wrapped.ring_key_id,
                "wrapped": wrapped.wrapped,
            }
        )
        rows["populations"].append(
            {"principal_id": stored, "population": population, "known_from": job.revision, "known_to": None}
        )
        sort = f"{person.sort}, {population}"
        if sort not in contents:
            # Their names stand in the rows: what all of a sort say is the same, each at a time of their own.
            works = (Fact(WORKS),) if person is EMPLOYEE_ON_H1B and population == EMPLOYEE else ()
            facts = replace(person, facts=person.facts + works).known_as(name, KNOWN).attestations
            contents[sort] = [codec.encode(each, without="name") for each in facts]
        verified = f'"verified_at":{microseconds(KNOWN - number * _APART)}'.encode()
        for index, content in enumerate((each.replace(_VERIFIED, verified) for each in contents[sort]), 1):
            position += 1
            attestation = f"a{index}"
            sealed = key.seal(content, content_place(stored, attestation), smallest=1024)
            rows["attestations"].append(
                {
                    "principal_id": stored,
                    "attestation_id": attestation,
                    "known_from": job.revision,
                    "position": position,
                    "content": sealed,
                    "supersedes_id": None,
                }
            )
            rows["attestation_states"].append(
                {
                    "principal_id": stored,
                    "attestation_id": attestation,
                    "known_from": job.revision,
                    "known_to": None,
                    "state": AttestationState.VERIFIED.value,
                    "superseded_by_id": None,
                    "reason_code": "",
                }
            )
    return rows

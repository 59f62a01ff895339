"""`growth`: what a Check takes by how many principals, directives and attestations are stored, cold and warm."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contenders import WrongAnswerError
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.persons import AT, DIRECTIVE, EMPLOYEE_ON_H1B, ISSUER, PURPOSE, Fact, Person, named
from bench.plots import Lines
from bench.report import Report
from bench.rounds import Effort, Tell
from bench.within import on_core
from denizen.cli.catalogue import CATALOGUE, Directives
from denizen.domain.attestations import AttestationState
from denizen.domain.claims import Residence
from denizen.domain.countries import Country
from denizen.domain.directives import Directive
from denizen.domain.errors import DenizenError
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName, PrincipalName
from denizen.domain.principals import Principal, PrincipalKind
from denizen.rpc.convert.determinations import render_answer
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.ports import Event, Store, Writer
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import WarmCheck
from denizen.v1 import determination_pb2 as pb

COLD, WARM = "cold, CPU µs", "warm, CPU µs"
_PRINCIPALS, _FEW_PRINCIPALS = (1_000, 100_000, 1_000_000), (20, 200)
_DIRECTIVES = _ATTESTATIONS = (1, 10, 100)
_ASKED = 100
_IN_A_UNIT = 5_000
_EAR = CATALOGUE / f"{DIRECTIVE.removeprefix('directives/')}.yaml"
_CALL = Call(Caller("callers/bench"), PURPOSE)
_NEVER = 1e9


class _Clock:
    def now(self) -> datetime:
        return AT


@dataclass(slots=True)
class _World:
    """A database that grows. `names`: whom to ask about, spread over all who are stored."""

    store: Store
    principals: int = 0
    directives: int = 0

    def grow(self, principals: int, tell: Tell) -> Sequence[PrincipalName]:
        """So many principals; every tenth has facts."""
        apart = max(1, principals // _ASKED)
        while self.principals < principals:
            tell(f"storing {self.principals:,} of {principals:,} principals")
            with self.store.write(_CALL) as writer:
                for number in range(self.principals, min(self.principals + _IN_A_UNIT, principals)):
                    _add(writer, number, EMPLOYEE_ON_H1B if number % 10 == 0 else None)
                    self.principals += 1
                writer.record(Event("bench.filled", "bench"))
        return list(dict.fromkeys(named(number - number % 10) for number in range(0, principals, apart)))[:_ASKED]

    def enact(self, directives: Directives, number: int) -> None:
        """So many directives, the first under its own name, the others the same under names by number."""
        compiled = directives.by_name[DIRECTIVE]
        for each in range(self.directives, number):
            name = DIRECTIVE if each == 0 else DirectiveName(f"{DIRECTIVE}-{each}")
            with self.store.write(_CALL) as writer:
                if each == 0:
                    writer.put_issuer(Issuer(ISSUER))
                    for country_set in directives.country_sets.values():
                        writer.put_country_set(country_set)
                writer.add_directive(Directive(name, compiled.kind))
                for version, _ in compiled.versions.values():
                    writer.add_version(replace(version, directive=name))
                for record in compiled.records:
                    writer.add_activation(name, record)
                writer.record(Event("bench.enacted", name))
        self.directives = max(self.directives, number)


def run(effort: Effort, tell: Tell) -> Report:
    """Measure."""
    conditions = Conditions.now()
    directives = Directives.load([_EAR])
    sizes = _FEW_PRINCIPALS if effort.smoke else _PRINCIPALS
    with on_core(conditions.cores.server), _world() as world:
        world.enact(directives, 1)
        growing: list[tuple[str, str, list[Row]]] = []
        by_attestations: list[Row] = []
        for number in _ATTESTATIONS[: 2 if effort.smoke else None]:
            names = _with_attestations(world.store, number)
            by_attestations.append(_measured(f"{number:,}", world.store, names, effort, tell))
        growing.append(("attestations", "attestations of the principal", by_attestations))
        by_directives = []
        asked: Sequence[PrincipalName] = world.grow(sizes[0], tell)
        for number in _DIRECTIVES[: 2 if effort.smoke else None]:
            world.enact(directives, number)
            by_directives.append(_measured(f"{number:,}", world.store, asked, effort, tell))
        growing.append(("directives", "directives stored", by_directives))
        by_principals = []
        for size in sizes:
            asked = world.grow(size, tell)
            by_principals.append(_measured(f"{size:,}", world.store, asked, effort, tell))
        growing.insert(0, ("principals", "principals stored", by_principals))
    return Report(
        "growth",
        effort,
        conditions,
        [Table(f"One Check by {words}", (COLD, WARM), rows) for _, words, rows in growing],
        notes=[
            f"SQLite, the use case in one thread of this process, {_ASKED} principals asked about in turn.",
            "They are employees on H-1B; by attestations citizens who moved a lot.",
            "Cold: nothing in memory but the directive. Warm: the answer kept.",
            f"By directives there are {sizes[0]:,} principals, by principals {world.directives} directives.",
        ],
        neighbours=conditions.neighbours.share(),
        plots=[
            Lines(f"growth-{name}", f"One Check by {words}", words, "CPU µs", _lines(rows))
            for name, words, rows in growing
        ],
    )


@contextmanager
def _world() -> Iterator[_World]:
    with TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/denizen.db"
        upgrade(url)
        ring = Path(folder) / "keyring.json"
        KeyRing.create().write(ring)
        with closing(open_store(url, KeyRing.from_file(ring), _Clock(), patience=60.0)) as store:
            yield _World(store)


def _with_attestations(store: Store, number: int) -> list[PrincipalName]:
    """Principals with so many attestations each: of their citizenship, and of where they lived."""
    first = 10_000_000 + number * _ASKED
    lived = datetime(2000, 1, 1, tzinfo=UTC)
    homes = [
        Fact(
            Residence(Country("IN")),
            Interval(lived + timedelta(days=30 * each), lived + timedelta(days=30 * each + 29)),
        )
        for each in range(number)
    ]
    person = replace(EMPLOYEE_ON_H1B, facts=(*EMPLOYEE_ON_H1B.facts, *homes)[:number])
    names = []
    with store.write(_CALL) as writer:
        for each in range(first, first + _ASKED):
            _add(writer, each, person)
            names.append(named(each))
        writer.record(Event("bench.filled", "bench"))
    return names


def _add(writer: Writer, number: int, person: Person | None) -> None:
    name = named(number)
    writer.add_principal(Principal(name, PrincipalKind.PERSON))
    if person is not None:
        for attestation in person.known_as(name).attestations:
            writer.add_attestation(attestation, AttestationState.VERIFIED)


def _measured(name: str, store: Store, names: Sequence[PrincipalName], effort: Effort, tell: Tell) -> Row:
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(effort.rounds):
        tell(f"{name}, round {number + 1} of {effort.rounds}")
        memory = Memory(store, _Clock(), bound=_NEVER)
        check = DeterminationUseCases.on(store, _Clock(), render_answer, memory).check

        # The directive is read and compiled by a question about somebody else.
        _ask(check, PrincipalName("principals/nobody"))
        for column in (COLD, WARM):
            began = time.process_time()
            told = [_ask(check, who) for who in names]
            taken = max(time.process_time() - began, 1e-6)
            found[column].append(taken / len(names) * 1e6)
            _check(name, told)
    return Row(name, {column: Figure("µs", tuple(each)) for column, each in found.items()})


def _ask(check: WarmCheck, who: PrincipalName) -> bytes:
    (told,) = check(_CALL, [Item(who, DIRECTIVE)], Times()).answers
    if isinstance(told, DenizenError):
        raise WrongAnswerError(f"{who}: {told}")
    return told


def _check(name: str, told: Sequence[bytes]) -> None:
    """`WrongAnswerError` unless all were answered alike, of facts that are stored."""
    effects = {pb.Answer.FromString(each).effect for each in told}
    reasons = {reason for each in told for reason in pb.Answer.FromString(each).reasons}
    if len(effects) != 1 or pb.REASON_UNKNOWN_PRINCIPAL in reasons:
        raise WrongAnswerError(f"{name}: another answer than expected")


def _lines(rows: Sequence[Row]) -> dict[str, list[tuple[float, float]]]:
    return {
        column: [(float(row.name.replace(",", "")), row.figures[column].median) for row in rows]
        for column in (COLD, WARM)
    }

"""`evaluation`: the rule alone and BatchCheck, in this process: evaluations a second, and what rules and facts take in
memory."""

import gc
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bench.batches import batch
from bench.contenders import WrongAnswerError
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.many_leaves import CONTENT, EXPECTED, many_leaves
from bench.persons import AT, DIRECTIVE, PURPOSE, TEN_CLAIMS, TYPICAL, Person, named, unlike
from bench.report import Report
from bench.rounds import Effort, Tell
from bench.within import on_core
from denizen.cli.catalogue import CATALOGUE, Directives
from denizen.domain.determinations import Determination, Question
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation import CompiledDirective, answer, compile_version, found
from denizen.domain.names import DirectiveName
from denizen.domain.reference import Reference
from denizen.interpreter import settle

CPU, WALL, SIZE = "per CPU second", "per second", "bytes"
_EAR = CATALOGUE / "ear-772-1-foreign-person.yaml"
_AT_A_TIME = 20
_BATCH = 1000
_COPIES = 500


@dataclass(frozen=True, slots=True)
class _Subject:
    """Something to evaluate again and again; each call of `ask` makes `evaluations` of them."""

    name: str
    ask: Callable[[], object]
    evaluations: int = 1

    @property
    def calls(self) -> int:
        """As many as are made between two looks at the clock."""
        return max(1, _AT_A_TIME // self.evaluations)


def run(effort: Effort, tell: Tell) -> Report:
    """Measure."""
    conditions = Conditions.now()
    directives = Directives.load([_EAR])
    ear, reference = directives.by_name[DirectiveName(DIRECTIVE)], Reference(directives.country_sets)
    twenty = many_leaves()
    asked = [_asking(person, person.expected, ear, reference) for person in TYPICAL]
    subjects = [
        _Subject(f"{_EAR.stem}: all of these persons in turn", lambda: [ask() for ask in asked], len(asked)),
        *(_Subject(f"  {person.sort}", ask) for person, ask in zip(TYPICAL, asked, strict=True)),
        _Subject("20 leaves over ten claims", _asking(TEN_CLAIMS, EXPECTED, twenty, reference)),
        _Subject("  shown no reasons", _asking(TEN_CLAIMS, EXPECTED, twenty, reference, Tier.DETERMINATION)),
        _Subject("  without `valid_until`", _finding(TEN_CLAIMS, twenty, reference)),
    ]
    number = len(TYPICAL) if effort.smoke else _BATCH
    determined = [person for person in TYPICAL if person.expected is not Determination.UNDETERMINED]
    batches = [
        _Subject("all of these persons", batch(directives, TYPICAL, number, Tier.FACTS), number),
        _Subject("  shown no reasons", batch(directives, TYPICAL, number, Tier.DETERMINATION), number),
        _Subject("those that are determined", batch(directives, determined, number, Tier.FACTS), number),
        _Subject("  no two alike", batch(directives, unlike(determined, number), number, Tier.FACTS), number),
        _Subject("all of these, no two alike", batch(directives, unlike(TYPICAL, number), number, Tier.FACTS), number),
    ]
    settle()
    with on_core(conditions.cores.server):
        rows = _measured(subjects, effort, tell)
        batch_rows = _measured(batches, effort, tell)
    tell("memory")
    return Report(
        "evaluation",
        effort,
        conditions,
        [
            Table("Evaluations, `valid_until` included", [CPU, WALL], rows),
            Table(f"BatchCheck of {number}, cold: facts in memory, each answer found anew", [CPU, WALL], batch_rows),
            Table(f"Memory of one, the mean of {_COPIES}", [SIZE], list(_memory(ear))),
        ],
        notes=[
            "One thread of this process. Evaluations: the domain alone, no store, no gRPC, nothing kept between them.",
            "BatchCheck: the use case, from items to the bytes of answers; no gRPC, nothing read from a database.",
            "The rule is evaluated once a call for all who are alike: seven times, or a thousand where no two are.",
            "As where it serves, what was there at the start is left out of the search for cycles.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _asking(
    person: Person,
    expected: Determination,
    directive: CompiledDirective,
    reference: Reference,
    tier: Tier = Tier.FACTS,
) -> Callable[[], object]:
    """Evaluates about such a person. `WrongAnswerError` where the answer is another than expected."""
    facts = person.known_as(named(0))
    world = {facts.name: facts}
    question = Question(facts.name, directive.name, PURPOSE, AT, tier=tier)
    told = answer(question, directive, world, reference).determination
    if told is not expected:
        raise WrongAnswerError(f"{person.sort}: answered {told.name}, expected {expected.name}")
    return lambda: answer(question, directive, world, reference)


def _finding(person: Person, directive: CompiledDirective, reference: Reference) -> Callable[[], object]:
    """Evaluates about such a person at one moment: neither until when that holds, nor what would settle it."""
    facts = person.known_as(named(0))
    world = {facts.name: facts}
    question = Question(facts.name, directive.name, PURPOSE, AT)
    return lambda: found(question, directive, world, reference)


def _measured(subjects: Sequence[_Subject], effort: Effort, tell: Tell) -> list[Row]:
    by_cpu: dict[str, list[float]] = defaultdict(list)
    by_wall: dict[str, list[float]] = defaultdict(list)
    for number in range(effort.rounds):
        tell(f"round {number + 1} of {effort.rounds}")
        # Forth and back, so that nobody always comes after the same other one.
        for subject in subjects if number % 2 == 0 else reversed(subjects):
            cpu, wall = _rates(subject, effort.seconds)
            by_cpu[subject.name].append(cpu)
            by_wall[subject.name].append(wall)
    return [
        Row(
            each.name,
            {
                CPU: Figure("evaluations/s", tuple(by_cpu[each.name])),
                WALL: Figure("evaluations/s", tuple(by_wall[each.name])),
            },
        )
        for each in subjects
    ]


def _rates(subject: _Subject, seconds: float) -> tuple[float, float]:
    """Evaluations in a second of this process's CPU time, and in a second by the clock."""
    done = 0
    cpu, wall = time.process_time(), time.perf_counter()
    while time.perf_counter() - wall < seconds or time.process_time() <= cpu:
        for _ in range(subject.calls):
            subject.ask()
        done += subject.calls * subject.evaluations
    return done / (time.process_time() - cpu), done / (time.perf_counter() - wall)


def _memory(ear: CompiledDirective) -> Iterator[Row]:
    version, _ = ear.versions[1]
    yield _kept(f"{_EAR.stem}, compiled", lambda _: compile_version(version.content))
    yield _kept("20 leaves, compiled", lambda _: compile_version(CONTENT))
    for person in (*TYPICAL, TEN_CLAIMS):
        yield _kept(f"facts: {person.sort}", partial(_facts, person))


def _facts(person: Person, number: int) -> object:
    return person.known_as(named(number))


def _kept(name: str, make: Callable[[int], object]) -> Row:
    """What one takes that `make` made; what all of them share counts once for all."""
    gc.collect()
    tracemalloc.start()
    try:
        kept = [make(number) for number in range(_COPIES)]
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return Row(name, {SIZE: Figure("bytes", (taken / len(kept),))})

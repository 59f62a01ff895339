"""`guarding`: what authorization, limits and sealing take of a Check that is kept, in the same run on the same core."""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from bench import h2load, own_server, questions
from bench.figures import Figure, Row, Table, ratio
from bench.machine import Conditions
from bench.persons import DIRECTIVE, PURPOSE, TYPICAL, named
from bench.questions import OURS
from bench.report import Report, not_measured
from bench.rounds import CPU, RATE, Effort, Plan, Tell, commands, measure
from denizen.clock import SystemClock
from denizen.domain.determinations import Answer, Determination, Effect, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.grants import Grant
from denizen.domain.names import CallerName, DirectiveName, GrantName, Population, PrincipalName
from denizen.domain.permits import Permit
from denizen.domain.principals import Principal, PrincipalKind
from denizen.domain.rates import Rate
from denizen.domain.roles import Role
from denizen.rpc.at_once import CHECK
from denizen.rpc.entrance import Entrance, Entrances
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.answering_again import AnswerAgain, Standing, is_reached
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.decision_cache import Rendered
from denizen.usecases.first_grants import write_first_grants
from denizen.usecases.following import Seen
from denizen.usecases.grants_in_effect import GrantsInEffect
from denizen.usecases.permitting import Permitting
from denizen.usecases.ports import Event
from denizen.usecases.probing import Probing
from denizen.usecases.probing_limits import ProbingLimits
from denizen.usecases.rates import Rates
from denizen.usecases.reaching import reached_items
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import asked_of
from denizen.v1 import determination_pb2 as pb

_GATEWAY = Caller("callers/gateway", method=Method.TOKEN)
_EMPLOYEES = frozenset({Population("employee")})
_PLAN = Plan((RATE,), latency=False)
_PRINCIPALS = 1000
_AT_A_TIME = 1000
REPEATED, GUARDED = OURS, f"{OURS}, asked with a header"
_FRESHNESS = "denizen-consistency: minimize-latency"
"""Asks for what is usual; but the guard has to read it."""
SHARES = {
    REPEATED: "authorization and sealing, of a repeated Check",
    GUARDED: "authorization and sealing, of one that the guard looks at",
}
WHOLE = {REPEATED: "with rates and probing, of a repeated Check", GUARDED: "with rates and probing, of the other"}


class _Part(NamedTuple):
    """Something that is done once for each call, in which of the two ways of answering; `named`: the bound is about
    it."""

    name: str
    once: Callable[[], object]
    ways: Sequence[str]
    named: bool = True


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop the server."""
    conditions = Conditions.now()
    if not h2load.available():
        return not_measured("guarding", effort, conditions, (REPEATED, GUARDED), h2load.MISSING)
    parts = list(_parts())
    taken: dict[str, list[float]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as name,
        own_server.serving(Path(name), conditions.cores) as ours,
    ):
        ours.apply_directive()
        ours.add(TYPICAL, tell)
        check = questions.check(ours)
        checks = [check, replace(check, name=GUARDED, headers=(*check.headers, _FRESHNESS))]
        for number in range(effort.rounds):
            tell(f"round {number + 1} of {effort.rounds}")
            for row in measure(checks, _PLAN, replace(effort, rounds=1), conditions.cores, tell):
                # Of too few calls the system does not say; then there is nothing to compare with.
                taken[row.name].extend(row.figures[CPU].rounds if CPU in row.figures else ())
            for part in parts if number % 2 == 0 else reversed(parts):
                taken[part.name].append(_microseconds(part, effort))
    shares = {}
    for way in (REPEATED, GUARDED):
        for told, counted in ((SHARES, [each for each in parts if each.named]), (WHOLE, parts)):
            together = tuple(map(sum, zip(*(taken[each.name] for each in counted if way in each.ways), strict=True)))
            if taken[way]:
                shares[told[way]] = ratio(Figure("µs", together), Figure("µs", tuple(taken[way])))
    return Report(
        "guarding",
        effort,
        conditions,
        [
            Table(
                "CPU time of one call",
                [CPU],
                [Row(name, {CPU: Figure("µs", tuple(found))}) for name, found in taken.items() if found],
            )
        ],
        ratios=shares,
        notes=[
            "Check: the main server, plaintext, every interceptor on, answers kept. The parts: alone, in this process.",
            "The caller: a gateway, limited to a population, a directive and a purpose; many principals in turn.",
            "Asked with a header, a Check is not known by its bytes: the request is read, and the reach is found anew.",
        ],
        commands=commands(checks, _PLAN, effort, conditions.cores),
        neighbours=conditions.neighbours.share(),
    )


def _parts() -> Iterator[_Part]:
    both, repeated, guarded = (REPEATED, GUARDED), (REPEATED,), (GUARDED,)
    clock, store = SystemClock(), MemoryStore(SystemClock())
    with store.write(Call(Caller("callers/bootstrap"))) as writer:
        for number in range(_PRINCIPALS):
            writer.add_principal(Principal(named(number), PrincipalKind.PERSON, _EMPLOYEES))
            writer.record(Event("principal.created", named(number), named(number)))
    write_first_grants(store, Call(Caller("callers/bootstrap")), _grants())
    memory = Memory(store, clock, bound=3600.0)
    entrance = Entrances(Permitting(GrantsInEffect(store, memory.follower, clock), store)).of(CHECK)
    call = Call(_GATEWAY, PURPOSE)
    request = pb.CheckRequest(principal=named(0), directive=DIRECTIVE, purpose=PURPOSE)
    permit = _permit(entrance, call, request)
    again = AnswerAgain(memory, clock, Probing.unlimited())
    standings = cycle([*_standings(memory, again, call.under(permit))])
    seen, now = memory.reach(call), clock.now()
    yield _Part("authorization: what was granted", lambda: _granted(entrance, call, seen, now), repeated)
    yield _Part("authorization: that the reach is the same", lambda: _same(next(standings)), repeated)
    yield _Part("authorization: the request", lambda: _permit(entrance, call, request), guarded)
    asked = cycle([Item(named(number), DirectiveName(DIRECTIVE)) for number in range(_PRINCIPALS)])
    reaching = call.under(permit)
    yield _Part("authorization: whom it is about", lambda: _reached(memory, reaching, next(asked)), guarded)
    tokens = SealedTokens(KeyRing.create())
    yield _Part("sealing: the revision token", lambda: tokens.revision_token(7), both)
    rates = Rates(Rate(1e6, 10**6))
    yield _Part("rate of the caller", lambda: rates.take(_GATEWAY), both, named=False)
    probing = Probing(ProbingLimits(), lambda _: None)
    subjects = cycle([named(number) for number in range(_PRINCIPALS)])
    yield _Part("probing", lambda: _asked(probing, call, next(subjects)), both, named=False)


def _standings(memory: Memory, again: AnswerAgain, call: Call) -> Iterator[Standing]:
    """What is kept of answers about everybody."""
    seen, at = memory.reach(call), datetime.now(UTC)
    answer = Answer(Determination.NOT_APPLICABLE, Effect.ALLOW, (Reason.NOT_IN_FORCE,))
    for number in range(_PRINCIPALS):
        name, directive = named(number), DirectiveName(DIRECTIVE)
        item = Item(name, directive)
        asked = asked_of(call, item)
        if asked is None:
            raise AssertionError("such a question is not kept")
        memory.decisions.put(name, asked, at, seen, answer, Rendered(b""), ())
        standing = again.standing(call, item, seen)
        if standing is None or not standing.reaches_by:
            raise AssertionError("an employee is out of reach")
        yield standing


def _granted(entrance: Entrance, call: Call, seen: Seen, now: datetime) -> None:
    if entrance.at_once(call, seen, now) is None:
        raise AssertionError("what was granted is not known")


def _same(standing: Standing) -> None:
    if not is_reached(standing):
        raise AssertionError("an employee is out of reach")


def _permit(entrance: Entrance, call: Call, request: pb.CheckRequest) -> Permit:
    return entrance.permit(call, entrance.allowed(call), request)


def _reached(memory: Memory, call: Call, item: Item) -> None:
    with memory.reading(call, memory.reach(call)) as reader:
        (reached,) = reached_items(call, [item], reader)
    if reached.refusal is not None or reached.item is not item:
        raise AssertionError("an employee is out of reach")


def _asked(probing: Probing, call: Call, subject: PrincipalName) -> None:
    if probing.of_item(call, Item(subject, DirectiveName(DIRECTIVE)), subject, Times()) is not None:
        raise AssertionError("ordinary traffic is refused")


def _grants() -> Sequence[Grant]:
    limits = (_EMPLOYEES, frozenset({DirectiveName(DIRECTIVE)}), frozenset({PURPOSE}), Tier.EFFECT)
    gateway = Grant(GrantName("grants/gateway"), CallerName(_GATEWAY.name), Role.GATEWAY, *limits)
    operators = [
        Grant(GrantName(f"grants/{who}"), CallerName(f"callers/{who}"), Role.OPERATOR, None, None, None, Tier.EFFECT)
        for who in ("ann", "ben")
    ]
    return [gateway, *operators]


def _microseconds(part: _Part, effort: Effort) -> float:
    """Of this process's CPU time, for each time that it is done."""
    done, began, wall = 0, time.process_time(), time.perf_counter()
    while time.perf_counter() - wall < effort.seconds / 4 or time.process_time() <= began:
        for _ in range(_AT_A_TIME):
            part.once()
        done += _AT_A_TIME
    return (time.process_time() - began) / done * 1e6

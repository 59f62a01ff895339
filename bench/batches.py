"""BatchCheck in this process: the facts of everybody in memory, and each answer found anew."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from bench.contenders import WrongAnswerError
from bench.persons import AT, DIRECTIVE, ISSUER, PURPOSE, Person, named
from denizen.cli.catalogue import Directives
from denizen.domain.attestations import AttestationState
from denizen.domain.determinations import Determination
from denizen.domain.directives import Directive
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.domain.issuers import Issuer
from denizen.domain.principals import Principal, PrincipalKind
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.convert.enums import DETERMINATION
from denizen.storage.memory import MemoryStore
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.ports import Event, Store
from denizen.usecases.remembering import Memory
from denizen.v1 import determination_pb2 as pb

_NEVER = 1e9
"""Seconds: nothing is written meanwhile, and so nothing has to be followed."""
_MOST_BYTES = 2**30


class _Clock:
    def now(self) -> datetime:
        return AT


def batch(
    directives: Directives, persons: Sequence[Person], number: int, tier: Tier, *, kept: bool = False
) -> Callable[[], object]:
    """Asks about `number` persons of these sorts under `DIRECTIVE` in one call, and makes the bytes of their answers.
    Each time at a moment before the last, at which no answer holds that was kept; with `kept` at the same, at which
    all do. `WrongAnswerError` where one is another than expected."""
    asked = list(islice(cycle(persons), number))
    store, call = MemoryStore(_Clock()), Call(Caller("callers/bench"), PURPOSE, tier=tier)
    _fill(store, call, directives, asked)
    memory = Memory(store, _Clock(), most_bytes=_MOST_BYTES, bound=_NEVER)
    check = DeterminationUseCases.on(store, _Clock(), render_answer, memory).check
    items = [Item(named(each), DIRECTIVE) for each in range(number)]
    moment = datetime(2026, 6, 30, tzinfo=UTC)

    def ask() -> Sequence[bytes | DenizenError]:
        nonlocal moment
        if not kept:
            moment -= timedelta(microseconds=1)
        return check(call, items, Times(at=moment)).answers

    for person, found in zip(asked, ask(), strict=True):
        if tier >= Tier.DETERMINATION and (isinstance(found, DenizenError) or _told(found) is not person.expected):
            raise WrongAnswerError(f"{person.sort}: another answer than expected")
    return ask


def _told(answer: bytes) -> Determination:
    return DETERMINATION.read(pb.Answer.FromString(answer).determination, "determination")


def _fill(store: Store, call: Call, directives: Directives, persons: Sequence[Person]) -> None:
    directive = directives.by_name[DIRECTIVE]
    with store.write(call) as writer:
        writer.put_issuer(Issuer(ISSUER))
        writer.add_directive(Directive(directive.name, directive.kind))
        for version, _ in directive.versions.values():
            writer.add_version(version)
        for record in directive.records:
            writer.add_activation(directive.name, record)
        for country_set in directives.country_sets.values():
            writer.put_country_set(country_set)
        for number, person in enumerate(persons):
            facts = person.known_as(named(number))
            writer.add_principal(Principal(facts.name, PrincipalKind.PERSON))
            for attestation in facts.attestations:
                writer.add_attestation(attestation, AttestationState.VERIFIED)
        writer.record(Event("bench.filled", "bench"))

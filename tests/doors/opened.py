"""A store behind both doors, and beside them a server that keeps nothing, to compare with."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum

import grpc

from denizen.domain.assurance import AssuranceLevel
from denizen.rpc import logs
from denizen.rpc.authentication import Authenticator, TrustsEveryone
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.entrance import Entrance, Entrances
from denizen.rpc.repeated_checks import Repeated, RepeatedChecks
from denizen.rpc.server import Server, Service
from denizen.rpc.services import determination_service
from denizen.storage.keyring import KeyRing
from denizen.storage.tokens import SealedTokens
from denizen.usecases.answering_again import AnswerAgain
from denizen.usecases.context import Caller
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.permitting import Grants, NoGrants, Permitting, Unguarded
from denizen.usecases.ports import Clock, Store, Tokens
from denizen.usecases.remembering import Memory
from tests.doors.ways import Again, AtListener, ByChannel, InTurn, Way
from tests.gateway.asgi import Door
from tests.unit.usecases.builders import HER

TOKENS: Tokens = SealedTokens(KeyRing.create())
TRUSTING = TrustsEveryone(HER.caller)


class Which(Enum):
    """Through which door, and whether it may have been asked there before."""

    MAIN = "main server"
    MAIN_AGAIN = "main server, again"
    LISTENER = "listener"
    LISTENER_AGAIN = "listener, again"
    IN_TURN = "both in turn"

    @property
    def keeps(self) -> bool:
        """Whether questions are known again by their bytes."""
        return self not in (Which.MAIN, Which.LISTENER)


class Counted(RepeatedChecks):
    """Counts what was answered at once."""

    def __init__(self, again: AnswerAgain, tokens: Tokens) -> None:
        super().__init__(again, tokens)
        self.answered = 0

    def answer(self, caller: Caller, message: bytes, entrance: Entrance) -> Repeated | None:
        found = super().answer(caller, message, entrance)
        self.answered += found is not None
        return found


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in. `anew` reads and evaluates everything each time, at the latest revision; `listener` takes more than
    questions; `log` is what all say."""

    ways: Mapping[Which, Way]
    anew: Way
    listener: Door
    repeated: Counted
    log: io.StringIO
    server: Server


def unguarded(_: Memory) -> Grants:
    """Callers whom nobody asks who they are may do everything; the others nothing."""
    return NoGrants()


@contextmanager
def opened(
    store: Store,
    memory: Memory,
    clock: Clock,
    granted: Callable[[Memory], Grants] = unguarded,
    authenticator: Authenticator = TRUSTING,
    *,
    keeps: bool = True,
    more: Sequence[Service] = (),
) -> Iterator[Doors]:
    """Both doors onto one store, while the block runs; `keeps`: questions are known again by their bytes; `more`
    services at the main server's door."""
    log = io.StringIO()
    logger = logs.logger("info", log)
    repeated = Counted(DeterminationUseCases.on(store, clock, render_answer, memory).again, TOKENS)

    def server(own: Memory, again: RepeatedChecks | None) -> Server:
        use_cases = DeterminationUseCases.on(store, clock, render_answer, own)
        service = replace(determination_service(use_cases, TOKENS), again=again)
        permitting = Permitting(granted(own), store, Unguarded(AssuranceLevel.HIGH))
        return Server([service, *more], authenticator, logger, entrances=Entrances(permitting))

    keeping, forgetting = server(memory, repeated if keeps else None), server(Memory(store, clock, 0), None)
    port = keeping.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            main = ByChannel(channel)
            door, beside = (Door.onto(each, authenticator, logger) for each in (keeping, forgetting))
            listener, anew = AtListener(door), AtListener(beside)
            ways: dict[Which, Way] = {
                Which.MAIN: main,
                Which.MAIN_AGAIN: Again(main),
                Which.LISTENER: listener,
                Which.LISTENER_AGAIN: Again(listener),
                Which.IN_TURN: InTurn(main, listener),
            }
            yield Doors(ways, anew, door, repeated, log, keeping)
    finally:
        for each in (keeping, forgetting):
            each.drain(0)

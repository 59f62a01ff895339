"""A listener of which a part fails, one after the other, and what must not be told then."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.message import Message

from denizen.gateway import adapter
from denizen.gateway.adapter import Adapter
from denizen.gateway.context import Context
from denizen.gateway.heads import Heads
from denizen.gateway.methods import Methods
from denizen.rpc import at_once, determination, freshness, repeated_checks
from denizen.rpc.at_once import AtOnce, Found
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.calls import CallIds
from denizen.rpc.convert import determinations as convert
from denizen.rpc.entrance import Entrance
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.rpc.turn import Turn
from denizen.storage.tokens import SealedTokens
from denizen.usecases.access import CheckAccess
from denizen.usecases.answering_again import AnswerAgain
from denizen.usecases.decision_cache import DecisionCache, KeptAnswer
from denizen.usecases.facts_cache import FactsCache
from denizen.usecases.following import Follower
from denizen.usecases.permitting import Permitting
from denizen.usecases.rates import Rates
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import WarmCheck
from denizen.v1 import determination_pb2 as pb
from tests.doors.entering import enforced
from tests.doors.everywhere import RESPONSES
from tests.doors.opened import Doors, Which, opened
from tests.doors.ways import ACCESS, BATCH, CHECK
from tests.gateway.asgi import Told
from tests.unit.freshness.world import ORGANISATIONS, PERSONS, World
from tests.unit.usecases.builders import EXPORT
from tests.unit.usecases.directives import EAR, MODEL

_ITEM = pb.BatchCheckItem(principal=PERSONS[0], directive=EAR.name, resource=MODEL.name)
QUESTIONS: dict[str, Message] = {
    CHECK: pb.CheckRequest(principal=PERSONS[0], directive=EAR.name, resource=MODEL.name, purpose=EXPORT),
    BATCH: pb.BatchCheckRequest(items=[_ITEM], purpose=EXPORT),
    ACCESS: pb.CheckAccessRequest(principal=PERSONS[0], resource=MODEL.name, purpose=EXPORT),
}


class OddError(BaseException):
    pass


FAILURES: tuple[type[BaseException], ...] = (
    RuntimeError,
    MemoryError,
    StopIteration,
    asyncio.CancelledError,
    SystemExit,
    OddError,
)
NEEDED: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "heads": (Heads, "read", tuple(QUESTIONS)),
    "handlers": (Methods, "of", tuple(QUESTIONS)),
    "the call": (Turn, "__init__", tuple(QUESTIONS)),
    "authentication": (TrustsEveryone, "authenticate", tuple(QUESTIONS)),
    "limits": (Rates, "take", tuple(QUESTIONS)),
    "permission": (Permitting, "allowed", tuple(QUESTIONS)),
    "entrance": (Entrance, "permit", tuple(QUESTIONS)),
    "freshness": (freshness, "complete", tuple(QUESTIONS)),
    "reading an item": (convert, "read_times", tuple(QUESTIONS)),
    "use case of Check": (WarmCheck, "__call__", (CHECK, BATCH)),
    "use case of CheckAccess": (CheckAccess, "__call__", (ACCESS,)),
    "memory": (Memory, "reach", tuple(QUESTIONS)),
    "follower": (Follower, "reach", tuple(QUESTIONS)),
    "facts": (FactsCache, "get", (ACCESS,)),
    "answers": (DecisionCache, "get_of", (CHECK, BATCH)),
    "tokens": (SealedTokens, "revision_token", tuple(QUESTIONS)),
    "encoding Check": (determination, "encode_check", (CHECK,)),
    "encoding BatchCheck": (determination, "encode_batch", (BATCH,)),
    "cutting CheckAccess": (determination, "cut", (ACCESS,)),
    "trailers": (Context, "set_trailing_metadata", tuple(QUESTIONS)),
    "end of the call": (Turn, "end", tuple(QUESTIONS)),
    "answering": (Adapter, "_answered", tuple(QUESTIONS)),
    "handling": (Adapter, "_handled", tuple(QUESTIONS)),
    "framing": (adapter, "framed", tuple(QUESTIONS)),
    "writing trailers": (adapter, "written", tuple(QUESTIONS)),
    "reply": (adapter, "Reply", tuple(QUESTIONS)),
}
"""Without which no call of those methods is answered that was not answered before."""

AT_ONCE: dict[str, tuple[Any, str]] = {
    "the whole": (AtOnce, "answer"),
    "quickly": (Adapter, "_quickly"),
    "heads": (Heads, "read"),
    "authentication": (TrustsEveryone, "authenticate"),
    "limits": (Rates, "take"),
    "permission": (Entrance, "at_once"),
    "what is kept": (RepeatedChecks, "answer"),
    "the moment": (AnswerAgain, "now"),
    "whether it holds": (AnswerAgain, "holds"),
    "the kept answer": (KeptAnswer, "holds"),
    "follower": (Follower, "recent"),
    "the field of the moment": (repeated_checks, "_moment"),
    "ids of answers": (RepeatedChecks, "_id"),
    "tokens": (RepeatedChecks, "_told"),
    "ids of calls": (CallIds, "new"),
    "what is found": (at_once, "Found"),
    "trailers": (Found, "trailers"),
    "framing": (adapter, "framed"),
    "writing trailers": (adapter, "written"),
    "reply": (adapter, "Reply"),
    "learning": (RepeatedChecks, "learn"),
}
"""What answers at once what was answered before. Where that fails it may be asked anew."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A listener that has answered each question before: `right` is what."""

    world: World
    doors: Doors

    def ask(self, method: str) -> Told:
        return self.doors.ways[Which.LISTENER](method, QUESTIONS[method])

    def right(self, method: str) -> bytes:
        told = self.ask(method)
        assert told.code is grpc.StatusCode.OK, told
        return plain(method, told)


def plain(method: str, told: Told) -> bytes:
    message = RESPONSES[method].FromString(told.message)
    assert message.decision_id
    for name in ("decision_id", "at"):
        message.ClearField(name)
    found: bytes = message.SerializeToString(deterministic=True)
    return found


def listening(*, keeps: bool) -> Iterator[Listening]:
    world = World()
    enforced(world)
    world.add(PERSONS[0])
    world.cleared(PERSONS[0], ORGANISATIONS[0])
    with opened(world.slow, world.memory, world.clock, keeps=keeps) as doors:
        made = Listening(world, doors)
        for method in QUESTIONS:
            assert made.right(method) == made.right(method)
        yield made


def fails(error: type[BaseException]) -> Any:
    def fail(*_: object, **__: object) -> object:
        raise error("secret")

    return fail


def never_ok(told: Told, log: str) -> None:
    assert told.code not in (grpc.StatusCode.OK, None)
    assert told.message == b""
    assert "secret" not in told.words + str(told.trailers) + log

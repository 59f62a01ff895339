"""One question at every door, asked first and again; and whether that is what a server answers that keeps nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.message import Message

from denizen.domain.determinations import Presence
from denizen.rpc.convert.moments import write_moment
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import principal_pb2
from tests.doors.laid import LEI
from tests.doors.opened import Doors, Which
from tests.doors.ways import ACCESS, BATCH, CHECK
from tests.gateway.asgi import Told
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import DIRECTIVE
from tests.unit.usecases.directives import MODEL

RESPONSES: dict[str, type[Any]] = {
    CHECK: pb.CheckResponse,
    BATCH: pb.BatchCheckResponse,
    ACCESS: pb.CheckAccessResponse,
}
Bare = tuple[grpc.StatusCode | None, str, bytes]


def questions(scene: u.Scene, *, explain: bool) -> dict[str, Message]:
    """The scene's question as each method asks it; in a batch beside questions about everybody else."""
    presence = None if scene.presence is None else presence_of(scene.presence)
    asked: dict[str, Any] = {"resource": MODEL.name, "presence": presence}
    items = [pb.BatchCheckItem(principal=name, directive=DIRECTIVE, **asked) for name in (scene.asked, *u.NAMES)]
    who = principal_pb2.ExternalIdentifier(scheme=LEI.scheme, value=LEI.value)
    items.append(pb.BatchCheckItem(external_identifier=who, directive=DIRECTIVE, **asked))
    return {
        CHECK: pb.CheckRequest(principal=scene.asked, directive=DIRECTIVE, purpose=u.PURPOSE, explain=explain, **asked),
        BATCH: pb.BatchCheckRequest(items=items, purpose=u.PURPOSE),
        ACCESS: pb.CheckAccessRequest(principal=scene.asked, purpose=u.PURPOSE, **asked),
    }


def presence_of(presence: Presence) -> pb.Presence:
    observed = write_moment(presence.observed_at)
    return pb.Presence(country=presence.country.code, source=presence.source, observed_at=observed)


@dataclass(frozen=True, slots=True)
class Everywhere:
    """`order`: of the doors."""

    doors: Doors
    order: Sequence[Which]

    def ask(self, method: str, request: Message, *metadata: tuple[str, str]) -> Told:
        """What is answered, which is the same everywhere and each time, but for ids."""
        expected = self.doors.anew(method, request, *metadata)
        for which in self.order:
            for _ in range(2):
                told = self.doors.ways[which](method, request, *metadata)
                assert bare(method, told) == bare(method, expected), which
        return expected


def bare(method: str, told: Told) -> Bare:
    """What was told, without what names it."""
    if told.code is not grpc.StatusCode.OK:
        return told.code, told.words, b""
    message = RESPONSES[method].FromString(told.message)
    assert len(message.decision_id) == 24
    message.decision_id = ""
    return told.code, "", message.SerializeToString(deterministic=True)


def answers(method: str, message: Any) -> list[Any]:
    """The parts of a response of which each says until when it stands."""
    if method == BATCH:
        return [each.answer for each in message.results if each.HasField("answer")]
    return [message.access if method == ACCESS else message.answer]


def serialized(answer: Any, *without: str) -> bytes:
    """It, and what contributed to it, without those fields."""
    copy = type(answer)()
    copy.CopyFrom(answer)
    for each in (copy, *(each.answer for each in getattr(copy, "contributions", ()))):
        for name in without:
            each.ClearField(name)
    found: bytes = copy.SerializeToString(deterministic=True)
    return found

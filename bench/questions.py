"""The question of `check`, put to us and to Cerbos: one person a call, and many."""

from collections.abc import Sequence
from dataclasses import replace

import grpc

from bench import cerbos
from bench.cerbos import Cerbos
from bench.contenders import Contender
from bench.own_server import OwnServer
from bench.persons import DIRECTIVE, EMPLOYEE_ON_H1B, PURPOSE, TYPICAL, Person, named
from denizen.domain.determinations import Determination
from denizen.domain.names import PrincipalName
from denizen.v1 import determination_pb2 as pb

ASKED = EMPLOYEE_ON_H1B
"""Whom single questions are about: every leaf of the rule has to be looked at."""
OURS, THEIRS = "Denizen Check", "Cerbos CheckResources"
DECISION = f"{OURS}, decision listener"
AUDITED = f"{THEIRS}, audit on"
UNKEPT = ", from the database"
"""Ends the name of a question about a past revision. Its answers are never kept: facts are read and the rule is
evaluated each time."""
_CHECK = "/denizen.v1.DeterminationService/Check"
_BATCH = "/denizen.v1.DeterminationService/BatchCheck"


def latest_revision(server: OwnServer) -> int:
    """The revision that an answer of now speaks of."""
    return pb.CheckResponse.FromString(answer_of(server)).known_revision


def answer_of(server: OwnServer) -> bytes:
    """The answer to the single question, as it goes over the wire."""
    with grpc.insecure_channel(server.address) as channel:
        call = channel.unary_unary(
            _CHECK,
            request_serializer=pb.CheckRequest.SerializeToString,
            response_deserializer=bytes,
        )
        answer: bytes = call(_question(), timeout=60)
        return answer


def check(server: OwnServer, revision: int | None = None) -> Contender:
    """With a revision: as known then, which is from the database."""
    message = _question(revision).SerializeToString()
    return Contender(
        OURS if revision is None else OURS + UNKEPT,
        server.address,
        _CHECK,
        lambda: message,
        lambda answer: _told(pb.CheckResponse.FromString(answer).answer),
        _expected(ASKED),
        pid=server.pid,
    )


def checked(server: OwnServer, name: PrincipalName) -> Contender:
    """About that principal, whatever the answer."""
    message = pb.CheckRequest(principal=name, directive=DIRECTIVE, purpose=PURPOSE).SerializeToString()
    return Contender(OURS, server.address, _CHECK, lambda: message, lambda _: "", "", pid=server.pid)


def decision(server: OwnServer) -> Contender:
    """The same, through the decision listener."""
    return replace(check(server), name=DECISION, address=server.decisions)


def batch(server: OwnServer, persons: Sequence[Person], revision: int | None = None) -> Contender:
    """About the persons in the order in which they were stored."""
    items = [pb.BatchCheckItem(principal=named(n), directive=DIRECTIVE) for n in range(len(persons))]
    message = pb.BatchCheckRequest(items=items, purpose=PURPOSE, known_revision=revision).SerializeToString()
    return Contender(
        f"Denizen BatchCheck of {len(persons)}{'' if revision is None else UNKEPT}",
        server.address,
        _BATCH,
        lambda: message,
        lambda answer: ", ".join(_told(each.answer) for each in pb.BatchCheckResponse.FromString(answer).results),
        ", ".join(map(_expected, persons)),
        items=len(persons),
        pid=server.pid,
    )


def their_check(server: Cerbos, person: Person = ASKED, name: str = THEIRS) -> Contender:
    return _theirs(name, server, [person])


def their_batch(server: Cerbos, persons: Sequence[Person]) -> Contender:
    return _theirs(f"{THEIRS} of {len(persons)}", server, persons)


def _theirs(name: str, server: Cerbos, persons: Sequence[Person]) -> Contender:
    message = server.question(persons)
    return Contender(
        name,
        server.address,
        cerbos.METHOD,
        lambda: message,
        server.told,
        ", ".join(map(_effect, persons)),
        items=len(persons),
        pid=server.pid,
    )


def _question(revision: int | None = None) -> pb.CheckRequest:
    name = named(TYPICAL.index(ASKED))
    return pb.CheckRequest(principal=name, directive=DIRECTIVE, purpose=PURPOSE, known_revision=revision)


def _told(answer: pb.Answer) -> str:
    determination = pb.Determination.Name(answer.determination).removeprefix("DETERMINATION_")
    return f"{determination} {pb.Effect.Name(answer.effect).removeprefix('EFFECT_')}"


def _expected(person: Person) -> str:
    return f"{person.expected.name} {_effect(person)}"


def _effect(person: Person) -> str:
    return "ALLOW" if person.expected is Determination.NOT_FOREIGN_NATIONAL else "DENY"

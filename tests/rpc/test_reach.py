"""What callers of a limited reach are answered: about others, as about nobody."""

from typing import Any

import grpc
import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.roles import Role
from denizen.usecases.context import Call, Caller
from denizen.v1 import determination_pb2
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.peopled import (
    ALL,
    BOTH,
    DESK,
    EAR,
    FOR,
    FOREIGN,
    MISSING,
    NONE,
    OTHER,
    OWN,
    OWNED,
    at,
    check,
    owned_by_french,
    server,
    without_ids,
)

__all__ = ["server"]


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("name", [FOREIGN, NONE, "principals/badge-reader"], ids=["foreign", "of none", "acts for one"])
@pytest.mark.parametrize("past", [False, True], ids=["now", "in the past"])
def test_a_question_about_others_is_answered_as_about_nobody(
    server: Granted, tier: Tier, name: str, *, past: bool
) -> None:
    revision = server.store.head(Call(Caller("callers/test"))).number
    times: dict[str, Any] = {"known_revision": revision} if past else {}
    moment = {"seconds": 1_800_000_000}
    limits: dict[str, Any] = {"populations": EMPLOYEES, "tier": tier, "presence": AssuranceLevel.HIGH}
    server.grant(DESK, Role.COMPLIANCE, **limits)
    stub = DeterminationServiceStub(server.channel)

    def answers(who: str) -> list[bytes]:
        question = determination_pb2.CheckRequest(principal=who, directive=EAR, purpose=FOR, explain=True, **times)
        batch = determination_pb2.BatchCheckRequest(
            items=[{"principal": who, "directive": EAR}, {"principal": OWN, "directive": EAR}], purpose=FOR, **times
        )
        difference = determination_pb2.DiffDeterminationsRequest(
            question=question,
            before={"known_revision": revision - 1, "at": moment},
            after={"known_revision": revision, "at": moment},
        )
        told = [
            without_ids(stub.Check(question, **at(DESK))),
            without_ids(stub.Check(question, **at(DESK))),  # warm
            without_ids(stub.BatchCheck(batch, **at(DESK))),
        ]
        if tier is Tier.FACTS:
            told.append(without_ids(stub.DiffDeterminations(difference, **at(DESK))))
        return told

    assert answers(name) == answers(MISSING)
    assert check(server, DESK, name).answer.effect == determination_pb2.EFFECT_DENY


def test_who_is_within_reach_is_answered_as_to_everybody(server: Granted) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    for name in (OWN, BOTH):
        assert without_ids(check(server, DESK, name)) == without_ids(check(server, ALL, name))


def test_batch_equals_singles_for_who_sees_more_of_some(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY)
    server.grant(DESK, Role.REVIEWER, populations=EMPLOYEES)
    names = [OWN, FOREIGN, BOTH, NONE, MISSING, "principals/badge-reader"]
    items = [{"principal": name, "directive": EAR} for name in names]
    request = determination_pb2.BatchCheckRequest(items=items, purpose=FOR)
    batch = DeterminationServiceStub(server.channel).BatchCheck(request, **at(DESK))
    singles = [check(server, DESK, name).answer for name in names]
    assert [result.answer for result in batch.results] == singles
    assert [bool(answer.reasons) for answer in singles] == [True, False, True, False, False, False]


def test_of_a_batch_the_items_beyond_reach_are_refused_each(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY, directives=frozenset({EAR}))
    items = [{"principal": OWN, "directive": each} for each in (EAR, OTHER)]
    request = determination_pb2.BatchCheckRequest(items=items, purpose=FOR)
    answered, refused = DeterminationServiceStub(server.channel).BatchCheck(request, **at(DESK)).results
    assert answered.answer.effect
    assert refused.error.code == grpc.StatusCode.PERMISSION_DENIED.value[0]


def test_an_answer_that_rests_on_another_person_is_not_shown_in_full(server: Granted) -> None:
    shop = owned_by_french(server)
    whole = check(server, ALL, shop, OWNED, explain=True)
    assert FOREIGN.encode() in whole.SerializeToString()
    server.grant(DESK, Role.AUDITOR, populations=EMPLOYEES)
    for _ in range(2):  # the second time from memory
        told = check(server, DESK, shop, OWNED, explain=True)
        assert (
            told.answer.determination == whole.answer.determination == determination_pb2.DETERMINATION_FOREIGN_NATIONAL
        )
        assert told.answer.reasons == whole.answer.reasons
        assert FOREIGN.encode() not in told.SerializeToString()
    server.grant(DESK, Role.AUDITOR)
    assert check(server, DESK, shop, OWNED, explain=True).answer == whole.answer

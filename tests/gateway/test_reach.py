"""What is kept in memory is given to nobody whose reach has changed since, at either door."""

import io
from typing import Any

import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.roles import Role
from denizen.gateway.methods import METHODS
from denizen.rpc import logs
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import principal_pb2
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.gateway.asgi import Door
from tests.rpc.granted import EMPLOYEES, Granted, SaysWhoItIs
from tests.rpc.peopled import (
    ALL,
    DESK,
    EAR,
    FOR,
    FOREIGN,
    MISSING,
    OWN,
    OWNED,
    at,
    check,
    owned_by_french,
    server,
)

__all__ = ["server"]
CHECK, BATCH, _ = METHODS


@pytest.fixture
def door(server: Granted) -> Door:
    return Door.onto(server.server, SaysWhoItIs(), logs.logger("error", io.StringIO()))


def answers(server: Granted, door: Door, who: str, directive: str = EAR) -> list[bytes]:
    """The same question, at both doors, alone and in a batch, again and again."""
    question = pb.CheckRequest(principal=who, directive=directive, purpose=FOR)
    batch = pb.BatchCheckRequest(items=[{"principal": who, "directive": directive}], purpose=FOR)
    found: list[pb.Answer] = []
    for _ in range(3):
        found.append(check(server, DESK, who, directive).answer)
        found.append(pb.CheckResponse.FromString(door.ask(CHECK, question, ("caller", DESK)).message).answer)
        several = pb.BatchCheckResponse.FromString(door.ask(BATCH, batch, ("caller", DESK)).message)
        found += [each.answer for each in several.results]
    assert len(found) == 9
    return [each.SerializeToString(deterministic=True) for each in found]


def move(server: Granted, who: str, *populations: str) -> None:
    request = principal_pb2.UpdatePopulationsRequest(name=who, populations=populations, purpose=FOR)
    PrincipalServiceStub(server.channel).UpdatePopulations(request, **at(ALL))


@pytest.mark.parametrize("tier", Tier)
def test_who_leaves_the_reach_is_nobody_and_who_comes_is_somebody(server: Granted, door: Door, tier: Tier) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES, tier=tier)
    (nobody,) = set(answers(server, door, MISSING))
    (somebody,) = set(answers(server, door, OWN))
    move(server, OWN, "customer")
    assert set(answers(server, door, OWN)) == {nobody}
    move(server, OWN, "employee")
    assert set(answers(server, door, OWN)) == {somebody}
    assert (somebody == nobody) is (tier < Tier.REASONS)


def test_a_service_goes_where_those_go_for_whom_it_acts(server: Granted, door: Door) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    (nobody,) = set(answers(server, door, MISSING))
    badge_reader = "principals/badge-reader"  # acts for one of the customers
    assert set(answers(server, door, badge_reader)) == {nobody}
    move(server, FOREIGN, "employee")
    assert nobody not in answers(server, door, badge_reader)
    move(server, FOREIGN, "customer")
    assert set(answers(server, door, badge_reader)) == {nobody}


def test_an_answer_names_nobody_who_has_left_the_reach(server: Granted, door: Door) -> None:
    shop = owned_by_french(server)
    move(server, FOREIGN, "employee")
    server.grant(DESK, Role.AUDITOR, populations=EMPLOYEES)
    (shown,) = set(answers(server, door, shop, OWNED))
    assert FOREIGN.encode() in shown
    move(server, FOREIGN, "customer")
    assert not any(FOREIGN.encode() in each for each in answers(server, door, shop, OWNED))
    move(server, FOREIGN, "employee")
    assert set(answers(server, door, shop, OWNED)) == {shown}


@pytest.mark.parametrize("order", [1, -1], ids=["the lower first", "the higher first"])
def test_each_tier_gets_its_own_answer_whatever_was_asked_before(server: Granted, door: Door, order: int) -> None:
    cold: dict[Tier, Any] = {}
    for tier in list(Tier)[::order]:
        grant = server.grant(DESK, Role.AUDITOR, tier=tier)
        (cold[tier],) = set(answers(server, door, OWN))
        server.revoke(grant)
    assert len(set(cold.values())) == len(Tier)
    for tier in list(Tier)[::-order]:
        grant = server.grant(DESK, Role.AUDITOR, tier=tier)
        assert set(answers(server, door, OWN)) == {cold[tier]}
        server.revoke(grant)

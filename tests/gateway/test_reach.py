"""What is kept in memory is given to nobody whose reach has changed since, at either door."""

import io
from typing import Any

import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.roles import Role
from denizen.gateway.methods import METHODS
from denizen.rpc import logs
from denizen.rpc.turn import Turn
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import principal_pb2
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.gateway.asgi import Door
from tests.rpc.granted import EMPLOYEES, Granted, SaysWhoItIs
from tests.rpc.peopled import (
    ALL,
    BOTH,
    DESK,
    EAR,
    FOR,
    FOREIGN,
    MISSING,
    OWN,
    OWNED,
    at,
    attest,
    check,
    owned_by_french,
    server,
)

__all__ = ["server"]
CHECK, BATCH, _ = METHODS
LONG = 3600.0
EITHER = pytest.mark.parametrize(
    "server", [pytest.param(0.0, id="found anew"), pytest.param(LONG, id="kept")], indirect=True
)
KEPT = pytest.mark.parametrize("server", [pytest.param(LONG, id="kept")], indirect=True)


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
    # Another question first, so that what was kept before meets a state that was followed.
    check(server, ALL, BOTH, EAR)


@EITHER
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


@EITHER
def test_a_service_goes_where_those_go_for_whom_it_acts(server: Granted, door: Door) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    (nobody,) = set(answers(server, door, MISSING))
    badge_reader = "principals/badge-reader"  # acts for one of the customers
    assert set(answers(server, door, badge_reader)) == {nobody}
    move(server, FOREIGN, "employee")
    assert nobody not in answers(server, door, badge_reader)
    move(server, FOREIGN, "customer")
    assert set(answers(server, door, badge_reader)) == {nobody}


@EITHER
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


@EITHER
def test_nor_is_more_shown_where_a_claim_that_no_rule_reads_leads_to_whoever_has_left(
    server: Granted, door: Door
) -> None:
    shop = owned_by_french(server)
    attest(server, OWN, {"affiliation": {"kind": "AFFILIATION_KIND_EMPLOYEE", "organisation": shop}})
    server.grant(DESK, Role.AUDITOR, populations=EMPLOYEES)
    (less,) = set(answers(server, door, OWN))
    move(server, FOREIGN, "employee")
    (shown,) = set(answers(server, door, OWN))
    assert less != shown
    move(server, FOREIGN, "customer")
    assert set(answers(server, door, OWN)) == {less}


@EITHER
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


def by_turns(server: Granted, monkeypatch: pytest.MonkeyPatch, who: str) -> bool:
    """Whether the main door has to ask the guard itself about that one, and does not answer at once."""
    asked: list[object] = []

    class Seen(Turn):
        def __init__(self, *told: Any) -> None:
            asked.append(told)
            super().__init__(*told)

    with monkeypatch.context() as patched:
        patched.setattr("denizen.rpc.interceptors.Turn", Seen)
        check(server, DESK, who, EAR)
    return bool(asked)


@KEPT
def test_who_is_limited_is_answered_at_once_about_those_within_reach(
    server: Granted, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    for who in (OWN, FOREIGN, MISSING):
        check(server, DESK, who, EAR)
    assert [by_turns(server, monkeypatch, who) for who in (OWN, FOREIGN, MISSING)] == [False, True, True]
    move(server, OWN, "customer")
    assert by_turns(server, monkeypatch, OWN)
    assert by_turns(server, monkeypatch, OWN)
    move(server, OWN, "employee")
    assert by_turns(server, monkeypatch, OWN)
    assert not by_turns(server, monkeypatch, OWN)


@EITHER
def test_of_two_grants_the_one_that_reaches_decides_what_is_shown_at_once(server: Granted, door: Door) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES, tier=Tier.FACTS)
    server.grant(DESK, Role.COMPLIANCE, tier=Tier.EFFECT)
    (full,) = set(answers(server, door, OWN))
    move(server, OWN, "customer")
    (little,) = set(answers(server, door, OWN))
    assert len(little) < len(full)
    move(server, OWN, "employee")
    assert set(answers(server, door, OWN)) == {full}

"""Lists and counts of everybody over the wire, for callers of every reach and tier."""

from typing import Any

import grpc
import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.roles import Role
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import principal_pb2
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.peopled import ALL, BOTH, DESK, EAR, FOR, FOREIGN, NONE, OTHER, OWN, at, check, server

__all__ = ["server"]
BADGE_READER = "principals/badge-reader"
ASKED = {"directive": EAR, "purpose": FOR}


def page(server: Granted, caller: str, **more: Any) -> pb.ListDeterminationsResponse:
    request = pb.ListDeterminationsRequest(**{**ASKED, **more})
    answer: pb.ListDeterminationsResponse = DeterminationServiceStub(server.channel).ListDeterminations(
        request, **at(caller)
    )
    return answer


def counts(server: Granted, caller: str, **more: Any) -> list[pb.CountDeterminationsResponse]:
    request = pb.CountDeterminationsRequest(**{**ASKED, **more})
    return list(DeterminationServiceStub(server.channel).CountDeterminations(request, **at(caller)))


def refused(server: Granted, caller: str, **more: Any) -> grpc.StatusCode:
    with pytest.raises(grpc.RpcError) as raised:
        page(server, caller, **more)
    assert isinstance(raised.value, grpc.Call)
    return raised.value.code()


def test_everybody_is_listed_page_by_page_as_check_answers(server: Granted) -> None:
    found: list[pb.ListedDetermination] = []
    token = ""
    while True:
        part = page(server, ALL, page_size=2, page_token=token)
        assert len(part.determinations) <= 2
        found += part.determinations
        token = part.next_page_token
        if not token:
            break
    assert [each.principal for each in found] == sorted((OWN, FOREIGN, BOTH, NONE, BADGE_READER))
    for each in found:
        assert each.answer == check(server, ALL, each.principal, known_revision=part.known_revision).answer


def test_a_token_is_good_for_its_caller_and_question_alone(server: Granted) -> None:
    server.grant("callers/other", Role.COMPLIANCE)
    token = page(server, ALL, page_size=1).next_page_token
    assert page(server, ALL, page_size=3, page_token=token).determinations
    assert refused(server, "callers/other", page_token=token) is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(server, ALL, page_token=token, directive=OTHER) is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(server, ALL, page_token=token, population="employee") is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(server, ALL, page_token="forged") is grpc.StatusCode.INVALID_ARGUMENT


def test_others_are_left_out_and_nothing_tells_of_them(server: Granted) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    listed = page(server, DESK, page_size=2)
    rest = page(server, DESK, page_size=2, page_token=listed.next_page_token)
    found = [*listed.determinations, *rest.determinations]
    assert [each.principal for each in found] == sorted((BADGE_READER, BOTH, OWN))
    for each in found:
        assert each.answer == check(server, DESK, each.principal, known_revision=listed.known_revision).answer
    assert not page(server, DESK, population="customer", page_size=50).determinations[1:]
    (*_, last) = counts(server, DESK)
    assert (last.complete, last.counts.principals, last.principals_expected) == (True, 3, 0)


def test_whoever_left_the_callers_reach_is_not_on_the_next_page(server: Granted) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    listed = page(server, DESK, page_size=1)
    update = principal_pb2.UpdatePopulationsRequest(name=OWN, populations=["customer"], purpose=FOR)
    PrincipalServiceStub(server.channel).UpdatePopulations(update, **at(ALL))
    rest = page(server, DESK, page_token=listed.next_page_token)
    assert [each.principal for each in rest.determinations] == [BOTH]


@pytest.mark.parametrize("tier", Tier)
def test_each_tier_is_shown_its_part(server: Granted, tier: Tier) -> None:
    server.grant(DESK, Role.COMPLIANCE, tier=tier)
    listed = page(server, DESK)
    for each in listed.determinations:
        assert each.answer == check(server, DESK, each.principal).answer
        assert bool(each.answer.reasons) == (tier >= Tier.REASONS)
    (*_, last) = counts(server, DESK)
    assert last.counts.effects
    assert bool(last.counts.determinations) == bool(last.known_revision) == (tier >= Tier.DETERMINATION)
    assert bool(last.counts.reasons) == bool(last.counts.populations) == (tier >= Tier.REASONS)
    wanted = {"reasons": [pb.REASON_MEETS_DEFINITION]}
    if tier < Tier.REASONS:
        assert refused(server, DESK, **wanted) is grpc.StatusCode.PERMISSION_DENIED


def test_counts_are_exact_and_say_when_they_are_whole(server: Granted) -> None:
    found = counts(server, ALL)
    assert [each.complete for each in found] == [False] * (len(found) - 1) + [True]
    last = found[-1]
    assert last.counts.principals == last.principals_expected == 5
    assert sum(each.principals for each in last.counts.determinations) == 5
    by = {(each.population, each.determination): each.principals for each in last.counts.populations}
    assert by["", pb.DETERMINATION_UNDETERMINED] == 1
    assert not last.resume_token


@pytest.mark.parametrize("role", [Role.GATEWAY, Role.ONBOARDING, Role.OPERATOR], ids=lambda role: role.value)
def test_only_some_ask_about_everybody(server: Granted, role: Role) -> None:
    server.grant(DESK, role)
    assert refused(server, DESK) is grpc.StatusCode.PERMISSION_DENIED


def test_only_directives_within_reach(server: Granted) -> None:
    server.grant(DESK, Role.COMPLIANCE, directives=frozenset({EAR}))
    assert page(server, DESK).determinations
    assert refused(server, DESK, directive=OTHER) is grpc.StatusCode.PERMISSION_DENIED

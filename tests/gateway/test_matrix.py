"""Every method of the decision listener, for every role, about principals within and beyond its populations."""

import io

import grpc
import pytest
from google.rpc import error_details_pb2

from denizen.domain.roles import Role
from denizen.gateway.methods import METHODS
from denizen.rpc import logs
from denizen.rpc.permissions import REQUIREMENTS
from tests.gateway.asgi import Door, Told
from tests.rpc.granted import SaysWhoItIs
from tests.rpc.running_services import details
from tests.rpc.test_matrix import POPULATION, World, filled, refused, world

__all__ = ["world"]


@pytest.fixture
def door(world: World) -> Door:
    return Door.onto(world.server.server, SaysWhoItIs(), logs.logger("error", io.StringIO()))


def dimension(told: Told) -> str:
    """In which dimension a grant fell short; empty: in none."""
    if told.code is not grpc.StatusCode.PERMISSION_DENIED:
        return ""
    (info,) = details(told.details.details, error_details_pb2.ErrorInfo)
    return info.metadata["dimension"]


@pytest.mark.parametrize("whose", POPULATION)
@pytest.mark.parametrize("method", METHODS)
def test_allowed_or_refused_as_at_the_main_server(world: World, door: Door, method: str, whose: str) -> None:
    requirement, request = REQUIREMENTS[method], filled(method, whose)
    for role in Role:
        for limited in (False, True):
            caller = f"callers/{role.value}-of-employees" if limited else f"callers/{role.value}"
            expected = refused(requirement, role, method, whose, limited=limited)
            for _ in range(2):  # the second time it may be answered from memory
                told = door.ask(method, request, ("caller", caller))
                assert dimension(told) == expected, caller
                assert (told.code, dimension(told)) == world.ask(caller, method, request)


@pytest.mark.parametrize("method", METHODS)
def test_whoever_was_granted_nothing_may_do_nothing(world: World, door: Door, method: str) -> None:
    told = door.ask(method, filled(method, "own"), ("caller", "callers/nobody"))
    assert (told.code, dimension(told)) == (grpc.StatusCode.PERMISSION_DENIED, "role")


def test_nothing_else_is_reached(door: Door) -> None:
    for method in REQUIREMENTS:
        if method not in METHODS:
            told = door.ask(method, filled(method, "own"), ("caller", "callers/auditor"))
            assert told.code is grpc.StatusCode.UNIMPLEMENTED, method

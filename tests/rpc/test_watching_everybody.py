"""Changes of answers over the wire, as they come, and from a token on."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import grpc
import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.roles import Role
from denizen.v1 import attestation_pb2, directive_pb2
from denizen.v1 import determination_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.peopled import ALL, DESK, EAR, FOR, FOREIGN, OWN, at, attest, check, server
from tests.rpc.test_everybody import page

__all__ = ["server"]
_PATIENCE = 20.0


class Watched:
    """One stream, taken by a thread of its own."""

    def __init__(self, call: Any) -> None:
        self._came: SimpleQueue[Any] = SimpleQueue()
        self._call = call
        self.token = ""
        Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        try:
            for each in self._call:
                self._came.put(each)
        except grpc.RpcError as error:
            self._came.put(error)

    def response(self) -> pb.WatchDeterminationsResponse:
        try:
            came = self._came.get(timeout=_PATIENCE)
        except Empty:
            raise AssertionError("nothing came in time") from None
        if isinstance(came, grpc.RpcError):
            raise came
        self.token = came.resume_token
        assert isinstance(came, pb.WatchDeterminationsResponse)
        return came

    def changes(self) -> pb.WatchDeterminationsResponse:
        """The next response that has any."""
        while not (came := self.response()).changes:
            pass
        return came


@contextmanager
def watching(server: Granted, caller: str = ALL, **more: Any) -> Iterator[Watched]:
    """From within the block on: the first response was taken."""
    request = pb.WatchDeterminationsRequest(**{"directive": EAR, "purpose": FOR, **more})
    call = DeterminationServiceStub(server.channel).WatchDeterminations(request, **at(caller))
    try:
        watched = Watched(call)
        assert not watched.response().changes
        yield watched
    finally:
        call.cancel()


def american(server: Granted, name: str) -> str:
    return attest(server, name, {"citizenship": {"country": "US"}})


def revoke(server: Granted, name: str) -> None:
    request = attestation_pb2.RevokeAttestationRequest(name=name, reason_code="error", purpose=FOR)
    AttestationServiceStub(server.channel).RevokeAttestation(request, **at(ALL))


def test_a_write_is_told_as_check_answers_from_then_on(server: Granted) -> None:
    with watching(server) as watched:
        american(server, OWN)
        told = watched.changes()
        assert [each.principal for each in told.changes] == [OWN]
        answer = told.changes[0].answer
        assert answer.determination == pb.DETERMINATION_NOT_FOREIGN_NATIONAL
        then: dict[str, Any] = {"at": told.at, "known_revision": told.known_revision}
        assert answer == check(server, ALL, OWN, **then).answer


def test_whoever_comes_back_with_a_token_misses_nothing(server: Granted) -> None:
    with watching(server) as watched:
        token = watched.token
    attested = american(server, OWN)
    american(server, FOREIGN)
    with watching(server, resume_token=token) as watched:
        found = {each.principal: each.answer for each in watched.changes().changes}
        while FOREIGN not in found or "principals/badge-reader" not in found:
            found |= {each.principal: each.answer for each in watched.changes().changes}
    # Who acts for another stands as the other does.
    assert found.keys() == {OWN, FOREIGN, "principals/badge-reader"}
    revoke(server, attested)
    with watching(server, resume_token=watched.token) as watched:
        assert [each.principal for each in watched.changes().changes] == [OWN]


def test_what_changed_since_a_list_is_told(server: Granted) -> None:
    listed = page(server, ALL)
    american(server, OWN)
    start = {"at": listed.at, "known_revision": listed.known_revision}
    with watching(server, after=start) as watched:
        assert [each.principal for each in watched.changes().changes] == [OWN]


def test_a_directive_that_ends_changes_everybody(server: Granted) -> None:
    with watching(server) as watched:
        request = directive_pb2.RescindDirectiveRequest(name=EAR)
        DirectiveServiceStub(server.channel).RescindDirective(request, **at(ALL))
        told = watched.changes()
    assert len(told.changes) == 5
    assert {each.answer.determination for each in told.changes} == {pb.DETERMINATION_NOT_APPLICABLE}


def test_others_are_not_told_of(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY, populations=EMPLOYEES)
    with watching(server, DESK) as watched:
        american(server, FOREIGN)
        american(server, OWN)
        told = watched.changes()
    assert [each.principal for each in told.changes] == [OWN]
    assert told.changes[0].answer.effect == pb.EFFECT_ALLOW
    assert told.changes[0].answer.determination == told.known_revision == 0


def test_a_change_that_the_tier_is_not_shown_is_none(server: Granted) -> None:
    server.grant(DESK, Role.COMPLIANCE, tier=Tier.DETERMINATION)
    with watching(server, DESK) as watched:
        attest(server, OWN, {"citizenship": {"country": "DE"}})  # another reason, the same determination
        american(server, OWN)
        told = watched.changes()
    assert told.changes[0].answer.determination == pb.DETERMINATION_NOT_FOREIGN_NATIONAL


def test_a_grant_that_is_revoked_ends_it(server: Granted) -> None:
    grant = server.grant(DESK, Role.GATEWAY)
    with watching(server, DESK) as watched:
        server.revoke(grant)
        american(server, OWN)
        with pytest.raises(grpc.RpcError) as raised:
            watched.changes()
    assert isinstance(raised.value, grpc.Call)
    assert raised.value.code() is grpc.StatusCode.PERMISSION_DENIED


@pytest.mark.parametrize(
    "start", [{"resume_token": "forged"}, {"after": {"known_revision": 1}}, {"after": {"at": {"seconds": 9999999999}}}]
)
def test_a_start_that_cannot_be_is_refused(server: Granted, start: dict[str, Any]) -> None:
    with pytest.raises(grpc.RpcError) as raised, watching(server, **start) as watched:
        watched.changes()
    assert isinstance(raised.value, grpc.Call)
    assert raised.value.code() is grpc.StatusCode.INVALID_ARGUMENT

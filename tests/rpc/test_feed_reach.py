"""Whom the feed tells of what, and when it ends."""

import time

import grpc

from denizen.domain.names import DirectiveName, PrincipalName, Purpose
from denizen.domain.roles import Role
from denizen.usecases.ports import Event
from denizen.v1 import directive_pb2
from denizen.v1 import feed_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from tests.rpc.granted import EMPLOYEES, Granted
from tests.rpc.test_feed import _CALL, ALL, DESK, at, attest, create, resumed, server
from tests.rpc.watching import kinds, watching, watching_directives

__all__ = ["server"]


def directive(server: Granted, name: str) -> None:
    DirectiveServiceStub(server.channel).CreateDirective(
        directive_pb2.CreateDirectiveRequest(directive={"name": f"directives/{name}", "kind": 1}), **at()
    )


def test_what_was_collected_for_other_purposes_is_not_told(server: Granted) -> None:
    create(server, "ada")
    attest(server, "ada", purpose="export-control")
    attest(server, "ada")
    with watching(server.channel, from_beginning=True) as watched:
        assert [each.kind for each in watched.until(2)] == ["principal.created", "attestation.submitted"]
        own = watched.events[1].resource
        create(server, "end")
        assert [each.resource for each in watched.until(3)] == ["principals/ada", own, "principals/end"]


def test_of_whoever_is_out_of_reach_nothing_is_told(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR, populations=EMPLOYEES)
    with watching(server.channel, DESK) as watched, watching(server.channel, DESK, from_beginning=True) as past:
        watched.response()
        create(server, "own", "employee")
        create(server, "foreign", "customer")
        create(server, "none")
        for name in ("foreign", "none", "own"):
            attest(server, name)
        assert kinds(watched.until(2)) == [("principal.created", "own"), ("attestation.submitted", "own")]
        assert kinds(past.until(2)) == kinds(watched.events)


def test_purposes_out_of_reach_are_refused(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR, purposes=frozenset({Purpose("hiring")}))
    with watching(server.channel, DESK, purpose="export-control") as watched:
        code, facts = watched.end()
    assert (code, facts["dimension"]) == (grpc.StatusCode.PERMISSION_DENIED, "purpose")


def test_a_grant_that_is_revoked_ends_the_stream_and_nothing_later_is_told(server: Granted) -> None:
    grant = server.grant(DESK, Role.AUDITOR)
    with watching(server.channel, DESK) as watched:
        watched.response()
        create(server, "ada")
        watched.until(1)
        server.revoke(grant)
        create(server, "bob")
        code, facts = watched.end()
    assert (code, facts["dimension"]) == (grpc.StatusCode.PERMISSION_DENIED, "role")
    assert kinds(watched.events) == [("principal.created", "ada")]


def test_an_idle_stream_ends_with_its_grant(server: Granted) -> None:
    grant = server.grant(DESK, Role.AUDITOR)
    with watching(server.channel, DESK) as watched:
        watched.response()
        server.revoke(grant)
        assert watched.end()[0] is grpc.StatusCode.PERMISSION_DENIED


def test_a_stream_ends_with_the_credentials_of_its_caller(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR)
    with watching(server.channel, DESK) as watched:
        watched.response()
        server.expired.add(DESK)
        create(server, "ada")
        assert watched.end()[0] is grpc.StatusCode.UNAUTHENTICATED
    assert watched.events == []


def test_another_reach_gives_another_token_at_once(server: Granted) -> None:
    wide = server.grant(DESK, Role.AUDITOR)
    server.grant(DESK, Role.REVIEWER, populations=EMPLOYEES)
    with watching(server.channel, DESK) as watched:
        before = resumed(watched)
        server.revoke(wide)
        after = resumed(watched)
        create(server, "foreign", "customer")
        create(server, "own", "employee")
        assert kinds(watched.until(1)) == [("principal.created", "own")]
    with watching(server.channel, DESK, resume_token=before) as watched:
        assert watched.end()[0] is grpc.StatusCode.INVALID_ARGUMENT
    with watching(server.channel, DESK, resume_token=after) as watched:
        assert kinds(watched.until(1)) == [("principal.created", "own")]


def test_where_nothing_happens_a_token_comes_all_the_same(server: Granted) -> None:
    with watching(server.channel, kinds=["attestation.*"]) as watched:
        first = resumed(watched)
        create(server, "ada")
        later = resumed(watched)
    assert watched.events == []
    assert first != later
    with watching(server.channel, kinds=["attestation.*"], resume_token=later) as watched:
        watched.response()
        attest(server, "ada")
        assert kinds(watched.until(1)) == [("attestation.submitted", "ada")]


def test_one_watcher_too_many(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR)
    with watching(server.channel) as a, watching(server.channel) as b, watching(server.channel) as c:
        for each in (a, b, c):
            each.response()
        with watching(server.channel) as fourth:
            code, facts = fourth.end()
        assert (code, facts["limit"]) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "3 watchers of one caller")
        with watching(server.channel, DESK) as other:
            other.response()
    with watching(server.channel) as again:
        again.response()


def test_the_end_of_the_server_is_told_with_the_token(server: Granted) -> None:
    with watching(server.channel) as watched:
        watched.response()
        create(server, "ada")
        watched.until(1)
        server.hub.end()
        code, facts = watched.end()
        assert code is grpc.StatusCode.UNAVAILABLE
        with watching(server.channel, resume_token=facts["resume_token"]) as later:
            assert later.end()[0] is grpc.StatusCode.UNAVAILABLE


def test_directives_within_reach_and_what_they_have_in_common(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR, directives=frozenset({DirectiveName("directives/ear")}))
    with watching_directives(server.channel, DESK) as watched, watching_directives(server.channel) as everything_:
        for each in (watched, everything_):
            each.response()
        directive(server, "other")
        directive(server, "ear")
        create(server, "ada")
        DirectiveServiceStub(server.channel).PutCountrySet(
            directive_pb2.PutCountrySetRequest(country_set={"name": "countrySets/eu", "members": [{"country": "FR"}]}),
            **at(),
        )
        told = [(each.kind, each.resource) for each in watched.until(2)]
        assert told == [("directive.created", "directives/ear"), ("country_set.stored", "countrySets/eu")]
        assert everything_.until(3)[0].resource == "directives/other"
    with watching_directives(server.channel, DESK, directives=["directives/other"]) as watched:
        assert watched.end()[0] is grpc.StatusCode.PERMISSION_DENIED


def slowly(
    server: Granted, channel: grpc.Channel, request: pb.WatchAttestationsRequest
) -> tuple[str, list[pb.FeedEvent]]:
    """Take the first response, nothing until the server has given up, and then what is there. The last token, and the
    events."""
    call = AttestationServiceStub(channel).WatchAttestations(request, metadata=(("caller", ALL),), timeout=60)
    token, told = next(call).resume_token, []
    while server.hub.seats == 1:
        time.sleep(0.02)
    try:
        for taken in call:
            token = taken.resume_token
            told.extend(taken.events)
    except grpc.RpcError:
        assert call.code() is grpc.StatusCode.CANCELLED
        return token, told
    raise AssertionError("it was not cut off")


def test_whoever_takes_nothing_is_cut_off_with_its_token(server: Granted) -> None:
    with server.store.write(_CALL) as writer:
        for number in range(20_000):
            writer.record(Event("principal.noticed", f"principals/p{number}", PrincipalName(f"principals/p{number}")))
    request = pb.WatchAttestationsRequest(purpose="hiring", from_beginning=True)
    # Its connection takes 64 KiB ahead of it, and no more as time goes on.
    small = (("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 65_536))
    with grpc.insecure_channel(server.address, small) as channel:
        taken, told = slowly(server, channel, request)
    with watching(server.channel, resume_token=taken) as watched:
        rest = watched.until(20_000 - len(told))
    numbers = [int(each.principal.removeprefix("principals/p")) for each in (*told, *rest)]
    assert numbers == list(range(20_000))

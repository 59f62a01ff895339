"""Telling a server facts, and asking it: many calls under way at a time."""

import secrets
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import grpc

from denizen.cli.connection import TIMEOUT_SECONDS
from denizen.cli.failures import FailedError
from denizen.cli.judging import Verdict
from denizen.domain.cases import PRESENCE_SOURCE, PURPOSE, Case, CaseClaim, CasePrincipal, principals_of
from denizen.domain.names import ListName
from denizen.rpc.convert.claim_messages import write_claim
from denizen.rpc.convert.enums import PRINCIPAL
from denizen.rpc.convert.moments import write_interval, write_moment
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

UNDER_WAY = 32
"""Calls that wait for their answer at a time; the server admits more."""
SCHEME = "case"
_MOST_ENTRIES = 1000


class StubCall(Protocol):
    """A method of a stub."""

    def future(self, request: Any, /, *, timeout: float) -> Any:  # noqa: ANN401 - stubs are not typed
        ...


def pipelined(call: StubCall, requests: Iterable[Any]) -> Iterator[Any]:
    """The calls' futures in the order of the requests, each awaited when it is reached."""
    waiting: deque[Any] = deque()
    for request in requests:
        waiting.append(call.future(request, timeout=TIMEOUT_SECONDS))
        if len(waiting) >= UNDER_WAY:
            yield waiting.popleft()
    yield from waiting


def submitted(cases: Sequence[Case], channel: grpc.Channel) -> Iterator[Verdict]:
    """Each case judged by a server: principals of its own are created there, attested, listed and asked about.

    Every run has names of its own, so that a server can be asked again and again.
    """
    run = f"t{secrets.token_hex(4)}"
    told = [(case, principals_of(case, f"{run}-{number}")) for number, case in enumerate(cases)]
    everybody = [(case, principal) for case, principals in told for principal in principals]
    # 1. Who there is, and who is on which list.
    _all(PrincipalServiceStub(channel).CreatePrincipal, (_creation(principal) for _, principal in everybody))
    _all(DirectiveServiceStub(channel).AddListEntries, _listings(principal for _, principal in everybody))
    # 2. What is attested of each. A claim may name any of them, so all are there before.
    now = datetime.now(UTC)
    submissions = (
        _submission(principal, found, case.at if case.at < now else None)
        for case, principal in everybody
        for found in principal.claims
    )
    for response in _all(AttestationServiceStub(channel).SubmitAttestation, submissions):
        if response.attestation.state != attestation_pb2.ATTESTATION_STATE_VERIFIED:
            raise FailedError(
                "the server keeps what is submitted for review: cases need one that acts for the development issuer, "
                "as `denizen demo` does, or `denizen serve` with DENIZEN_DEVELOPMENT=true"
            )
    # 3. The questions.
    questions = (_question(case, principals[0]) for case, principals in told)
    for case, future in zip(cases, pipelined(DeterminationServiceStub(channel).Check, questions), strict=True):
        yield _verdict(case, future)


def attestation_of(found: CaseClaim, verified_at: datetime | None) -> attestation_pb2.Attestation:
    """A claim as the development issuer vouches for it. `verified_at` None: when it is received."""
    return attestation_pb2.Attestation(
        claim=write_claim(found.claim, holds=found.holds),
        does_not_hold=not found.holds,
        held=write_interval(found.held),
        assurance=attestation_pb2.Assurance(level="HIGH"),
        purposes=[PURPOSE],
        verified_at=None if verified_at is None else write_moment(verified_at),
    )


def _all(call: StubCall, requests: Iterable[Any]) -> list[Any]:
    return [future.result() for future in pipelined(call, requests)]


def _creation(principal: CasePrincipal) -> principal_pb2.CreatePrincipalRequest:
    identifiers = [] if principal.lists is None else [_identifier(principal)]
    return principal_pb2.CreatePrincipalRequest(
        principal_id=principal.name.removeprefix("principals/"),
        principal=principal_pb2.Principal(kind=PRINCIPAL.write(principal.kind), external_identifiers=identifiers),
        purpose=PURPOSE,
    )


def _identifier(principal: CasePrincipal) -> principal_pb2.ExternalIdentifier:
    return principal_pb2.ExternalIdentifier(scheme=SCHEME, value=principal.name)


def _listings(principals: Iterable[CasePrincipal]) -> Iterator[directive_pb2.AddListEntriesRequest]:
    entries: defaultdict[ListName, list[directive_pb2.ListEntry]] = defaultdict(list)
    for principal in principals:
        for name in principal.lists or ():
            entries[name].append(directive_pb2.ListEntry(external_identifier=_identifier(principal)))
    for name, listed in sorted(entries.items()):
        for first in range(0, len(listed), _MOST_ENTRIES):
            yield directive_pb2.AddListEntriesRequest(name=name, entries=listed[first : first + _MOST_ENTRIES])


def _submission(
    principal: CasePrincipal, found: CaseClaim, verified_at: datetime | None
) -> attestation_pb2.SubmitAttestationRequest:
    return attestation_pb2.SubmitAttestationRequest(
        parent=principal.name, attestation=attestation_of(found, verified_at), purpose=PURPOSE
    )


def _question(case: Case, subject: CasePrincipal) -> determination_pb2.CheckRequest:
    presence = subject.presence
    return determination_pb2.CheckRequest(
        principal=subject.name,
        directive=case.directive,
        resource=case.resource or "",
        purpose=PURPOSE,
        presence=None
        if presence is None
        else determination_pb2.Presence(country=presence.code, source=PRESENCE_SOURCE),
        at=write_moment(case.at),
        explain=True,
        consistency=Consistency(fully_consistent=True),
    )


def _verdict(case: Case, future: Any) -> Verdict:  # noqa: ANN401 - stubs are not typed
    """The server's answer, or its refusal of this one question."""
    try:
        return Verdict(case, future.result().answer)
    except grpc.RpcError as error:
        refused = (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.INVALID_ARGUMENT)
        if isinstance(error, grpc.Call) and error.code() in refused:
            return Verdict(case, None, f"refused ({error.code().name}): {error.details()}")
        raise

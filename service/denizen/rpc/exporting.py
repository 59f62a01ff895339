"""ExportService: converts, calls, converts back."""

from collections.abc import Iterator

import grpc

from denizen.domain import names
from denizen.rpc.calls import call_of
from denizen.rpc.convert.attestations import write_attestation
from denizen.rpc.convert.authorizations import write_authorization
from denizen.rpc.convert.credentials import write_credential
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.enums import ASSURANCE, CLAIM, STATE
from denizen.rpc.convert.evidence_messages import write_evidence
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.convert.principals import write_principal
from denizen.rpc.convert.requests import read_purpose
from denizen.rpc.convert.reviews import write_review
from denizen.usecases.exporting import SMALL, ExportUseCases, Held
from denizen.usecases.ports import OutboxRow, Tokens
from denizen.v1 import export_pb2 as pb
from denizen.v1 import export_pb2_grpc


class ExportServicer(export_pb2_grpc.ExportServiceServicer):
    """The exports' door."""

    def __init__(self, exports: ExportUseCases, tokens: Tokens) -> None:
        self._exports = exports
        self._tokens = tokens

    def ExportPrincipal(
        self, request: pb.ExportPrincipalRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.ExportPrincipalResponse]:
        call = call_of(context, read_purpose(request))
        yield from _parts(self._exports.principal(call, names.principal_name(request.name, "name")).value)

    def ExportPopulation(
        self, request: pb.ExportPopulationRequest, context: grpc.ServicerContext
    ) -> pb.ExportPopulationResponse:
        call = call_of(context, read_purpose(request))
        result = self._exports.population(call, names.population(request.population, "population"))
        cells = sorted(
            result.value.cells.items(), key=lambda each: (each[0].kind.value, each[0].state.value, each[0][2])
        )
        response = pb.ExportPopulationResponse(
            principals=_count(result.value.principals),
            attestations=[
                pb.AttestationCount(
                    claim_kind=CLAIM.write(cell.kind),
                    state=STATE.write(cell.state),
                    assurance_level=ASSURANCE.write(cell.assurance),
                    principals=_count(count),
                )
                for cell, count in cells
            ],
            revision_token=self._tokens.revision_token(result.revision.number),
        )
        return cut(response, result.value.tier)


def _parts(held: Held) -> Iterator[pb.ExportPrincipalResponse]:
    yield pb.ExportPrincipalResponse(principal=write_principal(held.principal))
    for earlier, until in held.earlier:
        state = pb.ExportedState(
            principal=write_principal(earlier), until_revision=until.number, until_time=write_moment(until.instant)
        )
        yield pb.ExportPrincipalResponse(earlier=state)
    for attestation in held.attestations:
        yield pb.ExportPrincipalResponse(attestation=write_attestation(attestation))
    for review in held.reviews:
        exported = pb.ExportedReview(attestation=review.name, review=write_review(review))
        yield pb.ExportPrincipalResponse(review=exported)
    for evidence in held.evidence:
        yield pb.ExportPrincipalResponse(evidence=write_evidence(evidence))
    for credential in held.credentials:
        yield pb.ExportPrincipalResponse(credential=write_credential(credential))
    for authorization in held.authorizations:
        yield pb.ExportPrincipalResponse(authorization=write_authorization(authorization))
    for row in held.events:
        yield pb.ExportPrincipalResponse(event=_event(row))


def _event(row: OutboxRow) -> pb.ExportedEvent:
    return pb.ExportedEvent(
        kind=row.event.kind,
        resource=row.event.resource,
        revision=row.revision.number,
        time=write_moment(row.revision.instant),
        caller=row.caller,
        on_behalf_of=row.on_behalf_of,
        purpose=row.purpose,
    )


def _count(count: int) -> pb.HeldCount:
    withheld = 0 < count < SMALL
    return pb.HeldCount(count=0 if withheld else count, withheld=withheld)

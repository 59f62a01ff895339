"""Which servicer answers for which service."""

from denizen.rpc.attestation import AttestationServicer
from denizen.rpc.determination import DeterminationServicer
from denizen.rpc.directive import DirectiveServicer
from denizen.rpc.exporting import ExportServicer
from denizen.rpc.grant import GrantServicer
from denizen.rpc.issuer import IssuerServicer
from denizen.rpc.limits import LimitServicer, Published
from denizen.rpc.principal import PrincipalServicer
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.rpc.server import Service
from denizen.rpc.webhook import WebhookServicer
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.exporting import ExportUseCases
from denizen.usecases.grants import GrantUseCases
from denizen.usecases.issuer_use_cases import IssuerUseCases
from denizen.usecases.ports import Tokens
from denizen.usecases.principals import PrincipalUseCases
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.usecases.watching.watch import Watch
from denizen.usecases.webhooks.keeping import WebhookUseCases
from denizen.v1 import (
    attestation_pb2,
    attestation_pb2_grpc,
    determination_pb2,
    determination_pb2_grpc,
    directive_pb2,
    directive_pb2_grpc,
    export_pb2,
    export_pb2_grpc,
    grant_pb2,
    grant_pb2_grpc,
    issuer_pb2,
    issuer_pb2_grpc,
    limit_pb2,
    limit_pb2_grpc,
    principal_pb2,
    principal_pb2_grpc,
    webhook_pb2,
    webhook_pb2_grpc,
)


def principal_service(principals: PrincipalUseCases, tokens: Tokens) -> Service:
    servicer = PrincipalServicer(principals, tokens)
    return Service(
        principal_pb2.DESCRIPTOR.services_by_name["PrincipalService"].full_name,
        lambda server: principal_pb2_grpc.add_PrincipalServiceServicer_to_server(servicer, server),
    )


def attestation_service(  # noqa: PLR0913, PLR0917 - the use cases behind one service of the API
    attestations: AttestationUseCases,
    evidence: EvidenceUseCases,
    reviews: ReviewUseCases,
    credentials: CredentialUseCases,
    watch: Watch,
    tokens: Tokens,
) -> Service:
    servicer = AttestationServicer(attestations, evidence, reviews, credentials, watch, tokens)
    return Service(
        attestation_pb2.DESCRIPTOR.services_by_name["AttestationService"].full_name,
        lambda server: attestation_pb2_grpc.add_AttestationServiceServicer_to_server(servicer, server),
    )


def issuer_service(issuers: IssuerUseCases, tokens: Tokens) -> Service:
    servicer = IssuerServicer(issuers, tokens)
    return Service(
        issuer_pb2.DESCRIPTOR.services_by_name["IssuerService"].full_name,
        lambda server: issuer_pb2_grpc.add_IssuerServiceServicer_to_server(servicer, server),
    )


def directive_service(directives: DirectiveUseCases, watch: Watch, tokens: Tokens) -> Service:
    servicer = DirectiveServicer(directives, watch, tokens)
    return Service(
        directive_pb2.DESCRIPTOR.services_by_name["DirectiveService"].full_name,
        lambda server: directive_pb2_grpc.add_DirectiveServiceServicer_to_server(servicer, server),
    )


def limit_service(published: Published) -> Service:
    servicer = LimitServicer(published)
    return Service(
        limit_pb2.DESCRIPTOR.services_by_name["LimitService"].full_name,
        lambda server: limit_pb2_grpc.add_LimitServiceServicer_to_server(servicer, server),
    )


def determination_service(determinations: DeterminationUseCases, tokens: Tokens) -> Service:
    servicer = DeterminationServicer(determinations, tokens)
    return Service(
        determination_pb2.DESCRIPTOR.services_by_name["DeterminationService"].full_name,
        lambda server: determination_pb2_grpc.add_DeterminationServiceServicer_to_server(servicer, server),
        RepeatedChecks(determinations.again, tokens),
    )


def export_service(exports: ExportUseCases, tokens: Tokens) -> Service:
    servicer = ExportServicer(exports, tokens)
    return Service(
        export_pb2.DESCRIPTOR.services_by_name["ExportService"].full_name,
        lambda server: export_pb2_grpc.add_ExportServiceServicer_to_server(servicer, server),
    )


def grant_service(grants: GrantUseCases, tokens: Tokens) -> Service:
    servicer = GrantServicer(grants, tokens)
    return Service(
        grant_pb2.DESCRIPTOR.services_by_name["GrantService"].full_name,
        lambda server: grant_pb2_grpc.add_GrantServiceServicer_to_server(servicer, server),
    )


def webhook_service(webhooks: WebhookUseCases, tokens: Tokens) -> Service:
    servicer = WebhookServicer(webhooks, tokens)
    return Service(
        webhook_pb2.DESCRIPTOR.services_by_name["WebhookService"].full_name,
        lambda server: webhook_pb2_grpc.add_WebhookServiceServicer_to_server(servicer, server),
    )

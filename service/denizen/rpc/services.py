"""Which servicer answers for which service."""

from denizen.rpc.attestation import AttestationServicer
from denizen.rpc.principal import PrincipalServicer
from denizen.rpc.server import Service
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.ports import Tokens
from denizen.usecases.principals import PrincipalUseCases
from denizen.v1 import attestation_pb2, attestation_pb2_grpc, principal_pb2, principal_pb2_grpc


def principal_service(principals: PrincipalUseCases, tokens: Tokens) -> Service:
    servicer = PrincipalServicer(principals, tokens)
    return Service(
        principal_pb2.DESCRIPTOR.services_by_name["PrincipalService"].full_name,
        lambda server: principal_pb2_grpc.add_PrincipalServiceServicer_to_server(servicer, server),
    )


def attestation_service(attestations: AttestationUseCases, tokens: Tokens) -> Service:
    servicer = AttestationServicer(attestations, tokens)
    return Service(
        attestation_pb2.DESCRIPTOR.services_by_name["AttestationService"].full_name,
        lambda server: attestation_pb2_grpc.add_AttestationServiceServicer_to_server(servicer, server),
    )

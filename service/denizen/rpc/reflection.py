"""Server reflection, v1 and v1alpha: the same messages under two names."""

from collections.abc import Sequence

import grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2

V1 = "grpc.reflection.v1.ServerReflection"
V1ALPHA: str = reflection.SERVICE_NAME


def register(server: grpc.Server, services: Sequence[str]) -> None:
    """Tell clients of `services` and of reflection itself.

    v1 is answered and not listed: its descriptor is not published in Python, and a client that lists a service asks for
    its descriptor next.
    """
    handler = grpc.stream_stream_rpc_method_handler(
        reflection.ReflectionServicer((*services, V1ALPHA)).ServerReflectionInfo,
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    methods = {"ServerReflectionInfo": handler}
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(name, methods) for name in (V1, V1ALPHA)])

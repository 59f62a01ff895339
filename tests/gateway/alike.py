"""A service that asks everything a second time, at the decision listener, and fails where that answers otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import grpc

from denizen.domain.errors import DenizenError
from denizen.gateway.methods import METHODS, SERVICE
from denizen.rpc.convert.encoded import Encoded
from denizen.rpc.errors import status_of
from denizen.rpc.server import Service
from denizen.v1 import determination_pb2
from tests.gateway.asgi import Door

UNLIKE = ("at", "decision_id", "revision_token", "known_revision")
"""What may differ between two answers to one question, asked one after the other."""


def alike(service: Service, door: Door) -> Service:
    """The service itself, where the listener does not have it."""
    if service.name != SERVICE:
        return service
    return replace(service, register=lambda server: service.register(cast("grpc.Server", _Registry(server, door))))


class _Registry:
    def __init__(self, server: grpc.Server, door: Door) -> None:
        self._server = server
        self._door = door

    def add_generic_rpc_handlers(self, handlers: Sequence[Any]) -> None:
        """They come by name, as below."""

    def add_registered_method_handlers(self, service: str, handlers: Mapping[str, Any]) -> None:
        wrapped = {name: self._wrapped(f"/{service}/{name}", handler) for name, handler in handlers.items()}
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, wrapped),))
        self._server.add_registered_method_handlers(service, wrapped)

    def _wrapped(self, method: str, handler: Any) -> Any:
        if method not in METHODS:
            return handler
        return grpc.unary_unary_rpc_method_handler(
            _asking_twice(method, handler.unary_unary, self._door),
            handler.request_deserializer,
            handler.response_serializer,
        )


_MESSAGES: Mapping[str, Any] = {
    f"/denizen.v1.DeterminationService/{name}": getattr(determination_pb2, f"{name}Response")
    for name in ("Check", "BatchCheck", "CheckAccess")
}


def _asking_twice(method: str, behavior: Callable[..., Any], door: Door) -> Callable[..., Any]:
    def act(request: Any, context: grpc.ServicerContext) -> Any:
        try:
            answer = behavior(request, context)
        except DenizenError as error:
            if door.ask(method, request).details != status_of(error):
                raise AssertionError(f"the listener does not answer {method} with {error}") from error
            raise
        told = door.ask(method, request)
        assert told.code is grpc.StatusCode.OK, told
        own = _MESSAGES[method].FromString(answer.message) if isinstance(answer, Encoded) else answer
        assert _bare(type(own).FromString(told.message)) == _bare(own)
        return answer

    return act


def _bare(answer: Any) -> bytes:
    copy = type(answer)()
    copy.CopyFrom(answer)
    for name in UNLIKE:
        copy.ClearField(name)
    found: bytes = copy.SerializeToString(deterministic=True)
    return found

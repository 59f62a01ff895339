"""The handlers of the methods that the decision listener has, behind the guard that stands before them elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import grpc

from denizen.rpc.interceptors import Guard, Handler
from denizen.v1 import determination_pb2

SERVICE: str = determination_pb2.DESCRIPTOR.services_by_name["DeterminationService"].full_name
METHODS = tuple(f"/{SERVICE}/{name}" for name in ("Check", "BatchCheck", "CheckAccess"))


@dataclass(frozen=True, slots=True)
class _Details:
    """A call as interceptors are told of it."""

    method: str
    invocation_metadata: Any = ()


class _Registry:
    """Takes handlers as a server would."""

    def __init__(self) -> None:
        self.handlers: dict[str, Handler] = {}

    def add_generic_rpc_handlers(self, handlers: Sequence[object]) -> None:
        """They come a second time, by name, as below."""

    def add_registered_method_handlers(self, service: str, handlers: Mapping[str, Handler]) -> None:
        self.handlers.update({f"/{service}/{name}": handler for name, handler in handlers.items()})


class Methods:
    """What answers each method. Asked at every call, since a guard that is full lets nobody in."""

    def __init__(self, register: Callable[[grpc.Server], None], guard: Guard) -> None:
        registry = _Registry()
        register(registry)  # type: ignore[arg-type]  # as much of a server as generated code uses
        self._handlers = {method: registry.handlers[method] for method in METHODS}
        self._guard = guard

    def of(self, method: str) -> Handler | None:
        """None: there is no such method here."""
        handler = self._handlers.get(method)
        if handler is None:
            return None
        return self._guard.intercept_service(lambda _: handler, _Details(method))  # type: ignore[arg-type]  # has its fields

"""Sends a bearer token with every call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import grpc

AUTHORIZATION = "authorization"

T = TypeVar("T")
R = TypeVar("R")


class _Details(NamedTuple):
    """A call's details; gRPC asks for these names, and for no class."""

    method: str
    timeout: float | None
    metadata: Any
    credentials: grpc.CallCredentials | None
    wait_for_ready: bool | None
    compression: Any


class Bearer(
    grpc.UnaryUnaryClientInterceptor,
    grpc.UnaryStreamClientInterceptor,
    grpc.StreamUnaryClientInterceptor,
    grpc.StreamStreamClientInterceptor,
):
    """`token` is asked at every call, so that it may change while the channel is open. It is nowhere shown."""

    def __init__(self, token: Callable[[], str]) -> None:
        self._token = token

    def _with_token(self, details: grpc.ClientCallDetails) -> _Details:
        metadata = (*(details.metadata or ()), (AUTHORIZATION, f"Bearer {self._token()}"))
        return _Details(
            details.method,
            details.timeout,
            metadata,
            details.credentials,
            details.wait_for_ready,
            getattr(details, "compression", None),
        )

    def _intercept(self, continuation: Callable[[Any, T], R], details: grpc.ClientCallDetails, sent: T) -> R:
        return continuation(self._with_token(details), sent)

    # Whatever is sent, one message or many, the call begins alike.
    intercept_unary_unary = _intercept  # type: ignore[assignment]  # called by position; only the names differ
    intercept_unary_stream = _intercept  # type: ignore[assignment]  # called by position; only the names differ
    intercept_stream_unary = _intercept  # type: ignore[assignment]  # called by position; only the names differ
    intercept_stream_stream = _intercept  # type: ignore[assignment]  # called by position; only the names differ

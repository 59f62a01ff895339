"""Gives every write a request id, so that repeating it is harmless."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TypeVar

import grpc
from google.protobuf.message import Message

FIELD = "request_id"

TRequest = TypeVar("TRequest")
TResponse = TypeVar("TResponse")


class RequestIds(grpc.UnaryUnaryClientInterceptor):
    """Fills in the `request_id` (AIP-155) of a request that has the field and left it empty.

    gRPC repeats a call below this interceptor, hence with the same id: the service then writes once.
    """

    def intercept_unary_unary(
        self,
        continuation: Callable[[grpc.ClientCallDetails, TRequest], grpc._CallFuture[TResponse]],
        client_call_details: grpc.ClientCallDetails,
        request: TRequest,
    ) -> grpc._CallFuture[TResponse]:
        return continuation(client_call_details, with_request_id(request))


def with_request_id(request: TRequest) -> TRequest:
    """The request, or a copy with a new request id where it has none; the caller's own message is never changed."""
    if not isinstance(request, Message) or FIELD not in request.DESCRIPTOR.fields_by_name or getattr(request, FIELD):
        return request
    copy = type(request)()
    copy.CopyFrom(request)
    setattr(copy, FIELD, str(uuid.uuid4()))
    return copy

"""One table gives each refusal of the domain its gRPC status and its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

import grpc
from google.protobuf.message import Message
from google.rpc import code_pb2, error_details_pb2, status_pb2

from denizen.domain.errors import (
    AlreadyExistsError,
    CredentialRefusedError,
    DeadlineError,
    DenizenError,
    ExhaustedError,
    InvalidError,
    LateError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
    UnavailableError,
)
from denizen.v1 import errors_pb2

DOMAIN = "denizen"
_PREFIX = "ERROR_REASON_"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a class of errors is answered: the status, and the name in `ErrorReason` without its prefix."""

    code: grpc.StatusCode
    reason: str

    @property
    def number(self) -> int:
        """The status as `google.rpc.Code` counts it."""
        return code_pb2.Code.Value(self.code.name)


def _answer(code: grpc.StatusCode, reason: errors_pb2.ErrorReason) -> Answer:
    return Answer(code, errors_pb2.ErrorReason.Name(reason).removeprefix(_PREFIX))


ANSWERS: Mapping[type[DenizenError], Answer] = {
    InvalidError: _answer(grpc.StatusCode.INVALID_ARGUMENT, errors_pb2.ERROR_REASON_INVALID_FIELD),
    CredentialRefusedError: _answer(grpc.StatusCode.INVALID_ARGUMENT, errors_pb2.ERROR_REASON_CREDENTIAL_REFUSED),
    NotFoundError: _answer(grpc.StatusCode.NOT_FOUND, errors_pb2.ERROR_REASON_NOT_FOUND),
    AlreadyExistsError: _answer(grpc.StatusCode.ALREADY_EXISTS, errors_pb2.ERROR_REASON_ALREADY_EXISTS),
    PreconditionError: _answer(grpc.StatusCode.FAILED_PRECONDITION, errors_pb2.ERROR_REASON_FAILED_PRECONDITION),
    UnauthenticatedError: _answer(grpc.StatusCode.UNAUTHENTICATED, errors_pb2.ERROR_REASON_UNAUTHENTICATED),
    PermissionDeniedError: _answer(grpc.StatusCode.PERMISSION_DENIED, errors_pb2.ERROR_REASON_PERMISSION_DENIED),
    ExhaustedError: _answer(grpc.StatusCode.RESOURCE_EXHAUSTED, errors_pb2.ERROR_REASON_EXHAUSTED),
    LateError: _answer(grpc.StatusCode.UNAVAILABLE, errors_pb2.ERROR_REASON_UNAVAILABLE),
    UnavailableError: _answer(grpc.StatusCode.UNAVAILABLE, errors_pb2.ERROR_REASON_UNAVAILABLE),
    DeadlineError: _answer(grpc.StatusCode.DEADLINE_EXCEEDED, errors_pb2.ERROR_REASON_DEADLINE),
}

INTERNAL = _answer(grpc.StatusCode.INTERNAL, errors_pb2.ERROR_REASON_INTERNAL)
"""Whatever is not in the table."""


def status_of(error: DenizenError) -> status_pb2.Status:
    """The refusal as a status with exactly one ErrorInfo; for a whole call, or for one item of a batch."""
    answer = ANSWERS[type(error)]
    return _status(answer, error.message, error.facts, *_more(error))


def internal_status(error_id: str) -> status_pb2.Status:
    """What a client is told of an error that nobody foresaw: the id under which the log has its cause."""
    return _status(INTERNAL, "internal error; the log has its cause under error_id", {"error_id": error_id})


def _status(answer: Answer, message: str, facts: Mapping[str, str], *more: Message) -> status_pb2.Status:
    status = status_pb2.Status(code=answer.number, message=message)
    for detail in (error_details_pb2.ErrorInfo(reason=answer.reason, domain=DOMAIN, metadata=facts), *more):
        status.details.add().Pack(detail)
    return status


def _more(error: DenizenError) -> list[Message]:
    if isinstance(error, InvalidError):
        violation = error_details_pb2.BadRequest.FieldViolation(field=error.field, description=error.message)
        return [error_details_pb2.BadRequest(field_violations=[violation])]
    if isinstance(error, ExhaustedError | UnavailableError):
        retry = error_details_pb2.RetryInfo()
        retry.retry_delay.FromNanoseconds(round(error.retry_after * 1e9))
        return [retry]
    return []

import importlib
import pkgutil

import grpc
import pytest
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

import denizen
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
from denizen.rpc.errors import ANSWERS, INTERNAL, internal_status, status_of
from denizen.usecases.context import Call
from denizen.v1 import errors_pb2
from tests.rpc.echo import failure, running

ERRORS = [
    InvalidError("claims[0].country", "XQ", "a listed code"),
    NotFoundError("directives/d"),
    AlreadyExistsError("principals/p", "the name is taken"),
    PreconditionError("directives/d/versions/1", "not approved"),
    CredentialRefusedError("credential", "expired", "has expired"),
    UnauthenticatedError("no credentials"),
    PermissionDeniedError("not allowed"),
    ExhaustedError("too many watchers", 2.5, limit="100 watchers"),
    LateError("the revision has not arrived"),
    UnavailableError("the database is away", 0.25),
    DeadlineError("too late"),
]

WANTED = {
    InvalidError: (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD"),
    CredentialRefusedError: (grpc.StatusCode.INVALID_ARGUMENT, "CREDENTIAL_REFUSED"),
    NotFoundError: (grpc.StatusCode.NOT_FOUND, "NOT_FOUND"),
    AlreadyExistsError: (grpc.StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS"),
    PreconditionError: (grpc.StatusCode.FAILED_PRECONDITION, "FAILED_PRECONDITION"),
    UnauthenticatedError: (grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED"),
    PermissionDeniedError: (grpc.StatusCode.PERMISSION_DENIED, "PERMISSION_DENIED"),
    ExhaustedError: (grpc.StatusCode.RESOURCE_EXHAUSTED, "EXHAUSTED"),
    LateError: (grpc.StatusCode.UNAVAILABLE, "UNAVAILABLE"),
    UnavailableError: (grpc.StatusCode.UNAVAILABLE, "UNAVAILABLE"),
    DeadlineError: (grpc.StatusCode.DEADLINE_EXCEEDED, "DEADLINE"),
}


def kind(error: object) -> str:
    return type(error).__name__


def infos(status: status_pb2.Status) -> list[error_details_pb2.ErrorInfo]:
    found = []
    for detail in status.details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            found.append(info)
    return found


def test_every_error_of_the_package_has_an_answer() -> None:
    for module in pkgutil.walk_packages(denizen.__path__, "denizen."):
        if not module.name.startswith("denizen._"):
            importlib.import_module(module.name)
    seen, left = set(), [DenizenError]
    while left:
        for child in left.pop().__subclasses__():
            seen.add(child)
            left.append(child)
    assert set(ANSWERS) == {error for error in seen if error.__module__.startswith("denizen.")}


def test_every_reason_is_in_use() -> None:
    used = {answer.reason for answer in (*ANSWERS.values(), INTERNAL)}
    assert {f"ERROR_REASON_{reason}" for reason in used} == set(errors_pb2.ErrorReason.keys()) - {
        "ERROR_REASON_UNSPECIFIED"
    }


def test_the_examples_are_complete() -> None:
    assert {type(error) for error in ERRORS} == set(ANSWERS)


@pytest.mark.parametrize("error", ERRORS, ids=kind)
def test_carries_exactly_one_error_info(error: DenizenError) -> None:
    status = status_of(error)
    (info,) = infos(status)
    assert (info.domain, dict(info.metadata)) == ("denizen", error.facts)
    assert status.message == error.message


@pytest.mark.parametrize("shape", ["Unary", "UnaryStream", "StreamUnary", "StreamStream"])
@pytest.mark.parametrize("error", ERRORS, ids=kind)
def test_reaches_the_client_whole(error: DenizenError, shape: str) -> None:
    def refuse(text: str, call: Call) -> str:
        raise error

    with running(refuse) as server:
        call = failure(lambda: server.shape(shape, "x"))
    status = rpc_status.from_call(call)
    assert status is not None
    (info,) = infos(status)
    assert (call.code(), info.reason) == WANTED[type(error)]
    assert call.details() == error.message


def test_bad_input_names_the_field() -> None:
    violations = error_details_pb2.BadRequest()
    assert status_of(InvalidError("claims[0].country", "XQ", "a listed code")).details[1].Unpack(violations)
    (violation,) = violations.field_violations
    assert violation.field == "claims[0].country"
    assert "a listed code" in violation.description


@pytest.mark.parametrize("error", [ExhaustedError("x", 2.5), UnavailableError("x", 2.5)], ids=kind)
def test_says_when_to_try_again(error: DenizenError) -> None:
    retry = error_details_pb2.RetryInfo()
    assert status_of(error).details[1].Unpack(retry)
    assert retry.retry_delay.ToMilliseconds() == 2500


def test_an_internal_error_tells_its_id_and_nothing_else() -> None:
    (info,) = infos(internal_status("abc"))
    assert (info.reason, dict(info.metadata)) == ("INTERNAL", {"error_id": "abc"})

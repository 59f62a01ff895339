"""A command's connection to a server: the option `--target`, and what a failed call means for the exit code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import click
import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.cli.failures import FailedError, UnreachableError
from denizen.client import channel

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_TARGET = "127.0.0.1:50051"
TIMEOUT_SECONDS = 10.0
"""The deadline to give a call of a command."""

_UNREACHABLE = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED})


def target_option(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command the option `--target`."""
    return click.option(
        "--target",
        envvar="DENIZEN_TARGET",
        default=DEFAULT_TARGET,
        metavar="HOST:PORT",
        show_default=True,
        show_envvar=True,
        help="The server to ask.",
    )(command)


@contextmanager
def connected(target: str) -> Iterator[grpc.Channel]:
    """A channel to the server. A call that fails inside ends the command with one line and the right exit code."""
    with channel(target, wait_for_ready=False) as connection:
        try:
            yield connection
        except grpc.RpcError as error:
            raise failed_call(error, target) from error


def failed_call(error: grpc.RpcError, target: str) -> FailedError:
    """The end of a command whose call failed: status, reason and field, and the server's words."""
    if not isinstance(error, grpc.Call):
        return UnreachableError(f"the call to {target} failed: {type(error).__name__}")
    code = error.code()
    told = ", ".join([code.name, *_facts(error)])
    if code in _UNREACHABLE:
        return UnreachableError(f"no answer from {target} ({told}): {error.details()}")
    return FailedError(f"refused ({told}): {error.details()}")


def _facts(call: grpc.Call) -> list[str]:
    """The reason and its facts, as the one ErrorInfo tells them; nothing where gRPC itself refused."""
    status = rpc_status.from_call(call)
    if status is None:
        return []
    for detail in status.details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return [info.reason, *(f"{name} {value}" for name, value in sorted(info.metadata.items()))]
    return []

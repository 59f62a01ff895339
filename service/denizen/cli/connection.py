"""A command's connection to a server: `--target`, credentials, and what a failed call means for the exit code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.cli.failures import FailedError, UnreachableError, WrongUsageError
from denizen.client import channel

_CREDENTIALS = "denizen.cli.connection.credentials"

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_TARGET = "127.0.0.1:50051"
TIMEOUT_SECONDS = 10.0
"""The deadline to give a call of a command."""

_UNREACHABLE = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED})


@dataclass(slots=True, repr=False)
class Credentials:
    """What a command shows a server, and whom it believes: files, which are read when it connects."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    token_file: Path | None = None
    on_behalf_of: str = ""


def target_option(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command the option `--target`, and those for what it shows the server."""
    target = click.option(
        "--target",
        envvar="DENIZEN_TARGET",
        default=DEFAULT_TARGET,
        metavar="HOST:PORT",
        show_default=True,
        show_envvar=True,
        help="The server to ask.",
    )
    for option in (
        click.option(
            "--on-behalf-of",
            envvar="DENIZEN_TARGET_ON_BEHALF_OF",
            metavar="NAME",
            show_envvar=True,
            expose_value=False,
            callback=_keep,
            help="For whom you act, as callers/… or principals/….",
        ),
        _file_option("--token-file", "A bearer token, in a file: arguments are seen by everybody."),
        _file_option("--key", "The key of the certificate of --cert, in PEM."),
        _file_option("--cert", "A client certificate to show the server, in PEM."),
        _file_option("--ca", "Who may issue the server's certificate, in PEM; without it, no TLS."),
        target,
    ):
        command = option(command)
    return command


@contextmanager
def connected(target: str) -> Iterator[grpc.Channel]:
    """A channel to the server. A call that fails inside ends the command with one line and the right exit code."""
    with _channel(target) as connection:
        try:
            yield connection
        except grpc.RpcError as error:
            raise failed_call(error, target) from error


def _file_option(name: str, text: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An option that `connected` finds by itself, so that commands need not hand it on."""
    return click.option(
        name,
        envvar=f"DENIZEN_TARGET_{name.removeprefix('--').replace('-', '_').upper()}",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        show_envvar=True,
        expose_value=False,
        callback=_keep,
        help=text,
    )


def _keep(context: click.Context, option: click.Parameter, value: Path | str | None) -> None:
    if value is not None and option.name is not None:
        setattr(context.meta.setdefault(_CREDENTIALS, Credentials()), option.name, value)


class _OnBehalfOf(
    grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor, grpc.StreamStreamClientInterceptor
):
    """Says with every call for whom it is made."""

    def __init__(self, name: str) -> None:
        self._said = ("denizen-on-behalf-of", name)

    def intercept_unary_unary(self, continuation: Any, client_call_details: Any, request: Any) -> Any:  # noqa: ANN401 - gRPC's
        return continuation(self._with(client_call_details), request)

    def intercept_unary_stream(self, continuation: Any, client_call_details: Any, request: Any) -> Any:  # noqa: ANN401 - gRPC's
        return continuation(self._with(client_call_details), request)

    def intercept_stream_stream(self, continuation: Any, client_call_details: Any, request_iterator: Any) -> Any:  # noqa: ANN401 - gRPC's
        return continuation(self._with(client_call_details), request_iterator)

    def _with(self, details: Any) -> Any:  # noqa: ANN401 - gRPC's
        return details._replace(metadata=[*(details.metadata or ()), self._said])


def _channel(target: str) -> grpc.Channel:
    context = click.get_current_context(silent=True)
    given = context.meta.get(_CREDENTIALS, Credentials()) if context else Credentials()
    try:
        ca, cert, key, token = (
            path.read_bytes() if path else None for path in (given.ca, given.cert, given.key, given.token_file)
        )
        told = token.decode().strip() if token is not None else None
        opened = channel(target, ca=ca, cert=cert, key=key, token=told, wait_for_ready=False)
        return grpc.intercept_channel(opened, _OnBehalfOf(given.on_behalf_of)) if given.on_behalf_of else opened
    except (OSError, ValueError) as error:
        words = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
        raise WrongUsageError(words) from None


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

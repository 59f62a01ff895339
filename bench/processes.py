"""Servers under test: started on loopback, waited for, and stopped by their own process id whatever happens."""

import shlex
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import grpc
from grpc_health.v1 import health_pb2

_STOP_SECONDS = 40.0
_START_SECONDS = 60.0
_TOLD = 800


class ProcessError(Exception):
    """A program did not do what it was started for. Says which, and the end of what it printed."""


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The program while the block runs. What it prints goes to `log`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until_serving(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the gRPC server at `address` says SERVING. `ProcessError` when it ends before, or takes too long."""
    limit = time.monotonic() + _START_SECONDS
    # Otherwise a channel that was refused waits longer each time, and the last wait would count.
    often = [("grpc.initial_reconnect_backoff_ms", 50), ("grpc.max_reconnect_backoff_ms", 50)]
    with grpc.insecure_channel(address, [*often, ("grpc.min_reconnect_backoff_ms", 50)]) as channel:
        health = channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
            response_deserializer=health_pb2.HealthCheckResponse.FromString,
        )
        while time.monotonic() < limit:
            if process.poll() is not None:
                raise ProcessError(f"the server ended with {process.returncode}: {tail(log)}")
            try:
                answer = health(health_pb2.HealthCheckRequest(), timeout=1)
            except grpc.RpcError:
                time.sleep(0.05)
                continue
            if answer.status == health_pb2.HealthCheckResponse.SERVING:
                return
            time.sleep(0.05)
    raise ProcessError(f"the server did not serve within {_START_SECONDS:g} s: {tail(log)}")


def children(pid: int) -> list[int]:
    """The processes that it has started and that are there now."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def finish(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a command to its end. `ProcessError` where it fails."""
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode != 0:
        told = (done.stderr or done.stdout).strip()[-_TOLD:]
        raise ProcessError(f"{shlex.join(command)} ended with {done.returncode}: {told}")


def tail(log: Path) -> str:
    """The end of what a program printed."""
    return log.read_text(errors="replace").strip()[-_TOLD:] or "it printed nothing"

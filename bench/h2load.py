"""One run of h2load: a fixed gRPC request at one load shape, for so many seconds or so many calls."""

import math
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MISSING = "h2load is not here: apt-get install nghttp2-client"
HEADERS = ("content-type: application/grpc", "te: trailers")
_GRACE_SECONDS = 60.0

_FINISHED = re.compile(r"finished in [^,]*, ([0-9.]+) req/s")
_REQUESTS = re.compile(r"(\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout")
_DATA = re.compile(r"\((\d+)\) data")


class LoadError(Exception):
    """A run of h2load that says nothing about the server: it could not connect, or calls failed."""


@dataclass(frozen=True, slots=True, order=True)
class Shape:
    """So many connections with so many calls at a time on each."""

    connections: int
    streams: int

    def __str__(self) -> str:
        return f"{self.connections}x{self.streams}"


@dataclass(frozen=True, slots=True)
class Course:
    """How a run goes: for so many seconds; or, where `calls` is not 0, for so many calls.

    `rate_per_connection`: calls a second, no faster. `timed`: with the latency of each call. `apart`: connections begin
    a millisecond after each other, and keep that distance, where they would all send together; for so many calls only.
    """

    seconds: float
    calls: int = 0
    rate_per_connection: float | None = None
    timed: bool = False
    apart: bool = False

    @property
    def options(self) -> list[str]:
        extent = ["-n", str(self.calls)] if self.calls else ["-D", f"{round(self.seconds * 1000)}ms"]
        rate = [] if self.rate_per_connection is None else ["--rps", f"{self.rate_per_connection:.3f}"]
        return [*extent, *rate, *(["-r", "1", "--rate-period", "1ms"] if self.apart else [])]


@dataclass(frozen=True, slots=True)
class Load:
    """What a run did. `calls` a second is `rate`; `answer_bytes` is the mean size of an answer with its frame header;
    `latencies` in microseconds, sorted, only where they were asked for."""

    calls: int
    rate: float
    answer_bytes: float
    latencies: tuple[int, ...] = ()

    def percentile(self, share: float) -> float:
        """The latency in milliseconds within which that share of the calls was answered (nearest rank)."""
        rank = max(1, math.ceil(share * len(self.latencies)))
        return self.latencies[rank - 1] / 1000


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent again and again: one serialised message."""

    url: str
    message: bytes
    headers: Sequence[str] = HEADERS


def available() -> bool:
    return shutil.which("h2load") is not None


def version() -> str:
    """Such as `h2load nghttp2/1.52.0`; empty where it is not installed."""
    if not available():
        return ""
    return subprocess.run(["h2load", "--version"], capture_output=True, text=True, check=False).stdout.strip()


def framed(message: bytes) -> bytes:
    """The message as gRPC sends it: not compressed, with its length before it."""
    return b"\0" + len(message).to_bytes(4, "big") + message


def command(url: str, shape: Shape, course: Course, headers: Sequence[str] = HEADERS) -> list[str]:
    """The arguments of a run, without the files that it reads and writes."""
    told = [option for header in headers for option in ("-H", header)]
    return ["h2load", "-c", str(shape.connections), "-m", str(shape.streams), *course.options, *told, url]


def run(request: Request, shape: Shape, course: Course, prefix: Sequence[str] = ()) -> Load:
    """Send the request again and again. `prefix` comes before the command, such as `taskset`.

    `LoadError` where a call did not succeed.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data, log = Path(folder, "frame"), Path(folder, "log")
        data.write_bytes(framed(request.message))
        files = ["-d", str(data), *(["--log-file", str(log)] if course.timed else [])]
        *arguments, url = command(request.url, shape, course, request.headers)
        limit = course.seconds + _GRACE_SECONDS
        try:
            done = subprocess.run(
                [*prefix, *arguments, *files, url], capture_output=True, text=True, check=False, timeout=limit
            )
        except subprocess.TimeoutExpired:
            raise LoadError(f"h2load at {shape} did not end within {limit:g} s") from None
        if done.returncode != 0:
            raise LoadError(f"h2load at {shape} ended with {done.returncode}: {done.stderr.strip()}")
        return parsed(done.stdout, log.read_text() if log.exists() else "", shape)


def parsed(output: str, log: str, shape: Shape) -> Load:
    """What h2load printed and logged. It counts every answer with HTTP status 200, errors of gRPC too."""
    finished, requests, data = _FINISHED.search(output), _REQUESTS.search(output), _DATA.search(output)
    if finished is None or requests is None or data is None:
        raise LoadError(f"h2load at {shape} printed no result: {output.strip()[-300:]}")
    done, succeeded, failed, errored, timed_out = map(int, requests.groups())
    if failed or errored or timed_out or succeeded != done:
        raise LoadError(f"at {shape} {done - succeeded + failed + errored + timed_out} of {done} calls failed")
    if done == 0:
        raise LoadError(f"at {shape} no call was answered in time: raise --seconds")
    rows = [line.split("\t") for line in log.splitlines()]
    if any(row[1] != "200" for row in rows):
        raise LoadError(f"at {shape} a call was answered without HTTP status 200")
    rate = _rate([int(row[0]) + int(row[2]) for row in rows]) or float(finished.group(1))
    latencies = tuple(sorted(int(row[2]) for row in rows))
    return Load(done, rate, int(data.group(1)) / done, latencies)


def _rate(ends: Sequence[int]) -> float | None:
    """Calls a second from the first answer to the last: exact, where few calls fit into the time."""
    if len(ends) < 2 or max(ends) == min(ends):
        return None
    return (len(ends) - 1) / (max(ends) - min(ends)) * 1e6

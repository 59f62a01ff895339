"""What is measured: one unary call of one server, with one question and the answer that makes a run count."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import grpc

from bench.h2load import HEADERS, framed

_ASKED = 5
_TIMEOUT_SECONDS = 60.0


class WrongAnswerError(Exception):
    """The server did not give the answer that the figure is about: the run does not count."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One call. `request` gives the serialised request of the next run, `told` puts an answer into words.

    `items` is how many questions one call asks. `pid`: the server's process, for its CPU time. `ask`: how it is asked
    where a client of gRPC cannot. `headers`: what h2load sends beside the request.
    """

    name: str
    address: str
    method: str
    request: Callable[[], bytes]
    told: Callable[[bytes], str]
    expected: str
    items: int = 1
    pid: int | None = None
    scheme: str = "http"
    ask: Callable[[bytes], bytes] | None = None
    headers: Sequence[str] = HEADERS

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.address}{self.method}"

    def check(self, message: bytes) -> int:
        """Ask by a client of its own, a few times. Returns the size of the shortest answer with its frame header.

        `WrongAnswerError` where an answer is another than expected, or there is none.
        """
        if self.ask is not None:
            return min(self._right(self.ask(message)) for _ in range(_ASKED))
        with grpc.insecure_channel(self.address) as channel:
            call = channel.unary_unary(self.method, request_serializer=bytes, response_deserializer=bytes)
            return min(self._checked(call, message) for _ in range(_ASKED))

    def _checked(self, call: Callable[..., bytes], message: bytes) -> int:
        try:
            answer = call(message, timeout=_TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            raise WrongAnswerError(f"{self.name}: {error.code().name}, {error.details()}") from error
        return self._right(answer)

    def _right(self, answer: bytes) -> int:
        told = self.told(answer)
        if told != self.expected:
            raise WrongAnswerError(f"{self.name}: answered {told}, expected {self.expected}")
        return len(framed(answer))

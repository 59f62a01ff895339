"""Responses of kept answers: the bytes of the answers, and behind them what is different in every response.

In the order of the fields, so that the bytes are those of the message as a whole.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.errors import status_of
from denizen.usecases.ports import Tokens
from denizen.usecases.warm_check import RenderedDecision
from denizen.v1 import determination_pb2 as pb

_FIRST_FIELD = b"\x0a"
"""The tag of field 1 where its value is bytes with their length before them: CheckResponse.answer,
BatchCheckResponse.results and BatchCheckResult.answer."""


class Encoded(NamedTuple):
    """A serialised response, and the token that stands in it."""

    message: bytes
    revision_token: str


def encode_check(answer: bytes, decision: RenderedDecision, tokens: Tokens) -> Encoded:
    """A CheckResponse. The answer was cut when it was rendered."""
    token = tokens.revision_token(decision.revision.number)
    rest = cut(
        pb.CheckResponse(
            at=write_moment(decision.at),
            known_revision=decision.revision.number,
            revision_token=token,
            decision_id=decision.id,
        ),
        decision.tier,
    )
    return Encoded(b"".join((_before(len(answer)), answer, rest.SerializeToString())), token)


def encode_batch(results: Iterable[bytes | DenizenError], decision: RenderedDecision, tokens: Tokens) -> Encoded:
    """A BatchCheckResponse. Answers were cut when they were rendered."""
    token = tokens.revision_token(decision.revision.number)
    rest = cut(
        pb.BatchCheckResponse(
            at=write_moment(decision.at),
            known_revision=decision.revision.number,
            revision_token=token,
            decision_id=decision.id,
        ),
        decision.tier,
    )
    return Encoded(b"".join((*_parts(results, decision.tier), rest.SerializeToString())), token)


def _parts(results: Iterable[bytes | DenizenError], tier: Tier) -> Iterator[bytes]:
    for each in results:
        if isinstance(each, bytes):
            yield _before_result(len(each))
            yield each
        else:
            result = cut(pb.BatchCheckResult(error=status_of(each)), tier).SerializeToString()
            yield _before(len(result))
            yield result


@lru_cache(4096)
def _before_result(length: int) -> bytes:
    """What stands before an answer of that length in a result of a batch."""
    inside = _before(length)
    return _before(len(inside) + length) + inside


@lru_cache(4096)
def _before(length: int) -> bytes:
    return _FIRST_FIELD + _varint(length)


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the highest bit of each but the last is set."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)

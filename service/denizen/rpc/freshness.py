"""How fresh an answer must be and is, beside the messages: in metadata, for those who pass requests on unread."""

from collections.abc import Iterable

from denizen.domain.errors import InvalidError
from denizen.v1.consistency_pb2 import Consistency

CONSISTENCY = "denizen-consistency"
"""Metadata of the request: how fresh the answer must be, where the request itself does not say."""

REVISION_TOKEN = "denizen-revision-token"  # noqa: S105 - a name
"""Metadata of the answer: its revision token. Of the request: that of an earlier answer, not to be older than it."""

_AT_LEAST = "at-least-as-fresh"


def complete(request: object, metadata: Iterable[tuple[str, str | bytes]]) -> None:
    """Write what the metadata say into the request, if it can say how fresh its answer must be and does not.

    `InvalidError` for metadata that cannot be meant.
    """
    given = [(key, value) for key, value in metadata if key in (CONSISTENCY, REVISION_TOKEN)]
    if not given:
        return
    asked = _read(given)
    consistency = getattr(request, "consistency", None)
    if isinstance(consistency, Consistency) and consistency.WhichOneof("requirement") is None:
        consistency.CopyFrom(asked)


def token_of(response: object) -> tuple[tuple[str, str], ...]:
    """The trailing metadata of an answer that has a token."""
    token = getattr(response, "revision_token", "")
    return ((REVISION_TOKEN, token),) if token else ()


def _read(given: list[tuple[str, str | bytes]]) -> Consistency:
    said: dict[str, str] = {}
    for key, value in given:
        if key in said or isinstance(value, bytes):
            raise InvalidError(key, f"{len(given)} values", "at most one text")
        said[key] = value
    token = said.get(REVISION_TOKEN, "")
    # A token alone can only mean that.
    match said.get(CONSISTENCY, _AT_LEAST):
        case "minimize-latency":
            return Consistency(minimize_latency=True)
        case "fully-consistent":
            return Consistency(fully_consistent=True)
        case "at-least-as-fresh":
            if not token:
                raise InvalidError(REVISION_TOKEN, token, "the revision token of an earlier answer")
            return Consistency(at_least_as_fresh=token)
        case other:
            raise InvalidError(CONSISTENCY, other, "minimize-latency, at-least-as-fresh or fully-consistent")

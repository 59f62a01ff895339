"""What requests of all services have in common: purpose, request id, consistency and paging."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from google.protobuf.message import Message

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName, Purpose
from denizen.usecases import context
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import NEWEST, Tokens
from denizen.usecases.results import Page, Turn
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.delivery_pb2 import Delivery

T = TypeVar("T")

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_NIL = "00000000-0000-0000-0000-000000000000"


class Purposeful(Protocol):
    """A request that says what it is for."""

    purpose: str


class Write(Protocol):
    """A request that may be repeated under its id."""

    request_id: str


class Read(Protocol):
    """A request that says how fresh its answer must be."""

    @property
    def consistency(self) -> Consistency:
        """Absent: any."""


class ListRequest(Read, Protocol):
    """A request for a page."""

    page_size: int
    page_token: str


def read_purpose(request: Purposeful) -> Purpose:
    """The purpose, which is required."""
    return names.purpose(request.purpose, "purpose")


def read_purposes(given: Sequence[str]) -> frozenset[Purpose]:
    """The purposes for which something was collected, each once."""
    read = frozenset(names.purpose(text, f"purposes[{index}]") for index, text in enumerate(given))
    if len(read) < len(given):
        raise InvalidError("purposes", f"{len(given)}, of them {len(read)} distinct", "each once")
    return read


def read_once(request: Write) -> Once | None:
    """The request id with all that the request says besides; None where it has none.

    AIP-155: a UUID, of any version but nil. RFC 9562 section 4: upper case is read, lower case is kept.
    """
    if not request.request_id:
        return None
    request_id = request.request_id.lower()
    if _UUID.fullmatch(request_id) is None or request_id == _NIL:
        raise InvalidError("request_id", request.request_id, "a UUID such as '6f1e9a52-3c0b-4d7e-9a44-0c9f6f3d2b18'")
    return Once(request_id, canonical(request, "request_id"))


class NumberedWrite(Write, Protocol):
    """A write about a principal that may be numbered."""

    @property
    def delivery(self) -> Delivery:
        """Absent: it is not."""

    def HasField(self, field_name: Literal["delivery"], /) -> bool:
        """Whether it is there."""


def read_delivery(request: NumberedWrite, subject: PrincipalName) -> Once | context.Delivery | None:
    """The delivery that the request is, with its request id; that alone where it is not numbered; None: neither."""
    once = read_once(request)
    if not request.HasField("delivery"):
        return once
    source = names.identifier(request.delivery.source, "delivery.source")
    if request.delivery.number < 1:
        raise InvalidError("delivery.number", request.delivery.number or None, "1 or more")
    content = canonical(request, "request_id")
    return context.Delivery(subject, source, request.delivery.number, content, once)


def read_at_least(request: Read, tokens: Tokens) -> int:
    """The revision that the read must have reached; 0 where one within the bound will do."""
    consistency = request.consistency
    requirement = consistency.WhichOneof("requirement")
    if requirement == "fully_consistent" and consistency.fully_consistent:
        return NEWEST
    if requirement != "at_least_as_fresh":
        return 0
    return tokens.revision_of(consistency.at_least_as_fresh, "consistency.at_least_as_fresh")


@dataclass(frozen=True, slots=True)
class Paging:
    """One list request of one caller: which page it asks for, and the token for the next."""

    turn: Turn
    query: bytes
    tokens: Tokens

    def next_token(self, page: Page[T]) -> str:
        """Good for this caller and the same query only; empty where `page` is the last."""
        if page.cursor is None:
            return ""
        return self.tokens.page_token(self.query, page.revision.number, page.cursor)


def read_paging(request: ListRequest, call: Call, tokens: Tokens) -> Paging:
    """AIP-158. A later page keeps the snapshot of the first, whatever consistency it asks for.

    `InvalidError` naming `page_token` for one of another query or caller, or of the same one with another reach.
    """
    size = Turn.parse_size(request.page_size)
    query = query_of(request, call, "page_size", "page_token", "consistency")
    if not request.page_token:
        return Paging(Turn(size, at_least=read_at_least(request, tokens)), query, tokens)
    revision, cursor = tokens.page_of(request.page_token, query, "page_token")
    return Paging(Turn(size, cursor, revision, at_least=revision), query, tokens)


def query_of(request: object, call: Call, *left_out: str) -> bytes:
    """What a token is bound to: the caller, its reach, and the request without those fields."""
    scope = b"" if call.permit.unbounded else call.permit.extent
    return call.caller.name.encode() + b"\0" + scope + b"\0" + canonical(request, *left_out)


def canonical(request: object, *left_out: str) -> bytes:
    """The request as canonical bytes, its type first, without those fields."""
    assert isinstance(request, Message)  # noqa: S101 - the protocols above say which fields, this says of what
    copy = type(request)()
    copy.CopyFrom(request)
    for field in left_out:
        copy.ClearField(field)
    return request.DESCRIPTOR.full_name.encode() + b"\0" + copy.SerializeToString(deterministic=True)

"""One write, harmless to repeat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from denizen.domain.names import PrincipalName
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.results import Result

T = TypeVar("T")

UNCHANGED = "request.unchanged"
"""The event of a write with a request id that found everything as it wanted it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a write did: the resource that it is answered with, and its events, none where it changed nothing."""

    resource: str
    subject: PrincipalName | None
    events: tuple[Event, ...]


def done(resource: str, subject: PrincipalName | None, *kinds: str) -> Done:
    """A write on one resource, with an event of each kind."""
    return Done(resource, subject, tuple(Event(kind, resource, subject) for kind in kinds))


def write_once(
    store: Store,
    call: Call,
    once: Once | None,
    act: Callable[[Writer], Done],
    read: Callable[[Reader, str], T],
) -> Result[T]:
    """Act in one unit of work and read the result; a repetition of `once` reads the result of the first (AIP-155)."""
    with store.write(call) as writer:
        return act_once(writer, once, act, read)


def act_once(
    writer: Writer, once: Once | None, act: Callable[[Writer], Done], read: Callable[[Reader, str], T]
) -> Result[T]:
    """The same, in a unit of work that has begun."""
    # 1. A repetition writes nothing, and is answered from the revision of the first.
    receipt = writer.recall(once) if once else None
    if receipt is not None:
        then = writer.as_of(receipt.revision)
        return Result(read(then, receipt.resource), then.revision)
    # 2. What changes something leaves its events; what changes nothing takes no revision.
    what = act(writer)
    for event in what.events:
        writer.record(event)
    if once is None and not what.events:
        return Result(read(writer, what.resource), writer.head)
    # 3. A receipt is a write too, and so never without an event.
    if once is not None:
        if not what.events:
            writer.record(Event(UNCHANGED, what.resource, what.subject))
        writer.remember(once, what.resource, what.subject)
    return Result(read(writer, what.resource), writer.revision)

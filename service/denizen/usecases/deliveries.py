"""Deliveries in order: about one principal, from one source of one caller, what is late or repeated changes nothing."""

from collections.abc import Callable
from dataclasses import replace

from denizen.domain.errors import AlreadyExistsError
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.results import Result
from denizen.usecases.writing import UNCHANGED, Done, T, act_once, write_once

LATE = "delivery.late"
"""The event of a delivery that came after a later one: it is recorded, and nothing else."""


def other_delivery(delivery: Delivery) -> AlreadyExistsError:
    """The refusal of other content under the number of an earlier delivery."""
    return AlreadyExistsError(delivery.subject, f"number {delivery.number} of that source had other content")


def write_in_order(
    store: Store,
    call: Call,
    once: Once | Delivery | None,
    act: Callable[[Writer], Done],
    read: Callable[[Reader, str], T],
) -> Result[T]:
    """Act in one unit of work, unless the delivery was there before or came late; then nothing changes.

    A repetition is answered like the first. What is late is recorded, and answered with what the latest delivery of its
    source was about, as it is then, and `late`.
    """
    if not isinstance(once, Delivery):
        return write_once(store, call, once, act, read)
    delivery, subject = once, once.subject
    with store.write(call) as writer:
        # 1. A repetition is answered from the revision of the first.
        known = writer.recall_delivery(delivery)
        if known is not None:
            then = writer.as_of(known.revision)
            return Result(read(then, known.resource), then.revision, late=known.late)
        # 2. What is late is kept as late, and answered with what stands.
        last = writer.last_delivery(subject, delivery.source)
        if last is not None and last.number > delivery.number:
            writer.remember_delivery(delivery, last.resource, late=True)
            late = Done(last.resource, subject, (Event(LATE, subject, subject),))
            return replace(act_once(writer, delivery.once, lambda _: late, read), late=True)

        # 3. All else is done, and remembered with it.
        def act_in_order(writer: Writer) -> Done:
            done = act(writer)
            writer.remember_delivery(delivery, done.resource, late=False)
            return replace(done, events=done.events or (Event(UNCHANGED, done.resource, subject),))

        return act_once(writer, delivery.once, act_in_order, read)

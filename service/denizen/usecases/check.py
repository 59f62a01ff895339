"""Check and BatchCheck: from a question to a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.determinations import Answer
from denizen.domain.errors import DenizenError, InvalidError
from denizen.usecases.asking import Asking, Item, Times, snapshot
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.identifiers import decision_id
from denizen.usecases.ports import Clock, Reader, Revision, Store

MOST_ITEMS = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """Answers in the order of the items, or why there is none; and the pair of times that they speak of."""

    id: str
    answers: Sequence[Answer | DenizenError]
    at: datetime
    revision: Revision


class Check:
    """Answers questions, on one snapshot and at one moment for all that are asked together."""

    def __init__(self, store: Store, directives: DirectiveCache, clock: Clock) -> None:
        self._store = store
        self._directives = directives
        self._clock = clock

    def __call__(
        self, call: Call, items: Sequence[Item], times: Times, calls: Sequence[Call] | None = None
    ) -> Decision:
        """`InvalidError` for too many items or a known time of the future; an item's own error stands in its place."""
        if len(items) > MOST_ITEMS:
            raise InvalidError("items", len(items), f"at most {MOST_ITEMS}")
        with snapshot(self._store, self._clock, call, times) as (reader, at):
            answers = self.answers(call, reader, at, items, calls)
            return Decision(decision_id(), answers, at, reader.revision)

    def answers(
        self, call: Call, reader: Reader, at: datetime, items: Sequence[Item], calls: Sequence[Call] | None = None
    ) -> list[Answer | DenizenError]:
        """The answers to the items, in their order, as known at the reader's revision; `calls`: as whose question each
        is answered, where these differ."""
        asking = Asking(call, reader, at, self._directives)
        # 1. What is known of everybody asked about, and of whom they name.
        asking.gather(items)
        # 2. Each answer.
        return [
            (asking if each is call else replace(asking, call=each)).answer(item)
            for item, each in zip(items, calls or [call] * len(items), strict=True)
        ]

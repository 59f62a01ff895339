"""Check asked again: what was answered and still holds, at once, without the database and without waiting."""

from datetime import datetime
from typing import NamedTuple

from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call
from denizen.usecases.decision_cache import KeptAnswer
from denizen.usecases.facts_cache import GONE, KeptFacts
from denizen.usecases.following import Seen
from denizen.usecases.ports import Clock
from denizen.usecases.probing import Probing
from denizen.usecases.reaching import reached_items
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import asked_of

PLAINLY = Times()
"""At present, as fresh as the bound of staleness makes it: the only questions that are answered again like this."""


MOST_RESTS = 32
"""Principals on whom it may rest how far a caller reaches. Who reaches by more is looked up each time."""


class Standing(NamedTuple):
    """A question of a call that is known in every detail, about whom it was found to be, and its kept answer. That the
    caller reaches them so far rests on the facts in `reaches_by`: while none of them is GONE, it does."""

    call: Call
    item: Item
    name: PrincipalName
    kept: KeptAnswer
    reaches_by: tuple[KeptFacts, ...]


class AnswerAgain:
    """Gives the answers that `WarmCheck` gives, by the same memory, or none at all: then it has to be asked."""

    def __init__(self, memory: Memory, clock: Clock, probing: Probing) -> None:
        self._memory = memory
        self._clock = clock
        self._probing = probing

    def now(self) -> tuple[Seen, datetime] | None:
        """What was followed, if that is recent enough to answer by, and the moment."""
        seen = self._memory.follower.recent()
        return None if seen is None else (seen, self._clock.now())

    def standing(self, call: Call, item: Item, seen: Seen) -> Standing | None:
        """The question, if the caller reaches whoever is asked about, and its answer is kept. `call` as it was
        permitted for the purpose and the directive. May wait for the database."""
        name = self._memory.name_of(item.subject, seen)
        reached = None if name is None else self._reached(call, item, seen)
        if name is None or reached is None:
            return None
        reaching, by = reached
        asked = asked_of(reaching, item)
        kept = None if asked is None else self._memory.decisions.kept(name, asked)
        return None if kept is None else Standing(reaching, item, name, kept, by)

    def holds(self, standing: Standing, seen: Seen, at: datetime) -> bool:
        """Whether the kept answer is the answer now, and the question may be asked; it is counted then."""
        subject = standing.item.subject
        if isinstance(subject, ExternalIdentifier) and self._memory.name_of(subject, seen) != standing.name:
            return False
        if not is_reached(standing) or not standing.kept.holds(at, seen):
            return False
        return self._probing.of_item(standing.call, standing.item, standing.name, PLAINLY) is None

    def _reached(self, call: Call, item: Item, seen: Seen) -> tuple[Call, tuple[KeptFacts, ...]] | None:
        """How far the caller reaches whoever is asked about, and on whose facts that rests. None: it does not, and is
        answered as about nobody; that is found anew each time."""
        if call.permit.unbounded:
            return call, ()
        with self._memory.reading(call, seen) as reader:
            (reached,) = reached_items(call, [item], reader)
            used = reader.used
        if reached.refusal is not None or reached.item is not item or len(used) > MOST_RESTS:
            return None
        return reached.call, used


def is_reached(standing: Standing) -> bool:
    """Whether the caller reaches whoever is asked about as it did."""
    for each in standing.reaches_by:
        if each.facts is GONE:
            return False
        each.used = True
    return True

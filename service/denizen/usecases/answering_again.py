"""Check asked again: what was answered and still holds, at once, without the database and without waiting."""

from datetime import datetime
from typing import NamedTuple

from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call
from denizen.usecases.decision_cache import KeptAnswer
from denizen.usecases.following import Seen
from denizen.usecases.ports import Clock
from denizen.usecases.probing import Probing
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import asked_of

PLAINLY = Times()
"""At present, as fresh as the bound of staleness makes it: the only questions that are answered again like this."""


class Standing(NamedTuple):
    """A question of a call that is known in every detail, about whom it was found to be, and its kept answer."""

    call: Call
    item: Item
    name: PrincipalName
    kept: KeptAnswer


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
        """The question, if its answer is kept. `call` as it is answered, reaching whoever is asked about."""
        asked = asked_of(call, item)
        name = self._memory.name_of(item.subject, seen)
        if asked is None or name is None:
            return None
        kept = self._memory.decisions.kept(name, asked)
        return None if kept is None else Standing(call, item, name, kept)

    def holds(self, standing: Standing, seen: Seen, at: datetime) -> bool:
        """Whether the kept answer is the answer now, and the question may be asked; it is counted then."""
        subject = standing.item.subject
        if isinstance(subject, ExternalIdentifier) and self._memory.name_of(subject, seen) != standing.name:
            return False
        if not standing.kept.holds(at, seen):
            return False
        return self._probing.of_item(standing.call, standing.item, standing.name, PLAINLY) is None

"""Check out of memory: at a revision that was followed, with answers kept until something changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.determinations import Answer, Presence, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError, ExhaustedError, InvalidError
from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import EXPLAINED, Item, Times, decision_id
from denizen.usecases.check import MOST_ITEMS, Check
from denizen.usecases.context import Call
from denizen.usecases.decision_cache import Asked, Rendered
from denizen.usecases.following import Seen
from denizen.usecases.ports import Clock, Revision
from denizen.usecases.probing import Probing
from denizen.usecases.reaching import Reached, reached_items
from denizen.usecases.remembering import Memory, RememberingReader

Render = Callable[[Answer, Tier], bytes]
"""An answer as it goes over the wire to callers of a tier."""


@dataclass(frozen=True, slots=True)
class RenderedDecision:
    """Answers as they go over the wire, in the order of the items, or why there is none; what they speak of, and the
    highest tier that is shown any of them."""

    id: str
    answers: Sequence[Rendered | DenizenError]
    at: datetime
    revision: Revision
    tier: Tier


class WarmCheck:
    """Gives the answers that `check` gives, as `render` makes them, and asks the database as little as it can.

    Questions about a state of our knowledge in the past go to the database. What `probing` refuses is not answered.
    """

    def __init__(self, check: Check, memory: Memory, clock: Clock, render: Render, probing: Probing) -> None:
        self._check = check
        self._memory = memory
        self._decisions = memory.decisions
        self._clock = clock
        self._render = render
        self._probing = probing

    def __call__(self, call: Call, items: Sequence[Item], times: Times) -> RenderedDecision:
        """As `Check`; and `UnavailableError` where what was asked to be fresh cannot be had in time."""
        if len(items) > MOST_ITEMS:
            raise InvalidError("items", len(items), f"at most {MOST_ITEMS}")
        # 1. The revision and the moment: nothing that was committed before either is left out of the other.
        seen = self._memory.reach(call, times.at_least, newest=times.newest)
        at = times.at or self._clock.now()
        # 2. How far the caller reaches, and what may not be asked.
        asked = self._asked(call, items, seen)
        tier = max((each.call.tier for each in asked), default=call.tier)
        answers: list[Rendered | DenizenError | None] = [
            each.refusal or self._refused(each, item, times, seen) for each, item in zip(asked, items, strict=True)
        ]
        if times.of_the_past:
            return self._then(call, asked, answers, times, tier)
        # 3. What was answered before, and still holds.
        for index, each in enumerate(asked):
            if answers[index] is None:
                answers[index] = self._kept(each.call, each.item, at, seen)
        # 4. The rest.
        missing = [index for index, answer in enumerate(answers) if answer is None]
        if missing:
            with self._memory.reading(call, seen) as reader:
                rest = [asked[index] for index in missing]
                for index, answer in zip(missing, self._found(call, reader, rest, at, seen), strict=True):
                    answers[index] = answer
        found = [each for each in answers if each is not None]
        return RenderedDecision(decision_id(), found, at, seen.revision, tier)

    def _asked(self, call: Call, items: Sequence[Item], seen: Seen) -> list[Reached]:
        if call.permit.unbounded:
            return [Reached(call, item) for item in items]
        with self._memory.reading(call, seen) as reader:
            return reached_items(call, items, reader)

    def _then(
        self, call: Call, asked: list[Reached], refused: list[Rendered | DenizenError | None], times: Times, tier: Tier
    ) -> RenderedDecision:
        rest = [each for each, refusal in zip(asked, refused, strict=True) if refusal is None]
        found = self._check(call, [each.item for each in rest], times, [each.call for each in rest])
        answers = (self._rendered(answer, each.call.tier) for each, answer in zip(rest, found.answers, strict=True))
        told = [next(answers) if each is None else each for each in refused]
        return RenderedDecision(found.id, told, found.at, found.revision, tier)

    def _refused(self, asked: Reached, item: Item, times: Times, seen: Seen) -> ExhaustedError | None:
        # Whoever is out of reach is counted by the words of the question: nothing is told by what is counted together.
        name = self._memory.name_of(item.subject, seen) if asked.item is item else None
        return self._probing.of_item(asked.call, item, name, times)

    def _kept(self, call: Call, item: Item, at: datetime, seen: Seen) -> Rendered | None:
        asked = asked_of(call, item)
        if asked is None:
            return None
        name = self._memory.name_of(item.subject, seen)
        return None if name is None else self._decisions.get(name, asked, at, seen)

    def _found(
        self, call: Call, reader: RememberingReader, rest: Sequence[Reached], at: datetime, seen: Seen
    ) -> Iterable[Rendered | DenizenError]:
        items, calls = [each.item for each in rest], [each.call for each in rest]
        answers = self._check.answers(call, reader, at, items, calls)
        for item, own, answer in zip(items, calls, answers, strict=True):
            rendered = self._rendered(answer, own.tier)
            yield rendered
            if isinstance(answer, DenizenError) or isinstance(rendered, DenizenError):
                continue
            asked, name = asked_of(own, item), _name(reader, item)
            if asked is not None and name is not None and Reason.EVALUATION_FAILED not in answer.reasons:
                self._decisions.put(name, asked, at, seen, answer, rendered, reader.reached(name))

    def _rendered(self, answer: Answer | DenizenError, tier: Tier) -> Rendered | DenizenError:
        return answer if isinstance(answer, DenizenError) else Rendered(self._render(answer, tier))


def _name(reader: RememberingReader, item: Item) -> PrincipalName | None:
    return reader.principal_by(item.subject) if isinstance(item.subject, ExternalIdentifier) else item.subject


def asked_of(call: Call, item: Item) -> Asked | None:
    """What is asked about the principal. None: something that changes with every moment, such as a presence now."""
    if call.purpose is None:
        return None
    explain = item.explain and call.tier >= EXPLAINED
    asserted, assurance = item.presence, call.presence
    if asserted is None or assurance is None:
        return item.directive, item.resource, call.purpose, None, explain, call.tier
    if asserted.observed_at is None:
        return None
    presence = Presence(asserted.country, asserted.observed_at, asserted.source, assurance)
    return item.directive, item.resource, call.purpose, presence, explain, call.tier

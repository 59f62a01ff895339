"""Check out of memory: at a revision that was followed, with answers kept until something changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.determinations import Answer, Presence, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.names import DirectiveName, PrincipalName, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import EXPLAINED, AssertedPresence, Item, Times
from denizen.usecases.check import MOST_ITEMS, Check
from denizen.usecases.context import Call
from denizen.usecases.decision_cache import Asked, Rendered
from denizen.usecases.following import Seen
from denizen.usecases.identifiers import decision_id
from denizen.usecases.ports import Clock, Revision
from denizen.usecases.probing import Probing
from denizen.usecases.reaching import Reached, reached_items
from denizen.usecases.remembering import Memory, RememberingReader

_Group = tuple[int, DirectiveName, ResourceName | None, AssertedPresence | None, bool]
_UNKNOWN = b""

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
        tier = call.tier if call.permit.unbounded else max((each.call.tier for each in asked), default=call.tier)
        # 3. What was answered before, and still holds.
        answers = self._at_once(asked, items, times, at, seen)
        if times.of_the_past:
            return self._then(call, asked, answers, times, tier)
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

    def _at_once(
        self, asked: Sequence[Reached], items: Sequence[Item], times: Times, at: datetime, seen: Seen
    ) -> list[Rendered | DenizenError | None]:
        """What is refused, and what is kept; None: it has to be found. Nothing is kept of the past."""
        groups: dict[_Group, bytes | None] = {}
        answers: list[Rendered | DenizenError | None] = []
        for (call, item, refusal), given in zip(asked, items, strict=True):
            name = self._memory.name_of(item.subject, seen)
            # Whoever is out of reach is counted by the words of the question: nothing is told by what is counted
            # together.
            refused = refusal or self._probing.of_item(call, given, name if item is given else None, times)
            if refused is not None or times.of_the_past or name is None:
                answers.append(refused)
                continue
            # What they have in common is found once for all who are asked about alike.
            alike = (id(call), item.directive, item.resource, item.presence, item.explain)
            group = groups.get(alike, _UNKNOWN)
            if group is _UNKNOWN:
                question = asked_of(call, item)
                group = groups[alike] = None if question is None else self._decisions.group(question)
            answers.append(None if group is None else self._decisions.get_of(group, name, at, seen))
        return answers

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

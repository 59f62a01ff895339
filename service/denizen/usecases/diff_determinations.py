"""DiffDeterminations: one question at two pairs of times, and what made the answers differ."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.determinations import Answer
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.domain.evaluation.differing import Difference, Input, Mixing, Side, differences
from denizen.domain.names import PrincipalName
from denizen.domain.refusals import inside
from denizen.usecases.asking import (
    LINKED_TO_NOBODY,
    MOST_REACHED,
    Asking,
    Item,
    Times,
    as_known,
    check_not_future,
    furthest,
    guarded,
)
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.ports import Clock, Revision, Store
from denizen.usecases.probing import Probing
from denizen.usecases.reaching import reached_item
from denizen.usecases.ways_of_asking import Way, looks_of


@dataclass(frozen=True, slots=True)
class DatedAnswer:
    """An answer with the pair of times that it speaks of."""

    answer: Answer
    at: datetime
    revision: Revision


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both answers, and what made them differ; `read` is the state that was read, `tier` the one that it is shown."""

    before: DatedAnswer
    after: DatedAnswer
    differences: tuple[Difference, ...]
    read: Revision
    tier: Tier


class DiffDeterminations:
    """Answers twice, on one state of the store, and names the inputs that made the difference."""

    def __init__(self, store: Store, directives: DirectiveCache, clock: Clock, probing: Probing) -> None:
        self._store = store
        self._directives = directives
        self._clock = clock
        self._probing = probing

    def __call__(self, call: Call, item: Item, before: Times, after: Times, at_least: int = 0) -> Comparison:
        """As Check refuses, at either pair: `NotFoundError` for the directive; `InvalidError`, seen from the request,
        for a resource that was never registered or a known time of the future. `ExhaustedError` for a principal asked
        about in too many ways."""
        now = self._clock.now()
        past = before if before.of_the_past else after
        least = furthest(self._store, call, replace(past, at_least=at_least))
        with self._store.read(call, at_least=least) as latest:
            reached = reached_item(call, item, latest)
            named, call, item = item, reached.call, reached.item
            # 1. What is known at each pair, of everybody concerned at either.
            with inside("before"):
                check_not_future(before, now)
                then = Asking(call, as_known(latest, before), before.at or now, self._directives)
            with inside("after"):
                check_not_future(after, now)
                later = Asking(call, as_known(latest, after), after.at or now, self._directives)
            known = (later.name(item.subject) or then.name(item.subject)) if item is named else None
            who = known or named.subject
            looks = (*looks_of(before), *looks_of(after), f"compared under {item.directive}")
            self._probing.check(call, who, Way.of(call, (item.directive,), item.presence, *looks))
            _gather(item, then, later)
            # 2. Both answers.
            with inside("question"):
                answers = [_dated(asking, item) for asking in (then, later)]
            # 3. What made the difference: put one way and the other until it is found.
            mixing = Mixing(_side(then, item), _side(later, item))

            def judge(chosen: Collection[Input]) -> Answer:
                call.check_deadline()
                return guarded(item.directive, lambda: mixing.answer(chosen))

            return Comparison(answers[0], answers[1], differences(mixing, judge), latest.revision, call.tier)


def _dated(asking: Asking, item: Item) -> DatedAnswer:
    answer = asking.answer(item)
    if isinstance(answer, DenizenError):
        raise answer
    return DatedAnswer(answer, asking.at, asking.reader.revision)


def _gather(item: Item, *askings: Asking) -> None:
    directives = [each.directive(item.directive) for each in askings]
    for directive in directives:
        if isinstance(directive, DenizenError):
            raise directive
    reaching = any(not isinstance(each, DenizenError) and each.reaches_others for each in directives)
    seen: set[PrincipalName] = set()
    waiting = {name for each in askings if (name := each.name(item.subject)) is not None}
    while waiting and len(seen) <= MOST_REACHED:
        seen |= waiting
        waiting = {name for each in askings for name in each.read(waiting, reaching=reaching)} - seen


def _side(asking: Asking, item: Item) -> Side:
    directive = asking.directive(item.directive)
    if isinstance(directive, DenizenError):
        raise directive
    question = asking.question(item, asking.name(item.subject) or LINKED_TO_NOBODY)
    return Side(question, directive, asking.facts, asking.reference())

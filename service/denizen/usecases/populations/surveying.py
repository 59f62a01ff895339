"""Answering about many principals at once: their facts in batches, the directive compiled once, each answer as Check
gives it."""

import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, Self

from denizen.domain.determinations import Answer, Cause, Determination, Effect, Question, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.domain.evaluation import CompiledDirective, answer, found
from denizen.domain.facts import PrincipalFacts, World, named_by
from denizen.domain.names import Population, PrincipalName
from denizen.domain.reference import Reference
from denizen.usecases.asking import MOST_REACHED, Asking, guarded
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.questions import Survey, Wanted
from denizen.usecases.ports import Reader, Store
from denizen.usecases.reaching import Reached, reached_items

Render = Callable[[Answer, Tier], bytes]
"""An answer as it goes over the wire to callers of a tier."""


class Batch(NamedTuple):
    """Some of those asked about, in the order of names."""

    survey: Survey
    names: Sequence[PrincipalName]
    wanted: Wanted = Wanted()


class Listed(NamedTuple):
    """A principal with its answer as the caller's tier is shown it."""

    name: PrincipalName
    answer: bytes


class Standing(NamedTuple):
    """How a principal stands: its answer as the caller's tier is shown it, what tells that from another, until when it
    holds, and the others on whom it may depend, the unknown ones too."""

    name: PrincipalName
    answer: bytes
    mark: bytes
    until: datetime | None
    others: frozenset[PrincipalName]


@dataclass(slots=True)
class Tally:
    """Exact counts. A principal counts once for its determination and its effect, and once for each of its reasons and
    of its populations; `of_none`: of no population."""

    principals: int = 0
    determinations: Counter[Determination] = field(default_factory=Counter)
    effects: Counter[Effect] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    populations: Counter[tuple[Population | None, Determination]] = field(default_factory=Counter)

    @classmethod
    def of(cls, answers: Iterable[tuple[Answer, frozenset[Population]]]) -> "Tally":
        """Of answers, each with the populations of its principal. Those that are alike are counted together."""
        alike = Counter(
            (answer.determination, answer.effect, answer.reasons, populations) for answer, populations in answers
        )
        tally = cls()
        for (determination, effect, reasons, populations), number in alike.items():
            tally.principals += number
            tally.determinations[determination] += number
            tally.effects[effect] += number
            for reason in reasons:
                tally.reasons[reason] += number
            for population in populations or (None,):
                tally.populations[population, determination] += number
        return tally

    def __iadd__(self, other: "Tally") -> Self:
        self.principals += other.principals
        self.determinations.update(other.determinations)
        self.effects.update(other.effects)
        self.reasons.update(other.reasons)
        self.populations.update(other.populations)
        return self


class Surveyor:
    """Answers about batches on one store. What a directive says is compiled once, for all of them."""

    def __init__(self, store: Store, render: Render) -> None:
        self._store = store
        self._render = render
        self._directives = DirectiveCache()

    def count(self, batch: Batch) -> Tally:
        """How many are what."""
        return Tally.of((asked.found(), asked.populations) for asked in self._asked(batch))

    def list(self, batch: Batch) -> Sequence[Listed]:
        """Those who are wanted, in the order of names."""
        whoever = batch.wanted == Wanted()
        return [
            Listed(asked.name, self._render(asked.answer(), asked.tier))
            for asked in self._asked(batch)
            if whoever or asked.found() in batch.wanted
        ]

    def stand(self, batch: Batch) -> Sequence[Standing]:
        """How each stands who is there, in the order of names."""
        return [self._standing(asked, batch.survey) for asked in self._asked(batch)]

    def _standing(self, asked: "_Asked", survey: Survey) -> Standing:
        found = asked.answer()
        rendered = self._render(found, asked.tier)
        marked = rendered
        if survey.renewed and found.cause is Cause.PRESENCE:
            # It is assumed anew whenever it would be too old.
            marked = self._render(replace(found, valid_until=None, cause=None), asked.tier)
        return Standing(asked.name, rendered, mark_of(marked), found.valid_until, asked.others())

    def _asked(self, batch: Batch) -> Sequence["_Asked"]:
        survey = batch.survey
        with self._store.read(survey.call, at_least=survey.read) as latest:
            reader = latest if latest.revision.number == survey.known else latest.as_of(survey.known)
            # 1. What is known of everybody, and of whom they name.
            asking = Asking(survey.call, reader, survey.at, self._directives)
            directive = asking.directive(survey.question.directive)
            if isinstance(directive, DenizenError):
                raise directive
            everybody = _gathered(asking, batch.names, directive)
            # 2. Who is there, of the population asked about, and within the caller's reach today.
            population = survey.question.population
            there = [
                name
                for name in batch.names
                if name in everybody and (population is None or population in everybody[name].populations)
            ]
            reached = _within(survey, there, latest)
            # 3. The question about each.
            ground = _Ground(directive, everybody, asking.reference())
            return [_Asked(name, each, _question(asking, each), ground) for name, each in reached]


def _within(survey: Survey, names: Sequence[PrincipalName], latest: Reader) -> Sequence[tuple[PrincipalName, Reached]]:
    """Those within reach, each with the question as the caller is answered it."""
    permit = survey.call.permit
    if permit.populations is not None:
        present = latest.facts(names)
        names = [name for name in names if name in present and permit.reaches(present[name].populations)]
    items = [survey.question.about(name) for name in names]
    return list(zip(names, reached_items(survey.call, items, latest), strict=True))


def _question(asking: Asking, reached: Reached) -> Question:
    if reached.refusal is not None:
        raise reached.refusal
    if reached.call is not asking.call:
        asking = copy.copy(asking)
        asking.call = reached.call
    return asking.question(reached.item, PrincipalName(str(reached.item.subject)))


def _gathered(
    asking: Asking, names: Sequence[PrincipalName], directive: CompiledDirective
) -> Mapping[PrincipalName, PrincipalFacts]:
    """The facts of all of them, and hop by hop of those whom their claims name."""
    waiting = set(names)
    while waiting:
        waiting = asking.read(waiting, reaching=directive.reaches_others)
    return asking.facts


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all questions of a batch are answered from."""

    directive: CompiledDirective
    everybody: Mapping[PrincipalName, PrincipalFacts]
    reference: Reference


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question about the principal of that name."""

    name: PrincipalName
    reached: Reached
    question: Question
    ground: _Ground

    @property
    def tier(self) -> Tier:
        return self.reached.call.tier

    @property
    def populations(self) -> frozenset[Population]:
        return self.ground.everybody[self.name].populations

    def found(self) -> Answer:
        """The answer without what would settle it and until when it holds."""
        return guarded(
            self.question.directive,
            lambda: found(self.question, self.ground.directive, self._world(), self.ground.reference),
        )

    def answer(self) -> Answer:
        return guarded(
            self.question.directive,
            lambda: answer(self.question, self.ground.directive, self._world(), self.ground.reference),
        )

    def others(self) -> frozenset[PrincipalName]:
        """Those on whom the answer may depend beside the principal: whoever is named, and whoever they name."""
        world = self._world()
        named = (named_by(each, standing_in_only=False) for each in world.values())
        return frozenset(world).union(*named) - {self.name}

    def _world(self) -> World:
        """What is read for one question alone: hop by hop, and no further than one question reaches."""
        everybody = self.ground.everybody
        world: dict[PrincipalName, PrincipalFacts] = {}
        waiting = {self.question.principal} & everybody.keys()
        while waiting and len(world) <= MOST_REACHED:
            world.update((each, everybody[each]) for each in waiting)
            named = {other for each in waiting for other in named_by(everybody[each], standing_in_only=False)}
            waiting = {each for each in named if each in everybody and each not in world}
        return world


def mark_of(rendered: bytes) -> bytes:
    """Tells an answer from another; the same in every process."""
    return hashlib.blake2b(rendered, digest_size=12).digest()

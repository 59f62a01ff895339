"""One question about one principal, of many that are answered from the same ground."""

from collections.abc import Mapping
from dataclasses import dataclass

from denizen.domain.determinations import Answer, Question
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation import CompiledDirective, answer, found
from denizen.domain.facts import PrincipalFacts, World, named_by
from denizen.domain.names import Population, PrincipalName
from denizen.domain.reference import Reference
from denizen.usecases.asking import MOST_REACHED, guarded
from denizen.usecases.reaching import Reached


@dataclass(frozen=True, slots=True)
class Ground:
    """What all questions of a batch are answered from."""

    directive: CompiledDirective
    everybody: Mapping[PrincipalName, PrincipalFacts]
    reference: Reference


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about the principal of that name."""

    name: PrincipalName
    reached: Reached
    question: Question
    ground: Ground

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

    def beyond(self) -> frozenset[PrincipalName] | None:
        """Everybody whom one comes to from those that it names, the unknown ones too; None: they are too many."""
        everybody, found = self.ground.everybody, set[PrincipalName]()
        waiting = set(named_by(everybody[self.name], standing_in_only=False))
        while waiting and len(found) < MOST_REACHED:
            found |= waiting
            known = [everybody[each] for each in waiting if each in everybody]
            waiting = {other for each in known for other in named_by(each, standing_in_only=False)} - found
        return None if waiting or len(found) >= MOST_REACHED else frozenset(found)

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

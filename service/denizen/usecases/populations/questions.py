"""What is asked about everybody at once, fixed so that any process finds the same."""

from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.determinations import Answer, Determination, Effect, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError, PermissionDeniedError
from denizen.domain.names import DirectiveName, Population, PrincipalName, ResourceName
from denizen.usecases.asking import AssertedPresence, Item
from denizen.usecases.context import Call, NoDeadline
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.ports import Reader


@dataclass(frozen=True, slots=True)
class PopulationQuestion:
    """Under what everybody is asked about; `population`: only its principals, None: everybody. `presence` is assumed of
    each of them."""

    directive: DirectiveName
    resource: ResourceName | None = None
    presence: AssertedPresence | None = None
    population: Population | None = None

    def about(self, name: PrincipalName) -> Item:
        return Item(name, self.directive, self.resource, self.presence)

    def check(self, reader: Reader, directives: DirectiveCache) -> None:
        """`NotFoundError` for the directive; `InvalidError` for a resource that was never registered."""
        revision = reader.directive_revision()
        directives.directive(reader, self.directive, revision)
        if self.resource is not None and self.resource not in directives.resources(reader, revision):
            raise InvalidError("resource", self.resource, "a registered resource")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers are listed: of any of these determinations, of any of these effects, for any of these reasons; an
    empty set: whatever they are."""

    determinations: frozenset[Determination] = frozenset()
    effects: frozenset[Effect] = frozenset()
    reasons: frozenset[Reason] = frozenset()

    def check_shown(self, tier: Tier) -> None:
        """`PermissionDeniedError` where who is listed would tell what the tier is not shown."""
        for asked, least in ((self.determinations, Tier.DETERMINATION), (self.reasons, Tier.REASONS)):
            if asked and tier < least:
                raise PermissionDeniedError(
                    f"a list by what only {least.name} is shown, to a caller of the tier {tier.name}", tier=tier.name
                )

    def __contains__(self, answer: Answer) -> bool:
        return (
            (not self.determinations or answer.determination in self.determinations)
            and (not self.effects or answer.effect in self.effects)
            and (not self.reasons or not self.reasons.isdisjoint(answer.reasons))
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """A question at one moment of the world and one state of our knowledge. `read`: the revision that was the latest
    when it was asked; nothing later is needed to answer. `renewed`: presence is assumed at whatever moment it is."""

    call: Call
    question: PopulationQuestion
    at: datetime
    known: int
    read: int
    renewed: bool = False

    @classmethod
    def of(cls, call: Call, question: PopulationQuestion, at: datetime, known: int, read: int) -> "Survey":
        """With the call as any process may have it. A presence without a moment is observed at `at`."""
        asserted = question.presence
        presence = None if asserted is None else asserted.observed(at)
        asked, renewed = replace(question, presence=presence), asserted is not None and asserted.observed_at is None
        return cls(replace(call, deadline=NoDeadline()), asked, at, known, read, renewed)

"""Asking on one snapshot: the moment, the facts of everybody concerned, and each answer."""

import traceback
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from denizen.domain.countries import Country
from denizen.domain.determinations import Answer, Determination, Effect, Presence, Question, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.evaluation import Alike, CompiledDirective
from denizen.domain.facts import PrincipalFacts, World, named_by
from denizen.domain.names import DirectiveName, PrincipalName, Purpose, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import Reference
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.ports import NEWEST, Clock, Reader, Store

MOST_REACHED = 1000
"""Principals that one evaluation may reach; what lies beyond is unknown to it."""
EXPLAINED = Tier.FACTS
"""The least tier to which an answer is explained."""
LINKED_TO_NOBODY = PrincipalName("")
"""Whom an identifier means that is linked to nobody: a name that no principal has."""
FAILED = Answer(Determination.UNDETERMINED, Effect.DENY, (Reason.EVALUATION_FAILED,))

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AssertedPresence:
    """Presence as a request asserts it; `observed_at` None: at the moment asked about."""

    country: Country
    source: str
    observed_at: datetime | None = None

    def observed(self, at: datetime) -> "AssertedPresence":
        """The same, observed at `at` unless it says when."""
        return self if self.observed_at is not None else replace(self, observed_at=at)


@dataclass(frozen=True, slots=True)
class Item:
    """Whom a question is about, and under what."""

    subject: PrincipalName | ExternalIdentifier
    directive: DirectiveName
    resource: ResourceName | None = None
    presence: AssertedPresence | None = None
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """The two times asked about: of the world, and of our knowledge as a revision or an instant; None: now.

    `at_least`: the revision that must have been reached. `newest`: every revision that is committed when the question
    arrives.
    """

    at: datetime | None = None
    known_revision: int | None = None
    known_at: datetime | None = None
    at_least: int = 0
    newest: bool = False

    @property
    def of_the_past(self) -> bool:
        """Whether a state of our knowledge is asked about that may be over."""
        return self.known_revision is not None or self.known_at is not None


@contextmanager
def snapshot(store: Store, clock: Clock, call: Call, times: Times) -> Iterator[tuple[Reader, datetime]]:
    """The state of our knowledge and the moment of the world that are asked about. `InvalidError` for a known time of
    the future."""
    now = clock.now()
    check_not_future(times, now)
    at_least = furthest(store, call, times)
    with store.read(call, at_least=at_least) as latest:
        yield as_known(latest, times), times.at or now


def furthest(store: Store, call: Call, times: Times) -> int:
    """The revision that must have been reached. A state in the past is fixed only by all that was committed before."""
    if times.newest or (times.of_the_past and times.at_least > 0):
        return max(times.at_least, store.head(call).number)
    return NEWEST if times.of_the_past else times.at_least


def check_not_future(times: Times, now: datetime) -> None:
    """`InvalidError` for an instant of our knowledge that is to come."""
    if times.known_at is not None and times.known_at > now:
        raise InvalidError("known_at", times.known_at.isoformat(), f"a moment up to now, {now.isoformat()}")


def as_known(latest: Reader, times: Times) -> Reader:
    if times.known_revision is not None:
        if not 0 <= times.known_revision <= latest.head.number:
            raise InvalidError(
                "known_revision", times.known_revision, f"0 to {latest.head.number}, the latest revision"
            )
        return latest.as_of(times.known_revision)
    if times.known_at is not None:
        return latest.as_of(latest.revision_at(times.known_at).number)
    return latest


def guarded(directive: DirectiveName, evaluate: Callable[[], Answer]) -> Answer:
    """What is evaluated; whatever fails denies, and is told."""
    try:
        return evaluate()
    except Exception as error:  # noqa: BLE001 - no fault of a rule may let anybody pass, or end the call
        # The error's own words may show a claim; its kind and its place do not.
        where = [f"{each.name}:{each.lineno}" for each in traceback.extract_tb(error.__traceback__)]
        log.warning("evaluation_failed", directive=directive, error=type(error).__name__, where=where)
        return FAILED


@dataclass(slots=True)
class Asking:
    """The questions of one call on one snapshot."""

    call: Call
    reader: Reader
    at: datetime
    directives: DirectiveCache
    revision: int = field(init=False)
    names: dict[ExternalIdentifier, PrincipalName | None] = field(default_factory=dict)
    facts: dict[PrincipalName, PrincipalFacts] = field(default_factory=dict)
    compiled: dict[DirectiveName, CompiledDirective | DenizenError] = field(default_factory=dict)
    alike: dict[Hashable, Alike] = field(default_factory=dict)
    _reference: Reference | None = None

    def __post_init__(self) -> None:
        self.revision = self.reader.directive_revision()

    def gather(self, items: Iterable[Item]) -> None:
        """Read the facts of everybody asked about at once, then, hop by hop, of those whom their claims name."""
        waiting: set[PrincipalName] = set()
        concerned: set[CompiledDirective] = set()
        for item in items:
            compiled = self.directive(item.directive)
            if isinstance(compiled, CompiledDirective):
                concerned.add(compiled)
                name = self.name(item.subject)
                if name is not None:
                    waiting.add(name)
        limit = len(waiting) + MOST_REACHED
        while waiting and len(self.facts) < limit:
            waiting = self.read(waiting, reaching=any(each.reaches_others for each in concerned))

    def read(self, names: Iterable[PrincipalName], *, reaching: bool) -> set[PrincipalName]:
        """Read the facts of these principals. Those whom their claims name, and of whom none are read yet; without
        `reaching` those only whose facts count as their own."""
        found = self.reader.facts(sorted(names))
        self.facts.update(found)
        named = (each for facts in found.values() for each in named_by(facts, standing_in_only=not reaching))
        return {name for name in named if name not in self.facts}

    def knows(self, subject: PrincipalName | ExternalIdentifier) -> bool:
        """Whether there is such a principal."""
        name = self.name(subject)
        return name is not None and (name in self.facts or self.reader.principal(name) is not None)

    def answer(self, item: Item) -> Answer | DenizenError:
        """The answer, or the item's own error. A rule that cannot be evaluated is nobody's clearance."""
        directive = self.directive(item.directive)
        if isinstance(directive, DenizenError):
            return directive
        if item.resource is not None and item.resource not in self.directives.resources(self.reader, self.revision):
            return InvalidError("resource", item.resource, "a registered resource")
        name = self.name(item.subject) or LINKED_TO_NOBODY
        alike = self._alike(item, directive)
        return guarded(item.directive, lambda: alike.answer(name, self._world(name)))

    def _alike(self, item: Item, directive: CompiledDirective) -> Alike:
        """Who is asked about in the same way is asked about together."""
        shown = (self.call.purpose, self.call.presence, self.call.tier)
        asked = (self.at, shown, item.directive, item.resource, item.presence, item.explain)
        alike = self.alike.get(asked)
        if alike is None:
            question = self.question(item, LINKED_TO_NOBODY)
            alike = self.alike[asked] = Alike(question, directive, self.reference())
        return alike

    def question(self, item: Item, principal: PrincipalName) -> Question:
        """The item about that principal, at the moment asked about."""
        return Question(
            principal,
            item.directive,
            self._purpose(),
            self.at,
            item.resource,
            self._presence(item),
            explain=item.explain and self.call.tier >= EXPLAINED,
            tier=self.call.tier,
        )

    def reference(self) -> Reference:
        if self._reference is None:
            self._reference = self.directives.reference(self.reader, self.revision)
        return self._reference

    def _world(self, name: PrincipalName) -> World:
        """Those of whom the answer can depend: the principal, and whoever claims name, hop by hop."""
        world: dict[PrincipalName, PrincipalFacts] = {}
        waiting = [name]
        while waiting:
            each = waiting.pop()
            facts = self.facts.get(each)
            if facts is not None and each not in world:
                world[each] = facts
                waiting.extend(named_by(facts, standing_in_only=False))
        return world

    def directive(self, name: DirectiveName) -> CompiledDirective | DenizenError:
        """The directive, or why there is none."""
        if name not in self.compiled:
            try:
                self.compiled[name] = self.directives.directive(self.reader, name, self.revision)
            except DenizenError as error:
                self.compiled[name] = error
        return self.compiled[name]

    def name(self, subject: PrincipalName | ExternalIdentifier) -> PrincipalName | None:
        """The principal's name; None: an identifier linked to nobody."""
        if not isinstance(subject, ExternalIdentifier):
            return subject
        if subject not in self.names:
            self.names[subject] = self.reader.principal_by(subject)
        return self.names[subject]

    def _purpose(self) -> Purpose:
        if self.call.purpose is None:
            raise InvalidError("purpose", None, "a purpose such as 'export-control'")
        return self.call.purpose

    def _presence(self, item: Item) -> Presence | None:
        """What the caller asserts counts as far as the caller may assert it."""
        asserted, assurance = item.presence, self.call.presence
        if asserted is None or assurance is None:
            return None
        return Presence(asserted.country, asserted.observed_at or self.at, asserted.source, assurance)

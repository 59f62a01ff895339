"""The search: candidate ways from goals, each simulated by answering the question again, those kept that settle it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby, islice, product
from typing import Protocol

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Determination, Presence, Step, Truth, Way
from denizen.domain.evaluation.findings import FALSE, TRUE
from denizen.domain.evaluation.reusing import Changed
from denizen.domain.evaluation.settling.assembling import assemble
from denizen.domain.evaluation.settling.goals import Goals, every, some
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.moves import Move, changed_by, presence_after, revoking, world_after
from denizen.domain.evaluation.settling.pieces import Piece
from denizen.domain.evaluation.settling.remedies import remedies
from denizen.domain.evaluation.settling.variants import variants
from denizen.domain.facts import World

MOST_TRIED = 12
"""Evaluations for each of the two determinations."""
MOST_WAYS = 4
"""Ways told for each of the two determinations."""
MOST_OPTIONS = 24
"""Combinations of options put together for one alternative."""

_WANTED: Mapping[Determination, Truth] = {
    Determination.NOT_FOREIGN_NATIONAL: FALSE,
    Determination.FOREIGN_NATIONAL: TRUE,
}


class Judge(Protocol):
    """Answers the question again, on other facts and with another presence. `changed`: in what they differ."""

    def __call__(self, world: World, presence: Presence | None, changed: Changed) -> Determination: ...


@dataclass(frozen=True, slots=True)
class Settlement:
    """The ways found, the fewest steps first, and how many sets of steps were tried. No ways: none was found."""

    ways: tuple[Way, ...] = ()
    searched: int = 0


def settle(ground: Ground, judge: Judge) -> Settlement:
    """What would settle the answer, each way: no step of a way can be left out, and no way contains another."""
    ways: list[Way] = []
    searched = 0
    for wanted, value in _WANTED.items():
        search = _Search(ground, judge, wanted)
        for candidate in _candidates(ground, value):
            search.consider(candidate)
            if not search.goes_on:
                break
        ways.extend(Way(wanted, _steps(each)) for each in search.found)
        searched += len(search.tried)
    return Settlement(tuple(sorted(ways, key=lambda each: len(each.steps))), searched)


def _candidates(ground: Ground, value: Truth) -> Iterator[tuple[Move, ...]]:
    """Sets of moves that may settle the answer: those for the fewest goals first, and of these the smallest."""
    if ground.judged is None:
        yield from _links(ground)
        return
    # One provision that is met makes a foreign national; all must fail to make none.
    alternatives = some(ground.findings, TRUE) if value is TRUE else every(ground.findings, FALSE)
    for _, group in groupby(alternatives, key=len):
        yield from _smallest_first(
            (each for goals in group for each in islice(_options(goals, ground), MOST_OPTIONS)), ground
        )


def _smallest_first(options: Iterable[tuple[Piece, ...]], ground: Ground) -> Iterator[tuple[Move, ...]]:
    """What the options come to, each set of steps once; single steps as soon as they are found, more after these."""
    larger: list[tuple[Move, ...]] = []
    known: set[frozenset[Step]] = set()
    for each in options:
        moves = assemble(each, ground) or ()
        steps = frozenset([move.step for move in moves])
        if not moves or steps in known:
            continue
        known.add(steps)
        if len(moves) == 1:
            yield moves
        else:
            larger.append(moves)
    yield from sorted(larger, key=len)


def _options(goals: Goals, ground: Ground) -> Iterator[tuple[Piece, ...]]:
    """One option for each goal."""
    for chosen in product(*(remedies(goal, ground) for goal in goals)):
        yield tuple(dict.fromkeys(piece for option in chosen for piece in option))


def _links(ground: Ground) -> Iterator[tuple[Move, ...]]:
    """A service of which it is contested for whom it acts: with one of the attestations less."""
    asked = ground.moment.asked
    facts = None if asked is None else ground.moment.world.get(asked)
    if asked is not None and facts is not None:
        for each in ground.visible(facts.holding, ClaimKind.ACTS_FOR):
            yield (revoking(asked, each),)


@dataclass(slots=True)
class _Search:
    ground: Ground
    judge: Judge
    wanted: Determination
    found: list[tuple[Move, ...]] = field(default_factory=list)
    tried: dict[frozenset[Step], bool] = field(default_factory=dict)
    evaluations: int = 0
    cut_short: bool = False

    @property
    def goes_on(self) -> bool:
        return self.evaluations < MOST_TRIED and len(self.found) < MOST_WAYS

    def consider(self, moves: tuple[Move, ...]) -> None:
        """Keep the smallest part of `moves` that settles, unless it contains a way that was found."""
        if self._contains_found(moves) or not self._settles(moves):
            return
        smaller = True
        while smaller and len(moves) > 1:
            smaller = False
            for part in combinations(moves, len(moves) - 1):
                if self._settles(part):
                    moves, smaller = part, True
                    break
        if not self.cut_short and not self._contains_found(moves):
            self.found.append(moves)

    def _settles(self, moves: Sequence[Move]) -> bool:
        """Whether they do at what they take at least, and with whatever is better."""
        key = frozenset(each.step for each in moves)
        if key not in self.tried:
            self.tried[key] = all(self._leads_there(each) for each in variants(moves, self.ground))
        return self.tried[key]

    def _leads_there(self, moves: Sequence[Move] | None) -> bool:
        """False, too, where nothing more may be tried. None: moves that weigh the same as others that lead there."""
        if self.evaluations >= MOST_TRIED:
            self.cut_short = True
            return False
        self.evaluations += 1
        if moves is None:
            return True
        moment = self.ground.moment
        world, presence = world_after(moves, moment.world), presence_after(moves, moment.presence)
        return self.judge(world, presence, changed_by(moves)) is self.wanted

    def _contains_found(self, moves: Sequence[Move]) -> bool:
        steps = {each.step for each in moves}
        return any({one.step for one in each} <= steps for each in self.found)


def _steps(moves: Sequence[Move]) -> tuple[Step, ...]:
    order = list(type(moves[0].step.action))

    def place(step: Step) -> tuple[int, str]:
        return order.index(step.action), step.text

    return tuple(sorted((each.step for each in moves), key=place))

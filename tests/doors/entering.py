"""The world of the histories, asked through a door."""

from collections.abc import Iterator
from contextlib import contextmanager

from denizen.domain.directives import Directive, DirectiveKind
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, version_of
from denizen.usecases.access import CheckAccess
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.probing import Probing
from denizen.usecases.remembering_store import RememberingStore
from tests.doors.asking import Asks, ByDoor, ByUseCase
from tests.doors.opened import Which, opened
from tests.unit.freshness.world import RULE, World
from tests.unit.usecases.builders import HER, NOW
from tests.unit.usecases.directives import draft, provision

WAYS = (None, *Which)
"""Without a door, and by each."""
ENFORCED = Directive(DirectiveName("directives/enforced"), DirectiveKind.ENFORCED)


def told(which: Which | None) -> str:
    return "use case" if which is None else which.value


@contextmanager
def entered(world: World, which: Which | None) -> Iterator[Asks]:
    """While the block runs the world is asked so."""
    if which is None:
        access = CheckAccess(
            RememberingStore(world.slow, world.memory), DirectiveCache(), world.clock, Probing.unlimited()
        )
        yield ByUseCase(world.warm, access)
        return
    with opened(world.slow, world.memory, world.clock, keeps=which.keeps) as doors:
        asks = ByDoor(doors.ways[which])
        world.warm = asks.check
        yield asks


def enforced(world: World) -> None:
    """There is a directive of the same rule that counts where somebody wants something."""
    world.directives.create(HER, ENFORCED)
    world.directives.publish(HER, ENFORCED.name, draft(provision(RULE)))
    world.directives.activate(HER, version_of(ENFORCED.name, 1), Interval(NOW))

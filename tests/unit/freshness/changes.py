"""What may change in the world, in whatever order."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.unit.freshness.world import BADGES, LEIS, ORGANISATIONS, PERSONS, World

Step = Callable[[World], None]
EVERYBODY = (*PERSONS, *ORGANISATIONS)

subjects = st.sampled_from(PERSONS)
companies = st.sampled_from(ORGANISATIONS)
badges = st.sampled_from(BADGES)


def doing(what: Callable[..., None], *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Step]:
    return st.tuples(*arguments).map(lambda chosen: lambda world: what(world, *chosen))


CHANGES = st.one_of(
    doing(World.add, st.sampled_from(EVERYBODY)),
    doing(World.cleared, subjects, companies),
    doing(World.revoke, subjects, st.integers(0, 5)),
    doing(World.link, subjects, badges),
    doing(World.unlink, subjects, badges),
    doing(World.link, companies, st.sampled_from(LEIS)),
    doing(World.unlink, companies, st.sampled_from(LEIS)),
    doing(World.populate, subjects, st.sampled_from(["employee", "visitor"])),
    doing(World.enlist, st.sampled_from(LEIS)),
    doing(World.delist, st.sampled_from(LEIS)),
    doing(World.activate),
    doing(World.suspend),
)

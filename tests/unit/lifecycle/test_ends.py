"""What ends when, as it is kept in memory: the list is the same as by looking at everybody."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.disclosure import Tier
from denizen.domain.names import AttestationName, Population, PrincipalName
from denizen.domain.permits import Permit, Standing
from denizen.domain.principals import PrincipalKind
from denizen.domain.roles import Permission
from denizen.evidence_table import evidence_table
from denizen.usecases.ends import Ends
from denizen.usecases.expiring import ExpiringFilter
from denizen.usecases.ports import Reader
from denizen.usecases.principals import NewPrincipal
from denizen.usecases.results import Turn
from denizen.usecases.review_use_cases import ReviewUseCases
from tests.unit.lifecycle.test_expiring import DAY, H_1B, POLICY, Still, ending
from tests.unit.usecases.builders import HER, NOW, House, submission

MONTH = timedelta(days=30)
POPULATIONS = (frozenset({Population("employee")}), frozenset({Population("customer")}))
NAMES = [PrincipalName(f"principals/p{number}") for number in range(5)]
LIMITED = HER.under(
    Permit("callers/desk", Permission.ATTESTATIONS_READ, (Standing(Tier.FACTS, populations=POPULATIONS[0]),))
)


class World(House):
    """Five people, with memory of what ends and without."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.register()
        for number, name in enumerate(NAMES):
            populations = POPULATIONS[number % 2]
            self.principals.create(
                HER, NewPrincipal(name.removeprefix("principals/"), PrincipalKind.PERSON, populations)
            )
        self.ends = Ends(POLICY)
        self.remembering, self.looking = (
            ReviewUseCases.on(self.store, Still(), POLICY, evidence_table(), ends) for ends in (self.ends, None)
        )
        self.made: list[AttestationName] = []

    def follow(self) -> None:
        with self.store.read(HER) as reader:
            assert self.ends.follow(reader) is not None

    def submit(self, who: int, days: int | None) -> None:
        given = {} if days is None else {"claim": H_1B, "held": ending(days)}
        made = self.attestations.submit(HER, submission(subject=NAMES[who], **given))
        self.made.append(made.value.attestation.name)


class Change:
    """What may happen between two lists."""

    submitted = st.tuples(st.just("submit"), st.integers(0, 4), st.none() | st.integers(2, 60))
    ended = st.tuples(st.sampled_from(["revoke", "suspend"]), st.integers(0, 9), st.none())
    issued = st.tuples(st.just("rights"), st.integers(0, 2), st.none())
    followed = st.tuples(st.just("follow"), st.just(0), st.none())
    any = submitted | submitted | ended | issued | followed


def happen(world: World, what: str, number: int, days: int | None) -> None:
    match what:
        case "submit":
            world.submit(number, days)
        case "rights":
            world.register(good_for=(None, 5 * DAY, 90 * DAY)[number])
        case "follow":
            world.follow()
        case _:
            for name in world.made[number : number + 1]:
                end = world.attestations.revoke if what == "revoke" else world.looking.suspend
                end(HER, name, "in-error")
                world.made.remove(name)


@settings(max_examples=60, deadline=None)
@given(st.lists(Change.any, max_size=8), st.lists(Change.any, max_size=6), st.booleans())
def test_the_list_is_the_same_as_by_looking_at_everybody(
    before: list[tuple[str, int, int | None]], after: list[tuple[str, int, int | None]], limited: bool
) -> None:
    caller = LIMITED if limited else HER
    world = World()
    for each in before:
        happen(world, *each)
    for population in (None, *(next(iter(some)) for some in POPULATIONS)):
        wanted = ExpiringFilter(MONTH, population)
        assert world.remembering.expiring(caller, wanted, Turn(50)) == world.looking.expiring(caller, wanted, Turn(50))
    # A later page shows the snapshot of the first, whatever happened meanwhile.
    first = world.remembering.expiring(caller, ExpiringFilter(MONTH), Turn(1))
    for each in after:
        happen(world, *each)
    turn = Turn(50, first.cursor, first.revision.number)
    if first.cursor is not None:
        pages = [use.expiring(caller, ExpiringFilter(MONTH), turn) for use in (world.remembering, world.looking)]
        assert pages[0] == pages[1]


def soon(world: World, reader: Reader) -> list[PrincipalName] | None:
    return world.ends.soon(reader, NOW, MONTH)


def test_nobody_else_is_looked_at() -> None:
    world = World()
    world.submit(0, None)
    world.submit(3, 10)
    world.submit(4, 60)
    with world.store.read(HER) as reader:
        assert soon(world, reader) is None
    world.follow()
    world.submit(1, 29)
    with world.store.read(HER) as reader:
        assert soon(world, reader) == [NAMES[1], NAMES[3]]


def test_what_issuers_may_vouch_for_makes_it_stale() -> None:
    world = World()
    world.follow()
    world.register(good_for=5 * DAY)
    with world.store.read(HER) as reader:
        assert soon(world, reader) is None
    assert world.ends.stale.is_set()
    world.submit(0, None)
    world.follow()
    with world.store.read(HER) as reader:
        assert soon(world, reader) == [NAMES[0]]

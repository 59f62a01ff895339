"""How far a permit reaches, and what is said where it does not."""

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.names import DirectiveName, Population, Purpose
from denizen.domain.permits import Dimension, Permit, Standing
from denizen.domain.roles import Permission

STAFF, GUESTS, NOBODY = Population("employee"), Population("visitor"), frozenset[Population]()
EAR, ITAR = DirectiveName("directives/ear"), DirectiveName("directives/itar")
EXPORT, PAYROLL = Purpose("export-control"), Purpose("payroll")
READ = Permission.ATTESTATIONS_READ


def permit(*standings: Standing) -> Permit:
    return Permit("callers/hr", READ, standings)


OF_STAFF = Standing(Tier.FACTS, frozenset({STAFF}), presence=AssuranceLevel.LOW)
OF_ALL = Standing(Tier.EFFECT, presence=AssuranceLevel.HIGH)
UNDER_EAR = Standing(Tier.FACTS, directives=frozenset({EAR}))
FOR_EXPORT = Standing(Tier.FACTS, purposes=frozenset({EXPORT}))


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        (Dimension.ROLE, "no grant gives callers/hr the permission {what}"),
        (Dimension.POPULATION, "no grant of {what} to callers/hr covers whom this is about"),
        (Dimension.DIRECTIVE, "no grant of {what} to callers/hr covers this directive"),
        (Dimension.PURPOSE, "no grant of {what} to callers/hr covers this purpose"),
    ],
    ids=lambda each: each.value if isinstance(each, Dimension) else "",
)
def test_a_refusal_says_in_what_it_falls_short(lacking: Dimension, words: str) -> None:
    refusal = permit(OF_STAFF).refusal(lacking)
    assert refusal.message == words.format(what=READ.value)
    assert refusal.facts == {"permission": READ.value, "caller": "callers/hr", "dimension": lacking.value}


def lacking(refused: pytest.ExceptionInfo[PermissionDeniedError]) -> str:
    return refused.value.facts["dimension"]


def test_without_a_standing_there_is_none() -> None:
    with pytest.raises(PermissionDeniedError) as refused:
        permit()
    assert lacking(refused) == "role"


@pytest.mark.parametrize(
    ("standings", "tier", "presence", "differs"),
    [
        pytest.param([OF_STAFF], Tier.FACTS, AssuranceLevel.LOW, False, id="one"),
        pytest.param([OF_STAFF, OF_ALL], Tier.EFFECT, AssuranceLevel.LOW, True, id="of others the least"),
        pytest.param([OF_ALL, Standing(Tier.REASONS)], Tier.REASONS, AssuranceLevel.HIGH, False, id="alike the best"),
        pytest.param([Standing(Tier.REASONS)], Tier.REASONS, None, False, id="no presence"),
        pytest.param(
            [Standing(Tier.FACTS, frozenset({STAFF})), Standing(Tier.FACTS, frozenset({GUESTS}))],
            Tier.FACTS,
            None,
            False,
            id="the same of others",
        ),
    ],
)
def test_what_is_seen_of_everybody(
    standings: list[Standing], tier: Tier, presence: AssuranceLevel | None, differs: bool
) -> None:
    made = permit(*standings)
    assert (made.tier, made.presence, made.differs) == (tier, presence, differs)


def test_the_best_counts_once_it_is_known_who_is_asked_about() -> None:
    made = permit(OF_STAFF, OF_ALL)
    of_staff, of_others = made.for_principal(frozenset({STAFF})), made.for_principal(frozenset({GUESTS}))
    assert (of_staff.tier, of_staff.presence, of_staff.settled) == (Tier.FACTS, AssuranceLevel.HIGH, True)
    assert (of_others.tier, of_others.presence, of_others.standings) == (Tier.EFFECT, AssuranceLevel.HIGH, (OF_ALL,))


def test_whom_it_reaches() -> None:
    staff, everybody = permit(OF_STAFF), permit(OF_STAFF, OF_ALL)
    assert (staff.populations, everybody.populations) == (frozenset({STAFF}), None)
    assert (staff.unbounded, permit(OF_ALL).unbounded, permit(UNDER_EAR).unbounded) == (False, True, False)
    assert permit(OF_STAFF, Standing(Tier.FACTS, frozenset({GUESTS}))).populations == frozenset({STAFF, GUESTS})
    assert [staff.reaches(frozenset({each})) for each in (STAFF, GUESTS)] == [True, False]
    assert everybody.reaches(NOBODY)
    assert not staff.reaches(NOBODY)
    assert [everybody.shows_facts_of(frozenset({each})) for each in (STAFF, GUESTS)] == [True, False]
    assert permit(UNDER_EAR).shows_facts_of(NOBODY)
    assert (everybody.shows_facts, permit(OF_ALL).shows_facts) == (True, False)
    assert (permit(UNDER_EAR).directives, everybody.directives) == (frozenset({EAR}), None)


def test_as_far_as_it_reaches() -> None:
    made = permit(OF_STAFF, UNDER_EAR, FOR_EXPORT)
    assert made.for_everybody().standings == (UNDER_EAR, FOR_EXPORT)
    assert made.for_populations(frozenset({STAFF})) is made
    assert made.for_populations(frozenset({STAFF, GUESTS})).standings == (UNDER_EAR, FOR_EXPORT)
    assert made.for_principal(None).standings == (UNDER_EAR, FOR_EXPORT)
    assert made.for_directives({EAR}) is made
    assert made.for_directives({EAR, ITAR}).standings == (OF_STAFF, FOR_EXPORT)
    assert made.for_directives(None).standings == (OF_STAFF, FOR_EXPORT)
    assert made.for_purposes({EXPORT}) is made
    assert made.for_purposes({EXPORT, PAYROLL}).standings == (OF_STAFF, UNDER_EAR)
    assert made.for_purposes(()).standings == (OF_STAFF, UNDER_EAR)
    assert made.for_extent(Standing(Tier.FACTS, frozenset({STAFF}), frozenset({EAR}))).standings == (
        OF_STAFF,
        UNDER_EAR,
    )
    assert made.for_extent(Standing(Tier.FACTS, purposes=frozenset({EXPORT}))).standings == (FOR_EXPORT,)


def test_where_it_does_not_reach() -> None:
    staff, under_ear, for_export = permit(OF_STAFF), permit(UNDER_EAR), permit(FOR_EXPORT)
    for_ear = Standing(Tier.FACTS, directives=frozenset({ITAR}))
    for refused, dimension in (
        (staff.for_everybody, "population"),
        (lambda: staff.for_principal(NOBODY), "population"),
        (lambda: staff.for_populations(frozenset({GUESTS})), "population"),
        (lambda: staff.for_extent(OF_ALL), "population"),
        (lambda: under_ear.for_directives({ITAR}), "directive"),
        (lambda: under_ear.for_extent(for_ear), "directive"),
        (lambda: for_export.for_purposes({PAYROLL}), "purpose"),
        (lambda: for_export.for_extent(OF_ALL), "purpose"),
    ):
        with pytest.raises(PermissionDeniedError) as error:
            refused()
        assert lacking(error) == dimension


@pytest.mark.parametrize(
    ("directives", "named", "covered"),
    [
        pytest.param({EAR}, [{STAFF}], True, id="both"),
        pytest.param({ITAR}, [{STAFF}], False, id="another directive"),
        pytest.param({EAR}, [{STAFF}, {GUESTS}], False, id="others too"),
        pytest.param({EAR}, [None], False, id="anybody"),
        pytest.param(set(), [], True, id="nothing"),
    ],
)
def test_one_grant_covers_it_by_itself(
    directives: set[DirectiveName], named: list[set[Population] | None], covered: bool
) -> None:
    made = permit(
        Standing(Tier.FACTS, frozenset({STAFF}), frozenset({EAR})), Standing(Tier.EFFECT, NOBODY, frozenset())
    )
    populations = [None if each is None else frozenset(each) for each in named]
    assert made.covers(frozenset(directives), populations) is covered
    assert permit(OF_ALL).covers(frozenset(directives), populations)


def test_its_extent_does_not_depend_on_the_order_of_its_grants() -> None:
    assert permit(OF_STAFF, UNDER_EAR).extent == permit(UNDER_EAR, OF_STAFF).extent
    assert permit(OF_STAFF).extent != permit(OF_ALL).extent
    assert permit(FOR_EXPORT).extent != permit(UNDER_EAR).extent

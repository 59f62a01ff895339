"""Grants: a second person, roles and reach, intervals, and the first of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import AlreadyExistsError, InvalidError, PermissionDeniedError, PreconditionError
from denizen.domain.grants import Grant, GrantState
from denizen.domain.intervals import Interval
from denizen.domain.names import CallerName, DirectiveName, GrantName, Population, Purpose
from denizen.domain.permits import Permit, Standing
from denizen.domain.roles import Permission, Role
from denizen.domain.second_person import Actor
from denizen.storage.memory import MemoryStore
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.first_grants import write_first_grants
from denizen.usecases.grants import GrantUseCases
from denizen.usecases.grants_in_effect import compiled
from tests.storage.builders import START, SettableClock

NAME = GrantName("grants/gate")
GATE = Grant(NAME, CallerName("callers/gate"), Role.GATEWAY, None, None, None, Tier.EFFECT)


def by(caller: str, on_behalf_of: str = "", method: Method = Method.TOKEN) -> Call:
    return Call(Caller(caller, method=method), on_behalf_of=on_behalf_of)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def store(clock: SettableClock) -> MemoryStore:
    return MemoryStore(clock)


@pytest.fixture
def grants(store: MemoryStore) -> GrantUseCases:
    return GrantUseCases.on(store)


@pytest.mark.parametrize(
    ("proposing", "approving", "may"),
    [
        pytest.param(by("callers/ada"), by("callers/ben"), True, id="two callers"),
        pytest.param(by("callers/ada"), by("callers/ada"), False, id="one's own"),
        pytest.param(by("callers/ada"), by("callers/ben", "callers/ada"), False, id="another for the same"),
        pytest.param(by("callers/ben", "callers/ada"), by("callers/ada"), False, id="for whom it was proposed"),
        pytest.param(by("callers/ada"), by("callers/ada", "callers/ben"), False, id="says to act for another"),
        pytest.param(
            by("callers/portal", "principals/ada"), by("callers/portal", "principals/ben"), False, id="one portal"
        ),
        pytest.param(
            by("callers/portal", "principals/ada"), by("callers/desk", "principals/ada"), False, id="two portals"
        ),
        pytest.param(by("callers/ada"), by("callers/gate"), False, id="whom it is granted"),
        pytest.param(by("callers/ada"), by("callers/ben", "callers/gate"), False, id="for whom it is granted"),
        pytest.param(by("callers/gate"), by("callers/ben"), True, id="proposed by whom it is granted"),
        pytest.param(
            by("callers/development", "callers/ada", Method.LOCAL),
            by("callers/development", "callers/ben", Method.LOCAL),
            True,
            id="nobody is asked who calls",
        ),
        pytest.param(
            by("callers/development", method=Method.LOCAL),
            by("callers/development", method=Method.LOCAL),
            False,
            id="nobody is asked, and nobody is named",
        ),
    ],
)
def test_it_takes_a_second_person(grants: GrantUseCases, proposing: Call, approving: Call, *, may: bool) -> None:
    assert grants.propose(proposing, GATE).value.state is GrantState.PROPOSED
    if may:
        record = grants.approve(approving, NAME).value
        assert [step.state for step in record.steps] == [GrantState.PROPOSED, GrantState.ACTIVE]
        assert record.steps[0].actor != record.steps[1].actor
    else:
        with pytest.raises(PreconditionError, match="second person"):
            grants.approve(approving, NAME)


def _steps(grants: GrantUseCases) -> dict[str, Callable[[], object]]:
    return {
        "approve": lambda: grants.approve(by("callers/ben"), NAME),
        "reject": lambda: grants.reject(by("callers/ben"), NAME, "too-wide"),
        "withdraw": lambda: grants.withdraw(by("callers/ada"), NAME),
        "revoke": lambda: grants.revoke(by("callers/cyd"), NAME, "left"),
    }


@pytest.mark.parametrize(
    ("taken", "may"),
    [
        pytest.param([], {"approve", "reject", "withdraw"}, id="proposed"),
        pytest.param(["approve"], {"revoke"}, id="active"),
        pytest.param(["reject"], set(), id="rejected"),
        pytest.param(["withdraw"], set(), id="withdrawn"),
        pytest.param(["approve", "revoke"], set(), id="revoked"),
    ],
)
@pytest.mark.parametrize("step", ["approve", "reject", "withdraw", "revoke"])
def test_what_may_follow(grants: GrantUseCases, taken: list[str], may: set[str], step: str) -> None:
    grants.propose(by("callers/ada"), GATE)
    for each in taken:
        _steps(grants)[each]()
    if step in may:
        _steps(grants)[step]()
    else:
        with pytest.raises(PreconditionError):
            _steps(grants)[step]()


def test_only_the_proposer_withdraws(grants: GrantUseCases) -> None:
    grants.propose(by("callers/ada"), GATE)
    with pytest.raises(PreconditionError, match="only whoever proposed"):
        grants.withdraw(by("callers/ben"), NAME)


def test_a_name_says_the_same_for_ever(grants: GrantUseCases, store: MemoryStore) -> None:
    first = grants.propose(by("callers/ada"), GATE)
    assert grants.propose(by("callers/ben"), GATE).value == first.value
    with pytest.raises(AlreadyExistsError, match="another grant"):
        grants.propose(by("callers/ada"), replace(GATE, populations=frozenset({Population("employee")})))
    grants.withdraw(by("callers/ada"), NAME)
    with pytest.raises(AlreadyExistsError, match="withdrawn"):
        grants.propose(by("callers/ada"), GATE)
    with store.read(by("callers/ada")) as reader:
        assert [row.event.kind for row in reader.events(0, 9)] == ["grant.proposed", "grant.withdrawn"]


@pytest.mark.parametrize(
    ("grant", "field"),
    [
        pytest.param(replace(GATE, tier=Tier.DETERMINATION), "grant.tier", id="more than a gateway sees"),
        pytest.param(replace(GATE, role=Role.OPERATOR, tier=Tier.FACTS), "grant.tier", id="more than an operator sees"),
        pytest.param(
            replace(GATE, role=Role.OPERATOR, presence=AssuranceLevel.LOW), "grant.presence", id="asks no questions"
        ),
    ],
)
def test_a_grant_only_takes_away_from_its_role(grants: GrantUseCases, grant: Grant, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        grants.propose(by("callers/ada"), grant)
    assert refused.value.field == field


def test_nobody_gives_a_further_reach_than_their_own(grants: GrantUseCases) -> None:
    employees, ear = frozenset({Population("employee")}), frozenset({DirectiveName("directives/ear")})
    permit = Permit("callers/ada", Permission.GRANTS_CHANGE, (Standing(Tier.EFFECT, employees, ear),))
    limited = by("callers/ada").under(permit)
    for grant, lacking in (
        (GATE, "population"),
        (replace(GATE, populations=employees), "directive"),
        (replace(GATE, populations=employees | {Population("customer")}, directives=ear), "population"),
    ):
        with pytest.raises(PermissionDeniedError) as refused:
            grants.propose(limited, grant)
        assert refused.value.facts["dimension"] == lacking
    grants.propose(by("callers/ben"), GATE)
    acts: list[Callable[[], object]] = [
        lambda: grants.approve(limited, NAME),
        lambda: grants.reject(limited, NAME, "no"),
        lambda: grants.revoke(limited, NAME, "no"),
    ]
    for act in acts:
        with pytest.raises(PermissionDeniedError):
            act()
    within = replace(GATE, name=GrantName("grants/within"), populations=employees, directives=ear)
    assert grants.propose(limited, within).value.state is GrantState.PROPOSED


def test_a_grant_counts_within_its_interval(grants: GrantUseCases, store: MemoryStore) -> None:
    day = timedelta(days=1)
    grants.propose(by("callers/ada"), replace(GATE, effective=Interval(START + day, START + 2 * day)))
    grants.approve(by("callers/ben"), NAME)
    with store.read(by("callers/ada")) as reader:
        records = reader.grants()
    key = (GATE.caller, Permission.DETERMINATIONS_CHECK)
    for now, counts in ((START, False), (START + day, True), (START + 2 * day, False)):
        made = compiled(records, 1, now)
        assert (key in made.allowed) is counts
        assert made.since <= now < made.until
    assert compiled(records, 1, START).until == START + day


def test_the_first_grants_are_made_once(store: MemoryStore, grants: GrantUseCases) -> None:
    call = by("callers/bootstrap")
    first = [replace(GATE, name=GrantName(f"grants/{who}"), caller=CallerName(f"callers/{who}"), role=Role.OPERATOR)
             for who in ("ada", "ben")]  # fmt: skip
    for wrong in ([], [first[0], first[0]], [replace(first[0], tier=Tier.FACTS)]):
        with pytest.raises(InvalidError):
            write_first_grants(store, call, wrong)
    write_first_grants(store, call, first)
    with pytest.raises(PreconditionError, match="there are grants"):
        write_first_grants(store, call, [GATE])
    # Where nobody may do anything any more, the operator begins anew.
    for grant in first:
        grants.revoke(by("callers/ada"), grant.name, "left")
    write_first_grants(store, call, [GATE])
    with store.read(call) as reader:
        record = reader.grant(NAME)
        assert record is not None
        assert [step.actor for step in record.steps] == [Actor("callers/bootstrap")] * 2
        assert {row.event.kind for row in reader.events(0, 99)} == {"grant.approved", "grant.revoked"}


EMPLOYEE, CUSTOMER = Population("employee"), Population("customer")
SOME = [frozenset({EMPLOYEE}), frozenset({CUSTOMER}), frozenset({EMPLOYEE, CUSTOMER})]
POPULATIONS = st.sampled_from([frozenset[Population](), *SOME])
STANDINGS = st.builds(
    Standing,
    st.sampled_from(Tier),
    st.none() | st.sampled_from(SOME),
    st.none() | st.just(frozenset({DirectiveName("directives/ear")})),
    st.none() | st.just(frozenset({Purpose("hiring")})),
    st.none() | st.sampled_from(AssuranceLevel),
)


@given(st.lists(STANDINGS, min_size=1, max_size=4), POPULATIONS, st.booleans(), st.booleans())
def test_a_permit_is_the_best_of_the_grants_that_match_and_of_no_other(
    standings: list[Standing], populations: frozenset[Population], ear: bool, hiring: bool
) -> None:
    directive, purpose = ("directives/ear" if ear else "directives/x"), ("hiring" if hiring else "x")
    matching = [
        each
        for each in standings
        if (each.populations is None or each.populations & populations)
        and (each.directives is None or ear)
        and (each.purposes is None or hiring)
    ]
    permit = Permit("callers/x", Permission.DETERMINATIONS_CHECK, tuple(standings))
    try:
        found = permit.for_purposes([purpose]).for_directives([directive]).for_principal(populations)
    except PermissionDeniedError:
        assert not matching
    else:
        assert found.tier is max(each.tier for each in matching)
        assert (found.presence or 0) == max(each.presence or 0 for each in matching)

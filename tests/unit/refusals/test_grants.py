"""Which steps a grant cannot take, and what it cannot give."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.grants import Grant, GrantRecord, GrantState, GrantStep, check_step, check_within_role
from denizen.domain.intervals import Interval
from denizen.domain.names import CallerName, GrantName
from denizen.domain.roles import ROLES, Role, permissions_of
from denizen.domain.second_person import Actor
from tests.unit.refusals.wording import said

NAME = GrantName("grants/g1")
GRANT = Grant(NAME, CallerName("callers/gateway"), Role.GATEWAY, None, None, None, Tier.EFFECT)
PROPOSED, ACTIVE, REJECTED, WITHDRAWN, REVOKED = GrantState
ANN, BEN = Actor("callers/ann", "principals/boss"), Actor("callers/ben")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = "that takes a second person"


def nobody_else(_: str) -> Iterable[str]:
    return ()


def check(
    state: GrantState,
    actor: Actor,
    *before: GrantState,
    counts_as: Callable[[str], Iterable[str]] = nobody_else,
) -> None:
    steps = (GrantStep(PROPOSED, ANN, 1, MOMENT), *(GrantStep(each, BEN, 2, MOMENT) for each in before))
    check_step(GrantRecord(GRANT, steps), state, actor, counts_as)


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        pytest.param(lambda: check(ACTIVE, BEN, REJECTED), "it is rejected", id="after it is decided"),
        pytest.param(lambda: check(REVOKED, BEN), "it is proposed", id="revoked before it is active"),
        pytest.param(lambda: check(ACTIVE, BEN, ACTIVE), "it is active", id="approved twice"),
        pytest.param(
            lambda: check(WITHDRAWN, BEN),
            "only whoever proposed it may withdraw it; others may reject it",
            id="withdrawn by another",
        ),
        pytest.param(
            lambda: check(ACTIVE, Actor("callers/ann", "principals/carl")),
            f"whoever took part in it cannot approve it: {SECOND}",
            id="the same for another",
        ),
        pytest.param(
            lambda: check(ACTIVE, Actor("callers/ben", "principals/boss")),
            f"whoever took part in it cannot approve it: {SECOND}",
            id="another for the same",
        ),
        pytest.param(
            lambda: check(ACTIVE, Actor("callers/gateway")),
            f"whoever is granted it cannot approve it: {SECOND}",
            id="who is granted it",
        ),
        pytest.param(
            lambda: check(ACTIVE, BEN, counts_as=lambda name: ["callers/ben"] if name == "callers/gateway" else []),
            f"whoever is granted it cannot approve it: {SECOND}",
            id="whom the caller counts as",
        ),
    ],
)
def test_a_step_that_cannot_be_taken(taken: Callable[[], None], words: str) -> None:
    assert said(taken) == f"{NAME}: {words}"


def test_steps_that_can() -> None:
    check(ACTIVE, BEN)
    check(REJECTED, ANN)
    check(WITHDRAWN, Actor("principals/boss"))
    check(WITHDRAWN, Actor("callers/ann"))
    check(REVOKED, ANN, ACTIVE)


@pytest.mark.parametrize(
    ("steps", "moment", "gives"),
    [
        pytest.param([ACTIVE], MOMENT, True, id="active"),
        pytest.param([], MOMENT, False, id="proposed"),
        pytest.param([ACTIVE, REVOKED], MOMENT, False, id="revoked"),
        pytest.param([ACTIVE], MOMENT.replace(year=2030), False, id="over"),
    ],
)
def test_when_a_grant_gives_something(steps: list[GrantState], moment: datetime, gives: bool) -> None:
    limited = replace(GRANT, effective=Interval(None, MOMENT.replace(year=2030)))
    taken = (GrantStep(each, ANN, 1, MOMENT) for each in (PROPOSED, *steps))
    assert GrantRecord(limited, tuple(taken)).gives(moment) is gives


def test_a_grant_within_its_role() -> None:
    check_within_role(replace(GRANT, tier=Tier.EFFECT, presence=AssuranceLevel.LOW))


@pytest.mark.parametrize(
    ("grant", "words"),
    [
        pytest.param(
            replace(GRANT, tier=Tier.FACTS),
            "tier: got 'FACTS', wanted EFFECT at most, as gateway can have",
            id="more than it may see",
        ),
        pytest.param(
            replace(GRANT, role=Role.OPERATOR, presence=AssuranceLevel.LOW),
            "presence: got 'LOW', wanted none: operator asks no questions",
            id="presence for one that asks nothing",
        ),
    ],
)
def test_a_grant_that_gives_more_than_its_role(grant: Grant, words: str) -> None:
    assert said(lambda: check_within_role(grant)) == words


@pytest.mark.parametrize(
    ("role", "tier", "permitted"),
    [
        (Role.GATEWAY, Tier.EFFECT, {"self.read", "determinations.check", "determinations.watch"}),
        (
            Role.KYC,
            Tier.REASONS,
            {
                *("self.read", "determinations.check", "principals.read", "principals.write", "attestations.submit"),
                *("credentials.submit", "issuers.read", "directives.read"),
            },
        ),
    ],
    ids=["all of a role", "less than the highest tier"],
)
def test_a_grant_permits_nothing_that_shows_more_than_its_tier(role: Role, tier: Tier, permitted: set[str]) -> None:
    assert {each.value for each in permissions_of(role, tier)} == permitted


def test_at_the_highest_tier_a_role_permits_all_that_it_can() -> None:
    assert permissions_of(Role.KYC, Tier.FACTS) == ROLES[Role.KYC].permissions

"""Access under all ENFORCED directives in force, on a store in memory."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from denizen.domain.claims import Citizenship, Residence
from denizen.domain.determinations import Cause, Determination, Effect, Reason
from denizen.domain.directives import DirectiveKind
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, PrincipalName, ResourceName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.rules import Countries, Not, ResidentIn
from denizen.usecases.access import AccessDecision, Wanted
from denizen.usecases.asking import Times
from tests.unit.usecases.asked import LETTER, Desk
from tests.unit.usecases.builders import ALICE, HER, NOW, US
from tests.unit.usecases.directives import MODEL

OTHER = DirectiveName("directives/another")
NOBODY = PrincipalName("principals/nobody")
RESIDENT = Not(ResidentIn(Countries(frozenset({US}))))
DAY = timedelta(days=1)
MOMENTS = [NOW + number * DAY for number in range(-2, 12)]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.add(ALICE)
    return desk


def told(decision: AccessDecision) -> list[tuple[str, str]]:
    return [(each.directive, each.answer.effect.name) for each in decision.access.contributions]


def test_the_strictest_wins_and_each_is_told(desk: Desk) -> None:
    desk.lay_down()
    desk.lay_down(OTHER, RESIDENT)
    desk.attest(Citizenship(US))
    decision = desk.access()
    assert decision.access.effect is Effect.DENY
    assert told(decision) == [(OTHER, "DENY"), (LETTER, "ALLOW")]
    desk.attest(Residence(US))
    decision = desk.access()
    assert decision.access.effect is Effect.ALLOW
    assert told(decision) == [(OTHER, "ALLOW"), (LETTER, "ALLOW")]


def test_each_contribution_is_what_check_answers(desk: Desk) -> None:
    desk.lay_down()
    desk.lay_down(OTHER, RESIDENT)
    desk.attest(Citizenship(US))
    decision = desk.access(at=NOW)
    for each in decision.access.contributions:
        assert each.answer == desk.check(ALICE, each.directive, at=NOW)


def test_definitions_have_no_say(desk: Desk) -> None:
    desk.lay_down(kind=DirectiveKind.DEFINITION)
    decision = desk.access()
    assert (decision.access.effect, told(decision)) == (Effect.ALLOW, [])


def test_a_directive_that_does_not_cover_the_resource_is_told_and_restricts_nothing(desk: Desk) -> None:
    desk.directives.register_resource(HER, type(MODEL)(ResourceName("resources/else")))
    desk.lay_down(resources=frozenset({ResourceName("resources/else")}))
    (only,) = desk.access().access.contributions
    assert only.answer.determination is Determination.NOT_APPLICABLE
    assert only.answer.reasons == (Reason.NOT_COVERED,)


def test_a_directive_that_is_not_in_force_is_left_out_and_counts_for_the_end(desk: Desk) -> None:
    desk.lay_down(effective=Interval(NOW + DAY, NOW + 3 * DAY))
    before = desk.access(at=NOW).access
    assert (before.effect, before.contributions) == (Effect.ALLOW, ())
    assert (before.valid_until, before.cause) == (NOW + DAY, Cause.ACTIVATION)
    within = desk.access(at=NOW + DAY).access
    assert (within.effect, within.valid_until) == (Effect.DENY, NOW + 3 * DAY)
    assert desk.access(at=NOW + 3 * DAY).access.valid_until is None


@pytest.mark.parametrize("subject", [NOBODY, ExternalIdentifier("hr", "1")], ids=["name", "identifier"])
@pytest.mark.parametrize("directives", [0, 1, 2])
def test_nobody_is_let_in_of_whom_nothing_is_known(desk: Desk, subject: Any, directives: int) -> None:
    for name in (LETTER, OTHER)[:directives]:
        desk.lay_down(name)
    access = desk.access(subject).access
    assert access.effect is Effect.DENY
    assert [each.answer.reasons for each in access.contributions] == [(Reason.UNKNOWN_PRINCIPAL,)] * directives


def test_an_unknown_principal_hears_of_the_directives_in_force_until_they_change(desk: Desk) -> None:
    desk.lay_down(effective=Interval(NOW, NOW + DAY))
    access = desk.access(NOBODY, at=NOW).access
    assert len(access.contributions) == 1
    assert access.valid_until == NOW + DAY


def test_an_authorization_counts_for_its_directive_only(desk: Desk) -> None:
    desk.lay_down(rule=Not(Not(Not(RESIDENT))))
    desk.attest(Residence(US))
    desk.license(principals=frozenset({ALICE}), effective=Interval(None, NOW + DAY))
    licensed = desk.access(at=NOW).access
    assert (licensed.effect, licensed.valid_until, licensed.cause) == (Effect.ALLOW, NOW + DAY, Cause.AUTHORIZATION)
    assert licensed.contributions[0].answer.authorization == "authorizations/licence"
    desk.lay_down(OTHER, rule=Not(Not(Not(RESIDENT))))
    assert desk.access(at=NOW).access.effect is Effect.DENY


def test_the_answer_holds_until_its_end_and_no_longer(desk: Desk) -> None:
    desk.lay_down(effective=Interval(NOW + DAY, NOW + 8 * DAY))
    desk.lay_down(OTHER, RESIDENT, Interval(NOW - DAY, NOW + 5 * DAY))
    desk.attest(Citizenship(US), held=Interval(NOW, NOW + 3 * DAY))
    desk.attest(Residence(US), held=Interval(None, NOW + 4 * DAY))
    seen: set[datetime] = set()
    for at in MOMENTS:
        access = desk.access(at=at).access
        for moment in MOMENTS:
            later = desk.access(at=moment).access
            same = (later.effect, told_of(later)) == (access.effect, told_of(access))
            if at <= moment and (access.valid_until is None or moment < access.valid_until):
                assert same
            if moment == access.valid_until:
                assert not same
        if access.valid_until is not None:
            seen.add(access.valid_until)
    assert len(seen) >= 5


def told_of(access: Any) -> list[tuple[str, Any]]:
    return [
        (each.directive, (each.answer.determination, each.answer.reasons, each.answer.rests_on, each.answer.version))
        for each in access.contributions
    ]


def test_the_past_can_be_asked(desk: Desk) -> None:
    head = desk.head
    desk.lay_down()
    assert desk.access(known_revision=head).access.effect is Effect.ALLOW
    assert desk.access().access.effect is Effect.DENY


def test_what_is_refused(desk: Desk) -> None:
    elsewhere = Wanted(ALICE, ResourceName("resources/unheard-of"))
    with pytest.raises(InvalidError) as unregistered:
        desk.questions.check_access(HER, elsewhere, Times())
    assert unregistered.value.field == "resource"
    for times in (Times(known_at=NOW + 300 * DAY), Times(known_revision=desk.head + 1)):
        with pytest.raises(InvalidError):
            desk.questions.check_access(HER, Wanted(ALICE, MODEL.name), times)

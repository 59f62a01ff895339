"""How much each tier is shown of what would settle an open answer, and where there is nothing to settle."""

from dataclasses import replace
from typing import Any

import pytest

from denizen.domain.claims import ActsFor
from denizen.domain.determinations import Answer, Determination, StepAction
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation import answer
from denizen.domain.facts import PrincipalFacts
from denizen.domain.reference import Reference
from denizen.domain.rules import CitizenOf, Not
from denizen.domain.shown import outlined
from tests.unit.evaluation.builders import (
    ADA,
    BOT,
    SERVICE,
    US,
    about,
    ada,
    attest,
    citizen,
    countries,
    directive,
    name,
    only,
    provision,
    question,
    version,
    world,
)

RULES = directive(version(provision(Not(CitizenOf(countries(US))))))


def told(*facts: PrincipalFacts, tier: Tier = Tier.FACTS, **asked: Any) -> Answer:
    wanted: dict[str, Any] = {"principal": ADA, "explain": False, "settle": True} | asked
    return answer(replace(question(**wanted), tier=tier), RULES, world(*facts), Reference())


def test_each_tier_is_shown_its_part() -> None:
    whole = told(ada())
    assert {way.determination for way in whole.settling} == {
        Determination.FOREIGN_NATIONAL,
        Determination.NOT_FOREIGN_NATIONAL,
    }
    assert whole.settling_searched >= len(whole.settling)
    outline = told(ada(), tier=Tier.REASONS)
    assert outline.settling == outlined(whole.settling, ADA) != whole.settling
    assert outline.settling_searched == 0
    for tier in (Tier.EFFECT, Tier.DETERMINATION):
        assert (told(ada(), tier=tier).settling, told(ada(), tier=tier).settling_searched) == ((), 0)


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        pytest.param([ada()], {"settle": False}, id="nobody asked for it"),
        pytest.param([ada(attest(citizen(US)))], {}, id="it is settled"),
        pytest.param([ada(*only(citizen(US)))], {"explain": True}, id="it is settled and explained"),
        pytest.param([], {}, id="nothing is known of the principal"),
        pytest.param([about(BOT, kind=SERVICE)], {"principal": BOT}, id="a service for nobody"),
    ],
)
def test_there_is_nothing_to_settle(facts: list[PrincipalFacts], asked: dict[str, Any]) -> None:
    answered = told(*facts, **asked)
    assert (answered.settling, answered.settling_searched) == ((), 0)


def test_a_service_for_two_is_settled_by_its_links() -> None:
    links = [attest(ActsFor(ADA), id="ada"), attest(ActsFor(name("nobody")), id="nobody")]
    facts = [about(BOT, *links, kind=SERVICE), ada(attest(citizen(US)))]
    (way,) = told(*facts, principal=BOT).settling
    assert way.determination is Determination.NOT_FOREIGN_NATIONAL
    assert [(step.action, step.attestation) for step in way.steps] == [
        (StepAction.RESOLVE, f"{BOT}/attestations/nobody")
    ]

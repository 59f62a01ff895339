"""From a question to an answer: which provision speaks, what it finds, and what follows."""

from dataclasses import replace
from typing import Any

import pytest

from denizen.domain.claims import Citizenship, ClaimKind
from denizen.domain.determinations import Answer, Determination, Effect, Reason
from denizen.domain.directives import Exemption, Provision
from denizen.domain.names import Population, ResourceName
from denizen.domain.rules import All, CitizenOf, Is, Not, Rule
from tests.unit.evaluation.builders import (
    CN,
    FR,
    LOW,
    NOW,
    ORGANISATION,
    PAYROLL,
    TICK,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    ask,
    attest,
    citizen,
    closed,
    countries,
    deny,
    directive,
    name,
    only,
    provision,
    under,
    version,
)

FOREIGN, CLEARED = Determination.FOREIGN_NATIONAL, Determination.NOT_FOREIGN_NATIONAL
OPEN, OUTSIDE = Determination.UNDETERMINED, Determination.NOT_APPLICABLE
AMERICAN, FRENCH = CitizenOf(countries(US)), CitizenOf(countries(FR))
LOST = deny(citizen(US, UNSPECIFIED))


def short(answer: Answer) -> tuple[Determination, Effect, set[Reason]]:
    return answer.determination, answer.effect, set(answer.reasons)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(FRENCH, (FOREIGN, Effect.DENY, {Reason.MEETS_DEFINITION}), id="TRUE"),
        pytest.param(Not(FRENCH), (CLEARED, Effect.ALLOW, {Reason.FAILS_DEFINITION}), id="FALSE"),
        pytest.param(AMERICAN, (OPEN, Effect.DENY, {Reason.SET_NOT_CLOSED}), id="UNKNOWN"),
        pytest.param(
            CitizenOf(countries(CN)),
            (CLEARED, Effect.ALLOW, {Reason.FAILS_DEFINITION, Reason.OVERRULED}),
            id="overruled",
        ),
    ],
)
def test_values_and_what_follows(rule: Rule, expected: tuple[Determination, Effect, set[Reason]]) -> None:
    facts = ada(attest(citizen(FR)), deny(citizen(CN, UNSPECIFIED)), attest(citizen(CN), LOW))
    assert short(under(rule, facts)) == expected


def test_nobody_is_cleared_of_whom_nothing_is_known() -> None:
    unknown = (OPEN, Effect.DENY, {Reason.UNKNOWN_PRINCIPAL})
    assert short(under(FRENCH, ada(), principal=name("nobody"))) == unknown
    assert short(ask(directive(version(provision(FRENCH)), records=[]), principal=name("nobody"))) == unknown


def test_without_a_version_in_force() -> None:
    answer = ask(directive(version(provision(FRENCH)), records=[]), ada(attest(citizen(FR))))
    assert short(answer) == (OUTSIDE, Effect.ALLOW, {Reason.NOT_IN_FORCE})
    assert (answer.version, answer.digest, answer.provision) == (None, "", "")


def limited(**limits: Any) -> Provision:
    return replace(provision(FRENCH), **limits)


@pytest.mark.parametrize(
    ("limits", "asked", "covered"),
    [
        pytest.param({}, {}, True, id="no limits"),
        pytest.param(
            {"kinds": frozenset((ORGANISATION,)), "definition": Is(ORGANISATION)}, {}, False, id="another kind"
        ),
        pytest.param(
            {"populations": frozenset((Population("staff"),))}, {"populations": ["staff"]}, True, id="its population"
        ),
        pytest.param(
            {"populations": frozenset((Population("staff"),))}, {"populations": ["guest"]}, False, id="another"
        ),
        pytest.param(
            {"populations": frozenset((Population("staff"),))},
            {"populations": ["guest", "staff"]},
            True,
            id="one of two",
        ),
        pytest.param({"populations": frozenset((Population("staff"),))}, {}, True, id="in no population: in all"),
        pytest.param({}, {"populations": ["guest"]}, True, id="for every population"),
        pytest.param(
            {"resources": frozenset((ResourceName("resources/a"),))}, {"resource": "a"}, True, id="its resource"
        ),
        pytest.param(
            {"resources": frozenset((ResourceName("resources/a"),))}, {"resource": "b"}, False, id="another resource"
        ),
        pytest.param({}, {"resource": "b"}, True, id="for every resource"),
    ],
)
def test_what_a_provision_covers(limits: dict[str, Any], asked: dict[str, Any], covered: bool) -> None:
    facts = ada(attest(citizen(FR)), populations=asked.get("populations", ()))
    answer = ask(directive(version(limited(**limits))), facts, resource=asked.get("resource"))
    if covered:
        assert short(answer) == (FOREIGN, Effect.DENY, {Reason.MEETS_DEFINITION})
    else:
        assert short(answer) == (OUTSIDE, Effect.ALLOW, {Reason.NOT_COVERED})
        assert (answer.version, answer.digest) == ("directives/test/versions/1", "digest-1")


def test_without_a_resource_the_strictest_provision_speaks() -> None:
    a, b = (frozenset((ResourceName(f"resources/{each}"),)) for each in "ab")
    rules = directive(version(limited(id="x", resources=a), limited(id="y", resources=b, definition=AMERICAN)))
    facts = ada(*only(citizen(US)))
    assert short(ask(rules, facts, resource="a")) == (CLEARED, Effect.ALLOW, {Reason.FAILS_DEFINITION})
    assert short(ask(rules, facts, resource="b")) == (FOREIGN, Effect.DENY, {Reason.MEETS_DEFINITION})
    answer = ask(rules, facts)
    assert short(answer) == (FOREIGN, Effect.DENY, {Reason.MEETS_DEFINITION, Reason.RESOURCE_UNSPECIFIED})
    assert answer.provision == "y"
    assert short(ask(rules, facts, resource="c")) == (OUTSIDE, Effect.ALLOW, {Reason.NOT_COVERED})


def test_a_directive_about_no_resource_needs_none() -> None:
    assert Reason.RESOURCE_UNSPECIFIED not in under(FRENCH, ada(attest(citizen(FR)))).reasons


@pytest.mark.parametrize(
    ("provisions", "strictest"),
    [
        pytest.param([("a", AMERICAN), ("b", FRENCH)], "b", id="FOREIGN_NATIONAL before NOT_FOREIGN_NATIONAL"),
        pytest.param([("a", CitizenOf(countries(CN))), ("b", FRENCH)], "b", id="FOREIGN_NATIONAL before UNDETERMINED"),
        pytest.param(
            [("b", CitizenOf(countries(CN))), ("a", AMERICAN)], "b", id="UNDETERMINED before NOT_FOREIGN_NATIONAL"
        ),
        pytest.param([("b", FRENCH), ("a", FRENCH)], "a", id="of equals the first by id"),
    ],
)
def test_the_strictest_of_several_wins(provisions: list[tuple[str, Rule]], strictest: str) -> None:
    facts = ada(attest(citizen(FR)), LOST)
    rules = version(*(provision(rule, id=each) for each, rule in provisions))
    assert ask(directive(rules), facts).provision == strictest


def test_a_denial_is_stricter_than_leniency() -> None:
    lenient = provision(AMERICAN, id="a", allow_until=NOW + TICK)
    strict = provision(AMERICAN, id="b")
    assert ask(directive(version(lenient, strict)), ada()).provision == "b"


# ---------------------------------------------------------------------------------------------------- exemptions


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([attest(citizen(FR)), LOST], (FOREIGN, Effect.DENY, {Reason.MEETS_DEFINITION}), id="not exempt"),
        pytest.param([attest(citizen(FR)), attest(citizen(US))], (CLEARED, Effect.ALLOW, {Reason.EXEMPT}), id="exempt"),
        pytest.param(
            [attest(citizen(US))], (CLEARED, Effect.ALLOW, {Reason.EXEMPT}), id="exempt from what is not known"
        ),
        pytest.param([deny(Citizenship())], (CLEARED, Effect.ALLOW, {Reason.FAILS_DEFINITION}), id="not in it at all"),
        pytest.param(only(citizen(US)), (CLEARED, Effect.ALLOW, {Reason.FAILS_DEFINITION}), id="neither in it"),
        pytest.param(
            [attest(citizen(FR))], (OPEN, Effect.DENY, {Reason.SET_NOT_CLOSED}), id="not known whether exempt"
        ),
        pytest.param(
            [attest(citizen(FR)), attest(citizen(US), LOW)],
            (OPEN, Effect.DENY, {Reason.ASSURANCE_TOO_LOW}),
            id="weakly exempt: to be exempt is to be cleared",
        ),
    ],
)
def test_exemptions(facts: list[Any], expected: tuple[Determination, Effect, set[Reason]]) -> None:
    provided = {"exemptions": (Exemption("citizens", AMERICAN),)}
    assert short(under(FRENCH, ada(*facts), provided=provided)) == expected
    assert short(under(FRENCH, ada(*facts), provided=provided, explain=False)) == expected


def test_one_exemption_of_several_suffices() -> None:
    both = (Exemption("americans", AMERICAN), Exemption("chinese", CitizenOf(countries(CN))))
    facts = ada(attest(citizen(FR)), attest(citizen(CN)))
    answer = under(FRENCH, facts, provided={"exemptions": both})
    assert short(answer) == (CLEARED, Effect.ALLOW, {Reason.EXEMPT})
    assert answer.explanation is not None
    definition, negation = answer.explanation.children
    assert (answer.explanation.node, definition.positive, negation.node) == ("all", True, "not")
    (exempt,) = negation.children
    assert (exempt.node, exempt.positive, [each.value for each in exempt.children]) == (
        "exempt",
        False,
        [UNKNOWN, TRUE],
    )


# ------------------------------------------------------------------------------------------------- UNDETERMINED


@pytest.mark.parametrize(
    ("facts", "effect"),
    [
        pytest.param([], Effect.ALLOW, id="missing"),
        pytest.param([attest(citizen(FR))], Effect.ALLOW, id="not closed"),
        pytest.param([attest(citizen(US, UNSPECIFIED), LOW)], Effect.ALLOW, id="weak"),
        pytest.param([attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)))], Effect.ALLOW, id="a member missing"),
        pytest.param([attest(citizen(US)), LOST], Effect.DENY, id="a conflict"),
        pytest.param(
            [attest(citizen(US)), attest(citizen(US), purposes=[PAYROLL], holds=False)], Effect.DENY, id="hidden"
        ),
    ],
)
def test_leniency_is_for_what_is_missing_or_weak(facts: list[Any], effect: Effect) -> None:
    until = {"allow_until": NOW + TICK}
    assert under(Not(AMERICAN), ada(*facts), provided=until).effect is effect
    assert under(Not(AMERICAN), ada(*facts)).effect is Effect.DENY


def test_leniency_ends_at_its_instant() -> None:
    for until, effect in ((NOW + TICK, Effect.ALLOW), (NOW, Effect.DENY), (NOW - TICK, Effect.DENY)):
        answer = under(AMERICAN, ada(), provided={"allow_until": until})
        assert (answer.determination, answer.effect) == (OPEN, effect)


def test_leniency_does_not_reach_a_foreign_national() -> None:
    assert under(FRENCH, ada(attest(citizen(FR))), provided={"allow_until": NOW + TICK}).effect is Effect.DENY


def test_one_cause_beyond_leniency_is_enough() -> None:
    rule = All((Not(AMERICAN), Not(FRENCH)))
    facts = ada(attest(citizen(US)), LOST)
    assert under(rule, facts, provided={"allow_until": NOW + TICK}).effect is Effect.DENY

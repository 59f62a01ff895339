"""Until when an answer stands, why it ends then, and that it is another one from then on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Headquarters, UltimateParent
from denizen.domain.determinations import Answer, Cause, Determination, Effect, Presence
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.intervals import Interval
from denizen.domain.reference import Alias, CountrySet, Membership, Reference
from denizen.domain.rules import AnyOf, CitizenOf, HoldsStatus, Not, Rule, Since, UltimateParentHeadquarteredIn
from tests.unit.evaluation.builders import (
    ACME,
    CN,
    FR,
    HK,
    HOLDING,
    NOW,
    PAYROLL,
    PERMANENT,
    SUBSTANTIAL,
    TICK,
    UNSPECIFIED,
    US,
    acme,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    closed,
    countries,
    day,
    deny,
    directive,
    held,
    organisation,
    provision,
    restricting,
    status,
    under,
    version,
)

AMERICAN = CitizenOf(countries(US))
HONGKONG = CitizenOf(countries(sets=["a"]))
FOREIGN = Determination.FOREIGN_NATIONAL
NAME = next(iter(countries(sets=["a"]).sets))


def when(answer: Answer) -> tuple[datetime | None, Cause | None]:
    return answer.valid_until, answer.cause


@pytest.mark.parametrize(
    ("rule", "attestations", "until", "cause"),
    [
        pytest.param(AMERICAN, [attest(citizen(US))], None, None, id="never"),
        pytest.param(AMERICAN, [attest(citizen(US), end="2025")], "2025", Cause.HELD, id="it ends"),
        pytest.param(AMERICAN, [attest(citizen(US), start="2025")], "2025", Cause.HELD, id="it begins"),
        pytest.param(AMERICAN, [attest(citizen(US), vouched=held(end="2025"))], "2025", Cause.VOUCHED, id="it expires"),
        pytest.param(
            AMERICAN,
            [attest(citizen(US), end="2025"), attest(citizen(US), id="b", start="2024-12-01")],
            "2024-12-01",
            Cause.HELD,
            id="what it rests on is another",
        ),
        pytest.param(
            AMERICAN, [attest(citizen(FR), end="2025"), deny(citizen(US, UNSPECIFIED))], None, None, id="unread"
        ),
        pytest.param(AMERICAN, [attest(citizen(US), end="2020")], None, None, id="what is over is over"),
        pytest.param(AMERICAN, [attest(citizen(US), end="2025", purposes=[PAYROLL])], None, None, id="hidden"),
        pytest.param(
            AMERICAN,
            [attest(citizen(US)), deny(citizen(US), purposes=[PAYROLL], start="2025")],
            "2025",
            Cause.HELD,
            id="what is hidden comes to contradict",
        ),
        pytest.param(
            CitizenOf(countries(US), when=Since(day("2030"))),
            [attest(citizen(US))],
            "2030",
            Cause.ACTIVATION,
            id="since",
        ),
        pytest.param(
            HoldsStatus(frozenset((PERMANENT,)), when=Since(day("2030"))),
            [attest(status(PERMANENT))],
            "2030",
            Cause.ACTIVATION,
            id="a status since",
        ),
        pytest.param(
            CitizenOf(countries(US), when=Since()),
            [attest(closed(ClaimKind.CITIZENSHIP), end="2025")],
            "2025",
            Cause.HELD,
            id="a history that is closed no longer",
        ),
    ],
)
def test_facts(rule: Rule, attestations: list[Attestation], until: str | None, cause: Cause | None) -> None:
    answer = under(rule, ada(*attestations), explain=False)
    assert when(answer) == (None if until is None else day(until), cause)
    if answer.valid_until is not None:
        assert under(rule, ada(*attestations), explain=False, at=answer.valid_until - TICK).rests_on == answer.rests_on


def test_freshness() -> None:
    thresholds = {"thresholds": clearing(SUBSTANTIAL, max_age=timedelta(days=366))}
    facts = ada(attest(citizen(US)))
    assert when(under(Not(AMERICAN), facts, provided=thresholds)) == (day("2025-01-01"), Cause.FRESHNESS)
    assert when(under(AMERICAN, facts, provided=thresholds, explain=False)) == (None, None)
    thresholds = {"thresholds": restricting(SUBSTANTIAL, max_age=timedelta(days=366))}
    assert when(under(AMERICAN, facts, provided=thresholds)) == (day("2025-01-01"), Cause.FRESHNESS)


@pytest.mark.parametrize("age", [timedelta.max, timedelta(days=3_000_000)], ids=["the longest", "beyond the calendar"])
def test_ages_beyond_the_calendar_end_nothing(age: timedelta) -> None:
    provided: dict[str, Any] = {"thresholds": clearing(SUBSTANTIAL, max_age=age), "presence_max_age": age}
    presence = Presence(US, NOW, "gateway", SUBSTANTIAL)
    assert when(under(Not(AMERICAN), ada(attest(citizen(US))), presence=presence, provided=provided)) == (None, None)


def test_an_age_to_the_last_instant_of_the_calendar() -> None:
    age = datetime.max.replace(tzinfo=UTC) - day("2024")
    answer = under(Not(AMERICAN), ada(attest(citizen(US))), provided={"thresholds": clearing(SUBSTANTIAL, max_age=age)})
    assert when(answer) == (datetime.max.replace(tzinfo=UTC), Cause.FRESHNESS)


def test_leniency() -> None:
    answer = under(AMERICAN, ada(), provided={"allow_until": day("2025")})
    assert (answer.effect, *when(answer)) == (Effect.ALLOW, day("2025"), Cause.ALLOW_UNTIL)
    assert when(under(AMERICAN, ada(attest(citizen(US))), provided={"allow_until": day("2025")})) == (None, None)


@pytest.mark.parametrize(
    "country_set",
    [
        pytest.param(CountrySet(NAME, members=(Membership(HK, Interval(None, day("2025"))),)), id="a member"),
        pytest.param(
            CountrySet(NAME, members=(Membership(CN),), aliases=(Alias(HK, CN, Interval(None, day("2025"))),)),
            id="an alias",
        ),
        pytest.param(
            CountrySet(NAME, members=(Membership(CN, Interval(None, day("2025"))),), aliases=(Alias(HK, CN),)),
            id="what it counts as",
        ),
    ],
)
def test_reference_data(country_set: CountrySet) -> None:
    answer = under(HONGKONG, ada(attest(citizen(HK))), reference=Reference({NAME: country_set}))
    assert when(answer) == (day("2025"), Cause.REFERENCE_DATA)
    assert answer.determination is Determination.FOREIGN_NATIONAL


def test_a_set_of_which_nothing_is_known_is_not_missed_where_nobody_asks_for_it() -> None:
    assert when(under(AnyOf((AMERICAN, HONGKONG)), ada(attest(citizen(US))), explain=False)) == (None, None)


def test_of_two_provisions_the_strictest_ends_the_answer() -> None:
    became, is_foreign = Not(AMERICAN), CitizenOf(countries(FR))
    rules = directive(version(provision(became, id="b"), provision(is_foreign, id="a")))
    lost = [attest(citizen(US), end="2025"), attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), start="2025")]
    answer = ask(rules, ada(attest(citizen(FR)), *lost))
    assert (answer.determination, answer.provision, *when(answer)) == (FOREIGN, "a", None, None)


def test_facts_of_others() -> None:
    rule = UltimateParentHeadquarteredIn(countries(CN))
    parent = organisation(HOLDING, attest(Headquarters(CN), end="2025"))
    assert when(under(rule, acme(attest(UltimateParent(HOLDING))), parent)) == (day("2025"), Cause.HELD)
    assert when(under(rule, organisation(ACME, attest(UltimateParent())), parent)) == (None, None)


def test_activations() -> None:
    records = [
        ActivationRecord(Action.ACTIVATE, Interval(day("2024")), 1),
        ActivationRecord(Action.SUSPEND, Interval(day("2025"), day("2026"))),
    ]
    rules = directive(version(provision(AMERICAN)), records=records)
    facts = ada(attest(citizen(US)))
    assert when(ask(rules, facts)) == (day("2025"), Cause.ACTIVATION)
    assert when(ask(rules, facts, at=day("2025"))) == (day("2026"), Cause.ACTIVATION)
    assert when(ask(rules, facts, at=day("2026"))) == (None, None)
    assert when(ask(rules, facts, at=day("2023"))) == (day("2024"), Cause.ACTIVATION)


def test_the_first_of_several_and_of_two_at_once_the_first_by_name() -> None:
    facts = ada(attest(citizen(US), end="2026", vouched=held(end="2025")))
    assert when(under(AMERICAN, facts)) == (day("2025"), Cause.VOUCHED)
    facts = ada(attest(citizen(US), end="2025", vouched=held(end="2025")))
    assert when(under(AMERICAN, facts)) == (day("2025"), Cause.HELD)


def test_a_bound_at_the_moment_of_the_question_is_past() -> None:
    assert when(under(AMERICAN, ada(attest(citizen(US), start="2024-06-01")))) == (None, None)
    assert when(under(AMERICAN, ada(attest(citizen(US), start="2024-06-01")), at=NOW - TICK)) == (NOW, Cause.HELD)

"""Who is not alike, and is told apart from those who seem to be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from denizen.domain.claims import Application, ClaimKind, Naturalization
from denizen.domain.determinations import Determination, Effect
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.names import IssuerName, ListName, PrincipalName
from denizen.domain.rules import AnyOf, CitizenOf, Listed, MissedNaturalizationWindow, Not, PresentIn
from tests.unit.evaluation.builders import (
    ADA,
    CN,
    FR,
    PAYROLL,
    SELF_DECLARED,
    SUBSTANTIAL,
    US,
    attest,
    citizen,
    clearing,
    closed,
    countries,
    day,
    lists,
)
from tests.unit.evaluation.test_alike import AMERICAN, BOB, CY, DOE, alone, asking, person, together, under
from tests.unit.evaluation.test_authorizations import BY_NAME, FOREIGN, licensed

DIFFERENT: list[tuple[str, Callable[[PrincipalName], PrincipalFacts], Callable[[PrincipalName], PrincipalFacts]]] = [
    ("claim", lambda p: person(p, attest(citizen(US))), lambda p: person(p, attest(citizen(CN)))),
    ("denied", lambda p: person(p, attest(citizen(US))), lambda p: person(p, attest(citizen(US), holds=False))),
    ("over", lambda p: person(p, attest(citizen(US))), lambda p: person(p, attest(citizen(US), end="2024"))),
    ("weak", lambda p: person(p, attest(citizen(US))), lambda p: person(p, attest(citizen(US), SELF_DECLARED))),
    (
        "stale",
        lambda p: person(p, attest(citizen(US), verified="2024")),
        lambda p: person(p, attest(citizen(US), verified="2020")),
    ),
    (
        "issuer",
        lambda p: person(p, attest(citizen(US))),
        lambda p: person(p, attest(citizen(US), issuer=IssuerName("issuers/other"))),
    ),
    (
        "expired",
        lambda p: person(p, attest(citizen(US), vouched=Interval(None, day("2025")))),
        lambda p: person(p, attest(citizen(US), vouched=Interval(None, day("2024")))),
    ),
    (
        "not entitled",
        lambda p: person(p, attest(citizen(US))),
        lambda p: person(p, attest(citizen(US), entitled=())),
    ),
    (
        "entitled once",
        lambda p: person(p, attest(citizen(US), entitled=(Interval(day("2020"), day("2025")),))),
        lambda p: person(p, attest(citizen(US), entitled=(Interval(day("2020"), day("2024")),))),
    ),
    (
        "entitled, and over",
        lambda p: person(p, attest(citizen(US), entitled=(Interval(day("2020"), day("2025")),))),
        lambda p: person(p, attest(citizen(US), entitled=(Interval(day("2020"), day("2025")),), end="2024")),
    ),
    (
        "hidden",
        lambda p: person(p, attest(citizen(US))),
        lambda p: person(p, attest(citizen(US), purposes=[PAYROLL])),
    ),
    (
        "population",
        lambda p: person(p, attest(citizen(US)), populations=["staff"]),
        lambda p: person(p, attest(citizen(US)), populations=["guest"]),
    ),
]


@pytest.mark.parametrize(("one", "other"), [each[1:] for each in DIFFERENT], ids=[each[0] for each in DIFFERENT])
def test_whatever_may_tell_answers_apart_is_told_apart(
    one: Callable[[PrincipalName], PrincipalFacts], other: Callable[[PrincipalName], PrincipalFacts]
) -> None:
    bars = clearing(SUBSTANTIAL, max_age=timedelta(days=366), issuers=frozenset((IssuerName("issuers/bureau"),)))
    compiled = under(Not(AMERICAN), thresholds=bars, populations=frozenset(("staff",)))
    alike = asking(compiled)
    found = [together(alike, facts) for facts in (one(ADA), other(BOB), one(CY), other(DOE))]
    assert found == [alone(alike, facts) for facts in (one(ADA), other(BOB), one(CY), other(DOE))]
    assert alike.forms == 2
    assert found[0] != replace(found[1], rests_on=found[0].rests_on, settling=found[0].settling)


def test_who_has_an_authorization_is_told_apart() -> None:
    compiled = licensed(BY_NAME)
    alike = asking(compiled)
    found = [together(alike, person(each, *FOREIGN)) for each in (ADA, BOB, ADA)]
    assert [each.effect for each in found] == [Effect.ALLOW, Effect.DENY, Effect.ALLOW]


def test_who_is_on_a_list_is_told_apart() -> None:
    alike = asking(under(Listed(frozenset((ListName("lists/l"),)))), lists(l=[b"ada"]))
    found = [together(alike, person(each, keys=[each.encode()[11:]])) for each in (ADA, BOB, ADA)]
    foreign, cleared = Determination.FOREIGN_NATIONAL, Determination.NOT_FOREIGN_NATIONAL
    assert [each.determination for each in found] == [foreign, cleared, foreign]


def test_a_window_that_ends_ends_for_all_alike() -> None:
    alike = asking(under(MissedNaturalizationWindow(US)))
    for each in (ADA, BOB):
        facts = person(each, attest(Naturalization(US, date(2024, 2, 1), Application.NOT_APPLIED)))
        assert together(alike, facts) == alone(alike, facts)
        assert together(alike, facts).valid_until == day("2024-08-02")
    assert alike.forms == 1


def test_where_they_would_have_to_be_is_said_of_each() -> None:
    rule = AnyOf((PresentIn(countries(FR)), CitizenOf(countries(FR))))
    alike = asking(under(rule))
    for each in (ADA, BOB):
        facts = person(each, attest(citizen(US)), attest(closed(ClaimKind.CITIZENSHIP)))
        found = together(alike, facts)
        assert found == alone(alike, facts)
        assert {step.country for way in found.settling for step in way.steps} >= {FR}

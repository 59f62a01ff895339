"""What made two answers differ: found by putting inputs one way and the other."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from denizen.domain.authorizations import Authorization
from denizen.domain.claims import Application, ClaimKind, Naturalization, Residence
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.evaluation import Authorizations, CompiledDirective
from denizen.domain.evaluation.differing import Difference, Input, InputKind, Mixing, Side, differences
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.names import AuthorizationName, CountrySetName, ListName, PrincipalName, attestation_of
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import All, CitizenOf, Listed, MissedNaturalizationWindow, Not, ResidentIn
from tests.unit.evaluation.builders import (
    ADA,
    CN,
    DIRECTIVE,
    FR,
    HIGH,
    NOW,
    SUBSTANTIAL,
    US,
    ada,
    attest,
    citizen,
    clearing,
    closed,
    countries,
    day,
    deny,
    directive,
    held,
    only,
    provision,
    question,
    version,
    world,
)

NOT_AMERICAN = Not(CitizenOf(countries(US)))
RULE = directive(version(provision(NOT_AMERICAN)))
LATER = day("2025-06-01")


def side(*facts: PrincipalFacts, at: datetime = NOW, under: CompiledDirective = RULE, **more: Any) -> Side:
    reference = more.pop("reference", Reference())
    return Side(question(at=at, **more), under, world(*facts), reference)


def named(before: Side, after: Side) -> list[tuple[InputKind, str]]:
    return [(each.kind, each.resource) for each in differences(Mixing(before, after))]


def of(last: str, principal: PrincipalName = ADA) -> tuple[InputKind, str]:
    return InputKind.FACT, attestation_of(principal, last)


US_CITIZEN = attest(citizen(US), id="us")
NO_LONGER = deny(citizen(US), id="no")


def test_answers_that_say_the_same_have_no_differences() -> None:
    known = ada(US_CITIZEN, attest(Residence(FR), id="home"))
    assert named(side(ada(US_CITIZEN)), side(known, at=LATER)) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param(ada(), ada(US_CITIZEN), "known and verified at the second pair only", id="learned"),
        pytest.param(ada(US_CITIZEN), ada(), "known and verified at the first pair only", id="revoked"),
    ],
)
def test_a_fact_known_at_one_pair(before: PrincipalFacts, after: PrincipalFacts, words: str) -> None:
    assert differences(Mixing(side(before), side(after))) == (Difference(*of("us"), words),)


def test_a_fact_that_ended() -> None:
    leaving = ada(
        attest(citizen(US), id="us", end="2025"), attest(closed(ClaimKind.CITIZENSHIP), id="none", start="2025")
    )
    (first, *more) = differences(Mixing(side(leaving), side(leaving, at=LATER)))
    assert (first.kind, first.resource) in {of("us"), of("none")}
    assert "holding at the first pair, holding no longer at the second" in {each.text for each in (first, *more)}


def test_an_issuer_that_ceased_to_vouch() -> None:
    vouched = ada(attest(citizen(US), id="us", vouched=held(None, "2025")))
    (only_one,) = differences(Mixing(side(vouched), side(vouched, at=LATER)))
    assert only_one.text == "vouched for at the first pair, vouched for no longer at the second"


def test_a_fact_that_grew_stale() -> None:
    terms = provision(NOT_AMERICAN, thresholds=clearing(SUBSTANTIAL, max_age=LATER - NOW))
    under = directive(version(terms))
    known = ada(attest(citizen(US), id="us", verified="2024"))
    (only_one,) = differences(Mixing(side(known, under=under), side(known, at=LATER, under=under)))
    assert (only_one.kind, only_one.resource) == of("us")
    assert only_one.text == "too old for a threshold at the second pair only"


def test_another_version_in_force() -> None:
    second = version(provision(CitizenOf(countries(US))), number=2)
    records = [ActivationRecord(Action.ACTIVATE, version=1), ActivationRecord(Action.ACTIVATE, held("2025"), 2)]
    under = directive(version(provision(NOT_AMERICAN)), second, records=records)
    (only_one,) = differences(Mixing(side(ada(US_CITIZEN), under=under), side(ada(US_CITIZEN), at=LATER, under=under)))
    assert (only_one.kind, only_one.resource) == (InputKind.DIRECTIVE, f"{DIRECTIVE}/versions/2")
    assert f"{DIRECTIVE}/versions/1" in only_one.text


def test_a_directive_that_ceased_to_be_in_force() -> None:
    records = [ActivationRecord(Action.ACTIVATE, held("2024", "2025"), 1)]
    under = directive(version(provision(NOT_AMERICAN)), records=records)
    found_ = named(side(ada(), under=under), side(ada(), at=LATER, under=under))
    assert found_ == [(InputKind.DIRECTIVE, f"{DIRECTIVE}/versions/1")]


def test_a_country_set_that_changed() -> None:
    name = CountrySetName("countrySets/allies")
    under = directive(version(provision(Not(CitizenOf(countries(sets=["allies"]))))))
    reference = Reference({name: CountrySet(name, members=(Membership(US), Membership(FR, held(None, "2025"))))})
    french = ada(attest(citizen(FR)))
    before, after = (side(french, at=at, under=under, reference=reference) for at in (NOW, LATER))
    words = "it has another content at the second pair than at the first"
    assert differences(Mixing(before, after)) == (Difference(InputKind.REFERENCE_DATA, name, words),)


def test_a_list_that_somebody_came_on() -> None:
    name = ListName("lists/l")
    under = directive(version(provision(Listed(frozenset({name})))))
    before, after = Reference(entries={name: {}}), Reference(entries={name: {b"k": (held("2024"),)}})
    keyed = ada(keys=[b"k"])
    assert named(side(keyed, under=under, reference=before), side(keyed, under=under, reference=after)) == [
        (InputKind.REFERENCE_DATA, name)
    ]


@pytest.mark.parametrize(
    ("effective", "words"),
    [
        pytest.param(held(None, "2025"), "known and in effect at the first pair only", id="ended"),
        pytest.param(held("2025"), "known and in effect at the second pair only", id="began"),
    ],
)
def test_an_authorization_that_covers_at_one_pair(effective: Interval, words: str) -> None:
    name = AuthorizationName("authorizations/a")
    authorization = Authorization(name, "D1", frozenset({DIRECTIVE}), principals=frozenset({ADA}), effective=effective)
    provisions = [each for _, compiled in RULE.versions.values() for each in compiled.provisions]
    under = replace(RULE, authorizations=Authorizations.of([authorization], provisions))
    foreign = ada(*only(citizen(FR)))
    before, after = (side(foreign, at=at, under=under) for at in (NOW, LATER))
    assert differences(Mixing(before, after)) == (Difference(InputKind.AUTHORIZATION, name, words),)


def test_a_window_that_closed_is_time() -> None:
    under = directive(version(provision(MissedNaturalizationWindow(US))))
    waiting = ada(attest(Naturalization(US, day("2024-08-01").date(), Application.NOT_APPLIED)))
    words = "the first pair speaks of 2024-06-01T00:00:00Z, the second of 2025-06-01T00:00:00Z"
    before, after = (side(waiting, at=at, under=under) for at in (NOW, LATER))
    assert differences(Mixing(before, after)) == (Difference(InputKind.TIME, "", words),)


def test_a_principal_that_was_not_known() -> None:
    (only_one,) = differences(Mixing(side(), side(ada())))
    assert (only_one.kind, only_one.resource, only_one.text) == (
        InputKind.PRINCIPAL,
        ADA,
        "known at the second pair only",
    )


def test_an_identifier_that_was_linked_to_nobody() -> None:
    nobody = side(ada(US_CITIZEN), principal=PrincipalName(""))
    (only_one,) = differences(Mixing(nobody, side(ada(US_CITIZEN))))
    assert (only_one.resource, only_one.text) == (ADA, "the identifier is linked to it at the second pair only")


def test_a_population_that_a_provision_covers() -> None:
    under = directive(version(provision(NOT_AMERICAN, populations=frozenset({"employee"}))))
    before, after = ada(populations=["customer"]), ada(populations=["employee"])
    (only_one,) = differences(Mixing(side(before, under=under), side(after, under=under)))
    assert only_one.text == "of other populations at the second pair than at the first"


def test_what_neither_does_alone_is_named_together() -> None:
    under = directive(version(provision(All((CitizenOf(countries(CN)), ResidentIn(countries(CN)))))))
    neither = (*only(citizen(US)), attest(Residence(US), id="home", end="2025"))
    both = ada(*neither, attest(citizen(CN), HIGH, id="cn"), attest(Residence(CN), id="move", start="2023"))
    before = ada(*neither)
    pair = named(side(before, under=under), side(both, under=under))
    assert of("cn") in pair
    assert of("move") in pair


def test_one_that_does_not_serve_the_purpose_is_not_named() -> None:
    hidden = deny(citizen(US), id="secret", purposes=["payroll"])
    (only_one,) = differences(Mixing(side(ada(US_CITIZEN)), side(ada(US_CITIZEN, hidden))))
    assert (only_one.kind, only_one.resource) == (InputKind.FACT, "")
    assert "secret" not in only_one.text


def test_a_denial_that_came_later_names_what_was_held_back_by_it() -> None:
    before, after = side(ada(US_CITIZEN)), side(ada(replace(US_CITIZEN, held=held(None, "2024")), NO_LONGER))
    assert of("us") in named(before, after)


def test_what_is_the_same_is_no_input() -> None:
    """The principal, its other facts, a country set and a list are what they were: one fact alone differs."""
    allies, listed = CountrySetName("countrySets/allies"), ListName("lists/l")
    rule = All((Not(CitizenOf(countries(sets=["allies"]))), Listed(frozenset({listed}))))
    under = directive(version(provision(rule)))
    reference = Reference({allies: CountrySet(allies, members=(Membership(FR),))}, {listed: {b"k": (Interval(),)}})
    home = attest(Residence(FR), id="home")
    before, after = (
        side(ada(home, *more, keys=[b"k"]), under=under, reference=reference) for more in ((), (US_CITIZEN,))
    )
    assert Mixing(before, after).inputs == (Input(*of("us")),)


def test_reference_data_that_was_not_known_is_empty() -> None:
    unknown = side(ada())
    assert unknown.countries(CountrySetName("countrySets/allies")) == frozenset()
    assert unknown.listed(ListName("lists/l"), [b"k"]) == frozenset()

"""Shares that are contested, weak, hidden or shown."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Incorporation, Ownership
from denizen.domain.determinations import Reason, Truth
from denizen.domain.facts import PrincipalFacts
from denizen.domain.rules import All, IncorporatedIn, Is, Not, OwnedBy, Rule
from tests.unit.evaluation.builders import (
    ACME,
    BRANCH,
    CN,
    FALSE,
    HOLDING,
    LOW,
    NOW,
    ORGANISATION,
    PAYROLL,
    SUBSTANTIAL,
    TRUE,
    UNKNOWN,
    US,
    acme,
    attest,
    clearing,
    closed,
    countries,
    deny,
    found,
    held,
    incorporated,
    name,
    organisation,
    owns,
    value,
)
from tests.unit.evaluation.profiles import examples
from tests.unit.evaluation.test_ownership import ALSO_RED, BLUE, COMPANIES, HALF_CHINESE, OWNERSHIP, RED, holders


@pytest.mark.parametrize(
    ("attestations", "expected", "reasons"),
    [
        pytest.param([attest(owns(RED, 50), LOW)], TRUE, set(), id="weakly half"),
        pytest.param(
            [attest(owns(BLUE, 60), LOW)],
            UNKNOWN,
            {Reason.ASSURANCE_TOO_LOW, Reason.SET_NOT_CLOSED},
            id="weak no bound",
        ),
        pytest.param(
            [attest(owns(RED, 60)), attest(owns(RED, 40))],
            UNKNOWN,
            {Reason.CONFLICTING_ATTESTATIONS},
            id="two percentages",
        ),
        pytest.param([attest(owns(RED, 60)), attest(owns(RED, 50))], TRUE, set(), id="two, each enough"),
        pytest.param([attest(owns(RED, 60)), attest(owns(RED, 60), LOW)], TRUE, set(), id="the same less surely"),
        pytest.param(
            [attest(owns(RED, 51), SUBSTANTIAL), attest(owns(BLUE, 40))],
            TRUE,
            set(),
            id="beside a surer one of another",
        ),
        pytest.param([attest(Ownership(None, Decimal(60)))], UNKNOWN, {Reason.NOT_ATTESTED}, id="by nobody named"),
        pytest.param([attest(Ownership(RED))], UNKNOWN, {Reason.NOT_ATTESTED}, id="of nobody knows how much"),
        pytest.param(
            [attest(owns(RED, 60)), attest(owns(RED, 40), SUBSTANTIAL)],
            TRUE,
            {Reason.OVERRULED},
            id="the surer is enough",
        ),
        pytest.param(
            [attest(owns(RED, 60), LOW), attest(owns(RED, 40))], UNKNOWN, {Reason.SET_NOT_CLOSED}, id="the surer is not"
        ),
        pytest.param(
            [attest(owns(RED, 60)), deny(Ownership(RED))],
            UNKNOWN,
            {Reason.CONFLICTING_ATTESTATIONS, Reason.NOT_ATTESTED},
            id="a contested holding",
        ),
        pytest.param(
            [attest(owns(RED, 60), LOW), deny(Ownership())], FALSE, {Reason.OVERRULED}, id="an overruled holding"
        ),
        pytest.param(
            [attest(owns(RED, 60), vouched=held(end="2020"))],
            UNKNOWN,
            {Reason.EXPIRED, Reason.NOT_ATTESTED},
            id="expired",
        ),
        pytest.param([attest(owns(RED, 60), end="2020")], UNKNOWN, {Reason.NOT_ATTESTED}, id="sold"),
        pytest.param(
            [attest(closed(OWNERSHIP, owns(RED, 10)))],
            UNKNOWN,
            {Reason.SET_NOT_VISIBLE, Reason.NOT_ATTESTED},
            id="member missing",
        ),
    ],
)
def test_evidence(attestations: list[Attestation], expected: Truth, reasons: set[Reason]) -> None:
    tree = found(HALF_CHINESE, acme(*attestations), *COMPANIES)
    assert tree.value is expected
    assert reasons <= set(tree.reasons)
    assert expected is UNKNOWN or set(tree.reasons) == reasons


def test_a_weak_percentage_takes_nothing_from_another_weak_one() -> None:
    facts = [attest(owns(RED, 60), LOW), attest(owns(RED, 10), LOW)]
    assert value(HALF_CHINESE, acme(*facts), *COMPANIES) is TRUE
    assert value(Not(HALF_CHINESE), acme(*facts), *COMPANIES) is UNKNOWN


def test_a_stale_holding_that_is_denied_anew_is_contested() -> None:
    thresholds = {"thresholds": clearing(SUBSTANTIAL, max_age=timedelta(days=90))}
    facts = acme(attest(owns(RED, 60)), deny(Ownership(RED), verified_at=NOW))
    tree = found(HALF_CHINESE, facts, *COMPANIES, provided=thresholds)
    assert (tree.value, Reason.CONFLICTING_ATTESTATIONS in tree.reasons) == (UNKNOWN, True)


def test_in_a_negative_place_the_bound_restricts_on_weak_word() -> None:
    rule = Not(OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(US)))), Decimal(50)))
    red = incorporated(CN, attest(closed(OWNERSHIP)), principal=RED)
    assert value(rule, acme(attest(owns(RED, 60), LOW)), red) is TRUE
    assert value(rule, acme(attest(owns(RED, 60), LOW)), *COMPANIES) is UNKNOWN
    assert value(rule, acme(attest(owns(BLUE, 60), LOW)), *COMPANIES) is UNKNOWN
    assert value(rule, acme(attest(owns(BLUE, 60))), *COMPANIES) is FALSE


def test_what_is_hidden_behind_an_owner_is_hidden() -> None:
    visible = holders(owns(BLUE, 40))
    hidden = attest(owns(RED, 60), purposes=[PAYROLL])
    between = organisation(HOLDING, attest(Incorporation(US)), *visible)
    whole = acme(*holders(owns(HOLDING, 100)))
    assert value(HALF_CHINESE, whole, between, *COMPANIES) is FALSE
    between = organisation(HOLDING, attest(Incorporation(US)), *visible, hidden)
    tree = found(HALF_CHINESE, whole, between, *COMPANIES)
    assert (tree.value, tree.reasons) == (UNKNOWN, (Reason.PURPOSE_NOT_PERMITTED,))


def test_what_it_rests_on() -> None:
    facts = acme(attest(owns(RED, 25), id="a"), attest(owns(BLUE, 75), id="b"), deny(Ownership(ALSO_RED), id="c"))
    names = [each.removeprefix("principals/") for each in found(HALF_CHINESE, facts, *COMPANIES).rests_on]
    assert names == ["acme/attestations/a", "acme/attestations/b", "blue/attestations/a2"]
    assert found(HALF_CHINESE, acme(deny(Ownership(), id="none"))).rests_on == (f"{ACME}/attestations/none",)


def test_the_owners_are_shown() -> None:
    tree = found(HALF_CHINESE, acme(*holders(owns(RED, 25), owns(BLUE, 75))), *COMPANIES)
    assert [(each.subject, each.value) for each in tree.children] == [(BLUE, FALSE), (RED, TRUE)]


@examples(60)
@given(data=st.data())
def test_it_ends_on_any_graph_and_does_not_depend_on_its_order(data: st.DataObject) -> None:
    names = [ACME, HOLDING, BRANCH, RED, BLUE, ALSO_RED]
    edges = st.tuples(st.sampled_from(names), st.sampled_from(names), st.sampled_from([20, 50, 100]))
    graph = data.draw(st.lists(edges, max_size=14))

    def company(each: str) -> PrincipalFacts:
        shares = [
            attest(owns(name(owner.removeprefix("principals/")), share)) for whom, owner, share in graph if whom == each
        ]
        country = CN if each == RED else US
        return organisation(name(each.removeprefix("principals/")), attest(Incorporation(country)), *shares)

    rules: list[Rule] = [HALF_CHINESE, Not(HALF_CHINESE)]
    for rule in rules:
        forth = value(rule, *(company(each) for each in names))
        back = value(rule, company(ACME), *(company(each) for each in reversed(names[1:])))
        assert forth is back

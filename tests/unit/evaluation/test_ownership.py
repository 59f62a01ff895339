"""`owned_by`: direct holdings of those who count, summed, with bounds over what is not known."""

from decimal import Decimal

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ActsFor, Citizenship, ClaimKind, Control, Incorporation, Ownership
from denizen.domain.determinations import Reason, Truth
from denizen.domain.facts import PrincipalFacts
from denizen.domain.rules import All, AnyOf, CitizenOf, ControlledBy, IncorporatedIn, Is, OwnedBy
from tests.unit.evaluation.builders import (
    ACME,
    BOT,
    BRANCH,
    CN,
    FALSE,
    HOLDING,
    ORGANISATION,
    PERSON,
    SERVICE,
    TRUE,
    UNKNOWN,
    US,
    about,
    acme,
    attest,
    citizen,
    closed,
    countries,
    deny,
    found,
    incorporated,
    name,
    organisation,
    owns,
    under,
    value,
)

CHINESE = All((Is(ORGANISATION), IncorporatedIn(countries(CN))))
HALF_CHINESE = OwnedBy(CHINESE, Decimal(50))
OWNERSHIP = ClaimKind.OWNERSHIP
RED, ALSO_RED, BLUE = name("red"), name("also-red"), name("blue")
COMPANIES = (
    incorporated(CN, principal=RED),
    incorporated(CN, principal=ALSO_RED),
    incorporated(US, attest(closed(OWNERSHIP)), principal=BLUE),
)


def holders(*shares: Ownership, rest: bool = False) -> list[Attestation]:
    """The holdings, and unless there is a rest that nobody speaks of, that these are all."""
    return [*map(attest, shares), *([] if rest else [attest(closed(OWNERSHIP, *shares))])]


@pytest.mark.parametrize(
    ("attestations", "at_least", "more_than"),
    [
        pytest.param([], UNKNOWN, UNKNOWN, id="nothing attested"),
        pytest.param(holders(owns(RED, 50)), TRUE, FALSE, id="exactly half"),
        pytest.param(holders(owns(RED, "50.000001")), TRUE, TRUE, id="just more"),
        pytest.param(holders(owns(RED, "49.999999")), FALSE, FALSE, id="just less"),
        pytest.param(holders(owns(RED, 25), owns(ALSO_RED, 25)), TRUE, FALSE, id="together"),
        pytest.param(holders(owns(RED, 25), owns(ALSO_RED, 25), owns(BLUE, 50)), TRUE, FALSE, id="beside another"),
        pytest.param(holders(owns(RED, 25), owns(BLUE, 75)), FALSE, FALSE, id="less, beside another"),
        pytest.param(holders(owns(RED, 50), rest=True), TRUE, UNKNOWN, id="half, the rest open"),
        pytest.param(holders(owns(RED, 25), rest=True), UNKNOWN, UNKNOWN, id="a quarter, the rest open"),
        pytest.param(holders(owns(BLUE, 50), rest=True), UNKNOWN, FALSE, id="at most half for others"),
        pytest.param(holders(owns(BLUE, "50.1"), rest=True), FALSE, FALSE, id="less than half for others"),
        pytest.param(
            holders(owns(RED, 20), owns(BLUE, 60), rest=True), FALSE, FALSE, id="too little for others and some"
        ),
        pytest.param([attest(closed(OWNERSHIP))], FALSE, FALSE, id="nobody holds anything"),
        pytest.param([deny(Ownership())], FALSE, FALSE, id="that anybody does is denied"),
        pytest.param([deny(Ownership(RED))], UNKNOWN, UNKNOWN, id="that one does is denied"),
        pytest.param([deny(Ownership(None, Decimal(50)))], UNKNOWN, UNKNOWN, id="one percentage is denied"),
        pytest.param(holders(owns(name("nobody-knows"), 50)), UNKNOWN, FALSE, id="by one of whom nothing is known"),
        pytest.param(holders(owns(name("nobody-knows"), 49)), FALSE, FALSE, id="by such a one, too little"),
    ],
)
def test_shares(attestations: list[Attestation], at_least: Truth, more_than: Truth) -> None:
    assert value(HALF_CHINESE, acme(*attestations), *COMPANIES) is at_least
    assert value(OwnedBy(CHINESE, Decimal(50), exceeded=True), acme(*attestations), *COMPANIES) is more_than


@pytest.mark.parametrize(
    ("middle", "share", "expected"),
    [
        pytest.param(50, 50, TRUE, id="an owner at the threshold counts for all it holds"),
        pytest.param(50, 40, FALSE, id="and for no more"),
        pytest.param(49, 100, FALSE, id="one below it counts for nothing"),
    ],
)
def test_percentages_are_not_multiplied(middle: int, share: int, expected: Truth) -> None:
    between = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(RED, middle), owns(BLUE, 100 - middle)))
    assert (
        value(HALF_CHINESE, acme(*holders(owns(HOLDING, share), owns(BLUE, 100 - share))), between, *COMPANIES)
        is expected
    )


def test_both_ways_add_up() -> None:
    between = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(RED, 60), owns(BLUE, 40)))
    direct = acme(*holders(owns(HOLDING, 30), owns(RED, 20), owns(BLUE, 50)))
    assert value(HALF_CHINESE, direct, between, *COMPANIES) is TRUE
    direct = acme(*holders(owns(HOLDING, 30), owns(RED, 19), owns(BLUE, 51)))
    assert value(HALF_CHINESE, direct, between, *COMPANIES) is FALSE


def test_owners_in_a_circle_do_not_make_each_other_count() -> None:
    other = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(ACME, 100)))
    tree = found(HALF_CHINESE, acme(attest(Incorporation(US)), *holders(owns(HOLDING, 100))), other)
    assert (tree.value, tree.reasons) == (FALSE, ())
    # Where somebody unknown may hold a part of the circle it is told.
    other = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(ACME, 40), rest=True))
    tree = found(HALF_CHINESE, acme(attest(Incorporation(US)), *holders(owns(HOLDING, 100))), other)
    assert (tree.value, set(tree.reasons)) == (UNKNOWN, {Reason.SET_NOT_CLOSED, Reason.OWNERSHIP_CYCLE})
    assert (
        Reason.OWNERSHIP_CYCLE not in found(HALF_CHINESE, acme(*holders(owns(RED, 10), rest=True)), *COMPANIES).reasons
    )


def test_a_circle_is_told_only_where_it_is_open() -> None:
    def open_because(*facts: PrincipalFacts) -> set[Reason]:
        tree = found(HALF_CHINESE, *facts)
        assert tree.value is UNKNOWN
        return set(tree.reasons)

    assert open_because(acme(*holders(owns(BLUE, 10), rest=True)), *COMPANIES) == {Reason.SET_NOT_CLOSED}
    one = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(BRANCH, 100)))
    two = organisation(BRANCH, attest(Incorporation(US)), *holders(owns(HOLDING, 100)))
    assert open_because(acme(*holders(owns(HOLDING, 10), rest=True)), one, two) == {Reason.SET_NOT_CLOSED}
    person = about(name("li"), kind=PERSON)
    assert Reason.OWNERSHIP_CYCLE not in open_because(acme(*holders(owns(name("li"), 10), rest=True)), person)


def test_what_decides_is_told_and_rested_on() -> None:
    unknown = under(HALF_CHINESE, acme(*holders(owns(name("nobody-knows"), 50), owns(BLUE, 50))), *COMPANIES)
    assert unknown.reasons == (Reason.UNKNOWN_ORGANISATION,)
    cleared = under(HALF_CHINESE, acme(*holders(owns(RED, 25), owns(BLUE, 75))), *COMPANIES)
    assert {f"{RED}/attestations/a1", f"{BLUE}/attestations/a1"} <= set(cleared.rests_on)
    restricted = under(HALF_CHINESE, acme(*holders(owns(RED, 75), owns(BLUE, 25))), *COMPANIES)
    assert f"{RED}/attestations/a1" in restricted.rests_on
    assert f"{BLUE}/attestations/a1" not in restricted.rests_on


def test_a_circle_with_one_who_counts() -> None:
    other = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(ACME, 50), owns(RED, 50)))
    assert value(HALF_CHINESE, acme(attest(Incorporation(US)), *holders(owns(HOLDING, 100))), other, *COMPANIES) is TRUE


def test_whoever_owns_beside_persons_is_followed() -> None:
    people = [about(name(f"p{n}"), kind=PERSON) for n in range(8)]
    between = organisation(HOLDING, attest(Incorporation(US)), *holders(owns(RED, 60), rest=True))
    whole = acme(*holders(*(owns(each.name, 5) for each in people), owns(HOLDING, 60)))
    assert value(HALF_CHINESE, whole, between, *people, *COMPANIES) is TRUE


@pytest.mark.parametrize("share", [40, 50, 60])
def test_of_whom_the_share_is_told(share: int) -> None:
    rule = ControlledBy(All((Is(ORGANISATION), OwnedBy(CHINESE, Decimal(50)))))
    held = organisation(HOLDING, *holders(owns(RED, share), rest=share < 50))
    tree = found(rule, acme(attest(Control(HOLDING))), held, *COMPANIES).children[0]
    assert [each.subject for each in (tree, *tree.children)] == [HOLDING] * 3


def test_the_same_owners_are_judged_by_each_rule() -> None:
    native = OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(US)))), Decimal(50))
    assert value(AnyOf((native, HALF_CHINESE)), acme(*holders(owns(RED, 60), owns(BLUE, 40))), *COMPANIES) is TRUE


def test_persons_own_and_are_not_owned() -> None:
    rule = OwnedBy(AnyOf((CHINESE, All((Is(PERSON), CitizenOf(countries(CN)))))), Decimal(50))
    owner = about(name("li"), attest(citizen(CN)), kind=PERSON)
    assert value(rule, acme(*holders(owns(name("li"), 50))), owner) is TRUE
    stranger = about(name("li"), deny(Citizenship()), kind=PERSON)
    assert value(rule, acme(*holders(owns(name("li"), 50))), stranger) is FALSE


def test_a_service_that_owns_is_judged_as_whom_it_acts_for() -> None:
    facts = acme(*holders(owns(BOT, 50)))
    acting = about(BOT, attest(ActsFor(RED)), kind=SERVICE)
    assert value(HALF_CHINESE, facts, acting, *COMPANIES) is TRUE
    assert value(HALF_CHINESE, facts, about(BOT, attest(ActsFor(BLUE)), kind=SERVICE), *COMPANIES) is FALSE
    tree = found(HALF_CHINESE, facts, about(BOT, kind=SERVICE), *COMPANIES)
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (Reason.NOT_ATTESTED,))

"""`controlled_by`, `majority_owned_by`, `subsidiary_of`, and the other leaves on what organisations are."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Citizenship,
    ClaimKind,
    Control,
    EquityMarket,
    Establishment,
    Incorporation,
    MajorityOwned,
    Ownership,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import (
    All,
    CitizenOf,
    ControlledBy,
    EquityTradedIn,
    EstablishedIn,
    IncorporatedIn,
    Is,
    MajorityOwnedBy,
    Not,
    Rule,
    SubsidiaryOf,
)
from tests.unit.evaluation.builders import (
    CN,
    FALSE,
    FR,
    LOW,
    ORGANISATION,
    PAYROLL,
    PERSON,
    SUBSTANTIAL,
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
    only,
    organisation,
    owns,
    under,
    value,
)

CONTROL, OWNERSHIP = ClaimKind.CONTROL, ClaimKind.OWNERSHIP
RED, BLUE, GREY = name("red"), name("blue"), name("grey")
COMPANIES = (incorporated(CN, principal=RED), incorporated(US, principal=BLUE), organisation(GREY))
CHINESE = All((Is(ORGANISATION), IncorporatedIn(countries(CN))))
BY_CHINESE, BY_FOREIGNERS = ControlledBy(CHINESE), ControlledBy(None)
CHINESE_PARENT = SubsidiaryOf(CHINESE)
IN_FACT = SubsidiaryOf(CHINESE, in_fact=True)


@pytest.mark.parametrize(
    ("attestations", "by_chinese", "by_foreigners"),
    [
        pytest.param([], UNKNOWN, UNKNOWN, id="nothing attested"),
        pytest.param([attest(Control(RED))], TRUE, UNKNOWN, id="by one of the rule"),
        pytest.param([attest(Control(BLUE))], UNKNOWN, UNKNOWN, id="by another"),
        pytest.param([attest(Control(GREY))], UNKNOWN, UNKNOWN, id="by one not known enough"),
        pytest.param([attest(Control(name("nobody-knows")))], UNKNOWN, UNKNOWN, id="by one of whom nothing is known"),
        pytest.param([attest(Control(foreign=True))], UNKNOWN, TRUE, id="by foreigners, not said by whom"),
        pytest.param([attest(Control(BLUE, foreign=False))], UNKNOWN, UNKNOWN, id="by no foreigner"),
        pytest.param(only(Control(BLUE, foreign=False)), FALSE, FALSE, id="by no foreigner alone"),
        pytest.param(only(Control(BLUE)), FALSE, UNKNOWN, id="by one alone, not said whether foreign"),
        pytest.param(only(Control(foreign=True)), UNKNOWN, TRUE, id="by foreigners alone, not said by whom"),
        pytest.param([attest(closed(CONTROL))], FALSE, FALSE, id="by nobody"),
        pytest.param([deny(Control())], FALSE, FALSE, id="denied"),
        pytest.param([deny(Control(foreign=True))], UNKNOWN, FALSE, id="by foreigners denied"),
        pytest.param([deny(Control(foreign=False))], UNKNOWN, UNKNOWN, id="by natives denied"),
        pytest.param([deny(Control(RED))], UNKNOWN, UNKNOWN, id="by one denied"),
        pytest.param([deny(Control(in_fact=True))], UNKNOWN, UNKNOWN, id="in fact denied"),
        pytest.param(
            [attest(Control(RED, in_fact=True)), deny(Control(foreign=True))],
            TRUE,
            FALSE,
            id="not said whether, and denied",
        ),
    ],
)
def test_controlled_by(attestations: list[Attestation], by_chinese: Truth, by_foreigners: Truth) -> None:
    assert value(BY_CHINESE, acme(*attestations), *COMPANIES) is by_chinese
    assert value(BY_FOREIGNERS, acme(*attestations), *COMPANIES) is by_foreigners


def test_why_control_is_open() -> None:
    assert found(BY_CHINESE, acme(attest(Control(foreign=True)))).reasons == (Reason.NOT_ATTESTED,)
    by_unknown = found(BY_CHINESE, acme(attest(Control(RED))))
    assert by_unknown.reasons == ()
    assert by_unknown.children[0].reasons == (Reason.UNKNOWN_ORGANISATION,)
    assert found(BY_FOREIGNERS, acme(*only(Control(BLUE)))).reasons == (Reason.SET_NOT_CLOSED,)


def test_controlled_by_a_person() -> None:
    rule = ControlledBy(All((Is(PERSON), CitizenOf(countries(CN)))))
    assert value(rule, acme(attest(Control(name("li")))), about(name("li"), attest(citizen(CN)))) is TRUE
    assert value(rule, acme(*only(Control(name("li")))), about(name("li"), deny(Citizenship()))) is FALSE


@pytest.mark.parametrize(
    ("rule", "here", "elsewhere"),
    [
        (EstablishedIn(countries(US)), Establishment(US), Establishment(FR)),
        (EquityTradedIn(countries(US)), EquityMarket(US), EquityMarket(FR)),
        (MajorityOwnedBy(countries(US)), MajorityOwned(US), MajorityOwned(FR)),
    ],
    ids=["established", "equity traded", "majority owned"],
)
def test_sets_of_countries(rule: Rule, here: Establishment, elsewhere: Establishment) -> None:
    assert value(rule, acme(attest(here))) is TRUE
    assert value(rule, acme(attest(here), attest(elsewhere))) is TRUE
    assert value(rule, acme(attest(elsewhere))) is UNKNOWN
    assert value(rule, acme(*only(elsewhere))) is FALSE
    assert value(rule, acme(deny(here))) is FALSE
    assert value(rule, acme(deny(elsewhere))) is UNKNOWN


@pytest.mark.parametrize(
    ("attestations", "expected", "in_fact"),
    [
        pytest.param([], UNKNOWN, UNKNOWN, id="nothing attested"),
        pytest.param([attest(owns(RED, 50))], TRUE, UNKNOWN, id="exactly half"),
        pytest.param([attest(owns(RED, "49.9")), deny(Control())], UNKNOWN, FALSE, id="less, the rest open"),
        pytest.param([*only(owns(RED, "49.9")), deny(Control())], FALSE, FALSE, id="less"),
        pytest.param([*only(owns(RED, 30), owns(RED, 30)), deny(Control())], FALSE, FALSE, id="not summed"),
        pytest.param([attest(owns(BLUE, 50)), deny(Control())], UNKNOWN, FALSE, id="half by another, half open"),
        pytest.param([attest(owns(BLUE, "50.1")), deny(Control())], FALSE, FALSE, id="more by another"),
        pytest.param([attest(owns(BLUE, 51), LOW), deny(Control())], UNKNOWN, FALSE, id="weakly more by another"),
        pytest.param([*only(owns(GREY, 60)), deny(Control())], UNKNOWN, FALSE, id="by one not known enough"),
        pytest.param([*only(owns(GREY, 40)), deny(Control())], FALSE, FALSE, id="too little by such a one"),
        pytest.param([attest(owns(RED, 50), LOW)], TRUE, UNKNOWN, id="weakly half"),
        pytest.param(
            [attest(owns(RED, 60)), attest(owns(RED, 40)), deny(Control())], UNKNOWN, FALSE, id="it is disputed"
        ),
        pytest.param([attest(Control(RED, in_fact=True))], TRUE, TRUE, id="in fact"),
        pytest.param([attest(Control(RED))], UNKNOWN, UNKNOWN, id="not said whether in fact"),
        pytest.param([attest(Control(RED, in_fact=False))], UNKNOWN, UNKNOWN, id="not in fact"),
        pytest.param([*only(Control(RED, in_fact=False)), deny(Ownership())], FALSE, FALSE, id="not in fact, closed"),
        pytest.param([*only(Control(RED)), deny(Ownership())], UNKNOWN, UNKNOWN, id="not said whether in fact, closed"),
        pytest.param([*only(Control(BLUE)), deny(Ownership())], FALSE, FALSE, id="by another, closed"),
        pytest.param(
            [attest(Control(in_fact=True)), deny(Ownership())], UNKNOWN, UNKNOWN, id="in fact, not said by whom"
        ),
        pytest.param([*only(Control(foreign=True)), deny(Ownership())], FALSE, FALSE, id="by foreigners, closed"),
        pytest.param([deny(Control(in_fact=True)), deny(Ownership())], FALSE, FALSE, id="in fact denied"),
        pytest.param([deny(Control(in_fact=False)), deny(Ownership())], UNKNOWN, UNKNOWN, id="not in fact denied"),
        pytest.param(
            [deny(Control(foreign=True, in_fact=True)), deny(Ownership())], UNKNOWN, UNKNOWN, id="of foreigners denied"
        ),
        pytest.param([deny(Control(RED, in_fact=True)), deny(Ownership())], UNKNOWN, UNKNOWN, id="by one denied"),
    ],
)
def test_subsidiary_of(attestations: list[Attestation], expected: Truth, in_fact: Truth) -> None:
    assert value(CHINESE_PARENT, acme(*attestations), *COMPANIES) is expected
    assert value(IN_FACT, acme(*attestations), *COMPANIES) is in_fact


def test_a_parent_of_a_parent_takes_another_rule() -> None:
    between = incorporated(
        US, attest(owns(RED, 100)), deny(Control()), attest(closed(OWNERSHIP, owns(RED, 100))), principal=BLUE
    )
    facts = acme(*only(owns(BLUE, 100)), deny(Control()))
    assert value(CHINESE_PARENT, facts, between, *COMPANIES[:1]) is FALSE
    assert value(SubsidiaryOf(CHINESE_PARENT), facts, between, *COMPANIES[:1]) is TRUE


def test_why_a_subsidiary_is_open() -> None:
    def reasons(*attestations: Attestation) -> set[Reason]:
        tree = found(CHINESE_PARENT, acme(*attestations, deny(Control())), *COMPANIES)
        assert tree.value is UNKNOWN
        return {each for limb in tree.children for each in limb.reasons}

    assert reasons() == {Reason.NOT_ATTESTED}
    assert reasons(attest(owns(RED, 40))) == {Reason.SET_NOT_CLOSED}
    disputed = reasons(attest(owns(RED, 60)), attest(owns(RED, 40)))
    assert disputed == {Reason.CONFLICTING_ATTESTATIONS, Reason.SET_NOT_CLOSED}
    surer = found(CHINESE_PARENT, acme(attest(owns(RED, 60)), attest(owns(RED, 40), SUBSTANTIAL)), *COMPANIES)
    assert [each.reasons for each in surer.children] == [(Reason.NOT_ATTESTED,), (Reason.OVERRULED,)]


def test_nothing_is_said_to_be_overruled_where_nothing_is() -> None:
    for owner, reason in ((RED, Reason.MEETS_DEFINITION), (BLUE, Reason.FAILS_DEFINITION)):
        answer = under(CHINESE_PARENT, acme(*only(owns(owner, 60)), deny(Control())), *COMPANIES)
        assert answer.reasons == (reason,)


def test_why_control_in_fact_is_open() -> None:
    for claim in (Control(RED), Control(in_fact=True)):
        assert under(IN_FACT, acme(attest(claim)), *COMPANIES).reasons == (Reason.NOT_ATTESTED,)
    assert under(IN_FACT, acme(attest(Control(GREY, in_fact=True))), *COMPANIES).reasons == (Reason.NOT_ATTESTED,)
    unknown = acme(attest(Control(name("nobody-knows"))))
    assert under(IN_FACT, unknown, *COMPANIES).reasons == (Reason.UNKNOWN_ORGANISATION,)


def test_the_owners_are_told() -> None:
    tree = found(CHINESE_PARENT, acme(*only(owns(BLUE, 40), owns(RED, 60)), deny(Control())), *COMPANIES)
    assert [[each.subject for each in limb.children] for limb in tree.children] == [[], [RED]]
    assert tree.children[0].node == "controlled in fact"


def test_each_owner_is_looked_at() -> None:
    assert value(CHINESE_PARENT, acme(*only(owns(BLUE, 40), owns(RED, 60)), deny(Control())), *COMPANIES) is TRUE


def test_in_a_negative_place() -> None:
    rule = Not(SubsidiaryOf(All((Is(ORGANISATION), IncorporatedIn(countries(US))))))
    assert value(rule, acme(attest(owns(BLUE, 60), LOW), deny(Control())), *COMPANIES) is UNKNOWN
    assert value(rule, acme(attest(owns(BLUE, 60)), deny(Control())), *COMPANIES) is FALSE
    assert value(rule, acme(attest(owns(RED, 60), LOW), deny(Control())), *COMPANIES) is TRUE
    half = [attest(owns(BLUE, 50), LOW), attest(closed(OWNERSHIP, owns(BLUE, 50)), LOW), deny(Control())]
    assert value(rule, acme(*half), *COMPANIES) is UNKNOWN


def test_hidden_control() -> None:
    hidden = attest(Control(RED, in_fact=True), purposes=[PAYROLL])
    facts = acme(deny(Ownership()), deny(Control()), hidden)
    for rule in (CHINESE_PARENT, IN_FACT, BY_CHINESE):
        tree = found(rule, facts, *COMPANIES)
        assert (tree.value, tree.reasons) == (UNKNOWN, (Reason.PURPOSE_NOT_PERMITTED,))


def test_an_incorporation_is_not_control() -> None:
    assert value(BY_FOREIGNERS, acme(attest(Incorporation(CN)))) is UNKNOWN

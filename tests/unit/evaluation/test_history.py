"""`ever` and `since`: TRUE at one moment is enough, FALSE takes the whole period."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, ClaimKind, Statelessness
from denizen.domain.determinations import Cause, Reason, Truth
from denizen.domain.intervals import Interval
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import CitizenOf, HoldsStatus, Since
from tests.unit.evaluation.builders import (
    FALSE,
    FR,
    PERMANENT,
    TICK,
    TRUE,
    UNKNOWN,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    day,
    deny,
    found,
    status,
    under,
    value,
)

EVER = CitizenOf(countries(FR), when=Since())
SINCE_2010 = CitizenOf(countries(FR), when=Since(day("2010")))
CITIZENSHIP = ClaimKind.CITIZENSHIP
FRENCH = citizen(FR)
ALL = closed(CITIZENSHIP)


@pytest.mark.parametrize(
    ("attestations", "ever", "since"),
    [
        pytest.param([], UNKNOWN, UNKNOWN, id="nothing attested"),
        pytest.param([attest(FRENCH)], TRUE, TRUE, id="still"),
        pytest.param([attest(FRENCH, end="2011")], TRUE, TRUE, id="ended within"),
        pytest.param([attest(FRENCH, end="2010")], TRUE, UNKNOWN, id="ended as the period began"),
        pytest.param([attest(FRENCH, start="2015", end="2016")], TRUE, TRUE, id="for a year within"),
        pytest.param([attest(FRENCH, start="2025")], UNKNOWN, UNKNOWN, id="not yet"),
        pytest.param([attest(ALL)], FALSE, FALSE, id="closed for all time"),
        pytest.param([attest(ALL, start="2010")], UNKNOWN, FALSE, id="closed since then"),
        pytest.param([attest(ALL, start="2010", end="2024-06-01")], UNKNOWN, UNKNOWN, id="but not until now"),
        pytest.param([attest(ALL, start="2010-01-02")], UNKNOWN, UNKNOWN, id="a day short"),
        pytest.param([attest(ALL, end="2015"), attest(ALL, start="2015")], FALSE, FALSE, id="closed in two pieces"),
        pytest.param([attest(ALL, end="2015"), attest(ALL, start="2016")], UNKNOWN, UNKNOWN, id="with a gap"),
        pytest.param([attest(ALL, end="2015"), deny(Citizenship(FR), start="2015")], FALSE, FALSE, id="then denied"),
        pytest.param([deny(Citizenship(FR))], FALSE, FALSE, id="denied for all time"),
        pytest.param([attest(Statelessness())], FALSE, FALSE, id="always stateless"),
        pytest.param([attest(Statelessness(), start="2012")], UNKNOWN, UNKNOWN, id="stateless for a part"),
        pytest.param(
            [attest(closed(CITIZENSHIP, citizen(US)), start="2010"), attest(citizen(US), start="2012")],
            UNKNOWN,
            UNKNOWN,
            id="a set whose member came later",
        ),
        pytest.param(
            [
                attest(closed(CITIZENSHIP), end="2012"),
                attest(closed(CITIZENSHIP, citizen(US)), start="2012"),
                attest(citizen(US), start="2012"),
            ],
            FALSE,
            FALSE,
            id="piece by piece as members came",
        ),
    ],
)
def test_history(attestations: list[Attestation], ever: Truth, since: Truth) -> None:
    assert value(EVER, ada(*attestations)) is ever
    assert value(SINCE_2010, ada(*attestations)) is since


def test_the_moment_since_which_belongs_to_the_period() -> None:
    facts = ada(attest(FRENCH, end="2010"), attest(ALL, start="2010"))
    assert value(SINCE_2010, facts) is FALSE
    assert value(CitizenOf(countries(FR), when=Since(day("2010") - TICK)), facts) is TRUE


def test_statuses_have_a_history_too() -> None:
    rule = HoldsStatus(frozenset((PERMANENT,)), countries(US), Since(day("2010")))
    assert value(rule, ada(attest(status(PERMANENT), end="2011"))) is TRUE
    assert value(rule, ada(attest(citizen(US), start="2010"))) is FALSE


def test_what_stands_now_need_not_have_been_vouched_for_then() -> None:
    assert value(EVER, ada(attest(FRENCH, end="2011", vouched=Interval(day("2024"))))) is TRUE
    expired = ada(attest(FRENCH, end="2011", vouched=Interval(None, day("2024"))))
    assert found(EVER, expired).reasons == (Reason.EXPIRED, Reason.NOT_ATTESTED)


def test_sets_are_read_at_the_moment_of_the_question() -> None:
    rule = CitizenOf(countries(sets=["a"]), when=Since())
    name = next(iter(countries(sets=["a"]).sets))
    reference = Reference({name: CountrySet(name, members=(Membership(FR, Interval(day("2020"))),))})
    assert value(rule, ada(attest(FRENCH, end="2011")), reference=reference) is TRUE
    assert value(rule, ada(attest(FRENCH, end="2011")), reference=reference, at=day("2019")) is FALSE


def test_a_period_that_has_not_begun_is_empty_until_it_begins() -> None:
    rule = CitizenOf(countries(FR), when=Since(day("2030")))
    answer = under(rule, ada(attest(FRENCH)))
    assert answer.explanation is not None
    assert answer.explanation.value is FALSE
    assert (answer.valid_until, answer.cause) == (day("2030"), Cause.ACTIVATION)
    assert value(rule, ada(attest(FRENCH)), at=day("2030")) is TRUE


def test_it_rests_on_every_piece() -> None:
    facts = ada(attest(ALL, end="2015", id="before"), attest(ALL, start="2015", id="after"))
    assert found(EVER, facts).rests_on == ("principals/ada/attestations/after", "principals/ada/attestations/before")
    facts = ada(attest(ALL, end="2015", id="before"))
    assert found(EVER, facts).reasons == (Reason.NOT_ATTESTED,)

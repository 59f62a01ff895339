"""A claim for another purpose is invisible; where it would change a value, the value is open."""

from typing import Any

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Control, Incorporation, OrganisationClass, Residence, Statelessness
from denizen.domain.determinations import Effect, Reason, Truth
from denizen.domain.names import Purpose
from denizen.domain.rules import (
    Affiliated,
    CitizenOf,
    ForeignCitizen,
    HoldsStatus,
    IncorporatedIn,
    MostRecentCountryIn,
    OrganisationIs,
    ResidentIn,
    Rule,
    SubsidiaryOf,
)
from tests.unit.evaluation.builders import (
    ACME,
    CN,
    EMPLOYEE,
    FALSE,
    FR,
    LOW,
    NOW,
    PAYROLL,
    PERMANENT,
    SCREENING,
    TICK,
    TRUE,
    UNKNOWN,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    employee,
    found,
    incorporated,
    name,
    only,
    organisation,
    owns,
    under,
    value,
)

AMERICAN = CitizenOf(countries(US))
HIDDEN: dict[str, Any] = {"purposes": [PAYROLL]}


@pytest.mark.parametrize(
    ("rule", "attestations", "expected", "reason"),
    [
        pytest.param(AMERICAN, [attest(citizen(US), **HIDDEN)], UNKNOWN, Reason.NOT_ATTESTED, id="invisible"),
        pytest.param(
            AMERICAN, [attest(citizen(US), purposes=[PAYROLL, SCREENING])], TRUE, None, id="for both purposes"
        ),
        pytest.param(
            AMERICAN,
            [attest(citizen(US)), deny(citizen(US), **HIDDEN)],
            UNKNOWN,
            Reason.PURPOSE_NOT_PERMITTED,
            id="contradicted by what is hidden",
        ),
        pytest.param(
            AMERICAN, [attest(citizen(US)), deny(citizen(US), LOW, **HIDDEN)], TRUE, None, id="weakly contradicted"
        ),
        pytest.param(
            ForeignCitizen(US),
            [*only(citizen(US)), attest(citizen(FR), **HIDDEN)],
            UNKNOWN,
            Reason.PURPOSE_NOT_PERMITTED,
            id="a closed set that a hidden claim opens",
        ),
        pytest.param(
            AMERICAN,
            [attest(citizen(FR), **HIDDEN), attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)))],
            UNKNOWN,
            Reason.SET_NOT_VISIBLE,
            id="a set with a hidden member",
        ),
        pytest.param(AMERICAN, [attest(citizen(US)), attest(citizen(FR), **HIDDEN)], TRUE, None, id="beside it"),
        pytest.param(
            ResidentIn(countries(US)),
            [attest(Residence(US), start="2010"), attest(Residence(FR), start="2020", **HIDDEN)],
            UNKNOWN,
            Reason.PURPOSE_NOT_PERMITTED,
            id="a later value hidden",
        ),
        pytest.param(
            ResidentIn(countries(US)),
            [attest(Residence(US), start="2020"), attest(Residence(FR), start="2010", **HIDDEN)],
            TRUE,
            None,
            id="an earlier value hidden",
        ),
        pytest.param(
            MostRecentCountryIn(countries(CN)),
            [*only(citizen(CN)), attest(closed(ClaimKind.IMMIGRATION_STATUS)), attest(citizen(FR), **HIDDEN)],
            UNKNOWN,
            Reason.PURPOSE_NOT_PERMITTED,
            id="a candidate hidden",
        ),
    ],
)
def test_purposes(rule: Rule, attestations: list[Attestation], expected: Truth, reason: Reason | None) -> None:
    tree = found(rule, ada(*attestations))
    assert (tree.value, tree.reasons) == (expected, () if reason is None else (reason,))


def test_hidden_news_that_would_push_toward_foreign() -> None:
    sets = [attest(citizen(FR)), attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), verified="2023")]
    news = attest(citizen(CN), LOW, start="2024", **HIDDEN)
    facts = ada(*sets, attest(closed(ClaimKind.IMMIGRATION_STATUS)), news)
    assert found(MostRecentCountryIn(countries(CN)), facts).reasons == (Reason.PURPOSE_NOT_PERMITTED,)


def test_hidden_words_against_an_inference() -> None:
    stateless = ada(attest(Statelessness()), deny(Statelessness(), **HIDDEN))
    assert found(AMERICAN, stateless).reasons == (Reason.PURPOSE_NOT_PERMITTED,)
    resident = HoldsStatus(frozenset((PERMANENT,)), countries(US))
    american = ada(attest(citizen(US)), deny(citizen(US), **HIDDEN))
    assert found(resident, american).reasons == (Reason.PURPOSE_NOT_PERMITTED,)


def test_what_is_hidden_of_an_organisation() -> None:
    classified = OrganisationIs(frozenset((OrganisationClass.FOREIGN_GOVERNMENT,)))
    facts = organisation(ACME, attest(Incorporation(US)), deny(Incorporation(US), **HIDDEN))
    assert found(classified, facts).reasons == (Reason.PURPOSE_NOT_PERMITTED,)
    subsidiary = SubsidiaryOf(IncorporatedIn(countries(CN)))
    owners = [*only(owns(name("blue"), 40)), deny(Control()), attest(owns(name("red"), 60), **HIDDEN)]
    assert found(subsidiary, organisation(ACME, *owners)).reasons == (Reason.PURPOSE_NOT_PERMITTED,)


def test_a_set_closed_for_another_purpose_is_not_seen() -> None:
    assert found(AMERICAN, ada(attest(closed(ClaimKind.CITIZENSHIP), **HIDDEN))).reasons == (Reason.NOT_ATTESTED,)


def test_what_is_kept_apart_is_seen_by_its_own_purpose_alone() -> None:
    for_i9 = ada(attest(citizen(US), purposes=[Purpose("form-i-9")]))
    assert value(AMERICAN, for_i9, purpose=Purpose("form-i-9")) is TRUE
    assert found(AMERICAN, for_i9).reasons == (Reason.NOT_ATTESTED,)


def test_asked_for_its_own_purpose_it_is_seen() -> None:
    assert value(AMERICAN, ada(attest(citizen(US), **HIDDEN)), purpose=PAYROLL) is TRUE


def test_what_is_hidden_of_an_employer() -> None:
    rule = Affiliated(frozenset((EMPLOYEE,)), IncorporatedIn(countries(CN)))
    claims = [attest(Incorporation(CN), start="2010"), attest(Incorporation(US), start="2020", **HIDDEN)]
    tree = found(rule, ada(attest(employee(ACME))), organisation(ACME, *claims))
    assert (tree.value, tree.children[0].reasons) == (UNKNOWN, (Reason.PURPOSE_NOT_PERMITTED,))
    assert value(rule, ada(attest(employee(ACME))), incorporated(CN, principal=ACME)) is TRUE


def test_there_is_no_leniency_for_what_is_hidden() -> None:
    facts = ada(attest(citizen(US)), deny(citizen(US), **HIDDEN))
    assert under(AMERICAN, facts, provided={"allow_until": NOW + TICK}).effect is Effect.DENY


def test_what_is_hidden_is_not_rested_on() -> None:
    tree = found(AMERICAN, ada(attest(citizen(US)), deny(citizen(US), id="hidden", **HIDDEN)))
    assert tree.rests_on == ()
    assert value(AMERICAN, ada(deny(citizen(US), **HIDDEN))) is UNKNOWN
    assert value(ForeignCitizen(US), ada(*only(citizen(US)))) is FALSE

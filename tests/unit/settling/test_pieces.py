"""What several goals ask for, put together: what reaches both bars, one declaration, one place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind, ImmigrationCategory
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.moment import Moment
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.evaluation.settling.pieces import (
    Closed,
    Present,
    closed_together,
    present_together,
    region,
    stricter,
)
from denizen.domain.names import IssuerName
from denizen.domain.reference import Reference
from denizen.domain.rules import Countries
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    AGENCY,
    BUREAU,
    CN,
    FR,
    HIGH,
    LOW,
    NOW,
    PERMANENT,
    SCREENING,
    SELF_DECLARED,
    SUBSTANTIAL,
    US,
    countries,
)

CONSULATE = IssuerName("issuers/consulate")
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


def bar(level: AssuranceLevel = LOW, *issuers: IssuerName, age: timedelta | None = None) -> Requirement:
    return Requirement(level, frozenset(issuers), age)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param(bar(LOW), bar(HIGH), bar(HIGH), id="the higher level"),
        pytest.param(bar(LOW, BUREAU), bar(LOW), bar(LOW, BUREAU), id="one accepts anybody"),
        pytest.param(bar(LOW, BUREAU, AGENCY), bar(LOW, AGENCY, CONSULATE), bar(LOW, AGENCY), id="whom both accept"),
        pytest.param(bar(LOW, BUREAU), bar(LOW, AGENCY), None, id="nobody is accepted by both"),
        pytest.param(bar(age=WEEK), bar(age=MONTH), bar(age=WEEK), id="the shorter age"),
        pytest.param(bar(age=WEEK), bar(), bar(age=WEEK), id="one has no limit of age"),
        pytest.param(bar(), bar(), bar(), id="the same"),
    ],
)
def test_what_reaches_both(one: Requirement, other: Requirement, both: Requirement | None) -> None:
    assert stricter(one, other) == stricter(other, one) == both


REFUGEE = ImmigrationCategory.REFUGEE
CLOSED = Closed(
    ADA, ClaimKind.IMMIGRATION_STATUS, bar(LOW), bar(SELF_DECLARED), (countries(US),), frozenset({PERMANENT})
)


def test_declarations_of_one_kind_are_one() -> None:
    other = replace(
        CLOSED,
        bar=bar(SUBSTANTIAL),
        member_bar=bar(HIGH),
        within=(countries(US), countries(FR)),
        categories=frozenset({REFUGEE}),
        throughout=True,
    )
    together = replace(other, categories=frozenset({PERMANENT, REFUGEE}))
    assert closed_together([CLOSED, other]) == [together]
    assert closed_together([CLOSED, CLOSED]) == [CLOSED]
    assert closed_together([other, CLOSED]) == [together]


@pytest.mark.parametrize("place", [0, 1], ids=["first", "second"])
def test_all_categories_include_each(place: int) -> None:
    pair = [CLOSED, CLOSED]
    pair[place] = replace(CLOSED, categories=None)
    assert closed_together(pair) == [replace(CLOSED, categories=None)]


def test_declarations_of_other_kinds_and_principals_are_apart() -> None:
    pieces = [CLOSED, replace(CLOSED, kind=ClaimKind.CITIZENSHIP), replace(CLOSED, subject=ACME)]
    assert closed_together([*pieces, *pieces]) == pieces


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(replace(CLOSED, bar=bar(LOW, BUREAU)), replace(CLOSED, bar=bar(LOW, AGENCY)), id="its own bar"),
        pytest.param(
            replace(CLOSED, member_bar=bar(LOW, BUREAU)),
            replace(CLOSED, member_bar=bar(LOW, AGENCY)),
            id="its members'",
        ),
    ],
)
def test_a_declaration_that_no_issuer_could_make(one: Closed, other: Closed) -> None:
    assert closed_together([one, other]) is None


def test_a_principal_is_in_one_place() -> None:
    here, there = Present(ADA, LOW, (countries(US),), (countries(CN),)), Present(ADA, HIGH, (countries(FR),))
    elsewhere = Present(ACME, LOW, outside=(countries(US),))
    assert present_together([here, elsewhere, there]) == [
        Present(ADA, HIGH, (countries(US), countries(FR)), (countries(CN),)),
        elsewhere,
    ]


NOT_US_OR_FR, NOT_FR_OR_CN = (Countries(excepted=frozenset(each)) for each in ({US, FR}, {FR, CN}))


@pytest.mark.parametrize(
    ("within", "whole"),
    [
        pytest.param([], Scope(), id="none"),
        pytest.param([countries(US)], Scope(frozenset({US})), id="one"),
        pytest.param([countries(US), countries(FR)], Scope(frozenset({US, FR})), id="two"),
        pytest.param([NOT_US_OR_FR, NOT_FR_OR_CN], Scope(frozenset({FR}), complement=True), id="all but two, twice"),
        pytest.param([NOT_US_OR_FR, countries(US)], Scope(frozenset({FR}), complement=True), id="all but two, and one"),
        pytest.param([countries(US), NOT_US_OR_FR], Scope(frozenset({FR}), complement=True), id="in either order"),
        pytest.param([None], EVERYTHING, id="everything"),
        pytest.param([None, countries(US)], EVERYTHING, id="everything with a part of it"),
        pytest.param([NOT_US_OR_FR, None], EVERYTHING, id="a part with everything"),
    ],
)
def test_all_the_countries_in_one_of_several(within: Sequence[Countries | None], whole: Scope) -> None:
    assert region(within, Moment(NOW, SCREENING, {}, Reference())) == whole

"""A completeness whose parts do not go together: which field is told, and nothing personal with it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

import pytest

from denizen.domain.claims import (
    Application,
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    Completeness,
    Control,
    ImmigrationCategory,
    ImmigrationStatus,
    Member,
    Naturalization,
    Ownership,
    Residence,
)
from denizen.domain.closed_sets import MOST_MEMBERS, closed_set
from denizen.domain.countries import Country
from denizen.domain.names import PrincipalName
from denizen.domain.wellformed import check_claim, references
from tests.unit.refusals.wording import said

US, FR, CA = (Country.of(code) for code in ("US", "FR", "CA"))
CITIZENSHIP, STATUS, OWNERSHIP = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS, ClaimKind.OWNERSHIP
RESIDENT, REFUGEE = ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.REFUGEE


def close(
    of: ClaimKind = CITIZENSHIP,
    countries: Iterable[Country] = (),
    besides: Iterable[Country] = (),
    categories: Iterable[ImmigrationCategory] = (),
    members: Sequence[Member] = (),
) -> Completeness:
    return closed_set(of, countries, besides, categories, members)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(
            lambda: close(ClaimKind.COMPLETENESS),
            "claim_kind: got 'COMPLETENESS', wanted the kind of the members: every other kind of claim",
            id="of completeness",
        ),
        pytest.param(
            lambda: close(countries=[US], besides=[FR]),
            "except_countries: got it together with countries, wanted one of the two",
            id="both scopes",
        ),
        pytest.param(
            lambda: close(OWNERSHIP, countries=[US]),
            "countries: got some, wanted none: OWNERSHIP speaks of no country",
            id="countries of owners",
        ),
        pytest.param(
            lambda: close(OWNERSHIP, besides=[US]),
            "except_countries: got some, wanted none: OWNERSHIP speaks of no country",
            id="other countries of owners",
        ),
        pytest.param(
            lambda: close(categories=[RESIDENT]),
            "categories: got some, wanted none: they are for IMMIGRATION_STATUS",
            id="categories of citizens",
        ),
        pytest.param(
            lambda: close(members=[Citizenship(US)] * (MOST_MEMBERS + 1)),
            "members: got 201, wanted at most 200",
            id="too many",
        ),
        pytest.param(
            lambda: close(members=[Citizenship(US), Citizenship(FR), Citizenship(US)]),
            "members[2]: got a member given twice, wanted each member once",
            id="one twice",
        ),
        pytest.param(
            lambda: close(members=[Residence(US)]),
            "members[0]: got 'RESIDENCE', wanted a claim of the kind CITIZENSHIP",
            id="of another kind",
        ),
        pytest.param(
            lambda: close(members=[Citizenship()]),
            "members[0].citizenship.country: got nothing, wanted a country",
            id="of no country",
        ),
        pytest.param(
            lambda: close(countries=[FR], members=[Citizenship(US)]),
            "members[0].citizenship: got a country out of scope, wanted a claim inside the scope",
            id="beside the countries",
        ),
        pytest.param(
            lambda: close(besides=[US], members=[Citizenship(US)]),
            "members[0].citizenship: got a country out of scope, wanted a claim inside the scope",
            id="of a country left out",
        ),
        pytest.param(
            lambda: close(STATUS, categories=[RESIDENT], members=[ImmigrationStatus(CA, REFUGEE)]),
            "members[0].immigration_status.category: got one out of scope, wanted a category in scope",
            id="beside the categories",
        ),
    ],
)
def test_a_set_that_contradicts_itself(made: Callable[[], Completeness], words: str) -> None:
    assert said(made) == words


def test_a_set_of_as_many_members_as_may_be() -> None:
    owners = [Ownership(PrincipalName(f"principals/p{number}"), Decimal("0.5")) for number in range(MOST_MEMBERS)]
    assert len(close(OWNERSHIP, members=owners).members) == MOST_MEMBERS


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        pytest.param(
            Citizenship(FR, CitizenshipClass.BNO),
            "citizenship.class: got a class of another country, wanted a class that the law of the country gives",
            id="a British class of France",
        ),
        pytest.param(
            ImmigrationStatus(CA, ImmigrationCategory.DACA),
            "immigration_status.country: got another country, wanted US: no other country has this category",
            id="an American status of Canada",
        ),
        pytest.param(
            ImmigrationStatus(None, ImmigrationCategory.DACA),
            "immigration_status.country: got nothing, wanted US: no other country has this category",
            id="an American status of no country",
        ),
        pytest.param(
            ImmigrationStatus(US, ImmigrationCategory.NONIMMIGRANT, "H-1B!"),
            "immigration_status.class_of_admission: got other text, "
            "wanted a class such as 'H-1B', at most 32 characters",
            id="no class of admission",
        ),
        pytest.param(
            Naturalization(US, date(2026, 1, 1), Application.APPLIED),
            "naturalization.applied_on: got nothing, wanted the date of the application as YYYY-MM-DD, with APPLIED",
            id="applied at no time",
        ),
        pytest.param(
            Naturalization(US, date(2026, 1, 1), Application.UNKNOWN, date(2026, 1, 2)),
            "naturalization.applied_on: got '2026-01-02', wanted nothing, unless the application is APPLIED",
            id="a date of no application",
        ),
        pytest.param(
            Residence(FR, "UA-43"),
            "residence.region: got another region, "
            "wanted a region of that country as ISO 3166-2 lists it, such as 'UA-43'",
            id="a region elsewhere",
        ),
        pytest.param(
            Control(), "control: got nothing, wanted at least one of controller, foreign and in_fact", id="no control"
        ),
    ],
)
def test_a_claim_whose_parts_do_not_belong_together(claim: Member, words: str) -> None:
    assert said(lambda: check_claim(claim, holds=True)) == words


def test_a_class_without_its_category_says_what_is_missing() -> None:
    claim = ImmigrationStatus(US, None, "H-1B")
    assert said(lambda: check_claim(claim, holds=False)) == (
        "immigration_status.class_of_admission: got it without a category, wanted the category to which it belongs"
    )


def test_where_a_claim_names_a_principal() -> None:
    boss = PrincipalName("principals/boss")
    assert list(references(Control(boss))) == [("control.controller", boss)]
    assert list(references(Control(foreign=True))) == []

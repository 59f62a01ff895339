"""Steps in words: how countries stand beside a noun, what a declaration covers, what it takes."""

from collections.abc import Sequence

import pytest

from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
    MajorityOwned,
    OrganisationClass,
    OrganisationClassification,
    Residence,
)
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.wording import (
    at_least,
    attest,
    declaration,
    elsewhere,
    place,
    revoke,
    supersede,
)
from denizen.domain.names import AttestationName, CountrySetName
from denizen.domain.reference import CountrySet, Reference
from denizen.domain.rules import Countries
from tests.unit.evaluation.builders import (
    AGENCY,
    BUREAU,
    CN,
    FR,
    HIGH,
    LOW,
    PERMANENT,
    SELF_DECLARED,
    US,
    citizen,
    countries,
    status,
)
from tests.unit.evaluation.builders import attest as attestation

ALLIES, OTHERS = CountrySetName("countrySets/allies"), CountrySetName("countrySets/others")
REFERENCE = Reference({ALLIES: CountrySet(ALLIES, "allies of ours"), OTHERS: CountrySet(OTHERS)})
NOT_US, NEITHER = Countries(excepted=frozenset({US})), Countries(excepted=frozenset({US, FR}))
AMONG_ALLIES = countries(sets=["allies"])


@pytest.mark.parametrize(
    ("where", "inside", "outside"),
    [
        pytest.param(countries(US), "US", "a country other than US", id="one"),
        pytest.param(countries(US, CN, FR), "CN, FR or US", "a country other than CN, FR or US", id="three"),
        pytest.param(
            AMONG_ALLIES,
            'a country of "allies of ours"',
            'a country other than those of "allies of ours"',
            id="a set by its title",
        ),
        pytest.param(
            countries(US, CN, sets=["others", "allies"]),
            'CN or US or a country of "allies of ours" or a country of countrySets/others',
            'a country other than CN, US, those of "allies of ours" or those of countrySets/others',
            id="countries and sets",
        ),
        pytest.param(
            countries(sets=["unknown"]),
            "a country of countrySets/unknown",
            "a country other than those of countrySets/unknown",
            id="a set that is not there",
        ),
        pytest.param(NOT_US, "a country other than US", "US", id="any but one"),
        pytest.param(NEITHER, "a country other than FR or US", "FR or US", id="any but two"),
    ],
)
def test_places(where: Countries, inside: str, outside: str) -> None:
    assert place(where, REFERENCE) == inside
    assert elsewhere(where, REFERENCE) == outside


FR_OR_CN, NO_ALLY = countries(FR, CN), 'citizenship of CN or FR and of a country other than those of "allies of ours"'
BNO = CitizenshipClass.BNO
GOVERNMENT = OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT, US)


@pytest.mark.parametrize(
    ("claim", "inside", "outside", "words"),
    [
        pytest.param(citizen(US), [countries(US)], [], "US citizenship", id="one country"),
        pytest.param(citizen(US), [countries(US, FR)], [], "FR or US citizenship", id="two countries"),
        pytest.param(citizen(US), [countries(US, FR, CN)], [], "citizenship of CN, FR or US", id="three countries"),
        pytest.param(citizen(US), [AMONG_ALLIES], [], 'citizenship of a country of "allies of ours"', id="a set"),
        pytest.param(
            citizen(US), [None, AMONG_ALLIES, countries(US)], [], "US citizenship", id="the plainest of several"
        ),
        pytest.param(citizen(FR), [], [countries(US)], "citizenship of a country other than US", id="elsewhere"),
        pytest.param(citizen(FR), [FR_OR_CN], [AMONG_ALLIES, countries(US)], NO_ALLY, id="of two, and not of a set"),
        pytest.param(citizen(FR), [None], [None, NOT_US], "citizenship of US", id="anywhere, and not anywhere else"),
        pytest.param(citizen(FR), [], [], "citizenship", id="anywhere"),
        pytest.param(Citizenship(US, BNO), [], [], "citizenship of the class BNO", id="a class"),
        pytest.param(Residence(FR), [AMONG_ALLIES], [], 'residence in a country of "allies of ours"', id="in a place"),
        pytest.param(
            Incorporation(FR), [], [countries(US)], "incorporation in a country other than US", id="not there"
        ),
        pytest.param(status(PERMANENT), [countries(US)], [], "US permanent residence", id="a status"),
        pytest.param(
            status(ImmigrationCategory.RESIDENCE_PERMIT, FR),
            [],
            [countries(US)],
            "residence permit of a country other than US",
            id="a status without its article",
        ),
        pytest.param(
            status(ImmigrationCategory.RIGHT_OF_ABODE, FR),
            [NOT_US],
            [],
            "right of abode of a country other than US",
            id="a status without the",
        ),
        pytest.param(
            ImmigrationStatus(FR), [countries(US)], [], "US immigration status", id="a status without a category"
        ),
        pytest.param(
            GOVERNMENT,
            [countries(US)],
            [],
            "that the organisation is a foreign government of US",
            id="a class of organisation",
        ),
        pytest.param(
            OrganisationClassification(None, US), [], [], "class of organisation", id="no class of organisation"
        ),
        pytest.param(MajorityOwned(US), [countries(US)], [], "majority ownership by nationals of US", id="nationals"),
    ],
)
def test_what_is_to_be_attested(
    claim: Claim, inside: Sequence[Countries | None], outside: Sequence[Countries | None], words: str
) -> None:
    assert attest(claim, inside, outside, REFERENCE) == words


def closed(of: ClaimKind = ClaimKind.CITIZENSHIP, **scope: object) -> Completeness:
    return Completeness(of, **scope)  # type: ignore[arg-type] # a part of a scope, by its name


IN_US = frozenset({US})
ONE, TWO, THREE = (AttestationName(f"a/{n}") for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("claim", "within", "aside", "words"),
    [
        pytest.param(closed(), [None], [], "the citizenships on file are all: none", id="everything, and nothing"),
        pytest.param(
            closed(members=frozenset({citizen(US)})),
            [countries(US)],
            [],
            "the citizenships on file are all",
            id="everything",
        ),
        pytest.param(
            closed(countries=IN_US),
            [countries(US)],
            [],
            "the US citizenships on file are all: none",
            id="of one country",
        ),
        pytest.param(
            closed(countries=IN_US),
            [countries(US), countries(FR, CN)],
            [],
            "the citizenships of US or CN or FR on file are all: none",
            id="of one and of two",
        ),
        pytest.param(
            closed(countries=IN_US),
            [AMONG_ALLIES],
            [],
            'the citizenships of a country of "allies of ours" on file are all: none',
            id="of a set",
        ),
        pytest.param(
            closed(except_countries=IN_US),
            [NOT_US],
            [],
            "the citizenships of a country other than US on file are all: none",
            id="of any but one",
        ),
        pytest.param(
            closed(ClaimKind.RESIDENCE, countries=IN_US),
            [NOT_US, None],
            [],
            "the residences in a country other than US on file are all: none",
            id="in a place",
        ),
        pytest.param(
            closed(ClaimKind.MAJORITY_OWNED, countries=IN_US),
            [countries(US)],
            [],
            "the majority ownerships by nationals of US on file are all: none",
            id="by nationals",
        ),
        pytest.param(
            closed(ClaimKind.IMMIGRATION_STATUS, categories=frozenset({ImmigrationCategory.CAT, PERMANENT})),
            [None],
            [],
            "the immigration statuses on file are all as to permanent residence or protection under the Convention"
            " Against Torture: none",
            id="of two categories, in their order",
        ),
        pytest.param(closed(), [None], [ONE], "the citizenships on file, a/1 aside, are all: none", id="one aside"),
        pytest.param(
            closed(),
            [None],
            [ONE, TWO, THREE],
            "the citizenships on file, a/1, a/2 and a/3 aside, are all: none",
            id="three aside",
        ),
    ],
)
def test_what_is_to_be_declared(
    claim: Completeness, within: Sequence[Countries | None], aside: Sequence[AttestationName], words: str
) -> None:
    assert declaration(claim, within, REFERENCE, aside) == words


@pytest.mark.parametrize(
    ("bar", "words"),
    [
        pytest.param(Requirement(SELF_DECLARED), "", id="anybody's word"),
        pytest.param(Requirement(LOW), " at LOW or better", id="a level"),
        pytest.param(Requirement(SELF_DECLARED, frozenset({BUREAU})), f" by {BUREAU}", id="an issuer"),
        pytest.param(
            Requirement(HIGH, frozenset({BUREAU, AGENCY})), f" at HIGH or better by {AGENCY} or {BUREAU}", id="both"
        ),
    ],
)
def test_what_it_takes(bar: Requirement, words: str) -> None:
    assert at_least(bar) == words
    on_file = attestation(citizen(US), id="a/1")
    assert supersede(on_file, "again,", bar) == f"supersede a/1: {'again,' + words if words else 'again'}"
    assert supersede(on_file, "such as MX,", bar) == f"supersede a/1: such as MX{',' + words if words else ''}"
    assert revoke(on_file) == "revoke a/1 if it is the one that is wrong"

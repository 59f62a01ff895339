"""Dated country sets with their aliases, and what a leaf rests on."""

import pytest

from denizen.domain.claims import (
    CitizenshipClass,
    ClaimKind,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Truth
from denizen.domain.intervals import Interval
from denizen.domain.reference import Alias, CountrySet, Membership, Reference
from denizen.domain.rules import (
    AnyOf,
    CitizenOf,
    Countries,
)
from tests.unit.evaluation.builders import (
    CN,
    DE,
    FALSE,
    FR,
    GB,
    HK,
    SELF_DECLARED,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    day,
    deny,
    found,
    only,
    value,
)

CITIZENSHIP, STATUS = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS
AMERICAN, FRENCH = CitizenOf(countries(US)), CitizenOf(countries(FR))
BNO = CitizenshipClass.BNO
AS_BNO = CitizenOf(countries(GB), frozenset((BNO,)))


def members(*found: Membership, aliases: tuple[Alias, ...] = ()) -> Reference:
    name = next(iter(countries(sets=["a"]).sets))
    return Reference({name: CountrySet(name, members=found, aliases=aliases)})


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2020-12-22", UNKNOWN), ("2020-12-23", TRUE), ("2023-12-31", TRUE), ("2024-01-01", UNKNOWN)],
)
def test_a_country_counts_as_another_for_a_time(at: str, expected: Truth) -> None:
    alias = Alias(HK, CN, Interval(day("2020-12-23"), day("2024")))
    reference = members(Membership(CN), aliases=(alias,))
    asked = CitizenOf(countries(sets=["a"]))
    assert value(asked, ada(attest(citizen(HK))), reference=reference, at=day(at)) is expected
    assert value(asked, ada(attest(citizen(CN))), reference=reference, at=day(at)) is TRUE


def test_an_alias_of_no_member_counts_for_nothing() -> None:
    reference = members(Membership(CN, Interval(None, day("2020"))), aliases=(Alias(HK, CN),))
    assert value(CitizenOf(countries(sets=["a"])), ada(*only(citizen(HK))), reference=reference) is FALSE


def test_codes_and_sets_add_up() -> None:
    rule = CitizenOf(countries(US, sets=["a"]))
    for each, expected in ((US, TRUE), (CN, TRUE), (FR, FALSE)):
        assert value(rule, ada(*only(citizen(each))), reference=members(Membership(CN))) is expected


def test_each_leaf_asks_for_its_own_sets() -> None:
    names = [next(iter(countries(sets=[each]).sets)) for each in "ab"]
    reference = Reference(
        {each: CountrySet(each, members=(Membership(one),)) for each, one in zip(names, (FR, CN), strict=True)}
    )
    rule = AnyOf(tuple(CitizenOf(countries(sets=[each])) for each in "ab"))
    tree = found(rule, ada(*only(citizen(CN))), reference=reference)
    assert [each.value for each in tree.children] == [FALSE, TRUE]


def test_every_country_but_some() -> None:
    rule = CitizenOf(Countries(excepted=frozenset((US, FR))))
    for each, expected in ((US, FALSE), (FR, FALSE), (Country.of("BR"), TRUE)):
        assert value(rule, ada(*only(citizen(each)))) is expected


def test_what_it_rests_on() -> None:
    facts = ada(
        attest(citizen(FR), id="french"),
        attest(citizen(US), SELF_DECLARED, id="declared"),
        attest(closed(CITIZENSHIP, citizen(FR)), id="all"),
        attest(closed(STATUS), id="unrelated"),
    )
    assert found(FRENCH, facts).rests_on == ("principals/ada/attestations/french",)
    german = found(CitizenOf(countries(DE)), facts)
    assert german.rests_on == ("principals/ada/attestations/all", "principals/ada/attestations/french")
    contested = found(AMERICAN, ada(attest(citizen(US), id="claim"), deny(citizen(US), id="denial")))
    assert contested.rests_on == ("principals/ada/attestations/claim",)
    unsure = found(AS_BNO, ada(attest(citizen(GB, UNSPECIFIED), id="unsure")))
    assert unsure.rests_on == ("principals/ada/attestations/unsure",)

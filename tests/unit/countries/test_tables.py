"""The tables of country codes, held against the registry that they rest on."""

from collections import Counter

import pycountry
import pytest

from denizen.domain.countries import (
    Country,
    System,
    fips_10_4,
    iso_3166,
    normalize,
    usages,
)
from denizen.domain.countries.meaning import Meaning
from tests.unit.countries.test_normalize import LISTED


def test_reused_codes_are_those_that_named_two_countries() -> None:
    """BY stayed with Belarus; AN, SU and the like went to nobody else."""
    times = Counter(entry.alpha_2 for entry in pycountry.historic_countries)
    today = {entry.alpha_2 for entry in pycountry.countries} - {"BY"}
    assert set(iso_3166.REUSED) == {code for code in times if times[code] > 1 or code in today}


def test_a_former_country_has_one_heir_or_is_divided_or_is_explained() -> None:
    for entry in pycountry.historic_countries:
        heirless = iso_3166.heir(entry.alpha_4) is None
        divided = entry.alpha_4 in iso_3166.DIVIDED
        assert heirless == (divided or entry.alpha_4 in {"SUHH", "YUCS", "NTHH"}), entry.alpha_4


def test_tables_of_exceptions_name_entries_that_exist() -> None:
    former = {entry.alpha_4 for entry in pycountry.historic_countries}
    assert set(iso_3166.DIVIDED) <= former
    assert set(iso_3166.FORMER_NOTES) <= former


def test_no_reserved_code_is_assigned() -> None:
    assert not LISTED[System.ISO2] & (set(iso_3166.RESERVED) | set(usages.EU) | set(usages.USER_ASSIGNED))


def test_fips_reaches_every_country_but_those_it_never_listed() -> None:
    reached = {normalize(code, System.FIPS10_4).place for code in LISTED[System.FIPS10_4]}
    never = {"AX", "BQ"}  # no codes apart from Finland and the Netherlands
    assert reached - {None} == {Country.of(code) for code in (LISTED[System.ISO2] | {"XK"}) - never}


def test_fips_gives_no_country_two_codes_except_by_its_parts_and_its_past() -> None:
    places = Counter(m.place for m in fips_10_4.FIPS_10_4.values() if m == Meaning(m.place))
    assert places.most_common(1)[0][1] == 1
    assert len(fips_10_4.FIPS_10_4) == 276


@pytest.mark.parametrize(
    ("system", "code", "words"),
    [
        (System.ICAO_MRZ, "CHN", "Hong Kong"),
        (System.ICAO_MRZ, "USA", "endorsement 09"),
        (System.ICAO_MRZ, "XPO", "issuer, not a nationality"),
        (System.ISO2_REUSED, "GE", "Georgia"),
        (System.ISO3166_3, "SUN", "no automatic successor"),
        (System.FIPS10_4, "JN", "Jan Mayen, part of SJ"),
    ],
)
def test_a_note_says_what_a_reader_must_know(system: System, code: str, words: str) -> None:
    assert words in normalize(code, system).note


@pytest.mark.parametrize(("system", "code"), [(System.ISO3166_3, "DDR"), (System.ISO2, "FR"), (System.ISO3, "CYM")])
def test_most_codes_need_no_note(system: System, code: str) -> None:
    assert normalize(code, system).note == ""

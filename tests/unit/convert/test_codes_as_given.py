"""Countries of claims, as their source wrote them."""

from typing import Any

import pytest

from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Residence,
)
from denizen.domain.countries import Country
from tests.unit.convert.messages import submission
from tests.unit.convert.test_claims import GB, US, citizenship, closed, refusal, status


def given(code: str, system: str) -> dict[str, Any]:
    return {"country_as_given": {"code": code, "system": f"COUNTRY_CODE_SYSTEM_{system}"}}


@pytest.mark.parametrize("code", ["HK", "MO", "TW", "PS", "EH", "XK"])
def test_citizenship_of_what_does_not_fold(code: str) -> None:
    made = submission(citizenship(code))
    assert (made.claim, made.country_as_given) == (Citizenship(Country.of(code)), None)


def test_a_place_keeps_its_own_code() -> None:
    assert submission({"residence": {"country": "PR"}}).claim == Residence(Country.of("PR"))


@pytest.mark.parametrize(
    ("claim", "read"),
    [
        pytest.param(citizenship(**given("D", "ICAO_MRZ")), Citizenship(Country.of("DE")), id="fills the country"),
        pytest.param(citizenship("DE", **given("D", "ICAO_MRZ")), Citizenship(Country.of("DE")), id="agrees"),
        pytest.param(
            citizenship(**given("GBN", "ICAO_MRZ")), Citizenship(GB, CitizenshipClass.BNO), id="fills the class"
        ),
        pytest.param(
            citizenship("GB", "BNO", **given("GBN", "ICAO_MRZ")), Citizenship(GB, CitizenshipClass.BNO), id="same class"
        ),
        pytest.param(citizenship("AS", **given("ASM", "ISO3")), Citizenship(US), id="both fold to the sovereign"),
        pytest.param({"residence": {}, **given("PRI", "ISO3")}, Residence(Country.of("PR")), id="a place is itself"),
    ],
)
def test_a_code_as_given_fills_what_is_left_out(claim: dict[str, Any], read: object) -> None:
    made = submission(claim)
    assert made.claim == read
    assert made.country_as_given is not None
    assert made.country_as_given.raw == claim["country_as_given"]["code"]


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        pytest.param(citizenship("FR", **given("D", "ICAO_MRZ")), "country_as_given", id="another country"),
        pytest.param(citizenship("GB", "BPP", **given("GBN", "ICAO_MRZ")), "country_as_given", id="another class"),
        pytest.param({"residence": {"country": "US"}, **given("PRI", "ISO3")}, "country_as_given", id="another place"),
        pytest.param(citizenship(**given("ZZZ", "ICAO_MRZ")), "country_as_given.code", id="unlisted"),
        pytest.param(citizenship(**given("", "ICAO_MRZ")), "country_as_given.code", id="no code"),
        pytest.param(citizenship(**given("D", "UNSPECIFIED")), "country_as_given.system", id="no system"),
        pytest.param({"statelessness": {}, **given("D", "ICAO_MRZ")}, "country_as_given", id="a claim of no country"),
        pytest.param({**closed(), **given("D", "ICAO_MRZ")}, "country_as_given", id="a set"),
    ],
)
def test_a_code_as_given_that_does_not_fit(claim: dict[str, Any], field: str) -> None:
    assert refusal(claim).field == f"attestation.claim.{field}"


@pytest.mark.parametrize(
    ("code", "system", "instead"),
    [
        pytest.param("XXA", "ICAO_MRZ", "statelessness", id="stateless"),
        pytest.param("XXB", "ICAO_MRZ", "immigration_status", id="refugee"),
        pytest.param("XXX", "ICAO_MRZ", "nothing to attest", id="not said"),
        pytest.param("UTO", "ICAO_MRZ", "specimen", id="specimen"),
        pytest.param("UNO", "ICAO_MRZ", "organisation", id="laissez-passer"),
        pytest.param("UNK", "ICAO_MRZ", "residence", id="Kosovo under UNMIK"),
        pytest.param("SU", "ISO2_RESERVED", "country of today", id="dissolved"),
        pytest.param("CS", "ISO2_REUSED", "more than one", id="ambiguous"),
    ],
)
def test_a_code_of_no_country_says_what_to_attest_instead(code: str, system: str, instead: str) -> None:
    error = refusal(citizenship(**given(code, system)))
    assert error.field == "attestation.claim.country_as_given.code"
    assert instead in error.wanted


@pytest.mark.parametrize(
    "claim",
    [
        citizenship("QQQ"),
        citizenship("IR", **given("IRQ", "ICAO_MRZ")),
        citizenship("IR", "BNO"),
        citizenship(**given("QQQ", "ICAO_MRZ")),
        citizenship(**given("XXA", "ICAO_MRZ")),
        status("DACA", country="IR"),
        status("NONIMMIGRANT", country="QQQ"),
        closed(countries=["QQQ"]),
        closed(countries=["FR"], members=[citizenship("IR")]),
    ],
    ids=str,
)
def test_no_refusal_shows_a_nationality(claim: dict[str, Any]) -> None:
    message = refusal(claim).message
    assert not any(code in message for code in ("QQQ", "IR ", "'IR", "IRQ", "XXA", "Iran", "BNO"))

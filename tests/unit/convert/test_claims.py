"""What a claim may and may not say."""

from typing import Any

import pytest

from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Ownership,
    Residence,
)
from denizen.domain.closed_sets import MOST_MEMBERS
from denizen.domain.countries import Country, Kind, System
from denizen.domain.errors import InvalidError
from tests.unit.convert.messages import submission

US, GB = Country.of("US"), Country.of("GB")


def refusal(claim: dict[str, Any], **changes: Any) -> InvalidError:
    with pytest.raises(InvalidError) as raised:
        submission(claim, **changes)
    return raised.value


def status(category: str | None = None, **fields: Any) -> dict[str, Any]:
    named = {"category": f"IMMIGRATION_CATEGORY_{category}"} if category else {}
    return {"immigration_status": {**named, **fields}}


def citizenship(country: str = "", klass: str = "UNSPECIFIED", **beside: Any) -> dict[str, Any]:
    return {"citizenship": {"country": country, "class": f"CITIZENSHIP_CLASS_{klass}"}, **beside}


def closed(of: str = "CITIZENSHIP", **fields: Any) -> dict[str, Any]:
    return {"completeness": {"claim_kind": f"CLAIM_KIND_{of}", **fields}}


def given(code: str, system: str) -> dict[str, Any]:
    return {"country_as_given": {"code": code, "system": f"COUNTRY_CODE_SYSTEM_{system}"}}


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        pytest.param({}, "", id="no claim"),
        pytest.param(citizenship(), "citizenship.country", id="citizenship of no country"),
        pytest.param(status(country="US"), "immigration_status.category", id="status of no category"),
        pytest.param({"residence": {}}, "residence.country", id="residence nowhere"),
        pytest.param({"lawful_presence": {}}, "lawful_presence.country", id="presence nowhere"),
        pytest.param({"incorporation": {}}, "incorporation.country", id="incorporated nowhere"),
        pytest.param({"principal_place": {}}, "principal_place.country", id="no principal place"),
        pytest.param({"headquarters": {}}, "headquarters.country", id="no headquarters"),
        pytest.param({"establishment": {}}, "establishment.country", id="established nowhere"),
        pytest.param({"equity_market": {}}, "equity_market.country", id="traded nowhere"),
        pytest.param({"majority_owned": {}}, "majority_owned.by", id="owned by nobody"),
        pytest.param({"affiliation": {"organisation": "principals/acme"}}, "affiliation.kind", id="no kind of bond"),
        pytest.param(
            {"affiliation": {"kind": "AFFILIATION_KIND_AGENT"}}, "affiliation.organisation", id="agent of nobody"
        ),
        pytest.param({"branch_of": {}}, "branch_of.organisation", id="branch of nobody"),
        pytest.param({"ultimate_parent": {}}, "ultimate_parent", id="neither a parent nor none"),
        pytest.param({"ownership": {"percent": "5"}}, "ownership.owner", id="no owner"),
        pytest.param({"ownership": {"owner": "principals/acme"}}, "ownership.percent", id="no share"),
        pytest.param({"control": {}}, "control", id="no control"),
        pytest.param({"organisation_class": {}}, "organisation_class.class", id="no class of organisation"),
        pytest.param({"acts_for": {}}, "acts_for.principal", id="acts for nobody"),
        pytest.param({"naturalization": {"eligible_on": "2026-01-01"}}, "naturalization.country", id="of no country"),
        pytest.param({"naturalization": {"country": "US"}}, "naturalization.eligible_on", id="eligible at no time"),
        pytest.param({"completeness": {}}, "completeness.claim_kind", id="a set of nothing in particular"),
    ],
)
def test_a_claim_that_holds_says_what_its_kind_needs(claim: dict[str, Any], field: str) -> None:
    error = refusal(claim)
    assert error.field == f"attestation.claim.{field}".rstrip(".")
    assert "got nothing" in error.message


@pytest.mark.parametrize(
    "claim",
    [
        citizenship(),
        citizenship(klass="BNO"),
        status(),
        status("DACA"),
        {"naturalization": {}},
        {"residence": {}},
        {"affiliation": {}},
        {"ultimate_parent": {}},
        {"ownership": {"owner": "principals/acme"}},
        {"control": {}},
        {"organisation_class": {}},
        {"acts_for": {}},
    ],
    ids=str,
)
def test_a_claim_that_does_not_hold_may_mean_all_values(claim: dict[str, Any]) -> None:
    assert submission(claim, does_not_hold=True).holds is False


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        pytest.param(citizenship("ZZ"), "citizenship.country", id="unlisted country"),
        pytest.param(citizenship("us"), "citizenship.country", id="lower case"),
        pytest.param(citizenship("USA"), "citizenship.country", id="another system"),
        pytest.param(citizenship("FR", "BNO"), "citizenship.class", id="a British class of France"),
        pytest.param(citizenship("GB", "NONCITIZEN_NATIONAL"), "citizenship.class", id="an American class of Britain"),
        pytest.param(status("DACA"), "immigration_status.country", id="an American status of no country"),
        pytest.param(status("DACA", country="CA"), "immigration_status.country", id="an American status of Canada"),
        pytest.param(
            status("NONIMMIGRANT", class_of_admission="x" * 33),
            "immigration_status.class_of_admission",
            id="long class",
        ),
        pytest.param({"residence": {"country": "UA", "region": "US-CA"}}, "residence.region", id="a region elsewhere"),
        pytest.param({"residence": {"country": "UA", "region": "UA-00"}}, "residence.region", id="an unlisted region"),
        pytest.param(
            {"naturalization": {"country": "US", "eligible_on": "2026-02-30"}},
            "naturalization.eligible_on",
            id="no such day",
        ),
        pytest.param(
            {"naturalization": {"country": "US", "eligible_on": "20260228"}},
            "naturalization.eligible_on",
            id="another way of writing dates",
        ),
        pytest.param(
            {
                "naturalization": {
                    "country": "US",
                    "eligible_on": "2026-01-01",
                    "application": "NATURALIZATION_APPLICATION_APPLIED",
                }
            },
            "naturalization.applied_on",
            id="applied at no time",
        ),
        pytest.param(
            {"naturalization": {"country": "US", "eligible_on": "2026-01-01", "applied_on": "2026-01-02"}},
            "naturalization.applied_on",
            id="a date of no application",
        ),
        pytest.param(
            {"ultimate_parent": {"organisation": "principals/acme", "none": True}},
            "ultimate_parent.none",
            id="a parent and none",
        ),
        pytest.param({"branch_of": {"organisation": "acme"}}, "branch_of.organisation", id="not a name"),
        pytest.param(
            {"branch_of": {"organisation": "principals/alice"}}, "branch_of.organisation", id="its own branch"
        ),
        pytest.param({"acts_for": {"principal": "principals/alice"}}, "acts_for.principal", id="acts for itself"),
    ],
)
def test_a_claim_whose_parts_do_not_fit(claim: dict[str, Any], field: str) -> None:
    assert refusal(claim).field == f"attestation.claim.{field}"


@pytest.mark.parametrize("text", ["0", "-1", "100.000001", "1e1", "5%", "033", "33.3333333", " 5", "5.", "NaN", "１"])
def test_a_share_is_a_plain_decimal_above_0_and_at_most_100(text: str) -> None:
    claim = {"ownership": {"owner": "principals/acme", "percent": text}}
    assert refusal(claim).field == "attestation.claim.ownership.percent"


@pytest.mark.parametrize(
    ("text", "kept"), [("50", "50"), ("50.10", "50.1"), ("0.000001", "0.000001"), ("100.0", "100")]
)
def test_a_share_is_kept_exactly(text: str, kept: str) -> None:
    claim = submission({"ownership": {"owner": "principals/acme", "percent": text}}).claim
    assert isinstance(claim, Ownership)
    assert str(claim.percent) == kept


# Territories


def test_citizenship_folds_to_the_sovereign_and_the_code_is_kept() -> None:
    made = submission(citizenship("AS"))
    assert made.claim == Citizenship(US)
    assert made.country_as_given is not None
    assert (made.country_as_given.raw, made.country_as_given.system) == ("AS", System.ISO2)
    assert made.country_as_given.kind is Kind.US_OUTLYING_POSSESSION


@pytest.mark.parametrize("code", ["HK", "MO", "TW", "PS", "EH", "XK"])
def test_citizenship_of_what_does_not_fold(code: str) -> None:
    made = submission(citizenship(code))
    assert (made.claim, made.country_as_given) == (Citizenship(Country.of(code)), None)


def test_a_place_keeps_its_own_code() -> None:
    assert submission({"residence": {"country": "PR"}}).claim == Residence(Country.of("PR"))


# Codes as their source wrote them


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


# Sets


def test_a_set_with_its_scope() -> None:
    claim = closed("IMMIGRATION_STATUS", countries=["US"], categories=["IMMIGRATION_CATEGORY_ASYLEE"])
    claim["completeness"]["members"] = [status("ASYLEE", country="US")]
    read = submission(claim).claim
    assert isinstance(read, Completeness)
    assert read.members == {ImmigrationStatus(US, ImmigrationCategory.ASYLEE)}
    assert (read.countries, read.categories) == (frozenset({US}), frozenset({ImmigrationCategory.ASYLEE}))


def test_a_set_of_citizenships_is_of_sovereigns() -> None:
    read = submission(closed(countries=["PR"], members=[citizenship("GU")])).claim
    assert isinstance(read, Completeness)
    assert (read.countries, read.members) == (frozenset({US}), frozenset({Citizenship(US)}))


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        pytest.param(closed("COMPLETENESS"), "claim_kind", id="a set of sets"),
        pytest.param(closed(countries=["US"], except_countries=["FR"]), "except_countries", id="two scopes"),
        pytest.param(closed("STATELESSNESS", countries=["US"]), "countries", id="countries of what has none"),
        pytest.param(
            closed("AFFILIATION", except_countries=["US"]), "except_countries", id="exceptions of what has none"
        ),
        pytest.param(closed(countries=["ZZ"]), "countries[0]", id="unlisted country"),
        pytest.param(closed(countries=["US", ""]), "countries[1]", id="empty country"),
        pytest.param(closed(categories=["IMMIGRATION_CATEGORY_TPS"]), "categories", id="categories of citizenships"),
        pytest.param(
            closed("IMMIGRATION_STATUS", categories=["IMMIGRATION_CATEGORY_UNSPECIFIED"]),
            "categories[0]",
            id="no category",
        ),
        pytest.param(closed(members=[{}]), "members[0]", id="an empty member"),
        pytest.param(closed(members=[status("TPS", country="US")]), "members[0]", id="a member of another kind"),
        pytest.param(
            closed(members=[citizenship("US"), citizenship()]), "members[1].citizenship.country", id="half a member"
        ),
        pytest.param(closed(members=[citizenship("US"), citizenship("PR")]), "members[1]", id="one member twice"),
        pytest.param(
            closed(countries=["US"], members=[citizenship("FR")]), "members[0].citizenship", id="out of the countries"
        ),
        pytest.param(
            closed(except_countries=["FR"], members=[citizenship("FR")]),
            "members[0].citizenship",
            id="excepted country",
        ),
        pytest.param(
            closed(
                "IMMIGRATION_STATUS",
                categories=["IMMIGRATION_CATEGORY_TPS"],
                members=[status("ASYLEE", country="US")],
            ),
            "members[0].immigration_status.category",
            id="out of the categories",
        ),
        pytest.param(closed(members=[closed()]), "members[0]", id="a set in a set"),
        pytest.param(
            closed(members=[citizenship(**given("D", "ICAO_MRZ"))]),
            "members[0].country_as_given",
            id="a member as its source wrote it",
        ),
        pytest.param(
            closed("OWNERSHIP", members=[{"ownership": {"owner": "principals/alice", "percent": "5"}}]),
            "members",
            id="the subject itself",
        ),
        pytest.param(closed(members=[citizenship("US")] * (MOST_MEMBERS + 1)), "members", id="too many"),
    ],
)
def test_a_set_that_does_not_hold_together(claim: dict[str, Any], field: str) -> None:
    assert refusal(claim).field == f"attestation.claim.completeness.{field}"


def test_a_set_cannot_be_denied() -> None:
    assert refusal(closed(), does_not_hold=True).field == "attestation.does_not_hold"

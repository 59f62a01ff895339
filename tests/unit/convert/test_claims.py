"""What a claim may and may not say."""

from typing import Any

import pytest

from denizen.domain.claims import (
    Citizenship,
    Ownership,
)
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


def closed(of: str = "CITIZENSHIP", **fields: Any) -> dict[str, Any]:
    return {"completeness": {"claim_kind": f"CLAIM_KIND_{of}", **fields}}


def citizenship(country: str = "", klass: str = "UNSPECIFIED", **beside: Any) -> dict[str, Any]:
    return {"citizenship": {"country": country, "class": f"CITIZENSHIP_CLASS_{klass}"}, **beside}


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


def test_citizenship_folds_to_the_sovereign_and_the_code_is_kept() -> None:
    made = submission(citizenship("AS"))
    assert made.claim == Citizenship(US)
    assert made.country_as_given is not None
    assert (made.country_as_given.raw, made.country_as_given.system) == ("AS", System.ISO2)
    assert made.country_as_given.kind is Kind.US_OUTLYING_POSSESSION

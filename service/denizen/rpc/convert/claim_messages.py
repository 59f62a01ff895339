"""Claims into messages."""

from typing import Any

from denizen.domain.claims import (
    ActsFor,
    Affiliation,
    BranchOf,
    Citizenship,
    Claim,
    Completeness,
    Control,
    EquityMarket,
    Establishment,
    Headquarters,
    ImmigrationStatus,
    Incorporation,
    LawfulPresence,
    MajorityOwned,
    Naturalization,
    OrganisationClassification,
    Ownership,
    PrincipalPlace,
    Residence,
    Statelessness,
    UltimateParent,
)
from denizen.domain.countries import Normalized
from denizen.rpc.convert.countries import write_given, written, written_all
from denizen.rpc.convert.enums import AFFILIATION, APPLICATION, CATEGORY, CITIZENSHIP, CLAIM, ORGANISATION
from denizen.rpc.convert.percents import write_percent
from denizen.v1 import claim_pb2 as pb


def write_claim(claim: Claim, given: Normalized | None = None, *, holds: bool = True) -> pb.Claim:
    """The claim as a message, with the country code that its source wrote."""
    return pb.Claim(**claim_fields(claim, holds=holds), country_as_given=write_given(given))


def claim_fields(claim: Claim, *, holds: bool = True) -> dict[str, Any]:
    """The fields of the claim's message, by name."""
    return {claim.kind.value: _value(claim, holds=holds)}


def _value(claim: Claim, *, holds: bool) -> dict[str, Any]:
    match claim:
        case Citizenship(country, klass):
            return {"country": written(country), "class": CITIZENSHIP.write(klass)}
        case ImmigrationStatus(country, category, admission):
            told = {} if category is None else {"category": CATEGORY.write(category)}
            return {"country": written(country), "class_of_admission": admission or "", **told}
        case Statelessness():
            return {}
        case Naturalization():
            return _naturalization(claim)
        case Residence(country, region):
            return {"country": written(country), "region": region or ""}
        case (
            LawfulPresence(country)
            | Incorporation(country)
            | PrincipalPlace(country)
            | Headquarters(country)
            | Establishment(country)
            | EquityMarket(country)
        ):
            return {"country": written(country)}
        case Affiliation(role, organisation):
            told = {} if role is None else {"kind": AFFILIATION.write(role)}
            return {"organisation": organisation or "", **told}
        case BranchOf(organisation):
            return {"organisation": organisation or ""}
        case UltimateParent(organisation):
            return {"organisation": organisation or "", "none": holds and organisation is None}
        case Ownership(owner, percent):
            return {"owner": owner or "", "percent": "" if percent is None else write_percent(percent)}
        case MajorityOwned(country):
            return {"by": written(country)}
        case Control(controller, foreign, in_fact):
            return {"controller": controller or "", "foreign": foreign, "in_fact": in_fact}
        case OrganisationClassification(klass, country):
            told = {} if klass is None else {"class": ORGANISATION.write(klass)}
            return {"country": written(country), **told}
        case ActsFor(principal):
            return {"principal": principal or ""}
        case Completeness():
            return _completeness(claim)


def _naturalization(claim: Naturalization) -> dict[str, Any]:
    return {
        "country": written(claim.country),
        "eligible_on": "" if claim.eligible_on is None else claim.eligible_on.isoformat(),
        "application": APPLICATION.write(claim.application),
        "applied_on": "" if claim.applied_on is None else claim.applied_on.isoformat(),
    }


def _completeness(claim: Completeness) -> dict[str, Any]:
    members = [write_claim(member) for member in claim.members]
    return {
        "claim_kind": CLAIM.write(claim.of),
        "countries": written_all(claim.countries or ()),
        "except_countries": written_all(claim.except_countries),
        "categories": sorted(CATEGORY.write(category) for category in claim.categories or ()),
        # A set has no order of its own; the answer to a repetition has to be the same, byte for byte.
        "members": sorted(members, key=lambda member: member.SerializeToString(deterministic=True)),
    }

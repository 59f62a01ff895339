"""What a claim has to say before it can be attested. A refusal names the field from the claim's kind on."""

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pycountry

from denizen.domain.claims import (
    ABOUT_ORGANISATIONS,
    ABOUT_PERSONS,
    US_ONLY,
    ActsFor,
    Affiliation,
    Application,
    BranchOf,
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    Control,
    EquityMarket,
    Establishment,
    Headquarters,
    ImmigrationStatus,
    Incorporation,
    LawfulPresence,
    MajorityOwned,
    Member,
    Naturalization,
    OrganisationClassification,
    Ownership,
    PrincipalPlace,
    Residence,
    UltimateParent,
)
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.refusals import Withheld, inside

_COUNTRY = ("country", "country", "a country")
_PRINCIPAL = "principals/{principal}"
_REQUIRED: dict[ClaimKind, tuple[tuple[str, str, str], ...]] = {
    ClaimKind.CITIZENSHIP: (_COUNTRY,),
    ClaimKind.IMMIGRATION_STATUS: (("category", "category", "a category, such as PERMANENT_RESIDENT"),),
    ClaimKind.STATELESSNESS: (),
    ClaimKind.NATURALIZATION: (_COUNTRY, ("eligible_on", "eligible_on", "a date as YYYY-MM-DD")),
    ClaimKind.RESIDENCE: (_COUNTRY,),
    ClaimKind.LAWFUL_PRESENCE: (_COUNTRY,),
    ClaimKind.AFFILIATION: (
        ("role", "kind", "a kind of affiliation, such as EMPLOYEE"),
        ("organisation", "organisation", _PRINCIPAL),
    ),
    ClaimKind.INCORPORATION: (_COUNTRY,),
    ClaimKind.PRINCIPAL_PLACE: (_COUNTRY,),
    ClaimKind.HEADQUARTERS: (_COUNTRY,),
    ClaimKind.BRANCH_OF: (("organisation", "organisation", _PRINCIPAL),),
    ClaimKind.ULTIMATE_PARENT: (),  # none is a value of it
    ClaimKind.OWNERSHIP: (("owner", "owner", _PRINCIPAL), ("percent", "percent", "a percentage, such as '33.34'")),
    ClaimKind.MAJORITY_OWNED: (("country", "by", "a country"),),
    ClaimKind.CONTROL: (),  # at least one of three, see below
    ClaimKind.ESTABLISHMENT: (_COUNTRY,),
    ClaimKind.EQUITY_MARKET: (_COUNTRY,),
    ClaimKind.ORGANISATION_CLASS: (("klass", "class", "a class of organisation"),),
    ClaimKind.COMPLETENESS: (),
    ClaimKind.ACTS_FOR: (("principal", "principal", _PRINCIPAL),),
}
"""What a claim that holds cannot do without: attribute, field of the message, what is wanted."""

WithCountry = (
    Citizenship
    | ImmigrationStatus
    | Naturalization
    | Residence
    | LawfulPresence
    | Incorporation
    | PrincipalPlace
    | Headquarters
    | MajorityOwned
    | Establishment
    | EquityMarket
    | OrganisationClassification
)
"""Claims that speak of a country."""
WITH_COUNTRY: frozenset[ClaimKind] = frozenset(claim.kind for claim in get_args(WithCountry))

_BRITISH = frozenset(
    {
        CitizenshipClass.BRITISH_CITIZEN,
        CitizenshipClass.BOTC,
        CitizenshipClass.BNO,
        CitizenshipClass.BOC,
        CitizenshipClass.BRITISH_SUBJECT,
        CitizenshipClass.BPP,
    }
)
ADMISSION_CLASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ()/.-]{0,31}", re.ASCII)


def kind_attested(claim: Claim) -> ClaimKind:
    """The kind that the claim decides: for a completeness the kind of its members."""
    return claim.of if isinstance(claim, Completeness) else claim.kind


def described_by(kind: ClaimKind) -> PrincipalKind:
    """The kind of principal that such claims are about."""
    if kind in ABOUT_PERSONS:
        return PrincipalKind.PERSON
    return PrincipalKind.ORGANISATION if kind in ABOUT_ORGANISATIONS else PrincipalKind.SERVICE


def country_of(claim: Member) -> Country | None:
    """The country that the claim names; None also for a kind that has none."""
    return claim.country if isinstance(claim, WithCountry) else None


def references(claim: Claim) -> Iterator[tuple[str, PrincipalName]]:
    """The principals that the claim names, each with its field."""
    match claim:
        case Affiliation(organisation=name) | BranchOf(organisation=name) | UltimateParent(organisation=name):
            field = f"{claim.kind.value}.organisation"
        case Ownership(owner=name):
            field = "ownership.owner"
        case Control(controller=name):
            field = "control.controller"
        case ActsFor(principal=name):
            field = "acts_for.principal"
        case Completeness(members=members):
            yield from (("completeness.members", name) for member in members for _, name in references(member))
            return
        case _:
            return
    if name is not None:
        yield field, name


def check_claim(claim: Member, *, holds: bool) -> None:
    """`InvalidError` where a claim that holds leaves out what it needs, or its parts do not belong together."""
    with inside(claim.kind.value):
        if holds:
            _check_present(claim)
        match claim:
            case Citizenship(country, klass):
                _check_class(country, klass)
            case ImmigrationStatus():
                _check_status(claim, holds=holds)
            case Naturalization():
                _check_application(claim)
            case Residence(country, region) if region is not None:
                _check_region(country, region)
            case Control(None, None, None) if holds:
                raise InvalidError("", None, "at least one of controller, foreign and in_fact")
            case _:
                pass


def _check_present(claim: Member) -> None:
    for attribute, field, wanted in _REQUIRED[claim.kind]:
        if getattr(claim, attribute) is None:
            raise InvalidError(field, None, wanted)


def _check_class(country: Country | None, klass: CitizenshipClass) -> None:
    only = "GB" if klass in _BRITISH else "US" if klass is CitizenshipClass.NONCITIZEN_NATIONAL else None
    if only is not None and country not in (None, Country.of(only)):
        raise InvalidError("class", Withheld("a class of another country"), "a class that the law of the country gives")


def _check_status(status: ImmigrationStatus, *, holds: bool) -> None:
    left_out = status.country is None
    if status.category in US_ONLY and status.country is not Country.of("US") and (holds or not left_out):
        got = None if left_out else Withheld("another country")
        raise InvalidError("country", got, "US: no other country has this category")
    if status.class_of_admission is None:
        return
    if status.category is None:
        raise InvalidError("class_of_admission", Withheld("it without a category"), "the category to which it belongs")
    if ADMISSION_CLASS.fullmatch(status.class_of_admission) is None:
        raise InvalidError(
            "class_of_admission", Withheld("other text"), "a class such as 'H-1B', at most 32 characters"
        )


def _check_application(claim: Naturalization) -> None:
    applied = claim.application is Application.APPLIED
    if applied and claim.applied_on is None:
        raise InvalidError("applied_on", None, "the date of the application as YYYY-MM-DD, with APPLIED")
    if not applied and claim.applied_on is not None:
        raise InvalidError("applied_on", claim.applied_on.isoformat(), "nothing, unless the application is APPLIED")


def _check_region(country: Country | None, region: str) -> None:
    wanted = "a region of that country as ISO 3166-2 lists it, such as 'UA-43'"
    if country is None or not region.startswith(f"{country.code}-") or region not in _regions():
        raise InvalidError("region", Withheld("another region"), wanted)


@cache
def _regions() -> frozenset[str]:
    return frozenset(entry.code for entry in pycountry.subdivisions)

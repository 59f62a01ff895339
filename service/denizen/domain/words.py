"""English words for the members of each closed set, for countries and for spans of time."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from denizen.domain.claims import (
    AffiliationKind,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    OrganisationClass,
)
from denizen.domain.countries import Country
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Countries, Current, When

Titles = Mapping[str, str]
"""The titles of country sets, lists and resources, by name. What has none is told by its name."""

KINDS: dict[ClaimKind, tuple[str, str]] = {
    ClaimKind.CITIZENSHIP: ("citizenship", "citizenships"),
    ClaimKind.IMMIGRATION_STATUS: ("immigration status", "immigration statuses"),
    ClaimKind.STATELESSNESS: ("statelessness", "statelessness"),
    ClaimKind.NATURALIZATION: ("naturalization", "naturalizations"),
    ClaimKind.RESIDENCE: ("residence", "residences"),
    ClaimKind.LAWFUL_PRESENCE: ("lawful presence", "lawful presences"),
    ClaimKind.AFFILIATION: ("affiliation", "affiliations"),
    ClaimKind.INCORPORATION: ("incorporation", "incorporations"),
    ClaimKind.PRINCIPAL_PLACE: ("principal place of business", "principal places of business"),
    ClaimKind.HEADQUARTERS: ("headquarters", "headquarters"),
    ClaimKind.BRANCH_OF: ("head office", "head offices"),
    ClaimKind.ULTIMATE_PARENT: ("ultimate parent", "ultimate parents"),
    ClaimKind.OWNERSHIP: ("ownership", "owners"),
    ClaimKind.MAJORITY_OWNED: ("majority ownership by nationals", "majority ownerships by nationals"),
    ClaimKind.CONTROL: ("control", "controllers"),
    ClaimKind.ESTABLISHMENT: ("establishment", "establishments"),
    ClaimKind.EQUITY_MARKET: ("equity market", "equity markets"),
    ClaimKind.ORGANISATION_CLASS: ("class of organisation", "classes of organisation"),
    ClaimKind.COMPLETENESS: ("declaration that a set is complete", "declarations that a set is complete"),
    ClaimKind.ACTS_FOR: ("principal acted for", "principals acted for"),
}
"""One claim of a kind, and several."""

STATUSES: dict[ImmigrationCategory, str] = {
    ImmigrationCategory.PERMANENT_RESIDENT: "permanent residence",
    ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT: "conditional permanent residence",
    ImmigrationCategory.TEMPORARY_RESIDENT_1160: "temporary residence under 8 USC 1160",
    ImmigrationCategory.TEMPORARY_RESIDENT_1255A: "temporary residence under 8 USC 1255a",
    ImmigrationCategory.REFUGEE: "refugee status",
    ImmigrationCategory.ASYLEE: "asylum status",
    ImmigrationCategory.PAROLEE: "parole",
    ImmigrationCategory.NONIMMIGRANT: "nonimmigrant status",
    ImmigrationCategory.TPS: "temporary protected status",
    ImmigrationCategory.DACA: "deferred action for childhood arrivals",
    ImmigrationCategory.PENDING_ASYLUM: "a pending asylum application",
    ImmigrationCategory.PENDING_ADJUSTMENT: "a pending adjustment of status",
    ImmigrationCategory.WITHHOLDING: "withholding of removal",
    ImmigrationCategory.CAT: "protection under the Convention Against Torture",
    ImmigrationCategory.RESIDENCE_PERMIT: "a residence permit",
    ImmigrationCategory.RIGHT_OF_ABODE: "the right of abode",
    ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER: "free movement as a family member",
}
"""Each status as what somebody holds."""

CLASSES: dict[CitizenshipClass, str] = {
    CitizenshipClass.UNSPECIFIED: "citizen or national",
    CitizenshipClass.CITIZEN: "citizen",
    CitizenshipClass.NONCITIZEN_NATIONAL: "national who is not a citizen",
    CitizenshipClass.BRITISH_CITIZEN: "British citizen",
    CitizenshipClass.BOTC: "British overseas territories citizen",
    CitizenshipClass.BNO: "British national (overseas)",
    CitizenshipClass.BOC: "British overseas citizen",
    CitizenshipClass.BRITISH_SUBJECT: "British subject",
    CitizenshipClass.BPP: "British protected person",
}
ROLES: dict[AffiliationKind, str] = {
    AffiliationKind.EMPLOYEE: "an employee",
    AffiliationKind.CONTRACTOR: "a contractor",
    AffiliationKind.AGENT: "an agent",
    AffiliationKind.DIRECTOR: "a director",
}
ORGANISATIONS: dict[OrganisationClass, str] = {
    OrganisationClass.FOREIGN_GOVERNMENT: "a foreign government",
    OrganisationClass.INTERNATIONAL_ORGANISATION: "an international organisation",
    OrganisationClass.US_GOVERNMENT: "a part of the United States government",
}
PRINCIPALS: dict[PrincipalKind, str] = {
    PrincipalKind.PERSON: "a person",
    PrincipalKind.ORGANISATION: "an organisation",
    PrincipalKind.SERVICE: "a service",
}
SEVERAL: dict[PrincipalKind, str] = {
    PrincipalKind.PERSON: "persons",
    PrincipalKind.ORGANISATION: "organisations",
    PrincipalKind.SERVICE: "services",
}
_WITH_ARTICLE = frozenset(
    {"AE", "BS", "CC", "CF", "CD", "CK", "CX", "DO", "FK", "FO", "GB", "GM", "GS", "KM", "KY", "MH", "MP", "MV"}
    | {"NL", "PH", "SB", "SC", "TC", "TF", "UM", "US", "VA", "VG", "VI"}
)
"""Countries whose English name takes "the"."""


def country(one: Country) -> str:
    return f"the {one.name}" if one.code in _WITH_ARTICLE else one.name


def place(countries: Countries | None, titles: Titles) -> str:
    """Where, after "in" or "of"; None: wherever, and also nowhere."""
    if countries is None:
        return "any country or none"
    if countries.excepted is not None:
        return f"a country other than {joined(map(country, sorted(countries.excepted)))}"
    named = list(map(country, sorted(countries.codes)))
    return joined((*named, *(f"a country of {title(each, titles)}" for each in sorted(countries.sets))))


def title(name: str, titles: Titles) -> str:
    """A set, list or resource by its title, in quotes; by its name where it has none."""
    return f'"{titles[name]}"' if titles.get(name) else name


def tense(when: When, *, negated: bool) -> tuple[str, str, str]:
    """The verbs "is" and "holds" and the period, as the time asked about has them."""
    if isinstance(when, Current):
        return ("is not", "does not hold", "") if negated else ("is", "holds", "")
    period = "" if when.moment is None else f" at any time since {day(when.moment)}"
    if negated:
        return ("has never been", "has never held", "") if not period else ("has not been", "has not held", period)
    return (
        ("is or has ever been", "holds or has ever held", "") if not period else ("is or was", "holds or held", period)
    )


def day(moment: datetime) -> str:
    """A date; with the time of day where it is not midnight."""
    text = f"{moment.day} {moment:%B} {moment.year}"
    return text if moment.time() == moment.time().min else f"{text}, {moment:%H:%M:%S} UTC"


def span(age: timedelta) -> str:
    """As "30 days" or "12 hours"; in seconds where it is neither."""
    for unit, size in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        count, rest = divmod(age, size)
        if count and not rest:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{age.total_seconds():g} seconds"


def joined(words: Iterable[str], conjunction: str = "or") -> str:
    """As "a, b or c"; nothing of nothing."""
    several = list(words)
    if len(several) < 2:
        return "".join(several)
    return f"{', '.join(several[:-1])} {conjunction} {several[-1]}"

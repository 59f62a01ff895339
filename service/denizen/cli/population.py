"""A small synthetic population to try things out with. Nobody in it exists."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from denizen.domain.cases import CaseClaim
from denizen.domain.claims import (
    Affiliation,
    AffiliationKind,
    BranchOf,
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    Headquarters,
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
    Member,
    PrincipalPlace,
    Residence,
)
from denizen.domain.countries import Country
from denizen.domain.intervals import Interval
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind

ADDRESSEE = PrincipalName("principals/addressee")
COMPANY = PrincipalName("principals/us-company")
_US = Country.of("US")


@dataclass(frozen=True, slots=True)
class Sample:
    """One principal of the population. `declared` is what they signed about themselves and nobody checked."""

    id: str
    title: str
    kind: PrincipalKind = PrincipalKind.PERSON
    populations: tuple[str, ...] = ("employee",)
    claims: tuple[CaseClaim, ...] = ()
    declared: tuple[Claim, ...] = ()
    identifiers: tuple[str, ...] = field(default=())

    @property
    def name(self) -> PrincipalName:
        return PrincipalName(f"principals/{self.id}")


def _citizen(*countries: str, klass: CitizenshipClass = CitizenshipClass.CITIZEN) -> tuple[CaseClaim, ...]:
    """A citizen of exactly these countries."""
    held = [Citizenship(Country.of(country), klass) for country in countries]
    return *map(CaseClaim, held), CaseClaim(Completeness(ClaimKind.CITIZENSHIP, members=frozenset[Member](held)))


def _status(
    category: ImmigrationCategory | None = None, since: str = "", admission: str | None = None
) -> tuple[CaseClaim, ...]:
    """Exactly this immigration status in the United States, or none; before it there was none."""
    scope = frozenset({_US})
    if category is None:
        return (CaseClaim(Completeness(ClaimKind.IMMIGRATION_STATUS, scope)),)
    held = Interval(datetime.fromisoformat(since).replace(tzinfo=UTC))
    status = ImmigrationStatus(_US, category, admission)
    closed = Completeness(ClaimKind.IMMIGRATION_STATUS, scope, members=frozenset[Member]({status}))
    return CaseClaim(status, held=held), CaseClaim(closed, held=held)


def _employed(organisation: PrincipalName, since: str) -> tuple[CaseClaim, ...]:
    held = Interval(datetime.fromisoformat(since).replace(tzinfo=UTC))
    job = Affiliation(AffiliationKind.EMPLOYEE, organisation)
    closed = Completeness(ClaimKind.AFFILIATION, members=frozenset[Member]({job}))
    return CaseClaim(job, held=held), CaseClaim(closed, held=held)


def _at_home_in(country: str) -> tuple[CaseClaim, ...]:
    place = Country.of(country)
    return CaseClaim(Incorporation(place)), CaseClaim(Headquarters(place)), CaseClaim(PrincipalPlace(place))


POPULATION = (
    Sample(
        "addressee",
        "Sample laboratory, to which the directive is addressed",
        PrincipalKind.ORGANISATION,
        (),
        _at_home_in("US"),
        identifiers=("SAMPLE-0001",),
    ),
    Sample(
        "us-company",
        "Sample company in the United States",
        PrincipalKind.ORGANISATION,
        ("customer",),
        _at_home_in("US"),
    ),
    Sample(
        "company-branch",
        "Its branch in Singapore",
        PrincipalKind.ORGANISATION,
        ("customer",),
        (CaseClaim(BranchOf(COMPANY)),),
    ),
    Sample(
        "employee-h1b",
        "Sample employee of the laboratory, Indian citizen on an H-1B",
        claims=(
            *_citizen("IN"),
            *_status(ImmigrationCategory.NONIMMIGRANT, "2023-10-01", "H-1B"),
            *_employed(ADDRESSEE, "2024-01-15"),
        ),
    ),
    Sample(
        "permanent-resident",
        "Sample employee, Korean citizen with a green card",
        claims=(*_citizen("KR"), *_status(ImmigrationCategory.PERMANENT_RESIDENT, "2019-03-01")),
    ),
    Sample("dual-citizen", "Sample employee, citizen of the United States and of Brazil", claims=_citizen("US", "BR")),
    Sample(
        "asylee",
        "Sample employee, Ethiopian citizen granted asylum",
        claims=(*_citizen("ET"), *_status(ImmigrationCategory.ASYLEE, "2024-11-02")),
    ),
    Sample(
        "samoan-national",
        "Sample employee from American Samoa, a national and no citizen",
        claims=_citizen("US", klass=CitizenshipClass.NONCITIZEN_NATIONAL),
    ),
    Sample(
        "customer-abroad",
        "Sample customer in France, French citizen, employed by nobody",
        populations=("customer",),
        claims=(
            *_citizen("FR"),
            *_status(),
            CaseClaim(Residence(Country.of("FR"))),
            CaseClaim(Completeness(ClaimKind.AFFILIATION)),
        ),
    ),
    Sample(
        "passport-only",
        "Sample visitor of whom only a French passport was seen",
        populations=("visitor",),
        claims=(CaseClaim(Citizenship(Country.of("FR"), CitizenshipClass.CITIZEN)),),
    ),
    Sample(
        "self-declared",
        "Sample contractor who signed to be a citizen, and showed nothing",
        populations=("contractor",),
        declared=(Citizenship(_US, CitizenshipClass.CITIZEN),),
    ),
    Sample("nothing-on-file", "Sample visitor of whom nothing is on file", populations=("visitor",)),
)

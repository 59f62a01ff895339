"""Well-formed claims, attestations and rules of every kind."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from denizen.domain.assurance import MAPPING, Assurance
from denizen.domain.claims import (
    US_ONLY,
    ActsFor,
    Affiliation,
    AffiliationKind,
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
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
    LawfulPresence,
    MajorityOwned,
    Member,
    Naturalization,
    OrganisationClass,
    OrganisationClassification,
    Ownership,
    PrincipalPlace,
    Residence,
    Statelessness,
    UltimateParent,
)
from denizen.domain.countries import Country
from denizen.domain.intervals import Interval
from denizen.domain.names import CountrySetName, ListName, PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
    Current,
    Definition,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    Listed,
    MajorityOwnedBy,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    OrganisationIs,
    OwnedBy,
    PresentIn,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    Since,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)

US, GB = Country.of("US"), Country.of("GB")
COUNTRIES = [Country.of(code) for code in ("US", "GB", "CN", "HK", "XK", "IR", "DE")]
PLACES = [*COUNTRIES, Country.of("PR"), Country.of("KY")]

countries = st.sampled_from(COUNTRIES)
places = st.sampled_from(PLACES)
others = st.sampled_from([PrincipalName("principals/acme"), PrincipalName("principals/holding-1")])
dates = st.dates(date(1950, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - see timezones
percents = st.integers(1, 100_000_000).map(lambda n: Decimal(n).scaleb(-6).normalize() + Decimal())
OPEN_CLASSES = [CitizenshipClass.UNSPECIFIED, CitizenshipClass.CITIZEN]
BRITISH = [CitizenshipClass.BNO, CitizenshipClass.BPP, CitizenshipClass.BRITISH_CITIZEN]

MEMBERS: dict[ClaimKind, SearchStrategy[Member]] = {
    ClaimKind.CITIZENSHIP: st.one_of(
        st.builds(Citizenship, countries, st.sampled_from(OPEN_CLASSES)),
        st.builds(Citizenship, st.just(GB), st.sampled_from(BRITISH)),
        st.just(Citizenship(US, CitizenshipClass.NONCITIZEN_NATIONAL)),
    ),
    ClaimKind.IMMIGRATION_STATUS: st.one_of(
        st.builds(
            ImmigrationStatus,
            st.none() | places,
            st.sampled_from([category for category in ImmigrationCategory if category not in US_ONLY]),
            st.none() | st.sampled_from(["H-1B", "F-1", "Tier 2 (General)"]),
        ),
        st.builds(ImmigrationStatus, st.just(US), st.sampled_from(sorted(US_ONLY, key=str))),
    ),
    ClaimKind.STATELESSNESS: st.just(Statelessness()),
    ClaimKind.NATURALIZATION: st.one_of(
        st.builds(
            Naturalization, places, dates, st.sampled_from([Application.NOT_APPLIED, Application.UNKNOWN]), st.none()
        ),
        st.builds(Naturalization, places, dates, st.just(Application.APPLIED), dates),
    ),
    ClaimKind.RESIDENCE: st.one_of(
        st.builds(Residence, places), st.just(Residence(Country.of("UA"), "UA-43")), st.just(Residence(US, "US-CA"))
    ),
    ClaimKind.LAWFUL_PRESENCE: st.builds(LawfulPresence, places),
    ClaimKind.AFFILIATION: st.builds(Affiliation, st.sampled_from(AffiliationKind), others),
    ClaimKind.INCORPORATION: st.builds(Incorporation, places),
    ClaimKind.PRINCIPAL_PLACE: st.builds(PrincipalPlace, places),
    ClaimKind.HEADQUARTERS: st.builds(Headquarters, places),
    ClaimKind.BRANCH_OF: st.builds(BranchOf, others),
    ClaimKind.ULTIMATE_PARENT: st.builds(UltimateParent, st.none() | others),
    ClaimKind.OWNERSHIP: st.builds(Ownership, others, percents),
    ClaimKind.MAJORITY_OWNED: st.builds(MajorityOwned, places),
    ClaimKind.CONTROL: st.builds(Control, others, st.none() | st.booleans(), st.none() | st.booleans()),
    ClaimKind.ESTABLISHMENT: st.builds(Establishment, places),
    ClaimKind.EQUITY_MARKET: st.builds(EquityMarket, places),
    ClaimKind.ORGANISATION_CLASS: st.builds(
        OrganisationClassification, st.sampled_from(OrganisationClass), st.none() | places
    ),
    ClaimKind.ACTS_FOR: st.builds(ActsFor, others),
}
"""Claims that hold, by kind."""

members = st.one_of(*MEMBERS.values())


@st.composite
def closed_sets(draw: st.DrawFn) -> Completeness:
    of = draw(st.sampled_from(list(MEMBERS)))
    return Completeness(of, members=draw(st.frozensets(MEMBERS[of], max_size=3)))


SCOPED = [
    Completeness(ClaimKind.CITIZENSHIP, frozenset({US, GB}), members=frozenset({Citizenship(US)})),
    Completeness(ClaimKind.CITIZENSHIP, except_countries=frozenset({US})),
    Completeness(
        ClaimKind.IMMIGRATION_STATUS,
        frozenset({US}),
        categories=frozenset({ImmigrationCategory.REFUGEE, ImmigrationCategory.ASYLEE}),
        members=frozenset({ImmigrationStatus(US, ImmigrationCategory.ASYLEE)}),
    ),
]
holding: SearchStrategy[Claim] = st.one_of(members, closed_sets(), st.sampled_from(SCOPED))
denied: SearchStrategy[Member] = st.one_of(
    members.filter(lambda claim: claim != UltimateParent()),
    st.sampled_from(
        [
            Citizenship(),
            Citizenship(klass=CitizenshipClass.BNO),
            ImmigrationStatus(),
            ImmigrationStatus(US),
            ImmigrationStatus(category=ImmigrationCategory.DACA),
            Naturalization(),
            Residence(),
            Affiliation(),
            Affiliation(role=AffiliationKind.EMPLOYEE),
            UltimateParent(),
            Ownership(),
            Control(),
            OrganisationClassification(),
        ]
    ),
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    ends = sorted(draw(st.sets(moments, min_size=2, max_size=2)))
    return Interval(draw(st.sampled_from([None, ends[0]])), draw(st.sampled_from([None, ends[1]])))


assurances = st.sampled_from(
    [
        Assurance.parse(framework, level)
        for framework, levels in MAPPING.items()
        for level in levels
        if level != "SELF_DECLARED"
    ]
)

sets = st.frozensets(st.sampled_from([CountrySetName("countrySets/us"), CountrySetName("countrySets/d-5")]), max_size=2)
listed_countries = st.builds(Countries, st.frozensets(places, min_size=1, max_size=3), sets)
any_countries = st.one_of(
    listed_countries, st.builds(lambda out: Countries(excepted=out), st.frozensets(places, min_size=1, max_size=3))
)
midnights = dates.map(lambda day: datetime(day.year, day.month, day.day, tzinfo=UTC))
whens = st.one_of(st.just(Current()), st.just(Since()), st.builds(Since, midnights))
leaves: SearchStrategy[Rule] = st.one_of(
    st.builds(Is, st.sampled_from([PrincipalKind.PERSON, PrincipalKind.ORGANISATION])),
    st.sampled_from([Definition("citizen"), Definition("us-person")]),
    st.builds(
        CitizenOf,
        listed_countries,
        st.frozensets(st.sampled_from([each for each in CitizenshipClass if each is not CitizenshipClass.UNSPECIFIED])),
        whens,
    ),
    st.builds(ForeignCitizen, places),
    st.builds(
        HoldsStatus,
        st.frozensets(st.sampled_from(ImmigrationCategory), min_size=1),
        st.none() | listed_countries,
        whens,
    ),
    *(
        st.builds(leaf, any_countries)
        for leaf in (
            MostRecentCountryIn,
            ResidentIn,
            LawfullyPresentIn,
            IncorporatedIn,
            HeadquarteredIn,
            UltimateParentHeadquarteredIn,
            PrincipalPlaceIn,
            EstablishedIn,
            EquityTradedIn,
            MajorityOwnedBy,
            PresentIn,
        )
    ),
    st.builds(MissedNaturalizationWindow, places),
    st.builds(
        OrganisationIs, st.frozensets(st.sampled_from(OrganisationClass), min_size=1), st.none() | listed_countries
    ),
    st.just(ControlledBy(None)),
    st.builds(
        Listed,
        st.frozensets(st.sampled_from([ListName("lists/entity-list"), ListName("lists/sdn")]), min_size=1),
    ),
)


def _around(inner: SearchStrategy[Rule]) -> SearchStrategy[Rule]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, several),
        st.builds(AnyOf, several),
        st.builds(Not, inner),
        st.builds(Affiliated, st.frozensets(st.sampled_from(AffiliationKind), min_size=1), inner),
        st.builds(ControlledBy, inner),
        st.builds(OwnedBy, inner, percents, st.just(False)),  # noqa: FBT003 - an argument of the rule
        st.builds(OwnedBy, inner, st.sampled_from([Decimal(0), Decimal("49.5")]), st.just(True)),  # noqa: FBT003
        st.builds(SubsidiaryOf, inner, st.booleans()),
    )


rules = st.recursive(leaves, _around, max_leaves=8)

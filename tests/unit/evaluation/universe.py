"""A small universe, in which generated facts and rules have much to do with each other: six countries, a few days, a
person who asks and a few others."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
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
from denizen.domain.determinations import Presence
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import CountrySetName, IssuerName, ListName, PrincipalName, Purpose, attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Alias, CountrySet, Membership, Reference
from denizen.domain.wellformed import WITH_COUNTRY

US, FR, CN, HK, GB = COUNTRIES = tuple(map(Country.of, ("US", "FR", "CN", "HK", "GB")))
STRANGE_COUNTRY = Country.of("BR")
DAYS = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=30 * number) for number in range(8)]
TICK = timedelta(microseconds=1)
AGES = [timedelta(days=30), timedelta(days=75)]
ELIGIBLE = [date(2023, 7, 31), date(2023, 8, 31), date(2024, 3, 1)]
PURPOSE, OTHER_PURPOSE = Purpose("export-control"), Purpose("payroll")
ISSUERS = [IssuerName("issuers/bureau"), IssuerName("issuers/agency")]
ADA, BOB, ACME, HOLDING, BRANCH, BOT = NAMES = tuple(
    PrincipalName(f"principals/{each}") for each in ("ada", "bob", "acme", "holding", "branch", "bot")
)
STRANGER = PrincipalName("principals/stranger")
KINDS = {ADA: PrincipalKind.PERSON, BOB: PrincipalKind.PERSON, BOT: PrincipalKind.SERVICE}
SET, LIST, KEY = CountrySetName("countrySets/a"), ListName("lists/l"), b"key"

PERSONAL = [
    ClaimKind.CITIZENSHIP,
    ClaimKind.IMMIGRATION_STATUS,
    ClaimKind.STATELESSNESS,
    ClaimKind.NATURALIZATION,
    ClaimKind.RESIDENCE,
    ClaimKind.LAWFUL_PRESENCE,
    ClaimKind.AFFILIATION,
]
CORPORATE = [
    ClaimKind.INCORPORATION,
    ClaimKind.HEADQUARTERS,
    ClaimKind.ULTIMATE_PARENT,
    ClaimKind.OWNERSHIP,
    ClaimKind.CONTROL,
    ClaimKind.ESTABLISHMENT,
    ClaimKind.ORGANISATION_CLASS,
    ClaimKind.PRINCIPAL_PLACE,
    ClaimKind.EQUITY_MARKET,
    ClaimKind.MAJORITY_OWNED,
]

countries = st.sampled_from([US, US, FR, FR, CN, HK, GB])
organisations = st.sampled_from([ACME, HOLDING, BRANCH, BOT, STRANGER])
anybody = st.sampled_from([BOB, ACME, HOLDING, HOLDING, BRANCH, BOT, STRANGER])
days = st.sampled_from(DAYS)
instants = st.one_of(days, days.map(lambda each: each - TICK), days.map(lambda each: each + timedelta(days=7)))
CATEGORIES = [
    ImmigrationCategory.PERMANENT_RESIDENT,
    ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT,
    ImmigrationCategory.ASYLEE,
    ImmigrationCategory.NONIMMIGRANT,
    ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER,
]
CLASSES = [CitizenshipClass.CITIZEN, CitizenshipClass.BNO, CitizenshipClass.UNSPECIFIED]

CLAIMS: dict[ClaimKind, st.SearchStrategy[Any]] = {
    ClaimKind.CITIZENSHIP: st.builds(Citizenship, countries, st.sampled_from(CLASSES)),
    ClaimKind.IMMIGRATION_STATUS: st.builds(
        ImmigrationStatus,
        st.sampled_from([US, US, US, FR, CN, None]),
        st.sampled_from(CATEGORIES),
        st.sampled_from([None, None, "X"]),
    ),
    ClaimKind.STATELESSNESS: st.just(Statelessness()),
    ClaimKind.NATURALIZATION: st.one_of(
        st.builds(
            Naturalization,
            st.sampled_from([US, US, FR]),
            st.sampled_from(ELIGIBLE),
            st.sampled_from([Application.NOT_APPLIED, Application.UNKNOWN]),
        ),
        st.builds(
            Naturalization,
            st.just(US),
            st.sampled_from(ELIGIBLE),
            st.just(Application.APPLIED),
            st.sampled_from([date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]),
        ),
    ),
    ClaimKind.RESIDENCE: st.one_of(st.builds(Residence, countries), st.just(Residence(US, "US-CA"))),
    ClaimKind.LAWFUL_PRESENCE: st.builds(LawfulPresence, countries),
    ClaimKind.AFFILIATION: st.builds(
        Affiliation, st.sampled_from([AffiliationKind.EMPLOYEE, AffiliationKind.AGENT]), organisations
    ),
    ClaimKind.INCORPORATION: st.builds(Incorporation, countries),
    ClaimKind.HEADQUARTERS: st.builds(Headquarters, countries),
    ClaimKind.PRINCIPAL_PLACE: st.builds(PrincipalPlace, countries),
    ClaimKind.ULTIMATE_PARENT: st.builds(UltimateParent, st.none() | organisations),
    ClaimKind.OWNERSHIP: st.builds(
        Ownership, anybody, st.sampled_from(list(map(Decimal, ("25", "49.9", "50", "100"))))
    ),
    ClaimKind.CONTROL: st.builds(
        Control, st.none() | anybody, st.sampled_from([None, True, False]), st.sampled_from([None, True, False])
    ).filter(lambda each: each != Control()),
    ClaimKind.ESTABLISHMENT: st.builds(Establishment, countries),
    ClaimKind.EQUITY_MARKET: st.builds(EquityMarket, countries),
    ClaimKind.MAJORITY_OWNED: st.builds(MajorityOwned, countries),
    ClaimKind.ORGANISATION_CLASS: st.builds(
        OrganisationClassification, st.sampled_from(OrganisationClass), st.sampled_from([None, US, FR])
    ),
    ClaimKind.BRANCH_OF: st.builds(BranchOf, st.sampled_from([ACME, HOLDING, BRANCH, STRANGER])),
    ClaimKind.ACTS_FOR: st.builds(ActsFor, st.sampled_from([ADA, ADA, ACME, BRANCH, BOT, STRANGER])),
}
"""Claims that hold, by kind."""

CONTROL_DENIALS = [
    Control(),
    Control(foreign=True),
    Control(in_fact=True),
    Control(HOLDING),
    Control(HOLDING, None, in_fact=True),
]


@st.composite
def denials(draw: st.DrawFn, kind: ClaimKind) -> Claim:
    """What may be denied of a kind: a claim with some of its fields left out."""
    if kind is ClaimKind.CONTROL:
        return draw(st.sampled_from(CONTROL_DENIALS))
    claim: Claim = draw(CLAIMS[kind])
    if isinstance(claim, Naturalization):
        return draw(st.sampled_from([Naturalization(), Naturalization(claim.country), claim]))
    blank = type(claim)()  # type: ignore[call-arg] # only a completeness needs one
    left_out = {each: getattr(blank, each) for each in claim.__slots__ if draw(st.booleans())}
    if isinstance(claim, Residence) and "country" in left_out:
        left_out["region"] = None
    if isinstance(claim, ImmigrationStatus) and "category" in left_out:
        left_out["class_of_admission"] = None
    return replace(claim, **left_out)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    if draw(st.booleans()):
        return ALWAYS
    start, end = draw(st.none() | days), draw(st.none() | days)
    return Interval(start, end if end is None or start is None or start < end else None)


@st.composite
def attestations(draw: st.DrawFn, claim: Claim, *, holds: bool = True, hiding: bool = True) -> Attestation:
    """An attestation without a name."""
    purposes = {PURPOSE} if not hiding or draw(st.integers(0, 7)) else {OTHER_PURPOSE}
    return Attestation(
        attestation_of(ADA, "x"),
        claim,
        Assurance.own(draw(st.sampled_from([*AssuranceLevel, AssuranceLevel.HIGH]))),
        draw(st.sampled_from([ISSUERS[0], *ISSUERS])),
        frozenset(purposes),
        draw(days),
        holds,
        draw(intervals()),
        draw(intervals()) if draw(st.integers(0, 5)) == 0 else ALWAYS,
    )


@st.composite
def closures(draw: st.DrawFn, kind: ClaimKind, known: list[Claim]) -> Completeness:
    """A completeness of a kind, its members mostly among the claims that are attested."""
    closure = Completeness(kind)
    if kind in WITH_COUNTRY:
        scope = draw(st.sampled_from(["all", "all", "some", "but"]))
        some = draw(st.sets(countries, min_size=1, max_size=3))
        if scope == "some":
            closure = replace(closure, countries=frozenset(some))
        if scope == "but":
            closure = replace(closure, except_countries=frozenset(some))
    if kind is ClaimKind.IMMIGRATION_STATUS and draw(st.booleans()):
        closure = replace(closure, categories=draw(st.frozensets(st.sampled_from(CATEGORIES), min_size=1)))
    claims = draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
    if draw(st.integers(0, 7)) == 0:
        claims.append(draw(CLAIMS[kind]))
    members: Any = frozenset(each for each in claims if _within(closure, each))
    return replace(closure, members=members)


def _within(closure: Completeness, claim: Any) -> bool:
    country, category = getattr(claim, "country", None), getattr(claim, "category", None)
    placed = closure.countries is None or country in closure.countries
    return (
        placed
        and country not in closure.except_countries
        and (closure.categories is None or category in closure.categories)
    )


@st.composite
def facts_of(draw: st.DrawFn, name: PrincipalName, kinds: list[ClaimKind], *, hiding: bool = True) -> PrincipalFacts:
    """A principal with a few attestations of these kinds; one with a member of every third closed set missing."""
    found: list[Attestation] = []
    for _ in range(draw(st.integers(0, 5 if kinds else 0))):
        kind = draw(st.sampled_from(kinds))
        form = draw(st.sampled_from(["claim", "claim", "claim", "denial", "closure", "closure"]))
        claims = [each.claim for each in found if each.holds and each.claim.kind is kind]
        if form == "closure":
            claim: Claim = draw(closures(kind, claims))
        else:
            claim = draw(CLAIMS[kind] if form == "claim" else denials(kind))
        found.append(draw(attestations(claim, holds=form != "denial", hiding=hiding)))
    named = tuple(replace(each, name=attestation_of(name, f"a{n}")) for n, each in enumerate(found))
    keys = frozenset({KEY} if draw(st.booleans()) else ())
    return PrincipalFacts(name, KINDS.get(name, PrincipalKind.ORGANISATION), screening_keys=keys, attestations=named)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    during = draw(intervals())
    members = tuple(Membership(each, draw(intervals())) for each in draw(st.sets(countries, max_size=2)))
    aliases = (Alias(HK, CN, draw(intervals())),) if draw(st.booleans()) else ()
    entries = {LIST: {KEY: (during,)} if draw(st.booleans()) else {}}
    return Reference({SET: CountrySet(SET, members=members, aliases=aliases)}, entries)


presences = st.builds(Presence, countries, days, st.just("gateway"), st.sampled_from(AssuranceLevel))


@st.composite
def thresholds(draw: st.DrawFn) -> dict[ClaimKind | None, Threshold]:
    """Often the defaults; otherwise to clear takes no less than to restrict."""
    if draw(st.booleans()):
        return {}
    low, high = sorted(draw(st.tuples(*[st.sampled_from(AssuranceLevel)] * 2)))
    strict = Requirement(
        high,
        frozenset(draw(st.sampled_from([(), (), (ISSUERS[0],)]))),
        draw(st.sampled_from([None, *AGES])),
    )
    kind = draw(st.sampled_from([None, ClaimKind.COMPLETENESS, ClaimKind.CITIZENSHIP, ClaimKind.OWNERSHIP]))
    return {kind: Threshold(clearing=strict, restricting=draw(st.sampled_from([None, Requirement(low)])))}


@dataclass(frozen=True)
class Scene:
    """Facts, reference data and a question of one moment."""

    world: World
    reference: Reference
    asked: PrincipalName
    at: datetime
    presence: Presence | None

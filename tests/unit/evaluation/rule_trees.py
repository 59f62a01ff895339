"""Generated rule trees, each leaf with its guard, and scenes that have to do with them."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import strategies as st

from denizen.domain.claims import AffiliationKind, ClaimKind, OrganisationClass
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
    Current,
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
    walk,
)
from tests.unit.evaluation import universe as u

PERSON, ORGANISATION = PrincipalKind.PERSON, PrincipalKind.ORGANISATION
RESTS_ON: dict[type, list[ClaimKind]] = {
    CitizenOf: [ClaimKind.CITIZENSHIP, ClaimKind.CITIZENSHIP, ClaimKind.STATELESSNESS],
    ForeignCitizen: [ClaimKind.CITIZENSHIP, ClaimKind.STATELESSNESS],
    HoldsStatus: [ClaimKind.IMMIGRATION_STATUS, ClaimKind.IMMIGRATION_STATUS, ClaimKind.CITIZENSHIP],
    MostRecentCountryIn: [ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS],
    ResidentIn: [ClaimKind.RESIDENCE],
    LawfullyPresentIn: [ClaimKind.LAWFUL_PRESENCE],
    Affiliated: [ClaimKind.AFFILIATION],
    MissedNaturalizationWindow: [ClaimKind.NATURALIZATION],
    IncorporatedIn: [ClaimKind.INCORPORATION],
    HeadquarteredIn: [ClaimKind.HEADQUARTERS],
    UltimateParentHeadquarteredIn: [ClaimKind.ULTIMATE_PARENT, ClaimKind.HEADQUARTERS],
    PrincipalPlaceIn: [ClaimKind.PRINCIPAL_PLACE],
    EstablishedIn: [ClaimKind.ESTABLISHMENT],
    EquityTradedIn: [ClaimKind.EQUITY_MARKET],
    MajorityOwnedBy: [ClaimKind.MAJORITY_OWNED],
    OrganisationIs: [ClaimKind.ORGANISATION_CLASS, ClaimKind.INCORPORATION],
    ControlledBy: [ClaimKind.CONTROL],
    OwnedBy: [ClaimKind.OWNERSHIP],
    SubsidiaryOf: [ClaimKind.OWNERSHIP, ClaimKind.CONTROL],
}
"""The kinds of claim that each leaf reads."""

country_groups = st.one_of(
    st.builds(Countries, st.frozensets(u.countries, min_size=1, max_size=2)),
    st.just(Countries(sets=frozenset((u.SET,)))),
    st.builds(Countries, st.frozensets(u.countries, max_size=1), st.just(frozenset((u.SET,)))),
)
times = st.one_of(st.just(Current()), st.just(Current()), st.just(Since()), st.builds(Since, u.days))
roles = st.frozensets(st.sampled_from([AffiliationKind.EMPLOYEE, AffiliationKind.AGENT]), min_size=1)
either_kind = st.one_of(
    st.builds(PresentIn, country_groups),
    st.just(Listed(frozenset((u.LIST,)))),
    st.sampled_from([Is(PERSON), Is(ORGANISATION)]),
)
set_valued_personal = st.one_of(
    st.builds(
        CitizenOf,
        country_groups,
        st.frozensets(st.sampled_from([each for each in u.CLASSES if each.name != "UNSPECIFIED"]), max_size=1),
        times,
    ),
    st.builds(ForeignCitizen, u.countries),
    st.builds(
        HoldsStatus,
        st.frozensets(st.sampled_from(u.CATEGORIES), min_size=1, max_size=2),
        st.none() | country_groups,
        times,
    ),
    st.builds(LawfullyPresentIn, country_groups),
)
single_personal = st.one_of(
    st.builds(MostRecentCountryIn, country_groups),
    st.builds(ResidentIn, country_groups),
    st.just(MissedNaturalizationWindow(u.US)),
)
set_valued_corporate = st.one_of(
    st.builds(EstablishedIn, country_groups),
    st.builds(EquityTradedIn, country_groups),
    st.builds(MajorityOwnedBy, country_groups),
    st.just(ControlledBy(None)),
)
single_corporate = st.one_of(
    st.builds(IncorporatedIn, country_groups),
    st.builds(HeadquarteredIn, country_groups),
    st.builds(PrincipalPlaceIn, country_groups),
    st.builds(UltimateParentHeadquarteredIn, country_groups),
    st.builds(
        OrganisationIs,
        st.frozensets(st.sampled_from(OrganisationClass), min_size=1, max_size=2),
        st.none() | country_groups,
    ),
)
simple_corporate = st.one_of(set_valued_corporate, single_corporate, either_kind)
owners = st.one_of(
    either_kind,
    st.builds(lambda rule: All((Is(ORGANISATION), rule)), simple_corporate),
    st.builds(
        lambda one, other: AnyOf((All((Is(PERSON), one)), All((Is(ORGANISATION), other)))),
        set_valued_personal,
        simple_corporate,
    ),
)
shares = st.sampled_from([Decimal(25), Decimal(50), Decimal(50), Decimal(75)])
reaching_corporate = st.one_of(
    st.builds(ControlledBy, owners),
    st.builds(OwnedBy, owners, shares, st.booleans()),
    st.builds(SubsidiaryOf, simple_corporate, st.booleans()),
)
corporate_leaves = st.one_of(simple_corporate, reaching_corporate)
personal_leaves = st.one_of(
    set_valued_personal,
    single_personal,
    either_kind,
    st.builds(Affiliated, roles, st.one_of(simple_corporate, corporate_leaves)),
)


@st.composite
def rules_for(draw: st.DrawFn, kind: PrincipalKind, depth: int = 2) -> Rule:
    """A tree of at most `depth` combinators over leaves for such a principal."""
    form = draw(st.sampled_from(["leaf", "leaf", "not", "all", "any"])) if depth else "leaf"
    if form == "leaf":
        return draw(personal_leaves if kind is PERSON else corporate_leaves)
    if form == "not":
        return Not(draw(rules_for(kind, depth - 1)))
    inner = tuple(draw(rules_for(kind, depth - 1)) for _ in range(draw(st.integers(1, 3))))
    return All(inner) if form == "all" else AnyOf(inner)


def kinds_of(rules: Iterable[Rule]) -> list[ClaimKind]:
    return [kind for rule in rules for each in walk(rule) for kind in RESTS_ON.get(type(each), [])]


@st.composite
def scenes(draw: st.DrawFn, kind: PrincipalKind, *rules: Rule, hiding: bool = True) -> u.Scene:
    """Facts of the kinds that the rules read, about the principal asked and those whom claims name."""
    read = kinds_of(rules)
    personal = [each for each in read if each in u.PERSONAL]
    corporate = [each for each in read if each in u.CORPORATE]
    asked = u.ADA if kind is PERSON else u.ACME
    if draw(st.integers(0, 7)) == 0:
        asked = u.BOT
    found: dict[PrincipalName, PrincipalFacts] = {}
    for name in (u.ADA, *([u.BOB] if ClaimKind.OWNERSHIP in read or ClaimKind.CONTROL in read else [])):
        found[name] = draw(u.facts_of(name, personal, hiding=hiding))
    for name in (u.ACME, u.HOLDING, u.BRANCH) if corporate or ClaimKind.AFFILIATION in read else ():
        linked = [*corporate, ClaimKind.BRANCH_OF] if draw(st.integers(0, 2)) == 0 else corporate
        found[name] = draw(u.facts_of(name, linked, hiding=hiding))
    found[u.BOT] = draw(u.facts_of(u.BOT, [ClaimKind.ACTS_FOR], hiding=hiding))
    presence = draw(st.none() | u.presences)
    return u.Scene(found, draw(u.references()), asked, draw(u.instants), presence)


kinds = st.sampled_from([PERSON, ORGANISATION])

"""What a version meets where it is published: issuers, sets and lists, and provisions beside each other."""

from datetime import timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.directives import (
    DirectiveContent,
    Exemption,
    NamedDefinition,
    Provision,
    Requirement,
    Threshold,
)
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import CountrySetName, IssuerName, ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Membership, ScreeningList, Source
from denizen.domain.rules import (
    AnyOf,
    CitizenOf,
    Definition,
    HoldsStatus,
    Listed,
    Not,
    ResidentIn,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from denizen.domain.static_checks import Filled, Surroundings, check
from denizen.domain.static_checks.evidence import unmet_thresholds, unregistered_issuers
from denizen.domain.static_checks.provisions import overlapping_provisions
from denizen.domain.static_checks.sets import empty_sets
from denizen.domain.warnings import StaticWarning, WarningKind
from tests.unit.evaluation.builders import (
    AGENCY,
    BUREAU,
    HIGH,
    LOW,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
    US,
    countries,
    held,
)

PERSON, ORGANISATION = PrincipalKind.PERSON, PrincipalKind.ORGANISATION
AMERICAN = CitizenOf(countries(US))
OWN_WORD = IssuerName("principals/ada")


def content(*provisions: Provision, **definitions: Rule) -> DirectiveContent:
    return DirectiveContent(
        Source(), provisions, tuple(NamedDefinition(name, rule) for name, rule in definitions.items())
    )


def asking(rule: Rule, *exemptions: Rule, **thresholds: Threshold) -> Provision:
    """A provision with a threshold for each kind of claim; `any` stands for every kind."""
    by_kind = {None if name == "any" else ClaimKind(name): each for name, each in thresholds.items()}
    exempt = tuple(Exemption(f"e{place}", each) for place, each in enumerate(exemptions))
    return Provision("p", rule, thresholds=by_kind, exemptions=exempt)


def clears(level: AssuranceLevel, *issuers: IssuerName) -> Threshold:
    return Threshold(clearing=Requirement(level, frozenset(issuers)))


def restricts(level: AssuranceLevel, *issuers: IssuerName) -> Threshold:
    return Threshold(restricting=Requirement(level, frozenset(issuers), timedelta(days=1)))


def unmet(where: str, kinds: str, level: str) -> StaticWarning:
    text = f"no registered issuer that is accepted may vouch for {kinds} at {level}"
    return StaticWarning(WarningKind.UNMET_THRESHOLD, f"provisions[0].thresholds{where}.minimum", text)


SURE, UNSURE = Issuer(BUREAU), Issuer(AGENCY, rights=(Right(highest=LOW),))
CITIZENSHIPS = Issuer(BUREAU, rights=(Right(frozenset({ClaimKind.CITIZENSHIP})),))


@pytest.mark.parametrize(
    ("provision", "issuers", "told"),
    [
        pytest.param(asking(AMERICAN), [], [], id="no threshold of its own"),
        pytest.param(asking(AMERICAN, any=clears(HIGH)), [SURE], [], id="met"),
        pytest.param(asking(AMERICAN, any=clears(LOW)), [UNSURE], [], id="met exactly"),
        pytest.param(
            asking(AMERICAN, any=clears(SUBSTANTIAL)),
            [UNSURE],
            [unmet("[0].clearing", "citizenship", "SUBSTANTIAL")],
            id="nobody so sure",
        ),
        pytest.param(
            asking(AMERICAN, any=restricts(SUBSTANTIAL)),
            [UNSURE],
            [unmet("[0].restricting", "citizenship", "SUBSTANTIAL")],
            id="to restrict",
        ),
        pytest.param(
            asking(AnyOf((AMERICAN, HoldsStatus(frozenset({PERMANENT})))), any=clears(LOW)),
            [CITIZENSHIPS],
            [unmet("[0].clearing", "immigration_status", "LOW")],
            id="one kind of two",
        ),
        pytest.param(
            asking(AnyOf((AMERICAN, HoldsStatus(frozenset({PERMANENT})))), any=clears(LOW)),
            [],
            [unmet("[0].clearing", "citizenship, immigration_status", "LOW")],
            id="both kinds, in their order",
        ),
        pytest.param(
            asking(AMERICAN, any=clears(HIGH), citizenship=clears(LOW)),
            [UNSURE],
            [],
            id="a kind has a threshold of its own",
        ),
        pytest.param(
            asking(AMERICAN, any=clears(HIGH), citizenship=restricts(LOW)),
            [UNSURE],
            [unmet("[0].clearing", "citizenship", "HIGH")],
            id="of its own, on the other side",
        ),
        pytest.param(
            asking(AMERICAN, residence=clears(HIGH), citizenship=clears(HIGH)),
            [CITIZENSHIPS],
            [unmet("[0].clearing", "residence", "HIGH")],
            id="for a kind that no rule weighs",
        ),
        pytest.param(asking(AMERICAN, completeness=clears(HIGH)), [CITIZENSHIPS], [], id="whoever vouches may close"),
        pytest.param(
            asking(AMERICAN, any=clears(LOW, AGENCY)), [CITIZENSHIPS, UNSURE], [], id="met by whom it accepts"
        ),
        pytest.param(
            asking(AMERICAN, any=clears(HIGH, AGENCY)),
            [SURE, UNSURE],
            [unmet("[0].clearing", "citizenship", "HIGH")],
            id="met by another only",
        ),
        pytest.param(asking(AMERICAN, any=clears(HIGH, AGENCY)), [SURE], [], id="accepts nobody who is registered"),
        pytest.param(asking(AMERICAN, any=clears(SELF_DECLARED)), [], [], id="a person's own word will do"),
        pytest.param(
            asking(AMERICAN, any=clears(SELF_DECLARED, BUREAU, OWN_WORD)),
            [Issuer(BUREAU, rights=(Right(frozenset()),))],
            [],
            id="one person's own word will do",
        ),
        pytest.param(
            asking(AMERICAN, any=clears(SELF_DECLARED, BUREAU)),
            [Issuer(BUREAU, rights=(Right(frozenset()),))],
            [unmet("[0].clearing", "citizenship", "SELF_DECLARED")],
            id="the word of one who may not vouch for it",
        ),
        pytest.param(
            asking(Not(Definition("d")), any=clears(LOW)),
            [],
            [unmet("[0].clearing", "citizenship, residence", "LOW")],
            id="through definitions",
        ),
        pytest.param(
            asking(AMERICAN, ResidentIn(countries(US)), any=clears(LOW)),
            [CITIZENSHIPS],
            [unmet("[0].clearing", "residence", "LOW")],
            id="what an exemption weighs",
        ),
        pytest.param(
            asking(SubsidiaryOf(UltimateParentHeadquarteredIn(countries(US))), any=clears(LOW)),
            [],
            [unmet("[0].clearing", "control, headquarters, ownership, ultimate_parent", "LOW")],
            id="a rule within a rule",
        ),
    ],
)
def test_thresholds_that_nobody_meets(provision: Provision, issuers: list[Issuer], told: list[StaticWarning]) -> None:
    definitions = {"d": AnyOf((Definition("e"), AMERICAN)), "e": AnyOf((ResidentIn(countries(US)), AMERICAN))}
    assert list(unmet_thresholds(content(provision, **definitions), issuers)) == told


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        pytest.param([BUREAU], None, id="registered"),
        pytest.param([OWN_WORD], None, id="a person's own word"),
        pytest.param([], None, id="anybody"),
        pytest.param([AGENCY], "nobody registered issuers/agency", id="not registered"),
        pytest.param(
            [IssuerName("issuers/zeal"), BUREAU, OWN_WORD, AGENCY],
            "nobody registered issuers/agency, issuers/zeal",
            id="two of four",
        ),
    ],
)
def test_issuers_whom_nobody_registered(accepted: list[IssuerName], words: str | None) -> None:
    provision = asking(AMERICAN, residence=clears(LOW), any=clears(LOW, *accepted))
    found = list(unregistered_issuers(content(asking(AMERICAN), provision), [SURE]))
    where = "provisions[1].thresholds[1].clearing.issuers"
    assert found == ([] if words is None else [StaticWarning(WarningKind.UNREGISTERED_ISSUER, where, words)])


def covering(name: str, kinds: str = "", populations: str = "", resources: str = "") -> Provision:
    return Provision(
        name,
        AMERICAN,
        kinds=frozenset(map(PrincipalKind, kinds.split())),
        populations=frozenset(populations.split()),  # type: ignore[arg-type] # names, as far as this goes
        resources=frozenset(resources.split()),  # type: ignore[arg-type] # likewise
    )


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param({}, {}, "persons and organisations, every population, every resource", id="everything"),
        pytest.param({"kinds": "person"}, {}, "persons, every population, every resource", id="persons"),
        pytest.param({"kinds": "person"}, {"kinds": "organisation"}, None, id="other kinds"),
        pytest.param(
            {"populations": "staff"}, {}, "persons and organisations, staff, every resource", id="one population"
        ),
        pytest.param({"populations": "staff"}, {"populations": "guest"}, None, id="other populations"),
        pytest.param(
            {"populations": "staff guest"},
            {"populations": "guest staff other"},
            "persons and organisations, guest, staff, every resource",
            id="two populations",
        ),
        pytest.param({"resources": "r1"}, {"resources": "r2"}, None, id="other resources"),
        pytest.param(
            {"resources": "r2"},
            {"resources": "r1 r2"},
            "persons and organisations, every population, r2",
            id="a resource",
        ),
        pytest.param(
            {"populations": "staff", "resources": "r1"},
            {"populations": "staff", "resources": "r2"},
            None,
            id="one of two",
        ),
    ],
)
def test_provisions_that_overlap(one: dict[str, str], other: dict[str, str], shared: str | None) -> None:
    text = f"a and b both cover {shared}; the strictest answer wins"
    told = [] if shared is None else [StaticWarning(WarningKind.OVERLAPPING_PROVISIONS, "provisions[1]", text)]
    assert list(overlapping_provisions(content(covering("a", **one), covering("b", **other)))) == told


NOWHERE, LATER = CountrySetName("countrySets/nowhere"), CountrySetName("countrySets/later")
BARE, FULL = ListName("lists/bare"), ListName("lists/full")
SETS = {NOWHERE: CountrySet(NOWHERE), LATER: CountrySet(LATER, members=(Membership(US, held("2099")),))}
LISTS = {BARE: Filled(ScreeningList(BARE), 0), FULL: Filled(ScreeningList(FULL), 1)}
NO_COUNTRY, NOBODY = f"{NOWHERE} has no members: no country is in it", f"{BARE} has no entries: nobody is on it"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        pytest.param(CitizenOf(countries(sets=["later"])), [], id="with a member, later"),
        pytest.param(CitizenOf(countries(sets=["unknown"])), [], id="one that is not there is another matter"),
        pytest.param(
            CitizenOf(countries(sets=["nowhere", "later"])), [("citizen_of.countries", NO_COUNTRY)], id="an empty set"
        ),
        pytest.param(Listed(frozenset({FULL})), [], id="a list with an entry"),
        pytest.param(Listed(frozenset({FULL, BARE})), [("listed.lists", NOBODY)], id="an empty list"),
        pytest.param(
            AnyOf((Listed(frozenset({BARE})), CitizenOf(countries(sets=["nowhere"])), Listed(frozenset({BARE})))),
            [("any[0].listed.lists", NOBODY), ("any[1].citizen_of.countries", NO_COUNTRY)],
            id="each where it is first named",
        ),
        pytest.param(
            AnyOf((ResidentIn(countries(sets=["nowhere"])), CitizenOf(countries(sets=["nowhere"])))),
            [("any[0].resident_in.countries", NO_COUNTRY)],
            id="a set named twice",
        ),
        pytest.param(HoldsStatus(frozenset({PERMANENT})), [], id="no countries at all"),
    ],
)
def test_sets_in_which_nobody_is(rule: Rule, told: list[tuple[str, str]]) -> None:
    wanted = [StaticWarning(WarningKind.EMPTY_SET, f"provisions[0].definition.{path}", text) for path, text in told]
    assert list(empty_sets(content(asking(rule)), SETS, LISTS)) == wanted


def test_a_test_subset_is_meant_to_be_empty() -> None:
    sets = {NOWHERE: CountrySet(NOWHERE, test_subset=True)}
    lists = {BARE: Filled(ScreeningList(BARE, test_subset=True), 0)}
    rule = AnyOf((CitizenOf(countries(sets=["nowhere"])), Listed(frozenset({BARE}))))
    assert list(empty_sets(content(asking(rule)), sets, lists)) == []


def test_everything_is_checked_and_seen_from_the_request() -> None:
    rule = AnyOf((AMERICAN, Not(AMERICAN), CitizenOf(countries(sets=["nowhere"]))))
    version = content(asking(rule, citizenship=clears(HIGH, AGENCY, BUREAU)), covering("q"))
    found = check(version, Surroundings(1, (), (held("2024", "2025"), held("2026")), SETS, LISTS, (UNSURE,)))
    assert [(each.kind, each.field) for each in found] == [
        (WarningKind.NEVER_FALSE, "version.provisions[0].definition"),
        (WarningKind.OVERLAPPING_PROVISIONS, "version.provisions[1]"),
        (WarningKind.UNMET_THRESHOLD, "version.provisions[0].thresholds[0].clearing.minimum"),
        (WarningKind.UNREGISTERED_ISSUER, "version.provisions[0].thresholds[0].clearing.issuers"),
        (WarningKind.EMPTY_SET, "version.provisions[0].definition.any[2].citizen_of.countries"),
        (WarningKind.GAP, "planned_activations[0]"),
    ]

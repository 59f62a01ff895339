"""How far ways are sought: nothing is tried that cannot be, and no more than is allowed for."""

from decimal import Decimal

import pytest

from denizen.domain.claims import (
    ActsFor,
    ClaimKind,
    ImmigrationCategory,
    OrganisationClass,
    OrganisationClassification,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination, Presence
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.evaluation import compile_version
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.reusing import Changed
from denizen.domain.evaluation.settling import Ground, settle
from denizen.domain.evaluation.settling.searching import MOST_TRIED
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.reference import CountrySet, Reference
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    Definition,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    Listed,
    OrganisationIs,
    OwnedBy,
    PresentIn,
    ResidentIn,
    Rule,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ACME,
    AGENCY,
    CN,
    DE,
    EMPLOYEE,
    FR,
    GB,
    HOLDING,
    LOW,
    NOW,
    ORGANISATION,
    PAYROLL,
    SCREENING,
    SUBSTANTIAL,
    US,
    acme,
    ada,
    ask,
    attest,
    countries,
    directive,
    employee,
    incorporated,
    name,
    organisation,
    owns,
    provision,
    under,
    version,
    world,
)

IN_CN = IncorporatedIn(countries(CN))
GUARDED = All((Is(ORGANISATION), IN_CN))
CHINESE_OWNED = OwnedBy(GUARDED, Decimal(50))
GOVERNMENT = OrganisationClass.FOREIGN_GOVERNMENT
EMPTY = CountrySetName("countrySets/empty")
CLEARED = Determination.NOT_FOREIGN_NATIONAL


@pytest.mark.parametrize(
    ("rule", "facts", "searched"),
    [
        pytest.param(
            All((PresentIn(countries(US)), PresentIn(countries(CN)), ResidentIn(countries(CN)))),
            (ada(),),
            3,
            id="a place that is two",
        ),
        pytest.param(All((ResidentIn(countries(FR)), ResidentIn(countries(CN)))), (ada(),), 2, id="two residences"),
        pytest.param(
            HoldsStatus(frozenset({ImmigrationCategory.DACA}), countries(FR)), (ada(),), 1, id="a status of no country"
        ),
        pytest.param(OrganisationIs(frozenset(OrganisationClass)), (acme(),), 2, id="a class beside all classes"),
        pytest.param(
            OrganisationIs(frozenset({GOVERNMENT}), countries(sets=["empty"])),
            (acme(attest(OrganisationClassification(GOVERNMENT))),),
            1,
            id="a country of none",
        ),
        pytest.param(
            CHINESE_OWNED,
            (acme(attest(owns(HOLDING, 60), purposes=[PAYROLL])), incorporated(FR, principal=HOLDING)),
            1,
            id="an owner who may not be seen",
        ),
    ],
)
def test_what_cannot_be_is_not_tried(rule: Rule, facts: tuple[PrincipalFacts, ...], searched: int) -> None:
    reference = Reference({EMPTY: CountrySet(EMPTY)})
    assert under(rule, *facts, reference=reference, settle=True).settling_searched == searched


def foreign(rule: Rule, *facts: PrincipalFacts, definitions: dict[str, Rule] | None = None) -> list[list[str]]:
    kind = facts[0].kind
    given = directive(version(provision(rule, kind), definitions=definitions))
    ways = ask(given, *facts, settle=True).settling
    return [[step.text for step in way.steps] for way in ways if way.determination is Determination.FOREIGN_NATIONAL]


OWNED_BY_ANY = AnyOf((*(OwnedBy(GUARDED, Decimal(50 + n)) for n in range(11)), IN_CN))
LISTED_OR_CHINESE = AnyOf((*(Listed(frozenset({ListName(f"lists/{n}")})) for n in range(12)), CitizenOf(countries(CN))))


@pytest.mark.parametrize(
    ("rule", "facts", "text"),
    [
        pytest.param(OWNED_BY_ANY, (acme(),), "attest CN incorporation", id="the last of twelve"),
        pytest.param(Definition("d"), (acme(),), "attest CN incorporation", id="the last of twelve in a definition"),
        pytest.param(LISTED_OR_CHINESE, (ada(),), "attest CN citizenship", id="beside twelve lists"),
        pytest.param(
            Affiliated(frozenset({EMPLOYEE}), IN_CN),
            (ada(*(attest(employee(name(f"e{n:02}")), id=f"e{n:02}") for n in range(13))), organisation(name("e12"))),
            "attest of principals/e12: CN incorporation",
            id="beside twelve employers on no file",
        ),
    ],
)
def test_the_one_alternative_that_may_be_met(rule: Rule, facts: tuple[PrincipalFacts, ...], text: str) -> None:
    assert foreign(rule, *facts, definitions={"d": OWNED_BY_ANY}) == [[text]]


def test_the_fewest_steps_are_tried_first() -> None:
    parents = (UltimateParentHeadquarteredIn(countries(each)) for each in (CN, FR, DE, GB))
    ways = foreign(AnyOf((*parents, IN_CN)), acme())
    assert ways[0] == ["attest CN incorporation"]
    assert [len(way) for way in ways] == [1, 2, 2, 2]


def test_the_same_way_is_told_once() -> None:
    german = AnyOf((CitizenOf(countries(DE)), All((CitizenOf(countries(FR, DE)), CitizenOf(countries(DE, CN))))))
    assert foreign(german, ada()) == [["attest DE citizenship"]]


INTERNATIONAL = "attest that the organisation is an international organisation at SUBSTANTIAL or better"
NOT_IN_CN = "attest incorporation in a country other than CN at SUBSTANTIAL or better"


@pytest.mark.parametrize(
    ("more", "way"),
    [
        pytest.param([], [INTERNATIONAL], id="one step does"),
        pytest.param([IN_CN], [NOT_IN_CN], id="of two steps the one that rules out the other"),
    ],
)
def test_sixteen_conditions_of_two_options_each(more: list[Rule], way: list[str]) -> None:
    """Of the 65,536 combinations some are put together."""
    codes = "CN FR DE GB US HK AD AE AF AG AL AM AO AR AT AU"
    of_each = (OrganisationIs(frozenset({GOVERNMENT}), countries(Country.of(code))) for code in codes.split())
    ways = under(AnyOf((*of_each, *more)), acme(), settle=True).settling
    told = [[step.text for step in each.steps] for each in ways if each.determination is CLEARED]
    assert way in told


class Agreeing:
    """Finds what is wanted, whatever is supposed: first that somebody is not foreign, then that they are."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, world: World, presence: Presence | None, changed: Changed) -> Determination:
        self.asked += 1
        first = self.asked <= MOST_TRIED
        return Determination.NOT_FOREIGN_NATIONAL if first else Determination.FOREIGN_NATIONAL


def test_no_more_is_tried_than_is_allowed() -> None:
    """Each set of moves is tried in eight variants: at four levels, by anybody and by an issuer who is accepted. With a
    link on file none is taken to weigh the same as another.

    To clear, both moves are tried together, and there is not enough left to see whether one of them would do: that is
    no way. To restrict, the first of two moves is tried, and there is not enough left for the second.
    """
    rule = AnyOf((CitizenOf(countries(US)), LawfullyPresentIn(countries(CN))))
    given = provision(rule, thresholds={ClaimKind.OWNERSHIP: Threshold(clearing=Requirement(LOW, frozenset({AGENCY})))})
    facts = ada(attest(ActsFor(ACME), LOW), attest(ActsFor(ACME), SUBSTANTIAL))
    (compiled,) = compile_version(version(given).content).provisions
    moment = Moment(NOW, SCREENING, world(facts), Reference(), asked=facts.name)
    subject = moment.judged(facts.name)
    assert isinstance(subject, Subject)
    judge = Agreeing()
    settlement = settle(Ground(moment, subject, (compiled.root.evaluate(moment, subject),)), judge)
    assert judge.asked == 2 * MOST_TRIED
    assert [(way.determination, [step.text for step in way.steps]) for way in settlement.ways] == [
        (Determination.FOREIGN_NATIONAL, ["attest US citizenship"])
    ]
    assert settlement.searched == 5

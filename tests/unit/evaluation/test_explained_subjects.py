"""Explanations say of whom each node speaks."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Affiliation,
    AffiliationKind,
    BranchOf,
    CitizenshipClass,
    ClaimKind,
    Control,
    Establishment,
    Headquarters,
    Ownership,
    Residence,
    UltimateParent,
)
from denizen.domain.determinations import Explanation
from denizen.domain.names import ListName
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Definition,
    EstablishedIn,
    IncorporatedIn,
    Is,
    Listed,
    MostRecentCountryIn,
    Not,
    PresentIn,
    ResidentIn,
    Rule,
    Since,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ACME,
    BRANCH,
    CN,
    FR,
    HOLDING,
    LOW,
    ORGANISATION,
    PAYROLL,
    PERSON,
    TRUE,
    about,
    acme,
    ada,
    ask,
    attest,
    citizen,
    closed,
    countries,
    deny,
    directive,
    found,
    name,
    only,
    organisation,
    provision,
    version,
)

LI = name("li")


RECENT = MostRecentCountryIn(countries(CN))


CLOSED = [attest(closed(ClaimKind.CITIZENSHIP, citizen(FR))), attest(closed(ClaimKind.IMMIGRATION_STATUS))]


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        pytest.param(RECENT, [], id="none known"),
        pytest.param(RECENT, [attest(citizen(CN)), deny(citizen(CN))], id="contested"),
        pytest.param(RECENT, [attest(citizen(CN)), attest(citizen(FR))], id="undated"),
        pytest.param(RECENT, [attest(citizen(CN))], id="open"),
        pytest.param(RECENT, [attest(citizen(FR)), *CLOSED], id="closed"),
        pytest.param(CitizenOf(countries(CN)), [attest(citizen(CN))], id="a set, TRUE"),
        pytest.param(CitizenOf(countries(CN)), [], id="a set, nothing"),
        pytest.param(CitizenOf(countries(CN)), [attest(citizen(FR)), *CLOSED], id="a set, FALSE"),
        pytest.param(CitizenOf(countries(CN)), [attest(citizen(CN)), deny(citizen(CN))], id="a set, contested"),
        pytest.param(CitizenOf(countries(CN), when=Since()), [attest(citizen(CN), end="2020")], id="history"),
        pytest.param(
            CitizenOf(countries(CN), frozenset((CitizenshipClass.CITIZEN,))),
            [attest(citizen(CN, CitizenshipClass.UNSPECIFIED))],
            id="a set, unsure",
        ),
        pytest.param(ResidentIn(countries(CN)), [], id="single, nothing"),
        pytest.param(ResidentIn(countries(CN)), [attest(Residence(CN))], id="single"),
        pytest.param(ResidentIn(countries(CN)), [deny(Residence(CN))], id="single, denied"),
        pytest.param(ResidentIn(countries(CN)), [attest(Residence(CN)), attest(Residence(FR))], id="single, contested"),
        pytest.param(
            ResidentIn(countries(CN)), [attest(Residence(CN)), attest(Residence(FR), purposes=[PAYROLL])], id="hidden"
        ),
        pytest.param(PresentIn(countries(CN)), [], id="presence"),
        pytest.param(Listed(frozenset((ListName("lists/a"),))), [], id="list"),
        pytest.param(All((Is(PERSON),)), [], id="all"),
        pytest.param(AnyOf((Is(PERSON),)), [], id="any"),
        pytest.param(Not(Is(PERSON)), [], id="not"),
        pytest.param(IncorporatedIn(countries(CN)), [], id="of another kind"),
        pytest.param(Definition("inner"), [], id="definition"),
    ],
)
def test_every_node_says_of_whom_it_speaks(rule: Rule, facts: list[Attestation]) -> None:
    guard = ORGANISATION if isinstance(rule, IncorporatedIn) else PERSON
    given = provision(ControlledBy(All((rule, Is(guard)))), ORGANISATION)
    rules = directive(version(given, definitions={"inner": CitizenOf(countries(CN))}))
    tree = ask(rules, acme(*only(Control(LI))), about(LI, *facts, kind=PERSON)).explanation
    assert tree is not None
    assert tree.subject is None

    def subjects(node: Explanation) -> set[object]:
        return {node.subject, *(each for child in node.children for each in subjects(child))}

    assert subjects(tree.children[0]) == {LI}


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        pytest.param(Listed(frozenset((ListName("lists/a"),))), [], id="screened"),
        pytest.param(SubsidiaryOf(IncorporatedIn(countries(CN))), [], id="subsidiary, nothing"),
        pytest.param(SubsidiaryOf(IncorporatedIn(countries(CN))), [deny(Ownership())], id="subsidiary, closed"),
        pytest.param(EstablishedIn(countries(CN, FR)), [deny(Establishment(CN)), deny(Establishment(FR))], id="denied"),
        pytest.param(EstablishedIn(countries(CN)), [attest(BranchOf(name("x")))], id="of a head office, nothing"),
        pytest.param(EstablishedIn(countries(CN)), [attest(BranchOf(HOLDING))], id="of a head office"),
    ],
)
def test_of_which_organisation_a_node_speaks(rule: Rule, facts: list[Attestation]) -> None:
    inner = All((Is(ORGANISATION), rule))
    head = organisation(HOLDING, attest(Establishment(CN)))
    middle = organisation(BRANCH, *facts, keys=[b"k"])
    tree = found(ControlledBy(inner), acme(*only(Control(BRANCH))), middle, head)

    def subjects(node: Explanation) -> set[object]:
        return {node.subject, *(each for child in node.children for each in subjects(child))}

    assert subjects(tree.children[0]) == {BRANCH}


def test_a_subject_is_named_where_it_is_another() -> None:
    rule = Affiliated(frozenset((AffiliationKind.AGENT,)), UltimateParentHeadquarteredIn(countries(CN)))
    parent = organisation(name("parent"), attest(Headquarters(CN), LOW))
    company = acme(attest(UltimateParent(name("parent"))))
    tree = found(rule, ada(attest(Affiliation(AffiliationKind.AGENT, ACME))), company, parent)
    assert tree.subject is None
    (middle,) = tree.children
    (seat,) = middle.children
    assert (middle.subject, middle.node) == (ACME, "ultimate_parent_headquartered_in CN")
    assert (seat.subject, seat.node, seat.value) == (name("parent"), "headquartered_in CN", TRUE)
    assert seat.rests_on == ("principals/parent/attestations/a1",)

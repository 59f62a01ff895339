"""The class of an organisation, and where its ultimate parent sits."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    ClaimKind,
    Headquarters,
    Incorporation,
    OrganisationClass,
    OrganisationClassification,
    Residence,
    UltimateParent,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import (
    Not,
    OrganisationIs,
    ResidentIn,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ADA,
    AGENCY,
    BUREAU,
    CN,
    FALSE,
    FR,
    HIGH,
    HOLDING,
    LOW,
    SUBSTANTIAL,
    TRUE,
    UNKNOWN,
    US,
    acme,
    ada,
    attest,
    closed,
    countries,
    deny,
    found,
    organisation,
    restricting,
    value,
)

RESIDENT = ResidentIn(countries(US))
CONFLICT = Reason.CONFLICTING_ATTESTATIONS
GOVERNMENT = OrganisationClass.FOREIGN_GOVERNMENT


def classified(klass: OrganisationClass | None, country: object = None) -> OrganisationClassification:
    return OrganisationClassification(klass, country)  # type: ignore[arg-type] # a country


@pytest.mark.parametrize(
    ("attestations", "anywhere", "french"),
    [
        pytest.param([], UNKNOWN, UNKNOWN, id="nothing attested"),
        pytest.param([attest(classified(GOVERNMENT, FR))], TRUE, TRUE, id="the class, there"),
        pytest.param([attest(classified(GOVERNMENT, CN))], TRUE, FALSE, id="the class, elsewhere"),
        pytest.param([attest(classified(GOVERNMENT))], TRUE, UNKNOWN, id="the class, not said where"),
        pytest.param([attest(classified(OrganisationClass.US_GOVERNMENT))], FALSE, FALSE, id="another class"),
        pytest.param([attest(Incorporation(US))], FALSE, FALSE, id="incorporated: no class at all"),
        pytest.param([attest(Incorporation(US), LOW)], UNKNOWN, UNKNOWN, id="weakly incorporated"),
        pytest.param([deny(Incorporation(US))], UNKNOWN, UNKNOWN, id="not incorporated there"),
        pytest.param(
            [attest(Incorporation(US)), attest(classified(GOVERNMENT, FR), LOW)], TRUE, TRUE, id="a direct claim first"
        ),
        pytest.param([deny(classified(GOVERNMENT))], FALSE, FALSE, id="denied everywhere"),
        pytest.param([deny(classified(None))], FALSE, FALSE, id="every class denied"),
        pytest.param([deny(classified(GOVERNMENT, FR))], UNKNOWN, FALSE, id="denied there"),
        pytest.param([deny(classified(GOVERNMENT, CN))], UNKNOWN, UNKNOWN, id="denied elsewhere"),
        pytest.param([deny(classified(OrganisationClass.US_GOVERNMENT))], UNKNOWN, UNKNOWN, id="another class denied"),
        pytest.param([attest(closed(ClaimKind.ORGANISATION_CLASS))], FALSE, FALSE, id="closed"),
    ],
)
def test_class_of_organisation(attestations: list[Attestation], anywhere: Truth, french: Truth) -> None:
    classes = frozenset((GOVERNMENT,))
    assert value(OrganisationIs(classes), acme(*attestations)) is anywhere
    assert value(OrganisationIs(classes, countries(FR)), acme(*attestations)) is french


def test_a_country_that_is_not_said_is_told() -> None:
    tree = found(OrganisationIs(frozenset((GOVERNMENT,)), countries(FR)), acme(attest(classified(GOVERNMENT))))
    assert tree.reasons == (Reason.NOT_ATTESTED,)


def test_a_claim_that_says_too_little_and_is_contested_in_one_direction_is_contested() -> None:
    government = OrganisationIs(frozenset((GOVERNMENT,)), countries(FR))
    facts = acme(attest(classified(GOVERNMENT)), deny(classified(None), issuer=AGENCY))
    by_the_bureau = restricting(LOW, issuers=frozenset((BUREAU,)))
    assert found(government, facts, provided={"thresholds": by_the_bureau}).reasons == (CONFLICT,)
    assert found(Not(government), facts, provided={"thresholds": by_the_bureau}).children[0].reasons == (CONFLICT,)


def test_each_of_several_classes_must_be_excluded() -> None:
    rule = OrganisationIs(frozenset((GOVERNMENT, OrganisationClass.INTERNATIONAL_ORGANISATION)))
    one = deny(classified(GOVERNMENT))
    assert value(rule, acme(one)) is UNKNOWN
    assert value(rule, acme(one, deny(classified(OrganisationClass.INTERNATIONAL_ORGANISATION)))) is FALSE


def test_a_weak_claim_that_says_too_little_does_not_displace() -> None:
    rule = OrganisationIs(frozenset((GOVERNMENT,)), countries(FR))
    sure = attest(classified(GOVERNMENT, FR), start="2010")
    assert value(rule, acme(sure, attest(classified(GOVERNMENT), LOW, start="2020"))) is TRUE
    assert value(rule, acme(sure, attest(classified(GOVERNMENT), start="2020"))) is UNKNOWN
    elsewhere = attest(classified(GOVERNMENT, CN), start="2010")
    assert value(rule, acme(elsewhere, attest(classified(GOVERNMENT), LOW, start="2020"))) is UNKNOWN
    assert value(Not(rule), acme(elsewhere, attest(classified(GOVERNMENT), LOW, start="2020"))) is TRUE


# ------------------------------------------------------------------------------------------------ ultimate parent

PARENT_IN_CHINA = UltimateParentHeadquarteredIn(countries(CN))


@pytest.mark.parametrize(
    ("parent", "attestations", "expected", "reasons"),
    [
        pytest.param([attest(Headquarters(CN))], [attest(UltimateParent(HOLDING))], TRUE, set(), id="there"),
        pytest.param([attest(Headquarters(US))], [attest(UltimateParent(HOLDING))], FALSE, set(), id="elsewhere"),
        pytest.param([], [attest(UltimateParent(HOLDING))], UNKNOWN, set(), id="not known where"),
        pytest.param([attest(Headquarters(CN))], [], UNKNOWN, {Reason.NOT_ATTESTED}, id="no parent attested"),
        pytest.param([], [attest(UltimateParent()), attest(Headquarters(CN))], TRUE, set(), id="its own parent, there"),
        pytest.param([], [attest(UltimateParent()), attest(Headquarters(US))], FALSE, set(), id="its own, elsewhere"),
        pytest.param([], [deny(UltimateParent())], FALSE, set(), id="no parent of any kind"),
        pytest.param([], [deny(UltimateParent(HOLDING))], UNKNOWN, {Reason.NOT_ATTESTED}, id="not that parent"),
        pytest.param(
            [attest(Headquarters(CN))],
            [
                attest(UltimateParent(HOLDING), start="2020"),
                attest(UltimateParent(), start="2010"),
                attest(Headquarters(US)),
            ],
            TRUE,
            set(),
            id="the latest",
        ),
        pytest.param(
            [attest(Headquarters(CN), LOW)], [attest(UltimateParent(HOLDING), LOW)], TRUE, set(), id="weakly there"
        ),
        pytest.param(
            [attest(Headquarters(US))],
            [attest(UltimateParent(HOLDING), LOW)],
            UNKNOWN,
            {Reason.ASSURANCE_TOO_LOW},
            id="weakly elsewhere",
        ),
    ],
)
def test_headquarters_of_the_ultimate_parent(
    parent: list[Attestation], attestations: list[Attestation], expected: Truth, reasons: set[Reason]
) -> None:
    tree = found(PARENT_IN_CHINA, acme(*attestations), organisation(HOLDING, *parent))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)


def test_an_unknown_parent_is_told() -> None:
    tree = found(PARENT_IN_CHINA, acme(attest(UltimateParent(HOLDING))))
    assert tree.value is UNKNOWN
    assert tree.children[0].reasons == (Reason.UNKNOWN_ORGANISATION,)
    assert tree.children[0].subject == HOLDING


def test_each_of_two_parents_is_told() -> None:
    facts = acme(attest(UltimateParent(HOLDING)), attest(UltimateParent()), attest(Headquarters(US)))
    tree = found(PARENT_IN_CHINA, facts, organisation(HOLDING, attest(Headquarters(CN))))
    assert (tree.value, tree.reasons) == (UNKNOWN, (CONFLICT,))
    assert [(each.subject, each.value) for each in tree.children] == [(HOLDING, TRUE), (None, FALSE)]


def test_a_person_has_no_headquarters() -> None:
    assert value(PARENT_IN_CHINA, acme(attest(UltimateParent(ADA))), ada()) is FALSE


def test_a_threshold_to_restrict_holds_here_too() -> None:
    thresholds = restricting(HIGH)
    assert value(RESIDENT, ada(attest(Residence(US), SUBSTANTIAL)), provided={"thresholds": thresholds}) is UNKNOWN

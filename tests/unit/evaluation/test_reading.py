"""What a node reads is all that its finding depends on: claims of other kinds may change, and it is not found again.

Here each time one claim ends, of a kind that the rule reads only indirectly; the answer must not outlast it.
"""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.claims import (
    AffiliationKind,
    BranchOf,
    Control,
    Headquarters,
    Incorporation,
    OrganisationClass,
    Statelessness,
    UltimateParent,
)
from denizen.domain.determinations import Determination
from denizen.domain.evaluation import answer
from denizen.domain.facts import PrincipalFacts, bears_on
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    Affiliated,
    All,
    CitizenOf,
    ControlledBy,
    HoldsStatus,
    IncorporatedIn,
    Is,
    OrganisationIs,
    OwnedBy,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.asking import ask, provide, question, with_facts
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    CN,
    HOLDING,
    PERMANENT,
    US,
    acme,
    ada,
    attest,
    citizen,
    countries,
    day,
    directive,
    employee,
    organisation,
    owns,
    under,
    version,
)
from tests.unit.evaluation.profiles import examples

END = "2025"
IN_CHINA = IncorporatedIn(countries(CN))
CHINESE = CitizenOf(countries(CN))
CHINESE_PERSON = All((Is(PrincipalKind.PERSON), CHINESE))


@dataclass(frozen=True)
class Ending:
    id: str
    rule: Rule
    facts: tuple[PrincipalFacts, ...]


ENDINGS = [
    Ending("citizen_of by statelessness", CHINESE, (ada(attest(Statelessness(), end=END)),)),
    Ending(
        "holds_status by citizenship",
        HoldsStatus(frozenset({PERMANENT}), countries(US)),
        (ada(attest(citizen(US), end=END)),),
    ),
    Ending(
        "organisation_is by incorporation",
        OrganisationIs(frozenset({OrganisationClass.FOREIGN_GOVERNMENT})),
        (acme(attest(Incorporation(US), end=END)),),
    ),
    Ending(
        "affiliated by incorporation of the employer",
        Affiliated(frozenset({AffiliationKind.EMPLOYEE}), IN_CHINA),
        (ada(attest(employee(ACME))), acme(attest(Incorporation(CN), end=END))),
    ),
    Ending(
        "owned_by by citizenship of the owner",
        OwnedBy(CHINESE_PERSON, Decimal(50), exceeded=False),
        (acme(attest(owns(ADA, 60))), ada(attest(citizen(CN), end=END))),
    ),
    Ending(
        "controlled_by by citizenship of the controller",
        ControlledBy(CHINESE_PERSON),
        (acme(attest(Control(ADA))), ada(attest(citizen(CN), end=END))),
    ),
    Ending(
        "subsidiary_of by holding",
        SubsidiaryOf(IN_CHINA, in_fact=False),
        (acme(attest(owns(HOLDING, 60), end=END)), organisation(HOLDING, attest(Incorporation(CN)))),
    ),
    Ending(
        "subsidiary_of by control in fact",
        SubsidiaryOf(IN_CHINA, in_fact=True),
        (acme(attest(Control(HOLDING, in_fact=True), end=END)), organisation(HOLDING, attest(Incorporation(CN)))),
    ),
    Ending(
        "subsidiary_of by incorporation of the parent",
        SubsidiaryOf(IN_CHINA, in_fact=False),
        (acme(attest(owns(HOLDING, 60))), organisation(HOLDING, attest(Incorporation(CN), end=END))),
    ),
    Ending(
        "ultimate_parent_headquartered_in by its seat",
        UltimateParentHeadquarteredIn(countries(CN)),
        (acme(attest(UltimateParent(HOLDING))), organisation(HOLDING, attest(Headquarters(CN), end=END))),
    ),
    Ending(
        "a branch by its head office",
        IN_CHINA,
        (acme(attest(BranchOf(HOLDING), end=END)), organisation(HOLDING, attest(Incorporation(CN)))),
    ),
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda each: each.id)
def test_an_answer_ends_with_what_it_rests_on_indirectly(ending: Ending) -> None:
    found = under(ending.rule, *ending.facts)
    assert found.determination is not Determination.UNDETERMINED
    assert found.valid_until == day(END)


@pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)
@examples(60)
@given(data=st.data())
def test_claims_that_no_rule_reads_do_not_matter(kind: PrincipalKind, data: st.DataObject) -> None:
    rule, other = data.draw(trees.rules_for(kind)), data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule, other))
    compiled = directive(version(provide(kind, rule, thresholds=data.draw(u.thresholds()))))
    less = scene
    for name, facts in scene.world.items():
        read = [each for each in facts.attestations if compiled.reads_any(frozenset((bears_on(each.claim),)))]
        less = with_facts(less, name, read)
    assert ask(compiled, less) == ask(compiled, scene)
    whole = answer(question(scene), compiled, scene.world, scene.reference)
    assert answer(question(less), compiled, less.world, less.reference).valid_until == whole.valid_until

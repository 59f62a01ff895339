"""Versions that cannot be published: the rule, what it is and what it may be; and what is outlined of a way."""

from decimal import Decimal

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import AffiliationKind, Citizenship, ClaimKind, Completeness
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination, Step, StepAction, Way
from denizen.domain.directives import DirectiveContent, NamedDefinition, Provision
from denizen.domain.names import AttestationName, PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.publication import DEEPEST, MOST_RULES, places, prepared
from denizen.domain.reference import Source
from denizen.domain.rule_paths import walk_paths
from denizen.domain.rules import Affiliated, AnyOf, ControlledBy, Definition, Is, Not, OwnedBy, Rule, SubsidiaryOf
from denizen.domain.shown import WITHHELD, outlined
from tests.unit.refusals.wording import said

PERSON = Is(PrincipalKind.PERSON)


def content(rule: Rule, **definitions: Rule) -> DirectiveContent:
    named = tuple(NamedDefinition(name, each) for name, each in definitions.items())
    return DirectiveContent(Source(), (Provision("p", rule),), named)


def nested(depth: int) -> Rule:
    rule: Rule = PERSON
    for _ in range(depth - 1):
        rule = Not(rule)
    return rule


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param(
            content(Definition("a")),
            "provisions[0].definition.definition: got 'a', wanted a definition of this version: none is given",
            id="none given",
        ),
        pytest.param(
            content(Definition("a"), b=PERSON, c=PERSON),
            "provisions[0].definition.definition: got 'a', wanted a definition of this version: b, c",
            id="others given",
        ),
        pytest.param(
            content(Definition("a"), a=Definition("a")),
            "definitions[0].rule.definition: got 'a', wanted a definition that does not rest on itself",
            id="on itself",
        ),
        pytest.param(
            DirectiveContent(Source(), (), (NamedDefinition("a", PERSON), NamedDefinition("a", PERSON))),
            "definitions[1].name: got 'a', wanted each name once",
            id="a name twice",
        ),
        pytest.param(
            content(nested(DEEPEST + 1)),
            "provisions[0].definition: got '51 rules inside each other', wanted at most 50",
            id="too deep",
        ),
        pytest.param(
            content(Not(Definition("a")), a=nested(DEEPEST)),
            "provisions[0].definition: got '51 rules inside each other', wanted at most 50",
            id="too deep with its definition",
        ),
        pytest.param(
            content(AnyOf((PERSON,) * MOST_RULES)),
            "provisions[0].definition: got '2001 rules up to here', wanted at most 2000 in a version",
            id="too many",
        ),
        pytest.param(
            DirectiveContent(Source(), tuple(Provision(f"p{n}", AnyOf((PERSON,) * 1000)) for n in range(2)), ()),
            "provisions[1].definition: got '2002 rules up to here', wanted at most 2000 in a version",
            id="too many in all its provisions",
        ),
        pytest.param(
            content(AnyOf((Definition("a"),) * 1000), a=Not(PERSON)),
            "provisions[0].definition: got '2001 rules up to here', wanted at most 2000 in a version",
            id="too many with their definition",
        ),
    ],
)
def test_what_cannot_be_published(given: DirectiveContent, words: str) -> None:
    assert said(lambda: prepared(given)) == words


def test_what_can() -> None:
    for given in (content(nested(DEEPEST)), content(AnyOf((PERSON,) * (MOST_RULES - 1)))):
        assert prepared(given) is not given
        assert prepared(given) == given


def test_every_rule_is_found_at_its_place() -> None:
    parts = (
        Affiliated(frozenset({AffiliationKind.EMPLOYEE}), PERSON),
        OwnedBy(PERSON, Decimal(50)),
        SubsidiaryOf(PERSON),
        ControlledBy(PERSON),
        ControlledBy(None),
    )
    assert [path for path, _ in walk_paths(AnyOf(parts), "here")] == [
        "here",
        "here.any[0]",
        "here.any[0].affiliated.organisation",
        "here.any[1]",
        "here.any[1].owned_by.owner",
        "here.any[2]",
        "here.any[2].subsidiary_of.parent",
        "here.any[3]",
        "here.any[3].controlled_by.controller",
        "here.any[4]",
    ]
    assert [path for path, _ in places(content(Not(Definition("b")), a=PERSON, b=Not(PERSON)))] == [
        "provisions[0].definition",
        "provisions[0].definition.not",
        "definitions[1].rule",
        "definitions[1].rule.not",
    ]


ALICE, BOSS = PrincipalName("principals/alice"), PrincipalName("principals/boss")
A1 = AttestationName("principals/alice/attestations/a1")
AMERICAN, LOW = Citizenship(Country.of("US")), AssuranceLevel.LOW
NONE_ELSE, CITIZENSHIP = Completeness(ClaimKind.CITIZENSHIP), ClaimKind.CITIZENSHIP


@pytest.mark.parametrize(
    ("step", "outline"),
    [
        pytest.param(
            Step(StepAction.ATTEST, ALICE, "", AMERICAN, minimum=LOW, kind=CITIZENSHIP),
            Step(StepAction.ATTEST, WITHHELD, "attest citizenship at LOW or better", minimum=LOW, kind=CITIZENSHIP),
            id="attest",
        ),
        pytest.param(
            Step(StepAction.ATTEST, ALICE, "", NONE_ELSE, minimum=LOW, kind=ClaimKind.COMPLETENESS),
            Step(
                StepAction.ATTEST,
                WITHHELD,
                "declare which citizenships there are, and that these are all at LOW or better",
                minimum=LOW,
                kind=ClaimKind.COMPLETENESS,
            ),
            id="declare",
        ),
        pytest.param(
            Step(StepAction.ATTEST, BOSS, "", NONE_ELSE, minimum=LOW, kind=ClaimKind.COMPLETENESS),
            Step(StepAction.ATTEST, WITHHELD, "attest what is missing at LOW or better", minimum=LOW),
            id="of another",
        ),
        pytest.param(
            Step(StepAction.SUPERSEDE, ALICE, "", AMERICAN, minimum=LOW, attestation=A1, kind=CITIZENSHIP),
            Step(
                StepAction.SUPERSEDE,
                WITHHELD,
                "supersede an attestation that falls short at LOW or better",
                minimum=LOW,
            ),
            id="supersede",
        ),
        pytest.param(
            Step(StepAction.RESOLVE, ALICE, "", attestation=A1),
            Step(
                StepAction.RESOLVE,
                WITHHELD,
                "revoke one of the attestations that contradict each other, if it is the one that is wrong",
            ),
            id="resolve",
        ),
        pytest.param(
            Step(StepAction.PRESENCE, ALICE, "", minimum=LOW, country=Country.of("US")),
            Step(StepAction.PRESENCE, WITHHELD, "observe where the principal is at LOW or better", minimum=LOW),
            id="presence",
        ),
    ],
)
def test_what_is_outlined_tells_nothing_that_is_attested(step: Step, outline: Step) -> None:
    way = Way(Determination.FOREIGN_NATIONAL, (step, step))
    assert outlined((way, way), ALICE) == (Way(Determination.FOREIGN_NATIONAL, (outline,)),)

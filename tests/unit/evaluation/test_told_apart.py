"""Whoever may be answered otherwise is told apart."""

from dataclasses import replace
from decimal import Decimal

from denizen.domain.claims import Affiliation, AffiliationKind, Ownership
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination, Presence
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.evaluation import answer
from denizen.domain.names import IssuerName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Affiliated, AnyOf, Is, Not, OwnedBy
from tests.unit.evaluation.builders import (
    ADA,
    NOW,
    SELF_DECLARED,
    SUBSTANTIAL,
    US,
    about,
    attest,
    citizen,
    clearing,
    directive,
    name,
    provision,
    version,
)
from tests.unit.evaluation.test_alike import AMERICAN, BOB, alone, asking, person, together, under


def test_those_whom_others_may_decide_about_are_not_compared() -> None:
    agent = Affiliation(AffiliationKind.AGENT, ADA)
    alike = asking(
        under(AnyOf((AMERICAN, Affiliated(frozenset({AffiliationKind.AGENT}), Is(PrincipalKind.ORGANISATION)))))
    )
    world = {each: person(each, attest(agent)) for each in (ADA, BOB)}
    for each in (ADA, BOB):
        asked = replace(alike.question, principal=each)
        assert alike.answer(each, world) == answer(asked, alike.directive, world, alike.reference)
    assert alike.forms == 0


def test_an_owner_of_itself_is_no_owner_of_another() -> None:
    owner = Ownership(name("acme"), Decimal(100))
    owned = directive(
        version(provision(OwnedBy(Is(PrincipalKind.ORGANISATION), Decimal(50)), PrincipalKind.ORGANISATION))
    )
    alike = asking(owned)
    found = {
        each: together(alike, about(each, attest(owner), kind=PrincipalKind.ORGANISATION))
        for each in (name("acme"), name("other"))
    }
    assert found[name("acme")].determination is Determination.FOREIGN_NATIONAL
    assert found[name("other")].determination is Determination.UNDETERMINED


def test_ones_own_word_counts_for_oneself() -> None:
    own = IssuerName(str(ADA))
    rule = Not(AMERICAN)
    alike = asking(under(rule, thresholds={None: Threshold(clearing=Requirement(SELF_DECLARED, frozenset((own,))))}))
    told = [
        together(alike, person(each, attest(citizen(US), SELF_DECLARED, issuer=IssuerName(str(each))))).determination
        for each in (BOB, ADA)
    ]
    assert told == [Determination.UNDETERMINED, Determination.NOT_FOREIGN_NATIONAL]
    everybody = asking(under(rule, thresholds=clearing(SELF_DECLARED)))
    for each in (BOB, ADA):
        facts = person(each, attest(citizen(US), SELF_DECLARED, issuer=IssuerName(str(each))))
        assert together(everybody, facts).determination is Determination.NOT_FOREIGN_NATIONAL
    assert everybody.forms == 1


def test_presence_and_explanations_are_of_one_alone() -> None:
    presence = Presence(Country.of("US"), NOW, "gateway", SUBSTANTIAL)
    for asked in ({"explain": True}, {"presence": presence}):
        alike = asking(under(AMERICAN), **asked)
        for each in (ADA, BOB):
            facts = person(each, attest(citizen(US)))
            assert together(alike, facts) == alone(alike, facts)
        assert alike.forms == 0

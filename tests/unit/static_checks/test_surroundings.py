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
from denizen.domain.names import IssuerName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import (
    AnyOf,
    CitizenOf,
    Definition,
    HoldsStatus,
    Not,
    ResidentIn,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from denizen.domain.static_checks.evidence import unmet_thresholds, unregistered_issuers
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
            asking(AMERICAN, any=clears(SELF_DECLARED), residence=clears(HIGH)),
            [],
            [unmet("[1].clearing", "residence", "HIGH")],
            id="a person's own word will do, for one of two",
        ),
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

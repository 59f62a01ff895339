"""Leaves beside each other that ask about the same claims are found together, without a look by each."""

from typing import Any

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    LawfulPresence,
    OrganisationClass,
    OrganisationClassification,
    Residence,
    Statelessness,
)
from denizen.domain.rules import (
    AnyOf,
    CitizenOf,
    Countries,
    HoldsStatus,
    LawfullyPresentIn,
    OrganisationIs,
    ResidentIn,
    Rule,
    Since,
)
from tests.unit.evaluation.builders import (
    CITIZEN,
    CN,
    DE,
    FR,
    GB,
    ORGANISATION,
    PERMANENT,
    SELF_DECLARED,
    UNSPECIFIED,
    US,
    acme,
    ada,
    ask,
    attest,
    citizen,
    closed,
    countries,
    deny,
    directive,
    held,
    only,
    provision,
    status,
    version,
)

BNO, NATIONAL = CitizenshipClass.BNO, CitizenshipClass.NONCITIZEN_NATIONAL
ASYLEE = ImmigrationCategory.ASYLEE


def citizens(*of: Any, **more: Any) -> tuple[Rule, ...]:
    return tuple(CitizenOf(countries(each), **more) for each in of)


AMONG, ALL_OF = citizens(US, CN, FR), ["citizen_of US", "citizen_of CN", "citizen_of FR"]
LIVES = tuple(ResidentIn(countries(each)) for each in (US, CN, FR))
HOLDS = tuple(HoldsStatus(frozenset((each,)), countries(US)) for each in (PERMANENT, ASYLEE))
PRESENT = tuple(LawfullyPresentIn(countries(each)) for each in (US, CN))
NO_STATUS, NOWHERE = attest(closed(ClaimKind.IMMIGRATION_STATUS)), attest(closed(ClaimKind.LAWFUL_PRESENCE))


@pytest.mark.parametrize(
    ("rules", "attestations", "expected"),
    [
        pytest.param(AMONG, only(citizen(GB)), [], id="a closed set without any"),
        pytest.param(AMONG, only(citizen(GB, UNSPECIFIED)), [], id="one of a class that nobody said"),
        pytest.param(AMONG, only(citizen(FR)), ALL_OF, id="one of them holds"),
        pytest.param(AMONG, [attest(citizen(GB))], [], id="an open set"),
        pytest.param(AMONG, [attest(citizen(GB)), deny(citizen(DE))], ALL_OF, id="an open set, and a denial"),
        pytest.param(AMONG, [attest(Statelessness())], ALL_OF, id="an inference"),
        pytest.param(AMONG, [], [], id="nothing on file"),
        pytest.param(AMONG, [attest(citizen(GB), vouched=held("2020", "2021"))], [], id="not vouched for any more"),
        pytest.param(AMONG, [attest(citizen(GB), entitled=())], ALL_OF, id="nobody entitled says so"),
        pytest.param(AMONG, [attest(citizen(GB)), deny(citizen(FR))], ALL_OF, id="one denied"),
        pytest.param(
            AMONG,
            [attest(closed(ClaimKind.CITIZENSHIP, countries=each)) for each in ([US, CN], [FR])],
            ALL_OF,
            id="closed by two",
        ),
        pytest.param(
            AMONG, [attest(closed(ClaimKind.CITIZENSHIP, countries=[US, CN]))], ALL_OF, id="not of all of them"
        ),
        pytest.param(AMONG[:1], only(citizen(GB)), ALL_OF[:1], id="one alone"),
        pytest.param((*AMONG[:2], *LIVES[:1]), only(citizen(GB)), ["resident_in US"], id="beside another"),
        pytest.param(
            (AMONG[0], LIVES[0], AMONG[1]),
            only(citizen(GB)),
            ["citizen_of US", "resident_in US", "citizen_of CN"],
            id="with another between them",
        ),
        pytest.param(
            (AMONG[0], *citizens(CN, classes=frozenset((CITIZEN,)))),
            only(citizen(GB)),
            ["citizen_of US", "citizen_of CN as CITIZEN"],
            id="one names a class",
        ),
        pytest.param(
            (*citizens(US, classes=frozenset((CITIZEN,))), *citizens(CN, classes=frozenset((BNO,)))),
            only(citizen(GB)),
            [],
            id="each names a class",
        ),
        pytest.param(
            citizens(US, classes=frozenset((CITIZEN,))) + citizens(US, classes=frozenset((NATIONAL,))),
            only(citizen(US, NATIONAL)),
            ["citizen_of US as CITIZEN", "citizen_of US as NONCITIZEN_NATIONAL"],
            id="of one of two classes",
        ),
        pytest.param(
            citizens(GB, classes=frozenset((CITIZEN,))) + citizens(GB, classes=frozenset((BNO,))),
            only(citizen(GB, CitizenshipClass.BOC)),
            [],
            id="of neither of two classes",
        ),
        pytest.param(
            citizens(US, CN, when=Since()),
            only(citizen(GB)),
            ["citizen_of US ever", "citizen_of CN ever"],
            id="ever",
        ),
        pytest.param(
            (CitizenOf(Countries(excepted=frozenset((GB,)))), AMONG[0]),
            only(citizen(GB)),
            ["citizen_of any but GB", "citizen_of US"],
            id="all countries but some",
        ),
        pytest.param(HOLDS, [NO_STATUS], [], id="statuses"),
        pytest.param(HOLDS, [attest(citizen(GB))], [], id="an open set of statuses"),
        pytest.param(
            HOLDS,
            [attest(citizen(US))],
            ["holds_status PERMANENT_RESIDENT of US", "holds_status ASYLEE of US"],
            id="a citizen has none",
        ),
        pytest.param(
            HOLDS,
            [attest(closed(ClaimKind.IMMIGRATION_STATUS, categories=[PERMANENT, ASYLEE]))],
            ["holds_status PERMANENT_RESIDENT of US", "holds_status ASYLEE of US"],
            id="statuses closed by category",
        ),
        pytest.param(
            (HoldsStatus(frozenset((PERMANENT,))), HOLDS[1]),
            [NO_STATUS],
            ["holds_status PERMANENT_RESIDENT", "holds_status ASYLEE of US"],
            id="a status of any country",
        ),
        pytest.param(
            HOLDS,
            [NO_STATUS, attest(status(PERMANENT), SELF_DECLARED)],
            ["holds_status PERMANENT_RESIDENT of US", "holds_status ASYLEE of US"],
            id="one overruled",
        ),
        pytest.param(PRESENT, [NOWHERE], [], id="lawful presence"),
        pytest.param(
            PRESENT,
            [attest(LawfulPresence(US)), NOWHERE],
            ["lawfully_present_in US", "lawfully_present_in CN"],
            id="contested",
        ),
        pytest.param(LIVES, [attest(Residence(GB))], [], id="a single value elsewhere"),
        pytest.param(
            LIVES,
            [attest(Residence(GB)), attest(Residence(CN))],
            ["resident_in US", "resident_in CN", "resident_in FR"],
            id="one of two",
        ),
        pytest.param(
            LIVES, [attest(Residence(CN))], ["resident_in US", "resident_in CN"], id="up to the one that holds"
        ),
        pytest.param(
            LIVES, [deny(Residence(None))], ["resident_in US", "resident_in CN", "resident_in FR"], id="no value"
        ),
    ],
)
def test_leaves_that_ask_about_the_same_claims(
    rules: tuple[Rule, ...], attestations: list[Attestation], expected: list[str], looked: list[str]
) -> None:
    ask(directive(version(provision(AnyOf(rules)))), ada(*attestations), explain=False)
    assert looked == expected


def test_classes_of_organisations_are_asked_one_by_one(looked: list[str]) -> None:
    sorts = (OrganisationClass.FOREIGN_GOVERNMENT, OrganisationClass.INTERNATIONAL_ORGANISATION)
    rule = AnyOf(tuple(OrganisationIs(frozenset((each,)), countries(FR)) for each in sorts))
    facts = acme(attest(OrganisationClassification(OrganisationClass.US_GOVERNMENT, None)))
    ask(directive(version(provision(rule, ORGANISATION))), facts, explain=False)
    assert looked == [f"organisation_is {each.name} of FR" for each in sorts]

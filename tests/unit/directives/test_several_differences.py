"""What changed between two versions where several things did, and what it was before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.directives import DirectiveContent, Exemption, NamedDefinition, Provision, Requirement, Threshold
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import Affiliated, ControlledBy, Rule, SubsidiaryOf
from tests.unit.directives.test_version_differences import (
    BEFORE,
    CHINESE,
    EMPLOYEE,
    PARTNERS,
    RESIDENT,
    RUSSIAN,
    changed,
    changes,
    exempt,
)

THRESHOLDS = (ClaimKind.CITIZENSHIP, ClaimKind.CONTROL, ClaimKind.IMMIGRATION_STATUS, ClaimKind.RESIDENCE)


def test_what_it_was_before_is_told() -> None:
    high = Threshold(Requirement(AssuranceLevel.HIGH))
    before = changed(
        allow_until=datetime(2026, 7, 1, tzinfo=UTC),
        presence_max_age=timedelta(hours=1),
        kinds=frozenset({PrincipalKind.PERSON, PrincipalKind.ORGANISATION}),
        thresholds=dict.fromkeys(THRESHOLDS, Threshold(Requirement(AssuranceLevel.LOW))) | {None: high},
    )
    everywhere = "every population and every resource"
    assert changes(BEFORE, before) == [
        f"provision model: {each}"
        for each in (
            f"it is now for persons of {everywhere}, before for persons and organisations of {everywhere}",
            "to clear by any claim now takes what is the default, before HIGH",
            *(
                f"to clear by {kind.value.replace('_', ' ')} now takes what is the default, before LOW"
                for kind in THRESHOLDS
            ),
            "UNDETERMINED is now DENY, before ALLOW until 2026-07-01",
            "presence may now be of any age, before at most 1 hour old",
        )
    ]


def test_several_changes_are_all_told() -> None:
    named = {name: Provision(name, rule) for name, rule in (("a", CHINESE), ("b", RUSSIAN), ("c", RESIDENT))}
    renamed = tuple(replace(each, id=f"{each.id}2") for each in named.values())
    assert changes(DirectiveContent(Source(), renamed), DirectiveContent(Source(), tuple(named.values()))) == [
        f"provision {name} is now called {name}2" for name in named
    ]
    kept, moved = named["a"], named["b"]
    assert changes(
        DirectiveContent(Source(), (kept, replace(moved, id="new"))), DirectiveContent(Source(), (kept, moved))
    ) == ["provision b is now called new"]
    more = (Exemption("one", PARTNERS), Exemption("two", RUSSIAN))
    assert changes(changed(exemptions=more)) == [
        "provision model: exemption one is added: listed lists/partners",
        "provision model: exemption two is added: citizen_of RU",
    ]
    definitions = tuple(NamedDefinition(name, each.definition) for name, each in named.items())
    assert changes(DirectiveContent(Source(), (), definitions), DirectiveContent(Source(), ())) == [
        "definition a is used now: citizen_of CN",
        "definition b is used now: citizen_of RU",
        "definition c is used now: resident_in CN",
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(
            SubsidiaryOf(PARTNERS),
            Affiliated(EMPLOYEE, PARTNERS),
            "subsidiary_of (listed lists/partners) is now affiliated as EMPLOYEE (listed lists/partners)",
            id="by another leaf",
        ),
        pytest.param(
            ControlledBy(None),
            ControlledBy(PARTNERS),
            "controlled_by foreign persons is now controlled_by (listed lists/partners)",
            id="by somebody in particular",
        ),
        pytest.param(
            ControlledBy(PARTNERS),
            ControlledBy(None),
            "controlled_by (listed lists/partners) is now controlled_by foreign persons",
            id="by anybody foreign",
        ),
        pytest.param(
            ControlledBy(PARTNERS),
            ControlledBy(CHINESE),
            "controlled_by: listed lists/partners is now citizen_of CN",
            id="by others",
        ),
    ],
)
def test_what_is_asked_of_others_in_another_way(before: Rule, after: Rule, told: str) -> None:
    assert changes(exempt(after), exempt(before)) == [f"provision model: exemption some: {told}"]

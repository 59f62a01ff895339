"""What changed between two versions, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import AffiliationKind, ClaimKind
from denizen.domain.countries import Country
from denizen.domain.directives import (
    DirectiveContent,
    Exemption,
    NamedDefinition,
    Provision,
    Requirement,
    Threshold,
)
from denizen.domain.names import IssuerName, ListName, Population, ResourceName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Confidence, Source
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    Countries,
    Definition,
    ForeignCitizen,
    Listed,
    Not,
    ResidentIn,
    Rule,
)
from denizen.domain.version_differences import version_differences


def among(*codes: str) -> Countries:
    return Countries(frozenset(map(Country.of, codes)))


CHINESE, RUSSIAN, AMERICAN = CitizenOf(among("CN")), CitizenOf(among("RU")), CitizenOf(among("US"))
RESIDENT = ResidentIn(among("CN"))
PARTNERS = Listed(frozenset((ListName("lists/partners"),)))
EMPLOYEE = frozenset((AffiliationKind.EMPLOYEE,))
MODEL = Provision("model", AnyOf((CHINESE, RUSSIAN)), kinds=frozenset((PrincipalKind.PERSON,)))
BEFORE = DirectiveContent(Source("Letter of 2026-06-12"), (MODEL,))


def changed(**changes: object) -> DirectiveContent:
    """With another provision."""
    return replace(BEFORE, provisions=(replace(MODEL, **changes),))  # type: ignore[arg-type]  # fields of a provision


def changes(after: DirectiveContent, before: DirectiveContent = BEFORE) -> list[str]:
    return list(version_differences(before, after))


CHANGES: dict[str, tuple[DirectiveContent, str]] = {
    "a country": (
        changed(definition=AnyOf((CHINESE, CitizenOf(among("RU", "BY"))))),
        "provision model: definition: any: citizen_of RU is now citizen_of BY, RU",
    ),
    "a part more": (
        changed(definition=AnyOf((RUSSIAN, RESIDENT, CHINESE))),
        "provision model: definition: any: resident_in CN is added",
    ),
    "a part less": (
        changed(definition=AnyOf((CHINESE,))),
        "provision model: definition: any: citizen_of RU is removed",
    ),
    "another rule": (
        changed(definition=Not(AMERICAN)),
        "provision model: definition: any of (citizen_of CN; citizen_of RU) is now not citizen_of US",
    ),
    "kinds": (
        changed(kinds=frozenset()),
        (
            "provision model: it is now for persons and organisations of every population and every resource, "
            "before for persons of every population and every resource"
        ),
    ),
    "populations and resources": (
        changed(
            populations=frozenset({Population("visitor"), Population("employee")}),
            resources=frozenset({ResourceName("resources/m")}),
        ),
        (
            "provision model: it is now for persons of employee, visitor and resources/m, "
            "before for persons of every population and every resource"
        ),
    ),
    "an exemption": (
        changed(exemptions=(Exemption("partners", PARTNERS),)),
        "provision model: exemption partners is added: listed lists/partners",
    ),
    "a threshold": (
        changed(
            thresholds={
                ClaimKind.CITIZENSHIP: Threshold(
                    Requirement(AssuranceLevel.HIGH, frozenset({IssuerName("issuers/consulate")}), timedelta(days=30))
                )
            }
        ),
        (
            "provision model: to clear by citizenship now takes HIGH, by issuers/consulate, at most 30 days old, "
            "before what is the default"
        ),
    ),
    "a threshold of every kind": (
        changed(thresholds={None: Threshold(restricting=Requirement(AssuranceLevel.LOW))}),
        "provision model: to restrict by any claim now takes LOW, before what is the default",
    ),
    "a threshold of a kind of two words": (
        changed(thresholds={ClaimKind.IMMIGRATION_STATUS: Threshold(Requirement(AssuranceLevel.LOW))}),
        "provision model: to clear by immigration status now takes LOW, before what is the default",
    ),
    "the treatment until a time of day": (
        changed(allow_until=datetime(2026, 7, 1, 12, 30, tzinfo=UTC)),
        "provision model: UNDETERMINED is now ALLOW until 2026-07-01T12:30:00Z, before DENY",
    ),
    "an age in minutes": (
        changed(presence_max_age=timedelta(minutes=90)),
        "provision model: presence may now be at most 90 minutes old, before of any age",
    ),
    "the treatment": (
        changed(allow_until=datetime(2026, 7, 1, tzinfo=UTC)),
        "provision model: UNDETERMINED is now ALLOW until 2026-07-01, before DENY",
    ),
    "the age of presence": (
        changed(presence_max_age=timedelta(hours=1)),
        "provision model: presence may now be at most 1 hour old, before of any age",
    ),
    "the name": (changed(id="models"), "provision model is now called models"),
    "a provision more": (
        replace(BEFORE, provisions=(Provision("all", PARTNERS), MODEL)),
        (
            "provision all is added, for persons and organisations of every population and every resource: "
            "listed lists/partners"
        ),
    ),
    "the source": (
        replace(BEFORE, source=Source("Letter of 2026-06-26", confidence=Confidence.TEXT)),
        "source: citation is now Letter of 2026-06-26; confidence is now TEXT",
    ),
}


@pytest.mark.parametrize(("after", "told"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_told(after: DirectiveContent, told: str) -> None:
    assert changes(after) == [told]
    assert changes(BEFORE, after) != []


def test_the_way_back_is_told_as_well() -> None:
    assert changes(BEFORE, CHANGES["an exemption"][0]) == ["provision model: exemption partners is removed"]
    assert changes(BEFORE, CHANGES["a provision more"][0]) == ["provision all is removed"]
    assert changes(BEFORE, CHANGES["the name"][0]) == ["provision models is now called model"]


def test_the_order_of_parts_says_nothing() -> None:
    assert changes(changed(definition=AnyOf((RUSSIAN, CHINESE)))) == []
    more = Provision("all", PARTNERS)
    assert changes(replace(BEFORE, provisions=(MODEL, more)), replace(BEFORE, provisions=(more, MODEL))) == []


def exempt(rule: Rule, citation: str = "") -> DirectiveContent:
    return changed(exemptions=(Exemption("some", rule, Source(citation)),))


def test_what_changes_within_an_exemption() -> None:
    assert changes(exempt(Not(RUSSIAN)), exempt(Not(CHINESE))) == [
        "provision model: exemption some: not: citizen_of CN is now citizen_of RU"
    ]
    assert changes(exempt(CHINESE, "Letter 2"), exempt(CHINESE, "Letter 1")) == [
        "provision model: exemption some: source: citation is now Letter 2"
    ]
    assert changes(exempt(CHINESE, ""), exempt(CHINESE, "Letter 1")) == [
        "provision model: exemption some: source: citation is now empty"
    ]
    assert changes(exempt(All((CHINESE, RESIDENT))), exempt(PARTNERS)) == [
        "provision model: exemption some: listed lists/partners is now all of (citizen_of CN; resident_in CN)"
    ]


def test_what_changes_of_the_principals_that_claims_name() -> None:
    before, after = Affiliated(EMPLOYEE, PARTNERS), Affiliated(EMPLOYEE, Not(PARTNERS))
    assert changes(exempt(after), exempt(before)) == [
        (
            "provision model: exemption some: affiliated as EMPLOYEE: "
            "listed lists/partners is now not listed lists/partners"
        )
    ]
    agents = Affiliated(frozenset((AffiliationKind.AGENT,)), PARTNERS)
    assert changes(exempt(agents), exempt(before)) == [
        (
            "provision model: exemption some: affiliated as EMPLOYEE (listed lists/partners) "
            "is now affiliated as AGENT (listed lists/partners)"
        )
    ]


def test_the_source_of_a_definition_is_told() -> None:
    one = NamedDefinition("who", CHINESE, Source("Letter 1"))
    before, after = (
        DirectiveContent(Source(), (Provision("p", Definition("who")),), (each,))
        for each in (one, replace(one, source=Source("Letter 2", section="B")))
    )
    assert changes(after, before) == ["definition who: source: citation is now Letter 2; section is now B"]


def defined(rule: Rule, name: str = "who") -> DirectiveContent:
    return DirectiveContent(Source(), (Provision("p", Definition(name)),), (NamedDefinition(name, rule),))


def test_a_shared_definition_is_told_by_itself() -> None:
    employer = Affiliated(EMPLOYEE, All((PARTNERS, Not(PARTNERS))))
    wider = Affiliated(EMPLOYEE, All((PARTNERS,)))
    assert changes(defined(wider), defined(employer)) == [
        "definition who: affiliated as EMPLOYEE: all: not listed lists/partners is removed"
    ]
    assert changes(defined(ForeignCitizen(Country.of("US")), "whom"), defined(CHINESE)) == [
        "provision p: definition: who is now whom",
        "definition who is no longer used",
        "definition whom is used now: foreign_citizen other than US",
    ]

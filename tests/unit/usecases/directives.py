"""Directives of the tests."""

from collections.abc import Mapping
from typing import Any

from denizen.domain.directives import Directive, DirectiveContent, DirectiveKind, NamedDefinition, Provision
from denizen.domain.names import CountrySetName, DirectiveName, ListName, ResourceName, VersionName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Membership, Resource, ScreeningList, Source
from denizen.domain.rules import CitizenOf, Countries, Not, Rule
from denizen.storage.codec import Codec
from denizen.storage.memory import MemoryStore
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.publication import Draft
from tests.unit.usecases.builders import US, Clock

EAR = Directive(DirectiveName("directives/ear"), DirectiveKind.DEFINITION, "Foreign person", "BIS")
V1 = VersionName("directives/ear/versions/1")
V2 = VersionName("directives/ear/versions/2")
MODEL = Resource(ResourceName("resources/model-5"), "A model")
D5 = CountrySet(CountrySetName("countrySets/d-5"), members=(Membership(US),))
SDN = ScreeningList(ListName("lists/sdn"), "Specially designated nationals", test_subset=True)
CITIZEN = CitizenOf(Countries(frozenset({US})))


def rest() -> DirectiveUseCases:
    """On a store of its own."""
    return DirectiveUseCases.on(MemoryStore(Clock()), Codec().encode)


def provision(rule: Rule = Not(CITIZEN), **changes: Any) -> Provision:  # noqa: B008 - rules do not change
    return Provision(**{"id": "persons", "definition": rule, "kinds": frozenset({PrincipalKind.PERSON})} | changes)


def draft(
    *provisions: Provision,
    number: int | None = None,
    definitions: Mapping[str, Rule] = {},
    **more: Rule,
) -> Draft:
    given = tuple(NamedDefinition(name, rule) for name, rule in {**definitions, **more}.items())
    return Draft(number, DirectiveContent(Source("15 CFR 772.1"), provisions or (provision(),), given))

"""A rule of 20 leaves, none of which is TRUE of the person with ten claims: each one has to be looked at."""

from bench.persons import AT, DIRECTIVE
from denizen.domain.claims import AffiliationKind, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination
from denizen.domain.directives import (
    Action,
    ActivationRecord,
    DirectiveContent,
    DirectiveKind,
    DirectiveVersion,
    Provision,
)
from denizen.domain.evaluation import CompiledDirective, compile_version
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import (
    Affiliated,
    AnyOf,
    CitizenOf,
    Countries,
    HoldsStatus,
    Is,
    LawfullyPresentIn,
    ResidentIn,
    Rule,
)


def _in(*codes: str) -> Countries:
    return Countries(frozenset(map(Country, codes)))


_LEAVES: tuple[Rule, ...] = (
    *(CitizenOf(_in(code)) for code in ("US", "CN", "RU", "IR", "KP", "CU", "SY", "BY", "VE", "MM")),
    *(
        HoldsStatus(frozenset({category}), _in("US"))
        for category in (
            ImmigrationCategory.PERMANENT_RESIDENT,
            ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT,
            ImmigrationCategory.REFUGEE,
            ImmigrationCategory.ASYLEE,
            ImmigrationCategory.PAROLEE,
        )
    ),
    *(ResidentIn(_in(code)) for code in ("CN", "RU", "IR")),
    LawfullyPresentIn(_in("CN")),
    Affiliated(frozenset({AffiliationKind.AGENT}), Is(PrincipalKind.ORGANISATION)),
)
CONTENT = DirectiveContent(Source(), (Provision("many", AnyOf(_LEAVES), frozenset({PrincipalKind.PERSON})),))
EXPECTED = Determination.UNDETERMINED
"""Lawful presence and affiliations are open sets, so that whether they hold elsewhere too is unknown."""


def many_leaves() -> CompiledDirective:
    """The rule as a directive in force, under the name of the other one."""
    version = DirectiveVersion(DIRECTIVE, 1, CONTENT, "", AT)
    record = ActivationRecord(Action.ACTIVATE, version=1)
    return CompiledDirective(DIRECTIVE, DirectiveKind.DEFINITION, (record,), {1: (version, compile_version(CONTENT))})

"""What a compiled version rests on, and what of a provision it keeps."""

from datetime import timedelta

import pytest

from denizen.domain.claims import ImmigrationCategory
from denizen.domain.directives import DirectiveContent, Exemption, NamedDefinition
from denizen.domain.evaluation import compile_version
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import (
    All,
    CitizenOf,
    Definition,
    HoldsStatus,
    Is,
    Listed,
    Not,
    PresentIn,
    Rule,
    Since,
)
from tests.unit.evaluation.builders import (
    CN,
    LOW,
    ORGANISATION,
    PERSON,
    clearing,
    countries,
    day,
    provision,
    restricting,
    version,
)
from tests.unit.evaluation.test_compiling import HERE, LEAVES


def test_what_a_version_rests_on() -> None:
    rule = All(
        (
            CitizenOf(countries(sets=["a"]), when=Since(day("2030"))),
            HoldsStatus(frozenset((ImmigrationCategory.ASYLEE,)), countries(CN, sets=["b"]), Since(day("2031"))),
            CitizenOf(HERE, when=Since()),
            Listed(frozenset((ListName("lists/x"),))),
            Definition("inner"),
        )
    )
    exempt = (Exemption("e", Listed(frozenset((ListName("lists/y"),)))),)
    content = DirectiveContent(
        Source(),
        (provision(rule, exemptions=exempt),),
        (
            NamedDefinition("inner", Not(Definition("innermost"))),
            NamedDefinition("innermost", PresentIn(countries(sets=["c"]))),
            NamedDefinition("unused", PresentIn(countries(sets=["d"]))),
        ),
    )
    compiled = compile_version(content)
    assert compiled.country_sets == {CountrySetName(f"countrySets/{each}") for each in "abc"}
    assert compiled.lists == {ListName("lists/x"), ListName("lists/y")}
    assert compiled.looking_back_to == {day("2030"), day("2031")}
    assert not compiled.reaches_others


@pytest.mark.parametrize(
    ("kind", "_other", "name", "leaf"), LEAVES, ids=lambda each: each if isinstance(each, str) else ""
)
def test_whether_it_reaches_others(kind: PrincipalKind, _other: PrincipalKind, name: str, leaf: Rule) -> None:
    compiled = compile_version(version(provision(Not(leaf), kind)).content)
    reaching = {"affiliated", "ultimate_parent_headquartered_in", "controlled_by", "owned_by", "subsidiary_of"}
    assert compiled.reaches_others is (name in reaching)


def test_a_provision_keeps_what_it_needs() -> None:
    exempt = (Exemption("e", Is(ORGANISATION)),)
    thresholds = clearing(LOW, max_age=timedelta(days=1))
    given = provision(
        Is(PERSON), None, thresholds=thresholds, presence_max_age=timedelta(days=2), allow_until=day("2030")
    )
    (plain,) = compile_version(version(given).content).provisions
    assert plain.id == "p"
    assert plain.kinds == {PERSON, ORGANISATION}
    assert plain.ages == {timedelta(days=1)}
    assert (plain.presence_max_age, plain.allow_until) == (timedelta(days=2), day("2030"))
    assert plain.root is plain.definition
    (exempting,) = compile_version(version(provision(Is(PERSON), exemptions=exempt)).content).provisions
    assert exempting.root is not exempting.definition
    assert exempting.kinds == {PERSON}
    assert (
        compile_version(version(provision(Is(PERSON), thresholds=restricting(LOW))).content).provisions[0].ages == set()
    )

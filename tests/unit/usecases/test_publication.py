"""Publishing versions, on a store in memory."""

import pytest

from denizen.domain.directives import DirectiveVersion
from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError
from denizen.domain.names import DirectiveName, VersionName
from denizen.domain.publication import DEEPEST, MOST_RULES
from denizen.domain.rules import All, AnyOf, CitizenOf, Countries, Definition, HeadquarteredIn, Listed, Not, Rule
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.publication import Draft
from tests.unit.usecases.builders import ANN, US, repeated
from tests.unit.usecases.directives import CITIZEN, D5, EAR, MODEL, SDN, V1, draft, provision, rest

D5_CITIZEN = CitizenOf(Countries(sets=frozenset({D5.name})))


@pytest.fixture
def directives() -> DirectiveUseCases:
    use_cases = rest()
    use_cases.create(ANN, EAR)
    return use_cases


def publish(directives: DirectiveUseCases, version: Draft | None = None) -> DirectiveVersion:
    return directives.publish(ANN, EAR.name, version or draft()).value


def refusal(directives: DirectiveUseCases, version: Draft) -> InvalidError:
    with pytest.raises(InvalidError) as raised:
        publish(directives, version)
    return raised.value


def test_a_version_is_as_it_was_published(directives: DirectiveUseCases) -> None:
    published = directives.publish(ANN, EAR.name, draft())
    assert (published.value.name, published.value.content) == (V1, draft().content)
    assert published.value.created == published.revision.instant
    assert directives.get_version(ANN, V1) == published


def test_numbers_go_on(directives: DirectiveUseCases) -> None:
    assert [publish(directives).number for _ in range(3)] == [1, 2, 3]
    assert publish(directives, draft(number=9)).number == 9
    assert publish(directives).number == 10
    assert directives.get(ANN, EAR.name).value.latest_version == 10


def test_a_number_says_the_same_for_ever(directives: DirectiveUseCases) -> None:
    first = directives.publish(ANN, EAR.name, draft(number=1))
    assert directives.publish(ANN, EAR.name, draft(number=1)) == first
    with pytest.raises(AlreadyExistsError):
        publish(directives, draft(provision(CITIZEN), number=1))
    assert directives.get_version(ANN, V1).value == first.value


def test_a_repetition_publishes_nothing_more(directives: DirectiveUseCases) -> None:
    first = directives.publish(ANN, EAR.name, draft(), repeated())
    assert directives.publish(ANN, EAR.name, draft(), repeated()) == first
    assert directives.get(ANN, EAR.name).value.latest_version == 1


def test_nothing_to_publish_to(directives: DirectiveUseCases) -> None:
    with pytest.raises(NotFoundError):
        directives.publish(ANN, DirectiveName("directives/itar"), draft())
    with pytest.raises(NotFoundError):
        directives.get_version(ANN, VersionName("directives/ear/versions/1"))


def test_the_digest_is_of_what_is_said(directives: DirectiveUseCases) -> None:
    plain = publish(directives)
    again = publish(directives, draft(unused=CITIZEN))
    other = publish(directives, draft(provision(CITIZEN)))
    assert plain.digest == again.digest != other.digest
    assert len(plain.digest) == 64


def test_definitions_are_those_that_are_used(directives: DirectiveUseCases) -> None:
    version = draft(
        provision(Not(Definition("z"))), z=AnyOf((Definition("a"), CITIZEN)), unused=Definition("missing"), a=CITIZEN
    )
    assert [each.name for each in publish(directives, version).content.definitions] == ["a", "z"]


@pytest.mark.parametrize(
    ("version", "field"),
    [
        pytest.param(
            draft(provision(), provision(AnyOf((CITIZEN, Not(Definition("who")))), id="more")),
            "provisions[1].definition.any[1].not.definition",
            id="a definition that is not given",
        ),
        pytest.param(
            draft(provision(Definition("a")), a=All((CITIZEN, Definition("b"))), b=Definition("who")),
            "definitions[1].rule.definition",
            id="not given to a definition",
        ),
        pytest.param(
            draft(provision(Definition("a")), a=All((CITIZEN, Definition("b"))), b=Definition("a")),
            "definitions[1].rule.definition",
            id="a definition that rests on itself",
        ),
        pytest.param(
            draft(provision(Definition("a")), a=Definition("a")), "definitions[0].rule.definition", id="its own"
        ),
        pytest.param(
            draft(provision(resources=frozenset({MODEL.name}))), "provisions[0].resources", id="an unknown resource"
        ),
        pytest.param(
            draft(provision(All((CITIZEN, D5_CITIZEN)))),
            "provisions[0].definition.all[1].citizen_of.countries",
            id="an unknown set",
        ),
        pytest.param(
            draft(provision(Definition("a")), b=CITIZEN, a=Listed(frozenset({SDN.name}))),
            "definitions[1].rule.listed.lists",
            id="an unknown list",
        ),
        pytest.param(
            draft(provision(HeadquarteredIn(Countries(frozenset({US}))))),
            "provisions[0].definition.headquartered_in",
            id="a leaf about others than the provision",
        ),
    ],
)
def test_a_version_that_cannot_be_published(directives: DirectiveUseCases, version: Draft, field: str) -> None:
    error = refusal(directives, version)
    assert error.field == f"version.{field}"
    assert directives.get(ANN, EAR.name).value.latest_version == 0


def test_what_it_names_is_there(directives: DirectiveUseCases) -> None:
    directives.register_resource(ANN, MODEL)
    directives.put_country_set(ANN, D5)
    directives.put_list(ANN, SDN)
    rule = AnyOf((D5_CITIZEN, Listed(frozenset({SDN.name}))))
    publish(directives, draft(provision(rule, resources=frozenset({MODEL.name}))))


def test_definitions_are_counted_wherever_they_are_put_in(directives: DirectiveUseCases) -> None:
    # A few dozen rules as written, 8191 with the definitions put in.
    doubled: dict[str, Rule] = {f"d{n}": AnyOf((Definition(f"d{n + 1}"),) * 2) for n in range(12)}
    version = draft(provision(Definition("d0")), definitions=doubled, d12=CITIZEN)
    assert f"at most {MOST_RULES}" in refusal(directives, version).message
    deep: dict[str, Rule] = {f"d{n}": Not(Definition(f"d{n + 1}")) for n in range(DEEPEST)}
    version = draft(provision(Definition("d0")), definitions=deep | {f"d{DEEPEST}": CITIZEN})
    assert f"at most {DEEPEST}" in refusal(directives, version).message

"""From a version's content to nodes that can be evaluated: definitions put in, guards checked, directions fixed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from denizen.domain.directives import DirectiveContent, Provision
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation.combinators import AllNode, NotNode
from denizen.domain.evaluation.findings import Node
from denizen.domain.evaluation.nodes import BOTH, SERVICES, Place, Translator
from denizen.domain.evaluation.siblings import any_of
from denizen.domain.evaluation.thresholds import Direction, ages, positive
from denizen.domain.names import CountrySetName, ListName, Population, ResourceName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import REACHING, CitizenOf, Countries, Definition, HoldsStatus, Listed, Rule, Since, walk


@dataclass(frozen=True, slots=True, eq=False)
class CompiledProvision:
    """A provision ready to be evaluated. `root` is `all[definition, not any[exemptions]]`."""

    id: str
    kinds: frozenset[PrincipalKind]
    populations: frozenset[Population]
    resources: frozenset[ResourceName]
    root: Node
    definition: Node
    ages: frozenset[timedelta]
    presence_max_age: timedelta | None
    allow_until: datetime | None

    def covers(self, kind: PrincipalKind, populations: frozenset[Population], resource: ResourceName | None) -> bool:
        """Whether it speaks of such a principal; no resource asks about all, a principal of no population is in all."""
        return (
            kind in self.kinds
            and (not self.populations or not populations or bool(self.populations & populations))
            and (not self.resources or resource is None or resource in self.resources)
        )


@dataclass(frozen=True, slots=True, eq=False)
class CompiledVersion:
    """A version ready to be evaluated. `reaches_others`: it has rules on principals that claims name;
    `looking_back_to`: the moments since which its rules ask."""

    provisions: tuple[CompiledProvision, ...]
    country_sets: frozenset[CountrySetName]
    lists: frozenset[ListName]
    reaches_others: bool
    looking_back_to: frozenset[datetime]


def compile_version(content: DirectiveContent, field: str = "version") -> CompiledVersion:
    """Compile a version's content.

    `InvalidError` names the place of a definition that is missing or names itself, of an empty combinator, and of a
    leaf that no `is` beside it and no kind of the provision guards.
    """
    definitions = {each.name: each.rule for each in content.definitions}
    rules = list(_reachable(content, definitions))
    sets, lists = named_reference_data(rules)
    return CompiledVersion(
        tuple(
            _provision(each, definitions, f"{field}.provisions[{index}]")
            for index, each in enumerate(content.provisions)
        ),
        sets,
        lists,
        any(isinstance(rule, REACHING) for rule in rules),
        frozenset(looking_back_to(rules)),
    )


def compile_conditions(
    conditions: Rule, definition: Direction, presence_max_age: timedelta | None, field: str = "conditions"
) -> Node:
    """Compile the conditions of an authorization for a provision, by the direction of its definition: TRUE clears.

    `InvalidError` as in a version; they stand for persons and organisations alike.
    """
    return Translator({}, presence_max_age).node(conditions, Place(field, definition.reversed(), BOTH))


def check_conditions(conditions: Rule | None, field: str) -> None:
    """`InvalidError` with the place in conditions that no provision could take."""
    if conditions is not None:
        compile_conditions(conditions, positive({}), None, field)


def named_reference_data(rules: Iterable[Rule]) -> tuple[frozenset[CountrySetName], frozenset[ListName]]:
    """The country sets and the lists that rules name."""
    sets: set[CountrySetName] = set()
    lists: set[ListName] = set()
    for rule in rules:
        countries = getattr(rule, "countries", None)
        if isinstance(countries, Countries):
            sets |= countries.sets
        if isinstance(rule, Listed):
            lists |= rule.lists
    return frozenset(sets), frozenset(lists)


def _reachable(content: DirectiveContent, definitions: Mapping[str, Rule]) -> Iterator[Rule]:
    waiting: list[Rule] = [
        rule for each in content.provisions for rule in (each.definition, *(one.rule for one in each.exemptions))
    ]
    seen: set[str] = set()
    while waiting:
        for rule in walk(waiting.pop()):
            yield rule
            if isinstance(rule, Definition) and rule.name not in seen and rule.name in definitions:
                seen.add(rule.name)
                waiting.append(definitions[rule.name])


def looking_back_to(rules: Iterable[Rule]) -> Iterator[datetime]:
    """The moments since which rules ask."""
    for rule in rules:
        match rule:
            case CitizenOf(when=Since(moment)) | HoldsStatus(when=Since(moment)) if moment is not None:
                yield moment
            case _:
                pass


def _provision(provision: Provision, definitions: Mapping[str, Rule], field: str) -> CompiledProvision:
    kinds = provision.kinds or BOTH
    if PrincipalKind.SERVICE in kinds:
        raise InvalidError(f"{field}.kinds", "SERVICE", f"PERSON or ORGANISATION: {SERVICES}")
    direction = positive(provision.thresholds)
    translator = Translator(definitions, provision.presence_max_age)
    definition = translator.node(provision.definition, Place(f"{field}.definition", direction, kinds))
    root = definition
    if provision.exemptions:
        under = direction.reversed()
        exempt = any_of(
            "exempt",
            under,
            tuple(
                translator.node(each.rule, Place(f"{field}.exemptions[{index}].rule", under, kinds))
                for index, each in enumerate(provision.exemptions)
            ),
        )
        root = AllNode("all", direction, (definition, NotNode("not", direction, exempt)))
    return CompiledProvision(
        provision.id,
        kinds,
        provision.populations,
        provision.resources,
        root,
        definition,
        ages(provision.thresholds),
        provision.presence_max_age,
        provision.allow_until,
    )

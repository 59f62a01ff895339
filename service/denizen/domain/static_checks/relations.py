"""What is certain of conditions on one principal: which of them can be TRUE together.

Certain of the world, where each is TRUE or FALSE. Attestations that leave some UNKNOWN show no more than that; only
such as contradict each other, each too weak to contradict in its place, can.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from denizen.domain.countries import Country
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.names import CountrySetName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    ControlledBy,
    Countries,
    Definition,
    Is,
    Not,
    OrganisationLeaf,
    OwnedBy,
    PersonLeaf,
    Rule,
    SubsidiaryOf,
)
from denizen.domain.static_checks.regions import Part, Region, Signature, region, signatures
from denizen.domain.static_checks.worlds import MOST_ATOMS, Column, Worlds

MOST_TOGETHER = 6
"""Rules on other principals that are compared with each other."""

Kinds = frozenset[PrincipalKind]
PERSONS: Kinds = frozenset((PrincipalKind.PERSON,))
ORGANISATIONS: Kinds = frozenset((PrincipalKind.ORGANISATION,))
ANYBODY: Kinds = PERSONS | ORGANISATIONS


@dataclass(frozen=True, slots=True)
class Table:
    """Conditions on one principal as columns. `possible` are the worlds that can be; in `persons` it is a person."""

    worlds: Worlds
    possible: Column
    persons: Column
    columns: Mapping[Rule, Column]
    definitions: Mapping[str, Rule]

    def column(self, rule: Rule) -> Column:
        """The worlds in which a rule is TRUE."""
        match rule:
            case Definition(name):
                return self.worlds.rule(self.definitions[name], self.column)
            case Is(kind):
                return self.of_kind(kind)
            case All() | AnyOf() | Not():
                return self.worlds.rule(rule, self.column)
            case _:
                return self.columns[rule]

    def of_kind(self, kind: PrincipalKind) -> Column:
        return self.persons if kind is PrincipalKind.PERSON else self.worlds.negation(self.persons)

    def possible_for(self, kinds: Kinds) -> Column:
        """The possible worlds in which the principal is of one of the kinds."""
        return self.possible & self.worlds.disjunction(map(self.of_kind, kinds))


@dataclass(slots=True)
class Relations:
    """The relations at one moment, by the definitions and country sets that rules name."""

    definitions: Mapping[str, Rule]
    country_sets: Mapping[CountrySetName, CountrySet]
    at: datetime
    _known: dict[tuple[tuple[Rule, ...], Kinds], frozenset[Signature] | None] = field(default_factory=dict)

    def table(self, rules: Sequence[Rule]) -> Table | None:
        """The conditions of some rules; None where they are too many to say anything."""
        leaves = tuple(dict.fromkeys(leaf for rule in rules for leaf in self._leaves(rule)))
        if len(leaves) >= MOST_ATOMS:
            return None
        worlds = Worlds(len(leaves) + 1)
        persons = worlds.atom(0)
        columns = {leaf: worlds.atom(index) for index, leaf in enumerate(leaves, 1)}
        about = [*_about(columns, get_args(PersonLeaf), persons, worlds)]
        about += _about(columns, get_args(OrganisationLeaf), worlds.negation(persons), worlds)
        certain = (*about, *self._regions(columns, worlds), *self._named(columns, worlds), *self._held(columns, worlds))
        return Table(worlds, worlds.conjunction(certain), persons, columns, self.definitions)

    def together(self, rules: Sequence[Rule], kinds: Kinds) -> frozenset[Signature] | None:
        """Which of the rules, by their places, can be TRUE of one principal at once; None: nothing is known."""
        key = (tuple(rules), kinds)
        if key not in self._known:
            self._known[key] = self._together(rules, kinds)
        return self._known[key]

    def _together(self, rules: Sequence[Rule], kinds: Kinds) -> frozenset[Signature] | None:
        table = self.table(rules) if len(rules) <= MOST_TOGETHER else None
        if table is None:
            return None
        found: list[tuple[Signature, Column]] = [(frozenset(), table.possible_for(kinds))]
        for index, rule in enumerate(rules):
            column = table.column(rule)
            split = [
                each
                for true, left in found
                for each in ((true | {index}, left & column), (true, left & table.worlds.negation(column)))
            ]
            found = [(true, left) for true, left in split if left]
        return frozenset(true for true, _ in found)

    def _leaves(self, rule: Rule) -> Iterator[Rule]:
        match rule:
            case Definition(name):
                yield from self._leaves(self.definitions[name])
            case All(rules) | AnyOf(rules):
                for each in rules:
                    yield from self._leaves(each)
            case Not(inner):
                yield from self._leaves(inner)
            case Is():
                return
            case _:
                yield rule

    def _scope(self, countries: Countries | None) -> Scope:
        if countries is None:
            return EVERYTHING
        if countries.excepted is not None:
            return Scope(countries.excepted, complement=True)
        members: frozenset[Country] = frozenset().union(
            *(self.country_sets[name].at(self.at) for name in countries.sets if name in self.country_sets)
        )
        return Scope(countries.codes | members)

    def _regions(self, columns: Mapping[Rule, Column], worlds: Worlds) -> Iterator[Column]:
        """Leaves on claims with a country or another value: TRUE are exactly those that some claims make TRUE."""
        families: dict[object, list[tuple[Region, Column]]] = {}
        for leaf, column in columns.items():
            found = region(leaf, self._scope)
            if found is not None:
                families.setdefault(found.family, []).append((found, column))
        for members in families.values():
            regions = [each for each, _ in members]
            made = signatures(regions, self.at)
            yield (_one if regions[0].single else _union)(made, [column for _, column in members], worlds)

    def _named(self, columns: Mapping[Rule, Column], worlds: Worlds) -> Iterator[Column]:
        """Leaves on principals that claims name: TRUE are those that some principal makes TRUE by what it is."""
        affiliated = [(each, column) for each, column in columns.items() if isinstance(each, Affiliated)]
        asked = [(each.organisation, each.roles) for each, _ in affiliated]
        yield self._by_others(asked, ORGANISATIONS, [column for _, column in affiliated], worlds)
        controlled = [
            (each.controller, column)
            for each, column in columns.items()
            if isinstance(each, ControlledBy) and each.controller is not None
        ]
        anyhow: frozenset[Part] = frozenset((None,))
        asked_of = [(controller, anyhow) for controller, _ in controlled]
        yield self._by_others(asked_of, ANYBODY, [column for _, column in controlled], worlds)

    def _by_others(
        self, asked: Sequence[tuple[Rule, Iterable[Part]]], kinds: Kinds, columns: Sequence[Column], worlds: Worlds
    ) -> Column:
        rules = tuple(dict.fromkeys(rule for rule, _ in asked))
        together = self.together(rules, kinds) if rules else None
        if together is None:
            return worlds.every
        roles = {role for _, given in asked for role in given}
        made = {
            frozenset(i for i, (rule, given) in enumerate(asked) if role in given and rules.index(rule) in true)
            for role in roles
            for true in together
        }
        return _union(made, columns, worlds)

    def _held(self, columns: Mapping[Rule, Column], worlds: Worlds) -> Iterator[Column]:
        """Leaves on shares: who reaches the larger share reaches the smaller, and nobody holds what nobody can hold."""
        owned = [each for each in columns if isinstance(each, OwnedBy)]
        held_by = [each for each in columns if isinstance(each, SubsidiaryOf)]
        for one in owned:
            if not self._can_be(one.owner, ANYBODY) or (one.exceeded and one.share >= 100):
                yield worlds.negation(columns[one])
            for other in owned:
                larger = (one.share, one.exceeded) >= (other.share, other.exceeded)
                if one is not other and larger and self._implies(one.owner, other.owner, ANYBODY):
                    yield worlds.implication(columns[one], columns[other])
        for parent in held_by:
            if not self._can_be(parent.parent, ORGANISATIONS):
                yield worlds.negation(columns[parent])
            for another in held_by:
                stricter = parent.in_fact or not another.in_fact
                if parent is not another and stricter and self._implies(parent.parent, another.parent, ORGANISATIONS):
                    yield worlds.implication(columns[parent], columns[another])

    def _can_be(self, rule: Rule, kinds: Kinds) -> bool:
        together = self.together((rule,), kinds)
        return together is None or any(together)

    def _implies(self, rule: Rule, other: Rule, kinds: Kinds) -> bool:
        if rule == other:
            return True
        together = self.together((rule, other), kinds)
        return together is not None and frozenset((0,)) not in together


def _about(columns: Mapping[Rule, Column], leaves: tuple[type, ...], kind: Column, worlds: Worlds) -> Iterator[Column]:
    """A leaf of the other kind is FALSE."""
    return (worlds.implication(column, kind) for leaf, column in columns.items() if isinstance(leaf, leaves))


def _union(made: Iterable[Signature], columns: Sequence[Column], worlds: Worlds) -> Column:
    """TRUE are the leaves that some claims together make TRUE."""
    known = list(made)
    return worlds.conjunction(
        worlds.implication(
            column,
            worlds.disjunction(worlds.conjunction(columns[i] for i in each) for each in known if index in each),
        )
        for index, column in enumerate(columns)
    )


def _one(made: Iterable[Signature], columns: Sequence[Column], worlds: Worlds) -> Column:
    """TRUE are the leaves that one claim makes TRUE, or none."""
    every = range(len(columns))
    return worlds.disjunction(
        worlds.conjunction(columns[i] if i in each else worlds.negation(columns[i]) for i in every)
        for each in {frozenset(), *made}
    )

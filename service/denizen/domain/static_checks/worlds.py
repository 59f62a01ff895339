"""Truth tables: every assignment of TRUE and FALSE to some conditions at once, as the bits of one number."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_

from denizen.domain.rules import All, AnyOf, Not, Rule

MOST_ATOMS = 16
"""Conditions in one table, the kind of principal included: 65,536 worlds."""

Column = int
"""Bit `w` is the value in world `w`."""


class Worlds:
    """The worlds over so many conditions."""

    def __init__(self, atoms: int) -> None:
        self.every: Column = (1 << (1 << atoms)) - 1

    def atom(self, index: int) -> Column:
        """The worlds in which the condition is TRUE: those whose number has that bit."""
        width = 1 << index
        return (self.every // ((1 << width) + 1)) << width

    def negation(self, column: Column) -> Column:
        return self.every ^ column

    def implication(self, column: Column, other: Column) -> Column:
        return self.negation(column) | other

    def conjunction(self, columns: Iterable[Column]) -> Column:
        return reduce(and_, columns, self.every)

    def disjunction(self, columns: Iterable[Column]) -> Column:
        return reduce(or_, columns, 0)

    def rule(self, rule: Rule, leaf: Callable[[Rule], Column]) -> Column:
        """The worlds in which `rule` is TRUE, by the columns of what is no combinator."""
        match rule:
            case All(rules):
                return self.conjunction(self.rule(each, leaf) for each in rules)
            case AnyOf(rules):
                return self.disjunction(self.rule(each, leaf) for each in rules)
            case Not(inner):
                return self.negation(self.rule(inner, leaf))
            case _:
                return leaf(rule)

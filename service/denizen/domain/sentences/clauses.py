"""Rules as clauses: what must be true of somebody, with the parts of it that are numbered below it."""

from dataclasses import dataclass

from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import All, AnyOf, Definition, Is, Not, Rule
from denizen.domain.sentences.leaves import Predicate, predicate
from denizen.domain.words import PRINCIPALS, SEVERAL, Titles


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` says it of "it", and introduces `parts` where there are some."""

    text: str
    parts: tuple["Clause", ...] = ()


def clause(rule: Rule, titles: Titles, *, negated: bool = False) -> Clause:
    """What `rule`, or with `negated` its opposite, says."""
    match rule:
        case All(rules) | AnyOf(rules):
            return _combined(rule, rules, titles, negated=negated)
        case Not(inner):
            return clause(inner, titles, negated=not negated)
        case Definition(name):
            return Clause(f'it {"does not meet" if negated else "meets"} "{name}"')
        case _:
            return _of_leaf(predicate(rule, titles, negated=negated), titles)


def _combined(rule: All | AnyOf, rules: tuple[Rule, ...], titles: Titles, *, negated: bool) -> Clause:
    if len(rules) == 1:
        return clause(rules[0], titles, negated=negated)
    if isinstance(rule, All):
        text = "not all of the following are true" if negated else "all of the following are true"
    else:
        text = "none of the following is true" if negated else "at least one of the following is true"
    return Clause(text, tuple(clause(each, titles) for each in rules))


def _of_leaf(said: Predicate, titles: Titles) -> Clause:
    """A leaf, with what it asks of somebody else."""
    if said.on is None:
        return Clause(f"it {said.text}")
    kind, rest = _kind(said.on)
    noun = (SEVERAL[kind] if said.several else PRINCIPALS[kind]) if kind is not None else said.noun
    if rest is None:
        return Clause(f"it {said.text} {noun}")
    inner = clause(rest, titles)
    if inner.parts:
        whose = ", of each of which" if said.several else " of which"
        return Clause(f"it {said.text} {noun}{whose} {inner.text}", inner.parts)
    who = ", each of which" if said.several else " that"
    return Clause(f"it {said.text} {noun}{who} {inner.text.removeprefix('it ')}")


def _kind(rule: Rule) -> tuple[PrincipalKind | None, Rule | None]:
    """The kind of principal, where the first condition of a rule is nothing but that; and what else it asks."""
    match rule:
        case Is(kind):
            return kind, None
        case All((Is(kind), *others)) if others:
            return kind, All(tuple(others))
        case _:
            return None, rule

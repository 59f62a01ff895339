"""How two rules differ, in plain words."""

from collections.abc import Iterator
from dataclasses import fields

from denizen.domain.evaluation.labels import label
from denizen.domain.rules import REACHING, All, AnyOf, Definition, Not, Rule, parts


def rule_differences(before: Rule, after: Rule) -> Iterator[str]:
    """The smallest parts that differ, each in a line; none where the rules are the same but for the order of parts."""
    if before == after:
        return
    match before, after:
        case (All(ones), All(others)) | (AnyOf(ones), AnyOf(others)):
            yield from _several(label(before), ones, others)
        case Not(one), Not(other):
            yield from (f"not: {each}" for each in rule_differences(one, other))
        case _ if _differ_inside_only(before, after):
            (one,), (other,) = parts(before), parts(after)
            yield from (f"{label(before)}: {each}" for each in rule_differences(one, other))
        case _:
            yield f"{in_words(before)} is now {in_words(after)}"


def in_words(rule: Rule) -> str:
    """A rule on one line."""
    match rule:
        case All(rules):
            return f"all of ({'; '.join(map(in_words, rules))})"
        case AnyOf(rules):
            return f"any of ({'; '.join(map(in_words, rules))})"
        case Not(inner):
            return f"not {in_words(inner)}"
        case Definition(name):
            return name
        case _:
            others = parts(rule)
            return f"{label(rule)} ({in_words(others[0])})" if others else label(rule)


def _several(word: str, before: tuple[Rule, ...], after: tuple[Rule, ...]) -> Iterator[str]:
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    if len(gone) == len(new) == 1:
        yield from (f"{word}: {each}" for each in rule_differences(gone[0], new[0]))
        return
    yield from (f"{word}: {in_words(each)} is removed" for each in gone)
    yield from (f"{word}: {in_words(each)} is added" for each in new)


def _differ_inside_only(before: Rule, after: Rule) -> bool:
    """Whether both ask the same of principals that claims name, but for the rule on those."""
    if type(before) is not type(after) or not isinstance(before, REACHING) or not (parts(before) and parts(after)):
        return False
    asked = [each.name for each in fields(before) if getattr(before, each.name) != parts(before)[0]]
    return all(getattr(before, name) == getattr(after, name) for name in asked)

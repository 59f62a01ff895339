"""What the content of a version must be before it is published. Refusals name the field from the version on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from denizen.domain.directives import DirectiveContent, NamedDefinition
from denizen.domain.errors import InvalidError
from denizen.domain.rule_paths import inner_rules, walk_paths
from denizen.domain.rules import Definition, Rule

DEEPEST = 50
"""Rules inside each other, with the definitions put in."""
MOST_RULES = 2_000
"""Rules of a version, with the definitions put in."""


def places(content: DirectiveContent) -> Iterator[tuple[str, Rule]]:
    """Every rule of the version with its path; of the definitions those that are used."""
    used = _used(content)
    for path, rule in _provided(content):
        yield from walk_paths(rule, path)
    for index, definition in enumerate(content.definitions):
        if definition.name in used:
            yield from walk_paths(definition.rule, f"definitions[{index}].rule")


def prepared(content: DirectiveContent) -> DirectiveContent:
    """The content as it is published: with the definitions that its rules name, in the order of names, and no other.

    `InvalidError` where a rule names a definition that is not given, one is given twice or rests on itself, or the
    rules with the definitions put in are too many or too deep.
    """
    used = _used(content)
    _check_size(content)
    definitions = sorted((each for each in content.definitions if each.name in used), key=lambda each: each.name)
    return replace(content, definitions=tuple(definitions))


def _provided(content: DirectiveContent) -> Iterator[tuple[str, Rule]]:
    for index, provision in enumerate(content.provisions):
        yield f"provisions[{index}].definition", provision.definition
        for place, exemption in enumerate(provision.exemptions):
            yield f"provisions[{index}].exemptions[{place}].rule", exemption.rule


def _by_name(content: DirectiveContent) -> dict[str, tuple[int, NamedDefinition]]:
    named: dict[str, tuple[int, NamedDefinition]] = {}
    for index, definition in enumerate(content.definitions):
        if definition.name in named:
            raise InvalidError(f"definitions[{index}].name", definition.name, "each name once")
        named[definition.name] = (index, definition)
    return named


def _used(content: DirectiveContent) -> frozenset[str]:
    """The names of the definitions that the provisions rest on."""
    named = _by_name(content)
    used: set[str] = set()

    def follow(rule: Rule, path: str, within: tuple[str, ...]) -> None:
        for place, inner in walk_paths(rule, path):
            if not isinstance(inner, Definition):
                continue
            if inner.name not in named:
                given = ", ".join(named) or "none is given"
                raise InvalidError(f"{place}.definition", inner.name, f"a definition of this version: {given}")
            if inner.name in within:
                raise InvalidError(f"{place}.definition", inner.name, "a definition that does not rest on itself")
            if inner.name not in used:
                index, definition = named[inner.name]
                follow(definition.rule, f"definitions[{index}].rule", (*within, inner.name))
                used.add(inner.name)

    for path, rule in _provided(content):
        follow(rule, path, ())
    return frozenset(used)


@dataclass(frozen=True, slots=True)
class _Size:
    rules: int
    depth: int


def _check_size(content: DirectiveContent) -> None:
    named = {definition.name: definition.rule for definition in content.definitions}
    known: dict[str, _Size] = {}

    def size(rule: Rule) -> _Size:
        if isinstance(rule, Definition):
            if rule.name not in known:
                known[rule.name] = size(named[rule.name])
            return known[rule.name]
        inner = [size(each) for _, each in inner_rules(rule)]
        return _Size(1 + sum(each.rules for each in inner), 1 + max((each.depth for each in inner), default=0))

    rules = 0
    for path, rule in _provided(content):
        counted = size(rule)
        rules += counted.rules
        if counted.depth > DEEPEST:
            raise InvalidError(path, f"{counted.depth} rules inside each other", f"at most {DEEPEST}")
        if rules > MOST_RULES:
            raise InvalidError(path, f"{rules} rules up to here", f"at most {MOST_RULES} in a version")

"""Rules that can never be TRUE, or never FALSE, whoever is asked about and at whatever moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from denizen.domain.directives import DirectiveContent
from denizen.domain.evaluation.labels import label
from denizen.domain.names import CountrySetName
from denizen.domain.publication import places
from denizen.domain.reference import CountrySet
from denizen.domain.rule_paths import inner_rules
from denizen.domain.rules import (
    REACHING,
    Affiliated,
    All,
    AnyOf,
    Countries,
    Definition,
    Is,
    Not,
    Rule,
    Since,
    SubsidiaryOf,
    walk,
)
from denizen.domain.static_checks.relations import ANYBODY, ORGANISATIONS, Kinds, Relations, Table
from denizen.domain.warnings import StaticWarning, WarningKind

_THE_BEGINNING = datetime.min.replace(tzinfo=UTC)

CountrySets = Mapping[CountrySetName, CountrySet]


@dataclass(slots=True)
class _Found:
    """What a rule was seen to be able to be."""

    rule: Rule
    true: bool = False
    false: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    never_true: str
    never_false: str


_DEFINITION = _Words("no principal that the provision covers can meet it", "every principal that it covers meets it")
_EXEMPTION = _Words("it exempts nobody", "it exempts everybody that the provision covers")
_EXEMPT = _Words("with its exemptions no principal that the provision covers can meet the definition", "")
_PART = _Words("it can never be TRUE", "it can never be FALSE")


def constants(content: DirectiveContent, country_sets: CountrySets) -> Iterator[StaticWarning]:
    """The outermost rules that are constant, each once: roots for the kinds that their provision covers, what is
    written inside them for principals of any kind. Of rules with too many conditions nothing is said."""
    checking = _Checking(content, country_sets)
    for index, provision in enumerate(content.provisions):
        path = f"provisions[{index}]"
        kinds = provision.kinds or ANYBODY
        found = list(checking.root(provision.definition, f"{path}.definition", kinds, _DEFINITION))
        for place, exemption in enumerate(provision.exemptions):
            found += checking.root(exemption.rule, f"{path}.exemptions[{place}].rule", kinds, _EXEMPTION)
        if provision.exemptions and not found:
            exempt = AnyOf(tuple(each.rule for each in provision.exemptions))
            whole = All((provision.definition, Not(exempt)))
            found += checking.root(whole, f"{path}.exemptions", kinds, _EXEMPT, parts=False)
        yield from found
    used = {path for path, _ in places(content)}
    for index, definition in enumerate(content.definitions):
        path = f"definitions[{index}].rule"
        if path in used:
            yield from checking.parts(definition.rule, path)


@dataclass(slots=True)
class _Checking:
    content: DirectiveContent
    country_sets: CountrySets
    definitions: Mapping[str, Rule] = field(init=False)
    _relations: dict[datetime, Relations] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.definitions = {each.name: each.rule for each in self.content.definitions}

    def root(
        self, rule: Rule, path: str, kinds: Kinds, words: _Words, *, parts: bool = True
    ) -> Iterator[StaticWarning]:
        found = self._looked_at([(path, rule)], rule, kinds)
        warnings = list(_told(found, words)) if found is not None else []
        yield from warnings
        if not warnings and parts:
            yield from self.parts(rule, path)

    def parts(self, rule: Rule, path: str) -> Iterator[StaticWarning]:
        """What is written in `rule`, of whomever it is asked."""
        told: list[str] = []
        waiting = [_Asking(path, rule, ANYBODY)]
        while waiting:
            asking = waiting.pop(0)
            found = self._looked_at(list(asking.written()), asking.rule, asking.kinds)
            if found is None:
                # Too many conditions together; perhaps not in each part.
                waiting += asking.split()
                continue
            for where, each in found.items():
                within = any(where.startswith(f"{outer}.") for outer in told)
                if not (each.true and each.false) and not within and not self._is_empty_leaf(each.rule):
                    told.append(where)
                    yield from _told({where: each}, _PART)
            waiting += asking.of_others()

    def _looked_at(self, written: Sequence[tuple[str, Rule]], whole: Rule, kinds: Kinds) -> dict[str, _Found] | None:
        found = {path: _Found(rule) for path, rule in written}
        for at in self._moments(whole):
            if all(each.true and each.false for each in found.values()):
                break
            table = self._relations_at(at).table([whole])
            if table is None:
                return None
            for each in found.values():
                _see(each, table, kinds)
        return found

    def _relations_at(self, at: datetime) -> Relations:
        if at not in self._relations:
            self._relations[at] = Relations(self.definitions, self.country_sets, at)
        return self._relations[at]

    def _moments(self, rule: Rule) -> list[datetime]:
        """From each of these on what the rule names is as it was, until the next."""
        moments = {_THE_BEGINNING}
        for each in self._reached(rule, set()):
            countries, when = getattr(each, "countries", None), getattr(each, "when", None)
            if isinstance(countries, Countries):
                for name in countries.sets & self.country_sets.keys():
                    moments.update(self.country_sets[name].bounds())
            if isinstance(when, Since) and when.moment is not None:
                moments.add(when.moment)
        return sorted(moments)

    def _reached(self, rule: Rule, seen: set[str]) -> Iterator[Rule]:
        for each in walk(rule):
            yield each
            if isinstance(each, Definition) and each.name not in seen:
                seen.add(each.name)
                yield from self._reached(self.definitions[each.name], seen)

    def _is_empty_leaf(self, rule: Rule) -> bool:
        """One that names country sets without a member: the check of sets tells it."""
        countries = getattr(rule, "countries", None)
        return isinstance(countries, Countries) and any(
            not self.country_sets[name].members for name in countries.sets & self.country_sets.keys()
        )


def _see(found: _Found, table: Table, kinds: Kinds) -> None:
    possible = table.possible_for(kinds)
    column = table.column(found.rule)
    found.true = found.true or bool(possible & column)
    found.false = found.false or bool(possible & table.worlds.negation(column))


@dataclass(frozen=True, slots=True)
class _Asking:
    """A rule as it is asked of one principal, of one of the kinds."""

    path: str
    rule: Rule
    kinds: Kinds

    def written(self) -> Iterator[tuple[str, Rule]]:
        """Every rule in it about the same principal, the outer before the inner."""
        waiting = [(self.path, self.rule)]
        while waiting:
            path, rule = waiting.pop(0)
            if not isinstance(rule, Definition | Is):
                yield path, rule
            if not isinstance(rule, REACHING):
                waiting += [(f"{path}.{step}", inner) for step, inner in inner_rules(rule)]

    def split(self) -> "Iterator[_Asking]":
        return (replace(self, path=f"{self.path}.{step}", rule=inner) for step, inner in inner_rules(self.rule))

    def of_others(self) -> "Iterator[_Asking]":
        """The rules in it about principals that claims name."""
        for path, rule in self.written():
            if isinstance(rule, REACHING):
                kinds = ORGANISATIONS if isinstance(rule, Affiliated | SubsidiaryOf) else ANYBODY
                yield from (_Asking(f"{path}.{step}", inner, kinds) for step, inner in inner_rules(rule))


def _told(found: Mapping[str, _Found], words: _Words) -> Iterator[StaticWarning]:
    for path, each in found.items():
        if not each.true:
            yield StaticWarning(WarningKind.NEVER_TRUE, path, f"{label(each.rule)}: {words.never_true}")
        elif not each.false and words.never_false:
            yield StaticWarning(WarningKind.NEVER_FALSE, path, f"{label(each.rule)}: {words.never_false}")

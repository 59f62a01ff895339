"""Country sets and lists that a version names and in which nobody is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from denizen.domain.directives import DirectiveContent
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.publication import places
from denizen.domain.reference import CountrySet, ScreeningList
from denizen.domain.rule_paths import FIELDS
from denizen.domain.rules import Countries, Listed
from denizen.domain.warnings import StaticWarning, WarningKind


@dataclass(frozen=True, slots=True)
class Filled:
    """A list with the number of its entries."""

    screening_list: ScreeningList
    entries: int


def empty_sets(
    content: DirectiveContent, country_sets: Mapping[CountrySetName, CountrySet], lists: Mapping[ListName, Filled]
) -> Iterator[StaticWarning]:
    """Each set without a member at any time and each list without an entry, where the version first names it. One that
    says it is a test subset is meant to be so."""
    told: set[str] = set()
    for path, rule in places(content):
        countries = getattr(rule, "countries", None)
        named = countries.sets if isinstance(countries, Countries) else frozenset()
        empty = {name for name in named & country_sets.keys() if _is_empty(country_sets[name])}
        for name in sorted(empty - told):
            field = f"{path}.{FIELDS[type(rule)]}.countries"
            yield StaticWarning(WarningKind.EMPTY_SET, field, f"{name} has no members: no country is in it")
        listed = rule.lists if isinstance(rule, Listed) else frozenset()
        bare = {name for name in listed & lists.keys() if _is_bare(lists[name])}
        for on in sorted(bare - told):
            text = f"{on} has no entries: nobody is on it"
            yield StaticWarning(WarningKind.EMPTY_SET, f"{path}.listed.lists", text)
        told |= empty | bare


def _is_empty(country_set: CountrySet) -> bool:
    return not country_set.members and not country_set.test_subset


def _is_bare(filled: Filled) -> bool:
    return not filled.entries and not filled.screening_list.test_subset

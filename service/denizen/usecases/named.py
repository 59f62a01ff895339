"""Whether what rules name is there."""

from collections.abc import Iterable

from denizen.domain.errors import InvalidError
from denizen.domain.names import ResourceName
from denizen.domain.rule_paths import FIELDS
from denizen.domain.rules import Countries, Listed, Rule
from denizen.usecases.ports import DirectiveReader


def check_reference_data(reader: DirectiveReader, places: Iterable[tuple[str, Rule]]) -> None:
    """`InvalidError` for the first rule, by its place, that names a country set or a list that is not stored."""
    for path, rule in places:
        countries = getattr(rule, "countries", None)
        for name in sorted(countries.sets) if isinstance(countries, Countries) else ():
            if reader.country_set(name) is None:
                raise InvalidError(f"{path}.{FIELDS[type(rule)]}.countries", name, "a country set that is stored")
        for listed in sorted(rule.lists) if isinstance(rule, Listed) else ():
            if reader.screening_list(listed) is None:
                raise InvalidError(f"{path}.listed.lists", listed, "a list that is stored")


def check_resources(reader: DirectiveReader, names: Iterable[ResourceName], field: str) -> None:
    """`InvalidError` for the first in the order of names that was never registered."""
    for name in sorted(names):
        if reader.resource(name) is None:
            raise InvalidError(field, name, "a registered resource")

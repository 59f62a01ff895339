"""Checks of a version before it is published: what is well formed and probably not meant. docs/static-checks.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from denizen.domain.directives import ActivationRecord, DirectiveContent
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.reference import CountrySet
from denizen.domain.static_checks.constants import constants
from denizen.domain.static_checks.dates import gaps, overlapping_versions
from denizen.domain.static_checks.evidence import unmet_thresholds, unregistered_issuers
from denizen.domain.static_checks.provisions import overlapping_provisions
from denizen.domain.static_checks.sets import Filled, empty_sets
from denizen.domain.warnings import StaticWarning

__all__ = ["Filled", "Surroundings", "check"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a version meets where it is published: its number, when it and others are in force, and what it names."""

    number: int = 1
    records: Sequence[ActivationRecord] = ()
    planned: Sequence[Interval] = ()
    country_sets: Mapping[CountrySetName, CountrySet] = field(default_factory=dict)
    lists: Mapping[ListName, Filled] = field(default_factory=dict)
    issuers: Sequence[Issuer] = ()


def check(content: DirectiveContent, found: Surroundings) -> tuple[StaticWarning, ...]:
    """The warnings about a version that `compile_version` accepts, in the order of their kinds, seen from the request.

    Pure: the same version in the same surroundings has the same warnings.
    """
    of_version = (
        *constants(content, found.country_sets),
        *overlapping_provisions(content),
        *unmet_thresholds(content, found.issuers),
        *unregistered_issuers(content, found.issuers),
        *empty_sets(content, found.country_sets, found.lists),
    )
    of_dates = (*overlapping_versions(found.records, found.planned, found.number), *gaps(found.records, found.planned))
    return (*(replace(each, field=f"version.{each.field}") for each in of_version), *of_dates)

"""Cases asked of a directive: its answer on the facts of the case alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.cases.case import Case, Expected, parse_cases, principals_of
from denizen.domain.cases.described import PURPOSE, CasePrincipal
from denizen.domain.cases.world import entries_of, world_of
from denizen.domain.determinations import Answer, Presence, Question
from denizen.domain.directives import Action, ActivationRecord, DirectiveKind, DirectiveVersion, KeptCase
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import CompiledDirective, CompiledVersion, answer
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.reference import CountrySet, Reference

PRESENCE_SOURCE = "case"


@dataclass(frozen=True, slots=True)
class Setting:
    """The reference data that cases are asked with. Of the lists nobody is on any but whom a case puts there."""

    country_sets: Mapping[CountrySetName, CountrySet]
    lists: Iterable[ListName]


def asked(case: Case, directive: CompiledDirective, setting: Setting, *, explain: bool = False) -> Answer:
    """What the directive answers about the case's principal at its moment."""
    principals = principals_of(case, "case")
    reference = Reference(setting.country_sets, entries_of(principals, setting.lists))
    return answer(_question(case, principals[0], explain=explain), directive, world_of(principals, case.at), reference)


def passes(case: Case, found: Answer) -> bool:
    """Whether it is what the case expects."""
    return Expected.of(found.determination) is case.expected


def always_in_force(version: DirectiveVersion, compiled: CompiledVersion) -> CompiledDirective:
    """A directive of which the version is in force at whatever moment a case has."""
    record = ActivationRecord(Action.ACTIVATE, version=version.number)
    versions = {version.number: (version, compiled)}
    return CompiledDirective(version.directive, DirectiveKind.DEFINITION, (record,), versions)


def read_kept(kept: KeptCase) -> Case:
    """The case in a piece of JSON. `InvalidError` for what cannot be read, and for one that has another id."""
    try:
        (case,) = parse_cases([json.loads(kept.json)])
    except (ValueError, RecursionError):
        raise InvalidError("json", kept.json, "a case as JSON") from None
    if case.id != kept.id:
        raise InvalidError("id", kept.id, f"the id of the case, {case.id!r}")
    return case


def _question(case: Case, subject: CasePrincipal, *, explain: bool) -> Question:
    presence = subject.presence
    asserted = None if presence is None else Presence(presence, case.at, PRESENCE_SOURCE, AssuranceLevel.HIGH)
    return Question(subject.name, case.directive, PURPOSE, case.at, case.resource, asserted, explain=explain)

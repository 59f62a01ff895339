"""The dated inputs of an answer: when it may change without a write."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Cause, Question
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.facts import Dated, World, bears_on
from denizen.domain.reference import Reference

_THE_END = datetime.max.replace(tzinfo=UTC)


def dated_inputs(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> list[Dated]:
    """Every instant after the question's at which a dated input changes, in order; some more than once."""
    at, rules = question.at, directive
    dated = list(rules.dates)
    for facts in world.values():
        dated.extend(facts.dates)
        for age in rules.ages:
            for each in facts.attestations:
                dated.extend(_dated(aged(each.verified_at, age), Cause.FRESHNESS, bears_on(each.claim)))
    if question.presence is not None:
        for age in rules.presence_ages:
            dated.extend(_dated(aged(question.presence.observed_at, age), Cause.PRESENCE, None))
    if rules.authorizations.known:
        dated.extend((moment, Cause.AUTHORIZATION, None) for moment in rules.authorizations.bounds(world, reference))
    if rules.authorizations.known or rules.country_sets or rules.lists:
        dated.extend((moment, Cause.REFERENCE_DATA, None) for moment in _reference_bounds(rules, world, reference))
    return sorted([each for each in dated if each[0] > at], key=_order)


def _order(dated: Dated) -> tuple[datetime, str]:
    instant, cause, _ = dated
    return instant, cause.value


def aged(moment: datetime, age: timedelta) -> datetime | None:
    """The instant at which something of `moment` reaches `age`; None: that is beyond the calendar."""
    return moment + age if age <= _THE_END - moment else None


def _dated(instant: datetime | None, cause: Cause, kind: ClaimKind | None) -> Iterator[Dated]:
    if instant is not None:
        yield instant, cause, kind


def _reference_bounds(directive: CompiledDirective, world: World, reference: Reference) -> Iterator[datetime]:
    sets, lists = directive.authorizations.reference_data(world, reference)
    for name in sets | directive.country_sets:
        yield from reference.dates.get(name, ())
    for listed in lists | directive.lists:
        entries = reference.entries.get(listed, {})
        for key in (key for facts in world.values() for key in facts.screening_keys if key in entries):
            for during in entries[key]:
                yield from during.bounds()

"""The dated inputs of an answer: when it may change without a write."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from denizen.domain.determinations import Cause, Question
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.facts import World
from denizen.domain.reference import Reference

_THE_END = datetime.max.replace(tzinfo=UTC)


def dated_inputs(
    question: Question, directive: CompiledDirective, world: World, reference: Reference
) -> list[tuple[datetime, Cause]]:
    """Every instant after the question's at which a dated input changes, in order."""
    dated = set(directive.dates)
    for facts in world.values():
        dated.update(facts.dates)
        for age in directive.ages:
            for attestation in facts.attestations:
                dated.update(_later(attestation.verified_at, age, Cause.FRESHNESS))
    if question.presence is not None:
        for age in directive.presence_ages:
            dated.update(_later(question.presence.observed_at, age, Cause.PRESENCE))
    dated.update((moment, Cause.AUTHORIZATION) for moment in directive.authorizations.bounds(world, reference))
    dated.update(_reference_bounds(directive, world, reference))
    at = question.at
    return sorted([each for each in dated if each[0] > at], key=lambda each: (each[0], each[1].value))


def _later(moment: datetime, age: timedelta, cause: Cause) -> Iterator[tuple[datetime, Cause]]:
    """The instant at which something of `moment` reaches `age`; none beyond the calendar."""
    if age <= _THE_END - moment:
        yield moment + age, cause


def _reference_bounds(
    directive: CompiledDirective, world: World, reference: Reference
) -> Iterator[tuple[datetime, Cause]]:
    sets, lists = directive.authorizations.reference_data(world, reference)
    compiled = [each for _, each in directive.versions.values()]
    for name in sets.union(*(each.country_sets for each in compiled)):
        if name in reference.country_sets:
            for moment in reference.dates[name]:
                yield moment, Cause.REFERENCE_DATA
    for listed in lists.union(*(each.lists for each in compiled)):
        entries = reference.entries.get(listed, {})
        for key in (key for facts in world.values() for key in facts.screening_keys if key in entries):
            for during in entries[key]:
                for moment in during.bounds():
                    yield moment, Cause.REFERENCE_DATA

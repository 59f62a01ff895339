"""The dated inputs of an answer: when it may change without a write."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from denizen.domain.determinations import Cause, Question
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.facts import Dated, World, bears_on
from denizen.domain.reference import Reference

_THE_END = datetime.max.replace(tzinfo=UTC)


def dated_inputs(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> list[Dated]:
    """Every instant after the question's at which a dated input changes, in order."""
    at = question.at
    dated = {each for each in directive.dates if each[0] > at}
    for facts in world.values():
        dated.update(facts.dates[bisect_right(facts.dates, at, key=itemgetter(0)) :])
        for age in directive.ages:
            for attestation in facts.attestations:
                for aged in _later(attestation.verified_at, age):
                    dated.add((aged, Cause.FRESHNESS, bears_on(attestation.claim)))
    if question.presence is not None:
        for age in directive.presence_ages:
            dated.update((aged, Cause.PRESENCE, None) for aged in _later(question.presence.observed_at, age))
    dated.update((moment, Cause.AUTHORIZATION, None) for moment in directive.authorizations.bounds(world, reference))
    dated.update((moment, Cause.REFERENCE_DATA, None) for moment in _reference_bounds(directive, world, reference))
    return sorted([each for each in dated if each[0] > at], key=_order)


def _order(dated: Dated) -> tuple[datetime, str]:
    instant, cause, _ = dated
    return instant, cause.value


def _later(moment: datetime, age: timedelta) -> Iterator[datetime]:
    """The instant at which something of `moment` reaches `age`; none beyond the calendar."""
    if age <= _THE_END - moment:
        yield moment + age


def _reference_bounds(directive: CompiledDirective, world: World, reference: Reference) -> Iterator[datetime]:
    sets, lists = directive.authorizations.reference_data(world, reference)
    for name in sets | directive.country_sets:
        yield from reference.dates.get(name, ())
    for listed in lists | directive.lists:
        entries = reference.entries.get(listed, {})
        for key in (key for facts in world.values() for key in facts.screening_keys if key in entries):
            for during in entries[key]:
                yield from during.bounds()

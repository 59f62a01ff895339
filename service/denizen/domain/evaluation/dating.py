"""The dated inputs of an answer: when it may change without a write."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from denizen.domain.calendars import after, last_day_to_apply
from denizen.domain.claims import Naturalization
from denizen.domain.determinations import Cause, Question
from denizen.domain.directives import boundaries
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.compiler import CompiledProvision
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.reference import Reference

_THE_END = datetime.max.replace(tzinfo=UTC)


def dated_inputs(
    question: Question, directive: CompiledDirective, world: World, reference: Reference
) -> list[tuple[datetime, Cause]]:
    """Every instant after the question's at which a dated input changes, in order."""
    dated = set(_directive_bounds(directive))
    for facts in world.values():
        dated.update(facts.bounds())
        dated.update(_claim_bounds(facts, directive))
    if question.presence is not None:
        for provision in _provisions(directive):
            if provision.presence_max_age is not None:
                dated.update(_later(question.presence.observed_at, provision.presence_max_age, Cause.PRESENCE))
    dated.update((moment, Cause.AUTHORIZATION) for moment in directive.authorizations.bounds(world, reference))
    dated.update(_reference_bounds(directive, world, reference))
    return sorted((each for each in dated if each[0] > question.at), key=lambda each: (each[0], each[1].value))


def _provisions(directive: CompiledDirective) -> Iterator[CompiledProvision]:
    return (provision for _, compiled in directive.versions.values() for provision in compiled.provisions)


def _directive_bounds(directive: CompiledDirective) -> Iterator[tuple[datetime, Cause]]:
    for moment in boundaries(directive.records):
        yield moment, Cause.ACTIVATION
    for _, compiled in directive.versions.values():
        for moment in compiled.looking_back_to:
            yield moment, Cause.ACTIVATION
    for provision in _provisions(directive):
        if provision.allow_until is not None:
            yield provision.allow_until, Cause.ALLOW_UNTIL


def _claim_bounds(facts: PrincipalFacts, directive: CompiledDirective) -> Iterator[tuple[datetime, Cause]]:
    ages = frozenset().union(*(provision.ages for provision in _provisions(directive)))
    for attestation in facts.attestations:
        for age in ages:
            yield from _later(attestation.verified_at, age, Cause.FRESHNESS)
        match attestation.claim:
            case Naturalization(eligible_on=eligible_on) if eligible_on is not None:
                yield after(last_day_to_apply(eligible_on)), Cause.NATURALIZATION_WINDOW
            case _:
                pass


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
            for moment in reference.country_sets[name].bounds():
                yield moment, Cause.REFERENCE_DATA
    for listed in lists.union(*(each.lists for each in compiled)):
        entries = reference.entries.get(listed, {})
        for key in (key for facts in world.values() for key in facts.screening_keys if key in entries):
            for during in entries[key]:
                for moment in during.bounds():
                    yield moment, Cause.REFERENCE_DATA

"""Answering about many principals at once: their facts in batches, the directive compiled once, each answer as Check
gives it."""

import copy
import hashlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from denizen.domain.determinations import Answer, Cause, Question
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.domain.evaluation import CompiledDirective
from denizen.domain.facts import PrincipalFacts, named_by
from denizen.domain.names import Population, PrincipalName
from denizen.domain.sketches import Sketch
from denizen.usecases.asking import Asking
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.alike import Alike, FindingsCache
from denizen.usecases.populations.asked import Asked, Ground
from denizen.usecases.populations.questions import Survey, Wanted
from denizen.usecases.populations.tallies import Tally
from denizen.usecases.ports import Reader, Store
from denizen.usecases.reaching import Reached, reached_items

Render = Callable[[Answer, Tier], bytes]
"""An answer as it goes over the wire to callers of a tier."""


class Batch(NamedTuple):
    """Some of those asked about, in the order of names."""

    survey: Survey
    names: Sequence[PrincipalName]
    wanted: Wanted = Wanted()


class Listed(NamedTuple):
    """A principal with its answer as the caller's tier is shown it."""

    name: PrincipalName
    answer: bytes


class Standing(NamedTuple):
    """How a principal stands: its answer as the caller's tier is shown it, what tells that from another, until when it
    holds, and the others on whom it may depend, the unknown ones too."""

    name: PrincipalName
    answer: bytes
    mark: bytes
    until: datetime | None
    others: frozenset[PrincipalName]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A survey on its snapshots: `latest` says who is within reach, `asking` has what was known."""

    survey: Survey
    latest: Reader
    asking: Asking
    directive: CompiledDirective


class Surveyor:
    """Answers about batches on one store. What a directive says is compiled once, for all of them."""

    def __init__(self, store: Store, render: Render) -> None:
        self._store = store
        self._render = render
        self._directives = DirectiveCache()
        self._findings = FindingsCache()

    def count(self, batch: Batch) -> Tally:
        """How many are what."""
        with self._opened(batch.survey) as opened:
            return Tally.of((found, populations) for _, populations, found in self._found(opened, batch.names))

    def list(self, batch: Batch) -> Sequence[Listed]:
        """Those who are wanted, in the order of names."""
        names = batch.names
        with self._opened(batch.survey) as opened:
            if batch.wanted != Wanted():
                names = [name for name, _, found in self._found(opened, names) if found in batch.wanted]
            asked = _asked(opened, names)
        return [Listed(each.name, self._render(each.answer(), each.tier)) for each in asked]

    def stand(self, batch: Batch) -> Sequence[Standing]:
        """How each stands who is there, in the order of names."""
        with self._opened(batch.survey) as opened:
            asked = _asked(opened, batch.names)
        return [self._standing(each, batch.survey) for each in asked]

    def _standing(self, asked: Asked, survey: Survey) -> Standing:
        found = asked.answer()
        rendered = self._render(found, asked.tier)
        marked = rendered
        if survey.renewed and found.cause is Cause.PRESENCE:
            # It is assumed anew whenever it would be too old.
            marked = self._render(replace(found, valid_until=None, cause=None), asked.tier)
        return Standing(asked.name, rendered, mark_of(marked), found.valid_until, asked.others())

    @contextmanager
    def _opened(self, survey: Survey) -> Iterator[_Opened]:
        with self._store.read(survey.call, at_least=survey.read) as latest:
            reader = latest if latest.revision.number == survey.known else latest.as_of(survey.known)
            asking = Asking(survey.call, reader, survey.at, self._directives)
            directive = asking.directive(survey.question.directive)
            if isinstance(directive, DenizenError):
                raise directive
            yield _Opened(survey, latest, asking, directive)

    def _found(
        self, opened: _Opened, names: Sequence[PrincipalName]
    ) -> Sequence[tuple[PrincipalName, frozenset[Population], Answer]]:
        """What is found of each who is there, in the order of names: without what names them, as those who are alike
        share it."""
        survey, asking = opened.survey, opened.asking
        permit = survey.call.permit
        if permit.populations is not None or permit.differs:
            # Each may be answered in another way.
            return [(each.name, each.populations, each.found()) for each in _asked(opened, names)]
        sketches = asking.reader.sketches(names)
        population = survey.question.population
        there = [each for each in sketches.values() if population is None or population in each.populations]
        findings = self._findings.of(survey, lambda: _alike(opened))
        found: dict[PrincipalName, Answer] = {}
        # 1. What was found of others before.
        alike: dict[Hashable, list[Sketch]] = {}
        left: list[Sketch] = []
        for sketch in there:
            key = findings.alike.key(sketch)
            known = findings.kept.get(key)
            if key is None or (known is not None and sketch.name in known.others):
                left.append(sketch)
            elif known is None:
                alike.setdefault(key, []).append(sketch)
            else:
                found[sketch.name] = known.answer
        # 2. The first of those who are alike is asked about.
        firsts = _of_each(opened, [first for first, *_ in alike.values()])
        for (key, (first, *rest)), asked in zip(alike.items(), firsts, strict=True):
            answer = found[first.name] = asked.found()
            finding = findings.keep(key, asked, answer)
            for each in rest:
                if finding is None or each.name in finding.others:
                    left.append(each)
                else:
                    found[each.name] = finding.answer
        # 3. And everybody who is like nobody.
        found.update((each.name, each.found()) for each in _of_each(opened, left))
        return [(each.name, each.populations, found[each.name]) for each in there]


def _alike(opened: _Opened) -> Alike:
    reader = opened.asking.reader
    issuers = {each.name: each for each in reader.issuers()}
    return Alike(opened.survey.at, opened.directive, opened.asking.reference(), issuers)


def _of_each(opened: _Opened, sketches: Sequence[Sketch]) -> Sequence[Asked]:
    opened.asking.facts.update((each.name, each.facts()) for each in sketches)
    return _asked(opened, [each.name for each in sketches])


def _asked(opened: _Opened, names: Sequence[PrincipalName]) -> Sequence[Asked]:
    survey, asking = opened.survey, opened.asking
    # 1. What is known of everybody, and of whom they name.
    everybody = _gathered(asking, names, opened.directive)
    # 2. Who is there, of the population asked about, and within the caller's reach today.
    population = survey.question.population
    there = [
        name
        for name in names
        if name in everybody and (population is None or population in everybody[name].populations)
    ]
    reached = _within(survey, there, opened.latest)
    # 3. The question about each.
    ground = Ground(opened.directive, everybody, asking.reference())
    return [Asked(name, each, _question(asking, each), ground) for name, each in reached]


def _within(survey: Survey, names: Sequence[PrincipalName], latest: Reader) -> Sequence[tuple[PrincipalName, Reached]]:
    """Those within reach, each with the question as the caller is answered it."""
    permit = survey.call.permit
    if permit.populations is not None:
        present = latest.facts(names)
        names = [name for name in names if name in present and permit.reaches(present[name].populations)]
    items = [survey.question.about(name) for name in names]
    return list(zip(names, reached_items(survey.call, items, latest), strict=True))


def _question(asking: Asking, reached: Reached) -> Question:
    if reached.refusal is not None:
        raise reached.refusal
    if reached.call is not asking.call:
        asking = copy.copy(asking)
        asking.call = reached.call
    return asking.question(reached.item, PrincipalName(str(reached.item.subject)))


def _gathered(
    asking: Asking, names: Sequence[PrincipalName], directive: CompiledDirective
) -> Mapping[PrincipalName, PrincipalFacts]:
    """The facts of all of them, and hop by hop of those whom their claims name."""
    waiting = {name for name in names if name not in asking.facts}
    reaching = directive.reaches_others
    for name in names:
        if name in asking.facts:
            named = named_by(asking.facts[name], standing_in_only=not reaching)
            waiting.update(each for each in named if each not in asking.facts)
    while waiting:
        waiting = asking.read(waiting, reaching=reaching)
    return asking.facts


def mark_of(rendered: bytes) -> bytes:
    """Tells an answer from another; the same in every process."""
    return hashlib.blake2b(rendered, digest_size=12).digest()

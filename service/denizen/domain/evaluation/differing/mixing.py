"""Answers from a mixture of what a question is answered from at two pairs of times."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.determinations import Answer
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.evaluation.answering import found
from denizen.domain.evaluation.authorizing import Authorizations
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.differing.inputs import (
    DIRECTIVE,
    TIME,
    Input,
    authorization,
    fact,
    principal,
    reference_data,
)
from denizen.domain.evaluation.differing.sides import Side
from denizen.domain.evaluation.differing.standing import Moving, Standing
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.intervals import ALWAYS
from denizen.domain.names import AttestationName, AuthorizationName, CountrySetName, ListName, PrincipalName
from denizen.domain.reference import CountrySet, Membership, Reference, ScreeningKey


@dataclass(slots=True)
class Mixing:
    """Two sides of one question. `inputs` are those that differ between them, in their order."""

    before: Side
    after: Side
    moving: Moving = field(init=False)
    inputs: tuple[Input, ...] = field(init=False)
    _keys: frozenset[ScreeningKey] = field(init=False)
    _attested: dict[AttestationName, tuple[Attestation | None, Attestation | None]] = field(init=False)
    _authorizations: frozenset[AuthorizationName] = field(init=False)
    _sets: frozenset[CountrySetName] = field(init=False)
    _lists: frozenset[ListName] = field(init=False)
    _moves: dict[tuple[AttestationName, bool, datetime], Attestation | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        before, after = sides = self.before, self.after
        then, now = before.attestations(), after.attestations()
        self.moving = Moving.among((*then.values(), *now.values()), before.ages() | after.ages())
        self._attested = {name: (then.get(name), now.get(name)) for name in then.keys() | now.keys()}
        self._keys = frozenset(key for side in sides for facts in side.world.values() for key in facts.screening_keys)
        self._authorizations = frozenset(
            each.name for side in sides for each in side.directive.authorizations.concerning(side.world, side.reference)
        )
        (sets, lists), (more_sets, more_lists) = before.reference_data(), after.reference_data()
        self._sets, self._lists = sets | more_sets, lists | more_lists
        self.inputs = tuple(sorted(self._differing()))

    def answer(self, chosen: Collection[Input]) -> Answer:
        """The answer with the `chosen` inputs as they are after, and the others as they are before.

        With none it is what is found before; with all `inputs` it is what is found after.
        """
        timed = self._of(TIME, chosen)
        asked = self._of(self.subject, chosen).question.principal
        question = replace(timed.question, principal=asked, explain=False, settle=False)
        return found(question, self._directive(chosen), self._world(chosen, timed.at), self._reference(chosen))

    def attested(self, name: AttestationName) -> tuple[Attestation | None, Attestation | None]:
        """The attestation as it is known at each side."""
        return self._attested[name]

    @property
    def subject(self) -> Input:
        """The principal that the question is about."""
        return principal(self.after.question.principal or self.before.question.principal)

    def _of(self, each: Input, chosen: Collection[Input]) -> Side:
        return self.after if each in chosen else self.before

    def _differing(self) -> Iterator[Input]:
        before, after = self.before, self.after
        if (before.at, before.question.presence) != (after.at, after.question.presence):
            yield TIME
        if _content(before) != _content(after):
            yield DIRECTIVE
        for name, (then, now) in self._attested.items():
            if self._stands(then, before.at) != self._stands(now, after.at):
                yield fact(name)
        for country_set in self._sets:
            if before.countries(country_set) != after.countries(country_set):
                yield reference_data(country_set)
        for listed in self._lists:
            if before.listed(listed, self._keys) != after.listed(listed, self._keys):
                yield reference_data(listed)
        asked = {self.subject} if before.question.principal != after.question.principal else set()
        known = before.world.keys() | after.world.keys()
        other = (each for each in known if _bare(before.world.get(each)) != _bare(after.world.get(each)))
        yield from asked.union(map(principal, other))
        for authorized in self._authorizations:
            if before.authorization(authorized) != after.authorization(authorized):
                yield authorization(authorized)

    def _stands(self, attestation: Attestation | None, at: datetime) -> Standing | None:
        return None if attestation is None else Standing.of(attestation, at, self.moving.ages)

    # The mixture: of every input what its side shows, and at every moment, so that only its side counts.

    def _directive(self, chosen: Collection[Input]) -> CompiledDirective:
        directive, version = self.before.directive, self._of(DIRECTIVE, chosen).version
        if version is None:
            return CompiledDirective(directive.name, directive.kind, (), {})
        number, provisions = version[0].number, version[1].provisions
        known = [self._of(authorization(each), chosen).authorization(each) for each in self._authorizations]
        always = [replace(each, effective=ALWAYS) for each in known if each is not None]
        return CompiledDirective(
            directive.name,
            directive.kind,
            (ActivationRecord(Action.ACTIVATE, ALWAYS, number),),
            {number: version},
            Authorizations.of(always, provisions),
        )

    def _reference(self, chosen: Collection[Input]) -> Reference:
        return Reference(
            {name: self._country_set(name, chosen) for name in self._sets},
            {
                name: dict.fromkeys(self._of(reference_data(name), chosen).listed(name, self._keys), (ALWAYS,))
                for name in self._lists
            },
        )

    def _country_set(self, name: CountrySetName, chosen: Collection[Input]) -> CountrySet:
        countries = self._of(reference_data(name), chosen).countries(name)
        return CountrySet(name, members=tuple(Membership(country) for country in sorted(countries)))

    def _world(self, chosen: Collection[Input], at: datetime) -> World:
        about: dict[PrincipalName, list[Attestation]] = {}
        for name in self._attested:
            attestation = self._attestation(name, at, after=fact(name) in chosen)
            if attestation is not None:
                about.setdefault(attestation.subject, []).append(attestation)
        everybody = self.before.world.keys() | self.after.world.keys()
        known = {name: self._of(principal(name), chosen).world.get(name) for name in everybody}
        return {
            name: replace(facts, attestations=tuple(about.get(name, ())))
            for name, facts in known.items()
            if facts is not None
        }

    def _attestation(self, name: AttestationName, at: datetime, *, after: bool) -> Attestation | None:
        """The attestation as it is known at one side, standing at `at` as it does there."""
        key = (name, after, at)
        if key not in self._moves:
            side, attestation = (self.after if after else self.before), self._attested[name][after]
            self._moves[key] = None if attestation is None else self.moving.moved(attestation, side.at, at)
        return self._moves[key]


def _content(side: Side) -> tuple[int, str] | None:
    return None if side.version is None else (side.version[0].number, side.version[0].digest)


def _bare(facts: PrincipalFacts | None) -> PrincipalFacts | None:
    return None if facts is None else replace(facts, attestations=())
